"""Residuals of a solved equilibrium, computed apart from the loop that found it.

Everything is worked out again in levels from shares, tariffs, wages and expenditure, with sums over
whole arrays, so that a fault of the fast step would show here.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from policywire.models.trade.economy import Array, Closure, Economy, Shock

__all__ = ["Residuals", "Solution", "digest", "residuals"]

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
    landed = found.share * found.expenditure[:, :, None]
    before_duty = landed / (1 + shock.tariff)
    output = before_duty.sum(axis=1)
    earned = economy.income * found.wage
    demand = (economy.value_added * output).sum(axis=0)
    revenue = (landed - before_duty).sum(axis=(0, 2))
    spending = earned + revenue + found.deficit
    used = np.einsum("nkj,jn->kn", economy.input, output)
    gaps = (
        _relative(economy.final * spending + used - found.expenditure, found.expenditure),
        _relative(spending - found.income, earned),
        _cost_gap(economy, found),
        _price_gap(economy, theta, shock, found),
    )
    return Residuals(
        labour=_relative(demand - earned, earned),
        goods=float(np.max(gaps)),
        trade=_trade_gap(before_duty, earned, found.deficit),
    )


def _trade_gap(flows: Array, earned: Array, deficit: Array) -> float:
    home = np.einsum("jnn->n", flows)
    imports, exports = flows.sum(axis=(0, 2)) - home, flows.sum(axis=(0, 1)) - home
    return _relative(
        imports - exports - deficit, np.maximum((imports + exports) / 2, FLOOR * earned)
    )


def _cost_gap(economy: Economy, found: Solution) -> float:
    inputs = np.einsum("nkj,kn->jn", economy.input, np.log(found.price))
    return _largest(economy.value_added * np.log(found.wage) + inputs - np.log(found.cost))


def _price_gap(economy: Economy, theta: Array, shock: Shock, found: Solution) -> float:
    """Return how far shares and prices are from equations (11) and (12), in logarithms.

    Where a buyer has one seller only, the price is what that seller asks.
    """
    home = np.einsum("jnn->jn", economy.share)
    is_traded = (economy.share.sum(axis=2) > home).any(axis=1)
    traded, rest = np.flatnonzero(is_traded), np.flatnonzero(~is_traded)
    base, power = economy.share[traded], theta[traded, None]
    rise = shock.cost[traded] * (1 + shock.tariff[traded]) / (1 + economy.tariff[traded])
    pull = np.log(rise) + np.log(found.cost[traded])[:, None, :]
    pull *= -power[:, :, None]
    top = np.where(base > 0, pull, -np.inf).max(axis=2)
    weight = base * np.exp(np.minimum(pull - top[:, :, None], 0.0))
    total = weight.sum(axis=2)
    price = np.log(found.price)
    n = np.arange(len(economy.income))
    own = np.ix_(rest, n)[0], n, n
    asked = shock.cost[own] * (1 + shock.tariff[own]) / (1 + economy.tariff[own])
    gaps = [
        _largest((top + np.log(total)) / power + price[traded]),
        _largest(weight / total[:, :, None] - found.share[traded]),
        _largest(np.log(asked * found.cost[rest]) - price[rest]),
    ]
    return float(np.max(gaps))


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
