"""Residuals of a solved equilibrium, computed apart from the loop that found it.

Everything is worked out again in levels from shares, tariffs, wages and expenditure, with sums over
whole arrays, so that a fault of the fast step would show here.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

import numpy as np

from policywire.models.trade.economy import Array, Closure, Economy, Shock

__all__ = ["Residuals", "Solution", "digest", "digest_change", "residuals"]

CELLS = 50_000  # of bilateral tables, at a time
FLOOR = 1e-6  # trade below this share of a region's value added is held against that share


@dataclass(frozen=True, slots=True)
class Solution:
    """A candidate equilibrium in the economy's own order and currency.

    Attributes
    ----------
    wage : Array
        Change of wages, shape (N,).
    cost, price : Array
        Change of unit costs and sector prices, shape (J, N).
    share : Array
        pi' after, shape (J, N, N).
    expenditure : Array
        X' after, shape (J, N).
    revenue, deficit, income : Array
        Tariff revenue, deficit and final spending after, shape (N,).
    """

    wage: Array
    cost: Array
    price: Array
    share: Array
    expenditure: Array
    revenue: Array
    deficit: Array
    income: Array


@dataclass(frozen=True, slots=True)
class Residuals:
    """How far a solution is from balance.

    Attributes
    ----------
    labour : float
        Largest gap of labour demand to labour income, relative to income.
    goods : float
        Largest relative gap of expenditure to its uses, of unit costs to those of inputs, of
        prices to those of suppliers, of shares to what suppliers' costs and tariffs make them.
    trade : float
        Largest gap of imports less exports to the deficit, relative to their mean.
    """

    labour: float
    goods: float
    trade: float

    @property
    def largest(self) -> float:
        """The largest of the three; not a number when one of them is none."""
        return float(np.max([self.labour, self.goods, self.trade]))


def residuals(economy: Economy, theta: Array, shock: Shock, found: Solution) -> Residuals:
    """Return what keeps ``found`` from being an equilibrium.

    Caliendo and Parro (2015), equations (10) to (14) in changes.
    """
    output, off = np.empty_like(found.expenditure), 0.0
    spent, trade = np.zeros_like(economy.income), np.zeros_like(economy.share[0])
    for part in _parts(economy):
        flows = found.share[part] * found.expenditure[part][:, :, None]
        spent += flows.sum(axis=(0, 2))
        flows /= 1 + shock.tariff[part]
        output[part] = flows.sum(axis=1)
        trade += flows.sum(axis=0)
        off = float(np.maximum(off, _price_gap(economy, theta, shock, found, part)))
    earned = economy.income * found.wage
    demand = (economy.value_added * output).sum(axis=0)
    spending = earned + spent - trade.sum(axis=1) + found.deficit
    used = np.einsum("nkj,jn->kn", economy.input, output)
    gaps = (
        _relative(economy.final * spending + used - found.expenditure, found.expenditure),
        _relative(spending - found.income, earned),
        _cost_gap(economy, found),
        off,
    )
    return Residuals(
        labour=_relative(demand - earned, earned),
        goods=float(np.max(gaps)),
        trade=_trade_gap(trade, earned, found.deficit),
    )


def _parts(economy: Economy) -> Iterator[slice]:
    """Yield sectors by the handful, so that their cells stay in the processor's cache."""
    sectors, regions = economy.final.shape
    size = max(1, CELLS // regions**2)
    for first in range(0, sectors, size):
        yield slice(first, first + size)


def _trade_gap(trade: Array, earned: Array, deficit: Array) -> float:
    abroad = trade * (1 - np.eye(len(trade)))
    imports, exports = abroad.sum(axis=1), abroad.sum(axis=0)
    return _relative(
        imports - exports - deficit, np.maximum((imports + exports) / 2, FLOOR * earned)
    )


def _cost_gap(economy: Economy, found: Solution) -> float:
    inputs = np.einsum("nkj,kn->jn", economy.input, np.log(found.price))
    return _largest(economy.value_added * np.log(found.wage) + inputs - np.log(found.cost))


def _price_gap(economy: Economy, theta: Array, shock: Shock, found: Solution, part: slice) -> float:
    """Return how far some sectors are from equations (11) and (12), in logarithms."""
    power, share = theta[part], economy.share[part]
    pull = np.log(shock.cost[part] * (1 + shock.tariff[part]) / (1 + economy.tariff[part]))
    pull += np.log(found.cost[part])[:, None, :]
    pull *= -power[:, None, None]
    pull[share == 0] = -np.inf
    top = pull.max(axis=2)
    pull -= top[:, :, None]
    weight = np.exp(pull, out=pull)
    weight *= share
    total = weight.sum(axis=2)
    weight /= total[:, :, None]
    weight -= found.share[part]
    off = _largest((top + np.log(total)) / power[:, None] + np.log(found.price[part]))
    return float(np.max([off, _largest(weight)]))


def _relative(gap: Array, size: Array) -> float:
    return _largest(gap / np.where(size > 0, size, 1.0))


def _largest(values: Array) -> float:
    return float(np.abs(values).max(initial=0.0))


def digest(parts: Iterable[Economy | Shock | Array | Closure | str]) -> str:
    """Return the SHA-256 of arrays and names, each with its kind and shape."""
    total = hashlib.sha256()
    for part in parts:
        for item in _items(part):
            if isinstance(item, str):
                total.update(f"str {item};".encode())
            else:
                total.update(f"float64 {item.shape};".encode())
                total.update(np.ascontiguousarray(item, dtype="<f8").data)
    return total.hexdigest()


def _items(part: Economy | Shock | Array | Closure | str) -> list[Array | str]:
    if isinstance(part, Economy | Shock):
        return [getattr(part, field.name) for field in fields(part)]
    return [str(part) if isinstance(part, str) else part]


def digest_change(economy: Economy, shock: Shock) -> str:
    """Return the SHA-256 of ``shock``: of its cells, or of those it changes where it is large."""
    if economy.share.size <= CELLS:
        return digest([shock])
    total = hashlib.sha256()
    for after, before in ((shock.tariff, economy.tariff), (shock.cost, 1.0)):
        changed = after != before
        total.update(np.packbits(changed).tobytes())
        total.update(np.ascontiguousarray(after[changed], dtype="<f8").data)
    return total.hexdigest()
