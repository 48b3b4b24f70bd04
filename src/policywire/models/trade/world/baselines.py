"""Baselines by name: those packaged in the wheel, and any folder of a documented layout."""

import hashlib
import io
import os
import zipfile
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from policywire.facts.errors import BadBaseline, near
from policywire.models.trade.economy import Array, Baseline
from policywire.models.trade.world.balance import Repair
from policywire.models.trade.world.calibrate import Accounts
from policywire.models.trade.world.layout import Card, Parts, read_card, read_regions, read_sectors
from policywire.models.trade.world.load import assemble, load_folder
from policywire.models.trade.world.tables import Table

__all__ = ["ARRAYS", "load_baseline", "packaged", "packaged_card"]

ARRAYS = "arrays.npz"


def packaged() -> tuple[str, ...]:
    """Return the names of the packaged baselines."""
    return tuple(sorted(path.parent.name for path in _home().glob(f"*/{ARRAYS}")))


def packaged_card(name: str) -> Card:
    """Return the card of a packaged baseline.

    Raises
    ------
    BadBaseline
        If none is called so.
    """
    if name not in packaged():
        raise _unknown(name)
    return read_card(_home() / name)


def load_baseline(
    name: str | Path, *, beside: Path | None = None, repair: Repair | None = None
) -> Baseline:
    """Return a packaged baseline, or that of a folder.

    Parameters
    ----------
    name : str or Path
        A packaged name (``icio-2022``), or a folder of a documented layout.
    beside : Path or None
        The folder that a relative path starts from, such as a scenario's; the working directory
        when None.
    repair : Repair or None
        How a folder's final demand below zero is done away with; see ``load_folder``.

    Raises
    ------
    BadBaseline
        If there is neither such a name nor such a folder, or the folder's tables are wrong.
    """
    if str(name) in packaged():
        return _packaged(str(name))
    folder = (beside or Path()) / os.path.expanduser(name)
    if not os.path.isdir(folder):  # unlike Path's, it takes names too long to be one
        raise _unknown(str(name))
    return load_folder(folder, repair=repair)


def _unknown(name: str) -> BadBaseline:
    return BadBaseline(
        f"No packaged baseline is called '{name}', and no folder lies there."
        f"{near(name, packaged())} Packaged: {', '.join(packaged())}. A folder is given relative "
        "to the scenario file, or to where the command is run."
    )


def _home() -> Path:
    return Path(str(files("policywire") / "data" / "baselines"))


@cache
def _packaged(name: str) -> Baseline:
    folder = _home() / name
    card = read_card(folder)
    held = _arrays(folder, card.arrays_sha256)
    nothing = Table(ARRAYS, {}, ())
    parts = Parts(
        card,
        read_regions(folder, nothing),
        read_sectors(folder, nothing),
        Accounts(held["flow"], held["tariff"], held["value_added"], held["input"]),
        {},
        card.currency,
        (),
    )
    return assemble(folder, parts, name, None)


def _arrays(folder: Path, sha256: str) -> dict[str, Array]:
    """Return the packaged arrays, if they are those the card speaks of."""
    data = (folder / ARRAYS).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise BadBaseline(
            f"{folder.name}/{ARRAYS} does not match its card: hash {found[:12]}, said "
            f"{sha256[:12]}. Install Policywire again."
        )
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            return {name: held[name] for name in held.files}
    except (ValueError, zipfile.BadZipFile, OSError) as error:
        raise BadBaseline(f"{folder.name}/{ARRAYS} cannot be read: {error}.") from error
