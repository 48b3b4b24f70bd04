"""Standings: verdicts on ranks, computed over all the countries or states held."""

import re

from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.measures import Gauge, gauges
from policywire.analyst.review.report import Verdict
from policywire.analyst.review.roles import with_partners
from policywire.analyst.review.said import About, Rank, Said
from policywire.analyst.review.telling import moment
from policywire.analyst.review.when import earlier
from policywire.analyst.review.widest import first_by_widest
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
    if rank.streak and made[0] is Verdict.SUPPORTED:
        return _streak(about, rank, period, binder, found[0], now=made)
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
        wide = None if rank.became else first_by_widest(about, rank, period, binder)
        if wide is not None:
            return wide
        note = f"Too few countries are held for {moment(period)} to rank them."
        return Verdict.NO_EVIDENCE, note, ()
    if now.value != rank.place:
        return _misplaced(rank, period, binder, gauge, now)
    if rank.became and before is None and not _behind(about, period, binder):
        note = f"It held that place in {moment(period)}; whether it was new cannot be told."
        return Verdict.NO_EVIDENCE, note, (now,)
    return Verdict.SUPPORTED, f"Ours: number {now.value:.0f} in {moment(period)}.", (now,)


def _streak(
    about: About, rank: Rank, period: Period, binder: Binder, gauge: Gauge, *, now: Judged
) -> Judged:
    """Return the verdict on a place held so many years in a row, and no longer."""
    plain = Rank(rank.place)
    for years in range(1, rank.streak):
        base = earlier(period, years)
        made = _judged(about, plain, base, binder, gauge) if base else None
        if made is None or made[0] is not Verdict.SUPPORTED:
            held = made is not None and made[0] is not Verdict.NO_EVIDENCE
            held = held or (base is not None and _passed(about, plain, base, binder))
            verdict = Verdict.CONTRADICTED if held else Verdict.NO_EVIDENCE
            note = made[1] if made and base else "Earlier years are not held."
            return verdict, f"{now[1]} Not {rank.streak} years in a row: {note}", now[2]
    first = earlier(period, rank.streak)
    before = binder.rank(gauge, first) if first else None
    if first is None or (before is None and not _passed(about, plain, first, binder)):
        note = (
            f"{now[1]} It held that place {rank.streak} years in a row; whether longer is not held."
        )
        return Verdict.NO_EVIDENCE, note, now[2]
    if before is not None and before.value == rank.place:
        note = f"{now[1]} It held that place in {moment(first)} already, so it is more years."
        return Verdict.CONTRADICTED, note, (*now[2], before)
    note = (
        f"{now[1]} Number {rank.place} in each of {rank.streak} years, and not in {moment(first)}."
    )
    return Verdict.SUPPORTED, note, now[2]


def _passed(about: About, rank: Rank, period: Period, binder: Binder) -> bool:
    """Return whether a country was surely not first in a year: another one held was ahead."""
    after = earlier(period, -1)
    return rank.place == 1 and after is not None and _behind(about, after, binder)


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
