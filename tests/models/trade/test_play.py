"""Tariffs that players choose, held against theory and against a plain search."""

from collections.abc import Sequence

import numpy as np
import pytest

from policywire.facts.errors import BadShock
from policywire.models.trade.economy import Array, Closure, Economy, Shock
from policywire.models.trade.effects.headline import real_income
from policywire.models.trade.games import play
from policywire.models.trade.games.climb import climb
from policywire.models.trade.solve import solve
from tests.models.trade import small


def one_sector(sizes: Sequence[float], home: float) -> Economy:
    """Return a world without inputs or tariffs that spends so much of each income at home."""
    size = np.array(sizes)
    abroad = np.outer(size, size) * (1 - np.eye(size.size))
    # Symmetric flows balance; the row of the smallest sets the share that is bought abroad.
    abroad *= (1 - home) * size.min() / abroad[size.argmin()].sum()
    value = abroad + np.diag(size - abroad.sum(axis=1))
    return small.calibrated(value[None], np.zeros((1, *value.shape)), np.ones((1, size.size)))


def income(
    economy: Economy, theta: Array, player: int, rates: dict[int, float], closure: Closure
) -> float:
    tariff = economy.tariff.copy()
    for importer, rate in rates.items():
        tariff[:, importer, :] = rate
        tariff[:, importer, importer] = economy.tariff[:, importer, importer]
    shock = Shock(tariff, np.ones_like(tariff))
    return float(real_income(solve(economy, theta, shock, closure=closure))[player])


@pytest.mark.parametrize("theta", [2.0, 5.0, 9.0])
def test_a_small_country_taxes_imports_by_one_over_theta(theta: float) -> None:
    """Gros (1987); Alvarez and Lucas (2007), section 6: a small country's power is its exports'.

    At 1e-6 of the world the rest of the gap is the country's own size.
    """
    economy = one_sector([1e-6, 1.0], home=0.7)
    found = play.optimal_tariff(economy, np.array([theta]), 0, sectors=[0])
    assert found.rates[0][0] == pytest.approx(1 / theta, rel=1e-3)
    assert found.gain[0] <= 1e-6


def test_a_large_country_taxes_more_than_a_small_one() -> None:
    """Its share of the world's demand for its partner's goods adds to its power (Gros 1987)."""
    economy = one_sector([1.0, 1.0], home=0.7)
    found = play.optimal_tariff(economy, np.array([5.0]), 0, sectors=[0])
    assert found.rates[0][0] > 1.1 / 5.0
    assert found.real_income_pct[0] > 0 > found.real_income_pct[1]


def test_equals_play_alike() -> None:
    economy = one_sector([1.0, 1.0, 1.0], home=0.8)
    found = play.nash(economy, np.array([4.0]), (0, 1, 2), sectors=[0])
    rates = np.array(found.rates)[:, 0]
    np.testing.assert_allclose(rates, rates[0], atol=1e-5)
    assert (found.real_income_pct < 0).all()  # a war that equals all lose


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("closure", [Closure.BALANCED, Closure.FIXED_DEFICIT])
def test_nobody_gains_by_leaving_on_a_fine_line(seed: int, closure: Closure) -> None:
    """A world with inputs, sectors and old tariffs; the search is direct and from no warm start."""
    economy = small.world(seed=seed)
    theta = np.array([3.0, 5.0, 8.0])
    found = play.nash(economy, theta, (0, 2), sectors=[0, 1, 2], closure=closure)
    rates = {0: found.rates[0][0], 2: found.rates[1][0]}
    for player in (0, 2):
        standing = income(economy, theta, player, rates, closure)
        near = [rates[player] - 1e-3, min(rates[player] + 1e-3, 5.0)]
        for rate in [*np.linspace(0, 2, 31).tolist(), *near]:
            leaves = income(economy, theta, player, rates | {player: rate}, closure)
            assert 100 * (leaves / standing - 1) <= 1e-6
    assert max(found.gain) <= 1e-6
    np.testing.assert_allclose(
        found.real_income_pct[0], 100 * (income(economy, theta, 0, rates, closure) - 1), atol=1e-6
    )


def test_nash_is_each_player_answering_the_others() -> None:
    economy = small.world(seed=3)
    theta = np.array([3.0, 5.0, 8.0])
    found = play.nash(economy, theta, (1, 3), sectors=[0, 1])
    answer = play.best_response(economy, theta, 1, found.equilibrium.shock, sectors=[0, 1])
    assert answer.rates[0][0] == pytest.approx(found.rates[0][0], abs=2e-5)


