"""Model runs: those a brief stands on, and those a user orders by name or file.

Comparisons and games are imported where they are asked for.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policywire.models.base import Run
from policywire.models.trade.scenarios.asked import Asked, prepare
from policywire.models.trade.scenarios.report import as_json, as_run, as_tables
from policywire.models.trade.scenarios.run import TradeRun, run
from policywire.models.trade.scenarios.scenario import (
    find_scenario,
    load_scenario,
    scenario_paths,
)
from policywire.models.trade.world.baselines import load_baseline
from policywire.models.trade.world.elasticity import theta
from policywire.models.trade.world.names import find_regions
from policywire.newsroom.files import count_words
from policywire.newsroom.kept import Shelf

if TYPE_CHECKING:
    from policywire.analyst.brief import Brief, RunSpec
    from policywire.models.trade.games import table
    from policywire.models.trade.scenarios import explain as several
    from policywire.newsroom.files import Progress

__all__ = [
    "check_run_place",
    "explain_scenario",
    "list_scenarios",
    "places_of",
    "play_game",
    "run_scenario",
    "runs_of",
    "write_explained",
    "write_run",
]

SCHEMA = "policywire/run/1"


def runs_of(brief: "Brief", progress: "Progress", *, afresh: bool = False) -> dict[str, Run]:
    """Return every run a brief takes figures from, by the brief's names.

    Parameters
    ----------
    brief : Brief
        The brief.
    progress : callable
        Told which runs are solved, and why.
    afresh : bool
        Whether runs that are kept are solved all the same.
    """
    shelf = Shelf(progress, afresh=afresh)
    made = {name: _made(spec, shelf) for name, spec in brief.runs.items()}
    if made:
        draws = sum(spec.draws for spec in brief.runs.values())
        told = f"{count_words(len(made), 'model run')}, {count_words(draws, 'draw')}"
        progress(f"{told}, {shelf.solved} solved")
    return made


def _made(spec: "RunSpec", shelf: Shelf) -> Run:
    if spec.model == "push":
        from policywire.newsroom.pushes import push_of

        return push_of(spec, shelf)
    return shelf.run(spec)


def list_scenarios() -> list[dict[str, str]]:
    """Return every packaged scenario with what it asks."""
    found = {name: load_scenario(path) for name, path in scenario_paths().items()}
    return [
        {"scenario": name, "title": one.title, "baseline": one.baseline, "why": one.why}
        for name, one in found.items()
    ]


def places_of(name: str, asked: Asked, regions: list[str]) -> list[int]:
    """Return the places of regions in a scenario's baseline; nothing is run."""
    if not regions:
        return []
    labels = prepare(find_scenario(name), asked).baseline.labels
    codes = [code for region in regions for code in find_regions(region, labels).codes]
    return [labels.regions.index(code) for code in dict.fromkeys(codes)]


def run_scenario(name: str, asked: Asked, progress: "Progress") -> TradeRun:
    """Run a packaged scenario, or that of a file."""
    return run(find_scenario(name), asked, progress=progress)


def explain_scenario(
    name: str, asked: Asked, regions: tuple[str, ...], progress: "Progress"
) -> "several.Explained":
    """Run a scenario in several models, under every closure, at every set of elasticities."""
    from policywire.models.trade.scenarios import explain as several

    made = several.explain(find_scenario(name), asked, regions)
    told = sum(len(columns) for _, columns in made.groups()) + len(made.compared.tornado.swings)
    progress(f"{told} equilibria, residual {made.compared.residual:.0e} at most")
    return made


def play_game(
    players: tuple[str, ...], rules: "table.Rules", asked: Asked, progress: "Progress"
) -> "table.Played":
    """Find tariffs no player gains by leaving; ``asked.called`` names the policy of the others."""
    from policywire.models.trade.games import table

    progress(f"{len(players)} players, tariffs on {', '.join(rules.sectors)}")
    if asked.called:
        held = prepare(find_scenario(asked.called), asked)
        return table.play(held.baseline, held.theta, players, rules, held.shock)
    baseline = load_baseline(asked.baseline or "icio-2022", repair=asked.repair)
    named = asked.elasticities or baseline.default
    chosen = theta(named, baseline.elasticities, baseline.labels)
    return table.play(baseline, chosen, players, rules)


# ------------------------------------------------------------------- to a folder


def check_run_place(folder: Path) -> None:
    """Refuse a folder a run could not be written to, before the work is done."""
    from policywire.press.folder import check_place

    check_place(folder, SCHEMA)


def write_run(made: TradeRun, folder: Path) -> list[str]:
    """Write a run whole into a folder: JSON, tables, exhibits; return the files' names.

    A baseline that says no year gives no exhibits: a picture without a date is none of ours.
    """
    from policywire.press.runsheet import run_exhibits

    pictures = run_exhibits(as_run(made)) if made.baseline.year else {}
    return _write(folder, as_json(made), as_tables(made), pictures)


def write_explained(made: "several.Explained", folder: Path) -> list[str]:
    """Write a comparison of models whole into a folder, as :func:`write_run` does a run."""
    from policywire.models.trade.scenarios import explain as several
    from policywire.press.modelsheet import model_exhibits

    pictures = model_exhibits(several.as_run(made), made.regions) if made.baseline.year else {}
    return _write(folder, several.as_json(made), several.as_tables(made), pictures)


def _write(
    folder: Path, told: dict[str, Any], tables: Mapping[str, str], pictures: Mapping[str, bytes]
) -> list[str]:
    from policywire.press.folder import MANIFEST, hashes_of, replace_folder

    files = {"run.json": f"{json.dumps(told, indent=1)}\n".encode()}
    files |= {name: text.encode() for name, text in tables.items()} | dict(pictures)
    replay = told["replay"] if "replay" in told else told["certificate"]["replay"]
    manifest = {"schema": SCHEMA, "run_id": told["run_id"], "replay": replay}
    manifest["files"] = hashes_of(files)
    files[MANIFEST] = f"{json.dumps(manifest, indent=1, sort_keys=True)}\n".encode()
    replace_folder(folder, files, SCHEMA)
    return sorted(files)
