"""For every rule, what it must refuse and what it must let by, from a file of its own.

The sentences were written from what a rule is for, before they were run.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from policywire.analyst.draft import Kind, Line, Relation, Span
from policywire.analyst.figures import Figure
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Fault, Mode, Severity, catalogue, check
from policywire.analyst.rules.article import Whole, check_article
from policywire.analyst.rules.check import Checker
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.desks.desk import Remit
from policywire.facts import Quantity
from policywire.schema import load

VECTORS = Path(__file__).parent / "vectors"


@dataclass(frozen=True)
class Case:
    """A sentence and how it stands, or an article of a few lines."""

    say: str = ""
    mode: Mode = Mode.BRIEF
    before: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    cites: str = ""
    relation: Relation = Relation.STATEMENT
    uses: tuple[str, ...] | None = None
    spans: tuple[tuple[str, ...], ...] = ()
    phrase: str = ""
    lines: tuple[str, ...] | None = None
    values: dict[str, float] = field(default_factory=dict)
    plotted: dict[str, float] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    topics: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Vectors:
    """The file of a rule."""

    bad: tuple[str | Case, ...]
    good: tuple[str | Case, ...]


def cases(side: str) -> Iterator[object]:
    for path in sorted(VECTORS.glob("*.yaml")):
        for at, case in enumerate(getattr(load(path, Vectors), side)):
            made = Case(case) if isinstance(case, str) else case
            told = made.say or str(made.lines or made.spans)
            yield pytest.param(path.stem, made, id=f"{path.stem}-{at}-{told[:50]}")


def faults_of(case: Case, world: Registry) -> tuple[Fault, ...]:
    if case.lines is not None:
        return check_article(whole_of(case, world))
    if case.spans:
        return Checker(world.figures, world.as_of).check(line_of(case))
    before = tuple(PlainWriter(world).line(text) for text in case.before)
    sentence = read_sentence(case.say, case.holds, case.cites)
    uses = sentence.uses if case.uses is None else case.uses
    draft = replace(sentence, uses=uses, relation=case.relation)
    return check(draft, world, mode=case.mode, before=before)


def line_of(case: Case) -> Line:
    spans = [(*span, "")[:3] for span in case.spans]
    return Line(
        tuple(Span(text, Kind(kind or "text"), ref, case.phrase) for text, kind, ref in spans)
    )


def whole_of(case: Case, world: Registry) -> Whole:
    assert case.lines is not None
    lines = tuple(PlainWriter(world).line(text) for text in case.lines)
    used = {span.ref for line in lines for span in line.spans if span.kind is Kind.FIGURE}
    figures = {name: changed(world.figures[name], case.values) for name in sorted(used)}
    if case.values:  # the lines print what the figures now are
        held = Registry(**{name: getattr(world, name) for name in Registry.__slots__})
        held.figures = world.figures | figures
        lines = tuple(PlainWriter(held).line(text) for text in case.lines)
    rows = tuple(
        replace(changed(world.figures[name], {name: value}), id="row")
        for name, value in case.plotted.items()
    )
    asked = case.topics is not None or case.requires or case.sections
    topics = ("trade",) if case.topics is None else case.topics
    remit = Remit(topics, case.requires) if asked else None
    return Whole(lines, lines, case.sections, figures, rows, remit)


def changed(figure: Figure, values: Mapping[str, float]) -> Figure:
    """Return a figure, times the factor that stands for it."""
    value = figure.quantity.value * values.get(figure.id, 1.0)
    return replace(figure, quantity=Quantity(value, figure.quantity.unit))


@pytest.mark.parametrize(("code", "case"), list(cases("bad")))
def test_what_a_rule_must_refuse(code: str, case: Case, world: Registry) -> None:
    assert code in {fault.code for fault in faults_of(case, world)}


@pytest.mark.parametrize(("code", "case"), list(cases("good")))
def test_what_must_be_let_by(code: str, case: Case, world: Registry) -> None:
    faults = faults_of(case, world)
    assert [str(fault) for fault in faults if fault.severity is Severity.REFUSE] == []
    assert code not in {fault.code for fault in faults}


def test_every_rule_has_a_file() -> None:
    assert {path.stem for path in VECTORS.glob("*.yaml")} == set(catalogue())


@pytest.mark.parametrize("code", list(catalogue()))
def test_every_file_has_enough(code: str) -> None:
    held = load(VECTORS / f"{code}.yaml", Vectors)
    assert len(held.bad) >= 8
    assert len(held.good) >= 8
