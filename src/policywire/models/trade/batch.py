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

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import NoConvergence
from policywire.models.trade.door import check_economy, check_theta
from policywire.models.trade.economy import Array, Closure, Economy, Equilibrium, Shock
from policywire.models.trade.solve import Options, rested, solve

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

    Yields
    ------
    Attempt

    Raises
    ------
    BadBaseline, BadShock
        When arguments mean nothing; the message names the cell, counted from 0.
    """
    check_economy(economy)
    choices = options or Options()
    last: tuple[Array, Economy] | None = None
    for index, case in enumerate(cases):
        try:
            if last is None or not np.array_equal(last[0], case.theta):
                check_theta(economy, case.theta)
                last = (case.theta, rested(economy, case.theta, closure, choices))
            found = solve(last[1], case.theta, case.shock, closure=closure, options=choices)
        except NoConvergence as fault:
            yield Attempt(index, None, str(fault))
        else:
            yield Attempt(index, found)
