"""The money models against their truth tables: the largest error of each, measured.

Uses what the tests of ``tests/replication`` compute; a test says whether an error is within what
is printed, this says how large it is. Wants the shared folder beside the repository.

    python bench/monetary_truth.py [--json FILE]
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from policywire.models.monetary import calibrate as read
from policywire.models.monetary.kernel import sum_of
from policywire.models.monetary.local_projection import lags, project
from policywire.models.monetary.nk import Economy, solve
from policywire.models.monetary.reaction import react
from policywire.models.monetary.surprise import decompose
from policywire.models.monetary.tables import kernel

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
Row = dict[str, Any]


def of(name: str) -> Any:
    """Return the test module of a truth table."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return import_module(f"tests.replication.{name}.test_{name}")


def row(table: str, cells: int, error: float, of_what: str, tolerance: str) -> Row:
    """Return one line of the report."""
    return {
        "table": table,
        "cells": cells,
        "largest error": float(f"{error:.3g}"),
        "of": of_what,
        "tolerance": tolerance,
    }


def jarocinski_karadi() -> Row:
    """Return the error over 315 x 5 shocks, ours rounded to the eight decimals printed."""
    jk = of("jarocinski_karadi")
    said = read.read_announcements(jk.FOLDER / "surprises.csv", (*read.RATES, read.STOCKS))
    made = decompose(said.columns(read.RATES), said.held[read.STOCKS], read.SCALE)
    names = {"pc1": made.pc1, "MP_pm": made.mp_sign, "CBI_pm": made.cbi_sign,
             "MP_median": made.mp, "CBI_median": made.cbi}  # fmt: skip
    errors = [np.abs(np.round(value, 8) - jk.published(name)[1]) for name, value in names.items()]
    cells = sum(error.size for error in errors)
    worst = max(float(error.max()) for error in errors)
    return row("Jarocinski-Karadi shocks", cells, worst, "percentage points", "1e-8")


def table_3() -> Row:
    """Return the error over Gertler-Karadi's Table 3, in units of the last digit printed."""
    gk = of("gertler_karadi")
    months, errors, off = gk.months(), [], []
    for column, rows in gk.table().items():
        found = gk.stage(months, rows[0]["policy_indicator"], [one["instrument"] for one in rows])
        for at, one in enumerate(rows):
            told = (("coef", found.coefficient[at]), ("robust_t", found.t[at]), ("r2", found.r2),
                    ("robust_F", found.robust_f))  # fmt: skip
            for name, value in told:
                digits = len(one[name].partition(".")[2])
                errors.append(abs(float(value) - float(one[name])) * 10**digits)
                if errors[-1] > 0.5 + 1e-9:
                    off.append(f"{name} of column {column}: {float(value):.6f}, not {one[name]}")
    told_off = f"last digits printed; not as printed: {sorted(set(off)) or 'none'}"
    return row("Gertler-Karadi Table 3", len(errors), max(errors), told_off, "0.5")


def figure_1() -> Row:
    """Return the error at the foot of Figure 1."""
    first = of("gertler_karadi").shock().first
    pairs = ((21.55, first.f), (17.64, first.robust_f_hc0), (7.76, 100 * first.r2),
             (7.40, 100 * first.adjusted_r2))  # fmt: skip
    error = max(abs(printed - made) for printed, made in pairs)
    return row("Gertler-Karadi Figure 1 foot", 4, error, "F and percent, two decimals", "0.005")


def projections() -> Row:
    """Return the error of coefficients and standard errors of local projections."""
    lp = of("local_projection")
    held = read.read_months(lp.FOLDER / "gk_monthly.csv", lp.NAMES).held
    past = lags(np.column_stack([held[name] for name in lp.NAMES]), 12)
    first = lp.NAMES.index("ff4_tc")
    made = project(held["ebp"][:, None], past[:, first], np.delete(past, first, axis=1), 19)
    truth = read.read_columns(lp.FOLDER / "reference_lp.csv", ("horizon", "coef", "se_hc1"))
    errors = []
    for horizon, coefficient, deviation in zip(*truth.values(), strict=True):
        at = int(horizon) - 1
        errors += [abs(made.response[at, 0] - float(coefficient)),
                   abs(made.error[at, 0] - float(deviation))]  # fmt: skip
    return row("local-projection digits", len(errors), max(errors), "coefficients", "1e-9")


