"""Acts and changes: the law adds up from its acts; a scenario changes what it says, no more."""

from datetime import date, timedelta
from typing import Any

import pytest

from policywire.facts import Place
from policywire.facts.errors import BadDocument
from policywire.policy.acts import Act, acts, between, replay
from policywire.policy.change import Changes, LawState, apply
from policywire.policy.duty import Entry
from policywire.policy.library import Library
from policywire.policy.regime import Lawbook
from policywire.policy.review import Status

DAY = date(2027, 1, 4)
BEFORE = DAY - timedelta(days=1)
MEXICO = Place("MEX")


def state(library: Library) -> LawState:
    return LawState(library.law.book, library.origin, library.review)


def changed(library: Library, **changes: Any) -> tuple[LawState, Lawbook]:
    made = apply(state(library), Changes(DAY, **changes))
    return made, Lawbook(made.book, library.law.schedule)


def share(law: Lawbook, day: date, number: str, claim: bool = True) -> float | None:
    return law.on(day).rate(MEXICO, number, Entry(claim=claim)).rate


# ---------------------------------------------------------------------------- the acts


def test_the_agreement_and_every_act_since_is_the_regime(library: Library) -> None:
    """On every day on which anything changes, the day before and the day after."""
    made = acts(library.law.book)
    days = sorted({act.day + timedelta(days=by) for act in made for by in (-1, 0, 1)})
    assert len(days) > 100
    for day in days:
        regime = library.law.on(day)
        assert replay(made, day) == {item.id: item.on(day) for item in regime.in_force}, day


def test_acts_between_two_days_are_the_difference(library: Library) -> None:
    made = between(library.law.book, date(2026, 7, 23), date(2026, 7, 24))
    assert [(act.measure, act.kind, act.rate, act.before) for act in made] == [
        ("s122", "ends", None, 0.10),
        ("s301-fl", "begins", 0.10, None),
        ("s301-fl-in", "begins", 0.10, None),
        ("s301-fl-others", "begins", 0.125, None),
    ]
    assert between(library.law.book, DAY, DAY) == ()


def test_acts_that_cannot_follow_are_refused() -> None:
    begins = Act(DAY, "a", "begins", 0.1, None)
    for made in ([begins, begins], [Act(DAY, "a", "ends", None, 0.1)]):
        with pytest.raises(BadDocument):
            replay(made, DAY)


# -------------------------------------------------------------------------- the changes


def test_a_lapse_ends_claims_from_its_day(library: Library) -> None:
    made, law = changed(library, lapse=True)
    assert share(law, BEFORE, "8708.30.50") == 0
    assert share(law, DAY, "8708.30.50") == pytest.approx(0.275)
    assert share(law, DAY, "8703.23") == pytest.approx(0.275)
    assert law.on(DAY).rate(MEXICO, "8703.23", Entry(claim=True)).assumed
    assert made.review.on(BEFORE).status is Status.NOTICE
    assert made.review.on(DAY).status is Status.LAPSED


def test_a_penalty_is_in_place_of_the_forced_labor_duty(library: Library) -> None:
    _, law = changed(library, penalty=25)
    without = law.on(DAY).rate(MEXICO, entry=Entry(mfn=0.027))
    assert without.rate == pytest.approx(0.277)
    assert [row.id for row in without.rows] == ["mfn", "supposed-penalty"]
    assert law.on(DAY).rate(MEXICO, entry=Entry(mfn=0.027, claim=True)).rate == 0
    assert law.on(BEFORE).rate(MEXICO, entry=Entry(mfn=0.027)).rate == pytest.approx(0.127)
    assert share(law, DAY, "8708.30.50", claim=False) == pytest.approx(0.275)  # 232 comes first


def test_an_exempt_list_ends(library: Library) -> None:
    _, law = changed(library, exempt_list_ends=("s232-parts",))
    assert share(law, BEFORE, "8708.30.50") == 0
    assert share(law, DAY, "8708.30.50") == pytest.approx(0.25)
    _, law = changed(library, exempt_list_ends=("s301-fl",))
    coffee = "0901.11.00"
    assert share(law, BEFORE, coffee, claim=False) == 0
    assert share(law, DAY, coffee, claim=False) == pytest.approx(0.10)


def test_rates_and_ends_by_measure_and_by_programme(library: Library) -> None:
    _, law = changed(library, rates={"s232.autos": 15.0}, ends=("s232.parts",))
    assert share(law, BEFORE, "8703.23") == pytest.approx(0.25)
    assert share(law, DAY, "8703.23") == pytest.approx(0.15)
    parts = law.on(DAY).rate(MEXICO, "8708.30.50", Entry())
    assert "s232-parts" not in [row.id for row in parts.rows]
    assert parts.rate == pytest.approx(0.125)  # the forced-labor duty is no longer displaced


