"""The record: an article as JSON, whole, for machines that read it instead of people."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from policywire.analyst.figures import Figure, Interval, RuleTrail, RunTrail
from policywire.analyst.findings import Finding
from policywire.analyst.manuscript import Manuscript, Plot, Row, Source
from policywire.evidence import Derived
from policywire.facts import Citation, Observation, Origin
from policywire.press.blocks import Article, Block, Cell, Exhibit, Field, Grid, Points, Prose
from policywire.press.text import Run, Text, plain

__all__ = ["SCHEMA", "dumps", "figure_trail", "render_record"]

SCHEMA = "policywire/article/2"

Json = dict[str, Any]


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
    observations = _Observations()
    figures = {name: _figure(item, observations) for name, item in sorted(made.figures.items())}
    return {
        "brief": made.brief,
        "language": made.language,
        "as_of": made.as_of.isoformat(),
        "data_as_of": made.data_as_of.isoformat(),
        "figures": figures,
        "findings": {item.id: _finding(item) for item in made.findings},
        "observations": observations.rows,
        "events": {
            name: {"day": day.isoformat(), "what": what, "citation": _citation(citation)}
            for name, (day, what, citation) in made.events.items()
        },
        "names": made.names,
        "model": asdict(made.model) if made.model else None,
        "sources": [_source(source) for source in made.sources],
        "releases": [
            {"day": item.day.isoformat(), "what": item.what, "citation": _citation(item.citation)}
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
        "interval": _interval(interval),
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


class _Observations:
    """Every observation once, and its place in the list."""

    def __init__(self) -> None:
        self.rows: list[Json] = []
        self._places: dict[Observation, int] = {}

    def place(self, observation: Observation) -> int:
        if observation not in self._places:
            self._places[observation] = len(self.rows)
            self.rows.append(
                {
                    "series": str(observation.key),
                    "period": str(observation.period),
                    "value": observation.value,
                    "vintage": observation.vintage.isoformat(),
                    "status": observation.status.value,
                    "document": observation.document,
                }
            )
        return self._places[observation]


def _figure(figure: Figure, observations: _Observations) -> Json:
    trail = figure_trail(figure)
    if isinstance(figure.trail, Derived):
        trail["observations"] = [observations.place(item) for item in figure.trail.observations]
    return {
        "subject": figure.subject,
        "measure": figure.measure,
        "value": figure.quantity.value,
        "unit": str(figure.quantity.unit),
        "decimals": figure.decimals,
        "period": str(figure.period),
        "vintage": figure.vintage.isoformat(),
        "status": figure.status.value,
        "basis": figure.basis,
        "layer": figure.layer,
        "adjustment": figure.adjustment.value,
        "root": figure.root.value,
        "interval": _interval(figure.interval),
        "trail": trail,
    }


def _interval(held: Interval | None) -> Json | None:
    """Return a range; one that covers nothing says what it is taken over, and no level."""
    if held is None:
        return None
    over = {"level": None, "over": held.over} if held.over else {"level": held.level}
    return {"low": held.low, "high": held.high, **over}


def figure_trail(figure: Figure) -> Json:
    """Return how a figure is arrived at: expression and documents, run, or rule."""
    trail = figure.trail
    if isinstance(trail, RuleTrail):
        written = _citation(trail.citation)
        return {"rule": trail.rule, "effective": trail.effective.isoformat(), "citation": written}
    if isinstance(trail, RunTrail):
        told = ("run_id", "model", "version", "replay", "outcome", "title")
        sources = [_citation(source) for source in trail.sources]
        return {name: getattr(trail, name) for name in told} | {"sources": sources}
    return {
        "expression": trail.expression,
        "against": None if trail.against is None else str(trail.against),
        "observations": len(trail.observations),
        "vintages": sorted({item.vintage.isoformat() for item in trail.observations}),
        "documents": [{"id": origin.id, "sha256": origin.sha256} for origin in trail.documents],
    }


def _source(source: Source) -> Json:
    return {
        "number": source.number,
        "document": None if source.origin is None else _origin(source.origin),
        "citation": None if source.citation is None else _citation(source.citation),
    }


def _origin(origin: Origin) -> Json:
    via = origin.via
    return {
        "id": origin.id,
        "publisher": origin.publisher,
        "dataset": origin.dataset,
        "url": origin.url,
        "licence": origin.licence,
        "retrieved": origin.retrieved.isoformat(),
        "sha256": origin.sha256,
        "file": origin.file,
        "via": None
        if via is None
        else {
            "name": via.name,
            "place": via.place,
            "copied": via.copied.isoformat(),
            "licence": via.licence,
        },
    }


def _citation(citation: Citation) -> Json:
    return {"title": citation.title, "locator": citation.locator, "href": citation.href}
