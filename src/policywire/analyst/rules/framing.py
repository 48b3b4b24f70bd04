"""E2, M1, T1, D3 for phrases: what an author's own words say round them is what they say.

A phrase says place, measure and period itself, so nothing has to be named beside it. What is named
all the same, by words or by a token, is held against the phrases it leads to: those behind it up
to where something of its kind is named again, or the one before it where none follows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from policywire.analyst.draft import Kind
from policywire.analyst.figures import Figure
from policywire.analyst.reading.marks import Mention
from policywire.analyst.rules.bearing import Bearing, Bearings
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.phrased import Phrased
from policywire.analyst.rules.strokes import Placed, Read
from policywire.evidence import Derived
from policywire.facts import Period

__all__ = ["check_framing", "check_twice"]

_REPORTER = "USA"
_SEEN_FROM = re.compile(
    r"(?<!\w)(?:(?:seen|viewed|looked at|read|written|reported|told) (?:from|in|by)"
    r"|(?:ministry|bank|office|desk|agency|bureau|institute|correspondent|reader|editor|official"
    r"|statistician|colleague|broker)s? (?:in|of|from|at))\s*$",
    re.IGNORECASE,
)
_GOODS = re.compile(r"(?<!\w)(?:imports?|exports?|duties|investment|trade)(?!\w)", re.IGNORECASE)
_IDIOM = re.compile(r"(?<!\w)(?:on paper|paper trail|on the table|raw material of)$", re.IGNORECASE)
# What a balance is made of, told beside one.
_BALANCE = re.compile(r"(?<!\w)exports (?:less|minus) imports(?!\w)", re.IGNORECASE)
_BALANCES = r"balances?|deficits?|surplus(?:es)?|shortfalls?"
# Words for what is measured, each with the words of a measure it goes with.
_MEASURES = {
    r"shares?": r"share",
    r"rates?": r"rate|\bover\b",
    r"prices?": r"price",
    r"yields?": r"yield",
    r"index": r"index",
    _BALANCES: r"balance|deficit|surplus",
    r"(?:un)?employment|jobless\w*": r"employment",
    r"investments?": r"investment",
    r"dut(?:y|ies)": r"dut(?:y|ies)|tariff|surcharge|levy|preference",
    r"imports?": r"imports?",
    r"exports?": r"exports?",
}


@dataclass(frozen=True, slots=True)
class _Named:
    """Something named round phrases: a place, a measure, a period."""

    start: int
    end: int
    text: str
    what: object


def check_framing(
    read: Read, text: str, said: tuple[Phrased, ...], bearings: Bearings
) -> Iterator[Fault]:
    """Yield a fault where what is named round phrases is not what they say.

    Parameters
    ----------
    read : Read
        The line.
    text : str
        Its authored words, as :func:`authored` gives them.
    said : tuple of Phrased
        Its phrases.
    bearings : Bearings
        What the figures of the registry are about.
    """
    loose = [one for one in read.spans if not one.span.phrase]
    if any(one.span.kind is Kind.FIGURE for one in loose):
        return  # a number beside phrases is anchored by the words round it
    yield from _places(text, said, bearings)
    yield from _measures(text, said)
    yield from _products(text, said, bearings)
    yield from _periods(loose, said, bearings.figures)
    yield from _directions(loose, text, said, bearings)
    yield from _ranges(loose, said)


# ------------------------------------------------------------------- what a name leads to


def _led_to(one: _Named, named: Sequence[_Named], said: tuple[Phrased, ...]) -> list[Phrased]:
    """Return the phrases a name leads to."""
    after = [phrase for phrase in said if phrase.start >= one.end]
    if not after:
        return [phrase for phrase in said if phrase.end <= one.start][-1:]
    bounds = (other.start for other in named if other.what != one.what)
    end = min((bound for bound in bounds if bound >= after[0].end), default=after[-1].end)
    return [phrase for phrase in after if phrase.start < end]


def _before(one: _Named, said: tuple[Phrased, ...], text: str) -> list[Phrased]:
    """Return the phrase before a name, where no stop parts the two."""
    near = [phrase for phrase in said if phrase.end <= one.start][-1:]
    return [
        phrase for phrase in near if not re.search(r"[;:?!]|\.\s", text[phrase.end : one.start])
    ]


def _strays(
    named: Sequence[_Named],
    said: tuple[Phrased, ...],
    text: str,
    bears: Callable[[Phrased, object], bool],
) -> Iterator[_Named]:
    """Yield what is named and borne by no phrase it leads to or stands behind."""
    for one in named:
        near = (*_led_to(one, named, said), *_before(one, said, text))
        apart = one.start >= said[-1].end and not _before(one, said, text)
        if not apart and not any(bears(phrase, one.what) for phrase in near):
            yield one


def check_twice(said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault for each figure that a line says twice: one stands in another's place."""
    seen: set[str] = set()
    for one in said:
        if one.figure.id in seen:
            yield fault("M1", one.text, (one.start, one.end), "it was told before in this line")
        seen.add(one.figure.id)


# ------------------------------------------------------------------- places, measures, products


def _places(text: str, said: tuple[Phrased, ...], bearings: Bearings) -> Iterator[Fault]:
    found = [one for one in bearings.terms.places(text) if one.code != _REPORTER]
    found = [one for one in found if not _SEEN_FROM.search(text[: one.start])]
    named = [_Named(one.start, one.end, one.text, one.code) for one in found]
    held = {one.figure.id: _places_of(one, bearings) for one in said}

    def bears(phrase: Phrased, code: object) -> bool:
        return any(_within(str(code), own) for own in held[phrase.figure.id])

    for one in _strays(named, said, text, bears):
        yield fault("E2", one.text, (one.start, one.end), "no phrase it leads to is about it")


