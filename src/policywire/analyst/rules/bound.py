"""The rules over tokens: each printed span is what its figure prints, beside what it names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise

from policywire.analyst.draft import Kind
from policywire.analyst.figures import Figure
from policywire.analyst.numbers import is_ending, is_printing
from policywire.analyst.phrases import FORMS, phrase
from policywire.analyst.rules.faults import Fault, Mode, fault
from policywire.analyst.rules.kept import Kept
from policywire.analyst.rules.strokes import MASK, Placed, Read
from policywire.analyst.wording import DOWN, UP
from policywire.evidence import Derived
from policywire.facts.errors import WrongUse

__all__ = ["check_bound", "check_glued"]

_SIGN = re.compile(r"(?:[-\u2212\u2013+]|minus|negative|menos)\s*$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_BESIDE = re.compile(r"\s*(?:by\s*)?")
_TURNS = 2
_DAYS, _FIGURES = 8, 4096  # days and figures whose phrases are kept
_said: dict[date | None, Kept[Figure, frozenset[str]]] = {}


def check_bound(
    read: Read, figures: Mapping[str, Figure], *, mode: Mode, as_of: date | None
) -> Iterator[Fault]:
    """Yield the faults of the tokens of a line.

    Parameters
    ----------
    read : Read
        The line.
    figures : Mapping of str to Figure
        The registry.
    mode : Mode
        The contract it is written under.
    as_of : date or None
        Where the reader stands.
    """
    for placed in read.spans:
        yield from _span(placed, figures)
        loose = placed.span.kind is Kind.FIGURE and not placed.span.phrase
        if mode is Mode.PHRASES_ONLY and loose:
            yield fault("N7", placed.span.text, placed.place)
    yield from _phrases(read, figures, as_of)
    yield from _beside(read, figures)


# ------------------------------------------------------------------- one span


def _span(placed: Placed, figures: Mapping[str, Figure]) -> Iterator[Fault]:
    """Yield a fault where a span's text is not what its figure prints."""
    span = placed.span
    if span.kind in (Kind.TEXT, Kind.NAME, Kind.DATE, Kind.COMPARISON, Kind.PHRASE):
        return
    figure = figures.get(span.ref)
    if figure is None:
        yield fault("N4", span.ref, placed.place)
    elif not _is_said(span.kind, span.text, figure):
        more = f"the figure {span.ref}"
        yield fault("N5", span.text, placed.place, more)


def _is_said(kind: Kind, text: str, figure: Figure) -> bool:
    """Return whether a text is how code writes a figure, its range, period or direction."""
    if kind is Kind.FIGURE:
        return is_printing(figure, text)
    if kind is Kind.RANGE:
        return is_ending(figure, text)
    if kind is Kind.PERIOD:
        return _lower(text) in {_lower(words) for words in _periods(figure)}
    return _turned(text, figure)


def _periods(figure: Figure) -> Iterator[str]:
    yield figure.period.words()
    if isinstance(figure.trail, Derived) and figure.trail.against is not None:
        yield figure.trail.against.words()


def _turned(text: str, figure: Figure) -> bool:
    """Return whether a word of direction does not go against the sign of its figure."""
    word, value = _lower(text), figure.quantity.value
    first = word.removesuffix(" sharply")
    if first.endswith(" up") or first in UP:
        return value >= 0
    return not (first.endswith(" down") or first in DOWN) or value <= 0


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


# ------------------------------------------------------------------- phrases


def _phrases(read: Read, figures: Mapping[str, Figure], as_of: date | None) -> Iterator[Fault]:
    """Yield a fault for each phrase that is not how its figure is said."""
    for name, group in groupby(read.spans, lambda placed: placed.span.phrase):
        if not name:
            continue
        parts = list(group)
        place = (parts[0].start, parts[-1].end)
        told, figure = read.text[slice(*place)], figures.get(name)
        if figure is None:
            yield fault("N4", name, place)
        elif _lower(told) not in _sayings(figure, as_of):
            yield fault("N5", told, place, f"the phrase of {name}")


