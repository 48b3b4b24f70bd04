"""Findings: what each figure says, how strongly, and with what caveat."""

from dataclasses import replace
from datetime import date

import pytest

from policywire.analyst.brief import FigureSpec
from policywire.analyst.figures import Root, RunTrail
from policywire.analyst.findings import (
    Entity,
    Finding,
    FindingKind,
    FindingStatus,
    Precision,
    Strength,
)
from policywire.analyst.learnt import finding_of
from policywire.analyst.registry import Registry
from policywire.evidence import View
from policywire.facts import Adjustment, Period, Quantity, Status, Unit
from policywire.policy import Law
from tests.analyst.conftest import NAMES, brief_of


def finding(view: View, law: Law, expression: str) -> Finding:
    if expression.startswith("rule."):
        registry = Registry.of(brief_of(), view, law, NAMES)
        return finding_of(registry.figure(expression), view)
    spec = FigureSpec("f", "a measure", "Mexico", expression)
    return finding_of(Registry.of(brief_of(figures=(spec,)), view, law, NAMES).figure("f"), view)


@pytest.mark.parametrize(
    ("expression", "kind", "strength"),
    [
        ("value(mx, 2024-12)", "level", "none"),
        ("sum(mx, 2024)", "level", "none"),
        ("mean(mx, 2024)", "level", "none"),
        ("sum(sum(mx, 2024), sum(out, 2024))", "level", "none"),
        ("change(sum(mx, 2024), sum(mx, 2023))", "change", "sharp"),
        ("change(sum(ca, 2024), sum(ca, 2023))", "change", "plain"),
        (
            "difference(value(fed:rate/USA, 2024-11), value(fed:rate/USA, 2024-10))",
            "change",
            "flat",
        ),
        ("difference(sum(mx, 2024), sum(mx, 2023))", "change", "plain"),
        ("difference(sum(out, 2024), sum(mx, 2024))", "difference", "none"),
        ("share(sum(mx, 2024), sum(world, 2024))", "share", "none"),
        ("ratio(sum(out, 2024), sum(mx, 2024))", "ratio", "none"),
        ("rank(sum(mx, 2024), countries)", "rank", "none"),
        ("rank(sum(mx, 2024), sum(ca, 2024))", "rank", "none"),
        ("rank(sum(mx, 2024), years)", "record", "none"),
        # a record among years is one also where two series make the figure
        ("rank(share(sum(mx, 2024), sum(world, 2024)), years)", "record", "none"),
        ("rule.content.car", "rule", "none"),
    ],
)
def test_kind_and_strength_by_hand(
    view: View, law: Law, expression: str, kind: str, strength: str
) -> None:
    made = finding(view, law, expression)
    assert (made.kind, made.strength) == (FindingKind(kind), Strength(strength))


def test_a_change_in_points_has_the_thresholds_of_points(view: View, law: Law) -> None:
    share = "share(sum(mx, {y}), sum(world, {y}))"
    made = finding(view, law, f"difference({share.format(y=2024)}, {share.format(y=2023)})")
    assert made.kind is FindingKind.CHANGE  # from 20.0 to 20.4 percent
    assert made.strength is Strength.SLIGHT


def test_a_finding_by_hand(view: View, law: Law) -> None:
    made = finding(view, law, "change(sum(mx, 2024), sum(mx, 2023))")
    assert made == Finding(
        id="f",
        kind=FindingKind.CHANGE,
        entity=Entity("MEX", "Mexico"),
        metrics=made.metrics,
        product="",
        measure="a measure",
        period=Period.parse("2024"),
        against=Period.parse("2023"),
        vintage="2025-08-01",
        quantity=made.quantity,
        is_real=False,
        base="",
        adjustment=Adjustment.UNADJUSTED,
        interval=None,
        operator="change",
        operands=(
            "sum(census:imports.general/USA.MEX, 2024)",
            "sum(census:imports.general/USA.MEX, 2023)",
        ),
        root=Root.OBSERVATION,
        status=FindingStatus.ACTUAL,
        precision=Precision(1),
        among=0,
        strength=Strength.SHARP,
        caveats=("Revised in August.",),
    )
    assert "imports" in made.metrics
    assert str(made.quantity.unit) == "percent"
    assert made.quantity.value == pytest.approx(27.5)
    assert made.subject == "Mexico"


@pytest.mark.parametrize(
    ("expression", "operator", "metrics", "code"),
    [
        ("value(mx, 2024-12)", "value", {"imports"}, "MEX"),
        ("difference(sum(out, 2024), sum(mx, 2024))", "difference", {"balance"}, "MEX"),
        ("sum(sum(mx, 2024), sum(out, 2024))", "sum", {"trade"}, "MEX"),
        ("share(sum(ca, 2024), sum(world, 2024))", "share", {"imports"}, "CAN"),
        ("rank(sum(mx, 2024), countries)", "rank", {"imports"}, "MEX"),
        ("sum(sum(se:fdi/MEX-NLE, 2024), states)", "sum", {"fdi"}, "MEX"),
        ("sum(se:fdi/MEX-NLE, 2024)", "sum", {"fdi"}, "MEX-NLE"),
    ],
)
def test_whom_and_what_a_finding_is_of(
    view: View, law: Law, expression: str, operator: str, metrics: set[str], code: str
) -> None:
    made = finding(view, law, expression)
    assert (made.operator, made.entity.code) == (operator, code)
    assert metrics <= set(made.metrics)


def test_how_far_a_finding_is_settled(view: View, law: Law) -> None:
    assert finding(view, law, "rule.asked").status is FindingStatus.QUOTED
    assert finding(view, law, "rule.content.car").status is FindingStatus.ACTUAL
    item = Registry.of(brief_of(), view, law, NAMES).figure("mx_now")
    ahead = replace(item, status=Status.PROJECTION)
    assert finding_of(ahead, view).status is FindingStatus.FORECAST
    run = replace(ahead, root=Root.RUN, trail=RunTrail("r", "m", "1", "again"))
    assert finding_of(run, view).status is FindingStatus.PROJECTION


def test_real_money_names_its_base(view: View, law: Law) -> None:
    item = Registry.of(brief_of(), view, law, NAMES).figure("mx_now")
    real = replace(item, quantity=Quantity(1.0, Unit.parse("USD real 2017")))
    made = finding_of(real, view)
    assert (made.is_real, made.base) == (True, "2017")


def test_operands_that_are_figures_are_named(view: View, law: Law) -> None:
    registry = Registry.of(brief_of(), view, law, NAMES)
    made = finding_of(registry.figure("mx_growth"), view, registry.figures)
    assert made.operands == ("mx_now", "mx_ago")
    ranked = finding_of(registry.figure("mx_rank"), view, registry.figures)
    assert ranked.operands == ("mx_now", "countries")


def test_a_rank_says_among_how_many(view: View, law: Law) -> None:
    assert finding(view, law, "rank(sum(mx, 2024), countries)").among == 2
    assert finding(view, law, "rank(sum(mx, 2024), years)").among == 2
    assert finding(view, law, "sum(mx, 2024)").among == 0


def test_a_rule_has_no_caveat_and_holds_from_its_day(view: View, law: Law) -> None:
    made = finding(view, law, "rule.content.car")
    assert made.caveats == ()
    assert made.period.start == date(2023, 7, 1)
