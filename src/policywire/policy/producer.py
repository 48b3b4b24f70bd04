"""What the producer of a vehicle can show: labour value, purchases of metal, core parts.

A passenger vehicle, light truck or heavy truck is let in under the USMCA only if its producer meets
them too (19 U.S.C. 4532(c); 19 CFR 182.93, 182.94). They are of the producer's year, not of one
vehicle, so they stand in a file of their own beside the bill of materials.
"""

from dataclasses import dataclass
from pathlib import Path

from policywire.facts.errors import BadDocument
from policywire.policy.content import purchased_share
from policywire.schema import load

__all__ = ["Labour", "Producer", "Purchases", "Wages", "read_producer"]


@dataclass(frozen=True, slots=True)
class Purchases:
    """A producer's purchases of steel or of aluminum in its year, in any one currency.

    Attributes
    ----------
    originating : float
        Of these, what originates.
    purchases : float
        All of them in the territory, above 0.
    """

    originating: float
    purchases: float

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        _share(self.originating, self.purchases, "originating purchases", "purchases")


@dataclass(frozen=True, slots=True)
class Wages:
    """A producer's spending where high wages are paid, and all of it, in any one currency.

    Attributes
    ----------
    high_wage : float
        Spending at plants, or on work, that pays the wage of article 7 or more.
    total : float
        All such spending, above 0.
    """

    high_wage: float
    total: float

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        _share(self.high_wage, self.total, "high-wage spending", "spending")

    @property
    def percent(self) -> float:
        """The share at high wages."""
        return _share(self.high_wage, self.total, "high-wage spending", "spending")


@dataclass(frozen=True, slots=True)
class Labour:
    """What labour value content is counted from.

    Attributes
    ----------
    materials : Wages
        High-wage materials and manufacturing, over the net cost or the year's purchases.
    technology : Wages or None
        Wages for research, development and information technology, over all production wages.
    assembly_plant : bool
        Whether the producer runs a high-wage plant for engines, gear boxes or batteries, large
        enough for the credit (29 CFR 810.300).
    """

    materials: Wages
    technology: Wages | None = None
    assembly_plant: bool = False


@dataclass(frozen=True, slots=True)
class Producer:
    """What the producer of a vehicle can show.

    Attributes
    ----------
    labour : Labour or None
        Labour value content; None where it was not given.
    steel, aluminum : Purchases or None
        Purchases; None where they were not given.
    core_parts_originate : bool or None
        Whether all core parts of its light vehicles originate; None where it was not said.
    """

    labour: Labour | None = None
    steel: Purchases | None = None
    aluminum: Purchases | None = None
    core_parts_originate: bool | None = None


def read_producer(path: Path) -> Producer:
    """Read a producer's file.

    Raises
    ------
    BadDocument
        If it cannot be read, breaks the schema or gives what is no share; it names the line.
    """
    return load(path, Producer)


def _share(part: float, whole: float, name: str, of: str) -> float:
    """Return a share as percent, and refuse what is none."""
    if not 0 < whole < float("inf") or not 0 <= part <= whole:
        raise BadDocument(
            f"{name} of {part:g} in {of} of {whole:g} are no share. Mend the amounts."
        )
    return purchased_share(part, whole)
