"""Sentences that lost their figure or their subject, as when links are stripped from a page."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from policywire.analyst.review.clauses import spans_of
from policywire.analyst.review.heads import IN_SENTENCE, headless, low_start
from policywire.analyst.review.losses import ANYWHERE, apart
from policywire.analyst.review.lost import Broken, Gap, Loss
from policywire.analyst.review.outline import Document, Paragraph, ParagraphKind

__all__ = ["Broken", "Loss", "broken_in", "broken_spans"]

_AROUND = 12  # words shown on either side of a loss
_WIDEST = 300  # characters shown on either side
_WORDS = re.compile(r"\w")
_TOKENISED = 0.5  # of the commas stand apart: the whole text is written so
_ENDS = ".!?:;…\"'”’»)]"
_ORDER = (Loss.FIGURE, Loss.SUBJECT, Loss.CITATION, Loss.PHRASE)  # what says most comes first


def broken_spans(document: Document) -> tuple[Broken, ...]:
    """Return the places of an article where words were lost, in order."""
    spaced = _is_tokenised(document.text)
    found: list[Broken] = []
    before = ""
    for item in document.paragraphs:
        if item.kind.is_prose:
            found += _broken(item, spaced, opens=not before or before[-1] in _ENDS)
        before = item.text if item.kind is not ParagraphKind.FURNITURE else before
    return tuple(found)


def broken_in(text: str) -> tuple[Broken, ...]:
    """Return the places of one paragraph where words were lost, in order."""
    item = Paragraph(ParagraphKind.PARAGRAPH, text, 0, len(text))
    return tuple(_broken(item, _is_tokenised(text), opens=True))


def _is_tokenised(text: str) -> bool:
    """Return whether a text writes its commas apart, as corpora of words do."""
    commas = text.count(",")
    return commas > 2 and text.count(" ,") > _TOKENISED * commas


def _broken(item: Paragraph, spaced: bool, opens: bool) -> Iterator[Broken]:
    spans = tuple(spans_of(item.text))
    gaps = [gap for rule in ANYWHERE for gap in rule(item.text)]
    if not spaced:
        gaps += apart(item.text)
    if item.kind is not ParagraphKind.ITEM:
        gaps += low_start(item.text, opens)
        gaps += _in_sentences(item.text, spans)
    gaps = _distinct(item.text, gaps)
    if item.kind is not ParagraphKind.ITEM:
        gaps += _headless(item.text, spans, gaps)
    for gap in sorted(gaps, key=lambda gap: gap.at):
        yield _shown(item, gap, spans)


def _in_sentences(text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[Gap]:
    for start, end in spans:
        for rule in IN_SENTENCE:
            for gap in rule(text[start:end]):
                yield replace(gap, at=start + gap.at)


def _headless(text: str, spans: tuple[tuple[int, int], ...], known: list[Gap]) -> Iterator[Gap]:
    """Yield the losses of sentences without a main clause, where no other rule explains them."""
    for start, end in spans:
        gap = headless(text[start:end])
        if gap and not any(start - 1 <= other.at <= start + gap.at for other in known):
            yield replace(gap, at=start + gap.at)


def _distinct(text: str, gaps: list[Gap]) -> list[Gap]:
    """Keep one of the gaps that nothing but punctuation parts: the one that says most."""
    kept: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: (gap.at, _ORDER.index(gap.loss))):
        if kept and not _WORDS.search(text, kept[-1].at, gap.at):
            kept[-1] = min(kept[-1], gap, key=lambda gap: _ORDER.index(gap.loss))
        else:
            kept.append(gap)
    return kept


def _shown(item: Paragraph, gap: Gap, spans: tuple[tuple[int, int], ...]) -> Broken:
    """Return a loss with the words of its sentence around it."""
    left, right = _sentence_at(gap.at, spans, len(item.text))
    left, right = max(left, gap.at - _WIDEST), min(right, gap.at + _WIDEST)
    before = [found.start() for found in re.finditer(r"\S+", item.text[left : gap.at])]
    after = [found.end() for found in re.finditer(r"\S+", item.text[gap.at : right])]
    start = left + (before[-_AROUND] if len(before) > _AROUND else 0)
    end = gap.at + after[_AROUND - 1] if len(after) > _AROUND else right
    text = item.text[start:end]
    place = item.start + start
    return Broken(place, place + len(text), text, gap.note, item.start + gap.at, gap.loss)


def _sentence_at(at: int, spans: tuple[tuple[int, int], ...], length: int) -> tuple[int, int]:
    found = bisect_right(spans, at, key=lambda span: span[1])
    if found < len(spans):
        return min(spans[found][0], at), spans[found][1]
    return (min(spans[-1][0], at), length) if spans else (0, length)
