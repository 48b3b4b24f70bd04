"""What an article is held to as a whole: sources, periods, causes, tone, the author's field."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from re import Pattern

from policywire.analyst.monetary import monetary_claims
from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.clauses import Sentence, sentences_of
from policywire.analyst.review.lost import Broken, Loss
from policywire.analyst.review.outline import Document, ParagraphKind
from policywire.analyst.review.phrases import (
    ADVICE,
    CAUSE,
    CONTRARY,
    FORECAST,
    PROMOTION,
    SUPERLATIVE,
)
from policywire.analyst.review.remarks import RULES, Remark
from policywire.analyst.review.remit import remit_remarks
from policywire.analyst.review.stale import stale_remarks
from policywire.policy import Event

__all__ = ["conduct"]

_LONG = 250  # words from which an article owes the other side
_QUOTE = 5  # words from which a quotation needs its speaker
_OTHER_SIDE = re.compile(
    r"\b(?:counter|against|other side|risks?|limits?|caveats?|doubts?|critics|wrong)\b|\bcounter-",
    re.IGNORECASE,
)
_QUOTES = (("“", "”"), ('"', '"'), ("«", "»"))


@dataclass(frozen=True, slots=True)
class _Read:
    """An article with what the rules ask of it."""

    document: Document
    sentences: tuple[Sentence, ...]
    as_of: date


_Rule = Callable[[_Read], Iterator[Remark]]


def conduct(
    document: Document,
    as_of: date,
    terms: Terms,
    events: Iterable[Event],
    broken: Iterable[Broken] = (),
) -> tuple[Remark, ...]:
    """Return what is wrong with an article as a whole, in order of the rules' codes.

    Parameters
    ----------
    document : Document
        The article.
    as_of : date
        Where the reader stands.
    terms : Terms
        Words of the desks' fields, by which topics are told.
    events : iterable of Event
        What is known to have happened, by which stale statements are told.
    broken : iterable of Broken
        Its broken sentences; those that lost a citation become remarks.
    """
    read = _Read(document, sentences_of(document, as_of), as_of)
    found = [remark for rule in _RULES for remark in rule(read)]
    found += stale_remarks(document, read.sentences, events, as_of)
    found += remit_remarks(document, terms)
    found += _citations(broken)
    found += [Remark("V1", "", 0, 0, note) for note in document.notes]
    return tuple(sorted(found, key=lambda remark: (remark.rule, remark.start)))


def _remark(rule: str, sentence: Sentence, why: str) -> Remark:
    note = f"{why} {RULES[rule].repair}"
    return Remark(rule, sentence.text, sentence.start, sentence.end, note)


def _whole(rule: str, why: str) -> Remark:
    return Remark(rule, "", 0, 0, f"{why} {RULES[rule].repair}")


def _said(words: Iterable[str]) -> str:
    """Return words between quotation marks, each once."""
    return ", ".join(f"'{' '.join(word.split())}'" for word in dict.fromkeys(words))


# ------------------------------------------------------------------- sources and periods


def _sources(read: _Read) -> Iterator[Remark]:
    """Yield what has no source: one remark where nothing has any."""
    bare = [item for item in read.sentences if item.figures and not item.is_sourced]
    if not any(item.is_sourced for item in read.sentences):
        count = sum(len(item.figures) for item in bare)
        if count:
            yield _whole("A2", f"It prints {_counted(count, 'figure')} and names no source.")
        return
    sourced = {item.paragraph for item in read.sentences if item.is_sourced}
    for item in bare:
        if item.paragraph not in sourced:
            yield _remark("A1", item, "Nobody is named for its figures.")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _citations(broken: Iterable[Broken]) -> Iterator[Remark]:
    for item in broken:
        if item.loss is Loss.CITATION:
            note = f"{item.note} {RULES['A3'].repair}"
            yield Remark("A3", item.text, item.start, item.end, note)


def _undated(read: _Read) -> Iterator[Remark]:
    """Yield sentences with a figure and no period, where none can be taken from before."""
    if read.document.published is None:
        yield _whole("T5", "It does not say when it was published.")
    carried: dict[int, bool] = {}
    for item in read.sentences:
        dated = bool(item.periods) or carried.get(item.paragraph, False)
        if item.figures and not dated:
            yield _remark("T2", item, "It does not say when this was so.")
        carried[item.paragraph] = bool(item.periods) or (dated and bool(item.figures))


# ------------------------------------------------------------------- words that must be earned


def _causes(read: _Read) -> Iterator[Remark]:
    for item in read.sentences:
        found = CAUSE.findall(item.text)
        if found and not item.is_sourced:
            yield _remark("C1", item, f"A cause is stated ({_said(found)}) and nothing bears it.")


def _worded(rule: str, pattern: Pattern[str], why: str) -> _Rule:
    """Return a rule that finds words anywhere in a sentence."""

    def find(read: _Read) -> Iterator[Remark]:
        for item in read.sentences:
            found = pattern.findall(item.text)
            if found:
                yield _remark(rule, item, f"{why} ({_said(found)}).")

    return find


def _superlatives(read: _Read) -> Iterator[Remark]:
    for item in read.sentences:
        found = SUPERLATIVE.findall(item.text)
        if found and not item.is_sourced and not (item.figures and item.periods):
            yield _remark("S1", item, f"A place in a ranking is claimed ({_said(found)}).")


def _forecasts(read: _Read) -> Iterator[Remark]:
    """Yield forecasts with a figure and no author, and say once that none has a range."""
    made = [item for item in read.sentences if item.figures and FORECAST.search(item.text)]
    for item in made:
        if not item.is_sourced:
            yield _remark("F1", item, "A figure about the future is printed and nobody owns it.")
    if made and not any(_has_range(item) for item in made):
        yield _whole("F2", f"It prints {_counted(len(made), 'forecast')}, none with a range.")


def _has_range(item: Sentence) -> bool:
    return any(figure.upto is not None for figure in item.figures)


def _quotations(read: _Read) -> Iterator[Remark]:
    spoken = {item.paragraph for item in read.sentences if item.is_sourced}
    for item in read.sentences:
        if item.paragraph not in spoken and _quoted_words(item.text) >= _QUOTE:
            yield _remark("Q1", item, "Somebody is quoted and not named.")


def _quoted_words(text: str) -> int:
    """Return how many words the longest quotation in a sentence has."""
    longest = 0
    for opening, closing in _QUOTES:
        at = text.find(opening)
        while at >= 0:
            end = text.find(closing, at + 1)
            if end < 0:
                break
            longest = max(longest, len(text[at:end].split()))
            at = text.find(opening, end + 1)
    return longest


def _other_side(read: _Read) -> Iterator[Remark]:
    figures = sum(len(item.figures) for item in read.sentences)
    if read.document.words < _LONG or not figures:
        return
    parts = _contrary_parts(read.document)
    contrary = [
        item
        for item in read.sentences
        if CONTRARY.search(item.text) or any(start < item.start < end for start, end in parts)
    ]
    if not any(item.figures for item in contrary):
        why = "Doubts are named and none is measured." if contrary else "It has no counter-case."
        yield _whole("K1", why)


def _contrary_parts(document: Document) -> list[tuple[int, int]]:
    """Return where the parts stand whose heading promises the other side."""
    heads = [item for item in document.paragraphs if item.kind is ParagraphKind.HEADING]
    ends = [*(item.start for item in heads[1:]), len(document.text)]
    return [
        (item.start, end)
        for item, end in zip(heads, ends, strict=False)
        if _OTHER_SIDE.search(item.text)
    ]


def _monetary(read: _Read) -> Iterator[Remark]:
    for item in read.sentences:
        claims = list(monetary_claims(item.text))
        if claims:
            why = "; ".join(f"'{one.words}': {one.why}" for one in claims)
            yield _remark("W1", item, f"{why[:1].upper()}{why[1:]}.")


_RULES: tuple[_Rule, ...] = (
    _monetary,
    _sources,
    _undated,
    _causes,
    _superlatives,
    _forecasts,
    _quotations,
    _other_side,
    _worded("B1", PROMOTION, "It promotes"),
    _worded("I1", ADVICE, "It advises investors"),
)
