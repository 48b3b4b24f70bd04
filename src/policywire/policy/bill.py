"""A bill of materials: what a good is made of, read from CSV or Excel and checked row by row."""

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from policywire.facts.errors import BadCode, BadDocument, near
from policywire.policy.content import Landed, nonoriginating_value
from policywire.policy.hts import read_number
from policywire.policy.xlsx import read_sheet

__all__ = ["COLUMNS", "Bill", "Material", "read_bill"]

COLUMNS = {
    "item": "its name, used once",
    "hts": "its tariff number, 4 digits or more",
    "originating": "yes or no",
    "value": "its value to the producer",
    "parent": "the item it is used up in; empty for the good itself",
    "processing": "value of processing done in the territory on a non-originating item",
    "freight": "freight, insurance and packing to the producer, within its value",
    "duties": "duties, taxes and brokerage paid in the territory, within its value",
    "waste": "waste and spoilage, within its value",
    "scrap": "value of renewable scrap",
    "kind": "material, retail_packaging, packing or indirect",
    "intermediate": "yes where the producer designates a self-produced item",
    "rvc_required": "yes where its own rule asks for content",
    "weight": "its weight, in one unit for all",
    "elastomeric": "yes for elastomeric yarn",
}
_NEEDED = ("item", "hts", "originating", "value")
_AMOUNTS = ("value", "processing", "freight", "duties", "waste", "scrap", "weight")
_KINDS = ("material", "retail_packaging", "packing", "indirect")
_YES = {"yes": True, "y": True, "true": True, "1": True}
_NO = {"no": False, "n": False, "false": False, "0": False, "": False}
_MOST = 32_000_000  # bytes of a bill


@dataclass(frozen=True, slots=True)
class Material:
    """A row of the bill.

    Attributes
    ----------
    row : int
        Where it stands in the file, the head being row 1.
    item, hts, parent : str
        Name, digits of its number, and the item it is used up in.
    originating : bool
        Whether it qualifies as originating.
    landed : Landed
        Its value and what may be deducted of it.
    processing : float
        Processing done on it in the territory.
    kind : str
        material, retail_packaging, packing or indirect.
    intermediate, rvc_required, elastomeric : bool
        As in :data:`COLUMNS`.
    weight : float
        Its weight.
    """

    row: int
    item: str
    hts: str
    originating: bool
    landed: Landed
    parent: str = ""
    processing: float = 0.0
    kind: str = "material"
    intermediate: bool = False
    rvc_required: bool = False
    elastomeric: bool = False
    weight: float = 0.0


