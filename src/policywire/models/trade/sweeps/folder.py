"""A folder that a sweep fills and can take up again after any death.

Each file is written beside its place, made durable and renamed: it is whole or it is not there.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from policywire.facts.errors import OutputRefused
from policywire.models.trade.sweeps.chunks import (
    MANIFEST,
    ChunkEntry,
    Manifest,
    dump,
    entry_of,
    read_manifest,
    read_npz,
)

__all__ = ["Folder", "open_folder"]

LOCK = ".sweep.lock"
FRESH = ".fresh-"  # a file not yet in its place; what a killed run left of them is removed


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
        read = read_npz(content)
        if read is None:
            return None
        if str(read["cases_sha256"]) != cases:
            raise OutputRefused(
                f"{path} holds other cases than chunk {number} of this sweep. Name another "
                "folder, or remove this one to sweep again."
            )
        return entry_of(path.name, content, read)

    def write(self, number: int, content: bytes) -> ChunkEntry:
        """Put a chunk in its place in one step and return its entry."""
        _replace(self.path / self.name(number), content)
        read = read_npz(content)
        if read is None:
            raise OutputRefused(
                f"{self.path / self.name(number)}: a worker returned {len(content)} bytes that "
                "are no chunk. Check that all workers run this version of Policywire."
            )
        return entry_of(self.name(number), content, read)

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
        _replace(self.path / MANIFEST, dump(done))
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
        _replace(path / MANIFEST, dump(manifest))
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
