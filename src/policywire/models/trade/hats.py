"""One step of the exact-hat map of Caliendo and Parro (2015).

Numbers on arrays only, in the order and the units of ``kernel``.

The state of the loop is one vector: ln w (N), ln P - ln w (J, N), ln X - ln w (J, N), of size
N (1 + 2 J). Prices and spending stand relative to the region's own wage, and wages move by the gap
in trade over its slope (``_wage_step``): near autarky a wage is held by little trade, and a step
sized by the whole economy would hardly move it.
"""

from dataclasses import dataclass

import numpy as np

from policywire.models.trade.economy import Array, Closure, Equilibrium
from policywire.models.trade.kernel import Frame, Kernel

__all__ = [
    "Readings",
    "deficits",
    "read",
    "shares",
    "spending",
    "start_state",
    "step",
    "warm_state",
]

add = np.add.reduce  # a sum, called thousands of times, without its wrapper
TINY = 1e-300  # the logarithm of nothing: an expenditure below this share of the world is none
LONGEST = 0.3  # step of a ln wage


@dataclass(frozen=True, slots=True)
class Readings:
    """What a state means, in the frame's order and in units of world value added.

    Attributes
    ----------
    cost, price : Array
        Logarithms of the changes of unit costs and sector prices, shape (J, N).
    output : Array
        Gross output, shape (J, N).
    imports, exports : Array
        Of traded sectors, before duty, shape (T, N).
    at_home : Array
        Share of spending that stays at home, shape (T, N).
    earned, revenue, deficit : Array
        Labour income, tariff revenue and deficit, shape (N,); together they are spent.
    """

    cost: Array
    price: Array
    output: Array
    imports: Array
    exports: Array
    at_home: Array
    earned: Array
    revenue: Array
    deficit: Array


def start_state(base: Frame) -> Array:
    """Return the state of the base itself: no change."""
    spent = np.log(np.maximum(base.values.expenditure, TINY)).ravel()
    return np.concatenate([np.zeros(len(base.values.income) + spent.size), spent])


def warm_state(base: Frame, start: Equilibrium) -> Array:
    """Return the state of an equilibrium found before on the same base."""
    wage = np.log(start.wage)
    spent = np.maximum(start.expenditure[base.order] / start.base.income.sum(), TINY)
    price = np.log(start.price[base.order]) - wage
    return np.concatenate([wage, price.ravel(), (np.log(spent) - wage).ravel()])


def shares(core: Kernel, cost: Array) -> Array:
    """Return pi' in the economy's order, from logarithms of unit costs' changes; (J, N, N)."""
    base, t = core.frame, core.frame.traded
    power = core.theta[:t, None] * cost[:t]
    each = core.gross * np.exp(power.min(axis=1, keepdims=True) - power)[:, None, :]
    each /= np.maximum(each.sum(axis=2, keepdims=True), TINY)
    n = np.arange(len(base.values.income))
    after = np.zeros((len(core.theta), len(n), len(n)))
    after[base.order[:t]] = each
    after[base.order[t:, None], n, n] = 1
    return after


def spending(core: Kernel, state: Array) -> Array:
    """Return X' over world value added, shape (J, N); below ``TINY`` it is nothing."""
    shape = core.frame.final.shape
    wage = state[: shape[1]]
    spent = np.exp(state[-core.frame.final.size :].reshape(shape) + wage)
    return np.where(spent > 2 * TINY, spent, 0.0)


