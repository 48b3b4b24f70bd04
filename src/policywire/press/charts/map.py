"""MAP: Mexican states or countries shaded by value; the foremost are named, with their values."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from policywire.analyst.manuscript import Plot, Row
from policywire.facts.errors import ClaimRefused, near
from policywire.press.charts.labels import spread, width
from policywire.press.charts.layers import axis_texts
from policywire.press.charts.look import AXIS, INK, LINE, MUTED, NO_VALUE, PAPER, SIZE, Frame
from policywire.press.charts.outlines import Outlines, map_of
from policywire.press.charts.shades import Shades, diverging, sequential
from policywire.press.charts.svg import node, sheet, text_node
from policywire.press.rows import category_words, drawn_value, label, printed_run
from policywire.press.text import Run, Text, plain, run_on

__all__ = ["map_drawing"]

_NAMED = 5  # places named on the map
_SECOND = 150.0  # where the second column of the key begins


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The map on the page: what is mapped, its classes, its size, its outlines."""

    plot: Plot
    rows: dict[str, Row]
    shades: Shades
    frame: Frame
    map: Outlines

    @property
    def scale(self) -> float:
        """Pixels to a unit of the outlines."""
        return (self.frame.width - 2) / self.map.box[2]

    @property
    def height(self) -> float:
        """Height of the map."""
        return self.map.box[3] * self.scale

    @property
    def hatch(self) -> str:
        """Name of the pattern for values below zero."""
        return f"{self.plot.id}-{'narrow' if self.frame.is_narrow else 'wide'}-hatch"

    def at(self, code: str) -> tuple[float, float]:
        """Return where the middle of a state stands."""
        left, top, *_ = self.map.box
        x, y = self.map.states[code][1]
        return (x - left) * self.scale, (y - top) * self.scale

    def shade(self, code: str) -> str:
        """Return the fill of a state."""
        if code not in self.rows:
            return NO_VALUE
        value = drawn_value(self.plot, self.rows[code])
        if value < 0 and not self.map.is_world:
            return f"url(#{self.hatch})"
        return self.shades.of(value)


def map_drawing(plot: Plot, frame: Frame) -> ET.Element:
    """Return the map as an SVG element.

    Raises
    ------
    ClaimRefused
        If a row names no state, or one state twice.
    """
    drawn, values = map_of(plot), [drawn_value(plot, row) for row in plot.rows]
    falls = drawn.is_world and min(values) < 0
    shades = diverging(values) if falls else sequential(values)
    page = _Sheet(plot, _by_state(plot, drawn), shades, frame, drawn)
    name = axis_texts(plot, frame)
    key, head = _key(page), 7 + LINE * len(name)
    body = node("g", {"transform": f"translate(1 {head:g})"})
    body.extend([_states(page), *_names(page), *key])
    deep = math.ceil(len(key) / 4) if drawn.is_world else len(key) / 2
    bottom = page.height + (LINE * deep + 12 if _is_key_below(page) else 6)
    title = [text_node(0, SIZE - 1 + LINE * at, text, fill=MUTED) for at, text in enumerate(name)]
    return sheet(frame.width, head + bottom, *_hatch(page), *title, body)


def _by_state(plot: Plot, drawn: Outlines) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in plot.rows:
        if row.category not in drawn.states or row.category in found:
            what = "country" if drawn.is_world else "Mexican state"
            raise ClaimRefused(
                f"Exhibit {plot.id} maps '{row.category}', which is no {what} or comes "
                f"twice.{near(row.category, drawn.states)} Use codes such as MEX-NLE, or MEX."
            )
        found[row.category] = row
    return found


# ------------------------------------------------------------------- states


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
    left, top, *_ = page.map.box
    move = f"{_zoom(page)} translate({-left:g} {-top:g})"
    style = {"stroke": PAPER, "stroke-width": 0.9 / page.scale, "stroke-linejoin": "round"}
    group = node("g", {"transform": move, **style})
    for code, (path, _) in page.map.states.items():
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
    """Yield leader, dot and name of the foremost places, in the sea on either side."""
    foremost = _foremost(page)
    west = [row for row in foremost if _is_west(page, row.category)]
    east = [row for row in foremost if row not in west]
    for rows, column in zip((east, west), page.map.columns, strict=True):
        yield from _column(page, rows, column)


def _foremost(page: _Sheet) -> list[Row]:
    """Return the highest states; of countries those furthest from zero, beyond the first class."""
    size = abs if page.map.is_world else float
    rows = sorted(page.rows.values(), key=lambda row: -size(drawn_value(page.plot, row)))
    least = min((abs(bound) for bound in page.shades.bounds if bound), default=0.0)
    far = [row for row in rows if abs(drawn_value(page.plot, row)) >= least]
    return (far if page.map.is_world else rows)[:_NAMED]


def _is_west(page: _Sheet, code: str) -> bool:
    x, y = page.at(code)
    return page.map.is_west(x / page.frame.width, y / page.height)


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


def _is_key_below(page: _Sheet) -> bool:
    return page.frame.is_narrow or page.map.is_world


def _key(page: _Sheet) -> list[ET.Element]:
    """Return swatch and words of each class: in the ocean, or below the map for a phone."""
    shades = {page.shade(code) for code in page.map.states}
    classes = list(page.shades.classes())
    hatch = f"url(#{page.hatch})"
    classes += [(hatch, "Below zero")] if hatch in shades else []
    classes += [(NO_VALUE, "No value")] if NO_VALUE in shades else []
    deep = math.ceil(len(classes) / 2) if page.map.is_world else len(classes)
    top = page.height + 6 if _is_key_below(page) else page.height - LINE * len(classes)
    drawn = []
    for index, (fill, words) in enumerate(classes):
        x, y = _SECOND * (index // deep), top + LINE * (index % deep)
        text = text_node(x + 25, y + 10.5, (Run(words),), fill=MUTED)
        text.set("data-scale", "legend")
        drawn += [_swatch(page, (x, y), fill), text]
    return drawn


def _swatch(page: _Sheet, place: tuple[float, float], fill: str) -> ET.Element:
    """Return a swatch, in the units of the map so that a pattern looks the same."""
    x, y = place[0] / page.scale, place[1] / page.scale
    box = {"x": x, "y": y, "width": 18 / page.scale, "height": 12 / page.scale}
    return node("rect", {"transform": _zoom(page), **box, "fill": fill})