def test_content_changes_by_date(library: Library) -> None:
    made, _ = changed(library, rvc=82, us_value=50, china_content_ban=True)
    rvc = made.origin.provision("origin.rvc.light.vehicle.nc")
    assert (rvc.on(BEFORE)[1].value, rvc.on(DAY)[1].value) == (75, 82)
    assert made.origin.provision("origin.us_value.light").on(DAY)[1].value == 50
    assert made.terms == {"china_content_ban"}
    assert library.origin.provision("origin.rvc.light.vehicle.nc").on(DAY)[1].value == 75


def test_a_renewal_extends(library: Library) -> None:
    made, law = changed(library, renewal=True)
    assert made.review.on(DAY).status is Status.EXTENDED
    assert share(law, DAY, "8708.30.50") == 0


def test_what_is_not_changed_stays(library: Library) -> None:
    _, law = changed(library, rates={"s122": 15.0})
    for number in ("7208", "8471.50", "4407.12"):
        for day in (date(2025, 5, 15), date(2026, 3, 1), date(2026, 8, 1)):
            place, entry = Place("CAN"), Entry()
            new = law.on(day).rate(place, number, entry)
            assert new == library.law.on(day).rate(place, number, entry)


def test_a_measure_that_has_ended_begins_again_with_its_order(library: Library) -> None:
    """The surcharge at 15 percent: on ordinary goods, and still not on those of section 232."""
    _, law = changed(library, rates={"s122": 15.0}, ends=("s301-fl",))
    assert law.on(DAY).rate(MEXICO, entry=Entry(mfn=0.0)).rate == pytest.approx(0.15)
    assert law.on(DAY).rate(MEXICO, "7208", Entry()).rate == pytest.approx(0.5)
    assert law.on(date(2026, 9, 1)).rate(MEXICO, entry=Entry(mfn=0.0)).rate == pytest.approx(0.10)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "change nothing"),
        ({"lapse": True, "renewal": True}, "lapses or is renewed"),
        ({"lapse": True, "rvc": 82}, "an agreement that lapses"),
        ({"lapse": True, "penalty": 25}, "after a lapse none can"),
        ({"rvc": 120}, "content is 0 to 100"),
        ({"penalty": -1}, "0 to 300 percent"),
        ({"rates": {"s232": 10}, "ends": ("s232",)}, "given a rate and ended"),
        ({"rates": {"s233": 10}}, "no measure or programme is called 's233'. Near: s232"),
        ({"ends": ("s232-pharmaa",)}, "Near: s232-pharma"),
        ({"exempt_list_ends": ("s232-annex-1a",)}, "exempts no goods and no claims"),
        ({"exempt_list_ends": ("s122",)}, "is not in force on 2027-01-04"),
    ],
)
def test_contradictory_or_unknown_changes_are_refused(
    library: Library, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadDocument, match=message):
        apply(state(library), Changes(DAY, **changes))


def test_an_ended_measure_cannot_have_begun_later(library: Library) -> None:
    early = Changes(date(2020, 1, 1), ends=("s232-autos",))
    with pytest.raises(BadDocument, match="it cannot end before 2020-01-01"):
        apply(state(library), early)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"rates": {"s232": 50, "s232.autos": 25}},
            "s232 and s232.autos: s232-autos is changed twice",
        ),
        ({"rates": {"s232.autos": 25}, "ends": ("s232",)}, "s232.autos and s232: s232-autos"),
        ({"ends": ("s301-fl",), "exempt_list_ends": ("s301-fl",)}, "s301-fl: s301-fl is changed"),
        ({"ends": ("ieepa-fent-mx-b",)}, "ieepa-fent-mx-b has ended before 2027-01-04"),
        ({"rates": {"mfn": 5}}, "mfn has no rate of its own"),
    ],
)
def test_one_measure_is_not_changed_two_ways(
    library: Library, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadDocument, match=message):
        changed(library, **changes)


def test_a_penalty_stands_in_place_of_the_duty_whose_exempt_list_ends(library: Library) -> None:
    """25 percent on a good without a claim, not 25 and the 10 of forced labor on top."""
    _, law = changed(library, penalty=25, exempt_list_ends=("s301-fl",))
    assert share(law, DAY, "9018.90.80", claim=False) == pytest.approx(0.25)
    duty = law.on(DAY).rate(MEXICO, "9018.90.80", Entry())
    assert [(row.id, row.footing.value) for row in duty.rows[1:]] == [
        ("supposed-penalty", "hypothesis")
    ]
    assert "not seen to have begun" not in duty.caution
