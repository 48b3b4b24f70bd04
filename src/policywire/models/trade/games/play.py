"""Tariffs that players choose: optimal, best response, Nash, each checked against deviations.

A player is a region that sets ad valorem tariffs on chosen sectors so as to make its own exact
real income highest, with revenue, inputs and general equilibrium, taking the others' tariffs as
given (Johnson 1953; with many sectors Ossa 2014, American Economic Review 104(12)). Its choice is
one rate on the world, one on the other players, or one on each of them.

Under a closure with fixed deficits a deficit is a transfer whose worth tariffs move; a player that
receives one may want the highest tariff allowed. ``at_bound`` says so.

The answer carries what a player could still gain by leaving it, searched along lines over all the
rates allowed: a point that only looks like a Nash equilibrium is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import NoConvergence
from policywire.models.trade.economy import Array, Closure, Economy, Equilibrium, Shock
from policywire.models.trade.effects.headline import real_income
from policywire.models.trade.games.climb import climb
from policywire.models.trade.games.game import Aim, Game, check_game, targets_of
from policywire.models.trade.solve import rebase, solve

__all__ = ["Aim", "Game", "best_response", "nash", "optimal_tariff"]

ROUNDS = 60
MOST = 5.0  # 500 percent: beyond it little is traded and real income is flat
# Where deviations are looked for: near the answer and over all rates, as shares.
NEAR = (-0.05, -0.02, -0.01, -0.005, -0.001, 0.001, 0.005, 0.01, 0.02, 0.05)
FAR = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.5, 2.0, 3.0, 5.0)
GAIN = 1e-6  # percentage points of real income: less is no gain


def optimal_tariff(
    economy: Economy,
    theta: Array,
    player: int,
    *,
    sectors: Sequence[int],
    closure: Closure = Closure.BALANCED,
    within: tuple[float, float] = (0.0, MOST),
) -> Game:
    """Return the uniform tariff that makes one region's real income highest, the others still.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    theta : Array
        Trade elasticities, shape (J,).
    player : int
        The region's place.
    sectors : sequence of int
        Places of the sectors the tariff is set on.
    closure : Closure
        What becomes of deficits.
    within : tuple of float
        Lowest and highest rate allowed, shares.

    Returns
    -------
    Game
        Of one player.

    Raises
    ------
    BadShock, NoConvergence
        As ``nash``.
    """
    return nash(economy, theta, (player,), sectors=sectors, closure=closure, within=within)


def best_response(
    economy: Economy,
    theta: Array,
    player: int,
    shock: Shock,
    *,
    sectors: Sequence[int],
    closure: Closure = Closure.BALANCED,
    within: tuple[float, float] = (0.0, MOST),
) -> Game:
    """Return one region's best uniform tariff when the others' policy is given.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    theta : Array
        Trade elasticities, shape (J,).
    player : int
        The region's place.
    shock : Shock
        Tariffs and costs of everybody, shapes (J, N, N); the player's own tariffs on ``sectors``
        are what is chosen.
    sectors : sequence of int
        Places of the sectors the tariff is set on.
    closure : Closure
        What becomes of deficits.
    within : tuple of float
        Lowest and highest rate allowed, shares.

    Returns
    -------
    Game
        Of one player.

    Raises
    ------
    BadShock, NoConvergence
        As ``nash``.
    """
    return nash(
        economy, theta, (player,), sectors=sectors, closure=closure, within=within, given=shock
    )


def nash(
    economy: Economy,
    theta: Array,
    players: Sequence[int],
    *,
    sectors: Sequence[int],
    aim: Aim = Aim.WORLD,
    closure: Closure = Closure.BALANCED,
    within: tuple[float, float] = (0.0, MOST),
    given: Shock | None = None,
) -> Game:
    """Return tariffs of one to five players, each the best answer to the others'.

    Players answer in turn until none gains more than ``GAIN`` points by any deviation tried.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    theta : Array
        Trade elasticities, shape (J,).
    players : sequence of int
        Places of the regions that choose.
    sectors : sequence of int
        Places of the sectors their tariffs are set on (set, not added: the base year's tariffs of
        a player on its targets are replaced).
    aim : Aim
        Whom the rates are set on.
    closure : Closure
        What becomes of deficits.
    within : tuple of float
        Lowest and highest rate allowed, shares.
    given : Shock, optional
        Policy of everybody else; by default that of the base year.

    Returns
    -------
    Game
        With what every player could still gain.

    Raises
    ------
    BadShock
        No player or more than five, a region or sector that is not there, no sector, or bounds
        that are none.
    NoConvergence
        No point was found that nobody gains by leaving, or the model did not solve on the way.
    """
    check_game(economy, players, sectors, aim, within)
    world = given or Shock(economy.tariff, np.ones_like(economy.tariff))
    base = rebase(economy, theta, closure)
    table = _Table(base, theta, closure, world, np.array(sectors), targets_of(base, players, aim))
    rates = [np.full(len(targets), _first(theta, sectors, within)) for targets in table.targets]
    for turn in range(1, ROUNDS + 1):
        moved = _round(table, players, rates, within)
        if moved > 1e-6:
            continue
        gain, better, tried = _deviations(table, players, rates, within)
        if max(gain) <= GAIN:
            found = table.at(players, rates)
            return Game(
                players=tuple(players),
                aim=aim,
                targets=table.targets,
                rates=tuple(tuple(float(rate) for rate in one) for one in rates),
                within=within,
                equilibrium=found,
                real_income_pct=100 * (real_income(found) - 1),
                gain=tuple(gain),
                deviations=tried,
                rounds=turn,
                solves=table.solves,
            )
        rates = better
    raise NoConvergence(
        f"No Nash tariffs in {ROUNDS} rounds: after the last, rates were "
        f"{[np.round(one, 4).tolist() for one in rates]} and still moved by {moved:.1g}. Try "
        "fewer players, another aim, or bounds closer together."
    )


@dataclass(slots=True)
class _Table:
    """What the game is played on, with the last equilibrium to start the next from."""

    base: Economy
    theta: Array
    closure: Closure
    given: Shock
    sectors: NDArray[np.intp]
    targets: tuple[tuple[tuple[int, ...], ...], ...]
    last: Equilibrium | None = None
    solves: int = 0

    def at(self, players: Sequence[int], rates: Sequence[Array]) -> Equilibrium:
        """Return the world at the players' rates."""
        tariff = self.given.tariff.copy()
        for player, targets, chosen in zip(players, self.targets, rates, strict=True):
            for exporters, rate in zip(targets, chosen, strict=True):
                tariff[self.sectors[:, None], player, np.array(exporters)] = rate
        policy = Shock(tariff, self.given.cost)
        found = solve(self.base, self.theta, policy, closure=self.closure, start=self.last)
        self.solves += 1
        self.last = found
        return found


