"""Units and quantities: a number that knows what it counts.

Percent and percentage points are different units. Currency carries its scale, an index its
base, real money its price base. Text forms round-trip: ``USD million``, ``USD real 2017``,
``percent``, ``points``, ``share``, ``ratio``, ``index 2017=100``, ``MXN per USD``,
``USD per barrel``, ``persons thousand``.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from policywire.facts.errors import BadUnit, MixedUnits

__all__ = ["Dimension", "Quantity", "Unit"]

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SCALE_NAMES = {power: name for name, power in SCALES.items()}
_PLAIN = ("percent", "points", "share", "ratio", "rank")
_COUNTED = (
    *("persons", "jobs", "years", "months", "days", "votes"),
    *("barrels", "countries", "products", "states"),
    *("announcements", "decisions", "sentences"),
)


# ISO 4217; add one when a series needs it.
CURRENCIES = frozenset(
    [
        "AUD",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EUR",
        "GBP",
        "HKD",
        "IDR",
        "INR",
        "ISK",
        "JPY",
        "KRW",
        "MXN",
        "MYR",
        "NOK",
        "NZD",
        "PEN",
        "PHP",
        "PLN",
        "SEK",
        "SGD",
        "THB",
        "TRY",
        "TWD",
        "USD",
        "VND",
        "ZAR",
    ]
)


class Dimension(StrEnum):
    """What kind of thing a unit measures."""

    CURRENCY = "currency"
    PERCENT = "percent"
    POINTS = "points"
    SHARE = "share"
    RATIO = "ratio"
    RANK = "rank"
    INDEX = "index"
    PRICE = "price"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    Attributes
    ----------
    dimension : Dimension
        Kind of thing measured.
    name : str
        Currency code (ISO 4217), or what is counted; empty otherwise.
    scale : int
        Power of ten the number is written in: 6 for millions.
    per : str
        Denominator of a price or exchange rate: ``USD``, ``barrel``.
    base : str
        Base of an index (``2017=100``) or price base of real money (``2017``).
    """

    dimension: Dimension
    name: str = ""
    scale: int = 0
    per: str = ""
    base: str = ""

    @classmethod
    @lru_cache(maxsize=1024)
    def parse(cls, text: str) -> "Unit":
        """Read a unit; the inverse of ``str``.

        Raises
        ------
        BadUnit
            If the text is no unit.
        """
        if text in _PLAIN:
            return cls(Dimension(text))
        for reader in (_read_index, _read_price, _read_money, _read_count):
            unit = reader(text)
            if unit is not None:
                return unit
        raise BadUnit(
            f"'{text}' is no unit. Write USD million, USD real 2017, percent, points, share, "
            "ratio, index 2017=100, MXN per USD, USD per barrel, or persons thousand."
        )

    @property
    def unscaled(self) -> "Unit":
        """The same unit written in ones."""
        return replace(self, scale=0)

    def __str__(self) -> str:
        """Return the text that :meth:`parse` reads back."""
        if self.dimension is Dimension.INDEX:
            return f"index {self.base}"
        if not self.name:
            return self.dimension.value
        parts = [self.name, _SCALE_NAMES.get(self.scale, "")]
        parts += [f"per {self.per}" if self.per else "", f"real {self.base}" if self.base else ""]
        return " ".join(part for part in parts if part)


def _read_index(text: str) -> Unit | None:
    match = re.fullmatch(r"index (\S.*=\d+)", text)
    return Unit(Dimension.INDEX, base=match[1]) if match else None


def _read_price(text: str) -> Unit | None:
    match = re.fullmatch(r"([A-Z]{3}) per ([A-Za-z]+)", text)
    known = match and match[1] in CURRENCIES
    return Unit(Dimension.PRICE, name=match[1], per=match[2]) if match and known else None


def _read_money(text: str) -> Unit | None:
    scales = "|".join(SCALES)
    match = re.fullmatch(rf"([A-Z]{{3}})(?: ({scales}))?(?: real (\S+))?", text)
    if match is None or match[1] not in CURRENCIES:
        return None
    return Unit(Dimension.CURRENCY, match[1], SCALES.get(match[2], 0), base=match[3] or "")


def _read_count(text: str) -> Unit | None:
    name, _, scale = text.partition(" ")
    if name not in _COUNTED or (scale and scale not in SCALES):
        return None
    return Unit(Dimension.COUNT, name, SCALES.get(scale, 0))


PERCENT = Unit(Dimension.PERCENT)
POINTS = Unit(Dimension.POINTS)
SHARE = Unit(Dimension.SHARE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit.

    Sums and differences keep the unit, with one exception that is the point of the type: the
    difference of two percents is in percentage points.
    """

    value: float
    unit: Unit

    def to(self, unit: Unit) -> "Quantity":
        """Return the same quantity in another scale, or a share as percent and back.

        Raises
        ------
        MixedUnits
            If the units do not measure the same thing.
        """
        if unit == self.unit:
            return self
        if unit.unscaled == self.unit.unscaled:
            return Quantity(self.value * 10.0 ** (self.unit.scale - unit.scale), unit)
        if (self.unit, unit) == (SHARE, PERCENT):
            return Quantity(self.value * 100.0, unit)
        if (self.unit, unit) == (PERCENT, SHARE):
            return Quantity(self.value / 100.0, unit)
        raise MixedUnits(f"A quantity in {self.unit} cannot be written in {unit}.")

    def __add__(self, other: "Quantity") -> "Quantity":
        """Return the sum; percents do not add up, points shift a percent.

        Raises
        ------
        MixedUnits
            If the units differ, or both are percents, shares, ranks or indexes.
        """
        if (self.unit, other.unit) == (PERCENT, POINTS):
            return Quantity(self.value + other.value, PERCENT)
        if self.unit.dimension not in _ADDITIVE:
            raise MixedUnits(f"Quantities in {self.unit} do not add up to anything.")
        return Quantity(self.value + _like(self, other).value, self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        """Return the difference; that of percents or shares is in points.

        Raises
        ------
        MixedUnits
            If the units differ.
        """
        if (self.unit, other.unit) == (PERCENT, POINTS):
            return Quantity(self.value - other.value, PERCENT)
        if self.unit in (PERCENT, SHARE):
            left, right = self.to(PERCENT), _like(self, other).to(PERCENT)
            return Quantity(left.value - right.value, POINTS)
        return Quantity(self.value - _like(self, other).value, self.unit)

    def __str__(self) -> str:
        """Return number and unit, for error messages and terminals."""
        return f"{self.value:,.15g} {self.unit}"


_ADDITIVE = (Dimension.CURRENCY, Dimension.POINTS, Dimension.COUNT)


def _like(left: Quantity, right: Quantity) -> Quantity:
    """Return ``right`` in the scale of ``left``, refusing another unit."""
    if left.unit.unscaled != right.unit.unscaled:
        raise MixedUnits(f"{left.unit} and {right.unit} cannot be set against each other.")
    return right.to(left.unit)
