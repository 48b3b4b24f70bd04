"""Numbers side by side: ranges, units handed on, hedges; and the finished numeral."""

import re
from dataclasses import dataclass

from policywire.analyst.reading.amounts import Amount, interval
from policywire.analyst.reading.marks import Approximation, Numeral, NumeralKind
from policywire.analyst.reading.words import listed

__all__ = ["Raw", "finished", "joined"]

_ABOUT, _OVER, _UNDER = Approximation.ABOUT, Approximation.OVER, Approximation.UNDER


@dataclass(slots=True)
class Raw:
    """A number found in the shadow, before ranges are joined."""

    start: int
    end: int
    amount: Amount
    kind: NumeralKind
    unit: str = ""
    scale: float = 1.0
    negative: bool = False
    leading: bool = False  # its currency stands before it
    upto: "Raw | None" = None
    hedge: Approximation = Approximation.NONE


_UNITED = frozenset(
    (NumeralKind.PERCENT, NumeralKind.POINTS, NumeralKind.BASIS_POINTS, NumeralKind.MONEY)
)
_RANGED = _UNITED | {NumeralKind.COUNT, NumeralKind.PLAIN, NumeralKind.MULTIPLE}
_DASH = re.compile(r"[ \u00a0]?[-\u2013\u2014][ \u00a0]?\Z")
_TO = re.compile(r"[ \u00a0-](?:to|a|through)[ \u00a0-]\Z", re.IGNORECASE)
_AND = re.compile(r",?[ \u00a0](?:and|or|y|e|o|u|versus|vs\.)[ \u00a0]\Z", re.IGNORECASE)
_COMMA = re.compile(r",[ \u00a0]\Z")
_FROM = re.compile(
    r"\b(?:from|desde|de)[ ](?:about |nearly |around |roughly |un |el |a )?\Z", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|entre)[ ](?:about |un |el )?\Z", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:rose|fell|grew|increased|decreased|declined|dropped|gained|lost|jumped|slipped|climbed|up|"
    r"down|by|subió|bajó|creció|cayó|aumentó|disminuyó)[ ]\Z",
    re.IGNORECASE,
)

