"""Clauses: which words of a line belong to which of its numbers.

The words between two numbers are cut where the sentence turns: at a semicolon, colon or comma,
else at a conjunction or preposition of the next number. What stands before the cut belongs to the
number before, what stands after it to the number after.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from policywire.analyst.draft import Kind
from policywire.analyst.reading.marks import Mention
from policywire.analyst.rules.bearing import Bearings
from policywire.analyst.rules.strokes import MASK, Placed, Read

__all__ = ["Clauses", "Number", "clauses_of"]

_STRONG = re.compile(r"[;:]|(?<![A-Z])\.(?=\s+[A-Z])|(?<!\w)(?:while|whereas|but|although)(?!\w)")
_COMMA = re.compile(r",")
_WEAK = re.compile(r"(?<!\w)(?:and|or|against|versus|than|compared with|ahead of)(?!\w)")
_NEXT = re.compile(r"(?<!\w)(?:from|to|by|of|at|in)\s*$")
_MOST = 512  # lines kept
_POST = re.compile(r"\s*(?:of|in|from|for|to|on|with|a year|the year)(?!\w)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a line with the words that belong to it.

    Attributes
    ----------
    placed : Placed
        Its span.
    gap : tuple of int
        Words before those, which belong to no number.
    pre, post : tuple of int
        From where to where the words before and after it reach.
    """

    placed: Placed
    gap: tuple[int, int]
    pre: tuple[int, int]
    post: tuple[int, int]

    @property
    def name(self) -> str:
        """Id of its figure."""
        return self.placed.span.ref


@dataclass(frozen=True, slots=True)
class Clauses:
    """A line cut into clauses.

    Attributes
    ----------
    text : str
        Its literal words and registered names; everything else masked.
    numbers : tuple of Number
        Its numbers outside phrases, in order.
    phrases : tuple of Placed
        The numbers of its phrases.
    places, concepts, products : tuple of Mention
        What its words name.
    periods : tuple of Placed
        Its period tokens outside phrases.
    """

    text: str
    numbers: tuple[Number, ...]
    phrases: tuple[Placed, ...]
    places: tuple[Mention, ...]
    concepts: tuple[Mention, ...]
    products: tuple[Mention, ...]
    periods: tuple[Placed, ...]

    def within(self, found: tuple[Mention, ...], span: tuple[int, int]) -> list[Mention]:
        """Return the mentions that begin inside a span."""
        return [one for one in found if span[0] <= one.start < span[1]]


def clauses_of(read: Read, bearings: Bearings) -> Clauses:
    """Return a line cut into clauses."""
    held = bearings.clauses.get(id(read))
    if held is None:
        if len(bearings.clauses) >= _MOST:
            bearings.clauses.clear()
        bearings.clauses[id(read)] = held = (read, _clauses_of(read, bearings))
    made = held[1]
    assert isinstance(made, Clauses)
    return made


def _clauses_of(read: Read, bearings: Bearings) -> Clauses:
    text = "".join(
        item.span.text if item.span.kind in (Kind.TEXT, Kind.NAME) else MASK * len(item.span.text)
        for item in read.spans
    )
    figures = [item for item in read.spans if item.span.kind is Kind.FIGURE]
    loose = [item for item in figures if not item.span.phrase]
    marks = (
        bearings.terms.places(text),
        bearings.concepts(text),
        bearings.terms.products(text),
    )
    held = [one for found in marks for one in found]
    return Clauses(
        text,
        _numbers(text, loose, figures, held),
        tuple(item for item in figures if item.span.phrase),
        *marks,
        tuple(one for one in read.spans if one.span.kind is Kind.PERIOD and not one.span.phrase),
    )


def _numbers(
    text: str, loose: list[Placed], figures: list[Placed], held: list[Mention]
) -> tuple[Number, ...]:
    """Return the numbers outside phrases with the reach of their words."""
    cuts = [_start(text, figures[0].start)] if figures else []
    for before, after in pairwise(figures):
        cuts.append(_cut(text, before.end, after.start, held))
    cuts.append(len(text))
    made, gap = [], 0
    for at, item in enumerate(figures):
        end = _end(text, item.end, cuts[at + 1])
        if item in loose:
            made.append(Number(item, (gap, cuts[at]), (cuts[at], item.start), (item.end, end)))
        gap = end
    return tuple(made)


def _end(text: str, start: int, cut: int) -> int:
    """Return where the words after a number end: at the next turn of the sentence."""
    match = _STRONG.search(text, start, cut)
    return match.start() if match else cut


def _start(text: str, end: int) -> int:
    """Return where the clause of the first number begins."""
    last = None
    for match in _STRONG.finditer(text, 0, end):
        last = match
    return last.end() if last else 0


def _cut(text: str, start: int, end: int, held: list[Mention]) -> int:
    """Return where the words between two numbers part."""
    for pattern in (_STRONG, _COMMA, _WEAK):
        found = [
            match.start()
            for match in pattern.finditer(text, start, end)
            if not any(one.start < match.start() < one.end for one in held)
        ]
        if found:
            return found[-1]
    match = _NEXT.search(text, start, end)
    if match is not None:
        return match.start()
    return end if _POST.match(text, start, end) else start
