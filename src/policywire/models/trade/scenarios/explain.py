"""Why models differ on a scenario: run whole, as one JSON object, as a table, as figures."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policywire import __version__
from policywire.facts import Unit
from policywire.facts.errors import BadShock, near
from policywire.models.base import Outcome, Run
from policywire.models.trade.certify import digest
from policywire.models.trade.economy import Array, Baseline
from policywire.models.trade.scenarios.asked import Asked, command, prepare
from policywire.models.trade.scenarios.report import citations, newest, year_of
from policywire.models.trade.scenarios.scenario import Scenario
from policywire.models.trade.uncertainty.compare import Compared, compare
from policywire.models.trade.uncertainty.tornado import Bar
from policywire.models.trade.world.names import find_regions

__all__ = ["OUTCOMES", "Explained", "as_json", "as_run", "as_tables", "explain", "told_bars"]

OUTCOMES = ("real_income_pct", "real_wage_pct", "exports_pct", "imports_pct", "cpi_pct")
_VERB = "explain-models"
_PERCENT = Unit.parse("percent")


@dataclass(frozen=True, slots=True)
class Explained:
    """A scenario seen by several models.

    Attributes
    ----------
    run_id : str
        Hash over economy, elasticities, shock, closure and version.
    scenario : Scenario
        What was asked, with closure and elasticities as run.
    baseline : Baseline
        The world it stands on.
    compared : Compared
        The answers.
    regions : tuple of str
        Codes of the regions told, those most moved first where nobody named them.
    replay : str
        The command that gives it again.
    """

    run_id: str
    scenario: Scenario
    baseline: Baseline
    compared: Compared
    regions: tuple[str, ...]
    replay: str

    def groups(self) -> Iterator[tuple[str, Mapping[str, Mapping[str, Array]]]]:
        """Yield what is compared: its name, and outcomes by column."""
        yield "model", self.compared.by_model
        yield "closure", self.compared.by_closure
        yield "elasticities", self.compared.by_set


def explain(scenario: Scenario, asked: Asked, regions: tuple[str, ...] = ()) -> Explained:
    """Run a scenario in every model, closure and elasticity set, and move its assumptions.

    Parameters
    ----------
    scenario : Scenario
        The changes.
    asked : Asked
        What to take instead of the scenario's own; draws are not made.
    regions : tuple of str
        Regions to tell, by code or name; the four whose real income moves most when empty.

    Raises
    ------
    BadBaseline, BadShock, NoConvergence
        As ``run``.
    """
    held = prepare(scenario, asked)
    chosen = _chosen(held.baseline, regions)
    found = compare(held.baseline, held.theta, held.shock, closure=held.scenario.closure)
    inputs = digest([held.baseline.economy, held.theta, held.shock, held.scenario.closure])
    name = hashlib.sha256(f"{_VERB}|{inputs}|{__version__}".encode()).hexdigest()[:12]
    again = command(_VERB, held.scenario, asked)
    again += "".join(f" --region {code}" for code in chosen)
    return Explained(
        *(name, held.scenario, held.baseline, found, chosen or _moved(held.baseline, found)),
        replay=again,
    )


def _chosen(baseline: Baseline, regions: tuple[str, ...]) -> tuple[str, ...]:
    codes = (code for name in regions for code in find_regions(name, baseline.labels).codes)
    return tuple(dict.fromkeys(codes))


def _moved(baseline: Baseline, found: Compared) -> tuple[str, ...]:
    """Return the four regions whose real income moves most in the full model."""
    moved = abs(found.tornado.central["real_income_pct"])
    order = sorted(range(len(moved)), key=lambda at: -moved[at])
    return tuple(baseline.labels.regions[at] for at in order[:4])


def told_bars(made: Explained, outcome: str, region: str) -> tuple[tuple[str, Bar], ...]:
    """Return the tornado of one number, longest bar first, each with what was moved in words.

    Raises
    ------
    BadShock
        No such outcome or region.
    """
    labels = made.baseline.labels
    if outcome not in OUTCOMES or region not in labels.regions:
        raise BadShock(
            f"Nothing is held of {outcome} in {region}.{near(outcome, OUTCOMES)} "
            f"Outcomes: {', '.join(OUTCOMES)}."
        )
    bars = made.compared.tornado.bars(outcome, labels.regions.index(region))
    return tuple((_driver(bar.driver, made.baseline), bar) for bar in bars)


def _driver(driver: str, baseline: Baseline) -> str:
    kind, _, place = driver.partition(":")
    if kind != "theta":
        return driver.replace("base-tariffs", "tariffs of the base year")
    if place == "all":
        return "elasticity: all sectors"
    return f"elasticity: {baseline.labels.sector_names[int(place)]}"


# ------------------------------------------------------------------- for machines


def as_json(made: Explained) -> dict[str, Any]:
    """Return it as one object: outcomes by group, column and region, and the tornado."""
    compared = made.compared
    return {
        "run_id": made.run_id,
        "version": __version__,
        "scenario": made.scenario.title,
        "baseline": made.baseline.name,
        "closure": str(made.scenario.closure),
        "elasticities": made.scenario.elasticities,
        "residual": compared.residual,
        "replay": made.replay,
        "models": {one.name: {"title": one.title, "note": one.note} for one in compared.models},
        **{f"by_{group}": _by_column(made, columns) for group, columns in made.groups()},
        "tornado": {name: _tornado(made, name) for name in OUTCOMES},
        "left_out": list(compared.left_out),
    }


def _by_column(made: Explained, columns: Mapping[str, Mapping[str, Array]]) -> dict[str, Any]:
    codes = made.baseline.labels.regions
    return {
        column: {name: dict(zip(codes, held[name].tolist(), strict=True)) for name in OUTCOMES}
        for column, held in columns.items()
    }


def _tornado(made: Explained, outcome: str) -> dict[str, list[dict[str, Any]]]:
    return {
        code: [
            {"moved": words, "low": bar.low, "high": bar.high, "at": [bar.at_low, bar.at_high]}
            for words, bar in told_bars(made, outcome, code)
        ]
        for code in made.regions
    }


def as_tables(made: Explained) -> dict[str, str]:
    """Return it as CSV, one row a number, by file name."""
    head = ("group", "column", "outcome", "region", "percent")
    rows = (
        (group, column, name, code, value)
        for group, columns in made.groups()
        for column, held in columns.items()
        for name in OUTCOMES
        for code, value in zip(made.baseline.labels.regions, held[name].tolist(), strict=True)
    )
    moved = (
        (name, code, words, bar.low, bar.high, bar.at_low, bar.at_high)
        for name in OUTCOMES
        for code in made.regions
        for words, bar in told_bars(made, name, code)
    )
    swing_head = ("outcome", "region", "moved", "low", "high", "at_low", "at_high")
    return {"models.csv": _csv(head, rows), "tornado.csv": _csv(swing_head, moved)}


def _csv(head: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


# ------------------------------------------------------------------- for the press


def as_run(made: Explained) -> Run:
    """Return it as figures are drawn from it.

    Keys are ``model/no-inputs/real_income_pct/MEX``, and ``tornado/0/real_income_pct/MEX`` for the
    longest bar: its range goes from the lowest to the highest of its ends and the central value,
    and what was moved stands under ``names``.
    """
    labels, baseline = made.baseline.labels, made.baseline
    titles = {one.name: one.title for one in made.compared.models}
    names = titles | dict(zip(labels.regions, labels.region_names, strict=True))
    outcomes = dict(_columns(made))
    for key, words, outcome in _bars(made):
        outcomes[key], names[key] = outcome, words
    return Run(
        run_id=made.run_id,
        model="trade models",
        version=__version__,
        title=made.scenario.title,
        replay=made.replay,
        period=year_of(baseline),
        vintage=newest(baseline),
        sources=citations(baseline),
        residual=made.compared.residual,
        outcomes=outcomes,
        names=names,
        members=dict(labels.members),
    )


def _columns(made: Explained) -> Iterator[tuple[str, Outcome]]:
    for group, columns in made.groups():
        for column, held in columns.items():
            for name in OUTCOMES:
                for code, value in zip(made.baseline.labels.regions, held[name], strict=True):
                    yield f"{group}/{column}/{name}/{code}", Outcome(float(value), _PERCENT)


def _bars(made: Explained) -> Iterator[tuple[str, str, Outcome]]:
    for name in OUTCOMES:
        for code in made.regions:
            place = made.baseline.labels.regions.index(code)
            central = float(made.compared.tornado.central[name][place])
            for rank, (words, bar) in enumerate(told_bars(made, name, code)):
                low, *_, high = sorted((bar.low, central, bar.high))
                yield f"tornado/{rank}/{name}/{code}", words, Outcome(central, _PERCENT, low, high)
