"""gegravity's own example: our resistances and equilibrium against the package's, in one run.

Processor time, median of several rounds: baseline (multilateral resistances of 30 countries) and
experiment (an agreement of Canada and Japan). gegravity is run by an interpreter that has it: this
one, or the one named in the variable GEGRAVITY_PYTHON or as the first argument. Needs the folder of
collected tables: the second argument, or ``../shared/data`` beside the checkout.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

from policywire.models.gravity.world import cost_shock, structural_flows, world_of_flows
from policywire.models.trade.economy import Array, Closure
from policywire.models.trade.effects.outcomes import outcomes
from policywire.models.trade.solve import solve

FOLDER = Path(__file__).parents[2] / "shared" / "data"
TABLE = "gravity_example_30/trade.csv"
THETA, ROUNDS, TARGET = 4.0, 15, 20
SLOPES = {
    "lndist": -0.3898623,
    "contiguity": 0.891577,
    "common_language": 0.0326249,
    "pta": 0.4711383,
    "international": -3.412584,
}

# Run by the interpreter that has gegravity: the package's example, timed within its process.
THEIRS = """
import contextlib, io, json, sys, warnings
from statistics import median
from time import process_time
warnings.simplefilter("ignore")
import gegravity as ge
import pandas as pd
data = pd.read_csv(sys.argv[1])
data["constant"] = 1
slopes = json.loads(sys.argv[2])
baseline = ge.BaselineData(data, imp_var_name="importer", exp_var_name="exporter",
    year_var_name="year", trade_var_name="trade", expend_var_name="E", output_var_name="Y")
table = pd.DataFrame({"var": list(slopes), "beta": list(slopes.values()), "stderr": 0.1})
costs = ge.CostCoeffs(estimates=table, identifier_col="var", coeff_col="beta", stderr_col="stderr")
def once():
    start = process_time()
    model = ge.OneSectorGE(baseline=baseline, cost_coeff_values=costs, cost_variables=list(slopes),
        year="2006", reference_importer="DEU", sigma=5, quiet=True)
    model.build_baseline(omr_rescale=1)
    middle = process_time()
    changed = model.baseline_data.copy()
    for one, other in (("CAN", "JPN"), ("JPN", "CAN")):
        changed.loc[(changed["importer"] == one) & (changed["exporter"] == other), "pta"] = 1
    model.define_experiment(changed)
    model.simulate()
    return middle - start, process_time() - middle, model.country_results
with contextlib.redirect_stdout(io.StringIO()):
    runs = [once() for _ in range(5)]
gdp = runs[0][2]["GDP change (percent)"]
print(json.dumps({"baseline": median(r[0] for r in runs), "experiment": median(r[1] for r in runs),
    "gdp": {place: float(gdp[place]) for place in ("CAN", "JPN")}}))
"""


def example(path: Path) -> tuple[tuple[str, ...], Array, Array, Array]:
    """Return regions, cost terms as [importer, exporter], output and expenditure."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regions = tuple(sorted({row["exporter"] for row in rows}))
    terms = np.zeros((len(regions), len(regions)))
    output, expenditure = np.zeros((2, len(regions)))
    for row in rows:
        n, i = regions.index(row["importer"]), regions.index(row["exporter"])
        terms[n, i] = sum(slope * float(row[name]) for name, slope in SLOPES.items())
        output[i], expenditure[n] = float(row["Y"]), float(row["E"])
    return regions, terms, output, expenditure


def ours(path: Path) -> tuple[float, float, dict[str, float]]:
    """Return median seconds of baseline and experiment, and the members' change of real GDP."""
    regions, terms, output, expenditure = example(path)
    pair = [regions.index("CAN"), regions.index("JPN")]
    change = np.zeros_like(terms)
    change[pair, pair[::-1]] = SLOPES["pta"]
    first, second = [], []
    for _ in range(ROUNDS):
        start = process_time()
        world = world_of_flows(structural_flows(np.exp(terms), output, expenditure))
        middle = process_time()
        found = solve(
            world,
            np.array([THETA]),
            cost_shock(world, change, THETA),
            closure=Closure.FIXED_OWN_SHARE,
        )
        gains = outcomes(found).real_wage.percent
        first.append(middle - start)
        second.append(process_time() - middle)
    gdp = {"CAN": float(gains[pair[0]]), "JPN": float(gains[pair[1]])}
    return median(first), median(second), gdp


def theirs(path: Path, python: str) -> dict[str, object] | None:
    """Return what gegravity took and found, or nothing where it is not installed."""
    slopes = json.dumps(SLOPES | {"constant": 16.32434})
    found = subprocess.run(
        [python, "-c", THEIRS, str(path), slopes], capture_output=True, text=True, check=False
    )
    if found.returncode:
        reason = found.stderr.strip().splitlines()[-1:] or ["no message"]
        print(f"gegravity: not compared ({reason[0]})")
        return None
    return dict(json.loads(found.stdout.strip().splitlines()[-1]))


def main(arguments: list[str]) -> int:
    """Print both, and the ratio."""
    python = next(iter(arguments), os.environ.get("GEGRAVITY_PYTHON", sys.executable))
    path = Path(arguments[1] if len(arguments) > 1 else FOLDER) / TABLE
    if not path.is_file():
        print(f"no {TABLE} in {path.parents[1]}; pass the folder of collected tables.")
        return 0
    first, second, gdp = ours(path)
    print(
        f"policywire: baseline {1000 * first:.1f} ms, experiment {1000 * second:.1f} ms CPU; "
        f"GDP CAN {gdp['CAN']:+.3f} %, JPN {gdp['JPN']:+.3f} %"
    )
    other = theirs(path, python)
    if other is None:
        return 0
    times = float(str(other["baseline"])), float(str(other["experiment"]))
    ratio = sum(times) / (first + second)
    print(
        f"gegravity: baseline {1000 * times[0]:.0f} ms, experiment {1000 * times[1]:.0f} ms CPU; "
        f"GDP {other['gdp']}"
    )
    print(f"ratio {ratio:.0f}x; wanted {TARGET}x: {'met' if ratio >= TARGET else 'MISSED'}")
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
