"""A game over tariffs as users put it: players and sectors by name, the answer by code."""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from policywire import __version__
from policywire.facts.errors import BadShock
from policywire.models.trade.certify import digest
from policywire.models.trade.economy import Array, Baseline, Closure, Labels, Shock
from policywire.models.trade.games.game import Aim, Game
from policywire.models.trade.games.play import MOST, nash
from policywire.models.trade.world.names import find_regions, find_sectors

__all__ = ["Played", "Rules", "as_json", "play", "targets"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What players may do.

    Attributes
    ----------
    aim : Aim
        Whom their rates are set on.
    sectors : tuple of str
        Sectors or groups the rates are set on; those not traded are left out.
    most : float
        Highest rate allowed, as a share.
    closure : Closure
        What becomes of deficits.
    """

    aim: Aim = Aim.WORLD
    sectors: tuple[str, ...] = ("goods",)
    most: float = MOST
    closure: Closure = Closure.BALANCED


@dataclass(frozen=True, slots=True)
class Played:
    """A game that was played.

    Attributes
    ----------
    run_id : str
        Hash over economy, elasticities, policy of the others, players, rules and version.
    baseline : Baseline
        The world it was played in.
    rules : Rules
        What was allowed.
    game : Game
        The answer, by places.
    """

    run_id: str
    baseline: Baseline
    rules: Rules
    game: Game


def play(
    baseline: Baseline,
    theta: Array,
    players: tuple[str, ...],
    rules: Rules,
    given: Shock | None = None,
) -> Played:
    """Find tariffs from which no named player gains by leaving.

    Parameters
    ----------
    baseline : Baseline
        N regions, J sectors.
    theta : Array
        Trade elasticities, shape (J,).
    players : tuple of str
        One to five regions, by code or name; one alone gets its optimal tariff.
    rules : Rules
        What they may do.
    given : Shock, optional
        Policy of everybody else; that of the base year by default.

    Raises
    ------
    BadShock
        A player or sector is unknown, not traded, or named twice.
    NoConvergence
        As ``nash``.
    """
    labels = baseline.labels
    codes = tuple(_player(name, labels) for name in players)
    sectors = _sectors(rules.sectors, labels)
    game = nash(
        baseline.economy,
        theta,
        tuple(labels.regions.index(code) for code in codes),
        sectors=sectors,
        aim=rules.aim,
        closure=rules.closure,
        within=(0.0, rules.most),
        given=given,
    )
    words = (*codes, str(rules.aim), str(sectors), f"{rules.most!r}", str(rules.closure))
    inputs = digest([baseline.economy, theta, *([given] if given else []), *words])
    name = hashlib.sha256(f"play|{inputs}|{__version__}".encode()).hexdigest()[:12]
    return Played(name, baseline, rules, game)


def _player(name: str, labels: Labels) -> str:
    found = find_regions(name, labels)
    if found.group:
        raise BadShock(
            f"'{name}' is a group of {len(found.codes)} regions, and a player is one region. "
            f"Name them one by one: {', '.join(found.codes[:5])}."
        )
    return found.codes[0]


def _sectors(names: tuple[str, ...], labels: Labels) -> tuple[int, ...]:
    codes = {code for name in names for code in find_sectors(name, labels).codes}
    held = zip(labels.sectors, labels.tradable, strict=True)
    return tuple(at for at, (code, traded) in enumerate(held) if traded and code in codes)


def targets(played: Played, place: int) -> tuple[str, ...]:
    """Return whom each rate of the player in ``place`` is set on, in words."""
    labels, aims = played.baseline.labels, played.game.targets[place]
    if played.rules.aim is Aim.WORLD:
        return ("all others",)
    if played.rules.aim is Aim.PLAYERS:
        return ("the other players",)
    return tuple(labels.regions[one[0]] if len(one) == 1 else "the rest" for one in aims)


def as_json(played: Played) -> dict[str, Any]:
    """Return a game as one object: rates in percent by player and target, and what it does."""
    game, labels = played.game, played.baseline.labels
    codes = [labels.regions[place] for place in game.players]
    return {
        "run_id": played.run_id,
        "version": __version__,
        "baseline": played.baseline.name,
        "closure": str(played.rules.closure),
        "aim": str(game.aim),
        "sectors": list(played.rules.sectors),
        "tariff_pct": {
            code: dict(zip(targets(played, at), _percent(game.rates[at]), strict=True))
            for at, code in enumerate(codes)
        },
        "real_income_pct": dict(zip(labels.regions, game.real_income_pct.tolist(), strict=True)),
        "gain_from_leaving_points": dict(zip(codes, game.gain, strict=True)),
        "at_bound": dict(zip(codes, game.at_bound, strict=True)),
        "deviations": game.deviations,
        "rounds": game.rounds,
        "solves": game.solves,
        "residual": game.equilibrium.certificate.residual,
    }


def _percent(rates: tuple[float, ...]) -> list[float]:
    return [float(rate) for rate in 100 * np.array(rates)]