def test_aims_touch_what_they_say() -> None:
    economy = small.world(seed=5)
    theta = np.array([3.0, 5.0, 8.0])
    moved = {
        aim: found.equilibrium.shock.tariff != economy.tariff
        for aim in play.Aim
        for found in [play.nash(economy, theta, (0, 1), sectors=[0, 2], aim=aim)]
    }
    expected = np.zeros_like(economy.tariff, dtype=bool)
    expected[np.ix_([0, 2], [0], [1])] = expected[np.ix_([0, 2], [1], [0])] = True
    np.testing.assert_array_equal(moved[play.Aim.PLAYERS], expected)
    expected[np.ix_([0, 2], [0, 1], [2, 3])] = True
    np.testing.assert_array_equal(moved[play.Aim.WORLD], expected)
    np.testing.assert_array_equal(moved[play.Aim.PARTNERS], expected)


def test_more_rates_do_no_worse() -> None:
    """With the other side's tariffs given, a rate for each partner contains the uniform one."""
    economy = small.world(seed=6)
    theta = np.array([3.0, 5.0, 8.0])
    rates = play.nash(economy, theta, (0, 1), sectors=[0, 1, 2], aim=play.Aim.PARTNERS)
    assert [len(one) for one in rates.rates] == [2, 2]
    uniform = play.best_response(economy, theta, 0, rates.equilibrium.shock, sectors=[0, 1, 2])
    assert rates.real_income_pct[0] >= uniform.real_income_pct[0] - 1e-6


def test_bounds_hold() -> None:
    economy = one_sector([1.0, 1.0], home=0.7)
    found = play.optimal_tariff(economy, np.array([5.0]), 0, sectors=[0], within=(0.0, 0.1))
    assert found.rates[0][0] == pytest.approx(0.1)
    assert found.at_bound == (True,)
    assert play.optimal_tariff(economy, np.array([5.0]), 0, sectors=[0]).at_bound == (False,)


def test_a_false_peak_is_left_by_the_search_of_deviations(monkeypatch: pytest.MonkeyPatch) -> None:
    """A climber that stays where it is put is moved on, or nothing is claimed."""
    economy = one_sector([1.0, 1.0], home=0.7)
    true = play.optimal_tariff(economy, np.array([5.0]), 0, sectors=[0])
    stuck: list[float] = []

    def stay(worth: object, start: Array, low: float, high: float) -> Array:
        stuck.append(float(np.expm1(start[0])))
        return start if len(stuck) < 3 else climb(worth, start, low, high)  # type: ignore[arg-type]

    monkeypatch.setattr(play, "climb", stay)
    found = play.optimal_tariff(economy, np.array([5.0]), 0, sectors=[0])
    assert stuck[0] == pytest.approx(0.2)
    assert found.rates[0][0] == pytest.approx(true.rates[0][0], abs=1e-5)


@pytest.mark.parametrize(
    ("players", "options", "said"),
    [
        ((), {}, "1 to 5 players"),
        ((0, 0), {}, "each named once"),
        ((0, 1, 2, 3, 4, 5), {}, "1 to 5 players"),
        ((0, 9), {}, "from 0 to 3"),
        ((0,), {"aim": play.Aim.PLAYERS}, "no other players"),
        ((0,), {"sectors": []}, "one or more"),
        ((0,), {"sectors": [3]}, "from 0 to 2"),
        ((0,), {"within": (0.5, 0.1)}, "lower bound"),
        ((0,), {"within": (-1.0, 0.1)}, "above -1"),
        ((0,), {"within": (0.0, float("nan"))}, "lower bound"),
        ((0,), {"within": (0.0, float("inf"))}, "lower bound"),
    ],
)
def test_games_that_are_none(
    players: tuple[int, ...], options: dict[str, object], said: str
) -> None:
    asked = {"sectors": [0], **options}
    with pytest.raises(BadShock, match=said):
        play.nash(small.world(), np.array([3.0, 5.0, 8.0]), players, **asked)  # type: ignore[arg-type]


def test_climb_by_hand() -> None:
    """The top of -(x - 1)^2 - 3 (y + 0.5)^2 + x y / 2, cut at y >= -0.3: x = 0.925 there."""

    def worth(at: Array) -> float:
        x, y = at
        return float(-((x - 1) ** 2) - 3 * (y + 0.5) ** 2 + x * y / 2)

    found = climb(worth, np.array([0.0, 1.0]), -0.3, 2.0)
    np.testing.assert_allclose(found, [0.925, -0.3], atol=1e-5)


def test_climb_leaves_a_valley() -> None:
    """cos has its peak at 0 and bends upwards where the search starts."""
    found = climb(lambda at: float(np.cos(at[0])), np.array([2.5]), -3.0, 3.0)
    np.testing.assert_allclose(found, [0.0], atol=1e-4)
