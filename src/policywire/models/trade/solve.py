"""The equilibrium after a change of tariffs and trade costs, with its certificate.

``solve`` runs one shock; ``rebase`` gives the base under a closure. For many shocks or elasticities
see ``batch.solve_many``, which prepares the base once.

The base of every comparison is itself an equilibrium under the closure: ``solve`` puts the economy
through ``rebase`` first, which costs a second solve unless the economy is at rest already. A caller
who solves often should rebase once and hand the rebased economy in; it is recognised by one step
of the map. An economy at rest is so for any elasticities.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from policywire import __version__
from policywire.facts.errors import NoConvergence
from policywire.models.trade import hats
from policywire.models.trade.certify import Residuals, Solution, digest, digest_change, residuals
from policywire.models.trade.door import check_economy, check_shock, check_theta
from policywire.models.trade.economy import (
    Array,
    Certificate,
    Closure,
    Economy,
    Equilibrium,
    Shock,
)
from policywire.models.trade.kernel import Frame, Kernel, frame, reframed
from policywire.models.trade.loops import Options, Steps, run
from policywire.models.trade.search import Path, finding

__all__ = ["Base", "Options", "after_shock", "rebase", "rested", "solve"]

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
    choices = options or Options()
    return run(rested(economy, frame(economy), theta, closure, choices), choices).economy


@dataclass(frozen=True, slots=True)
class Base:
    """An economy at rest under a closure, ready for many shocks.

    Attributes
    ----------
    economy : Economy
        The equilibrium before.
    frame : Frame
        What it gives the loop.
    theta : Array
        Trade elasticities, shape (J,).
    closure : Closure
        What becomes of deficits.
    evaluations : int
        Of the map, to find it.
    """

    economy: Economy
    frame: Frame
    theta: Array
    closure: Closure
    evaluations: int


def rested(
    economy: Economy, held: Frame, theta: Array, closure: Closure, options: Options
) -> Steps[Base]:
    """Find ``economy`` at rest, from checked arguments and its frame ``held``.

    Raises
    ------
    NoConvergence
        When no base was found.
    """
    nothing = Shock(economy.tariff, np.ones_like(economy.tariff))
    path = Path(held, economy.tariff, theta, nothing, closure)
    core, state = path.at(1), hats.start_state(held)
    if np.abs(hats.step(core, state) - state).max() <= REST:
        return Base(economy, held, theta, closure, 1)
    found = yield from finding(path, state, replace(options, tolerance=REBASE_TOLERANCE))
    after = solution(economy, found.core, found.state)
    base = Economy(
        share=after.share,
        tariff=economy.tariff,
        input=economy.input,
        value_added=economy.value_added,
        final=economy.final,
        income=economy.income * after.wage,
        expenditure=after.expenditure,
        deficit=after.deficit,
    )
    return Base(base, reframed(held, base), theta, closure, found.evaluations)


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
    base = run(rested(economy, frame(economy), theta, closure, choices), choices)
    first = None if start is None else hats.warm_state(base.frame, start)
    steps = after_shock(
        base, shock, choices, (digest([economy]), lambda: time.process_time() - began), first
    )
    return run(steps, choices)


def after_shock(
    base: Base,
    shock: Shock,
    options: Options,
    seal: tuple[str, Callable[[], float]],
    start: Array | None = None,
) -> Steps[Equilibrium]:
    """Find the equilibrium after ``shock`` on a base that is ready.

    Parameters
    ----------
    base : Base
        From ``rested``.
    shock : Shock
        Checked by ``check_shock``.
    options : Options
        How hard to try.
    seal : tuple of str and callable
        For the certificate: hash of the economy that was given, and a clock of processor time.
    start : Array or None
        First state, shape (N (1 + 2 J),); None for that of the base.

    Raises
    ------
    NoConvergence
        When no equilibrium was found, or a residual is above what ``options`` allow.
    """
    path = Path(base.frame, base.economy.tariff, base.theta, shock, base.closure)
    first = hats.start_state(base.frame) if start is None else start
    found = yield from finding(path, first, options)
    with np.errstate(all="ignore"):  # what is not a number is refused
        after = solution(base.economy, found.core, found.state)
        left = residuals(base.economy, base.theta, shock, after)
    if not left.largest <= options.residual:
        raise NoConvergence(_refusal(after, left, found.method, options))
    given, clock = seal
    proof = Certificate(
        labour=left.labour,
        goods=left.goods,
        trade=left.trade,
        residual=left.largest,
        iterations=base.evaluations + found.evaluations,
        seconds=clock(),
        method=found.method,
        tried=found.tried,
        inputs=digest(
            [given, digest([base.theta]), digest_change(base.economy, shock), base.closure]
        ),
        version=__version__,
    )
    return Equilibrium(
        base=base.economy,
        theta=base.theta,
        shock=shock,
        closure=base.closure,
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


def solution(economy: Economy, core: Kernel, state: Array) -> Solution:
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
        share=hats.shares(core, now.cost),
        expenditure=hats.spending(core, state)[back] * world,
        revenue=now.revenue * world,
        deficit=now.deficit * world,
        income=(now.earned + now.revenue + now.deficit) * world,
    )


def _refusal(after: Solution, left: Residuals, method: str, options: Options) -> str:
    broke = np.flatnonzero(after.income <= 0)
    if broke.size:
        return (
            f"The shock has no equilibrium under this closure that {method} could find: region "
            f"{int(broke[0])} would have nothing to spend, its surplus or the subsidies it pays "
            "being above its income. Try closure balanced, or a smaller change."
        )
    return (
        f"{method} came to rest where markets do not clear: labour {left.labour:.1e}, goods "
        f"{left.goods:.1e}, trade {left.trade:.1e}; {options.residual:g} is allowed. Ask for a "
        f"tolerance below {options.tolerance:g}, or a smaller change."
    )
