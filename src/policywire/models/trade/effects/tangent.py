"""How an equilibrium moves, to first order, when tariffs and trade costs move.

The equations of Caliendo and Parro (2015), Review of Economic Studies 82(1), eq. (2), (4), (6), (7)
and (9), differentiated at an equilibrium: exact derivatives, by one linear system a direction. With
d for the change of a logarithm, k for the trade cost with duty and M for imports before duty:

unit costs    dc = beta dw + gamma' dP
prices        dP_n = sum over i of pi_ni (dc_i + dk_ni)
imports       dM_ni = dX_n - theta (dc_i + dk_ni - dP_n) - d(1 + tau_ni)
spending      X dX = alpha (wL dw + dR + dD) + gamma dY
wages         wL dw = sum over j of beta dY, world value added being the unit

Solved by GMRES (Saad and Schultz 1986) on the same map as the solver's, all directions at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from policywire.models.trade.economy import Array, Closure, Economy, Equilibrium
from policywire.models.trade.effects.krylov import solve_columns

__all__ = ["Direction", "Motion", "Point", "motions", "point_of"]

_WAGE_STEP = 0.5  # how far wages answer labour demand in one pass, as in the solver's map


@dataclass(frozen=True, slots=True)
class Point:
    """An equilibrium in levels, as the derivatives need it.

    Attributes
    ----------
    base : Economy
        The economy before: technology, tastes, and what the closure holds.
    theta : Array
        Trade elasticities, shape (J,).
    closure : Closure
        What becomes of deficits.
    tariff, share : Array
        tau and pi at the point, shape (J, N, N).
    imports : Array
        M, before duty, the baseline's currency, home sales included, shape (J, N, N).
    expenditure : Array
        X, shape (J, N).
    earned, revenue, income : Array
        wL, tariff revenue and final spending, shape (N,).
    """

    base: Economy
    theta: Array
    closure: Closure
    tariff: Array
    share: Array
    imports: Array
    expenditure: Array
    earned: Array
    revenue: Array
    income: Array


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way trade costs move.

    Attributes
    ----------
    tariff : Array
        Change of tau, as a share of the value before duty, shape (J, N, N).
    cost : Array
        Change of the logarithm of the iceberg cost, shape (J, N, N).
    """

    tariff: Array
    cost: Array


@dataclass(frozen=True, slots=True)
class Motion:
    """The derivative of an equilibrium along one direction.

    Attributes
    ----------
    state : Array
        What was solved for, flat, shape (N + 2 J N,): a start for a point nearby.
    wage, cost, price, expenditure : Array
        Changes of the logarithms of wages (N,), unit costs, sector prices and spending (J, N).
    imports : Array
        Change of the logarithm of imports before duty, shape (J, N, N).
    deficit : Array
        Change of deficits, the baseline's currency with world value added unchanged, shape (N,).
    """

    state: Array
    wage: Array
    cost: Array
    price: Array
    expenditure: Array
    imports: Array
    deficit: Array


@dataclass(frozen=True, slots=True)
class _Force:
    """What directions do before anything answers; K directions last.

    Attributes
    ----------
    price : Array
        On prices, shape (J, N, K).
    output : Array
        On sales by origin, in value, shape (J, N, K).
    revenue : Array
        On tariff revenue, in value, shape (N, K).
    """

    price: Array
    output: Array
    revenue: Array


def point_of(equilibrium: Equilibrium) -> Point:
    """Return ``equilibrium`` in levels."""
    spent = equilibrium.expenditure[:, :, None] * equilibrium.share
    return Point(
        equilibrium.base,
        equilibrium.theta,
        equilibrium.closure,
        equilibrium.shock.tariff,
        equilibrium.share,
        spent / (1 + equilibrium.shock.tariff),
        equilibrium.expenditure,
        equilibrium.wage * equilibrium.base.income,
        equilibrium.revenue,
        equilibrium.income,
    )


def motions(
    point: Point,
    directions: Sequence[Direction],
    *,
    starts: Sequence[Array] | None = None,
    tolerance: float = 1e-10,
) -> tuple[Motion, ...]:
    """Return how the equilibrium at ``point`` moves along each direction.

    Parameters
    ----------
    point : Point
        Where.
    directions : sequence of Direction
        Which ways.
    starts : sequence of Array, optional
        States of motions at a point nearby, one a direction, from which to look.
    tolerance : float
        Largest error left in the linear equations, relative to the force; where rounding lets no
        more be had (almost no trade left), one of 1e-5 is taken.

    Raises
    ------
    NoConvergence
        The linear system did not settle.
    """
    force = _force(point, directions)
    regions = len(point.earned)
    size = regions + 2 * point.expenditure.size
    forced = _pass(point, np.zeros((size, len(directions))), force)
    start = np.zeros_like(forced) if starts is None else np.stack(list(starts), axis=1)
    still = _Force(*(np.zeros_like(part) for part in (force.price, force.output, force.revenue)))
    state = solve_columns(lambda z: z - _pass(point, z, still), forced, start, tolerance)
    return tuple(_motion(point, state[:, k], way) for k, way in enumerate(directions))


