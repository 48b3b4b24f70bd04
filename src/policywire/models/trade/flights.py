"""Cases under way: each asks for its loops, is sent what they found, and ends with an attempt."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import NoConvergence
from policywire.models.trade.anderson import Found
from policywire.models.trade.certify import digest
from policywire.models.trade.door import check_shock, check_theta
from policywire.models.trade.economy import Array, Closure, Economy, Equilibrium, Shock
from policywire.models.trade.kernel import frame
from policywire.models.trade.loops import Loop, Options, Steps, run_loop
from policywire.models.trade.solve import Base, after_shock, rested

__all__ = ["Attempt", "Case", "Ended", "Flight", "flights", "run_one"]


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


class _Shared:
    """The base of a run of cases with equal theta, found by the first of them that needs it."""

    def __init__(self, steps: Steps[Base]) -> None:
        self._steps = steps
        self._begun = False
        self._base: Base | None = None
        self._fault: NoConvergence | None = None

    def get(self) -> Steps[Base]:
        if not self._begun:
            self._begun = True
            try:
                self._base = yield from self._steps
            except NoConvergence as fault:
                self._fault = fault
        while self._base is None:
            if self._fault is not None:
                raise NoConvergence(f"No base: {self._fault}")
            yield None  # another case is finding it
        return self._base


class _Clock:
    """Time of one case's own turns; processor clocks cost a system call each."""

    def __init__(self) -> None:
        self.spent = 0.0
        self._since = 0.0

    def start(self) -> None:
        self._since = time.perf_counter()

    def stop(self) -> None:
        self.spent = self()

    def __call__(self) -> float:
        return self.spent + time.perf_counter() - self._since


@dataclass(frozen=True, slots=True)
class Ended:
    """What a loop found, and the time it took.

    Attributes
    ----------
    found : Found or None
        Where it ended; None where none was asked for.
    seconds : float
        On the clock.
    """

    found: Found | None = None
    seconds: float = 0.0


class Flight:
    """A case under way.

    Attributes
    ----------
    asked : Loop or None
        The loop it waits for; None where it waits for another case's.
    attempt : Attempt or None
        What came of it; None until it ended.
    """

    def __init__(self, index: int, steps: Steps[Equilibrium], clock: _Clock) -> None:
        self._index = index
        self._steps = steps
        self._clock = clock
        self.asked: Loop | None = None
        self.attempt: Attempt | None = None

    def go_on(self, ended: Ended) -> None:
        """Send what the loop asked for found, and stop at the next one or the end."""
        self._clock.spent += ended.seconds
        self._clock.start()
        try:
            self.asked = self._steps.send(ended.found)
        except StopIteration as end:
            self.attempt = Attempt(self._index, end.value)
        except NoConvergence as fault:
            self.attempt = Attempt(self._index, None, str(fault))
        self._clock.stop()

    def alone(self, options: Options) -> Attempt:
        """Run to the end, loops and all."""
        ended = Ended()
        while True:
            self.go_on(ended)
            if self.attempt is not None:
                return self.attempt
            ended = run_one(self.asked, options)


def flights(
    economy: Economy, cases: Iterable[Case], closure: Closure, options: Options
) -> Iterator[Flight]:
    """Yield each case, checked and ready to start.

    Parameters
    ----------
    economy : Economy
        As in ``batch.solve_many``, checked.
    cases : iterable of Case
        What to solve.
    closure : Closure
        What becomes of deficits.
    options : Options
        How hard to try.

    Raises
    ------
    BadShock
        When a case means nothing.
    """
    held, given = frame(economy), digest([economy])
    theta = np.empty(0)
    base: _Shared | None = None
    for index, case in enumerate(cases):
        if base is None or not (theta is case.theta or np.array_equal(theta, case.theta)):
            theta = case.theta
            check_theta(economy, theta)
            base = _Shared(rested(economy, held, theta, closure, options))
        check_shock(economy, case.shock)
        clock = _Clock()
        yield Flight(index, _steps(base, case.shock, (given, clock), options), clock)


def _steps(
    base: _Shared, shock: Shock, seal: tuple[str, _Clock], options: Options
) -> Steps[Equilibrium]:
    ready = yield from base.get()
    return (yield from after_shock(ready, shock, options, seal))


def run_one(asked: Loop | None, options: Options) -> Ended:
    """Return what a loop found, and the time it took."""
    if asked is None:
        return Ended()
    began = time.perf_counter()
    found = run_loop(asked, options)
    return Ended(found, time.perf_counter() - began)
