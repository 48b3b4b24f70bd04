"""Outcomes of many draws, for exact quantiles within a bound of memory."""

import tempfile
from collections.abc import Mapping, Sequence
from typing import IO

import numpy as np

from policywire.facts.errors import OutputRefused
from policywire.models.trade.economy import Array

__all__ = ["Rows"]

IN_MEMORY = 64 * 2**20  # bytes of outcomes held; more go to a temporary file, this much at a time
COLUMNS = 16 * 2**20  # bytes of outcomes looked at together for the quantiles


class Rows:
    """One row of outcomes a draw; those that are too many for memory lie in a nameless file.

    The file has no name from the start (POSIX), so it goes when the process does, however that
    ends. What is put there is turned, cells first, so that a cell's draws are read in one piece.

    Parameters
    ----------
    n : int
        Rows at most.
    like : mapping of str to Array
        Outcomes of the shapes to come.
    """

    def __init__(self, n: int, like: Mapping[str, Array]) -> None:
        self.shapes = {name: np.shape(values) for name, values in like.items()}
        self.cells = sum(int(np.prod(shape)) for shape in self.shapes.values())
        self.count = 0
        fit = max(1, IN_MEMORY // (8 * max(self.cells, 1)))
        self._held = np.empty((min(n, fit), self.cells))
        self._free = 0  # the first row of those held that is not taken
        self._blocks = 0  # in the file, each as many rows as are held
        self._file: IO[bytes] | None = None

    def add(self, outcomes: Mapping[str, Array]) -> None:
        """Keep one draw's outcomes.

        Raises
        ------
        OutputRefused
            There is no room for the temporary file.
        """
        if self._free == len(self._held):
            self._put_aside()
        self._held[self._free] = np.concatenate([np.ravel(outcomes[name]) for name in self.shapes])
        self._free += 1
        self.count += 1

    def quantiles(self, at: Sequence[float]) -> list[dict[str, Array]]:
        """Return one mapping of outcomes for each quantile, between neighbours linearly."""
        found = np.empty((len(at), self.cells))
        width = max(1, COLUMNS // (8 * max(self.count, 1)))
        for first in range(0, self.cells, width):
            last = min(first + width, self.cells)
            found[:, first:last] = np.quantile(self._columns(first, last), at, axis=1)
        return [self._named(row) for row in found]

    def close(self) -> None:
        """Let go of the temporary file, if there is one."""
        if self._file is not None:
            self._file.close()

    def _put_aside(self) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
            self._file.seek(0, 2)
            self._file.write(np.ascontiguousarray(self._held.T).data)
        except OSError as error:
            size = (self._blocks + 1) * self._held.nbytes // 2**20
            raise OutputRefused(
                f"Outcomes of the draws ({size} MB so far) cannot be put in "
                f"{tempfile.gettempdir()}: {error.strerror}. Name a roomier place in TMPDIR, or "
                "ask for fewer draws or fewer outcomes."
            ) from error
        self._blocks += 1
        self._free = 0

    def _columns(self, first: int, last: int) -> Array:
        """Return the draws of some cells, shape (cells, draws)."""
        parts = [self._held[: self._free, first:last].T]
        height = len(self._held)
        for block in range(self._blocks):
            assert self._file is not None
            self._file.seek(8 * height * (block * self.cells + first))
            read = self._file.read(8 * height * (last - first))
            parts.append(np.frombuffer(read).reshape(last - first, height))
        return np.concatenate(parts, axis=1)

    def _named(self, row: Array) -> dict[str, Array]:
        named, at = {}, 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape))
            named[name] = row[at : at + size].reshape(shape)
            at += size
        return named
