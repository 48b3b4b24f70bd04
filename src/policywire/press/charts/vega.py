"""Vega-Lite: from a spec written by hand to a tagged drawing.

A mark's file writes a sketch: a Vega-Lite 6 spec with named layers, and for each text layer the
text of its items in order, tagged. Vega computes where everything stands; here its texts are
replaced by the tagged ones, the numerals of its axes are marked as scale, and what a page does
not need is taken out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert

from policywire.analyst.manuscript import Plot
from policywire.facts.errors import ClaimRefused
from policywire.press.blocks import Drawing
from policywire.press.charts.look import AXIS, FONT, GRID, INK, MUTED, SIZE
from policywire.press.charts.svg import finish, node, write_runs
from policywire.press.text import Text

__all__ = [
    "VERSION",
    "Captions",
    "Padding",
    "Sketch",
    "Spec",
    "drawing",
    "layer",
    "sketch",
]

VERSION = "6.4"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_DEFAULTS = {("opacity", "1"), ("stroke-width", "1"), ("fill-opacity", "1")}
_XML = re.compile(r' xmlns(?::xlink)?="[^"]*"')
_PLACED = frozenset(("d", "transform", "x", "y", "dy", "x1", "x2", "y1", "y2", "width", "height"))
_STYLED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity")
_KEPT = _PLACED | {*_STYLED, "text-anchor", "font-size", "font-weight", "opacity"}
_CONFIG: dict[str, Any] = {
    "font": FONT,
    "view": {"stroke": None},
    "aria": False,
    "axis": {
        "labelFontSize": SIZE,
        "labelColor": MUTED,
        "labelPadding": 6,
        "labelFlush": False,
        "labelOverlap": False,
        "domainColor": AXIS,
        "tickColor": AXIS,
        "gridColor": GRID,
        "tickSize": 5,
        "title": None,
    },
    "text": {"fontSize": SIZE, "color": INK, "baseline": "middle", "lineHeight": 16},
}

Spec = dict[str, Any]
Captions = dict[str, Sequence[tuple[Text, ...]]]


@dataclass(frozen=True, slots=True)
class Padding:
    """Room around the plotted area, in pixels."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """A spec, and what its text layers say.

    Attributes
    ----------
    spec : dict
        A Vega-Lite 6 spec.
    captions : dict of str to sequence of tuple of Text
        For each named text layer, the lines of each of its items, in the order of its data.
    """

    spec: Spec
    captions: Captions = field(default_factory=dict)


def sketch(
    plot: Plot, size: tuple[float, float], padding: Padding, layers: Sequence[Spec], **more: Any
) -> Spec:
    """Return a spec of fixed size, so that no measured text moves anything.

    Parameters
    ----------
    plot : Plot
        Gives name and description.
    size : tuple of float
        Width and height of the whole picture.
    padding : Padding
        Room left around the plotted area.
    layers : sequence of dict
        What is drawn, back to front.
    **more
        Further top-level members of the spec.
    """
    return {
        "$schema": _SCHEMA,
        "name": plot.id,
        "description": plot.alt,
        "width": round(size[0] - padding.left - padding.right, 1),
        "height": round(size[1] - padding.top - padding.bottom, 1),
        "autosize": "none",
        "padding": {
            "left": round(padding.left, 1),
            "right": round(padding.right, 1),
            "top": round(padding.top, 1),
            "bottom": round(padding.bottom, 1),
        },
        "config": _CONFIG,
        **more,
        "layer": list(layers),
    }


def layer(
    name: str, mark: str | Mapping[str, Any], data: Iterable[Mapping[str, Any]], **encoding: Any
) -> Spec:
    """Return a named layer over its own rows."""
    return {
        "name": name,
        "data": {"values": list(data)},
        "mark": {"type": mark} if isinstance(mark, str) else dict(mark),
        "encoding": encoding,
    }


def drawing(made: Sketch, plot: Plot, variant: str) -> Drawing:
    """Return a sketch drawn, tagged and cleaned."""
    svg = vl_convert.vegalite_to_svg(made.spec, vl_version=VERSION)
    root = ET.fromstring(_XML.sub("", svg))
    for group in root.iter("g"):
        _tag(group, made.captions)
    _clean(root)
    box = f"0 0 {root.get('width')} {root.get('height')}"
    return finish(node("svg", {"viewBox": box}, *root), plot, variant)


def _tag(group: ET.Element, captions: Captions) -> None:
    """Mark the texts of one group: scale labels, or captions given by name."""
    role = group.get("class", "")
    if "role-axis-label" in role:
        for element in group:
            element.set("data-scale", "axis")
    for name, items in captions.items():
        if "mark-text" in role and f"{name}_marks" in role.split():
            _caption(group, name, items)


def _caption(group: ET.Element, name: str, items: Sequence[tuple[Text, ...]]) -> None:
    elements = list(group)
    if len(elements) != len(items):
        raise ClaimRefused(
            f"Layer '{name}' drew {len(elements)} of {len(items)} texts: one of its rows has no "
            "place on the scales. Check the values of the plot."
        )
    for element, lines in zip(elements, items, strict=True):
        write_runs(element, lines)


# ------------------------------------------------------------------- cleaning


def _clean(element: ET.Element) -> None:
    """Keep what is visible; a paper rectangle, empty paths and roles inside the picture go."""
    for child in list(element):
        if _is_empty(child):
            element.remove(child)
        else:
            _clean(child)
    tags = {name: value for name, value in element.attrib.items() if name.startswith("data-")}
    if element.tag != "svg":
        kept = {
            name: value
            for name, value in element.attrib.items()
            if name in _KEPT and (name, value) not in _DEFAULTS
        }
        element.attrib.clear()
        element.attrib.update({name: _short(name, value) for name, value in kept.items()} | tags)
    _unwrap(element)


def _is_empty(element: ET.Element) -> bool:
    if element.tag == "rect" and element.get("fill") == "white":
        return True
    hidden = element.get("display") == "none" or element.get("class") == "background"
    return element.tag == "path" and (hidden or not element.get("d"))


def _unwrap(element: ET.Element) -> None:
    """Replace groups that carry no attribute by their children."""
    children: list[ET.Element] = []
    for child in element:
        children += list(child) if child.tag == "g" and not child.attrib else [child]
    if element.tag in ("g", "svg"):
        element[:] = children


def _short(name: str, value: str) -> str:
    """Write coordinates to a tenth of a pixel."""
    if name in _PLACED:
        return re.sub(r"-?\d+\.\d{2,}(?:e-\d+)?", lambda match: _tenth(float(match[0])), value)
    return value


def _tenth(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
