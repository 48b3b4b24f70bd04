"""The prose checker: a printed text against a set of figures, sentence by sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from policywire.analyst.figures import Figure
from policywire.analyst.numbers import is_ending
from policywire.analyst.prose.besides import Ground
from policywire.analyst.prose.binding import Bound, bind
from policywire.analyst.prose.laws import Acts
from policywire.analyst.prose.profiles import Profile, Profiles
from policywire.analyst.prose.reading import Reading, read_text
from policywire.analyst.prose.single import (
    disguised,
    labels,
    told,
    unbound,
)
from policywire.analyst.prose.tones import Sources
from policywire.analyst.prose.turns import sort_fault
from policywire.analyst.reading.marks import Approximation, Numeral, NumeralKind
from policywire.analyst.reading.sentences import sentences
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.rules.bearing import Bearings
from policywire.analyst.rules.faults import Fault
from policywire.facts import Citation
from policywire.policy import Law

__all__ = ["ProseChecker"]

_WORDED = (NumeralKind.FRACTION, NumeralKind.MULTIPLE)
_RANKED = re.compile(
    r"(?<!\w)(?:rank\w*|place[ds]?|came|stood|stands?|position|among|suppliers?)(?!\w)", re.I
)
_RANGE = re.compile(
    r"(?<!\w)range(?: of| from)?(?: [^\s]+(?: (?:m|b|tr)illion)?(?: percent)? to)?\s*$",
    re.IGNORECASE,
)
_LONG = 800  # letters; hardly a sentence of prose is longer
_COVERAGE = re.compile(r"(?<!\w)(?:coverage|confidence|probability)(?: of)?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class ProseChecker:
    """Checks texts against one set of figures.

    Attributes
    ----------
    figures : Mapping of str to Figure
        What numbers may be.
    as_of : date or None
        Where the reader stands.
    law : Law or None
        Events.
    names : tuple of str
        Names that may hold digits.
    texts : tuple of str
        What may be quoted and leant on.
    """

    figures: Mapping[str, Figure]
    as_of: date | None = None
    law: Law | None = None
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    _profiles: Profiles = field(init=False)
    _acts: Acts = field(init=False)
    _sources: Sources = field(init=False)
    _known: frozenset[date] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what each figure needs around it."""
        self._profiles = Profiles(self.figures, Bearings(self.figures, shipped_terms()))
        rules = {name: one for name, one in self.figures.items() if name.startswith("rule.")}
        self._acts = Acts(rules, self.law, self.as_of)
        self._sources = Sources.of([*self.texts, *self.names, *_own_texts(self.figures, self.law)])
        self._known = self._acts.days() | {one.period.start for one in self.figures.values()}

    def check(self, text: str) -> tuple[Fault, ...]:
        """Return every fault of a text, in its order; each sentence is read with the one before."""
        spans = tuple(_cut(text, sentences(text)))
        found: list[Fault] = []
        for at, (start, end) in enumerate(spans):
            begin = spans[at - 1][0] if at else start
            asked = text[start:end].rstrip().endswith("?") and at + 1 < len(spans)
            last = spans[at + 1][1] if asked else end
            made = self._sentence(text[begin:last], start - begin)
            found += [replace(one, start=one.start + begin, end=one.end + begin) for one in made]
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end)))

    def _sentence(self, text: str, since: int) -> list[Fault]:
        """Return the faults of the sentence that begins at ``since``, with what stands before."""
        reading = read_text(text, shipped_terms(), self.as_of)
        return [one for one in self._faults(reading) if one.end > since]

    def _faults(self, reading: Reading) -> Iterator[Fault]:
        yield from disguised(reading)
        yield from labels(reading, self._sources.texts)
        loose, bound = self._bound(reading)
        bare = [one for one in loose if not _is_share_of(one, bound)]
        yield from (unbound(one, reading, self._profiles) for one in bare)
        yield from (each for one in bound for each in told(one))
        ground = Ground(self._profiles, self._acts, self._sources, self._known)
        yield from ground.faults(reading, bound)

    def _bound(self, reading: Reading) -> tuple[list[Numeral], tuple[Bound, ...]]:
        """Return the numbers that no figure prints, and the others bound."""
        loose: list[Numeral] = []
        held: list[tuple[Numeral, tuple[Profile, ...]]] = []
        for numeral in reading.numerals:
            if self._is_apart(numeral, reading):
                continue
            found = self._profiles.printing(numeral)
            if found:
                held.append((numeral, found))
            elif not _is_small(numeral, reading):
                loose.append(numeral)
        before = dict(
            zip((one for one, _ in held), [0, *(one.end for one, _ in held)], strict=False)
        )

        def judge(numeral: Numeral, profile: Profile) -> str:
            if profile.is_rule:
                return self._acts.rule_fault(profile.figure, numeral, reading)
            return sort_fault(reading, numeral, before[numeral], profile)

        return loose, bind(reading, held, judge, self._rivals)

    def _rivals(self, numeral: Numeral) -> tuple[Profile, ...]:
        """Return the figures of the kind and unit of a number."""
        held = self._profiles.of_kind(numeral.kind)
        return tuple(one for one in held if numeral.unit in ("", one.unit) or not one.unit)

    def _is_apart(self, numeral: Numeral, reading: Reading) -> bool:
        """Return whether a number is no figure: an ordinal that ranks nothing, part of a range."""
        if numeral.kind is NumeralKind.RANK:
            return not _by_rank(numeral, reading)
        if _RANGE.search(reading.text[: numeral.start]):
            return any(is_ending(one, numeral.text) for one in self.figures.values())
        if _COVERAGE.search(reading.text[: numeral.start]):
            return any(
                one.interval is not None and round(one.interval.level * 100) == round(numeral.value)
                for one in self.figures.values()
            )
        return False


