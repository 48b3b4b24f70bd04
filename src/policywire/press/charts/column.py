"""COLUMN: values over time as columns from zero, one colour a series."""

from dataclasses import dataclass
from typing import Any

from policywire.analyst.manuscript import Plot, Row
from policywire.facts import Period
from policywire.press.charts.labels import lines, spread, width
from policywire.press.charts.layers import (
    axis_name,
    axis_texts,
    break_layers,
    break_names,
    by_name,
    key_layers,
    tick_room,
    value_axis,
    zero_layer,
)
from policywire.press.charts.look import LINE, MUTED, SERIES, SIZE, Frame
from policywire.press.charts.scales import Axis, number_axis, position
from policywire.press.charts.vega import Padding, Sketch, Spec, layer, sketch
from policywire.press.rows import (
    by_series,
    drawn_value,
    period_of,
    printed_run,
    short_period,
)
from policywire.press.text import Run, Tag, Text

__all__ = ["column_sketch"]

_LIFT = 10  # from the end of a column to the middle of its value
_AT = {"field": "at", "type": "quantitative"}
_TEXT = {"field": "text", "type": "nominal"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: value axis and its name, periods, padding, plotted area."""

    axis: Axis
    name: tuple[Text, ...]
    periods: tuple[Period, ...]
    padding: Padding
    width: float
    height: float

    @property
    def step(self) -> float:
        """Width of one period."""
        return self.width / len(self.periods)

    def across(self, period: Period) -> float:
        """Return the left edge of the first period not before the given one."""
        later = [p for p in self.periods if position(p) >= position(period)]
        return (len(self.periods) - len(later)) * self.step

    def down(self, value: float) -> float:
        """Return the distance of a value from the top."""
        return (self.axis.high - value) / (self.axis.high - self.axis.low) * self.height

    def value_at(self, down: float) -> float:
        """Return the value at a distance from the top."""
        span = self.axis.high - self.axis.low
        return round(self.axis.high - down / self.height * span, 9)


def column_sketch(plot: Plot, frame: Frame) -> Sketch:
    """Return the sketch of columns."""
    breaks = break_names(plot, frame)
    layout = _layout(plot, frame, breaks)
    periods, told = _told_periods(layout), _told_rows(plot, layout)
    left = -layout.padding.left
    top = 8 + (len(layout.name) + 0.5) * LINE - layout.padding.top
    key, captions = key_layers(plot, left, float(frame.width), top)
    places = [layout.across(when) for when, _ in (*plot.breaks, *plot.marks)]
    events, names = break_layers(breaks, places, (layout.width, layout.height), 0)
    captions |= names | {
        "axis": [layout.name],
        "periods": [_period_lines(period, layout) for period in periods],
        "values": [((printed_run(plot, row),),) for row in told],
    }
    layers = [
        *events,
        _column_layer(plot, layout),
        *zero_layer(layout.axis),
        _period_layer(layout, periods),
        _value_layer(plot, layout, told),
        *key,
        axis_name(layout.name, layout.padding),
    ]
    return Sketch(sketch(plot, (frame.width, frame.height), layout.padding, layers), captions)


def _layout(plot: Plot, frame: Frame, breaks: list[tuple[Text, ...]]) -> _Layout:
    axis = number_axis([drawn_value(plot, row) for row in plot.rows], from_zero=True)
    periods = sorted({period_of(plot, row) for row in plot.rows})
    name = axis_texts(plot, frame)
    key, _ = key_layers(plot, 0, float(frame.width), 0)
    rows = len({layer_["encoding"]["y"]["value"] for layer_ in key})
    padding = Padding(
        left=tick_room(plot, axis),
        right=_value_room(plot, periods[-1]),
        top=17 + LINE * (len(name) + rows + sum(map(len, breaks))),
        bottom=30 + LINE * (periods[-1].frequency.months < 12),
    )
    inner = frame.width - padding.left - padding.right
    area = frame.height - padding.top - padding.bottom
    return _Layout(axis, name, tuple(periods), padding, inner, area)


def _value_room(plot: Plot, last: Period) -> float:
    """Return the room the last values need right of the columns: half where above their own."""
    texts = [printed_run(plot, row).text for row in plot.rows if row.period == last]
    room = max(width(text, SIZE, bold=True) for text in texts)
    return room + 4 if len(by_series(plot)) > 1 else room / 3


def _column_layer(plot: Plot, layout: _Layout) -> Spec:
    rows = [_column(plot, row) for row in plot.rows]
    gaps = {"paddingInner": 0.25, "paddingOuter": 0.125}
    scale = {"domain": [str(period) for period in layout.periods], **gaps}
    across = {"field": "period", "type": "ordinal", "scale": scale, "axis": None}
    return layer(
        "columns",
        {"type": "bar"},
        rows,
        x=across,
        y=value_axis(plot, layout.axis),
        color=by_name(plot, SERIES),
        **_offset(plot),
    )


def _column(plot: Plot, row: Row) -> dict[str, Any]:
    period = str(period_of(plot, row))
    return {"series": row.series, "period": period, "value": drawn_value(plot, row)}


def _offset(plot: Plot) -> Spec:
    """Return the encoding that sets the series of one period side by side."""
    names = list(by_series(plot))
    if len(names) == 1:
        return {}
    scale = {"domain": names, "paddingInner": 0.08}
    return {"xOffset": {"field": "series", "type": "nominal", "scale": scale}}


# ------------------------------------------------------------------- labels


def _told_periods(layout: _Layout) -> list[Period]:
    """Return the periods named below the axis: all, or every nth back from the last."""
    room = max(width(word, SIZE) for p in layout.periods for word in _words(p)) + 8
    every = max(1, -int(-room // layout.step))
    return list(reversed(layout.periods[::-1][::every]))


def _words(period: Period) -> tuple[str, ...]:
    """Return the lines of a period's name; a month stands above its year."""
    return lines(short_period(period), 60 if len(short_period(period)) > 8 else 0, SIZE)


def _period_lines(period: Period, layout: _Layout) -> tuple[Text, ...]:
    return tuple((Run(part, Tag.PERIOD, str(period)),) for part in _words(period))


def _period_layer(layout: _Layout, periods: list[Period]) -> Spec:
    rows = [{"period": str(period), "text": short_period(period)} for period in periods]
    return layer(
        "periods",
        {"type": "text", "color": MUTED},
        rows,
        x={"field": "period", "type": "ordinal"},
        y={"value": round(layout.height + 15, 1)},
        text={"field": "text", "type": "nominal"},
    )


def _told_rows(plot: Plot, layout: _Layout) -> list[Row]:
    """Return the rows whose value is written: all where there is room, else the last period's."""
    room = max(width(printed_run(plot, row).text, SIZE) for row in plot.rows) + 4
    if len(by_series(plot)) == 1 and room <= layout.step:
        return list(plot.rows)
    return [row for row in plot.rows if row.period == layout.periods[-1]]


def _value_layer(plot: Plot, layout: _Layout, told: list[Row]) -> Spec:
    """Return the values: beyond the end of each column, or right of the last where paired."""
    if len(by_series(plot)) > 1:
        return _side_layer(plot, layout, told)
    rows = []
    for row in told:
        value = drawn_value(plot, row)
        at = layout.value_at(layout.down(value) + (_LIFT if value < 0 else -_LIFT))
        rows.append(_column(plot, row) | {"at": at, "text": printed_run(plot, row).text})
    x = {"field": "period", "type": "ordinal"}
    return layer("values", {"type": "text"}, rows, x=x, y=_AT, text=_TEXT)


def _side_layer(plot: Plot, layout: _Layout, told: list[Row]) -> Spec:
    """Return the last values in the colour of their series, none over another."""
    downs = [layout.down(drawn_value(plot, row)) for row in told]
    rows = [
        _column(plot, row) | {"at": layout.value_at(down), "text": printed_run(plot, row).text}
        for row, down in zip(told, spread(downs, LINE, 0, layout.height), strict=True)
    ]
    mark = {"type": "text", "align": "left", "fontWeight": "bold"}
    x = {"value": round(layout.width + 2, 1)}
    return layer("values", mark, rows, x=x, y=_AT, text=_TEXT, color=by_name(plot, SERIES))
