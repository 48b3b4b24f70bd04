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
nothing raise, as in ``solve``. The seconds of a certificate are those of the case's own turns, on
the clock.

Backends: ``numba`` (the extra ``fast``) compiles the loop and runs the loops on ``threads``
threads; ``numpy`` runs cases one after the other; ``auto`` takes numba where it is installed.
"""

import importlib.util
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

from policywire.facts.errors import WrongUse
from policywire.models.trade.door import check_economy
from policywire.models.trade.economy import Closure, Economy
from policywire.models.trade.flights import Attempt, Case, Ended, Flight, flights, run_one
from policywire.models.trade.loops import Loop, Options

__all__ = ["Attempt", "Case", "solve_many"]

# Cases are handed to a thread by the handful, which costs less than one by one; fewer when large.
MOST, CELLS = 16, 50_000


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
    started = flights(economy, cases, closure, choices)
    if chosen == "numpy":
        return (flight.alone(choices) for flight in started)
    return _threaded(started, choices, threads or os.cpu_count() or 1, _handful(economy))


def _backend(asked: str) -> str:
    if asked not in {"auto", "numpy", "numba"}:
        raise WrongUse(f"Backend {asked!r} is none; there are auto, numpy and numba")
    has_numba = importlib.util.find_spec("numba") is not None
    if asked == "numba" and not has_numba:
        raise WrongUse("Backend numba needs the extra fast: pip install 'policywire[fast]'")
    return "numba" if has_numba and asked != "numpy" else "numpy"


def _handful(economy: Economy) -> int:
    return max(1, min(MOST, CELLS // economy.share.size))


def _threaded(
    started: Iterator[Flight], options: Options, threads: int, several: int
) -> Iterator[Attempt]:
    """Yield attempts in order; loops run on threads, all else here, two handfuls under way."""
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[tuple[list[Flight], list[Future[list[Ended]]]]] = deque()
        while True:
            while len(waiting) < 2 and (handful := list(islice(started, several))):
                waiting.append(
                    (handful, _ask(pool, handful, [Ended()] * several, options, threads))
                )
            if not waiting:
                return
            handful, futures = waiting.popleft()
            ended = [one for future in futures for one in future.result()]
            again = _ask(pool, handful, ended, options, threads)
            if again:
                waiting.appendleft((handful, again))
            else:
                yield from _landed(handful)


def _ask(
    pool: ThreadPoolExecutor,
    handful: list[Flight],
    ended: list[Ended],
    options: Options,
    threads: int,
) -> list[Future[list[Ended]]]:
    """Take each flight on; return the loops they then ask for, under way; none when all ended."""
    for flight, one in zip(handful, ended, strict=False):
        if flight.attempt is None:
            flight.go_on(one)
    if all(flight.attempt is not None for flight in handful):
        return []
    asked = [flight.asked if flight.attempt is None else None for flight in handful]
    size = -(-len(asked) // threads)
    parts = [asked[at : at + size] for at in range(0, len(asked), size)]
    return [pool.submit(_run_loops, part, options) for part in parts]


def _run_loops(asked: list[Loop | None], options: Options) -> list[Ended]:
    return [run_one(one, options) for one in asked]


def _landed(handful: list[Flight]) -> Iterator[Attempt]:
    for flight in handful:
        assert flight.attempt is not None
        yield flight.attempt
