"""The tables of the choice as packaged: lines, months, draws, certificate.

``tools/freeze_choice.py`` computes them; ``certificate.json`` says from what and how well they fit.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadDocument, NotHeld
from policywire.models.origin_choice.vehicles import PARTS, Makers, makers

__all__ = [
    "PLACES",
    "Choice",
    "Goods",
    "Month",
    "certificate",
    "choice",
    "collected",
    "count",
    "goods",
    "months",
    "partner",
]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
PLACES = ("MEX", "CAN")


@dataclass(frozen=True, slots=True)
class Goods:
    """Imports of one place by tariff number.

    Attributes
    ----------
    place : str
        Where they are from.
    code : tuple of str
        G tariff numbers: eight digits for Mexico and Canada, six for others.
    sector : tuple of str
        The model's sector of each; empty for a number that is no good of a sector.
    imports : Array
        U.S. imports of 2024 at customs value, dollars, shape (G,); lines divide their subheading
        as trade of 2025 does.
    recent : Array
        U.S. imports of July to December 2025, dollars, shape (G,).
    claimed : Array
        Share of value that claimed in the second half of 2025, shape (G,).
    margin : Array
        What a claim saved then, as a share of value, shape (G,).
    base : Array
        What a specific or compound base rate comes to as a share of value; 0 for other lines.
    vehicle, core : Flags
        Light vehicles, and their core parts (USMCA Appendix to Annex 4-B, Table A.2).
    """

    place: str
    code: tuple[str, ...]
    sector: tuple[str, ...]
    imports: Array
    recent: Array
    claimed: Array
    margin: Array
    base: Array
    vehicle: Flags
    core: Flags


@dataclass(frozen=True, slots=True)
class Choice:
    """One joint draw of what is not known for certain.

    Attributes
    ----------
    median : dict of str to float
        Median cost of claiming by place, as a share of value.
    sigma : float
        Deviation of its logarithm.
    maker_median : float
        The same median for makers of vehicles.
    theta : float
        Slope of the cost gap between parts of two origins.
    spread, mean : float
        Deviation and mean of the regional share of a maker's parts.
    us_content : float
        Share of a vehicle's value that is U.S.
    """

    median: dict[str, float]
    sigma: float
    maker_median: float
    theta: float
    spread: float
    mean: float
    us_content: float

    def makers(self) -> Makers:
        """Return the makers of vehicles of this draw."""
        american = min(self.us_content / (PARTS * self.mean), 1.0)
        cost = np.array([np.log(self.maker_median), self.sigma])
        return makers(self.mean, self.spread, american, self.theta, cost)


@dataclass(frozen=True, slots=True)
class Month:
    """Imports and claims of one place in a month, by class of line.

    Attributes
    ----------
    imports, claimed : dict of str to float
        Dollars by class: ``ad_valorem``, ``mfn_free``, ``specific_or_compound``.
    """

    imports: dict[str, float]
    claimed: dict[str, float]

    def share(self, *classes: str) -> float:
        """Return the share of value that claimed, over some classes or all."""
        names = classes or tuple(self.imports)
        whole = sum(self.imports[name] for name in names)
        return sum(self.claimed[name] for name in names) / whole if whole else 0.0


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = files("policywire") / "data" / "origin-choice" / name
    return csv.DictReader(path.read_text(encoding="utf-8").splitlines())


@cache
def goods(place: str) -> Goods:
    """Return the lines of Mexico or Canada.

    Raises
    ------
    NotHeld
        If lines with claims are not held for the place.
    """
    rows = [row for row in _rows("lines.csv") if row["place"] == place]
    if not rows:
        raise NotHeld(
            f"Claims by tariff line are held for {', '.join(PLACES)}, not for {place}. "
            "Ask for one of these."
        )
    return Goods(
        place=place,
        code=tuple(row["line"] for row in rows),
        sector=tuple(row["sector"] for row in rows),
        imports=_column(rows, "imports"),
        recent=_column(rows, "recent"),
        claimed=_column(rows, "claimed"),
        margin=_column(rows, "margin"),
        base=_column(rows, "base"),
        vehicle=np.array([row["group"] == "vehicle" for row in rows]),
        core=np.array([row["group"] == "core" for row in rows]),
    )


def _column(rows: list[dict[str, str]], name: str) -> Array:
    held = np.array([float(row[name] or 0) for row in rows])
    held.flags.writeable = False
    return held


@cache
def partner(place: str) -> Goods:
    """Return the subheadings of a partner without the USMCA: CHN or EUU.

    Raises
    ------
    NotHeld
        If the partner is not held.
    """
    rows = [row for row in _rows("partners.csv") if row["place"] == place]
    if not rows:
        raise NotHeld(f"Imports by subheading are held for CHN and EUU, not for {place}.")
    nothing = np.zeros(len(rows))
    none = nothing.astype(bool)
    return Goods(
        place=place,
        code=tuple(row["subheading"] for row in rows),
        sector=tuple(row["sector"] for row in rows),
        imports=_column(rows, "imports"),
        recent=nothing,
        claimed=nothing,
        margin=nothing,
        base=nothing,
        vehicle=none,
        core=none,
    )


@cache
def _draws() -> tuple[Choice, ...]:
    return tuple(
        Choice(
            median={"MEX": float(row["median_mex"]), "CAN": float(row["median_can"])},
            sigma=float(row["sigma"]),
            maker_median=float(row["median_makers"]),
            theta=float(row["theta"]),
            spread=float(row["spread"]),
            mean=float(row["mean"]),
            us_content=float(row["us_content"]),
        )
        for row in _rows("draws.csv")
    )


def choice(draw: int = 0) -> Choice:
    """Return a joint draw: 0 the central one, 1 and up the bootstrap's, again from 1 after it."""
    held = _draws()
    return held[0] if draw == 0 else held[1 + (draw - 1) % (len(held) - 1)]


def count() -> int:
    """Return how many draws there are beside the central one."""
    return len(_draws()) - 1


@cache
def months(place: str) -> dict[str, Month]:
    """Return imports and claims by month such as ``2025-06``."""
    made: dict[str, Month] = {}
    for row in _rows("months.csv"):
        if row["place"] == place:
            month = made.setdefault(row["month"], Month({}, {}))
            month.imports[row["lines"]] = float(row["imports"])
            month.claimed[row["lines"]] = float(row["claimed"])
    return made


@cache
def collected(place: str) -> dict[str, tuple[float, float]]:
    """Return imports for consumption and calculated duties by month, dollars."""
    return {
        row["month"]: (float(row["imports"]), float(row["duties"]))
        for row in _rows("collected.csv")
        if row["place"] == place
    }


@cache
def certificate() -> dict[str, Any]:
    """Return what the calibration rests on, and how well it fits.

    Raises
    ------
    BadDocument
        If the packaged file is damaged.
    """
    path = files("policywire") / "data" / "origin-choice" / "certificate.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(held, dict):
        raise BadDocument("certificate.json is damaged. Install the package anew.")
    return held
