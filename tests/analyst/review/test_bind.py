"""Binding: figures recomputed over the packaged snapshot, and how little chance can do."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from policywire.analyst.reading.marks import Approximation, Numeral, NumeralKind
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.bind import Binder
from policywire.analyst.review.checking import said_in
from policywire.analyst.review.compare import band_of
from policywire.analyst.review.measures import Gauge, at, gauges
from policywire.analyst.review.said import About, Said, Shape
from policywire.analyst.review.verdicts import judge
from policywire.analyst.review.windows import openings, others
from policywire.facts import Period, SeriesKey
from policywire.newsroom import evidence
from tests.analyst.review.test_claims import rows

TODAY = date(2026, 11, 22)
FROM_MEXICO = About("imports", ("MEX",), ("USA",))


@pytest.fixture(scope="module")
def binder() -> Iterator[Binder]:
    """Return a binder over the packaged snapshot."""
    with evidence(None, TODAY) as view:
        yield Binder(view)


def gauge(binder: Binder, about: About) -> Gauge:
    return gauges(about, binder.held)[0]


def test_imports_of_a_year_are_its_twelve_months(binder: Binder) -> None:
    key = SeriesKey.parse("census:imports.general/USA.MEX")
    held = binder.view.observations(key)
    by_hand = sum(item.value for day, item in held.items() if day.year == 2024)
    made = binder.level(gauge(binder, FROM_MEXICO), Period.parse("2024"))
    assert made is not None
    assert made.value == pytest.approx(by_hand)
    assert made.unit == "USD"


def test_a_deficit_counts_the_other_way(binder: Binder) -> None:
    year = Period.parse("2024")
    deficit = binder.level(gauge(binder, About("deficit", ("USA",), ("MEX",))), year)
    balance = binder.level(gauge(binder, About("balance", ("USA",), ("MEX",))), year)
    partner = binder.level(gauge(binder, About("surplus", ("MEX",), ("USA",))), year)
    assert deficit is not None
    assert balance is not None
    assert partner is not None
    assert deficit.value == -balance.value == partner.value > 0


def test_a_change_of_a_deficit_is_one_of_its_size(binder: Binder) -> None:
    measure = gauge(binder, About("deficit", ("USA",), ("MEX",)))
    now, then = Period.parse("2024"), Period.parse("2023")
    made = binder.change(measure, now, then)
    sizes = [binder.level(measure, period) for period in (now, then)]
    assert made is not None
    assert sizes[0] is not None
    assert sizes[1] is not None
    assert made.value == pytest.approx((sizes[0].value / sizes[1].value - 1) * 100)


@pytest.mark.parametrize(
    "about",
    [
        About("imports", ("CHN",), ("DEU",)),
        About("gdp"),
        About("services_trade", ("MEX",), ("USA",)),
        About("unemployment", ("CAN",)),
        About("imports", ("MEX",), ("USA",), ("hs:999999",)),
        About("trade", ("MEX",), ("CHN",)),
        About("fdi", (), ("BRA",)),
        About("deficit", ("CAN",), ("MEX",)),
    ],
)
def test_what_is_not_held_has_no_gauge(binder: Binder, about: About) -> None:
    assert gauges(about, binder.held) == ()


def test_a_period_not_wholly_held_has_no_figure(binder: Binder) -> None:
    assert binder.level(gauge(binder, FROM_MEXICO), Period.parse("2026")) is None


def test_warming_changes_no_figure() -> None:
    key = SeriesKey.parse("census:imports.general/USA.VNM")
    with evidence(None, TODAY) as cold, evidence(None, TODAY) as warm:
        warm.warm(key.family)
        assert warm.observations(key) == cold.observations(key)
        assert warm.series(key) == cold.series(key)


def test_a_gauge_is_put_to_a_period(binder: Binder) -> None:
    measure = gauge(binder, FROM_MEXICO)
    assert str(at(measure.expression, Period.parse("2024"))) == (
        "sum(census:imports.general/USA.MEX, 2024)"
    )


def test_windows_of_a_year_begin_with_its_months_to_date() -> None:
    found = others(Period.parse("2024"))
    assert str(found[0]) == "2024-01..2024-11"
    assert {"2023", "2025"} <= set(map(str, found))
    assert Period.parse("2024") not in found


def test_an_open_period_may_end_anywhere() -> None:
    found = openings(Period.parse("2025-03"), date(2026, 1, 31))
    assert str(found[0]) == "2025-03..2025-12"
    assert str(found[1]) == "2025-03..2026-01"
    assert len(found) == 11


def test_a_band_has_the_direction_said() -> None:
    numeral = Numeral(0, 4, "6.9%", 6.9, 6.85, 6.95, NumeralKind.PERCENT)
    fell = band_of(Said("", 0, 0, Shape.CHANGE, None, numeral, direction=-1))
    assert fell.holds(-6.9)
    assert not fell.holds(6.9)
    open_ = band_of(Said("", 0, 0, Shape.CHANGE, None, numeral))
    assert open_.holds(-6.9)
    assert not open_.signed


def test_more_than_has_no_end_far_away() -> None:
    over = Approximation.OVER
    numeral = Numeral(0, 3, "500", 500.0, 500.0, 550.0, NumeralKind.MONEY, "USD", None, over)
    band = band_of(Said("", 0, 0, Shape.LEVEL, None, numeral))
    assert band.holds(505.5)
    assert not band.holds(499.0)
    assert not band.holds(1000.0)


def test_a_random_figure_is_never_supported(binder: Binder) -> None:
    """Every true vector with its figure replaced, eight times: how often chance is believed."""
    chance, told = random.Random(2026), Counter[str]()
    for verdict, figure, text in rows():
        if verdict != "supported" or not re.search(r"\d", figure) or "about" in text.lower():
            continue
        for _ in range(8):
            wrong = another(figure, chance)
            changed = text.replace(figure, wrong)
            if wrong == figure or wrong in text or changed == text:
                continue
            for claim in verdicts(changed, wrong, binder):
                told[claim] += 1
    assert told.total() > 1200
    assert told["supported"] == 0
    assert told["wrong period"] + told["wrong place"] < 0.08 * told.total()


def another(figure: str, chance: random.Random) -> str:
    """Return a figure with another number, as many decimals, at least 8 percent away."""
    match = re.search(r"\d[\d,]*\.?\d*", figure)
    assert match is not None
    digits = match.group().replace(",", "")
    factor = chance.choice([chance.uniform(0.3, 0.92), chance.uniform(1.25, 2.5)])
    decimals = len(digits.partition(".")[2])
    made = f"{float(digits) * factor:.{decimals}f}"
    return figure.replace(match.group(), made, 1) if float(made) != float(digits) else figure


def verdicts(text: str, figure: str, binder: Binder) -> list[str]:
    found = said_in(text, shipped_terms(), TODAY, TODAY)
    mine = [item for item in found if item.numeral and figure in item.numeral.text]
    return [str(judge(item, binder).verdict) for item in mine]
