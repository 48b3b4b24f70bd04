"""Options that the commands of the models share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

__all__ = [
    "Baseline",
    "Closure",
    "ClosureName",
    "Elasticities",
    "Repair",
    "RepairName",
    "RunFolder",
    "Scenario",
    "number",
    "place_of",
]

ClosureName = Literal["balanced", "fixed-deficit", "fixed-world-share", "fixed-own-share"]
RepairName = Literal["clip", "scale"]
Scenario = Annotated[str, typer.Argument(help="A packaged scenario, or the YAML file of your own.")]
Baseline = Annotated[
    str, typer.Option(help="A packaged baseline, or a folder of a documented layout.")
]
Closure = Annotated[ClosureName | None, typer.Option(help="What becomes of trade deficits.")]
Elasticities = Annotated[str, typer.Option(help="A named set, or a CSV file: sector, elasticity.")]
Repair = Annotated[
    RepairName | None,
    typer.Option(help="Balance a folder whose final demand falls below zero, and say how."),
]
RunFolder = Annotated[
    Path | None, typer.Option(help="Folder it goes to, in one of its own: JSON, tables, exhibits.")
]


def place_of(name: str, out: Path | None) -> Path | None:
    """Return the folder a run goes to, checked before the work is done; None without --out."""
    if out is None:
        return None
    from policywire.newsroom.runs import check_run_place

    place = out / name
    check_run_place(place)
    return place


def number(value: float) -> str:
    """Return a percentage as the screen shows it; what rounds to nothing has no sign."""
    text = f"{value:.2f}"
    return text.removeprefix("-") if float(text) == 0 else text
