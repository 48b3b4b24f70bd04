"""Who claims under a change of law, as a run: by place and group of goods, before and after.

Keys are ``claimed_pct/MEX/C29/before``, ``left_points/MEX/hs87``, ``landed_pct/MEX/all``. Groups
are ``all``, the trade model's sectors (``C29``), chapters (``hs87``), ``vehicles`` and ``cores``.
Beside them stands what a rule asks of makers of vehicles by U.S. content:
``complying_pct/us10/after``.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from policywire import __version__
from policywire.facts import Frequency, Period, Unit
from policywire.facts.errors import BadShock
from policywire.models.base import Outcome, Run
from policywire.models.legal.by_maker import answers
from policywire.models.legal.compile import Legal, legal
from policywire.models.legal.means import (
    LEVEL,
    MODEL,
    PERCENT,
    RETRIEVED,
    SOURCES,
    assumed,
    choices,
    digest,
    grouped,
    laid,
    outcome,
    weighted,
)
from policywire.models.legal.rates import Rates
from policywire.models.legal.shift import paid, sides
from policywire.models.origin_choice.tables import (
    PLACES,
    Choice,
    Goods,
    certificate,
    goods,
)
from policywire.models.trade.scenarios.scenario import Scenario, baseline_of

__all__ = ["claims_run", "group_names"]

Array = NDArray[np.float64]
_POINTS = Unit.parse("points")


def claims_run(scenario: Scenario, draws: int = 200) -> Run:
    """Return who claims before and after a change of law, what is paid and what claiming costs.

    Parameters
    ----------
    scenario : Scenario
        One change of law.
    draws : int
        Draws of the choice that ranges are over; there are 200, taken again from the first.

    Raises
    ------
    BadShock
        If the scenario changes anything else than the law, or draws are too few for a range.
    """
    made = _opened(scenario)
    if draws < 2:
        raise BadShock(f"draws is {draws}; a range wants 2 or more.")
    outcomes = dict(_statutory(made))
    for place in PLACES:
        outcomes |= dict(_place(made, place, draws))
    outcomes |= dict(_makers(made, draws))
    return _run(scenario, made, draws, outcomes)


def _opened(scenario: Scenario) -> Legal:
    laws = [change for change in scenario.changes if change.law is not None]
    if len(laws) != 1 or len(scenario.changes) != 1:
        raise BadShock(
            f"{scenario.name} is no single change of law, so it moves no claims. Write one change "
            "with law, or take the trade model."
        )
    asked = laws[0].law
    assert asked is not None
    return legal(asked, baseline_of(scenario))


# ------------------------------------------------------------------- groups of goods


def group_names(made: Legal) -> dict[str, str]:
    """Return what groups are called."""
    labels = made.baseline.labels
    sectors = dict(zip(labels.sectors, labels.sector_names, strict=True))
    return sectors | {"vehicles": "Light vehicles", "cores": "Core parts of light vehicles"}


# ------------------------------------------------------------------- what the law lays on goods


def _statutory(made: Legal) -> Iterator[tuple[str, Outcome]]:
    """Yield mean rates without and with a claim, over weights and what content is assumed to be."""
    for place in PLACES:
        held, reform = goods(place), made.reform
        groups = grouped(held)
        weights = [weighted(one, groups) for one in (held.imports, held.recent)]
        before, after = (terms.rates for terms in reform.terms[place])
        found = assumed(reform.before, held, before)
        yield from laid(found, weights, groups, f"{place}/{{}}/before")
        if not _same(before, after):
            found = assumed(reform.after, held, after)
        yield from laid(found, weights, groups, f"{place}/{{}}/after")


def _same(one: Rates, other: Rates) -> bool:
    sides = (one.without, other.without), (one.within, other.within)
    return one.holds == other.holds and all(np.array_equal(*pair) for pair in sides)


# ------------------------------------------------------------------- what firms do


def _place(made: Legal, place: str, draws: int) -> Iterator[tuple[str, Outcome]]:
    """Yield use, duty, cost and what becomes of the landed price, by group of a place."""
    held = goods(place)
    groups = grouped(held)
    weights = weighted(held.imports, groups)
    lines = np.stack([_drawn(made, held, one) for one in choices(draws)])  # (D, 3, 2, G)
    values = np.asarray(lines @ weights.T)
    for at, group in enumerate(groups):
        yield from _told(f"{place}/{group}", values[:, :, :, at])


def _drawn(made: Legal, held: Goods, drawn: Choice) -> Array:
    """Return use, duty and cost by side and line under one draw, shape (3, 2, G)."""
    both = sides(made.reform, held, drawn, made.china.get(held.place, {}))
    terms = made.reform.terms[held.place]
    found = [(one.use, paid(one, on), one.paper) for one, on in zip(both, terms, strict=True)]
    return np.stack([np.stack(part) for part in zip(*found, strict=True)])


def _told(where: str, held: Array) -> Iterator[tuple[str, Outcome]]:
    """Yield the outcomes of one group from draws, shape (D, 3, 2): use, duty, cost by side."""
    for at, name in enumerate(("claimed_pct", "duty_pct", "claim_cost_pct")):
        for side, which in (("before", 0), ("after", 1)):
            yield f"{name}/{where}/{side}", _ranged(100 * held[:, at, which])
    use, duty, cost = held[:, 0], held[:, 1], held[:, 2]
    landed = (1 + duty + cost)[:, 1] / (1 + duty + cost)[:, 0] - 1
    yield f"left_points/{where}", _ranged(100 * (use[:, 1] - use[:, 0]), _POINTS)
    yield f"paid_points/{where}", _ranged(100 * (duty[:, 1] - duty[:, 0]), _POINTS)
    yield f"landed_pct/{where}", _ranged(100 * landed)


def _makers(made: Legal, draws: int) -> Iterator[tuple[str, Outcome]]:
    """Yield who complies among makers of vehicles by U.S. content, where claims can be made."""
    before, after = made.reform.terms[PLACES[0]]
    if not (before.rates.holds and after.rates.holds):
        return
    for key, values in answers(made.reform, goods(PLACES[0]), choices(draws)):
        yield key, _ranged(100 * values)


# ------------------------------------------------------------------- as a run


def _ranged(drawn: Array, unit: Unit = PERCENT) -> Outcome:
    """Return the central value, the first, with the middle nine tenths of the rest."""
    low, high = np.quantile(drawn[1:], ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return outcome((drawn[0], low, high), unit)


def _run(scenario: Scenario, made: Legal, draws: int, outcomes: dict[str, Outcome]) -> Run:
    said = [change.words() for change in scenario.changes]
    known = str(made.reform.before.law.book.known_to)
    held = [__version__, said, known, made.baseline.sha256, draws, certificate(), outcomes]
    return Run(
        run_id=digest(held),
        model=MODEL,
        version=__version__,
        title=f"Claims: {scenario.title}",
        replay=f"policywire claims {scenario.name} --draws {draws}",
        period=Period.of(Frequency.YEAR, date(2024, 1, 1)),
        vintage=RETRIEVED,
        sources=SOURCES,
        residual=0.0,
        outcomes=outcomes,
        names=group_names(made),
    )
