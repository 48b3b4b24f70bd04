"""Families: series described once for all their places, partners and products.

A family's key is the shape of its members' keys: ``{partner}`` and ``{state}`` stand for place
codes, ``[/hs:NN]`` for a product that may follow, ``N`` for a digit.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from policywire.facts import (
    Adjustment,
    Frequency,
    Gather,
    Period,
    Place,
    Product,
    SeriesKey,
    Unit,
)

__all__ = ["DataSet", "Family", "Freeze", "SeriesDocument"]

_LAYERS = ("", "collected", "statutory", "modelled")


@dataclass(frozen=True, slots=True)
class Freeze:
    """Which members of a family travel inside the package.

    Attributes
    ----------
    since : Period
        The first period kept.
    partners : tuple of Place
        Partners kept; all of them, or none needed, when empty.
    products : tuple of str
        Products kept, ``N`` for any digit: ``hs:NN``; only the total when empty.
    """

    since: Period
    partners: tuple[Place, ...] = ()
    products: tuple[str, ...] = ()

    def keeps(self, key: SeriesKey) -> bool:
        """Return whether the member ``key`` is kept."""
        if self.partners and key.partner not in self.partners:
            return False
        if key.product is None:
            return not self.products
        return any(_matches(pattern, key.product) for pattern in self.products)


@dataclass(frozen=True, slots=True)
class Family:
    """Series that differ only in place, partner and product.

    Attributes
    ----------
    key : str
        Shape of their keys: ``census:exports.total/USA.{partner}[/hs:NN]``.
    title : str
        Title over all products; ``{place}`` and ``{partner}`` stand for names.
    unit : Unit
        Unit of their values.
    frequency : Frequency
        Grain of their periods.
    basis : str
        Accounting basis.
    adjustment : Adjustment
        Seasonal adjustment.
    gather : Gather
        How observations make longer periods.
    product_title : str
        Title of one product, with ``{product}``; empty when there are none.
    layer : str
        ``collected``, ``statutory`` or ``modelled`` for duties; empty otherwise.
    note : str
        What a careful reader must know.
    freeze : tuple of Freeze
        What travels inside the package; nothing when empty.
    """

    key: str
    title: str
    unit: Unit
    frequency: Frequency
    basis: str
    adjustment: Adjustment
    gather: Gather
    product_title: str = ""
    layer: str = ""
    note: str = ""
    freeze: tuple[Freeze, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an unknown layer, and a product without a title or a title without product."""
        if self.layer not in _LAYERS:
            raise ValueError(f"layer '{self.layer}' is none of {', '.join(_LAYERS[1:])}.")
        if bool(self.product_title) != ("[/" in self.key):
            raise ValueError("give product_title where the key has products, and only there.")

    @property
    def name(self) -> str:
        """Publisher and measure, as in :attr:`SeriesKey.family`."""
        return self.key.partition("/")[0]

    def fits(self, key: SeriesKey) -> bool:
        """Return whether ``key`` has the shape of this family."""
        return _shape(self.key).fullmatch(str(key)) is not None

    def kept_since(self, key: SeriesKey) -> Period | None:
        """Return the first period of ``key`` that travels inside the package, or None."""
        found = [rule.since for rule in self.freeze if rule.keeps(key)]
        return min(found) if found else None


@dataclass(frozen=True, slots=True)
class DataSet:
    """A published data set and the families of series in it.

    Attributes
    ----------
    publisher, dataset : str
        Who publishes it, and its name.
    url : str
        Its public page.
    licence : str
        Terms of use.
    families : tuple of Family
        Its series.
    """

    publisher: str
    dataset: str
    url: str
    licence: str
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class SeriesDocument:
    """A desk's ``series.yaml``."""

    datasets: tuple[DataSet, ...]


@lru_cache(maxsize=1024)
def _shape(text: str) -> re.Pattern[str]:
    pattern = re.escape(text).replace(r"\{partner\}", "[A-Z]+").replace(r"\{state\}", "[A-Z-]+")
    return re.compile(re.sub(r"\\\[/(hs|naics):(N+)\\\]", _product_shape, pattern))


def _product_shape(match: re.Match[str]) -> str:
    return rf"(?:/{match[1]}:\d{{{len(match[2])}}})?"


def _matches(pattern: str, product: Product) -> bool:
    return re.fullmatch(pattern.replace("N", r"\d"), str(product)) is not None
