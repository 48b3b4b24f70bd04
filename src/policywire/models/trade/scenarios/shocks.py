"""Shocks: a scenario's changes written cell by cell on a baseline's labels."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadShock
from policywire.models.trade.economy import Array, Baseline, Labels, Shock
from policywire.models.trade.effects.path import Instrument
from policywire.models.trade.scenarios.changes import Change, Tariff, TradeCost
from policywire.models.trade.scenarios.scenario import Scenario
from policywire.models.trade.world.names import Found, find_regions, find_sectors

if TYPE_CHECKING:
    from policywire.models.legal.compile import Legal

__all__ = ["compile", "drawn", "instruments", "legal_of"]

Places = NDArray[np.intp]
Counts = NDArray[np.int64]


def compile(scenario: Scenario, baseline: Baseline, *, on: date | None = None) -> Shock:
    """Return the shock of a scenario on a baseline.

    ``add`` stands on top of the baseline's rates and several add up; ``set`` is the rate after;
    factors multiply. A region's own goods are never touched.

    Parameters
    ----------
    scenario : Scenario
        What changes.
    baseline : Baseline
        Whose labels it speaks in.
    on : date or None
        Leave out changes that take effect after this day; all hold when None.

    Raises
    ------
    BadShock
        If a name is unknown, a sector is not traded, a change touches nothing but a region's own
        goods, two changes of a cell contradict each other, or a rate falls to -100 % or below.
    """
    ledger = _Ledger(scenario, baseline)
    ledger.enter_all(on)
    _refuse_gift(ledger)
    return Shock(_frozen(ledger.rate), _frozen(ledger.cost))


def drawn(
    scenario: Scenario, baseline: Baseline, *, on: date | None = None
) -> Callable[[int], Shock] | None:
    """Return the shock of each draw where changes of law make it uncertain, else None.

    Draw 0 is the first of the draws, not the central shock of :func:`compile`, whose errors are
    those here.
    """
    if not any(change.law for change in scenario.changes):
        return None

    def made(draw: int) -> Shock:
        ledger = _Ledger(scenario, baseline, draw + 1)
        ledger.enter_all(on)
        _refuse_gift(ledger)
        return Shock(_frozen(ledger.rate), _frozen(ledger.cost))

    return made


def instruments(
    scenario: Scenario, baseline: Baseline, *, on: date | None = None
) -> tuple[Instrument, ...]:
    """Return what each change of a scenario does alone, in order, for a decomposition.

    What they add to the baseline's rates adds up to the shock's, their factors multiply up to its.

    Parameters
    ----------
    scenario : Scenario
        What changes.
    baseline : Baseline
        Whose labels it speaks in.
    on : date or None
        Leave out changes that take effect after this day; all hold when None.

    Returns
    -------
    tuple of Instrument
        Each with its number and words as its name.

    Raises
    ------
    BadShock
        As :func:`compile`.
    """
    made = _Ledger(scenario, baseline).enter_all(on)
    return tuple(_alone(scenario, baseline.economy.tariff, move) for move in made)


def _alone(scenario: Scenario, base: Array, move: "_Move") -> Instrument:
    tariff, cost = base.copy(), np.ones(base.shape)
    tariff.flat[move.cells] += move.points
    cost.flat[move.cells] = move.factor
    words = scenario.changes[move.number - 1].words()
    return Instrument(f"{move.number}: {words}", Shock(_frozen(tariff), _frozen(cost)))


def _holds(change: Change, on: date | None) -> bool:
    return on is None or change.starts is None or change.starts <= on


@dataclass(frozen=True, slots=True)
class _Move:
    """What a change did to its cells: flat places, what it added to their rates, its factor."""

    number: int
    cells: Places
    points: Array
    factor: float | Array = 1.0


class _Ledger:
    """Which change wrote each cell of the tariffs, so that contradictions are seen."""

    def __init__(self, scenario: Scenario, baseline: Baseline, draw: int = 0) -> None:
        self.scenario, self.labels = scenario, baseline.labels
        self.baseline, self.draw = baseline, draw
        self.base = baseline.economy.tariff
        self.rate, self.cost = self.base.copy(), np.ones(self.base.shape)
        self.moves: list[_Move] = []
        self.set_by: Counts = np.zeros(self.base.shape, np.int64)
        self.added_by: Counts = np.zeros(self.base.shape, np.int64)

    def enter_all(self, on: date | None) -> list[_Move]:
        """Write the scenario's changes into the ledger, those that hold by ``on``."""
        changes = self.scenario.changes
        held = [(number, item) for number, item in enumerate(changes, 1) if _holds(item, on)]
        if not held:
            first = min(change.starts for change in changes if change.starts)
            raise BadShock(f"{self.scenario.name}: nothing changes by {on}; first on {first}.")
        self._refuse_two_laws(held)
        self.moves = [self.enter(number, change) for number, change in held]
        return self.moves

    def enter(self, number: int, change: Change) -> _Move:
        """Write a change into the ledger and return what it does."""
        if change.law is not None:
            return self._law(number, change)
        cells = _places(change.cells, self.labels, f"{self.scenario.name}: change {number}")
        before, factor = self.rate.flat[cells], 1.0
        if change.trade_cost is not None:
            factor = change.trade_cost.factor.value
            self.cost.flat[cells] *= factor
        elif change.tariff is not None and change.tariff.set is not None:
            self._set(number, cells, change.tariff.set.share)
        elif change.tariff is not None and change.tariff.add is not None:
            self._add(number, cells, change.tariff.add.share)
        return _Move(number, cells, self.rate.flat[cells] - before, factor)

    def _refuse_two_laws(self, held: list[tuple[int, Change]]) -> None:
        laws = [number for number, change in held if change.law is not None]
        if len(laws) > 1:
            raise BadShock(
                f"{self.scenario.name}: changes {laws[0]} and {laws[1]} both change the law. What "
                "firms do follows from the law as a whole: write all of it in one law."
            )

    def _law(self, number: int, change: Change) -> _Move:
        """Write a change of law: its rates through use of the preference, its costs."""
        made = legal_of(change, self.baseline).written(self.draw)
        points = (1 + self.base.flat[made.cells]) * (made.tariff - 1)
        moved = made.cells[np.abs(points) > 0]
        self._refuse(moved[self.set_by.flat[moved] > 0], self.set_by, number)
        self.rate.flat[made.cells] += points
        self.cost.flat[made.cells] *= made.cost
        self.added_by.flat[moved] = number
        return _Move(number, made.cells, points, made.cost)

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
            f"{clash.size} cells, the first {_cell(self.labels, j, n, i)}: {told}. Several "
            "add add up; a cell that is set may not be set otherwise or added to. Keep one."
        )


