"""Two versions of a text as a table: what was taken out, what was put in, how much was kept."""

from policywire.analyst.manuscript import Plot, Row
from policywire.press.blocks import Cell, Grid
from policywire.press.rows import label, value_text
from policywire.press.text import Run, Tag, Text, run_on, runs, words

__all__ = ["quoted_table"]

_HEAD = ("Part", "Taken out", "Put in")


def quoted_table(plot: Plot) -> Grid:
    """Return the parts of a text with their quotations, every run of words between marks."""
    head = (*(Cell(words(name)) for name in _HEAD), Cell(words(plot.rows[0].series), numeric=True))
    rows = (
        (
            Cell((label(plot, row.category),)),
            Cell(_quotes(plot, row, "removed")),
            Cell(_quotes(plot, row, "added")),
            Cell(value_text(plot, row), numeric=True),
        )
        for row in plot.rows
    )
    return Grid(runs(plot.title, f"exhibit {plot.id}"), head, tuple(rows))


def _quotes(plot: Plot, row: Row, kind: str) -> Text:
    found = [text for one in row.passages for name, text in one.words if name == kind]
    quoted = ((Run("“"), Run(text, Tag.QUOTE, plot.id), Run("”")) for text in found)
    return run_on(quoted, "; ")
