"""M2, D4 and U2: a change is told as a change, with its sign, and a share as a share."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policywire.analyst.draft import Kind
from policywire.analyst.figures import Figure
from policywire.analyst.numbers import MINUS
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.bearing import Bearing, Sort
from policywire.analyst.rules.clauses import Number
from policywire.analyst.rules.context import Context
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.strokes import MASK, Placed, Read
from policywire.evidence import Derived
from policywire.facts import Dimension

__all__ = ["Around", "check_measures", "is_share_told"]

_RISE = (
    r"r(?:ose|isen?|ises|ising)|grew|grow(?:n|s|ing|th)?|gain(?:s|ed|ing)?|increas\w+|climb\w*"
    r"|widen\w*|expand\w*|jump\w*|up|added|more|higher|larger|above|leap\w*|surg\w+|soar\w*"
)
_FALL = (
    r"f(?:ell|alls?|allen|alling)|declin\w+|decreas\w+|drop\w*|shrank|shrunk|shrink\w*|slip\w*"
    r"|los[est]\w*|loss(?:es)?|narrow(?:s|ed|ing)|down|less|lower|smaller|fewer|below|reduc\w+"
    r"|plung\w+|dip\w*|contract(?:ed|ing)|tumbl\w+|slump\w*"
)
_TURN = re.compile(rf"(?<!\w)(?:(?P<up>{_RISE})|(?P<down>{_FALL})|chang\w+|mov\w+)(?!\w)", re.I)
_BY = re.compile(
    rf"(?<!\w)(?:(?:{_RISE}|{_FALL}|change of)\s*(?:by|of)?|by)\s*(?:about|some|roughly)?\s*$",
    re.IGNORECASE,
)
_BY_ALONE = re.compile(r"(?<!\w)by\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*to\s*", re.IGNORECASE)
_SHARE = sifted(
    r"(?<!\w)(?:shares?|parts?|portions?|proportion|percentages?|rates?|claim\w*|paid|pays?|yield)"
    r"(?!\w)",
    re.IGNORECASE,
)
_STRICT = re.compile(r"(?<!\w)(?:shares?|proportion|percentages?|rates?)(?!\w)", re.IGNORECASE)
_OF = re.compile(r"\s*of(?!\w)")
_RANKED = re.compile(r"(?<!\w)(?:rank\w*|place[ds]?|position|came|stood|supplier|year)(?!\w)", re.I)
_NEGATIVE = re.compile(r"(?<!\w)(?:deficits?|shortfalls?|gap)(?!\w)", re.IGNORECASE)
_REACH = 40


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a number.

    Attributes
    ----------
    read : Read
        The line.
    text : str
        Its literal words and names, all else masked.
    context : Context
        What the words up to the number are about.
    figures : Mapping of str to Figure
        The registry.
    """

    read: Read
    text: str
    context: Context
    figures: Mapping[str, Figure]

    def before(self, number: Number) -> str:
        """Return the words right before a number."""
        return self.text[max(number.pre[0], number.placed.start - _REACH) : number.placed.start]

    @property
    def is_cell(self) -> bool:
        """Whether the number stands alone, as in a table."""
        return len(self.read.spans) == 1


def check_measures(
    number: Number, figure: Figure, bearing: Bearing, around: Around
) -> Iterator[Fault]:
    """Yield a fault where a number is told as another sort than it is, or against its sign."""
    if bearing.sort is Sort.CHANGE:
        yield from _change(number, figure, around)
        yield from _unit(number, figure, around)
    elif bearing.sort not in (Sort.RULE, Sort.MODELLED):
        why = _why_not(number, figure, bearing.sort, around)
        if why:
            yield fault("M2", number.placed.span.text, number.placed.place, why)
        yield from _sign(number, figure, around.text)


def is_share_told(number: Number, text: str) -> bool:
    """Return whether the words of a number say that it is a share."""
    if _OF.match(text, number.post[0]):
        return True
    return _SHARE.may(text) and any(
        _SHARE.pattern.search(text[slice(*part)]) for part in (number.pre, number.post)
    )


# ------------------------------------------------------------------- levels, shares, ranks


