"""What the solver refuses before it starts: shapes and values that mean nothing."""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadBaseline, BadShock
from policywire.models.trade.economy import Array, Economy, Shock

__all__ = ["check_economy", "check_shock", "check_theta"]

SUM_TOLERANCE = 1e-8  # of shares that must add to 1: more would show as markets not clearing


def check_economy(economy: Economy) -> None:
    """Raise BadBaseline when ``economy`` is no economy: shapes, signs, sums.

    Raises
    ------
    BadBaseline
        Naming the array and the cell, counted from 0.
    """
    sectors, regions = economy.value_added.shape
    shapes = {
        "share": (sectors, regions, regions),
        "tariff": (sectors, regions, regions),
        "input": (regions, sectors, sectors),
        "final": (sectors, regions),
        "income": (regions,),
        "expenditure": (sectors, regions),
        "deficit": (regions,),
    }
    for name, shape in shapes.items():
        held = getattr(economy, name)
        if held.shape != shape:
            raise BadBaseline(f"economy.{name} has shape {held.shape}; needed {shape}")
    for field in fields(economy):
        _baseline_cells(field.name, ~np.isfinite(getattr(economy, field.name)), "not a number")
    # Not input: Caliendo and Parro's 1993 data hold an output whose value added is above it.
    for name in ("share", "value_added", "final", "expenditure"):
        _baseline_cells(name, getattr(economy, name) < 0, "negative")
    _baseline_cells("income", economy.income <= 0, "not above 0")
    _baseline_cells("tariff", economy.tariff <= -1, "at or below -100 percent")
    _baseline_sums(economy)


def _baseline_sums(economy: Economy) -> None:
    sums = {
        "share over exporters": economy.share.sum(axis=2),
        "input and value_added": economy.input.sum(axis=1).T + economy.value_added,
        "final over sectors": economy.final.sum(axis=0),
    }
    for name, total in sums.items():
        _baseline_cells(name, np.abs(total - 1) > SUM_TOLERANCE, "not adding to 1")
    gap = abs(float(economy.deficit.sum())) / float(economy.income.sum())
    if gap > SUM_TOLERANCE:
        raise BadBaseline(f"economy.deficit adds to {gap:.2g} of world value added, not to nothing")


def _baseline_cells(name: str, bad: NDArray[np.bool_], fault: str) -> None:
    if bad.any():
        raise BadBaseline(f"economy.{name} at {_cell(bad)} is {fault} ({_count(bad)})")


def check_theta(economy: Economy, theta: Array) -> None:
    """Raise BadShock unless ``theta`` holds one elasticity above 0 for each sector.

    Raises
    ------
    BadShock
        Naming the sector, counted from 0.
    """
    sectors = len(economy.value_added)
    if theta.shape != (sectors,):
        raise BadShock(f"theta has shape {theta.shape}; needed ({sectors},): one for each sector")
    bad = ~(np.isfinite(theta) & (theta > 0))
    if bad.any():
        at = int(np.flatnonzero(bad)[0])
        raise BadShock(f"theta[{at}] is {theta[at]}; a trade elasticity is a number above 0")


def check_shock(economy: Economy, shock: Shock) -> None:
    """Raise BadShock unless tariffs after are above -100 percent and cost factors above 0.

    Raises
    ------
    BadShock
        Naming the cell [sector, importer, exporter], counted from 0.
    """
    for name, least in (("tariff", -1), ("cost", 0)):
        held = getattr(shock, name)
        if held.shape != economy.tariff.shape:
            raise BadShock(
                f"shock.{name} has shape {held.shape}; needed {economy.tariff.shape}: "
                "sector, importer, exporter"
            )
        if not (held.min() > least and held.max() < np.inf):  # also where one is no number
            bad = ~(np.isfinite(held) & (held > least))
            at = tuple(int(i) for i in np.argwhere(bad)[0])
            raise BadShock(
                f"shock.{name}{list(at)} is {held[at]}; needed a number above {least} "
                f"({_count(bad)})"
            )


def _cell(bad: NDArray[np.bool_]) -> list[int]:
    return [int(i) for i in np.argwhere(bad)[0]]


def _count(bad: NDArray[np.bool_]) -> str:
    many = int(bad.sum())
    return f"{many} cell" if many == 1 else f"{many} cells"