def feds_note() -> Row:
    """Return the error of the kernel against the FEDS Note."""
    note = of("feds_note_path")
    path = note.FOLDER / "feds_note_2014_figure1_var.csv"
    texts = read.read_columns(path, ("output_gap", "fed_funds"))
    table = kernel("var")
    base = table.value[table.baselines.index("2014Q1")]
    told = sum_of(base, np.array([0.95]))[:15]
    errors = {
        name: float(np.abs(told[:, table.variables.index(ours)]
                           - read.numbers(path, name, texts[name])).max())
        for ours, name in (("funds_rate", "fed_funds"), ("output_gap", "output_gap"))
    }  # fmt: skip
    told_of = f"percentage points; {errors}"
    return row("FEDS Note path", 30, max(errors.values()), told_of, "rate 0.05, gap 0.10")


def new_keynesian() -> Row:
    """Return the error of the closed form against the stacked equations."""
    nk = of("new_keynesian")
    errors = []
    for economy in (Economy(), Economy(rho=0.0), Economy(rho=0.9, kappa=0.05)):
        gap, inflation = nk.stacked(economy, 0.25)
        found = solve(economy, 0.25, 40)
        errors += [np.abs(found.gap - gap[:40]).max(),
                   np.abs(found.inflation - inflation[:40]).max()]  # fmt: skip
    return row("New Keynesian closed form", 240, float(max(errors)), "percent", "1e-12")


def fedwatch() -> Row:
    """Return the error of the exchange's own example."""
    example = of("fedwatch")
    end = example.date(2015, 12, 31)
    (found,) = example.outlook(example.PRICES, (example.MEETING,), end)
    return row("FedWatch example 53.6 percent", 1, abs(found.chance[1] - 0.536), "share", "0.0005")


def ranges() -> Row:
    """Return how many of 68 target ranges are read otherwise than the collection has them."""
    fomc = of("fomc_ranges")
    columns = ("meeting_date", "target_lower", "target_upper")
    truth = {one[0]: one[1:] for one in fomc.table("meetings.csv", *columns)}
    texts = fomc.statements()
    wrong = [day for day, one in texts.items()
             if (one.target.lower, one.target.upper) != tuple(map(float, truth[day]))]  # fmt: skip
    return row("target ranges from texts", len(texts), len(wrong), "statements wrong", "0")


def assets() -> Row:
    """Return the error of the asset table's estimates, in units of the last digit printed."""
    table = of("asset_table")
    held, pc1 = table.said()
    errors = {}
    for sample, asset, estimate, _, _ in table.ROWS:
        taken = table.taken(sample)
        slope = react(pc1[taken], held.held[asset][taken], seed=1).slope / 4
        digits = len(estimate.partition(".")[2])
        errors[sample, asset] = abs(slope - float(estimate)) * 10**digits
    off = [f"{' '.join(key)}" for key, error in errors.items() if error > 0.5001]
    told = f"last digits printed; not as printed: {off or 'none'}"
    return row("asset table of the notes", len(errors), max(errors.values()), told, "0.5")


TABLES: tuple[Callable[[], Row], ...] = (
    jarocinski_karadi, table_3, figure_1, projections, feds_note, new_keynesian, fedwatch, ranges,
    assets,
)  # fmt: skip


def main() -> int:
    """Print one line a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if not (SHARED / "fed_surprises_jk").is_dir():
        print(f"skipped: no fed_surprises_jk in {SHARED}, the folder of collected tables")
        return 0
    rows = [table() for table in TABLES]
    for one in rows:
        print(f"{one['table']:30} {one['cells']:5} cells  largest error {one['largest error']:<9g} "
              f"({one['of']}; tolerance {one['tolerance']})")  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
