"""Scenarios as files: a closed schema read from YAML, with the baseline and elasticities named."""

import os
from dataclasses import dataclass
from pathlib import Path

from policywire.desks.desk import desks
from policywire.facts.errors import BadDocument, BadShock, NotHeld, near
from policywire.models.trade.economy import Array, Baseline, Closure
from policywire.models.trade.scenarios.changes import Change
from policywire.models.trade.world.balance import Repair
from policywire.models.trade.world.baselines import load_baseline
from policywire.models.trade.world.elasticity import theta
from policywire.schema import loads

__all__ = [
    "Scenario",
    "baseline_of",
    "find_scenario",
    "load_scenario",
    "scenario_paths",
    "theta_of",
]

_EXPECTED = ".expected.yaml"


@dataclass(frozen=True, slots=True)
class _File:
    title: str
    changes: tuple[Change, ...]
    question: str = ""
    why: str = ""
    baseline: str = "icio-2022"
    closure: Closure = Closure.BALANCED
    elasticities: str = "baseline"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A counterfactual as its author wrote it.

    Attributes
    ----------
    name : str
        The file's name without its suffix.
    title, question, why : str
        What it is, what it answers, why it is put this way.
    baseline : str
        A packaged name, or a folder relative to ``folder``.
    closure : Closure
        What becomes of trade deficits.
    elasticities : str
        A named set, or a CSV file relative to ``folder``.
    changes : tuple of Change
        What changes, in order.
    folder : Path
        Where the file lies.
    """

    name: str
    title: str
    question: str
    why: str
    baseline: str
    closure: Closure
    elasticities: str
    changes: tuple[Change, ...]
    folder: Path


def load_scenario(path: Path | str, text: str | None = None) -> Scenario:
    """Return the scenario of a YAML file.

    Parameters
    ----------
    path : Path or str
        The file; relative names inside it start from its folder.
    text : str or None
        Its content where it is not to be read from the file.

    Raises
    ------
    BadDocument
        If the file cannot be read or breaks the schema; the message names the line.
    BadShock
        If it changes nothing.
    """
    file = Path(path)
    if text is None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise BadDocument(f"{file} cannot be read as text in UTF-8: {error}.") from error
    said = loads(text, _File, file.name)
    if not said.changes:
        raise BadShock(
            f"{file.name}: changes is empty, so nothing would change. To run the base alone, "
            "write one change with add: 0."
        )
    return Scenario(
        file.stem,
        *(said.title, said.question, said.why, said.baseline, said.closure, said.elasticities),
        changes=said.changes,
        folder=file.parent,
    )


def scenario_paths() -> dict[str, Path]:
    """Return every packaged scenario by name, from all desks installed."""
    return {
        path.stem: path
        for desk in desks().values()
        for path in sorted((desk.folder / "scenarios").glob("*.yaml"))
        if not path.name.endswith(_EXPECTED)
    }


def find_scenario(name: str) -> Scenario:
    """Return a packaged scenario by name, or that of a file.

    Raises
    ------
    NotHeld
        If there is neither; the message lists near names.
    """
    if Path(name).suffix in (".yaml", ".yml") and os.path.isfile(name):
        return load_scenario(Path(name))
    known = scenario_paths()
    if name in known:
        return load_scenario(known[name])
    if os.path.isfile(name):
        return load_scenario(Path(name))
    raise NotHeld(
        f"No scenario is called '{name}', and no file lies there.{near(name, known)} "
        f"Packaged: {', '.join(known)}."
    )


def baseline_of(scenario: Scenario, *, repair: Repair | None = None) -> Baseline:
    """Return the baseline a scenario names, relative to its own folder.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    repair : Repair or None
        As in ``load_baseline``.

    Raises
    ------
    BadBaseline
        If there is none, or its tables are wrong.
    """
    return load_baseline(scenario.baseline, beside=scenario.folder, repair=repair)


def theta_of(scenario: Scenario, baseline: Baseline) -> Array:
    """Return the elasticities a scenario names, shape (J,), relative to its own folder."""
    named = baseline.default if scenario.elasticities == "baseline" else scenario.elasticities
    return theta(named, baseline.elasticities, baseline.labels, scenario.folder)
