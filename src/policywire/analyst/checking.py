"""The check of a draft line: the rules over its tokens, and the reading of its words.

The anchor rules know a few ways of saying what a number is. Where they find fault with a number,
the pinned reading is asked whether place, measure and period of its figure are told all the same;
what it bears out stands. What the words say besides is held against the figures, as in prose.
"""

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policywire.analyst.draft import Kind, Line
from policywire.analyst.figures import Figure
from policywire.analyst.pinned import Pinned, Told
from policywire.analyst.prose.binding import Bound
from policywire.analyst.prose.reading import Moment
from policywire.analyst.reading.marks import NumeralKind
from policywire.analyst.registry import RULE, Registry
from policywire.analyst.rules import Checker, Fault, Mode
from policywire.analyst.rules.bearing import Sort
from policywire.analyst.rules.faults import fault

__all__ = ["DraftChecker"]

_ANCHORS = frozenset(("E1", "E2", "M1", "M2", "T1", "T2"))
_BOUNDLESS = re.compile(
    r"(?<!\w)(?:any|every|world|ever|history|records?|all-time|unprecedented|none)(?!\w)", re.I
)
_SET_TO = re.compile(r"(?<!\w)set to(?!\w)")
_OF = re.compile(r"\s+of(?!\w)")
_FROM = re.compile(r"(?<!\w)from\s*$", re.IGNORECASE)
_ON = re.compile(r"(?<!\w)(?:on|than(?: in)?|since)\s*$", re.IGNORECASE)
_AHEAD = 32


@dataclass(slots=True)
class DraftChecker:
    """Checks lines against one registry, by token and by word.

    Attributes
    ----------
    registry : Registry
        What tokens may name.
    waives : bool
        Whether what the pinned reading bears out stands though the rules refuse it. It lets by
        far more ways of saying a thing, and a few exchanges of figures that the rules refuse.
    """

    registry: Registry
    waives: bool = False
    _rules: Checker = field(init=False)
    _pinned: Pinned = field(init=False)

    def __post_init__(self) -> None:
        """Take the figures of the registry."""
        held = self.registry
        self._rules = Checker(held.figures, held.as_of)
        names = tuple(held.names.values())
        self._pinned = Pinned(held.figures, held.law, _ruled(held), names, held.as_of)

    def over(self, registry: Registry) -> "DraftChecker":
        """Return the same checker over another registry of the same law."""
        made = copy(self)
        made.registry = registry
        made._rules = Checker(registry.figures, registry.as_of)
        made._pinned = self._pinned.over(registry.figures)
        return made

    def check(
        self,
        line: Line,
        *,
        mode: Mode = Mode.BRIEF,
        holds: tuple[str, ...] = (),
        before: tuple[Line, ...] = (),
        quotes: tuple[str, ...] = (),
    ) -> tuple[Fault, ...]:
        """Return every fault of a line, in the order of its text.

        Parameters
        ----------
        line : Line
            A printed sentence, title, heading or cell.
        mode, holds, before, quotes
            As in :class:`policywire.analyst.rules.Setting`.
        """
        found = self._rules.check(line, mode=mode, holds=holds, before=before, quotes=quotes)
        if mode is not Mode.BRIEF or len(line.spans) < 2:
            return found
        told = self._pinned.read(line, before[-1] if before else None)
        kept = [one for one in found if not (self.waives and self._is_borne_out(one, told, line))]
        heard = [*self._pinned.faults(told), *_turned(told)]
        said = [_moved(one, told.since) for one in heard if one.end > told.since]
        meant = _SET_TO.search(line.text) is not None
        kept += [one for one in (*said, *_doubled(line)) if not (meant and one.code == "T3")]
        return tuple(sorted(dict.fromkeys(kept), key=lambda one: (one.start, one.end)))

    def _is_borne_out(self, one: Fault, told: Told, line: Line) -> bool:
        """Return whether the pinned reading answers a fault the rules found."""
        if one.code in _ANCHORS:
            bound = told.at(one.start)
            return bound is not None and not bound.codes and self._is_own(bound, told, one.code)
        if one.code == "S1":
            return bool(told.bound) and not _is_boundless(one, told)
        if one.code == "Q1":
            quoted = one.words.strip('“”"').rstrip(".,")
            return not line.cites and len(quoted) > 1 and self._pinned.is_titled(quoted)
        return one.code in ("D1", "T3") and one.start > 0 and bool(told.bound)

    def _is_own(self, bound: Bound, told: Told, code: str) -> bool:
        """Return whether nothing nearer than a figure's own words is told of a number."""
        profile = bound.profile
        if profile is None:
            return False
        if profile.is_rule:
            return code != "M1" or self._pinned.is_own_law(told, bound)
        if code == "M2" and profile.sort is Sort.CHANGE:
            points = profile.kind is NumeralKind.POINTS
            return not points and _OF.match(told.reading.text, bound.numeral.end) is None
        if code == "E2" and told.since:
            here = (item for item in told.reading.places if item.start >= told.since)
            return any(item.code == profile.place for item in here)
        if code == "M1" and profile.traded and not profile.products:
            start = told.reading.clause(bound.numeral.start)[0]
            before = (start, bound.numeral.start)
            return not any(before[0] <= item.start < before[1] for item in told.reading.products)
        return True


