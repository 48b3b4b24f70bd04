"""The registry: figures, rules at dates, events as they were known, names."""

from datetime import date

import pytest

from policywire.analyst.brief import FigureSpec
from policywire.analyst.figures import Root, RuleTrail
from policywire.analyst.registry import Registry, number_of
from policywire.evidence import Derived, Store, View
from policywire.facts import Period, Status
from policywire.facts.errors import (
    BadDocument,
    BadExpression,
    MissingObservation,
    MixedUnits,
    NotHeld,
    PolicywireError,
)
from policywire.policy import Law
from tests.analyst.conftest import EARLY, LATE, MX, NAMES, brief_of, figure


def registry_of(view: View, law: Law, *specs: FigureSpec) -> Registry:
    return Registry.of(brief_of(figures=specs), view, law, NAMES)


def spec(name: str, expression: str) -> FigureSpec:
    return FigureSpec(name, "a measure", "Mexico", expression)


# ------------------------------------------------------------------------- figures


def test_every_figure_by_hand(registry: Registry) -> None:
    values = {
        name: (round(item.quantity.value, 4), str(item.quantity.unit))
        for name, item in registry.figures.items()
        if "." not in name
    }
    assert values == {
        "mx_now": (612_000.0, "USD million"),
        "mx_ago": (480_000.0, "USD million"),
        "ca_now": (360_000.0, "USD million"),
        "ca_ago": (420_000.0, "USD million"),
        "mx_growth": (27.5, "percent"),
        "ca_growth": (-14.2857, "percent"),
        "mx_share": (20.4, "percent"),
        "mx_rank": (1.0, "rank"),
    }
    assert registry.periods == {"year": Period.parse("2024"), "ago": Period.parse("2023")}


def test_a_figure_carries_what_it_is_and_its_trail(registry: Registry) -> None:
    made = registry.figure("mx_growth")
    assert (made.subject, made.measure, made.root) == ("Mexico", "Change", Root.OBSERVATION)
    assert (made.period, made.vintage) == (Period.parse("2024"), LATE)
    assert isinstance(made.trail, Derived)
    assert made.trail.against == Period.parse("2023")
    assert made.trail.expression == (f"change(sum({MX}, 2024), sum({MX}, 2023))")
    assert registry.figure("mx_rank").decimals == 0
    assert registry.figure("mx_share").decimals == 1


def test_each_figure_of_a_repeated_one_has_its_own_words(registry: Registry) -> None:
    assert registry.figure("ca_now").measure == "U.S. imports from Canada"
    assert registry.figure("ca_now").subject == "Canada"


def test_the_reader_who_stands_earlier_gets_the_earlier_figure(store: Store, law: Law) -> None:
    with store.read(EARLY) as view:
        made = Registry.of(brief_of(), view, law, NAMES)
    assert made.figure("mx_now").quantity.value == 600_000.0
    assert made.figure("mx_now").vintage == EARLY


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (534.9, "USD million", 534_900_000.0),
        (2.0, "persons thousand", 2000.0),
        (15.7, "percent", 15.7),
        (0.157, "share", 0.157),
        (-3.6, "points", -3.6),
        (118.3, "index 2017=100", 118.3),
    ],
)
def test_conditions_see_money_in_ones(value: float, unit: str, expected: float) -> None:
    assert number_of(figure(value, unit)) == pytest.approx(expected)


def test_numbers_compare_across_scales(registry: Registry) -> None:
    numbers = registry.numbers(())
    assert numbers["mx_now"] == 612e9
    assert numbers["ca_growth"] == pytest.approx(-100 / 7)


def test_an_unknown_figure_is_refused_with_near_ones(registry: Registry) -> None:
    with pytest.raises(BadDocument, match=r"No figure is called 'mx_grwoth'\. Near: mx_growth"):
        registry.figure("mx_grwoth")


KNOWN = [
    *(spec("mx", "sum(mx, 2024)"), spec("mx_ago", "sum(mx, 2023)")),
    *(spec("all", "sum(world, 2024)"), spec("all_ago", "sum(world, 2023)")),
]


@pytest.mark.parametrize(
    ("expression", "kind", "why"),
    [
        ("sum(mx, 2019)", MissingObservation, "held 2023-01 to 2024-12"),
        ("sum(mx, $yeer)", BadExpression, "no period is called 'yeer'. Near: year"),
        ("sum(mex, 2024)", BadExpression, "no series is called 'mex'. Near: mx"),
        ("change(@later, @later)", BadExpression, "no figure is called 'later'"),
        ("totl(mx, 2024)", BadExpression, "'totl' is none of"),
        (
            "change(share(@mx, @all), share(@mx_ago, @all_ago))",
            MixedUnits,
            "use difference, in points",
        ),
    ],
)
def test_a_figure_that_cannot_be_had_is_named(
    view: View, law: Law, expression: str, kind: type[PolicywireError], why: str
) -> None:
    with pytest.raises(kind) as error:
        registry_of(view, law, *KNOWN, spec("wanted", expression), spec("later", "sum(mx, 2024)"))
    assert str(error.value).startswith("Figure 'wanted': ")
    assert why in str(error.value)


