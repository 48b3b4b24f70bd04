"""Series: the address of a statistic, what it measures, and its observations."""

import re
from array import array
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from policywire.facts.codes import Place, Product
from policywire.facts.errors import BadKey
from policywire.facts.origin import Origin
from policywire.facts.period import Frequency, Period
from policywire.facts.unit import Quantity, Unit

__all__ = ["Adjustment", "Batch", "Gather", "Observation", "Series", "SeriesKey", "Status"]

_KEY = re.compile(
    r"([a-z][a-z0-9_]*):([a-z0-9_]+(?:\.[a-z0-9_]+)*)/([A-Z-]+)(?:\.([A-Z-]+))?(?:/(\S+))?"
)


class Adjustment(StrEnum):
    """Seasonal adjustment of a series."""

    ADJUSTED = "SA"
    UNADJUSTED = "NSA"
    NONE = "none"  # no season to take out: a price of the day, a policy rate


class Gather(StrEnum):
    """How finer observations make a longer period."""

    SUM = "sum"  # flows
    MEAN = "mean"  # rates, prices, indexes
    LAST = "last"  # stocks


class Status(StrEnum):
    """How final a number is."""

    ACTUAL = "actual"
    PRELIMINARY = "preliminary"
    ESTIMATE = "estimate"
    PROJECTION = "projection"


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """The address of a series: ``census:imports.general/USA.MEX/naics:336``.

    Attributes
    ----------
    publisher : str
        Short name of the publishing body.
    measure : str
        What is measured, general to particular, joined by dots.
    place : Place
        Who reports.
    partner : Place or None
        The other side of a bilateral measure.
    product : Product or None
        Goods or industry covered; all of them when None.
    """

    publisher: str
    measure: str
    place: Place
    partner: Place | None = None
    product: Product | None = None

    @classmethod
    @lru_cache(maxsize=65536)
    def parse(cls, text: str) -> "SeriesKey":
        """Read a key; the inverse of ``str``.

        Raises
        ------
        BadKey
            If the text has not the shape of a key.
        BadCode
            If a place or product in it is unknown.
        """
        match = _KEY.fullmatch(text)
        if match is None:
            raise BadKey(
                f"'{text}' is no series key. Write publisher:measure/PLACE[.PARTNER][/product], "
                "as in census:imports.general/USA.MEX/naics:336."
            )
        publisher, measure, place, partner, product = match.groups()
        return cls(
            publisher,
            measure,
            Place.parse(place),
            Place.parse(partner) if partner else None,
            Product.parse(product) if product else None,
        )

    @property
    def family(self) -> str:
        """Publisher and measure: what the catalogue describes once for all places."""
        return f"{self.publisher}:{self.measure}"

    @property
    def whole(self) -> "SeriesKey":
        """The key of the total over all products."""
        return replace(self, product=None)

    def __str__(self) -> str:
        """Return the text that :meth:`parse` reads back."""
        partner = f".{self.partner}" if self.partner else ""
        product = f"/{self.product}" if self.product else ""
        return f"{self.publisher}:{self.measure}/{self.place}{partner}{product}"


@dataclass(frozen=True, slots=True)
class Series:
    """What a series measures.

    Attributes
    ----------
    key : SeriesKey
        Its address.
    title : str
        What it is, in words a reader understands.
    unit : Unit
        Unit of its values.
    frequency : Frequency
        Grain of its periods.
    basis : str
        Accounting basis: ``general imports, customs value``.
    adjustment : Adjustment
        Seasonal adjustment.
    gather : Gather
        How its observations make longer periods.
    publisher, dataset, url, licence : str
        Who publishes it, where, on what terms.
    layer : str
        ``collected``, ``statutory`` or ``modelled`` for duties; empty otherwise.
    note : str
        What a careful reader must know; empty when nothing.
    """

    key: SeriesKey
    title: str
    unit: Unit
    frequency: Frequency
    basis: str
    adjustment: Adjustment
    gather: Gather
    publisher: str
    dataset: str
    url: str
    licence: str
    layer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one series, about one period, as said on one day.

    Attributes
    ----------
    key : SeriesKey
        The series.
    period : Period
        What the value is about.
    value : float
        In the unit of the series.
    vintage : date
        When it was said.
    status : Status
        How final it was then.
    document : str
        Id of the source document it was read from (``Origin.id``).
    """

    key: SeriesKey
    period: Period
    value: float
    vintage: date
    status: Status
    document: str

    def quantity(self, unit: Unit) -> Quantity:
        """Return the value with the unit of its series."""
        return Quantity(self.value, unit)


@dataclass(frozen=True, slots=True)
class Batch:
    """Many observations of one vintage from one document, in columns.

    Attributes
    ----------
    keys : tuple of str
        S series keys as text, each once.
    series : array of int32
        Position in ``keys``, shape (N,).
    start : array of int32
        First day of each period as proleptic ordinal (``date.toordinal``), shape (N,).
    value : array of float64
        Values in the unit of their series, shape (N,).
    vintage : date
        When the values were said.
    status : Status
        How final they were.
    origin : Origin
        The document they were read from.
    """

    keys: tuple[str, ...]
    series: "array[int]"
    start: "array[int]"
    value: "array[float]"
    vintage: date
    status: Status
    origin: Origin
