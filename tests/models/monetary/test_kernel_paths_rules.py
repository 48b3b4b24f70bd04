"""Kernel, paths, rules, tree: sums by hand, laws, and what is refused."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts.errors import BadShock, MissingObservation, ModelError
from policywire.models.monetary.expectations import month_rates, outlook
from policywire.models.monetary.kernel import responses, shocks_for, sum_of
from policywire.models.monetary.nk import Economy, solve
from policywire.models.monetary.paths import by_meetings, read_path
from policywire.models.monetary.respond import path_responses, price_push
from policywire.models.monetary.rules import Inputs, gap_from_unemployment, prescribe
from policywire.models.monetary.tables import kernel

SEPTEMBER, OCTOBER, DECEMBER = date(2015, 9, 17), date(2015, 10, 28), date(2015, 12, 16)
YEAR_END = date(2015, 12, 31)


def test_two_shocks_by_hand() -> None:
    table = np.array([[1.0], [0.5], [0.25]])
    np.testing.assert_allclose(sum_of(table, np.array([1.0, 2.0]))[:, 0], [1.0, 2.5, 1.25])


def test_shocks_put_the_rate_on_its_path() -> None:
    rate = np.array([1.0, 0.8, 0.6, 0.4])
    path = np.array([-0.25, -0.5, -0.5])
    shocks = shocks_for(rate, path)
    np.testing.assert_allclose(shocks[:2], [-0.25, -0.3])
    np.testing.assert_allclose(sum_of(rate[:, None], shocks)[:3, 0], path)


def by_name(path: list[float], variable: str, kind: str = "var") -> list[float]:
    told = responses(kernel(kind), np.array(path))
    return [one.estimate for one in told if one.variable == variable]


@pytest.mark.parametrize("kind", ["var", "mce"])
def test_the_funds_rate_stands_on_the_path_given(kind: str) -> None:
    np.testing.assert_allclose(
        by_name([-0.25, -0.5, -0.75], "funds_rate", kind)[:3], [-0.25, -0.5, -0.75], atol=1e-12
    )


@given(st.lists(st.floats(-2, 2), min_size=1, max_size=8), st.floats(-3, 3))
def test_paths_scale(path: list[float], factor: float) -> None:
    one = np.array(by_name(path, "unemployment"))
    other = np.array(by_name([factor * step for step in path], "unemployment"))
    np.testing.assert_allclose(other, factor * one, atol=1e-9)


def test_a_tightening_raises_unemployment_and_lowers_the_gap_in_every_baseline() -> None:
    for kind in ("var", "mce"):
        told = responses(kernel(kind), np.array([1.0]), as_shocks=True)
        held = {(one.variable, one.horizon): one for one in told}
        gap, jobs = held["output_gap", "q8"], held["unemployment", "q8"]
        assert gap.high is not None
        assert jobs.low is not None
        assert gap.high < 0 < jobs.low


def test_the_peak_of_the_notes() -> None:
    """Output gap -0.42, unemployment 0.20 in quarter 8; the mean of six baselines."""
    held = {
        (one.variable, one.horizon): one
        for one in responses(kernel("var"), np.array([1.0]), as_shocks=True)
    }
    assert held["output_gap", "q8"].estimate == pytest.approx(-0.42, abs=0.005)
    assert held["unemployment", "q8"].estimate == pytest.approx(0.20, abs=0.005)
    assert held["output_gap", "q8"].n == 6


def test_no_equity_path_from_the_macro_model() -> None:
    assert not {"wpsn", "sp500", "equity"} & set(kernel("var").variables)


def test_models_disagree_and_both_are_given() -> None:
    told = path_responses(np.array([0.25]))
    assert {one.method for one in told} == {"kernel-var", "kernel-mce"}
    assert all(one.level is None and one.low is not None for one in told)


@pytest.mark.parametrize(
    ("path", "what"),
    [([], "1 to 41"), ([0.1] * 42, "1 to 41"), ([0.25, np.nan, 0.25], "no value in quarter 1")],
)
def test_a_path_the_kernel_refuses(path: list[float], what: str) -> None:
    with pytest.raises(BadShock, match=what):
        responses(kernel("var"), np.array(path))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("q0:-25,q2:-50", "no value for q1"),
        ("q1:-25", "no value for q0"),
        ("q0:-25,q0:-50", "given twice"),
        ("q0:x", "is no step"),
        ("", "is no step"),
        ("q0:-2500", "bp from the baseline"),
        ("q0:1e9", "is no step"),
    ],
)
def test_a_path_that_cannot_be_read(text: str, what: str) -> None:
    with pytest.raises(BadShock, match=what):
        read_path(text)


def test_a_path_given_as_numbers_is_checked_too() -> None:
    with pytest.raises(BadShock, match="no value for q1"):
        path_responses(np.array([0.25, np.nan]))
    with pytest.raises(BadShock, match="bp from the baseline"):
        path_responses(np.array([0.25, 25.0]))
    with pytest.raises(BadShock, match="1 to 41"):
        path_responses(np.array([]))


def test_a_path_read() -> None:
    np.testing.assert_allclose(read_path("q0:-25, q1=−50; q2:0"), [-0.25, -0.5, 0.0])


def test_meetings_by_hand() -> None:
    """16 September 2026 holds from the 17th: 14 of the quarter's 92 days at -25 bp."""
    path = by_meetings({date(2026, 9, 16): -25.0}, 2)
    np.testing.assert_allclose(path, [-0.25 * 14 / 92, -0.25])


