"""What reading finds in running text: numerals, periods, places and concepts, each with its span.

Offsets count characters of the text as given, so a mark can be shown where it stands.
"""

from dataclasses import dataclass
from enum import StrEnum

from policywire.facts import Period

__all__ = ["Approximation", "Mention", "Numeral", "NumeralKind", "PeriodMention", "PeriodSense"]


class NumeralKind(StrEnum):
    """What kind of number a text writes."""

    PLAIN = "plain"  # 42; 1,200
    MONEY = "money"  # $5.3bn; 20.4 pesos
    PERCENT = "percent"  # 15.6%
    POINTS = "percentage points"  # 0.4 pp
    BASIS_POINTS = "basis points"  # 25 bp
    FRACTION = "fraction"  # two-thirds; one in five; half
    MULTIPLE = "multiple"  # doubled; threefold; 2.5 times
    RANK = "rank"  # third; 10th; No. 1
    COUNT = "count"  # 12 months; 300,000 jobs
    LABEL = "label"  # Section 232; Article 34.7; HTS 8703: names that hold digits


class Approximation(StrEnum):
    """How a text hedges a number."""

    NONE = ""
    ABOUT = "about"  # about, roughly, nearly, almost, some
    OVER = "over"  # more than, at least, over
    UNDER = "under"  # less than, at most, up to


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as a text writes it.

    Attributes
    ----------
    start, end : int
        Where it stands, unit included, hedge excluded.
    text : str
        As written.
    value : float
        In ones: 5.3 billion is 5.3e9; percent stays percent (15.6); basis points stay basis
        points; a fraction is a share (two-thirds is 0.667); a multiple is the factor (doubled is
        2). Of a range, its lower end. Accounting negatives and minus signs are signs.
    low, high : float
        What the printed digits allow by rounding: 5.3 billion is 5.25e9 to 5.35e9.
    kind : NumeralKind
        Its kind.
    unit : str
        ISO code of a currency, or the noun counted; empty otherwise.
    upto : float or None
        Upper end of a range such as 3.75%-4.00%.
    approximation : Approximation
        How it is hedged.
    words : bool
        Whether it is written in words, wholly or in its leading part.
    """

    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    kind: NumeralKind
    unit: str = ""
    upto: float | None = None
    approximation: Approximation = Approximation.NONE
    words: bool = False


class PeriodSense(StrEnum):
    """How a period stands to what is said."""

    IN = "in"  # in 2024; from March to December 2025
    SINCE = "since"  # since March 2025
    BY = "by"  # by 2031: a deadline or an end
    BEFORE = "before"  # a year earlier; than in 2024; from 2024 (the base of a comparison)


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as a text names it.

    Attributes
    ----------
    start, end : int
        Where it stands, its preposition excluded.
    text : str
        As written.
    period : Period or None
        What it is; None where it hangs on another ("a year earlier") or on a day not given.
    sense : PeriodSense
        How it stands to what is said.
    back_years : int
        For "a year earlier" 1; 0 where the period stands on its own.
    """

    start: int
    end: int
    text: str
    period: Period | None
    sense: PeriodSense
    back_years: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A place, product or concept as a text names it.

    Attributes
    ----------
    start, end : int
        Where it stands.
    text : str
        As written.
    code : str
        Its code in the lexicon: ``MEX``, ``imports``.
    """

    start: int
    end: int
    text: str
    code: str
