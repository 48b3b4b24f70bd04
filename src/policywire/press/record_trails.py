"""Trails in the record: figures, observations and sources as plain values."""

from typing import Any

from policywire.analyst.figures import Figure, Interval, RuleTrail, RunTrail
from policywire.analyst.manuscript import Source
from policywire.evidence import Derived
from policywire.facts import Citation, Observation, Origin

__all__ = [
    "Json",
    "ObservationRows",
    "citation_record",
    "figure_record",
    "figure_trail",
    "interval_record",
    "source_record",
]

Json = dict[str, Any]


class ObservationRows:
    """Every observation once, and its place in the list."""

    def __init__(self) -> None:
        self.rows: list[Json] = []
        self._places: dict[Observation, int] = {}

    def place(self, observation: Observation) -> int:
        """Return the place of an observation in ``rows``, which it is put into if new."""
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


def figure_record(figure: Figure, observations: ObservationRows) -> Json:
    """Return a figure with its trail; its observations by their places."""
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
        "interval": interval_record(figure.interval),
        "trail": trail,
    }


def interval_record(held: Interval | None) -> Json | None:
    """Return a range; one that covers nothing says what it is taken over, and no level."""
    if held is None:
        return None
    over = {"level": None, "over": held.over} if held.over else {"level": held.level}
    return {"low": held.low, "high": held.high, **over}


def figure_trail(figure: Figure) -> Json:
    """Return how a figure is arrived at: expression and documents, run, or rule."""
    trail = figure.trail
    if isinstance(trail, RuleTrail):
        written = citation_record(trail.citation)
        return {"rule": trail.rule, "effective": trail.effective.isoformat(), "citation": written}
    if isinstance(trail, RunTrail):
        told = ("run_id", "model", "version", "replay", "outcome", "title")
        sources = [citation_record(source) for source in trail.sources]
        return {name: getattr(trail, name) for name in told} | {"sources": sources}
    return {
        "expression": trail.expression,
        "against": None if trail.against is None else str(trail.against),
        "observations": len(trail.observations),
        "vintages": sorted({item.vintage.isoformat() for item in trail.observations}),
        "documents": [{"id": origin.id, "sha256": origin.sha256} for origin in trail.documents],
    }


def source_record(source: Source) -> Json:
    """Return a document of the list of sources, or a citation."""
    return {
        "number": source.number,
        "document": None if source.origin is None else _origin(source.origin),
        "citation": None if source.citation is None else citation_record(source.citation),
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


def citation_record(citation: Citation) -> Json:
    """Return where a rule is written."""
    return {"title": citation.title, "locator": citation.locator, "href": citation.href}
