"""Exhibits: a plot drawn for desktop, for phone, and as files that travel alone."""

import json
from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

import vl_convert

from policywire.analyst.manuscript import Mark, Plot
from policywire.facts.errors import ClaimRefused
from policywire.press.blocks import Drawing, Exhibit
from policywire.press.charts.bar import bar_sketch
from policywire.press.charts.card import card
from policywire.press.charts.column import column_sketch
from policywire.press.charts.heat import heat_drawing
from policywire.press.charts.line import line_sketch
from policywire.press.charts.look import NARROW, WIDE, Frame
from policywire.press.charts.map import map_drawing
from policywire.press.charts.outlines import map_of
from policywire.press.charts.svg import finish, standalone
from policywire.press.charts.timeline import timeline_drawing
from policywire.press.charts.vega import Sketch, drawing
from policywire.press.charts.words import words_drawing
from policywire.press.quoted import quoted_table
from policywire.press.rows import csv_text, drawn_value, table
from policywire.press.text import Run, Tag, runs

__all__ = ["draw", "draw_all"]

_SCALE = 2  # pixels of a PNG to one of the drawing

_SKETCHES: dict[Mark, Callable[[Plot, Frame], Sketch]] = {
    Mark.LINE: line_sketch,
    Mark.STEP: line_sketch,
    Mark.BAR: bar_sketch,
    Mark.COLUMN: column_sketch,
}
_DRAWINGS: dict[Mark, Callable[[Plot, Frame], ET.Element]] = {
    Mark.HEAT: heat_drawing,
    Mark.MAP: map_drawing,
    Mark.TIMELINE: timeline_drawing,
    Mark.WORDS: words_drawing,
}


def draw(plot: Plot, number: int) -> Exhibit:
    """Draw a plot.

    Parameters
    ----------
    plot : Plot
        Rows, and the title proved over them.
    number : int
        Its number in the article, from 1.

    Raises
    ------
    ClaimRefused
        If it has no rows, or a row cannot stand on its axes.
    """
    _check(plot)
    credit = plot.credit.removeprefix("Outlines: ")
    credit = credit or (map_of(plot).credit if plot.mark is Mark.MAP else "")
    wide, spec = _drawn(plot, WIDE)
    narrow, _ = _drawn(plot, NARROW)
    return Exhibit(
        id=plot.id,
        number=number,
        mark=plot.mark,
        title=runs(plot.title, f"exhibit {plot.id}, title"),
        reading=runs(plot.reading, f"exhibit {plot.id}, reading"),
        alt=plot.alt,
        source=(Run(plot.source, Tag.REF, "source"),),
        credit=(Run(credit, Tag.REF, "credit"),) if credit else (),
        wide=wide,
        narrow=narrow,
        svg=standalone(wide.svg),
        png=vl_convert.svg_to_png(card(plot, wide.svg, credit), scale=_SCALE),
        spec=spec,
        table=quoted_table(plot) if plot.mark is Mark.WORDS else table(plot),
        csv=csv_text(plot),
        figures=tuple(row.figure for row in plot.rows),
    )


def _check(plot: Plot) -> None:
    """Refuse a plot without rows, or with a row measured in something else."""
    if not plot.rows:
        raise ClaimRefused(f"Exhibit {plot.id} has no rows to draw. Leave it out of the brief.")
    for row in plot.rows if plot.mark is not Mark.TIMELINE else ():
        drawn_value(plot, row)


def draw_all(plots: Iterable[Plot]) -> tuple[Exhibit, ...]:
    """Draw plots, numbered in order from 1."""
    return tuple(draw(plot, number) for number, plot in enumerate(plots, start=1))


def _drawn(plot: Plot, frame: Frame) -> tuple[Drawing, str]:
    """Return the drawing on a frame, and the Vega-Lite spec behind it, if any."""
    variant = "narrow" if frame.is_narrow else "wide"
    if plot.mark in _DRAWINGS:
        return finish(_DRAWINGS[plot.mark](plot, frame), plot, variant), ""
    made = _SKETCHES[plot.mark](plot, frame)
    spec = json.dumps(made.spec, ensure_ascii=False, indent=1, sort_keys=True)
    return drawing(made, plot, variant), f"{spec}\n"
