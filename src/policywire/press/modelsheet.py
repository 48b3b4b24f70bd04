"""Exhibits of one scenario seen by several models: models, closures, elasticity sets, tornado."""

from collections.abc import Iterable, Iterator

from policywire.analyst.brief import FigureSpec
from policywire.analyst.draft import Kind, Line, Span
from policywire.analyst.manuscript import Mark, Plot, Row
from policywire.analyst.registry import run_figure
from policywire.facts import Unit
from policywire.models.base import Run
from policywire.press.exhibits import draw_all

__all__ = ["model_exhibits", "model_plots"]

_PERCENT = Unit.parse("percent")
_OUTCOME = "real_income_pct"
_TOLD, _BARS = 3, 8  # regions side by side; bars of the tornado


def model_exhibits(run: Run, regions: tuple[str, ...]) -> dict[str, bytes]:
    """Return the pictures of a comparison and their values, by file name."""
    files: dict[str, bytes] = {}
    for exhibit in draw_all(model_plots(run, regions)):
        made = {"svg": exhibit.svg.encode(), "png": exhibit.png, "csv": exhibit.csv.encode()}
        files |= {f"exhibits/{exhibit.id}.{kind}": content for kind, content in made.items()}
    return files


def model_plots(run: Run, regions: tuple[str, ...]) -> tuple[Plot, ...]:
    """Return real income by model, by closure and by elasticity set, and what moves it.

    Parameters
    ----------
    run : Run
        As ``scenarios.explain.as_run`` gives it.
    regions : tuple of str
        Codes; the first three are drawn, the tornado is of the first.
    """
    told = regions[:_TOLD]
    axis = "Change in real income, percent"
    plots = [
        _plot(run, name, axis, _columns(run, group, told))
        for name, group in (("models", "model"), ("closures", "closure"), ("sets", "elasticities"))
    ]
    tornado = f"{axis}, {run.names[told[0]]}; range as each assumption moves"
    return (
        *(plot for plot in plots if plot.rows),
        _plot(run, "tornado", tornado, _bars(run, told)),
    )


def _columns(run: Run, group: str, regions: tuple[str, ...]) -> Iterator[Row]:
    keys = [key.split("/") for key in run.outcomes if key.startswith(f"{group}/")]
    for column in dict.fromkeys(key[1] for key in keys):
        for code in regions:
            key = f"{group}/{column}/{_OUTCOME}/{code}"
            yield _row(run, key, run.names[code], run.names.get(column, column))


def _bars(run: Run, regions: tuple[str, ...]) -> Iterator[Row]:
    for rank in range(_BARS):
        key = f"tornado/{rank}/{_OUTCOME}/{regions[0]}"
        if key in run.outcomes:
            yield _row(run, key, "", run.names[key])


def _row(run: Run, key: str, series: str, category: str) -> Row:
    name, measure = key.replace("/", "."), f"{key} of the run"
    spec = FigureSpec(name, measure, category, run="run", outcome=key, decimals=2)
    return Row(series, category, None, run_figure(spec, run))


def _plot(run: Run, name: str, axis: str, rows: Iterable[Row]) -> Plot:
    title, reading = Line((Span(run.title, Kind.NAME, "run"),)), Line((Span(axis),))
    return Plot(
        *(name, Mark.BAR, title, reading, f"{axis}.", _PERCENT, axis, tuple(rows)),
        source=f"Policywire {run.model} {run.version}, run {run.run_id}",
    )
