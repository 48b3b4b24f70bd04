"""The loop of ``anderson`` over ``hats`` compiled by numba, for batches (extra ``fast``).

The same equations and the same steps; sums are taken in another order, so answers agree with
NumPy's within the tolerance, not to the byte. Nothing here is imported unless the backend is asked
for. Compiled code is kept on disk beside this file, else in the user's cache folder, else nowhere.
Numba renews what it keeps when this file changes, and only then: so all that is compiled stands
here, with the numbers it takes from ``anderson`` and ``hats`` (a test holds them equal).
"""

from collections.abc import Callable
from typing import TypeVar

import numba
import numpy as np

from policywire.models.trade.anderson import QUICK, Found, Pace
from policywire.models.trade.economy import Array, Closure
from policywire.models.trade.kernel import Kernel

__all__ = ["accelerated"]

TINY, LONGEST = 1e-300, 0.3  # of hats
RIDGE, LEAST, HUGE, HALF = 1e-12, 1e-280, 1e6, 0.5  # of anderson

# Not all of fast-math: a value that is no number must be seen, and ends the iteration.
SUMS = {"reassoc", "contract", "arcp"}
BALANCED, FIXED_DEFICIT, FIXED_WORLD_SHARE, FIXED_OWN_SHARE = range(4)
CLOSURES = {
    Closure.BALANCED: BALANCED,
    Closure.FIXED_DEFICIT: FIXED_DEFICIT,
    Closure.FIXED_WORLD_SHARE: FIXED_WORLD_SHARE,
    Closure.FIXED_OWN_SHARE: FIXED_OWN_SHARE,
}

_Function = TypeVar("_Function", bound=Callable[..., object])


def _compiled(function: _Function) -> _Function:
    """Compile ``function`` on its first call; keep the result on disk where a place is found.

    The compiled code holds no lock: threads run it side by side.
    """
    try:
        made = numba.njit(function, cache=True, nogil=True, fastmath=SUMS, error_model="numpy")
    except RuntimeError:  # "cannot cache function: no locator available"
        made = numba.njit(function, nogil=True, fastmath=SUMS, error_model="numpy")
    return made  # type: ignore[no-any-return]


def accelerated(
    core: Kernel,
    start: Array,
    *,
    tolerance: float,
    limit: int,
    depth: int = 6,
    pace: Pace = QUICK,
) -> Found:
    """Return what ``anderson.accelerate`` finds for ``hats.step``, from compiled code.

    Parameters
    ----------
    core : Kernel
        The shock made ready for the loop.
    start : Array
        First state, shape (N (1 + 2 J),).
    tolerance : float
        Largest absolute change of a state that counts as none.
    limit : int
        Evaluations at most.
    depth : int
        Past steps combined, at least 1.
    pace : Pace
        When to combine, to restart, to give up.

    Returns
    -------
    Found
        The best state, converged or not.
    """
    base = core.frame
    money = (base.values.income, base.values.deficit, base.values.revenue)
    economy = (base.value_added, base.final, base.input, money)
    shock = (
        core.theta,
        core.gross,
        core.abroad,
        core.home_gross,
        core.home,
        core.scale,
        core.own_cost,
        core.own_net,
    )
    choices = (tolerance, limit, depth, (pace.near, pace.growth, pace.patience))
    state, size, evaluations, converged = _accelerate(
        economy, shock, CLOSURES[core.closure], start, choices
    )
    return Found(state, float(size), int(evaluations), bool(converged))


@_compiled
def _deficit(closure, money, earned, revenue):
    income, deficit, duty = money
    if closure == BALANCED:
        return np.zeros_like(earned)
    if closure == FIXED_DEFICIT:
        return deficit.copy()
    if closure == FIXED_WORLD_SHARE:
        return deficit * ((earned.sum() + revenue.sum()) / (income.sum() + duty.sum()))
    own = earned + revenue
    held = deficit / (income + duty)
    apart = np.zeros_like(own)
    for n in range(len(own)):
        for m in range(len(own)):
            apart[n] += (held[n] - held[m]) * own[m]
    return own * apart / (own.sum() + (own * held).sum())


