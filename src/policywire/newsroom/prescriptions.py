"""What the policy rules say on a day, every input shown with its source and its age."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from policywire.evidence import View
from policywire.facts import Observation, SeriesKey
from policywire.facts.errors import BadPeriod, MissingObservation
from policywire.models.monetary.rules import Inputs, gap_from_unemployment, prescribe
from policywire.newsroom.money import decisions, document
from policywire.policy.benchmarks import Benchmarks, load_benchmarks
from policywire.policy.decisions import Decision

__all__ = ["Given", "benchmarks", "inputs_on", "rules_on"]

_INFLATION = SeriesKey.parse("bea:pce.core/USA")
_UNEMPLOYMENT = SeriesKey.parse("bls:unemployment/USA")
# Core PCE of a month is published near the end of the next one; a month counts as known this many
# days after its end. Unemployment is known sooner; one lag keeps the two of one month.
_LAG = timedelta(days=31)
_OLD = timedelta(days=100)


@cache
def benchmarks() -> Benchmarks:
    """Return the benchmarks the rules are told."""
    return load_benchmarks(document("rules.yaml"))


@dataclass(frozen=True, slots=True)
class Given:
    """Inputs of the rules that a user gives in place of those held; percent, None to look up.

    Attributes
    ----------
    inflation, unemployment : float or None
        Core PCE prices over twelve months; the unemployment rate.
    unemployment_before : float or None
        That of twelve months before.
    neutral, natural, target : float or None
        The benchmarks.
    """

    inflation: float | None = None
    unemployment: float | None = None
    unemployment_before: float | None = None
    neutral: float | None = None
    natural: float | None = None
    target: float | None = None


@dataclass(slots=True)
class _Shown:
    """Inputs as they are gathered: value, and where each came from."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)

    def put(self, name: str, value: float, words: str, source: str) -> float:
        self.rows[name] = {"value": value, "of": words, "source": source}
        return value


def rules_on(day: date, given: Given, view: View) -> dict[str, Any]:
    """Return what the policy rules prescribe on a day, with every input and its source.

    Data are the newest held of months known by the day, not those of the day; a flag says so.

    Raises
    ------
    BadPeriod
        If the day lies before the first decision held.
    NotHeld
        If an input is neither held nor given, or the day lies after the last decision held.
    """
    shown = _Shown()
    told, actual = _gathered(day, given, view, shown)
    return {
        "date": day.isoformat(),
        "range": [actual.lower, actual.upper],
        "since": actual.day.isoformat(),
        "inputs": shown.rows,
        "rules": [
            {
                "rule": one.rule,
                "rate": one.rate,
                "formula": one.formula,
                "below_zero": one.below_zero,
                "less_midpoint": one.rate - (actual.lower + actual.upper) / 2,
            }
            for one in prescribe(told)
        ],
        "flags": shown.flags,
    }


def inputs_on(day: date, given: Given, view: View) -> Inputs:
    """Return what the rules are told on a day; see :func:`rules_on`."""
    return _gathered(day, given, view, _Shown())[0]


def _gathered(day: date, given: Given, view: View, shown: _Shown) -> tuple[Inputs, Decision]:
    before, actual = _ranges(day)
    inflation = _inflation(day, given, view, shown)
    gap, past_gap = _gaps(day, given, view, shown)
    told = Inputs(
        inflation=inflation,
        gap=gap,
        neutral=_benchmark("neutral", day, given, shown),
        target=_benchmark("target", day, given, shown),
        last_rate=shown.put("last_rate", before, "midpoint of the range before the day", "FOMC"),
        last_gap=past_gap,
    )
    _stale(day, shown)
    return told, actual


