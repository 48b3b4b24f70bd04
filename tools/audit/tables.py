"""Tables of exhibits: the rows of a CSV file, and the cells of a table without marks."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from tools.audit.blocks import Block, Run, Scope
from tools.audit.edition import Edition
from tools.audit.figures import Row
from tools.audit.periods import parse_code, parse_words
from tools.audit.snapshot import split_unit

__all__ = ["csv_cells", "row_at", "row_named"]

_TOLERANCE = 1e-12
_ALIEN = "is in the row of a figure that the exhibit does not plot"


def row_named(name: str, item: dict[str, Any], edition: Edition) -> Run:
    """Return the head of a row in an exhibit's table: a period or a category of its rows."""
    told = parse_words(name)
    for row in item["rows"]:
        meant = parse_code(row["period"] or "")
        if told is not None and meant is not None and told.same_days(meant):
            return Run(name, "period", row["period"])
    return Run(name, "label", item["id"])


def row_at(
    cells: list[str], columns: list[str], at: int, item: dict[str, Any], edition: Edition
) -> Run:
    """Return the run of one cell: the figure of that row and column."""
    cell = cells[at]
    if item["mark"] == "timeline":
        return _dated_cell(cells, columns[at], cell, item, edition)
    told = parse_words(cells[0])
    single = len({row["series"] for row in item["rows"]}) == 1
    for row in edition.rows_of(item["id"]):
        meant = parse_code(row.period) if row.period else None
        same = told.same_days(meant) if told and meant else cells[0] == edition.category(row)
        if same and (single or row.series == columns[at]):
            return Run(cell, "figure", row.figure)
    return Run(cell)


def _dated_cell(
    cells: list[str], column: str, cell: str, item: dict[str, Any], edition: Edition
) -> Run:
    """Return the run of a cell of a timeline's table."""
    if column != "Written in":
        return Run(cell, "label", item["id"])
    told = parse_words(cells[0])
    for row in edition.rows_of(item["id"]):
        meant = parse_code(row.period)
        if meant is not None and meant.same_days(told) and row.category in cells:
            return Run(cell, "cited", row.figure)
    return Run(cell)


def csv_cells(name: str, text: str, exhibit: str, edition: Edition) -> Iterator[tuple[Block, str]]:
    """Yield every cell of a CSV file as a block of one run, with why it is wrong."""
    scope, listed = Scope(exhibit=exhibit), []
    for at, cells in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        row = edition.rows.get(cells["figure"])
        listed.append(cells["figure"])
        for column, cell in cells.items():
            alien = row is None or row.exhibit != exhibit
            why = _ALIEN if alien or row is None else _cell_fault(column, cells, row, edition)
            run = Run(cell, _CELL_KINDS.get(column, ""), cells["figure"])
            yield Block(name, f"line {at}, {column}", (run,), scope), why
    missing = {row.figure for row in edition.rows_of(exhibit)} - {*listed}
    for figure in sorted(missing):
        yield Block(name, "rows", (Run(figure, "id", figure),), scope), "is left out"


_CELL_KINDS = {
    "series": "label",
    "category": "label",
    "period": "period",
    "value": "exact",
    "unit": "ref",
    "figure": "id",
    "expression": "ref",
    "vintage": "date",
    "low": "exact",
    "high": "exact",
    "level": "exact",
}


def _cell_fault(column: str, cells: dict[str, str], row: Row, edition: Edition) -> str:
    """Return why a cell is not what the record and the snapshot give for its row."""
    cell, figure = cells[column], edition.figures[row.figure]
    if column == "value":
        return _value_fault(cell, cells, figure.value)
    trail, interval = figure.raw["trail"], figure.raw["interval"]
    if column in ("low", "high", "level"):
        return _end_fault(column, cells, interval, figure.scale)
    meant = {
        "series": row.series,
        "category": row.category,
        "period": row.period,
        "unit": cells["unit"],
        "figure": row.figure,
        "expression": trail.get("expression") or trail.get("replay") or f"rule {trail.get('rule')}",
        "vintage": str(figure.vintage),
    }
    return "" if meant.get(column) == cell else f"is not '{meant.get(column)}'"


def _end_fault(
    column: str, cells: dict[str, str], interval: dict[str, Any] | None, scale: float
) -> str:
    """Return why an end of a range, its coverage or what it is over, is not the figure's."""
    cell = cells[column]
    if interval is None or not cell:
        return "" if interval is None and not cell else "has no range, or lacks it"
    if column == "level" and interval["level"] is None:
        return "" if cell == interval["over"] else f"is not '{interval['over']}'"
    told = float(cell) * (1.0 if column == "level" else split_unit(cells["unit"])[1])
    meant = interval[column] * (1.0 if column == "level" else scale)
    close = abs(told - meant) <= _TOLERANCE * abs(meant)
    return "" if close else f"is not {meant:g}{'' if column == 'level' else ' in ones'}"


def _value_fault(cell: str, cells: dict[str, str], value: float) -> str:
    told = float(cell) * split_unit(cells["unit"])[1]
    close = abs(told - value) <= _TOLERANCE * max(abs(told), abs(value))
    return "" if close else f"is not the value of {cells['figure']}, {value:g} in ones"
