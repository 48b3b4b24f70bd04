"""Changes to the law: what a scenario supposes, as a diff on measures, thresholds and review."""

from dataclasses import dataclass, field, replace
from datetime import date

from policywire.facts import Unit
from policywire.facts.errors import BadDocument
from policywire.policy.change_measures import SUPPOSED, measured
from policywire.policy.law import Footing, Law, Provision
from policywire.policy.load import Book, check
from policywire.policy.review import Kind, Review, ReviewLaw

__all__ = ["Changes", "LawState", "apply"]

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
    book = measured(state.book, changes)
    check(book)
    origin = _thresholds(state.origin, changes)
    terms = state.terms | ({"china_content_ban"} if changes.china_content_ban else set())
    return LawState(book, origin, _reviewed(state.review, changes), frozenset(terms))


def _thresholds(law: Law, changes: Changes) -> Law:
    """Return thresholds of origin with the content asked of vehicles changed."""
    made, day = dict(law.provisions), changes.effective
    if changes.rvc is not None:
        names = ("origin.rvc.light.vehicle.nc", "origin.rvc.light.core.nc")
        for name in names:
            old = law.provision(name)
            kept = {start: value for start, value in old.values.items() if start < day}
            made[name] = replace(
                old,
                values={**kept, day: changes.rvc},
                footing=Footing.HYPOTHESIS,
                note="Supposed.",
            )
    if changes.us_value is not None:
        made["origin.us_value.light"] = Provision(
            "origin.us_value.light",
            "U.S. value content a passenger vehicle or light truck needs",
            _PERCENT,
            {day: changes.us_value},
            SUPPOSED,
            footing=Footing.HYPOTHESIS,
            note="Supposed.",
        )
    return Law(made, law.events)


def _reviewed(law: ReviewLaw, changes: Changes) -> ReviewLaw:
    """Return the review with the step a change supposes."""
    if changes.renewal:
        step = Review(
            "supposed", changes.effective, Kind.CONFIRMED, "A new term is confirmed", SUPPOSED
        )
        return law.supposing((step,))
    if not changes.lapse:
        return law
    # A party that leaves gives notice as long before as the agreement asks.
    months = law.count("withdrawal")
    year, month = divmod(changes.effective.year * 12 + changes.effective.month - 1 - months, 12)
    given = date(year, month + 1, min(changes.effective.day, 28))
    step = Review("supposed", given, Kind.NOTICE_GIVEN, "Notice of withdrawal is given", SUPPOSED)
    return law.supposing((step,))