def _round(
    table: _Table, players: Sequence[int], rates: list[Array], within: tuple[float, float]
) -> float:
    """Let each player answer in turn; return the largest move of a rate."""
    largest = 0.0
    for place, player in enumerate(players):

        def worth(choice: Array, place: int = place, player: int = player) -> float:
            tried = [*rates[:place], np.expm1(choice), *rates[place + 1 :]]
            return float(np.log(real_income(table.at(players, tried))[player]))

        low, high = np.log1p(within[0]), np.log1p(within[1])
        answer = np.expm1(climb(worth, np.log1p(rates[place]), low, high))
        largest = max(largest, float(np.abs(answer - rates[place]).max()))
        rates[place] = answer
    return largest


def _deviations(
    table: _Table, players: Sequence[int], rates: list[Array], within: tuple[float, float]
) -> tuple[list[float], list[Array], int]:
    """Return what each player gains by its best deviation, the rates then, and how many tried."""
    standing = table.at(players, rates)
    gains, better, tried = [], list(rates), 0
    for place, player in enumerate(players):
        now, gain = float(real_income(standing)[player]), 0.0
        for choice in _lines(rates[place], within):
            leaves = [*rates[:place], choice, *rates[place + 1 :]]
            then = float(real_income(table.at(players, leaves))[player])
            tried += 1
            if 100 * (then / now - 1) > gain:
                gain = 100 * (then / now - 1)
                better[place] = choice
        gains.append(gain)
    return gains, better, tried


def _lines(rates: Array, within: tuple[float, float]) -> Iterator[Array]:
    """Yield deviations: all rates together, and each of several alone, near and far."""
    low, high = within
    for offset in NEAR:
        yield np.clip(rates + offset, low, high)
    for rate in FAR:
        yield np.full_like(rates, np.clip(rate, low, high))
    if rates.size == 1:
        return
    for place in range(rates.size):
        for rate in (*(rates[place] + offset for offset in NEAR), *FAR):
            changed = rates.copy()
            changed[place] = np.clip(rate, low, high)
            yield changed


def _first(theta: Array, sectors: Sequence[int], within: tuple[float, float]) -> float:
    """Return where the search starts: the small country's 1 / theta (Gros 1987), inside."""
    return float(np.clip(1 / theta[np.array(sectors)].mean(), *within))
