"""A folder built beside the one it replaces, which changes whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policywire.evidence.tables import fsync_file, fsync_folder

__all__ = ["replacing"]


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new, empty folder that takes the place of ``folder`` when the block ends well.

    Whatever fails, ``folder`` stays as it was, and nothing is left beside it.

    Parameters
    ----------
    folder : Path
        No symbolic link; its parents are made where missing.

    Raises
    ------
    OSError
        If the place cannot be written to.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    holder = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        fresh = holder / "new"
        fresh.mkdir()
        yield fresh
        _force(fresh)
        _swap(fresh, folder, holder / "old")
    finally:
        _clear(holder, folder)


def _force(fresh: Path) -> None:
    """Force files and entries to the disk."""
    for path in fresh.iterdir():
        fsync_file(path)
    fsync_folder(fresh)


def _swap(fresh: Path, folder: Path, old: Path) -> None:
    """Give the new folder its name; put the old one back if that fails."""
    if folder.exists():
        folder.rename(old)
    try:
        fresh.rename(folder)
    finally:
        if old.exists() and not folder.exists():
            old.rename(folder)
    fsync_folder(folder.parent)


def _clear(holder: Path, folder: Path) -> None:
    """Remove the working folder, unless the old content is nowhere else."""
    if folder.exists() or not (holder / "old").exists():
        shutil.rmtree(holder, ignore_errors=True)
