"""Outcomes and decompositions as tidy rows, for CSV and JSON.

One row a figure: where, with whom, in what, which outcome, unit, before, after, change. A change
that means nothing (from nothing to something) is None, never NaN.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from policywire.models.trade.economy import Array, Labels
from policywire.models.trade.effects.decompose import EFFECTS, Decomposition
from policywire.models.trade.effects.first_order import FirstOrder
from policywire.models.trade.effects.outcomes import Change, Outcomes

__all__ = ["MEANINGS", "Meaning", "PartRow", "Row", "part_rows", "tables"]


class Meaning(NamedTuple):
    """What an outcome is.

    Attributes
    ----------
    unit : str
        Of the levels; ``currency`` stands for the baseline's.
    change : str
        Of the change: percent, points or currency.
    definition : str
        In words, with its equation in Caliendo and Parro (2015) where it has one.
    """

    unit: str
    change: str
    definition: str


class Row(NamedTuple):
    """One outcome of one place; empty texts where a dimension does not apply."""

    region: str
    partner: str
    sector: str
    outcome: str
    unit: str
    before: float
    after: float
    change: float | None
    change_unit: str


class PartRow(NamedTuple):
    """One part of a change of real income, points of base real income."""

    method: str
    region: str
    partner: str
    sector: str
    instrument: str
    effect: str
    points: float


_INDEX = "index, before = 1"
MEANINGS = {
    "bilateral_imports": Meaning("currency", "percent", "imports from the partner before duty"),
    "imports": Meaning("currency", "percent", "imports before duty"),
    "exports": Meaning("currency", "percent", "exports before the buyers' duty"),
    "output": Meaning("currency", "percent", "sales at home and abroad before duty (eq. 7)"),
    "value_added": Meaning("currency", "percent", "share beta of output, paid as wages (eq. 9)"),
    "price": Meaning(_INDEX, "percent", "price of the sector's goods, with duty (eq. 4)"),
    "consumer_price": Meaning(
        _INDEX, "percent", "prices weighted by final demand, exact for Cobb-Douglas"
    ),
    "wage": Meaning(_INDEX, "percent", "wage, world value added being the unit"),
    "real_wage": Meaning(_INDEX, "percent", "wage over consumer price"),
    "income": Meaning("currency", "percent", "wages, tariff revenue and deficit (eq. 9)"),
    "real_income": Meaning(_INDEX, "percent", "income over consumer price, exact"),
    "revenue": Meaning("currency", "percent", "tariff revenue"),
    "revenue_share": Meaning("percent of income", "points", "tariff revenue over income"),
    "deficit": Meaning("currency", "currency", "imports less exports"),
    "export_price": Meaning(_INDEX, "percent", "Fisher index of exports' unit costs"),
    "import_price": Meaning(_INDEX, "percent", "Fisher index of imports' prices before duty"),
    "terms_of_trade": Meaning(_INDEX, "percent", "export price over import price"),
    "export_volume": Meaning(_INDEX, "percent", "exports' value over their price"),
    "import_volume": Meaning(_INDEX, "percent", "imports' value over their price"),
}

_SUMMED = ("imports", "exports", "output", "value_added")


def tables(outcomes: Outcomes, labels: Labels, *, currency: str = "currency") -> Iterator[Row]:
    """Yield outcomes as rows: by region first, then by sector, partner, and both.

    Parameters
    ----------
    outcomes : Outcomes
        Of N regions and J sectors.
    labels : Labels
        Their names.
    currency : str
        Unit of the values, as the baseline has it: ``million USD``.

    Yields
    ------
    Row
        Trade between two regions is left out where there is none before nor after.
    """
    for name in MEANINGS:
        change = getattr(outcomes, name)
        if change.before.ndim == 1:
            yield from _by_region(name, change, labels, currency)
        elif name in _SUMMED:
            total = Change(change.before.sum(axis=0), change.after.sum(axis=0))
            yield from _by_region(name, total, labels, currency)
    for name in MEANINGS:
        change = getattr(outcomes, name)
        if change.before.ndim == 2:
            yield from _by_sector(name, change, labels, currency)
    yield from _by_partner(outcomes.bilateral_imports, labels, currency)


def _by_region(name: str, change: Change, labels: Labels, currency: str) -> Iterator[Row]:
    for n, region in enumerate(labels.regions):
        yield _row((region, "", ""), name, currency, change.before[n], change.after[n])


def _by_sector(name: str, change: Change, labels: Labels, currency: str) -> Iterator[Row]:
    for j, sector in enumerate(labels.sectors):
        for n, region in enumerate(labels.regions):
            at = (region, "", sector)
            yield _row(at, name, currency, change.before[j, n], change.after[j, n])


def _by_partner(flows: Change, labels: Labels, currency: str) -> Iterator[Row]:
    """Yield bilateral imports, over all sectors (no sector named), then by sector."""
    total = Change(flows.before.sum(axis=0), flows.after.sum(axis=0))
    for n, i in np.argwhere((total.before != 0) | (total.after != 0)):
        at = (labels.regions[n], labels.regions[i], "")
        yield _row(at, "bilateral_imports", currency, total.before[n, i], total.after[n, i])
    for j, n, i in np.argwhere((flows.before != 0) | (flows.after != 0)):
        at = (labels.regions[n], labels.regions[i], labels.sectors[j])
        yield _row(at, "bilateral_imports", currency, flows.before[j, n, i], flows.after[j, n, i])


def _row(at: tuple[str, str, str], name: str, currency: str, before: float, after: float) -> Row:
    meaning = MEANINGS[name]
    change: float | None = float(after - before)
    if meaning.change == "percent":
        change = float(100 * (after / before - 1)) if before != 0 else None
        change = 0.0 if before == after else change
    unit = currency if meaning.unit == "currency" else meaning.unit
    moved = currency if meaning.change == "currency" else meaning.change
    return Row(*at, name, unit, float(before), float(after), change, moved)


def part_rows(
    parts: Decomposition, first: FirstOrder | None, labels: Labels, *, least: float = 0.0
) -> Iterator[PartRow]:
    """Yield a decomposition as rows, and beside it the first-order effects, each labelled.

    Parameters
    ----------
    parts : Decomposition
        The exact parts; rows of method ``exact`` add up to the change of real income.
    first : FirstOrder, optional
        Rows of method ``first order (paper-compatible)``; they add up to no exact number.
    labels : Labels
        Names of the axes.
    least : float
        Parts no larger than this many points are left out; above 0 the rows no longer add up.

    Yields
    ------
    PartRow
        Transfers have neither partner nor sector.
    """
    for k, name in enumerate(parts.instruments):
        cells = (parts.terms_of_trade[k], parts.volume_of_trade[k], parts.technical[k])
        yield from _cell_rows("exact", name, cells, labels, least)
        for n in np.flatnonzero(np.abs(parts.transfer[k]) > least):
            points = float(parts.transfer[k, n])
            yield PartRow("exact", labels.regions[n], "", "", name, EFFECTS[-1], points)
    if first is not None:
        cells = (first.terms_of_trade, first.volume_of_trade, first.technical)
        yield from _cell_rows("first order (paper-compatible)", "all changes", cells, labels, least)


def _cell_rows(
    method: str,
    instrument: str,
    cells: tuple[Array, Array, Array],
    labels: Labels,
    least: float,
) -> Iterator[PartRow]:
    for effect, cell in zip(EFFECTS, cells, strict=False):  # transfers have no cells
        for j, n, i in np.argwhere(np.abs(cell) > least):
            yield PartRow(
                method,
                labels.regions[n],
                labels.regions[i],
                labels.sectors[j],
                instrument,
                effect,
                float(cell[j, n, i]),
            )
