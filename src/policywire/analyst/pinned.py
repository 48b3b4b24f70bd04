"""Pinned reading: prose rules over a line whose tokens say which figure each number is.

The prose level has to find out what a number is; here it is known, so nothing is searched. What is
asked is whether place, measure and period of that figure are told around it, one way of reading a
clause for all its numbers, and what the words say besides.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from policywire.analyst.draft import Kind, Line
from policywire.analyst.figures import Figure
from policywire.analyst.pins import pin, weight
from policywire.analyst.prose.besides import Ground
from policywire.analyst.prose.binding import Bound, Judge
from policywire.analyst.prose.laws import Acts, stems
from policywire.analyst.prose.profiles import Profile, Profiles
from policywire.analyst.prose.reading import Reading, read_text
from policywire.analyst.prose.tones import Sources
from policywire.analyst.prose.turns import sort_fault
from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.rules.bearing import Bearings
from policywire.analyst.rules.faults import Fault
from policywire.analyst.rules.strokes import MASK
from policywire.facts import Frequency, Period
from policywire.policy import Law

__all__ = ["Pinned", "Told"]

_ENOUGH = 0.5  # of the weight of a rule's words, to be told of


@dataclass(frozen=True, slots=True)
class Told:
    """A line read with its figures known.

    Attributes
    ----------
    since : int
        Where the line begins in the text of the reading.
    reading : Reading
        The line, and the one before it in its paragraph.
    bound : tuple of Bound
        The numbers of the reading, each with its figure and what speaks against it; in clauses
        that end before the line begins nothing does.
    """

    since: int
    reading: Reading
    bound: tuple[Bound, ...]

    def at(self, start: int) -> Bound | None:
        """Return the number that stands at a place of the line; None where none was read."""
        place = start + self.since
        found = (one for one in self.bound if one.numeral.start <= place < one.numeral.end)
        return next(found, None)


@dataclass(slots=True)
class Pinned:
    """Reads lines over one set of figures.

    Attributes
    ----------
    figures : Mapping of str to Figure
        The registry.
    law : Law or None
        Rules and events.
    ruled : Mapping of str to Figure
        The figures of every rule and day held.
    names : tuple of str
        Registered names.
    as_of : date or None
        Where the reader stands.
    """

    figures: Mapping[str, Figure]
    law: Law | None
    ruled: Mapping[str, Figure]
    names: tuple[str, ...] = ()
    as_of: date | None = None
    _profiles: Profiles = field(init=False)
    _held: dict[str, tuple[Figure, Profile]] = field(default_factory=dict)
    _acts: Acts = field(init=False)
    _sources: Sources = field(init=False)
    _known: frozenset[date] = field(init=False)
    _provisions: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Weigh the words of rules and events."""
        self._profiles = Profiles(self.figures, Bearings(self.figures, shipped_terms()))
        self._acts = Acts(self.ruled, self.law, self.as_of)
        self._known = self._acts.days() | {one.period.start for one in self.figures.values()}
        names = (name.removeprefix("rule.").partition("@")[0] for name in self.ruled)
        self._provisions = frozenset(names)
        self._sources = Sources.of([*self.names, *_titles(self.figures, self.law)])

    def over(self, figures: Mapping[str, Figure]) -> "Pinned":
        """Return the same reader over other figures; law and sources are not weighed again."""
        made = copy(self)
        made.figures = figures
        return made

    def read(self, line: Line, before: Line | None = None) -> Told:
        """Return a line read with its figures known."""
        lines = (before, line) if before is not None else (line,)
        text = " ".join(map(_unphrased, lines))  # a phrase is true, and its words are code's
        since = len(before.text) + 1 if before is not None else 0
        reading = read_text(text, shipped_terms(), self.as_of)
        return Told(since, reading, self._bound(reading, lines, since))

    def is_own_law(self, told: Told, bound: Bound) -> bool:
        """Return whether the words of a line are those of a rule's number before all others.

        Rules whose numbers stand in the line as well are held against the words between commas.
        """
        profile = bound.profile
        if profile is None or (name := _provision(profile)) not in self._provisions:
            return False
        told_of = [_provision(one.profile) for one in told.bound if one.profile is not None]
        if told_of.count(name) > 1:
            return False  # two values of one rule: only their days tell which is which
        words = stems(told.reading.text)
        near = stems(told.reading.text[slice(*told.reading.chunk(bound.numeral.start))])
        whole = self._acts.fit(name, stems(profile.figure.measure))
        own = self._acts.fit(name, words)
        others = (self._acts.fit(one, words) for one in self._provisions - set(told_of))
        beside = set(told_of) & self._provisions - {name}
        nearer = any(self._acts.fit(one, near) >= self._acts.fit(name, near) for one in beside)
        return not nearer and own >= _ENOUGH * whole and own > max(others, default=0.0)

    def rival(self, told: Told, bound: Bound) -> str:
        """Return the id of another figure that would stand in a number's place; empty for none.

        Another is one of the same kind that prints otherwise, alone or in exchange with another
        number of the line.
        """
        held = [(one.numeral, one.profile) for one in told.bound if one.profile is not None]
        at = next(spot for spot, (one, _) in enumerate(held) if one is bound.numeral)
        own, reading = held[at][1], told.reading
        judge = self._judge(reading, [one for one, _ in held])
        least = max(1, weight(reading, held, [at], judge))
        here = {one.figure.id for _, one in held}
        for other in () if own.is_rule else self._alike(own, reading):
            if other.figure.id in here:
                continue
            turned = [*held[:at], (held[at][0], other), *held[at + 1 :]]
            if weight(reading, turned, [at], judge) >= least:
                return other.figure.id
        return self._exchanged(held, at, reading, judge)

    def _exchanged(
        self, held: list[tuple[Numeral, Profile]], at: int, reading: Reading, judge: Judge
    ) -> str:
        """Return the id of a figure of the line that may change places with another's."""
        own = held[at][1]
        for spot, (one, other) in enumerate(held):
            if spot == at or other.kind is not own.kind or other.value == own.value:
                continue
            turned = [*held]
            turned[spot], turned[at] = (one, own), (held[at][0], other)
            pair = [at, spot]
            if weight(reading, turned, pair, judge) >= max(1, weight(reading, held, pair, judge)):
                return other.figure.id
        return ""

    def _alike(self, own: Profile, reading: Reading) -> Iterator[Profile]:
        """Yield the figures of a kind that print otherwise than one, and say no less of it."""
        for name in self.figures:
            other = self._of(name)
            if other is None or other.kind is not own.kind or other.unit != own.unit:
                continue
            if other.is_rule or abs(other.value) == abs(own.value):
                continue
            if _is_based(other, reading) and not _is_vaguer(other, own, reading):
                yield other

    @property
    def sources(self) -> Sources:
        """What may be quoted and leant on: titles, locators and accounts of what is held."""
        return self._sources

    def faults(self, told: Told) -> Iterator[Fault]:
        """Yield what the words of a line say that its figures and the law do not bear out."""
        reading, bound = told.reading, told.bound
        ground = Ground(self._profiles, self._acts, self._sources, self._known)
        yield from ground.faults(reading, bound)

    def _bound(self, reading: Reading, lines: tuple[Line, ...], since: int) -> tuple[Bound, ...]:
        """Return the numbers of the tokens, each bound to its figure."""
        pinned = ((one, self._of(name)) for one, name in _pins(reading, lines))
        known = [(one, profile) for one, profile in pinned if profile is not None]
        return pin(reading, known, self._judge(reading, [one for one, _ in known]), since)

    def _judge(self, reading: Reading, marks: list[Numeral]) -> Judge:
        """Return what tells whether the words next to a number fit the sort of a figure."""
        begun = dict(zip(marks, [0, *(one.end for one in marks)], strict=False))

        def judge(numeral: Numeral, profile: Profile) -> str:
            if profile.is_rule:
                return self._acts.rule_fault(profile.figure, numeral, reading)
            return sort_fault(reading, numeral, begun[numeral], profile)

        return judge

    def _of(self, name: str) -> Profile | None:
        """Return the profile of a figure, worked out once."""
        figure = self.figures.get(name)
        if figure is None:
            return None
        held = self._held.get(name)
        if held is None or held[0] is not figure:
            alone = {name: figure}
            one = Profiles(alone, Bearings(alone, shipped_terms()))
            made = next(made for kind in NumeralKind for made in one.of_kind(kind))
            self._held[name] = held = (figure, made)
        return held[1]


