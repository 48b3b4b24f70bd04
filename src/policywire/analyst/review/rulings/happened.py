"""What happened: claims of dated events under the law, and of what falls due."""

import re
from collections.abc import Iterator
from datetime import timedelta

from policywire.analyst.review.report import Ours, Verdict
from policywire.analyst.review.rulings.clause import Clause, Moment, moments, unread
from policywire.analyst.review.rulings.held import Happened
from policywire.analyst.review.rulings.made import Finding, cited, day_words, made, written
from policywire.analyst.review.rulings.words import EVENTS
from policywire.policy import Event

__all__ = ["happened_in"]

Span = tuple[int, int]
_PACT = re.compile(r"(?:usmca|review)\.")  # events of the agreement, by what they are called
_NEAR = timedelta(days=3)  # an act and its report may lie days apart; then nothing is called wrong


def happened_in(clause: Clause, known: tuple[Happened, ...]) -> Iterator[Finding]:
    """Yield the ruling on a statement of what happened, or falls due, under the law.

    Parameters
    ----------
    clause : Clause
        The statement.
    known : tuple of Happened
        Events in the order they are tried.
    """
    for item in known:
        if item.event.known > clause.knowable or (_PACT.match(item.event.id) and not clause.pact):
            continue
        for words, holds in ((item.words, True), (item.contrary, False)):
            spans = clause.covering(words) if words else None
            if spans:
                asides = [span for one in item.asides for span in clause.find(one)]
                found = _ruled(clause, item.event, (*spans, *asides), holds=holds)
                if found:
                    yield found
                return


def _ruled(clause: Clause, event: Event, spans: tuple[Span, ...], *, holds: bool) -> Finding | None:
    named = moments(clause)
    if named is None or len(named) > 1:
        return None
    read = (*spans, *(item.span for item in named))
    left = unread(clause, read, EVENTS)
    denied = clause.denied(read)
    left = (denied,) if denied else left
    note = f"Ours: {_low(event.what)}, {day_words(event.day)} ({written(event.citation)})."
    ours = (_ours(event),)
    verdict = _verdict(clause, event, named, holds=holds)
    if verdict is Verdict.WRONG_PERIOD:
        note = f"True of {day_words(event.day)}, not of {named[0].period.words()}. {note}"
    return made(clause, (), verdict, note, ours, unread=left)


def _verdict(clause: Clause, event: Event, named: tuple[Moment, ...], *, holds: bool) -> Verdict:
    inside = not named or named[0].period.start <= event.day <= named[0].period.end
    if not holds:
        return Verdict.CONTRADICTED if inside and named else Verdict.NO_EVIDENCE
    if inside:
        passed = bool(named) or event.day <= clause.told
        return Verdict.SUPPORTED if passed else Verdict.NO_EVIDENCE
    period = named[0].period
    close = min(abs(period.start - event.day), abs(period.end - event.day)) <= _NEAR
    return Verdict.NO_EVIDENCE if close else Verdict.WRONG_PERIOD


def _low(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if first.isupper() else text[0].lower() + text[1:]


def _ours(event: Event) -> Ours:
    """Return an event as a report shows it; what counts is its day, so the value is one."""
    return Ours(
        1, "event", str(event.day), f"event {event.id}", f"{event.what}; {cited(event.citation)}"
    )