def _is_boundless(one: Fault, told: Told) -> bool:
    """Return whether a superlative is over everything, and no rank is told."""
    start = one.start + told.since
    words = told.reading.text[start : one.end + told.since + _AHEAD]
    ranked = any(item.profile and item.profile.sort is Sort.RANK for item in told.bound)
    return _BOUNDLESS.search(words) is not None and not ranked


def _turned(told: Told) -> Iterator[Fault]:
    """Yield a fault where time runs backwards, or a change is set against its own period."""
    text, moments = told.reading.text, told.reading.moments
    for one, other in pairwise(moments):
        backwards = _FROM.search(text[: one.start]) and text[one.end : other.start] == " to "
        if not backwards or one.period is None or other.period is None:
            continue
        if one.period.start > other.period.start:
            yield fault("T1", other.text, (other.start, other.end), "time runs the other way")
    for moment in moments:
        if moment.period is not None and _ON.search(text[: moment.start]):
            yield from _own_base(moment, told)


def _own_base(moment: Moment, told: Told) -> Iterator[Fault]:
    """Yield a fault where the changes of a clause are set against their own period."""
    clause = told.reading.part(moment.start)
    here = (one for one in told.bound if told.reading.part(one.numeral.start) == clause)
    changes = [one.profile for one in here if one.profile and one.profile.sort is Sort.CHANGE]
    if changes and all(one.period.same_days(moment.period) for one in changes if moment.period):
        place = (moment.start, moment.end)
        yield fault("T1", moment.text, place, "a change has an earlier base")


def _doubled(line: Line) -> Iterator[Fault]:
    """Yield a fault for a number told twice: one of the two stands in the place of another."""
    seen: set[str] = set()
    at = 0
    for span in line.spans:
        end = at + len(span.text)
        if span.kind is Kind.FIGURE and not span.phrase:
            if span.ref in seen:
                yield fault("M1", span.text, (at, end), "it was told before in this line")
            seen.add(span.ref)
        at = end


def _moved(one: Fault, since: int) -> Fault:
    """Return a fault of a reading as one of its last line."""
    return replace(one, start=max(0, one.start - since), end=one.end - since)


def _ruled(registry: Registry) -> Mapping[str, Figure]:
    """Return the figures of every rule of the law that was known, on every day it changed."""
    made = replace(registry, figures=dict(registry.figures))
    return {
        name: made.figure(name)
        for item in registry.law.provisions.values()
        if (item.known or min(item.values)) <= registry.as_of
        for day in item.values
        for name in (f"{RULE}{item.id}@{day}",)
    }
