"""Answers of the models to worked cases of law: registered when this module is imported."""

from typing import Any

import numpy as np

from policywire.facts.errors import BadReference
from policywire.models.legal.layers import layers, modelled, span
from policywire.models.origin_choice.content import content_cost
from policywire.models.origin_choice.tables import choice, collected, months
from policywire.models.origin_choice.vehicles import Rule, peak, response
from policywire.models.sourcing.waiting import breakeven_odds
from policywire.policy.case_duty import place_of
from policywire.policy.cases import Bench, Inputs, register

__all__: list[str] = []

_CLASSES = ("ad_valorem", "mfn_free", "specific_or_compound")
_MFN_CARS = 0.025  # base rate of passenger cars, 8703


@register("utilisation")
def utilisation(_: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the share of imports that claimed in a month, as recorded: all, and by class."""
    place, month = place_of(asked.text("country")).code, asked.text("month")
    held = months(place)
    if month not in held:
        told = f"{min(held)} to {max(held)}" if held else "Mexico and Canada alone"
        raise BadReference(f"claims of {place} in '{month}' are not held; held are {told}.")
    return {"all": held[month].share()} | {name: held[month].share(name) for name in _CLASSES}


@register("etr")
def mean_rate(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the mean rate modelled on a day, or modelled and collected over months.

    The ratio is over the months of which both are held, which ``ratio_months`` names: collected is
    Census calculated duties over imports for consumption, modelled the rate with use of the
    preference, both the plain mean of months.
    """
    place = place_of(asked.text("country")).code
    if "date" in asked:
        found = modelled(place, asked.day("date"))
        return {"etr": found.rate, "without": found.without, "within": found.within}
    first, _, last = asked.text("period").partition("..")
    rows = layers(place, span(first, last or first))
    both = [row for row in rows if row.collected is not None]
    told: dict[str, Any] = {"statutory": float(np.mean([row.modelled for row in rows]))}
    if not both:
        held = collected(place)
        raise BadReference(f"duties collected are held to {max(held)}; {first} lies after.")
    paid = float(np.mean([row.collected for row in both if row.collected is not None]))
    due = float(np.mean([row.modelled for row in both]))
    return told | {
        "collected": paid,
        "ratio": paid / due,
        "months_collected": len(both),
        "ratio_months": f"{both[0].month}..{both[-1].month}",
    }


@register("laffer")
def laffer(_: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the cost of content; or what a change of content asked of cars does."""
    if "chi" in asked:
        share, free = (np.array(asked.number(name)) for name in ("chi", "lambda0"))
        return {"delta": float(content_cost(share, free, asked.number("theta")))}
    who, margin = choice().makers(), asked.number("margin", _MFN_CARS)
    rules = Rule(asked.number("rvc_from")), Rule(asked.number("rvc_to"))
    found = response(who, rules, margin)
    return {
        "price_pct": found.price,
        "employment_pct": found.employment,
        "peak_rvc": peak(who, margin),
    }


@register("option_value")
def option_value(_: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the odds at which waiting breaks even."""
    names = ("pi", "T", "r", "g", "S")
    margin, years, rate, growth, kept = (asked.number(name) for name in names)
    return {"q_star": breakeven_odds(margin, years, rate, growth, kept)}
