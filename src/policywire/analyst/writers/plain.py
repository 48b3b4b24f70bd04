"""The plain writer: deterministic prose from draft sentences, every number written by code."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from policywire.analyst.conditions import holds
from policywire.analyst.draft import Kind, Line, Sentence, Span, Token
from policywire.analyst.numbers import printed
from policywire.analyst.phrases import phrase, range_phrase
from policywire.analyst.registry import Registry
from policywire.analyst.tokens import read_sentence
from policywire.analyst.wording import comparison, direction
from policywire.facts import Frequency, Period
from policywire.facts.errors import WrongUse

__all__ = ["NAME", "PlainWriter"]

NAME = "plain writer (deterministic)"
_STOPPED = re.compile(r"[.!?][”’\"')\]]*\s+$")
_SHORTENED = re.compile(
    r"(?:\b[A-Z]|\b(?:e\.g|i\.e|vs|etc|cf|no|art|sec|ch|approx))\.\s+$", re.IGNORECASE
)


@dataclass(slots=True)
class PlainWriter:
    """Turns draft sentences into lines.

    Attributes
    ----------
    registry : Registry
        What tokens may name.
    turns : int
        Direction words written so far; synonyms rotate with it.
    used : dict of str to None
        Ids of the figures written, in order.
    leaned_on : dict of str to None
        Ids of figures whose period or direction alone is written.
    events, names : dict of str to None
        Ids of the events and names written, in order.
    """

    registry: Registry
    turns: int = 0
    used: dict[str, None] = field(default_factory=dict)
    leaned_on: dict[str, None] = field(default_factory=dict)
    events: dict[str, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)

    def write(self, sentence: Sentence) -> Line:
        """Return the line of a sentence, its first word capitalised.

        Raises
        ------
        BadDocument
            If a token names what is not registered.
        """
        spans = [span for part in sentence.parts for span in self._spans(part)]
        return Line(_capitalised(spans), sentence.cites)

    def stands(self, sentence: Sentence) -> bool:
        """Return whether every condition of a sentence is true."""
        if not sentence.holds:
            return True
        numbers = self.registry.numbers(sentence.holds)
        return all(holds(condition, numbers) for condition in sentence.holds)

    def line(self, text: str) -> Line:
        """Return the line of a text without conditions."""
        return self.write(read_sentence(text))

    def _spans(self, part: str | Token) -> tuple[Span, ...]:
        if isinstance(part, str):
            return (Span(part),)
        if part.kind is Kind.PHRASE:
            return self._phrase(part)
        if part.kind is Kind.RANGE:
            self.used[part.ref] = None
            return range_phrase(self.registry.figure(part.ref), " ".join(part.forms))
        return (Span(self._text(part), part.kind, part.ref),)

    def _phrase(self, token: Token) -> tuple[Span, ...]:
        """Return the spans of a phrase; verbs of change take turns."""
        self.used[token.ref] = None
        self.turns += 1
        figure, form = self.registry.figure(token.ref), " ".join(token.forms)
        return phrase(figure, form, as_of=self.registry.as_of, turn=self.turns)

    def _text(self, token: Token) -> str:
        match token.kind:
            case Kind.FIGURE:
                self.used[token.ref] = None
                return printed(self.registry.figure(token.ref), " ".join(token.forms))
            case Kind.PERIOD:
                return self._period(token)
            case Kind.DIRECTION:
                self.turns += not token.forms
                self.leaned_on[token.ref] = None
                figure = self.registry.figure(token.ref)
                return direction(figure, token.forms, self.turns)
            case Kind.COMPARISON:
                return self._comparison(token)
            case Kind.DATE:
                self.events[token.ref] = None
                return _date(self.registry.event(token.ref).day, token.forms)
            case _:
                self.names[token.ref] = None
                return self.registry.name(token.ref)

    def _comparison(self, token: Token) -> str:
        """Return the words that set one figure against another."""
        names = [name.strip() for name in token.ref.split(",")]
        self.leaned_on |= dict.fromkeys(names)
        one, other = (self.registry.figure(name) for name in names)
        return comparison(one, other, token.forms)

    def _period(self, token: Token) -> str:
        """Return the words of a figure's period, or of the one it is compared with."""
        figure = self.registry.figure(token.ref)
        self.leaned_on[token.ref] = None
        if token.forms == ("against",):
            against = getattr(figure.trail, "against", None)
            if against is None:
                raise WrongUse(f"The figure '{token.ref}' is compared with no earlier period.")
            return str(against.words())
        if token.forms:
            raise WrongUse(f"'{token.forms[0]}' is no form of a period; use none, or against.")
        return figure.period.words()


def _date(day: date, forms: tuple[str, ...]) -> str:
    """Return a date in words; ``month`` or ``year`` leaves out the rest."""
    grains = {(): Frequency.DAY, ("month",): Frequency.MONTH, ("year",): Frequency.YEAR}
    if forms not in grains:
        raise WrongUse(f"'{forms[0]}' is no form of a date; use none, month or year.")
    return Period.of(grains[forms], _first_day(day, grains[forms])).words()


def _first_day(day: date, frequency: Frequency) -> date:
    if frequency is Frequency.DAY:
        return day
    return day.replace(day=1) if frequency is Frequency.MONTH else day.replace(month=1, day=1)


def _capitalised(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans, a capital where the line begins and where a token follows a full stop."""
    made, text = list[Span](), ""
    for span in spans or [Span("")]:
        begins = not made or (span.kind is not Kind.TEXT and _ended(text))
        made.append(replace(span, text=_capital(span.text)) if begins else span)
        text += span.text
    return tuple(made)


def _ended(text: str) -> bool:
    """Return whether a text ends in a full stop that closes a sentence, not an abbreviation."""
    return _STOPPED.search(text) is not None and _SHORTENED.search(text) is None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
