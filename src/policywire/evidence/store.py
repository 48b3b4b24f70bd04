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
from dataclasses import asdict
from datetime import date
from pathlib import Path

from policywire.evidence.filing import Filing
from policywire.evidence.generation import (
    GENERATION,
    LOCK,
    POINTER,
    UNFINISHED,
    Generation,
    file_name,
    is_ours,
)
from policywire.evidence.tables import FORMAT, connect, create, fsync_file, fsync_folder, sha256_of
from policywire.evidence.view import View
from policywire.facts.errors import DamagedStore, OutputRefused, StoreBusy

__all__ = ["Generation", "Store"]

Progress = Callable[[str], None]


def _silent(stage: str) -> None:
    """Report nothing."""


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
        with _writable(folder):
            folder.mkdir(parents=True, exist_ok=True)
            store._refuse_foreign()
        return store

    def generation(self) -> Generation:
        """Return what the pointer says.

        Raises
        ------
        DamagedStore
            If there is no pointer, or it cannot be read.
        """
        try:
            said = json.loads((self.folder / POINTER).read_text(encoding="utf-8"))
            found = Generation(**said)
        except FileNotFoundError as error:
            raise DamagedStore(
                f"{self.folder} is no store, or holds no evidence yet (it has no {POINTER}). "
                "Fill one with `policywire collect FOLDER --store DIR`."
            ) from error
        except (OSError, RecursionError, TypeError, ValueError) as error:
            raise DamagedStore(f"{self.folder / POINTER} cannot be read: {error}.") from error
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
            If the current generation does not match its hash, or the pointer is lost.
        OutputRefused
            If the folder cannot be written, or holds other things and no store.
        """
        with self._lock():
            progress("locked")
            with _writable(self.folder):
                number, part = self._copy()
            progress("copied")
            try:
                with connect(part, read_only=False) as connection:
                    yield Filing(connection)
                    connection.execute("CHECKPOINT")
                progress("filed")
                with _writable(self.folder):
                    self._publish(number, part, progress)
            finally:
                part.unlink(missing_ok=True)

    def clear_unfilled(self) -> bool:
        """Remove what writers left of a store that was never filled; say whether nothing is left.

        A folder with evidence, with anything of somebody else, or with a writer at work stays.
        """
        if not self.folder.is_dir() or self._pointed():
            return False
        try:
            with self._lock():
                self._clear_unfinished()
                if [item.name for item in self.folder.iterdir()] == [LOCK]:
                    (self.folder / LOCK).unlink()
        except (OutputRefused, StoreBusy):
            return False
        return not any(self.folder.iterdir())

    def _checked(self) -> Generation:
        current = self.generation()
        path = self.folder / current.file
        if not path.exists():  # a writer moved on between our two looks
            current = self.generation()
            path = self.folder / current.file
        if not path.is_file() or sha256_of(path) != current.sha256:
            raise DamagedStore(
                f"{path} does not match the hash in {POINTER} ({current.sha256[:12]}...): it was "
                "damaged or changed by hand. Restore it, or fill a new store."
            )
        return current

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with _writable(self.folder):
            self._refuse_foreign()
            opened = (self.folder / LOCK).open("a+", encoding="utf-8", errors="replace")
        with opened as file:
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
        current = self._checked() if self._pointed() else None
        if current is None:
            self._refuse_lost_pointer()
        self._clear_unfinished()
        number = current.number + 1 if current else 1
        part = self.folder / f"{file_name(number)}.part"
        if current is None:
            self._set_aside()
            create(part)
        else:
            shutil.copyfile(self.folder / current.file, part)
        return number, part

    def _pointed(self) -> bool:
        return os.path.lexists(self.folder / POINTER)

    def _refuse_foreign(self) -> None:
        """Refuse a folder that is no store and holds what no writer of ours left there."""
        if self._pointed():
            return
        foreign = sorted(item.name for item in self.folder.iterdir() if not is_ours(item.name))
        if foreign:
            raise OutputRefused(
                f"{self.folder} holds other things: {', '.join(foreign[:3])}. It was left as it "
                "is. Name an empty folder."
            )

    def _refuse_lost_pointer(self) -> None:
        """Refuse to start over beside evidence.

        A lone first generation is what a first writer leaves that was killed before pointing.
        """
        held = self._generations()
        if set(held) - {1}:
            names = ", ".join(held[number].name for number in sorted(held))
            raise DamagedStore(
                f"{self.folder} holds {names}, and its {POINTER} is gone. Nothing was written. "
                f"Restore {POINTER}, or fill a new store."
            )

    def _set_aside(self) -> None:
        """Keep a first generation that was never pointed to; it may be all there is."""
        lone = self._generations().get(1)
        if lone is not None:
            taken = len(list(self.folder.glob(f"{lone.name}.aside-*")))
            lone.rename(lone.with_name(f"{lone.name}.aside-{taken + 1}"))

    def _generations(self) -> dict[int, Path]:
        found = ((GENERATION.fullmatch(path.name), path) for path in self.folder.iterdir())
        return {int(match[1]): path for match, path in found if match}

    def _clear_unfinished(self) -> None:
        """Remove what a killed writer left unfinished, and nothing else."""
        for path in self.folder.iterdir():
            if UNFINISHED.fullmatch(path.name):
                path.unlink()

    def _publish(self, number: int, part: Path, progress: Progress) -> None:
        """Make the filed copy durable, then current."""
        fsync_file(part)
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
        pointer = self.folder / f"{POINTER}.part"
        pointer.write_text(json.dumps(asdict(generation), indent=1) + "\n", encoding="utf-8")
        fsync_file(pointer)
        pointer.rename(self.folder / POINTER)
        fsync_folder(self.folder)

    def _sweep(self, number: int) -> None:
        """Remove generations nobody can still be about to open: all before the last one."""
        for held, path in self._generations().items():
            if held < number - 1:
                path.unlink()


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into one message."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputRefused(
            f"{folder} cannot be made or written as a store: {why} ({error.filename or folder}). "
            "Name a folder you may write to, or free some space."
        ) from error
