"""Mean duties by group of goods: as the law of a day lays them, and as use has them.

Shared by runs of the law. Statutory means are taken over the weights of two periods and over what
content and metal of goods are assumed to be.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
from numpy.typing import NDArray

from policywire import __version__
from policywire.facts import Citation, Frequency, Period, Unit
from policywire.models.base import Outcome, Run
from policywire.models.legal.rates import Rates, rates
from policywire.models.legal.reform import library, terms_of
from policywire.models.legal.use import claims
from policywire.models.origin_choice.tables import (
    PLACES,
    Choice,
    Goods,
    certificate,
    choice,
    count,
    goods,
)
from policywire.policy.regime import Regime

__all__ = [
    "LEVEL",
    "MODEL",
    "PERCENT",
    "RETRIEVED",
    "SOURCES",
    "assumed",
    "choices",
    "digest",
    "grouped",
    "laid",
    "layers_run",
    "outcome",
    "weighted",
]

Array = NDArray[np.float64]
PERCENT = Unit.parse("percent")
RETRIEVED = date(2026, 11, 22)  # when the tables behind the packaged ones were fetched
LEVEL = 0.9
MODEL = "who claims the preference"
_DECIMALS = 7  # processors sum in other orders and differ far below
_SMALLEST = 0.002  # of a place's imports: a chapter below that has too few lines to be told
# U.S. content and metal share, assumed: each end of the one with each of the other, as high content
# lowers a duty and much metal raises it.
_ASSUMED = tuple(product((0.2, 0.6), (0.25, 0.75)))
_OVER = "trade weights and assumed content"
_OVER_USE = "claiming costs and assumed content"
# What statistics by industry join: transportation equipment, and chemicals with medicines.
_JOINED = {"transport": ("C29", "C30"), "chemicals": ("C20", "C21")}
SOURCES = (
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


def layers_run(day: date) -> Run:
    """Return mean duties under the law of a day: statutory, and with use of the preference at rest.

    Keys are ``without_pct/MEX``, ``within_pct/MEX``, ``modelled_pct/MEX``, and by sector
    ``modelled_pct/MEX/C28``; ``transport`` is vehicles with other transport equipment, and
    ``chemicals`` has medicines in it. Lines are weighted by imports of July to December 2025. Fees
    are left out: they are no duty, and are in no series of duties collected. What is modelled is
    taken over the draws under each assumption on content, as what is assumed moves it more than
    what claiming costs.

    Parameters
    ----------
    day : date
        The day; figures are of its month.
    """
    regime = library().law.on(day)
    outcomes = {key: one for place in PLACES for key, one in _layered(place, regime)}
    known = str(regime.law.book.known_to)
    return Run(
        run_id=digest([__version__, "layers", f"{day}", known, certificate(), outcomes]),
        model=MODEL,
        version=__version__,
        title=f"Rates under the law of {day}: statutory and modelled",
        replay=f"policywire claims --on {day}",
        period=Period.of(Frequency.MONTH, day.replace(day=1)),
        vintage=RETRIEVED,
        sources=SOURCES,
        residual=0.0,
        outcomes=outcomes,
    )


def _layered(place: str, regime: Regime) -> Iterator[tuple[str, Outcome]]:
    """Yield duties of a place's groups of goods under a law: statutory, and as use has them."""
    held = goods(place)
    groups = {key: at for key, at in grouped(held).items() if not key.startswith("hs")}
    groups |= {name: np.isin(np.array(held.sector), each) for name, each in _JOINED.items()}
    found = assumed(regime, held, rates(regime, held))
    weights = [weighted(one, groups) for one in (held.recent, held.imports)]
    duties = [replace(one, fee=np.zeros_like(one.fee)) for one in found]
    for key, one in laid(duties, weights, groups, f"{place}/{{}}"):
        yield key.removesuffix("/all"), one
    drawn = np.stack([_used(held, one, regime.day) @ weights[0].T for one in found])  # (A, D, G)
    for at, group in enumerate(groups):
        low, high = np.quantile(drawn[:, 1:, at], ((1 - LEVEL) / 2, (1 + LEVEL) / 2), axis=1)
        central = drawn[0, 0, at]
        ends = [100 * float(one) for one in (central, min(central, *low), max(central, *high))]
        told = outcome(ends, over=_OVER_USE)
        yield f"modelled_pct/{place}/{group}".removesuffix("/all"), told


def _used(held: Goods, found: Rates, day: date) -> Array:
    """Return duties as use of the preference has them, by draw and line, shape (D, G)."""
    terms = terms_of(found, library().origin, day)
    return np.stack([claims(held, terms, one).duty for one in choices(count())])


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


def assumed(regime: Regime, held: Goods, central: Rates) -> list[Rates]:
    """Return rates with content as it is centrally assumed, then with what else it may be."""
    return [central, *(rates(regime, held, *one) for one in _ASSUMED)]


def weighted(weight: Array, groups: Mapping[str, NDArray[np.bool_]]) -> Array:
    """Return each line's share of the imports of each group, shape (K, G); 0 where none came."""
    held = np.stack([np.where(at, weight, 0.0) for at in groups.values()])
    whole = held.sum(axis=1, keepdims=True)
    return np.asarray(held / np.where(whole > 0, whole, 1.0))


def laid(
    found: list[Rates], weights: list[Array], groups: Iterable[str], where: str
) -> Iterator[tuple[str, Outcome]]:
    """Yield the rates of each group, the first being the central one."""
    for name, of in (("without_pct", _without), ("within_pct", _within)):
        table = 100 * np.stack([weight @ of(one) for weight in weights for one in found])
        for at, group in enumerate(groups):
            ends = table[0, at], table[:, at].min(), table[:, at].max()
            yield f"{name}/{where.format(group)}", outcome(ends, over=_OVER)


def _without(found: Rates) -> Array:
    """Return duty and fee of goods without a claim."""
    return np.asarray(found.without + found.fee)


def _within(found: Rates) -> Array:
    return found.within if found.holds else np.asarray(found.without + found.fee)


def choices(draws: int) -> list[Choice]:
    """Return the central choice and so many draws of it."""
    return [choice(draw and 1 + (draw - 1) % count()) for draw in range(draws + 1)]


def outcome(ends: Sequence[float], unit: Unit = PERCENT, over: str = "") -> Outcome:
    """Return value, low end and high end as an outcome, as far as processors agree on them."""
    value, low, high = (round(float(one), _DECIMALS) + 0.0 for one in ends)
    return Outcome(value, unit, low, high, level=LEVEL, over=over)


def digest(held: list[object]) -> str:
    """Return the id of a run that follows from these."""
    text = json.dumps(held, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
