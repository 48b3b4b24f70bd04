"""The numbers of a baseline's folder: each table laid out by label, nothing judged but its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadBaseline
from policywire.models.trade.economy import Array
from policywire.models.trade.world.balance import refuse_apart, sums_to_one
from policywire.models.trade.world.calibrate import Accounts, own_flows
from policywire.models.trade.world.layout import (
    Parts,
    read_card,
    read_regions,
    read_sectors,
)
from policywire.models.trade.world.tables import Table, codes, fill, numbers, read_table

__all__ = ["read_folder"]

_UNITS = {"": "USD", "_musd": "million USD"}
_INPUTS = {"io_shares": "share", "io_coefficients": "coefficient"}
# Caliendo and Parro's own table holds one share of -0.0008 (Canada, Basic metals from Other).
_LEAST = {"share": -0.01, "coefficient": 0.0}

Ordinals = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The labels every table is laid out by."""

    regions: tuple[str, ...]
    sectors: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.sectors), len(self.regions)

    def at(self, table: Table, column: str, axis: str) -> Ordinals:
        """Return the ordinals of a column of labels on the ``regions`` or ``sectors`` axis."""
        return codes(table, column, getattr(self, axis), f"{axis}.csv")


def read_folder(folder: Path) -> tuple[Parts, bool]:
    """Return what a folder holds, and whether its inputs are shares of materials.

    Raises
    ------
    BadBaseline
        If a file or column lacks, or a row is wrong; the message names it.
    """
    kind = _kind(folder)
    made = _first(folder, ("production_demand", "production"))
    card = read_card(folder)
    regions, sectors = read_regions(folder, made), read_sectors(folder, made)
    grid = _Grid(tuple(item.code for item in regions), tuple(item.code for item in sectors))
    unit = _unit(made, "gross_output")
    output, beta = _production(made, grid, unit)
    trade = _first(folder, ("trade",))
    whole = "final_demand" + unit in made.columns
    own = any(map(str.__eq__, trade["importer"], trade["exporter"]))
    flow, told = _flows(trade, grid, output, own=own, whole=whole)
    tariffs = _tariffs(trade, grid, card.tariff)
    base = next(iter(tariffs))
    inputs = _inputs(_first(folder, (kind,)), grid, _INPUTS[kind], whole=whole)
    shares = kind == "io_shares"
    accounts = Accounts(
        flow, tariffs.pop(base), beta, _of_output(inputs, beta) if shares else inputs
    )
    accounts, off = sums_to_one(accounts, grid.sectors, grid.regions, kind)
    _agree(made, grid, unit, accounts, own=own)
    _agree_totals(folder, grid, accounts)
    if base.isdigit() and not card.year:
        card = replace(card, year=int(base))
    told += _negative_inputs(accounts.input, grid)
    told += (f"Cost shares were normalised; the worst column was off by {off:.1e}.",)
    return Parts(card, regions, sectors, accounts, tariffs, _UNITS[unit], told), shares


def _kind(folder: Path) -> str:
    found = [stem for stem in _INPUTS if _is_there(folder, stem)]
    if len(found) == 1:
        return found[0]
    why = "has both io_shares and io_coefficients" if found else "has no table of inputs"
    raise BadBaseline(
        f"{folder.name} {why}. A baseline has one of io_coefficients (inputs per unit of output) "
        f"and io_shares (inputs as shares of materials), as .csv or .parquet. "
        f"It holds: {_held(folder)}."
    )


def _held(folder: Path) -> str:
    """Return the first files of a folder, as errors tell them."""
    try:
        return ", ".join(sorted(path.name for path in folder.iterdir())[:20]) or "nothing"
    except OSError as error:
        return f"what may not be read ({error.strerror})"


def _is_there(folder: Path, stem: str) -> bool:
    return any((folder / (stem + suffix)).exists() for suffix in (".csv", ".parquet"))


def _first(folder: Path, stems: tuple[str, ...]) -> Table:
    for stem in stems:
        table = read_table(folder, stem)
        if table is not None:
            return table
    raise BadBaseline(
        f"{folder.name} has no {' or '.join(stems)} (.csv or .parquet). It holds: {_held(folder)}."
    )


def _unit(table: Table, column: str) -> str:
    """Return the suffix that says in what unit ``column`` is given."""
    found = [suffix for suffix in _UNITS if column + suffix in table.columns]
    if len(found) != 1:
        wanted = " or ".join(f"{column}{suffix} ({unit})" for suffix, unit in _UNITS.items())
        held = ", ".join(table.columns)
        raise BadBaseline(f"{table.name} must have one column {wanted}. It has: {held}.")
    return found[0]


def _whole(table: Table, array: Array, axes: tuple[Sequence[str], ...], why: str) -> None:
    """Refuse a table that lacks a cell it must have."""
    lacking = np.argwhere(np.isnan(array))
    if lacking.size:
        first = ", ".join(labels[place] for labels, place in zip(axes, lacking[0], strict=True))
        raise BadBaseline(
            f"{table.name} lacks {len(lacking)} of {array.size} cells; the first is {first}. {why}"
        )


def _production(table: Table, grid: _Grid, unit: str) -> tuple[Array, Array]:
    """Return gross output and value added per unit of it, each (J, N)."""
    axes = (grid.at(table, "sector", "sectors"), grid.at(table, "region", "regions"))
    output = numbers(table, "gross_output" + unit, least=0)
    beta = numbers(table, "value_added_share", least=0)
    if beta.max() > 1:
        row = int(beta.argmax())
        raise BadBaseline(f"{table.at(row)}: value_added_share is {beta[row]:g}, above 1.")
    made = fill(table, axes, grid.shape, output, beta)
    _whole(table, made[0], (grid.sectors, grid.regions), "Give every sector of every region.")
    return made[0], made[1]


