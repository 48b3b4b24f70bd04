"""Recompute the monetary response tables that ship, from raw data that does not.

    python tools/freeze_monetary.py [--shared ../shared/data] [--out src/policywire/data/monetary]

Reads surprises by announcement, monthly series, crypto minutes and FRB/US responses from the
shared folder; writes tables of responses, the surprise of each decision, and a certificate with
the samples, seeds, measured fits and the hashes of what was read. Two runs give the same bytes.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from policywire.models.monetary import calibrate as read
from policywire.models.monetary.proxy_svar import Bands, Identified, bootstrap, identify
from policywire.models.monetary.reaction import Reaction, react
from policywire.models.monetary.response import Array
from policywire.models.monetary.surprise import Shocks, decompose
from policywire.policy.decisions import Decisions, load_decisions

ROOT = Path(__file__).parents[1]
SEED = 20261122
DRAWS = 10_000
SVAR_DRAWS = 2_000
LEVEL = 0.9
ASSETS = {
    "TFUT02": "yield_2y",
    "TFUT05": "yield_5y",
    "TFUT10": "yield_10y",
    "TFUT30": "yield_30y",
    "SP500": "sp500",
    "EUR": "eurusd",
}
CRYPTO = "scheduled announcements 2017-09 to 2024-09"
# The source calls this emergency cut scheduled.
MISLABELLED = "2020-03-03"
# A crypto window wants the last close at or before its ends, at most this many minutes old.
STALE = 10
KERNEL_NAMES = {
    "rff": "funds_rate",
    "rg5": "yield_5y",
    "rg10": "yield_10y",
    "rg30": "yield_30y",
    "rbbb": "baa_yield",
    "rme": "mortgage_rate",
    "xgap2": "output_gap",
    "xgdp": "gdp",
    "ec": "consumption",
    "ebfi": "business_investment",
    "eh": "residential_investment",
    "ex": "exports",
    "em": "imports",
    "lur": "unemployment",
    "pic4": "inflation",
    "picx4": "core_inflation",
    "pcnia": "pce_prices",
    "fpxr": "real_dollar",
}
PUSH_NAMES = {
    "rff": "funds_rate",
    "rg5": "yield_5y",
    "rg10": "yield_10y",
    "picx4": "core_inflation",
    "pcxfe_pct": "core_pce_prices",
    "xgdp_pct": "gdp",
    "xgap2": "output_gap",
    "lur": "unemployment",
}
RULES = {
    "inertial_taylor": "inertial",
    "taylor": "taylor",
    "look_through_fixed_funds_rate": "look-through",
}
# Core price level in the fourth quarter of the table's push, percent.
PUSHED = 0.8


class Inputs:
    """The files read, each with its hash."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self.hashes: dict[str, str] = {}

    def path(self, name: str) -> Path:
        """Return the path of an input, and note its hash."""
        path = self.shared / name
        self.hashes[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        return path


def text_of(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV; numbers to 6 significant digits."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([f"{cell:.6g}" if isinstance(cell, float) else cell for cell in row])
    return out.getvalue()


def crypto_moves(path: Path, asset: str, start: Sequence[str]) -> Array:
    """Return percent moves from 10 minutes before to 20 after announcements, NaN where not held.

    A close stamped minute m is that of the minute ending at m + 1. Fourteen dates of the
    collection are no announcement (day and month exchanged); they match none and drop out, as do
    the two announcements of March 2020 whose windows it does not hold.
    """
    rows = (
        duckdb.connect()
        .execute(
            "SELECT meeting_date::VARCHAR, minute, close FROM read_parquet(?) WHERE asset = ?",
            [str(path), asset],
        )
        .fetchall()
    )
    held = {(day, int(minute)): float(close) for day, minute, close in rows}
    moves = np.full(len(start), np.nan)
    for at, stamp in enumerate(start):
        day, time = stamp.split()
        if time == "14:00":
            ends = [_last(held, day, minute) for minute in (-11, 19)]
            moves[at] = 100 * (ends[1] / ends[0] - 1)
    return moves


def _last(held: dict[tuple[str, int], float], day: str, minute: int) -> float:
    found = (held.get((day, minute - back)) for back in range(STALE))
    return next((close for close in found if close is not None), np.nan)


def samples(said: read.Announcements) -> dict[str, tuple[str, np.ndarray[Any, Any]]]:
    """Return each sample's words and which announcements it takes."""
    start = np.array(said.start)
    scheduled = np.array(["(Scheduled)" in text for text in said.description])
    scheduled &= np.array([not text.startswith(MISLABELLED) for text in said.start])
    every = np.ones(len(start), dtype=bool)
    return {
        "all": ("announcements 1990-02 to 2024-09", every),
        "since-2009": ("announcements 2009-08 to 2024-09", start >= "2009-07"),
        "scheduled": ("scheduled announcements 1990-02 to 2024-09", scheduled),
    }


REACTION_HEADER = (
    "variable", "shock", "sample", "words", "unit", "slope", "low", "high", "level", "r2", "n",
    "lowest", "highest", "alone", "smallest_bp", "largest_bp",
)  # fmt: skip


def reactions(inputs: Inputs) -> tuple[str, read.Announcements, Shocks]:
    """Return the table of asset reactions per 100 bp of surprise, and what it came from."""
    path = inputs.path("fed_surprises_jk/surprises.csv")
    said = read.read_announcements(path, (*read.RATES, *ASSETS))
    shocks = decompose(said.columns(read.RATES), said.held[read.STOCKS], read.SCALE)
    moves = {
        name: ("bp" if code.startswith("T") else "percent", said.held[code])
        for code, name in ASSETS.items()
    }
    minutes = inputs.path("crypto_fomc_minutes/minutes.parquet")
    for asset in ("BTC", "ETH"):
        moves[asset.lower()] = ("percent", crypto_moves(minutes, asset, said.start))
    known = np.where(shocks.known, 1.0, np.nan)
    kinds = {"pc1": shocks.pc1, "mp": shocks.mp * known, "cbi": shocks.cbi * known}
    rows = []
    for name, (words, taken) in samples(said).items():
        starts = np.array(said.start)[taken]
        for kind, shock in kinds.items():
            for asset, (unit, move) in moves.items():
                crypto = asset in {"btc", "eth"}
                if crypto and name != "all":
                    continue  # the crypto sample is one: scheduled meetings since 2017
                told = CRYPTO if crypto else words
                found = react(shock[taken], move[taken], seed=SEED, draws=DRAWS, level=LEVEL)
                rows.append((asset, kind, name, told, unit, *_cells(found, unit, starts)))
    return text_of(REACTION_HEADER, rows), said, shocks


def _cells(found: Reaction, unit: str, starts: np.ndarray[Any, Any]) -> tuple[Any, ...]:
    """Return a reaction's cells, per 100 bp; yields are quoted in points and told in bp."""
    size = 100.0 if unit == "bp" else 1.0
    return (
        found.slope * size, found.low * size, found.high * size, found.level, found.r2, found.n,
        found.lowest * size, found.highest * size, str(starts[found.alone])[:10],
        100 * found.smallest, 100 * found.largest,
    )  # fmt: skip


SVAR_HEADER = (
    "model", "variable", "unit", "month", "estimate", "low", "high", "robust_low", "robust_high",
)  # fmt: skip


def svar_rows(
    name: str, shock: Identified, bands: Bands, names: Sequence[tuple[str, str]]
) -> Iterable[tuple[Any, ...]]:
    """Yield responses per 100 bp of the one-year yield on impact, by variable and month."""
    for column, (variable, unit) in enumerate(names):
        for month in range(len(shock.response)):
            robust = bands.robust[month][column]
            ends = ["" if end is None else float(end) for end in (robust.low, robust.high)]
            yield (
                name, variable, unit, month, float(shock.response[month, column]),
                float(bands.low[month, column]), float(bands.high[month, column]), *ends,
            )  # fmt: skip


def svars(inputs: Inputs, said: read.Announcements, shocks: Shocks) -> tuple[str, dict[str, Any]]:
    """Return the table of both proxy-SVARs and their certificates."""
    gk = read.read_months(
        inputs.path("gertler_karadi_2015/gk_monthly.csv"),
        ("gs1", "logip", "logcpi", "ebp", "ff4_tc"),
    )
    own = read.read_months(
        inputs.path("us_macro_transmission/monthly.csv"),
        ("GS1", "INDPRO", "CPIAUCSL", "EBP", "UNRATE"),
    )
    first = gk.between(("gs1", "logip", "logcpi", "ebp"), date(1979, 7, 1), date(2012, 6, 1))
    ff4 = gk.held["ff4_tc"].copy()
    ff4[: gk.place(date(1991, 1, 1))] = np.nan  # the paper's instrument begins in 1991
    names = [
        ("yield_1y", "points"), ("industrial_production", "percent"),
        ("consumer_prices", "percent"), ("excess_bond_premium", "points"),
        ("unemployment", "points"),
    ]  # fmt: skip
    second = own.between(
        ("GS1", "INDPRO", "CPIAUCSL", "EBP", "UNRATE"), date(1984, 1, 1), date(2019, 6, 1)
    )
    second[:, 1:3] = 100 * np.log(second[:, 1:3])
    low, high = own.place(date(1984, 1, 1)), own.place(date(2019, 6, 1)) + 1
    pc1 = read.monthly_sums(said.start, shocks.pc1, own)[low:high]
    rows: list[tuple[Any, ...]] = []
    told = {}
    for name, series, instrument, words in (
        ("gk", first, ff4, "monthly 1979-07 to 2012-06, instrument 1991-01 to 2012-06"),
        ("pc1", second, pc1, "monthly 1984-01 to 2019-06, instrument 1990-02 to 2019-06"),
    ):
        shock = identify(series, instrument, horizons=48)
        bands = bootstrap(shock, instrument, seed=SEED, draws=SVAR_DRAWS, level=LEVEL)
        rows += svar_rows(name, shock, bands, names[: series.shape[1]])
        told[name] = {
            "sample": words,
            "lags": 12,
            "months": shock.first.n,
            "robust_f": round(shock.first.robust_f, 4),
            "first_stage": round(float(shock.first.coefficient[0]), 6),
            "r2": round(shock.first.r2, 6),
            "bootstrap": {"draws": bands.draws, "block": bands.block, "seed": bands.seed},
            "level": bands.level,
        }
    return text_of(SVAR_HEADER, rows), told


def kernel(inputs: Inputs, name: str) -> str:
    """Return FRB/US responses per +1 point, without equity wealth (no market forecast)."""
    path = inputs.path(f"frbus/irf_funds_rate_100bp_{name}.csv")
    held = read.read_columns(path, ("baseline", "q", *KERNEL_NAMES))
    return text_of(
        ("baseline", "quarter", *KERNEL_NAMES.values()),
        zip(*held.values(), strict=True),
    )


def push(inputs: Inputs) -> str:
    """Return FRB/US responses to a push on core prices, under three rules."""
    held = read.read_columns(
        inputs.path("frbus/irf_core_pce_push_0p8.csv"), ("rule", "q", *PUSH_NAMES)
    )
    held["rule"] = tuple(RULES[rule] for rule in held["rule"])
    return text_of(("rule", "quarter", *PUSH_NAMES.values()), zip(*held.values(), strict=True))


def ledger(
    inputs: Inputs, said: read.Announcements, shocks: Shocks, held: Decisions
) -> tuple[str, dict[str, Any]]:
    """Return the surprise of each decision, and how well the fallback does where both are known."""
    days = {stamp[:10]: at for at, stamp in enumerate(said.start)}
    daily = read.read_columns(inputs.path("us_markets_daily/daily.csv"), ("date", "DGS2", "DGS10"))
    two, ten = (_changes(daily["date"], daily[name]) for name in ("DGS2", "DGS10"))
    rows = []
    for one in held.decisions:
        at = days.get(str(one.day))
        known = at is not None and bool(shocks.known[at])
        tick: list[str | float] = (
            ["", "", ""] if at is None else [float(100 * shocks.pc1[at]), "", ""]
        )
        if at is not None and known:
            tick[1:] = [float(100 * shocks.mp[at]), float(100 * shocks.cbi[at])]
        gone = "" if at is None else int(np.isnan(said.columns(read.RATES)[at]).sum())
        moved = (two.get(str(one.day), ""), ten.get(str(one.day), ""))
        rows.append((str(one.day), *tick, *moved, gone))
    pairs = np.array([(100 * shocks.pc1[at], two[day]) for day, at in days.items() if day in two])
    told = {
        "announcements": len(pairs),
        "correlation": round(float(np.corrcoef(pairs.T)[0, 1]), 4),
        "same_sign": round(float(np.mean(np.sign(pairs[:, 0]) == np.sign(pairs[:, 1]))), 4),
    }
    header = (
        "day",
        "surprise_bp",
        "policy_bp",
        "information_bp",
        "two_year_bp",
        "ten_year_bp",
        "missing",
    )
    return text_of(header, rows), told


def _changes(days: Sequence[str], levels: Sequence[str]) -> dict[str, float]:
    """Return the change on the trading day before, basis points, by day."""
    held = [(day, float(text)) for day, text in zip(days, levels, strict=True) if text]
    return {day: round(100 * (now - before), 6) for (_, before), (day, now) in pairwise(held)}


def freeze(shared: Path, held: Decisions) -> dict[str, str]:
    """Return every file's text by name."""
    inputs = Inputs(shared)
    reaction, said, shocks = reactions(inputs)
    svar, models = svars(inputs, said, shocks)
    surprises, fallback = ledger(inputs, said, shocks, held)
    tables = {
        "reactions.csv": reaction,
        "proxy_svar.csv": svar,
        "kernel_var.csv": kernel(inputs, "var"),
        "kernel_mce.csv": kernel(inputs, "mce"),
        "core_push.csv": push(inputs),
        "surprises.csv": surprises,
    }
    certificate = {
        "command": "python tools/freeze_monetary.py",
        "reaction": {
            "seed": SEED,
            "draws": DRAWS,
            "level": LEVEL,
            "announcements": len(said.start),
        },
        "rotation": {
            "stocks_per_point_of_policy": round(shocks.mp_loading, 4),
            "stocks_per_point_of_information": round(shocks.loading, 4),
        },
        "proxy_svar": models,
        "fallback": fallback,
        "push_percent": PUSHED,
        "push_baseline": "2014Q1",
        "inputs": dict(sorted(inputs.hashes.items())),
        "tables": {
            name: hashlib.sha256(text.encode()).hexdigest() for name, text in tables.items()
        },
    }
    return {**tables, "certificate.json": json.dumps(certificate, indent=1) + "\n"}


def main() -> int:
    """Write the tables, each in one move."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "src/policywire/data/monetary")
    options = parser.parse_args()
    held = load_decisions(ROOT / "src/policywire/desks/money/decisions.yaml")
    made = freeze(options.shared, held)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        half = options.out / f".{name}.part"
        half.write_text(text, encoding="utf-8")
        os.replace(half, options.out / name)
        print(f"{name:18} {len(text):7} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