@dataclass(frozen=True)
class Bill:
    """A good's materials.

    Attributes
    ----------
    name : str
        What errors call it.
    materials : tuple of Material
        In the order of the file.
    """

    name: str
    materials: tuple[Material, ...]
    _under: dict[str, list[Material]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse parents that are not there, loops, and parts worth more than the whole."""
        items = {one.item: one for one in self.materials}
        for one in self.materials:
            if one.parent and one.parent not in items:
                hint = near(one.parent, items)
                raise self._fault(one.row, "parent", f"no item is called '{one.parent}'.{hint}")
            self._under.setdefault(one.parent, []).append(one)
        for one in self.materials:
            self._refuse_loop(one, items)
        for one in self.materials:
            self._refuse_excess(one)
            self._refuse_nested(one)

    def under(self, item: str) -> list[Material]:
        """Return what is used up in an item; in the good itself for an empty name."""
        return self._under.get(item, [])

    def nonoriginating(self) -> list[Material]:
        """Return the materials of the good that do not originate (4531(j), (k) left out)."""
        return [one for one in self.under("") if not one.originating and self.counts(one)]

    def counts(self, one: Material) -> bool:
        """Return whether a material is looked at: packing is disregarded, indirect originates."""
        return one.kind in ("material", "retail_packaging")

    def value_of(self, one: Material) -> float:
        """Return what a material adds to the value of non-originating materials: 4531(d)(4), (10).

        Nothing where it originates. Otherwise its value after deductions, less processing in the
        territory and the originating materials inside it.
        """
        if one.originating or not self.counts(one):
            return 0.0
        inside = sum(self.originating_inside(part) for part in self.under(one.item))
        return max(0.0, nonoriginating_value(one.landed) - one.processing - inside)

    def originating_inside(self, one: Material) -> float:
        """Return the originating value within a material, itself and what it is made of."""
        if one.originating or one.kind == "indirect":
            return one.landed.value
        return one.processing + sum(self.originating_inside(part) for part in self.under(one.item))

    def vnm(self) -> float:
        """Return the value of non-originating materials of the good."""
        return sum(self.value_of(one) for one in self.nonoriginating())

    def _fault(self, row: int, column: str, message: str) -> BadDocument:
        return BadDocument(f"{self.name}, row {row}, column {column}: {message}")

    def _refuse_loop(self, one: Material, items: dict[str, Material]) -> None:
        seen, at = {one.item}, one
        while at.parent:
            if at.parent in seen:
                raise self._fault(one.row, "parent", f"'{one.item}' is used up in itself.")
            seen.add(at.parent)
            at = items[at.parent]

    def _refuse_excess(self, one: Material) -> None:
        parts = one.processing + sum(part.landed.value for part in self.under(one.item))
        if parts > one.landed.value * (1 + 1e-9):
            raise self._fault(
                one.row,
                "value",
                f"'{one.item}' is worth {one.landed.value:g}, and what it is made of {parts:g}.",
            )
        taken = (
            one.landed.freight + one.landed.duties + max(0.0, one.landed.waste - one.landed.scrap)
        )
        if taken > one.landed.value:
            raise self._fault(
                one.row,
                "value",
                f"deductions of {taken:g} exceed the value of {one.landed.value:g}.",
            )

    def _refuse_nested(self, one: Material) -> None:
        """Refuse an intermediate material inside another, both under content rules: (d)(9)(B)."""
        if not (one.intermediate and one.rvc_required):
            return
        stack = list(self.under(one.item))
        while stack:
            part = stack.pop()
            if part.intermediate and part.rvc_required:
                raise self._fault(
                    part.row,
                    "intermediate",
                    f"'{part.item}' may not be designated inside '{one.item}': both are subject to "
                    "content (4531(d)(9)(B)). Take one designation back.",
                )
            stack += self.under(part.item)


def read_bill(path: Path) -> Bill:
    """Read a bill of materials from CSV, or from the first sheet of an Excel workbook.

    Raises
    ------
    BadDocument
        If it cannot be read, or a cell is wrong; the message names row and column.
    """
    rows = read_sheet(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv_rows(path)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise BadDocument(
            f"{path.name} holds no materials. Row 1 is the head: {', '.join(_NEEDED)}."
        )
    head = _head(rows[0], path.name)
    materials = [
        _material(dict(zip(head, _padded(row, head, at, path.name), strict=True)), at, path.name)
        for at, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    _refuse_doubles(materials, path.name)
    return Bill(path.name, tuple(materials))


def _csv_rows(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > _MOST:
            raise BadDocument(f"{path.name} is larger than {_MOST:,} bytes.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadDocument(f"{path} cannot be read as UTF-8 text: {error}.") from error
    try:
        first = text.partition("\n")[0]
        mark = ";" if first.count(";") > first.count(",") else ","
        return list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise BadDocument(f"{path.name} is no CSV: {error}.") from error


def _head(cells: Iterable[str], name: str) -> list[str]:
    head = [cell.strip().lower().replace(" ", "_") for cell in cells]
    for column in head:
        if column not in COLUMNS:
            hint = near(column, COLUMNS)
            raise BadDocument(
                f"{name}, row 1: unknown column '{column}'.{hint} Known: {', '.join(COLUMNS)}."
            )
    missing = [column for column in _NEEDED if column not in head]
    doubled = sorted({column for column in head if head.count(column) > 1})
    if missing or doubled:
        told = (
            f"column {', '.join(missing)} is missing" if missing else f"{doubled[0]} stands twice"
        )
        raise BadDocument(f"{name}, row 1: {told}.")
    return head


def _padded(row: list[str], head: list[str], at: int, name: str) -> list[str]:
    if len(row) > len(head) and any(cell.strip() for cell in row[len(head) :]):
        raise BadDocument(
            f"{name}, row {at}, column {len(head) + 1}: more cells than the head has columns. "
            "Quote an amount that holds a comma."
        )
    return [*row, *[""] * len(head)][: len(head)]


def _material(cells: dict[str, str], row: int, name: str) -> Material:
    def fault(column: str, message: str) -> BadDocument:
        return BadDocument(f"{name}, row {row}, column {column}: {message}")

    said = {column: cell.strip() for column, cell in cells.items()}
    for column in _NEEDED:
        if not said[column]:
            raise fault(column, "nothing is given.")
    amounts = {}
    for column in _AMOUNTS:
        amounts[column] = _amount(said.get(column, ""))
        if amounts[column] is None:
            raise fault(column, f"'{said[column]}' is no amount of 0 or more. Write 1234.50.")
    flags = {}
    for column in ("originating", "intermediate", "rvc_required", "elastomeric"):
        word = said.get(column, "").lower()
        if word not in _YES and word not in _NO:
            raise fault(column, f"'{said[column]}' is neither yes nor no.")
        flags[column] = word in _YES
    kind = said.get("kind") or "material"
    if kind not in _KINDS:
        raise fault("kind", f"'{kind}' is none of {', '.join(_KINDS)}.{near(kind, _KINDS)}")
    try:
        number = read_number(said["hts"])
    except BadCode as error:
        raise fault("hts", str(error)) from error
    known = {column: value or 0.0 for column, value in amounts.items()}
    landed = Landed(*(known[column] for column in ("value", "freight", "duties", "waste", "scrap")))
    return Material(
        *(row, said["item"], number, flags["originating"], landed, said.get("parent", "")),
        processing=known["processing"],
        kind=kind,
        intermediate=flags["intermediate"],
        rvc_required=flags["rvc_required"],
        elastomeric=flags["elastomeric"],
        weight=known["weight"],
    )


def _amount(text: str) -> float | None:
    """Return an amount, nought where nothing is written, or None where it is none."""
    try:
        value = float(text or "0")
    except ValueError:
        return None
    return value if 0 <= value < math.inf else None


def _refuse_doubles(materials: list[Material], name: str) -> None:
    seen: dict[str, int] = {}
    for one in materials:
        if one.item in seen:
            raise BadDocument(
                f"{name}, row {one.row}, column item: '{one.item}' stands in row "
                f"{seen[one.item]} too. Use a name once."
            )
        seen[one.item] = one.row
