"""A folder that a sweep fills chunk by chunk and can take up again after any death.

``manifest.json`` says what is swept from the first moment (hash of the inputs, cases in a chunk) and,
when all is done, lists every chunk with its hash. A chunk is ``chunk-000000.npz``: an ordinary NumPy
archive, uncompressed, the same bytes whoever writes it. Each file is written beside its place, made
durable and renamed: it is whole or it is not there.
"""

import fcntl
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import OutputRefused

__all__ = ["ChunkEntry", "Folder", "Manifest", "npz", "open_folder", "read_manifest"]

FORMAT = 1
MANIFEST = "manifest.json"
LOCK = ".sweep.lock"
FRESH = ".fresh-"  # a file not yet in its place; what a killed run left of them is removed


@dataclass(frozen=True, slots=True)
class ChunkEntry:
    """One chunk of a finished sweep.

    Attributes
    ----------
    file, sha256 : str
        Its name in the folder and the hash of its bytes.
    cases, failed : int
        How many cases it holds, and how many of those found no equilibrium.
    """

    file: str
    sha256: str
    cases: int
    failed: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds.

    Attributes
    ----------
    inputs : str
        Hash of all that decides the results but the cases.
    chunk : int
        Cases in a chunk; the last may hold fewer.
    facts : dict of str to str
        Said for the reader: version, closure, backend.
    complete : bool
        Whether all chunks are listed.
    chunks : tuple of ChunkEntry
        In order of the cases.
    """

    inputs: str
    chunk: int
    facts: dict[str, str]
    complete: bool = False
    chunks: tuple[ChunkEntry, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the whole table: equal when every chunk's bytes are."""
        return hashlib.sha256("".join(entry.sha256 for entry in self.chunks).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Folder:
    """A sweep's folder, held by this process alone.

    Attributes
    ----------
    path : Path
        Where it is.
    manifest : Manifest
        What it was made for.
    """

    path: Path
    manifest: Manifest

    def name(self, number: int) -> str:
        """Return the file name of a chunk."""
        return f"chunk-{number:06d}.npz"

    def held(self, number: int, cases: str) -> ChunkEntry | None:
        """Return a chunk's entry when it lies there whole, or None.

        Parameters
        ----------
        number : int
            The chunk's place.
        cases : str
            Hash of the cases it should hold.

        Raises
        ------
        OutputRefused
            The chunk holds other cases: the folder belongs to another sweep.
        """
        path = self.path / self.name(number)
        if not path.exists():
            return None
        content = path.read_bytes()
        read = _read(content)
        if read is None:
            return None
        if str(read["cases_sha256"]) != cases:
            raise OutputRefused(
                f"{path} holds other cases than chunk {number} of this sweep. Name another "
                "folder, or remove this one to sweep again."
            )
        return _entry(path.name, content, read)

    def write(self, number: int, content: bytes) -> ChunkEntry:
        """Put a chunk in its place in one step and return its entry."""
        _replace(self.path / self.name(number), content)
        read = _read(content)
        if read is None:
            raise OutputRefused(
                f"{self.path / self.name(number)}: a worker returned {len(content)} bytes that "
                "are no chunk. Check that all workers run this version of Policywire."
            )
        return _entry(self.name(number), content, read)

    def finish(self, entries: tuple[ChunkEntry, ...]) -> Manifest:
        """List all chunks in the manifest: the sweep is complete."""
        held = self.manifest
        done = Manifest(held.inputs, held.chunk, held.facts, complete=True, chunks=entries)
        for path in self.path.glob("chunk-*.npz"):
            if path.name not in {entry.file for entry in entries}:
                raise OutputRefused(
                    f"{path} lies beyond the last of {len(entries)} chunks: the folder was begun "
                    "with more cases. Name another folder, or remove this one to sweep again."
                )
        _replace(self.path / MANIFEST, _dump(done))
        return done


@contextmanager
def open_folder(path: Path, manifest: Manifest) -> Iterator[Folder]:
    """Hold a folder for one sweep: make it, or take up the same sweep again.

    Parameters
    ----------
    path : Path
        A new folder, an empty one, or one that an earlier run of the same sweep left.
    manifest : Manifest
        What is swept.

    Yields
    ------
    Folder
        Locked against other processes until the block ends, or the process.

    Raises
    ------
    OutputRefused
        The folder holds something else or another sweep, is being written to, or cannot be.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            _adopt(path, manifest)
            yield Folder(path, manifest)
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputRefused(
            f"{path} cannot be written to: {why}. Chunks in place are kept; name another "
            "folder, or run the same sweep again once the cause is gone."
        ) from error


def read_manifest(path: Path) -> Manifest:
    """Read what a folder holds.

    Parameters
    ----------
    path : Path
        A sweep's folder.

    Returns
    -------
    Manifest
        Complete or not.

    Raises
    ------
    OutputRefused
        No sweep lies there, or one of another format.
    """
    try:
        held = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        if held["format"] != FORMAT:
            raise OutputRefused(
                f"{path / MANIFEST} has format {held['format']}; this version reads {FORMAT}."
            )
        chunks = tuple(ChunkEntry(**entry) for entry in held["chunks"])
        return Manifest(held["inputs"], held["chunk"], held["facts"], held["complete"], chunks)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputRefused(
            f"{path} holds no sweep: {MANIFEST} is missing or damaged ({error}). Give the folder "
            "that sweep() wrote to."
        ) from error


def npz(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays as the bytes of an uncompressed ``.npz``, the same at any time."""
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            single = io.BytesIO()
            np.lib.format.write_array(single, np.ascontiguousarray(array), allow_pickle=False)
            # A ZipInfo made by hand carries 1980-01-01, not the clock.
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), single.getvalue())
    return opened.getvalue()


