"""What a table of accounts must hold before it is a baseline, and how a raw one is balanced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from policywire.facts.errors import BadBaseline
from policywire.models.trade.economy import Array, Economy
from policywire.models.trade.world.calibrate import Accounts

__all__ = [
    "Repair",
    "Repaired",
    "balance",
    "imbalance",
    "refuse_apart",
    "refuse_empty",
    "refuse_negative_demand",
    "scale_inputs",
    "sums_to_one",
]

SUM_TOLERANCE = 1e-4  # cost shares are printed with as few as five digits
CELL_TOLERANCE = 1e-6  # values are printed with as few as seven digits
ROUNDING = 1e-3  # of the largest cell: small cells are printed to as many decimals as large ones
_STEPS, _PATIENCE = 20_000, 200
_CLOSE = 1e-12


class Repair(StrEnum):
    """How final demand below zero is done away with."""

    CLIP = "clip"  # set to 0, the rest of the region's demand renormalised: Caliendo and Parro
    SCALE = "scale"  # inputs of the goods used too much are scaled down, those of others up


@dataclass(frozen=True, slots=True)
class Repaired:
    """Accounts that were balanced, and what it took.

    Attributes
    ----------
    accounts : Accounts
        The accounts to calibrate from.
    notes : tuple of str
        What was moved: cells, by how much, which most.
    """

    accounts: Accounts
    notes: tuple[str, ...]


def cell(sector: str, region: str) -> str:
    """Return how errors and notes name a cell."""
    return f"{sector} in {region}"


def _place(flat: np.intp, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(ordinal) for ordinal in np.unravel_index(flat, shape))


def sums_to_one(
    accounts: Accounts, sectors: Sequence[str], regions: Sequence[str], file: str
) -> tuple[Accounts, float]:
    """Return the accounts with cost shares that add to 1 exactly, and how far off they were.

    Inputs are scaled, value added stays. A total off by 1e-6 would break Walras' law by as much.

    Raises
    ------
    BadBaseline
        If a column is off by more than rounding, or has inputs that add to nothing.
    """
    wanted = (1 - accounts.value_added).T
    held = accounts.input.sum(axis=1)
    off = np.abs(held - wanted)
    if off.max() > SUM_TOLERANCE:
        region, sector = _place(off.argmax(), off.shape)
        total = held[region, sector] + accounts.value_added[sector, region]
        raise BadBaseline(
            f"{file}: the cost shares of {cell(sectors[sector], regions[region])} add to "
            f"{total:.6f}, not 1; so do {int((off > SUM_TOLERANCE).sum())} of {off.size} columns. "
            "Value added and all inputs of a column must add to 1; give the inputs that lack."
        )
    factor = np.where(held > 0, wanted / np.where(held > 0, held, 1), 1)
    return replace(accounts, input=accounts.input * factor[:, None, :]), float(off.max())


def refuse_apart(
    said: Array, made: Array, axes: tuple[Sequence[str], ...], what: str, size: Array
) -> None:
    """Refuse a table whose stated values are not those that its other cells make.

    Parameters
    ----------
    said, made : Array
        Values as stated and as computed, of one shape.
    axes : tuple of sequences of str
        The labels of each axis.
    what : str
        File and column, and what makes the same number, for the error.
    size : Array
        What a difference is measured against, of the same shape.

    Raises
    ------
    BadBaseline
        If they are apart by more than rounding; the message names the worst cell.
    """
    off = np.abs(said - made) / (size + size.max() * ROUNDING)
    if off.max() <= CELL_TOLERANCE:
        return
    worst = _place(off.argmax(), off.shape)
    named = " in ".join(labels[place] for labels, place in zip(axes, worst, strict=True))
    raise BadBaseline(
        f"{what}: {named} is stated as {said[worst]:,.4f}, the cells add to {made[worst]:,.4f} "
        f"(apart by {off[worst]:.2%}); {int((off > CELL_TOLERANCE).sum())} of {off.size} are. "
        "The table does not balance: correct the cell, or add the rows that lack."
    )


def refuse_empty(accounts: Accounts, regions: Sequence[str], name: str) -> None:
    """Refuse a region without output or final demand.

    Raises
    ------
    BadBaseline
        If there is one: it has no income to spend, and its prices mean nothing.
    """
    for what, held in (
        ("value added", accounts.income),
        ("final demand", np.maximum(accounts.final, 0).sum(axis=0)),
    ):
        if (held <= 0).any():
            region = regions[int((held <= 0).argmax())]
            raise BadBaseline(
                f"{name}: {region} has no {what}. Give its rows, or add it to another region."
            )


def _negative(accounts: Accounts) -> Array:
    """Return final demand below zero by more than rounding of the use it is left from, (J, N)."""
    final = accounts.final
    size = np.maximum(accounts.expenditure, accounts.intermediate)
    made: Array = np.where(final < -CELL_TOLERANCE * size, final, 0)
    return made


def refuse_negative_demand(
    accounts: Accounts, sectors: Sequence[str], regions: Sequence[str], name: str
) -> None:
    """Refuse accounts that use more of a good as inputs than is sold.

    Raises
    ------
    BadBaseline
        If a cell of final demand is below zero; the message names the worst ones.
    """
    below = _negative(accounts)
    if not below.any():
        return
    raise BadBaseline(
        f"{name} does not balance: {_told(below, accounts, sectors, regions)} More is used as "
        "inputs than is bought. Balance it on loading, with repair 'clip' (set to 0, as Caliendo "
        "and Parro do) or 'scale' (scale those inputs; on the command line --repair), or correct "
        "the cells."
    )


def _told(below: Array, accounts: Accounts, sectors: Sequence[str], regions: Sequence[str]) -> str:
    final = accounts.final
    order = np.argsort(below, axis=None)[: min(3, int((below < 0).sum()))]
    worst = [_place(place, below.shape) for place in order]
    listed = ", ".join(f"{cell(sectors[j], regions[n])} {below[j, n]:,.4g}" for j, n in worst)
    share = -below.sum() / final[final > 0].sum()
    count = int((below < 0).sum())
    return (
        f"{count} of {below.size} cells of final demand are below 0, "
        f"{share:.2%} of final demand by value; most: {listed}."
    )


def balance(
    accounts: Accounts, repair: Repair, sectors: Sequence[str], regions: Sequence[str]
) -> Repaired:
    """Return accounts without negative final demand, and what was moved.

    With ``clip`` the accounts stay as they are, calibration counts the cells as 0, and the
    economy is an equilibrium only after it is solved; with ``scale`` it is one at once.

    Raises
    ------
    BadBaseline
        If no scaling of inputs balances them.
    """
    below = _negative(accounts)
    if not below.any():
        return Repaired(accounts, ())
    told = _told(below, accounts, sectors, regions)
    if repair == Repair.CLIP:
        return Repaired(
            accounts,
            (
                f"{told} They are set to 0 and the rest of each region's demand renormalised "
                "(Caliendo and Parro 2015); the table as loaded is therefore no equilibrium, and "
                "every closure solves the base again.",
            ),
        )
    scaled = scale_inputs(accounts)
    moved = np.abs(scaled.input - accounts.input).sum() / accounts.input.sum()
    return Repaired(
        scaled,
        (
            f"{told} Their {int((below < 0).sum())} rows of inputs are scaled down and the other "
            f"inputs of each column up; the changes add to {moved:.1%} of all coefficients.",
        ),
    )


def scale_inputs(accounts: Accounts) -> Accounts:
    """Return the accounts with inputs scaled until no more is used of a good than is bought.

    Rows of inputs used too much are scaled to what is bought, then columns to what they cost;
    repeated until both hold (biproportional scaling with bounds; Stone 1961, Bacharach 1965).
    Flows, tariffs and value added stay.

    Raises
    ------
    BadBaseline
        If the two cannot be brought together.
    """
    bought = accounts.expenditure.T
    cost = (1 - accounts.value_added).T
    made, short, before = accounts.input.copy(), np.inf, np.inf
    for step in range(_STEPS):
        used = np.einsum("nkj,jn->nk", made, accounts.output)
        short = float(np.max((used - bought) / np.where(used > 0, used, 1)))
        if short <= _CLOSE:
            return replace(accounts, input=made)
        if step % _PATIENCE == 0:
            if short > 0.9 * before:  # at this rate it would never close
                break
            before = short
        made *= np.where(used > bought, bought / np.where(used > 0, used, 1), 1)[:, :, None]
        held = made.sum(axis=1)
        made *= np.where(held > 0, cost / np.where(held > 0, held, 1), 1)[:, None, :]
    raise BadBaseline(
        f"Scaling inputs does not balance the table: {short:.2%} too much of a good is still used, "
        "and more rounds bring no less. Use repair 'clip', or correct output and inputs."
    )


def imbalance(economy: Economy) -> float:
    """Return how far an economy is from equilibrium before any shock.

    The largest gap between expenditure and what final demand and inputs make of it, relative to
    the largest expenditure; 0 to rounding for a balanced table, more where demand was clipped.
    """
    before_duty = economy.share * economy.expenditure[:, :, None] / (1 + economy.tariff)
    output = before_duty.sum(axis=1)
    revenue = (before_duty * economy.tariff).sum(axis=(0, 2))
    spending = economy.income + revenue + economy.deficit
    made = economy.final * spending + np.einsum("nkj,jn->kn", economy.input, output)
    return float(np.abs(made - economy.expenditure).max() / economy.expenditure.max())