def _sayings(figure: Figure, as_of: date | None) -> frozenset[str]:
    """Return the phrases of a figure, worked out once for each day the reader stands."""
    if as_of not in _said:
        if len(_said) >= _DAYS:
            _said.clear()
        _said[as_of] = Kept(lambda one: frozenset(map(_lower, _phrases_of(one, as_of))), _FIGURES)
    return _said[as_of](figure)


def _phrases_of(figure: Figure, as_of: date | None) -> Iterator[str]:
    for form in FORMS:
        for turn in range(_TURNS):
            try:
                spans = phrase(figure, form, as_of=as_of, turn=turn)
            except WrongUse:
                continue
            yield "".join(span.text for span in spans)


# ------------------------------------------------------------------- neighbours


def check_glued(read: Read) -> Iterator[Fault]:
    """Yield a fault where a sign, a letter or another number touches a figure."""
    for before, after in pairwise(read.spans):
        if _is_spelled_on(before, after):
            place = (before.start, after.end)
            yield fault("N6", f"{before.span.text[-8:]}{after.span.text[:12]}", place)
        if after.span.kind is not Kind.FIGURE or after.span.phrase:
            continue
        signed = before.span.kind is Kind.TEXT and _SIGN.search(before.span.text)
        if before.span.kind is Kind.FIGURE or signed:
            place = (before.start, after.end)
            yield fault("N6", f"{before.span.text}{after.span.text}", place)


def _is_spelled_on(before: Placed, after: Placed) -> bool:
    """Return whether letters of literal words run into a figure, which changes its unit."""
    kinds = before.span.kind, after.span.kind
    ends = before.span.text[-1:], after.span.text[:1]
    if kinds == (Kind.TEXT, Kind.FIGURE):
        return _LETTER.match(ends[0]) is not None
    return kinds == (Kind.FIGURE, Kind.TEXT) and _LETTER.match(ends[1]) is not None


def _beside(read: Read, figures: Mapping[str, Figure]) -> Iterator[Fault]:
    """Yield a fault for each direction or comparison that stands beside another figure."""
    numbers = [placed for placed in read.spans if placed.span.kind is Kind.FIGURE]
    for placed in read.spans:
        if placed.span.phrase:
            continue
        if placed.span.kind is Kind.DIRECTION:
            yield from _direction(placed, numbers, read, figures)
        elif placed.span.kind is Kind.COMPARISON:
            yield from _comparison(placed, numbers)


def _direction(
    placed: Placed, numbers: Sequence[Placed], read: Read, figures: Mapping[str, Figure]
) -> Iterator[Fault]:
    after = next((one for one in numbers if one.start >= placed.end), None)
    before = next((one for one in reversed(numbers) if one.end <= placed.start), None)
    touching = []
    if after is not None and _BESIDE.fullmatch(_between(read, placed.end, after.start)):
        touching.append(after)
    if before is not None and not _between(read, before.end, placed.start).strip():
        touching.append(before)
    for one in touching:
        if one.span.ref != placed.span.ref:
            yield fault("D3", f"{placed.span.text} {one.span.text}", placed.place)


def _between(read: Read, start: int, end: int) -> str:
    return read.literal[start:end].replace(MASK, "#")


def _comparison(placed: Placed, numbers: Sequence[Placed]) -> Iterator[Fault]:
    """Yield a fault where a comparison does not stand between its figures, in their order."""
    names = [name.strip() for name in placed.span.ref.split(",")]
    before = next((one for one in reversed(numbers) if one.end <= placed.start), None)
    after = next((one for one in numbers if one.start >= placed.end), None)
    told = [one.span.ref if one else "" for one in (before, after)]
    if told != names:
        yield fault("D3", placed.span.text, placed.place, f"it compares {' with '.join(names)}")
