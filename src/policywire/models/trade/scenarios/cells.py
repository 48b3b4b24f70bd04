"""Where a scenario's changes fall: names read into cells of a baseline."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadShock
from policywire.models.trade.economy import Labels
from policywire.models.trade.scenarios.changes import Tariff, TradeCost
from policywire.models.trade.world.names import Found, find_regions, find_sectors

__all__ = ["Places", "cell_words", "places"]

Places = NDArray[np.intp]


def places(cells: Tariff | TradeCost, labels: Labels, where: str) -> Places:
    """Return the flat places of a change in (J, N, N), a region's own goods left out.

    Parameters
    ----------
    cells : Tariff or TradeCost
        The change: importers, exporters and sectors by code, name or group.
    labels : Labels
        J sectors and N regions of the baseline.
    where : str
        What errors call the change.

    Raises
    ------
    BadShock
        If a name is unknown, a sector is not traded, or only a region's own goods are named.
    """
    sectors = _ordinals(_sectors(cells, labels, where), labels.sectors)
    importers = _found(cells.importers, labels, f"{where}, importers")
    exporters = _found(cells.exporters, labels, f"{where}, exporters")
    _refuse_own(importers, exporters, where)
    buys, sells = (_ordinals(_codes(found), labels.regions) for found in (importers, exporters))
    j, n, i = np.meshgrid(sectors, buys, sells, indexing="ij")
    size = len(labels.regions)
    flat = (j * size + n) * size + i
    return np.asarray(flat[n != i])


def _found(names: tuple[str, ...], labels: Labels, where: str) -> list[Found]:
    try:
        return [find_regions(name, labels) for name in names]
    except BadShock as error:
        raise BadShock(f"{where}: {error}") from error


def _codes(found: list[Found]) -> list[str]:
    return list(dict.fromkeys(code for item in found for code in item.codes))


def _ordinals(codes: list[str], known: tuple[str, ...]) -> list[int]:
    return sorted(known.index(code) for code in codes)


def _sectors(cells: Tariff | TradeCost, labels: Labels, where: str) -> list[str]:
    """Return the traded sectors a change names; one that is not traded must not be named."""
    traded = dict(zip(labels.sectors, labels.tradable, strict=True))
    try:
        found = [find_sectors(name, labels) for name in cells.sectors]
    except BadShock as error:
        raise BadShock(f"{where}, sectors: {error}") from error
    still = next((item.codes[0] for item in found if not traded[item.codes[0]]), "")
    if still:
        held = ", ".join(code for code, is_traded in traded.items() if is_traded)
        name = labels.sector_names[labels.sectors.index(still)]
        raise BadShock(
            f"{where}, sectors: {still} ({name}) is not traded between regions in this baseline, "
            f"so no tariff or trade cost falls on it. Traded: {held}."
        )
    return [code for code in _codes(found) if traded[code]]


def _refuse_own(importers: list[Found], exporters: list[Found], where: str) -> None:
    """Refuse a region named as importer, or exporter, of nothing but its own goods."""
    for side, other in ((importers, exporters), (exporters, importers)):
        for code in _named(side):
            if set(_codes(other)) == {code}:
                raise BadShock(
                    f"{where}: {code} from {code} are its own goods, on which there is no tariff "
                    "or trade cost between regions. Name another partner, or a group."
                )


def _named(side: list[Found]) -> Iterator[str]:
    yield from (code for found in side if not found.group for code in found.codes)


def cell_words(labels: Labels, j: np.intp, n: np.intp, i: np.intp) -> str:
    """Return a cell in words: sector with its name, importer from exporter."""
    return f"{labels.sectors[j]} ({labels.sector_names[j]}), {labels.regions[n]} from " + (
        f"{labels.regions[i]}"
    )
