"""The solver against the paper's own recipe, closed forms and what must always hold."""

import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policywire.facts.errors import BadBaseline, BadShock, NoConvergence
from policywire.models.trade import certify, hats, search
from policywire.models.trade.anderson import Found
from policywire.models.trade.certify import residuals
from policywire.models.trade.economy import Array, Closure, Economy, Equilibrium, Shock
from policywire.models.trade.kernel import Kernel
from policywire.models.trade.loops import Steps
from policywire.models.trade.solve import Options, rebase, solve
from policywire.models.trade.world.load import load_folder
from tests.models.trade.folders import shared
from tests.models.trade.oracle import literal
from tests.models.trade.small import calibrated, nothing, tariff, world

CLOSURES = list(Closure)
EXACT = {"rtol": 1e-9, "atol": 0}


def local(seed: int = 0) -> Economy:
    """Return a world whose last sector nobody buys abroad, with cells of no trade."""
    stream = np.random.default_rng(seed)
    value = stream.lognormal(0, 1, (3, 4, 4)) + 5 * np.eye(4)
    value[0, 0, 1] = value[1, 2, :2] = 0
    value[2] *= np.eye(4)
    rates = stream.uniform(0, 0.3, value.shape) * (1 - np.eye(4))
    rates[2] = 0
    return calibrated(value, rates, stream.uniform(0.6, 0.8, (3, 4)))


def theta_of(economy: Economy, seed: int = 0) -> Array:
    return np.random.default_rng(seed).uniform(1.5, 9, len(economy.final))


def mixed(economy: Economy, seed: int = 0) -> Shock:
    """Return tariffs up and down, a subsidy, and costs that change."""
    stream = np.random.default_rng(seed)
    abroad = 1 - np.eye(len(economy.income))
    rates = (1 + economy.tariff) * (1 + stream.uniform(-0.1, 0.5, economy.tariff.shape) * abroad)
    return Shock(rates - 1, np.exp(stream.normal(0, 0.1, rates.shape)))


# ----------------------------------------------------------------------------- the oracle


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("make", [world, local])
def test_the_recipe_of_the_paper(closure: Closure, seed: int, make: object) -> None:
    economy = local(seed) if make is local else world(seed=seed)
    theta = theta_of(economy, seed)
    tight = Options(tolerance=1e-12)
    found = solve(economy, theta, mixed(economy, seed), closure=closure, options=tight)
    slow = literal(found.base, theta, found.shock, closure)
    for name in ("wage", "cost", "price", "expenditure"):
        np.testing.assert_allclose(
            getattr(found, name), getattr(slow, name), rtol=1e-9, err_msg=name
        )
    np.testing.assert_allclose(found.share, slow.share, rtol=0, atol=1e-10)
    size = found.base.income.sum()
    np.testing.assert_allclose(found.deficit / size, slow.deficit / size, rtol=0, atol=1e-10)


@pytest.mark.parametrize("closure", [Closure.BALANCED, Closure.FIXED_DEFICIT])
def test_the_recipe_on_sixteen_regions(closure: Closure) -> None:
    held = load_folder(shared("icio"))
    theta = held.elasticities[held.default]
    economy, usa = held.economy, held.labels.regions.index("USA")
    shock = tariff(economy, usa, 0.25)
    goods = np.array(held.labels.tradable)
    after = np.where(goods[:, None, None], shock.tariff, economy.tariff)
    found = solve(economy, theta, Shock(after, shock.cost), closure=closure)
    slow = literal(found.base, theta, found.shock, closure, tolerance=1e-11, wage_step=0.5)
    np.testing.assert_allclose(np.log(found.wage), np.log(slow.wage), rtol=0, atol=1e-8)
    np.testing.assert_allclose(np.log(found.price), np.log(slow.price), rtol=0, atol=1e-8)


# ----------------------------------------------------------------------------- closed forms


def autarky(economy: Economy, theta: Array) -> Array:
    """Return the change of the price index over the wage without trade, shape (N,).

    Arkolakis, Costinot and Rodriguez-Clare (2012) with inputs: a sector's price over its cost
    changes by the home share to the power of 1 over theta.
    """
    home = np.einsum("jnn->jn", economy.share)
    sectors, regions = home.shape
    index = np.empty(regions)
    for n in range(regions):
        system = np.eye(sectors) - economy.input[n].T
        index[n] = economy.final[:, n] @ np.linalg.solve(system, -np.log(home[:, n]) / theta)
    return np.exp(index)


