"""Profiles: what the words around a number must say for it to be a given figure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from policywire.analyst.figures import Figure, Root
from policywire.analyst.prose.cues import Cues, cues
from policywire.analyst.reading.marks import Numeral, NumeralKind
from policywire.analyst.registry import number_of
from policywire.analyst.rules.bearing import Bearing, Bearings, Sort
from policywire.analyst.subjects import terms_of
from policywire.evidence import Derived, parse
from policywire.facts import Dimension, Period, Status

__all__ = ["Profile", "Profiles"]

_KINDS = {
    Dimension.CURRENCY: NumeralKind.MONEY,
    Dimension.PRICE: NumeralKind.MONEY,
    Dimension.PERCENT: NumeralKind.PERCENT,
    Dimension.SHARE: NumeralKind.PERCENT,
    Dimension.POINTS: NumeralKind.POINTS,
    Dimension.RANK: NumeralKind.RANK,
    Dimension.COUNT: NumeralKind.COUNT,
    Dimension.INDEX: NumeralKind.PLAIN,
    Dimension.RATIO: NumeralKind.PLAIN,
}
_COARSER = 10.5  # a text may round once more than the figure's own print
_NEAR = 1e-9
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BILLION, _MILLION, _TRILLION = 1e9, 1e6, 1e12


@dataclass(frozen=True, slots=True)
class Profile:
    """A figure as text tells it.

    Attributes
    ----------
    figure : Figure
        The figure.
    bearing : Bearing
        Whom and what it is about.
    kind : NumeralKind
        The kind of numeral that prints it.
    unit : str
        ISO code of its currency or the noun it counts.
    value : float
        In ones; percent stays percent.
    step : float
        The last digit of its own print, in ones.
    period, against : Period or None
        About when, and the base of a change.
    accepted : frozenset of str
        Concepts any of which names what it measures.
    products : frozenset of str
        Products and sectors any of which names it; empty for all goods.
    traded : bool
        Whether it is of goods that cross a border, so that a product in the text concerns it.
    named : bool
        Whether its place has to be named.
    mirrored : bool
        Whether its flow is the partner's opposite one: imports from Canada are Canada's exports.
    flows : frozenset of str
        The flows it is reckoned from: ``imports``, ``exports``.
    removed : frozenset of str
        The products taken away, where it is what is left.
    families : frozenset of str
        The series families it is made of.
    """

    figure: Figure
    bearing: Bearing
    kind: NumeralKind
    unit: str
    value: float
    step: float
    period: Period
    against: Period | None
    accepted: frozenset[str]
    products: frozenset[str]
    traded: bool
    named: bool
    mirrored: bool
    flows: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()

    @property
    def sort(self) -> Sort:
        """What sort of number it is."""
        return self.bearing.sort

    @property
    def place(self) -> str:
        """Code of its place."""
        return self.bearing.place

    @property
    def is_forward(self) -> bool:
        """Whether it is of a time ahead."""
        return self.figure.root is Root.RUN or self.figure.status is Status.PROJECTION

    @property
    def is_rule(self) -> bool:
        """Whether it is a number of a written rule."""
        return self.figure.root is Root.RULE


@dataclass(slots=True)
class Profiles:
    """The profiles of a set of figures, worked out once for each.

    Attributes
    ----------
    figures : Mapping of str to Figure
        The figures.
    bearings : Bearings
        What each is about.
    """

    figures: Mapping[str, Figure]
    bearings: Bearings
    _held: dict[NumeralKind, tuple[Profile, ...]] = field(default_factory=dict)

    def of_kind(self, kind: NumeralKind) -> tuple[Profile, ...]:
        """Return the profiles of the figures a kind of numeral may print."""
        if not self._held:
            found: dict[NumeralKind, list[Profile]] = {one: [] for one in NumeralKind}
            for profile in map(self._profile, self.figures.values()):
                found[profile.kind].append(profile)
            self._held = {one: tuple(held) for one, held in found.items()}
        return self._held[kind]

    def printing(self, numeral: Numeral) -> tuple[Profile, ...]:
        """Return the profiles a numeral may be: same kind and unit, and within its rounding.

        What is or was comes before what is projected or supposed: where the words fit both alike,
        the first is taken.
        """
        found = [one for one in self.of_kind(numeral.kind) if is_printed(one, numeral)]
        return tuple(sorted(found, key=_is_projected))

    def _profile(self, figure: Figure) -> Profile:
        bearing = self.bearings.of(figure.id)
        assert bearing is not None
        trail, own = figure.trail, cues()
        keys = tuple(_keys(trail.expression)) if isinstance(trail, Derived) else ()
        kinds = {_kind(family) for family, _ in keys}
        sectors = {code for code in bearing.concepts if code.startswith("sector.")}
        bilateral = any(partner for _, partner in keys)
        return Profile(
            figure=figure,
            bearing=bearing,
            kind=_KINDS[figure.quantity.unit.dimension],
            unit=_unit(figure),
            value=_ones(figure),
            step=_step(figure),
            period=figure.period if _is_forward(figure) else bearing.period,
            against=bearing.against,
            accepted=_accepted(bearing, kinds, own),
            products=frozenset(sectors | ({bearing.product} - {""})),
            traded=bool(kinds & {"imports", "exports", "balance", "duties"}),
            named=bool(kinds & (set(own.placed) | {"duties", "claimed", "dutiable"})),
            mirrored=bilateral and bool(_flows(kinds)),
            flows=_flows(kinds),
            families=frozenset(_stock(family) if sectors else family for family, _ in keys),
            removed=_removed(trail.expression)
            if isinstance(trail, Derived) and bearing.residual
            else frozenset(),
        )


def is_printed(profile: Profile, numeral: Numeral) -> bool:
    """Return whether a numeral is a rounding of a figure, with its unit and no sign against it."""
    if numeral.unit and profile.unit and not _is_same_noun(numeral.unit, profile.unit):
        return False
    if numeral.kind is NumeralKind.MONEY and numeral.unit != profile.unit:
        return False
    if numeral.value < 0 < profile.value:
        return False
    half = _half_step(numeral)
    if numeral.kind is not NumeralKind.RANK and 2 * half > _COARSER * profile.step:
        return False
    size, slack = abs(profile.value), _NEAR * max(1.0, abs(profile.value))
    return abs(size - abs(numeral.value)) <= half + slack


def _half_step(numeral: Numeral) -> float:
    """Return half of the last digit printed, in ones; hedges aside, which would widen it."""
    match = _DIGITS.search(numeral.text)
    if match is None or not numeral.value:
        return (numeral.high - numeral.low) / 2
    number = float(match[0].replace(",", ""))
    scale = abs(numeral.value) / number if number else 1.0
    return 0.5 * scale * 10.0 ** -len(match[0].partition(".")[2])


def _is_same_noun(one: str, other: str) -> bool:
    return one == other or one.rstrip("s") == other.rstrip("s") or {one, other} <= _PEOPLE


_PEOPLE = {"persons", "person", "people", "jobs"}


def _keys(expression: str) -> "list[tuple[str, str]]":
    return [
        (term.key.family, term.key.partner.code if term.key.partner else "")
        for term in terms_of(parse(expression))
    ]


def _flows(kinds: set[str]) -> frozenset[str]:
    """Return the flows some kinds are reckoned from."""
    of_imports = {"imports", "duties", "claimed", "dutiable"} & kinds
    made = ({"imports"} if of_imports else set()) | (kinds & {"exports"})
    return frozenset(made) if "balance" not in kinds else frozenset()


def _stock(family: str) -> str:
    """Return a family without the last part of its name, which is one of its sectors."""
    return family.rpartition(".")[0] or family


def _removed(expression: str) -> frozenset[str]:
    products = (term.key.product for term in terms_of(parse(expression)))
    return frozenset(str(code) for code in products if code is not None)


def _kind(family: str) -> str:
    """Return the kind of what a family measures: ``imports`` of ``census:imports.general``."""
    publisher, _, measure = family.partition(":")
    if publisher == "usitc" and "claimed" in measure:
        return "claimed"
    if "dutiable" in measure:
        return "dutiable"
    return measure.partition(".")[0]


def _accepted(bearing: Bearing, kinds: set[str], own: Cues) -> frozenset[str]:
    """Return the concepts that name a figure: those of its series, and what goes by their name."""
    codes = {code for code in bearing.concepts if not code.startswith("sector.")}
    if not ({"claimed", "dutiable", "duties"} & kinds):
        codes |= {word for kind in kinds for word in own.kinds.get(kind, ())}
    if "claimed" in kinds:
        codes |= set(own.kinds["claimed"])
    elif "dutiable" in kinds:
        codes |= set(own.kinds["dutiable"])
    elif "duties" in kinds:
        codes |= set(own.kinds["duties"])
    if {"imports", "exports"} <= kinds and not codes & {"balance", "deficit"}:
        codes = {"trade", "trading_partner"}
    if codes & {"balance", "deficit", "surplus"}:
        codes = {"balance", "deficit", "surplus"}
    return frozenset(codes | {word for code in tuple(codes) for word in own.alike.get(code, ())})


def _is_forward(figure: Figure) -> bool:
    return figure.root is Root.RUN or figure.status is Status.PROJECTION


def _unit(figure: Figure) -> str:
    unit = figure.quantity.unit
    named = (Dimension.CURRENCY, Dimension.PRICE, Dimension.COUNT)
    return unit.name if unit.dimension in named else ""


def _ones(figure: Figure) -> float:
    value = number_of(figure)
    return value * 100 if figure.quantity.unit.dimension is Dimension.SHARE else value


def _step(figure: Figure) -> float:
    dimension = figure.quantity.unit.dimension
    scaled = dimension in (Dimension.CURRENCY, Dimension.COUNT)
    return (_scale(abs(number_of(figure))) if scaled else 1.0) * 10.0**-figure.decimals


@cache
def _scale(size: float) -> float:
    """Return the scale an amount is printed in."""
    return next((one for one in (_TRILLION, _BILLION, _MILLION) if size >= one * 0.9995), 1.0)


def _is_projected(profile: Profile) -> bool:
    return profile.figure.status is Status.PROJECTION
