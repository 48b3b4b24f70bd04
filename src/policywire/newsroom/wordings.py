"""Wordings: the statements a reader gives, set side by side, every quotation held to its text.

The texts are not packaged. They are quoted in an edition alone, and only where they are given.
"""

from pathlib import Path

from policywire.analyst.manuscript import Passage
from policywire.facts import Citation, Unit
from policywire.facts.errors import BadArticle, WrongUse
from policywire.newsroom.records import At, Records
from policywire.newsroom.told import Told
from policywire.policy.decisions import Decision
from policywire.policy.statements import (
    Change,
    Difference,
    Statement,
    compare,
    read_statement,
    stance_of,
    words_common,
)
from policywire.policy.statements.roles import Role
from policywire.policy.statements.text import paragraphs, read_text

__all__ = ["PARTS", "misquoted", "passages_of", "worded"]

_STATEMENTS = Citation("Statements given by the reader", "compared sentence by sentence", "")
_SHARE, _SENTENCES = Unit.parse("percent"), Unit.parse("sentences")
_KINDS = {
    "kept": "carried over unaltered",
    "changed": "reworded or moved",
    "added": "newly put in",
    "removed": "struck altogether",
}
PARTS = {role: f"words.{role.value.replace(' ', '_')}.share" for role in Role}


def worded(made: Records, told: Told, decided: tuple[Decision, Decision]) -> None:
    """Put on record what changed between the statements told of: counts, shares, quotations.

    Parameters
    ----------
    made : Records
        Where it is put.
    told : Told
        The two texts.
    decided : tuple of Decision
        What was decided at the meeting before, and at this one.

    Raises
    ------
    WrongUse
        If a statement is of another meeting.
    BadArticle
        If a statement cannot be read, or a quotation is not in its text.
    """
    assert told.statement is not None
    assert told.before is not None
    before, now = decided
    texts = [_read(one) for one in (told.before, told.statement)]
    found = compare(texts[0], texts[1])
    _refuse_other(found.new, now)
    _refuse_other(found.old, before)
    _refuse_misquoted(found, (told.before, told.statement))
    made.tags.add("statements")
    at = At(now.day, _STATEMENTS)
    for kind, words in _KINDS.items():
        count = sum(_counted(one.kind) == kind for one in found.changes)
        measure = f"Sentences of the U.S. statement {words}"
        made.number(f"words.{kind}", measure, count, _SENTENCES, at)
        made.tags |= {f"some_{kind}"} if count else set()
    share = round(found.share_kept * 100, 0)
    made.number("words.share", "Share of words kept in the U.S. statement", share, _SHARE, at)
    _stances(made, texts, at)
    _parts(made, found, at)


def _read(path: Path) -> Statement:
    return read_statement(path.read_bytes(), path.name)


def _counted(kind: str) -> str:
    """Return a kind of change as counted: what moved to another part is changed."""
    return "changed" if kind == "moved" else kind


def _stances(made: Records, texts: list[Statement], at: At) -> None:
    for name, text in zip(("before", "now"), texts, strict=True):
        stance = stance_of(text)
        for label in ("hawkish", "dovish", "neutral"):
            measure = f"{label.capitalize()} sentences in the U.S. statement"
            count = getattr(stance, label)
            made.number(f"words.{label}.{name}", measure, count, _SENTENCES, at)
            made.tags |= {f"some_{label}_{name}"} if count else set()


def _parts(made: Records, found: Difference, at: At) -> None:
    """Put each part of the statement on record: the share of its words kept, and its sentences."""
    for role, quoted in passages_of(found).items():
        name = PARTS[role]
        measure = f"Share of words kept in the U.S. statement, {role.value}"
        share = words_common(one.words for one in quoted)
        made.number(name, measure, round(share * 100), _SHARE, at)
        made.passages[name] = quoted
        if any(one.kind != "kept" for one in quoted):
            made.tags.add("reworded")


def passages_of(found: Difference) -> dict[Role, tuple[Passage, ...]]:
    """Return the sentences of two statements part by part, those of the new one in its order.

    A part that neither statement has is left out.
    """
    labels = {one.text: one.label for one in stance_of(found.new).sentences}
    parts = {
        role: tuple(
            Passage(one.kind, one.words, labels.get(one.new, ""))
            for one in found.changes
            if one.role is role
        )
        for role in Role
    }
    return {role: quoted for role, quoted in parts.items() if quoted}


# ------------------------------------------------------------------- quotations


def _refuse_misquoted(found: Difference, files: tuple[Path, Path]) -> None:
    old, new = (
        " ".join(paragraphs(read_text(one.read_bytes(), one.name), one.name)) for one in files
    )
    for change in found.changes:
        if wrong := misquoted(change, old, new):
            raise BadArticle(f"'{wrong}' is quoted, and does not stand so in the statement given.")


def misquoted(change: Change, old: str, new: str) -> str:
    """Return the words of a change that are not in the text they are quoted from; empty if all are.

    Parameters
    ----------
    change : Change
        One sentence against another.
    old, new : str
        The statements, one kind of dash, quotation mark and space throughout.
    """
    sides = (("removed", change.old, old), ("added", change.new, new))
    for kind, sentence, text in sides:
        runs = [words for name, words in change.words if name in ("same", kind)]
        quoted = [sentence.removesuffix("."), *runs] if sentence else []
        if " ".join(runs) != sentence:
            return sentence or " ".join(runs)
        for words in quoted:
            # The parser ends the vote that opens a statement with a stop of its own.
            if words.removesuffix(".") not in text:
                return words
    return ""


def _refuse_other(text: Statement, one: Decision) -> None:
    """Refuse a statement that sets no range, or another than was decided: it is not that one."""
    target = text.target
    if target is None:
        raise WrongUse(
            f"{text.name} sets no target range; the decision of {one.day} is {one.lower:g} to "
            f"{one.upper:g} percent. Give the whole statement of that meeting."
        )
    if (target.lower, target.upper) != (one.lower, one.upper):
        raise WrongUse(
            f"{text.name} sets {target.lower:g} to {target.upper:g} percent; the decision of "
            f"{one.day} is {one.lower:g} to {one.upper:g}. Give the statement of that meeting."
        )