@pytest.mark.parametrize("seed", range(4))
def test_prohibitive_tariffs_reach_autarky(seed: int) -> None:
    economy = world(seed=seed)
    theta = theta_of(economy, seed) + 3
    shock = Shock(1e4 * (1 - np.eye(4)) * np.ones((3, 1, 1)), np.ones_like(economy.tariff))
    found = solve(economy, theta, shock)
    index = np.exp((economy.final * np.log(found.price)).sum(axis=0))
    np.testing.assert_allclose(index / found.wage, autarky(found.base, theta), rtol=1e-6)
    assert found.certificate.residual < 1e-8


@pytest.mark.parametrize("name", ["cp2015", "icio"])
def test_prohibitive_tariffs_of_all_on_measured_worlds(name: str) -> None:
    """One million percent; in 1993 some regions make nothing of a sector and go on buying it."""
    held = load_folder(shared(name))
    theta = held.elasticities[held.default]
    traded = np.array(held.labels.tradable)[:, None, None]
    abroad, before = 1 - np.eye(len(held.economy.income)), held.economy.tariff
    shock = Shock(np.where(traded, 1e4 * abroad, before), np.ones_like(before))
    found = solve(held.economy, theta, shock)
    whole = (np.einsum("jnn->jn", found.base.share) > 0).all(axis=0)
    index = np.exp((found.base.final * np.log(found.price)).sum(axis=0)) / found.wage
    with np.errstate(all="ignore"):
        expected = autarky(found.base, theta)
    assert whole.sum() == 16
    np.testing.assert_allclose(index[whole], expected[whole], rtol=1e-6)
    assert found.certificate.residual < 1e-8


def test_two_mirrored_countries_by_hand() -> None:
    """No inputs, shares 1/2, theta 4, 20 percent each way: P = ((1 + 1.2^-4) / 2)^(-1/4)."""
    economy = Economy(
        share=np.full((1, 2, 2), 0.5),
        tariff=np.zeros((1, 2, 2)),
        input=np.zeros((2, 1, 1)),
        value_added=np.ones((1, 2)),
        final=np.ones((1, 2)),
        income=np.full(2, 3.0),
        expenditure=np.full((1, 2), 3.0),
        deficit=np.zeros(2),
    )
    shock = tariff(economy, 0, 0.2)
    shock = Shock(shock.tariff + tariff(economy, 1, 0.2).tariff, shock.cost)
    found = solve(economy, np.array([4.0]), shock)
    pull = 1.2**-4
    spent = 3 / (1 - (pull / (1 + pull)) * 0.2 / 1.2)  # income is wages and the duty on imports
    np.testing.assert_allclose(found.wage, 1, rtol=1e-9)
    np.testing.assert_allclose(found.price, ((1 + pull) / 2) ** -0.25, rtol=1e-9)
    np.testing.assert_allclose(found.share[0, 0], [1 / (1 + pull), pull / (1 + pull)], rtol=1e-9)
    np.testing.assert_allclose(found.income, spent, rtol=1e-9)


# ----------------------------------------------------------------------------- properties


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), closure=st.sampled_from(CLOSURES))
def test_no_shock_changes_nothing(seed: int, closure: Closure) -> None:
    economy = world(seed=seed)
    base = rebase(economy, theta_of(economy), closure)
    found = solve(base, theta_of(economy, seed), nothing(base), closure=closure)
    for name in ("wage", "cost", "price"):
        np.testing.assert_allclose(getattr(found, name), 1, rtol=1e-9)
    np.testing.assert_allclose(found.expenditure, base.expenditure, rtol=1e-9)
    assert found.base is base


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), closure=st.sampled_from(CLOSURES), factor=st.floats(1e-6, 1e6))
def test_values_scale(seed: int, closure: Closure, factor: float) -> None:
    economy, theta = world(seed=seed), theta_of(world(), seed)
    values = ("income", "expenditure", "deficit")
    scaled = replace(economy, **{name: factor * getattr(economy, name) for name in values})
    one = solve(economy, theta, mixed(economy, seed), closure=closure)
    other = solve(scaled, theta, mixed(economy, seed), closure=closure)
    np.testing.assert_allclose(other.wage, one.wage, rtol=1e-8)
    np.testing.assert_allclose(other.income, factor * one.income, rtol=1e-8)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), closure=st.sampled_from(CLOSURES))
