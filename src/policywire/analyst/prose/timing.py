"""Timing: whether the period of a figure is told where its number stands."""

import re

from policywire.analyst.prose.profiles import Profile
from policywire.analyst.prose.reading import Moment, Reading
from policywire.analyst.prose.ways import Mark, Pick, Slot
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.bearing import Sort
from policywire.facts import Frequency, Period

__all__ = ["is_period", "is_told"]

_AT = re.compile(r"\s*(?:,|\()?\s*(?:in|for|during|of)\s+")
_SINCE = sifted(r"(?<!\w)since(?: at least| about)?\s*$", re.IGNORECASE)


def is_period(reading: Reading, slot: Slot, profile: Profile, way: Pick) -> bool:
    """Return whether the period named for a number is that of a figure."""
    if profile.is_rule:
        return True
    marks = [one for one in reading.moments if not one.back_years or _is_beside(one, slot)]
    found: Mark | None = _at_once(reading, slot) or way(marks, slot)
    if not isinstance(found, Moment):
        return True
    if profile.against is not None and profile.sort is Sort.CHANGE:
        return _is_change(reading, found, profile)
    return is_told(reading, found, profile.period)


def _is_beside(one: Moment, slot: Slot) -> bool:
    """Return whether no other number stands between a number and a period."""
    if slot.before and slot.before <= one.start <= slot.before + 2:
        return False  # it follows the number before at once, and is its own
    return slot.before <= one.start < slot.after


def _at_once(reading: Reading, slot: Slot) -> Moment | None:
    """Return the period that follows a number at once: ``$3 billion in 2024``."""
    match = _AT.match(reading.text, slot.numeral.end)
    if match is None:
        return None
    return next((one for one in reading.moments if one.start == match.end()), None)


def _is_change(reading: Reading, found: Moment, profile: Profile) -> bool:
    """Return whether a period is that of a change, or its base with the period told beside."""
    assert profile.against is not None
    if is_told(reading, found, profile.period) or _spans(found, profile):
        return True
    base = found.period is not None and found.period.same_days(profile.against)
    if base and _SINCE.search(reading.text, 0, found.start):
        return True
    return (base or found.period is None) and any(
        one.period is not None and one.period.same_days(profile.period) for one in reading.moments
    )


def _spans(found: Moment, profile: Profile) -> bool:
    assert profile.against is not None
    period = found.period
    if period is None:
        return False
    return period.start == profile.against.start and period.end == profile.period.end


def is_told(reading: Reading, found: Moment, wanted: Period) -> bool:
    """Return whether a period of the text is the one wanted."""
    if found.period is not None:
        if found.period.is_trailing_year and not wanted.is_trailing_year:
            return found.period.end == wanted.end and wanted.frequency is not Frequency.YEAR
        ends = found.based and " and " in found.text and found.period.end == wanted.end
        return ends or found.period.same_days(wanted)
    if not found.back_years:
        return True
    return any(
        one.period is not None and one.period.shift_years(-found.back_years).same_days(wanted)
        for one in reading.moments
        if one.period is not None and one.period.frequency is not Frequency.DAY
    )
