"""SVG: elements built by hand or by Vega, their texts tagged, their numerals counted."""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from policywire.analyst.manuscript import Plot
from policywire.press.blocks import Drawing
from policywire.press.charts.look import FONT, INK, LINE, PAPER, SIZE
from policywire.press.text import Tag, Text, attribute, has_digits

__all__ = ["finish", "node", "sheet", "standalone", "text_node", "write", "write_runs"]

_NAMESPACE = "http://www.w3.org/2000/svg"
_SCALE = "data-scale"


def node(tag: str, attributes: dict[str, object], *children: ET.Element) -> ET.Element:
    """Return an SVG element; numbers are written to a tenth of a pixel."""
    element = ET.Element(tag, {name: _plain(value) for name, value in attributes.items()})
    element.extend(children)
    return element


def _plain(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def sheet(width: float, height: float, *children: ET.Element) -> ET.Element:
    """Return an empty picture of that size, in pixels."""
    box = f"0 0 {_plain(float(width))} {_plain(float(height))}"
    return node("svg", {"viewBox": box}, *children)


def text_node(x: float, y: float, content: Text, **style: object) -> ET.Element:
    """Return a text element; keywords ``anchor``, ``fill``, ``weight``, ``halo`` style it."""
    attributes: dict[str, object] = {"x": float(x), "y": float(y)}
    if style.get("anchor", "start") != "start":
        attributes["text-anchor"] = style["anchor"]
    if "weight" in style:
        attributes["font-weight"] = style["weight"]
    if "halo" in style:  # keeps letters legible over other marks
        attributes |= {"stroke": style["halo"], "stroke-width": 3, "paint-order": "stroke"}
    attributes |= {"font-size": style.get("size", SIZE), "fill": style.get("fill", INK)}
    element = node("text", attributes)
    write_runs(element, (content,))
    return element


def write_runs(element: ET.Element, content: Iterable[Text]) -> None:
    """Write lines of text into a text element, each tagged run in a span of its own."""
    lines = tuple(content)
    for child in list(element):
        element.remove(child)
    element.text = None
    for number, line in enumerate(lines):
        parent = element
        if len(lines) > 1:
            parent = node("tspan", {"x": element.get("x", "0")})
            if number:
                parent.set("dy", _plain(LINE))
            element.append(parent)
        _write_line(parent, line)


def _write_line(parent: ET.Element, line: Text) -> None:
    last: ET.Element | None = None
    for run in line:
        if run.tag is not Tag.WORDS:
            last = node("tspan", dict((attribute(run),)))
            last.text = run.text
            parent.append(last)
        elif last is None:
            parent.text = (parent.text or "") + run.text
        else:
            last.tail = (last.tail or "") + run.text


# ------------------------------------------------------------------- a finished picture


def finish(root: ET.Element, plot: Plot, variant: str) -> Drawing:
    """Return a picture with its name and description, and the numerals it holds."""
    _describe(root, plot, f"{plot.id}-{variant}")
    marks = tuple(_scale_marks(root))
    return Drawing(write(root), marks, tuple(_figures(root)))


def _describe(root: ET.Element, plot: Plot, name: str) -> None:
    """Put title and description first, where screen readers look for them."""
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-desc"}
    title = node("title", {"id": f"{name}-title", "data-mark": "exhibit"})
    title.text = plot.title.text
    desc = node("desc", {"id": f"{name}-desc", "data-mark": "exhibit"})
    desc.text = plot.alt
    root[:0] = [title, desc]


def _scale_marks(root: ET.Element) -> Iterator[str]:
    for element in root.iter("text"):
        if element.get(_SCALE) and has_digits("".join(element.itertext())):
            yield "".join(element.itertext())


def _figures(root: ET.Element) -> Iterator[tuple[str, str]]:
    for element in root.iter("tspan"):
        if "data-figure" in element.attrib:
            yield element.attrib["data-figure"], element.text or ""


def write(root: ET.Element) -> str:
    """Return an element as text, attributes in the order they were set."""
    return ET.tostring(root, encoding="unicode")


def standalone(inline: str) -> str:
    """Return an inline picture as a file of its own: namespace, size, paper, font."""
    match = re.search(r'viewBox="0 0 (\S+) (\S+)"', inline)
    width, height = match.groups() if match else ("100%", "100%")
    head = f'<svg xmlns="{_NAMESPACE}" width="{width}" height="{height}" font-family="{FONT}" '
    paper = f'</desc><rect width="100%" height="100%" fill="{PAPER}" />'
    return inline.replace("<svg ", head, 1).replace("</desc>", paper, 1) + "\n"
