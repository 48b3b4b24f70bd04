"""Comparison of a printed number with a figure of ours, in rounding intervals."""

import re
from dataclasses import dataclass

from policywire.analyst.reading.marks import Approximation, Numeral, NumeralKind
from policywire.analyst.review.bind import Answer
from policywire.analyst.review.said import Said, Shape

__all__ = [
    "Band",
    "agrees",
    "band_of",
    "beyond",
    "flipped",
    "near",
    "rescaled",
    "unit_of",
    "value_of",
]

_OVER = 0.15  # how far above "more than 500 billion" a true figure may lie, as a part
_ABOVE = re.compile(
    r"\b(?:exceed\w*|topp\w+|surpass\w*|cross\w*|pass(?:ed|es)|above|over|beyond|more\s+than|at\s+least|"
    r"super(?:ó|aron|a)|rebas(?:ó|aron)|más\s+de)\s+(?:the\s+|los\s+|las\s+)?$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\b(?:below|under|short\s+of|less\s+than|at\s+most|menos\s+de)\s+(?:the\s+)?$", re.IGNORECASE
)
_DELTAS = (Shape.CHANGE, Shape.DIFFERENCE)
_UNITS = {
    NumeralKind.PERCENT: "percent",
    NumeralKind.FRACTION: "percent",
    NumeralKind.POINTS: "points",
    NumeralKind.BASIS_POINTS: "points",
    NumeralKind.MULTIPLE: "ratio",
}
_SCALE = {NumeralKind.FRACTION: 100.0, NumeralKind.BASIS_POINTS: 0.01}


@dataclass(frozen=True, slots=True)
class Band:
    """What a printed number allows.

    Attributes
    ----------
    low, high : float
        Ends, in the unit of our figure, signed as the text says.
    signed : bool
        Whether the sign is said; where not, sizes are compared.
    """

    low: float
    high: float
    signed: bool

    def holds(self, value: float) -> bool:
        """Return whether a value lies inside, allowing for the last bit of a float."""
        value = value if self.signed else abs(value)
        slack = 1e-9 * max(abs(self.low), abs(self.high))
        return self.low - slack <= value <= self.high + slack

    @property
    def opposite(self) -> "Band":
        """The same size with the other sign."""
        return Band(-self.high, -self.low, self.signed)

    def times(self, factor: float) -> "Band":
        """Return the band of a number ``factor`` times as large."""
        return Band(self.low * factor, self.high * factor, self.signed)


def band_of(said: Said) -> Band:
    """Return what the number of a claim allows."""
    numeral = said.numeral
    if numeral is None:
        return Band(0.0, 0.0, True)
    factor = _SCALE.get(numeral.kind, 1.0)
    low, high = (end * factor for end in _ends(numeral))
    if said.shape not in _DELTAS:
        return Band(low, high, True)
    if said.direction < 0 and high > 0:
        return Band(-high, -low, True)
    return Band(low, high, said.direction != 0 or low < 0)


def _ends(numeral: Numeral) -> tuple[float, float]:
    """Return the ends of a number, one of them far where it is said to be more or less."""
    if numeral.upto is not None:
        return numeral.low, numeral.upto
    room = _OVER * abs(numeral.value)
    if numeral.approximation is Approximation.OVER:
        return numeral.low, numeral.value + room
    if numeral.approximation is Approximation.UNDER:
        return numeral.value - room, numeral.high
    return numeral.low, numeral.high


def value_of(numeral: Numeral) -> float:
    """Return a printed number in the unit :func:`unit_of` gives."""
    return numeral.value * _SCALE.get(numeral.kind, 1.0)


def unit_of(numeral: Numeral) -> str:
    """Return the unit of a printed number, as a figure of ours would have it."""
    if numeral.kind is NumeralKind.MONEY:
        return numeral.unit or "USD"
    return _UNITS.get(numeral.kind, numeral.unit)


def _comparable(said: Said, answer: Answer) -> bool:
    if said.numeral is None:
        return False
    unit, kind = unit_of(said.numeral), said.numeral.kind
    if kind in (NumeralKind.PLAIN, NumeralKind.COUNT):
        return answer.unit not in ("percent", "points", "USD", "MXN", "ratio")
    if kind is NumeralKind.MONEY:
        return answer.unit.split()[0] == unit
    return answer.unit == unit


def agrees(said: Said, answer: Answer) -> bool:
    """Return whether a figure of ours lies where the printed number allows, in unit and sign."""
    return _comparable(said, answer) and band_of(said).holds(answer.value)


def beyond(said: Said, value: float) -> bool:
    """Return whether a number said to be more, or less, than another is so, however loosely."""
    numeral = said.numeral
    if numeral is None:
        return False
    before = said.text[max(0, numeral.start - 24) : numeral.start]
    factor = _SCALE.get(numeral.kind, 1.0)
    if numeral.approximation is Approximation.OVER or _ABOVE.search(before):
        return abs(value) >= numeral.low * factor
    under = numeral.approximation is Approximation.UNDER or _BELOW.search(before) is not None
    return under and abs(value) <= numeral.high * factor


def near(said: Said, value: float, part: float) -> bool:
    """Return whether a number lies within a part of a figure of ours."""
    numeral = said.numeral
    return numeral is not None and abs(numeral.value - value) <= part * abs(value)


def flipped(said: Said, answer: Answer) -> bool:
    """Return whether the size agrees and the direction is the other way."""
    band = band_of(said)
    return _comparable(said, answer) and band.signed and band.opposite.holds(answer.value)


def rescaled(said: Said, answer: Answer) -> str:
    """Return how the number is off by a scale or unit, or nothing."""
    if said.numeral is None or said.numeral.approximation is not Approximation.NONE:
        return ""
    for factor, words in ((1e3, "a thousand times"), (1e6, "a million times")):
        for times, side in ((factor, "too small"), (1 / factor, "too large")):
            if _comparable(said, answer) and band_of(said).times(times).holds(answer.value):
                return f"{words} {side}: million, billion and trillion are mixed up"
    return ""