_HEDGES = (
    (
        _ABOUT,
        "about around roughly nearly almost approximately some circa near close_to in_the_order_of "
        "~ ≈ casi cerca_de alrededor_de aproximadamente unos unas en_torno_a virtually "
        "an_estimated estimated approx just_about",
    ),
    (
        _OVER,
        "over above more_than at_least exceeding upwards_of no_less_than not_less_than > ≥ "
        "just_over greater_than higher_than más_de al_menos por_lo_menos mayor_a "
        "superior_a superiores_a no_fewer_than minimum_of in_excess_of mayor_que",
    ),
    (
        _UNDER,
        "under below less_than fewer_than at_most up_to no_more_than not_more_than as_much_as "
        "as_many_as lower_than smaller_than < ≤ just_under menos_de hasta a_lo_más como_máximo "
        "menor_a inferior_a maximum_of menor_que",
    ),
)
_HEDGE_OF = {
    phrase.replace("_", " "): kind for kind, phrases in _HEDGES for phrase in phrases.split()
}
_SAID = "|".join(re.escape(phrase) for phrase in sorted(_HEDGE_OF, key=len, reverse=True))
_HEDGE = re.compile(
    rf"(?<![^\W_])(?P<said>{_SAID})"
    r"(?:[ \u00a0\n]+(?:the[ ]|el[ ]|un[ ]|a[ ]|of[ ])?|(?<=[~≈<>≥≤])|\.[ ])\(?\Z",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[^\W_]+|[~<>]")
_FIRSTS = frozenset(phrase.partition(" ")[0] for phrase in _HEDGE_OF)
_TIMES = frozenset(listed("months years days weeks quarters hours meses años días semanas"))
_WINDOW = 24


def joined(text: str, raws: list[Raw]) -> list[Raw]:
    """Return the numbers with ranges joined, units handed on and hedges read."""
    kept: list[Raw] = []
    for raw in raws:
        before = kept[-1] if kept else None
        if before is not None and before.upto is None and _joins(text, before, raw):
            before.upto, before.end = raw, raw.end
        else:
            kept.append(raw)
    _hand_on(text, kept)
    for raw in kept:
        raw.hedge = _hedge(text, raw)
    return kept


def _joins(text: str, first: Raw, last: Raw) -> bool:
    """Join two numbers to a range where they are one; the first takes unit and scale over."""
    if last.start - first.end > 12:
        return False
    gap = text[first.end : last.start]
    lead = text[max(0, first.start - 16) : first.start]
    between = _BETWEEN.search(lead) is not None and _AND.match(gap) is not None
    if not (between or _DASH.match(gap) or (_TO.match(gap) and not _FROM.search(lead))):
        return False
    if (last.negative and not first.negative) or not _alike(first, last):
        return False
    moved = _MOVED.search(lead) is not None and not _DASH.match(gap)
    if moved and first.kind is last.kind:
        return False
    scale = _shared_scale(first, last)
    if _size(last) * _sign(last) <= first.amount.value * scale * _sign(first):
        return False
    first.scale = scale
    if first.kind is NumeralKind.PLAIN:
        first.kind, first.unit = last.kind, last.unit
    return True


def _alike(first: Raw, last: Raw) -> bool:
    """Whether two numbers may be the ends of one range."""
    if first.kind not in _RANGED or last.kind not in _RANGED:
        return False
    if first.amount.part and first.kind is NumeralKind.FRACTION:
        return False
    if first.kind is NumeralKind.PLAIN:
        return True
    if last.kind is NumeralKind.PLAIN:
        return first.leading
    return first.kind is last.kind and first.unit == last.unit


def _shared_scale(first: Raw, last: Raw) -> float:
    """Return the scale of the first: its own, or that of the last (5 to 6 billion)."""
    bare = (
        first.scale == 1
        and first.amount.value < 1000
        and not (first.amount.words and first.amount.step >= 1e3)
    )
    worded = last.amount.words and last.amount.step >= 1e3 and last.scale == 1
    if bare and worded:
        return last.amount.step
    return last.scale if bare and last.scale > 1 else first.scale


def _size(raw: Raw) -> float:
    return raw.amount.value * raw.scale


def _sign(raw: Raw) -> int:
    return -1 if raw.negative else 1


def _hand_on(text: str, raws: list[Raw]) -> None:
    """Hand the unit of the last of a list on to those before it: 15.6 and 12.4 percent."""
    listed = False
    for first, last in zip(raws[-2::-1], raws[:0:-1], strict=True):
        gap = text[first.end : last.start] if last.start - first.end < 12 else ""
        lead = text[max(0, first.start - 16) : first.start]
        moved = _TO.match(gap) is not None and _FROM.search(lead) is not None
        near = moved or _AND.match(gap) is not None or (listed and _COMMA.match(gap) is not None)
        listed = near and _takes(first, last, moved=moved)


def _takes(first: Raw, last: Raw, *, moved: bool) -> bool:
    """Give a number without unit that of the next; return whether it took it."""
    if first.upto is not None:
        return False
    if (
        first.kind is NumeralKind.MONEY
        and last.kind is NumeralKind.MONEY
        and first.unit == last.unit
    ):
        first.scale = _shared_scale(first, last) if moved else first.scale
        return True
    if first.kind is not NumeralKind.PLAIN or last.kind not in _UNITED or last.leading:
        return False
    first.kind, first.unit, first.scale = last.kind, last.unit, _shared_scale(first, last)
    return True


def _hedge(text: str, raw: Raw) -> Approximation:
    """Return how a number is hedged by the words before it."""
    if raw.kind in (NumeralKind.RANK, NumeralKind.LABEL):
        return Approximation.NONE
    if raw.amount.most is not None:
        return _ABOUT
    window = text[max(0, raw.start - _WINDOW) : raw.start]
    if window.isascii() and _FIRSTS.isdisjoint(_PIECE.findall(window.lower())):
        return Approximation.NONE
    match = _HEDGE.search(text, max(0, raw.start - _WINDOW), raw.start)
    if match is None:
        return Approximation.NONE
    said = match["said"].lower()
    if said == "over" and raw.kind is NumeralKind.COUNT and raw.unit in _TIMES:
        return Approximation.NONE
    return _HEDGE_OF[said]


def finished(raw: Raw, written: str, span: tuple[int, int]) -> Numeral:
    """Return the numeral as it is given out."""
    first = _bounds(raw, raw.hedge)
    value, low, high = first
    upto = None
    if raw.upto is not None:
        upto, least, most = _bounds(raw.upto, raw.hedge)
        low, high = min(low, least), max(high, most)
    return Numeral(
        *span,
        text=written,
        value=value,
        low=low,
        high=high,
        kind=raw.kind,
        unit=raw.unit,
        upto=upto,
        approximation=raw.hedge,
        words=raw.amount.words,
    )


def _bounds(raw: Raw, hedge: Approximation) -> tuple[float, float, float]:
    """Return value, least and most of one number, sign and scale applied."""
    amount, half = raw.amount, raw.amount.half
    if not amount.words and (raw.scale > 1 or raw.kind in _UNITED - {NumeralKind.MONEY}):
        half = min(half, 0.5)
    if amount.most is not None:
        low, high = amount.value, amount.most
    else:
        low, high = interval(amount.value, half, amount.step, hedge)
    sides = sorted(_sign(raw) * side * raw.scale for side in (low, high))
    return _sign(raw) * amount.value * raw.scale or 0.0, sides[0], sides[1]
