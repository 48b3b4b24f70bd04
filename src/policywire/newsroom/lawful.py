"""Runs of the law: who claims under a change of it, and what waiting for a review is worth."""

from datetime import date
from typing import TYPE_CHECKING

from policywire.facts.errors import WrongUse
from policywire.models.base import Run

if TYPE_CHECKING:
    from policywire.analyst.brief import RunSpec

__all__ = ["LAW_MODELS", "claims_of", "law_run", "layers_of", "wait_of"]

LAW_MODELS = ("claims", "layers", "wait")


def law_run(spec: "RunSpec") -> Run:
    """Return the run of the law that a brief asks for.

    Raises
    ------
    WrongUse
        If the specification is of another model.
    """
    if spec.model == "claims":
        return claims_of(spec.scenario, spec.draws)
    if spec.on is not None and spec.model == "layers":
        return layers_of(spec.on)
    if spec.on is not None and spec.model == "wait":
        return wait_of(spec.on)
    raise WrongUse(f"'{spec.model}' is no model of the law; those are {', '.join(LAW_MODELS)}.")


def claims_of(scenario: str, draws: int) -> Run:
    """Return who claims, pays and complies under a packaged change of law, or that of a file."""
    from policywire.models.legal.runs import claims_run
    from policywire.models.trade.scenarios.scenario import find_scenario

    return claims_run(find_scenario(scenario), draws)


def layers_of(day: date) -> Run:
    """Return mean duties under the law of a day, statutory and modelled."""
    from policywire.models.legal.means import layers_run

    return layers_run(day)


def wait_of(day: date) -> Run:
    """Return the odds at which waiting beats building, seen from a day."""
    from policywire.models.legal.reform import library
    from policywire.models.sourcing.runs import wait_run

    return wait_run(library().review, day)
