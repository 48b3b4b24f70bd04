"""Many scenarios to disk: streamed, resumed after a death, on any executor.

What a caller does::

    with ProcessPoolExecutor() as executor:           # or threads, or Client(...).get_executor()
        swept = sweep(economy, cases, out=Path("swept"), executor=executor)
    for part in swept.parts():
        part.outcomes["real_income_pct"]              # (cases, N)

Cases are read from their iterator a chunk at a time, a few chunks ahead of the slowest, so memory
does not grow with their number. A chunk's answers depend on its cases alone, so the folder's bytes
do not depend on the executor, on the order in which chunks are done, or on how often the sweep was
interrupted. A chunk that lies in the folder is not solved again: the same call goes on where a
killed one stopped. (Another kind of processor may round otherwise: bytes are equal on one kind.)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policywire import __version__
from policywire.facts.errors import BadShock, ModelError, OutputRefused
from policywire.models.trade.batch import Case
from policywire.models.trade.certify import digest
from policywire.models.trade.economy import Array, Closure, Economy
from policywire.models.trade.effects.headline import Measure, totals
from policywire.models.trade.sweeps.chunks import ChunkEntry, Manifest, read_chunk, read_manifest
from policywire.models.trade.sweeps.folder import Folder, open_folder
from policywire.models.trade.sweeps.job import Job
from policywire.models.trade.sweeps.packing import Pack, pack

__all__ = ["Part", "Swept", "open_sweep", "sweep"]

CHUNK = 250
UNKNOWN = 8  # workers of an executor that does not say
AHEAD = 2  # chunks in flight for each worker that the executor is known to have

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk of a sweep's results.

    Attributes
    ----------
    position : NDArray
        Places of the solved cases among all cases, shape (K,).
    outcomes : dict of str to Array
        By name, each of shape (K, ...).
    residual : Array
        Largest residual of each case's certificate, shape (K,).
    failed : dict of int to str
        Places of the cases that found no equilibrium, and why.
    """

    position: NDArray[np.int64]
    outcomes: dict[str, Array]
    residual: Array
    failed: dict[int, str]


@dataclass(frozen=True, slots=True)
class Swept:
    """A finished sweep.

    Attributes
    ----------
    folder : Path
        Where it lies.
    manifest : Manifest
        What it holds, with a hash of each chunk and of all.
    """

    folder: Path
    manifest: Manifest

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return sum(entry.cases for entry in self.manifest.chunks)

    @property
    def failed(self) -> int:
        """How many of them found no equilibrium."""
        return sum(entry.failed for entry in self.manifest.chunks)

    def parts(self) -> Iterator[Part]:
        """Yield the chunks in the cases' order, each held against its hash.

        Raises
        ------
        OutputRefused
            A chunk is missing or was changed since.
        """
        for entry in self.manifest.chunks:
            yield _part(read_chunk(self.folder, entry))


def sweep(
    economy: Economy,
    cases: Iterable[Case],
    *,
    out: Path,
    closure: Closure = Closure.BALANCED,
    executor: Executor | None = None,
    measure: Measure = totals,
    backend: str = "auto",
    chunk: int = CHUNK,
    ahead: int | None = None,
    progress: Progress | None = None,
) -> Swept:
    """Solve many cases and put what is kept of them in a folder.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors; every case starts from it.
    cases : iterable of Case
        Elasticities and shock of each; the same ones in the same order when a sweep is resumed.
    out : Path
        A new folder, or one that the same sweep left.
    closure : Closure
        What becomes of deficits.
    executor : Executor, optional
        Any of the standard futures interface; None works in this process.
    measure : callable
        What is kept of an equilibrium: a function of a module, so that workers can find it.
    backend : str
        As in ``solve_many``.
    chunk : int
        Cases in a file, 1 or more.
    ahead : int, optional
        Chunks in flight at a time; by default two a worker where the executor says how many it
        has, sixteen where it does not.
    progress : callable, optional
        Called with cases and chunks done, after each chunk that was solved.

    Returns
    -------
    Swept
        Complete.

    Raises
    ------
    OutputRefused
        The folder holds something else, is in use, or cannot be written to. Chunks in place stay.
    BadShock, BadBaseline
        As ``solve``; a case that finds no equilibrium is no error, it is listed.
    """
    if chunk < 1:
        raise BadShock(f"A chunk holds one case or more; given {chunk}.")
    job = Job(economy, closure, measure, _resolved(backend), None if executor is None else 1)
    entries: dict[int, ChunkEntry] = {}
    with open_folder(out, _manifest(job, chunk)) as folder:
        todo = _missing(folder, _packs(cases, chunk, economy), entries)
        for number, content in _contents(job, todo, executor, ahead):
            entries[number] = folder.write(number, content)
            if progress is not None:
                progress(sum(entry.cases for entry in entries.values()), len(entries))
        ordered = tuple(entries[number] for number in sorted(entries))
        return Swept(out, folder.finish(ordered))


