"""Landed cost by hand, and break-even duties that do what they say."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts.errors import BadDocument, BadReference
from policywire.models.sourcing.landed import (
    Stock,
    breakeven_duty,
    entry_fee,
    landed,
    safety_stock,
)
from policywire.models.sourcing.sites import compare
from policywire.models.sourcing.table import Quality, read_sites

STOCK = Stock()
SHARE = st.floats(0, 1)


def test_safety_stock_by_hand() -> None:
    """1.645 sqrt((1 + 5) 0.25^2 + 1^2) = 1.645 sqrt(1.375) = 1.9289."""
    assert safety_stock(STOCK, 5, 1) == pytest.approx(1.645 * math.sqrt(1.375), rel=1e-12)


def test_landed_cost_by_hand() -> None:
    """100 ex works, 5 freight, 10 percent duty, 1 percent risk, 4 weeks at sea, no variation."""
    still = Stock(carry=0.26, safety=0.0)
    found = landed(100, 5, (0.10, 0.0, 0.01), (4, 0), still)
    assert found.stock == pytest.approx(0.26 * 100 * 4 / 52)
    assert found.total == pytest.approx(100 + 5 + 10 + 1 + 2)


@pytest.mark.parametrize(
    ("value", "fee"), [(1_000, 33.58 / 1_000), (50_000, 0.003464), (1e6, 651.5 / 1e6)]
)
def test_fee_has_bounds(value: float, fee: float) -> None:
    assert entry_fee(value, 0.003464, 33.58, 651.50) == pytest.approx(fee)


@given(st.floats(10, 200), st.floats(10, 200), SHARE, SHARE, SHARE)
def test_at_the_breakeven_duty_both_cost_the_same(
    one: float, other: float, duty: float, theirs: float, risk: float
) -> None:
    first = landed(one, 3, (duty, 0.0, risk), (1, 0.2), STOCK)
    second = landed(other, 5, (theirs, 0.003, 0.01), (5, 1.0), STOCK)
    rate = breakeven_duty(first, second)
    if rate < 0:
        return
    level = landed(one, 3, (rate, 0.0, risk), (1, 0.2), STOCK)
    assert level.total == pytest.approx(second.total, rel=1e-9)


@pytest.mark.parametrize("wrong", [-1.0, math.inf, math.nan])
def test_costs_that_are_none(wrong: float) -> None:
    with pytest.raises(BadReference):
        landed(wrong, 0, (0, 0, 0), (1, 0), STOCK)
    with pytest.raises(BadReference):
        Stock(carry=wrong)
    with pytest.raises(BadReference):
        entry_fee(0 if math.isnan(wrong) else wrong if wrong < 0 else math.inf, 0.01, 1, 2)


# ------------------------------------------------------------------------ tables


def test_packaged_table_takes_duties_from_the_law() -> None:
    found = {one.site.name: one for one in compare(read_sites()).made}
    assert found["Monterrey"].rate == 0
    assert found["Ohio"].rate == 0
    assert found["Vietnam"].rate == pytest.approx(0.017 + 0.125)
    bare = {one.site.name: one for one in compare(read_sites(), claims=False).made}
    assert bare["Monterrey"].rate == pytest.approx(0.017 + 0.10)
    assert bare["Monterrey"].cost.fee > 0
    assert bare["Vietnam"].cost == found["Vietnam"].cost
    assert {one.weakest for one in found.values()} == {Quality.ASSUMED}


TABLE = """
title: t
hts: {hts}
day: 2026-08-01
labour: {labour}
materials: 60
other: 20
container: {container}
entry: 80000
sites:
  - &a {{name: A, origin: MEX, wage: &n {{value: 1, quality: assumed}}, productivity: *n,
    materials: *n, freight: *n, weeks: *n, deviation: *n, risk: *n{more}}}
  - {{name: {second}, origin: {origin}, wage: *n, productivity: *n, materials: *n, freight: *n,
    weeks: *n, deviation: *n, risk: *n}}
"""
GOOD = {
    "hts": "9032.89.60",
    "labour": "20",
    "container": "80000",
    "more": "",
    "second": "B",
    "origin": "CAN",
}


def written(folder: Path, **changed: str) -> Path:
    path = folder / "sites.yaml"
    path.write_text(TABLE.format(**(GOOD | changed)), encoding="utf-8")
    return path


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    found = compare(read_sites(written(tmp_path)))
    assert [one.site.name for one in found.made] == ["A", "B"]
    assert found.made[0].cost.works == pytest.approx(100)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"labour": "-1"}, "0 or more"),
        ({"container": "0"}, "dollars above 0"),
        ({"second": "A"}, "A stands twice"),
        ({"more": ", claims: true"}, "claims"),
        ({"more": ", duty: {value: 1, quality: vendor}"}, "names its source"),
        ({"more": ", duty: *n, extra: *n"}, "not both"),
        ({"more": ", extra: {value: 9.9, quality: assumed}"}, "extra is 9.9, which is above 4"),
        (
            {"second": "B, extra: &x {value: 0.1, quality: assumed}", "origin": "USA"},
            "no import duty",
        ),
        ({"labour": "lots"}, "lots"),
    ],
)
def test_tables_that_cannot_stand(tmp_path: Path, changed: dict[str, str], message: str) -> None:
    with pytest.raises(BadDocument, match=message):
        read_sites(written(tmp_path, **changed))


@pytest.mark.parametrize(
    ("changed", "message"), [({"origin": "XYZ"}, "XYZ"), ({"hts": "99999999"}, "9999")]
)
def test_places_and_numbers_nobody_knows(
    tmp_path: Path, changed: dict[str, str], message: str
) -> None:
    with pytest.raises(BadReference, match=message):
        compare(read_sites(written(tmp_path, **changed)))


def test_more_weeks_than_any_voyage_takes_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    text = path.read_text(encoding="utf-8").replace(
        "weeks: *n", "weeks: {value: 1e9, quality: assumed}", 1
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadDocument, match=r"weeks is 1e\+09, which is above 104. Give weeks."):
        read_sites(path)


def test_a_claim_that_could_not_be_made_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, more=", claim: true")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2026-08-01", "2019-08-01"), encoding="utf-8")
    first = compare(read_sites(path)).made[0]
    assert first.rate == pytest.approx(0.017)
    assert "no USMCA claim can be made on this day; answered without one" in first.rows