def _cut(text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text; what no sentence is so long as, in pieces cut at blanks."""
    for start, end in spans or ((0, len(text)),):
        at = start
        while end - at > _LONG:
            blank = text.rfind(" ", at + 1, at + _LONG)
            last = blank if blank > at else at + _LONG
            yield at, last
            at = last
        yield at, end


def _is_small(numeral: Numeral, reading: Reading) -> bool:
    """Return whether a number is a small count in words, or a fraction in a text of no number."""
    if numeral.kind in _WORDED:
        return len(reading.numerals) == 1 and not reading.moments
    if not numeral.words:
        return False
    counted = numeral.kind in (NumeralKind.COUNT, NumeralKind.PLAIN)
    return numeral.value == 1 or (counted and abs(numeral.value) <= 12)


def _is_share_of(numeral: Numeral, bound: Sequence[Bound]) -> bool:
    """Return whether a fraction in words is that of a share told beside: more than half, 56.8."""
    if numeral.kind is not NumeralKind.FRACTION:
        return False
    shares = [one.numeral.value for one in bound if one.numeral.kind is NumeralKind.PERCENT]
    wanted = 100 * numeral.value
    return any(
        {
            Approximation.OVER: share > wanted,
            Approximation.UNDER: share < wanted,
        }.get(numeral.approximation, 100 * numeral.low <= share <= 100 * numeral.high)
        for share in shares
    )


def _by_rank(numeral: Numeral, reading: Reading) -> bool:
    return _RANKED.search(reading.text, *reading.clause(numeral.start)) is not None


def _own_texts(figures: Mapping[str, Figure], law: Law | None) -> Iterator[str]:
    """Yield the titles and accounts of what figures and law rest on."""
    for figure in figures.values():
        for document in getattr(figure.trail, "documents", ()):
            yield f"{document.publisher} {document.dataset}"
    if law is None:
        return
    for citation in _citations(law):
        yield f"{citation.title}. {citation.locator}."
    yield from (event.what for event in law.events.values())


def _citations(law: Law) -> Iterator[Citation]:
    yield from (act.citation for act in law.provisions.values())
    yield from (event.citation for event in law.events.values())
