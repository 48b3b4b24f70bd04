"""Many equilibria at once: in order, streamed, and what ``solve`` gives one at a time."""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from policywire.facts.errors import BadShock, WrongUse
from policywire.models.trade import anderson, hats
from policywire.models.trade.batch import Case, solve_many
from policywire.models.trade.economy import Array, Closure, Economy, Shock
from policywire.models.trade.kernel import Kernel, frame, kernel
from policywire.models.trade.loops import Options
from policywire.models.trade.solve import rebase, solve
from tests.models.trade.small import tariff, world

needs_numba = pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="needs numba (the extra fast)"
)
BACKENDS = ["numpy", pytest.param("numba", marks=needs_numba)]
CLOSURES = list(Closure)
THETA = np.array([4.0, 6.0, 2.5])


def shocks(economy: Economy, count: int) -> list[Shock]:
    return [tariff(economy, k % 4, 0.1 * k) for k in range(count)]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("closure", CLOSURES)
def test_many_shocks_are_solved_as_one_is(backend: str, closure: Closure) -> None:
    economy = world(seed=2)
    made = shocks(economy, 9)
    cases = (Case(THETA, shock) for shock in made)
    attempts = list(solve_many(economy, cases, closure=closure, backend=backend, threads=3))
    assert [attempt.index for attempt in attempts] == list(range(9))
    for attempt, shock in zip(attempts, made, strict=True):
        alone, found = solve(economy, THETA, shock, closure=closure), attempt.equilibrium
        assert found is not None
        assert attempt.failure == ""
        assert found.certificate.inputs == alone.certificate.inputs
        if backend == "numpy":
            for name in ("wage", "price", "share", "expenditure", "income"):
                assert getattr(found, name).tobytes() == getattr(alone, name).tobytes(), name
        np.testing.assert_allclose(found.wage, alone.wage, rtol=1e-9)
        np.testing.assert_allclose(found.expenditure, alone.expenditure, rtol=1e-9)


@pytest.mark.parametrize("backend", BACKENDS)
def test_many_elasticities_each_have_their_base(backend: str) -> None:
    economy = world(seed=2)
    shock = shocks(economy, 3)[2]
    thetas = [THETA * factor for factor in (0.5, 0.5, 1, 2)]
    cases = (Case(theta, shock) for theta in thetas)
    found = [attempt.equilibrium for attempt in solve_many(economy, cases, backend=backend)]
    for theta, made in zip(thetas, found, strict=True):
        assert made is not None
        np.testing.assert_allclose(made.wage, solve(economy, theta, shock).wage, rtol=1e-9)
        np.testing.assert_allclose(made.base.share, rebase(economy, theta).share, atol=1e-11)
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].base is found[1].base


@pytest.mark.parametrize("backend", BACKENDS)
def test_cases_are_read_a_few_at_a_time(backend: str) -> None:
    economy, read = world(), 0

    def cases() -> Iterator[Case]:
        nonlocal read
        for shock in shocks(economy, 1000):
            read += 1
            yield Case(THETA, shock)

    stream = iter(solve_many(economy, cases(), backend=backend, threads=2))
    assert next(stream).index == 0
    assert read <= 16 * 5


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_case_without_equilibrium_is_named_and_the_rest_goes_on(backend: str) -> None:
    economy = world(seed=3)
    closed = Shock(1e5 * (1 - np.eye(4)) * np.ones((3, 1, 1)), np.ones_like(economy.tariff))
    cases = [
        Case(THETA + 3, shock) for shock in (*shocks(economy, 2), closed, tariff(economy, 0, 0.1))
    ]
    attempts = list(solve_many(economy, cases, closure=Closure.FIXED_DEFICIT, backend=backend))
    assert [attempt.equilibrium is None for attempt in attempts] == [False, False, True, False]
    assert "closure balanced" in attempts[2].failure


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_base_that_is_not_found_is_said_of_each_case(backend: str) -> None:
    economy = world(seed=3)
    cases = [Case(THETA, shock) for shock in shocks(economy, 2)]
    attempts = solve_many(economy, cases, options=Options(iterations=1), backend=backend)
    assert [attempt.failure.split(":")[0] for attempt in attempts] == ["No base", "No base"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_bad_case_raises(backend: str) -> None:
    economy = world()
    bad = Shock(economy.tariff - 1, np.ones_like(economy.tariff))
    with pytest.raises(BadShock, match=r"shock\.tariff"):
        list(solve_many(economy, [Case(THETA, bad)], backend=backend))
    with pytest.raises(BadShock, match="theta"):
        list(solve_many(economy, [Case(-THETA, shocks(economy, 1)[0])], backend=backend))


def test_backends_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongUse, match="auto, numpy and numba"):
        solve_many(world(), [], backend="jax")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(WrongUse, match="extra fast"):
        solve_many(world(), [], backend="numba")
    assert list(solve_many(world(), [], backend="auto")) == []


