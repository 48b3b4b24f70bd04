"""Runs: each model run behind an article as a JSON file of its own, whole."""

from typing import Any

from policywire.facts import Citation
from policywire.models.base import Outcome, Run
from policywire.press.record import dumps

__all__ = ["SCHEMA", "render_run", "run_file"]

SCHEMA = "policywire/run/1"


def run_file(run: Run) -> str:
    """Return the name of a run's file inside an edition."""
    return f"runs/{run.run_id}.json"


def render_run(run: Run) -> str:
    """Return a run as JSON text: what was asked, how to repeat it, every outcome."""
    told = ("run_id", "model", "version", "title", "replay", "residual")
    return dumps(
        {
            "schema": SCHEMA,
            **{name: getattr(run, name) for name in told},
            "period": str(run.period),
            "vintage": run.vintage.isoformat(),
            "names": dict(run.names),
            "members": {region: list(inside) for region, inside in run.members.items()},
            "sources": [_source(source) for source in run.sources],
            "outcomes": {key: _outcome(one) for key, one in sorted(run.outcomes.items())},
        }
    )


def _source(source: Citation) -> dict[str, str]:
    return {"title": source.title, "locator": source.locator, "href": source.href}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    ranged = outcome.low is not None
    ends: dict[str, Any] = (
        {"low": outcome.low, "high": outcome.high, "level": outcome.level} if ranged else {}
    )
    if ranged and outcome.over:
        ends |= {"level": None, "over": outcome.over}
    own = {"period": str(outcome.period)} if outcome.period else {}
    return {"value": outcome.value, "unit": str(outcome.unit), **ends, **own}
