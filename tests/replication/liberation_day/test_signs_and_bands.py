"""Liberation Day on the one-sector world: signs and bands, as the folder's README says."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from policywire.models.gravity.effects import Array
from policywire.models.gravity.world import with_domestic_sales, world_of_flows
from policywire.models.trade.economy import Closure, Shock
from policywire.models.trade.effects.outcomes import outcomes
from policywire.models.trade.solve import solve

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "liberation_day_2025"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="needs the collected folder liberation_day_2025 beside the checkout"
)
THETA, LEAST_RATE = 4.0, 0.1
CLOSURES = list(Closure)


@dataclass(frozen=True)
class Figures:
    """Percent changes; the mean of the others weighs them by GDP."""

    welfare: Array
    exports: Array
    imports: Array
    prices: Array
    home: int
    weight: Array

    def here(self, name: str) -> float:
        return float(getattr(self, name)[self.home])

    def others(self, name: str) -> float:
        rest = np.arange(len(self.weight)) != self.home
        return float(np.average(getattr(self, name)[rest], weights=self.weight[rest]))


@cache
def world() -> tuple[tuple[str, ...], Array, Array]:
    """Return codes, flows with domestic sales [importer, exporter], and US rates."""
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = tuple(row["country"] for row in rows)
    place = {code: n for n, code in enumerate(codes)}
    output = np.array([float(row["gdp_usd"]) / 1000 for row in rows])
    rates = np.array([float(row["us_tariff_ustr"] or 0) for row in rows])
    flows = np.zeros((len(codes), len(codes)))
    with (FOLDER / "trade.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flows[place[row["importer"]], place[row["exporter"]]] += float(row["flow_kusd"])
    rates = np.maximum(LEAST_RATE, rates)
    rates[place["USA"]] = 0
    return codes, with_domestic_sales(flows, output), rates


@cache
def run(closure: Closure, retaliation: bool) -> Figures:
    codes, flows, rates = world()
    economy, home = world_of_flows(flows), codes.index("USA")
    tariff = economy.tariff.copy()
    tariff[0, home] = rates
    if retaliation:
        tariff[0, :, home] = rates
    shock = Shock(tariff, np.ones_like(tariff))
    found = solve(economy, np.array([THETA]), shock, closure=closure)
    out = outcomes(found)
    price = out.consumer_price.after
    unit = np.average(price, weights=out.income.before)  # the paper's: mean price, by expenditure
    return Figures(
        welfare=out.real_income.percent,
        exports=100 * (1 + out.exports.percent[0] / 100) / found.wage - 100,
        imports=100 * (1 + out.imports.percent[0] / 100) / found.wage - 100,
        prices=100 * (price / unit - 1),
        home=home,
        weight=found.base.income,
    )


def table(number: str, case: str) -> tuple[list[float], list[float]]:
    """Return a case's rows for the US and for the others' average."""
    with (FOLDER / "tables.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["table"] == number and case in r["case"]]
    assert [row["country"] for row in rows] == ["USA", "non-US (average)"]
    first, second = ([float(x) for x in row["values_pct"].split("|")] for row in rows)
    return first, second


def test_trade_and_prices_without_retaliation() -> None:
    """Table 10 (1), columns welfare, exports/GDP, imports/GDP, employment, prices."""
    ours = run(Closure.FIXED_WORLD_SHARE, False)
    paper, rest = table("10", "(1) Pre-retaliation")
    assert ours.here("exports") == pytest.approx(paper[1], abs=1.0)
    assert ours.here("imports") == pytest.approx(paper[2], abs=1.0)
    assert ours.here("prices") == pytest.approx(paper[4], abs=0.5)
    assert ours.others("exports") == pytest.approx(rest[1], abs=0.5)
    assert ours.others("imports") == pytest.approx(rest[2], abs=0.5)
    assert ours.others("prices") == pytest.approx(rest[4], abs=0.5)


def test_trade_and_prices_with_retaliation() -> None:
    ours = run(Closure.FIXED_WORLD_SHARE, True)
    paper, rest = table("10", "(3) Post-retaliation")
    for name, column in (("exports", 1), ("imports", 2), ("prices", 4)):
        assert 1 / 1.5 < ours.here(name) / paper[column] < 1.5, name
        assert 1 / 1.5 < ours.others(name) / rest[column] < 1.5, name


@pytest.mark.parametrize("retaliation", [False, True])
def test_others_lose(retaliation: bool) -> None:
    _, rest = table("10", "(3) Post" if retaliation else "(1) Pre")
    ours = run(Closure.FIXED_WORLD_SHARE, retaliation).others("welfare")
    assert rest[0] < 0
    assert 0.5 < ours / rest[0] < 2


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("retaliation", [False, True])
def test_signs_in_every_closure(closure: Closure, retaliation: bool) -> None:
    ours = run(closure, retaliation)
    assert ours.others("welfare") < 0
    assert ours.here("exports") < -30
    assert ours.here("imports") < -30
    assert ours.here("prices") > 0 > ours.others("prices")


def test_us_welfare_lies_between_the_papers_uses_of_the_revenue() -> None:
    lump_sum, _ = table("1", "Case 2: USTR tariffs + lump-sum")
    tax_relief, _ = table("10", "(1) Pre-retaliation")
    assert lump_sum[0] < run(Closure.FIXED_WORLD_SHARE, False).here("welfare") < tax_relief[0]


def test_retaliation_takes_the_gain_away() -> None:
    with_it, _ = table("10", "(3) Post-retaliation")
    without, _ = table("10", "(1) Pre-retaliation")
    assert with_it[0] < without[0]
    for closure in CLOSURES:
        gain = run(closure, True).here("welfare"), run(closure, False).here("welfare")
        assert gain[0] < gain[1], closure


@pytest.mark.parametrize("retaliation", [False, True])
def test_balanced_trade_gains_less(retaliation: bool) -> None:
    cases = ("(4) Post", "(3) Post") if retaliation else ("(2) Pre", "(1) Pre")
    balanced, fixed = (table("10", case)[0][0] for case in cases)
    assert balanced < fixed
    ours = run(Closure.BALANCED, retaliation), run(Closure.FIXED_WORLD_SHARE, retaliation)
    assert ours[0].here("welfare") < ours[1].here("welfare")
