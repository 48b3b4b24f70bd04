"""Who complies with the vehicle rule, by how much of a maker's vehicle is U.S. content.

Under a duty on the content that is not American, a claim saves more the more of it is: makers with
little U.S. content have the least to lose by leaving, and under a rule on U.S. value the most to
pay for staying.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from policywire.models.legal.rates import rates
from policywire.models.legal.reform import Reform
from policywire.models.legal.use import Terms
from policywire.models.origin_choice.tables import Choice, Goods
from policywire.models.origin_choice.vehicles import PARTS, Makers, Rule, complying, delta
from policywire.policy.regime import Regime

__all__ = ["CONTENT", "answers"]

Array = NDArray[np.float64]
CONTENT = (0.1, 0.2, 0.4, 0.6)  # U.S. content of a vehicle, as a share of its value


def answers(reform: Reform, held: Goods, drawn: list[Choice]) -> Iterator[tuple[str, Array]]:
    """Yield who complies and what complying costs, by U.S. content and draw.

    Keys are ``complying_pct/us10/before``, ``content_cost_pct/us10/after``; where both regional and
    U.S. content change, each alone stands beside: ``.../rvc_alone``.

    Parameters
    ----------
    reform : Reform
        The change, under which claims can be made on both sides.
    held : Goods
        Lines of the place whose vehicles are meant.
    drawn : list of Choice
        D draws, the central one first.

    Yields
    ------
    tuple of str and Array
        Key, and shares of value or of makers by draw, shape (D,).
    """
    before, after = reform.terms[held.place]
    cars = _part(held, held.vehicle)
    for content in CONTENT:
        name = f"us{100 * content:.0f}"
        saved = _saved(reform.after, cars, content)
        for side, rule in _rules(before, after).items():
            margin = _saved(reform.before, cars, content) if side == "before" else saved
            found = [_one(_with(one.makers(), one, content), rule, margin) for one in drawn]
            yield f"complying_pct/{name}/{side}", np.array([share for share, _ in found])
            yield f"content_cost_pct/{name}/{side}", np.array([cost for _, cost in found])


def _rules(before: Terms, after: Terms) -> dict[str, Rule]:
    was, now = before.vehicle, after.vehicle
    told = {"before": was, "after": now}
    if was.rvc != now.rvc and was.us_value != now.us_value:
        told |= {"rvc_alone": Rule(now.rvc, was.us_value), "us_alone": Rule(was.rvc, now.us_value)}
    return told


def _saved(regime: Regime, cars: Goods, content: float) -> float:
    """Return what a claim saves on vehicles of that U.S. content, mean over imports."""
    return float(np.average(rates(regime, cars, content).margin, weights=cars.imports))


def _part(held: Goods, at: NDArray[np.bool_]) -> Goods:
    """Return the lines marked."""
    arrays = {
        name: getattr(held, name)[at]
        for name in ("imports", "recent", "claimed", "margin", "base", "vehicle", "core")
    }
    codes, sectors = np.array(held.code)[at].tolist(), np.array(held.sector)[at].tolist()
    return replace(held, code=tuple(codes), sector=tuple(sectors), **arrays)


def _with(who: Makers, one: Choice, content: float) -> Makers:
    """Return makers of a U.S. content: regional parts beyond it come from the other members."""
    return replace(who, american=min(content / (PARTS * one.mean), 1.0))


def _one(who: Makers, rule: Rule, margin: float) -> tuple[float, float]:
    """Return the share that complies, and what complying would cost the makers' mean."""
    share, _ = complying(who, rule, np.array([margin]))
    cost = delta(who, rule)
    return float(share[0]), float(cost.mean()) if np.isfinite(cost).all() else float("nan")
