"""What a game over tariffs is and what comes of it; ``play`` finds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from policywire.facts.errors import BadShock
from policywire.models.trade.economy import Array, Economy, Equilibrium

__all__ = ["PLAYERS", "Aim", "Game", "check_game", "targets_of"]

PLAYERS = 5
AT_BOUND = 1e-9  # of a rate


class Aim(StrEnum):
    """Whom a player's rates are set on."""

    WORLD = "world"  # one rate on all other regions
    PLAYERS = "players"  # one rate on the other players; nobody else's tariff moves
    PARTNERS = "partners"  # a rate on each other player, and one on the rest of the world


@dataclass(frozen=True, slots=True)
class Game:
    """Tariffs from which no player gains by leaving.

    Attributes
    ----------
    players : tuple of int
        Places of the regions that choose.
    aim : Aim
        Whom their rates are set on.
    targets : tuple of tuple of tuple of int
        For each player and each of its rates, the exporters it holds for.
    rates : tuple of tuple of float
        For each player its rates, ad valorem shares of the value before duty.
    within : tuple of float
        Lowest and highest rate that was allowed.
    equilibrium : Equilibrium
        The world at these tariffs.
    real_income_pct : Array
        Change of real income against the base, percent, shape (N,).
    gain : tuple of float
        What each player could still gain by the best deviation found, in percentage points of
        real income; at most 1e-6.
    deviations : int
        How many deviations were tried.
    rounds, solves : int
        Rounds of answers, and equilibria solved in all.
    """

    players: tuple[int, ...]
    aim: Aim
    targets: tuple[tuple[tuple[int, ...], ...], ...]
    rates: tuple[tuple[float, ...], ...]
    within: tuple[float, float]
    equilibrium: Equilibrium
    real_income_pct: Array
    gain: tuple[float, ...]
    deviations: int
    rounds: int
    solves: int

    @property
    def at_bound(self) -> tuple[bool, ...]:
        """Whether a player has a rate at an end of what was allowed: it might go further."""
        ends = np.array(self.within)
        return tuple(
            bool((np.abs(np.subtract.outer(one, ends)) < AT_BOUND).any()) for one in self.rates
        )


def targets_of(
    economy: Economy, players: Sequence[int], aim: Aim
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Return for each player the exporters of each of its rates."""
    everybody = range(economy.income.size)
    found = []
    for player in players:
        others = tuple(one for one in players if one != player)
        rest = tuple(one for one in everybody if one not in players)
        if aim is Aim.WORLD:
            sets: tuple[tuple[int, ...], ...] = ((*others, *rest),)
        elif aim is Aim.PLAYERS:
            sets = (others,)
        else:
            sets = (*((one,) for one in others), rest)
        found.append(tuple(one for one in sets if one))
    return tuple(found)


def check_game(
    economy: Economy,
    players: Sequence[int],
    sectors: Sequence[int],
    aim: Aim,
    within: tuple[float, float],
) -> None:
    """Refuse a game that is none.

    Raises
    ------
    BadShock
        No player or more than five, a region or sector that is not there, no sector, or bounds
        that are none.
    """
    regions, count = economy.income.size, economy.value_added.shape[0]
    if not 1 <= len(set(players)) == len(players) <= PLAYERS:
        twice = "" if len(set(players)) == len(players) else ", one of them twice"
        raise BadShock(
            f"A game needs 1 to {PLAYERS} players, each named once; given {len(players)}{twice}."
        )
    if aim is Aim.PLAYERS and len(players) == 1:
        raise BadShock("With one player there are no other players to set a tariff on.")
    if not all(0 <= one < regions for one in players):
        raise BadShock(f"Players are places of regions from 0 to {regions - 1}: {list(players)}.")
    if not sectors or not all(0 <= one < count for one in sectors):
        raise BadShock(f"Sectors are places from 0 to {count - 1}, one or more: {list(sectors)}.")
    if not -1 < within[0] < within[1] < np.inf:
        raise BadShock(
            f"Rates lie between a lower bound above -1 and a higher one; given {within}."
        )