def test_labels_do_not_matter(seed: int, closure: Closure) -> None:
    economy, theta = local(seed % 50), theta_of(local(), seed)
    stream = np.random.default_rng(seed)
    n, j = stream.permutation(4), stream.permutation(3)
    shock = mixed(economy, seed)
    moved = Economy(
        share=economy.share[j][:, n][:, :, n],
        tariff=economy.tariff[j][:, n][:, :, n],
        input=economy.input[n][:, j][:, :, j],
        value_added=economy.value_added[j][:, n],
        final=economy.final[j][:, n],
        income=economy.income[n],
        expenditure=economy.expenditure[j][:, n],
        deficit=economy.deficit[n],
    )
    there = Shock(shock.tariff[j][:, n][:, :, n], shock.cost[j][:, n][:, :, n])
    one = solve(economy, theta, shock, closure=closure)
    other = solve(moved, theta[j], there, closure=closure)
    np.testing.assert_allclose(other.wage, one.wage[n], rtol=1e-8)
    np.testing.assert_allclose(other.price, one.price[j][:, n], rtol=1e-8)


def halved(table: Array, at: int) -> Array:
    """Return a table of regions on its last two axes with region ``at`` twice, same cells."""
    twice = [*range(table.shape[-1]), at]
    return table[..., twice, :][..., twice]


@pytest.mark.parametrize("closure", CLOSURES)
def test_a_country_in_two_halves_is_one(closure: Closure) -> None:
    economy, theta, at = world(seed=5), theta_of(world()), 2
    twice = [*range(4), at]
    weight = np.ones(5)
    weight[[at, -1]] = 0.5
    shock = mixed(economy, 3)
    split = Economy(
        share=halved(economy.share, at) * weight,
        tariff=halved(economy.tariff, at),
        input=economy.input[twice],
        value_added=economy.value_added[:, twice],
        final=economy.final[:, twice],
        income=economy.income[twice] * weight,
        expenditure=economy.expenditure[:, twice] * weight,
        deficit=economy.deficit[twice] * weight,
    )
    whole = solve(economy, theta, shock, closure=closure)
    parts = solve(
        split, theta, Shock(halved(shock.tariff, at), halved(shock.cost, at)), closure=closure
    )
    np.testing.assert_allclose(parts.wage, whole.wage[twice], rtol=1e-8)
    np.testing.assert_allclose(parts.price, whole.price[:, twice], rtol=1e-8)
    np.testing.assert_allclose(parts.income, whole.income[twice] * weight, rtol=1e-8)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), closure=st.sampled_from(CLOSURES))
def test_trade_balances_add_up(seed: int, closure: Closure) -> None:
    economy, theta = world(seed=seed), theta_of(world(), seed)
    found = solve(economy, theta, mixed(economy, seed), closure=closure)
    flows = found.share * found.expenditure[:, :, None] / (1 + found.shock.tariff)
    balance = flows.sum(axis=(0, 1)) - flows.sum(axis=(0, 2))
    world_income = economy.income.sum()
    assert abs(balance.sum()) <= 1e-12 * world_income
    np.testing.assert_allclose(balance, -found.deficit, rtol=0, atol=1e-8 * world_income)
    assert found.base.income @ found.wage == pytest.approx(world_income, rel=1e-9)
    np.testing.assert_allclose(found.share.sum(axis=2), 1, rtol=1e-12)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), first=st.floats(0, 2), more=st.floats(0.01, 2))
def test_a_larger_tariff_lets_no_more_in(seed: int, first: float, more: float) -> None:
    economy, theta = world(seed=seed), theta_of(world(), seed)
    imports = []
    for rate in (first, first + more):
        after = economy.tariff.copy()
        after[1, 0, 2] += rate
        found = solve(economy, theta, Shock(after, np.ones_like(after)))
        imports.append(
            found.share[1, 0, 2] * found.expenditure[1, 0] / (1 + found.shock.tariff[1, 0, 2])
        )
    assert imports[1] < imports[0]


