"""Binding: the statements of a paragraph against law and decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policywire.analyst.review.rulings.clause import Clause
from policywire.analyst.review.rulings.duties import duties_in
from policywire.analyst.review.rulings.happened import happened_in
from policywire.analyst.review.rulings.held import Statutes
from policywire.analyst.review.rulings.made import Finding
from policywire.analyst.review.rulings.meetings import Carried, meetings_in
from policywire.analyst.review.rulings.pact import pact_after
from policywire.analyst.review.rulings.thresholds import thresholds_in
from policywire.analyst.review.segments import Sentence
from policywire.analyst.review.statements import Span, points_back, statements

__all__ = ["Told", "rulings_in"]

_MOST_NUMBERS = 12  # in one sentence; more is a table


@dataclass(frozen=True, slots=True)
class Told:
    """The day of an article; the reader's own where it gives none.

    Attributes
    ----------
    day : date
        The day.
    known : bool
        Whether the article gives it.
    """

    day: date
    known: bool


def rulings_in(
    sentences: Iterable[Sentence], held: Statutes, *, told: Told, as_of: date, pact: bool
) -> tuple[Finding, ...]:
    """Return the rulings on what a paragraph says of law and decisions, in order.

    Parameters
    ----------
    sentences : iterable of Sentence
        Its sentences.
    held : Statutes
        What is held.
    told : Told
        When the article was written.
    as_of : date
        Where the reader stands.
    pact : bool
        Whether ``the agreement`` is the USMCA by what was said before.
    """
    found: list[Finding] = []
    carried: Carried | None = None
    for sentence in sentences:
        left, carried = carried, None
        pact = pact_after(sentence.text, pact)
        for clause in _clauses(sentence, told, as_of, pact=pact):
            ruled, leaves = meetings_in(clause, held.decisions, left)
            left = carried = leaves or carried
            found += ruled or _of_law(clause, held)
    return tuple(found)


def _of_law(clause: Clause, held: Statutes) -> tuple[Finding, ...]:
    """Return the rulings of the first kind that has some to give."""
    for kind in (
        thresholds_in(clause, held.thresholds) if clause.pact else (),
        happened_in(clause, held.events),
        duties_in(clause, held),
    ):
        if ruled := tuple(kind):
            return ruled
    return ()


def _clauses(sentence: Sentence, told: Told, as_of: date, *, pact: bool) -> Iterator[Clause]:
    """Yield the statements of a sentence."""
    if len(sentence.numerals) > _MOST_NUMBERS:
        return
    for span in _spans(sentence):
        yield Clause(
            sentence.text,
            sentence.start,
            span,
            tuple(item for item in sentence.numerals if span[0] <= item.start < span[1]),
            tuple(item for item in sentence.periods if span[0] <= item.start < span[1]),
            tuple(item for item in sentence.places if span[0] <= item.start < span[1]),
            told.day,
            as_of,
            pact,
            told.known,
        )


def _spans(sentence: Sentence) -> tuple[Span, ...]:
    """Return the statements of a sentence, one that points back joined to the one before."""
    numbers = [item.start for item in sentence.numerals]
    joined: list[Span] = []
    for span in statements(sentence.text, sentence.concepts, numbers):
        counted = any(span[0] <= place < span[1] for place in numbers)
        if joined and points_back(sentence.text, span, counted=counted):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return tuple(joined)
