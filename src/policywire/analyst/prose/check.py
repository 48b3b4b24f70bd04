"""The prose checker: a printed text against a set of figures, sentence by sentence."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from policywire.analyst.figures import Figure
from policywire.analyst.numbers import is_ending
from policywire.analyst.prose.bases import check_bases
from policywire.analyst.prose.binding import Bound, bind
from policywire.analyst.prose.compared import check_compared
from policywire.analyst.prose.laws import Acts
from policywire.analyst.prose.profiles import Profile, Profiles
from policywire.analyst.prose.reading import Reading, read_text
from policywire.analyst.prose.tones import Sources, check_tones
from policywire.analyst.prose.tops import check_tops
from policywire.analyst.prose.turns import sort_fault
from policywire.analyst.reading.marks import Approximation, Numeral, NumeralKind
from policywire.analyst.reading.sentences import sentences
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.rules.bearing import Bearings
from policywire.analyst.rules.faults import Fault, fault
from policywire.policy import Law

__all__ = ["ProseChecker", "check_prose"]

_WORDED = (NumeralKind.FRACTION, NumeralKind.MULTIPLE)
_RANKED = re.compile(
    r"(?<!\w)(?:rank\w*|place[ds]?|came|stood|stands?|position|among|suppliers?)(?!\w)", re.I
)
_RANGE = re.compile(
    r"(?<!\w)range(?: of| from)?(?: [^\s]+(?: (?:m|b|tr)illion)?(?: percent)? to)?\s*$",
    re.IGNORECASE,
)
_COVERAGE = re.compile(r"(?<!\w)(?:coverage|confidence|probability)(?: of)?\s*$", re.IGNORECASE)
_DENIED = re.compile(
    r"(?<!\w)(?:(?:did|was|were|is|are|has|have|had|does|do|could) not|never|no longer|\w+n[’']t)(?!\w)",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r"\s*(?:Canadian|Australian|Mexican|Hong Kong)(?=[\s,.;)]|$)"
    r"|\s*in (?:euros?|pesos?|pounds?|yen|yuan|Canadian dollars)(?!\w)"
)
_CODES = {"place": "E1", "measure": "M1", "period": "T1", "sort": "M2"}


def check_prose(
    text: str,
    figures: Mapping[str, Figure],
    *,
    as_of: date | None = None,
    law: Law | None = None,
    names: Iterable[str] = (),
    sources: Iterable[str] = (),
) -> tuple[Fault, ...]:
    """Return every fault of a printed text.

    Parameters
    ----------
    text : str
        Prose without tokens.
    figures : Mapping of str to Figure
        What its numbers may be; those of rules included.
    as_of : date, optional
        Where the reader stands.
    law : Law, optional
        Events, for its dates; without it dates are not checked.
    names : iterable of str
        Names that may hold digits.
    sources : iterable of str
        Titles and texts of what may be quoted and leant on.
    """
    held = tuple(sources)
    return ProseChecker(figures, as_of, law, tuple(names), held).check(text)


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
    _profiles: Profiles | None = None
    _acts: Acts | None = None
    _sources: Sources | None = None
    _known: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Work out what each figure needs around it."""
        self._profiles = Profiles(self.figures, Bearings(self.figures, shipped_terms()))
        rules = {name: one for name, one in self.figures.items() if name.startswith("rule.")}
        self._acts = Acts(rules, self.law, self.as_of)
        self._sources = Sources.of([*self.texts, *self.names, *_own_texts(self.figures, self.law)])
        self._known = self._acts.days()

    def check(self, text: str) -> tuple[Fault, ...]:
        """Return every fault of a text, in its order; each sentence is read with the one before."""
        spans = sentences(text) or ((0, len(text)),)
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
        assert self._profiles is not None
        assert self._acts is not None
        assert self._sources is not None
        yield from _disguised(reading)
        yield from _labels(reading, self._sources.texts)
        loose, bound = self._bound(reading)
        told = [one for one in loose if not _is_share_of(one, bound)]
        yield from (_unbound(one, reading, self._profiles) for one in told)
        yield from (each for one in bound for each in _told(one))
        yield from _denied(reading, bound)
        yield from check_bases(reading, bound)
        yield from _currencies(reading, bound)
        yield from check_compared(reading, bound)
        yield from check_tops(reading, bound, self._profiles)
        yield from check_tones(reading, bound, self._sources)
        yield from self._acts.check_days(reading, self._known)
        yield from self._acts.check_denials(reading)

    def _bound(self, reading: Reading) -> tuple[list[Numeral], tuple[Bound, ...]]:
        """Return the numbers that no figure prints, and the others bound."""
        assert self._profiles is not None
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
                assert self._acts is not None
                return self._acts.rule_fault(profile.figure, numeral, reading)
            return sort_fault(reading, numeral, before[numeral], profile)

        return loose, bind(reading, held, judge, self._rivals)

    def _rivals(self, numeral: Numeral) -> tuple[Profile, ...]:
        """Return the figures of the kind and unit of a number."""
        assert self._profiles is not None
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
    for act in (*law.provisions.values(), *law.events.values()):
        yield f"{act.citation.title}. {act.citation.locator}."
    yield from (event.what for event in law.events.values())


