"""From a surprise, a decision or a path to the full set of responses, model beside model."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import BadShock
from policywire.models.monetary.kernel import push_responses, responses
from policywire.models.monetary.ledger import Entry, Quality
from policywire.models.monetary.paths import checked as checked_path
from policywire.models.monetary.response import Array, Response, scaled
from policywire.models.monetary.tables import AssetRow, kernel, macro, push, reactions

__all__ = [
    "LARGEST_BP",
    "Answer",
    "assets",
    "months",
    "path_responses",
    "price_push",
    "quarters",
    "respond",
    "respond_to",
]

# Twice the largest surprise since 1990 (50 bp, 18 April 2001); beyond it nothing is answered.
LARGEST_BP = 100.0
_QUARTERS = 21
_MONTHS = 37
_ONE_FOR_ONE = "the one-year yield taken to move by the size of the surprise"
_RULE_SHOCK = "the policy rule taken to be shocked by the size of the surprise"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision did, as far as it can be told.

    Attributes
    ----------
    responses : tuple of Response
        Empty where the surprise is not known.
    direction : int or None
        1 tighter than expected, -1 easier, 0 as expected, None not known.
    why : str
        Why there are no sizes; empty where there are.
    """

    responses: tuple[Response, ...]
    direction: int | None
    why: str


def respond(surprise_bp: float, *, sample: str = "all", shock: str = "pc1") -> tuple[Response, ...]:
    """Return the responses to a surprise: markets in minutes, the economy in months and quarters.

    Parameters
    ----------
    surprise_bp : float
        Surprise in basis points; above zero is tighter than expected.
    sample : str
        Of the asset regressions: ``all``, ``since-2009`` or ``scheduled``.
    shock : str
        ``pc1`` for the whole surprise, ``mp`` for its policy part, ``cbi`` for information.

    Raises
    ------
    BadShock
        If the size is no number or beyond 100 bp, or sample or shock is not known.
    """
    size = checked(surprise_bp)
    if shock == "cbi":  # information is no policy shock: the macro models do not answer to it
        return assets(size, sample=sample, shock=shock)
    return (
        *assets(size, sample=sample, shock=shock),
        *months(size, flags=(_ONE_FOR_ONE,)),
        *quarters(size, flags=(_RULE_SHOCK,)),
    )


def respond_to(found: Entry) -> Answer:
    """Return what a decision in the ledger did, or why no size can be told.

    The move itself answers nothing: what was expected was in prices before.
    """
    if found.quality is Quality.TICK and found.surprise_bp is not None:
        return Answer(respond(found.surprise_bp), found.direction, "")
    return Answer((), found.direction, found.flags[-1])


def checked(surprise_bp: float) -> float:
    """Return a surprise that can be answered.

    Raises
    ------
    BadShock
        If it is no number, or larger than 100 bp.
    """
    if not math.isfinite(surprise_bp):
        raise BadShock("The surprise is no number; give basis points, for instance 10 or -25.")
    if abs(surprise_bp) > LARGEST_BP:
        raise BadShock(
            f"A surprise of {surprise_bp:g} bp lies far outside what was ever seen (the largest "
            f"since 1990 is 50 bp); nothing beyond {LARGEST_BP:g} bp is answered. A move that was "
            "expected is no surprise: give the part that was not priced in."
        )
    return surprise_bp


def assets(surprise_bp: float, *, sample: str = "all", shock: str = "pc1") -> tuple[Response, ...]:
    """Return the assets' responses in the 30-minute window.

    Crypto has one sample, scheduled meetings since 2017, and is given with each.

    Raises
    ------
    BadShock
        If sample or shock is not known.
    """
    rows = [row for row in reactions() if row.shock == shock]
    known = sorted({row.sample for row in rows})
    if sample not in known:
        raise BadShock(
            f"No asset reactions for sample '{sample}' and shock '{shock}'; samples are all, "
            "since-2009 and scheduled, shocks pc1, mp and cbi."
        )
    own = {row.response.variable for row in rows if row.sample == sample}
    kept = [
        row
        for row in rows
        if row.sample == sample or (row.response.variable not in own and row.sample == "all")
    ]
    return tuple(
        scaled(row.response, surprise_bp / 100, _outside(row, surprise_bp)) for row in kept
    )


def _outside(row: AssetRow, surprise_bp: float) -> tuple[str, ...]:
    if row.smallest_bp <= surprise_bp <= row.largest_bp:
        return ()
    return (
        f"extrapolation: surprises in the sample lie between {row.smallest_bp:+.0f} and "
        f"{row.largest_bp:+.0f} bp",
    )


def months(size_bp: float, *, flags: Iterable[str] = ()) -> tuple[Response, ...]:
    """Return the proxy-SVAR responses to a move of the one-year yield, months 0 to 36.

    Both estimates are given: the published sample, and a later one whose instrument is weak.
    """
    told = tuple(flags)
    return tuple(
        scaled(response, size_bp / 100, told)
        for response in macro()
        if int(response.horizon[1:]) < _MONTHS
    )


def quarters(size_bp: float, *, flags: Iterable[str] = ()) -> tuple[Response, ...]:
    """Return the kernel's responses to a shock on the policy rule, quarters 0 to 20, both kinds."""
    told = tuple(flags)
    return tuple(
        response
        for kind in ("var", "mce")
        for response in responses(
            kernel(kind), np.array([size_bp / 100]), as_shocks=True, flags=told
        )
        if int(response.horizon[1:]) < _QUARTERS
    )


def path_responses(path: Array) -> tuple[Response, ...]:
    """Return the kernel's responses to a path of the funds rate, quarters 0 to 20, both kinds.

    Parameters
    ----------
    path : Array
        Deviation from baseline by quarter, percentage points, shape (S,).

    Raises
    ------
    BadShock
        If the path has a gap, is longer than the table, or lies beyond 400 bp.
    """
    path = checked_path(path)
    return tuple(
        response
        for kind in ("var", "mce")
        for response in responses(kernel(kind), path)
        if int(response.horizon[1:]) < max(_QUARTERS, len(path))
    )


def price_push(percent: float) -> dict[str, tuple[Response, ...]]:
    """Return the fan: a push on core prices under the inertial, Taylor and look-through rules.

    Raises
    ------
    BadShock
        If ``percent`` is no number.
    """
    table = push()
    return {rule: push_responses(table, percent, rule) for rule in table.rules}
