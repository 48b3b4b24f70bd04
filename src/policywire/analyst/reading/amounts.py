"""Amounts: the bare number inside a numeral, from digits, and what its digits allow.

The rounding interval of printed digits is half a unit of the last place to either side. A whole
number of a thousand or more shows its last place by its last digit that is no zero, or by its
second digit if that is finer: 1,200 is 1,150 to 1,250, and 300,000 is 295,000 to 305,000. Below a
thousand, and wherever there are decimals, every digit counts. Percents count every digit too.

A hedge widens it. ``About`` doubles it, or widens it to 5 percent of the number where its last
digit that is no zero allows as much: about 20 is 19 to 21, about 300,000 is 285,000 to 315,000.
``Over`` and ``under`` open one side to a tenth of the number (at least a unit of the last place)
and close the other at the number itself.
"""

import re
from dataclasses import dataclass

from policywire.analyst.reading.marks import Approximation

__all__ = ["Amount", "digits_at", "interval", "is_continental"]


@dataclass(slots=True)
class Amount:
    """A bare number.

    Attributes
    ----------
    end : int
        Where it ends in the shadow.
    value : float
        What it says, without sign, scale and unit.
    half : float
        Half a unit of its last place.
    step : float
        A unit of its last digit that is no zero: 100 for 1,200.
    words : bool
        Whether it is written in words.
    part : bool
        Whether it is a fraction, as in half a point.
    most : float or None
        What it may mean at most, where it is vague: 1,000 for hundreds.
    """

    end: int
    value: float
    half: float
    step: float
    words: bool = False
    part: bool = False
    most: float | None = None


_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_COMMA = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d+|\d++,\d{1,2}(?![\d,]))(?!\d)")
_COMMA_NEAR = re.compile(r"\d,\d{1,2}(?![\d,])|\d\.\d{3},\d")
_SPANISH_NOUN = re.compile(
    r"[ \u00a0](?:mil(?:lones|lón|lardos?)?|de|por|dólares|personas|emple\w+|trabaj\w+|"
    r"empresas?|habitantes|toneladas|plantas|unidades|veh[ií]culos|autos|países|años|meses|días|puestos)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(r"0*[.,]\d+|\d+,(?:\d{1,2}|\d{4,})|\d{4,},\d+")
_ONE_GROUP = re.compile(r"\d{1,3},\d{3}")
_SPACES = re.compile(r"[ \u00a0']")
_VULGAR = {
    **{"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅐": (1, 7), "⅑": (1, 9)},
    **{"⅒": (1, 10), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6)},
    **{"⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "↉": (0, 3)},
}
_MIXED = re.compile(
    r"(?:[- \u00a0](\d{1,2})/(\d{1,2})(?![\d/])|[ \u00a0-]?([\u00bc-\u00be\u2150-\u215e]))"
)
_RATIO = re.compile(r"(\d{1,3})/(\d{1,3})(?![\d/])")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 50, 64, 100))


def is_continental(text: str) -> bool:
    """Whether a text writes decimals with a comma, so that 1.234 is a thousand and more."""
    return "," in text and _COMMA_NEAR.search(text) is not None and _COMMA.search(text) is not None


def digits_at(text: str, start: int, end: int, *, comma: bool) -> Amount | None:
    """Read the numeral token from ``start`` to ``end``, a fraction behind it included."""
    written = _SPACES.sub("", text[start:end])
    if written == "000":  # $000's: a scale at the head of a table
        return None
    plain = _plain(written, text, end, comma=comma)
    whole, _, decimals = plain.partition(".")
    if not decimals and (ratio := _RATIO.match(text, start)):
        return _ratio(ratio)
    if not decimals and (mixed := _MIXED.match(text, end)):
        amount = _mixed(float(plain), mixed)
        if amount is not None:
            return amount
    half, step = _places(whole, decimals)
    return Amount(end, float(plain), half, step)


def vulgar_at(text: str, start: int) -> Amount:
    """Read a fraction written as one character."""
    above, below = _VULGAR[text[start]]
    return part(start + 1, above, below, words=False)


def part(end: int, above: float, below: float, *, words: bool) -> Amount:
    """Return a fraction: two points of a hundred to either side, or a tenth of it if less."""
    value = above / below
    half = min(0.02, value / 10)
    return Amount(end, value, half, half, words=words, part=True)


def _plain(written: str, text: str, end: int, *, comma: bool) -> str:
    """Return digits with a point for decimals, whatever the text writes."""
    if "," not in written and "." not in written:
        return written
    if _CONTINENTAL.fullmatch(written):
        return written.replace(".", "").replace(",", ".")
    if _SMALL.fullmatch(written):  # 0,125 and 15,6 have no thousands
        return written.replace(",", ".")
    if "," in written:
        return written.replace(",", "." if comma and _ONE_GROUP.fullmatch(written) else "")
    thousands = re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", written)
    if thousands and (comma or _SPANISH_NOUN.match(text, end)):
        return written.replace(".", "")
    return written


def _places(whole: str, decimals: str) -> tuple[float, float]:
    """Return half a unit of the last place, and a unit of the last digit that is no zero."""
    if decimals:
        kept = decimals.rstrip("0")
        step = 10.0 ** -len(kept) if kept else _step(whole)
        return 0.5 * 10.0 ** -len(decimals), step
    step = _step(whole)
    if len(whole) < 4:
        return 0.5, step
    return 0.5 * min(step, 10.0 ** (len(whole) - 2)), step


def _step(whole: str) -> float:
    kept = whole.rstrip("0")
    return 10.0 ** (len(whole) - len(kept)) if kept else 1.0


def _ratio(match: re.Match[str]) -> Amount | None:
    above, below = int(match[1]), int(match[2])
    if below not in _DENOMINATORS or not 0 < above < below:
        return None
    return part(match.end(), above, below, words=False)


def _mixed(whole: float, match: re.Match[str]) -> Amount | None:
    """Read 3-3/4 or 3½."""
    above, below = _VULGAR[match[3]] if match[3] else (int(match[1]), int(match[2]))
    if not 0 < above < below or below not in _DENOMINATORS:
        return None
    return Amount(match.end(), whole + above / below, 0.5 / below, 1 / below)


def interval(value: float, half: float, step: float, hedge: Approximation) -> tuple[float, float]:
    """Return the least and the most a number without sign may stand for."""
    if hedge is Approximation.ABOUT:
        half = max(2 * half, min(0.05 * value, step))
    elif hedge is Approximation.OVER:
        return value, value + max(2 * half, 0.1 * value)
    elif hedge is Approximation.UNDER:
        return value - max(2 * half, 0.1 * value), value
    return value - half, value + half
