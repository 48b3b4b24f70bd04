"""Chance: whether a printed number is precise enough to tell one window from another.

Where a dozen windows are tried, a number of two digits agrees with one of them by accident. How
likely that is can be counted: of the numbers that could have been printed with the same
precision, about as large, those that some window agrees with.
"""

from collections.abc import Iterable

from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.review.compare import band_of
from policywire.analyst.review.said import Said, Shape

__all__ = ["distinctive", "figures_shown"]

_CHANCE = 0.15  # of numbers as precise, the part that some window may agree with
_RATES = 20.0  # percent: how wide apart changes of a measure lie
_DELTAS = (Shape.CHANGE, Shape.DIFFERENCE)


def distinctive(said: Said, values: Iterable[float]) -> bool:
    """Return whether a number would agree with one of the values by more than chance.

    Parameters
    ----------
    said : Said
        What the sentence says.
    values : iterable of float
        Our figures for the windows tried, in the unit of ``band_of``.
    """
    numeral = said.numeral
    if numeral is None or _as_published(said, numeral):
        return numeral is not None
    band = band_of(said)
    step = max(band.high - band.low, _grain(numeral) * abs(band.high + band.low) / 2)
    if step <= 0:
        return True
    percent = said.shape in _DELTAS and numeral.kind is NumeralKind.PERCENT
    spread = max(abs(band.high), _RATES if percent else 0.0)
    cells = {round(value / step) for value in values if abs(value) <= 2 * spread}
    return len(cells) <= _CHANCE * spread / step


def _as_published(said: Said, numeral: Numeral) -> bool:
    """Return whether a rate has its decimal, so that it is as precise as it is published."""
    rate = numeral.kind is NumeralKind.PERCENT and said.shape not in _DELTAS
    return rate and "." in numeral.text


def figures_shown(numeral: Numeral) -> str:
    """Return the digits of a number that tell something: ``15`` of ``$150 billion``."""
    digits = "".join(letter for letter in numeral.text if letter.isdigit())
    whole = "." not in numeral.text
    return (digits.rstrip("0") if whole else digits).lstrip("0")


def _grain(numeral: Numeral) -> float:
    """Return the step of a round number as a part of it: 10 in ``150`` is one fifteenth."""
    shown = figures_shown(numeral)
    return 1.0 / int(shown) if shown else 0.0