def legal_of(change: Change, baseline: Baseline) -> "Legal":
    """Return a change of law on a baseline."""
    from policywire.models.legal.compile import legal  # reads the law, which tariffs do without

    assert change.law is not None
    return legal(change.law, baseline, change.odds.share if change.odds else 0.0)


def _places(cells: Tariff | TradeCost, labels: Labels, where: str) -> Places:
    """Return the flat places of a change in (J, N, N), a region's own goods left out."""
    sectors = _ordinals(_sectors(cells, labels, where), labels.sectors)
    importers = _found(cells.importers, labels, f"{where}, importers")
    exporters = _found(cells.exporters, labels, f"{where}, exporters")
    _refuse_own(importers, exporters, where)
    buys, sells = (_ordinals(_codes(found), labels.regions) for found in (importers, exporters))
    j, n, i = np.meshgrid(sectors, buys, sells, indexing="ij")
    size = len(labels.regions)
    flat = (j * size + n) * size + i
    return np.asarray(flat[n != i])


def _found(names: tuple[str, ...], labels: Labels, where: str) -> list[Found]:
    try:
        return [find_regions(name, labels) for name in names]
    except BadShock as error:
        raise BadShock(f"{where}: {error}") from error


def _codes(found: list[Found]) -> list[str]:
    return list(dict.fromkeys(code for item in found for code in item.codes))


def _ordinals(codes: list[str], known: tuple[str, ...]) -> list[int]:
    return sorted(known.index(code) for code in codes)


def _sectors(cells: Tariff | TradeCost, labels: Labels, where: str) -> list[str]:
    """Return the traded sectors a change names; one that is not traded must not be named."""
    traded = dict(zip(labels.sectors, labels.tradable, strict=True))
    try:
        found = [find_sectors(name, labels) for name in cells.sectors]
    except BadShock as error:
        raise BadShock(f"{where}, sectors: {error}") from error
    still = next((item.codes[0] for item in found if not traded[item.codes[0]]), "")
    if still:
        held = ", ".join(code for code, is_traded in traded.items() if is_traded)
        name = labels.sector_names[labels.sectors.index(still)]
        raise BadShock(
            f"{where}, sectors: {still} ({name}) is not traded between regions in this baseline, "
            f"so no tariff or trade cost falls on it. Traded: {held}."
        )
    return [code for code in _codes(found) if traded[code]]


def _refuse_own(importers: list[Found], exporters: list[Found], where: str) -> None:
    """Refuse a region named as importer, or exporter, of nothing but its own goods."""
    for side, other in ((importers, exporters), (exporters, importers)):
        for code in _named(side):
            if set(_codes(other)) == {code}:
                raise BadShock(
                    f"{where}: {code} from {code} are its own goods, on which there is no tariff "
                    "or trade cost between regions. Name another partner, or a group."
                )


def _named(side: list[Found]) -> Iterator[str]:
    yield from (code for found in side if not found.group for code in found.codes)


def _refuse_gift(ledger: _Ledger) -> None:
    wrong = np.flatnonzero(ledger.rate <= -1)
    if not wrong.size:
        return
    moved = [move.number for move in ledger.moves if move.points[move.cells == wrong[0]].any()]
    told = "; ".join(f"{at}: {ledger.scenario.changes[at - 1].words()}" for at in moved)
    j, n, i = np.unravel_index(wrong[0], ledger.base.shape)
    raise BadShock(
        f"{ledger.scenario.name}: change {told} brings the tariff of "
        f"{_cell(ledger.labels, j, n, i)} to {ledger.rate[j, n, i] * 100:g} %; a rate must stay "
        "above -100 %, or goods would be given away."
    )


def _cell(labels: Labels, j: np.intp, n: np.intp, i: np.intp) -> str:
    return f"{labels.sectors[j]} ({labels.sector_names[j]}), {labels.regions[n]} from " + (
        f"{labels.regions[i]}"
    )


def _frozen(array: Array) -> Array:
    array.flags.writeable = False
    return array
