"""An economy and a shock made ready for the loop.

Sectors are put in order: traded ones first (T of them), then those that no region buys abroad, for
which shares need not be kept. Values are in units of world value added, which does not change.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from policywire.models.trade.economy import Array, Closure, Economy, Shock

__all__ = ["Frame", "Kernel", "Values", "frame", "kernel", "reframed"]

# GNU libc gives memory back to the system, and asks for it anew, with every few arrays of this
# model's size, until one large array has been freed: a third of the time of a solve (glibc 2.36).
np.empty(1_500_000)


@dataclass(frozen=True, slots=True)
class Values:
    """What an economy earned and spent, over world value added.

    Attributes
    ----------
    income, deficit, revenue : Array
        wL, D and tariff revenue, shape (N,).
    expenditure : Array
        X, tariff included, in the frame's order, shape (J, N).
    """

    income: Array
    deficit: Array
    revenue: Array
    expenditure: Array


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
    input : Array
        gamma as [n, k, j], shape (N, J, J).
    value_added, final : Array
        beta and alpha, shape (J, N).
    values : Values
        Incomes and spending before.
    """

    order: NDArray[np.intp]
    traded: int
    share: Array
    tariff: Array
    own_tariff: Array
    input: Array
    value_added: Array
    final: Array
    values: Values


@dataclass(frozen=True, slots=True)
class Kernel:
    """A shock and elasticities made ready for the loop.

    Attributes
    ----------
    frame : Frame
        The economy.
    theta : Array
        Trade elasticities in the frame's order, shape (J,).
    gross, abroad : Array
        pi times the change of trade cost to the power of minus theta, and the same before duty
        with nothing at home, shape (T, N, N); each row over exporters is scaled by
        ``exp(-scale)``.
    home_gross, home : Array
        The same at home, with duty and before it, shape (T, N).
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
    abroad: Array
    home_gross: Array
    home: Array
    scale: Array
    own_cost: Array
    own_net: Array
    closure: Closure


def frame(economy: Economy) -> Frame:
    """Return what ``economy`` gives the loop."""
    regions = len(economy.income)
    home = np.einsum("jnn->jn", economy.share)
    is_traded = (economy.share.sum(axis=2) - home > 0).any(axis=1)
    order = np.concatenate([np.flatnonzero(is_traded), np.flatnonzero(~is_traded)])
    traded = int(is_traded.sum())
    diagonal = np.arange(regions)
    first = order[:traded]
    sorts = np.ix_(np.arange(regions), order, order)
    is_sorted = bool((order == np.arange(len(order))).all())
    return Frame(
        order=order,
        traded=traded,
        share=economy.share[first],
        tariff=economy.tariff[first],
        own_tariff=economy.tariff[order[traded:]][:, diagonal, diagonal],
        input=economy.input if is_sorted else np.ascontiguousarray(economy.input[sorts]),
        value_added=economy.value_added[order],
        final=economy.final[order],
        values=_values(economy, order),
    )


def reframed(held: Frame, economy: Economy) -> Frame:
    """Return the frame of ``economy``, of which ``held`` is one with other shares and values."""
    share = economy.share[held.order[: held.traded]]
    return replace(held, share=share, values=_values(economy, held.order))


def _values(economy: Economy, order: NDArray[np.intp]) -> Values:
    world = economy.income.sum()
    duty = economy.tariff / (1 + economy.tariff)
    revenue = np.einsum("jni,jni,jn->n", economy.share, duty, economy.expenditure)
    return Values(
        income=economy.income / world,
        deficit=economy.deficit / world,
        revenue=revenue / world,
        expenditure=economy.expenditure[order] / world,
    )


def kernel(base: Frame, theta: Array, shock: Shock, closure: Closure) -> Kernel:
    """Return ``shock`` under ``theta``, ready for the loop.

    The factor on trade shares is (cost (1 + tau') / (1 + tau)) ** (-theta); it is formed in
    logarithms and each row scaled by its largest entry, so that prohibitive tariffs neither
    overflow nor leave a buyer without a seller.
    """
    t = base.traded
    first, rest = base.order[:t], base.order[t:]
    sorted_theta = theta[base.order]
    after, cost, gross = shock.tariff[first], shock.cost[first], base.share.copy()
    duty = 1 + after
    scale = np.zeros(base.share.shape[:2])
    changed = ((after != base.tariff) | (cost != 1)).any(axis=2)
    if changed.any():
        rows = ... if changed.all() else changed  # rows in full: no need to pick them out
        weight = np.log(cost[rows] * duty[rows] / (1 + base.tariff[rows]))
        weight *= -np.broadcast_to(sorted_theta[:t, None, None], (*scale.shape, 1))[rows]
        weight[gross[rows] == 0] = -np.inf  # who sells nothing sets no scale
        top = weight.max(axis=-1)
        scale[rows] = top
        weight -= top[..., None]
        gross[rows] *= np.exp(weight, out=weight)
    abroad = np.divide(gross, duty, out=duty)
    n = np.arange(len(base.values.income))
    home = abroad[:, n, n]
    abroad[:, n, n] = 0
    own = shock.tariff[rest][:, n, n]
    return Kernel(
        frame=base,
        theta=sorted_theta,
        gross=gross,
        abroad=abroad,
        home_gross=gross[:, n, n],
        home=home,
        scale=scale,
        own_cost=np.log(shock.cost[rest][:, n, n] * (1 + own) / (1 + base.own_tariff)),
        own_net=1 / (1 + own),
        closure=closure,
    )
