"""Standings: verdicts on ranks, computed over all the countries or states held."""

import re

from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.measures import Gauge, gauges
from policywire.analyst.review.report import Verdict
from policywire.analyst.review.roles import with_partners
from policywire.analyst.review.said import About, Rank, Said
from policywire.analyst.review.telling import moment
from policywire.analyst.review.when import earlier
from policywire.facts import Period

__all__ = ["judge_rank"]

Judged = tuple[Verdict, str, tuple[Answer, ...]]
_KEPT = re.compile(r"\b(?:remain(?:ed|s)?|still|stay(?:ed|s)|kept|sigue|siguió)\b", re.IGNORECASE)
_LARGE = ("CHN", "MEX", "CAN", "JPN", "DEU", "GBR")


def judge_rank(said: Said, binder: Binder) -> Judged:
    """Return the verdict on a rank, why, and the figures it rests on."""
    about, rank, period = said.about, said.rank, said.period
    found = gauges(about, binder.held) if about else ()
    if about is None or rank is None or not found:
        return Verdict.NO_EVIDENCE, "Nothing held bears on this order.", ()
    if period is None:
        return Verdict.NOT_CHECKABLE, "No year is given, so the order cannot be checked.", ()
    if said.doubts:
        return Verdict.NO_EVIDENCE, f"It cannot be bound: {said.doubts[0]}.", ()
    made = _judged(about, rank, period, binder, found[0])
    if made[0] is Verdict.SUPPORTED and _KEPT.search(said.text):
        then = _earlier_rank(binder, found[0], period)
        if then is None or then.value != rank.place:
            note = f"{made[1]} Whether it held that place before was not verified."
            return Verdict.NO_EVIDENCE, note, made[2]
    return made


def _judged(about: About, rank: Rank, period: Period, binder: Binder, gauge: Gauge) -> Judged:
    now, before = binder.rank(gauge, period), _earlier_rank(binder, gauge, period)
    if rank.became and before is not None and before.value == rank.place:
        return _since(about, rank, binder, gauge, before)
    if now is None:
        note = f"Too few countries are held for {moment(period)} to rank them."
        return Verdict.NO_EVIDENCE, note, ()
    if now.value != rank.place:
        return _misplaced(rank, period, binder, gauge, now)
    if rank.became and before is None and not _behind(about, period, binder):
        note = f"It held that place in {moment(period)}; whether it was new cannot be told."
        return Verdict.NO_EVIDENCE, note, (now,)
    return Verdict.SUPPORTED, f"Ours: number {now.value:.0f} in {moment(period)}.", (now,)


def _earlier_rank(binder: Binder, gauge: Gauge, period: Period) -> Answer | None:
    base = earlier(period, 1)
    return binder.rank(gauge, base) if base else None


def _since(about: About, rank: Rank, binder: Binder, gauge: Gauge, before: Answer) -> Judged:
    """Return the verdict on a place called new that was held before."""
    first = before
    while (older := _earlier_rank(binder, gauge, first.period)) and older.value == rank.place:
        first = older
    known = _behind(about, first.period, binder) or older is not None
    words = "since" if known else "in"
    more = "" if known else " at the latest"
    note = f"Not new: number {rank.place} {words} {moment(first.period)} already{more}."
    return Verdict.WRONG_PERIOD, note, (first,)


def _behind(about: About, period: Period, binder: Binder) -> bool:
    """Return whether some country was ahead the year before, whoever else is held."""
    base = earlier(period, 1)
    if base is None:
        return False
    own = _level(about, base, binder)
    others = [_level(with_partners(about, (code,)), base, binder) for code in _LARGE]
    return own is not None and any(item and item.value > own.value for item in others)


def _level(about: About, period: Period, binder: Binder) -> Answer | None:
    found = gauges(about, binder.held)
    return binder.level(found[0], period) if found else None


def _misplaced(rank: Rank, period: Period, binder: Binder, gauge: Gauge, now: Answer) -> Judged:
    years = [earlier(period, step) for step in (-1, 1, -2, 2)]
    ranks = [binder.rank(gauge, year) for year in years if year]
    other = next((item for item in ranks if item and item.value == rank.place), None)
    if other is not None and not rank.rival:
        note = f"True of {moment(other.period)}; in {moment(period)} it was number {now.value:.0f}."
        return Verdict.WRONG_PERIOD, note, (now, other)
    return Verdict.CONTRADICTED, f"Number {now.value:.0f} in {moment(period)}.", (now,)
