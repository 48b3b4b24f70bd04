"""A table of sites as its author wrote it: a closed schema, every number with its quality."""

import math
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from policywire.facts.errors import BadDocument
from policywire.models.sourcing.landed import Stock
from policywire.schema import load

__all__ = ["Number", "Quality", "Site", "Table", "read_sites"]


class Quality(StrEnum):
    """How well a number is known."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    VENDOR = "vendor"
    ASSUMED = "assumed"


_SHARE = "It is a share of value: 0.125 for 12.5 percent."
# The highest base rate is 350 percent; two years is longer than any sea voyage.
_MOST = (
    *(("duty", 4.0, _SHARE), ("extra", 4.0, _SHARE), ("risk", 1.0, _SHARE)),
    *(("weeks", 104.0, "Give weeks."), ("deviation", 104.0, "Give weeks.")),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with where it is from.

    Attributes
    ----------
    value : float
        The number, 0 or more.
    quality : Quality
        How well it is known.
    source : str
        Where it is from; what is assumed needs none.
    as_of : str
        When it held: ``2025-02``.
    low, high : float or None
        What other pages say.
    """

    value: float
    quality: Quality
    source: str = ""
    as_of: str = ""
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is below 0, a range that leaves the value out, and a figure of no source."""
        if not 0 <= self.value < math.inf:
            raise BadDocument(f"{self.value:g} is no cost, share or time. Give 0 or more.")
        if self.quality is not Quality.ASSUMED and not self.source:
            raise BadDocument(
                f"a number that is {self.quality} names its source; this one does not."
            )
        if not (self.low or self.value) <= self.value <= (self.high or self.value):
            raise BadDocument(f"{self.value:g} lies outside its range.")


@dataclass(frozen=True, slots=True)
class Site:
    """A place a good could be made.

    Attributes
    ----------
    name, origin : str
        What it is called, and the place its goods originate in as the law has it: ``MEX``.
    wage : Number
        Dollars an hour.
    productivity : Number
        Output an hour over that of the first site.
    materials : Number
        Cost of materials over that of the first site.
    freight : Number
        Dollars a container, door to door.
    weeks, deviation : Number
        Lead time and its standard deviation.
    risk : Number
        Cost of what may go wrong, as a share of the ex-works value.
    claim : bool
        Whether goods claim the USMCA preference.
    duty : Number or None
        Duty as a share of value instead of the law's.
    extra : Number or None
        Duty on top of the law's where a list is not held.
    """

    name: str
    origin: str
    wage: Number
    productivity: Number
    materials: Number
    freight: Number
    weeks: Number
    deviation: Number
    risk: Number
    claim: bool = False
    duty: Number | None = None
    extra: Number | None = None

    def __post_init__(self) -> None:
        """Refuse a site without output, and a duty given twice."""
        if self.productivity.value == 0:
            raise BadDocument(f"{self.name}: productivity is above 0.")
        if self.duty is not None and self.extra is not None:
            raise BadDocument(f"{self.name}: give duty (all of it) or extra (on top), not both.")
        if self.origin == "USA" and (self.duty or self.extra):
            raise BadDocument(f"{self.name}: goods made in the United States bear no import duty.")
        for name, most, wanted in _MOST:
            given = getattr(self, name)
            if given is not None and given.value > most:
                raise BadDocument(
                    f"{self.name}: {name} is {given.value:g}, which is above {most:g}. {wanted}"
                )


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison as written.

    Attributes
    ----------
    title, hts : str
        What is compared, and the good's tariff number.
    day : date
        Whose law duties are of.
    labour, materials, other : float
        Parts of the ex-works cost at the first site, any one currency.
    container, entry : float
        Dollars of goods in a container, and in an entry.
    sites : tuple of Site
        Two or more; the first is what indices refer to.
    note : str
        What a reader must know.
    """

    title: str
    hts: str
    day: date
    labour: float
    materials: float
    other: float
    container: float
    entry: float
    sites: tuple[Site, ...]
    stock: Stock = field(default_factory=Stock)
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a table that compares nothing, and costs that are none."""
        if len(self.sites) < 2:
            raise BadDocument("a comparison needs two sites or more.")
        names = [site.name for site in self.sites]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise BadDocument(f"{', '.join(doubled)} stands twice.")
        parts = (self.labour, self.materials, self.other)
        if not all(0 <= part < math.inf for part in parts) or not sum(parts) > 0:
            raise BadDocument("labour, materials and other are 0 or more, and not all 0.")
        if not (0 < self.container < math.inf and 0 < self.entry < math.inf):
            raise BadDocument("container and entry are dollars above 0.")
        if self.sites[0].wage.value == 0 or self.sites[0].materials.value == 0:
            raise BadDocument(
                "the first site's wage and materials are above 0: others refer to it."
            )


def read_sites(path: Path | None = None) -> Table:
    """Read a table of sites; the packaged one when none is named.

    Raises
    ------
    BadDocument
        If it cannot be read or breaks the schema; the message names the line.
    """
    own = Path(str(files("policywire.models.sourcing") / "sites.yaml"))
    return load(path or own, Table)
