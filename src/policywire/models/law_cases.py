"""Answers of the models to worked cases of law: registered when this module is imported."""

from typing import Any

import numpy as np

from policywire.models.origin_choice.content import content_cost
from policywire.models.sourcing.waiting import breakeven_odds
from policywire.policy.cases import Bench, Inputs, register

__all__: list[str] = []


@register("laffer")
def laffer(_: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the cost of content; nothing, and so a wait, for what needs the whole choice."""
    if "chi" not in asked:
        return {}
    share, free = (np.array(asked.number(name)) for name in ("chi", "lambda0"))
    return {"delta": float(content_cost(share, free, asked.number("theta")))}


@register("option_value")
def option_value(_: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the odds at which waiting breaks even."""
    names = ("pi", "T", "r", "g", "S")
    margin, years, rate, growth, kept = (asked.number(name) for name in names)
    return {"q_star": breakeven_odds(margin, years, rate, growth, kept)}