def _force(point: Point, directions: Sequence[Direction]) -> _Force:
    theta = point.theta[:, None, None]
    price, output, revenue = [], [], []
    for way in directions:
        duty = way.tariff / (1 + point.tariff)
        wedge = way.cost + duty
        lost = point.imports * (theta * wedge + duty)
        price.append((point.share * wedge).sum(axis=2))
        output.append(-lost.sum(axis=1))
        revenue.append((point.imports * way.tariff - point.tariff * lost).sum(axis=(0, 2)))
    return _Force(*(np.stack(parts, axis=-1) for parts in (price, output, revenue)))


def _pass(point: Point, state: Array, force: _Force) -> Array:
    """Return the next state, shape (N + 2 J N, K): the model's equations once, differentiated."""
    base, theta = point.base, point.theta[:, None, None]
    wage, prices, spending = _split(point, state)
    cost = base.value_added[:, :, None] * wage + _through(base.input.transpose(0, 2, 1), prices)
    price = point.share @ cost + force.price
    pull = spending + theta * price
    duty = point.imports * point.tariff
    sold = point.imports.transpose(0, 2, 1) @ pull
    made = point.imports.sum(axis=1)[:, :, None]
    output = sold - theta * made * cost + force.output
    own = duty.sum(axis=2)[:, :, None] * pull - theta * (duty @ cost)
    revenue = own.sum(axis=0) + force.revenue
    earned = point.earned[:, None] * wage
    income = earned + revenue + _deficit_change(point, earned + revenue)
    demand = (base.value_added[:, :, None] * output).sum(axis=0) / point.earned[:, None]
    moved = wage + _WAGE_STEP * (demand - wage)
    moved = moved - (point.earned @ moved) / point.earned.sum()
    bought = base.final[:, :, None] * income + _through(base.input, output)
    spent = bought / np.maximum(point.expenditure, np.finfo(float).tiny)[:, :, None]
    count = state.shape[1]
    return np.concatenate([moved, price.reshape(-1, count), spent.reshape(-1, count)])


def _through(table: Array, values: Array) -> Array:
    """Return, for each region, ``table`` times the values of its sectors; values (J, N, K)."""
    return np.ascontiguousarray((table @ values.transpose(1, 0, 2)).transpose(1, 0, 2))


def _split(point: Point, state: Array) -> tuple[Array, Array, Array]:
    regions, size = len(point.earned), point.expenditure.size
    shape = (*point.expenditure.shape, state.shape[1])
    first, second = state[regions : regions + size], state[regions + size :]
    return state[:regions], first.reshape(shape), second.reshape(shape)


def _deficit_change(point: Point, own: Array) -> Array:
    """Return the change of deficits, shape (N, K), from that of wages and revenue ``own``.

    The closures of ``models.trade.hats.deficits``, differentiated.
    """
    base = point.base
    if point.closure in {Closure.BALANCED, Closure.FIXED_DEFICIT}:
        return np.zeros_like(own)
    duty = base.share * base.tariff / (1 + base.tariff)
    before = base.income + (duty.sum(axis=2) * base.expenditure).sum(axis=0)
    if point.closure is Closure.FIXED_WORLD_SHARE:
        return np.asarray(base.deficit[:, None] * own.sum(axis=0) / before.sum())
    ratio = (1 + base.deficit / before)[:, None]
    now = (point.earned + point.revenue)[:, None]
    spent = (ratio * now).sum()
    factor = now.sum() / spent
    moved = (own.sum(axis=0) - factor * (ratio * own).sum(axis=0)) / spent
    return np.asarray(own * (ratio * factor - 1) + ratio * now * moved)


def _motion(point: Point, state: Array, way: Direction) -> Motion:
    base = point.base
    wage, price, spending = (part[..., 0] for part in _split(point, state[:, None]))
    inputs = _through(base.input.transpose(0, 2, 1), price[:, :, None])[:, :, 0]
    cost = base.value_added * wage + inputs
    duty = way.tariff / (1 + point.tariff)
    wedge = cost[:, None, :] + way.cost + duty - price[:, :, None]
    imports = spending[:, :, None] - point.theta[:, None, None] * wedge - duty
    paid = (point.imports * (way.tariff + point.tariff * imports)).sum(axis=(0, 2))
    own = (point.earned * wage + paid)[:, None]
    return Motion(state, wage, cost, price, spending, imports, _deficit_change(point, own)[:, 0])
