"""A change of law as rates and rules before and after it, by line of every partner."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from policywire.desks.desk import desks
from policywire.facts.errors import BadShock, NotHeld
from policywire.models.legal.rates import Rates, plain_rates, rates
from policywire.models.legal.use import Terms
from policywire.models.origin_choice.tables import PLACES, Goods, goods, partner
from policywire.models.origin_choice.vehicles import Rule
from policywire.policy.change import Changes, LawState, apply
from policywire.policy.law import Law
from policywire.policy.library import Library, open_library
from policywire.policy.regime import Lawbook, Regime

__all__ = ["Reform", "library", "open_reform", "terms_of"]

Array = NDArray[np.float64]
_VEHICLE, _CORE = "origin.rvc.light.vehicle.nc", "origin.rvc.light.core.nc"
_US_VALUE = "origin.us_value.light"
BAN = "china_content_ban"


def library() -> Library:
    """Return the law of the trade desk."""
    return open_library(desks()["trade"].law)


@dataclass(frozen=True, slots=True)
class Reform:
    """A change of law, ready to be drawn.

    Attributes
    ----------
    changes : Changes
        What is supposed.
    before, after : Regime
        The law of its day without it, and with it.
    terms : dict of str to (Terms, Terms)
        Rates and rules before and after, by place that can claim. A ban is not in them: how much
        content it touches is a matter of the economy it is put to.
    bans : bool
        Whether goods with Chinese content cease to originate.
    """

    changes: Changes
    before: Regime
    after: Regime
    terms: dict[str, tuple[Terms, Terms]]
    bans: bool

    def others(self, place: str, like: str) -> tuple[Goods, Array, Array]:
        """Return goods of a partner without claims, with rates before and after.

        Parameters
        ----------
        place : str
            The partner's code.
        like : str
            Whose composition stands in for its own: CHN or EUU.
        """
        held = partner(like)
        before, after = (
            plain_rates(regime, place, held.code) for regime in (self.before, self.after)
        )
        return held, before, after

    @property
    def touches_others(self) -> bool:
        """Whether measures are changed that may lie on partners without claims."""
        asked = self.changes
        return bool(asked.rates or asked.ends or asked.exempt_list_ends)


def open_reform(changes: Changes) -> Reform:
    """Return a change of law with rates and rules on both sides of it.

    Both sides are the law of its day, so that what else begins by then is no part of it.

    Raises
    ------
    BadDocument
        If the change names nothing held, or contradicts the law.
    BadShock
        If the agreement is not in force on its day.
    """
    held, day = library(), changes.effective
    _refuse_idle(held, changes)
    state = LawState(held.law.book, held.origin, held.review)
    changed = apply(state, changes)
    before = held.law.on(day)
    after = Lawbook(changed.book, held.law.schedule).on(day)
    terms = {
        place: (
            terms_of(rates(before, goods(place)), state.origin, day),
            terms_of(rates(after, goods(place)), changed.origin, day),
        )
        for place in PLACES
    }
    return Reform(changes, before, after, terms, BAN in changed.terms)


def _refuse_idle(held: Library, changes: Changes) -> None:
    """Refuse a change of the agreement on a day it is not in force."""
    day, begun = changes.effective, held.review.steps[0].day
    if day < begun:
        raise BadShock(
            f"law: effective is {day}; the agreement is in force from {begun}. Give a later day."
        )
    state = held.review.on(day)
    asks = (changes.rvc is not None, changes.us_value is not None, changes.china_content_ban)
    if not state.in_force and (changes.lapse or any(asks)):
        raise BadShock(
            f"law: on {day} the agreement has lapsed, since {state.since}, as things stand; what "
            "is asked of it changes nothing. Give an earlier day, or renew it."
        )


def terms_of(found: Rates, origin: Law, day: date) -> Terms:
    """Return what it takes to claim: rates, and the content asked of vehicles on a day."""
    home = _content(origin, _US_VALUE, day)
    return Terms(
        found,
        Rule(_content(origin, _VEHICLE, day), home),
        Rule(_content(origin, _CORE, day)),
    )


def _content(origin: Law, name: str, day: date) -> float:
    """Return content asked on a day as a share; 0 where the law asks for none."""
    if name not in origin.provisions:
        return 0.0
    try:
        _, asked = origin.provision(name).on(day)
    except NotHeld:
        return 0.0
    return asked.value / 100
