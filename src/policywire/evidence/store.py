"""The store: numbered, immutable generations of one database, and a pointer to the current one.

A reader opens the generation that ``CURRENT`` names, after checking its hash. A writer holds the
lock, copies that generation, files into the copy, and only then moves the pointer. A writer
killed at any point leaves the pointer, and so every reader, where it was.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from policywire.evidence.filing import Filing
from policywire.evidence.tables import FORMAT, connect, create, fsync_folder, sha256_of
from policywire.evidence.view import View
from policywire.facts.errors import DamagedStore, OutputRefused, StoreBusy

__all__ = ["Generation", "Store"]

Progress = Callable[[str], None]
_POINTER = "CURRENT"
_LOCK = "LOCK"


def _silent(stage: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What the pointer says.

    Attributes
    ----------
    number : int
        Counts filings.
    file : str
        Name of the database file.
    sha256 : str
        Hash of its bytes.
    format : int
        Layout of its tables.
    """

    number: int
    file: str
    sha256: str
    format: int = FORMAT


class Store:
    """A folder of evidence.

    Parameters
    ----------
    folder : Path
        Where it lies; made by :meth:`create`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def create(cls, folder: Path) -> "Store":
        """Return the store in ``folder``, making an empty one where there is none.

        Raises
        ------
        OutputRefused
            If the folder cannot be made, or holds other things.
        """
        store = cls(folder)
        if (folder / _POINTER).exists():
            return store
        if folder.exists() and not all(_ours(item.name) for item in folder.iterdir()):
            raise OutputRefused(f"{folder} holds other things. Name an empty folder.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputRefused(f"{folder} cannot be made: {error.strerror}.") from error
        return store

    def generation(self) -> Generation:
        """Return what the pointer says.

        Raises
        ------
        DamagedStore
            If there is no pointer, or it cannot be read.
        """
        try:
            said = json.loads((self.folder / _POINTER).read_text(encoding="utf-8"))
            found = Generation(**said)
        except FileNotFoundError as error:
            raise DamagedStore(
                f"{self.folder} is no store, or holds no evidence yet (it has no {_POINTER}). "
                "Fill one with `policywire collect FOLDER --store DIR`."
            ) from error
        except (ValueError, TypeError) as error:
            raise DamagedStore(f"{self.folder / _POINTER} cannot be read: {error}.") from error
        if found.format != FORMAT:
            raise DamagedStore(f"{self.folder} has format {found.format}; this reads {FORMAT}.")
        return found

    @contextmanager
    def read(self, as_of: date | None = None) -> Iterator[View]:
        """Open the current generation for reading.

        Parameters
        ----------
        as_of : date, optional
            Where the reader stands; nothing said later is seen. The newest vintage by default.

        Raises
        ------
        DamagedStore
            If the file is missing or does not match its hash.
        BeforeFirstVintage
            If ``as_of`` lies before anything was said.
        """
        current = self._checked()
        with connect(self.folder / current.file, read_only=True) as connection:
            yield View(connection, as_of)

    @contextmanager
    def write(self, progress: Progress = _silent) -> Iterator[Filing]:
        """File into a new generation, which becomes current when the block ends without error.

        Parameters
        ----------
        progress : callable
            Told each stage as it ends: ``locked``, ``copied``, ``filed``, ``synced``,
            ``renamed``, ``pointed``, ``swept``.

        Raises
        ------
        StoreBusy
            If another process is writing.
        DamagedStore
            If the current generation does not match its hash.
        """
        with self._lock():
            progress("locked")
            number, part = self._copy()
            progress("copied")
            try:
                with connect(part, read_only=False) as connection:
                    yield Filing(connection)
                    connection.execute("CHECKPOINT")
                progress("filed")
                self._publish(number, part, progress)
            finally:
                part.unlink(missing_ok=True)

    def _checked(self) -> Generation:
        current = self.generation()
        path = self.folder / current.file
        if not path.exists():  # a writer moved on between our two looks
            current = self.generation()
            path = self.folder / current.file
        if not path.exists() or sha256_of(path) != current.sha256:
            raise DamagedStore(
                f"{path} does not match the hash in {_POINTER} ({current.sha256[:12]}...): it was "
                "damaged or changed by hand. Restore it, or fill a new store."
            )
        return current

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.folder / _LOCK).open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                file.seek(0)
                raise StoreBusy(
                    f"{self.folder} is being written by process {file.read().strip() or '?'}. "
                    "Wait for it to end, then try again; readers are not held up."
                ) from error
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def _copy(self) -> tuple[int, Path]:
        """Copy the current generation, or make an empty one; return its number and path."""
        for stale in self.folder.glob("*.part*"):
            stale.unlink()
        first = not (self.folder / _POINTER).exists()
        number = 1 if first else self._checked().number + 1
        part = self.folder / f"gen-{number:06d}.duckdb.part"
        if first:
            create(part)
        else:
            shutil.copyfile(self.folder / self.generation().file, part)
        return number, part

    def _publish(self, number: int, part: Path, progress: Progress) -> None:
        """Make the filed copy durable, then current."""
        _fsync(part)
        progress("synced")
        final = part.with_suffix("")
        digest = sha256_of(part)
        part.rename(final)
        fsync_folder(self.folder)
        progress("renamed")
        self._point(Generation(number, final.name, digest))
        progress("pointed")
        self._sweep(number)
        progress("swept")

    def _point(self, generation: Generation) -> None:
        pointer = self.folder / f"{_POINTER}.part"
        pointer.write_text(json.dumps(asdict(generation), indent=1) + "\n", encoding="utf-8")
        _fsync(pointer)
        pointer.rename(self.folder / _POINTER)
        fsync_folder(self.folder)

    def _sweep(self, number: int) -> None:
        """Remove generations nobody can still be about to open: all before the last one."""
        keep = {f"gen-{kept:06d}.duckdb" for kept in (number - 1, number)}
        for path in self.folder.glob("gen-*.duckdb"):
            if path.name not in keep:
                path.unlink()


def _ours(name: str) -> bool:
    return name == _LOCK or name.startswith("gen-") or name.endswith(".part")


def _fsync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
