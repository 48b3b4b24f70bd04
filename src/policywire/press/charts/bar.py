"""BAR: one bar a category from zero, each with its value, so no axis is needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policywire.analyst.manuscript import Plot, Row
from policywire.press.charts.labels import lines, width
from policywire.press.charts.layers import axis_name, axis_texts, by_name, joined, key_layers
from policywire.press.charts.look import AXIS, INK, LINE, PAPER, SERIES, SIZE, Frame
from policywire.press.charts.vega import Padding, Sketch, Spec, layer, sketch
from policywire.press.rows import by_series, drawn_ends, drawn_text, drawn_value, label
from policywire.press.text import Text, plain

__all__ = ["bar_sketch"]

_SPACE = 11.0  # between categories
_TEXT = {"field": "text", "type": "nominal"}


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: its row, and its upper and lower edge from the top of the plotted area."""

    row: Row
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: names of categories with the middle of their first line, and bars."""

    names: tuple[tuple[tuple[Text, ...], float], ...]
    bars: tuple[_Bar, ...]
    height: float
    padding: Padding


def bar_sketch(plot: Plot, frame: Frame) -> Sketch:
    """Return the sketch of bars; its height follows their number."""
    layout = _layout(plot, frame)
    left, name = -layout.padding.left, axis_texts(plot, frame)
    top = 8 + (len(name) + 0.5) * LINE - layout.padding.top
    key, captions = key_layers(plot, left, float(frame.width), top)
    rising = [bar for bar in layout.bars if drawn_value(plot, bar.row) >= 0]
    falling = [bar for bar in layout.bars if drawn_value(plot, bar.row) < 0]
    captions |= {
        "axis": [name],
        "categories": [texts for texts, _ in layout.names],
        "values": [(drawn_text(plot, bar.row),) for bar in rising],
        "minus": [(drawn_text(plot, bar.row),) for bar in falling],
    }
    layers = [
        _bar_layer(plot, layout),
        *_range_layer(plot, layout),
        _zero(layout),
        _category_layer(layout),
        _value_layer("values", plot, rising),
        _value_layer("minus", plot, falling),
        *key,
        axis_name(name, layout.padding),
    ]
    height = layout.height + layout.padding.top + layout.padding.bottom
    return Sketch(sketch(plot, (frame.width, height), layout.padding, layers), captions)


# ------------------------------------------------------------------- where things stand


def _layout(plot: Plot, frame: Frame) -> _Layout:
    thick = 21.0 if len(by_series(plot)) == 1 else 15.0
    room = frame.width * (0.94 if frame.is_narrow else 0.36)
    names: list[tuple[tuple[Text, ...], float]] = []
    bars: list[_Bar] = []
    y = 0.0
    for name, rows in _by_category(plot).items():
        texts = tuple((label(plot, part),) for part in lines(name, room, SIZE))
        tall, bar_room = LINE * len(texts), thick * len(rows)
        first = y if frame.is_narrow else y + max(0.0, (bar_room - tall) / 2)
        names.append((texts, first + LINE / 2))
        start = y + tall + 2 if frame.is_narrow else y + max(0.0, (tall - bar_room) / 2)
        bars += [
            _Bar(row, start + thick * index, start + thick * (index + 1) - 1)
            for index, row in enumerate(rows)
        ]
        y = max(first + tall, start + bar_room) + _SPACE
    return _Layout(tuple(names), tuple(bars), y - _SPACE, _padding(plot, frame, names))


def _by_category(plot: Plot) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in plot.rows:
        found.setdefault(row.category, []).append(row)
    return found


def _padding(plot: Plot, frame: Frame, names: list[tuple[tuple[Text, ...], float]]) -> Padding:
    """Leave room for names on the left, and for values beyond the bars on both sides."""
    widest = max(width(plain(text), SIZE) for texts, _ in names for text in texts)
    values = [(drawn_value(plot, row), plain(drawn_text(plot, row))) for row in plot.rows]
    beyond = max((width(text, SIZE) for value, text in values if value >= 0), default=0.0)
    before = max((width(text, SIZE) + 8 for value, text in values if value < 0), default=0.0)
    key, _ = key_layers(plot, 0, float(frame.width), 0)
    rows = len({layer_["encoding"]["y"]["value"] for layer_ in key})
    left = before if frame.is_narrow else widest + 12 + before
    top = 11 + LINE * len(axis_texts(plot, frame)) + (LINE + 4) * rows
    return Padding(left=left, right=beyond + 10, top=top, bottom=4)


# ------------------------------------------------------------------- layers


def _bar_layer(plot: Plot, layout: _Layout) -> Spec:
    ends = [end for row in plot.rows for end in drawn_ends(plot, row)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    across = {"domain": [low, high if high > low else low + 1], "nice": False}
    down = {"domain": [0, round(layout.height, 1)], "reverse": True, "nice": False}
    rows = [
        _edges(bar) | {"series": bar.row.series, "category": bar.row.category, "value": value}
        for bar, value in zip(
            layout.bars, (drawn_value(plot, b.row) for b in layout.bars), strict=True
        )
    ]
    return layer(
        "bars",
        {"type": "rect"},
        [row | {"zero": 0} for row in rows],
        x={"field": "zero", "type": "quantitative", "scale": across, "axis": None},
        x2={"field": "value"},
        y={"field": "top", "type": "quantitative", "scale": down, "axis": None},
        y2={"field": "bottom"},
        color=by_name(plot, SERIES),
    )


def _range_layer(plot: Plot, layout: _Layout) -> Iterator[Spec]:
    """Yield the whiskers of modelled values, from one end of the range to the other."""
    ranged = [bar for bar in layout.bars if bar.row.figure.interval is not None]
    if ranged:
        rows = [_whisker(plot, bar) for bar in ranged]
        across = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}
        down = {"field": "middle", "type": "quantitative"}
        for name, colour, size in (("edges", PAPER, 4), ("ranges", INK, 1.5)):
            mark = {"type": "rule", "color": colour, "size": size}
            yield layer(name, mark, rows, **across, y=down)


def _whisker(plot: Plot, bar: _Bar) -> dict[str, Any]:
    low, high = drawn_ends(plot, bar.row)
    return {"low": low, "high": high, "middle": round((bar.top + bar.bottom) / 2, 1)}


def _edges(bar: _Bar) -> dict[str, Any]:
    return {"top": round(bar.top, 1), "bottom": round(bar.bottom, 1)}


def _zero(layout: _Layout) -> Spec:
    """Return the line at zero, beside the bars alone, so that no name is crossed."""
    return layer(
        "zero",
        {"type": "rule", "color": AXIS},
        [
            {"zero": 0, "top": round(bar.top - 2, 1), "bottom": round(bar.bottom + 2, 1)}
            for bar in layout.bars
        ],
        x={"field": "zero", "type": "quantitative"},
        y={"field": "top", "type": "quantitative"},
        y2={"field": "bottom"},
    )


def _category_layer(layout: _Layout) -> Spec:
    rows = [{"text": joined(texts), "middle": round(y, 1)} for texts, y in layout.names]
    return layer(
        "categories",
        {"type": "text", "align": "left"},
        rows,
        x={"value": round(-layout.padding.left, 1)},
        y={"field": "middle", "type": "quantitative"},
        text=_TEXT,
    )


def _value_layer(name: str, plot: Plot, bars: list[_Bar]) -> Spec:
    side = {"align": "right", "dx": -5} if name == "minus" else {"align": "left", "dx": 5}
    rows = [
        {
            "value": (min if name == "minus" else max)(drawn_ends(plot, bar.row)),
            "middle": round((bar.top + bar.bottom) / 2, 1),
            "text": plain(drawn_text(plot, bar.row)),
        }
        for bar in bars
    ]
    return layer(
        name,
        {"type": "text", **side},
        rows,
        x={"field": "value", "type": "quantitative"},
        y={"field": "middle", "type": "quantitative"},
        text=_TEXT,
    )
