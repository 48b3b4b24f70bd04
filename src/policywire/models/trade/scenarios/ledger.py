"""A ledger of tariffs: which change wrote each cell, so that contradictions are seen."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadShock
from policywire.models.trade.economy import Array, Baseline
from policywire.models.trade.scenarios.cells import Places, cell_words, places
from policywire.models.trade.scenarios.changes import Change
from policywire.models.trade.scenarios.scenario import Scenario

if TYPE_CHECKING:
    from policywire.models.legal.compile import Legal

__all__ = ["Ledger", "Move", "legal_of"]

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Move:
    """What a change did to its cells: flat places, what it added to their rates, its factor."""

    number: int
    cells: Places
    points: Array
    factor: float | Array = 1.0


class Ledger:
    """Which change wrote each cell of the tariffs, so that contradictions are seen."""

    def __init__(self, scenario: Scenario, baseline: Baseline, draw: int = 0) -> None:
        self.scenario, self.labels = scenario, baseline.labels
        self.baseline, self.draw = baseline, draw
        self.base = baseline.economy.tariff
        self.rate, self.cost = self.base.copy(), np.ones(self.base.shape)
        self.moves: list[Move] = []
        self.set_by: Counts = np.zeros(self.base.shape, np.int64)
        self.added_by: Counts = np.zeros(self.base.shape, np.int64)

    def enter_all(self, on: date | None) -> list[Move]:
        """Write the scenario's changes into the ledger, those that hold by ``on``."""
        changes = self.scenario.changes
        held = [(number, item) for number, item in enumerate(changes, 1) if _holds(item, on)]
        if not held:
            first = min(change.starts for change in changes if change.starts)
            raise BadShock(f"{self.scenario.name}: nothing changes by {on}; first on {first}.")
        self._refuse_two_laws(held)
        self.moves = [self.enter(number, change) for number, change in held]
        return self.moves

    def enter(self, number: int, change: Change) -> Move:
        """Write a change into the ledger and return what it does."""
        if change.law is not None:
            return self._law(number, change)
        cells = places(change.cells, self.labels, f"{self.scenario.name}: change {number}")
        before, factor = self.rate.flat[cells], 1.0
        if change.trade_cost is not None:
            factor = change.trade_cost.factor.value
            self.cost.flat[cells] *= factor
        elif change.tariff is not None and change.tariff.set is not None:
            self._set(number, cells, change.tariff.set.share)
        elif change.tariff is not None and change.tariff.add is not None:
            self._add(number, cells, change.tariff.add.share)
        return Move(number, cells, self.rate.flat[cells] - before, factor)

    def _refuse_two_laws(self, held: list[tuple[int, Change]]) -> None:
        laws = [number for number, change in held if change.law is not None]
        if len(laws) > 1:
            raise BadShock(
                f"{self.scenario.name}: changes {laws[0]} and {laws[1]} both change the law. What "
                "firms do follows from the law as a whole: write all of it in one law."
            )

    def _law(self, number: int, change: Change) -> Move:
        """Write a change of law: its rates through use of the preference, its costs."""
        made = legal_of(change, self.baseline).written(self.draw)
        points = (1 + self.base.flat[made.cells]) * (made.tariff - 1)
        moved = made.cells[np.abs(points) > 0]
        self._refuse(moved[self.set_by.flat[moved] > 0], self.set_by, number)
        self.rate.flat[made.cells] += points
        self.cost.flat[made.cells] *= made.cost
        self.added_by.flat[moved] = number
        return Move(number, made.cells, points, made.cost)

    def _set(self, number: int, cells: Places, rate: float) -> None:
        other = (self.set_by.flat[cells] > 0) & (self.rate.flat[cells] != rate)
        self._refuse(cells[self.added_by.flat[cells] > 0], self.added_by, number)
        self._refuse(cells[other], self.set_by, number)
        self.rate.flat[cells] = rate
        self.set_by.flat[cells] = number

    def _add(self, number: int, cells: Places, points: float) -> None:
        self._refuse(cells[self.set_by.flat[cells] > 0], self.set_by, number)
        self.rate.flat[cells] += points
        self.added_by.flat[cells] = number

    def _refuse(self, clash: Places, wrote: Counts, number: int) -> None:
        if not clash.size:
            return
        j, n, i = np.unravel_index(clash[0], self.base.shape)
        first = int(wrote[j, n, i])
        told = "; ".join(
            f"change {which} says {self.scenario.changes[which - 1].words()}"
            for which in (first, number)
        )
        raise BadShock(
            f"{self.scenario.name}: changes {first} and {number} contradict each other on "
            f"{clash.size} cells, the first {cell_words(self.labels, j, n, i)}: {told}. Several "
            "add add up; a cell that is set may not be set otherwise or added to. Keep one."
        )

    def refuse_gift(self) -> None:
        """Refuse rates of -100 percent or below, at which goods would be given away."""
        wrong = np.flatnonzero(self.rate <= -1)
        if not wrong.size:
            return
        moved = [move.number for move in self.moves if move.points[move.cells == wrong[0]].any()]
        told = "; ".join(f"{at}: {self.scenario.changes[at - 1].words()}" for at in moved)
        j, n, i = np.unravel_index(wrong[0], self.base.shape)
        raise BadShock(
            f"{self.scenario.name}: change {told} brings the tariff of "
            f"{cell_words(self.labels, j, n, i)} to {self.rate[j, n, i] * 100:g} %; a rate must "
            "stay above -100 %, or goods would be given away."
        )


def legal_of(change: Change, baseline: Baseline) -> "Legal":
    """Return a change of law on a baseline."""
    from policywire.models.legal.compile import legal  # reads the law, which tariffs do without

    assert change.law is not None
    return legal(change.law, baseline, change.odds.share if change.odds else 0.0)


def _holds(change: Change, on: date | None) -> bool:
    return on is None or change.starts is None or change.starts <= on
