"""S1: a superlative stands where a rank, or the figures it is set among, bear it out."""

import re
from collections.abc import Callable, Iterator, Sequence

from policywire.analyst.prose.binding import Bound
from policywire.analyst.prose.profiles import Profile, Profiles
from policywire.analyst.prose.reading import Reading
from policywire.analyst.reading.marks import NumeralKind
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.bearing import Sort
from policywire.analyst.rules.faults import Fault, fault
from policywire.evidence import Derived

__all__ = ["check_tops"]

_TOP = (
    r"largest|biggest|greatest|highest|strongest|fastest|steepest|best|the most|most of|first among"
    r"|top|leading|second to none|more than any other|more than (?:in )?any|majority|number one|led"
)
_LOW = (
    r"smallest|lowest|weakest|slowest|worst|the least|(?<!at )least|fewest|last among|bottom"
    r"|less than any other|little of"
)
_EVER = (
    r"(?<!the )records?(?= (?:in|for|of))|records?(?= (?:high|low|level|year|month|total))"
    r"|set a record|a record"
    r"|on record|in history|all-time(?: high| low)?|unprecedented|than ever(?: before)?"
    r"|never before|hit a low|historic (?:high|low|peak)"
)
_WORDS = sifted(
    rf"(?<!\w)(?:(?P<ever>{_EVER})|(?P<top>{_TOP})|(?P<low>{_LOW}))(?!\w)", re.IGNORECASE
)
_SCOPED = sifted(
    r"(?<!\w)(?:listed|shown|compared|held|given here|in the (?:table|chart)|of the (?:two|three)"
    r"|former|latter)(?!\w)",
    re.IGNORECASE,
)
_DOWN = re.compile(r"(?<!\w)(?:low|fewest|smallest|lowest)(?!\w)", re.IGNORECASE)
_PLAIN = sifted(r"(?<!\w)(?:at (?:the )?(?:least|most|best))(?!\w)", re.IGNORECASE)
_SINCE = sifted(r"(?<!\w)since (?:at least )?(?:\d{4}|records)")
_HALF, _WORLD = 50.0, "WLD"
_Key = Callable[[Profile], object]


def check_tops(reading: Reading, bound: Sequence[Bound], profiles: Profiles) -> Iterator[Fault]:
    """Yield a fault for each superlative that nothing bears out."""
    told = [one for one in bound if one.profile is not None]
    reached: set[int] = set()
    for match in _WORDS.finditer(reading.text):
        if any(start <= match.start() < end for start, end in _plain(reading.text)):
            continue
        near = _near(match, told, reading)
        if match["ever"] or _is_ever(match, reading):
            same = [one.profile for one in told if one.profile is not None]
            holds = any(_is_record(one, match, profiles) for one in same)
        else:
            low = match["low"] is not None
            holds = any(_is_extreme(one, reading, profiles, low=low) for one in near)
            holds = holds or _is_of_told(near, told, reading, low=low) or _is_most(match, told)
        if not holds and (near or match["ever"]) and match.start() not in reached:
            reached.add(match.start())
            yield fault("S1", match[0], match.span())


def _plain(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PLAIN.finditer(text)]


def _is_ever(match: re.Match[str], reading: Reading) -> bool:
    """Return whether a superlative is over all time: ``the highest on record``."""
    tail = reading.text[match.end() : match.end() + 48]
    found = _WORDS.search(tail)
    return (found is not None and found["ever"] is not None) or _SINCE.search(tail) is not None


def _is_most(match: re.Match[str], told: Sequence[Bound]) -> bool:
    """Return whether ``most of`` stands by a share of more than half, ``little of`` by less."""
    shares = [one.numeral.value for one in told if one.numeral.kind is NumeralKind.PERCENT]
    if match[0].lower() in ("most of", "majority"):
        return any(share > _HALF for share in shares)
    return match[0].lower() == "little of" and any(share < _HALF for share in shares)


def _is_of_told(near: list[Profile], told: Sequence[Bound], reading: Reading, *, low: bool) -> bool:
    """Return whether a figure is the extreme of those the text itself lists."""
    if not _SCOPED.search(reading.text):
        return False
    held = [one.profile for one in told if one.profile is not None]
    return any(
        _is_end(one, [other for other in held if _is_set_beside(one, other)], low=low)
        for one in near
    )


