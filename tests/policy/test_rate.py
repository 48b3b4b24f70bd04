"""The duty on a day: by hand from the schedule, and what must always hold."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policywire.facts import Place
from policywire.facts.errors import BadCode, BadReference
from policywire.policy.duty import FACTS, Duty, Entry, total
from policywire.policy.library import Library
from policywire.policy.regime import rate


def duty(library: Library, day: str, origin: str, number: str = "", **entry: Any) -> Duty:
    return rate(library.law, date.fromisoformat(day), Place.parse(origin), number, Entry(**entry))


def ids(found: Duty) -> list[str]:
    return [row.id for row in found.rows]


# One Mexican part on five dates, with and without a claim: rows worked out by hand.
BRAKE = [
    ("2025-03-03", False, 0.025, ["mfn"]),
    ("2025-03-05", True, 0.25, ["mfn", "ieepa-fent-mx-a"]),
    ("2025-03-05", False, 0.275, ["mfn", "ieepa-fent-mx-a"]),
    ("2025-04-10", True, 0.0, ["mfn"]),
    ("2025-04-10", False, 0.275, ["mfn", "ieepa-fent-mx-b"]),
    ("2025-06-01", True, 0.0, ["mfn"]),
    ("2025-06-01", False, 0.275, ["mfn", "s232-parts"]),
    ("2026-03-01", False, 0.275, ["mfn", "s232-parts"]),
    ("2026-08-01", False, 0.275, ["mfn", "s232-parts"]),
]


@pytest.mark.parametrize(("day", "claim", "expected", "rows"), BRAKE)
def test_a_brake_part_of_mexico_by_date(
    library: Library, day: str, claim: bool, expected: float, rows: list[str]
) -> None:
    found = duty(library, day, "MEX", "8708.30.50", claim=claim)
    assert found.rate == pytest.approx(expected)
    assert ids(found) == rows


# An ordinary good, on no list: who lays what, day by day across every border of the law.
ORDINARY = [
    ("MEX", "2025-03-03", 0.0, ""),
    ("MEX", "2025-03-04", 0.25, "IEEPA"),
    ("MEX", "2026-02-23", 0.25, "IEEPA"),
    ("MEX", "2026-02-24", 0.10, "S122"),
    ("MEX", "2026-07-23", 0.10, "S122"),
    ("MEX", "2026-07-24", 0.10, "S301"),
    ("CAN", "2025-07-31", 0.25, "IEEPA"),
    ("CAN", "2025-08-01", 0.35, "IEEPA"),
    ("CAN", "2026-02-24", 0.10, "S122"),
    ("DEU", "2025-04-04", 0.0, ""),
    ("DEU", "2025-04-05", 0.10, "IEEPA"),
    ("DEU", "2025-08-07", 0.15, "IEEPA"),
    ("VNM", "2025-08-07", 0.20, "IEEPA"),
]


@pytest.mark.parametrize(("origin", "day", "expected", "authority"), ORDINARY)
def test_an_ordinary_free_good_by_date(
    library: Library, origin: str, day: str, expected: float, authority: str
) -> None:
    found = duty(library, day, origin, mfn=0.0)
    assert found.rate == pytest.approx(expected)
    assert found.authority == authority


def test_the_order_decides_authority_where_the_rate_is_equal(library: Library) -> None:
    """Executive Order 14289: steel of Mexico paid the emergency duty until 3 June 2025."""
    before = duty(library, "2025-06-03", "MEX", "7208")
    after = duty(library, "2025-06-04", "MEX", "7208")
    assert (before.rate, before.authority) == (0.25, "IEEPA")
    assert (after.rate, after.authority) == (0.5, "S232")
    assert [row.id for row in before.displaced] == ["s232-steel-25"]
    assert [row.id for row in after.displaced] == ["ieepa-fent-mx-b"]
    claimed = duty(library, "2025-06-03", "MEX", "7208", claim=True)
    assert (claimed.rate, claimed.authority) == (0.25, "S232")


def test_metal_content_pays_one_and_the_rest_another(library: Library) -> None:
    """8481.90.9060: half aluminum. 50% on the half, and 25% on what is no metal."""
    found = duty(library, "2025-07-01", "MEX", "8481.90.90.60", metal_share=0.5)
    parts = {row.id: row.rate for row in found.rows}
    assert parts["s232-metals-50-aluminum-content"] == pytest.approx(0.25)
    assert parts["ieepa-fent-mx-b"] == pytest.approx(0.125)
    assert found.displaced[0].left == pytest.approx(0.125)


def test_two_metals_cover_the_value_once(library: Library) -> None:
    shares = {"steel": 0.8, "aluminum": 0.2}
    found = duty(library, "2025-10-01", "MEX", "8504.33.00", metals=shares)
    assert sum(row.rate for row in found.rows if row.authority == "S232") == pytest.approx(0.5)
    assert "ieepa-fent-mx-b" not in ids(found)
    taken = duty(library, "2025-10-01", "MEX", "8504.33.00", metal_share=0.7)
    assert sum(row.rate for row in taken.rows if row.authority == "S232") == pytest.approx(0.5)


def test_floors_are_measured_above_the_base_rate_paid(library: Library) -> None:
    assert duty(library, "2025-10-01", "DEU", "8703.23").rate == pytest.approx(0.15)
    assert duty(library, "2025-10-01", "DEU", "8704.21.01").rate == pytest.approx(0.25)
    free = duty(library, "2025-10-01", "DEU", mfn=0.0).rate
    high = duty(library, "2025-10-01", "DEU", mfn=0.2).rate
    assert free == pytest.approx(0.15)
    assert high == pytest.approx(0.2)


def test_a_kit_is_not_exempt(library: Library) -> None:
    plain = duty(library, "2025-06-01", "MEX", "8708.30.50", claim=True)
    kit = duty(library, "2025-06-01", "MEX", "8708.30.50", claim=True, facts=frozenset({"kit"}))
    assert (plain.rate, kit.rate) == (0.0, 0.25)


@pytest.mark.parametrize(
    ("content", "expected"), [(None, 0.25), (0.0, 0.25), (0.4, 0.15), (1.0, 0.0)]
)
def test_a_usmca_car_pays_on_its_non_us_content(
    library: Library, content: float | None, expected: float
) -> None:
    found = duty(library, "2025-04-10", "MEX", "8703.23", claim=True, us_content=content)
    assert found.rate == pytest.approx(expected)
    assert bool(found.assumed) is (content is None)


def test_weight_of_metal_takes_goods_out_of_the_annexes(library: Library) -> None:
    """9903.82.03: below 15 percent of weight, outside chapters 72, 73, 74 and 76."""
    light = duty(library, "2026-05-10", "MEX", "8302.10.60", metal_weight=0.14)
    heavy = duty(library, "2026-05-10", "MEX", "8302.10.60", metal_weight=0.15)
    assert light.authority == "S122"
    assert heavy.authority == "S232"
    steel = duty(library, "2026-05-10", "MEX", "7208.10.15", metal_weight=0.01)
    assert steel.authority == "S232"


def test_specific_rates_are_computed_or_said(library: Library) -> None:
    given_ = duty(library, "2025-02-01", "CAN", "2709.00.10", unit_value=65.0)
    assert given_.rate == pytest.approx(0.0525 / 65)
    bare = duty(library, "2025-04-01", "CAN", "2709.00.10")
    assert bare.rate == pytest.approx(0.10)
    assert not bare.complete
    assert "5.25¢/bbl (give the value in U.S. dollars per bbl)" in bare.not_computed[0]


def test_lines_that_differ_give_a_range_and_ask(library: Library) -> None:
    found = duty(library, "2025-03-05", "MEX", "8536.90")
    assert found.rate is None
    assert found.low == pytest.approx(0.25)
    assert found.high == pytest.approx(0.277)
    assert "give more digits" in found.level
    assert dict(found.lines) == {
        "8536.90.40": pytest.approx(0.25),
        "8536.90.60": pytest.approx(0.277),
        "8536.90.85": pytest.approx(0.25),
    }
    assert duty(library, "2025-03-05", "MEX", "8536.90.60").rate == pytest.approx(0.277)


def test_lists_that_are_not_held_are_said(library: Library) -> None:
    found = duty(library, "2025-01-15", "CHN", "8536.90.60")
    assert found.rate == pytest.approx(0.027)
    assert not found.complete
    assert "s301-china" in found.not_computed[0]


def test_section_338_is_flagged_as_not_seen_to_have_begun(library: Library) -> None:
    before = duty(library, "2026-08-18", "CAN", "2203.00.00", claim=True)
    after = duty(library, "2026-08-19", "CAN", "2203.00.00", claim=True)
    assert (before.rate, after.rate) == (0.0, 0.5)
    assert "Not seen to have begun" in after.rows[-1].note
    assert "not seen to have begun: s338-ca-alc" in after.caution


def test_days_outside_what_is_known_are_answered_and_said(library: Library) -> None:
    early = duty(library, "1999-01-01", "MEX", "8708.30.50")
    late = duty(library, "2031-01-01", "MEX", "8708.30.50")
    known = duty(library, "2026-08-03", "MEX", "8708.30.50")
    assert early.rate == 0.025
    assert late.rate == known.rate == pytest.approx(0.275)
    assert "known to 2026-08-03" in early.caution
    assert "known to 2026-08-03" in late.caution
    assert known.caution == ""


@pytest.mark.parametrize(
    ("entry", "origin", "message"),
    [
        ({"us_content": 1.2}, "MEX", "U.S. content is 1.2, which is no share"),
        ({"metal_share": -0.1}, "MEX", "no share"),
        ({"metals": {"steel": 0.7, "copper": 0.4}}, "MEX", "sum to 1 at most"),
        ({"metals": {"zinc": 0.7}}, "MEX", "'zinc' is no metal"),
        ({"facts": frozenset({"kitt"})}, "MEX", "'kitt' is no fact"),
        ({"unit_value": 0.0}, "MEX", "unit value of 0"),
        ({"unit_value": float("nan")}, "MEX", "no rate or value"),
        ({"claim": True}, "CHN", "A USMCA claim is for goods of Mexico or Canada"),
        ({}, "USA", "no origin of imports"),
        ({}, "WLD", "no origin of imports"),
        ({}, "CUB", "column 2"),
        ({"lists": frozenset({"x"})}, "MEX", "No list of goods"),
    ],
)
def test_what_cannot_be_is_refused(
    library: Library, entry: dict[str, Any], origin: str, message: str
) -> None:
    with pytest.raises(BadReference, match=message):
        duty(library, "2025-05-01", origin, "8703.23", **entry)


def test_a_good_of_no_number_needs_a_base_rate(library: Library) -> None:
    with pytest.raises(BadReference, match="Give a tariff number, or the base rate"):
        duty(library, "2025-05-01", "MEX")
    with pytest.raises(BadCode):
        duty(library, "2025-05-01", "MEX", "0110")


def test_the_contract_for_machines(library: Library) -> None:
    told = json.loads(json.dumps(duty(library, "2025-05-15", "MEX", "7208.10.15").as_json()))
    assert told["rate"] == 0.25
    assert told["layer"] == "statutory"
    for row in told["rows"]:
        assert row["authority"]
        assert row["heading"]
        assert row["citation"]
        assert isinstance(row["rate"], float)
    assert told["displaced"][0]["authority"] == "S232"
    assert told["known_to"] == "2026-08-03"


# -------------------------------------------------------------------- what always holds


# fmt: off
NUMBERS = st.sampled_from([
    "7208", "8708.30", "8703.23", "2709.00.10", "3104.20", "8471.50", "4407.12", "8536.90.85.85",
    "8302.10.60", "7606.12.30", "8701.21", "0406.10.28", "2203.00.00", "9401.61.40", "8544.42.20",
])
# fmt: on
DAYS = st.dates(date(2024, 12, 1), date(2028, 1, 1))
SHARES = st.none() | st.floats(0, 1)


@settings(deadline=None, max_examples=200)
@given(
    day=DAYS, number=NUMBERS, origin=st.sampled_from(["MEX", "CAN", "CHN", "EUU", "JPN", "GBR"]),
    metal=SHARES, weight=SHARES, content=SHARES,
    facts=st.frozensets(st.sampled_from(sorted(FACTS)), max_size=3),
)  # fmt: skip
def test_every_answer_adds_up(
    library: Library, day: date, number: str, origin: str, metal: float | None,
    weight: float | None, content: float | None, facts: frozenset[str],
) -> None:  # fmt: skip
    claim = origin in ("MEX", "CAN") and content is not None
    entry = Entry(
        claim=claim, metal_share=metal, metal_weight=weight, us_content=content, facts=facts
    )
    found = rate(library.law, day, Place(origin), number, entry)
    assert 0 <= found.low <= found.high < 3
    if found.rate is not None:
        assert found.rate == found.low == found.high == total(found.rows)
    else:
        assert found.low < found.high
        assert found.lines
    assert all(row.rate >= 0 and row.citation.words() and row.heading for row in found.rows)
    assert len(set(ids(found))) == len(found.rows)
    assert all(kept.left >= 0 for kept in found.displaced)


@settings(deadline=None, max_examples=150)
@given(day=DAYS, number=NUMBERS, origin=st.sampled_from(["MEX", "CAN"]), metal=SHARES)
def test_a_claim_never_costs(
    library: Library, day: date, number: str, origin: str, metal: float | None
) -> None:
    place = Place(origin)
    without = rate(library.law, day, place, number, Entry(metal_share=metal))
    claimed = rate(library.law, day, place, number, Entry(metal_share=metal, claim=True))
    if without.complete and claimed.complete:
        assert claimed.high <= without.high + 1e-12


def test_a_unit_value_that_cannot_be_is_refused(library: Library) -> None:
    """10.5 cents a barrel on a barrel of a cent would be ten times its value: a wrong unit."""
    regime = library.law.on(date(2025, 8, 15))
    with pytest.raises(BadReference, match=r"10.5 times their value. Mind the unit: .* per bbl"):
        regime.rate(Place("CAN"), "2709.00.20", Entry(unit_value=0.01))
    crude = regime.rate(Place("CAN"), "2709.00.20", Entry(unit_value=65, claim=False))
    assert crude.rate == pytest.approx(0.10 + 0.105 / 65)
    with pytest.raises(BadReference, match="above any of the schedule"):
        Entry(mfn=27.0)


def test_content_without_a_claim_is_said_not_to_count(library: Library) -> None:
    duty = library.law.on(date(2025, 8, 15)).rate(Place("MEX"), "8703.23.01", Entry(us_content=0.4))
    assert duty.rate == pytest.approx(0.275)
    assert "U.S. content counts under a USMCA claim alone, and none is made" in duty.assumed


@pytest.mark.parametrize(
    ("number", "metal", "heading"),
    [
        ("7208.10.15", "steel", "9903.81.87 and 9903.81.89"),
        ("7601.10.60", "aluminum", "9903.85.02 to 9903.85.07"),
    ],
)
def test_each_metal_has_its_own_heading(
    library: Library, number: str, metal: str, heading: str
) -> None:
    """Note 16 is of steel, note 19 of aluminum; 25 percent from the United Kingdom."""
    regime = library.law.on(date(2025, 8, 15))
    duty = regime.rate(Place("CAN"), number)
    assert [(row.programme, row.heading, row.rate) for row in duty.rows[1:]] == [
        (f"s232.metals.{metal}", heading, 0.5)
    ]
    assert regime.rate(Place("GBR"), number).rate == pytest.approx(0.25)