def _pins(reading: Reading, lines: tuple[Line, ...]) -> Iterator[tuple[Numeral, str]]:
    """Yield each number that a token prints, with the id of its figure."""
    at = 0
    for line in lines:
        for span in line.spans:
            end = at + len(span.text)
            if span.kind is Kind.FIGURE and not span.phrase:
                yield from (
                    (one, span.ref) for one in reading.numerals if one.start < end and at < one.end
                )
            at = end
        at += 1


def _is_based(one: Profile, reading: Reading) -> bool:
    """Return whether the base of a change is told, or is the year before, which needs no words."""
    if one.against is None or _is_year_before(one.against, one.period):
        return True
    return any(
        moment.period is not None and moment.period.same_days(one.against)
        for moment in reading.moments
    )


def _is_year_before(base: Period, period: Period) -> bool:
    """Return whether a base is the same months of the year before; a day has none."""
    dated = period.frequency is Frequency.DAY
    return not dated and base.same_days(period.shift_years(-1))


def _is_vaguer(one: Profile, other: Profile, reading: Reading) -> bool:
    """Return whether one figure says less than another of what a text names."""
    products = {mark.code for mark in reading.products}
    named = [
        any(code.startswith(mine) or mine.startswith(code) for code in products for mine in held)
        for held in (one.products, other.products)
    ]
    vague = named[1] and not named[0] and not one.products
    return vague or bool(other.bearing.qualifier and not one.bearing.qualifier)


def _unphrased(line: Line) -> str:
    """Return a line with each phrase masked."""
    return "".join(MASK * len(span.text) if span.phrase else span.text for span in line.spans)


def _provision(profile: Profile) -> str:
    return profile.figure.id.removeprefix("rule.").partition("@")[0]


def _titles(figures: Mapping[str, Figure], law: Law | None) -> Iterator[str]:
    """Yield the titles and accounts of what figures and law rest on."""
    for figure in figures.values():
        for document in getattr(figure.trail, "documents", ()):
            yield f"{document.publisher} {document.dataset}"
    if law is None:
        return
    cited = [one.citation for one in law.provisions.values()]
    cited += [one.citation for one in law.events.values()]
    yield from (f"{one.title}. {one.locator}." for one in cited)
    yield from (event.what for event in law.events.values())
