"""LINE: values over time, one line a series, each named at its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from policywire.analyst.manuscript import Mark, Plot, Row
from policywire.facts import Period
from policywire.press.charts.labels import lines, spread, width
from policywire.press.charts.layers import (
    axis_name,
    axis_texts,
    break_layers,
    break_names,
    by_name,
    joined,
    tick_room,
    value_axis,
    zero_layer,
)
from policywire.press.charts.look import DASHES, LINE, SERIES, SIZE, Frame
from policywire.press.charts.scales import Axis, instant, number_axis, position, time_ticks
from policywire.press.charts.vega import Padding, Sketch, Spec, layer, sketch
from policywire.press.rows import (
    by_series,
    drawn_ends,
    drawn_value,
    label,
    last_row,
    period_of,
    printed_run,
)
from policywire.press.text import Text, plain, run_on

__all__ = ["line_sketch"]

_GAP = 8  # between the last point and its label
_DAY = {"field": "day", "type": "temporal"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: value axis and its name, first and last day, padding, plotted area."""

    axis: Axis
    name: tuple[Text, ...]
    days: tuple[date, date]
    padding: Padding
    width: float
    height: float

    def across(self, day: date) -> float:
        """Return the distance of a day from the left."""
        span = (self.days[1] - self.days[0]).days or 1
        return (day - self.days[0]).days / span * self.width

    def down(self, value: float) -> float:
        """Return the distance of a value from the top."""
        return (self.axis.high - value) / (self.axis.high - self.axis.low) * self.height

    def value_at(self, down: float) -> float:
        """Return the value at a distance from the top."""
        span = self.axis.high - self.axis.low
        return round(self.axis.high - down / self.height * span, 9)


def line_sketch(plot: Plot, frame: Frame) -> Sketch:
    """Return the sketch of lines."""
    names, breaks = _names(plot, frame), break_names(plot, frame)
    layout = _layout(plot, frame, names, breaks)
    places = [layout.across(position(when)) for when, _ in (*plot.breaks, *plot.marks)]
    size = (layout.width, layout.height)
    events, captions = break_layers(breaks, places, size, layout.padding.right)
    captions |= {
        "axis": [layout.name],
        "names": list(names.values()),
    }
    layers = [
        *events,
        *_band_layer(plot, layout),
        _line_layer(plot, layout),
        *zero_layer(layout.axis),
        *_ending_layers(plot, layout, names),
        axis_name(layout.name, layout.padding),
    ]
    return Sketch(sketch(plot, (frame.width, frame.height), layout.padding, layers), captions)


def _names(plot: Plot, frame: Frame) -> dict[str, tuple[Text, ...]]:
    """Return the label of each series, its name and last value; on lines apart for a phone."""
    made: dict[str, tuple[Text, ...]] = {}
    for name, rows in by_series(plot).items():
        parts = lines(name, frame.width * 0.26, SIZE, bold=True)
        texts: list[Text] = [(label(plot, part),) for part in parts]
        texts.append((printed_run(plot, last_row(plot, rows)),))
        made[name] = tuple(texts) if frame.is_narrow else (run_on(texts),)
    return made


def _layout(
    plot: Plot, frame: Frame, names: dict[str, tuple[Text, ...]], breaks: list[tuple[Text, ...]]
) -> _Layout:
    ends = [end for row in plot.rows for end in drawn_ends(plot, row)]
    axis = number_axis(ends, from_zero=False)
    days = [position(period_of(plot, row)) for row in plot.rows]
    name = axis_texts(plot, frame, starts_at_zero=axis.starts_at_zero)
    written = [plain(text) for texts in names.values() for text in texts]
    padding = Padding(
        left=tick_room(plot, axis),
        right=max(width(text, SIZE, bold=True) for text in written) + _GAP + 6,
        top=13 + LINE * (len(name) + sum(map(len, breaks))),
        bottom=30,
    )
    inner = frame.width - padding.left - padding.right
    area = frame.height - padding.top - padding.bottom
    return _Layout(axis, name, (min(days), max(days)), padding, inner, area)


# ------------------------------------------------------------------- the lines


def _line_layer(plot: Plot, layout: _Layout) -> Spec:
    rows = [point for name, rows in by_series(plot).items() for point in _points(plot, name, rows)]
    return layer(
        "lines",
        {"type": "line", "strokeWidth": 2.2, "strokeJoin": "round"} | _steps(plot),
        rows,
        x=_time_axis(layout),
        y=value_axis(plot, layout.axis),
        color=by_name(plot, SERIES),
        strokeDash=by_name(plot, DASHES),
        detail={"field": "segment"},
    )


