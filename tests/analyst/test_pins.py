"""Pins and rivals by hand: what speaks against a number whose figure is known, and what for it."""

from collections.abc import Iterator

import pytest

from bench.faults.corpus import brief_registry
from policywire import newsroom
from policywire.analyst.brief import FigureSpec
from policywire.analyst.checking import DraftChecker
from policywire.analyst.draft import Line
from policywire.analyst.pinned import Pinned, Told
from policywire.analyst.pins import weight
from policywire.analyst.registry import Registry, figure_of
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.evidence import Evaluator, Words, parse


@pytest.fixture(scope="module")
def registry() -> Iterator[Registry]:
    with newsroom.evidence(None, None) as view:
        yield brief_registry(view)


@pytest.fixture(scope="module")
def pinned(registry: Registry) -> Pinned:
    return Pinned(registry.figures, registry.law, {})


def written(text: str, registry: Registry) -> Line:
    return PlainWriter(registry).write(read_sentence(text))


def told(text: str, pinned: Pinned, registry: Registry) -> Told:
    return pinned.read(written(text, registry))


DAYS = "change(value(fed:fx.mxn/USA.MEX, 2026-07-01), value(fed:fx.mxn/USA.MEX, 2026-06-30))"
CASES = {
    "Imports from Mexico came to {{f:mx_in_now}} in {{t:mx_in_now}}.": (),
    "Imports from Canada came to {{f:mx_in_now}} in {{t:mx_in_now}}.": ("place",),
    "Exports to Mexico came to {{f:mx_in_now}} in {{t:mx_in_now}}.": ("measure",),
    "Imports from Mexico came to {{f:mx_in_now}} in {{t:mx_in_ago}}.": ("period",),
    "Imports from Mexico rose by {{f:mx_in_now}} in {{t:mx_in_now}}.": ("M2",),
}


@pytest.mark.parametrize("text", CASES)
def test_what_speaks_against_a_number(text: str, pinned: Pinned, registry: Registry) -> None:
    (bound,) = told(text, pinned, registry).bound
    assert bound.codes == CASES[text]


def test_two_numbers_keep_their_own_places(pinned: Pinned, registry: Registry) -> None:
    text = (
        "Imports came to {{{{f:{}}}}} from Mexico and {{{{f:{}}}}} from Canada "
        "in {{{{t:mx_in_now}}}}."
    )
    right = told(text.format("mx_in_now", "ca_in_now"), pinned, registry)
    wrong = told(text.format("ca_in_now", "mx_in_now"), pinned, registry)
    assert [one.codes for one in right.bound] == [(), ()]
    assert any("place" in one.codes for one in wrong.bound)


def test_a_number_told_whole_has_no_rival(pinned: Pinned, registry: Registry) -> None:
    read = told("Imports from Mexico came to {{f:mx_in_now}} in {{t:mx_in_now}}.", pinned, registry)
    assert pinned.rival(read, read.bound[0]) == ""


def test_where_the_flow_is_not_named_the_other_flow_is_a_rival(
    pinned: Pinned, registry: Registry
) -> None:
    read = told("With Mexico it was {{f:mx_in_now}} in {{t:mx_in_now}}.", pinned, registry)
    assert pinned.rival(read, read.bound[0]) == "mx_out_now"


def test_a_reading_that_stands_in_no_way_weighs_nothing(pinned: Pinned, registry: Registry) -> None:
    text = "Imports from Canada came to {{f:mx_in_now}} in {{t:mx_in_now}}."
    read = told(text, pinned, registry)
    held = [(one.numeral, one.profile) for one in read.bound if one.profile is not None]
    assert weight(read.reading, held, [0], lambda numeral, profile: "") == 0


def test_phrases_are_not_read_again(pinned: Pinned, registry: Registry) -> None:
    assert told("{{p:mx_in_now|clause}}.", pinned, registry).bound == ()


def test_a_waiver_never_covers_another_period(registry: Registry) -> None:
    line = PlainWriter(registry).write(
        read_sentence("Goods bought from Mexico: {{f:mx_in_now}} ({{t:mx_in_ago}}).")
    )
    assert DraftChecker(registry, waives=True).check(line)


def test_a_change_between_two_days_has_no_year_before(registry: Registry) -> None:
    """A day has no months of the year before: its base has to be told, and asking is no error."""
    spec = FigureSpec("peso_fall", "Change in pesos a dollar", "Mexico", DAYS)
    with newsroom.evidence(None, None) as view:
        made = figure_of(spec, Evaluator(view).evaluate(parse(DAYS, Words())))
    figures = {**registry.figures, made.id: made}
    text = "Imports from Mexico rose by {{f:mx_in_growth}} in {{t:mx_in_growth}}."
    reader = Pinned(figures, registry.law, {})
    read = reader.read(written(text, registry))
    assert reader.rival(read, read.bound[0]) != made.id


def test_a_line_before_is_read_and_not_judged(pinned: Pinned, registry: Registry) -> None:
    """By hand: the wrong place of the first line is no fault of the second."""
    wrong = written("Imports from Canada came to {{f:mx_in_now}} in {{t:mx_in_now}}.", registry)
    right = written("Exports to Canada came to {{f:ca_out_now}} in {{t:ca_out_now}}.", registry)
    assert [one.codes for one in pinned.read(wrong).bound] == [("place",)]
    assert [one.codes for one in pinned.read(right, wrong).bound] == [(), ()]
    assert [one.codes for one in pinned.read(wrong, right).bound] == [(), ("place",)]
