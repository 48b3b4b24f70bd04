"""One step of the exact-hat map of Caliendo and Parro (2015).

Numbers on arrays only. Sectors are put in order inside: traded ones first (T of them), then those
that no region buys abroad, for which shares need not be kept. Values are in units of world value
added, which does not change.

The state of the loop is one vector: ln w (N), ln P (J, N), ln X (J, N), of size N (1 + 2 J).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policywire.models.trade.economy import Array, Closure, Economy, Equilibrium, Shock

__all__ = [
    "Frame",
    "Kernel",
    "Readings",
    "frame",
    "kernel",
    "read",
    "shares",
    "spending",
    "start_state",
    "step",
    "warm_state",
]

TINY = 1e-300  # the logarithm of nothing: an expenditure below this share of the world is none
STEP = 0.5  # of the gap between labour demand and labour income, to the wage


@dataclass(frozen=True, slots=True)
class Frame:
    """What an economy gives the loop, whatever the shock and the elasticities.

    Attributes
    ----------
    order : NDArray
        Sectors of the economy in the order used here, shape (J,).
    traded : int
        T: how many of them are traded.
    share, tariff : Array
        pi and tau of traded sectors, shape (T, N, N).
    own_tariff : Array
        tau of the other sectors at home, shape (J - T, N).
    input, input_t : Array
        gamma as [n, k, j] and as [n, j, k], shape (N, J, J).
    value_added, final : Array
        beta and alpha, shape (J, N).
    income, expenditure, deficit : Array
        wL (N,), X (J, N) and D (N,), over world value added.
    revenue : Array
        Tariff revenue before, shape (N,).
    """

    order: NDArray[np.intp]
    traded: int
    share: Array
    tariff: Array
    own_tariff: Array
    input: Array
    input_t: Array
    value_added: Array
    final: Array
    income: Array
    expenditure: Array
    deficit: Array
    revenue: Array


@dataclass(frozen=True, slots=True)
class Kernel:
    """A shock and elasticities made ready for the loop.

    Attributes
    ----------
    frame : Frame
        The economy.
    theta : Array
        Trade elasticities in the frame's order, shape (J,).
    gross, net : Array
        pi times the change of trade cost to the power of minus theta, and the same before duty,
        shape (T, N, N); each row over exporters is scaled by ``exp(-scale)``.
    scale : Array
        Logarithms of the rows' scale, shape (T, N).
    own_cost, own_net : Array
        Logarithm of the change of trade cost at home, and one over one plus the tariff at home, of
        sectors that are not traded, shape (J - T, N).
    closure : Closure
        What becomes of deficits.
    """

    frame: Frame
    theta: Array
    gross: Array
    net: Array
    scale: Array
    own_cost: Array
    own_net: Array
    closure: Closure


@dataclass(frozen=True, slots=True)
class Readings:
    """What a state means, in the frame's order and in units of world value added.

    Attributes
    ----------
    cost, price : Array
        Logarithms of the changes of unit costs and sector prices, shape (J, N).
    output : Array
        Gross output, shape (J, N).
    revenue, deficit, income : Array
        Tariff revenue, deficit and final spending, shape (N,).
    """

    cost: Array
    price: Array
    output: Array
    revenue: Array
    deficit: Array
    income: Array


def frame(economy: Economy) -> Frame:
    """Return what ``economy`` gives the loop."""
    regions = len(economy.income)
    home = np.einsum("jnn->jn", economy.share)
    is_traded = (economy.share.sum(axis=2) - home > 0).any(axis=1)
    order = np.concatenate([np.flatnonzero(is_traded), np.flatnonzero(~is_traded)])
    traded = int(is_traded.sum())
    world = economy.income.sum()
    duty = economy.tariff / (1 + economy.tariff)
    spent = (economy.share * duty).sum(axis=2) * economy.expenditure
    gamma = economy.input[:, order[:, None], order[None, :]]
    diagonal = np.arange(regions)
    return Frame(
        order=order,
        traded=traded,
        share=economy.share[order[:traded]],
        tariff=economy.tariff[order[:traded]],
        own_tariff=economy.tariff[order[traded:]][:, diagonal, diagonal],
        input=gamma,
        input_t=np.ascontiguousarray(gamma.transpose(0, 2, 1)),
        value_added=economy.value_added[order],
        final=economy.final[order],
        income=economy.income / world,
        expenditure=economy.expenditure[order] / world,
        deficit=economy.deficit / world,
        revenue=spent.sum(axis=0) / world,
    )


def kernel(base: Frame, theta: Array, shock: Shock, closure: Closure) -> Kernel:
    """Return ``shock`` under ``theta``, ready for the loop.

    The factor on trade shares is (cost (1 + tau') / (1 + tau)) ** (-theta); it is formed in
    logarithms and each row scaled by its largest entry, so that prohibitive tariffs neither
    overflow nor leave a buyer without a seller.
    """
    first, rest = base.order[: base.traded], base.order[base.traded :]
    sorted_theta = theta[base.order]
    after = shock.tariff[first]
    moved = (after != base.tariff) | (shock.cost[first] != 1)
    gross = base.share.copy()
    scale = np.zeros(base.share.shape[:2])
    if moved.any():
        sector = np.nonzero(moved)[0]
        ratio = shock.cost[first][moved] * (1 + after[moved]) / (1 + base.tariff[moved])
        weight = np.zeros(gross.shape)
        weight[moved] = -sorted_theta[sector] * np.log(ratio)
        scale = np.where(gross > 0, weight, -np.inf).max(axis=2)
        gross *= np.exp(np.where(gross > 0, weight - scale[:, :, None], 0.0))
    n = np.arange(len(base.income))
    own = shock.tariff[rest][:, n, n]
    return Kernel(
        frame=base,
        theta=sorted_theta,
        gross=gross,
        net=gross / (1 + after),
        scale=scale,
        own_cost=np.log(shock.cost[rest][:, n, n] * (1 + own) / (1 + base.own_tariff)),
        own_net=1 / (1 + own),
        closure=closure,
    )


def start_state(base: Frame) -> Array:
    """Return the state of the base itself: no change."""
    spent = np.log(np.maximum(base.expenditure, TINY)).ravel()
    return np.concatenate([np.zeros(len(base.income) + spent.size), spent])


def warm_state(base: Frame, start: Equilibrium) -> Array:
    """Return the state of an equilibrium found before on the same base."""
    spent = start.expenditure[base.order] / start.base.income.sum()
    return np.concatenate(
        [
            np.log(start.wage),
            np.log(start.price[base.order]).ravel(),
            np.log(np.maximum(spent, TINY)).ravel(),
        ]
    )


def shares(core: Kernel, cost: Array) -> Array:
    """Return pi' from logarithms of the changes of unit costs, shape (J, N, N)."""
    base, t = core.frame, core.frame.traded
    power = core.theta[:t, None] * cost[:t]
    each = core.gross * np.exp(power.min(axis=1, keepdims=True) - power)[:, None, :]
    after = np.zeros((len(core.theta), *base.share.shape[1:]))
    after[:t] = each / np.maximum(each.sum(axis=2, keepdims=True), TINY)
    after[t:] = np.eye(len(base.income))
    return after


def spending(core: Kernel, state: Array) -> Array:
    """Return X' over world value added, shape (J, N); below ``TINY`` it is nothing."""
    shape = core.frame.final.shape
    spent = np.exp(state[-core.frame.final.size :]).reshape(shape)
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
        return base.deficit
    if closure is Closure.FIXED_WORLD_SHARE:
        world = (earned + revenue).sum() / (base.income + base.revenue).sum()
        return np.asarray(base.deficit * world)
    own = earned + revenue
    spent = own * (1 + base.deficit / (base.income + base.revenue))
    return np.asarray(spent * (own.sum() / spent.sum()) - own)


def read(core: Kernel, state: Array) -> Readings:
    """Return what ``state`` means, one pass through the model's equations.

    Caliendo and Parro (2015), equations (10) to (13) in changes, and (7) for spending.
    """
    base, t = core.frame, core.frame.traded
    beta = base.value_added
    sectors, regions = beta.shape
    size = sectors * regions
    wage = state[:regions]
    prices = state[regions : regions + size].reshape(sectors, regions)
    spent = np.exp(state[regions + size :]).reshape(sectors, regions)
    inputs = np.matmul(base.input_t, prices.T[:, :, None])[:, :, 0].T
    cost = beta * wage + inputs
    power = core.theta[:t, None] * cost[:t]
    lowest = power.min(axis=1, keepdims=True)
    appeal = np.exp(lowest - power)
    total = np.maximum(np.matmul(core.gross, appeal[:, :, None])[:, :, 0], TINY)
    price = np.concatenate(
        [
            (lowest - core.scale - np.log(total)) / core.theta[:t, None],
            cost[t:] + core.own_cost,
        ]
    )
    each = spent[:t] / total
    bought = each * np.matmul(core.net, appeal[:, :, None])[:, :, 0]
    sold = appeal * np.matmul(each[:, None, :], core.net)[:, 0, :]
    at_home = spent[t:] * core.own_net
    output = np.concatenate([sold, at_home])
    revenue = (spent[:t] - bought).sum(axis=0) + (spent[t:] - at_home).sum(axis=0)
    earned = np.exp(wage) * base.income
    deficit = deficits(base, core.closure, earned, revenue)
    return Readings(cost, price, output, revenue, deficit, earned + revenue + deficit)


def step(core: Kernel, state: Array) -> Array:
    """Return the next state, shape (N (1 + 2 J),); a fixed point is an equilibrium."""
    base = core.frame
    now = read(core, state)
    wage = state[: len(base.income)]
    demand = (base.value_added * now.output).sum(axis=0)
    moved = wage + STEP * (np.log(np.maximum(demand, TINY) / base.income) - wage)
    moved -= np.log(np.exp(moved) @ base.income)
    used = np.matmul(base.input, now.output.T[:, :, None])[:, :, 0].T
    spent = np.maximum(base.final * now.income + used, TINY)
    return np.concatenate([moved, now.price.ravel(), np.log(spent).ravel()])
