"""What a user asks of a scenario beside what its file says, and what it is run on."""

from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from policywire.facts.errors import BadBaseline
from policywire.models.trade.economy import Array, Baseline, Closure, Shock
from policywire.models.trade.scenarios.scenario import Scenario, baseline_of
from policywire.models.trade.scenarios.shocks import compile as compile_shock
from policywire.models.trade.world.balance import Repair
from policywire.models.trade.world.baselines import load_baseline, packaged
from policywire.models.trade.world.elasticity import theta as named_theta

__all__ = ["Asked", "Prepared", "command", "prepare"]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a scenario is to be run; empty means as the scenario says.

    Attributes
    ----------
    baseline : str
        A packaged name, or a folder.
    closure : Closure or None
        What becomes of deficits.
    elasticities : str
        A named set, or a file.
    draws, seed : int
        Elasticities drawn for ranges, and what repeats them.
    level : float
        Coverage of the ranges as a share.
    parts : bool
        Whether the exact change of real income is split into parts, and every set is run.
    called : str
        What the user calls the scenario, for the command that repeats it.
    repair : Repair or None
        How a folder's final demand below zero is done away with; as its layout has it when None.
    """

    baseline: str = ""
    closure: Closure | None = None
    elasticities: str = ""
    draws: int = 0
    seed: int = 0
    level: float = 0.9
    parts: bool = True
    called: str = ""
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is solved: a scenario as asked, on its baseline.

    Attributes
    ----------
    scenario : Scenario
        With baseline, closure and elasticities as asked.
    baseline : Baseline
        N regions, J sectors.
    theta : Array
        Trade elasticities, shape (J,).
    shock : Shock
        The changes, cell by cell, shapes (J, N, N).
    """

    scenario: Scenario
    baseline: Baseline
    theta: Array
    shock: Shock


def prepare(scenario: Scenario, asked: Asked) -> Prepared:
    """Read the baseline and the elasticities, and compile the changes.

    Raises
    ------
    BadBaseline, BadShock
        If the baseline, an elasticity or a change cannot stand.
    """
    wanted = replace(
        scenario,
        baseline=asked.baseline or scenario.baseline,
        closure=asked.closure or scenario.closure,
        elasticities=asked.elasticities or scenario.elasticities,
    )
    baseline = _baseline(wanted, asked)
    shock = compile_shock(wanted, baseline)
    return Prepared(wanted, baseline, _theta(wanted, baseline, asked), shock)


def _baseline(wanted: Scenario, asked: Asked) -> Baseline:
    """Return the baseline; one asked for lies relative to where the command is run."""
    if asked.repair and wanted.baseline in packaged():
        raise BadBaseline(
            f"{wanted.baseline} is packaged and balanced; there is nothing to {asked.repair}. "
            "Leave --repair out, or name a folder of your own."
        )
    if asked.baseline:
        return load_baseline(wanted.baseline, repair=asked.repair)
    return baseline_of(wanted, repair=asked.repair)


def _theta(wanted: Scenario, baseline: Baseline, asked: Asked) -> Array:
    named = wanted.elasticities
    if named == "baseline" and not baseline.default:
        raise BadBaseline(
            f"The baseline '{baseline.name}' gives no elasticities: neither elasticities.csv nor a "
            "column theta in sectors.csv. Name a CSV file (sector, elasticity) with --elasticities."
        )
    named = baseline.default if named == "baseline" else named
    folder = Path() if asked.elasticities else wanted.folder
    return named_theta(named, baseline.elasticities, baseline.labels, folder)


def command(verb: str, wanted: Scenario, asked: Asked) -> str:
    """Return the command line that gives a run again, from the same folder."""
    said = {
        "--baseline": asked.baseline,
        "--closure": str(asked.closure) if asked.closure else "",
        "--elasticities": asked.elasticities,
        "--repair": str(asked.repair) if asked.repair else "",
        "--draws": str(asked.draws) if asked.draws else "",
        "--seed": str(asked.seed) if asked.draws and asked.seed else "",
        "--level": f"{asked.level:g}" if asked.draws and asked.level != 0.9 else "",
    }
    options = " ".join(f"{name} {quote(text)}" for name, text in said.items() if text)
    return f"policywire {verb} {quote(asked.called or wanted.name)} {options}".rstrip()