def _places_of(one: Phrased, bearings: Bearings) -> frozenset[str]:
    told = (found.code for found in bearings.terms.places(f"{one.figure.subject}. {one.text}"))
    return frozenset((*told, one.bearing.place, *one.bearing.around)) - {""}


def _within(code: str, own: str) -> bool:
    """Return whether a place named is the other, or the whole that is a part of."""
    return code == own or own.startswith(f"{code}-")


def _measures(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    defined = [one.span() for one in _BALANCE.finditer(text) if _is_balance(one.end(), said)]
    named = [
        _Named(match.start(), match.end(), match[0], word)
        for word, pattern in _measure_words()
        for match in pattern.finditer(text)
        if not any(start <= match.start() < end for start, end in defined)
    ]

    def bears(phrase: Phrased, word: object) -> bool:
        told = f"{phrase.figure.measure} {phrase.text}"
        return re.search(_MEASURES[str(word)], told, re.IGNORECASE) is not None

    for one in _strays(sorted(named, key=lambda item: item.start), said, text, bears):
        yield fault("M1", one.text, (one.start, one.end), "no phrase it leads to measures it")


def _is_balance(end: int, said: tuple[Phrased, ...]) -> bool:
    """Return whether the phrases behind a place are balances, and there are some."""
    after = [one for one in said if one.start >= end]
    return bool(after) and all(
        re.search(_MEASURES[_BALANCES], one.text, re.IGNORECASE) for one in after
    )


@cache
def _measure_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (word, re.compile(rf"(?<![\w-])(?:{word})(?![\w-])", re.IGNORECASE)) for word in _MEASURES
    )


def _products(text: str, said: tuple[Phrased, ...], bearings: Bearings) -> Iterator[Fault]:
    """Yield a fault for each product, or sector, that no phrase is about."""
    found = (*bearings.terms.products(text), *_sectors(text, bearings))
    found = tuple(one for one in found if not _IDIOM.search(text[: one.end]))
    named = [_Named(one.start, one.end, one.text, one.code) for one in found]
    held = {one.figure.id: _products_of(one, bearings) for one in said}

    def bears(phrase: Phrased, code: object) -> bool:
        return code in held[phrase.figure.id]

    counted = tuple(one for one in said if _GOODS.search(one.text))
    strays = list(_strays(named, counted, text, bears)) if counted else []
    for one in strays if len(strays) == len(named) else ():  # else a kind and a part of it
        yield fault("M1", one.text, (one.start, one.end), "no phrase it leads to is about it")


def _sectors(text: str, bearings: Bearings) -> Iterator[Mention]:
    return (one for one in bearings.terms.concepts(text) if one.code.startswith("sector."))


def _products_of(one: Phrased, bearings: Bearings) -> frozenset[str]:
    told = f"{one.figure.measure}. {one.text}"
    found = (*bearings.terms.products(told), *_sectors(told, bearings))
    return frozenset((*(item.code for item in found), one.bearing.product)) - {""}


# ------------------------------------------------------------------- tokens round phrases


def _periods(
    loose: Sequence[Placed], said: tuple[Phrased, ...], figures: Mapping[str, Figure]
) -> Iterator[Fault]:
    """Yield a fault for each period token that no phrase beside it is about."""
    for placed in loose:
        figure = figures.get(placed.span.ref)
        if placed.span.kind is not Kind.PERIOD or figure is None:
            continue
        told = next(
            (one for one in _times(figure) if one.words().lower() == placed.span.text.lower()), None
        )
        near = _around(placed, said)
        if told is None or any(told.same_days(one) for item in near for one in _times(item.figure)):
            continue
        yield fault("T1", placed.span.text, placed.place, "no phrase beside it is of that time")


def _times(figure: Figure) -> Iterator[Period]:
    yield figure.period
    if isinstance(figure.trail, Derived) and figure.trail.against is not None:
        yield figure.trail.against


def _around(placed: Placed, said: tuple[Phrased, ...]) -> list[Phrased]:
    """Return the phrase after a token; where none follows, the one before."""
    after = [one for one in said if one.start >= placed.end][:1]
    return after or [one for one in said if one.end <= placed.start][-1:]


def _directions(
    loose: Sequence[Placed], text: str, said: tuple[Phrased, ...], bearings: Bearings
) -> Iterator[Fault]:
    """Yield a fault for each direction token that is not that of the phrase beside it.

    Beside the phrase of a level it may be that of another figure, if the words before it name
    whom that is about and what it measures.
    """
    for placed in loose:
        bearing = bearings.of(placed.span.ref)
        if placed.span.kind is not Kind.DIRECTION or bearing is None:
            continue
        near = _around(placed, said)
        if any(one.figure.id == placed.span.ref for one in near):
            continue
        changes = any(one.bearing.against is not None for one in near)
        if changes or not _is_told(text[: placed.start], bearing, bearings):
            yield fault("D3", placed.span.text, placed.place, "it is not that of the phrase beside")


def _is_told(before: str, bearing: Bearing, bearings: Bearings) -> bool:
    """Return whether some words name the place and the measure of a figure."""
    placed = {one.code for one in bearings.terms.places(before)}
    measured = {one.code for one in bearings.concepts(before)}
    return bearing.place in placed | {_REPORTER} and bool(bearing.concepts & measured)


def _ranges(loose: Sequence[Placed], said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault for each range of a figure that no phrase says."""
    names = {one.figure.id for one in said}
    for placed in loose:
        if placed.span.kind is Kind.RANGE and placed.span.ref not in names:
            yield fault("D3", placed.span.text, placed.place, "its figure is said nowhere")
            return
