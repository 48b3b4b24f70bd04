"""Ranges of modelled figures: their ends and coverage, where text, cells and notes print them."""

import re
from collections.abc import Iterator
from itertools import takewhile

from tools.audit.blocks import Block, Run
from tools.audit.edition import Edition
from tools.audit.figures import Figure
from tools.audit.prints import exact_fault, print_fault
from tools.audit.snapshot import split_unit

__all__ = [
    "NO_RANGE",
    "bare_fault",
    "cell_runs",
    "column_of",
    "end_fault",
    "no_range_fault",
    "note_runs",
    "range_fault",
    "told_over",
]

_COLUMN = {
    "thousands of": 1e3,
    "millions of": 1e6,
    "billions of": 1e9,
    "trillions of": 1e12,
}
_CELL = re.compile(r"(.+?)( \()(.+?)( to )(.+)(\))")
_NOTE = re.compile(r"(.+?)( to )(.+?)(?:(, coverage )(.+)|(, over .+))?")
_PARTS = {1: ("level",), 2: ("low", "high"), 3: ("low", "high", "level")}
NO_RANGE = "no range: nothing in it is drawn"  # where every draw gives one value
_BODY = ("headline", "standfirst", "takeaways", "section")


def column_of(block: Block, edition: Edition) -> float | None:
    """Return how many ones the column or axis around a block counts in."""
    if block.scope.exhibit:
        return split_unit(edition.exhibits[block.scope.exhibit]["unit"])[1]
    told = block.scope.table.casefold()
    return next((ones for words, ones in _COLUMN.items() if words in told), None)


def _part(run: Run, block: Block) -> str:
    """Return which part of a range a run is: runs of one figure with no other bound between."""
    bound = [item for item in block.runs if item.kind]
    at = next(place for place, item in enumerate(bound) if item is run)

    def alike(item: Run) -> bool:
        return (item.kind, item.ref) == (run.kind, run.ref)

    before = len(list(takewhile(alike, reversed(bound[:at]))))
    after = len(list(takewhile(alike, bound[at + 1 :])))
    parts = _PARTS.get(before + 1 + after, ())
    return parts[before] if parts else ""


def range_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why an end or the coverage of a range, as printed, is not its figure's."""
    figure, part = edition.figures[run.ref], _part(run, block)
    held = figure.raw["interval"]
    if held is None:
        return "is of a figure without a range"
    if run.text == NO_RANGE:
        return no_range_fault(figure)
    if not part:
        return "is one of more than three parts of a range"
    if _follows_another(run, block):
        return f"stands after another figure than {run.ref}"
    if part == "level":
        return _coverage_fault(run.text, held["level"])
    end = held[part] * figure.scale
    column = column_of(block, edition)
    why = print_fault(run.text, end, figure.measures, figure.decimals, column)
    return f"as the {part} end of a range {why}" if why else ""


def no_range_fault(figure: Figure) -> str:
    """Return why a figure may not be said to have no range: its ends are apart."""
    held = figure.raw["interval"]
    return "" if held["low"] == held["high"] else "is said of a range whose ends are apart"


def _coverage_fault(text: str, level: float | None) -> str:
    if level is None:
        return "is the coverage of a range that covers nothing"
    told = f"{level * 100:.0f} percent"
    return "" if text == told else f"is not the coverage of the range, {told}"


def _follows_another(run: Run, block: Block) -> bool:
    """Return whether the number printed last before a range is another figure's."""
    before = takewhile(lambda item: item is not run, block.runs)
    figures = [item.ref for item in before if item.kind == "figure"]
    return bool(figures) and figures[-1] != run.ref


def end_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why an unrounded end or the coverage, in a note's field Range, is not its figure's."""
    figure, part = edition.figures[run.ref], _part(run, block)
    held = (figure.raw["interval"] or {}).get(part)
    return "is no part of a range" if held is None else exact_fault(run.text, held)


def bare_fault(figure: Figure, block: Block) -> str:
    """Return why a modelled number stands without its range where readers take it from."""
    cell = block.scope.exhibit and block.scope.row and block.scope.column
    if figure.raw["interval"] is None or not (cell or block.where.startswith(_BODY)):
        return ""
    ranged = any((run.kind, run.ref) == ("range", figure.id) for run in block.runs)
    return "" if ranged else "stands without the range of its figure"


def told_over(figure: Figure) -> str:
    """Return what a note says a range is taken over, or that there is none."""
    held = figure.raw["interval"]
    return NO_RANGE if held["low"] == held["high"] else f", over {held['over']}"


# ------------------------------------------------------------------- texts without marks


def cell_runs(cell: str, figure: Figure) -> Iterator[Run]:
    """Yield the runs of a cell that holds a figure, and in brackets its range if it has one."""
    if figure.raw["interval"] and cell.endswith(f" ({NO_RANGE})"):
        yield Run(cell.removesuffix(f" ({NO_RANGE})"), "figure", figure.id)
        yield from (Run(" ("), Run(NO_RANGE, "range", figure.id), Run(")"))
        return
    match = _CELL.fullmatch(cell) if figure.raw["interval"] else None
    if match is None:
        yield Run(cell, "figure", figure.id)
        return
    value, opened, low, to, high, closed = match.groups()
    yield from (Run(value, "figure", figure.id), Run(opened), Run(low, "range", figure.id))
    yield from (Run(to), Run(high, "range", figure.id), Run(closed))


def note_runs(text: str, figure: str) -> Iterator[Run]:
    """Yield the runs of the field Range of a note."""
    match = _NOTE.fullmatch(text)
    if match is None:
        yield Run(text)
        return
    low, to, high, coverage, level, over = match.groups()
    yield from (Run(low, "exact", figure), Run(to), Run(high, "exact", figure))
    if level:
        yield from (Run(coverage), Run(level, "exact", figure))
    elif over:
        yield Run(over, "ref", "range")
