"""Outcomes: identities that hold whatever the shock, a case by hand, closed forms."""

import json
from dataclasses import fields, replace

import numpy as np
import pytest

from policywire.models.trade.economy import Closure, Economy, Equilibrium, Labels, Shock
from policywire.models.trade.effects.outcomes import Change, Outcomes, outcomes, real_income
from policywire.models.trade.effects.tidy import MEANINGS, tables
from policywire.models.trade.solve import Options, rebase, solve
from tests.models.trade.worlds import elasticities, random_shock, random_world

TIGHT = Options(tolerance=1e-12)
CLOSURES = list(Closure)


def solved(seed: int = 1, closure: Closure = Closure.BALANCED) -> Equilibrium:
    world = random_world(seed, deficits=0.01)
    theta = elasticities(world)
    return solve(world, theta, random_shock(world, seed), closure=closure, options=TIGHT)


def symmetric(home: float = 0.7) -> Economy:
    """Two identical regions, one sector, no inputs, no duties."""
    share = np.array([[[home, 1 - home], [1 - home, home]]])
    one = np.ones((1, 2))
    return Economy(
        share, np.zeros((1, 2, 2)), np.zeros((2, 1, 1)), one, one, one[0], one, np.zeros(2)
    )


def test_two_identical_regions_by_hand() -> None:
    """Trade costs up by a tenth on both sides, theta 4, home share 0.7.

    Wages cannot move, so P = (0.7 + 0.3 * 1.1**-4) ** (-1/4), and imports follow their share.
    """
    world = symmetric()
    cost = np.array([[[1.0, 1.1], [1.1, 1.0]]])
    found = outcomes(solve(world, np.array([4.0]), Shock(world.tariff, cost), options=TIGHT))
    weight = 0.7 + 0.3 * 1.1**-4
    price = weight ** (-1 / 4)
    imports = 0.3 * 1.1**-4 / weight
    np.testing.assert_allclose(found.consumer_price.after, price, rtol=1e-10)
    np.testing.assert_allclose(found.real_income.percent, 100 * (1 / price - 1), rtol=1e-9)
    np.testing.assert_allclose(found.imports.after, [[imports, imports]], rtol=1e-9)
    np.testing.assert_allclose(found.terms_of_trade.after, 1 / 1.1, rtol=1e-10)
    np.testing.assert_allclose(found.import_volume.after, imports / 0.3 / 1.1, rtol=1e-9)
    np.testing.assert_allclose(found.export_volume.after, imports / 0.3, rtol=1e-9)


@pytest.mark.parametrize("closure", CLOSURES)
def test_accounts_add_up(closure: Closure) -> None:
    found = solved(closure=closure)
    out = outcomes(found)
    world = found.base.income.sum()
    for side in ("before", "after"):
        imports, exports = getattr(out.imports, side), getattr(out.exports, side)
        gap = imports.sum(axis=0) - exports.sum(axis=0) - getattr(out.deficit, side)
        np.testing.assert_allclose(gap / world, 0, atol=1e-9)
        np.testing.assert_allclose(imports.sum(axis=1), exports.sum(axis=1), rtol=1e-12)
        earned = getattr(out.value_added, side).sum(axis=0)
        spent = earned + getattr(out.revenue, side) + getattr(out.deficit, side)
        np.testing.assert_allclose(spent, getattr(out.income, side), rtol=1e-8)
    np.testing.assert_allclose(
        out.value_added.after.sum(axis=0), found.wage * found.base.income, rtol=1e-8
    )
    np.testing.assert_allclose(out.value_added.after.sum(), world, rtol=1e-10)


@pytest.mark.parametrize("closure", CLOSURES)
def test_no_shock_changes_nothing(closure: Closure) -> None:
    world = random_world(3, deficits=0.01)
    shock = Shock(world.tariff, np.ones_like(world.tariff))
    out = outcomes(solve(world, elasticities(world), shock, closure=closure))
    for field in fields(Outcomes):
        np.testing.assert_allclose(getattr(out, field.name).percent, 0, atol=1e-7)


def test_price_times_quantity_is_value() -> None:
    out = outcomes(solved())
    imports = out.bilateral_imports
    ratio = imports.after.sum(axis=(0, 2)) / imports.before.sum(axis=(0, 2))
    np.testing.assert_allclose(out.import_price.after * out.import_volume.after, ratio, rtol=1e-12)


def test_uniform_prices_are_their_own_index() -> None:
    """All sellers' costs and wages scaled alike: the indices are the scale, terms of trade 1."""
    world = symmetric()
    cost = np.array([[[1.0, 2.0], [2.0, 1.0]]])
    out = outcomes(solve(world, np.array([3.0]), Shock(world.tariff, cost), options=TIGHT))
    np.testing.assert_allclose(out.import_price.after, 2, rtol=1e-10)
    np.testing.assert_allclose(out.export_price.after, 1, rtol=1e-10)