def deficits(base: Frame, closure: Closure, earned: Array, revenue: Array) -> Array:
    """Return deficits after, shape (N,), from labour income and tariff revenue.

    World value added is the unit, so a deficit that stays in that unit (Caliendo and Parro 2015,
    section 5.1, with observed deficits) is a number that stays. A share of world value added is
    taken at market prices, taxes on imports included (SNA 2008, paragraph 2.138), as Dekle, Eaton
    and Kortum (2008) hold deficits over world GDP. A share of own income is spending over income,
    scaled by one factor for all so that the world spends what it earns.
    """
    if closure is Closure.BALANCED:
        return np.zeros_like(earned)
    if closure is Closure.FIXED_DEFICIT:
        return base.values.deficit
    if closure is Closure.FIXED_WORLD_SHARE:
        world = (earned + revenue).sum() / (base.values.income + base.values.revenue).sum()
        return np.asarray(base.values.deficit * world)
    own = earned + revenue
    held = base.values.deficit / (base.values.income + base.values.revenue)
    # own (1 + held) / (1 + mean) - own, without the difference of two large numbers.
    apart = (held[:, None] - held) @ own / own.sum()
    return np.asarray(own * apart / (1 + own @ held / own.sum()))


def read(core: Kernel, state: Array) -> Readings:
    """Return what ``state`` means, one pass through the model's equations.

    Caliendo and Parro (2015), equations (10) to (13) in changes. Trade abroad is summed apart from
    sales at home, so that a balance of little trade is not lost in rounding.
    """
    base, t = core.frame, core.frame.traded
    sectors, regions = base.value_added.shape
    wage = state[:regions]
    relative = state[regions:].reshape(2, sectors, regions) + wage
    inputs = np.matmul(relative[0].T[:, None, :], base.input)[:, 0, :].T
    cost = base.value_added * wage + inputs
    theta = core.theta[:t, None]
    power = theta * cost[:t]
    lowest = np.minimum.reduce(power, axis=1, keepdims=True)
    appeal = np.exp(lowest - power)
    total = np.maximum(np.matmul(core.gross, appeal[:, :, None])[:, :, 0], TINY)
    price = np.empty_like(cost)
    price[:t] = (lowest - core.scale - np.log(total)) / theta
    price[t:] = cost[t:] + core.own_cost
    spent = np.exp(relative[1])
    each = spent[:t] / total
    imports = each * np.matmul(core.abroad, appeal[:, :, None])[:, :, 0]
    exports = appeal * np.matmul(each[:, None, :], core.abroad)[:, 0, :]
    output = np.empty_like(cost)
    home = each * appeal * core.home
    output[:t] = home + exports
    output[t:] = spent[t:] * core.own_net
    spent[:t] -= imports + home
    spent[t:] -= output[t:]
    earned = np.exp(wage) * base.values.income
    revenue = add(spent, axis=0)
    return Readings(
        cost=cost,
        price=price,
        output=output,
        imports=imports,
        exports=exports,
        at_home=core.home_gross * appeal / total,
        earned=earned,
        revenue=revenue,
        deficit=deficits(base, core.closure, earned, revenue),
    )


def _wage_step(core: Kernel, now: Readings) -> Array:
    """Return the change of ln wages, shape (N,).

    The gap of exports and deficit to imports over its own slope in the wage, were costs to follow
    the wage one for one: exports fall by theta; imports rise with spending, and by theta as buyers
    leave suppliers at home.
    """
    theta = core.theta[: core.frame.traded, None]
    slope = add(now.imports + theta * (now.exports + now.imports * now.at_home), axis=0)
    gap = add(now.exports - now.imports, axis=0) + now.deficit
    step: Array = np.clip(gap / np.maximum(slope, TINY), -LONGEST, LONGEST)
    return step


def step(core: Kernel, state: Array) -> Array:
    """Return the next state, shape (N (1 + 2 J),); a fixed point is an equilibrium."""
    base = core.frame
    now = read(core, state)
    regions = len(base.values.income)
    wage = state[:regions]
    after = np.empty_like(state)
    relative = after[regions:].reshape(2, *now.price.shape)
    moved = wage + _wage_step(core, now)
    after[:regions] = moved - np.log(np.exp(moved) @ base.values.income)
    used = np.matmul(base.input, now.output.T[:, :, None])[:, :, 0].T
    income = now.earned + now.revenue + now.deficit
    relative[0] = now.price - wage
    relative[1] = np.log(np.maximum(base.final * income + used, TINY)) - wage
    return after
