"""A file of worked cases, JSON or CSV, read as plain rows; what a row must hold comes later."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from policywire.facts.errors import BadDocument

__all__ = ["case_rows"]

_MOST = 32_000_000  # bytes read of a file of cases
_IN_JSON = ("inputs", "expected")  # cells of a CSV that hold an object


def case_rows(path: Path) -> list[Any]:
    """Return the rows of a file: a list in JSON, or CSV with ``inputs`` and ``expected`` in JSON.

    Raises
    ------
    BadDocument
        If it cannot be read, or a cell holds no JSON; the message names the row.
    """
    text = _text(path)
    if path.suffix.lower() == ".csv":
        return _from_csv(text, path.name)
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadDocument(f"{path} holds no cases in JSON: {error}.") from error
    if not isinstance(rows, list):
        raise BadDocument(f"{path.name}: a list of cases is wanted, not {type(rows).__name__}.")
    return rows


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST:
            raise BadDocument(f"{path.name} is larger than {_MOST:,} bytes. Split it.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadDocument(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadDocument(f"{path} holds no cases in JSON or CSV: {error}.") from error


def _from_csv(text: str, name: str) -> list[Any]:
    try:
        table = list(csv.DictReader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise BadDocument(f"{name} is no CSV: {error}.") from error
    return [_row(row, f"{name}, row {at}") for at, row in enumerate(table, start=2)]


def _row(row: dict[Any, Any], where: str) -> dict[str, Any]:
    """Return a row with its objects and its tolerance read; an empty cell is not given."""
    if None in row:
        raise BadDocument(f"{where}: more cells than the head has columns.")
    made = {column: cell for column, cell in row.items() if cell}
    for column in _IN_JSON:
        if column in made:
            made[column] = _object(made[column], f"{where}, column {column}")
    if "tolerance" in made:
        made["tolerance"] = _number(made["tolerance"], f"{where}, column tolerance")
    return made


def _object(cell: str, where: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise BadDocument(f"{where}: '{cell[:40]}' is no JSON: {error}.") from error


def _number(cell: str, where: str) -> float:
    try:
        return float(cell)
    except ValueError as error:
        raise BadDocument(f"{where}: '{cell}' is no number.") from error
