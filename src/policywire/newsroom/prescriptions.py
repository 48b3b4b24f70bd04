"""What the policy rules say on a day, every input shown with its source and its age."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from policywire.evidence import View
from policywire.facts import Observation, Period, SeriesKey
from policywire.facts.errors import BadPeriod, MissingObservation, NotHeld
from policywire.models.monetary.rules import Inputs, gap_from_unemployment, prescribe
from policywire.newsroom.money import decisions, document
from policywire.policy.benchmarks import Benchmarks, Reading, load_benchmarks
from policywire.policy.decisions import Decision

__all__ = [
    "OLD_DATA",
    "OLD_READING",
    "Given",
    "benchmarks",
    "inputs_on",
    "months_on",
    "readings_on",
    "rules_on",
]

_INFLATION = SeriesKey.parse("bea:pce.core/USA")
_UNEMPLOYMENT = SeriesKey.parse("bls:unemployment/USA")
# Core PCE of a month is published near the end of the next one; a month counts as known this many
# days after its end. Unemployment is known sooner; one lag keeps the two of one month.
_LAG = timedelta(days=31)
OLD_DATA = timedelta(days=100)
# Projections come four times a year; a reading older than this is not the newest one published.
OLD_READING = timedelta(days=200)
# What a rule cannot do without. The natural rate drops out of the change of the gap, and the
# neutral rate out of the first-difference rule.
_LEVELS = frozenset(("inflation", "target", "neutral", "gap"))
_WANTS = {
    "taylor-1993": _LEVELS,
    "balanced": _LEVELS,
    "inertial": _LEVELS,
    "first-difference": frozenset(("inflation", "target", "gap_change")),
}


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
    """Inputs as they are gathered: value, and where each came from; and what is missing."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: float, words: str, source: str) -> float:
        self.rows[name] = {"value": value, "of": words, "source": source}
        return value

    def value(self, name: str) -> float:
        """Return an input; one not held stands as 0, and no rule that wants it is told."""
        return float(self.rows[name]["value"] if name in self.rows else 0)


def rules_on(day: date, given: Given, view: View) -> dict[str, Any]:
    """Return what the policy rules prescribe on a day, with every input and its source.

    Data are the newest held of months known by the day, not those of the day; a flag says so. A
    rule that wants an input neither held nor given is left out, and ``missing`` says what it wants.

    Raises
    ------
    BadPeriod
        If the day lies before the first decision held, or after the last.
    NotHeld
        If what is missing leaves no rule.
    """
    shown, actual = _gathered(day, given, view)
    told = _inputs(shown)
    rules = [one for one in prescribe(told) if not _wanting(one.rule, shown)]
    if not rules:
        raise NotHeld(f"No rule can be told on {day}. {' '.join(shown.missing.values())}")
    middle = (actual.lower + actual.upper) / 2
    kept = ("rule", "rate", "formula", "below_zero")
    left_out = [rule for rule in _WANTS if _wanting(rule, shown)]
    return {
        "date": day.isoformat(),
        "range": [actual.lower, actual.upper],
        "since": actual.day.isoformat(),
        "inputs": shown.rows,
        "rules": [
            {name: getattr(one, name) for name in kept} | {"less_midpoint": one.rate - middle}
            for one in rules
        ],
        "missing": [
            {"input": name, "why": why, "rules": left_out} for name, why in shown.missing.items()
        ],
        "flags": shown.flags,
    }


def inputs_on(day: date, given: Given, view: View) -> Inputs:
    """Return what all four rules are told on a day; see :func:`rules_on`.

    Raises
    ------
    NotHeld
        If an input is neither held nor given.
    """
    shown, _ = _gathered(day, given, view)
    if shown.missing:
        raise NotHeld(" ".join(shown.missing.values()))
    return _inputs(shown)


def readings_on(day: date) -> dict[str, Reading]:
    """Return the newest readings of the neutral and the natural rate by a day, where held."""
    found = {}
    for name in ("neutral", "natural"):
        try:
            found[name] = benchmarks().on(name, day)
        except NotHeld:
            continue
    return found


def months_on(day: date, view: View) -> tuple[Period, Period]:
    """Return the newest months of core PCE prices and of unemployment known on a day.

    Raises
    ------
    MissingObservation
        If none is held.
    """
    return _known(view, _INFLATION, day).period, _known(view, _UNEMPLOYMENT, day).period


