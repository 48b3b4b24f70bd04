"""Units and quantities: text and back, and what may not be added to what."""

import operator
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policywire.facts import Dimension, Quantity, Unit
from policywire.facts.errors import BadUnit, MixedUnits
from tests.facts.strategies import COUNTS, INDEXES, MONEY, UNITS

AMOUNTS = st.floats(-1e12, 1e12)


def q(value: float, unit: str) -> Quantity:
    return Quantity(value, Unit.parse(unit))


@given(UNITS)
def test_text_and_back(unit: Unit) -> None:
    assert Unit.parse(str(unit)) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("USD", Unit(Dimension.CURRENCY, "USD")),
        ("USD thousand", Unit(Dimension.CURRENCY, "USD", 3)),
        ("USD million", Unit(Dimension.CURRENCY, "USD", 6)),
        ("MXN billion", Unit(Dimension.CURRENCY, "MXN", 9)),
        ("USD trillion", Unit(Dimension.CURRENCY, "USD", 12)),
        ("USD real 2017", Unit(Dimension.CURRENCY, "USD", base="2017")),
        ("USD million real 2017", Unit(Dimension.CURRENCY, "USD", 6, base="2017")),
        ("percent", Unit(Dimension.PERCENT)),
        ("points", Unit(Dimension.POINTS)),
        ("share", Unit(Dimension.SHARE)),
        ("ratio", Unit(Dimension.RATIO)),
        ("rank", Unit(Dimension.RANK)),
        ("index 2017=100", Unit(Dimension.INDEX, base="2017=100")),
        ("index January 2006=100", Unit(Dimension.INDEX, base="January 2006=100")),
        ("MXN per USD", Unit(Dimension.PRICE, "MXN", per="USD")),
        ("USD per barrel", Unit(Dimension.PRICE, "USD", per="barrel")),
        ("persons thousand", Unit(Dimension.COUNT, "persons", 3)),
        ("months", Unit(Dimension.COUNT, "months")),
    ],
)
def test_parsed_by_hand(text: str, unit: Unit) -> None:
    assert Unit.parse(text) == unit
    assert str(unit) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "dollars", "usd", "USD  million", "USD millions", "million USD", "USD real"),
        *(
            "percent ",
            "Percent",
            "%",
            "pp",
            "percentage points",
            "index",
            "index 2017",
            "index =100",
        ),
        *("MXN per", "per USD", "MXN/USD", "people", "persons dozen", "USD million per barrel"),
    ],
)
def test_what_is_no_unit_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(
        BadUnit, match=r"is no unit\. Write USD million, .*percent, points"
    ) as error:
        Unit.parse(text)
    assert f"'{text}'" in str(error.value)


# ------------------------------------------------------------------------- percent and points


def test_percent_minus_percent_is_points() -> None:
    assert q(15.75, "percent") - q(15.5, "percent") == q(0.25, "points")


def test_share_minus_share_is_points_too() -> None:
    assert q(0.75, "share") - q(0.5, "share") == q(25.0, "points")


def test_points_shift_a_percent() -> None:
    assert q(4.0, "percent") + q(0.25, "points") == q(4.25, "percent")
    assert q(4.0, "percent") - q(0.25, "points") == q(3.75, "percent")


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        ("percent", "percent", operator.add),
        ("share", "share", operator.add),
        ("ratio", "ratio", operator.add),
        ("rank", "rank", operator.add),
        ("index 2017=100", "index 2017=100", operator.add),
        ("MXN per USD", "MXN per USD", operator.add),
        ("points", "percent", operator.add),
        ("points", "percent", operator.sub),
        ("share", "points", operator.add),
        ("share", "points", operator.sub),
        ("percent", "share", operator.sub),
        ("percent", "ratio", operator.sub),
        ("USD", "MXN", operator.add),
        ("USD", "MXN", operator.sub),
        ("USD", "USD real 2017", operator.add),
        ("USD real 2012", "USD real 2017", operator.sub),
        ("USD million", "percent", operator.sub),
        ("USD", "persons", operator.add),
        ("persons", "jobs", operator.add),
        ("index 2017=100", "index 2012=100", operator.sub),
        ("MXN per USD", "CAD per USD", operator.sub),
        ("MXN per USD", "MXN per EUR", operator.sub),
    ],
)
def test_what_may_not_be_set_together_is_refused(
    left: str, right: str, how: Callable[[Quantity, Quantity], Quantity]
) -> None:
    with pytest.raises(MixedUnits) as error:
        how(q(2.0, left), q(1.0, right))
    assert left in str(error.value)


