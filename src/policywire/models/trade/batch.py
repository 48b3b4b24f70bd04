"""Many equilibria on one economy, streamed.

What a caller does::

    cases = (Case(theta, shock) for shock in shocks)          # or one shock and many theta, or both
    for attempt in solve_many(economy, cases, closure=closure):
        if attempt.equilibrium is None:                        # counted and named, the rest goes on
            failures.append((attempt.index, attempt.failure))
        else:
            rows.append(wanted(attempt.equilibrium))           # keep numbers, not equilibria

Cases are drawn from their iterator a few at a time and answers come in the cases' order, so memory
stays at a few equilibria however many there are. Each answer is what ``solve`` gives for that case
(to the tolerance; to the byte with ``backend="numpy"``), certificate included. The base under the
closure is prepared once for each run of cases with equal theta; an economy that ``rebase`` gave is
the base for every theta and is prepared once. Failing to converge is an answer; arguments that mean
nothing raise, as in ``solve``.

Backends: ``numba`` (the extra ``fast``) compiles the loop and runs cases on ``threads`` threads;
``numpy`` runs them one after the other; ``auto`` takes numba where it is installed.
"""

import importlib.util
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from policywire.facts.errors import NoConvergence, WrongUse
from policywire.models.trade.certify import digest
from policywire.models.trade.door import check_economy, check_shock, check_theta
from policywire.models.trade.economy import Array, Closure, Economy, Equilibrium, Shock
from policywire.models.trade.hats import frame
from policywire.models.trade.solve import Base, Options, after_shock, rested

__all__ = ["Attempt", "Case", "solve_many"]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to solve.

    Attributes
    ----------
    theta : Array
        Trade elasticities above 0, shape (J,).
    shock : Shock
        Tariffs after and factors on trade costs.
    """

    theta: Array
    shock: Shock


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a case.

    Attributes
    ----------
    index : int
        Its place among the cases, from 0.
    equilibrium : Equilibrium or None
        The answer; None where none was found.
    failure : str
        Why there is none; empty where there is one.
    """

    index: int
    equilibrium: Equilibrium | None
    failure: str = ""


def solve_many(
    economy: Economy,
    cases: Iterable[Case],
    *,
    closure: Closure = Closure.BALANCED,
    options: Options | None = None,
    backend: str = "auto",
    threads: int | None = None,
) -> Iterator[Attempt]:
    """Yield what comes of each case, in order.

    Parameters
    ----------
    economy : Economy
        The calibrated economy, or one that ``rebase`` gave.
    cases : iterable of Case
        Read a few at a time.
    closure : Closure
        What becomes of deficits.
    options : Options or None
        How hard to try.
    backend : str
        ``auto``, ``numpy`` or ``numba``.
    threads : int or None
        Threads of the numba backend; None for one a processor.

    Returns
    -------
    iterator of Attempt
        In the cases' order.

    Raises
    ------
    BadBaseline, BadShock
        When arguments mean nothing; the message names the cell, counted from 0.
    WrongUse
        When the backend is not known or not installed.
    """
    check_economy(economy)
    chosen = _backend(backend)
    choices = replace(options or Options(), backend=chosen)
    works = _works(economy, cases, closure, choices)
    many = threads or os.cpu_count() or 1
    if chosen == "numpy" or many == 1:
        return map(_attempted, works)
    return _threaded(works, many)


def _backend(asked: str) -> str:
    if asked not in {"auto", "numpy", "numba"}:
        raise WrongUse(f"Backend {asked!r} is none; there are auto, numpy and numba")
    has_numba = importlib.util.find_spec("numba") is not None
    if asked == "numba" and not has_numba:
        raise WrongUse("Backend numba needs the extra fast: pip install 'policywire[fast]'")
    return "numba" if has_numba and asked != "numpy" else "numpy"


@dataclass(frozen=True, slots=True)
class _Work:
    """A case that was checked, with what it shares with its neighbours."""

    index: int
    shock: Shock
    base: "_Once"
    given: str
    options: Options


class _Once:
    """The base of a run of cases with equal theta, found when the first of them needs it."""

    def __init__(self, find: Callable[[], Base]) -> None:
        self._find = find
        self._lock = threading.Lock()
        self._base: Base | None = None
        self._fault: NoConvergence | None = None

    def get(self) -> Base:
        with self._lock:
            if self._base is None and self._fault is None:
                try:
                    self._base = self._find()
                except NoConvergence as fault:
                    self._fault = fault
        if self._base is None:
            raise NoConvergence(f"No base: {self._fault}")
        return self._base


def _works(
    economy: Economy, cases: Iterable[Case], closure: Closure, options: Options
) -> Iterator[_Work]:
    held, given = frame(economy), digest([economy])
    theta: Array | None = None
    base: _Once | None = None
    for index, case in enumerate(cases):
        if base is None or theta is None or not np.array_equal(theta, case.theta):
            theta = case.theta
            check_theta(economy, theta)
            base = _Once(partial(rested, economy, held, theta, closure, options))
        check_shock(economy, case.shock)
        yield _Work(index, case.shock, base, given, options)


def _attempted(work: _Work) -> Attempt:
    began = time.thread_time()
    try:
        base = work.base.get()
        found = after_shock(base, work.shock, work.options, (work.given, began))
    except NoConvergence as fault:
        return Attempt(work.index, None, str(fault))
    return Attempt(work.index, found)


def _threaded(works: Iterator[_Work], threads: int) -> Iterator[Attempt]:
    """Yield attempts in order, with at most two works for each thread under way."""
    waiting: deque[Future[Attempt]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for work in works:
                waiting.append(pool.submit(_attempted, work))
                if len(waiting) > 2 * threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
