"""Findings: what was learnt, typed, before any language.

A finding says what kind it is, of whom and what, from which operands, how it compares, how strong
it is by the writer's thresholds, and what a careful reader must know of the series behind it. Code
derives one from each figure: see :mod:`policywire.analyst.learnt`. Ranks, records, parts of totals
and comparisons are findings computed there, never adjectives chosen in prose.
"""

from dataclasses import dataclass
from enum import StrEnum

from policywire.analyst.figures import Interval, Root
from policywire.facts import Adjustment, Period, Quantity

__all__ = ["Entity", "Finding", "FindingKind", "FindingStatus", "Precision", "Strength"]


class FindingKind(StrEnum):
    """What a finding says."""

    LEVEL = "level"
    CHANGE = "change"  # of one subject over time
    DIFFERENCE = "difference"  # between measures in one period: a balance, a gap
    SHARE = "share"  # a part of a total
    RATIO = "ratio"
    RANK = "rank"  # among countries or states
    RECORD = "record"  # among years
    RULE = "rule"
    MODELLED = "modelled"


class Strength(StrEnum):
    """How large a change is, by the writer's thresholds."""

    NONE = "none"  # not a change
    FLAT = "flat"
    SLIGHT = "slight"
    PLAIN = "plain"
    SHARP = "sharp"


class FindingStatus(StrEnum):
    """How far a number is settled, and by whom it is said."""

    ACTUAL = "actual"
    PRELIMINARY = "preliminary"
    ESTIMATE = "estimate"
    PROJECTION = "projection"  # of a model that can be run again
    FORECAST = "forecast"  # said by somebody of a time ahead
    QUOTED = "quoted"  # a position that was stated or reported


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom a finding is about.

    Attributes
    ----------
    code : str
        Code of the place; empty for a rule.
    words : str
        As printed.
    """

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Precision:
    """How a number is rounded in print.

    Attributes
    ----------
    decimals : int
        Decimals in the scale printed.
    rounding : str
        How halves are rounded.
    """

    decimals: int
    rounding: str = "half away from zero"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was learnt.

    Attributes
    ----------
    id : str
        That of the figure it rests on.
    kind : FindingKind
        What it says.
    entity : Entity
        Whom it is about.
    metrics : tuple of str
        Concepts of the lexicon that name what is measured; empty for a rule.
    product : str
        Code of the product it is about; empty for all goods.
    measure : str
        What is measured, in words.
    period : Period
        About when.
    against : Period or None
        The earlier period it is compared with.
    vintage : str
        The day of the newest number in it.
    quantity : Quantity
        Value and unit: currency, scale, and the price base of real money or of an index.
    is_real : bool
        Whether money is counted in the prices of a base year.
    base : str
        Price base or index base; empty where there is none.
    adjustment : Adjustment
        Seasonal adjustment.
    interval : Interval or None
        Range of a modelled value, with its level.
    operator : str
        What was done with the operands; ``value`` for an observation, empty for a rule or run.
    operands : tuple of str
        Ids of the figures it was made from, or expressions that are no figure of the article.
    root : Root
        Where it comes from.
    status : FindingStatus
        How far it is settled.
    precision : Precision
        How it is rounded.
    among : int
        How many were ranked; 0 when nothing was.
    strength : Strength
        Size of a change.
    caveats : tuple of str
        What a careful reader must know of the series behind it.
    """

    id: str
    kind: FindingKind
    entity: Entity
    metrics: tuple[str, ...]
    product: str
    measure: str
    period: Period
    against: Period | None
    vintage: str
    quantity: Quantity
    is_real: bool
    base: str
    adjustment: Adjustment
    interval: Interval | None
    operator: str
    operands: tuple[str, ...]
    root: Root
    status: FindingStatus
    precision: Precision
    among: int
    strength: Strength
    caveats: tuple[str, ...]

    @property
    def subject(self) -> str:
        """Whom it is about, in words."""
        return self.entity.words
