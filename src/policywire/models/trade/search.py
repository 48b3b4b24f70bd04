"""The ways to an equilibrium, one after the other until one arrives.

Anderson acceleration first; then the same along the path of the shock, a part at a time; then a
damped iteration; then Newton-Krylov of SciPy, which is imported only if it comes to that.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import NoConvergence
from policywire.models.trade import hats
from policywire.models.trade.anderson import CAREFUL, QUICK, Found, Pace, accelerate, damp
from policywire.models.trade.economy import Array, Closure, Shock

__all__ = ["Options", "Path", "Search", "find", "ways"]

PARTS = (4, 16)  # of the path of a shock, in logarithms
LOOSE = 1e-6  # tolerance on the way
DAMPING = 0.3
NEWTON_STEPS = 60


@dataclass(frozen=True, slots=True)
class Options:
    """How hard to try.

    Attributes
    ----------
    tolerance : float
        Largest change of any ln w, ln P, ln X in one step that counts as none.
    residual : float
        Largest residual a certificate may show.
    iterations : int
        Evaluations of the map at most, for each way of solving.
    depth : int
        Past steps that Anderson acceleration combines.
    backend : str
        Whose loop runs: ``numpy`` or ``numba`` (the extra ``fast``).
    """

    tolerance: float = 1e-10
    residual: float = 1e-8
    iterations: int = 3000
    depth: int = 6
    backend: str = "numpy"


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

    base: hats.Frame
    before: Array
    theta: Array
    shock: Shock
    closure: Closure

    def at(self, part: float) -> hats.Kernel:
        """Return the shock taken to ``part`` of its logarithm, ready for the loop."""
        if part == 1:
            return hats.kernel(self.base, self.theta, self.shock, self.closure)
        after = (1 + self.before) * ((1 + self.shock.tariff) / (1 + self.before)) ** part
        partial = Shock(after - 1, self.shock.cost**part)
        return hats.kernel(self.base, self.theta, partial, self.closure)


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

    core: hats.Kernel
    state: Array
    evaluations: int
    method: str
    tried: tuple[str, ...]


def find(path: Path, start: Array, options: Options) -> Search:
    """Return an equilibrium at the end of ``path``.

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
    with np.errstate(all="ignore"):  # what is not a number ends a way, and is never returned
        for method, found in ways(path, core, start, options):
            evaluations += found.evaluations
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


def ways(
    path: Path, core: hats.Kernel, start: Array, options: Options
) -> Iterator[tuple[str, Found]]:
    """Yield each way's name and where it ended, cheapest first.

    Parameters
    ----------
    path : Path
        The base and the shock.
    core : Kernel
        The whole shock, ready for the loop.
    start : Array
        First state, shape (N (1 + 2 J),).
    options : Options
        How hard to try.
    """
    yield "anderson", _accelerated(core, start, options, options.tolerance, QUICK)
    first = _accelerated(core, start, options, options.tolerance, CAREFUL)
    yield "careful anderson", first
    for parts in PARTS:
        yield (
            f"careful anderson with continuation in {parts} parts",
            _continued(path, options, parts),
        )
    damped = damp(
        _step_of(core),
        first.state,
        tolerance=options.tolerance,
        limit=options.iterations,
        factor=DAMPING,
    )
    yield "damped", damped
    yield "newton-krylov", _newton(core, damped.state, options)


def _step_of(core: hats.Kernel) -> Callable[[Array], Array]:
    return lambda state: hats.step(core, state)


def _accelerated(
    core: hats.Kernel, start: Array, options: Options, tolerance: float, pace: Pace
) -> Found:
    limit, depth = options.iterations, options.depth
    if options.backend == "numba":
        from policywire.models.trade.fast import accelerated

        return accelerated(core, start, tolerance=tolerance, limit=limit, depth=depth, pace=pace)
    return accelerate(
        _step_of(core), start, tolerance=tolerance, limit=limit, depth=depth, pace=pace
    )


def _continued(path: Path, options: Options, parts: int) -> Found:
    state = hats.start_state(path.base)
    evaluations = 0
    for part in range(1, parts + 1):
        last = part == parts
        core = path.at(part / parts)
        found = _accelerated(core, state, options, options.tolerance if last else LOOSE, CAREFUL)
        evaluations += found.evaluations
        if not found.converged and not last:
            break
        state = found.state
    return Found(state, found.residual, evaluations, found.converged and last)


def _newton(core: hats.Kernel, start: Array, options: Options) -> Found:
    from scipy.optimize import NoConvergence as NotFound
    from scipy.optimize import newton_krylov

    count = 0

    def gap(state: Array) -> Array:
        nonlocal count
        count += 1
        return np.nan_to_num(hats.step(core, state) - state, nan=1e3, posinf=1e3, neginf=-1e3)

    try:
        most = min(NEWTON_STEPS, options.iterations)
        state = newton_krylov(gap, start, f_tol=options.tolerance, maxiter=most)
    except (NotFound, ValueError, FloatingPointError):
        return Found(start, float(np.abs(gap(start)).max()), count, False)
    size = float(np.abs(gap(state)).max())
    return Found(state, size, count, size <= options.tolerance)
