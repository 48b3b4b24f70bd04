"""Worlds of one sector: margins, a case by hand, and the solver of the trade model on them."""

import numpy as np
import pytest

from policywire.facts.errors import BadBaseline, BadShock, NoConvergence
from policywire.models.gravity.world import (
    cost_shock,
    structural_flows,
    with_domestic_sales,
    world_of_flows,
)
from policywire.models.trade.economy import Array, Closure, Shock
from policywire.models.trade.effects.outcomes import outcomes
from policywire.models.trade.solve import Options, solve

TIGHT = Options(tolerance=1e-12)


def costs(seed: int = 0, regions: int = 8) -> tuple[Array, Array, Array]:
    rng = np.random.default_rng(seed)
    ease = np.exp(rng.normal(-3, 1.5, (regions, regions)))
    np.fill_diagonal(ease, 1.0)
    output = rng.lognormal(0, 2, regions)
    return ease, output, output * rng.uniform(0.9, 1.1, regions)


@pytest.mark.parametrize("seed", range(5))
def test_structural_flows_have_the_margins_asked_for(seed: int) -> None:
    ease, output, expenditure = costs(seed)
    flows = structural_flows(ease, output, expenditure)
    np.testing.assert_allclose(flows.sum(axis=0), output, rtol=1e-11)
    scaled = expenditure * output.sum() / expenditure.sum()
    np.testing.assert_allclose(flows.sum(axis=1), scaled, rtol=1e-11)
    # Gravity is multiplicative: ratios of ratios are those of trade costs.
    ratio = flows / ease
    np.testing.assert_allclose(ratio * ratio[0, 0], np.outer(ratio[:, 0], ratio[0]), rtol=1e-10)


def test_structural_flows_without_costs_by_hand() -> None:
    """No costs: X_ni = E_n Y_i / Y."""
    output, expenditure = np.array([1.0, 3.0]), np.array([2.0, 2.0])
    flows = structural_flows(np.ones((2, 2)), output, expenditure)
    np.testing.assert_allclose(flows, [[0.5, 1.5], [0.5, 1.5]], rtol=1e-12)


def test_flows_of_very_unequal_regions() -> None:
    ease, output, _ = costs(1, regions=40)
    output = output * np.logspace(-6, 6, 40)
    flows = structural_flows(ease, output, output)
    np.testing.assert_allclose(flows.sum(axis=0), output, rtol=1e-11)
    np.testing.assert_allclose(flows.sum(axis=1), output, rtol=1e-11)


def test_two_identical_regions_by_hand() -> None:
    """A cost term of -1 on all foreign trade, theta 5, home share 0.6, wages unmoved.

    Trade costs rise by exp(1/5): P = (0.6 + 0.4 exp(-1)) ** (-1/5).
    """
    world = world_of_flows(np.array([[6.0, 4.0], [4.0, 6.0]]))
    shock = cost_shock(world, np.array([[0.0, -1.0], [-1.0, 0.0]]), 5)
    found = outcomes(solve(world, np.array([5.0]), shock, options=TIGHT))
    price = (0.6 + 0.4 * np.exp(-1)) ** (-1 / 5)
    np.testing.assert_allclose(found.consumer_price.after, price, rtol=1e-10)
    np.testing.assert_allclose(found.real_income.after, 1 / price, rtol=1e-10)


def test_an_equilibrium_is_structural_gravity_again() -> None:
    """After the shock, flows are those of structural gravity at the new costs and margins."""
    ease, output, expenditure = costs(2)
    world = world_of_flows(structural_flows(ease, output, expenditure))
    change = np.random.default_rng(3).normal(0, 0.5, ease.shape)
    shock = cost_shock(world, change, 4)
    found = solve(world, np.array([4.0]), shock, closure=Closure.FIXED_OWN_SHARE, options=TIGHT)
    flows = found.expenditure[0][:, None] * found.share[0]
    again = structural_flows(ease * np.exp(change), flows.sum(axis=0), flows.sum(axis=1))
    np.testing.assert_allclose(flows, again, rtol=1e-8)
    before = world.expenditure[0] / world.income
    after = found.expenditure[0] / (found.wage * world.income)
    np.testing.assert_allclose(after / before, (after / before)[0], rtol=1e-8)


def test_no_change_moves_nothing() -> None:
    world = world_of_flows(structural_flows(*costs(4)))
    shock = cost_shock(world, np.zeros((8, 8)), 4)
    found = solve(world, np.array([4.0]), shock, closure=Closure.FIXED_OWN_SHARE)
    np.testing.assert_allclose(found.wage, 1, atol=1e-9)


def test_duties_can_be_laid_on_a_world_of_flows() -> None:
    """One importer's tariff: its imports fall, its terms of trade gain, world income loses."""
    world = world_of_flows(structural_flows(*costs(5)))
    tariff = world.tariff.copy()
    tariff[0, 0, 1:] = 0.3
    found = outcomes(solve(world, np.array([4.0]), Shock(tariff, np.ones_like(tariff))))
    assert found.imports.percent[0, 0] < 0
    assert found.terms_of_trade.percent[0] > 0
    assert (found.real_income.percent * world.income)[1:].sum() < 0


def test_domestic_sales_are_output_less_exports() -> None:
    trade = np.array([[9.0, 2.0], [3.0, 9.0]])
    whole = with_domestic_sales(trade, np.array([5.0, 6.0]))
    np.testing.assert_array_equal(whole, [[2.0, 2.0], [3.0, 4.0]])
    lifted = with_domestic_sales(trade, np.array([2.0, 6.0]), least=0.1)
    np.testing.assert_array_equal(lifted, [[0.2, 2.0], [3.0, 4.0]])
    assert trade[0, 0] == 9


def test_bad_input_is_refused() -> None:
    ease, output, spent = costs()
    with pytest.raises(BadBaseline, match="importer 1 from exporter 0"):
        world_of_flows(np.array([[1.0, 1.0], [-1.0, 1.0]]))
    with pytest.raises(BadBaseline, match="region 1 sells nothing"):
        world_of_flows(np.array([[1.0, 0.0], [1.0, 0.0]]))
    with pytest.raises(BadBaseline, match="give \\(N, N\\)"):
        world_of_flows(np.ones((2, 3)))
    with pytest.raises(BadBaseline, match="output must be finite"):
        structural_flows(ease, 0 * output, spent)
    with pytest.raises(BadBaseline, match="let all sell"):
        structural_flows(np.where(np.arange(8) == 2, 0, ease), output, spent)
    with pytest.raises(BadBaseline, match="buy from nobody"):
        structural_flows(np.where(np.arange(8)[:, None] == 2, 0, ease), output, spent)
    with pytest.raises(BadBaseline, match="output of shape"):
        with_domestic_sales(np.ones((2, 2)), np.ones(3))
    world = world_of_flows(structural_flows(ease, output, spent))
    with pytest.raises(BadShock, match="elasticity 0"):
        cost_shock(world, np.zeros((8, 8)), 0)
    with pytest.raises(BadShock, match="shape"):
        cost_shock(world, np.zeros((2, 2)), 4)


def test_costs_that_cannot_carry_the_outputs_are_refused() -> None:
    """Region 0 sells at home alone, yet makes more than it buys."""
    ease = np.array([[1.0, 1.0], [0.0, 1.0]])
    with pytest.raises(NoConvergence, match="cannot sell its output"):
        structural_flows(ease, np.array([3.0, 1.0]), np.array([2.0, 2.0]))
