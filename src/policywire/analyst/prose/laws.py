"""M1, T1 and Q1 for law: numbers of rules, days of events, and what an event says."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from policywire.analyst.figures import Figure, Root
from policywire.analyst.prose.reading import Moment, Reading
from policywire.analyst.reading.marks import Numeral
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.reading.stemming import stem, stems
from policywire.analyst.rules.faults import Fault, fault
from policywire.facts import Frequency, Unit
from policywire.policy import Event, Law

__all__ = ["Acts", "stems"]

_NEGATED = sifted(
    r"(?<!\w)(?:not|no|without|never|cannot|withh[eo]ld\w*|declin\w+|refus\w+|fail\w*)"
    r"(?: an?| the| any| its| to| their)* (?P<word>[^\W\d_]{3,})",
    re.IGNORECASE,
)
_PAST = sifted(r"(?<!\w)(?:needed|was|were|had|when|until|before|at first|first|then)(?!\w)", re.I)
_FROM_DAY = re.compile(r"\s*(?:from|since|as of|starting(?: on)?|beginning(?: on)?)\s+")
_OPEN = sifted(r"(?<!\w)(?:sought|seeks?|set to|proposed|planned|intended)(?!\w)", re.I)
_SOUGHT = sifted(
    r"(?<!\w)(?:sought|seek\w*|aim\w*|goal|may|might|could|would|unless|reported(?:ly)?"
    r"|(?:is|are|was|were) set|plan\w*|expect\w*|due|propos\w*|ask\w*|intend\w*|target)(?!\w)",
    re.IGNORECASE,
)
_ENOUGH = 0.3  # of the weight of an event's or rule's words, to be taken for it
_TWO, _SEVERAL = 2, 3  # words of an event, of a title
_NONE: frozenset[str] = frozenset()
_MOST = 0.45  # of the weight of an event's words, to be the event meant
_SURELY = 0.75  # to be held to what it says where its day is not told
_LIKE = 0.55  # to be held to what it says
_MARGIN = 1.35  # another has to fit so much better


@dataclass(slots=True)
class Acts:
    """Rules and events, weighed by their words.

    Attributes
    ----------
    rules : Mapping of str to Figure
        The figures of written rules.
    law : Law or None
        Events.
    as_of : date or None
        Where the reader stands.
    """

    rules: Mapping[str, Figure]
    law: Law | None
    as_of: date | None = None
    _counts: Counter[str] = field(default_factory=Counter)
    _words: dict[str, frozenset[str]] = field(default_factory=dict)
    _titles: dict[str, frozenset[str]] = field(default_factory=dict)
    _shares: dict[str, float] = field(default_factory=dict)
    _weights: dict[str, float] = field(default_factory=dict)
    _days: dict[str, frozenset[date]] = field(default_factory=dict)
    _happened: dict[date, list[str]] = field(default_factory=dict)
    _holders: dict[str, list[str]] = field(default_factory=dict)
    _ruled: list["_Ruled"] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Weigh the words: one that few acts share says more."""
        held = {_provision(name): one.measure for name, one in self.rules.items()}
        if self.law is not None:
            held |= {f"event.{name}": one.what for name, one in self.law.events.items()}
            self._titles = {
                f"event.{name}": stems(f"{one.citation.title} {one.citation.locator}")
                for name, one in self.law.events.items()
            }
        self._words = {name: stems(text) for name, text in held.items()}
        self._counts = Counter(word for words in self._words.values() for word in words)
        self._shares = {word: 1 / count for word, count in self._counts.items()}
        self._weights = {name: self.weight(words) for name, words in self._words.items()}
        self._ruled = [_Ruled.of(name, one) for name, one in self.rules.items()]
        self._index()

    def _index(self) -> None:
        """Note by day what happened on it, and by word which events are told with it."""
        for name in self._words:
            self._days[name] = frozenset(self._days_of(name))
            for day in self._days[name]:
                self._happened.setdefault(day, []).append(name)
        for event in self.events:
            for word in self._words[f"event.{event.id}"]:
                self._holders.setdefault(word, []).append(event.id)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, if any are held."""
        return tuple(self.law.events.values()) if self.law is not None else ()

    def weight(self, words: frozenset[str]) -> float:
        """Return what words weigh together."""
        shares = self._shares
        return sum([shares[word] for word in words if word in shares])

    def fit(self, name: str, words: frozenset[str]) -> float:
        """Return what an act's words weigh that stand in a text."""
        return self.weight(self._words[name] & words)

    def days(self) -> frozenset[date]:
        """Return the days on which something is held."""
        said = {one.trail.effective for one in self.rules.values() if one.root is Root.RULE}  # type: ignore[union-attr]
        return frozenset(said | {one.day for one in self.events})

    # ------------------------------------------------------------------- rules

    def rule_fault(self, figure: Figure, numeral: Numeral, reading: Reading) -> str:
        """Return the code of what speaks against a rule's figure; empty for nothing."""
        start, end = reading.clause(numeral.start)
        near, far = stems(reading.text[start:end]), stems(reading.text)
        own = _provision(figure.id)
        beside = stems(reading.text[slice(*reading.chunk(numeral.start))])
        lacking = any(self._counts[word] == 1 for word in self._words[own] - far)
        fits = self.fit(own, near) + self.fit(own, far) / 2
        if self.fit(own, far) < _ENOUGH:
            return "M1"
        unit = figure.quantity.unit
        others = [one for one in self._ruled if one.provision != own and one.unit == unit]
        told = {one.provision for one in self._ruled if one.said in reading.text}
        nearest = self.fit(own, beside)
        for name in dict.fromkeys(one.provision for one in others):
            if name in told:
                continue
            if lacking and self.fit(name, beside) > nearest:
                return "M1"
            if self.fit(name, near) + self.fit(name, far) / 2 > _MARGIN * fits:
                return "M1"
        return "" if self._is_in_time(figure, numeral, reading) else "T1"

    def _is_in_time(self, figure: Figure, numeral: Numeral, reading: Reading) -> bool:
        """Return whether a rule's value is in force on some day the text names, or from it on."""
        days = [one for one in reading.moments if _is_day(one)]
        since, later = figure.period.start, self._later(figure)
        if not days:
            gone = [one for one in later if self.as_of is None or one.period.start <= self.as_of]
            passed = all(one.quantity.value == 0 for one in gone) or _PAST.search(reading.text)
            return bool(passed) and figure.quantity.value != 0
        match = _FROM_DAY.match(reading.text, numeral.end)
        at_once = [one for one in days if match is not None and one.start == match.end()]
        if at_once:
            return _day(at_once[0]) == since
        until = min((one.period.start for one in later), default=date.max)
        return any(since <= _day(one) <= until for one in days)

    def _later(self, figure: Figure) -> list[Figure]:
        """Return the values that take a rule's place after a figure's."""
        return [
            one
            for name, one in self.rules.items()
            if _provision(name) == _provision(figure.id) and one.period.start > figure.period.start
        ]

    # ------------------------------------------------------------------- events

    def check_days(self, reading: Reading, known: frozenset[date]) -> Iterator[Fault]:
        """Yield a fault for each day on which nothing held happened, or something else did."""
        if self.law is None:
            return
        for moment in reading.moments:
            period = moment.period
            if period is None or period.frequency is not Frequency.DAY or not period.is_single:
                continue
            if period.start not in known:
                yield fault("T1", moment.text, (moment.start, moment.end), "nothing held is of it")
            elif self._of_day(period.start):  # else a figure's own day
                yield from self._other_day(moment, reading)

    def _other_day(self, moment: Moment, reading: Reading) -> Iterator[Fault]:
        """Yield a fault where the words are those of an event of another day."""
        assert moment.period is not None
        words = stems(reading.text[slice(*reading.clause(moment.start))])
        far = stems(reading.text)
        here = [self.fit(name, far) for name in self._of_day(moment.period.start)]
        told = _told_days(reading)
        there = {
            name: self.fit(name, words)
            for name in self._words
            if name.startswith("event.") and self._days[name].isdisjoint(told)
        }
        if max(here, default=0.0) == 0 and not self._is_titled(moment, reading):
            more = "nothing held of that day is about this"
            yield fault("T1", moment.text, (moment.start, moment.end), more)
            return
        best = max(there, key=lambda name: there[name], default="")
        if (
            best
            and there[best] >= _MOST * self._weights[best]
            and there[best] > _MARGIN * max(here, default=0.0)
        ):
            more = f"the words are those of {best}"
            yield fault("T1", moment.text, (moment.start, moment.end), more)

    def _is_titled(self, moment: Moment, reading: Reading) -> bool:
        """Return whether a text holds words of the title of what is held of a day."""
        assert moment.period is not None
        words = stems(reading.text)
        held = (self._titles.get(name, _NONE) for name in self._of_day(moment.period.start))
        return any(len(words & title) >= _SEVERAL for title in held)

    def _of_day(self, day: date) -> list[str]:
        return self._happened.get(day, [])

    def _days_of(self, name: str) -> tuple[date, ...]:
        if name.startswith("event.") and self.law is not None:
            return (self.law.events[name.removeprefix("event.")].day,)
        return tuple(one.period.start for key, one in self.rules.items() if _provision(key) == name)

    def check_hedges(self, reading: Reading) -> Iterator[Fault]:
        """Yield a fault where what is only sought or set is told as settled."""
        days = _told_days(reading)
        if not days or _SOUGHT.search(reading.text):
            return
        words = stems(reading.text)
        for event in self.events:
            if event.day not in days or len(self._words[f"event.{event.id}"] & words) < _TWO:
                continue
            if _OPEN.search(event.what):
                more = f"the event held says: {event.what}"
                yield fault("T3", event.day.isoformat(), (0, len(reading.text)), more)
                return

    def _told_of(self, words: frozenset[str]) -> set[str]:
        """Return the events three words of which stand in a text."""
        told = Counter(name for word in words for name in self._holders.get(word, ()))
        return {name for name, count in told.items() if count >= _SEVERAL}

    def check_denials(self, reading: Reading) -> Iterator[Fault]:
        """Yield a fault where a text says what an event denies, or denies what it says."""
        words, days = stems(reading.text), _told_days(reading)
        likely = self._told_of(words)
        if not likely:
            return
        denied = {stem(match["word"]): match for match in _NEGATED.finditer(reading.text)}
        for event in self.events:
            if event.id not in likely:
                continue
            name = f"event.{event.id}"
            own = self._words[name]
            like = _LIKE if event.day in days else _SURELY
            if self.fit(name, words) < like * self._weights[name]:
                continue
            held = {stem(match["word"]) for match in _NEGATED.finditer(event.what)}
            wrong = (held & words) - set(denied) or (set(denied) & own) - held
            if wrong:
                word = sorted(wrong)[0]
                at = re.search(rf"(?<!\w){word}", reading.text, re.IGNORECASE)
                place = at.span() if at else (0, 0)
                yield fault("Q1", word, place, f"the event held says: {event.what}")
                return


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A value of a rule: its rule, how a text says it, and its unit."""

    provision: str
    said: str
    unit: Unit

    @classmethod
    def of(cls, name: str, figure: Figure) -> "_Ruled":
        """Return it of a figure by its id."""
        return cls(_provision(name), f"{figure.quantity.value:g} ", figure.quantity.unit)


def _is_day(moment: Moment) -> bool:
    return moment.period is not None and moment.period.frequency is Frequency.DAY


def _day(moment: Moment) -> date:
    assert moment.period is not None
    return moment.period.start


def _told_days(reading: Reading) -> set[date]:
    return {one.period.start for one in reading.moments if one.period is not None}


def _provision(name: str) -> str:
    return name.removeprefix("rule.").partition("@")[0]