def test_what_each_closure_holds() -> None:
    economy, theta = world(seed=7), theta_of(world())
    made = {closure: solve(economy, theta, mixed(economy), closure=closure) for closure in Closure}
    shares = {}
    for closure, found in made.items():
        own = found.base.income * found.wage + found.revenue
        shares[closure] = found.deficit / own.sum(), (found.income - found.deficit) / own
        np.testing.assert_allclose(found.income, own + found.deficit, rtol=1e-12)
    assert not made[Closure.BALANCED].deficit.any()
    np.testing.assert_allclose(made[Closure.FIXED_DEFICIT].deficit, economy.deficit, rtol=1e-9)
    base = made[Closure.FIXED_WORLD_SHARE].base
    duty = (base.share * base.tariff / (1 + base.tariff)).sum(axis=2) * base.expenditure
    whole = base.income.sum() + duty.sum()
    np.testing.assert_allclose(
        shares[Closure.FIXED_WORLD_SHARE][0], base.deficit / whole, rtol=1e-9
    )
    found = made[Closure.FIXED_OWN_SHARE]
    spread = found.income / (found.base.income * found.wage + found.revenue)
    before = 1 + found.base.deficit / (found.base.income + duty_of(found.base))
    np.testing.assert_allclose(spread / before, (spread / before)[0], rtol=1e-9)
    assert abs(found.deficit.sum()) < 1e-12 * economy.income.sum()


def duty_of(economy: Economy) -> Array:
    rate = (economy.share * economy.tariff / (1 + economy.tariff)).sum(axis=2)
    return np.asarray((rate * economy.expenditure).sum(axis=0))


# ----------------------------------------------------------------------------- stress


def test_120_hard_scenarios() -> None:
    """One to four importers add 10 to 1,000 percent to every tariff on goods."""
    held = load_folder(shared("cp2015"))
    theta = held.elasticities[held.default]
    base = rebase(held.economy, theta)
    stream = np.random.default_rng(2026)
    goods = np.flatnonzero(held.labels.tradable)
    regions = len(base.income)
    for _ in range(120):
        after = base.tariff.copy()
        for importer in stream.choice(regions, stream.integers(1, 5), replace=False):
            others = np.arange(regions) != importer
            after[np.ix_(goods, [importer], others)] += stream.uniform(0.1, 10)
        proof = solve(base, theta, Shock(after, np.ones_like(after))).certificate
        assert proof.residual <= 1e-8
        assert proof.method == "anderson"


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    closure=st.sampled_from(CLOSURES),
    size=st.floats(-2, 8),
    kind=st.sampled_from(["tariff", "cost", "cheap"]),
)
def test_an_answer_is_certified_or_refused(
    seed: int, closure: Closure, size: float, kind: str
) -> None:
    economy, theta = local(seed % 40), theta_of(local(), seed)
    after, cost = economy.tariff.copy(), np.ones_like(economy.tariff)
    importer = seed % 4
    others = np.arange(4) != importer
    if kind == "tariff":
        after[:2, importer, others] += 10**size
    else:
        cost[:2, importer, others] *= 10 ** (size / 2 if kind == "cost" else -size / 2)
    # A deficit that stays whatever becomes of trade may leave no equilibrium.
    may_fail = closure in {Closure.FIXED_DEFICIT, Closure.FIXED_WORLD_SHARE}
    try:
        found = solve(economy, theta, Shock(after, cost), closure=closure)
    except NoConvergence:
        if may_fail:
            return
        raise
    assert found.certificate.residual <= 1e-8
    for name in ("wage", "cost", "price", "share", "expenditure", "revenue", "income"):
        assert np.isfinite(getattr(found, name)).all(), name


def test_a_surplus_that_cannot_be_paid_is_refused() -> None:
    economy = world(seed=3)
    shock = Shock(1e5 * (1 - np.eye(4)) * np.ones((3, 1, 1)), np.ones_like(economy.tariff))
    with pytest.raises(NoConvergence, match=r"No equilibrium found|no equilibrium") as caught:
        solve(economy, theta_of(economy) + 3, shock, closure=Closure.FIXED_DEFICIT)
    assert "closure balanced" in str(caught.value)


