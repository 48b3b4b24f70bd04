"""The response tables that ship: computed once by ``tools/freeze_monetary.py``, read here."""

import csv
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from policywire.facts.errors import DamagedStore
from policywire.models.monetary.kernel import Kernel, Push
from policywire.models.monetary.regression import WEAK_F
from policywire.models.monetary.response import Array, Response

__all__ = [
    "AssetRow",
    "Surprise",
    "certificate",
    "kernel",
    "macro",
    "push",
    "reactions",
    "surprises",
]

_SURPRISES = "Jarocinski and Karadi (2020), update to September 2024, CC BY 4.0"
_WINDOW = "30min"


@dataclass(frozen=True, slots=True)
class AssetRow:
    """An asset's response to +100 bp of surprise, with what told it.

    Attributes
    ----------
    response : Response
        Per +100 bp.
    shock : str
        ``pc1`` (the whole surprise), ``mp`` (its policy part) or ``cbi`` (information).
    sample : str
        ``all``, ``since-2009`` or ``scheduled``.
    alone : date
        The event whose absence moves the estimate most.
    smallest_bp, largest_bp : float
        Range of the surprises in the sample.
    """

    response: Response
    shock: str
    sample: str
    alone: date
    smallest_bp: float
    largest_bp: float


@dataclass(frozen=True, slots=True)
class Surprise:
    """What is known of how a decision surprised; all in basis points, None where not known.

    Attributes
    ----------
    surprise_bp : float or None
        First principal component of the 30-minute window.
    policy_bp, information_bp : float or None
        Its two parts by the median rotation.
    two_year_bp, ten_year_bp : float or None
        Change of the yield on the trading day before.
    missing : float or None
        How many of the component's five rates did not trade in the window.
    """

    surprise_bp: float | None
    policy_bp: float | None
    information_bp: float | None
    two_year_bp: float | None
    ten_year_bp: float | None
    missing: float | None = None


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = (files("policywire") / "data" / "monetary" / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def certificate() -> dict[str, Any]:
    """Return what the tables were made from: samples, seeds, fits, hashes; not to be changed."""
    text = (files("policywire") / "data" / "monetary" / "certificate.json").read_text("utf-8")
    held: dict[str, Any] = json.loads(text)
    return held


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def reactions() -> tuple[AssetRow, ...]:
    """Return the asset reactions, per +100 bp of surprise."""
    return tuple(_reaction(row) for row in _rows("reactions.csv"))


def _reaction(row: dict[str, str]) -> AssetRow:
    by_construction = row["variable"] == "sp500" and row["shock"] != "pc1"
    response = Response(
        variable=row["variable"],
        horizon=_WINDOW,
        estimate=float(row["slope"]),
        low=float(row["low"]),
        high=float(row["high"]),
        level=float(row["level"]),
        unit=row["unit"],
        method=f"event-regression on {row['shock']}, pair bootstrap",
        sample=row["words"],
        n=int(row["n"]),
        f=None,
        source=_SURPRISES + ("; exchange prices" if row["variable"] in {"btc", "eth"} else ""),
        flags=("sign by construction of the split",) if by_construction else (),
        lowest=float(row["lowest"]),
        highest=float(row["highest"]),
        r2=float(row["r2"]),
    )
    return AssetRow(
        response,
        row["shock"],
        row["sample"],
        date.fromisoformat(row["alone"]),
        float(row["smallest_bp"]),
        float(row["largest_bp"]),
    )


_SVAR_SOURCES = {
    "gk": "Gertler and Karadi (2015), replication data, CC BY 4.0",
    "pc1": "Federal Reserve Board and BLS monthly series; " + _SURPRISES,
}
_INSTRUMENTS = {"gk": "three-month funds futures", "pc1": "principal component"}


@cache
def macro() -> tuple[Response, ...]:
    """Return the proxy-SVAR responses, per +100 bp of the one-year yield on impact.

    The published sample first, then a later one; the band is the moving-block bootstrap's.
    """
    told = certificate()["proxy_svar"]
    return tuple(_month(row, told[row["model"]]) for row in _rows("proxy_svar.csv"))


def _month(row: dict[str, str], told: dict[str, Any]) -> Response:
    flags = []
    if told["robust_f"] < WEAK_F:
        flags.append(f"weak instrument: robust F under {WEAK_F:g}")
    if not row["robust_low"]:
        flags.append("weak-instrument-robust set unbounded")
    return Response(
        variable=row["variable"],
        horizon=f"m{row['month']}",
        estimate=float(row["estimate"]),
        low=float(row["low"]),
        high=float(row["high"]),
        level=told["level"],
        unit=row["unit"],
        method=f"proxy-svar, instrument {_INSTRUMENTS[row['model']]}, moving-block bootstrap",
        sample=told["sample"],
        n=told["months"],
        f=told["robust_f"],
        source=_SVAR_SOURCES[row["model"]],
        flags=tuple(flags),
        robust_low=_number(row["robust_low"]),
        robust_high=_number(row["robust_high"]),
    )


@cache
def kernel(expectations: str) -> Kernel:
    """Return the FRB/US kernel under ``var`` or ``mce`` expectations."""
    rows = _rows(f"kernel_{expectations}.csv")
    baselines = tuple(dict.fromkeys(row["baseline"] for row in rows))
    names = tuple(rows[0])[2:]
    return Kernel(expectations, baselines, names, _cube(rows, names, len(baselines)))


@cache
def push() -> Push:
    """Return the FRB/US responses to a push on core consumer prices."""
    rows = _rows("core_push.csv")
    rules = tuple(dict.fromkeys(row["rule"] for row in rows))
    names = tuple(rows[0])[2:]
    told = certificate()
    return Push(
        rules, names, _cube(rows, names, len(rules)), told["push_percent"], told["push_baseline"]
    )


def _cube(rows: tuple[dict[str, str], ...], names: tuple[str, ...], blocks: int) -> Array:
    """Return rows (blocks x quarters) as an array (blocks, quarters, variables), read-only."""
    quarters, left = divmod(len(rows), blocks)
    steps = [int(row["quarter"]) for row in rows]
    if left or steps != list(range(quarters)) * blocks:
        raise DamagedStore("A packaged kernel table lacks quarters. Reinstall Policywire.")
    cube = np.array([[float(row[name]) for name in names] for row in rows])
    cube = cube.reshape(blocks, quarters, len(names))
    cube.flags.writeable = False
    return cube


@cache
def surprises() -> dict[date, Surprise]:
    """Return what is known of each decision's surprise, by its day; not to be changed."""
    names = Surprise.__slots__
    return {
        date.fromisoformat(row["day"]): Surprise(*(_number(row[name]) for name in names))
        for row in _rows("surprises.csv")
    }