def _read(content: bytes) -> dict[str, NDArray[Any]] | None:
    """Return a chunk's arrays, each checked by its checksum, or None where it is no chunk."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            read = {name: archive[name] for name in archive.files}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile):
        return None
    return read if {"cases_sha256", "position", "failed"} <= read.keys() else None


def _entry(name: str, content: bytes, read: Mapping[str, NDArray[Any]]) -> ChunkEntry:
    failed = int(read["failed"].size)
    return ChunkEntry(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        cases=int(read["position"].size) + failed,
        failed=failed,
    )


def _adopt(path: Path, manifest: Manifest) -> None:
    """Refuse a folder that is not ours; clear what a killed run left half-written."""
    if (path / MANIFEST).exists():
        held = read_manifest(path)
        if (held.inputs, held.chunk) != (manifest.inputs, manifest.chunk):
            raise OutputRefused(
                f"{path} holds a sweep of other inputs: {held.facts}, {held.chunk} cases in a "
                f"chunk, inputs {held.inputs[:12]}; this one has {manifest.facts}, "
                f"{manifest.chunk}, {manifest.inputs[:12]}. Name another folder."
            )
    else:
        strange = [item.name for item in path.iterdir() if not item.name.startswith(".")]
        if strange:
            raise OutputRefused(
                f"{path} is not empty and holds no sweep (found {strange[0]}). Name a new folder."
            )
        _replace(path / MANIFEST, _dump(manifest))
    for left in path.glob(f"{FRESH}*"):
        left.unlink()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the folder's lock; it falls with the process, however that dies."""
    with (path / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputRefused(
                f"{path} is being written to by another sweep. Wait for it, or name another folder."
            ) from error
        yield
        (path / LOCK).unlink(missing_ok=True)


def _dump(manifest: Manifest) -> bytes:
    held = {
        "format": FORMAT,
        "inputs": manifest.inputs,
        "chunk": manifest.chunk,
        "facts": manifest.facts,
        "complete": manifest.complete,
        "sha256": manifest.sha256 if manifest.complete else "",
        "chunks": [
            {"file": one.file, "sha256": one.sha256, "cases": one.cases, "failed": one.failed}
            for one in manifest.chunks
        ],
    }
    return (json.dumps(held, indent=1) + "\n").encode()


def _replace(path: Path, content: bytes) -> None:
    """Write beside the place, make durable, take the name in one step."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=FRESH)
    fresh = Path(name)
    try:
        with os.fdopen(number, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
