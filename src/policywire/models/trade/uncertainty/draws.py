"""Intervals of outcomes over sampled elasticities, and named sets side by side.

Every draw solves the model exactly at its own theta: under the balanced closure the base year's
deficits are taken out at that theta too. What is kept of a draw is its outcomes, so quantiles are
exact, and on a big baseline they lie in a nameless temporary file which no death can leave behind.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass

from policywire.facts.errors import BadShock, NoConvergence
from policywire.models.trade.batch import Case, solve_many
from policywire.models.trade.economy import Array, Closure, Economy, Shock
from policywire.models.trade.effects.headline import Measure, cell_of, headline
from policywire.models.trade.solve import solve
from policywire.models.trade.uncertainty.rows import Rows
from policywire.models.trade.uncertainty.spread import Spread, sample

__all__ = ["Draws", "FailedDraw", "Interval", "draw", "side_by_side"]

LEVEL = 0.9
FAILED_AT_MOST = 0.01  # of the draws; more, and what is left is no fair sample

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with its range over draws.

    Attributes
    ----------
    central : float
        At the run's own elasticities; it may lie outside where these are far from the sets drawn
        from.
    low, high : float
        Quantiles of the draws, (1 - level) / 2 from either end.
    level : float
        Share of the draws within: 0.9 is 90 percent.
    n : int
        Draws it rests on.
    seed : int
        That repeats them.
    """

    central: float
    low: float
    high: float
    level: float
    n: int
    seed: int


@dataclass(frozen=True, slots=True)
class FailedDraw:
    """A draw that found no equilibrium.

    Attributes
    ----------
    draw : int
        Its number: ``sample(spread, seed=seed, draw=draw)`` gives its theta.
    why : str
        What the solver says.
    """

    draw: int
    why: str


@dataclass(frozen=True, slots=True)
class Draws:
    """Outcomes over sampled elasticities.

    Attributes
    ----------
    central : dict of str to Array
        Outcomes at the run's own elasticities, by name.
    low, middle, high : dict of str to Array
        Quantiles, of the shapes of ``central``: the ends and the median.
    level : float
        Share of draws between low and high.
    asked, n : int
        Draws asked for, and those that found an equilibrium.
    seed : int
        That repeats them.
    failed : tuple of FailedDraw
        Which did not.
    """

    central: dict[str, Array]
    low: dict[str, Array]
    middle: dict[str, Array]
    high: dict[str, Array]
    level: float
    asked: int
    n: int
    seed: int
    failed: tuple[FailedDraw, ...]

    def interval(self, outcome: str, *cell: int) -> Interval:
        """Return one cell's number with its range.

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
        return Interval(
            cell_of(self.central, outcome, cell),
            cell_of(self.low, outcome, cell),
            cell_of(self.high, outcome, cell),
            self.level,
            self.n,
            self.seed,
        )


def draw(
    economy: Economy,
    theta: Array,
    shock: Shock,
    *,
    spread: Spread,
    n: int = 500,
    seed: int = 0,
    level: float = LEVEL,
    closure: Closure = Closure.BALANCED,
    measure: Measure = headline,
    backend: str = "auto",
    progress: Progress | None = None,
    shocks: Callable[[int], Shock] | None = None,
) -> Draws:
    """Solve one shock at ``n`` sampled elasticities.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    theta : Array
        The run's own elasticities, shape (J,): the central value.
    shock : Shock
        The change.
    spread : Spread
        The distribution drawn from.
    n, seed : int
        How many draws, and what repeats them. Draw k is the same for every ``n``.
    level : float
        Share of draws between low and high, within 0 and 1.
    closure : Closure
        What becomes of deficits.
    measure : callable
        What is kept of an equilibrium: arrays by name.
    backend : str
        As in ``solve_many``.
    progress : callable, optional
        Called with draws done and draws asked after each.
    shocks : callable, optional
        The shock of each draw, by its number from 0, where the change itself is uncertain; it is
        drawn apart from the elasticities. ``shock`` stays the central one.

    Returns
    -------
    Draws
        Quantiles by outcome; nothing is kept of the equilibria.

    Raises
    ------
    NoConvergence
        The central case found no equilibrium, or more than one draw in a hundred.
    BadShock
        ``n`` or ``level`` is out of range, or what ``solve`` refuses.
    OutputRefused
        There is no room for the outcomes of that many draws.
    """
    if n < 1 or not 0 < level < 1:
        raise BadShock(
            f"Draws need a number of 1 or more and a level within 0 and 1; given {n} and {level}."
        )
    central = dict(measure(solve(economy, theta, shock, closure=closure)))
    cases = (
        Case(sample(spread, seed=seed, draw=number), shocks(number) if shocks else shock)
        for number in range(n)
    )
    failed: list[FailedDraw] = []
    with closing(Rows(n, central)) as kept:
        for attempt in solve_many(economy, cases, closure=closure, backend=backend):
            if attempt.equilibrium is None:
                failed.append(FailedDraw(attempt.index, attempt.failure))
                _refuse_unless_few(failed, n)
            else:
                kept.add(measure(attempt.equilibrium))
            if progress is not None:
                progress(attempt.index + 1, n)
        low, middle, high = kept.quantiles(((1 - level) / 2, 0.5, (1 + level) / 2))
        return Draws(central, low, middle, high, level, n, kept.count, seed, tuple(failed))


def side_by_side(
    economy: Economy,
    sets: Mapping[str, Array],
    shock: Shock,
    *,
    closure: Closure = Closure.BALANCED,
    measure: Measure = headline,
) -> dict[str, dict[str, Array]]:
    """Solve one shock at each named set of elasticities.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    sets : mapping of str to Array
        Theta by name, each of shape (J,).
    shock : Shock
        The change.
    closure : Closure
        What becomes of deficits.
    measure : callable
        What is kept of an equilibrium.

    Returns
    -------
    dict of str to dict of str to Array
        Outcomes by set.

    Raises
    ------
    NoConvergence
        A set found no equilibrium; the message names it.
    """
    found = {}
    for name, theta in sets.items():
        try:
            found[name] = dict(measure(solve(economy, theta, shock, closure=closure)))
        except NoConvergence as error:
            raise NoConvergence(f"With the elasticities {name!r}: {error}") from error
    return found


def _refuse_unless_few(failed: list[FailedDraw], n: int) -> None:
    if len(failed) <= FAILED_AT_MOST * n:
        return
    raise NoConvergence(
        f"{len(failed)} of {n} draws found no equilibrium (draws "
        f"{', '.join(str(one.draw) for one in failed[:5])}), more than 1 in 100: the rest are no "
        f"fair sample and give no interval. The first: {failed[0].why}"
    )
