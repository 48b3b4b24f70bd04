"""Model runs: the files an edition keeps of them, and what a figure says of one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["read_runs", "run_faults"]

_TOLD = ("run_id", "model", "version", "replay", "title")
_ENDS = ("low", "high", "level")


def read_runs(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the runs an edition keeps, by id."""
    files = sorted((folder / "runs").glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


def run_faults(raw: dict[str, Any], runs: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield what a figure's record says that its run's file does not, and why."""
    trail = raw["trail"]
    run = runs.get(trail["run_id"])
    outcome = None if run is None else run["outcomes"].get(trail["outcome"])
    if run is None or outcome is None:
        yield trail["run_id"], f"is no run on file with an outcome '{trail['outcome']}'"
        return
    for name in _TOLD:
        if trail[name] != run[name]:
            yield trail[name], f"is '{run[name]}' in the run's file"
    held = {name: run[name] for name in ("period", "vintage")}
    held |= {"value": outcome["value"], "unit": outcome["unit"]}
    held |= {"interval": {name: outcome[name] for name in _ENDS} if "low" in outcome else None}
    for name, value in held.items():
        if raw[name] != value:
            yield str(raw[name]), f"is {value} in the run's file"
    if trail["sources"] != run["sources"]:
        yield "sources", "are not those of the run's file"
    if raw["layer"] != "modelled" or raw["status"] != "projection":
        yield raw["layer"], "and the figure is of a model run"
