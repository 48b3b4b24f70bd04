"""TIMELINE: dated events down one axis that is true to time, each named beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from policywire.analyst.manuscript import Plot, Row
from policywire.press.charts.labels import lines, spread, width
from policywire.press.charts.look import AXIS, INK, LINE, MUTED, PAPER, SERIES, SIZE, Frame
from policywire.press.charts.scales import position, time_ticks
from policywire.press.charts.svg import node, sheet, text_node
from policywire.press.rows import by_series, label, period_of, period_run
from policywire.press.text import Run, Text

__all__ = ["timeline_drawing"]

_SPACE = 9.0  # between events


@dataclass(frozen=True, slots=True)
class _Event:
    """An event on the sheet: its row and the lines beside the axis."""

    row: Row
    day: date
    lines: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand: axis, dates and words from the left; first and last day and their y."""

    axis: float
    dates: float
    words: float
    days: tuple[date, date]
    top: float
    bottom: float

    def down(self, day: date) -> float:
        """Return where a day stands."""
        span = (self.days[1] - self.days[0]).days or 1
        return self.top + (day - self.days[0]).days / span * (self.bottom - self.top)


def timeline_drawing(plot: Plot, frame: Frame) -> ET.Element:
    """Return the timeline as an SVG element; its height follows the number of events."""
    events = _events(plot, frame)
    key = list(_key(plot))
    top = 14.0 + (LINE + 10 if key else 0)
    tall = sum(event.height + _SPACE for event in events)
    page = _page(frame, (events[0].day, events[-1].day), top, top + max(tall, 220.0) - _SPACE)
    wanted = [page.down(event.day) for event in events]
    rooms = [event.height + _SPACE for event in events]
    middles = spread(wanted, rooms, page.top, page.bottom)
    drawn = [_axis(page), *_ticks(page)]
    for event, middle in zip(events, middles, strict=True):
        drawn += _event(plot, page, event, middle, is_narrow=frame.is_narrow)
    return sheet(frame.width, max(page.bottom, middles[-1]) + rooms[-1] / 2 + 6, *key, *drawn)


def _page(frame: Frame, days: tuple[date, date], top: float, bottom: float) -> _Sheet:
    dates, words = (76.0, 76.0) if frame.is_narrow else (92.0, 206.0)
    return _Sheet(44.0, dates, words, days, top, bottom)


def _events(plot: Plot, frame: Frame) -> list[_Event]:
    made = []
    room = frame.width - _page(frame, (date.min, date.min), 0, 0).words
    for row in sorted(plot.rows, key=lambda row: position(period_of(plot, row))):
        texts = lines(row.category, room, SIZE)
        height = LINE * (len(texts) + frame.is_narrow)
        made.append(_Event(row, position(period_of(plot, row)), texts, height))
    return made


def _axis(page: _Sheet) -> ET.Element:
    line = {"x1": page.axis, "x2": page.axis, "y1": page.top, "y2": page.bottom}
    return node("line", {**line, "stroke": AXIS, "stroke-width": 2})


def _ticks(page: _Sheet) -> Iterator[ET.Element]:
    ticks, form = time_ticks(page.days, 2 * (page.bottom - page.top))
    for tick in ticks:
        y = page.down(tick)
        ends = {"x1": page.axis - 5, "x2": page.axis, "y1": y, "y2": y}
        yield node("line", {**ends, "stroke": AXIS})
        text = text_node(page.axis - 9, y + 4.5, (Run(f"{tick:{form}}"),), anchor="end", fill=MUTED)
        text.set("data-scale", "axis")
        yield text


def _event(
    plot: Plot, page: _Sheet, event: _Event, middle: float, *, is_narrow: bool
) -> Iterator[ET.Element]:
    y, first = page.down(event.day), middle - event.height / 2 + SIZE
    bend = f"M{page.axis:.1f} {y:.1f}L{page.axis + 14:.1f} {y:.1f}"
    leader = f"{bend}L{page.dates - 14:.1f} {middle:.1f}L{page.dates - 6:.1f} {middle:.1f}"
    yield node("path", {"d": leader, "fill": "none", "stroke": AXIS, "stroke-width": 0.9})
    yield _dot(plot, event.row.series, page.axis, y)
    period = period_run(period_of(plot, event.row))
    yield text_node(page.dates, first, (period,), weight="bold", fill=_colour(plot, event.row))
    for index, line in enumerate(event.lines):
        words: Text = (label(plot, line),)
        yield text_node(page.words, first + LINE * (index + is_narrow), words)


def _colour(plot: Plot, row: Row) -> str:
    return SERIES[list(by_series(plot)).index(row.series) % len(SERIES)]


def _dot(plot: Plot, series: str, x: float, y: float) -> ET.Element:
    """Return a dot: full for the first series, open for the others."""
    index = list(by_series(plot)).index(series) % len(SERIES)
    fill = PAPER if index else SERIES[index]
    style = {"fill": fill, "stroke": SERIES[index], "stroke-width": 2}
    return node("circle", {"cx": x, "cy": y, "r": 4.5, **style})


def _key(plot: Plot) -> Iterator[ET.Element]:
    """Yield dot and name of each series, where there are several."""
    x = 6.0
    for name in by_series(plot) if len(by_series(plot)) > 1 else ():
        yield _dot(plot, name, x, 8.0)
        yield text_node(x + 11, 12.5, (label(plot, name),), fill=INK)
        x += 11 + width(name, SIZE) + 24