def _is_set_beside(one: Profile, other: Profile) -> bool:
    return one.kind is other.kind and one.sort is other.sort and one.families == other.families


def _near(match: re.Match[str], told: Sequence[Bound], reading: Reading) -> list[Profile]:
    """Return the figures a superlative may be about: the next number and the one before."""
    after = [one for one in told if one.numeral.start >= match.start()]
    before = [one for one in told if one.numeral.start < match.start()]
    same = reading.part(match.start())
    near = [*before[-1:], *after[:1]]
    inside = [one for one in near if reading.part(one.numeral.start) == same]
    return [one.profile for one in inside or near if one.profile is not None]


def _is_record(profile: Profile, match: re.Match[str], profiles: Profiles) -> bool:
    """Return whether a rank among years says that a figure is the first."""
    if _DOWN.search(match[0]):
        return False
    return any(
        one.value == 1 and _ends(one, "years)") and _is_alike(one, profile)
        for one in profiles.of_kind(NumeralKind.RANK)
    )


def _is_extreme(profile: Profile, reading: Reading, profiles: Profiles, *, low: bool) -> bool:
    """Return whether a figure is the first by rank, or the extreme of those it is set among."""
    if not low and _is_first(profile, profiles):
        return True
    return any(
        _is_end(profile, _among(profile, key, reading, profiles), low=low)
        for key in (_by_place, _by_product, _by_period)
    )


def _is_first(profile: Profile, profiles: Profiles) -> bool:
    if profile.sort is Sort.RANK:
        return profile.value == 1
    return any(
        one.value == 1 and not _ends(one, "years)") and _is_alike(one, profile)
        for one in profiles.of_kind(NumeralKind.RANK)
    )


def _ends(profile: Profile, ending: str) -> bool:
    trail = profile.figure.trail
    return isinstance(trail, Derived) and trail.expression.endswith(ending)


def _is_alike(one: Profile, other: Profile) -> bool:
    """Return whether two figures are of one place, measure and period."""
    same = one.place == other.place and one.period.same_days(other.period)
    level = other.sort in (Sort.LEVEL, Sort.SHARE, Sort.RANK)
    return (
        same
        and level
        and bool(one.bearing.concepts & other.bearing.concepts)
        and (one.products == other.products)
    )


def _by_place(one: Profile) -> object:
    return one.products, one.period.start, one.period.end


def _by_product(one: Profile) -> object:
    return one.place, one.period.start, one.period.end


def _by_period(one: Profile) -> object:
    return one.place, one.products, one.period.months


def _among(profile: Profile, key: _Key, reading: Reading, profiles: Profiles) -> list[Profile]:
    """Return the figures of the kind that differ in one thing, as far as the text sets them out."""
    held = [
        one
        for one in profiles.of_kind(profile.kind)
        if key(one) == key(profile)
        and one.sort is profile.sort
        and one.unit == profile.unit
        and one.is_forward == profile.is_forward
        and _same_measure(one, profile)
        and bool(one.products) == bool(profile.products)
        and (one.place == _WORLD) == (profile.place == _WORLD)
    ]
    named = [one for one in held if _is_named(one, key, reading)]
    if len({_told(one, key) for one in named}) > 1:
        return named
    return held if _SCOPED.search(reading.text) else []


def _same_measure(one: Profile, other: Profile) -> bool:
    return one.families == other.families and one.bearing.residual == other.bearing.residual


def _told(one: Profile, key: _Key) -> object:
    if key is _by_place:
        return one.place
    return one.products if key is _by_product else one.period


def _is_named(one: Profile, key: _Key, reading: Reading) -> bool:
    if key is _by_place:
        return any(mark.code == one.place for mark in reading.places)
    if key is _by_product:
        return any(mark.code in one.products for mark in reading.products)
    return any(
        mark.period is not None and mark.period.same_days(one.period) for mark in reading.moments
    )


def _is_end(profile: Profile, held: list[Profile], *, low: bool) -> bool:
    changed = profile.sort is Sort.CHANGE
    alike = [one for one in held if not changed or (one.value > 0) == (profile.value > 0)]
    values = {one.value for one in (alike if len(alike) > 1 else held)}
    if len(values) < 2:
        return False
    size = abs if profile.sort in (Sort.LEVEL, Sort.CHANGE) else float
    ends = (min if low else max)(size(value) for value in values)
    return size(profile.value) == ends