# ----------------------------------------------------------------------------- ways


@pytest.fixture
def whole() -> tuple[Economy, Array, Shock, Equilibrium]:
    economy, theta = world(seed=1), theta_of(world())
    shock = mixed(economy)
    return economy, theta, shock, solve(economy, theta, shock)


@pytest.mark.parametrize(
    ("broken", "arrives"),
    [
        (1, "careful anderson"),
        (2, "careful anderson with continuation in 4 parts"),
        (3, "careful anderson with continuation in 16 parts"),
        (4, "damped"),
        (5, "newton-krylov"),
    ],
)
def test_each_way_arrives_at_the_same(
    broken: int,
    arrives: str,
    whole: tuple[Economy, Array, Shock, Equilibrium],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    economy, theta, shock, expected = whole
    base = rebase(economy, theta)

    def spoilt(way: search.Way) -> search.Way:
        def lost(*given: object) -> Steps[Found]:
            found = yield from way(*given)  # type: ignore[arg-type]
            return replace(found, converged=False)

        return lost

    broke = [(method, spoilt(way)) for method, way in search.WAYS[:broken]]
    monkeypatch.setattr(search, "WAYS", (*broke, *search.WAYS[broken:]))
    found = solve(base, theta, shock)
    assert found.certificate.method == arrives
    assert len(found.certificate.tried) == broken
    np.testing.assert_allclose(found.wage, expected.wage, rtol=1e-8)
    np.testing.assert_allclose(found.price, expected.price, rtol=1e-8)


def test_what_was_tried_is_said() -> None:
    economy, theta = world(seed=1), theta_of(world())
    base = rebase(economy, theta)
    with pytest.raises(NoConvergence) as caught:
        solve(base, theta, mixed(economy), options=Options(iterations=1))
    for way in ("anderson stood at", "continuation in 16 parts", "damped", "after 1 evaluations"):
        assert way in str(caught.value)


def test_a_warm_start_changes_the_time_only(
    whole: tuple[Economy, Array, Shock, Equilibrium],
) -> None:
    economy, theta, shock, cold = whole
    near = Shock(shock.tariff * 0.99, shock.cost)
    start = solve(economy, theta, near)
    warm = solve(start.base, theta, shock, start=start)
    again = solve(start.base, theta, shock)
    assert warm.certificate.iterations < again.certificate.iterations
    np.testing.assert_allclose(warm.wage, cold.wage, rtol=1e-9)


def test_runs_repeat_to_the_byte(whole: tuple[Economy, Array, Shock, Equilibrium]) -> None:
    economy, theta, shock, one = whole
    other = solve(economy, theta, shock)
    for name in ("wage", "cost", "price", "share", "expenditure", "revenue", "deficit", "income"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    kept = {field.name for field in fields(one.certificate)} - {"seconds"}
    for name in kept:
        assert getattr(one.certificate, name) == getattr(other.certificate, name)


def test_the_certificate_names_its_inputs(
    whole: tuple[Economy, Array, Shock, Equilibrium],
) -> None:
    economy, theta, shock, one = whole
    others = [
        solve(economy, theta * 1.0001, shock),
        solve(economy, theta, Shock(shock.tariff, shock.cost * 1.0001)),
        solve(economy, theta, shock, closure=Closure.FIXED_DEFICIT),
        solve(replace(economy, income=economy.income * 1.0001), theta, shock),
    ]
    hashes = {one.certificate.inputs, *(other.certificate.inputs for other in others)}
    assert len(hashes) == 5
    assert all(len(held) == 64 for held in hashes)


SPOILS = ["wage", "cost", "price", "share", "expenditure", "revenue", "deficit", "income"]


@pytest.mark.parametrize("name", [name for name in SPOILS if name != "revenue"])
def test_residuals_see_each_fault(
    name: str, whole: tuple[Economy, Array, Shock, Equilibrium]
) -> None:
    _, theta, shock, found = whole
    parts = {part: getattr(found, part).copy() for part in SPOILS}
    assert residuals(found.base, theta, shock, certify.Solution(**parts)).largest < 1e-9
    cell = (0,) * parts[name].ndim
    parts[name][cell] += 1e-4 * found.base.income.sum() if name == "deficit" else 0
    parts[name][cell] *= 1 + 1e-4
    assert residuals(found.base, theta, shock, certify.Solution(**parts)).largest > 1e-7


def test_a_fixed_point_that_is_no_equilibrium_is_refused(
    whole: tuple[Economy, Array, Shock, Equilibrium], monkeypatch: pytest.MonkeyPatch
) -> None:
    economy, theta, shock, _ = whole
    base = rebase(economy, theta)
    honest = hats.step

    def wrong(core: Kernel, state: Array) -> Array:
        after = honest(core, state)
        after[:4] += 1e-5 * np.array([1, -1, 1, -1])
        return after

    monkeypatch.setattr(hats, "step", wrong)
    monkeypatch.setattr(sys.modules["policywire.models.trade.solve"], "REST", 1.0)
    with pytest.raises(NoConvergence, match="markets do not clear"):
        solve(base, theta, shock)


# ----------------------------------------------------------------------------- the door


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("tariff", -1.0, r"shock.tariff\[1, 2, 3\] is -1.0; needed a number above -1"),
        ("tariff", -7.0, r"shock.tariff\[1, 2, 3\]"),
        ("tariff", np.nan, r"shock.tariff\[1, 2, 3\] is nan"),
        ("tariff", np.inf, r"shock.tariff\[1, 2, 3\] is inf"),
        ("cost", 0.0, r"shock.cost\[1, 2, 3\] is 0.0; needed a number above 0"),
        ("cost", -2.0, r"shock.cost\[1, 2, 3\]"),
        ("cost", np.nan, r"shock.cost\[1, 2, 3\] is nan"),
    ],
)
def test_impossible_shocks(name: str, value: float, says: str) -> None:
    economy = world()
    parts = {"tariff": economy.tariff.copy(), "cost": np.ones_like(economy.tariff)}
    parts[name][1, 2, 3] = value
    with pytest.raises(BadShock, match=says):
        solve(economy, theta_of(economy), Shock(**parts))


