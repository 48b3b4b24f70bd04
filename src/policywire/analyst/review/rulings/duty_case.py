"""Cases of duty: which measures a statement may mean, and what of it was read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policywire.analyst.review.rulings.clause import Clause, Moment, moments
from policywire.analyst.review.rulings.held import Duty, Statutes
from policywire.policy.measure import Claim, Measure, inside

__all__ = ["Case", "duty_case"]

Span = tuple[int, int]
_DUTY = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|levy|levies|surcharges?|pays?|paid|faces?|faced)\b", re.IGNORECASE
)
_LEADS = re.compile(
    r"(?:\b(?:on|for)|(?<!tariff)(?<!tariffs)(?<!duty)(?<!duties)(?<!levy)(?<!surcharge)\s+from|"
    r"\b(?:goods|imports|products|cars|vehicles|parts|steel|alumin\w+|copper|lumber|timber|furniture|"
    r"cabinets)\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_GOODS = re.compile(
    r"^\s+(?:goods|imports|products|cars|vehicles|auto|steel|alumin|copper|lumber|timber)", re.I
)
_OWN = re.compile(r"^\s+(?:tariffs?|dut(?:y|ies)|levy|surcharges?|imports?)\b", re.IGNORECASE)
_LAYS = re.compile(
    r"^\s+(?:(?:has|have|had|also|will)\s+)*(?:impos|charg|lev(?:y|ie)|la(?:ys?|id)\b|puts?\b|sets?\b|"
    r"appl(?:y|ie)|rais|doubl|increas|lift|collect|beg[au]n)",
    re.IGNORECASE,
)
_INTO = re.compile(r"\b(?:by|into|to|entering)\s+(?:the\s+)?$", re.IGNORECASE)
_BORNE = re.compile(
    r"\b(?:pays?|paid|paying|faces?|faced|facing|bears?|bore|subject\s+to)\b", re.IGNORECASE
)
_PARTNERS = ("MEX", "CAN")


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
    spared : str
        The word by which goods of a partner are said to bear a duty that a claim spares them; or
        empty.
    """

    clause: Clause
    duty: Duty
    measures: tuple[Measure, ...]
    family: tuple[Measure, ...]
    named: tuple[Moment, ...]
    read: tuple[Span, ...]
    sure: bool
    spared: str

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
    known = [
        one
        for one in held.book.measures.values()
        if (one.known or one.start or date.max) <= clause.knowable
    ]
    applying = _applying(known, held, origin) if origin not in duty.apart else []
    own = tuple(one for one in applying if one.id in duty.measures)
    family = tuple(one for one in known if inside(one.programme, duty.family))
    read = [*spans, *statute, *(item.span for item in named)]
    read += [span for one in duty.asides for span in clause.find(one)]
    read += [(item.start, item.end) for item, role in zip(origins, roles, strict=True) if role]
    read += list(_own_country(clause))
    if not own:
        return None
    spared = _spared(clause, own) if origin in _PARTNERS else ""
    return Case(clause, duty, own, family, named, tuple(read), bool(statute), spared)


def _applying(known: list[Measure], held: Statutes, origin: str) -> list[Measure]:
    """Return the measures on goods of an origin; of none, those on goods of all."""
    if not origin:
        return [one for one in known if not one.needs and "WLD" in one.places]
    return [
        one
        for one in known
        if not one.needs and (origin in one.places or held.book.applies_to(one, origin))
    ]


def _spared(clause: Clause, own: tuple[Measure, ...]) -> str:
    """Return the word that lays a duty on goods of a partner of which a claim spares some."""
    some = any(one.claim is not Claim.NOTHING for one in own)
    found = next(iter(clause.find(_BORNE)), None) if some else None
    return clause.text[slice(*found)] if found else ""


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
    """Yield where the United States lays a duty or takes goods in, and does not bear it."""
    for item in clause.places:
        before, after = clause.text[: item.start], clause.text[item.end :]
        lays = _OWN.match(after) or _LAYS.match(after) or _INTO.search(before)
        if item.code == "USA" and lays:
            yield item.start, item.end
