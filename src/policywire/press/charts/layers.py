"""Layers that several marks share: value axis, key, data events, labels."""

from collections.abc import Iterator, Sequence
from typing import Any

from policywire.analyst.manuscript import Plot
from policywire.facts.errors import ClaimRefused
from policywire.press.charts.labels import lines, width
from policywire.press.charts.look import AXIS, LINE, MUTED, SERIES, SIZE, Frame
from policywire.press.charts.scales import Axis, tick_text
from policywire.press.charts.vega import Captions, Padding, Spec, layer
from policywire.press.rows import axis_words, by_series, label, suffix
from policywire.press.text import Run, Tag, Text, plain

__all__ = [
    "axis_name",
    "axis_texts",
    "break_layers",
    "break_names",
    "by_name",
    "joined",
    "key_layers",
    "tick_room",
    "value_axis",
    "zero_layer",
]

_SWATCH = 11
_FIELD = {"field": "text", "type": "nominal"}


def joined(texts: Sequence[Text]) -> str:
    """Return the bare characters of lines, for the text channel of a spec."""
    return " ".join(plain(text) for text in texts)


def by_name(plot: Plot, members: Sequence[Any]) -> Spec:
    """Return the encoding that gives each series its own member of a range, without a legend.

    Raises
    ------
    ClaimRefused
        If there are more series than can be told apart.
    """
    names = list(by_series(plot))
    if len(names) > len(members):
        raise ClaimRefused(
            f"Exhibit {plot.id} has {len(names)} series; {len(members)} can be told apart. "
            "Plot fewer, or sum the smallest."
        )
    scale = {"domain": names, "range": list(members)[: len(names)]}
    return {"field": "series", "type": "nominal", "scale": scale, "legend": None}


def value_axis(plot: Plot, axis: Axis) -> Spec:
    """Return the encoding of the value axis: round ticks, light grid, no line of its own."""
    drawn = {
        "values": list(axis.ticks),
        "tickCount": len(axis.ticks),  # with fewer, Vega leaves out every other value
        "format": f",.{axis.decimals}f",
        "labelExpr": f"datum.label + '{suffix(plot)}'",
        "domain": False,
        "ticks": False,
    }
    scale = {"domain": [axis.low, axis.high], "nice": False, "zero": False}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": drawn}


def tick_room(plot: Plot, axis: Axis) -> float:
    """Return the room the labels of a value axis take."""
    texts = (tick_text(tick, axis.decimals, suffix(plot)) for tick in axis.ticks)
    return max(width(text, SIZE) for text in texts) + 8


def zero_layer(axis: Axis) -> Iterator[Spec]:
    """Yield the line at zero, where values lie on both sides of it."""
    if axis.low < 0:
        mark = {"type": "rule", "color": AXIS}
        yield layer("zero", mark, [{"zero": 0}], y={"field": "zero", "type": "quantitative"})


def axis_texts(plot: Plot, frame: Frame, *, starts_at_zero: bool = True) -> tuple[Text, ...]:
    """Return the lines of the name of the value axis."""
    words = axis_words(plot, starts_at_zero=starts_at_zero)
    return tuple((label(plot, part),) for part in lines(words, frame.width, SIZE))


def axis_name(texts: tuple[Text, ...], padding: Padding) -> Spec:
    """Return the layer that names the value axis, above its upper end, flush left."""
    mark = {"type": "text", "align": "left", "color": MUTED}
    place = {"x": {"value": round(-padding.left, 1)}, "y": {"value": round(8 - padding.top, 1)}}
    return layer("axis", mark, [{"text": joined(texts)}], **place, text=_FIELD)


def key_layers(plot: Plot, left: float, room: float, top: float) -> tuple[list[Spec], Captions]:
    """Return swatch and name of each series in a row, and the captions; nothing for one series.

    Parameters
    ----------
    plot : Plot
        Whose series.
    left, top : float
        Where the first swatch stands, from the corner of the plotted area.
    room : float
        Width before the row is broken.
    """
    layers: list[Spec] = []
    captions: Captions = {}
    x, y = left, top
    for index, name in enumerate(by_series(plot) if len(by_series(plot)) > 1 else ()):
        taken = _SWATCH + 6 + width(name, SIZE) + 18
        if x > left and x + taken - 18 > left + room:
            x, y = left, y + LINE
        layers += _key(f"key{index}", SERIES[index], x, y, name)
        captions[f"key{index}"] = [((label(plot, name),),)]
        x += taken
    return layers, captions


def _key(name: str, colour: str, x: float, y: float, text: str) -> list[Spec]:
    square = {"type": "square", "filled": True, "size": _SWATCH**2, "opacity": 1, "color": colour}
    middle = {"value": round(y, 1)}
    swatch = {"x": {"value": round(x + _SWATCH / 2, 1)}, "y": middle}
    words = {"x": {"value": round(x + _SWATCH + 6, 1)}, "y": middle, "text": _FIELD}
    row = {"text": text}
    return [
        layer(f"{name}swatch", square, [row], **swatch),
        layer(name, {"type": "text", "align": "left"}, [row], **words),
    ]


# ------------------------------------------------------------------- data events


def break_names(plot: Plot, frame: Frame) -> list[tuple[Text, ...]]:
    """Return the lines that name each data event."""
    return [
        tuple((Run(part, Tag.PERIOD, str(when)),) for part in lines(what, frame.width / 2, SIZE))
        for when, what in (*plot.breaks, *plot.marks)
    ]


def break_layers(
    names: Sequence[tuple[Text, ...]],
    places: Sequence[float],
    size: tuple[float, float],
    over: float,
) -> tuple[list[Spec], Captions]:
    """Return a dashed rule and a name for each data event, and the captions.

    Parameters
    ----------
    names : sequence of tuple of Text
        Lines of each name.
    places : sequence of float
        Where each stands, from the left of the plotted area.
    size : tuple of float
        Width and height of the plotted area.
    over : float
        How far to the right of it a name may run.
    """
    layers: list[Spec] = []
    captions: Captions = {}
    top = -LINE * sum(map(len, names))
    for index, (texts, x) in enumerate(zip(names, places, strict=True)):
        wide = max(width(plain(text), SIZE) for text in texts)
        side = _side(x, wide + 6 <= size[0] + over - x)
        layers += _break(index, x, (top, size[1]), {"type": "text", "color": MUTED, **side}, texts)
        captions[f"break{index}"] = [texts]
        top += LINE * len(texts)
    return layers, captions


def _side(x: float, fits: bool) -> Spec:
    return {"align": "left", "dx": 5} if fits else {"align": "right", "dx": -5}


def _break(
    index: int, x: float, span: tuple[float, float], mark: Spec, texts: tuple[Text, ...]
) -> list[Spec]:
    across = {"value": round(x, 1)}
    row = {"text": joined(texts)}
    top, bottom = round(span[0], 1), round(span[1], 1)
    rule = {"type": "rule", "color": MUTED, "strokeDash": [3, 3]}
    return [
        layer(f"break{index}rule", rule, [row], x=across, y={"value": top}, y2={"value": bottom}),
        layer(f"break{index}", mark, [row], x=across, y={"value": top + LINE / 2}, text=_FIELD),
    ]
