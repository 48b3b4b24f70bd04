"""gegravity's example: an agreement of Canada and Japan, against the package's own results."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from policywire.models.gravity.effects import Array, Index
from policywire.models.gravity.estimate import Flows, estimate
from policywire.models.gravity.world import cost_shock, structural_flows, world_of_flows
from policywire.models.trade.economy import Closure
from policywire.models.trade.effects.outcomes import Outcomes, outcomes
from policywire.models.trade.solve import solve

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "gravity_example_30"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="needs the collected folder gravity_example_30 beside the checkout"
)
THETA = 4.0  # sigma 5
# The example's own estimate (coefficient, robust error), by Stata's ppmlhdfe, as printed there.
PRINTED = {
    "lndist": (-0.3898623, 0.0729915),
    "contiguity": (0.891577, 0.1327354),
    "common_language": (0.0326249, 0.0840702),
    "pta": (0.4711383, 0.1076578),
    "international": (-3.412584, 0.2151235),
}


@dataclass(frozen=True)
class Case:
    """The example's table."""

    regions: tuple[str, ...]
    exporter: Index
    importer: Index
    columns: dict[str, Array]

    def table(self, values: Array) -> Array:
        """Return values as [importer, exporter]."""
        square = np.zeros((len(self.regions), len(self.regions)))
        square[self.importer, self.exporter] = values
        return square

    def results(self, column: str) -> Array:
        with (FOLDER / "gegravity_0.3_results.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["country"]: row for row in csv.DictReader(file)}
        return np.array([float(rows[region][column]) for region in self.regions])


@cache
def case() -> Case:
    with (FOLDER / "trade.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regions = tuple(sorted({row["exporter"] for row in rows}))
    names = ("trade", "Y", "E", *PRINTED)
    return Case(
        regions,
        np.array([regions.index(row["exporter"]) for row in rows]),
        np.array([regions.index(row["importer"]) for row in rows]),
        {name: np.array([float(row[name]) for row in rows]) for name in names},
    )


def test_estimate_to_the_digits_printed() -> None:
    here = case()
    regressors = np.column_stack([here.columns[name] for name in PRINTED])
    found = estimate(
        Flows(here.columns["trade"], here.exporter, here.importer, regressors, tuple(PRINTED))
    )
    printed = np.array(list(PRINTED.values()))
    np.testing.assert_allclose(found.coefficient, printed[:, 0], atol=5e-7)
    np.testing.assert_allclose(found.error, printed[:, 1], atol=1e-7)


@cache
def agreement() -> tuple[Outcomes, Array]:
    """Return outcomes of the experiment and Germany's import price."""
    here = case()
    terms = sum(here.table(here.columns[name]) * slope for name, (slope, _) in PRINTED.items())
    output = here.table(here.columns["Y"])[0]
    expenditure = here.table(here.columns["E"])[:, 0]
    world = world_of_flows(structural_flows(np.exp(terms), output, expenditure))
    pair = [here.regions.index(code) for code in ("CAN", "JPN")]
    change = np.zeros_like(world.share[0])
    change[np.ix_(pair, pair)] = PRINTED["pta"][0] * (1 - np.eye(2))
    assert (here.table(here.columns["pta"])[np.ix_(pair, pair)][[0, 1], [1, 0]] == 0).all()
    found = solve(
        world,
        np.array([THETA]),
        cost_shock(world, change, THETA),
        closure=Closure.FIXED_OWN_SHARE,
    )
    return outcomes(found), np.asarray(found.price[0, here.regions.index("DEU")])


def largest(ours: Array, column: str) -> float:
    return float(np.abs(100 * (ours - 1) - case().results(column)).max())


def test_prices() -> None:
    out, unit = agreement()
    assert round(largest(out.wage.after / unit, "factory gate price change (percent)"), 3) <= 0.035
    assert round(largest(out.price.after[0] / unit, "imr change (percent)"), 3) <= 0.035


def test_real_gdp() -> None:
    out, _ = agreement()
    assert round(largest(out.real_wage.after, "GDP change (percent)"), 3) <= 0.010


def test_members_gain_and_the_order_of_regions_is_theirs() -> None:
    """Canada and Japan gain most, others lose: gains rank as in gegravity, but for near ties."""
    out, _ = agreement()
    ours, theirs = out.real_wage.percent, case().results("GDP change (percent)")
    assert {case().regions[n] for n in np.argsort(ours)[-2:]} == {"CAN", "JPN"}
    np.testing.assert_array_equal(np.argsort(ours)[-2:], np.argsort(theirs)[-2:])
    assert np.corrcoef(ours, theirs)[0, 1] > 0.999
