"""HEAT: a grid of values, categories down and series across, each cell shaded and printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from policywire.analyst.manuscript import Plot, Row
from policywire.facts.errors import ClaimRefused
from policywire.press.charts.labels import lines, width
from policywire.press.charts.layers import axis_texts
from policywire.press.charts.look import LINE, MUTED, NO_VALUE, PAPER, SIZE, Frame
from policywire.press.charts.shades import Shades, diverging, ink_on
from policywire.press.charts.svg import node, sheet, text_node
from policywire.press.rows import by_series, drawn_value, label, printed_run
from policywire.press.text import Text

__all__ = ["heat_drawing"]

_TALL = 27.0  # a cell


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand: room of the names on the left, width of a cell, top of the grid."""

    plot: Plot
    shades: Shades
    left: float
    wide: float
    top: float
    columns: tuple[str, ...]
    categories: tuple[str, ...]


def heat_drawing(plot: Plot, frame: Frame) -> ET.Element:
    """Return the heat map as an SVG element; its height follows its rows.

    Raises
    ------
    ClaimRefused
        If a value would not fit in its cell.
    """
    page, name = _page(plot, frame), axis_texts(plot, frame)
    title = [text_node(0, SIZE - 1 + LINE * at, text, fill=MUTED) for at, text in enumerate(name)]
    height = page.top + _TALL * len(page.categories) + 2
    return sheet(frame.width, height, *title, *_heads(page), *_cells(page))


def _page(plot: Plot, frame: Frame) -> _Sheet:
    columns = tuple(by_series(plot))
    categories = tuple(dict.fromkeys(row.category for row in plot.rows))
    room = frame.width * (0.27 if frame.is_narrow else 0.24)
    left = min(room, max(width(name, SIZE) for name in categories) + 10)
    wide = (frame.width - left) / len(columns)
    _check(plot, wide)
    tall = max(len(lines(name, wide - 4, SIZE)) for name in columns)
    top = LINE * (len(axis_texts(plot, frame)) + tall) + 14
    shades = diverging([drawn_value(plot, row) for row in plot.rows])
    return _Sheet(plot, shades, left, wide, top, columns, categories)


def _check(plot: Plot, wide: float) -> None:
    texts = [printed_run(plot, row).text for row in plot.rows]
    if max(width(text, SIZE) for text in texts) > wide - 3:
        raise ClaimRefused(
            f"Exhibit {plot.id} has {len(by_series(plot))} columns; its values do not fit on a "
            "phone. Show fewer columns, or fewer decimals."
        )


def _heads(page: _Sheet) -> Iterator[ET.Element]:
    """Yield the names of columns, their last lines level."""
    for at, name in enumerate(page.columns):
        texts: list[Text] = [(label(page.plot, part),) for part in lines(name, page.wide - 4, SIZE)]
        middle = page.left + page.wide * (at + 0.5)
        for up, text in enumerate(reversed(texts)):
            yield text_node(middle, page.top - 7 - LINE * up, text, anchor="middle")


def _cells(page: _Sheet) -> Iterator[ET.Element]:
    held = {(row.category, row.series): row for row in page.plot.rows}
    for down, category in enumerate(page.categories):
        y = page.top + _TALL * down
        short = lines(category, page.left - 6, SIZE)
        for at, part in enumerate(short):
            middle = y + _TALL / 2 + 4.5 + (at - (len(short) - 1) / 2) * (SIZE + 0.5)
            yield text_node(0, middle, (label(page.plot, part),))
        for at, series in enumerate(page.columns):
            yield from _cell(page, (page.left + page.wide * at, y), held.get((category, series)))


def _cell(page: _Sheet, place: tuple[float, float], row: Row | None) -> Iterator[ET.Element]:
    x, y = place
    fill = NO_VALUE if row is None else page.shades.of(drawn_value(page.plot, row))
    box = {"x": x + 0.5, "y": y + 0.5, "width": page.wide - 1, "height": _TALL - 1}
    yield node("rect", {**box, "fill": fill, "stroke": PAPER})
    if row is not None:
        text: Text = (printed_run(page.plot, row),)
        middle = x + page.wide / 2
        yield text_node(middle, y + _TALL / 2 + 4.5, text, anchor="middle", fill=ink_on(fill))