def _why_not(number: Number, figure: Figure, sort: Sort, around: Around) -> str:
    """Return why a level, share or rank is not told as one; empty where it is."""
    pre = around.text[slice(*number.pre)]
    if _is_turned(number, around.read) or _BY.search(around.before(number)):
        return f"it is a {sort}"
    if _TO.fullmatch(pre) and _changed_unlike(figure, sort, around):
        return f"it is a {sort}, and what changed is not"
    if sort is Sort.SHARE and not (is_share_told(number, around.text) or around.context.share):
        return "it is a share"
    if sort is Sort.RANK and not _RANKED.search(pre):
        return "it is a rank"
    amount = sort is Sort.LEVEL and _is_amount(figure)
    share = _STRICT.search(pre) or (around.is_cell and around.context.share)
    return "it is an amount" if amount and share else ""


def _is_amount(figure: Figure) -> bool:
    return figure.quantity.unit.dimension in (Dimension.CURRENCY, Dimension.COUNT)


def _changed_unlike(figure: Figure, sort: Sort, around: Around) -> bool:
    """Return whether the number before is of another unit, or a change of another sort."""
    last = around.figures.get(around.context.last)
    if last is None:
        return False
    if not isinstance(last.trail, Derived) or last.trail.against is None:
        return last.quantity.unit.dimension is not figure.quantity.unit.dimension
    points = last.quantity.unit.dimension is Dimension.POINTS
    return points != (sort is Sort.SHARE)


def _is_turned(number: Number, read: Read) -> bool:
    """Return whether a direction token touches a number."""
    for item in read.spans:
        if item.span.kind is not Kind.DIRECTION or item.span.phrase:
            continue
        if item.end <= number.placed.start:
            touching = read.text[item.end : number.placed.start].strip() in ("", "by")
        else:
            touching = not read.text[number.placed.end : item.start].strip()
        if touching:
            return True
    return False


# ------------------------------------------------------------------- changes


def _change(number: Number, figure: Figure, around: Around) -> Iterator[Fault]:
    """Yield a fault where a change is told without its direction, or against it."""
    if any(_is_direction_of(item, number) for item in around.read.spans):
        return
    told, place = number.placed.span.text, number.placed.place
    before = around.before(number).replace(MASK, " ")
    turns = list(_TURN.finditer(before))
    if told.startswith((MINUS, "+")):
        based = around.is_cell and around.context.base is not None
        if not (turns or based or _BY_ALONE.search(before)):
            yield fault("M2", told, place, "it is a change")
    elif not turns:
        yield fault("M2", told, place, "it is a change")
    elif _is_against(turns[-1], number, figure, around):
        yield fault("D4", told, place)


def _is_direction_of(item: Placed, number: Number) -> bool:
    """Return whether a span is the direction of a number, in its own words."""
    span = item.span
    own = number.pre[0] <= item.start < number.post[1]
    return span.kind is Kind.DIRECTION and span.ref == number.name and own


def _is_against(turn: re.Match[str], number: Number, figure: Figure, around: Around) -> bool:
    """Return whether a word of direction does not fit the sign of a change without one."""
    if not re.search(r"[1-9a-z]", number.placed.span.text.partition(" ")[0]):
        return False  # it prints as zero
    if turn["up"] is None and turn["down"] is None:
        return True
    up = turn["up"] is not None
    flipped = _NEGATIVE.search(around.text[slice(*number.pre)]) is not None
    return (up != flipped) != (figure.quantity.value > 0)


def _unit(number: Number, figure: Figure, around: Around) -> Iterator[Fault]:
    """Yield a fault where points are told of an amount, or percent of a share."""
    pre, post = around.text[slice(*number.pre)], around.text[slice(*number.post)]
    dimension = figure.quantity.unit.dimension
    if dimension not in (Dimension.POINTS, Dimension.PERCENT):
        return
    share = around.context.share or any(_SHARE.pattern.search(part) for part in (pre, post))
    points = dimension is Dimension.POINTS and not share
    percent = dimension is Dimension.PERCENT and (
        _STRICT.search(pre)
        or (around.context.share and _BY_ALONE.search(pre) and not _SHARE.pattern.search(post))
    )
    if points or percent:
        yield fault("U2", number.placed.span.text, number.placed.place)


def _sign(number: Number, figure: Figure, text: str) -> Iterator[Fault]:
    """Yield a fault where a level below zero has lost its sign, or one above it is a deficit."""
    told, value = number.placed.span.text, figure.quantity.value
    lost = value < 0 and MINUS not in told and re.search(r"[1-9]", told)
    if lost and not _NEGATIVE.search(text[: number.post[1]]):
        yield fault("D4", told, number.placed.place, "it is below zero")
    balance = value > 0 and "balance" in figure.measure.casefold()
    if balance and _NEGATIVE.search(text[slice(*number.pre)]):
        yield fault("D4", told, number.placed.place, "it is above zero")
