"""What a change of law does to claims, duties and the cost of claiming, with ranges."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from policywire.models.legal.compile import Legal
from policywire.models.legal.shift import Shift
from policywire.models.origin_choice.vehicles import FLAG

__all__ = ["SIDES", "Told", "cautions", "told"]

SIDES = ("before", "after")
_NAMES = {"claimed_pct": "use", "duty_pct": "duty", "claim_cost_pct": "cost"}


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of a change of law, percent of the customs value of all goods.

    Attributes
    ----------
    name, place, side : str
        What it is (``claimed_pct``, ``duty_pct`` with the processing fee, ``claim_cost_pct``),
        whose goods, before or after.
    value : float
        At the central draw.
    low, high : float or None
        Range over draws; None where none were made.
    """

    name: str
    place: str
    side: str
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def key(self) -> str:
        """Its key among a run's outcomes: ``duty_pct/MEX/after``."""
        return f"{self.name}/{self.place}/{self.side}"


def told(made: Legal, draws: int = 0, level: float = 0.9) -> tuple[Told, ...]:
    """Return the figures of a change of law.

    Parameters
    ----------
    made : Legal
        The change on a baseline.
    draws : int
        Draws the ranges are over; 0 for none.
    level : float
        Coverage of the ranges as a share.
    """
    centre, drawn = made.shift(0), [made.shift(number + 1) for number in range(draws)]
    return tuple(_told(centre, drawn, level))


def _told(centre: Shift, drawn: list[Shift], level: float) -> Iterator[Told]:
    for name, part in _NAMES.items():
        for place, sides in getattr(centre, part).items():
            for at, side in enumerate(SIDES):
                ends: tuple[float, ...] = ()
                if drawn:
                    held = [getattr(one, part)[place][at] for one in drawn]
                    cut = (1 - level) / 2
                    ends = tuple((100 * np.quantile(held, (cut, 1 - cut))).tolist())
                yield Told(name, place, side, 100 * sides[at], *ends)


def cautions(made: Legal) -> tuple[str, ...]:
    """Return what a reader of a change of law must know."""
    asked = made.changes
    texts = ["Rates weigh tariff lines by imports of 2024; firms' choices are drawn, not observed."]
    if asked.rvc is not None or asked.us_value is not None:
        texts.append(f"Needs AALA: {FLAG}.")
    if asked.china_content_ban:
        texts.append(
            "Chinese content is direct inputs of the table; no price of replacing it is known."
        )
    if made.odds:
        texts.append(f"The odds of a lapse, {made.odds:.0%} a year, are an assumption.")
    if asked.effective > made.reform.before.law.book.known_to:
        texts.append(
            f"The law is known to {made.reform.before.law.book.known_to}; that of "
            f"{asked.effective} is taken to be what was laid down by then."
        )
    return tuple(texts)
