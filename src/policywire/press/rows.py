"""Plotted rows: their values in the unit of the exhibit, their printed texts, table and CSV."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from policywire.analyst.figures import Figure, RuleTrail, RunTrail
from policywire.analyst.manuscript import Mark, Plot, Row
from policywire.analyst.numbers import NO_RANGE, printed_end_in, printed_in
from policywire.facts import Dimension, Frequency, Period, Place, Quantity
from policywire.facts.errors import ClaimRefused, MixedUnits
from policywire.press.blocks import Cell, Grid
from policywire.press.text import Run, Tag, Text, anchor, join, runs, words

__all__ = [
    "axis_words",
    "by_series",
    "category_words",
    "csv_text",
    "drawn_ends",
    "drawn_text",
    "drawn_value",
    "expression",
    "label",
    "last_row",
    "period_of",
    "period_run",
    "printed_run",
    "short_period",
    "suffix",
    "table",
    "value_text",
]

_COLUMNS = (
    *("series", "category", "period", "value", "unit", "figure", "expression", "vintage"),
    *("low", "high", "level"),
)


def by_series(plot: Plot) -> dict[str, tuple[Row, ...]]:
    """Return the rows of each series, in the order the series first appear."""
    names = dict.fromkeys(row.series for row in plot.rows)
    return {name: tuple(row for row in plot.rows if row.series == name) for name in names}


def drawn_value(plot: Plot, row: Row) -> float:
    """Return a row's value in the unit of its exhibit.

    Raises
    ------
    ClaimRefused
        If it is measured in something else.
    """
    try:
        return row.figure.quantity.to(plot.unit).value
    except MixedUnits as error:
        raise ClaimRefused(
            f"Exhibit {plot.id} is drawn in {plot.unit}, and its figure {row.figure.id} is in "
            f"{row.figure.quantity.unit}. Give every row of a plot the same unit."
        ) from error


def drawn_ends(plot: Plot, row: Row) -> tuple[float, float]:
    """Return the ends of a row's range in the unit of its exhibit; its value twice if it has none.

    Raises
    ------
    ClaimRefused
        If it is measured in something else.
    """
    value, interval = drawn_value(plot, row), row.figure.interval
    if interval is None:
        return value, value
    unit = row.figure.quantity.unit
    low, high = (Quantity(end, unit).to(plot.unit).value for end in (interval.low, interval.high))
    return low, high


def period_of(plot: Plot, row: Row) -> Period:
    """Return a row's period.

    Raises
    ------
    ClaimRefused
        If it has none, on a time axis.
    """
    if row.period is None:
        raise ClaimRefused(
            f"Exhibit {plot.id} has a time axis, and its figure {row.figure.id} has no period. "
            "Give the row its period, or draw the plot as bars."
        )
    return row.period


def last_row(plot: Plot, rows: Iterable[Row]) -> Row:
    """Return the row of the latest period."""
    return max(rows, key=lambda row: period_of(plot, row).end)


# ------------------------------------------------------------------- printed texts


def printed_run(plot: Plot, row: Row) -> Run:
    """Return a row's value as printed in labels and cells: short, in the unit of the exhibit."""
    text = printed_in(row.figure, plot.unit)
    return Run(text, Tag.FIGURE, row.figure.id, f"#note-{anchor(row.figure.id)}")


def value_text(plot: Plot, row: Row) -> Text:
    """Return a row's value as printed, and after it the range of a modelled one."""
    figure = row.figure
    if figure.interval is not None and figure.interval.low == figure.interval.high:
        told = Run(NO_RANGE, Tag.RANGE, figure.id)
        return (printed_run(plot, row), Run(" ("), told, Run(")"))
    return drawn_text(plot, row)


def drawn_text(plot: Plot, row: Row) -> Text:
    """Return what stands beside a bar: the value, and its range where that has a width."""
    figure, value = row.figure, printed_run(plot, row)
    if figure.interval is None or figure.interval.low == figure.interval.high:
        return (value,)
    low, high = (
        Run(printed_end_in(figure, end, plot.unit), Tag.RANGE, figure.id)
        for end in (figure.interval.low, figure.interval.high)
    )
    return (value, Run(" ("), low, Run(" to "), high, Run(")"))


def label(plot: Plot, text: str) -> Run:
    """Return a label of a row or axis as a run."""
    return Run(text, Tag.LABEL, plot.id)


def period_run(period: Period) -> Run:
    """Return a period as a short label."""
    return Run(short_period(period), Tag.PERIOD, str(period))


def suffix(plot: Plot) -> str:
    """Return what follows a tick of the exhibit's value axis."""
    return "%" if plot.unit.dimension in (Dimension.PERCENT, Dimension.SHARE) else ""


def axis_words(plot: Plot, *, starts_at_zero: bool = True) -> str:
    """Return the name of the value axis, and a warning where it does not start at zero."""
    return plot.axis if starts_at_zero else f"{plot.axis} (axis does not start at zero)"


