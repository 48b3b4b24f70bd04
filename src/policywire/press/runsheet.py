"""Exhibits of one model run, without an article: what it does to exports, incomes and trade."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from policywire.analyst.brief import FigureSpec
from policywire.analyst.draft import Kind, Line, Span
from policywire.analyst.manuscript import Mark, Plot, Row
from policywire.analyst.registry import run_figure
from policywire.facts import Unit
from policywire.models.base import Run
from policywire.press.charts.outlines import outlines
from policywire.press.exhibits import draw_all

__all__ = ["run_exhibits", "run_plots"]

_PERCENT = Unit.parse("percent")
_MOVED = 5  # regions whose trade with each other the heat map shows
_SHORT = 30  # letters of a region's name; longer ones stand as their code


def run_exhibits(run: Run) -> dict[str, bytes]:
    """Return the pictures of a run and their values, by file name."""
    files: dict[str, bytes] = {}
    names = {code: _shown(name) for code, name in run.names.items()}
    for exhibit in draw_all(run_plots(replace(run, title=_shown(run.title), names=names))):
        made = {"svg": exhibit.svg.encode(), "png": exhibit.png, "csv": exhibit.csv.encode()}
        files |= {f"exhibits/{exhibit.id}.{kind}": content for kind, content in made.items()}
    return files


def _shown(text: str) -> str:
    """Return words of the user's own without control signs, which no picture can hold."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")


def run_plots(run: Run) -> tuple[Plot, ...]:
    """Return exports and real income by region with their ranges, trade, and the world."""
    moved = _regions(run, "exports_pct")[:_MOVED]
    return (
        _bars(run, "exports", "exports_pct", "Change in exports, percent"),
        _bars(run, "income", "real_income_pct", "Change in real income, percent"),
        _trade(run, moved),
        _world(run),
    )


def _regions(run: Run, outcome: str) -> list[str]:
    """Return the codes of regions, those that move most first."""
    prefix = f"{outcome}/"
    found = {key[len(prefix) :]: one for key, one in run.outcomes.items() if key.startswith(prefix)}
    return sorted(found, key=lambda code: -abs(found[code].value))


def _bars(run: Run, name: str, outcome: str, axis: str) -> Plot:
    codes = sorted(_regions(run, outcome), key=lambda code: run.outcome(f"{outcome}/{code}").value)
    rows = (_row(run, name, f"{outcome}/{code}", "", _called(run, code)) for code in codes)
    return _plot(run, name, Mark.BAR, axis, rows)


def _trade(run: Run, codes: list[str]) -> Plot:
    pairs = ((buyer, seller) for seller in codes for buyer in codes if buyer != seller)
    rows = (
        _row(
            *(run, "trade", f"bilateral_imports_pct/{buyer}/{seller}"),
            *(f"into {_called(run, buyer)}", f"from {_called(run, seller)}"),
        )
        for buyer, seller in pairs
    )
    return _plot(run, "trade", Mark.HEAT, "Change in imports before duty, percent", rows)


def _world(run: Run) -> Plot:
    """Return the map of real income; every country of a region has the region's shade."""
    known, countries = outlines("world").states, _countries(run)
    rows = (
        _row(run, "world", f"real_income_pct/{region}", "", country)
        for country, region in countries.items()
        if country in known
    )
    return _plot(run, "world", Mark.MAP, "Change in real income, percent", rows)


def _countries(run: Run) -> Mapping[str, str]:
    regions = _regions(run, "real_income_pct")
    return {country: code for code in regions for country in run.members.get(code, (code,))}


def _called(run: Run, code: str) -> str:
    name = run.names.get(code, code)
    return name if len(name) <= _SHORT else code


def _row(run: Run, exhibit: str, outcome: str, series: str, category: str) -> Row:
    name = ".".join(part for part in (exhibit, series, category) if part)
    spec = FigureSpec(name, f"{outcome} of the run", category, run="run", outcome=outcome)
    return Row(series, category, None, run_figure(spec, run))


def _plot(run: Run, name: str, mark: Mark, axis: str, rows: Iterable[Row]) -> Plot:
    title, reading = Line((Span(run.title, Kind.NAME, "run"),)), Line((Span(axis),))
    return Plot(
        *(name, mark, title, reading, f"{axis}.", _PERCENT, axis, tuple(rows)),
        source=f"Policywire {run.model} {run.version}, run {run.run_id}",
    )
