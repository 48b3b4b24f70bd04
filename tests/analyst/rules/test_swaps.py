"""No number can be given to another subject: every exchange of two figures is refused or harmless.

First the shipped brief, which places number tokens by hand: each number is replaced by every other
figure of the brief, and each two figures are exchanged throughout. Then the paragraphs of people,
with phrase tokens in place of their figures, as a language model would write them.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from bench.faults.corpus import brief_case, brief_registry
from policywire import newsroom
from policywire.analyst.brief import Brief
from policywire.analyst.checking import DraftChecker
from policywire.analyst.draft import Kind, Line, Sentence, Token
from policywire.analyst.figures import Figure
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Mode, Severity
from policywire.analyst.rules.check import Checker
from policywire.analyst.rules.joints import check_joints
from policywire.analyst.say import Say, said
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.facts.errors import PolicywireError
from tests.analyst.conftest import figure

FIXTURES = Path(__file__).parents[4] / "shared" / "data" / "llm-writer-fixtures"
needs_fixtures = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="../shared/data/llm-writer-fixtures is not there"
)


@dataclass(frozen=True)
class Placed:
    """A sentence of a brief and the lines it is read with."""

    sentence: Sentence
    before: tuple[Line, ...]
    modelled: bool = False


def sentences(brief: Brief, writer: PlainWriter) -> Iterator[Placed]:
    """Yield every sentence, cell and title of a brief."""

    def placed(spec: str | Say, before: tuple[Line, ...] = ()) -> Placed:
        wanted = said(spec)
        return Placed(read_sentence(wanted.say, wanted.holds, wanted.cites), before)

    for spec in (brief.headline, brief.standfirst, *brief.takeaways):
        yield placed(spec)
    for exhibit in brief.exhibits:
        over = (placed(exhibit.title), placed(exhibit.reading))
        yield from (replace(one, modelled=any(row.run for row in exhibit.rows)) for one in over)
    for block in (block for section in brief.sections for block in section.blocks):
        for lines in (block.paragraph, *block.bullets):
            before: tuple[Line, ...] = ()
            for spec in lines:
                yield placed(spec, before)
                before += (writer.write(placed(spec).sentence),)
        if block.table is not None:
            caption, head = block.table.caption, [writer.line(cell) for cell in block.table.head]
            for row in block.table.rows:
                named = (writer.line(caption), writer.line(row[0]))
                for cell, top in zip(row[1:], head[1:], strict=True):
                    yield placed(cell, (named[0], top, named[1]))


@dataclass(frozen=True)
class World:
    registry: Registry
    checker: DraftChecker
    places: tuple[Placed, ...]
    used: tuple[str, ...]

    def refuses(self, placed: Placed, sentence: Sentence) -> bool:
        try:
            line = PlainWriter(self.registry).write(sentence)
        except PolicywireError:
            return True
        found = self.checker.check(
            line, holds=sentence.holds, before=placed.before, modelled=placed.modelled
        )
        return any(fault.severity is Severity.REFUSE for fault in found)


@pytest.fixture(scope="module")
def shipped() -> Iterator[World]:
    with newsroom.evidence(None, date(2026, 11, 22)) as view:
        brief, registry = brief_case(view).brief, brief_registry(view)
        places = tuple(sentences(brief, PlainWriter(registry)))
        tokens = [token for placed in places for token in placed.sentence.tokens]
        used = dict.fromkeys(token.ref for token in tokens if token.kind is Kind.FIGURE)
        for name in used:
            registry.figure(name)
        yield World(registry, DraftChecker(registry), places, tuple(used))


def exchanged(sentence: Sentence, names: dict[str, str]) -> Sentence:
    """Return a sentence whose number tokens name other figures."""
    parts = tuple(
        Token(part.kind, names.get(part.ref, part.ref), part.forms)
        if isinstance(part, Token) and part.kind is Kind.FIGURE
        else part
        for part in sentence.parts
    )
    return replace(sentence, parts=parts)


def test_as_written_nothing_is_refused(shipped: World) -> None:
    refused = [
        placed.sentence for placed in shipped.places if shipped.refuses(placed, placed.sentence)
    ]
    assert refused == []


def test_every_exchange_of_two_figures_of_the_brief_is_refused(shipped: World) -> None:
    where: dict[str, list[Placed]] = {name: [] for name in shipped.used}
    for placed in shipped.places:
        for token in placed.sentence.tokens:
            if token.kind is Kind.FIGURE:
                where[token.ref].append(placed)
    missed = [
        (one, other)
        for one, other in combinations(shipped.used, 2)
        if not any(
            shipped.refuses(placed, exchanged(placed.sentence, {one: other, other: one}))
            for placed in (*where[one], *where[other])
        )
    ]
    assert len(shipped.used) > 100
    assert missed == []


# A number of the same subject, measure and period stands for the other, and the sentence is true.
TRUE_ALL_THE_SAME = {
    ("mx_share_now", "mx_in_now"),
    ("ca_share_now", "ca_in_now"),
    ("tech_gain", "tech_growth"),
    ("vehicles_part", "vehicles_now"),
    ("fdi_nl_share", "fdi_nl_now"),
}


def test_every_number_in_the_place_of_another_is_refused(shipped: World) -> None:
    missed: dict[tuple[str, str], str] = {}
    count = 0
    for placed in shipped.places:
        for at, part in enumerate(placed.sentence.parts):
            if not isinstance(part, Token) or part.kind is not Kind.FIGURE:
                continue
            for name in shipped.used:
                if name == part.ref:
                    continue
                count += 1
                parts = list(placed.sentence.parts)
                parts[at] = Token(part.kind, name, part.forms)
                changed = replace(placed.sentence, parts=tuple(parts))
                if not shipped.refuses(placed, changed):
                    missed[part.ref, name] = str(changed.parts)
    left = {pair: text for pair, text in missed.items() if pair not in TRUE_ALL_THE_SAME}
    assert count > 15_000
    assert left == {}


# ------------------------------------------------------------------- phrases in people's prose


def paragraphs() -> list[str]:
    with (FIXTURES / "gold_paragraphs.csv").open(encoding="utf-8", newline="") as file:
        return [row["paragraph"] for row in csv.DictReader(file)]


def tokens_in(paragraph: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\[\[(F\d+)\]\]", paragraph)))


LETTERS = "ABCDEFGHIJ"


def figures_of(paragraph: str) -> dict[str, Figure]:
    """Return a figure for each placeholder, each of a measure of its own."""
    names = tokens_in(paragraph)
    return {
        name: replace(
            figure(10.0 + at, name=f"rule.{name}"), measure=f"Measure {LETTERS[at]} of Mexico"
        )
        for at, name in enumerate(names)
    }


def draft(paragraph: str, order: dict[str, str]) -> str:
    return re.sub(r"\[\[(F\d+)\]\]", lambda m: f"{{{{p:rule.{order.get(m[1], m[1])}}}}}", paragraph)


def joined(paragraph: str, order: dict[str, str]) -> str:
    """Return a paragraph's figures as a model may write them: clauses and joints."""
    names = (order.get(name, name) for name in tokens_in(paragraph))
    return "; ".join(f"{{{{p:rule.{name}|clause}}}}" for name in names) + "."


