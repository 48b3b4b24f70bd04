"""What drives an answer: one assumption moved at a time, the model solved again exactly.

Moved are each sector's elasticity, all elasticities together, the closure, and how high the tariffs
of the base year are taken to be. Nothing is linearised.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from policywire.facts.errors import BadShock, NoConvergence
from policywire.models.trade.economy import Array, Closure, Economy, Equilibrium, Shock
from policywire.models.trade.effects.headline import Measure, cell_of, headline
from policywire.models.trade.solve import solve
from policywire.models.trade.uncertainty.spread import Spread
from policywire.models.trade.uncertainty.variants import scaled_tariffs

__all__ = ["Bar", "Swing", "Tornado", "closures", "tornado"]

ONE_IN_TEN = 1.2815515655446004  # deviations that leave a tenth of a normal beyond
BASE_TARIFFS = (0.5, 1.5)  # factors on the tariffs of the base year


@dataclass(frozen=True, slots=True)
class Bar:
    """One assumption and what it does to one number.

    Attributes
    ----------
    driver : str
        ``theta:3`` (the sector's place), ``theta:all``, ``closure``, ``base-tariffs``.
    low, high : float
        The number with the assumption at its low and its high end; for the closure, the lowest
        and highest answer of the others.
    at_low, at_high : str
        What the ends are: ``1.83``, ``fixed-deficit``, ``x 0.5``.
    """

    driver: str
    low: float
    high: float
    at_low: str
    at_high: str

    @property
    def span(self) -> float:
        """How far the number moves between the ends."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Swing:
    """All outcomes with one assumption moved to one place.

    Attributes
    ----------
    driver, at : str
        Which assumption, and where it was put.
    outcomes : dict of str to Array
        Outcomes by name.
    """

    driver: str
    at: str
    outcomes: dict[str, Array]


@dataclass(frozen=True, slots=True)
class Tornado:
    """Every swing around one answer.

    Attributes
    ----------
    central : dict of str to Array
        Outcomes with nothing moved.
    swings : tuple of Swing
        Assumptions moved, low end before high end.
    left_out : tuple of str
        Assumptions that could not be moved, and why.
    """

    central: dict[str, Array]
    swings: tuple[Swing, ...]
    left_out: tuple[str, ...]

    def bars(self, outcome: str, *cell: int) -> tuple[Bar, ...]:
        """Return one number's bars, the longest first.

        Parameters
        ----------
        outcome : str
            Its name: ``real_income_pct``.
        *cell : int
            Its place: the region, or importer and exporter.

        Raises
        ------
        BadShock
            No outcome of that name was kept, or it has no such cell.
        """
        cell_of(self.central, outcome, cell)  # or it is refused
        found: dict[str, list[Swing]] = {}
        for swing in self.swings:
            found.setdefault(swing.driver, []).append(swing)
        bars = [_bar(name, ends, outcome, cell) for name, ends in found.items()]
        held = [bar for bar in bars if bar is not None]
        return tuple(sorted(held, key=lambda bar: (-bar.span, bar.driver)))


def tornado(
    economy: Economy,
    theta: Array,
    shock: Shock,
    *,
    spread: Spread,
    closure: Closure = Closure.BALANCED,
    measure: Measure = headline,
) -> Tornado:
    """Move one assumption at a time and solve again.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    theta : Array
        The run's elasticities, shape (J,): those not moved stay here.
    shock : Shock
        The change.
    spread : Spread
        What an elasticity's low and high ends are: its first and last tenth.
    closure : Closure
        The run's closure.
    measure : callable
        What is kept of an equilibrium.

    Returns
    -------
    Tornado
        2 J + 2 moved elasticities, the other closures, two heights of the base year's tariffs.

    Raises
    ------
    NoConvergence
        The central case found no equilibrium. A moved one that did not is left out, by name.
    """
    central = dict(measure(solve(economy, theta, shock, closure=closure)))
    swings, left_out = [], []
    for case in _cases(economy, theta, shock, spread, closure):
        try:
            swings.append(Swing(case.driver, case.at, dict(measure(case.solve()))))
        except (NoConvergence, BadShock) as error:
            left_out.append(f"{case.driver} at {case.at}: {error}")
    return Tornado(central, tuple(swings), tuple(left_out))


def closures(
    economy: Economy, theta: Array, shock: Shock, *, measure: Measure = headline
) -> dict[Closure, dict[str, Array]]:
    """Solve one shock under every closure.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    theta : Array
        Trade elasticities, shape (J,).
    shock : Shock
        The change.
    measure : callable
        What is kept of an equilibrium.

    Returns
    -------
    dict of Closure to dict of str to Array
        Outcomes by closure.

    Raises
    ------
    NoConvergence
        A closure found no equilibrium; the message names it.
    """
    found = {}
    for closure in Closure:
        try:
            found[closure] = dict(measure(solve(economy, theta, shock, closure=closure)))
        except NoConvergence as error:
            raise NoConvergence(f"With the closure {closure}: {error}") from error
    return found


@dataclass(frozen=True, slots=True)
class _Case:
    driver: str
    at: str
    solve: Callable[[], Equilibrium]


def _cases(
    economy: Economy, theta: Array, shock: Shock, spread: Spread, closure: Closure
) -> Iterator[_Case]:
    def at(moved: Array, under: Closure = closure) -> Callable[[], Equilibrium]:
        return partial(solve, economy, moved, shock, closure=under)

    ends = (spread.at(-ONE_IN_TEN), spread.at(ONE_IN_TEN))
    for sector in range(theta.size):
        for end in ends:
            moved = np.where(np.arange(theta.size) == sector, end, theta)
            yield _Case(f"theta:{sector}", f"{end[sector]:.3g}", at(moved))
    for text, end in zip(("all low", "all high"), ends, strict=True):
        yield _Case("theta:all", text, at(end))
    for other in Closure:
        if other is not closure:
            yield _Case("closure", str(other), at(theta, other))
    for factor in BASE_TARIFFS:
        under = partial(_solve_scaled, economy, theta, shock, closure=closure, factor=factor)
        yield _Case("base-tariffs", f"x {factor:g}", under)


def _solve_scaled(
    economy: Economy, theta: Array, shock: Shock, *, closure: Closure, factor: float
) -> Equilibrium:
    scaled, policy = scaled_tariffs(economy, shock, factor)
    return solve(scaled, theta, policy, closure=closure)


def _bar(driver: str, ends: list[Swing], outcome: str, cell: tuple[int, ...]) -> Bar | None:
    """Return a driver's bar, or None where an end is missing."""
    found = [(float(swing.outcomes[outcome][cell]), swing.at) for swing in ends]
    if driver == "closure":
        found.sort()
    elif len(found) < 2:
        return None
    return Bar(driver, found[0][0], found[-1][0], found[0][1], found[-1][1])
