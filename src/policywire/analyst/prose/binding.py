"""Binding: which figure each number of a text is, and what speaks against it.

The place, measure and period of a number stand before it or after it; a sentence that holds
together does it one way throughout a clause. So each clause is read every way there is, and the
reading under which most of its numbers fit some figure is taken. What then fits none is a fault.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from policywire.analyst.prose.cues import cues, words_of
from policywire.analyst.prose.profiles import Profile
from policywire.analyst.prose.reading import Moment, Reading
from policywire.analyst.reading.marks import Mention, Numeral
from policywire.analyst.rules.bearing import Sort, qualifiers_in
from policywire.facts import Frequency, Period

__all__ = ["Bound", "bind"]

_REPORTER, _WORLD = "USA", "WLD"
_MIRROR = {"imports": "exports", "exports": "imports"}
_NOUNS = ("imports", "exports", "import", "export", "purchases")
_OF = re.compile(r"\s+of(?!\w)")
_AT = re.compile(r"\s*(?:,|\()?\s*(?:in|for|during|of)\s+")
_SINCE = re.compile(r"(?<!\w)since(?: at least| about)?\s*$", re.IGNORECASE)
_OBJECT = re.compile(
    r"(?<!\w)(?:to|from|with|by|in|of|for|than|between|and|on|at|among|against|over|about|as)(?: the| all)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A number of a text with the figure it is taken for.

    Attributes
    ----------
    numeral : Numeral
        The number.
    profile : Profile or None
        The figure; None where none prints it.
    codes : tuple of str
        What speaks against it: ``place``, ``measure``, ``product``, ``period``.
    """

    numeral: Numeral
    profile: Profile | None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Slot:
    """A number with the numbers around it."""

    numeral: Numeral
    before: int  # where the number before ends
    after: int  # where the number after begins
    clause: tuple[int, int]
    chunk: tuple[int, int]
    first: int  # where the first number begins
    at: int  # which number it is
    count: int  # of how many


_Mark = Mention | Moment
_Pick = Callable[[Sequence[_Mark], _Slot], _Mark | None]


def bind(
    reading: Reading,
    candidates: Sequence[tuple[Numeral, tuple[Profile, ...]]],
    judge: Callable[[Numeral, Profile], str],
) -> tuple[Bound, ...]:
    """Bind every number of a text.

    Parameters
    ----------
    reading : Reading
        The text.
    candidates : sequence of (Numeral, tuple of Profile)
        Each number with the figures that print it.
    judge : callable
        Returns the code of what the words next to a number have against a figure; empty for
        nothing.
    """
    slots = _slots(reading, [numeral for numeral, _ in candidates])
    made: list[Bound] = []
    for part in sorted({reading.part(numeral.start) for numeral, _ in candidates}):
        here = [
            (slot, profiles)
            for slot, (numeral, profiles) in zip(slots, candidates, strict=True)
            if reading.part(numeral.start) == part
        ]
        made += _best(reading, here, judge)
    return tuple(made)


def _slots(reading: Reading, marks: list[Numeral]) -> list[_Slot]:
    ends = [0, *(one.end for one in marks)]
    starts = [*(one.start for one in marks[1:]), len(reading.text)]
    return [
        _Slot(
            one,
            ends[at],
            starts[at],
            reading.clause(one.start),
            reading.chunk(one.start),
            *_rank_in_clause(reading, marks, one),
        )
        for at, one in enumerate(marks)
    ]


def _rank_in_clause(reading: Reading, marks: list[Numeral], one: Numeral) -> tuple[int, int, int]:
    """Return where the first number of a clause stands, which a number is, and of how many."""
    same = [item for item in marks if reading.part(item.start) == reading.part(one.start)]
    return same[0].start, same.index(one), len(same)


def _best(
    reading: Reading,
    here: list[tuple[_Slot, tuple[Profile, ...]]],
    judge: Callable[[Numeral, Profile], str],
) -> list[Bound]:
    """Return the reading of a clause under which the least speaks against its numbers."""
    tables = [_table(reading, slot, profiles, judge) for slot, profiles in here]
    best: list[Bound] = []
    least = (1 << 30, 1 << 30)
    for ways in _TURNS:
        made = [_chosen(slot, table, ways) for (slot, _), table in zip(here, tables, strict=True)]
        weight = (
            sum(bool(one.codes) for one in made),
            sum(len(one.codes) for one in made),
        )
        if weight < least:
            best, least = made, weight
        if least[0] == 0:
            break
    return best


_Row = tuple[Profile, str, tuple[bool, ...], tuple[bool, ...], tuple[bool, ...]]


def _table(
    reading: Reading,
    slot: _Slot,
    profiles: tuple[Profile, ...],
    judge: Callable[[Numeral, Profile], str],
) -> list[_Row]:
    """Return for each figure whether its place, measure and period stand there, each way read."""
    return [
        (
            profile,
            judge(slot.numeral, profile),
            tuple(_is_place(reading, slot, profile, way) for way in _WAYS),
            tuple(_is_measure(reading, slot, profile, way) for way in _MEASURES),
            tuple(_is_period(reading, slot, profile, way) for way in _MEASURES),
        )
        for profile in profiles
    ]


