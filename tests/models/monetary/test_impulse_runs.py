"""Pushes on prices and the money desk's runs: by hand, and as laws."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts import Period, Unit
from policywire.facts.errors import BadDocument, BadShock, ModelError
from policywire.models.base import Outcome, Run
from policywire.models.monetary.impulse import (
    PriceImpulse,
    from_prices,
    from_rates,
    from_trade,
)
from policywire.models.monetary.respond import respond
from policywire.models.monetary.rules import Inputs
from policywire.models.monetary.runs import (
    asset_run,
    month_run,
    path_run,
    push_run,
    rule_run,
    shock_run,
)

JULY = date(2026, 7, 29)


def trade(value: float, low: float | None, high: float | None) -> Run:
    wage = Outcome(value, Unit.parse("percent"), low, high)
    outcomes = {"real_wage_pct/USA": wage}
    return Run("abc", "toy", "1", "a duty", "again", Period.parse("2022"), JULY, (), 0.0, outcomes)


def test_prices_relative_to_wages_by_hand() -> None:
    """A real wage 20 percent lower is a price level of 1 / 0.8, a quarter higher."""
    found = from_trade(trade(-2.0, -3.0, -1.0))
    assert found.percent == pytest.approx((1 / 0.98 - 1) * 100)
    assert found.low == pytest.approx((1 / 0.99 - 1) * 100)
    assert found.high == pytest.approx((1 / 0.97 - 1) * 100)
    assert (found.source, found.over) == ("abc", "drawn trade elasticities")
    assert from_trade(trade(-2.0, None, None)).over == ""


def test_a_statutory_change_by_hand() -> None:
    """25 points on 4 percent of consumption: 1 percent at full pass-through."""
    found = from_rates(25, 0.04, (0.86, 0.2, 0.64))
    assert [found.low, found.percent, found.high] == pytest.approx([0.2, 0.64, 0.86])


def test_two_rates_have_their_middle_and_not_their_larger_one() -> None:
    """25 points on 4 percent: pushes of 0.2 and 0.64 percent, so 0.42 between them."""
    found = from_rates(25, 0.04, (0.64, 0.2))
    assert [found.low, found.percent, found.high] == pytest.approx([0.2, 0.42, 0.64])


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: from_rates(25, 1.2, (0.5,)), "import share"),
        (lambda: from_rates(25, 0.1, ()), "pass-through"),
        (lambda: from_rates(25, 0.1, (3.0,)), "pass-through"),
        (lambda: from_rates(float("nan"), 0.1, (0.5,)), "no number"),
        (lambda: from_prices(9.0), "beyond 4"),
        (lambda: from_prices(float("inf")), "no number"),
    ],
)
def test_pushes_that_cannot_be(made: object, message: str) -> None:
    with pytest.raises(BadShock, match=message):
        made()  # type: ignore[operator]


def test_a_push_outside_its_range_is_refused() -> None:
    with pytest.raises(ModelError, match="outside its range"):
        PriceImpulse(1.0, 1.1, 1.2, "x", "y")


def test_the_fan_of_the_notes() -> None:
    """+0.8 percent: the inertial rule +51 bp in quarter 6, Taylor +91 in quarter 3, nothing."""
    run = push_run(from_prices(0.8, (0.5,)), JULY, "again")
    inertial = run.outcome("inertial/funds_rate/peak")
    taylor = run.outcome("taylor/funds_rate/peak")
    assert inertial.value == pytest.approx(0.51, abs=0.005)
    assert str(inertial.period) == "2028-Q1"
    assert taylor.value == pytest.approx(0.91, abs=0.005)
    assert str(taylor.period) == "2027-Q2"
    assert run.outcome("look-through/funds_rate/peak").value == 0
    assert inertial.low == pytest.approx(inertial.value * 5 / 8)


@given(st.floats(-2, 2), st.floats(0, 1))
def test_a_push_is_linear_and_its_range_holds_it(percent: float, width: float) -> None:
    unit = push_run(from_prices(1.0), JULY, "").outcomes
    made = push_run(from_prices(percent, (percent - width, percent + width)), JULY, "").outcomes
    for key, one in made.items():
        assert one.value == pytest.approx(unit[key].value * percent, abs=1e-12)
        assert one.low is not None
        assert one.high is not None
        assert one.low - 1e-12 <= one.value <= one.high + 1e-12


def test_one_specification_is_one_run() -> None:
    push = from_prices(0.8)
    assert push_run(push, JULY, "").run_id == push_run(push, JULY, "").run_id
    assert push_run(push, JULY, "").run_id != push_run(from_prices(0.7), JULY, "").run_id
    ids = {asset_run(10).run_id, asset_run(11).run_id, month_run(10, JULY).run_id,
           shock_run(10, JULY).run_id}  # fmt: skip
    assert len(ids) == 4


def test_runs_are_the_responses_with_their_periods() -> None:
    held = {(one.variable, one.horizon, one.method): one for one in respond(25.0)}
    run = shock_run(25.0, JULY)
    one = run.outcome("var/unemployment/q4")
    told = held["unemployment", "q4", "kernel-var"]
    assert (one.value, one.low, one.high) == (told.estimate, told.low, told.high)
    assert (str(one.period), one.over) == ("2027-Q3", "baselines")
    assets = asset_run(25.0)
    two = held["yield_2y", "30min", "event-regression on pc1, pair bootstrap"]
    assert assets.outcome("yield_2y").value == pytest.approx(two.estimate / 100)
    assert str(assets.outcome("btc").period) == "2017-09..2024-09"
    months = month_run(25.0, JULY)
    assert str(months.outcome("gk/industrial_production/m12").period) == "2027-07"


def test_a_path_stands_on_its_quarters() -> None:
    run = path_run(np.array([-0.25, -0.5]), JULY, "q0:-25,q1:-50")
    rates = [run.outcome(f"var/funds_rate/q{quarter}").value for quarter in (0, 1)]
    assert rates == pytest.approx([-0.25, -0.5])
    assert not any("equity" in key or "stock" in key for key in run.outcomes)


def test_rules_move_with_the_neutral_rate() -> None:
    """Half a point of r* is half a point in Taylor's rule, 0.075 in the inertial, 0 in the first
    difference."""
    given_ = Inputs(3.0, 0.0, 1.0, 2.0, 4.0, 0.0)
    run = rule_run(given_, JULY)
    spans = {
        rule: (run.outcome(rule).high or 0.0) - run.outcome(rule).value
        for rule in ("taylor-1993", "balanced", "inertial", "first-difference")
    }
    assert spans == {
        "taylor-1993": pytest.approx(0.5),
        "balanced": pytest.approx(0.5),
        "inertial": pytest.approx(0.075),
        "first-difference": pytest.approx(0.0),
    }


def test_a_run_of_a_brief_says_which_model() -> None:
    from policywire.analyst.brief import RunSpec

    with pytest.raises(BadDocument, match="Near: paths"):
        RunSpec(model="path")
    with pytest.raises(BadDocument, match="names its scenario"):
        RunSpec()
    with pytest.raises(BadDocument, match="scenario or percent"):
        RunSpec(model="push")