def registry_with(world: Registry, paragraph: str) -> Registry:
    held = Registry(**{name: getattr(world, name) for name in Registry.__slots__})
    held.figures = {item.id: item for item in figures_of(paragraph).values()}
    return held


def swaps(paragraph: str) -> list[dict[str, str]]:
    return [{a: b, b: a} for a, b in combinations(tokens_in(paragraph), 2)]


@needs_fixtures
def test_an_exchange_of_phrases_leaves_each_number_with_its_measure(world: Registry) -> None:
    count = 0
    for paragraph in paragraphs():
        held = registry_with(world, paragraph)
        for order in swaps(paragraph):
            sentence = read_sentence(joined(paragraph, order))
            assert list(check_joints(sentence, held.figures)) == []
            line = PlainWriter(held).write(sentence)
            for name, item in held.figures.items():
                spans = [span for span in line.spans if span.phrase == name]
                text = "".join(span.text for span in spans)
                number = next(span.text for span in spans if span.kind is Kind.FIGURE)
                assert item.measure[1:] in text
                assert number in text
                assert item.period.words() in text
            count += 1
    assert count == 137


@needs_fixtures
def test_words_that_say_more_than_phrases_are_refused_exchanged_or_not(world: Registry) -> None:
    count = 0
    for paragraph in paragraphs():
        held = registry_with(world, paragraph)
        for order in ({}, *swaps(paragraph)):
            line = PlainWriter(held).line(draft(paragraph, order))
            found = Checker(held.figures).check(line, mode=Mode.PHRASES_ONLY)
            assert "G1" in {fault.code for fault in found}
            count += bool(order)
    assert count == 137
