"""A tariff's push on prices: one impulse for every brief and for the command line."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from policywire.models.base import Outcome, Run
from policywire.models.monetary.impulse import PriceImpulse, from_prices, from_rates, from_trade
from policywire.models.monetary.runs import RETRIEVED, push_run
from policywire.newsroom.kept import Shelf

if TYPE_CHECKING:
    from policywire.analyst.brief import RunSpec

__all__ = ["impulse_of", "push_asked", "push_of"]

Duty = tuple[float, float | None, tuple[float, ...]]


def push_of(spec: "RunSpec", shelf: Shelf | None = None) -> Run:
    """Return the run of a push that a brief asks for; that of its scenario is off the shelf.

    It begins in the quarter the tables are of, so one specification gives one run, whichever
    brief asks and whenever.
    """
    impulse, replay = impulse_of(spec.scenario, spec.draws, spec.percent, spec.ends, shelf)
    return push_run(impulse, RETRIEVED, replay)


def impulse_of(
    scenario: str,
    draws: int,
    percent: float | None,
    ends: tuple[float, ...],
    shelf: Shelf | None = None,
) -> tuple[PriceImpulse, str]:
    """Return a push on prices, and the command that makes it again.

    Parameters
    ----------
    scenario : str
        Of the trade model; empty where ``percent`` is given.
    draws : int
        Of its elasticities.
    percent : float or None
        A size somebody published.
    ends : tuple of float
        Other sizes published for it.
    shelf : Shelf or None
        Where the scenario's run is taken from if it is kept; the packaged one and the user's
        where None.
    """
    if percent is not None:
        told = "".join(f" --end {one:g}" for one in ends)
        return from_prices(percent, ends), f"policywire fed push --percent {percent:g}{told}"
    from policywire.analyst.brief import RunSpec

    command = f"policywire fed push --scenario {scenario} --draws {draws}"
    return from_trade((shelf or Shelf()).run(RunSpec(scenario, draws=draws))), command


def push_asked(
    scenario: str,
    draws: int,
    percent: float | None,
    ends: tuple[float, ...],
    duty: Duty | None,
) -> dict[str, Any]:
    """Return a push and its answers under three rules, as plain values.

    Raises
    ------
    BadShock
        If the push is no number or out of reach, or a share is none.
    """
    if duty is None:
        impulse, replay = impulse_of(scenario, draws, percent, ends)
    else:
        rate, share, passed = duty
        impulse = from_rates(rate, share or 0, passed)
        told = "".join(f" --pass-through {one:g}" for one in passed)
        replay = f"policywire fed push --rate {rate:g} --import-share {share or 0:g}{told}"
    run = push_run(impulse, RETRIEVED, replay)
    rules = dict.fromkeys(key.split("/")[0] for key in run.outcomes if "/" in key)
    return {
        "run_id": run.run_id,
        "title": run.title,
        "replay": run.replay,
        "source_run": impulse.source,
        "push": _plain(run.outcomes["push"]),
        "over": impulse.over,
        "rules": {rule: _answers(rule, run.outcomes) for rule in rules},
    }


def _answers(rule: str, outcomes: Mapping[str, Outcome]) -> dict[str, Any]:
    names = dict.fromkeys(key.split("/")[1] for key in outcomes if key.startswith(f"{rule}/"))
    return {name: _answer(f"{rule}/{name}", outcomes) for name in names}


def _answer(stem: str, outcomes: Mapping[str, Outcome]) -> dict[str, Any]:
    path = [one for key, one in outcomes.items() if key.startswith(f"{stem}/path/")]
    top = outcomes[f"{stem}/peak"]
    quarter = next(place for place, one in enumerate(path) if one.period == top.period)
    return {**_plain(top), "quarter": quarter, "path": [one.value for one in path]}


def _plain(one: Outcome) -> dict[str, Any]:
    return {"value": one.value, "unit": str(one.unit), "low": one.low, "high": one.high}