@given(AMOUNTS, AMOUNTS)
def test_points_and_percent_never_come_to_the_same(one: float, other: float) -> None:
    difference = Quantity(one, Unit.parse("percent")) - Quantity(other, Unit.parse("percent"))
    assert difference.unit == Unit.parse("points")
    assert difference.value == pytest.approx(one - other)


@given(INDEXES, AMOUNTS)
def test_an_index_never_adds(unit: Unit, value: float) -> None:
    with pytest.raises(MixedUnits, match="do not add up"):
        Quantity(value, unit) + Quantity(value, unit)


# ------------------------------------------------------------------------- money and scale


def test_sums_and_differences_take_the_scale_of_the_left() -> None:
    assert q(1.5, "USD billion") + q(500.0, "USD million") == q(2.0, "USD billion")
    assert q(500.0, "USD million") - q(1.5, "USD billion") == q(-1000.0, "USD million")
    assert q(2.0, "persons thousand") + q(500.0, "persons") == q(2.5, "persons thousand")


@given(MONEY | COUNTS, st.sampled_from([0, 3, 6, 9, 12]), st.floats(-1e9, 1e9))
def test_scale_there_and_back(unit: Unit, scale: int, value: float) -> None:
    other = Unit(unit.dimension, unit.name, scale, base=unit.base)
    there = Quantity(value, unit).to(other)
    assert there.unit == other
    assert there.to(unit).value == pytest.approx(value, rel=1e-12)
    assert there.value * 10.0**scale == pytest.approx(value * 10.0**unit.scale, rel=1e-12)


@given(st.floats(-10, 10))
def test_share_and_percent_there_and_back(value: float) -> None:
    percent = Quantity(value, Unit.parse("share")).to(Unit.parse("percent"))
    assert percent.unit == Unit.parse("percent")
    assert percent.value == pytest.approx(100 * value)
    assert percent.to(Unit.parse("share")).value == pytest.approx(value)


@given(UNITS, UNITS, AMOUNTS)
def test_another_kind_is_never_converted(one: Unit, other: Unit, value: float) -> None:
    assume(one.unscaled != other.unscaled)
    assume({one.dimension, other.dimension} != {Dimension.SHARE, Dimension.PERCENT})
    with pytest.raises(MixedUnits, match="cannot be written in"):
        Quantity(value, one).to(other)
    with pytest.raises(MixedUnits):
        Quantity(value, one).to(other) + Quantity(value, other)


@given(UNITS, AMOUNTS)
def test_to_its_own_unit_changes_nothing(unit: Unit, value: float) -> None:
    quantity = Quantity(value, unit)
    assert quantity.to(unit) is quantity


@given(MONEY, AMOUNTS, AMOUNTS)
def test_what_is_added_can_be_taken_away(unit: Unit, one: float, other: float) -> None:
    left, right = Quantity(one, unit), Quantity(other, unit)
    assert ((left + right) - right).value == pytest.approx(one, abs=1e-3)
    assert (left + right) == (right + left)


def test_a_quantity_reads_with_its_unit() -> None:
    assert str(q(534.87, "USD billion")) == "534.87 USD billion"
    assert str(q(3.0, "percent")) == "3 percent"
