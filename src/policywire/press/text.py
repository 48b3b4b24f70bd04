"""Printed text: runs, each tagged with what its digits are.

Every numeral on a page belongs to a run that says where it comes from: a figure, a period, the
date of an event, a registered name, a count the press made itself, a reference. Plain words
carry no digits; :func:`words` refuses them. So one walk over an article lists every numeral in
it, and every renderer marks it alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policywire.analyst.draft import Kind, Line, Span
from policywire.facts import Frequency, Period
from policywire.facts.errors import ClaimRefused

__all__ = [
    "Run",
    "Tag",
    "Text",
    "anchor",
    "attribute",
    "day_words",
    "has_digits",
    "join",
    "plain",
    "run_on",
    "runs",
    "words",
]


class Tag(StrEnum):
    """What a run of text is; on a page its attribute is ``data-`` and the tag."""

    WORDS = ""
    FIGURE = "figure"  # a figure as printed; ref is its id
    EXACT = "exact"  # a figure unrounded; ref is its id
    PERIOD = "period"  # what a number is about; ref is a figure's id or the period
    DIRECTION = "direction"  # a word chosen by a figure; ref is its id
    COMPARISON = "comparison"  # a word chosen by two figures; ref is their ids, with a comma
    RANGE = "range"  # an end or the coverage of a modelled range; ref is the figure's id
    PHRASE = "phrase"  # words of a figure's measure, set by code; ref is its id
    EVENT = "event"  # the date of an event; ref is its id
    NAME = "name"  # a registered name; ref is its id
    DATE = "date"  # a date of the edition; ref says which
    COUNT = "count"  # what the press counted; ref says what
    LABEL = "label"  # label of a plotted row; ref is the exhibit's id
    QUOTE = "quote"  # words of a text quoted; ref is the exhibit's id
    MARK = "mark"  # a number in the article's own order; ref is exhibit or source
    REF = "ref"  # words of a document: title, licence, basis; ref says which
    CODE = "code"  # for machines: expression, hash, key, address; ref says which


@dataclass(frozen=True, slots=True)
class Run:
    """A run of printed text.

    Attributes
    ----------
    text : str
        As printed.
    tag : Tag
        What it is.
    ref : str
        What it refers to; meaning depends on the tag.
    href : str
        Where it leads: an anchor (``#note-x``) or a public address; empty for nowhere.
    """

    text: str
    tag: Tag = Tag.WORDS
    ref: str = ""
    href: str = ""


Text = tuple[Run, ...]

_DIGITS = re.compile(r"\d")
_APOSTROPHE = re.compile(r"(?<=\w)'")
_TAGS = {
    Kind.TEXT: Tag.WORDS,
    Kind.FIGURE: Tag.FIGURE,
    Kind.PHRASE: Tag.PHRASE,
    Kind.RANGE: Tag.RANGE,
    Kind.COMPARISON: Tag.COMPARISON,
    Kind.PERIOD: Tag.PERIOD,
    Kind.DIRECTION: Tag.DIRECTION,
    Kind.DATE: Tag.EVENT,
    Kind.NAME: Tag.NAME,
}


def anchor(name: str) -> str:
    """Return a name fit for an address on the page: letters, digits, dot, hyphen, underscore."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name)


def attribute(run: Run) -> tuple[str, str]:
    """Return the attribute that says on a page what a run is, and its value."""
    tag = Tag.REF if run.tag is Tag.CODE else run.tag
    return f"data-{tag}", run.ref


def has_digits(text: str) -> bool:
    """Return whether a text holds a numeral."""
    return _DIGITS.search(text) is not None


def words(text: str, where: str = "the page") -> Text:
    """Return plain words as text.

    Raises
    ------
    ClaimRefused
        If they hold a digit: no number is printed that is not bound.
    """
    if has_digits(text):
        raise ClaimRefused(
            f"{where} prints '{text.strip()}' as plain words, and it holds a numeral bound to "
            "nothing. Write it as a figure, a period, the date of an event or a registered name."
        )
    return (Run(text),)


def runs(line: Line, where: str) -> Text:
    """Return a verified line as text; ``where`` names it in errors.

    Raises
    ------
    ClaimRefused
        If its plain words hold a digit.
    """
    return join(_runs(span, where) for span in line.spans)


def _runs(span: Span, where: str) -> Text:
    if span.kind is Kind.TEXT:
        return words(_APOSTROPHE.sub("’", span.text), where)
    if span.kind is Kind.PHRASE and not has_digits(span.text):  # words like any others
        return words(_APOSTROPHE.sub("’", span.text), where)
    href = f"#note-{anchor(span.ref)}" if span.kind is Kind.FIGURE else ""
    return (Run(span.text, _TAGS[span.kind], span.ref, href),)


def join(texts: Iterable[Text]) -> Text:
    """Return texts set one after another."""
    return tuple(run for text in texts for run in text)


def run_on(texts: Iterable[Text], between: str = " ") -> Text:
    """Return texts with ``between`` set in the gaps."""
    parts = [part for text in texts for part in ((Run(between),), text)]
    return join(parts[1:])


def plain(text: Text) -> str:
    """Return the bare characters of a text."""
    return "".join(run.text for run in text)


def day_words(day: date) -> str:
    """Return a day in words: ``July 1, 2026``."""
    return Period.of(Frequency.DAY, day).words()