def test_a_figure_given_twice_is_refused(view: View, law: Law) -> None:
    with pytest.raises(BadDocument, match="The figure 'a' is given twice"):
        registry_of(view, law, spec("a", "sum(mx, 2024)"), spec("a", "sum(mx, 2024)"))


# ------------------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("name", "value", "since"),
    [
        ("rule.content.car", "75 percent", "2023-07-01"),
        ("rule.content.car@2020-07-01", "66 percent", "2020-07-01"),
        ("rule.content.car@2023-06-30", "66 percent", "2020-07-01"),
        ("rule.content.car@2023-07-01", "75 percent", "2023-07-01"),
        ("rule.content.car@2027-07-01", "80.5 percent", "2027-07-01"),
        ("rule.term", "16 years", "2020-07-01"),
    ],
)
def test_a_rule_at_a_date_by_hand(registry: Registry, name: str, value: str, since: str) -> None:
    made = registry.figure(name)
    assert str(made.quantity) == value
    assert made.root is Root.RULE
    assert isinstance(made.trail, RuleTrail)
    assert made.trail.effective == made.vintage == date.fromisoformat(since)
    assert made.trail.citation.words() == "The Agreement, Annex 4-B"
    assert (made.basis, made.layer) == ("written rule", "statutory")
    assert made.decimals == (1 if ".5" in value else 0)
    assert registry.figure(name) is made


def test_the_rule_of_today_is_that_of_where_the_reader_stands(store: Store, law: Law) -> None:
    with store.read(date(2028, 1, 1)) as view:
        made = Registry.of(brief_of(), view, law, NAMES)
    assert str(made.figure("rule.content.car").quantity) == "80.5 percent"


def test_what_is_only_reported_is_no_statute(registry: Registry) -> None:
    made = registry.figure("rule.asked")
    assert (made.status, made.basis, made.layer) == (Status.PRELIMINARY, "stated position", "")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("rule.content.cra", "No provision is called 'content.cra'. Near: content.car"),
        ("rule.", "No provision is called ''"),
        (
            "rule.content.car@2020-06-30",
            "not in force on 2020-06-30; its first value is of 2020-07-01",
        ),
        ("rule.review", "No provision is called 'review'"),
        ("rule.content.car@soon", "soon"),
        ("rule.content.car@2027-13-01", "2027-13-01"),
        ("rule.content.car@2027-07-01@2028-07-01", "2027-07-01@2028-07-01"),
    ],
)
def test_a_rule_that_is_none_is_refused(registry: Registry, name: str, why: str) -> None:
    with pytest.raises(PolicywireError) as error:
        registry.figure(name)
    assert why in str(error.value)
    assert name not in registry.figures


def test_conditions_see_the_rules_they_name(view: View, law: Law) -> None:
    fresh = Registry.of(brief_of(), view, law, NAMES)
    numbers = fresh.numbers(
        ("mx_growth > 0", "80 > rule.content.car > rule.content.car@2020-07-01")
    )
    assert numbers["rule.content.car"] == 75.0
    assert numbers["rule.content.car@2020-07-01"] == 66.0
    with pytest.raises(NotHeld, match=r"No provision is called 'content\.cra'"):
        fresh.numbers(("rule.content.cra > 0",))


# ------------------------------------------------------------------------- events and names


def test_an_event_known_beforehand_is_held(registry: Registry) -> None:
    assert registry.as_of == LATE
    assert registry.event("review").day == date(2026, 7, 1)
    assert registry.event("report").day == date(2026, 4, 22)


def test_an_event_not_yet_known_is_refused_with_its_day(registry: Registry) -> None:
    with pytest.raises(NotHeld) as error:
        registry.event("declined")
    assert str(error.value) == (
        "The event 'declined' was not known as of 2025-08-01; it was from 2026-07-01. "
        "The brief rests on it: ask as of that day or later."
    )


def test_an_event_is_known_from_its_very_day(store: Store, law: Law) -> None:
    for day, known in ((date(2025, 2, 28), False), (date(2025, 3, 1), True)):
        with store.read(day) as view:
            made = Registry.of(brief_of(), view, law, NAMES)
        if known:
            assert made.event("asked_for").known == day
        else:
            with pytest.raises(NotHeld, match="not known as of 2025-02-28"):
                made.event("asked_for")


def test_an_unknown_event_or_name_is_refused_with_near_ones(registry: Registry) -> None:
    with pytest.raises(NotHeld, match=r"No event is called 'reveiw'\. Near: review"):
        registry.event("reveiw")
    with pytest.raises(BadDocument, match=r"No name is registered as 'art-34-6'\. Near: art-34-7"):
        registry.name("art-34-6")
    assert registry.name("art-34-7") == "Article 34.7"
