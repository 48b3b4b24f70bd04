"""Cases of duty: which measures a statement may mean, and what of it was read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policywire.analyst.review.rulings.clause import Clause, Moment, moments
from policywire.analyst.review.rulings.held import Duty, Statutes
from policywire.policy.measure import Measure, inside

__all__ = ["Case", "duty_case"]

Span = tuple[int, int]
_DUTY = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|levy|levies|surcharges?|pays?|paid|faces?|faced)\b", re.IGNORECASE
)
_LEADS = re.compile(
    r"\b(?:from|on|of|for)\s+(?:the\s+)?(?:goods\s+(?:from|of)\s+)?$", re.IGNORECASE
)
_GOODS = re.compile(
    r"^\s+(?:goods|imports|products|cars|vehicles|auto|steel|alumin|copper|lumber|timber)", re.I
)
_OWN = re.compile(r"^\s+(?:tariffs?|dut(?:y|ies)|levy|surcharges?|imports?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """A statement on one duty.

    Attributes
    ----------
    clause : Clause
        The statement.
    duty : Duty
        The duty its words name.
    measures : tuple of Measure
        Those of the duty that apply to the origin named; of none, those on all origins.
    family : tuple of Measure
        Those of the same action, for other goods and origins too.
    named : tuple of Moment
        The period it names, if it does.
    read : tuple of (int, int)
        What of it was read.
    sure : bool
        Whether its statute is named.
    """

    clause: Clause
    duty: Duty
    measures: tuple[Measure, ...]
    family: tuple[Measure, ...]
    named: tuple[Moment, ...]
    read: tuple[Span, ...]
    sure: bool

    @property
    def day(self) -> date:
        """The day asked for where no period is named."""
        return self.clause.told


def duty_case(clause: Clause, held: Statutes) -> Case | None:
    """Return the duty a statement is on, or None where none, or more than one, is meant."""
    if not any(True for _ in clause.find(_DUTY)) or (named := moments(clause)) is None:
        return None
    found = list(_named(clause, held))
    if len(found) != 1 or len(named) > 1:
        return None
    duty, spans = found[0]
    origins = [item for item in clause.places if item.code != "USA"]
    origin = origins[0].code if origins else ""
    if len({item.code for item in origins}) > 1 or (duty.place and origin != duty.place):
        return None
    roles = [_role(clause, item.start, item.end) for item in origins]
    statute = [*clause.find(duty.statute)] if duty.statute else [(0, 0)]
    book = held.book
    known = [
        one
        for one in book.measures.values()
        if (one.known or one.start or date.max) <= clause.knowable
    ]
    applying = [
        one
        for one in known
        if not one.needs and (origin in ("", *one.places) or book.applies_to(one, origin))
    ]
    if not origin:
        applying = [one for one in applying if "WLD" in one.places]
    own = tuple(one for one in applying if one.id in duty.measures)
    family = tuple(one for one in known if inside(one.programme, duty.family))
    read = [*spans, *statute, *(item.span for item in named)]
    read += [(item.start, item.end) for item, role in zip(origins, roles, strict=True) if role]
    read += list(_own_country(clause))
    return Case(clause, duty, own, family, named, tuple(read), bool(statute)) if own else None


def _named(clause: Clause, held: Statutes) -> Iterator[tuple[Duty, tuple[Span, ...]]]:
    """Yield the duties a statement names; what stands inside a name found before is none."""
    taken: list[Span] = []
    places = {item.code for item in clause.places}
    for duty in held.duties:
        spans = clause.covering(duty.words)
        if not spans or (duty.place and duty.place not in places):
            continue
        if any(low <= span[0] < high for span in spans for low, high in taken):
            continue
        taken += spans
        yield duty, spans


def _role(clause: Clause, start: int, end: int) -> bool:
    """Return whether a place is where goods come from: ``from Japan``, ``Mexican goods``."""
    before, after = clause.text[:start], clause.text[end:]
    return _LEADS.search(before) is not None or _GOODS.match(after) is not None


def _own_country(clause: Clause) -> Iterator[Span]:
    for item in clause.places:
        if item.code == "USA" and _OWN.match(clause.text[item.end :]):
            yield item.start, item.end