def test_shapes_of_shocks() -> None:
    economy = world()
    with pytest.raises(BadShock, match=r"shape \(3, 4\); needed \(3, 4, 4\)"):
        solve(economy, theta_of(economy), Shock(economy.tariff[:, 0], economy.tariff))
    with pytest.raises(BadShock, match="one for each sector"):
        solve(economy, np.ones(2), nothing(economy))


@pytest.mark.parametrize("value", [0.0, -1.0, np.nan, np.inf])
def test_impossible_elasticities(value: float) -> None:
    economy = world()
    with pytest.raises(BadShock, match=r"theta\[1\] is"):
        solve(economy, np.array([4, value, 4]), nothing(economy))


@pytest.mark.parametrize(
    ("name", "cell", "value", "says"),
    [
        ("share", (0, 1, 2), np.nan, r"share at \[0, 1, 2\] is not a number"),
        ("share", (0, 1, 2), -0.1, r"share at \[0, 1, 2\] is negative"),
        ("share", (0, 1, 2), 0.9, "not adding to 1"),
        ("input", (0, 0, 0), 0.9, "not adding to 1"),
        ("income", (2,), 0.0, "income at .2. is not above 0"),
        ("tariff", (0, 0, 1), -1.0, "-100 percent"),
        ("deficit", (0,), 1e6, "adds to"),
        ("final", (0, 0), 2.0, "final over sectors"),
        ("expenditure", (0, 0), np.inf, "not a number"),
    ],
)
def test_impossible_economies(name: str, cell: tuple[int, ...], value: float, says: str) -> None:
    economy = world()
    spoilt = getattr(economy, name).copy()
    spoilt[cell] = value
    with pytest.raises(BadBaseline, match=says):
        solve(replace(economy, **{name: spoilt}), theta_of(economy), nothing(economy))


def test_shapes_of_economies() -> None:
    economy = world()
    with pytest.raises(BadBaseline, match="final has shape"):
        rebase(replace(economy, final=economy.final[:2]), theta_of(economy))


def test_scipy_is_not_imported_until_needed() -> None:
    program = (
        "import sys; from policywire.models.trade import solve, batch; "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'scipy', 'numba', 'duckdb'}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