def _wanting(rule: str, shown: _Shown) -> frozenset[str]:
    return _WANTS[rule] - shown.rows.keys()


def _inputs(shown: _Shown) -> Inputs:
    gap = shown.value("gap")
    return Inputs(
        inflation=shown.value("inflation"),
        gap=gap,
        neutral=shown.value("neutral"),
        target=shown.value("target"),
        last_rate=shown.value("last_rate"),
        last_gap=gap - shown.value("gap_change"),
    )


def _gathered(day: date, given: Given, view: View) -> tuple[_Shown, Decision]:
    shown = _Shown()
    before, actual = _ranges(day)
    _inflation(day, given, view, shown)
    for name in ("neutral", "natural", "target"):
        _benchmark(name, day, given, shown)
    _gaps(day, given, view, shown)
    shown.put("last_rate", before, "midpoint of the range before the day", "FOMC")
    _stale(day, shown)
    return shown, actual


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
            f"before {newest.period}; missing at source or before what is held."
        )
    return found


def _inflation(day: date, given: Given, view: View, shown: _Shown) -> None:
    if given.inflation is not None:
        shown.put("inflation", given.inflation, "as given", "user")
        return
    try:
        new = _known(view, _INFLATION, day)
        old = _at(view, _INFLATION, new, 1)
    except MissingObservation as error:
        shown.missing["inflation"] = f"{error} Give --inflation."
        return
    words = f"core PCE prices, twelve months to {new.period} (vintage {new.vintage})"
    shown.put("inflation", (new.value / old.value - 1) * 100, words, str(_INFLATION))


def _gaps(day: date, given: Given, view: View, shown: _Shown) -> None:
    """Note the output gap that unemployment stands for, and its change over a year."""
    now = _jobless(day, given.unemployment, 0, view, shown)
    before = _jobless(day, given.unemployment_before, 1, view, shown)
    source = "Okun's factor of 2, as in the Board's Monetary Policy Report"
    if now is not None and "natural" in shown.rows:
        gap = gap_from_unemployment(now, shown.value("natural"))
        shown.put("gap", gap, "2 (natural - unemployment)", source)
    if now is not None and before is not None:
        change = gap_from_unemployment(now, before)
        shown.put("gap_change", change, "2 (unemployment a year before - unemployment)", source)


def _jobless(day: date, given: float | None, years: int, view: View, shown: _Shown) -> float | None:
    """Return the unemployment rate known on a day, or of ``years`` before; None where missing."""
    name = "unemployment_before" if years else "unemployment"
    if given is not None:
        return shown.put(name, given, "as given", "user")
    try:
        found = _known(view, _UNEMPLOYMENT, day)
        found = _at(view, _UNEMPLOYMENT, found, years) if years else found
    except MissingObservation as error:
        shown.missing[name] = f"{error} Give --{name.replace('_', '-')}."
        return None
    return shown.put(
        name, found.value, f"{found.period} (vintage {found.vintage})", str(_UNEMPLOYMENT)
    )


def _benchmark(name: str, day: date, given: Given, shown: _Shown) -> None:
    value: float | None = getattr(given, name)
    if value is not None:
        shown.put(name, value, "as given", "user")
        return
    try:
        found = benchmarks().on(name, day)
    except NotHeld as error:
        shown.missing[name] = str(error)
        return
    shown.put(name, found.value, f"reading of {found.day}", found.where)
    if name != "target" and day - found.day > OLD_READING:
        shown.flags.append(
            f"{name}: the newest reading held is {found.day}; later ones are missing"
        )


def _stale(day: date, shown: _Shown) -> None:
    """Flag data that are revised, or old for the day."""
    shown.flags.append("data as revised since, not as known on the day")
    for name in ("inflation", "unemployment"):
        found = re.search(r"(\d{4})-(\d{2}) \(vintage", shown.rows.get(name, {}).get("of", ""))
        if found is None:
            continue
        month = date(int(found[1]), int(found[2]), 28)
        if day - month > OLD_DATA:
            shown.flags.append(f"{name}: the newest month held is {month:%Y-%m}")
