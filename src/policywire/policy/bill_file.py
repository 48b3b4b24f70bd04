"""A bill of materials as a file: CSV, or the first sheet of an Excel workbook, cell by cell."""

import csv
import io
import math
from collections.abc import Iterable
from pathlib import Path

from policywire.facts.errors import BadCode, BadDocument, near
from policywire.policy.bill import Bill, Material
from policywire.policy.content import Landed
from policywire.policy.hts import read_number
from policywire.policy.xlsx import read_sheet

__all__ = ["COLUMNS", "read_bill"]

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
    "core": "yes for a core part of a vehicle",
}
_NEEDED = ("item", "hts", "originating", "value")
_AMOUNTS = ("value", "processing", "freight", "duties", "waste", "scrap", "weight")
_KINDS = ("material", "retail_packaging", "packing", "indirect")
_YES = {"yes": True, "y": True, "true": True, "1": True}
_NO = {"no": False, "n": False, "false": False, "0": False, "": False}
_MOST = 32_000_000  # bytes of a bill


def read_bill(path: Path) -> Bill:
    """Read a bill of materials from CSV, or from the first sheet of an Excel workbook.

    Raises
    ------
    BadDocument
        If it cannot be read, or a cell is wrong; the message names row and column.
    """
    rows = read_sheet(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv_rows(path)
    said = [(at, row) for at, row in enumerate(rows, start=1) if any(map(str.strip, row))]
    if len(said) < 2:
        raise BadDocument(
            f"{path.name} holds no materials. Its first row is the head: {', '.join(_NEEDED)}."
        )
    head = _head(said[0][1], path.name, said[0][0])
    materials = [
        _material(dict(zip(head, _padded(row, head, at, path.name), strict=True)), at, path.name)
        for at, row in said[1:]
    ]
    _refuse_doubles(materials, path.name)
    return Bill(path.name, tuple(materials))


def _csv_rows(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > _MOST:
            raise BadDocument(f"{path.name} is larger than {_MOST:,} bytes.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadDocument(
            f"{path.name} is no UTF-8 text: {error}. Save it as CSV UTF-8, or as .xlsx."
        ) from error
    except OSError as error:
        raise BadDocument(f"{path} cannot be read: {error.strerror}.") from error
    try:
        first = text.partition("\n")[0]
        mark = ";" if first.count(";") > first.count(",") else ","
        return list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise BadDocument(f"{path.name} is no CSV: {error}.") from error


def _head(cells: Iterable[str], name: str, at: int) -> list[str]:
    head = [cell.strip().lower().replace(" ", "_") for cell in cells]
    for column in head:
        if column not in COLUMNS:
            hint = near(column, COLUMNS)
            raise BadDocument(
                f"{name}, row {at}: unknown column '{column}'.{hint} Known: {', '.join(COLUMNS)}."
            )
    missing = [column for column in _NEEDED if column not in head]
    doubled = sorted({column for column in head if head.count(column) > 1})
    if missing or doubled:
        told = (
            f"column {', '.join(missing)} is missing" if missing else f"{doubled[0]} stands twice"
        )
        raise BadDocument(f"{name}, row {at}: {told}.")
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
    for column in ("originating", "intermediate", "rvc_required", "elastomeric", "core"):
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
        core=flags["core"],
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
