"""Measures: what a claim is about, as expressions over held series with the period left open."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from policywire.analyst.review.roles import BALANCES
from policywire.analyst.review.said import About
from policywire.evidence import Combination, Expression, Term
from policywire.facts import Period, SeriesKey
from policywire.facts.errors import PolicywireError

__all__ = ["OPEN", "Gauge", "at", "gauges", "keys_of", "parts_in"]

OPEN = Period.parse("1000")  # stands for the period until one is put in
USA, MEX, WLD = "USA", "MEX", "WLD"
_GENERAL, _EXPORTS = "census:imports.general/USA", "census:exports.total/USA"
_ENTERED, _DUTIES = "census:imports.consumption/USA", "census:duties.calculated/USA"
_CLAIMED, _DATAWEB = "usitc:imports.usmca_claimed/USA", "usitc:imports.consumption/USA"
_ANNUAL, _ANNUAL_DUTIES = f"{_ENTERED[:-4]}.annual/USA", f"{_DUTIES[:-4]}.annual/USA"
_RECEIPTS = "treasury:customs_duties/USA"
_PLAIN = {
    "funds_rate": "fed:funds_rate/USA",
    "sofr": "nyfed:sofr/USA",
    "breakeven": "fed:breakeven.10y/USA",
    "yield_2y": "fed:yield.2y/USA",
    "yield_10y": "fed:yield.10y/USA",
    "yield_30y": "fed:yield.30y/USA",
    "unemployment": "bls:unemployment/USA",
    "payrolls": "bls:payrolls/USA",
    "industrial_production": "fed:industrial_production/USA",
    "inflation": "bls:cpi/USA",
    "core_inflation": "bls:cpi.core/USA",
    "core_pce": "bea:pce.core/USA",
    "peso": "fed:fx.mxn/USA.MEX",
    "dollar_index": "fed:dollar.broad/USA",
    "oil_wti": "eia:oil.wti/USA",
    "oil_brent": "eia:oil.brent/WLD",
}
_FDI = {
    "fdi": "se:fdi",
    "fdi_new": "se:fdi.new",
    "fdi_reinvested": "se:fdi.reinvested",
    "fdi_intercompany": "se:fdi.intercompany",
}
_GOODS = ("imports", "imports_for_consumption", "dutiable_imports", "shipments", "exports")
_OWN = {"exports": "inegi:exports.", "imports": "inegi:imports."}


@dataclass(frozen=True, slots=True)
class Gauge:
    """A measure as an expression with the period left open.

    Attributes
    ----------
    expression : Expression
        Over series keys, about :data:`OPEN`.
    sign : int
        -1 where the text counts the other way: a deficit, a balance seen from the partner.
    among : str
        What it can be ranked among: ``countries`` or ``states``; empty where it cannot.
    index : bool
        Whether a rate of it is its change over a year: inflation.
    """

    expression: Expression
    sign: int = 1
    among: str = ""
    index: bool = False


def at(expression: Expression, period: Period) -> Expression:
    """Return the expression about ``period`` where it was open."""
    if isinstance(expression, Combination):
        operands = tuple(at(part, period) for part in expression.operands)
        return Combination(expression.operator, operands, expression.among)
    return Term(expression.gather, expression.key, period)


def keys_of(expression: Expression) -> tuple[SeriesKey, ...]:
    """Return the keys an expression names, in order."""
    if isinstance(expression, Term):
        return (expression.key,)
    return tuple(key for part in expression.operands for key in keys_of(part))


def gauges(about: About, held: Collection[str]) -> tuple[Gauge, ...]:
    """Return the ways a measure is held: the one a text most likely means first.

    Parameters
    ----------
    about : About
        What is measured.
    held : collection of str
        Keys of the series held.
    """
    try:
        made = tuple(_gauges(about, held))
    except PolicywireError:  # a place or product no series can be named after
        return ()
    return tuple(item for item in made if all(str(key) in held for key in keys_of(item.expression)))


def _gauges(about: About, held: Collection[str]) -> Iterator[Gauge]:
    concept = about.concept
    if concept in _PLAIN:
        yield from _rate(about)
    elif concept in _FDI:
        yield from _investment(about)
    elif concept in BALANCES:
        yield from _balance(about)
    elif concept == "trade":
        yield from _two_way(about)
    elif concept in _CHARGES:
        yield from _charges(about)
    elif concept == "customs_revenue":
        yield Gauge(_sum(_RECEIPTS))
    elif concept in _GOODS:
        yield from _flow(about, held)


def _sum(key: str) -> Expression:
    return Term("sum", SeriesKey.parse(key), OPEN)


def _total(parts: list[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else Combination("sum", tuple(parts))


def _rate(about: About) -> Iterator[Gauge]:
    foreign = {*about.origins, *about.destinations} - {USA, WLD}
    if foreign - ({MEX} if about.concept == "peso" else set()):
        return
    key = SeriesKey.parse(_PLAIN[about.concept])
    index = about.concept in ("inflation", "core_inflation", "core_pce")
    yield Gauge(Term("mean", key, OPEN), index=index)


def _investment(about: About) -> Iterator[Gauge]:
    hosts = about.destinations or (MEX,)
    family = _FDI[about.concept]
    if hosts == (MEX,):
        whole = Combination("sum", (_sum(f"{family}/MEX-NLE"),), "states")
        yield Gauge(whole)
    elif _are_states(hosts):
        among = "states" if len(hosts) == 1 else ""
        yield Gauge(_total([_sum(f"{family}/{code}") for code in hosts]), among=among)


def _partners(about: About) -> tuple[str, ...]:
    codes = tuple(code for code in (*about.origins, *about.destinations) if code != USA)
    return codes or (WLD,)


def _two_way(about: About) -> Iterator[Gauge]:
    if USA not in (*about.origins, *about.destinations) or about.products:
        return
    partners = _partners(about)
    pairs: list[Expression] = [
        Combination("sum", (_sum(f"{_EXPORTS}.{code}"), _sum(f"{_GENERAL}.{code}")))
        for code in partners
    ]
    yield Gauge(_total(pairs), among="countries" if len(partners) == 1 else "")


def _balance(about: About) -> Iterator[Gauge]:
    reporter, partners = about.origins, about.destinations
    sign = -1 if about.concept == "deficit" else 1
    if about.products:
        return
    if reporter == (MEX,) and not partners:
        yield Gauge(_sum("inegi:balance/MEX"), sign)
        return
    if reporter != (USA,) and partners == (USA,) and len(reporter) == 1:
        partners, sign = reporter, -sign
    elif reporter not in ((USA,), ()):
        return
    yield from (Gauge(item, sign) for item in _net(partners or (WLD,)))


def _net(partners: tuple[str, ...]) -> Iterator[Expression]:
    out = _total([_sum(f"{_EXPORTS}.{code}") for code in partners])
    came = _total([_sum(f"{_GENERAL}.{code}") for code in partners])
    yield Combination("difference", (out, came))


def _flow(about: About, held: Collection[str]) -> Iterator[Gauge]:
    inward = about.destinations == (USA,)
    outward = about.origins == (USA,)
    if about.sector and not (inward or outward):
        yield from _own(about)
    elif inward and USA not in about.origins:
        yield from _into_us(about, held)
    elif outward and USA not in about.destinations:
        yield from _out_of_us(about, held)
    elif not inward and not outward:
        yield from _own(about)


def _into_us(about: About, held: Collection[str]) -> Iterator[Gauge]:
    partners = about.origins or (WLD,)
    among = "countries" if len(partners) == 1 and not about.products else ""
    families: tuple[str, ...] = {
        "imports_for_consumption": (_ENTERED,),
        "dutiable_imports": ("census:imports.dutiable/USA",),
    }.get(about.concept, (_GENERAL, _ENTERED))
    if about.products:
        families = (_ENTERED, _ANNUAL, _DATAWEB)
    for family in families:
        for tail in _tails(about):
            keys = [f"{family}.{code}{tail}" for code in partners]
            if all(key in held for key in keys):
                yield Gauge(_total([_sum(key) for key in keys]), among=among)


def _tails(about: About) -> tuple[str, ...]:
    return tuple(f"/{code}" for code in about.products) or ("",)


def _out_of_us(about: About, held: Collection[str]) -> Iterator[Gauge]:
    partners = about.destinations or (WLD,)
    among = "countries" if len(partners) == 1 and not about.products else ""
    for tail in _tails(about):
        keys = [f"{_EXPORTS}.{code}{tail}" for code in partners]
        if all(key in held for key in keys):
            yield Gauge(_total([_sum(key) for key in keys]), among=among)


def _own(about: About) -> Iterator[Gauge]:
    """Yield Mexico's own trade with all the world, or a state's exports."""
    if about.products or about.concept not in _OWN:
        return
    place = about.origins if about.concept == "exports" else about.destinations
    other = about.destinations if about.concept == "exports" else about.origins
    if other not in ((), (WLD,)):
        return
    if place == (MEX,):
        kind = about.sector.removeprefix("sector.") or "total"
        yield Gauge(_sum(f"{_OWN[about.concept]}{kind}/MEX"))
    elif about.concept == "exports" and place and not about.sector and _are_states(place):
        keys = [_sum(f"inegi:exports.state/{code}") for code in place]
        yield Gauge(_total(keys), among="states" if len(place) == 1 else "")


def _are_states(codes: tuple[str, ...]) -> bool:
    return all(code.startswith("MEX-") for code in codes)


_CHARGES = ("duties", "tariff_rate", "usmca_use")


def _charges(about: About) -> Iterator[Gauge]:
    partners = about.origins or (WLD,)
    for tail in _tails(about):
        if about.concept == "usmca_use":
            yield Gauge(_share(_CLAIMED, _DATAWEB, partners, tail))
        elif about.concept == "tariff_rate":
            yield Gauge(_share(_DUTIES, _ENTERED, partners, tail))
            yield Gauge(_share(_ANNUAL_DUTIES, _ANNUAL, partners, tail))
        else:
            yield Gauge(_total([_sum(f"{_DUTIES}.{code}{tail}") for code in partners]))
            yield Gauge(_total([_sum(f"{_ANNUAL_DUTIES}.{code}{tail}") for code in partners]))
    if about.concept == "duties" and partners == (WLD,) and not about.products:
        yield Gauge(_sum(_RECEIPTS))


def _share(part: str, whole: str, partners: tuple[str, ...], tail: str) -> Expression:
    upper = _total([_sum(f"{part}.{code}{tail}") for code in partners])
    lower = _total([_sum(f"{whole}.{code}{tail}") for code in partners])
    return Combination("share", (upper, lower))


def parts_in(part: About, whole: About, held: Collection[str]) -> tuple[Gauge, ...]:
    """Return the ways a part of a whole is held, both on one basis."""
    made = []
    for lower in gauges(replace(whole, products=()), held):
        for upper in gauges(part, held):
            if _one_basis(upper, lower):
                share = Combination("share", (upper.expression, lower.expression))
                made.append(Gauge(share, upper.sign * lower.sign))
    made += _by_origin(part, whole, held)
    return tuple(made)


def _by_origin(part: About, whole: About, held: Collection[str]) -> list[Gauge]:
    """Return the share of a partner in the imports of one product."""
    if not part.products or part.products != whole.products:
        return []
    return [
        Gauge(Combination("share", (upper.expression, lower.expression)))
        for upper in gauges(part, held)
        for lower in gauges(whole, held)
        if _one_basis(upper, lower)
    ]


def _one_basis(upper: Gauge, lower: Gauge) -> bool:
    families = [{key.family for key in keys_of(item.expression)} for item in (upper, lower)]
    own = all(name.startswith("inegi:") for found in families for name in found)
    return families[0] == families[1] or own
