"""Pins and rivals by hand: what speaks against a number whose figure is known, and what for it."""

from collections.abc import Iterator

import pytest

from bench.faults.corpus import brief_registry
from policywire import newsroom
from policywire.analyst.checking import DraftChecker
from policywire.analyst.pinned import Pinned, Told
from policywire.analyst.pins import weight
from policywire.analyst.registry import Registry
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter


@pytest.fixture(scope="module")
def registry() -> Iterator[Registry]:
    with newsroom.evidence(None, None) as view:
        yield brief_registry(view)


@pytest.fixture(scope="module")
def pinned(registry: Registry) -> Pinned:
    return Pinned(registry.figures, registry.law, {})


def told(text: str, pinned: Pinned, registry: Registry) -> Told:
    return pinned.read(PlainWriter(registry).write(read_sentence(text)))


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
