"""The ways to an equilibrium, one after the other until one arrives.

Anderson acceleration first, quick and then careful; then careful along the path of the shock, a
part at a time; then a damped iteration; then Newton-Krylov of SciPy, which is imported only if it
comes to that.

A search asks for its loops instead of running them (``loops``).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import NoConvergence
from policywire.models.trade import hats
from policywire.models.trade.anderson import CAREFUL, QUICK, Found, Pace, damp
from policywire.models.trade.economy import Array, Closure, Shock
from policywire.models.trade.kernel import Frame, Kernel, kernel
from policywire.models.trade.loops import Loop, Options, Steps, step_of

__all__ = ["WAYS", "Ends", "Path", "Search", "Way", "finding"]

PARTS = (4, 16)  # of the path of a shock, in logarithms
LOOSE = 1e-6  # tolerance on the way
DAMPING = 0.3
NEWTON_STEPS = 60


@dataclass(frozen=True, slots=True)
class Path:
    """A shock on a base, which can be taken in parts.

    Attributes
    ----------
    base : Frame
        The economy.
    before : Array
        tau: its tariffs, shape (J, N, N).
    theta : Array
        Trade elasticities, shape (J,).
    shock : Shock
        The whole change.
    closure : Closure
        What becomes of deficits.
    """

    base: Frame
    before: Array
    theta: Array
    shock: Shock
    closure: Closure

    def at(self, part: float) -> Kernel:
        """Return the shock taken to ``part`` of its logarithm, ready for the loop."""
        if part == 1:
            return kernel(self.base, self.theta, self.shock, self.closure)
        after = (1 + self.before) * ((1 + self.shock.tariff) / (1 + self.before)) ** part
        partial = Shock(after - 1, self.shock.cost**part)
        return kernel(self.base, self.theta, partial, self.closure)


@dataclass(frozen=True, slots=True)
class Search:
    """What was found and what it took.

    Attributes
    ----------
    core : Kernel
        The shock made ready for the loop.
    state : Array
        The fixed point, shape (N (1 + 2 J),).
    evaluations : int
        Of the map, in all.
    method : str
        What arrived.
    tried : tuple of str
        What did not, and how near it came.
    """

    core: Kernel
    state: Array
    evaluations: int
    method: str
    tried: tuple[str, ...]


def finding(path: Path, start: Array, options: Options) -> Steps[Search]:
    """Find an equilibrium at the end of ``path``.

    Parameters
    ----------
    path : Path
        The base and the shock.
    start : Array
        First state, shape (N (1 + 2 J),).
    options : Options
        How hard to try.

    Raises
    ------
    NoConvergence
        When every way failed; the message lists them.
    """
    core = path.at(1)
    tried: list[str] = []
    evaluations = 0
    last = start
    for method, way in WAYS:
        found = yield from way(path, core, (start, last), options)
        evaluations, last = evaluations + found.evaluations, found.state
        if found.converged:
            return Search(core, found.state, evaluations, method, tuple(tried))
        tried.append(
            f"{method} stood at {found.residual:.1e} after {found.evaluations} evaluations"
        )
    raise NoConvergence(
        f"No equilibrium found to {options.tolerance:g}: {'; '.join(tried)}. "
        "The shock may have none under this closure (a fixed deficit cannot be paid without "
        "trade): try closure balanced, or a smaller change."
    )


Ends = tuple[Array, Array]  # the first state, and where the way before came to
Way = Callable[[Path, Kernel, Ends, Options], Steps[Found]]


def _loop(core: Kernel, start: Array, tolerance: float, pace: Pace) -> Steps[Found]:
    found = yield Loop(core, start, tolerance, pace)
    assert found is not None
    return found


def _quick(path: Path, core: Kernel, ends: Ends, options: Options) -> Steps[Found]:
    return (yield from _loop(core, ends[0], options.tolerance, QUICK))


def _careful(path: Path, core: Kernel, ends: Ends, options: Options) -> Steps[Found]:
    return (yield from _loop(core, ends[0], options.tolerance, CAREFUL))


def _in_parts(parts: int) -> Way:
    def way(path: Path, core: Kernel, ends: Ends, options: Options) -> Steps[Found]:
        state = hats.start_state(path.base)
        evaluations = 0
        for part in range(1, parts):
            here = path.at(part / parts)
            found = yield from _loop(here, state, LOOSE, CAREFUL)
            state, evaluations = found.state, evaluations + found.evaluations
            if not found.converged:
                return Found(state, found.residual, evaluations, False)
        found = yield from _loop(core, state, options.tolerance, CAREFUL)
        evaluations += found.evaluations
        return Found(found.state, found.residual, evaluations, found.converged)

    return way


def _damped(path: Path, core: Kernel, ends: Ends, options: Options) -> Steps[Found]:
    yield None  # others may go on first
    with np.errstate(all="ignore"):
        return damp(
            step_of(core),
            ends[1],
            tolerance=options.tolerance,
            limit=options.iterations,
            factor=DAMPING,
        )


def _newton(path: Path, core: Kernel, ends: Ends, options: Options) -> Steps[Found]:
    yield None
    with np.errstate(all="ignore"):
        return _newton_krylov(core, ends[1], options)


def _newton_krylov(core: Kernel, start: Array, options: Options) -> Found:
    from scipy.optimize import NoConvergence as NotFound
    from scipy.optimize import newton_krylov

    count = 0

    def gap(state: Array) -> Array:
        nonlocal count
        count += 1
        return np.nan_to_num(hats.step(core, state) - state, nan=1e3, posinf=1e3, neginf=-1e3)

    state = start
    try:
        most = min(NEWTON_STEPS, options.iterations)
        state = newton_krylov(gap, start, f_tol=options.tolerance, maxiter=most)
    except (NotFound, ValueError, FloatingPointError, np.linalg.LinAlgError):
        state = start
    size = float(np.abs(gap(state)).max())
    return Found(state, size, count, size <= options.tolerance)


WAYS: tuple[tuple[str, Way], ...] = (
    ("anderson", _quick),
    ("careful anderson", _careful),
    *((f"careful anderson with continuation in {n} parts", _in_parts(n)) for n in PARTS),
    ("damped", _damped),
    ("newton-krylov", _newton),
)
