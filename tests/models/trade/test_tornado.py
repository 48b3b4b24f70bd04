"""What drives an answer: bars against direct solves, and laws of the recalibrated world."""

from dataclasses import replace

import numpy as np
import pytest

from policywire.facts.errors import BadShock
from policywire.models.trade.economy import Closure, Shock
from policywire.models.trade.effects.headline import real_income
from policywire.models.trade.solve import solve
from policywire.models.trade.uncertainty import tornado, variants
from policywire.models.trade.uncertainty.spread import spread_around
from tests.models.trade import small

THETA = np.array([3.0, 5.0, 8.0])
ECONOMY = small.world(seed=4)
SHOCK = small.tariff(ECONOMY, 2, 0.4)
SPREAD = spread_around(THETA, deviation=0.5, correlation=0.1)


def income(theta: np.ndarray[tuple[int], np.dtype[np.float64]], closure: Closure) -> float:
    return 100 * (float(real_income(solve(ECONOMY, theta, SHOCK, closure=closure))[2]) - 1)


def test_bars_are_exact_solves_sorted() -> None:
    found = tornado.tornado(ECONOMY, THETA, SHOCK, spread=SPREAD)
    bars = {bar.driver: bar for bar in found.bars("real_income_pct", 2)}
    assert set(bars) == {
        "theta:0", "theta:1", "theta:2", "theta:all", "closure", "base-tariffs",
    }  # fmt: skip
    spans = [bar.span for bar in found.bars("real_income_pct", 2)]
    assert spans == sorted(spans, reverse=True)
    low = THETA.copy()
    low[1] *= np.exp(-0.5 * 1.2815515655446004)  # the first tenth of a normal
    assert bars["theta:1"].low == pytest.approx(income(low, Closure.BALANCED), abs=1e-7)
    others = [income(THETA, one) for one in Closure if one is not Closure.BALANCED]
    assert bars["closure"].low == pytest.approx(min(others), abs=1e-7)
    assert bars["closure"].high == pytest.approx(max(others), abs=1e-7)
    assert found.left_out == ()


def test_nothing_drives_the_answer_to_nothing() -> None:
    found = tornado.tornado(ECONOMY, THETA, small.nothing(ECONOMY), spread=SPREAD)
    assert max(bar.span for bar in found.bars("real_income_pct", 1)) < 1e-7


def test_closures_side_by_side() -> None:
    found = tornado.closures(ECONOMY, THETA, SHOCK)
    assert set(found) == set(Closure)
    for closure, kept in found.items():
        assert kept["real_income_pct"][2] == pytest.approx(income(THETA, closure), abs=1e-9)


@pytest.mark.parametrize("factor", [0.0, 0.5, 1.5, 4.0])
def test_scaled_tariffs_keep_trade_and_balance(factor: float) -> None:
    scaled, shock = variants.scaled_tariffs(ECONOMY, SHOCK, factor)
    before = ECONOMY.share * ECONOMY.expenditure[:, :, None] / (1 + ECONOMY.tariff)
    after = scaled.share * scaled.expenditure[:, :, None] / (1 + scaled.tariff)
    np.testing.assert_allclose(after, before, rtol=1e-12)
    np.testing.assert_allclose(shock.tariff - scaled.tariff, SHOCK.tariff - ECONOMY.tariff)
    still = solve(scaled, THETA, small.nothing(scaled), closure=Closure.FIXED_DEFICIT)
    np.testing.assert_allclose(still.wage, 1, atol=1e-9)
    np.testing.assert_allclose(still.price, 1, atol=1e-9)


def test_scaled_tariffs_where_nothing_final_is_left_take_from_inputs() -> None:
    """Sector 0 is all input and its tariff goes: what is spent on it falls, and so does its use."""
    value = np.array([[[4.0, 2.0], [2.0, 4.0]], [[20.0, 4.0], [4.0, 20.0]]])
    tariff = np.array([[[0.0, 0.5], [0.5, 0.0]], np.zeros((2, 2))])
    world = small.calibrated(value, tariff, np.full((2, 2), 0.5))
    inputs = np.zeros((2, 2, 2))
    inputs[:, 0, 1] = 7.0 / 24.0  # the 7 spent on sector 0 go into the 24 of sector 1
    world = replace(
        world,
        input=inputs,
        value_added=1 - inputs.sum(axis=1).T,
        final=np.array([[0.0, 0.0], [1.0, 1.0]]),
        income=np.full(2, 6 + 24 - 7.0),
    )
    free, _ = variants.scaled_tariffs(world, small.nothing(world), 0.0)
    assert free.input[0, 0, 1] == pytest.approx(6.0 / 24.0)
    assert free.income[0] == pytest.approx(24.0)
    np.testing.assert_allclose(free.final, [[0, 0], [1, 1]], atol=1e-12)


def test_a_subsidy_that_would_reach_the_whole_price_is_refused_or_left_out() -> None:
    after = ECONOMY.tariff.copy()
    highest = np.unravel_index(after.argmax(), after.shape)  # 0.19: half of it less is too much
    after[highest] = -0.92
    shock = Shock(after, np.ones_like(after))
    with pytest.raises(BadShock, match=r"times 0\.5 a tariff would be -100 percent or less"):
        variants.scaled_tariffs(ECONOMY, shock, 0.5)
    found = tornado.tornado(ECONOMY, THETA, shock, spread=SPREAD)
    assert [text.split(":")[0] for text in found.left_out] == ["base-tariffs at x 0.5"]
    assert "base-tariffs" not in {bar.driver for bar in found.bars("real_income_pct", 0)}


def test_outcomes_are_asked_for_by_name() -> None:
    found = tornado.tornado(ECONOMY, THETA, SHOCK, spread=SPREAD)
    with pytest.raises(BadShock, match="real_income_pct"):
        found.bars("real_incme_pct", 0)
    with pytest.raises(BadShock, match="1 axes; given 2"):
        found.bars("real_income_pct", 0, 1)
    with pytest.raises(BadShock, match=r"no cell \(7,\)"):
        found.bars("real_income_pct", 7)
