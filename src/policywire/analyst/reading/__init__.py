"""Reading: numerals, periods, places and concepts found in running text, with their spans."""

from policywire.analyst.reading.marks import (
    Approximation,
    Mention,
    Numeral,
    NumeralKind,
    PeriodMention,
    PeriodSense,
)
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences

__all__ = [
    "Approximation",
    "Mention",
    "Numeral",
    "NumeralKind",
    "PeriodMention",
    "PeriodSense",
    "numerals",
    "periods",
    "sentences",
]
