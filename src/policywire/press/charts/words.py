"""WORDS: two versions of a text, part by part, words taken out struck and words put in underlined.

Words that stayed are shortened to what gives the others their place. Struck or underlined, never
told by colour alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from policywire.analyst.manuscript import Passage, Plot, Row
from policywire.press.charts.labels import width
from policywire.press.charts.look import GRID, INK, LINE, MUTED, SERIES, SIZE, Frame
from policywire.press.charts.svg import node, sheet, text_node
from policywire.press.rows import label, printed_run
from policywire.press.text import Run, Tag, Text, has_digits

__all__ = ["words_drawing"]

_CONTEXT = 5  # words of what stayed that are shown on each side of a change
_LEAST_CUT = 3  # fewer words than this are not worth an ellipsis
_GAP = 12.0  # between parts
_SPACE = width(" ", SIZE)
_STYLES = {
    "same": {"fill": MUTED},
    "removed": {"fill": SERIES[1], "text-decoration": "line-through"},
    "added": {"fill": SERIES[0], "text-decoration": "underline"},
    "cut": {"fill": MUTED},
}

_Words = tuple[str, str]  # how a run of words stands, and the words


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words on one line: its kind, its words, where it begins."""

    kind: str
    text: str
    x: float


def words_drawing(plot: Plot, frame: Frame) -> ET.Element:
    """Return the two versions as an SVG element; its height follows its words."""
    drawn: list[ET.Element] = []
    y = 0.0
    for row in plot.rows:
        made, y = _part(plot, row, frame, y)
        drawn += made
    return sheet(frame.width, y, *drawn)


def _part(plot: Plot, row: Row, frame: Frame, top: float) -> tuple[list[ET.Element], float]:
    """Return a part of the text as drawn from ``top``, and where it ends."""
    y = top + SIZE
    value = (printed_run(plot, row), Run(" kept"))
    made = [
        text_node(0, y, (label(plot, row.category),), weight="bold"),
        text_node(frame.width, y, value, anchor="end", fill=INK),
    ]
    for passage in row.passages:
        if passage.kind == "kept":
            continue
        for line in _lines(_shortened(passage), frame.width - 2.0):
            y += LINE
            made += [_word_node(plot, piece, y) for piece in line]
        y += 4.0
    if all(one.kind == "kept" for one in row.passages):
        y += LINE
        made.append(text_node(0, y, (Run("Word for word as before"),), fill=MUTED))
    rule = {"x1": 0, "x2": frame.width, "y1": y + _GAP, "y2": y + _GAP, "stroke": GRID}
    return [*made, node("line", rule)], y + 2 * _GAP


def _word_node(plot: Plot, piece: _Piece, y: float) -> ET.Element:
    quoted: Text = (Run(piece.text, Tag.QUOTE, plot.id),)
    if piece.kind == "cut" and not has_digits(piece.text):
        quoted = (Run(piece.text),)
    element = text_node(piece.x, y, quoted)
    element.attrib |= _STYLES[piece.kind]
    return element


def _shortened(passage: Passage) -> Iterator[_Words]:
    """Yield the runs of a sentence, those that stayed cut to the words beside a change."""
    runs = passage.words
    if passage.kind == "moved" and all(kind == "same" for kind, _ in runs):
        yield "cut", "Moved here:"
        yield from _cut(runs[0][1].split(), before=False, after=False)
        return
    for at, (kind, text) in enumerate(runs):
        if kind == "same":
            yield from _cut(text.split(), before=at > 0, after=at + 1 < len(runs))
        else:
            yield kind, text


def _cut(words: Sequence[str], *, before: bool, after: bool) -> Iterator[_Words]:
    """Yield the first and last words of a run that stayed, what lies between as an ellipsis."""
    head = _CONTEXT if before else 0
    tail = _CONTEXT if after else 0
    if not before and not after:
        head = 2 * _CONTEXT
    if len(words) - head - tail < _LEAST_CUT:
        yield "same", " ".join(words)
        return
    if head:
        yield "same", " ".join(words[:head])
    yield "cut", "…"
    if tail:
        yield "same", " ".join(words[-tail:])


def _lines(runs: Iterator[_Words], room: float) -> Iterator[list[_Piece]]:
    """Yield lines of pieces no wider than ``room``; a run goes on over the end of its line."""
    line: list[_Piece] = []
    x = 0.0
    for kind, text in runs:
        held: list[str] = []
        start = x
        for word in text.split():
            size = width(word, SIZE)
            if x and x + size > room:
                if held:
                    line.append(_Piece(kind, " ".join(held), start))
                yield line
                line, held, x, start = [], [], 0.0, 0.0
            held.append(word)
            x += size + _SPACE
        if held:
            line.append(_Piece(kind, " ".join(held), start))
    if line:
        yield line
