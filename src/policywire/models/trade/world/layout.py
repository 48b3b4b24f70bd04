"""The labels of a baseline's folder and the card that may lie in it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from policywire.facts.codes import places
from policywire.facts.errors import BadBaseline, BadDocument
from policywire.models.trade.economy import Array, Source
from policywire.models.trade.world.calibrate import Accounts
from policywire.models.trade.world.tables import Table, read_table
from policywire.schema import load

__all__ = ["Card", "Parts", "Region", "Sector", "read_card", "read_regions", "read_sectors"]

CARD = "baseline.yaml"
_GOODS = re.compile(r"[A-C](?![A-Za-z])")  # sections A to C of ISIC Rev. 4: C29, A01_02


@dataclass(frozen=True, slots=True)
class Card:
    """What a folder says of itself in ``baseline.yaml``; every field may be left out.

    Attributes
    ----------
    name, title : str
        What it is called, and a line about it.
    year : int
        The year of the flows; 0 where not said.
    currency : str
        Unit of the values; the layout's own where not said.
    tariff : str
        Which of several columns ``tariff_NAME`` is the base; the first where not said.
    sources : tuple of Source
        Where each part comes from.
    notes : tuple of str
        What a careful reader must know.
    groups : dict of str to tuple of str
        The user's own groups of regions or sectors.
    arrays_sha256 : str
        Hash of the packaged arrays; folders of CSV files have none.
    """

    name: str = ""
    title: str = ""
    year: int = 0
    currency: str = ""
    tariff: str = ""
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    arrays_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A row of regions.csv: code, name, and the countries inside where there are several."""

    code: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sector:
    """A row of sectors.csv: code, name, whether goods, theta where the table holds one."""

    code: str
    name: str
    goods: bool
    theta: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a folder, or a packaged file, says before it is calibrated.

    Attributes
    ----------
    card : Card
        What it says of itself.
    regions, sectors : tuple
        Its labels.
    accounts : Accounts
        Its numbers; cost shares add to 1.
    tariffs : dict of str to Array
        Further tariffs by name, shape (J, N, N).
    currency : str
        Unit of its values.
    notes : tuple of str
        What reading it did.
    """

    card: Card
    regions: tuple[Region, ...]
    sectors: tuple[Sector, ...]
    accounts: Accounts
    tariffs: dict[str, Array]
    currency: str
    notes: tuple[str, ...]


def read_card(folder: Path) -> Card:
    """Return the folder's card, an empty one where there is none.

    Raises
    ------
    BadBaseline
        If it breaks its schema.
    """
    path = folder / CARD
    if not path.exists():
        return Card()
    try:
        return load(path, Card)
    except BadDocument as error:
        raise BadBaseline(f"The card of the baseline is wrong. {error}") from error


def read_regions(folder: Path, made: Table) -> tuple[Region, ...]:
    """Return the regions of regions.csv, or those of the production table where it lacks."""
    table = read_table(folder, "regions")
    if table is None:
        return tuple(_region(code, "", "") for code in dict.fromkeys(made["region"]))
    _refuse_doubled(table)
    blank = [""] * len(table.lines)
    names, inside = table.columns.get("name", blank), table.columns.get("members", blank)
    return tuple(_region(*row) for row in zip(table["code"], names, inside, strict=True))


def _region(code: str, name: str, inside: str) -> Region:
    known = places().get(code)
    printed = known[0] if known and name in {"", code} else name or code
    members = tuple(inside.split())
    return Region(code, printed, members if members != (code,) else ())


def read_sectors(folder: Path, made: Table) -> tuple[Sector, ...]:
    """Return the sectors of sectors.csv, or those of the production table where it lacks.

    Without sectors.csv the goods are those whose codes are of ISIC's sections A to C.
    """
    table = read_table(folder, "sectors")
    if table is None:
        codes = dict.fromkeys(made["sector"])
        return tuple(Sector(code, code, bool(_GOODS.match(code))) for code in codes)
    _refuse_doubled(table)
    blank = [""] * len(table.lines)
    theta, names = table.columns.get("theta", blank), table.columns.get("name", table["code"])
    goods = [_truth(table, row) for row in range(len(table.lines))]
    rows = zip(table["code"], names, goods, theta, strict=True)
    return tuple(Sector(*row) for row in rows)


def _truth(table: Table, row: int) -> bool:
    said = table["tradable"][row].strip().lower()
    if said not in {"0", "1", "true", "false"}:
        raise BadBaseline(f"{table.at(row)}: tradable is '{said}'; write 1 or 0.")
    return said in {"1", "true"}


def _refuse_doubled(table: Table) -> None:
    seen: dict[str, int] = {}
    for row, code in enumerate(table["code"]):
        if not code.strip() or code in seen:
            why = f"is on {table.at(seen[code])} too" if code in seen else "is empty"
            raise BadBaseline(f"{table.at(row)}: code '{code}' {why}. Give each label once.")
        seen[code] = row
