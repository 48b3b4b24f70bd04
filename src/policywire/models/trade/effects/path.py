"""Walk from the base to a shock, and ask at any time how the parts of real income grow.

The path: every 1 + tau moves at a constant rate in logarithms, and so does every iceberg cost, all
over one unit of time. Where several instruments move one tariff, each keeps its share of the move.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from policywire.models.trade.economy import Array, Equilibrium, Shock
from policywire.models.trade.effects.outcomes import base_income, consumer_prices
from policywire.models.trade.effects.tangent import Direction, Motion, Point, motions, point_of
from policywire.models.trade.solve import Options, solve

__all__ = ["Instrument", "Stop", "Walk"]

_TIGHT = Options(tolerance=1e-11)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One of the changes that make up a shock.

    Attributes
    ----------
    name : str
        What a reader calls it.
    shock : Shock
        Tariffs and cost factors if this alone were changed.
    """

    name: str
    shock: Shock


@dataclass(frozen=True, slots=True)
class Stop:
    """One point of the path.

    Attributes
    ----------
    time : float
        0 at the base, 1 at the whole shock.
    equilibrium : Equilibrium
        Where it stands.
    motions : tuple of Motion
        How it moves, by instrument.
    cells, transfer : Array
        What the parts grow by a unit of time, points of base real income: terms of trade, volume
        and technical by [instrument, effect, sector, region, partner], shape (K, 3, J, N, N), and
        transfers, shape (K, N).
    """

    time: float
    equilibrium: Equilibrium
    motions: tuple[Motion, ...]
    cells: Array
    transfer: Array


class Walk:
    """A path that can be asked for the growth of the parts at any time.

    Parameters
    ----------
    end : Equilibrium
        Where it leads.
    instruments : sequence of Instrument
        What moves.
    """

    def __init__(self, end: Equilibrium, instruments: Sequence[Instrument]) -> None:
        before = end.base.tariff
        self.end = end
        self.moves = np.stack([each.shock.tariff - before for each in instruments])
        self.costs = np.stack([np.log(each.shock.cost) for each in instruments])
        self.rate = np.log((1 + end.shock.tariff) / (1 + before))
        self.cost = np.log(end.shock.cost)
        self.stops: dict[float, Stop] = {}
        self.visited = 0  # points solved and differentiated so far

    def stop(self, time: float) -> Stop:
        """Return the path's point at ``time``, 0 the base, 1 the whole shock."""
        if time not in self.stops:
            here = self._solve(time)
            point = point_of(here)
            moving = motions(point, self._directions(here.shock.tariff), starts=self._starts(time))
            cells, transfer = _growth(self.end, point, here, moving, self.costs)
            self.stops[time] = Stop(time, here, moving, cells, transfer)
            self.visited += 1
        return self.stops[time]

    def forget(self, left: float, right: float) -> None:
        """Let go of what stands strictly between two times: a panel that is done with."""
        for time in [each for each in self.stops if left < each < right]:
            del self.stops[time]

    def _shock(self, time: float) -> Shock:
        tariff = (1 + self.end.base.tariff) * np.exp(time * self.rate) - 1
        return Shock(tariff, np.exp(time * self.cost))

    def _solve(self, time: float) -> Equilibrium:
        if time == 1:
            return self.end
        if time == 0:
            return _at_rest(self.end)
        return solve(
            self.end.base,
            self.end.theta,
            self._shock(time),
            closure=self.end.closure,
            options=_TIGHT,
            start=self._guess(time),
        )

    def _neighbours(self, time: float) -> tuple[Stop, Stop] | None:
        below = [each for each in self.stops if each < time]
        above = [each for each in self.stops if each > time]
        if not below or not above:
            return None
        return self.stops[max(below)], self.stops[min(above)]

    def _guess(self, time: float) -> Equilibrium | None:
        """Return a state near the one at ``time``: cubic in between, by values and derivatives."""
        between = self._neighbours(time)
        if between is None:
            return None
        first, last = between

        def level(of: Callable[[Equilibrium], Array], slope: Callable[[Motion], Array]) -> Array:
            ends = [np.log(np.maximum(of(each.equilibrium), 1e-300)) for each in between]
            slopes = [np.sum([slope(by) for by in each.motions], axis=0) for each in between]
            return np.exp(_hermite(first.time, last.time, time, ends, slopes))

        return replace(
            self.end,
            wage=level(lambda at: at.wage, lambda by: by.wage),
            price=level(lambda at: at.price, lambda by: by.price),
            expenditure=level(lambda at: at.expenditure, lambda by: by.expenditure),
        )

    def _starts(self, time: float) -> list[Array] | None:
        between = self._neighbours(time)
        if between is None:
            return None
        first, last = between
        share = (time - first.time) / (last.time - first.time)
        return [
            (1 - share) * one.state + share * other.state
            for one, other in zip(first.motions, last.motions, strict=True)
        ]

    def _directions(self, tariff: Array) -> list[Direction]:
        """Return how each instrument moves tariffs and costs where tariffs are ``tariff``."""
        whole = self.moves.sum(axis=0)
        still = np.abs(whole) < 1e-12
        pace = np.where(still, 1.0, (1 + tariff) * self.rate / np.where(still, 1.0, whole))
        return [
            Direction(move * pace, cost) for move, cost in zip(self.moves, self.costs, strict=True)
        ]


def _at_rest(end: Equilibrium) -> Equilibrium:
    """Return the base as an equilibrium: nothing changed."""
    base = end.base
    one = np.ones_like(end.price)
    paid = base.expenditure[:, :, None] * base.share * base.tariff / (1 + base.tariff)
    revenue = paid.sum(axis=(0, 2))
    return replace(
        end,
        shock=Shock(base.tariff, np.ones_like(base.tariff)),
        wage=np.ones_like(end.wage),
        cost=one,
        price=one,
        share=base.share,
        expenditure=base.expenditure,
        revenue=revenue,
        deficit=base.deficit,
        income=base.income + revenue + base.deficit,
    )


def _hermite(
    left: float, right: float, time: float, ends: Sequence[Array], slopes: Sequence[Array]
) -> Array:
    """Return the cubic through two values with two slopes, at ``time``."""
    width = right - left
    t = (time - left) / width
    return (
        (2 * t**3 - 3 * t**2 + 1) * ends[0]
        + (3 * t**2 - 2 * t**3) * ends[1]
        + width * ((t**3 - 2 * t**2 + t) * slopes[0] + (t**3 - t**2) * slopes[1])
    )


def _growth(
    end: Equilibrium,
    point: Point,
    here: Equilibrium,
    moving: Sequence[Motion],
    costs: Array,
) -> tuple[Array, Array]:
    """Return what the parts grow by a unit of time, in points of base real income."""
    real = 100 / (base_income(end) * consumer_prices(here))
    imports, exports = point.imports, point.imports.transpose(0, 2, 1)
    cells = np.empty((len(moving), 3, *imports.shape))
    for part, by, cost in zip(cells, moving, costs, strict=True):
        sellers = imports * by.cost[:, None, :]
        part[0] = exports * by.cost[:, :, None] - sellers
        part[1] = point.tariff * (imports * by.imports - sellers)
        part[2] = -(1 + point.tariff) * imports * cost
    cells *= real[:, None]
    return cells, np.stack([real * by.deficit for by in moving])
