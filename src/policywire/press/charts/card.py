"""Cards: a picture that travels alone, with title, source and credit around it."""

from xml.etree import ElementTree as ET

from policywire.analyst.manuscript import Plot
from policywire.press.charts.labels import lines
from policywire.press.charts.look import FONT, INK, MUTED, PAPER
from policywire.press.charts.svg import node, write

__all__ = ["card"]

_MARGIN = 26.0
_TITLE, _SMALL = 20, 12


def card(plot: Plot, drawing: str, credit: str) -> str:
    """Return a drawing set as a card: title above; source and credit below."""
    picture = ET.fromstring(drawing)
    wide, tall = (float(part) for part in picture.get("viewBox", "").split()[2:])
    title = lines(plot.title.text, wide * 0.98, _TITLE, bold=True)
    notes = [part for note in _notes(plot, credit) for part in lines(note, wide, _SMALL)]
    below = _MARGIN + 26 * len(title) + 10
    foot = below + tall + 24
    # A group, not an inner svg element: the renderer takes four times as long over the latter.
    group = node("g", {"transform": f"translate({_MARGIN:g} {below:g})"}, *picture)
    size = {"width": wide + 2 * _MARGIN, "height": foot + 17 * len(notes) + 10}
    root = node("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "font-family": FONT})
    root.append(node("rect", {"width": "100%", "height": "100%", "fill": PAPER}))
    root.extend(_line(text, _MARGIN + 16 + 26 * at, _TITLE) for at, text in enumerate(title))
    root.append(group)
    root.extend(_line(text, foot + 17 * at, _SMALL) for at, text in enumerate(notes))
    return write(root)


def _notes(plot: Plot, credit: str) -> list[str]:
    notes = [f"Source: {plot.source}.", f"Outlines: {credit}." if credit else "", "Policywire"]
    return [note for note in notes if note]


def _line(text: str, y: float, size: int) -> ET.Element:
    weight, fill = ("bold", INK) if size == _TITLE else ("normal", MUTED)
    place = {"x": _MARGIN, "y": y, "font-size": size, "font-weight": weight, "fill": fill}
    element = node("text", place)
    element.text = text
    return element