def _chosen(slot: _Slot, table: list[_Row], ways: tuple[int, ...]) -> Bound:
    """Return the figure against which least speaks."""
    best = Bound(slot.numeral, None)
    for profile, sort, *told in table:
        codes = [
            code
            for code, row, way in zip(("place", "measure", "period"), told, ways, strict=True)
            if not row[way]
        ]
        codes += [sort] if sort else []
        if best.profile is None or len(codes) < len(best.codes):
            best = Bound(slot.numeral, profile, tuple(codes))
        if not codes:
            break
    return best


# ------------------------------------------------------------------- the ways to read


def _last(marks: Sequence[_Mark], start: int, end: int) -> _Mark | None:
    return next((one for one in reversed(marks) if start <= one.start and one.end <= end), None)


def _first(marks: Sequence[_Mark], start: int, end: int) -> _Mark | None:
    return next((one for one in marks if start <= one.start < end), None)


def _own(marks: Sequence[_Mark], slot: _Slot) -> list[_Mark]:
    """Return the marks between the same commas as a number."""
    start, end = max(slot.chunk[0], slot.before), min(slot.chunk[1], slot.after)
    return [one for one in marks if start <= one.start < end]


def _before(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the nearest mark before a number; after it where none is."""
    start, end = slot.clause
    marks = _own(marks, slot) or marks
    number = slot.numeral
    return (
        _last(marks, start, number.start)
        or _last(marks, 0, number.start)
        or _first(marks, number.end, end)
        or _first(marks, number.end, 1 << 30)
    )


def _after(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the nearest mark after a number in its clause; before it where none is."""
    start, end = slot.clause
    marks = _own(marks, slot) or marks
    number = slot.numeral
    return (
        _first(marks, number.end, end)
        or _last(marks, start, number.start)
        or _last(marks, 0, number.start)
        or _first(marks, number.end, 1 << 30)
    )


def _beside_after(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the mark between a number and the next one; else the nearest before."""
    marks = _own(marks, slot) or marks
    return _first(marks, slot.numeral.end, min(slot.after, slot.clause[1])) or _before(marks, slot)


def _beside_before(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the mark between the number before and a number; else the nearest after."""
    marks = _own(marks, slot) or marks
    start = max(slot.before, slot.clause[0])
    return _last(marks, start, slot.numeral.start) or _after(marks, slot)


def _in_order(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the mark that stands where its number does: ``A and B, 3 and 4``."""
    before = _distinct([one for one in marks if one.end <= slot.first])
    if len(before) < 2 or slot.count % len(before):
        return _beside_after(marks, slot)
    return before[slot.at % len(before)]


def _head(marks: Sequence[_Mark], slot: _Slot) -> _Mark | None:
    """Return the mark the text opens with, for all its numbers."""
    return marks[0] if marks else None


def _distinct(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return marks, each thing once, where it is named first."""
    kept: dict[object, _Mark] = {}
    for one in marks:
        kept.setdefault(one.code if isinstance(one, Mention) else one.period, one)
    return list(kept.values())


_WAYS: tuple[_Pick, ...] = (_beside_after, _beside_before, _before, _after, _in_order)
_MEASURES: tuple[_Pick, ...] = (*_WAYS, _head)
_TURNS = tuple(product(range(len(_WAYS)), range(len(_MEASURES)), range(len(_MEASURES))))


# ------------------------------------------------------------------- places


def _is_place(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    """Return whether the place of a figure is the one named for a number."""
    if profile.is_rule:
        return True
    around = profile.bearing.around - {profile.place}
    away = around | ({_REPORTER, _WORLD} - {profile.place})
    marks = [one for one in reading.places if one.code not in away]
    if not marks:
        return not profile.named or profile.place in (_REPORTER, _WORLD)
    if profile.place == _WORLD and words_of(cues().whole).search(reading.text, *_near(slot)):
        return True
    found = way(marks, slot)
    return isinstance(found, Mention) and found.code == profile.place


def _near(slot: _Slot) -> tuple[int, int]:
    return max(slot.before, slot.clause[0]), min(slot.after, slot.clause[1])


# ------------------------------------------------------------------- measures and products


def _is_measure(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    """Return whether concept and product of a figure are those named for a number."""
    if profile.is_rule:
        return True
    if not _is_qualified(reading, profile) or not _is_whole(reading, slot, profile):
        return False
    told = _before if way is _head else way
    return _is_concept(reading, slot, profile, way) and _is_product(reading, slot, profile, told)


def _is_qualified(reading: Reading, profile: Profile) -> bool:
    """Return whether the part of a family named is the one a figure is about."""
    if not profile.accepted & {"usmca_use"} and not profile.bearing.qualifier:
        return True
    own = frozenset({profile.bearing.qualifier} - {""})
    return own == qualifiers_in(reading.text)


def _is_whole(reading: Reading, slot: _Slot, profile: Profile) -> bool:
    """Return whether what a share is said to be of is a flow it is reckoned from."""
    if profile.sort is not Sort.SHARE or not profile.flows:
        return True
    end = min(slot.after, slot.chunk[1])
    if _OF.match(reading.text, slot.numeral.end) is None:
        return True
    found = [one for one in reading.concepts if slot.numeral.end <= one.start < end]
    flows = {_turned(one, reading, profile) for one in found} & {"imports", "exports"}
    return not flows or bool(flows & profile.flows)


def _is_concept(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    marks = reading.concepts
    found = way(marks, slot)
    if found is None or not profile.accepted:
        return True
    group = _group(reading, found)
    codes = {_turned(one, reading, profile) for one in group}
    flows = codes & {"imports", "exports"}
    if flows and profile.flows and not flows & profile.flows:
        return False
    decisive = codes & set(cues().decisive)
    return bool((decisive or codes) & profile.accepted)


def _group(reading: Reading, found: _Mark) -> list[Mention]:
    """Return the mentions that stand with one, no number between them."""
    start = max((one.end for one in reading.numerals if one.end <= found.start), default=0)
    end = min((one.start for one in reading.numerals if one.start >= found.end), default=1 << 30)
    clause = reading.clause(found.start)
    start, end = max(start, clause[0]), min(end, clause[1])
    return [one for one in reading.concepts if start <= one.start < end]


def _turned(one: Mention, reading: Reading, profile: Profile) -> str:
    """Return the code of a flow, turned round where the partner is who does it."""
    if one.code not in (*_MIRROR, "sent") or (one.code != "sent" and not profile.mirrored):
        return one.code
    start = reading.clause(one.start)[0]
    agents = [place for place in reading.places if start <= place.start and place.end <= one.start]
    if one.text.lower().split()[-1] in _NOUNS:
        agents = [place for place in agents if _is_owner(place, one, reading.text)]
    else:
        agents = [place for place in agents if _is_doer(place, one, reading.text)]
    doer = agents[-1].code if agents else ""
    if one.code == "sent":
        flow = {profile.place: "imports", _REPORTER: "exports"}.get(doer, "shipments")
        return flow if profile.mirrored else "shipments"
    return _MIRROR[one.code] if doer not in ("", _REPORTER) else one.code


def _is_owner(place: Mention, one: Mention, text: str) -> bool:
    """Return whether a flow is a place's own: ``Canada's exports``, ``Canadian exports``."""
    between = text[place.end : one.start]
    return re.fullmatch(r"\s|['’]s?(?: \w+){0,3} ", between) is not None


def _is_doer(place: Mention, one: Mention, text: str) -> bool:
    """Return whether a place is who trades: right before the word, or under no preposition."""
    return one.start - place.end <= 1 or not _OBJECT.search(text[: place.start])


def _is_product(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    if not profile.traded:
        return True
    own, marks = profile.products, reading.products
    rest = words_of(cues().rest).search(reading.text, *_near(slot)) is not None
    if profile.bearing.residual or any("non_" in code for code in own):
        removed = {code for one in marks for code in [one.code] if profile.removed}
        known = not removed or any(
            _is_alike(code, mine) for code in removed for mine in profile.removed
        )
        return rest and known
    if not marks:
        return not own
    if not own:
        return rest or not _own(marks, slot)
    found = way(marks, slot)
    if found is None:
        return False
    alike = [one.code for one in marks if abs(one.start - found.start) < 30]
    return any(_is_alike(code, mine) for code in alike for mine in own)


def _is_alike(one: str, other: str) -> bool:
    """Return whether one product is the other, or a part of it."""
    return one.startswith(other) or other.startswith(one)


# ------------------------------------------------------------------- periods


def _is_period(reading: Reading, slot: _Slot, profile: Profile, way: _Pick) -> bool:
    """Return whether the period named for a number is that of a figure."""
    if profile.is_rule:
        return True
    marks = [one for one in reading.moments if not one.back_years or _is_beside(one, slot)]
    found: _Mark | None = _at_once(reading, slot) or way(marks, slot)
    if not isinstance(found, Moment):
        return True
    if profile.against is not None and profile.sort is Sort.CHANGE:
        return _is_change(reading, found, profile)
    return _is_told(reading, found, profile.period)


def _is_beside(one: Moment, slot: _Slot) -> bool:
    """Return whether no other number stands between a number and a period."""
    return slot.before <= one.start < slot.after


def _at_once(reading: Reading, slot: _Slot) -> Moment | None:
    """Return the period that follows a number at once: ``$3 billion in 2024``."""
    match = _AT.match(reading.text, slot.numeral.end)
    if match is None:
        return None
    return next((one for one in reading.moments if one.start == match.end()), None)


def _is_change(reading: Reading, found: Moment, profile: Profile) -> bool:
    """Return whether a period is that of a change, or its base with the period told beside."""
    assert profile.against is not None
    if _is_told(reading, found, profile.period) or _spans(found, profile):
        return True
    base = found.period is not None and found.period.same_days(profile.against)
    if base and _SINCE.search(reading.text[: found.start]):
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


def _is_told(reading: Reading, found: Moment, wanted: Period) -> bool:
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
