"""The catalogue: what every series measures, from the ``series.yaml`` of each desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from policywire.desks.families import DataSet, Family, SeriesDocument
from policywire.facts import Place, Product, Series, SeriesKey
from policywire.facts.errors import BadDocument, UnknownSeries, near
from policywire.schema import loads

__all__ = [
    "Catalogue",
    "Kept",
    "describe",
    "families",
    "open_catalogue",
    "place_name",
    "product_name",
    "selected",
    "shipped",
]

T = TypeVar("T")
_OURS = "policywire.desks.trade"


@dataclass(frozen=True, slots=True)
class Kept:
    """A series that travels inside the package, from a day on.

    Attributes
    ----------
    key : SeriesKey
        The series.
    since : date
        First day of the first period kept.
    """

    key: SeriesKey
    since: date


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the series of one or more desks measure.

    Attributes
    ----------
    datasets : tuple of DataSet
        Published data sets, in the order of the documents.
    products : dict of str to str
        Names of products in running text, by code: ``hs:87`` is ``vehicles``.
    places : dict of str to str
        Names of places in running text where they differ from :attr:`Place.name`.
    homes : dict of str to DataSet
        The data set of each family, by family name.
    members : dict of str to Family
        The families, by name.
    """

    datasets: tuple[DataSet, ...]
    products: dict[str, str]
    places: dict[str, str]
    homes: dict[str, DataSet]
    members: dict[str, Family]

    def describe(self, key: SeriesKey) -> Series:
        """Return what the series ``key`` measures.

        Raises
        ------
        UnknownSeries
            If no family has that name, or its keys have another shape.
        """
        family = self.family(key)
        home = self.homes[family.name]
        return Series(
            key,
            title=self._title(family, key),
            unit=family.unit,
            frequency=family.frequency,
            basis=family.basis,
            adjustment=family.adjustment,
            gather=family.gather,
            publisher=home.publisher,
            dataset=home.dataset,
            url=home.url,
            licence=home.licence,
            layer=family.layer,
            note=family.note,
        )

    def family(self, key: SeriesKey) -> Family:
        """Return the family of ``key``.

        Raises
        ------
        UnknownSeries
            If no family has that name, or its keys have another shape.
        """
        family = self.members.get(key.family)
        if family is None:
            hint = near(key.family, self.members)
            raise UnknownSeries(
                f"No desk has series called {key.family}.{hint} "
                f"The {len(self.members)} families are listed in docs/reference/series.md."
            )
        if not family.fits(key):
            raise UnknownSeries(f"{key} does not have the shape {family.key}.")
        return family

    def selected(self, keys: Iterable[SeriesKey]) -> tuple[Kept, ...]:
        """Return those of ``keys`` that travel inside the package, in the same order.

        Raises
        ------
        UnknownSeries
            If the catalogue does not know a key.
        """
        since = [(key, self.family(key).kept_since(key)) for key in keys]
        return tuple(Kept(key, period.start) for key, period in since if period is not None)

    def place_name(self, place: Place) -> str:
        """Return the name of a place as it stands in running text: ``the United Kingdom``."""
        return self.places.get(place.code, place.name)

    def product_name(self, product: Product) -> str:
        """Return the name of a product as it stands in running text: ``vehicles``."""
        named = self.products.get(str(product))
        return named or f"goods of {product.system.upper()} {product.code}"

    def _title(self, family: Family, key: SeriesKey) -> str:
        template = family.product_title if key.product else family.title
        return template.format(
            place=self.place_name(key.place),
            partner=self.place_name(key.partner) if key.partner else "",
            product=self.product_name(key.product) if key.product else "",
        )


def open_catalogue(*desks: Traversable) -> Catalogue:
    """Return the catalogue of the desks in the folders ``desks``.

    A desk's folder may hold ``series.yaml``, ``products.yaml`` and ``places.yaml``.

    Raises
    ------
    BadDocument
        If a document breaks its schema, or two families have one name.
    """
    documents = [_read(desk, "series.yaml", SeriesDocument) for desk in desks]
    datasets = tuple(home for document in documents if document for home in document.datasets)
    homes: dict[str, DataSet] = {}
    members: dict[str, Family] = {}
    for home in datasets:
        for family in home.families:
            if family.name in members:
                raise BadDocument(f"Two families are called {family.name}. Rename one.")
            homes[family.name], members[family.name] = home, family
    products = _names(desks, "products.yaml")
    return Catalogue(datasets, products, _names(desks, "places.yaml"), homes, members)


@cache
def shipped() -> Catalogue:
    """Return the catalogue of all desks installed, ours first."""
    # Ours is named besides, so that a checkout works before it is installed.
    found = sorted({item.value for item in entry_points(group="policywire.desks")} - {_OURS})
    return open_catalogue(*(files(module) for module in (_OURS, *found)))


def describe(key: SeriesKey) -> Series:
    """Return what the series ``key`` measures; see :meth:`Catalogue.describe`."""
    return shipped().describe(key)


def families() -> tuple[Family, ...]:
    """Return every family of series, in the order of the documents."""
    return tuple(shipped().members.values())


def selected(keys: Iterable[SeriesKey]) -> tuple[Kept, ...]:
    """Return those of ``keys`` that travel inside the package."""
    return shipped().selected(keys)


def place_name(place: Place) -> str:
    """Return the name of a place as it stands in running text."""
    return shipped().place_name(place)


def product_name(product: Product) -> str:
    """Return the name of a product as it stands in running text."""
    return shipped().product_name(product)


def _names(desks: Iterable[Traversable], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for desk in desks:
        found |= _read(desk, name, dict[str, str]) or {}
    return found


def _read(desk: Traversable, name: str, kind: type[T]) -> T | None:
    """Read one document of a desk, or None where the desk has none."""
    path = desk.joinpath(name)
    if not path.is_file():
        return None
    return loads(path.read_text(encoding="utf-8"), kind, f"{desk.name}/{name}")
