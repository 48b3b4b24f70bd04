"""Shocks: a scenario's changes written cell by cell on a baseline's labels."""

from collections.abc import Callable
from datetime import date

import numpy as np

from policywire.models.trade.economy import Array, Baseline, Shock
from policywire.models.trade.effects.path import Instrument
from policywire.models.trade.scenarios.ledger import Ledger, Move, legal_of
from policywire.models.trade.scenarios.scenario import Scenario

__all__ = ["compile", "drawn", "drawn_over", "instruments", "legal_of"]


def compile(scenario: Scenario, baseline: Baseline, *, on: date | None = None) -> Shock:
    """Return the shock of a scenario on a baseline.

    ``add`` stands on top of the baseline's rates and several add up; ``set`` is the rate after;
    factors multiply. A region's own goods are never touched.

    Parameters
    ----------
    scenario : Scenario
        What changes.
    baseline : Baseline
        Whose labels it speaks in.
    on : date or None
        Leave out changes that take effect after this day; all hold when None.

    Raises
    ------
    BadShock
        If a name is unknown, a sector is not traded, a change touches nothing but a region's own
        goods, two changes of a cell contradict each other, or a rate falls to -100 % or below.
    """
    ledger = Ledger(scenario, baseline)
    ledger.enter_all(on)
    ledger.refuse_gift()
    return Shock(_frozen(ledger.rate), _frozen(ledger.cost))


def drawn(
    scenario: Scenario, baseline: Baseline, *, on: date | None = None
) -> Callable[[int], Shock] | None:
    """Return the shock of each draw where changes of law make it uncertain, else None.

    Draw 0 is the first of the draws, not the central shock of :func:`compile`, whose errors are
    those here.
    """
    if not any(change.law for change in scenario.changes):
        return None

    def made(draw: int) -> Shock:
        ledger = Ledger(scenario, baseline, draw + 1)
        ledger.enter_all(on)
        ledger.refuse_gift()
        return Shock(_frozen(ledger.rate), _frozen(ledger.cost))

    return made


def drawn_over(scenario: Scenario) -> str:
    """Return what the draws of a scenario are over, as a caption of ranges says it.

    Who claims stands for the whole choice: its cost, makers' content, the gap between parts.
    """
    changed = any(change.law for change in scenario.changes)
    return "elasticities and who claims" if changed else "elasticities"


def instruments(
    scenario: Scenario, baseline: Baseline, *, on: date | None = None
) -> tuple[Instrument, ...]:
    """Return what each change of a scenario does alone, in order, for a decomposition.

    What they add to the baseline's rates adds up to the shock's, their factors multiply up to its.

    Parameters
    ----------
    scenario : Scenario
        What changes.
    baseline : Baseline
        Whose labels it speaks in.
    on : date or None
        Leave out changes that take effect after this day; all hold when None.

    Returns
    -------
    tuple of Instrument
        Each with its number and words as its name.

    Raises
    ------
    BadShock
        As :func:`compile`.
    """
    made = Ledger(scenario, baseline).enter_all(on)
    return tuple(_alone(scenario, baseline.economy.tariff, move) for move in made)


def _alone(scenario: Scenario, base: Array, move: Move) -> Instrument:
    tariff, cost = base.copy(), np.ones(base.shape)
    tariff.flat[move.cells] += move.points
    cost.flat[move.cells] = move.factor
    words = scenario.changes[move.number - 1].words()
    return Instrument(f"{move.number}: {words}", Shock(_frozen(tariff), _frozen(cost)))


def _frozen(array: Array) -> Array:
    array.flags.writeable = False
    return array