def _ranges(day: date) -> tuple[float, Decision]:
    """Return the midpoint before a day's decision, and the decision in force on the day."""
    held = decisions()
    first = held.decisions[0]
    if day < first.day:
        raise BadPeriod(f"Decisions are held from {first.day}; none is known for {day}.")
    if day > held.complete_until:
        held.on(day)  # says what is held, and what to do
        raise BadPeriod(f"Decisions are held to {held.complete_until}; {day} lies after it.")
    in_force = [one for one in held.decisions if one.day <= day][-1]
    earlier = [one for one in held.decisions if one.day < day]
    if not earlier:
        return held.range_before - (first.upper - first.lower) / 2, in_force
    return (earlier[-1].lower + earlier[-1].upper) / 2, in_force


def _known(view: View, key: SeriesKey, day: date) -> Observation:
    """Return the newest observation of a month that was published by a day."""
    held = [one for one in view.observations(key).values() if one.period.end + _LAG <= day]
    if not held:
        raise MissingObservation(f"{key} has no month published by {day}.")
    return held[-1]


def _at(view: View, key: SeriesKey, newest: Observation, years: int) -> Observation:
    """Return the observation of the same month ``years`` before; a gap is told, not filled."""
    start = newest.period.start
    found = view.observations(key).get(start.replace(year=start.year - years))
    if found is None:
        raise MissingObservation(
            f"{key} has no value for {start.replace(year=start.year - years):%Y-%m}, twelve months "
            f"before {newest.period}; missing at source or before what is held. Give the input."
        )
    return found


def _inflation(day: date, given: Given, view: View, shown: _Shown) -> float:
    if given.inflation is not None:
        return shown.put("inflation", given.inflation, "as given", "user")
    new = _known(view, _INFLATION, day)
    old = _at(view, _INFLATION, new, 1)
    words = f"core PCE prices, twelve months to {new.period} (vintage {new.vintage})"
    return shown.put("inflation", (new.value / old.value - 1) * 100, words, str(_INFLATION))


def _gaps(day: date, given: Given, view: View, shown: _Shown) -> tuple[float, float]:
    """Return the output gap that unemployment stands for, and that of a year before."""
    natural = _benchmark("natural", day, given, shown)
    if given.unemployment is not None:
        rate = shown.put("unemployment", given.unemployment, "as given", "user")
    else:
        new = _known(view, _UNEMPLOYMENT, day)
        words = f"{new.period} (vintage {new.vintage})"
        rate = shown.put("unemployment", new.value, words, str(_UNEMPLOYMENT))
    was = _year_before(day, given, view, shown)
    source = "Okun's factor of 2, as in the Board's Monetary Policy Report"
    gap = gap_from_unemployment(rate, natural)
    shown.put("gap", gap, "2 (natural - unemployment)", source)
    return gap, gap_from_unemployment(was, natural)


def _year_before(day: date, given: Given, view: View, shown: _Shown) -> float:
    if given.unemployment_before is not None:
        return shown.put("unemployment_before", given.unemployment_before, "as given", "user")
    last = _at(view, _UNEMPLOYMENT, _known(view, _UNEMPLOYMENT, day), 1)
    words = f"{last.period} (vintage {last.vintage})"
    return shown.put("unemployment_before", last.value, words, str(_UNEMPLOYMENT))


def _benchmark(name: str, day: date, given: Given, shown: _Shown) -> float:
    value: float | None = getattr(given, name)
    if value is not None:
        return shown.put(name, value, "as given", "user")
    found = benchmarks().on(name, day)
    where = f"{found.citation.title}, {found.citation.locator}"
    return shown.put(name, found.value, f"reading of {found.day}", where)


def _stale(day: date, shown: _Shown) -> None:
    """Flag data that are revised, or old for the day."""
    shown.flags.append("data as revised since, not as known on the day")
    for name in ("inflation", "unemployment"):
        found = re.search(r"(\d{4})-(\d{2}) \(vintage", shown.rows[name]["of"])
        if found is None:
            continue
        month = date(int(found[1]), int(found[2]), 28)
        if day - month > _OLD:
            shown.flags.append(f"{name}: the newest month held is {month:%Y-%m}")
