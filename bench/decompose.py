"""The exact decomposition of real income: processor time, gap to the exact change, points solved.

25 % between the United States and its neighbours on 16 regions x 21 sectors, and NAFTA's tariffs on
31 x 40, as one instrument and as one a member. Needs the folder of collected tables: pass it, or
set it beside the checkout as ``../shared/data``.
"""

import csv
import sys
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

from policywire.models.trade.economy import Array, Baseline, Equilibrium, Shock
from policywire.models.trade.effects.decompose import Instrument, decompose
from policywire.models.trade.solve import rebase, solve
from policywire.models.trade.world.load import load_folder

FOLDER = Path(__file__).parents[2] / "shared" / "data"
BLOC, ROUNDS, TARGET = ("USA", "MEX", "CAN"), 7, 0.2


def border_tariffs(baseline: Baseline) -> Array:
    """Return tariffs with 25 points between the United States and its neighbours, on goods."""
    tariff = baseline.economy.tariff.copy()
    home, *others = (baseline.labels.regions.index(code) for code in BLOC)
    goods = [j for j, code in enumerate(baseline.labels.sectors) if code != "SERV"]
    for other in others:
        tariff[goods, home, other] += 0.25
        tariff[goods, other, home] += 0.25
    return tariff


def nafta_tariffs(baseline: Baseline, path: Path) -> Array:
    """Return tariffs within the bloc as of 2005."""
    regions, sectors = baseline.labels.regions, baseline.labels.sectors
    tariff = baseline.economy.tariff.copy()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["importer"] in BLOC and row["exporter"] in BLOC:
                at = (row["sector"], row["importer"], row["exporter"])
                j, n, i = sectors.index(at[0]), regions.index(at[1]), regions.index(at[2])
                tariff[j, n, i] = float(row["tariff_2005"])
    return tariff


def by_member(found: Equilibrium, baseline: Baseline) -> list[Instrument]:
    """Return each member's tariffs as an instrument."""
    made_of = []
    for code in BLOC:
        tariff = found.base.tariff.copy()
        n = baseline.labels.regions.index(code)
        tariff[:, n] = found.shock.tariff[:, n]
        made_of.append(Instrument(code, Shock(tariff, found.shock.cost)))
    return made_of


def report(name: str, baseline: Baseline, tariff: Array, target: float | None) -> bool:
    """Print times and gaps; say whether the target is met."""
    theta = baseline.elasticities[baseline.default]
    base = rebase(baseline.economy, theta)
    found = solve(base, theta, Shock(tariff, np.ones_like(tariff)))
    met = True
    for what, made_of in (("one", []), ("three", by_member(found, baseline))):
        seconds = []
        for _ in range(ROUNDS):
            start = process_time()
            parts = decompose(found, made_of)
            seconds.append(process_time() - start)
        gap = np.abs(parts.by_effect.sum(axis=0) - parts.exact).max()
        print(
            f"{name}, {what} instrument{'s' * (what != 'one')}: {median(seconds):.3f} s CPU, "
            f"{parts.nodes} points, largest gap {gap:.0e} points, estimated error {parts.error:.0e}"
        )
        met = met and (target is None or median(seconds) <= target)
    return met


def main(arguments: list[str]) -> int:
    """Print both cases."""
    folder = Path(arguments[0]) if arguments else FOLDER
    if not (folder / "icio").is_dir() or not (folder / "cp2015").is_dir():
        print(f"no icio and cp2015 in {folder}; pass the folder of collected tables.")
        return 0
    icio, nafta = load_folder(folder / "icio"), load_folder(folder / "cp2015")
    met = report("16 x 21, 25 % both ways", icio, border_tariffs(icio), TARGET)
    report("31 x 40, NAFTA", nafta, nafta_tariffs(nafta, folder / "cp2015" / "trade.csv"), None)
    print(f"wanted {TARGET} s on 16 x 21: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
