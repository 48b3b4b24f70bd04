"""The few outcomes that draws, sweeps and games keep of an equilibrium: small arrays by name.

Definitions are those of ``outcomes`` and ``first_order``. Here is what a hundred thousand
equilibria can be asked for: percentages of the base, no table by sector and partner.
"""

from collections.abc import Callable, Mapping

import numpy as np

from policywire.facts.errors import BadShock, near
from policywire.models.trade.economy import Array, Equilibrium
from policywire.models.trade.effects.first_order import first_order
from policywire.models.trade.effects.outcomes import (
    consumer_prices,
    real_income,
    trade_after,
    trade_before,
)

__all__ = ["Measure", "cell_of", "headline", "real_income", "totals"]

Measure = Callable[[Equilibrium], Mapping[str, Array]]


def headline(found: Equilibrium) -> dict[str, Array]:
    """Return the outcomes of one equilibrium, in percent.

    Parameters
    ----------
    found : Equilibrium
        N regions, J sectors.

    Returns
    -------
    dict of str to Array
        ``real_income_pct``, ``real_wage_pct``, ``cpi_pct``, ``exports_pct``, ``imports_pct``,
        ``first_order_welfare_pct``, ``first_order_terms_of_trade_pct`` and
        ``first_order_volume_of_trade_pct``, shape (N,); ``bilateral_imports_pct``, shape (N, N) as
        [importer, exporter], at home 0; ``sector_output_pct``, shape (N, J). Trade is valued
        before duty, in units of world value added. Where there was nothing before there is
        nothing after, and 0 is said.
    """
    before, after = trade_before(found), trade_after(found)
    flow, new = _abroad(before.sum(axis=0)), _abroad(after.sum(axis=0))
    index = consumer_prices(found)
    effects = first_order(found)
    return {
        "real_income_pct": 100 * (real_income(found) - 1),
        "first_order_welfare_pct": effects.welfare,
        "first_order_terms_of_trade_pct": effects.terms_of_trade.sum(axis=(0, 2)),
        "first_order_volume_of_trade_pct": effects.volume_of_trade.sum(axis=(0, 2)),
        "real_wage_pct": 100 * (found.wage / index - 1),
        "cpi_pct": 100 * (index - 1),
        "exports_pct": _percent(flow.sum(axis=0), new.sum(axis=0)),
        "imports_pct": _percent(flow.sum(axis=1), new.sum(axis=1)),
        "bilateral_imports_pct": _percent(flow, new),
        "sector_output_pct": _percent(before.sum(axis=1), after.sum(axis=1)).T,
    }


def totals(found: Equilibrium) -> dict[str, Array]:
    """Return real income, exports and imports in percent of the base, each of shape (N,)."""
    flow = _abroad(trade_before(found).sum(axis=0))
    new = _abroad(trade_after(found).sum(axis=0))
    return {
        "real_income_pct": 100 * (real_income(found) - 1),
        "exports_pct": _percent(flow.sum(axis=0), new.sum(axis=0)),
        "imports_pct": _percent(flow.sum(axis=1), new.sum(axis=1)),
    }


def cell_of(outcomes: Mapping[str, Array], outcome: str, cell: tuple[int, ...]) -> float:
    """Return one number of kept outcomes.

    Parameters
    ----------
    outcomes : mapping of str to Array
        Kept outcomes by name.
    outcome : str
        Which: ``real_income_pct``.
    cell : tuple of int
        Its place: the region, or importer and exporter; counted from 0.

    Raises
    ------
    BadShock
        No outcome of that name was kept, or it has no such cell.
    """
    if outcome not in outcomes:
        raise BadShock(f"No outcome {outcome!r} was kept.{near(outcome, outcomes)}")
    held = outcomes[outcome]
    if len(cell) != held.ndim:
        raise BadShock(f"{outcome} has {held.ndim} axes; given {len(cell)} places.")
    if not all(0 <= place < size for place, size in zip(cell, held.shape, strict=True)):
        raise BadShock(f"{outcome} has no cell {cell}; its shape is {held.shape}.")
    return float(held[cell])


def _abroad(flow: Array) -> Array:
    return np.asarray(flow * (1 - np.eye(flow.shape[0])))


def _percent(before: Array, after: Array) -> Array:
    change = np.divide(after, before, out=np.ones_like(before), where=before > 0)
    return np.asarray(100 * (change - 1))
