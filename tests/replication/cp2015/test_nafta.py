"""NAFTA's tariff cuts in the economy of 1993, against the paper and two other solvers."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from policywire.models.trade.economy import Array, Baseline, Closure, Economy, Equilibrium, Shock
from policywire.models.trade.effects.first_order import first_order
from policywire.models.trade.effects.outcomes import (
    consumer_prices,
    real_income,
    trade_after,
    trade_before,
)
from policywire.models.trade.solve import solve
from policywire.models.trade.world.load import load_folder

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "cp2015"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="needs the collected folder cp2015 beside the checkout"
)
MEMBERS = ("MEX", "CAN", "USA")
# Table 2 and the abstract, percent.
WELFARE = (1.31, -0.06, 0.08)
TERMS = (-0.41, -0.11, 0.04)
VOLUME = (1.72, 0.04, 0.04)
REAL_WAGE = (1.72, 0.32, 0.11)
IMPORTS = (118, 11, 41)
WITHOUT_MATERIALS = -62
# The R package cp2015 (P. Oliveira), its tests: deficits as observed.
WELFARE_WITH_DEFICITS = (1.17, -0.04, 0.08)


@cache
def baseline() -> Baseline:
    return load_folder(FOLDER)


@cache
def members() -> list[int]:
    return [baseline().labels.regions.index(code) for code in MEMBERS]


def tariffs_of_2005(economy: Economy) -> Shock:
    after, bloc = economy.tariff.copy(), np.ix_(members(), members())
    for j, table in enumerate(baseline().tariffs["2005"]):
        after[j][bloc] = table[bloc]
    return Shock(after, np.ones_like(after))


@cache
def nafta(closure: Closure) -> Equilibrium:
    held = baseline()
    theta = held.elasticities[held.default]
    return solve(held.economy, theta, tariffs_of_2005(held.economy), closure=closure)


def bloc_imports(trade: Array) -> Array:
    among = trade[:, members()][:, :, members()]
    total: Array = among.sum(axis=(0, 2)) - np.einsum("jnn->n", among)
    return total


def real_wage(found: Equilibrium) -> Array:
    return 100 * (found.wage / consumer_prices(found) - 1)


@pytest.mark.parametrize(
    ("figure", "printed"),
    [("welfare", WELFARE), ("terms", TERMS), ("volume", VOLUME), ("wage", REAL_WAGE)],
)
def test_table_2(figure: str, printed: tuple[float, ...]) -> None:
    found = nafta(Closure.BALANCED)
    effects = first_order(found)
    figures = {
        "welfare": effects.welfare,
        "terms": effects.terms_of_trade.sum(axis=(0, 2)),
        "volume": effects.volume_of_trade.sum(axis=(0, 2)),
        "wage": real_wage(found),
    }
    np.testing.assert_allclose(figures[figure][members()], printed, rtol=0, atol=0.005)


def test_imports_from_partners() -> None:
    found = nafta(Closure.BALANCED)
    growth = 100 * (bloc_imports(trade_after(found)) / bloc_imports(trade_before(found)) - 1)
    np.testing.assert_array_equal(np.round(growth), IMPORTS)


def test_without_materials() -> None:
    """Value added is all of output; flows, tariffs and elasticities stay."""
    held = baseline()
    economy = held.economy
    output = (economy.share * economy.expenditure[:, :, None] / (1 + economy.tariff)).sum(axis=1)
    bare = Economy(
        share=economy.share,
        tariff=economy.tariff,
        input=np.zeros_like(economy.input),
        value_added=np.ones_like(economy.value_added),
        final=economy.expenditure / economy.expenditure.sum(axis=0),
        income=output.sum(axis=0),
        expenditure=economy.expenditure,
        deficit=economy.deficit,
    )
    theta = held.elasticities[held.default]
    found = first_order(solve(bare, theta, tariffs_of_2005(bare))).welfare
    whole = first_order(nafta(Closure.BALANCED)).welfare
    mexico = members()[0]
    assert round(100 * (found[mexico] / whole[mexico] - 1)) == WITHOUT_MATERIALS


def test_observed_deficits() -> None:
    found = first_order(nafta(Closure.FIXED_DEFICIT)).welfare[members()]
    np.testing.assert_allclose(found, WELFARE_WITH_DEFICITS, rtol=0, atol=0.005)


@pytest.mark.parametrize(
    ("case", "closure"),
    [("zero_deficits", Closure.BALANCED), ("observed_deficits", Closure.FIXED_DEFICIT)],
)
def test_reference_solution(case: str, closure: Closure) -> None:
    with (FOLDER / "reference_solution.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["region"]: row for row in csv.DictReader(file) if row["case"] == case}
    found = nafta(closure)
    figures = {
        "w_hat": found.wage,
        "cpi_hat": consumer_prices(found),
        "real_wage_pct": real_wage(found),
        "real_income_exact_pct": 100 * (real_income(found) - 1),
        "welfare_first_order_pct": first_order(found).welfare,
    }
    for column, values in figures.items():
        expected = [float(rows[code][column]) for code in baseline().labels.regions]
        unit = 100 if column.endswith("_pct") else 1
        np.testing.assert_allclose(values, expected, rtol=0, atol=unit * 1e-8, err_msg=column)