def _steps(plot: Plot) -> Spec:
    """Return how points are joined: straight, or held until the next."""
    return {"interpolate": "step-after"} if plot.mark is Mark.STEP else {}


def _band_layer(plot: Plot, layout: _Layout) -> Iterator[Spec]:
    """Yield the ranges of modelled values as pale bands behind the lines."""
    if not any(row.figure.interval for row in plot.rows):
        return
    rows = [
        _point(plot, row, name) | dict(zip(("low", "high"), drawn_ends(plot, row), strict=True))
        for name, rows in by_series(plot).items()
        for row in sorted(rows, key=lambda row: position(period_of(plot, row)))
    ]
    yield layer(
        "bands",
        {"type": "area", "opacity": 0.16, "line": False},
        rows,
        x=_time_axis(layout),
        y=value_axis(plot, layout.axis) | {"field": "low"},
        y2={"field": "high"},
        color=by_name(plot, SERIES),
    )


def _points(plot: Plot, name: str, rows: tuple[Row, ...]) -> Iterator[dict[str, Any]]:
    """Yield the points of a series, a new segment after a data event or a missing period."""
    ordered = sorted(rows, key=lambda row: position(period_of(plot, row)))
    periods = [period_of(plot, row) for row in ordered]
    parted = [False, *(_is_parted(plot, before, after) for before, after in pairwise(periods))]
    for index, row in enumerate(ordered):
        yield {"segment": sum(parted[: index + 1]), **_point(plot, row, name)}


def _point(plot: Plot, row: Row, name: str) -> dict[str, Any]:
    day = instant(position(period_of(plot, row)))
    return {"series": name, "day": day, "value": drawn_value(plot, row)}


def _is_parted(plot: Plot, before: Period, after: Period) -> bool:
    """Return whether no line may join two periods."""
    events = (position(when) for when, _ in plot.breaks)
    if any(position(before) < event <= position(after) for event in events):
        return True
    if not (before.frequency is after.frequency and before.frequency.months and before.is_single):
        return False
    return (after.start - before.end).days > 1


def _time_axis(layout: _Layout) -> Spec:
    ticks, form = time_ticks(layout.days, layout.width)
    axis = {"values": [instant(tick) for tick in ticks], "tickCount": len(ticks), "format": form}
    scale = {"type": "utc", "domain": [instant(day) for day in layout.days]}
    return {**_DAY, "scale": scale, "axis": axis | {"grid": False}}


# ------------------------------------------------------------------- names at the line ends


def _ending_layers(
    plot: Plot, layout: _Layout, names: dict[str, tuple[Text, ...]]
) -> Iterator[Spec]:
    ends = _endings(plot, layout, names)
    colour = by_name(plot, SERIES)
    edge = round(layout.width + _GAP - 2, 1)
    leader = {"x": _DAY, "x2": {"value": edge}, "y": _value("value"), "y2": {"field": "joint"}}
    yield layer("leaders", {"type": "rule", "opacity": 0.6}, ends, **leader, color=colour)
    dot = {"type": "point", "filled": True, "size": 36, "opacity": 1}
    yield layer("ends", dot, ends, x=_DAY, y=_value("value"), color=colour)
    yield layer(
        "names",
        {"type": "text", "align": "left", "fontWeight": "bold"},
        ends,
        x={"value": edge + 4},
        y=_value("first"),
        text={"field": "text", "type": "nominal"},
        color=colour,
    )


def _endings(
    plot: Plot, layout: _Layout, names: dict[str, tuple[Text, ...]]
) -> list[dict[str, Any]]:
    """Return the last point of each series, and where its label stands."""
    ends = {name: last_row(plot, rows) for name, rows in by_series(plot).items()}
    heights = [LINE * len(texts) for texts in names.values()]
    wanted = [layout.down(drawn_value(plot, row)) for row in ends.values()]
    middles = spread(wanted, heights, min(heights) / 2, layout.height - min(heights) / 2)
    made = []
    for (name, row), middle, height in zip(ends.items(), middles, heights, strict=True):
        place = {
            "joint": layout.value_at(middle),
            "first": layout.value_at(middle - (height - LINE) / 2),
            "text": joined(names[name]),
        }
        made.append(_point(plot, row, name) | place)
    return made


def _value(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}