def real_wage_by_shares(found: Equilibrium) -> np.ndarray:
    """Real wages from home shares alone, whatever the shock abroad.

    Arkolakis, Costinot, Rodriguez-Clare (2012) with inputs, as Caliendo and Parro (2015) eq. 14:
    ln(w/P) is minus the Leontief-weighted sum of ln(home share's change) over theta.
    """
    base = found.base
    home = np.einsum("jnn->jn", found.share) / np.einsum("jnn->jn", base.share)
    pull = np.log(home) / found.theta[:, None]
    real = np.empty(len(base.income))
    for n in range(len(real)):
        through = np.linalg.inv(np.eye(len(pull)) - base.input[n].T)
        real[n] = np.exp(-base.final[:, n] @ through @ pull[:, n])
    return real


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("closure", CLOSURES)
def test_real_wages_follow_home_shares(seed: int, closure: Closure) -> None:
    world = random_world(seed, deficits=0.01)
    shock = random_shock(world, seed)
    cost = shock.cost.copy()
    cost[:, np.arange(5), np.arange(5)] = 1  # the formula holds where home costs stay
    found = solve(
        world,
        elasticities(world),
        Shock(shock.tariff, cost),
        closure=closure,
        options=TIGHT,
    )
    real = outcomes(found).real_wage.after
    np.testing.assert_allclose(real, real_wage_by_shares(found), rtol=1e-9)


@pytest.mark.parametrize("barrier", ["cost", "tariff"])
def test_autarky_is_the_closed_form(barrier: str) -> None:
    """No trade left: the home share is 1, so the gains from trade are known before solving."""
    world = random_world(2, deficits=0.0, duty=0.0)
    theta = elasticities(world)
    walls = np.where(np.eye(5, dtype=bool), 1.0, 1e6)[None] * np.ones((4, 1, 1))
    shock = (
        Shock(world.tariff, walls)
        if barrier == "cost"
        else Shock(walls - 1, np.ones_like(world.tariff))
    )
    found = solve(world, theta, shock)
    closed = np.empty(5)
    pull = -np.log(np.einsum("jnn->jn", world.share)) / theta[:, None]
    for n in range(5):
        through = np.linalg.inv(np.eye(4) - world.input[n].T)
        closed[n] = np.exp(-world.final[:, n] @ through @ pull[:, n])
    np.testing.assert_allclose(real_income(found), closed, rtol=1e-6)


def test_unit_of_the_values_does_not_matter() -> None:
    world = random_world(4, deficits=0.01)
    large = replace(
        world,
        income=1e6 * world.income,
        expenditure=1e6 * world.expenditure,
        deficit=1e6 * world.deficit,
    )
    theta, shock = elasticities(world), random_shock(world, 4)
    one, other = (
        outcomes(solve(each, theta, shock, closure=Closure.FIXED_DEFICIT, options=TIGHT))
        for each in (world, large)
    )
    np.testing.assert_allclose(other.real_income.percent, one.real_income.percent, atol=1e-9)
    np.testing.assert_allclose(other.revenue.after, 1e6 * one.revenue.after, rtol=1e-8)


def test_change_from_nothing_is_infinite_not_nan() -> None:
    change = Change(np.array([0.0, 0.0, 2.0]), np.array([0.0, 1.0, 3.0]))
    np.testing.assert_array_equal(change.percent, [0, np.inf, 50])
    np.testing.assert_array_equal(change.difference, [0, 1, 1])


# ------------------------------------------------------------------------------------- as rows


def labels() -> Labels:
    regions, sectors = tuple("ABCDE"), ("s1", "s2", "s3", "s4")
    return Labels(regions, regions, sectors, sectors, (True, True, True, False), {})


def test_rows_hold_every_outcome_once() -> None:
    out = outcomes(solved())
    rows = list(tables(out, labels(), currency="million USD"))
    keys = [row[:4] for row in rows]
    assert len(set(keys)) == len(keys)
    assert {row.outcome for row in rows} == set(MEANINGS) == {f.name for f in fields(Outcomes)}
    held = {row[:4]: row for row in rows}
    row = held["B", "D", "s2", "bilateral_imports"]
    assert (row.before, row.unit) == (out.bilateral_imports.before[1, 1, 3], "million USD")
    assert row.change == pytest.approx(out.bilateral_imports.percent[1, 1, 3])
    total = held["B", "D", "", "bilateral_imports"]
    assert total.after == pytest.approx(out.bilateral_imports.after[:, 1, 3].sum())
    assert held["C", "", "", "real_income"].change == pytest.approx(out.real_income.percent[2])
    assert held["C", "", "", "deficit"].change_unit == "million USD"


def test_rows_are_fit_for_json() -> None:
    """Revenue from nothing: the change is null, never NaN or infinity."""
    world = symmetric()
    tariff = world.tariff.copy()
    tariff[0, 0, 1] = 0.1
    found = outcomes(solve(world, np.array([4.0]), Shock(tariff, np.ones((1, 2, 2)))))
    names = Labels(("A", "B"), ("A", "B"), ("s",), ("s",), (True,), {})
    rows = list(tables(found, names))
    text = json.dumps([row._asdict() for row in rows], allow_nan=False)
    assert len(json.loads(text)) == len(rows)
    (revenue,) = [row for row in rows if row.region == "A" and row.outcome == "revenue"]
    assert revenue.change is None
    assert revenue.after > 0
    (deficit,) = [row for row in rows if row.region == "A" and row.outcome == "deficit"]
    assert deficit.change_unit == "currency"


def test_rows_leave_out_what_is_not_traded() -> None:
    rows = list(tables(outcomes(solved()), labels()))
    assert not [row for row in rows if row.outcome == "bilateral_imports" and row.sector == "s4"]
    assert not [row for row in rows if row.partner and row.partner == row.region]


def test_base_of_a_result_is_at_rest() -> None:
    found = solved()
    assert rebase(found.base, found.theta, found.closure) is found.base
