"""What a scenario supposes of measures: new rates, ends, exemptions that end, a penalty."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from policywire.facts import Citation
from policywire.facts.errors import BadDocument, near
from policywire.policy.law import Footing
from policywire.policy.load import Book
from policywire.policy.measure import (
    Authority,
    Basis,
    Claim,
    Displacement,
    Measure,
    Scope,
    inside,
)

if TYPE_CHECKING:
    from policywire.policy.change import Changes

__all__ = ["SUPPOSED", "measured"]

SUPPOSED = Citation("a scenario", "supposed")
_HUNDRED = 100.0


def measured(book: Book, changes: "Changes") -> Book:
    """Return the book with measures changed, ended and added.

    Raises
    ------
    BadDocument
        If a change names nothing that is held, has no effect, or contradicts another.
    """
    _refuse_twice(book, changes)
    day, measures = changes.effective, dict(book.measures)
    displacements = book.displacements
    for name, rate in changes.rates.items():
        for one, orders in _rerated(book, name, rate / _HUNDRED, day):
            measures[one.id], displacements = one, (*displacements, *orders)
    for name in changes.ends:
        for item in _standing(book, name, day):
            measures[item.id] = _ended(item, day)
    for name in changes.exempt_list_ends:
        for item in _named(book, name):
            measures |= {one.id: one for one in _unexempt(measures[item.id], day)}
    if changes.lapse:
        measures = {
            name: replace(item, claim_until=_earlier(item.claim_until, day))
            for name, item in measures.items()
        }
    if changes.renewal:
        # Claims last as long as the new term; the review says how long that is.
        base = measures["mfn"]
        measures["mfn"] = replace(base, claim_until=None)
    if changes.penalty is not None:
        changed = replace(book, measures=measures)
        added, order = _penalty(changed, changes.penalty / _HUNDRED, day)
        measures[added.id], displacements = added, (*displacements, order)
    return replace(book, measures=measures, displacements=displacements)


def _refuse_twice(book: Book, changes: "Changes") -> None:
    """Refuse a measure that is named in two ways which contradict each other."""
    rated = [(name, item.id) for name in changes.rates for item in _named(book, name)]
    ended = [(name, item.id) for name in changes.ends for item in _named(book, name)]
    freed = [(name, item.id) for name in changes.exempt_list_ends for item in _named(book, name)]
    pairs = [(one, two) for at, one in enumerate(rated) for two in rated[:at]]
    pairs += [(one, two) for one in ended for two in (*rated, *freed)]
    for (name, one), (other, two) in pairs:
        if one == two:
            told = name if name == other else f"{other} and {name}"
            raise BadDocument(f"{told}: {one} is changed twice, one way against another. Keep one.")


def _standing(book: Book, name: str, day: date) -> list[Measure]:
    """Return the measures of a name that have not ended by a day."""
    held = [item for item in _named(book, name) if not item.until or item.until >= day]
    if not held:
        raise BadDocument(f"{name} has ended before {day}: nothing is left to end.")
    return held


def _rerated(
    book: Book, name: str, rate: float, day: date
) -> Iterator[tuple[Measure, list[Displacement]]]:
    """Yield measures with a new rate from a day, and the order of those that begin again."""
    for item in _named(book, name):
        if item.basis in (Basis.SCHEDULE, Basis.NOTHING):
            if name == item.id:
                raise BadDocument(f"{item.id} has no rate of its own to change: {item.title}.")
            continue
        if not item.until or item.until >= day:
            rates = {start: old for start, old in item.rates.items() if start < day}
            yield replace(item, rates={**rates, day: rate}), []
        elif name == item.id:  # a programme's rate does not bring back what has ended
            yield _again(book, item, rate, day)


def _again(book: Book, item: Measure, rate: float, day: date) -> tuple[Measure, list[Displacement]]:
    """Return a measure that has ended as it begins again, with the order that ended with it."""
    again = replace(item, id=f"{item.id}-again", rates={day: rate}, until=None)
    orders = [
        replace(rule, id=f"{rule.id}-again", start=day, until=None)
        for rule in book.displacements
        if rule.until == item.until
        and any(inside(item.programme, group) for group in (*rule.by, *rule.of))
    ]
    return again, orders


def _earlier(until: date | None, day: date) -> date:
    """Return the last day of claims before a day, or an earlier one already set."""
    return min(until or date.max, day - timedelta(days=1))


def _named(book: Book, name: str) -> list[Measure]:
    """Return the measure of an id, or those of a programme."""
    if name in book.measures:
        return [book.measures[name]]
    found = [item for item in book.measures.values() if inside(item.programme, name)]
    if not found:
        known = {*book.measures, *(item.programme for item in book.measures.values())}
        raise BadDocument(f"no measure or programme is called '{name}'.{near(name, known)}")
    return [item for item in found if item.rates]


def _ended(item: Measure, day: date) -> Measure:
    last = day - timedelta(days=1)
    rates = {start: rate for start, rate in item.rates.items() if start <= last}
    if not rates:
        raise BadDocument(f"{item.id} begins on {item.start}; it cannot end before {day}.")
    return replace(item, rates=rates, until=min(item.until or last, last))


def _unexempt(item: Measure, day: date) -> Iterator[Measure]:
    """Yield a measure up to a day, and the same without its exemption from that day."""
    rate = item.on(day)
    if rate is None:
        raise BadDocument(f"{item.id} is not in force on {day}: it has no exemption to end.")
    if not (item.scope.without or item.claim not in (Claim.NOTHING, Claim.SPECIAL)):
        raise BadDocument(f"{item.id} exempts no goods and no claims.")
    if not item.scope.without:
        yield replace(item, claim_until=_earlier(item.claim_until, day))
        return
    yield _ended(item, day)
    later = {start: value for start, value in item.rates.items() if start > day}
    scope = replace(item.scope, without=(), doubt=())
    yield replace(
        item, id=f"{item.id}-all", scope=scope, rates={day: rate, **later}, until=item.until
    )


def _penalty(book: Book, rate: float, day: date) -> tuple[Measure, Displacement]:
    """Return a duty on goods of Mexico and Canada without a claim, and what displaces it."""
    gives_way = tuple(
        item.id for item in book.measures.values() if item.programme == "s301.forced_labor"
    )
    added = Measure(
        *("supposed-penalty", Authority.S301, "supposed.penalty", "Supposed duty without a claim"),
        *(Scope(all=True), ("MEX", "CAN"), "supposed", SUPPOSED),
        rates={day: rate},
        claim=Claim.EXEMPT,
        in_place_of=gives_way,
        footing=Footing.HYPOTHESIS,
        note="Supposed by a scenario.",
    )
    order = Displacement("supposed-order", ("s232",), ("supposed.penalty",), day, SUPPOSED)
    return added, order
