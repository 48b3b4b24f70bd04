"""Alternatives: of what else a figure that does not agree would be true."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.chance import distinctive
from policywire.analyst.review.compare import agrees
from policywire.analyst.review.measures import Gauge, gauges, parts_in
from policywire.analyst.review.roles import FDI, with_partners
from policywire.analyst.review.said import About, Said, Shape
from policywire.analyst.review.when import earlier
from policywire.analyst.review.windows import openings, others
from policywire.evidence import Term
from policywire.facts import Frequency, Period

__all__ = [
    "NEIGHBOURS",
    "Found",
    "answer",
    "direct_gauges",
    "elsewhere",
    "partners_apart",
    "windows_for",
]

NEIGHBOURS = (
    *("MEX", "CAN", "CHN", "EUU", "WLD", "JPN", "DEU", "VNM", "KOR", "TWN", "IND", "GBR"),
    *("IRL", "BRA", "FRA", "ITA", "CHE", "THA", "MYS"),
)
_YEAR = 12
_VAGUE = 3  # more windows than this and a match says nothing


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of ours the printed number would be true of.

    Attributes
    ----------
    answer : Answer
        The figure.
    about : About
        What it measures.
    """

    answer: Answer
    about: About


def direct_gauges(said: Said, binder: Binder, about: About | None = None) -> tuple[Gauge, ...]:
    """Return the ways what is said is held, the likeliest first."""
    meant = about or said.about
    if meant is None:
        return ()
    if said.whole is not None:
        return parts_in(meant, said.whole, binder.held)
    return gauges(meant, binder.held)


def answer(said: Said, binder: Binder, gauge: Gauge, period: Period) -> Answer | None:
    """Return our figure for what is said, about ``period``."""
    if gauge.index and period.frequency is Frequency.MONTH and period.months == _YEAR:
        period = Period.holding(period.end, Frequency.MONTH)  # the year to December is December's
    if _of_one_month(said, gauge, period):
        period = Period.holding(period.end, Frequency.MONTH)
        said = replace(said, base=None)
    base = said.base if said.base and period == said.period else earlier(period, 1)
    if _open_years(said):
        base = said.period
    if said.shape in (Shape.LEVEL, Shape.SHARE) or base is None:
        return binder.level(gauge, period)
    made: dict[Shape, Callable[[Gauge, Period, Period], Answer | None]] = {
        Shape.CHANGE: binder.change,
        Shape.DIFFERENCE: binder.difference,
        Shape.MULTIPLE: binder.multiple,
    }
    return made[said.shape](gauge, period, base)


def windows_for(said: Said, binder: Binder, gauge: Gauge) -> tuple[Period, ...]:
    """Return the windows a claim is about: one, or those an open ``since`` may mean."""
    if said.period is None:
        return ()
    if _open_years(said):
        newest = Period.of(Frequency.YEAR, date(binder.last(gauge).year, 1, 1))
        whole = newest if newest.end <= binder.last(gauge) else newest.shift_years(-1)
        return (whole,) if whole.start > said.period.end else ()
    if said.since:
        return openings(said.period, binder.last(gauge)) or (said.period,)
    if gauge.index and said.period.frequency is Frequency.YEAR and said.period.is_single:
        return (said.period, Period.holding(said.period.end, Frequency.MONTH))
    return (said.period,)


def _of_one_month(said: Said, gauge: Gauge, period: Period) -> bool:
    """Return whether a change over the year to a month is that of a rate or a price.

    Of a flow twelve months are summed; of a rate or a price the two ends are compared.
    """
    mean = isinstance(gauge.expression, Term) and gauge.expression.gather == "mean"
    year_to = period.frequency is Frequency.MONTH and period.months == _YEAR
    return mean and year_to and said.shape in (Shape.CHANGE, Shape.DIFFERENCE, Shape.MULTIPLE)


def _open_years(said: Said) -> bool:
    """Return whether a change is told since a year: up to the newest year, against that one."""
    if not said.since or said.period is None or said.shape in (Shape.LEVEL, Shape.SHARE):
        return False
    return said.period.frequency is Frequency.YEAR and said.period.is_single


def other_windows(said: Said, binder: Binder, gauge: Gauge) -> tuple[Found, ...]:
    """Return the windows a number is true of instead; none where too many would do.

    A number so round that it would agree with some window by chance is tried against the same
    months of other years only, which are the likeliest to be mixed up.
    """
    if said.period is None or said.about is None:
        return ()
    named = said.scene.periods
    pool = windows_for(said, binder, gauge)[1:] if said.since else others(said.period, named)
    tried = [made for window in pool if (made := answer(said, binder, gauge, window))]
    hits = [item for item in tried if agrees(said, item)]
    if not distinctive(said, [item.value for item in tried]):
        hits = [item for item in hits if _same_months(item.period, said.period)]
    return tuple(Found(item, said.about) for item in hits) if len(hits) <= _VAGUE else ()


def _same_months(one: Period, other: Period) -> bool:
    return one.start.month == other.start.month and one.months == other.months


def elsewhere(said: Said, binder: Binder) -> tuple[Found, ...]:
    """Return the places a number is true of instead, in the same window."""
    about, period = said.about, said.period
    if about is None or period is None:
        return ()
    found = []
    for moved in _moved(about, binder):
        for gauge in direct_gauges(said, binder, moved)[:1]:
            made = answer(said, binder, gauge, period)
            if made and agrees(said, made):
                found.append(Found(made, moved))
    return tuple(found)


def _moved(about: About, binder: Binder) -> Iterator[About]:
    """Yield the measure with other partners, those named apart first."""
    named = _codes(about)
    apart = named if len(named) > 1 else ()
    pool = _states(binder) if about.concept in FDI and named != ("MEX",) else NEIGHBOURS
    for code in (*apart, *(code for code in pool if code not in named)):
        moved = with_partners(about, (code,))
        if moved != about:
            yield moved


def _states(binder: Binder) -> tuple[str, ...]:
    keys = sorted(key for key in binder.held if key.startswith("se:fdi/"))
    return tuple(key.partition("/")[2] for key in keys)


def _codes(about: About) -> tuple[str, ...]:
    return tuple(code for code in (*about.origins, *about.destinations) if code not in ("USA",))


def partners_apart(about: About) -> tuple[About, ...]:
    """Return a measure over several partners, one by one; nothing for a single one."""
    named = _codes(about)
    return tuple(with_partners(about, (code,)) for code in named) if len(named) > 1 else ()
