"""The record: an article as JSON, whole, for machines that read it instead of people."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from policywire.analyst.findings import Finding
from policywire.analyst.manuscript import Manuscript, Plot, Row
from policywire.press.blocks import Article, Block, Cell, Exhibit, Field, Grid, Points, Prose
from policywire.press.record_trails import (
    Json,
    ObservationRows,
    citation_record,
    figure_record,
    interval_record,
    source_record,
)
from policywire.press.text import Run, Text, plain

__all__ = ["SCHEMA", "dumps", "render_record"]

SCHEMA = "policywire/article/2"


def render_record(article: Article) -> str:
    """Return the article as JSON text, keys sorted.

    Observations stand once, under ``observations``; the trail of a figure lists their places.
    """
    return dumps({"schema": SCHEMA, **_told(article), **_evidence(article.manuscript)})


def _told(article: Article) -> Json:
    """Return what the article says, laid out."""
    plots = {plot.id: plot for plot in article.manuscript.plots}
    return {
        "headline": _text(article.headline),
        "standfirst": _text(article.standfirst),
        "dateline": _text(article.dateline),
        "verification": _fields(article.verification),
        "takeaways": [_text(text) for text in article.takeaways],
        "sections": [
            {"id": part.id, "heading": _text(part.heading), "blocks": [*map(_block, part.blocks)]}
            for part in article.parts
        ],
        "exhibits": [_plotted(exhibit, plots[exhibit.id]) for exhibit in article.exhibits],
        "struck": [_text(text) for text in article.struck],
        "about": _fields(article.about),
    }


def _evidence(made: Manuscript) -> Json:
    """Return what the article rests on."""
    observations = ObservationRows()
    figures = {
        name: figure_record(item, observations) for name, item in sorted(made.figures.items())
    }
    return {
        "brief": made.brief,
        "language": made.language,
        "as_of": made.as_of.isoformat(),
        "data_as_of": made.data_as_of.isoformat(),
        "figures": figures,
        "findings": {item.id: _finding(item) for item in made.findings},
        "observations": observations.rows,
        "events": {
            name: {"day": day.isoformat(), "what": what, "citation": citation_record(citation)}
            for name, (day, what, citation) in made.events.items()
        },
        "names": made.names,
        "model": asdict(made.model) if made.model else None,
        "sources": [source_record(source) for source in made.sources],
        "releases": [
            {
                "day": item.day.isoformat(),
                "what": item.what,
                "citation": citation_record(item.citation),
            }
            for item in made.releases
        ],
    }


def _finding(finding: Finding) -> Json:
    """Return what was learnt of a figure: of whom and what, how made, how settled, how large."""
    against, unit, interval = finding.against, finding.quantity.unit, finding.interval
    return {
        "kind": finding.kind.value,
        "entity": {"code": finding.entity.code, "words": finding.entity.words},
        "metrics": list(finding.metrics),
        "product": finding.product,
        "measure": finding.measure,
        "period": str(finding.period),
        "vintage": finding.vintage,
        "value": finding.quantity.value,
        "unit": {
            "text": str(unit),
            "dimension": unit.dimension.value,
            "name": unit.name,
            "scale": unit.scale,
            "per": unit.per,
            "real": finding.is_real,
            "base": finding.base,
        },
        "adjustment": finding.adjustment.value,
        "interval": interval_record(interval),
        "operator": finding.operator,
        "operands": list(finding.operands),
        "root": finding.root.value,
        "status": finding.status.value,
        "precision": {
            "decimals": finding.precision.decimals,
            "rounding": finding.precision.rounding,
        },
        "against": None if against is None else str(against),
        "among": finding.among,
        "strength": finding.strength.value,
        "caveats": list(finding.caveats),
    }


def dumps(document: Mapping[str, Any]) -> str:
    """Return a document as JSON text: keys sorted, one member of a member to a line."""
    members = (f"{_compact(name)}: {_spread(document[name])}" for name in sorted(document))
    return "{\n" + ",\n".join(members) + "\n}\n"


def _spread(value: Any) -> str:
    """Return a value with each of its own members on a line."""
    if isinstance(value, dict) and value:
        lines = (f" {_compact(name)}: {_compact(value[name])}" for name in sorted(value))
        return "{\n" + ",\n".join(lines) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f" {_compact(item)}" for item in value) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


# ------------------------------------------------------------------- text


def _text(text: Text) -> Json:
    return {"text": plain(text), "runs": [_run(run) for run in text]}


def _run(run: Run) -> Json:
    facts = {"text": run.text, "kind": run.tag.value, "ref": run.ref, "href": run.href}
    return {name: value for name, value in facts.items() if value}


def _fields(fields: Iterable[Field]) -> list[Json]:
    return [{"name": field.name, **_text(field.value)} for field in fields]


def _block(block: Block) -> Json:
    match block:
        case Prose(text):
            return {"type": "paragraph", **_text(text)}
        case Points(items):
            return {"type": "list", "items": [_text(item) for item in items]}
        case Grid():
            return {"type": "table", **_grid(block)}
        case Exhibit():
            return {"type": "exhibit", "id": block.id}


def _grid(grid: Grid) -> Json:
    return {
        "caption": _text(grid.caption),
        "head": _cells(grid.head),
        "rows": [_cells(row) for row in grid.rows],
        "note": _text(grid.note),
    }


def _cells(cells: Iterable[Cell]) -> list[Json]:
    return [_text(cell.text) for cell in cells]


# ------------------------------------------------------------------- exhibits


def _plotted(exhibit: Exhibit, plot: Plot) -> Json:
    return {
        "id": exhibit.id,
        "number": exhibit.number,
        "mark": exhibit.mark.value,
        "title": _text(exhibit.title),
        "reading": _text(exhibit.reading),
        "alt": exhibit.alt,
        "source": _text(exhibit.source),
        "credit": _text(exhibit.credit),
        "unit": str(plot.unit),
        "axis": plot.axis,
        "breaks": [{"period": str(period), "what": what} for period, what in plot.breaks],
        "marks": [{"period": str(period), "what": what} for period, what in plot.marks],
        "files": list(exhibit.files),
        "rows": [
            {
                "series": row.series,
                "category": row.category,
                "period": None if row.period is None else str(row.period),
                "figure": row.figure.id,
                **_quoted(row),
            }
            for row in plot.rows
        ],
    }


def _quoted(row: Row) -> Json:
    """Return what a row quotes, sentence by sentence; nothing where it quotes nothing."""
    if not row.passages:
        return {}
    told = [
        {"kind": one.kind, "label": one.label, "words": list(map(list, one.words))}
        for one in row.passages
    ]
    return {"passages": told}


# ------------------------------------------------------------------- figures
