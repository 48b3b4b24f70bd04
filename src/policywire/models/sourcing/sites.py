"""Sites side by side: a table of the user's or the packaged one, duties from the law of a day.

Every number carries its quality, for most public figures on wages and freight are vendors' pages
that contradict each other: a comparison is as good as the worst number it turns on.
"""

from dataclasses import dataclass
from datetime import date

from policywire.desks.desk import desks
from policywire.facts import Place
from policywire.facts.errors import BadReference
from policywire.models.sourcing.landed import Cost, breakeven_duty, entry_fee, landed
from policywire.models.sourcing.table import Number, Quality, Site, Table
from policywire.policy.case_duty import place_of
from policywire.policy.duty import Duty, Entry
from policywire.policy.library import open_library
from policywire.policy.measure import Authority
from policywire.policy.regime import Regime

__all__ = ["Compared", "Made", "compare"]

_USA = "USA"
# Bounds of the processing fee in dollars an entry, fiscal year 2026 (CBP notice, as the trade
# press quotes it); the rate is the law's.
FEE_BOUNDS = (33.58, 651.50)


@dataclass(frozen=True, slots=True)
class Made:
    """A site's answer.

    Attributes
    ----------
    site : Site
        The site.
    cost : Cost
        Landed cost of a unit, the first site's ex-works cost being 100.
    rate : float
        Duty as a share of value.
    rows : tuple of str
        What it is made of: measures with headings, or where it was given.
    wanting : tuple of str
        What should be in the duty and is not.
    breakeven : dict of str to float
        Duty at which it costs as much as each other site.
    weakest : Quality
        The worst quality among its numbers.
    """

    site: Site
    cost: Cost
    rate: float
    rows: tuple[str, ...]
    wanting: tuple[str, ...]
    breakeven: dict[str, float]
    weakest: Quality


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison done.

    Attributes
    ----------
    table : Table
        As written.
    made : tuple of Made
        In the table's order.
    known_to : date
        The last day the law is known to.
    """

    table: Table
    made: tuple[Made, ...]
    known_to: date

    @property
    def cheapest(self) -> Made:
        """The site that costs least."""
        return min(self.made, key=lambda one: one.cost.total)


def compare(table: Table, claims: bool | None = None) -> Compared:
    """Return landed costs of every site, with the duties at which they would change places.

    Parameters
    ----------
    table : Table
        The sites.
    claims : bool or None
        Whether goods of Mexico and Canada claim the preference; as each site says when None.

    Raises
    ------
    BadReference
        If a place or a tariff number is not known.
    """
    law = open_library(desks()["trade"].law).law
    regime = law.on(table.day)
    costs = [_cost(table, site, regime, claims) for site in table.sites]
    made = []
    for site, (cost, rate, rows, wanting) in zip(table.sites, costs, strict=True):
        others = {
            other.name: breakeven_duty(cost, theirs)
            for other, (theirs, *_) in zip(table.sites, costs, strict=True)
            if other.name != site.name
        }
        made.append(Made(site, cost, rate, rows, wanting, others, _weakest(site)))
    return Compared(table, tuple(made), law.book.known_to)


def _cost(
    table: Table, site: Site, regime: Regime, claims: bool | None
) -> tuple[Cost, float, tuple[str, ...], tuple[str, ...]]:
    first = table.sites[0]
    wage = (site.wage.value / first.wage.value) / (
        site.productivity.value / first.productivity.value
    )
    dear = site.materials.value / first.materials.value
    whole = table.labour + table.materials + table.other
    works = 100 * (table.labour * wage + table.materials * dear + table.other) / whole
    freight = 100 * site.freight.value / table.container
    place = place_of(site.origin)
    claim = site.claim if claims is None else claims and place.code in ("MEX", "CAN")
    rate, rows, wanting = _duty(table, site, place, (regime, claim))
    fee = 0.0 if claim or place.code == _USA else _fee(regime, table.entry * works / 100)
    lead = (site.weeks.value, site.deviation.value)
    cost = landed(works, freight, (rate, fee, site.risk.value), lead, table.stock)
    return cost, rate, rows, wanting


def _duty(
    table: Table, site: Site, place: Place, asked: tuple[Regime, bool]
) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Return the duty on a site's goods, what it is made of, and what is not in it."""
    if site.duty is not None:
        return site.duty.value, (f"given ({site.duty.quality})",), ()
    if place.code == _USA:
        return 0.0, ("made in the United States",), ()
    regime, claim = asked
    found: Duty = regime.rate(place, table.hts, Entry(claim=claim))
    if found.rate is None:
        raise BadReference(
            f"{site.name}: the lines under {table.hts} bear {found.low:.1%} to {found.high:.1%}. "
            "Give more digits."
        )
    rows = [f"{row.authority} {row.heading} {row.rate:.1%}" for row in found.rows if row.rate]
    rows += [text for text in found.assumed if claim and "claim" in text]
    wanting = list(found.not_computed)
    rate = found.rate
    if site.extra is not None:
        rate += site.extra.value
        rows.append(f"{site.extra.value:.1%} more ({site.extra.quality}: {site.extra.source})")
        wanting = []
    return rate, tuple(rows), tuple(wanting)


def _fee(regime: Regime, value: float) -> float:
    measures = regime.law.book.measures.values()
    held = [item for item in measures if item.authority is Authority.FEE and item.start]
    begun = [item for item in held if item.start and item.start <= regime.day]
    rate = max(begun, key=lambda item: item.start or date.min).rates if begun else {}
    return entry_fee(value, rate[max(rate)], *FEE_BOUNDS) if rate else 0.0


def _weakest(site: Site) -> Quality:
    order = tuple(Quality)
    numbers = [getattr(site, name) for name in Site.__slots__]
    return max((one.quality for one in numbers if isinstance(one, Number)), key=order.index)
