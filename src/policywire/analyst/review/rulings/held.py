"""Held: the law, the dated facts and the decisions that claims are bound to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from policywire.desks.desk import Desk, desks
from policywire.facts.errors import BadDocument, near
from policywire.policy import Event, load_law
from policywire.policy.decisions import Decisions, load_decisions
from policywire.policy.law import Provision
from policywire.policy.library import open_library
from policywire.policy.load import Book
from policywire.schema import load

__all__ = ["Duty", "Happened", "Statutes", "Threshold", "statutes"]

Patterns = tuple[re.Pattern[str], ...]
T = TypeVar("T")
_TRADE, _MONEY = "trade", "money"


@dataclass(frozen=True, slots=True)
class _Threshold:
    rule: str
    words: tuple[str, ...]
    kin: tuple[str, ...] = ()
    upto: str = ""
    barred: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Duty:
    measures: tuple[str, ...]
    family: str
    words: tuple[str, ...]
    statute: str = ""
    place: str = ""
    asides: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Event:
    event: str
    words: tuple[str, ...]
    contrary: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    statutes: dict[str, str]
    thresholds: tuple[_Threshold, ...]
    duties: tuple[_Duty, ...]
    events: tuple[_Event, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number the law sets, and how articles speak of it.

    Attributes
    ----------
    rule : Provision
        The rule.
    upto : Provision or None
        The rule that a range ends with: ``40 to 45 percent``.
    kin : tuple of Provision
        Rules for which its number may be meant where nothing says which.
    words : tuple of Pattern
        All of them must be found.
    barred : tuple of Pattern
        None of them may be found.
    asides : tuple of Pattern
        What they find changes nothing.
    """

    rule: Provision
    upto: Provision | None
    kin: tuple[Provision, ...]
    words: Patterns
    barred: Patterns
    asides: Patterns


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty by its measures, and how articles speak of it.

    Attributes
    ----------
    measures : tuple of str
        Its measures, for all goods the words name.
    family : str
        The programme whose other rates are near enough to be meant.
    statute : Pattern or None
        How its statute is named; None where the words name it.
    place : str
        The origin it is of; empty where it is of many.
    words : tuple of Pattern
        All of them must be found.
    asides : tuple of Pattern
        What they find changes nothing.
    apart : tuple of str
        Origins with a rate of their own that is not held, or hangs on a quota.
    """

    measures: tuple[str, ...]
    family: str
    statute: re.Pattern[str] | None
    place: str
    words: Patterns
    asides: Patterns
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, and how articles speak of it, or say the contrary."""

    event: Event
    words: Patterns
    contrary: Patterns
    asides: Patterns


@dataclass(frozen=True)
class Statutes:
    """All that rulings rest on.

    Attributes
    ----------
    book : Book
        Measures of duty.
    thresholds : tuple of Threshold
        In the order they are tried.
    duties : tuple of Duty
        In the order they are tried.
    events : tuple of Happened
        In the order they are tried.
    decisions : Decisions
        Of the Federal Open Market Committee.
    """

    book: Book
    thresholds: tuple[Threshold, ...]
    duties: tuple[Duty, ...]
    events: tuple[Happened, ...]
    decisions: Decisions


@cache
def statutes() -> Statutes:
    """Return the law and decisions of the desks that ship.

    Raises
    ------
    BadDocument
        If the words of a rule name one that is not held.
    """
    trade, money = desks()[_TRADE], desks()[_MONEY]
    said = load(trade.folder / "spoken.yaml", _File)
    book = open_library(trade.law).law.book
    rules, events = _provisions(trade), load_law(trade.law).events
    return Statutes(
        book,
        tuple(_threshold(item, rules) for item in said.thresholds),
        tuple(_duty(item, said.statutes, book) for item in said.duties),
        tuple(_happened(item, events) for item in said.events),
        load_decisions(money.folder / "decisions.yaml"),
    )


def _provisions(desk: Desk) -> dict[str, Provision]:
    return {**load_law(desk.law).provisions, **open_library(desk.law).origin.provisions}


def _one(name: str, held: Mapping[str, T]) -> T:
    if name not in held:
        raise BadDocument(f"spoken.yaml: no law is called '{name}'.{near(name, held)}")
    return held[name]


def _threshold(item: _Threshold, rules: Mapping[str, Provision]) -> Threshold:
    kin = tuple(_one(name, rules) for name in item.kin)
    upto = _one(item.upto, rules) if item.upto else None
    words, barred, asides = _all(item.words, item.barred, item.asides)
    return Threshold(_one(item.rule, rules), upto, kin, words, barred, asides)


def _duty(item: _Duty, names: Mapping[str, str], book: Book) -> Duty:
    for name in item.measures:
        book.measure(name)
    statute = next(_compiled((_one(item.statute, names),))) if item.statute else None
    words, asides = _all(item.words, item.asides)
    return Duty(item.measures, item.family, statute, item.place, words, asides, item.apart)


def _happened(item: _Event, events: Mapping[str, Event]) -> Happened:
    parts = _all(item.words, item.contrary, item.asides)
    return Happened(_one(item.event, events), *parts)


def _all(*parts: Iterable[str]) -> tuple[Patterns, ...]:
    return tuple(tuple(_compiled(part)) for part in parts)


def _compiled(words: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Yield patterns; each stands for whole words.

    Raises
    ------
    BadDocument
        If one is no pattern.
    """
    for word in words:
        try:
            yield re.compile(rf"(?<![\w-])(?:{word})(?![\w-])", re.IGNORECASE)
        except re.error as error:
            raise BadDocument(f"spoken.yaml: '{word}' is no pattern: {error}.") from error