@pytest.mark.parametrize(
    ("moves", "what"),
    [
        ({}, "at least one meeting"),
        ({date(2026, 9, 19): 25.0}, "Saturday"),
        ({date(2026, 9, 16): 25.0, date(2028, 1, 26): 25.0}, "lies after"),
        ({date(2026, 9, 16): 2500.0}, "bp from the baseline"),
    ],
)
def test_meetings_refused(moves: dict[date, float], what: str) -> None:
    with pytest.raises(BadShock, match=what):
        by_meetings(moves, 4)


def test_the_tariff_fan() -> None:
    """The Board's 0.8 percent: 49 bp in quarter 5, 91 under Taylor in 3, none looking through.

    Under the inertial rule the rate goes on to 51 bp in quarter 6.
    """
    fan = price_push(0.8)
    assert list(fan) == ["inertial", "taylor", "look-through"]
    rate = {
        rule: [one.estimate for one in told if one.variable == "funds_rate"]
        for rule, told in fan.items()
    }
    assert rate["inertial"][5] == pytest.approx(0.49, abs=0.005)
    assert rate["taylor"][3] == max(rate["taylor"]) == pytest.approx(0.91, abs=0.005)
    assert np.abs(rate["look-through"]).max() < 0.005
    assert any("extrapolation" in flag for one in price_push(4.0)["taylor"] for flag in one.flags)
    with pytest.raises(BadShock, match="no number"):
        price_push(float("nan"))


def test_rules_by_hand() -> None:
    """Inflation 3, gap 1, r* 0.5, target 2, last rate 4, last gap 0."""
    given_ = Inputs(3.0, 1.0, 0.5, 2.0, 4.0, 0.0)
    rates = {one.rule: one.rate for one in prescribe(given_)}
    assert rates == pytest.approx(
        {
            "taylor-1993": 0.5 + 3 + 0.5 + 0.5,
            "balanced": 0.5 + 3 + 0.5 + 1.0,
            "inertial": 0.85 * 4 + 0.15 * 5.0,
            "first-difference": 4 + 0.5 + 0.5,
        }
    )
    assert all(one.inputs is given_ and not one.below_zero for one in prescribe(given_))


def test_rules_below_zero_say_so_and_bad_inputs_are_refused() -> None:
    deep = prescribe(Inputs(0.5, -8.0, 0.5, 2.0, 0.125, 0.0))
    assert {one.rule for one in deep if one.below_zero} >= {"taylor-1993", "balanced"}
    with pytest.raises(ModelError, match="neutral"):
        Inputs(2.0, 0.0, float("nan"), 2.0, 4.0, 0.0)
    assert gap_from_unemployment(4.6, 4.2) == pytest.approx(-0.8)


def test_an_economy_without_a_unique_path_is_refused() -> None:
    with pytest.raises(ModelError, match="no unique path"):
        Economy(phi_pi=0.5, phi_y=0.0)
    assert solve(Economy(), 0.0, 5).gap.tolist() == [0.0] * 5


PRICES = {
    date(2015, 8, 1): 99.8675,
    date(2015, 9, 1): 99.805,
    date(2015, 10, 1): 99.80,
    date(2015, 11, 1): 99.79,
    date(2015, 12, 1): 99.70,
}


def test_a_tree_of_three_meetings() -> None:
    prices = {**PRICES, date(2016, 1, 1): 99.62}
    told = outlook(prices, (SEPTEMBER, OCTOBER, DECEMBER), date(2016, 1, 31))
    assert [one.meeting for one in told] == [SEPTEMBER, OCTOBER, DECEMBER]
    for one in told:
        assert sum(one.chance.values()) == pytest.approx(1)
    total = sum(one.change for one in told)
    mean = sum(steps * 0.25 * chance for steps, chance in told[-1].chance.items())
    assert mean == pytest.approx(total)


def test_a_month_whose_meetings_nobody_has_announced_anchors_nothing() -> None:
    """January 2016 is held, but the calendar ends in December: December is fixed from November."""
    prices = {**PRICES, date(2016, 1, 1): 99.62}
    months = month_rates(prices, (DECEMBER,), YEAR_END)
    assert months[-1].month == date(2015, 12, 1)
    assert months[-1].anchored == "before"
    with pytest.raises(BadShock, match="published to"):
        outlook(prices, (date(2016, 1, 27),), YEAR_END)


@pytest.mark.parametrize(
    ("prices", "meetings", "error", "what"),
    [
        ({}, (SEPTEMBER,), MissingObservation, "No futures contract"),
        ({date(2015, 9, 1): 99.8}, (SEPTEMBER,), MissingObservation, "Nothing fixes"),
        ({date(2015, 9, 1): 199.8}, (SEPTEMBER,), BadShock, "no price"),
        ({date(2015, 8, 1): 99.8, date(2015, 9, 1): 95.0}, (SEPTEMBER,), BadShock, "misprints"),
        (PRICES, (SEPTEMBER, date(2015, 9, 3)), BadShock, "Two meetings"),
    ],
)
def test_futures_refused(
    prices: dict[date, float], meetings: tuple[date, ...], error: type[Exception], what: str
) -> None:
    with pytest.raises(error, match=what):
        outlook(prices, meetings, YEAR_END)
