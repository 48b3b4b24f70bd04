"""Changes to the law: what a scenario supposes, as a diff on measures, thresholds and review."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from policywire.facts import Citation, Unit
from policywire.facts.errors import BadDocument, near
from policywire.policy.law import Law, Provision
from policywire.policy.load import Book, check
from policywire.policy.measure import (
    Authority,
    Claim,
    Displacement,
    Footing,
    Measure,
    Scope,
    inside,
)
from policywire.policy.review import Kind, Review, ReviewLaw

__all__ = ["Changes", "LawState", "apply"]

_SUPPOSED = Citation("a scenario", "supposed")
_PERCENT = Unit.parse("percent")
_HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scenario changes, from a day on. Rates and content are percent.

    Attributes
    ----------
    effective : date
        From when.
    lapse : bool
        The agreement ends: no claim can be made.
    renewal : bool
        Every party confirms a new term.
    rvc : float or None
        Content a passenger vehicle or light truck needs, net cost.
    us_value : float or None
        U.S. value content such a vehicle needs.
    china_content_ban : bool
        Goods with Chinese content do not originate.
    penalty : float or None
        Duty on goods of Mexico and Canada entered without a claim, in place of the action on forced
        labor.
    exempt_list_ends : tuple of str
        Measures whose lists of exempt goods, or exemption of claims, end.
    rates : dict of str to float
        New rate by measure, or by programme (``s232.parts``, ``s232`` for all of it).
    ends : tuple of str
        Measures or programmes that end the day before.
    """

    effective: date
    lapse: bool = False
    renewal: bool = False
    rvc: float | None = None
    us_value: float | None = None
    china_content_ban: bool = False
    penalty: float | None = None
    exempt_list_ends: tuple[str, ...] = ()
    rates: dict[str, float] = field(default_factory=dict)
    ends: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse changes that contradict each other, and shares that are none."""
        if self.lapse and self.renewal:
            raise BadDocument("an agreement lapses or is renewed; both are asked.")
        if self.lapse and any(
            (self.rvc is not None, self.us_value is not None, self.china_content_ban)
        ):
            raise BadDocument("rules of origin are changed of an agreement that lapses. Leave one.")
        if self.lapse and self.penalty is not None:
            raise BadDocument(
                "a penalty on goods without a claim supposes that claims can be made; after a "
                "lapse none can. Raise the rate of a measure instead."
            )
        for name in set(self.rates) & set(self.ends):
            raise BadDocument(f"{name} is given a rate and ended.")
        for what, share in (("rvc", self.rvc), ("us_value", self.us_value)):
            if share is not None and not 0 <= share <= _HUNDRED:
                raise BadDocument(f"{what} is {share:g}; content is 0 to 100 percent.")
        for name, rate in (*self.rates.items(), ("penalty", self.penalty or 0.0)):
            if not 0 <= rate <= 3 * _HUNDRED:
                raise BadDocument(f"the rate of {name} is {rate:g}; 0 to 300 percent is a rate.")
        if not self._asks():
            raise BadDocument("the changes change nothing.")

    def _asks(self) -> bool:
        flags = (self.lapse, self.renewal, self.china_content_ban)
        values = (self.rvc, self.us_value, self.penalty)
        lists = (self.exempt_list_ends, self.rates, self.ends)
        return any(flags) or any(lists) or any(value is not None for value in values)


@dataclass(frozen=True, slots=True)
class LawState:
    """The law as a whole.

    Attributes
    ----------
    book : Book
        Measures.
    origin : Law
        Thresholds of origin.
    review : ReviewLaw
        The agreement's review.
    terms : frozenset of str
        Rules that are no number: ``china_content_ban``.
    """

    book: Book
    origin: Law
    review: ReviewLaw
    terms: frozenset[str] = frozenset()


def apply(state: LawState, changes: Changes) -> LawState:
    """Return the law with changes made.

    Raises
    ------
    BadDocument
        If a change names nothing that is held, or cannot follow on the law.
    """
    book = _measured(state.book, changes)
    check(book)
    origin = _thresholds(state.origin, changes)
    terms = state.terms | ({"china_content_ban"} if changes.china_content_ban else set())
    return LawState(book, origin, _reviewed(state.review, changes), frozenset(terms))


def _measured(book: Book, changes: Changes) -> Book:
    """Return the book with measures changed, ended and added."""
    day, measures = changes.effective, dict(book.measures)
    displacements = book.displacements
    for name, rate in changes.rates.items():
        for one, orders in _rerated(book, name, rate / _HUNDRED, day):
            measures[one.id], displacements = one, (*displacements, *orders)
    for name in changes.ends:
        for item in _named(book, name):
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
        added, order = _penalty(book, changes.penalty / _HUNDRED, day)
        measures[added.id], displacements = added, (*displacements, order)
    return replace(book, measures=measures, displacements=displacements)


def _rerated(
    book: Book, name: str, rate: float, day: date
) -> Iterator[tuple[Measure, list[Displacement]]]:
    """Yield measures with a new rate from a day, and the order of those that begin again."""
    for item in _named(book, name):
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
        *(Scope(all=True), ("MEX", "CAN"), "supposed", _SUPPOSED),
        rates={day: rate},
        claim=Claim.EXEMPT,
        in_place_of=gives_way,
        footing=Footing.PROCLAIMED,
        note="Supposed by a scenario.",
    )
    order = Displacement("supposed-order", ("s232",), ("supposed.penalty",), day, _SUPPOSED)
    return added, order


def _thresholds(law: Law, changes: Changes) -> Law:
    """Return thresholds of origin with the content asked of vehicles changed."""
    made, day = dict(law.provisions), changes.effective
    if changes.rvc is not None:
        names = ("origin.rvc.light.vehicle.nc", "origin.rvc.light.core.nc")
        for name in names:
            old = law.provision(name)
            kept = {start: value for start, value in old.values.items() if start < day}
            made[name] = replace(old, values={**kept, day: changes.rvc}, note="Supposed.")
    if changes.us_value is not None:
        made["origin.us_value.light"] = Provision(
            "origin.us_value.light",
            "U.S. value content a passenger vehicle or light truck needs",
            _PERCENT,
            {day: changes.us_value},
            _SUPPOSED,
            note="Supposed.",
        )
    return Law(made, law.events)


def _reviewed(law: ReviewLaw, changes: Changes) -> ReviewLaw:
    """Return the review with the step a change supposes."""
    if changes.renewal:
        step = Review(
            "supposed", changes.effective, Kind.CONFIRMED, "A new term is confirmed", _SUPPOSED
        )
        return law.supposing((step,))
    if not changes.lapse:
        return law
    # A party that leaves gives notice as long before as the agreement asks.
    months = law.count("withdrawal")
    year, month = divmod(changes.effective.year * 12 + changes.effective.month - 1 - months, 12)
    given = date(year, month + 1, min(changes.effective.day, 28))
    step = Review("supposed", given, Kind.NOTICE_GIVEN, "Notice of withdrawal is given", _SUPPOSED)
    return law.supposing((step,))
