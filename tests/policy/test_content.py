"""Arithmetic of origin: by hand from the statute, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts.errors import BadReference
from policywire.policy.content import (
    Costs,
    Landed,
    de_minimis,
    drawback,
    fee,
    labour_value,
    net_cost,
    net_cost_content,
    nonallowable_interest,
    nonoriginating_value,
    purchased_share,
    textile_de_minimis,
    transaction_content,
)

AMOUNT = st.floats(0, 1e6)


def test_net_cost_takes_off_what_the_statute_names() -> None:
    """100 less 4 marketing, 5 royalties, 3 shipping; 44 of 88 is foreign: 50, not the naive 56."""
    cost = net_cost(Costs(100, marketing=4, royalties=5, shipping_packing=3))
    assert cost == 88
    assert net_cost_content(cost, 44) == 50
    assert net_cost_content(100, 44) == 56


def test_interest_above_the_official_rate_and_seven_points() -> None:
    """12 percent paid on an official 4: one point of twelve is not allowable, so a twelfth."""
    assert nonallowable_interest(120, 12, 4, 7) == pytest.approx(10)
    assert nonallowable_interest(120, 11, 4, 7) == 0
    assert nonallowable_interest(0, 0, 4, 7) == 0


def test_what_may_be_deducted_of_a_material() -> None:
    assert nonoriginating_value(Landed(50, 4, 3, 1, 0.4)) == pytest.approx(42.4)
    assert nonoriginating_value(Landed(50, waste=1, scrap=3)) == 50  # scrap never adds
    assert nonoriginating_value(Landed(5, freight=9)) == 0


def test_de_minimis_by_either_whole() -> None:
    assert de_minimis(9.8, 100, 95, 10)
    assert not de_minimis(10.2, 100, 95, 10)
    assert de_minimis(10.2, 95, 103, 10)
    assert not de_minimis(0.0, None, None, 10)


def test_textiles_go_by_weight_and_elastomeric_yarn() -> None:
    assert textile_de_minimis(0.10, 0.07, 10, 7)
    assert not textile_de_minimis(0.09, 0.08, 10, 7)
    assert not textile_de_minimis(0.11, 0.0, 10, 7)


def test_labour_value_is_capped() -> None:
    assert labour_value(31, 14, 9, (10, 5)) == 46


@pytest.mark.parametrize(("originating", "total"), [(1, 0), (2, 1), (-1, 1)])
def test_purchases_that_are_no_share_are_refused(originating: float, total: float) -> None:
    with pytest.raises(BadReference):
        purchased_share(originating, total)


def test_a_fee_has_bounds() -> None:
    bounds = (0.003464, 33.58, 651.5)
    assert fee(300_000, *bounds) == 651.5
    assert fee(100, *bounds) == 33.58
    assert fee(100_000, *bounds) == pytest.approx(346.4)


@pytest.mark.parametrize("amount", [-1.0, float("nan"), float("inf")])
def test_impossible_amounts_are_refused(amount: float) -> None:
    for call in (
        lambda: transaction_content(amount, 1),
        lambda: transaction_content(100, amount),
        lambda: Costs(amount),
        lambda: Costs(100, royalties=amount),
        lambda: Landed(amount),
        lambda: drawback(amount, 1),
    ):
        with pytest.raises(BadReference):
            call()


def test_deductions_above_the_whole_are_refused() -> None:
    with pytest.raises(BadReference, match="deductions of 110 exceed the total cost of 100"):
        Costs(100, marketing=60, royalties=50)


@given(st.floats(0.01, 1e6), AMOUNT, AMOUNT)
def test_content_falls_with_foreign_value(whole: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert transaction_content(whole, high) <= transaction_content(whole, low) <= 100
    assert transaction_content(whole, 0) == 100


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_a_deduction_never_raises_a_value(
    value: float, freight: float, duties: float, waste: float, scrap: float
) -> None:
    assert 0 <= nonoriginating_value(Landed(value, freight, duties, waste, scrap)) <= value