def open_sweep(folder: Path) -> Swept:
    """Return a finished sweep that lies in a folder.

    Raises
    ------
    OutputRefused
        No sweep lies there, or it is not finished.
    """
    manifest = read_manifest(folder)
    if not manifest.complete:
        raise OutputRefused(f"The sweep in {folder} is not finished. Run it again: it goes on.")
    return Swept(folder, manifest)


def _contents(
    job: Job, todo: Iterator[Pack], executor: Executor | None, ahead: int | None
) -> Iterator[tuple[int, bytes]]:
    """Yield chunks as they are done: their place and the bytes of their file."""
    if executor is None:
        for packed in todo:
            yield packed.number, job.content(packed)
        return
    flying: dict[Future[bytes], int] = {}
    limit = ahead or AHEAD * getattr(executor, "_max_workers", UNKNOWN)
    try:
        for packed in todo:
            flying[executor.submit(job.content, packed)] = packed.number
            if len(flying) >= limit:
                yield from _landed(flying)
        while flying:
            yield from _landed(flying)
    except BrokenExecutor as error:
        raise ModelError(
            "A worker of the executor died. Chunks in place stay: run the same sweep again, with "
            "fewer workers or smaller chunks if memory ran out."
        ) from error
    finally:
        for future in flying:
            future.cancel()


def _landed(flying: dict[Future[bytes], int]) -> Iterator[tuple[int, bytes]]:
    done, _ = wait(flying, return_when=FIRST_COMPLETED)
    for future in done:
        yield flying.pop(future), future.result()


def _missing(
    folder: Folder, packs: Iterable[Pack], entries: dict[int, ChunkEntry]
) -> Iterator[Pack]:
    """Yield the packs whose chunks do not lie in the folder; note the entries of those that do."""
    for packed in packs:
        entry = folder.held(packed.number, packed.sha256)
        if entry is None:
            yield packed
        else:
            entries[packed.number] = entry


def _packs(cases: Iterable[Case], chunk: int, economy: Economy) -> Iterator[Pack]:
    stream = iter(cases)
    for number in count():
        part = tuple(islice(stream, chunk))
        if not part:
            return
        yield pack(number, number * chunk, part, economy)


def _manifest(job: Job, chunk: int) -> Manifest:
    measure = f"{getattr(job.measure, '__module__', '')}.{getattr(job.measure, '__qualname__', '')}"
    if "<" in measure or measure.endswith("."):
        raise BadShock(
            f"What is kept of an equilibrium must be a function of a module, so that workers and a "
            f"later run can find it; given {job.measure!r}."
        )
    said = {
        "version": __version__,
        "closure": str(job.closure),
        "backend": job.backend,
        "measure": measure,
    }
    return Manifest(digest([job.economy, *said.values()]), chunk, said)


def _resolved(backend: str) -> str:
    """Return the backend's own name, so that one table is not of two."""
    if backend != "auto":
        return backend
    return "numpy" if find_spec("numba") is None else "numba"


def _part(read: Mapping[str, NDArray[Any]]) -> Part:
    failed = zip(read["failed"].tolist(), read["why"].tolist(), strict=True)
    head = "outcome."
    named = {name.removeprefix(head): read[name] for name in read if name.startswith(head)}
    return Part(read["position"], named, read["residual"], dict(failed))
