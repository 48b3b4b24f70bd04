"""Reading: numerals, periods, places and concepts found in running text, with their spans."""

from policywire.analyst.reading.marks import (
    Approximation,
    Mention,
    Numeral,
    NumeralKind,
    PeriodMention,
    PeriodSense,
)

__all__ = [
    "Approximation",
    "Mention",
    "Numeral",
    "NumeralKind",
    "PeriodMention",
    "PeriodSense",
]
