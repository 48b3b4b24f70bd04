"""Trade elasticities by sector: packaged sets with their papers, a folder's sets, a user's file."""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from policywire.facts.errors import BadBaseline, near
from policywire.models.trade.economy import Array, Labels
from policywire.models.trade.world.tables import Table, codes, fill, numbers, read_table

__all__ = ["DEFAULT", "folder_sets", "middle", "packaged_sets", "read_sets", "theta"]

DEFAULT = "baseline"
PACKAGED = "icio-2022"


def theta(named: str, sets: dict[str, Array], labels: Labels, folder: Path | None = None) -> Array:
    """Return the elasticities that ``named`` calls, shape (J,), above 0.

    Parameters
    ----------
    named : str
        The name of a set, any case, or a CSV file ``sector,elasticity`` (relative to ``folder``).
    sets : dict of str to Array
        The baseline's own.
    labels : Labels
        The baseline's labels.
    folder : Path or None
        Where a relative file lies; the working directory when None.

    Raises
    ------
    BadBaseline
        If there is no such set or file, or the file does not give every sector once.
    """
    called = {name.lower(): name for name in sets}
    if named.lower() in called:
        return sets[called[named.lower()]]
    path = (folder or Path()) / named
    if path.suffix.lower() != ".csv" or not os.path.isfile(path):
        held = ", ".join(sets) or "none; the folder has no elasticities.csv"
        raise BadBaseline(
            f"No set of elasticities is called '{named}', and no CSV file lies there."
            f"{near(named, sets)} Held: {held}."
        )
    table = read_table(path.parent, path.stem)
    if table is None:
        raise BadBaseline(f"{path.name} cannot be read.")
    made = read_sets(table, labels.sectors)
    if len(made) > 1:
        raise BadBaseline(f"{path.name} has a column 'source' with {len(made)} sets; keep one.")
    return next(iter(made.values()))


def read_sets(table: Table, sectors: tuple[str, ...]) -> dict[str, Array]:
    """Return the sets of a table ``[source,] sector, elasticity``, each (J,), in the file's order.

    Raises
    ------
    BadBaseline
        If a value is not above 0, or a set lacks a sector.
    """
    named = table.columns.get("source", (DEFAULT,) * len(table.lines))
    names = tuple(dict.fromkeys(named))
    axes = (
        np.array([names.index(name) for name in named], dtype=np.intp),
        codes(table, "sector", sectors, "sectors.csv"),
    )
    values = numbers(table, "elasticity")
    if (values <= 0).any():
        row = int((values <= 0).argmax())
        raise BadBaseline(f"{table.at(row)}: elasticity is {values[row]:g}; it must be above 0.")
    (made,) = fill(table, axes, (len(names), len(sectors)), values)
    if np.isnan(made).any():
        which, sector = np.argwhere(np.isnan(made))[0]
        raise BadBaseline(
            f"{table.name}: set '{names[which]}' lacks {sectors[sector]}; "
            f"{int(np.isnan(made).sum())} cells lack. Give every sector of the baseline."
        )
    made.flags.writeable = False
    return dict(zip(names, made, strict=True))


def middle(published: Array) -> Array:
    """Return the median in logs over sets, sector by sector, shape (J,).

    Elasticities act as powers, and one paper's outlier (petroleum: 0.6 to 65) should not move the
    centre; for an even number of sets it is the geometric mean of the two in the middle.

    Parameters
    ----------
    published : Array
        Sets by sector, above 0, shape (sets, J).
    """
    made: Array = np.exp(np.median(np.log(published), axis=0))
    return made


@cache
def packaged_sets() -> tuple[tuple[str, ...], dict[str, Array]]:
    """Return the packaged sectors, and the packaged sets, each (J,)."""
    folder = Path(str(files("policywire") / "data" / "baselines" / PACKAGED))
    table = read_table(folder, "elasticities")
    if table is None:
        return (), {}
    sectors = tuple(dict.fromkeys(table["sector"]))
    return sectors, read_sets(table, sectors)


def folder_sets(
    folder: Path, labels: Labels, own: dict[str, str]
) -> tuple[dict[str, Array], tuple[str, ...]]:
    """Return a folder's sets, the default first, and what must be said of them.

    They are those of its ``elasticities.csv``, else the column theta of its sectors (``own``),
    else, where its sectors are those of the packaged baseline, the packaged ones.
    """
    table = read_table(folder, "elasticities")
    if table is not None:
        return _default_first(read_sets(table, labels.sectors)), ()
    if own:
        return {DEFAULT: _column(own, labels)}, ()
    sectors, sets = packaged_sets()
    if not set(labels.sectors) <= set(sectors):
        return {}, ("The folder gives no elasticities; name a file of them.",)
    order = [sectors.index(code) for code in labels.sectors]
    return (
        {name: array[order] for name, array in sets.items()},
        (f"Elasticities are those packaged with {PACKAGED}, by sector code.",),
    )


def _default_first(sets: dict[str, Array]) -> dict[str, Array]:
    return {DEFAULT: sets[DEFAULT], **sets} if DEFAULT in sets else sets


def _column(own: dict[str, str], labels: Labels) -> Array:
    table = Table(
        "sectors.csv",
        {"sector": tuple(own), "elasticity": tuple(own.values())},
        range(2, len(own) + 2),
    )
    return read_sets(table, labels.sectors)[DEFAULT]
