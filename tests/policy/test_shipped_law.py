"""The law that ships with the trade desk: cited, ordered, and its figures checked by hand."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from policywire.desks.desk import desks
from policywire.facts.errors import NotHeld
from policywire.policy import Event, Footing, Law, Provision, load_law


@pytest.fixture(scope="module")
def held() -> Law:
    return load_law(desks()["trade"].law)


def entries(held: Law) -> list[Provision | Event]:
    return [*held.provisions.values(), *held.events.values()]


def test_every_provision_and_event_is_cited(held: Law) -> None:
    assert len(held.provisions) >= 15
    assert len(held.events) >= 15
    for item in entries(held):
        assert item.citation.title.strip(), item.id
        assert item.citation.locator.strip(), item.id
        assert not item.citation.href or item.citation.href.startswith("https://"), item.id


def test_a_reported_fact_names_who_reports_it(held: Law) -> None:
    for item in entries(held):
        if item.footing is Footing.REPORTED:
            text = item.citation.words()
            assert "report" in text or "edition" in text, f"{item.id}: {text}"


def test_values_are_ordered_finite_and_of_use(held: Law) -> None:
    for item in held.provisions.values():
        days = list(item.values)
        assert days == sorted(days), item.id
        assert all(0 <= value <= 200 for value in item.values.values()), item.id
        changed = list(item.values.values())
        assert all(a != b for a, b in pairwise(changed)), item.id
        assert item.measure.strip()


@pytest.mark.parametrize(
    ("day", "value"),
    [
        *(("2020-07-01", 66), ("2021-06-30", 66), ("2021-07-01", 69), ("2022-06-30", 69)),
        *(("2022-07-01", 72), ("2023-06-30", 72), ("2023-07-01", 75), ("2036-06-30", 75)),
    ],
)
def test_regional_value_content_steps(held: Law, day: str, value: float) -> None:
    _, quantity = held.provision("usmca.rvc.passenger_car").on(date.fromisoformat(day))
    assert str(quantity) == f"{value} percent"


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("usmca.term", "2026-07-01", "16 years"),
        ("usmca.withdrawal_notice", "2026-07-01", "6 months"),
        ("review.report_before_annual", "2026-07-01", "70 days"),
        ("review.briefing_after", "2026-07-01", "20 days"),
        ("usmca.rvc.heavy_truck", "2024-06-30", "60 percent"),
        ("usmca.rvc.heavy_truck", "2026-07-01", "64 percent"),
        ("usmca.rvc.heavy_truck", "2027-07-01", "70 percent"),
        ("usmca.lvc.passenger_car", "2026-07-01", "40 percent"),
        ("usmca.steel_purchases", "2026-07-01", "70 percent"),
        ("ieepa.mexico", "2025-03-04", "25 percent"),
        ("ieepa.mexico", "2026-02-23", "25 percent"),
        ("ieepa.mexico", "2026-02-24", "0 percent"),
        ("s232.autos", "2025-04-03", "25 percent"),
        ("s232.metals", "2025-06-03", "25 percent"),
        ("s232.metals", "2025-06-04", "50 percent"),
        ("s122.surcharge", "2026-07-23", "10 percent"),
        ("s122.surcharge", "2026-07-24", "0 percent"),
        ("s301.forced_labor", "2026-07-24", "10 percent"),
    ],
)
def test_values_by_hand(held: Law, name: str, day: str, expected: str) -> None:
    assert str(held.provision(name).on(date.fromisoformat(day))[1]) == expected


@pytest.mark.parametrize(
    ("name", "day"),
    [
        *(("usmca.rvc.passenger_car", "2020-06-30"), ("ieepa.mexico", "2025-03-03")),
        *(("s122.surcharge", "2026-02-23"), ("proposal.rvc", "2026-07-22")),
    ],
)
def test_no_value_before_its_day(held: Law, name: str, day: str) -> None:
    with pytest.raises(NotHeld, match=f"{name} is not in force on {day}"):
        held.provision(name).on(date.fromisoformat(day))


def test_the_calendar_of_the_review_by_hand(held: Law) -> None:
    days = {name: item.day.isoformat() for name, item in held.events.items()}
    assert days["usmca.in_force"] == "2020-07-01"
    assert days["review.declined"] == "2026-07-01"
    assert days["review.next"] == "2027-07-01"
    assert days["review.next_report"] == "2027-04-22"
    assert days["usmca.term_ends"] == "2036-07-01"


def test_the_calendar_agrees_with_the_numbers_of_the_law(held: Law) -> None:
    term = held.provision("usmca.term").on(date(2026, 7, 1))[1].value
    start = held.event("usmca.in_force").day
    assert held.event("usmca.term_ends").day == start.replace(year=start.year + int(term))
    before = held.provision("review.report_before_annual").on(date(2026, 7, 1))[1].value
    assert held.event("review.next").day - held.event("review.next_report").day == timedelta(
        days=before
    )
    assert held.event("review.declined").day == start.replace(year=2026)
    surcharge = held.provision("s122.surcharge").values
    assert held.event("s122.start").day in surcharge
    assert surcharge[held.event("s122.end").day + timedelta(days=1)] == 0
    step = held.event("usmca.truck_step").day
    assert step in held.provision("usmca.rvc.heavy_truck").values


def test_no_event_is_known_after_it_happened(held: Law) -> None:
    assert {item.id for item in held.events.values() if item.known > item.day} == set()


def test_what_lies_ahead_was_known_from_the_act_that_sets_it(held: Law) -> None:
    known = {name: item.known.isoformat() for name, item in held.events.items()}
    assert known["review.next"] == known["review.next_report"] == "2026-07-01"
    assert known["usmca.term_ends"] == known["usmca.truck_step"] == "2020-07-01"
    assert known["review.interim_goal"] == held.event("review.interim_sought").day.isoformat()
    assert known["review.declined"] == "2026-07-01"