def _disguised(reading: Reading) -> Iterator[Fault]:
    """Yield a fault for each digit of another script, and each invisible sign in a number."""
    if reading.text.isascii():
        return
    for at, letter in enumerate(reading.text):
        if letter <= "\x7f":
            continue
        if unicodedata.category(letter) in ("Nd", "Nl", "No"):
            yield fault("N1", letter, (at, at + 1))
        elif unicodedata.category(letter) == "Cf":
            yield fault("G4", f"U+{ord(letter):04X}", (at, at + 1))


def _labels(reading: Reading, texts: str) -> Iterator[Fault]:
    """Yield a fault for each name with digits that nothing held bears."""
    for one in reading.labels:
        if one.text not in texts:
            yield fault("N1", one.text, (one.start, one.end), "no such name is held")


def _unbound(numeral: Numeral, reading: Reading, profiles: Profiles) -> Fault:
    """Return the fault of a number that no figure prints."""
    place = (numeral.start, numeral.end)
    if numeral.kind in _WORDED:
        return fault("N2", numeral.text, place)
    kinds = (NumeralKind.MONEY, NumeralKind.PERCENT, NumeralKind.POINTS)
    other = [kind for kind in kinds if kind is not numeral.kind]
    if any(profiles.printing(replace(numeral, kind=kind)) for kind in other):
        return fault("U2", numeral.text, place, "a figure prints it in another unit")
    return fault("N1", numeral.text, place, "no figure prints it")


def _told(one: Bound) -> Iterator[Fault]:
    """Yield what speaks against the figure a number is taken for."""
    assert one.profile is not None
    about = one.profile
    more = {
        "E1": f"it is about {about.place}",
        "M1": f"it is {about.figure.measure}",
        "T1": f"which is {about.period.words()}",
    }
    for name in one.codes:
        code = _CODES.get(name, name)
        place = (one.numeral.start, one.numeral.end)
        yield fault(code, one.numeral.text, place, more.get(code, f"it is a {about.sort}"))


def _denied(reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for each number that is said not to be."""
    for one in bound:
        match = _DENIED.search(reading.text, *reading.clause(one.numeral.start))
        if match is not None:
            yield fault("M2", match[0], match.span(), "a true number is denied")
            return


def _currencies(reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
    """Yield a fault for a currency typed behind an amount that has one."""
    for one in bound:
        if one.numeral.kind is NumeralKind.MONEY:
            match = _CURRENCY.match(reading.text, one.numeral.end)
            if match is not None:
                yield fault("U1", match[0].strip(), match.span())
