"""The equilibrium after a change of tariffs and trade costs, with its certificate.

``solve`` runs one shock; ``rebase`` gives the base under a closure. For many shocks or elasticities
see ``batch.solve_many``, which prepares the base once.

The base of every comparison is itself an equilibrium under the closure: ``solve`` puts the economy
through ``rebase`` first, which costs a second solve unless the economy is at rest already. A caller
who solves often should rebase once and hand the rebased economy in; it is recognised by one step
of the map. An economy at rest is so for any elasticities.
"""

import time
from dataclasses import replace

import numpy as np

from policywire import __version__
from policywire.facts.errors import NoConvergence
from policywire.models.trade import hats
from policywire.models.trade.certify import Solution, digest, residuals
from policywire.models.trade.door import check_economy, check_shock, check_theta
from policywire.models.trade.economy import (
    Array,
    Certificate,
    Closure,
    Economy,
    Equilibrium,
    Shock,
)
from policywire.models.trade.search import Options, Path, Search, find

__all__ = ["Options", "certified", "rebase", "solution", "solve"]

REST = 1e-11  # a base that one step moves by less is an equilibrium
REBASE_TOLERANCE = 1e-12


def rebase(
    economy: Economy,
    theta: Array,
    closure: Closure = Closure.BALANCED,
    *,
    options: Options | None = None,
) -> Economy:
    """Return ``economy`` as an equilibrium under ``closure``, nothing else changed.

    Balanced removes deficits; the other closures keep them and remove what keeps the calibration
    from being an equilibrium (final demands set to zero, rounding).

    Parameters
    ----------
    economy : Economy
        The calibrated economy.
    theta : Array
        Trade elasticities, shape (J,).
    closure : Closure
        What becomes of deficits.
    options : Options or None
        How hard to try.

    Returns
    -------
    Economy
        The same object when it is at rest already.

    Raises
    ------
    BadBaseline, BadShock
        When the arguments mean nothing.
    NoConvergence
        When no base was found.
    """
    check_economy(economy)
    check_theta(economy, theta)
    return rested(economy, theta, closure, options or Options())


def rested(economy: Economy, theta: Array, closure: Closure, options: Options) -> Economy:
    """Return ``rebase`` of arguments that were checked."""
    nothing = Shock(economy.tariff, np.ones_like(economy.tariff))
    path = Path(hats.frame(economy), economy.tariff, theta, nothing, closure)
    core, state = path.at(1), hats.start_state(path.base)
    if np.abs(hats.step(core, state) - state).max() <= REST:
        return economy
    found = find(path, state, replace(options, tolerance=REBASE_TOLERANCE))
    after = solution(economy, found.core, found.state)
    return Economy(
        share=after.share,
        tariff=economy.tariff,
        input=economy.input,
        value_added=economy.value_added,
        final=economy.final,
        income=economy.income * after.wage,
        expenditure=after.expenditure,
        deficit=after.deficit,
    )


def solve(
    economy: Economy,
    theta: Array,
    shock: Shock,
    *,
    closure: Closure = Closure.BALANCED,
    options: Options | None = None,
    start: Equilibrium | None = None,
) -> Equilibrium:
    """Return the equilibrium after ``shock``, in changes from the base under ``closure``.

    Caliendo and Parro (2015), Proposition 2, with tariffs, iceberg costs and the revenue rebated;
    world value added is the unit of account.

    Parameters
    ----------
    economy : Economy
        The calibrated economy, or one that ``rebase`` gave.
    theta : Array
        Trade elasticities above 0, shape (J,).
    shock : Shock
        Tariffs after and factors on trade costs, each of shape (J, N, N).
    closure : Closure
        What becomes of deficits.
    options : Options or None
        How hard to try.
    start : Equilibrium or None
        A neighbouring equilibrium on the same base to start from; it changes the time taken, and
        the answer only within the tolerance.

    Returns
    -------
    Equilibrium
        With its certificate; ``base`` is the economy it is measured against.

    Raises
    ------
    BadBaseline, BadShock
        When the arguments mean nothing; the message names the cell, counted from 0.
    NoConvergence
        When no equilibrium was found; the message says what was tried and the last residuals.
    """
    began = time.process_time()
    choices = options or Options()
    check_economy(economy)
    check_theta(economy, theta)
    check_shock(economy, shock)
    base = rested(economy, theta, closure, choices)
    path = Path(hats.frame(base), base.tariff, theta, shock, closure)
    first = hats.start_state(path.base) if start is None else hats.warm_state(path.base, start)
    found = find(path, first, choices)
    return certified(base, path, found, choices, began)


def solution(economy: Economy, core: hats.Kernel, state: Array) -> Solution:
    """Return what ``state`` means, in the order and the currency of ``economy``."""
    base = core.frame
    now = hats.read(core, state)
    world = float(economy.income.sum())
    back = np.argsort(base.order)
    regions = len(economy.income)
    return Solution(
        wage=np.exp(state[:regions]),
        cost=np.exp(now.cost)[back],
        price=np.exp(now.price)[back],
        share=hats.shares(core, now.cost)[back],
        expenditure=hats.spending(core, state)[back] * world,
        revenue=now.revenue * world,
        deficit=now.deficit * world,
        income=now.income * world,
    )


def certified(
    base: Economy, path: Path, found: Search, options: Options, began: float
) -> Equilibrium:
    """Return what was found as an equilibrium, or refuse it.

    Raises
    ------
    NoConvergence
        When a residual is above what ``options`` allow, or is not a number.
    """
    after = solution(base, found.core, found.state)
    left = residuals(base, path.theta, path.shock, after)
    if not left.largest <= options.residual:
        raise NoConvergence(
            f"{found.method} came to rest where markets do not clear: labour {left.labour:.1e}, "
            f"goods {left.goods:.1e}, trade {left.trade:.1e}; {options.residual:g} is allowed. "
            f"Ask for a smaller tolerance than {options.tolerance:g}, or a smaller change."
        )
    proof = Certificate(
        labour=left.labour,
        goods=left.goods,
        trade=left.trade,
        residual=left.largest,
        iterations=found.evaluations,
        seconds=time.process_time() - began,
        method=found.method,
        tried=found.tried,
        inputs=digest([base, path.theta, path.shock, path.closure]),
        version=__version__,
    )
    return Equilibrium(
        base=base,
        theta=path.theta,
        shock=path.shock,
        closure=path.closure,
        wage=after.wage,
        cost=after.cost,
        price=after.price,
        share=after.share,
        expenditure=after.expenditure,
        revenue=after.revenue,
        deficit=after.deficit,
        income=after.income,
        certificate=proof,
    )
