"""Model runs: those a brief stands on, and those a user orders by name or file."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policywire.models.base import Run
from policywire.models.trade.economy import Closure
from policywire.models.trade.report import as_json, as_run, as_tables
from policywire.models.trade.run import Asked, TradeRun, run
from policywire.models.trade.scenario import find_scenario, load_scenario, scenario_paths

if TYPE_CHECKING:
    from policywire.analyst.brief import Brief, RunSpec
    from policywire.newsroom.files import Progress

__all__ = ["check_run_place", "list_scenarios", "run_scenario", "runs_of", "write_run"]

SCHEMA = "policywire/run/1"


def runs_of(brief: "Brief", progress: "Progress") -> dict[str, Run]:
    """Return every run a brief takes figures from, by the brief's names."""
    made = {name: as_run(_ordered(spec)) for name, spec in brief.runs.items()}
    if made:
        progress(f"{len(made)} model runs, {sum(spec.draws for spec in brief.runs.values())} draws")
    return made


def _ordered(spec: "RunSpec") -> TradeRun:
    closure = Closure(spec.closure) if spec.closure else None
    asked = Asked(closure=closure, elasticities=spec.elasticities, draws=spec.draws, parts=False)
    return run(find_scenario(spec.scenario), asked)


def list_scenarios() -> list[dict[str, str]]:
    """Return every packaged scenario with what it asks."""
    found = {name: load_scenario(path) for name, path in scenario_paths().items()}
    return [
        {"scenario": name, "title": one.title, "baseline": one.baseline, "why": one.why}
        for name, one in found.items()
    ]


def run_scenario(name: str, asked: Asked, progress: "Progress") -> TradeRun:
    """Run a packaged scenario, or that of a file."""
    return run(find_scenario(name), asked, progress=progress)


def check_run_place(folder: Path) -> None:
    """Refuse a folder a run could not be written to, before the work is done."""
    from policywire.press.folder import check_place

    check_place(folder, SCHEMA)


def write_run(made: TradeRun, folder: Path) -> list[str]:
    """Write a run whole into a folder: JSON, tables, exhibits; return the files' names."""
    from policywire.press.folder import MANIFEST, hashes_of, replace_folder
    from policywire.press.runsheet import run_exhibits

    files = {"run.json": f"{json.dumps(as_json(made), indent=1)}\n".encode()}
    files |= {name: text.encode() for name, text in as_tables(made).items()}
    files |= run_exhibits(as_run(made))
    told: dict[str, Any] = {"schema": SCHEMA, "run_id": made.run_id, "replay": made.replay}
    told["files"] = hashes_of(files)
    files[MANIFEST] = f"{json.dumps(told, indent=1, sort_keys=True)}\n".encode()
    replace_folder(folder, files, SCHEMA)
    return sorted(files)
