"""Who claims under a change of law, as a run: by place and group of goods, before and after.

Keys are ``claimed_pct/MEX/C29/before``, ``left_points/MEX/hs87``, ``landed_pct/MEX/all``. Groups
are ``all``, the trade model's sectors (``C29``), chapters (``hs87``), ``vehicles`` and ``cores``.
Beside them stands what a rule asks of makers of vehicles by U.S. content:
``complying_pct/us10/after``.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from policywire import __version__
from policywire.facts import Citation, Frequency, Period, Unit
from policywire.facts.errors import BadShock
from policywire.models.base import Outcome, Run
from policywire.models.legal.by_maker import answers
from policywire.models.legal.compile import Legal, legal
from policywire.models.legal.layers import modelled
from policywire.models.legal.rates import Rates, rates
from policywire.models.legal.reform import library
from policywire.models.legal.shift import paid, sides
from policywire.models.origin_choice.tables import (
    PLACES,
    Choice,
    Goods,
    certificate,
    choice,
    count,
    goods,
)
from policywire.models.trade.scenarios.scenario import Scenario, baseline_of
from policywire.policy.regime import Regime

__all__ = ["claims_run", "group_names", "grouped", "layers_run"]

Array = NDArray[np.float64]
_PERCENT, _POINTS = Unit.parse("percent"), Unit.parse("points")
_RETRIEVED = date(2026, 11, 22)  # when the tables behind the packaged ones were fetched
_LEVEL = 0.9
_MODEL = "who claims the preference"
_DECIMALS = 7  # processors sum in other orders and differ far below
_SMALLEST = 0.002  # of a place's imports: a chapter below that has too few lines to be told
# U.S. content and metal share, assumed: what statutory means are taken over beside the central.
_ASSUMED = ((0.2, 0.25), (0.6, 0.75))
_OVER = "trade weights and assumed content"
_SOURCES = (
    Citation(
        "U.S. International Trade Commission, DataWeb",
        "imports for consumption and claims by tariff line and month of 2025",
        "https://dataweb.usitc.gov/",
    ),
    Citation(
        "Harmonized Tariff Schedule of the United States, and acts since",
        "base rates and added duties by tariff line",
        "https://hts.usitc.gov/",
    ),
)


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


def grouped(held: Goods) -> dict[str, NDArray[np.bool_]]:
    """Return the groups of a place's lines: all, sectors, larger chapters, vehicles, core parts."""
    sector, chapter = np.array(held.sector), np.array([code[:2] for code in held.code])
    made = {"all": np.ones(sector.size, bool), "vehicles": held.vehicle, "cores": held.core}
    made |= {str(one): sector == one for one in np.unique(sector) if one}
    for one in np.unique(chapter):
        at = chapter == one
        if held.imports[at].sum() >= _SMALLEST * held.imports.sum():
            made[f"hs{one}"] = at
    return {name: at for name, at in made.items() if held.imports[at].sum() > 0}


def group_names(made: Legal) -> dict[str, str]:
    """Return what groups are called."""
    labels = made.baseline.labels
    sectors = dict(zip(labels.sectors, labels.sector_names, strict=True))
    return sectors | {"vehicles": "Light vehicles", "cores": "Core parts of light vehicles"}


def _weights(weight: Array, groups: Mapping[str, NDArray[np.bool_]]) -> Array:
    """Return each line's share of the imports of each group, shape (K, G); 0 where none came."""
    held = np.stack([np.where(at, weight, 0.0) for at in groups.values()])
    whole = held.sum(axis=1, keepdims=True)
    return np.asarray(held / np.where(whole > 0, whole, 1.0))


# ------------------------------------------------------------------- what the law lays on goods


def _statutory(made: Legal) -> Iterator[tuple[str, Outcome]]:
    """Yield mean rates without and with a claim, over weights and what content is assumed to be."""
    for place in PLACES:
        held, reform = goods(place), made.reform
        groups = grouped(held)
        weights = [_weights(one, groups) for one in (held.imports, held.recent)]
        before, after = (terms.rates for terms in reform.terms[place])
        found = _assumed(reform.before, held, before)
        yield from _laid(found, weights, groups, f"{place}/{{}}/before")
        if not _same(before, after):
            found = _assumed(reform.after, held, after)
        yield from _laid(found, weights, groups, f"{place}/{{}}/after")


def _assumed(regime: Regime, held: Goods, central: Rates) -> list[Rates]:
    return [central, *(rates(regime, held, *one) for one in _ASSUMED)]


def _same(one: Rates, other: Rates) -> bool:
    sides = (one.without, other.without), (one.within, other.within)
    return one.holds == other.holds and all(np.array_equal(*pair) for pair in sides)


