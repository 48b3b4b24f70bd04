"""The few outcomes that draws, sweeps and games keep of an equilibrium: small arrays by name.

The definitions are those of ``outcomes``, which computes everything; a test holds the two equal.
Here is only what a hundred thousand equilibria can be asked for.
"""

from collections.abc import Callable, Mapping

import numpy as np

from policywire.models.trade.economy import Array, Economy, Equilibrium

__all__ = ["Measure", "headline", "real_income", "totals"]

Measure = Callable[[Equilibrium], Mapping[str, Array]]


def headline(found: Equilibrium) -> dict[str, Array]:
    """Return the outcomes of one equilibrium, in percent of the base.

    Parameters
    ----------
    found : Equilibrium
        N regions, J sectors.

    Returns
    -------
    dict of str to Array
        ``real_income_pct``, ``real_wage_pct``, ``cpi_pct``, ``exports_pct``, ``imports_pct``
        (N,); ``bilateral_imports_pct`` (N, N) as [importer, exporter]; ``sector_output_pct``
        (N, J). Values before duty, in units of world value added. Where there was nothing before,
        there is nothing after, and 0 is said.
    """
    base = found.base
    index = _index(found)
    before = base.share * base.expenditure[:, :, None] / (1 + base.tariff)
    after = found.share * found.expenditure[:, :, None] / (1 + found.shock.tariff)
    flow, new = before.sum(axis=0), after.sum(axis=0)
    abroad = ~np.eye(flow.shape[0], dtype=bool)
    return {
        "real_income_pct": 100 * (real_income(found) - 1),
        "real_wage_pct": 100 * (found.wage / index - 1),
        "cpi_pct": 100 * (index - 1),
        "exports_pct": _percent((flow * abroad).sum(axis=0), (new * abroad).sum(axis=0)),
        "imports_pct": _percent((flow * abroad).sum(axis=1), (new * abroad).sum(axis=1)),
        "bilateral_imports_pct": _percent(flow, new),
        "sector_output_pct": _percent(before.sum(axis=1), after.sum(axis=1)).T,
    }


def totals(found: Equilibrium) -> dict[str, Array]:
    """Return real income, exports and imports in percent of the base, each of shape (N,)."""
    base = found.base
    spent = base.share * base.expenditure[:, :, None]
    flow = (spent / (1 + base.tariff)).sum(axis=0)
    new = (found.share * found.expenditure[:, :, None] / (1 + found.shock.tariff)).sum(axis=0)
    home, own = np.diagonal(flow), np.diagonal(new)
    return {
        "real_income_pct": 100 * (real_income(found) - 1),
        "exports_pct": _percent(flow.sum(axis=0) - home, new.sum(axis=0) - own),
        "imports_pct": _percent(flow.sum(axis=1) - home, new.sum(axis=1) - own),
    }


def real_income(found: Equilibrium) -> Array:
    """Return real income after over before, shape (N,): final spending over the price index."""
    return np.asarray(found.income / _income(found.base) / _index(found))


def _index(found: Equilibrium) -> Array:
    """Return the change of the consumer price index, shape (N,): exact for Cobb-Douglas."""
    return np.asarray(np.exp((found.base.final * np.log(found.price)).sum(axis=0)))


def _income(base: Economy) -> Array:
    """Return final spending before, shape (N,): wages, tariff revenue and deficit."""
    duty = (base.share * (base.tariff / (1 + base.tariff))).sum(axis=2)
    return np.asarray(base.income + (duty * base.expenditure).sum(axis=0) + base.deficit)


def _percent(before: Array, after: Array) -> Array:
    change = np.divide(after, before, out=np.ones_like(before), where=before > 0)
    return np.asarray(100 * (change - 1))
