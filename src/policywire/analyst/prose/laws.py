"""M1, T1 and Q1 for law: numbers of rules, days of events, and what an event says."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from policywire.analyst.figures import Figure, Root
from policywire.analyst.prose.reading import Moment, Reading
from policywire.analyst.reading.marks import Numeral
from policywire.analyst.rules.faults import Fault, fault
from policywire.facts import Frequency
from policywire.policy import Event, Law

__all__ = ["Acts", "stems"]

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    (
        *("all", "and", "any", "are", "by", "date", "day", "for", "from", "had", "has", "have"),
        *("its", "not", "set", "than", "that", "the", "their", "them", "this", "under", "unless"),
        *("upon", "was", "were", "when", "which", "with", "year", "years", "percent", "goods"),
        *("duty", "export", "exports", "import", "imports", "tariff", "tariffs"),
    )
)
_NEGATED = re.compile(
    r"(?<!\w)(?:not|no|without|never|cannot|withh[eo]ld\w*|declin\w+|refus\w+|fail\w*)"
    r"(?: an?| the| any| its| to| their)* (?P<word>[^\W\d_]{3,})",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!\w)(?:needed|was|were|had|when|until|before|at first|first|then)(?!\w)", re.I
)
_FROM_DAY = re.compile(r"\s*(?:from|since|as of|starting(?: on)?|beginning(?: on)?)\s+")
_OPEN = re.compile(r"(?<!\w)(?:sought|seeks?|set to|proposed|planned|intended)(?!\w)", re.I)
_SOUGHT = re.compile(
    r"(?<!\w)(?:sought|seek\w*|aim\w*|goal|may|might|could|would|unless|reported(?:ly)?"
    r"|(?:is|are|was|were) set|plan\w*|expect\w*|due|propos\w*|ask\w*|intend\w*|target)(?!\w)",
    re.IGNORECASE,
)
_ENOUGH = 0.3  # of the weight of an event's or rule's words, to be taken for it
_SEVERAL = 3  # words of a title
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

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, if any are held."""
        return tuple(self.law.events.values()) if self.law is not None else ()

    def weight(self, words: frozenset[str]) -> float:
        """Return what words weigh together."""
        return sum(1 / self._counts[word] for word in words if word in self._counts)

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
        told = {
            _provision(name)
            for name, one in self.rules.items()
            if f"{one.quantity.value:g} " in reading.text
        }
        for name, other in self.rules.items():
            if _provision(name) == own or other.quantity.unit != unit:
                continue
            if _provision(name) in told:
                continue
            if self.fit(_provision(name), beside) > self.fit(own, beside) and lacking:
                return "M1"
            if self.fit(_provision(name), near) + self.fit(_provision(name), far) / 2 > (
                _MARGIN * fits
            ):
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
            elif any(True for _ in self._of_day(period.start)):  # else a figure's own day
                yield from self._other_day(moment, reading)

    def _other_day(self, moment: Moment, reading: Reading) -> Iterator[Fault]:
        """Yield a fault where the words are those of an event of another day."""
        assert moment.period is not None
        words = stems(reading.text[slice(*reading.clause(moment.start))])
        here = [self.fit(name, stems(reading.text)) for name in self._of_day(moment.period.start)]
        there = {
            name: self.fit(name, words)
            for name in self._words
            if name.startswith("event.") and not set(self._days_of(name)) & _told_days(reading)
        }
        if max(here, default=0.0) == 0 and not self._is_titled(moment, reading):
            more = "nothing held of that day is about this"
            yield fault("T1", moment.text, (moment.start, moment.end), more)
            return
        best = max(there, key=lambda name: there[name], default="")
        if (
            best
            and there[best] >= _MOST * self.weight(self._words[best])
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
        return [name for name in self._words if day in self._days_of(name)]

    def _days_of(self, name: str) -> tuple[date, ...]:
        if name.startswith("event.") and self.law is not None:
            return (self.law.events[name.removeprefix("event.")].day,)
        return tuple(one.period.start for key, one in self.rules.items() if _provision(key) == name)

    def check_hedges(self, reading: Reading) -> Iterator[Fault]:
        """Yield a fault where what is only sought or set is told as settled."""
        words, days = stems(reading.text), _told_days(reading)
        if _SOUGHT.search(reading.text):
            return
        for event in self.events:
            own = self._words[f"event.{event.id}"] & words
            if event.day in days and len(own) > 1 and _OPEN.search(event.what):
                more = f"the event held says: {event.what}"
                yield fault("T3", event.day.isoformat(), (0, len(reading.text)), more)
                return

    def check_denials(self, reading: Reading) -> Iterator[Fault]:
        """Yield a fault where a text says what an event denies, or denies what it says."""
        words = stems(reading.text)
        denied = {_stem(match["word"]): match for match in _NEGATED.finditer(reading.text)}
        for event in self.events:
            name = f"event.{event.id}"
            own = self._words[name]
            like = _LIKE if event.day in _told_days(reading) else _SURELY
            if self.fit(name, words) < like * self.weight(own) or len(own & words) < 3:
                continue
            held = {_stem(match["word"]) for match in _NEGATED.finditer(event.what)}
            wrong = (held & words) - set(denied) or (set(denied) & own) - held
            if wrong:
                word = sorted(wrong)[0]
                at = re.search(rf"(?<!\w){word}", reading.text, re.IGNORECASE)
                place = at.span() if at else (0, 0)
                yield fault("Q1", word, place, f"the event held says: {event.what}")
                return


def _is_day(moment: Moment) -> bool:
    return moment.period is not None and moment.period.frequency is Frequency.DAY


def _day(moment: Moment) -> date:
    assert moment.period is not None
    return moment.period.start


def _told_days(reading: Reading) -> set[date]:
    return {one.period.start for one in reading.moments if one.period is not None}


def _provision(name: str) -> str:
    return name.removeprefix("rule.").partition("@")[0]


def stems(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, endings undone."""
    plain = text.replace("U.S.", " usa ").replace("United States", " usa ")
    return frozenset(_stem(word) for word in _WORD.findall(plain) if word.lower() not in _COMMON)


def _stem(word: str) -> str:
    low = word.lower()
    for ending in ("ation", "ing", "ed", "es", "s", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low.removesuffix(ending)
    return low
