"""First-order effects: the derivative in the limit, and the printed figures of the paper."""

import csv
from pathlib import Path

import numpy as np
import pytest

from policywire.models.trade.economy import Array, Closure, Equilibrium, Shock
from policywire.models.trade.effects.first_order import first_order
from policywire.models.trade.effects.outcomes import real_income
from policywire.models.trade.solve import Options, rebase, solve
from policywire.models.trade.world.load import load_folder
from tests.models.trade.worlds import elasticities, random_shock, random_world

CP2015 = Path(__file__).parents[3].parent / "shared" / "data" / "cp2015"
needs_cp2015 = pytest.mark.skipif(
    not CP2015.is_dir(), reason="needs the collected folder cp2015 beside the checkout"
)
TIGHT = Options(tolerance=1e-13)
BLOC = ("MEX", "CAN", "USA")


@pytest.mark.parametrize("seed", range(3))
def test_small_shocks_meet_the_exact_change(seed: int) -> None:
    """Halving a balanced shock quarters the distance to the exact change."""
    world = random_world(seed)
    theta = elasticities(world)
    base, whole = rebase(world, theta), random_shock(world, seed)

    def distance(size: float) -> Array:
        shock = Shock(base.tariff + size * (whole.tariff - world.tariff), whole.cost**size)
        found = solve(base, theta, shock, options=TIGHT)
        return np.asarray(first_order(found).welfare - 100 * (real_income(found) - 1))

    ratio = np.linalg.norm(distance(2e-3)) / np.linalg.norm(distance(1e-3))
    assert ratio == pytest.approx(4, rel=0.05)


def test_terms_of_trade_are_a_zero_sum_of_prices_times_trade() -> None:
    """What one region gains on a partner in value, the partner loses."""
    world = random_world(1)
    found = solve(world, elasticities(world), random_shock(world, 1), options=TIGHT)
    income = found.base.income + found.base.deficit
    duties = found.base.expenditure[:, :, None] * found.base.share
    income = income + (duties * found.base.tariff / (1 + found.base.tariff)).sum(axis=(0, 2))
    value = first_order(found).terms_of_trade * income[None, :, None]
    np.testing.assert_allclose(value, -value.transpose(0, 2, 1), atol=1e-12)


def test_no_shock_has_no_effects() -> None:
    world = random_world(2)
    shock = Shock(world.tariff, np.ones_like(world.tariff))
    found = solve(world, elasticities(world), shock)
    for part in (first_order(found).terms_of_trade, first_order(found).technical):
        np.testing.assert_allclose(part, 0, atol=1e-8)


# --------------------------------------------------------------------------- the paper's figures


def nafta(closure: Closure = Closure.BALANCED) -> tuple[Equilibrium, list[int]]:
    """Return section 5.1's counterfactual: tariffs within the bloc go from 1993 to 2005."""
    baseline = load_folder(CP2015)
    economy, labels = baseline.economy, baseline.labels
    region = {code: n for n, code in enumerate(labels.regions)}
    sector = {code: j for j, code in enumerate(labels.sectors)}
    tariff = economy.tariff.copy()
    with (CP2015 / "trade.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["importer"] in BLOC and row["exporter"] in BLOC:
                at = sector[row["sector"]], region[row["importer"]], region[row["exporter"]]
                tariff[at] = float(row["tariff_2005"])
    theta = baseline.elasticities[baseline.default]
    shock = Shock(tariff, np.ones_like(tariff))
    return solve(economy, theta, shock, closure=closure), [region[code] for code in BLOC]


@needs_cp2015
@pytest.mark.parametrize(
    ("closure", "case"),
    [(Closure.BALANCED, "zero_deficits"), (Closure.FIXED_DEFICIT, "observed_deficits")],
)
def test_first_order_of_all_regions(closure: Closure, case: str) -> None:
    """The reference solution's first-order columns, given to 8 decimals."""
    found, _ = nafta(closure)
    effects = first_order(found)
    with (CP2015 / "reference_solution.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["case"] == case]
    columns = {
        "tot_first_order_pct": effects.terms_of_trade.sum(axis=(0, 2)),
        "vot_first_order_pct": effects.volume_of_trade.sum(axis=(0, 2)),
        "welfare_first_order_pct": effects.welfare,
        "real_income_exact_pct": 100 * (real_income(found) - 1),
    }
    for name, values in columns.items():
        held = [float(row[name]) for row in rows]
        np.testing.assert_allclose(values, held, atol=2e-7, err_msg=name)


@needs_cp2015
def test_table_2_to_the_digits_printed() -> None:
    found, bloc = nafta()
    effects = first_order(found)
    figures = {
        "welfare_pct": effects.welfare,
        "terms_of_trade_pct": effects.terms_of_trade.sum(axis=(0, 2)),
        "volume_of_trade_pct": effects.volume_of_trade.sum(axis=(0, 2)),
    }
    place = dict(zip(BLOC, bloc, strict=True))
    with (CP2015 / "published.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["figure"] in figures]
    assert len(rows) == 9
    for row in rows:
        value = figures[row["figure"]][place[row["region"]]]
        assert round(value, 2) == float(row["published"]), row


@needs_cp2015
def test_bilateral_split() -> None:
    """Terms and volume of trade with the bloc and with the rest, as the paper's data give them."""
    found, bloc = nafta()
    effects = first_order(found)
    expected = {  # terms: bloc, rest; volume: bloc, rest
        "MEX": (-0.395, -0.017, 1.804, -0.080),
        "CAN": (-0.090, -0.018, 0.085, -0.040),
        "USA": (0.032, 0.012, 0.044, -0.003),
    }
    for code, n in zip(BLOC, bloc, strict=True):
        split = []
        for part in (effects.terms_of_trade, effects.volume_of_trade):
            inside = part[:, n, bloc].sum()
            split += [inside, part[:, n].sum() - inside]
        np.testing.assert_array_equal(np.round(split, 3), expected[code], err_msg=code)
