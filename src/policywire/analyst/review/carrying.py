"""Carrying: a number without a period, read of the year that the words before it are about.

It is done for what happened only, in the words of the same kind of measure, and says supported
only where the figure of that year agrees and none of a period outside it, in the years near it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policywire.analyst.reading.marks import PeriodSense
from policywire.analyst.review.alternatives import answer, direct_gauges
from policywire.analyst.review.bind import Binder
from policywire.analyst.review.compare import agrees
from policywire.analyst.review.metrics import FLOWS
from policywire.analyst.review.report import Claim, Verdict
from policywire.analyst.review.roles import BALANCES
from policywire.analyst.review.said import Said
from policywire.analyst.review.segments import Sentence
from policywire.analyst.review.telling import moment
from policywire.analyst.review.verdicts import judge
from policywire.analyst.review.when import UNDATED
from policywire.analyst.review.windows import others
from policywire.facts import Frequency, Period

__all__ = ["Section", "carried", "left_by"]

_REACH = 3  # years around the one carried in which no other figure may agree
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|now|currently|today|recent(?:ly)?|latest|will|would|could|may|might|"
    r"should|can|if|when|since|typically|usually|normally|always|often|es|son|será|ahora|hoy)\b",
    re.IGNORECASE,
)
_TRADE = frozenset((*FLOWS, *BALANCES, "trade"))


@dataclass(frozen=True, slots=True)
class Section:
    """What the words of a section leave standing for later ones.

    Attributes
    ----------
    period : Period or None
        The year that was named last; None where another kind of period was.
    families : frozenset of str
        The kinds of measure it was said of.
    """

    period: Period | None = None
    families: frozenset[str] = frozenset()


def left_by(sentence: Sentence, found: Iterable[Said], before: Section) -> Section:
    """Return what a section leaves standing after a sentence.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    found : iterable of Said
        What it says.
    before : Section
        What stood before it.
    """
    named = [item for item in sentence.periods if item.sense is not PeriodSense.BEFORE]
    named = [item for item in named if not item.back_years]
    if not named:
        return before
    periods = {item.period for item in named}
    only = periods.pop() if len(periods) == 1 else None
    whole = only is not None and only.frequency is Frequency.YEAR and only.is_single
    if not whole or named[0].sense is not PeriodSense.IN:
        return Section()
    families = {_family(item) for item in found if item.about and item.period == only}
    return Section(only, frozenset(families))


def carried(said: Said, sentence: Sentence, section: Section, binder: Binder) -> Claim | None:
    """Return a number without a period as supported of the year carried, or None.

    Parameters
    ----------
    said : Said
        What the sentence says of the number.
    sentence : Sentence
        The sentence.
    section : Section
        What stands before it.
    binder : Binder
        Over the series held.
    """
    period = section.period
    if period is None or said.period is not None or said.numeral is None or sentence.periods:
        return None
    if _family(said) not in section.families or _PRESENT.search(sentence.text):
        return None
    doubts = tuple(item for item in said.doubts if item != UNDATED)
    read = replace(said, period=period, doubts=doubts)
    made = judge(read, binder)
    if made.verdict is not Verdict.SUPPORTED or _also(read, period, binder):
        return None
    note = f"Read as {moment(period)}, carried from the words before. {made.note}"
    return replace(made, note=note)


def _family(said: Said) -> str:
    concept = said.about.concept if said.about else ""
    return "trade" if concept in _TRADE else concept


def _also(said: Said, period: Period, binder: Binder) -> bool:
    """Return whether the figure of another period near the one carried agrees too.

    Months of the same year may: whichever is meant, what is said is true of it.
    """
    gauges = direct_gauges(said, binder)[:1]
    near: Sequence[Period] = [
        one
        for one in others(period)
        if abs(one.start.year - period.start.year) <= _REACH
        and not period.start <= one.start <= one.end <= period.end
    ]
    tried = (answer(said, binder, gauge, one) for gauge in gauges for one in near)
    return any(item is not None and agrees(said, item) for item in tried)
