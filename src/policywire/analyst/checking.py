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

from policywire.analyst.dated import Dates
from policywire.analyst.draft import Kind, Line
from policywire.analyst.figures import Figure
from policywire.analyst.pinned import Pinned, Told
from policywire.analyst.prose.binding import Bound
from policywire.analyst.prose.reading import Moment
from policywire.analyst.prose.standing import is_other_flow
from policywire.analyst.reading.marks import NumeralKind
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.registry import RULE, Registry
from policywire.analyst.rules import Checker, Fault, Mode
from policywire.analyst.rules.bearing import Sort
from policywire.analyst.rules.faults import fault
from policywire.analyst.rules.joints import is_joint
from policywire.analyst.rules.modelled import is_bare
from policywire.analyst.rules.strokes import read_line
from policywire.analyst.strangers import strangers
from policywire.facts import Dimension

__all__ = ["DraftChecker"]

_ANCHORS = frozenset(("E1", "E2", "M1", "M2", "T1", "T2"))
_BOUNDLESS = re.compile(
    r"(?<!\w)(?:any|every|world|ever|history|records?|all-time|unprecedented|none)(?!\w)", re.I
)
_SET_TO = sifted(r"(?<!\w)set to(?!\w)")
_OF = re.compile(r"\s+of(?!\w)")
_FROM = sifted(r"(?<!\w)from\s*$", re.IGNORECASE)
_ON = sifted(r"(?<!\w)(?:on|than(?: in)?|since)\s*$", re.IGNORECASE)
_AHEAD = 32
_ORDER = sifted(r"(?<!\w)(ahead of|behind) (?:the )?", re.IGNORECASE)
_ID = re.compile(r"[a-z_][\w.@-]*", re.IGNORECASE)
_TRADED = sifted(
    r"(?<!\w)United States (?:(?P<buys>bought|buys|imported|imports)|sold|sells|exported|exports) "
    r"(?P<more>more|less) (?:from|to|in|there|goods)?.{0,40}?"
    r"than it (?:bought|buys|sold|sells|exported|imported)",
    re.IGNORECASE,
)


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
    _dates: Dates = field(init=False)

    def __post_init__(self) -> None:
        """Take the figures of the registry."""
        held = self.registry
        self._rules = Checker(held.figures, held.as_of)
        self._dates = Dates(held.law)
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
        modelled: bool = False,
    ) -> tuple[Fault, ...]:
        """Return every fault of a line, in the order of its text.

        Parameters
        ----------
        line : Line
            A printed sentence, title, heading or cell.
        mode, holds, before, quotes, modelled
            As in :class:`policywire.analyst.rules.Setting`.
        """
        titles = () if line.cites else (self._pinned.sources.texts,)
        told_of = (*quotes, *titles)  # the title of what is held may be quoted without more
        found = self._rules.check(
            line, mode=mode, holds=holds, before=before, quotes=told_of, modelled=modelled
        )
        if mode is not Mode.BRIEF or len(line.spans) < 2:
            return found
        if _is_of_phrases(line):
            return found  # code wrote all of it but joints
        found = (
            *found,
            *strangers(line, self._pinned.sources.words),
            *self._dates.check(line),
            *self._ranked(line, holds),
        )
        told = self._pinned.read(line, before[-1] if before else None)
        kept = [one for one in found if not (self.waives and self._is_borne_out(one, told, line))]
        heard = [*_spoken_against(told), *self._pinned.faults(told), *_turned(told), *_bought(told)]
        said = [_moved(one, told.since) for one in heard if one.end > told.since]
        # a rule's coming day is no forecast, and a cell's heading says for it that it is projected
        meant = _SET_TO.search(line.text) is not None or is_bare(read_line(line))
        kept += [one for one in (*said, *_doubled(line)) if not (meant and one.code == "T3")]
        return tuple(sorted(dict.fromkeys(kept), key=lambda one: (one.start, one.end)))

    def _ranked(self, line: Line, holds: tuple[str, ...]) -> Iterator[Fault]:
        """Yield a fault where a place is set ahead of, or behind, another against their ranks."""
        text, figures = line.text, self.registry.figures
        here = {span.ref for span in line.spans} | {
            one for text in holds for one in _ID.findall(text)
        }
        ranks = [figures[name] for name in here if name in figures and _is_rank(figures[name])]
        if not ranks:
            return
        values = {self._rules.bearings.of(one.id): one.quantity.value for one in ranks}
        placed = {bearing.place: value for bearing, value in values.items() if bearing is not None}
        for match in _ORDER.finditer(text):
            named = self._rules.bearings.terms.places(text)
            other = next((one for one in named if one.start == match.end()), None)
            own = [one for one in named if one.end <= match.start() and one.code in placed]
            if other is None or not own:
                continue
            if other.code not in placed:
                yield fault("E2", other.text, (other.start, other.end), "no rank of it is told")
            elif (placed[own[0].code] < placed[other.code]) != (match[1].lower() == "ahead of"):
                yield fault("D4", match[0].strip(), match.span(), "the ranks say otherwise")

    def _is_borne_out(self, one: Fault, told: Told, line: Line) -> bool:
        """Return whether the pinned reading answers a fault the rules found."""
        if one.code in _ANCHORS:
            bound = told.at(one.start)
            if bound is None or bound.codes or not self._is_own(bound, told, one.code):
                return False
            if one.code == "T1" and self._names_another(bound, told):
                return False
            return not self._pinned.rival(told, bound)
        if one.code == "S1":
            return bool(told.bound) and not _is_boundless(one, told)
        return one.code in ("D1", "T3") and one.start > 0 and bool(told.bound)

    def _names_another(self, bound: Bound, told: Told) -> bool:
        """Return whether a line names a period and none of them is a figure's."""
        profile = bound.profile
        assert profile is not None
        moments = [one for one in told.reading.moments if one.period is not None]
        own = (profile.period, profile.against)
        return bool(moments) and not any(
            one.period.same_days(period)
            for one in moments
            for period in own
            if one.period is not None and period is not None
        )

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


