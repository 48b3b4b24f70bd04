"""Freeze a baseline's folder into the package: the same folder gives the same bytes.

    python tools/freeze_baseline.py FOLDER ELASTICITIES.csv src/policywire/data/baselines/NAME

FOLDER is of the layout with ``io_coefficients``; ELASTICITIES holds sets by sector (columns source,
a sector and elasticity). The target holds the card ``baseline.yaml``, written by hand, into which
the hash of the arrays is put; arrays.npz, regions.csv, sectors.csv and elasticities.csv are made.
"""

import csv
import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from policywire.models.trade.economy import Array
from policywire.models.trade.world.elasticity import DEFAULT, middle
from policywire.models.trade.world.layout import Parts
from policywire.models.trade.world.reading import read_folder

# Papers that estimate one elasticity a sector; U4 is one number for all, IS is unpublished.
SECTORAL = ("CP", "FGO", "Shap", "BSY", "GYY", "LL")
BESIDE = ("U4", "IS")


def frozen(folder: Path, elasticities: Path, card: str) -> dict[str, bytes]:
    """Return the packaged files by name; ``card`` is the hand-written baseline.yaml."""
    parts, shares = read_folder(folder)
    if shares:
        raise SystemExit("Only tables of io_coefficients can be frozen.")
    arrays = _npz(parts)
    digest = hashlib.sha256(arrays).hexdigest()
    said = re.sub(r"(?m)^arrays_sha256:.*$", f"arrays_sha256: {digest}", card)
    sets = _sets(elasticities, tuple(sector.code for sector in parts.sectors))
    return {
        "arrays.npz": arrays,
        "baseline.yaml": said.encode(),
        "elasticities.csv": _elasticities(sets),
        "regions.csv": _regions(parts),
        "sectors.csv": _sectors(parts),
    }


def _npz(parts: Parts) -> bytes:
    """Return the arrays stored in a zip with no clock and no compression, which vary."""
    accounts = parts.accounts
    held = {
        "flow": accounts.flow,
        "tariff": accounts.tariff,
        "value_added": accounts.value_added,
        "input": accounts.input,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, array in held.items():
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # else the system that writes it is written down
            packed.writestr(entry, _npy(array))
    return target.getvalue()


def _npy(array: Array) -> bytes:
    target = io.BytesIO()
    np.lib.format.write_array(target, np.ascontiguousarray(array, "<f8"), (1, 0))
    return target.getvalue()


def _sets(path: Path, sectors: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return each set's numbers by sector, as text as published."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {
        name: {code: next(v for s, c, v in rows if (s, c) == (name, code)) for code in sectors}
        for name in (*SECTORAL, *BESIDE)
    }


def _elasticities(sets: dict[str, dict[str, str]]) -> bytes:
    published = np.array([[float(value) for value in sets[name].values()] for name in SECTORAL])
    central = dict(zip(sets["CP"], (f"{value:.4f}" for value in middle(published)), strict=True))
    lines = [
        f"{name},{sector},{value}"
        for name, chosen in {DEFAULT: central, **sets}.items()
        for sector, value in chosen.items()
    ]
    return "\n".join(["source,sector,elasticity", *lines, ""]).encode()


def _regions(parts: Parts) -> bytes:
    rows = [(item.code, item.name, " ".join(item.members)) for item in parts.regions]
    return _csv(("code", "name", "members"), rows)


def _sectors(parts: Parts) -> bytes:
    rows = [(item.code, item.name, str(int(item.goods))) for item in parts.sectors]
    return _csv(("code", "name", "tradable"), rows)


def _csv(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> bytes:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([header, *rows])
    return target.getvalue().encode()


def main() -> None:
    """Write the files of the named folder."""
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    folder, elasticities, target = map(Path, sys.argv[1:])
    card = (target / "baseline.yaml").read_text(encoding="utf-8")
    for name, data in frozen(folder, elasticities, card).items():
        (target / name).write_bytes(data)
        print(f"{len(data):>8} {hashlib.sha256(data).hexdigest()[:12]} {target / name}")


if __name__ == "__main__":
    main()