def category_words(plot: Plot, row: Row) -> str:
    """Return the category as a reader sees it: a state's name for its code."""
    return Place.parse(row.category).name if plot.mark is Mark.MAP else row.category


def short_period(period: Period) -> str:
    """Return a period as a label: ``2025``, ``Nov 2025``, ``Q3 2025``, ``Jan–Nov 2024``."""
    if period.is_trailing_year:
        return f"Year to {_grain(period.end, period.frequency)}"
    first, last = _grain(period.start, period.frequency), _grain(period.end, period.frequency)
    if period.is_single:
        return first
    if period.frequency is Frequency.MONTH and period.start.year == period.end.year:
        first = first.split()[0]
    return f"{first}–{last}"


def _grain(day: date, frequency: Frequency) -> str:
    if frequency is Frequency.YEAR:
        return f"{day:%Y}"
    if frequency is Frequency.QUARTER:
        return f"Q{(day.month + 2) // 3} {day:%Y}"
    return f"{day:%b} {day:%Y}" if frequency is Frequency.MONTH else f"{day:%b} {day.day}, {day:%Y}"


# ------------------------------------------------------------------- the table


def table(plot: Plot) -> Grid:
    """Return the plotted values as a table: periods or categories down, series across."""
    if plot.mark is Mark.TIMELINE:
        return _dated_table(plot)
    series = tuple(by_series(plot))
    grouped: dict[Run, dict[str, Row]] = {}
    for row in plot.rows:
        grouped.setdefault(_heading(plot, row), {})[row.series] = row
    lone = len(series) == 1
    names = (label(plot, plot.axis),) if lone else tuple(label(plot, name) for name in series)
    head = (Cell(words(_first_column(plot))), *(Cell((name,), numeric=True) for name in names))
    rows = (
        (Cell((heading,)), *(_cell(plot, cells.get(name)) for name in series))
        for heading, cells in grouped.items()
    )
    unit = () if lone else join((words(" ("), (label(plot, plot.axis),), words(")")))
    return Grid(join((runs(plot.title, f"exhibit {plot.id}"), unit)), head, tuple(rows))


def _first_column(plot: Plot) -> str:
    if plot.mark in (Mark.LINE, Mark.STEP, Mark.COLUMN):
        return "Period"
    if plot.mark is not Mark.MAP:
        return "Item"
    return "State" if plot.rows[0].category.startswith("MEX-") else "Country"


def _heading(plot: Plot, row: Row) -> Run:
    if plot.mark in (Mark.LINE, Mark.STEP, Mark.COLUMN):
        return period_run(period_of(plot, row))
    return label(plot, category_words(plot, row))


def _cell(plot: Plot, row: Row | None) -> Cell:
    return Cell(value_text(plot, row) if row else (), numeric=True)


def _dated_table(plot: Plot) -> Grid:
    head = tuple(Cell(words(name)) for name in ("Date", "Event", "Kind", "Written in"))
    rows = (
        (
            Cell((_dated(plot, row),)),
            Cell((label(plot, row.category),)),
            Cell((label(plot, row.series),)),
            Cell(_written_in(row.figure)),
        )
        for row in plot.rows
    )
    return Grid(runs(plot.title, f"exhibit {plot.id}"), head, tuple(rows))


def _dated(plot: Plot, row: Row) -> Run:
    period = period_of(plot, row)
    return Run(period.words(), Tag.PERIOD, str(period), f"#note-{anchor(row.figure.id)}")


def _written_in(figure: Figure) -> Text:
    if not isinstance(figure.trail, RuleTrail):
        return ()
    citation = figure.trail.citation
    return (Run(citation.words(), Tag.REF, "citation", citation.href),)


# ------------------------------------------------------------------- CSV


def csv_text(plot: Plot) -> str:
    """Return the rows as CSV: values in full precision, with figure, expression and vintage.

    A text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in plot.rows:
        figure = row.figure
        quantity = figure.quantity if plot.mark is Mark.TIMELINE else figure.quantity.to(plot.unit)
        writer.writerow(
            (
                _inert(row.series),
                _inert(row.category),
                "" if row.period is None else str(row.period),
                repr(quantity.value),
                _inert(str(quantity.unit)),
                _inert(figure.id),
                _inert(expression(figure)),
                figure.vintage.isoformat(),
                *_ends(plot, row),
            )
        )
    return out.getvalue()


def _ends(plot: Plot, row: Row) -> tuple[str, ...]:
    """Return low, high and coverage of a modelled value; empty where it has no range."""
    if row.figure.interval is None:
        return "", "", ""
    interval = row.figure.interval
    return (*map(repr, drawn_ends(plot, row)), interval.over or repr(interval.level))


def _inert(text: str) -> str:
    mark = "'" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else ""
    return mark + text.replace("\r", " ")  # csv leaves it unquoted, and it would end the row


def expression(figure: Figure) -> str:
    """Return the text that gives a figure again: expression, run or rule."""
    trail = figure.trail
    if isinstance(trail, RuleTrail):
        return f"rule {trail.rule}"
    return trail.replay if isinstance(trail, RunTrail) else trail.expression
