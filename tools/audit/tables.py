"""Tables of exhibits: the rows of a CSV file, and the cells of a table without marks."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tools.audit.blocks import Block, Run, Scope
from tools.audit.edition import Edition
from tools.audit.figures import Figure, Row
from tools.audit.periods import parse_code, parse_words
from tools.audit.prints import print_fault, trailing_print
from tools.audit.snapshot import split_unit

__all__ = ["csv_cells", "row_at", "row_named", "spec_values"]

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
    column: str, cells: dict[str, str], interval: dict[str, float] | None, scale: float
) -> str:
    """Return why an end of a range, or its coverage, is not the figure's."""
    if interval is None or not cells[column]:
        return "" if interval is None and not cells[column] else "has no range, or lacks it"
    told = float(cells[column]) * (1.0 if column == "level" else split_unit(cells["unit"])[1])
    meant = interval[column] * (1.0 if column == "level" else scale)
    return "" if abs(told - meant) <= _TOLERANCE * abs(meant) else f"is {meant:g} in ones"


def _value_fault(cell: str, cells: dict[str, str], value: float) -> str:
    told = float(cell) * split_unit(cells["unit"])[1]
    close = abs(told - value) <= _TOLERANCE * max(abs(told), abs(value))
    return "" if close else f"is not the value of {cells['figure']}, {value:g} in ones"


# ------------------------------------------------------------------- chart specs


def spec_values(
    name: str, text: str, exhibit: str, edition: Edition
) -> Iterator[tuple[Block, str]]:
    """Yield every value a chart spec draws, and every number it writes, with why it is wrong."""
    scope = Scope(exhibit=exhibit)
    scale = split_unit(edition.exhibits[exhibit]["unit"])[1]
    for layer in json.loads(text)["layer"]:
        for datum in layer.get("data", {}).get("values", ()):
            if "value" not in datum:
                continue
            where, value = f"layer {layer.get('name')}", float(datum["value"])
            figure = _drawn(datum, value * scale, exhibit, edition)
            why = "" if figure else "is drawn, and no row has it there"
            shown = trailing_print(str(datum.get("text", "")))
            yield Block(name, where, (Run(repr(value), "exact"),), scope), why
            if shown and figure:
                facts = (figure.value, figure.measures, figure.decimals, scale)
                yield Block(name, where, (Run(shown, "figure"),), scope), print_fault(shown, *facts)


def _drawn(datum: dict[str, Any], value: float, exhibit: str, edition: Edition) -> Figure | None:
    """Return the figure whose row a datum draws: of its series, category, period and value."""
    for row in edition.rows_of(exhibit):
        figure, span = edition.figures[row.figure], parse_code(row.period)
        alike = all(
            datum.get(name) in (None, told)
            for name, told in (("series", row.series), ("category", row.category))
        )
        days = (span.start, span.end) if span else ()
        on_day = (
            "day" not in datum or datetime.fromtimestamp(datum["day"] / 1000, UTC).date() in days
        )
        told = parse_code(str(datum["period"])) if "period" in datum else span
        same = told == span or (told is not None and told.same_days(span))
        close = abs(figure.value - value) <= _TOLERANCE * max(abs(value), abs(figure.value))
        if alike and on_day and same and close:
            return figure
    return None
