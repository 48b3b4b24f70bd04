"""Baselines from folders: the layouts of ``cp2015`` and ``icio``, one's own folders alike.

A folder holds ``regions.csv``, ``sectors.csv``, ``trade`` (sector, importer, exporter, flow before
duty, tariff), a table of production (``production`` or ``production_demand``: gross output and
value-added share) and either ``io_coefficients`` (inputs per unit of output) or ``io_shares``
(inputs as shares of materials); each table as .csv or .parquet. A column ``flow`` is in USD,
``flow_musd`` in million USD. Rows of ``trade`` with importer = exporter are domestic sales; where
there are none, domestic sales are gross output less exports, and output is lifted to exports.
"""

import hashlib
import json
import os
from dataclasses import fields
from pathlib import Path

import numpy as np

from policywire.facts.errors import BadBaseline, near
from policywire.models.trade.economy import Array, Baseline, Economy, Labels
from policywire.models.trade.world import balance as checks
from policywire.models.trade.world.balance import Repair
from policywire.models.trade.world.calibrate import Accounts, calibrate
from policywire.models.trade.world.elasticity import folder_sets
from policywire.models.trade.world.layout import Parts
from policywire.models.trade.world.names import groups_of
from policywire.models.trade.world.reading import read_folder

__all__ = ["assemble", "fingerprint", "load_folder"]


def load_folder(folder: Path | str, *, repair: Repair | None = None) -> Baseline:
    """Return the baseline of a folder.

    Parameters
    ----------
    folder : Path or str
        A folder of a documented layout.
    repair : Repair or None
        How final demand below zero is done away with. None: as the layout has it, which is
        ``clip`` for tables with ``io_shares`` (as Caliendo and Parro's script) and refusal else.

    Raises
    ------
    BadBaseline
        If files or columns lack, a label is unknown, a value is impossible, a cell is missing or
        twice there, or the accounts do not balance; the message names file, row and cell.
    """
    path = Path(folder)
    if not os.path.isdir(path):
        raise BadBaseline(f"{path} is no folder. A baseline is a packaged name or a folder.")
    parts, shares = read_folder(path)
    if repair is None and shares:
        repair = Repair.CLIP
    return assemble(path, parts, parts.card.name or path.resolve().name, repair)


def assemble(folder: Path, parts: Parts, name: str, repair: Repair | None) -> Baseline:
    """Return the baseline of ``parts``; elasticities come from ``folder``.

    Raises
    ------
    BadBaseline
        If the accounts do not balance, or elasticities are wrong.
    """
    regions = tuple(region.code for region in parts.regions)
    sectors = tuple(sector.code for sector in parts.sectors)
    accounts = parts.accounts
    checks.refuse_empty(accounts, regions, name)
    if repair is None:
        checks.refuse_negative_demand(accounts, sectors, regions, name)
        notes: tuple[str, ...] = ()
    else:
        repaired = checks.balance(accounts, repair, sectors, regions)
        accounts, notes = repaired.accounts, repaired.notes
    return _baseline(folder, parts, name, accounts, notes)


def _baseline(
    folder: Path, parts: Parts, name: str, accounts: Accounts, notes: tuple[str, ...]
) -> Baseline:
    card, labels, economy = parts.card, _labels(parts), calibrate(accounts)
    theta = {sector.code: sector.theta for sector in parts.sectors if sector.theta}
    sets, told = folder_sets(folder, labels, theta)
    undated = () if card.year else ("No year is said; write one into the folder's baseline.yaml.",)
    return Baseline(
        *(name, card.year, card.currency or parts.currency, labels, economy, sets),
        default=next(iter(sets), ""),
        sources=card.sources,
        notes=(*card.notes, *undated, *parts.notes, *notes, *told),
        sha256=fingerprint(labels, economy, {**sets, **parts.tariffs}),
        tariffs=parts.tariffs,
    )


def _labels(parts: Parts) -> Labels:
    """Return the labels; a sector is tradable when it is traded, goods when the table says so."""
    flow = parts.accounts.flow
    between = [bool((table * (1 - np.eye(len(table)))).any()) for table in flow]
    codes = tuple(region.code for region in parts.regions)
    traded = {item.code: sold for item, sold in zip(parts.sectors, between, strict=True)}
    members = {region.code: region.members for region in parts.regions if region.members}
    goods = [sector.code for sector in parts.sectors if sector.goods]
    _refuse_strange_groups(parts.card.groups, {*codes, *traded})
    return Labels(
        codes,
        tuple(region.name for region in parts.regions),
        tuple(traded),
        tuple(sector.name for sector in parts.sectors),
        tuple(traded.values()),
        groups_of(codes, members, traded, goods) | parts.card.groups,
        members,
    )


def _refuse_strange_groups(groups: dict[str, tuple[str, ...]], known: set[str]) -> None:
    for name, codes in groups.items():
        strange = [code for code in codes if code not in known]
        if strange or not codes:
            why = (
                f"holds the unknown '{strange[0]}'.{near(strange[0], known)}"
                if strange
                else "is empty."
            )
            raise BadBaseline(f"baseline.yaml: the group '{name}' {why}")


def fingerprint(labels: Labels, economy: Economy, named: dict[str, Array]) -> str:
    """Return the SHA-256 of labels and arrays, to the last bit."""
    said = [labels.regions, labels.sectors, labels.tradable, sorted(labels.groups.items())]
    digest = hashlib.sha256(json.dumps(said).encode())
    arrays = {part.name: getattr(economy, part.name) for part in fields(economy)} | named
    for name, array in sorted(arrays.items()):
        digest.update(f"{name}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array, dtype="<f8").tobytes())
    return digest.hexdigest()
