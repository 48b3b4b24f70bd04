"""T1 for bases told in words: over the month, a year earlier, the decade before."""

import re
from collections.abc import Iterator, Sequence

from policywire.analyst.prose.binding import Bound
from policywire.analyst.prose.reading import Reading
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.bearing import Sort
from policywire.analyst.rules.faults import Fault, fault

__all__ = ["check_bases"]

_MONTHS = {"day": 0, "week": 0, "month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12}
_GRAIN = r"(?P<{0}>day|week|month|quarter|year|decade)"
_COUNTED = "|".join((*_COUNTS, r"\d{1,2}"))
_BASE = sifted(
    r"(?<!\w)(?:"
    rf"(?:over|on|from|against) (?:the|a|an) {_GRAIN.format('over')}(?! of)"
    rf"|(?:an?|one) {_GRAIN.format('ago')} (?:earlier|before|ago|previously)"
    rf"|the (?:same \w+ (?:of|in) the )?(?:(?:previous|prior|preceding) {_GRAIN.format('prior')}"
    rf"|{_GRAIN.format('last')} (?:before|earlier))"
    rf"|(?:the )?(?P<count>{_COUNTED}) {_GRAIN.format('many')}s (?:before|earlier|ago)"
    r"|the (?:first|second) (?P<part>half|quarter)"
    r")(?!\w)",
    re.IGNORECASE,
)
_AGAINST = sifted(
    r"(?<!\w)(?:(?:compared (?:with|to)|than|relative to|versus)(?: in)?|since)(?: the)?\s*$",
    re.IGNORECASE,
)
_NAMES = ("over", "ago", "prior", "last", "part")


def check_bases(reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for each base told in words that is that of no change of its clause."""
    yield from _told_bases(reading, bound)
    for match in _BASE.finditer(reading.text):
        told = _months(match)
        clause = reading.part(match.start())
        held = [
            gap for one in bound if reading.part(one.numeral.start) == clause for gap in _gaps(one)
        ]
        text_wide = held or [gap for one in bound for gap in _gaps(one)]
        if text_wide and told not in text_wide:
            yield fault("T1", match[0], match.span(), "the change is from another time")


def _told_bases(reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for each period a change is said to be measured from that is not its base."""
    for moment in reading.moments:
        against = _AGAINST.search(reading.text, 0, moment.start)
        if against is None or moment.period is None or against.start() == 0:
            continue
        clause = reading.part(moment.start)
        here = [one for one in bound if reading.part(one.numeral.start) == clause]
        changes = [one.profile for one in here if one.profile and list(_gaps(one))]
        known = [
            period
            for one in here
            if one.profile is not None
            for period in (one.profile.period, one.profile.against)
            if period is not None
        ]
        if len(changes) == 1 and not any(moment.period.same_days(one) for one in known):
            place = (moment.start, moment.end)
            yield fault("T1", moment.text, place, "the change is from another time")


def _gaps(one: Bound) -> Iterator[int]:
    """Yield how many months lie between a change and its base."""
    profile = one.profile
    if profile is None or profile.sort is not Sort.CHANGE or profile.against is None:
        return
    first, base = profile.period.start, profile.against.start
    yield (first.year - base.year) * 12 + first.month - base.month


def _months(match: re.Match[str]) -> int:
    if match["many"]:
        count = match["count"].lower()
        return (_COUNTS.get(count) or int(count)) * _MONTHS[match["many"].lower()]
    return next(_MONTHS[match[name].lower()] for name in _NAMES if match[name])