@_compiled
def _costs(value_added, inputs, wage, price):
    sectors, regions = value_added.shape
    cost = np.empty((sectors, regions))
    column = np.empty(sectors)
    for n in range(regions):
        for j in range(sectors):
            column[j] = value_added[j, n] * wage[n]
        for k in range(sectors):
            level = price[k, n] + wage[n]
            row = inputs[n, k]
            for j in range(sectors):
                column[j] += row[j] * level
        for j in range(sectors):
            cost[j, n] = column[j]
    return cost


@_compiled
def _trade(shock, cost, spent, wage, filled):
    """Fill prices (relative to wages) and outputs; return revenue, trade gap and its slope."""
    theta, gross, abroad, home_gross, home, scale, own_cost, own_net = shock
    price, output = filled
    traded, regions = scale.shape
    sectors = len(theta)
    revenue = np.zeros(regions)
    gap = np.zeros(regions)
    slope = np.zeros(regions)
    appeal = np.empty(regions)
    exports = np.empty(regions)
    for j in range(traded):
        lowest = np.inf
        for i in range(regions):
            lowest = min(lowest, theta[j] * cost[j, i])
        for i in range(regions):
            appeal[i] = np.exp(lowest - theta[j] * cost[j, i])
        exports[:] = 0.0
        for n in range(regions):
            bought, imported = 0.0, 0.0
            gross_row, abroad_row = gross[j, n], abroad[j, n]
            for i in range(regions):
                bought += gross_row[i] * appeal[i]
                imported += abroad_row[i] * appeal[i]
            bought = max(bought, TINY)
            price[j, n] = (lowest - scale[j, n] - np.log(bought)) / theta[j] - wage[n]
            each = spent[j, n] / bought
            for i in range(regions):
                exports[i] += abroad_row[i] * each
            imported *= each
            stays = each * home[j, n] * appeal[n]
            output[j, n] = stays
            revenue[n] += spent[j, n] - imported - stays
            gap[n] -= imported
            slope[n] += imported * (1.0 + theta[j] * home_gross[j, n] * appeal[n] / bought)
        for i in range(regions):
            sold = exports[i] * appeal[i]
            output[j, i] += sold
            gap[i] += sold
            slope[i] += sold * theta[j]
    for j in range(traded, sectors):
        for n in range(regions):
            price[j, n] = cost[j, n] + own_cost[j - traded, n] - wage[n]
            output[j, n] = spent[j, n] * own_net[j - traded, n]
            revenue[n] += spent[j, n] - output[j, n]
    return revenue, gap, slope


@_compiled
def _step(economy, shock, closure, state, after):
    """Fill ``after`` with the next state; see ``hats.step``."""
    value_added, final, inputs, money = economy
    sectors, regions = value_added.shape
    size = sectors * regions
    wage = state[:regions]
    price = state[regions : regions + size].reshape((sectors, regions))
    relative = state[regions + size :].reshape((sectors, regions))
    next_price = after[regions : regions + size].reshape((sectors, regions))
    next_spent = after[regions + size :].reshape((sectors, regions))
    cost = _costs(value_added, inputs, wage, price)
    spent = np.exp(relative + wage)
    output = np.empty((sectors, regions))
    revenue, gap, slope = _trade(shock, cost, spent, wage, (next_price, output))
    earned = np.exp(wage) * money[0]
    deficit = _deficit(closure, money, earned, revenue)
    income = earned + revenue + deficit
    world = 0.0
    for n in range(regions):
        move = (gap[n] + deficit[n]) / max(slope[n], TINY)
        after[n] = wage[n] + min(max(move, -LONGEST), LONGEST)
        world += np.exp(after[n]) * money[0][n]
    after[:regions] -= np.log(world)
    made = np.empty(sectors)
    for n in range(regions):
        for j in range(sectors):
            made[j] = output[j, n]
        for k in range(sectors):
            total = final[k, n] * income[n]
            row = inputs[n, k]
            for j in range(sectors):
                total += row[j] * made[j]
            next_spent[k, n] = np.log(max(total, TINY)) - wage[n]


