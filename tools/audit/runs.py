"""Model runs: the files an edition keeps of them, and what its figures say of them."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = [
    "RunFile",
    "file_faults",
    "interval_of",
    "measure_faults",
    "named_faults",
    "place_faults",
    "read_runs",
    "run_faults",
]

RunFile = dict[str, Any]
Fault = tuple[str, str]
"""A text, and why it is wrong."""

_SCHEMA = "policywire/run/1"
_TOLD = ("run_id", "model", "version", "replay", "title")
_WORDS = {
    "exports_pct": "exports",
    "imports_pct": "imports",
    "bilateral_imports_pct": "imports",
    "real_income_pct": "real income",
    "real_wage_pct": "real wage",
    "cpi_pct": "consumer prices",
    "revenue_change": "revenue",
    "sector_output_pct": "output",
}
"""What a measure must say for an outcome of the trade model to be the one it names."""
_ADJECTIVES = {"USA": ("U.S.",), "MEX": ("Mexican",), "CAN": ("Canadian",)}
_RUN_ID = re.compile(r"\brun ([0-9a-f]{12})\b")


def read_runs(folder: Path) -> dict[str, RunFile]:
    """Return the runs an edition keeps, by the names of their files."""
    files = sorted((folder / "runs").glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


# ------------------------------------------------------------------- the files


def file_faults(runs: Mapping[str, RunFile], figures: Iterable[dict[str, Any]]) -> Iterator[Fault]:
    """Yield what is wrong with the files of runs themselves, and each that no figure rests on."""
    used = {raw["trail"]["run_id"] for raw in figures if raw["root"] == "model run"}
    for name, run in runs.items():
        if run["schema"] != _SCHEMA:
            yield run["schema"], f"is no schema of a run; {_SCHEMA} is"
        if run["run_id"] != name:
            yield run["run_id"], f"is kept in the file of run {name}"
        if name not in used:
            yield name, "is a run on file that no figure rests on"
        for key, outcome in run["outcomes"].items():
            if why := _outcome_fault(outcome):
                yield f"{name} {key}", why


def _outcome_fault(outcome: dict[str, Any]) -> str:
    """Return why an outcome is no number with a range, or an empty text."""
    ends = [outcome[name] for name in ("low", "high") if name in outcome]
    if not all(isinstance(number, float | int) for number in (outcome["value"], *ends)):
        return "is no number"
    if not all(map(math.isfinite, (outcome["value"], *ends))):
        return "is not finite"
    if len(ends) == 1 or (ends and ends[0] > ends[1]):
        return f"has a range of {ends}"
    covers = outcome.get("over") or 0 < outcome.get("level", 0) < 1
    return "" if covers or not ends else "has a range without coverage"


# ------------------------------------------------------------------- a figure and its run


def run_faults(raw: dict[str, Any], runs: Mapping[str, RunFile]) -> Iterator[Fault]:
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
    held = {"vintage": run["vintage"], "period": outcome.get("period") or run["period"]}
    held |= {"value": outcome["value"], "unit": outcome["unit"], "interval": interval_of(outcome)}
    held |= {"basis": f"model run: {run['title']}", "layer": "modelled", "status": "projection"}
    for name, value in held.items():
        if raw[name] != value:
            yield str(raw[name]), f"is {value} in the run's file"
    if trail["sources"] != run["sources"]:
        yield "sources", "are not those of the run's file"


def interval_of(outcome: dict[str, Any]) -> dict[str, Any] | None:
    """Return the range of an outcome as a record tells it."""
    if "low" not in outcome:
        return None
    over = outcome.get("over", "")
    told = {"level": None, "over": over} if over else {"level": outcome["level"]}
    return {"low": outcome["low"], "high": outcome["high"], **told}


def place_faults(raw: dict[str, Any], run: RunFile, names: Mapping[str, str]) -> Iterator[Fault]:
    """Yield why an outcome is none of the subject and measure of its figure.

    A region of the model is called by its name, or by that of a country in it; the second region
    of an outcome (from whom it buys) stands in the measure. On a map of sellers it is the seller
    that is the subject, and the measure names buyer and seller.
    """
    key: str = raw["trail"]["outcome"]
    kind, code, seller = (*key.split("/"), "", "")[:3]
    if (word := _WORDS.get(kind, "")) not in raw["measure"].casefold():
        yield key, f"is no {word}, which '{raw['measure']}' is not about"
    called = _called(code, run, names)
    sellers = _called(seller, run, names) if kind == "bilateral_imports_pct" else set()
    subject = raw["subject"].removeprefix("the ")
    turned = subject in sellers and any(
        name in raw["measure"] for name in (*called, *_ADJECTIVES.get(code, ()))
    )
    if called and subject not in called and not turned:
        yield key, f"is of {code}, and the figure of {raw['subject']}"
    if sellers and not any(name in raw["measure"] for name in sellers):
        yield key, f"is about {seller}, which the measure does not name"


def _called(code: str, run: RunFile, names: Mapping[str, str]) -> set[str]:
    """Return what a region may be called: its names, and those of the countries in it."""
    inside = run.get("members", {}).get(code, ())
    own = run.get("names", {}).get(code, "")
    told = {own, own.partition(" (")[0], names.get(code, "")}
    return (told | {names.get(country, "") for country in inside}) - {""}


def measure_faults(figures: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, Fault]]:
    """Yield each figure whose outcome another figure of the same subject measures otherwise.

    So a figure that took the run of another policy, in every file alike, meets its namesakes.
    """
    held: dict[tuple[str, ...], str] = {}
    for name, raw in figures.items():
        if raw["root"] != "model run":
            continue
        key = (raw["trail"]["run_id"], raw["trail"]["outcome"], _plain(raw["subject"]))
        first = held.setdefault(key, name)
        if _plain(figures[first]["measure"]) != _plain(raw["measure"]):
            why = f"is the outcome of {first} too, which measures '{figures[first]['measure']}'"
            yield name, (raw["measure"], why)


def _plain(text: str) -> str:
    return re.sub(r"\bthe ", "", text).casefold()


def named_faults(text: str, figures: Iterable[dict[str, Any]]) -> Iterator[Fault]:
    """Yield each run that an exhibit's source names without plotting it, or plots unnamed."""
    plotted = {raw["trail"]["run_id"] for raw in figures if raw["root"] == "model run"}
    named = set(_RUN_ID.findall(text))
    for run in sorted(plotted ^ named):
        yield run, "is named and not plotted" if run in named else "is not among its sources"
