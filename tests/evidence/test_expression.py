"""Expressions: text and back, values by hand, and everything they refuse."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.evidence import Evaluator, Store, Words, parse
from policywire.evidence.expression import Combination, Expression, Term
from policywire.facts import Period, SeriesKey, Status
from policywire.facts.errors import (
    BadExpression,
    Incomparable,
    MissingObservation,
    MixedAdjustment,
    MixedBases,
    MixedPeriods,
    MixedUnits,
    UnknownSeries,
)
from tests.evidence.conftest import CA, EARLY, EU, LATE, MX, OUT, WLD


def value(store: Store, text: str, as_of: date | None = None) -> float:
    """Evaluate a text and return the bare number."""
    with store.read(as_of) as view:
        return Evaluator(view).evaluate(parse(text)).quantity.value


KEYS = st.sampled_from([SeriesKey.parse(key) for key in (MX, CA, WLD, OUT)])
PERIODS = st.sampled_from(
    [Period.parse(text) for text in ("2024", "2024-03", "2024-01..2024-11", "12m:2024-06")]
)
TERMS = st.builds(Term, st.sampled_from(["value", "sum", "mean"]), KEYS, PERIODS)


def _combinations(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    pair = st.tuples(inner, inner)
    many = st.lists(inner, min_size=2, max_size=4).map(tuple)
    two = st.builds(Combination, st.sampled_from(["difference", "change", "share", "ratio"]), pair)
    more = st.builds(Combination, st.sampled_from(["sum", "mean", "rank"]), many)
    ranked = st.builds(
        Combination, st.just("rank"), st.tuples(inner), st.sampled_from(["countries", "years"])
    )
    return two | more | ranked


@given(st.recursive(TERMS, _combinations, max_leaves=8))
def test_text_and_back(expression: Expression) -> None:
    assert parse(str(expression)) == expression


def test_words_stand_for_series_periods_and_figures() -> None:
    words = Words(
        {"mx": SeriesKey.parse(MX)},
        {"year": Period.parse("2024")},
        {"total": parse(f"sum({WLD}, 2024)")},
    )
    assert str(parse("share(sum(mx, $year), @total)", words)) == (
        f"share(sum({MX}, 2024), sum({WLD}, 2024))"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sum",
        "sum(",
        f"sum({MX})",
        f"sum({MX}, 2024",
        f"sum({MX}, 2024) extra",
        f"share(sum({MX}, 2024))",
        f"growth({MX}, 2024)",
        f"difference({MX}, 2024)",
        f"rank(sum({MX}, 2024))",
        f"rank(sum({MX}, 2024), sum({CA}, 2024), countries)",
        "sum(mexico, 2024)",
        f"sum({MX}, $year)",
        "change(@a, @b)",
        f"value(sum({MX}, 2024), 2024)",
    ],
)
def test_what_is_no_expression(text: str) -> None:
    with pytest.raises(BadExpression):
        parse(text)


def test_the_operators_by_hand(store: Store) -> None:
    """Twelve months of 50 with the last revised to 62: 612; World 12 x 250 = 3,000."""
    assert value(store, f"sum({MX}, 2024)") == 612
    assert value(store, f"mean({MX}, 2024)") == 51
    assert value(store, f"value({MX}, 2024-12)") == 62
    assert value(store, f"share(sum({MX}, 2024), sum({WLD}, 2024))") == pytest.approx(20.4)
    assert value(store, f"change(sum({MX}, 2024), sum({MX}, 2023))") == pytest.approx(27.5)
    assert value(store, f"difference(sum({OUT}, 2024), sum({MX}, 2024))") == 300 - 612
    assert value(store, f"sum(sum({OUT}, 2024), sum({MX}, 2024))") == 912
    assert value(store, f"ratio(sum({MX}, 2024), sum({CA}, 2024))") == pytest.approx(1.7)
    assert value(store, f"rank(sum({MX}, 2024), countries)") == 1
    assert value(store, f"rank(sum({CA}, 2024), countries)") == 2  # the EU and World are groups


def test_a_record_is_a_rank_among_the_years_held(store: Store) -> None:
    with store.read() as view:
        made = Evaluator(view).evaluate(parse(f"rank(sum({MX}, 2024), years)"))
    assert (made.quantity.value, made.among) == (1, 2)
    assert value(store, f"rank(sum({MX}, 2023), years)") == 2
    assert value(store, f"rank(sum({CA}, 2024-01..2024-06), years)") == 2


def test_as_of_gives_the_number_known_then(store: Store) -> None:
    assert value(store, f"sum({MX}, 2024)", EARLY) == 600
    assert value(store, f"sum({MX}, 2024)", LATE) == 612


def test_points_are_not_percent(store: Store) -> None:
    share = f"share(sum({MX}, {{0}}), sum({WLD}, {{0}}))"
    text = f"difference({share.format(2024)}, {share.format(2023)})"
    with pytest.raises(MixedBases):  # different years of one pair of series are comparable...
        value(store, f"difference({share.format(2024)}, sum({MX}, 2023))")
    with store.read() as view:
        made = Evaluator(view).evaluate(parse(text))
    assert str(made.quantity.unit) == "points"
    assert made.quantity.value == pytest.approx(0.4)
    assert str(made.against) == "2023"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (f"sum(sum({MX}, 2024), mean(bls:cpi/USA, 2024))", MixedAdjustment),
        ("sum(mean(fed:rate/USA, 2024), mean(fed:fx/USA.MEX, 2024-01))", MixedPeriods),
        ("sum(mean(fed:rate/USA, 2024-01), mean(fed:fx/USA.MEX, 2024-01))", MixedBases),
        (f"share(sum({MX}, 2024), sum({WLD}, 2023))", MixedPeriods),
        (f"change(sum({MX}, 2024-02), sum({MX}, 2024-01))", MixedPeriods),
        (f"change(sum({MX}, 2024), sum({MX}, 2023-01..2023-11))", MixedPeriods),
        (f"change(sum({MX}, 2024), sum({CA}, 2023))", MixedBases),
        (f"difference(sum({MX}, 2024), sum(census:imports.consumption/USA.MEX, 2024))", MixedBases),
        (f"sum(sum({MX}, 2024), sum({EU}, 2024))", MixedBases),
        (f"share(sum({MX}, 2024), sum({OUT}, 2024))", MixedBases),
        ("sum(bls:cpi/USA, 2024)", Incomparable),
        ("sum(mean(bls:cpi/USA, 2024), mean(bls:cpi/USA, 2024))", MixedBases),
        (f"sum(sum({MX}, 2024), sum({MX}, 2024))", MixedBases),
        (f"sum(sum({MX}, 2024), value({MX}, 2024-03))", MixedPeriods),
        (f"share(sum({MX}, 2024), sum({CA}, 2024))", MixedUnits),
        (f"difference(sum({OUT}, 2024), sum({CA}, 2024))", MixedBases),
        (f"difference(rank(sum({MX}, 2024), years), rank(sum({MX}, 2024), years))", MixedUnits),
        ("change(mean(fed:rate/USA, 2024), mean(fed:rate/USA, 2023))", MixedUnits),
        ("difference(mean(bls:cpi/USA, 2024), mean(fed:rate/USA, 2024))", Incomparable),
        (f"value({MX}, 2024)", MissingObservation),
        (f"value({MX}, 2025-01)", MissingObservation),
        (f"sum({MX}, 2024-06..2025-02)", MissingObservation),
        ("mean(fed:fx/USA.MEX, 2024-01-02..2024-03-29)", MissingObservation),
        ("sum(census:imports.general/USA.CHN, 2024)", UnknownSeries),
    ],
)
def test_what_an_expression_refuses(store: Store, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        value(store, text)


def test_adjusted_and_unadjusted_do_not_mix(store: Store) -> None:
    with pytest.raises(MixedAdjustment):
        value(store, f"ratio(mean(bls:cpi/USA, 2024), mean({MX}, 2024))")


def test_an_adjusted_series_may_compare_neighbouring_months(store: Store) -> None:
    assert value(store, "change(value(bls:cpi/USA, 2024-02), value(bls:cpi/USA, 2024-01))") == 0


def test_effective_rate_names_its_convention(store: Store) -> None:
    text = (
        "share(sum(census:duties.calculated/USA.MEX, 2024),"
        " sum(census:imports.consumption/USA.MEX, 2024))"
    )
    with store.read() as view:
        made = Evaluator(view).evaluate(parse(text))
    assert made.quantity.value == pytest.approx(2.0)
    assert made.basis == "calculated duties over imports for consumption at customs value"


def test_the_trail_names_expression_vintages_and_documents(store: Store) -> None:
    with store.read() as view:
        made = Evaluator(view).evaluate(parse(f"sum({MX}, 2024)"))
    text = "\n".join(made.trail())
    assert f"sum({MX}, 2024)" in text
    assert "n=12" in text
    assert "vintage 2025-02-01, 2025-08-01" in text
    assert len(made.documents) == 2
    assert made.status is Status.ACTUAL


def test_daily_mean_uses_the_days_held(store: Store) -> None:
    assert value(store, "mean(fed:fx/USA.MEX, 2024-01)") == pytest.approx(17 + 83 / 7)