def _flows(
    table: Table, grid: _Grid, output: Array, *, own: bool, whole: bool
) -> tuple[Array, tuple[str, ...]]:
    """Return flows before duty with domestic sales, (J, N, N), and what was done."""
    axes = _trade_axes(table, grid)
    places = (len(grid.sectors), len(grid.regions), len(grid.regions))
    column = "flow" + _unit(table, "flow")
    (flow,) = fill(table, axes, places, numbers(table, column, least=0))
    if own:
        if whole:
            labels = (grid.sectors, grid.regions, grid.regions)
            _whole(table, flow, labels, "Give every sector, importer and exporter; 0 where none.")
        return np.nan_to_num(flow), ()
    made, lifted = own_flows(np.nan_to_num(flow), output)
    cells = int((lifted > 0).sum())
    if not cells:
        return made, ()
    share = lifted.sum() / output.sum()
    return made, (
        f"Gross output was lifted to exports in {cells} of {lifted.size} cells, by {share:.3%} of "
        "all output; domestic sales there are 0.",
    )


def _trade_axes(table: Table, grid: _Grid) -> tuple[Ordinals, Ordinals, Ordinals]:
    return (
        grid.at(table, "sector", "sectors"),
        grid.at(table, "importer", "regions"),
        grid.at(table, "exporter", "regions"),
    )


def _tariffs(table: Table, grid: _Grid, base: str) -> dict[str, Array]:
    """Return every tariff by name, each (J, N, N), the base first."""
    columns = [name for name in table.columns if name == "tariff" or name.startswith("tariff_")]
    if not columns:
        raise BadBaseline(
            f"{table.name} has no column tariff or tariff_NAME (shares of the value: 0.05 is 5 %). "
            f"It has: {', '.join(table.columns)}."
        )
    names = sorted(name.removeprefix("tariff").removeprefix("_") or "base" for name in columns)
    first = base or ("base" if "base" in names else names[0])
    if first not in names:
        raise BadBaseline(f"The card names tariff '{first}'; {table.name} has {', '.join(names)}.")
    order = [first, *(name for name in names if name != first)]
    return {name: _tariff(table, grid, name) for name in order}


def _tariff(table: Table, grid: _Grid, name: str) -> Array:
    column = "tariff" if name == "base" else f"tariff_{name}"
    rates, axes = numbers(table, column, least=0), _trade_axes(table, grid)
    own = (axes[1] == axes[2]) & (rates != 0)
    if own.any():
        row = int(own.argmax())
        raise BadBaseline(f"{table.at(row)}: {column} is {rates[row]:g} on a region's own goods.")
    places = (len(grid.sectors), len(grid.regions), len(grid.regions))
    return np.nan_to_num(fill(table, axes, places, rates)[0])


def _inputs(table: Table, grid: _Grid, column: str, *, whole: bool) -> Array:
    """Return inputs as the table states them, (N, J, J) as [n, k, j]."""
    axes = (
        grid.at(table, "region", "regions"),
        grid.at(table, "input", "sectors"),
        grid.at(table, "output", "sectors"),
    )
    shape = (len(grid.regions), len(grid.sectors), len(grid.sectors))
    (made,) = fill(table, axes, shape, numbers(table, column, _LEAST[column]))
    if whole:
        labels = (grid.regions, grid.sectors, grid.sectors)
        _whole(table, made, labels, "Give every region, input and output; 0 where none.")
    return np.nan_to_num(made)


def _negative_inputs(inputs: Array, grid: _Grid) -> tuple[str, ...]:
    below = np.argwhere(inputs < 0)
    if not below.size:
        return ()
    n, k, j = below[0]
    where = f"{grid.sectors[k]} into {grid.sectors[j]} in {grid.regions[n]}"
    return (f"Inputs below 0, kept as the table has them: {len(below)}; the first: {where}.",)


def _of_output(shares: Array, beta: Array) -> Array:
    """Return shares of materials as inputs per unit of output, (N, J, J)."""
    return shares * (1 - beta).T[:, None, :]


def _agree(table: Table, grid: _Grid, unit: str, accounts: Accounts, *, own: bool) -> None:
    """Refuse a table of production whose stated values are not those that the cells make."""
    labels = (grid.sectors, grid.regions)
    axes = (grid.at(table, "sector", "sectors"), grid.at(table, "region", "regions"))
    made = {
        "expenditure": (accounts.expenditure, "purchases and duties in trade"),
        "final_demand": (accounts.final, "purchases less inputs"),
    }
    if own:  # else domestic sales are what output leaves, and agree of themselves
        made |= {"gross_output": (accounts.output, "sales in trade")}
    size = np.maximum(accounts.expenditure, accounts.intermediate)
    for name, (values, what) in made.items():
        if name + unit in table.columns:
            (said,) = fill(table, axes, grid.shape, numbers(table, name + unit))
            refuse_apart(said, values, labels, f"{table.name}: {name} against {what}", size)


def _agree_totals(folder: Path, grid: _Grid, accounts: Accounts) -> None:
    """Refuse a table of totals by region, where there is one, that the cells do not bear out."""
    table = read_table(folder, "region_totals")
    if table is None:
        return
    axes = (grid.at(table, "region", "regions"),)
    made = {
        "value_added": accounts.income,
        "deficit": accounts.deficit,
        "tariff_revenue": accounts.revenue,
    }
    size = accounts.expenditure.sum(axis=0)
    for name, values in made.items():
        column = name + _unit(table, name)
        (said,) = fill(table, axes, (len(grid.regions),), numbers(table, column))
        _whole(table, said, (grid.regions,), "Give every region, or remove the file.")
        refuse_apart(said, values, (grid.regions,), f"{table.name}: {name} against trade", size)
