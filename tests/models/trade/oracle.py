"""A slow solver that follows the paper's own recipe, to hold the fast one against.

Caliendo and Parro (2015), Review of Economic Studies 82(1), appendix on the solution in changes:
guess wages; find prices that wages imply; shares that prices imply; expenditure that shares imply,
by one dense linear system of all sectors and regions; wages up where trade is in surplus. It shares
no code with the package but the types, keeps every sector's shares, and works in levels.
"""

from dataclasses import dataclass

import numpy as np

from policywire.models.trade.economy import Array, Closure, Economy, Shock


@dataclass(frozen=True)
class Literal:
    """What the recipe ends with: changes of wages, costs, prices; shares, spending, deficits."""

    wage: Array
    cost: Array
    price: Array
    share: Array
    expenditure: Array
    deficit: Array
    rounds: int


def literal(
    economy: Economy,
    theta: Array,
    shock: Shock,
    closure: Closure,
    *,
    tolerance: float = 1e-12,
    rounds: int = 5000,
    wage_step: float = 0.3,
) -> Literal:
    """Return the equilibrium by the paper's nesting.

    Parameters
    ----------
    economy : Economy
        The economy before.
    theta : Array
        Trade elasticities, shape (J,).
    shock : Shock
        What changes.
    closure : Closure
        What becomes of deficits.
    tolerance : float
        On prices, and on trade in surplus over world value added.
    rounds : int
        Of wages at most.
    wage_step : float
        Of a region's surplus over its labour income, to its wage.

    Raises
    ------
    AssertionError
        When the rounds do not suffice.
    """
    barrier = shock.cost * (1 + shock.tariff) / (1 + economy.tariff)
    wage, deficit = np.ones(len(economy.income)), closed(economy, closure, None)
    price = np.ones_like(economy.expenditure)
    for made in range(1, rounds + 1):
        price, cost = prices(economy, theta, barrier, wage, price, tolerance)
        share = shares(economy, theta, barrier, cost, price)
        spent = expenditure(economy, shock, share, wage, deficit)
        bought = share * spent[:, :, None] / (1 + shock.tariff)
        revenue = (bought * shock.tariff).sum(axis=(0, 2))
        surplus = bought.sum(axis=(0, 1)) - bought.sum(axis=(0, 2)) + deficit
        after = closed(economy, closure, (wage * economy.income, revenue))
        gap = max(np.abs(surplus).max(), np.abs(after - deficit).max()) / economy.income.sum()
        if gap < tolerance:
            return Literal(wage, cost, price, share, spent, deficit, made)
        deficit = after
        wage = wage * (1 + wage_step * surplus / (wage * economy.income))
        wage /= (wage * economy.income).sum() / economy.income.sum()
    raise AssertionError(f"the recipe stood at {gap:.1e} after {rounds} rounds")


def prices(
    economy: Economy, theta: Array, barrier: Array, wage: Array, price: Array, tolerance: float
) -> tuple[Array, Array]:
    """Return prices and unit costs that wages imply: equations (10) and (11)."""
    sectors, regions = economy.value_added.shape
    while True:
        cost = np.ones((sectors, regions))
        for n in range(regions):
            bundle = np.exp(economy.input[n].T @ np.log(price[:, n]))
            cost[:, n] = wage[n] ** economy.value_added[:, n] * bundle
        after = np.empty_like(price)
        for j in range(sectors):
            pull = economy.share[j] * (barrier[j] * cost[j]) ** (-theta[j])
            after[j] = pull.sum(axis=1) ** (-1 / theta[j])
        if np.abs(after / price - 1).max() < tolerance:
            return after, cost
        price = after


def shares(economy: Economy, theta: Array, barrier: Array, cost: Array, price: Array) -> Array:
    """Return bilateral shares after: equation (12)."""
    after = np.empty_like(economy.share)
    for j in range(len(theta)):
        ratio = barrier[j] * cost[j] / price[j][:, None]
        after[j] = economy.share[j] * ratio ** (-theta[j])
    return after


def expenditure(economy: Economy, shock: Shock, share: Array, wage: Array, deficit: Array) -> Array:
    """Return spending after, from (13): one dense system, unknown by sector and region."""
    sectors, regions = economy.value_added.shape
    system = np.eye(sectors * regions)
    right = np.zeros(sectors * regions)
    received = share / (1 + shock.tariff)
    duty = (received * shock.tariff).sum(axis=2)
    for n in range(regions):
        rows = np.arange(sectors) * regions + n
        right[rows] = economy.final[:, n] * (wage[n] * economy.income[n] + deficit[n])
        system[np.ix_(rows, rows)] -= np.outer(economy.final[:, n], duty[:, n])
        for j in range(sectors):
            columns = j * regions + np.arange(regions)
            system[np.ix_(rows, columns)] -= np.outer(economy.input[n, :, j], received[j, :, n])
    return np.asarray(np.linalg.solve(system, right).reshape(sectors, regions))


def closed(economy: Economy, closure: Closure, after: tuple[Array, Array] | None) -> Array:
    """Return deficits under ``closure``; ``after`` holds labour income and tariff revenue."""
    duty = (economy.share * economy.tariff / (1 + economy.tariff)).sum(axis=2)
    revenue = (duty * economy.expenditure).sum(axis=0)
    earned, collected = after or (economy.income, revenue)
    if closure is Closure.BALANCED:
        return np.zeros_like(economy.deficit)
    if closure is Closure.FIXED_DEFICIT:
        return economy.deficit
    if closure is Closure.FIXED_WORLD_SHARE:
        grown = (earned + collected).sum() / (economy.income + revenue).sum()
        return np.asarray(economy.deficit * grown)
    spent = (1 + economy.deficit / (economy.income + revenue)) * (earned + collected)
    return np.asarray(spent * (earned + collected).sum() / spent.sum() - earned - collected)