@_compiled
def _weights(products, right, held):
    """Solve the ridged normal equations by elimination with row exchanges."""
    left = products[:held, :held].copy()
    x = right[:held].copy()
    for k in range(held):
        left[k, k] += RIDGE * (products[k, k] + LEAST)
    for k in range(held):
        pivot = k + np.argmax(np.abs(left[k:, k]))
        if pivot != k:
            for c in range(held):
                left[k, c], left[pivot, c] = left[pivot, c], left[k, c]
            x[k], x[pivot] = x[pivot], x[k]
        for r in range(k + 1, held):
            factor = left[r, k] / left[k, k]
            for c in range(k, held):
                left[r, c] -= factor * left[k, c]
            x[r] -= factor * x[k]
    for k in range(held - 1, -1, -1):
        for c in range(k + 1, held):
            x[k] -= left[k, c] * x[c]
        x[k] /= left[k, k]
    return x


@_compiled
def _mix(memory, counts, image, residual, state):
    """Set ``state`` to the image less the combination of past steps; see ``anderson``."""
    residuals, images, products, last_residual, last_image = memory
    depth, size = residuals.shape
    if counts[2]:  # there is a last step to take the difference from
        at = counts[1]
        for s in range(size):
            residuals[at, s] = residual[s] - last_residual[s]
            images[at, s] = image[s] - last_image[s]
        counts[0] = min(counts[0] + 1, depth)
        for k in range(counts[0]):
            total = 0.0
            for s in range(size):
                total += residuals[k, s] * residuals[at, s]
            products[at, k] = products[k, at] = total
        counts[1] = (at + 1) % depth
    last_residual[:] = residual
    last_image[:] = image
    counts[2] = 1
    state[:] = image
    held = counts[0]
    if held:
        right = np.empty(held)
        for k in range(held):
            total = 0.0
            for s in range(size):
                total += residuals[k, s] * residual[s]
            right[k] = total
        weights = _weights(products, right, held)
        for k in range(held):
            for s in range(size):
                state[s] -= weights[k] * images[k, s]


@_compiled
def _accelerate(economy, shock, closure, start, choices):
    """Return best state, residual, evaluations and whether it converged; see ``anderson``."""
    tolerance, limit, depth, (near, growth, patience) = choices
    size = len(start)
    memory = (
        np.zeros((depth, size)),
        np.zeros((depth, size)),
        np.zeros((depth, depth)),
        np.zeros(size),
        np.zeros(size),
    )
    counts = np.zeros(3, dtype=np.int64)  # steps held, where the next goes, whether one is known
    state, image, residual = start.copy(), np.empty(size), np.empty(size)
    best, best_image = start.copy(), start.copy()
    smallest, since = np.inf, 0
    for evaluation in range(1, limit + 1):
        _step(economy, shock, closure, state, image)
        change = 0.0
        for s in range(size):
            residual[s] = image[s] - state[s]
            gap = abs(residual[s])
            if gap > change:
                change = gap
            elif gap != gap:  # not a number, and no later one may take its place
                change = gap
                break
        if change <= tolerance:
            return state, change, evaluation, True
        since = 0 if change < smallest else since + 1
        if since > patience:
            return best, smallest, evaluation, False
        if not change <= min(growth * smallest, HUGE):
            counts[:] = 0
            best_image[:] = best + HALF * (best_image - best)
            state[:] = best_image
            continue
        if change < smallest:
            smallest = change
            best[:] = state
            best_image[:] = image
        if change > near:
            counts[:] = 0
            state += HALF * residual
        else:
            _mix(memory, counts, image, residual, state)
    return best, smallest, limit, False
