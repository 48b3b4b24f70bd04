"""Folders that appear whole or not at all."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from policywire.facts.errors import OutputRefused

__all__ = ["MANIFEST", "check_place", "hashes_of", "replace_folder"]

MANIFEST = "manifest.json"


def hashes_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the sha256 of each file, as a manifest lists them."""
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}


def replace_folder(folder: Path, files: Mapping[str, bytes], schema: str) -> None:
    """Write files into a folder that a reader sees complete, or not at all.

    They go into a new folder beside it, are forced to the disk, and take its name by renaming.
    A folder of that name is replaced only when it is empty or holds an edition written by us,
    as we wrote it, and nothing else. Whatever fails, nothing half-written is left.

    Parameters
    ----------
    folder : Path
        The folder; its parents are made where missing.
    files : Mapping of str to bytes
        Relative path to content; ``manifest.json`` among them.
    schema : str
        What a manifest of ours says under ``schema``.

    Raises
    ------
    OutputRefused
        If something else stands there, or the place cannot be written to.
    """
    target = _real(folder)
    _check_replaceable(target, schema)
    try:
        with _new_folder(target) as fresh:
            _fill(fresh, files)
            _swap(fresh, target)
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputRefused(
            f"{folder} cannot be written: {why} ({error.filename or target.parent}). Nothing was "
            "left behind. Choose a folder you may write to, or free some space."
        ) from error


def check_place(folder: Path, schema: str) -> None:
    """Refuse a place :func:`replace_folder` would refuse, as far as can be seen beforehand.

    Raises
    ------
    OutputRefused
        If something else stands there, or its nearest folder that exists cannot be written to.
    """
    target = _real(folder)
    _check_replaceable(target, schema)
    parent = next(place for place in target.parents if place.exists())
    if not (parent.is_dir() and os.access(parent, os.W_OK)):
        raise OutputRefused(f"{parent} cannot be written to. Choose a folder you may write to.")


# ------------------------------------------------------------------- what stands there


def _real(folder: Path) -> Path:
    """Return the folder itself, where a link leads to it."""
    target = folder.absolute()
    if not target.is_symlink():
        return target
    try:
        return target.resolve()
    except (OSError, RuntimeError) as error:
        raise OutputRefused(
            f"{folder} is a link that leads nowhere. Give another --out."
        ) from error


def _check_replaceable(target: Path, schema: str) -> None:
    """Refuse to replace anything but an empty folder or an edition of ours, and all of it."""
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputRefused(f"{target} is a file, not a folder. Give another --out.")
    ours = _written_by_us(target, schema)
    _refuse_foreign(target, ours)
    _refuse_edited(target, ours)


def _refuse_foreign(target: Path, ours: Mapping[str, str]) -> None:
    """Refuse to lose an entry that no manifest of ours accounts for: file, link, folder, pipe."""
    files = {*ours, MANIFEST} if ours else set()
    folders = {Path(name).parent.as_posix() for name in files}
    foreign = sorted(
        name
        for path in target.rglob("*")
        for name in (path.relative_to(target).as_posix(),)
        if name not in (folders if _is_folder(path) else files) or not _is_plain(path)
    )
    if foreign:
        shown = ", ".join(foreign[:3]) + (", ..." if len(foreign) > 3 else "")
        raise OutputRefused(
            f"{target} holds {shown}, which is no part of an edition written by Policywire, and "
            "would be lost. Give another --out, or move it away."
        )


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_plain(path: Path) -> bool:
    return (path.is_file() or path.is_dir()) and not path.is_symlink()


def _refuse_edited(target: Path, ours: Mapping[str, str]) -> None:
    """Refuse to lose what somebody wrote into a file of ours."""
    edited = [name for name, sha256 in sorted(ours.items()) if _differs(target / name, sha256)]
    if edited:
        shown = ", ".join(edited[:3]) + (", ..." if len(edited) > 3 else "")
        raise OutputRefused(
            f"{target} holds {shown}, edited since Policywire wrote it, and the changes would be "
            "lost. Give another --out, or move the folder away."
        )


def _differs(path: Path, sha256: str) -> bool:
    if not path.is_file():
        return False
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() != sha256
    except OSError as error:
        raise OutputRefused(
            f"{path} cannot be read: {error.strerror}. Give another --out, or move it away."
        ) from error


def _written_by_us(target: Path, schema: str) -> dict[str, str]:
    """Return the files a manifest of ours lists, with their hashes; none where there is none."""
    path = target / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    except (OSError, RecursionError, ValueError):
        return {}
    if not isinstance(manifest, dict) or manifest.get("schema") != schema:
        return {}
    files = manifest.get("files")
    return {str(name): str(sha256) for name, sha256 in _items(files)}


def _items(files: object) -> list[tuple[object, object]]:
    return list(files.items()) if isinstance(files, dict) else []


# ------------------------------------------------------------------- writing


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """Give a new folder beside the target; on failure it goes, and the parents made for it."""
    made = _make_parents(target.parent)
    with ExitStack() as undo:
        for parent in reversed(made):
            undo.callback(parent.rmdir)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        undo.callback(shutil.rmtree, fresh, ignore_errors=True)
        fresh.chmod(0o777 & ~_mask())
        yield fresh
        undo.pop_all()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _make_parents(parent: Path) -> list[Path]:
    """Make the missing folders up to ``parent``; return those made, innermost first."""
    missing = []
    while not parent.exists():
        missing.append(parent)
        parent = parent.parent
    for folder in reversed(missing):
        folder.mkdir()
    return missing


def _fill(fresh: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = fresh / name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for folder in {(fresh / name).parent for name in files}:
        _sync(folder)


def _sync(folder: Path) -> None:
    """Force the entries of a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(fresh: Path, target: Path) -> None:
    """Give the new folder its name; an edition that stands there is set aside, then removed."""
    old = fresh.with_name(f"{fresh.name}.old")
    stands = target.exists()
    if stands:
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if stands:
            old.rename(target)
        raise
    _sync(target.parent)
    if stands:
        shutil.rmtree(old, ignore_errors=True)
