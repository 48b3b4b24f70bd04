"""Trend: whether a level that agrees went the way the text says, and is the record it is called."""

from collections.abc import Iterator

from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.measures import Gauge
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.telling import during, shown
from policywire.analyst.review.when import earlier
from policywire.facts import Frequency, Period

__all__ = ["denied", "turned"]

_DAYS = (Frequency.DAY,)


def denied(said: Said, binder: Binder, gauge: Gauge, right: Answer) -> str:
    """Return why a claim is wrong though its number agrees, or nothing."""
    if said.shape not in (Shape.LEVEL, Shape.SHARE) or said.period is None:
        return ""
    return _way(said, binder, gauge, right) or _record(said, binder, gauge, right)


def turned(said: Said, binder: Binder, gauge: Gauge, ours: Answer) -> str:
    """Return why a claim is wrong whatever its number is: ``narrowed to`` where it widened.

    Parameters
    ----------
    said : Said
        What the sentence says; its number does not agree.
    binder : Binder
        Over the series held.
    gauge : Gauge
        What is measured.
    ours : Answer
        Our figure for the period it says.
    """
    if said.shape not in (Shape.LEVEL, Shape.SHARE) or not said.scene.led:
        return ""
    first = _against(said, binder, gauge, ours)
    if first is None:
        return ""
    way = "rose" if said.direction < 0 else "fell"
    return (
        f"It went the other way: it {way} from {shown(first)} {during(first.period)} to "
        f"{shown(ours)} {during(ours.period)}."
    )


def _way(said: Said, binder: Binder, gauge: Gauge, right: Answer) -> str:
    first = _against(said, binder, gauge, right)
    if first is None:
        return ""
    way = "up from" if said.direction < 0 else "down from"
    return (
        f"The figure agrees, {shown(right)}, but it was {way} {shown(first)} "
        f"{during(first.period)}."
    )


def _against(said: Said, binder: Binder, gauge: Gauge, ours: Answer) -> Answer | None:
    """Return the level before, where ours went the other way from each that may be meant."""
    if not said.direction:
        return None
    bases = (said.base,) if said.base else _before(ours.period)
    known = [item for base in bases if base and (item := binder.level(gauge, base))]
    against = [item for item in known if (ours.value - item.value) * said.direction < 0]
    return against[0] if against and len(against) == len(known) else None


def _before(period: Period) -> Iterator[Period]:
    """Yield the periods a rise or fall may be meant against: a year before, and the one before.

    Of a day none is told: days before it are many, and a year is not what is meant.
    """
    if period.frequency is Frequency.DAY:
        return
    year = earlier(period, 1)
    if year is not None:
        yield year
    if period.is_single and period.frequency is Frequency.MONTH:
        month = period.start.month
        previous = f"{period.start.year - (month == 1)}-{(month - 2) % 12 + 1:02d}"
        yield Period.parse(previous)


def _record(said: Said, binder: Binder, gauge: Gauge, right: Answer) -> str:
    if not said.record or right.period.frequency in _DAYS:
        return ""
    for years in range(1, 60):
        base = earlier(right.period, years)
        item = binder.level(gauge, base) if base else None
        if item is None:
            return ""
        if (right.value - item.value) * said.record < 0:
            return (
                f"The figure agrees, {shown(right)}, but it is no record: "
                f"{shown(item)} {during(item.period)}."
            )
    return ""
