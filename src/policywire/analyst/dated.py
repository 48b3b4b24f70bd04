"""T1 for date tokens: the words beside a date are those of its own event.

A date typed by an author has to be guessed at; a token says which event it is. So the words beside
it are weighed: a word that few events share weighs more. Where those of another event, of another
day, weigh clearly more than its own, or its own weigh nothing, the date stands in a wrong place.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from policywire.analyst.draft import Kind, Line
from policywire.analyst.prose.laws import stems
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.faults import Fault, fault
from policywire.policy import Law

__all__ = ["Dates"]

_CUT = re.compile(
    r"[,;:?!]|\.(?=\s)|(?<!\w)(?:and|while|whereas|but|unless|which|through|until|if|when|where|that|once)(?!\w)"
)
_AGREEMENT = re.compile(r"U\.S\.-Mexico-Canada Agreement(?: \(USMCA\))?|(?:the )?USMCA")
_EFFECT = sifted(
    r"(?<!\w)(?:(?:took|takes?|taking) effect|effective|entered into force|start\w*"
    r"|beg[aiu]n\w*)(?!\w)",
    re.IGNORECASE,
)
_TALKS = sifted(r"(?<!\w)(?:talks?|negotiat\w+|rounds?|consultations?|hearings?)(?!\w)", re.I)
_END = sifted(r"(?<!\w)(?:terminat\w+|expir\w+|laps\w+|run(?:s|ning)? out)(?!\w)", re.IGNORECASE)
_NOT = sifted(
    r"(?<!\w)(?:not|never|no longer|(?:gave|gives?|given|giving) no|without|withh[eo]ld\w*"
    r"|declin\w+ to"
    r"|refus\w+ to|fail\w* to|\w+n[’']t)(?!\w)",
    re.IGNORECASE,
)
_VERB_NOT = sifted(
    r"(?<!\w)(?:(?:did|does|do|was|were|is|are|has|have|had|will|could) not|never|\w+n[’']t)(?!\w)",
    re.IGNORECASE,
)
_HAVING = sifted(
    r"(?<!\w)(?:with|giv\w+|gave|grant\w*|confer\w*|reach\w*|ha[sd]|have|found|finds|uph[eo]ld\w*"
    r"|affirm\w*)(?=(?P<what>(?: [^\W\d_]+){1,4}(?![-\w])))",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
_PART = re.compile(r"[;:?!]|\.(?=\s)|,(?= (?:and|but|while|without|unless))")
_PLAIN = stems("before after last late latest date dates day days under key")
_AHEAD = 1.25  # another event has to weigh so much more
_SINCE = re.compile(r"(?<!\w)since $", re.IGNORECASE)
_WEEK = 7
_LEAST = 0.4


@dataclass(slots=True)
class Dates:
    """The events of a law, and their words.

    Attributes
    ----------
    law : Law
        Events and provisions.
    """

    law: Law
    _words: dict[str, frozenset[str]] = field(init=False)
    _days: dict[str, date] = field(init=False)
    _counts: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        """Weigh the words of every event."""
        events = self.law.events
        self._words = {name: _told(f"{one.what} {_named(name)}") for name, one in events.items()}
        self._days = {name: one.day for name, one in events.items()}
        self._counts = Counter(word for words in self._words.values() for word in words)

    def check(self, line: Line) -> Iterator[Fault]:
        """Yield a fault for each date token that stands beside the words of another event."""
        text = "".join(" " * len(one.text) if one.phrase else one.text for one in line.spans)
        at = 0
        whole = _told(text)
        seen: set[tuple[str, str]] = set()
        here = {span.ref for span in line.spans if span.kind is Kind.DATE}
        for span in line.spans:
            start, at = at, at + len(span.text)
            if span.kind is not Kind.DATE or span.ref not in self._words:
                continue
            if (span.ref, span.text) in seen:  # the month beside the day is no repetition
                yield fault("T1", span.text, (start, at), "it was told before in this line")
            seen.add((span.ref, span.text))
            yield from self._denied(span.ref, text, (start, at))
            if span.ref == line.cites or (line.cites and line.cites not in self._days):
                continue  # what a source says of a day is held against the source
            if _SINCE.search(text[:start]):
                continue  # it tells from when on what is true now
            begin, end = _stretch(text, start, at)
            near = _told(text[begin:start]) or _told(text[at:end])
            other = self._other(span.ref, near, whole, here)
            if other:
                yield fault("T1", span.text, (start, at), f"the words are those of {other}")

    def _denied(self, name: str, text: str, place: tuple[int, int]) -> Iterator[Fault]:
        """Yield a fault where words deny what an event says, or say what it denies."""
        what = self.law.events[name].what
        cuts = [match.end() for match in _PART.finditer(text, 0, place[0])]
        end = _PART.search(text, place[1])
        part = text[cuts[-1] if cuts else 0 : end.start() if end else len(text)]
        told = sum(1 for _ in _NOT.finditer(part))
        held = _NOT.search(what)
        if held is None:
            before = part[: part.find(text[slice(*place)])]
            denied = told % 2 == 1 and _VERB_NOT.search(before) is not None
        else:
            word = what[held.end() :].strip().partition(" ")[0]
            denied = told % 2 == 0 and _affirmed(word, held[0].lower(), part)
        if denied:
            yield fault("D5", part.strip()[:60], place, f"the event held says: {what}")

    def _other(self, name: str, near: frozenset[str], whole: frozenset[str], here: set[str]) -> str:
        """Return the event some words are about, where it is another; empty where it is not."""
        own = self._fit(name, near, whole)
        away = [
            one
            for one, day in self._days.items()
            if self._words[one] & near and not self._is_one(one, name, day)
        ]
        fits = {
            one: self._fit(one, near, frozenset() if one in here else whole) for one in away
        }  # what has its own date in the line is spoken of further off
        best = max(fits, key=lambda one: fits[one], default="")
        most = fits.get(best, 0.0)
        if not best or (best in here and not self._words[name] & near):
            return ""
        return best if most >= _LEAST and most > _AHEAD * own else ""

    def _is_one(self, one: str, other: str, day: date) -> bool:
        """Return whether two events are of one day, or of one act in one week, told as one."""
        apart = abs((day - self._days[other]).days)
        akin = one.partition(".")[0] == other.partition(".")[0]
        return apart == 0 or (akin and apart <= _WEEK)

    def _fit(self, name: str, near: frozenset[str], whole: frozenset[str]) -> float:
        """Return what the words of an event weigh that stand near, and half of those further."""
        own = self._words[name]
        return self._weight(own & near) + self._weight(own & (whole - near)) / 2

    def _weight(self, words: frozenset[str]) -> float:
        return sum(1 / self._counts[word] for word in words)


def _affirmed(word: str, denial: str, part: str) -> bool:
    """Return whether some words affirm what an event denies.

    A thing that is not there ("no power", "without agreement") is affirmed where words of having
    lead to it: its name alone, or as a piece of another ("emergency-powers"), says nothing of it.
    """
    wanted = stems(word)
    if denial.endswith((" no", "without")):
        return any(wanted & stems(found["what"]) for found in _HAVING.finditer(part))
    return bool(wanted & stems(_COMPOUND.sub(" ", part)))


def _stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """Return from where to where the words reach that stand with a date."""
    cuts = [match.end() for match in _CUT.finditer(text, 0, start)]
    after = _CUT.search(text, end)
    return (cuts[-1] if cuts else 0), (after.start() if after else len(text))


def _named(name: str) -> str:
    return re.sub(r"[._]", " ", name.partition(".")[2])


def _told(text: str) -> frozenset[str]:
    """Return the words of a text, those for beginning and ending made one."""
    text = _AGREEMENT.sub("the agreement", text)
    words = set(stems(text))
    if _EFFECT.search(text):
        talks = _TALKS.search(text) is not None  # they begin and enter into no force
        words |= stems("start" if talks else "entered into force effect start")
    if _END.search(text):
        words |= stems("term ends end")
    return frozenset(words) - _PLAIN