# ----------------------------------------------------------------------------- compiled


@needs_numba
@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("pace", [anderson.QUICK, anderson.CAREFUL])
def test_the_compiled_loop_takes_the_same_steps(closure: Closure, pace: anderson.Pace) -> None:
    """Also where it restarts: the shock is large, and the memory short."""
    fast = importlib.import_module("policywire.models.trade.fast")
    base = frame(rebase(world(seed=4), THETA, closure))
    for points in (0.0, 0.2, 30.0):
        core = kernel(base, THETA, tariff(world(seed=4), 1, points), closure)
        start = hats.start_state(base)
        for depth in (2, 6):
            with np.errstate(all="ignore"):
                slow = anderson.accelerate(
                    step_of(core), start, tolerance=1e-11, limit=400, depth=depth, pace=pace
                )
            quick = fast.accelerated(
                core, start, tolerance=1e-11, limit=400, depth=depth, pace=pace
            )
            assert quick.converged == slow.converged
            if slow.converged:
                np.testing.assert_allclose(quick.state, slow.state, rtol=0, atol=1e-9)


def step_of(core: Kernel) -> Callable[[Array], Array]:
    return lambda state: hats.step(core, state)


@needs_numba
def test_where_no_cache_can_be_kept_it_compiles_without(monkeypatch: pytest.MonkeyPatch) -> None:
    numba = importlib.import_module("numba")
    honest = numba.njit

    def read_only(function: Callable[..., object], **choices: object) -> object:
        if choices.pop("cache", False):
            raise RuntimeError("cannot cache function: no locator available")
        return honest(function, **choices)

    name = "policywire.models.trade.fast"
    kept = sys.modules.pop(name, None)
    monkeypatch.setattr(numba, "njit", read_only)
    try:
        fast = importlib.import_module(name)
        assert fast._step.py_func.__name__ == "_step"
        assert not fast._step.stats.cache_path
    finally:
        sys.modules.pop(name, None)
        if kept is not None:
            sys.modules[name] = kept


@needs_numba
def test_the_compiled_loop_holds_the_same_numbers() -> None:
    fast = importlib.import_module("policywire.models.trade.fast")
    for module, names in (
        (hats, ("TINY", "LONGEST")),
        (anderson, ("RIDGE", "LEAST", "HUGE", "HALF")),
    ):
        for name in names:
            assert getattr(fast, name) == getattr(module, name), name
    assert set(fast.CLOSURES) == set(Closure)


@needs_numba
def test_what_is_not_a_number_never_passes_for_converged() -> None:
    """One cell of the state is none, among the first, and every other change is small."""
    fast = importlib.import_module("policywire.models.trade.fast")
    base = frame(rebase(world(seed=4), THETA))
    core = kernel(base, THETA, tariff(world(seed=4), 1, 0.0), Closure.BALANCED)
    for at in (0, 5, 20):
        start = hats.start_state(base)
        start[at] = np.nan
        found = fast.accelerated(core, start, tolerance=1e9, limit=50)
        assert not found.converged


# ----------------------------------------------------------------------------- anderson alone


def test_a_linear_map_of_few_directions_is_solved_in_few_steps() -> None:
    """Anderson with memory m solves a linear map of m directions in m + 2 evaluations."""
    slopes = np.array([0.9, 0.5, -0.8, 0.9, 0.5])
    found = anderson.accelerate(
        lambda state: slopes * state + 1, np.zeros(5), tolerance=1e-12, limit=8
    )
    np.testing.assert_allclose(found.state, 1 / (1 - slopes), rtol=1e-9)
    assert found.converged


def test_a_map_that_breaks_ends_without_a_number_that_is_none() -> None:
    found = anderson.accelerate(
        lambda state: state * np.nan, np.ones(3), tolerance=1e-12, limit=500
    )
    assert not found.converged
    assert np.isfinite(found.state).all()
    damped = anderson.damp(
        lambda state: state * np.inf, np.ones(3), tolerance=1e-12, limit=9, factor=0.3
    )
    assert not damped.converged
    assert np.isfinite(damped.state).all()


def test_a_map_with_no_fixed_point_is_given_up() -> None:
    found = anderson.accelerate(lambda state: state + 1, np.zeros(2), tolerance=1e-9, limit=10**6)
    assert not found.converged
    assert found.evaluations < 1000