def _is_of_phrases(line: Line) -> bool:
    """Return whether a line is phrases and joints alone."""
    if not any(span.phrase for span in line.spans):
        return False
    loose = [span for span in line.spans if not span.phrase]
    return all(span.kind is Kind.TEXT and is_joint(span.text) for span in loose)


def _is_rank(figure: Figure) -> bool:
    return figure.quantity.unit.dimension is Dimension.RANK


def _is_boundless(one: Fault, told: Told) -> bool:
    """Return whether a superlative is over everything, and no rank is told."""
    start = one.start + told.since
    words = told.reading.text[start : one.end + told.since + _AHEAD]
    ranked = any(item.profile and item.profile.sort is Sort.RANK for item in told.bound)
    return _BOUNDLESS.search(words) is not None and not ranked


def _spoken_against(told: Told) -> Iterator[Fault]:
    """Yield a fault for each number of a flow that is not named, and each rule no more in force."""
    for one in told.bound:
        profile, place = one.profile, (one.numeral.start, one.numeral.end)
        if profile is None:
            continue
        if is_other_flow(told.reading, one.numeral.start, profile):
            yield fault("M1", one.numeral.text, place, f"it is {profile.figure.measure}")
        elif profile.is_rule and "T1" in one.codes and not told.reading.moments:
            yield fault("T1", one.numeral.text, place, "another value of its rule is in force")


def _bought(told: Told) -> Iterator[Fault]:
    """Yield a fault where who buys more than it sells is told against the sign of a balance."""
    match = _TRADED.search(told.reading.text)
    if match is None:
        return
    more = (match["buys"] is not None) == (match["more"].lower() == "more")
    for one in told.bound:
        balance = one.profile is not None and "balance" in one.profile.accepted
        if balance and one.profile is not None and (one.profile.value < 0) != more:
            yield fault("D4", match[0], match.span(), "the balance says otherwise")


def _turned(told: Told) -> Iterator[Fault]:
    """Yield a fault where time runs backwards, or a change is set against its own period."""
    text, moments = told.reading.text, told.reading.moments
    for one, other in pairwise(moments):
        backwards = _FROM.search(text, 0, one.start) and text[one.end : other.start] == " to "
        if not backwards or one.period is None or other.period is None:
            continue
        if one.period.start > other.period.start:
            yield fault("T1", other.text, (other.start, other.end), "time runs the other way")
    for moment in moments:
        if moment.period is not None and _ON.search(text, 0, moment.start):
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
