"""Signed words: they answer the vocabulary rule alone, are counted, and are never needless."""

from dataclasses import replace
from typing import Any

import pytest

from policywire.analyst import Byline, Manuscript, Release, compose
from policywire.analyst.brief import BlockSpec, SectionSpec
from policywire.analyst.draft import Paragraph
from policywire.analyst.redraft import Written
from policywire.analyst.registry import Registry
from policywire.analyst.say import Say, Signed
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.desks.desk import brief_paths
from policywire.evidence import View
from policywire.facts import Citation
from policywire.facts.errors import BadDocument
from policywire.policy import Law
from policywire.schema import loads
from tests.analyst.conftest import LATE, NAMES, brief_of

BYLINE = Byline("Desk", "remit", "audience", "purpose", "disclosure", "writer")
RELEASES = (Release(LATE, "FT-900", Citation("t", "l")),)
TOLD = "Under the grocery lamp, {{p:ca_now|clause}}."


def written(view: View, law: Law, *sentences: str | Say, **changes: Any) -> Manuscript:
    stands = SectionSpec("stands", "Where trade stands", (BlockSpec(sentences),), ("years",))
    brief = brief_of(sections=(stands,), **changes)
    return compose(brief, view, law, names=NAMES, byline=BYLINE, releases=RELEASES)


def lines(made: Manuscript) -> list[str]:
    return [
        line.text
        for block in made.sections[0].blocks
        if isinstance(block, Paragraph)
        for line in block.lines
    ]


def test_a_word_outside_the_vocabulary_is_refused_unsigned(view: View, law: Law) -> None:
    made = written(view, law, TOLD)
    assert lines(made) == []
    assert "G5 'grocery'" in made.struck[0].why
    assert "G5 'lamp'" in made.struck[0].why
    assert made.signed == ()


def test_signed_words_stand_and_are_listed(view: View, law: Law) -> None:
    made = written(view, law, Say(TOLD, signed=("Grocery", "lamp")))
    assert len(lines(made)) == 1
    assert made.struck == ()
    assert made.signed == (Signed("stands", "grocery"), Signed("stands", "lamp"))


def test_every_word_has_to_be_signed(view: View, law: Law) -> None:
    made = written(view, law, Say(TOLD, signed=("lamp",)))
    assert "G5 'grocery'" in made.struck[0].why
    assert "lamp" not in made.struck[0].why
    assert made.signed == ()  # the line does not stand, so nobody signed for it


@pytest.mark.parametrize(
    ("text", "signed", "code"),
    [
        ("{{p:ca_now|clause}}, because it rained.", ("rained",), "C1"),
        ("Supposedly, {{p:ca_now|clause}}.", ("supposedly",), "D5"),
        ("In Peru, after the storm, {{p:ca_now|clause}}.", ("storm",), "E2"),
        ("Sadly, {{p:ca_now|clause}}.", ("sadly",), "J1"),
    ],
)
def test_no_other_rule_is_answered(
    view: View, law: Law, text: str, signed: tuple[str, ...], code: str
) -> None:
    made = written(view, law, Say(text, signed=signed))
    assert lines(made) == []
    assert code in made.struck[0].why
    assert "G5" not in made.struck[0].why


@pytest.mark.parametrize(
    ("say", "signed", "says"),
    [
        (TOLD, ("grocer",), "no word of.*grocery"),
        (TOLD, ("grocery lamp",), "no single word"),
        (TOLD, ("",), "no single word"),
        (TOLD, ("lamp", "Lamp"), "signed twice"),
        (TOLD, ("ca_now",), "no single word"),
        (TOLD, ("clause",), "no word of"),
    ],
)
def test_an_unknown_signature_is_an_error(say: str, signed: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadDocument, match=says):
        Say(say, signed=signed)


@pytest.mark.parametrize(
    "text",
    [
        "On this line, {{p:ca_now|clause}}.",
        "Imports from Canada {{dir:ca_growth}} on this line.",
    ],
)
def test_a_needless_signature_is_an_error(view: View, law: Law, text: str) -> None:
    with pytest.raises(BadDocument, match=r"'line' is signed .* needs no signature"):
        written(view, law, Say(text, signed=("line",)))


def test_a_signed_because_is_refused(view: View, law: Law) -> None:
    text = "{{p:ca_now|clause}}, because it rained."
    with pytest.raises(BadDocument, match=r"'because' is signed .* needs no signature"):
        written(view, law, Say(text, signed=("because", "rained")))


def test_a_signature_may_be_for_the_other_form(view: View, law: Law) -> None:
    plain = "{{p:ca_now|clause}}."
    taken = Say(plain, ("ca_now > 0",), otherwise=TOLD, signed=("grocery", "lamp"))
    assert written(view, law, taken).signed == ()
    other = replace(taken, holds=("ca_now < 0",))
    assert [one.word for one in written(view, law, other).signed] == ["grocery", "lamp"]


def test_a_signed_sentence_is_never_the_models(registry: Registry) -> None:
    line = PlainWriter(registry).write(read_sentence(TOLD))
    assert Written(Say(TOLD), line).is_free
    assert not Written(Say(TOLD, signed=("grocery", "lamp")), line).is_free


def test_the_schema_reads_it() -> None:
    made = loads("say: Overnight it was.\nsigned: [overnight]\n", Say, "a brief")
    assert made.signed == ("overnight",)
    with pytest.raises(BadDocument, match="signed"):
        loads("say: Overnight it was.\nsignd: [overnight]\n", Say, "a brief")


def test_no_packaged_brief_signs() -> None:
    paths = [path for _, path in brief_paths().values()]
    assert len(paths) > 3
    assert not [path.name for path in paths if "signed:" in path.read_text("utf-8")]