def _laid(
    found: list[Rates], weights: list[Array], groups: Iterable[str], where: str
) -> Iterator[tuple[str, Outcome]]:
    """Yield the rates of each group, the first being the central one."""
    for name, of in (("without_pct", _without), ("within_pct", _within)):
        table = 100 * np.stack([weight @ of(one) for weight in weights for one in found])
        for at, group in enumerate(groups):
            ends = table[0, at], table[:, at].min(), table[:, at].max()
            yield f"{name}/{where.format(group)}", _outcome(ends, over=_OVER)


def _without(found: Rates) -> Array:
    """Return duty and fee of goods without a claim."""
    return np.asarray(found.without + found.fee)


def _within(found: Rates) -> Array:
    return found.within if found.holds else np.asarray(found.without + found.fee)


# ------------------------------------------------------------------- what firms do


def _place(made: Legal, place: str, draws: int) -> Iterator[tuple[str, Outcome]]:
    """Yield use, duty, cost and what becomes of the landed price, by group of a place."""
    held = goods(place)
    groups = grouped(held)
    weights = _weights(held.imports, groups)
    lines = np.stack([_drawn(made, held, one) for one in _choices(draws)])  # (D, 3, 2, G)
    values = np.asarray(lines @ weights.T)
    for at, group in enumerate(groups):
        yield from _told(f"{place}/{group}", values[:, :, :, at])


def _choices(draws: int) -> list[Choice]:
    """Return the central choice and so many draws of it."""
    return [choice(draw and 1 + (draw - 1) % count()) for draw in range(draws + 1)]


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
    for key, values in answers(made.reform, goods(PLACES[0]), _choices(draws)):
        yield key, _ranged(100 * values)


# ------------------------------------------------------------------- as a run


def _ranged(drawn: Array, unit: Unit = _PERCENT) -> Outcome:
    """Return the central value, the first, with the middle nine tenths of the rest."""
    low, high = np.quantile(drawn[1:], ((1 - _LEVEL) / 2, (1 + _LEVEL) / 2))
    return _outcome((drawn[0], low, high), unit)


def _outcome(ends: Sequence[float], unit: Unit = _PERCENT, over: str = "") -> Outcome:
    value, low, high = (round(float(one), _DECIMALS) + 0.0 for one in ends)
    return Outcome(value, unit, low, high, level=_LEVEL, over=over)


def layers_run(day: date) -> Run:
    """Return mean rates under the law of a day: statutory, and with use of the preference at rest.

    Keys are ``without_pct/MEX``, ``within_pct/MEX``, ``modelled_pct/MEX``;
    lines are weighted by imports of July to December 2025.

    Parameters
    ----------
    day : date
        The day; figures are of its month.
    """
    regime = library().law.on(day)
    outcomes = {}
    for place in PLACES:
        held, found = goods(place), modelled(place, day, recent=True)
        laid = _assumed(regime, held, rates(regime, held))
        groups = {"all": np.ones(held.imports.size, bool)}
        weights = [_weights(one, groups) for one in (held.recent, held.imports)]
        for key, one in _laid(laid, weights, groups, f"{place}/{{}}"):
            outcomes[key.removesuffix("/all")] = one
        ends = (100 * one for one in (found.rate, found.low, found.high))
        outcomes[f"modelled_pct/{place}"] = _outcome(tuple(ends))
    known = str(regime.law.book.known_to)
    return Run(
        run_id=_id([__version__, "layers", f"{day}", known, certificate(), outcomes]),
        model=_MODEL,
        version=__version__,
        title=f"Rates under the law of {day}: statutory and modelled",
        replay=f"policywire claims --on {day}",
        period=Period.of(Frequency.MONTH, day.replace(day=1)),
        vintage=_RETRIEVED,
        sources=_SOURCES,
        residual=0.0,
        outcomes=outcomes,
    )


def _id(held: list[object]) -> str:
    text = json.dumps(held, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _run(scenario: Scenario, made: Legal, draws: int, outcomes: dict[str, Outcome]) -> Run:
    said = [change.words() for change in scenario.changes]
    known = str(made.reform.before.law.book.known_to)
    held = [__version__, said, known, made.baseline.sha256, draws, certificate(), outcomes]
    return Run(
        run_id=_id(held),
        model=_MODEL,
        version=__version__,
        title=f"Claims: {scenario.title}",
        replay=f"policywire claims {scenario.name} --draws {draws}",
        period=Period.of(Frequency.YEAR, date(2024, 1, 1)),
        vintage=_RETRIEVED,
        sources=_SOURCES,
        residual=0.0,
        outcomes=outcomes,
        names=group_names(made),
    )
