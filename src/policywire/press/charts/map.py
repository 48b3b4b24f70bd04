"""MAP: Mexican states shaded by value; the highest are named, with their values."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from xml.etree import ElementTree as ET

from policywire.analyst.manuscript import Plot, Row
from policywire.facts.errors import ClaimRefused, near
from policywire.press.charts.labels import spread, width
from policywire.press.charts.layers import axis_texts
from policywire.press.charts.look import AXIS, INK, LINE, MUTED, NO_VALUE, PAPER, RAMP, SIZE, Frame
from policywire.press.charts.scales import class_bounds, tick_text
from policywire.press.charts.svg import node, sheet, text_node
from policywire.press.rows import category_words, drawn_value, label, printed_run
from policywire.press.text import Run, Text, plain, run_on

__all__ = ["Outlines", "map_drawing", "outlines"]

_NAMED = 5  # states named on the map


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines of states.

    Attributes
    ----------
    credit : str
        Whom to credit wherever they are shown.
    box : tuple of float
        Left, top, width and height of the map, in its own units.
    states : dict of str to (str, tuple of float)
        Path data and the middle of the largest part, by state code.
    """

    credit: str
    box: tuple[float, ...]
    states: dict[str, tuple[str, tuple[float, ...]]]


@cache
def outlines() -> Outlines:
    """Return the outlines of the Mexican states."""
    source = files("policywire.press").joinpath("outlines", "mexico.json")
    read = json.loads(source.read_text(encoding="utf-8"))
    states = {code: (part["path"], tuple(part["centre"])) for code, part in read["states"].items()}
    return Outlines(read["credit"], tuple(read["box"]), states)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The map on the page: what is mapped, its classes, its size."""

    plot: Plot
    rows: dict[str, Row]
    bounds: tuple[float, ...]
    frame: Frame

    @property
    def scale(self) -> float:
        """Pixels to a unit of the outlines."""
        return (self.frame.width - 2) / outlines().box[2]

    @property
    def height(self) -> float:
        """Height of the map."""
        return outlines().box[3] * self.scale

    @property
    def hatch(self) -> str:
        """Name of the pattern for values below zero."""
        return f"{self.plot.id}-{'narrow' if self.frame.is_narrow else 'wide'}-hatch"

    def at(self, code: str) -> tuple[float, float]:
        """Return where the middle of a state stands."""
        left, top, *_ = outlines().box
        x, y = outlines().states[code][1]
        return (x - left) * self.scale, (y - top) * self.scale

    def shade(self, code: str) -> str:
        """Return the fill of a state."""
        if code not in self.rows:
            return NO_VALUE
        value = drawn_value(self.plot, self.rows[code])
        if value < 0:
            return f"url(#{self.hatch})"
        return _ramp(len(self.bounds) + 1)[sum(value >= bound for bound in self.bounds)]


def map_drawing(plot: Plot, frame: Frame) -> ET.Element:
    """Return the map as an SVG element.

    Raises
    ------
    ClaimRefused
        If a row names no state, or one state twice.
    """
    bounds = class_bounds([max(drawn_value(plot, row), 0.0) for row in plot.rows])
    page = _Sheet(plot, _by_state(plot), bounds, frame)
    name = axis_texts(plot, frame)
    key, head = _key(page), 7 + LINE * len(name)
    body = node("g", {"transform": f"translate(1 {head:g})"})
    body.extend([_states(page), *_names(page), *key])
    bottom = page.height + (LINE * len(key) / 2 + 12 if frame.is_narrow else 6)
    title = [text_node(0, SIZE - 1 + LINE * at, text, fill=MUTED) for at, text in enumerate(name)]
    return sheet(frame.width, head + bottom, *_hatch(page), *title, body)


def _by_state(plot: Plot) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in plot.rows:
        if row.category not in outlines().states or row.category in found:
            raise ClaimRefused(
                f"Exhibit {plot.id} maps '{row.category}', which is no Mexican state or comes "
                f"twice.{near(row.category, outlines().states)} Use codes such as MEX-NLE."
            )
        found[row.category] = row
    return found


# ------------------------------------------------------------------- states


def _ramp(classes: int) -> list[str]:
    last = len(RAMP) - 1
    return [RAMP[round(index * last / max(classes - 1, 1))] for index in range(classes)]


def _hatch(page: _Sheet) -> Iterator[ET.Element]:
    """Yield the pattern of values below zero, where there are some."""
    if page.hatch not in "".join(map(page.shade, page.rows)):
        return
    paper = node("rect", {"width": 6, "height": 6, "fill": NO_VALUE})
    stroke = node("path", {"d": "M0 6L6 0", "stroke": AXIS, "stroke-width": 1.5})
    box: dict[str, object] = {"id": page.hatch, "width": 6, "height": 6}
    box |= {"patternUnits": "userSpaceOnUse", "patternTransform": f"scale({1 / page.scale:.4f})"}
    yield node("defs", {}, node("pattern", box, paper, stroke))


def _states(page: _Sheet) -> ET.Element:
    left, top, *_ = outlines().box
    move = f"{_zoom(page)} translate({-left:g} {-top:g})"
    style = {"stroke": PAPER, "stroke-width": 0.9 / page.scale, "stroke-linejoin": "round"}
    group = node("g", {"transform": move, **style})
    for code, (path, _) in outlines().states.items():
        state = node("path", {"d": path, "fill": page.shade(code)})
        if code in page.rows and not page.frame.is_narrow:
            state.append(_tooltip(page.plot, page.rows[code]))
        group.append(state)
    return group


def _zoom(page: _Sheet) -> str:
    return f"scale({page.scale:.5f})"


def _tooltip(plot: Plot, row: Row) -> ET.Element:
    run = printed_run(plot, row)
    title = node("title", {"data-figure": run.ref})
    title.text = f"{category_words(plot, row)}: {run.text}"
    return title


# ------------------------------------------------------------------- names


def _names(page: _Sheet) -> Iterator[ET.Element]:
    """Yield leader, dot and name of the highest states, in the sea on either side."""
    highest = sorted(page.rows.values(), key=lambda row: -drawn_value(page.plot, row))[:_NAMED]
    west = [row for row in highest if _is_west(page, row.category)]
    east = [row for row in highest if row not in west]
    yield from _column(page, east, (0.66, 0.05, 0.50))
    yield from _column(page, west, (0.0, 0.61, 0.7))


def _is_west(page: _Sheet, code: str) -> bool:
    x, y = page.at(code)
    across, down = x / page.frame.width, y / page.height
    return across < 0.3 or (across < 0.48 and down > 0.4)


def _column(
    page: _Sheet, rows: list[Row], place: tuple[float, float, float]
) -> Iterator[ET.Element]:
    """Yield names one below another; ``place`` is left, highest and lowest as shares."""
    left, high, low = place[0] * page.frame.width, place[1] * page.height, place[2] * page.height
    downs = spread([page.at(row.category)[1] for row in rows], LINE + 1, high, low)
    for row, y in zip(rows, downs, strict=True):
        text = _name(page.plot, row)
        wide = width(plain(text), SIZE, bold=True)
        x = min(left, page.frame.width - wide)
        yield _leader(page.at(row.category), (x, y, x + wide))
        yield text_node(x, y + 4.5, text, weight="bold", halo=PAPER)


def _name(plot: Plot, row: Row) -> Text:
    return run_on([(label(plot, category_words(plot, row)),), (printed_run(plot, row),)])


def _leader(state: tuple[float, float], name: tuple[float, float, float]) -> ET.Element:
    """Return the line from a state to the nearest side of its name: left, middle, right end."""
    left, y, right = name
    start = (left - 4, y) if state[0] < left else (right + 4, y)
    if left < state[0] < right:
        start = (state[0], y - SIZE * 0.7)
    line = {"d": f"M{state[0]:.1f} {state[1]:.1f}L{start[0]:.1f} {start[1]:.1f}"}
    dot = {"cx": state[0], "cy": state[1], "r": 2.4, "fill": INK, "stroke": PAPER}
    return node(
        "g",
        {"fill": "none"},
        node("path", {**line, "stroke": PAPER, "stroke-width": 2.6}),
        node("path", {**line, "stroke": INK, "stroke-width": 0.9}),
        node("circle", dot),
    )


# ------------------------------------------------------------------- the key


def _key(page: _Sheet) -> list[ET.Element]:
    """Return swatch and words of each class: in the ocean, or below the map for a phone."""
    shades = {page.shade(code) for code in outlines().states}
    classes = list(zip(_ramp(len(page.bounds) + 1), _class_words(page.bounds), strict=True))[::-1]
    hatch = f"url(#{page.hatch})"
    classes += [(hatch, "Below zero")] if hatch in shades else []
    classes += [(NO_VALUE, "No value")] if NO_VALUE in shades else []
    top = page.height + 6 if page.frame.is_narrow else page.height - LINE * len(classes)
    drawn = []
    for index, (fill, words) in enumerate(classes):
        y = top + LINE * index
        text = text_node(25, y + 10.5, (Run(words),), fill=MUTED)
        text.set("data-scale", "legend")
        drawn += [_swatch(page, y, fill), text]
    return drawn


def _swatch(page: _Sheet, y: float, fill: str) -> ET.Element:
    """Return a swatch, in the units of the map so that a pattern looks the same."""
    box = {"y": y / page.scale, "width": 18 / page.scale, "height": 12 / page.scale}
    return node("rect", {"transform": _zoom(page), **box, "fill": fill})


def _class_words(bounds: tuple[float, ...]) -> list[str]:
    if not bounds:
        return ["Zero and above"]
    texts = [_bound(bound) for bound in bounds]
    between = [f"{low} to {high}" for low, high in pairwise(texts)]
    return [f"Under {texts[0]}", *between, f"{texts[-1]} and over"]


def _bound(value: float) -> str:
    return tick_text(value, len(f"{value:.6f}".rstrip("0").partition(".")[2]))
