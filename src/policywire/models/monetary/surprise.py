"""Surprises: what a 30-minute window around an announcement says of policy and of information.

Jarocinski and Karadi (2020), Deconstructing Monetary Policy Surprises, AEJ: Macroeconomics 12(2),
1-43, doi 10.1257/mac.20180090, and their update to September 2024.
"""

import math
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import ModelError
from policywire.models.monetary.response import Array

__all__ = ["Shocks", "decompose", "poor_man", "principal_component", "rotate"]

# What the authors print, and square before they rotate: the component to eight decimals.
_DECIMALS = 8


@dataclass(frozen=True, slots=True)
class Shocks:
    """Surprises of N announcements, split; each split adds to ``pc1`` where stocks are known.

    Attributes
    ----------
    pc1 : Array
        First principal component of the rates' surprises, percentage points, shape (N,).
    mp_sign, cbi_sign : Array
        Poor man's split by the sign of the stock surprise: policy, information; shape (N,).
    mp, cbi : Array
        Split by the median rotation: policy, information; shape (N,).
    known : NDArray of bool
        Whether the stock surprise is known; where not, the splits are zero, shape (N,).
    loading : float
        What stocks do, percent, after +1 of ``cbi``; after +1 of ``mp`` see ``mp_loading``.
    mp_loading : float
        What stocks do, percent, after +1 of ``mp``.
    """

    pc1: Array
    mp_sign: Array
    cbi_sign: Array
    mp: Array
    cbi: Array
    known: np.typing.NDArray[np.bool_]
    loading: float
    mp_loading: float


def principal_component(surprises: Array, scale: int) -> Array:
    """Return the first principal component of rates' surprises, in the units of one of them.

    Each column is divided by its standard deviation, not demeaned (a surprise has mean zero by
    its nature); a missing surprise counts as none.

    Parameters
    ----------
    surprises : Array
        Surprises by announcement and instrument, percentage points, shape (N, K); NaN is missing.
    scale : int
        Column whose standard deviation and sign the component takes.

    Returns
    -------
    Array
        Shape (N,), rounded to 8 decimals as the authors publish it.

    Raises
    ------
    ModelError
        If there are fewer than two announcements, or an instrument never moves.
    """
    filled = np.nan_to_num(surprises, nan=0.0)
    if len(filled) < 2 or not filled.std(axis=0).all():
        raise ModelError("A principal component wants two announcements and instruments that move.")
    standard = filled / filled.std(axis=0)
    _, _, right = np.linalg.svd(standard, full_matrices=False)
    score = standard @ right[0]
    unit = float(np.nanstd(surprises[:, scale], ddof=1) / score.std(ddof=1))
    sign = math.copysign(1.0, float(score @ filled[:, scale]))
    component: Array = np.round(score * sign * unit, _DECIMALS)
    return component


def poor_man(pc1: Array, stocks: Array) -> tuple[Array, Array]:
    """Split surprises by sign: policy where stocks moved against them, information where with.

    Parameters
    ----------
    pc1, stocks : Array
        Surprises of rates and of stocks, both known, shape (N,).

    Returns
    -------
    tuple of Array
        Policy and information, shape (N,) each, adding to ``pc1``.
    """
    against = pc1 * stocks < 0
    return np.where(against, pc1, 0.0), np.where(against, 0.0, pc1)


def rotate(pc1: Array, stocks: Array, weight: float = 0.5) -> tuple[Array, Array]:
    """Split surprises into orthogonal policy and information shocks by sign restrictions.

    Of all rotations after which policy moves stocks against rates and information moves them
    with rates, the one at the middle of the admissible angles (the median rotation).

    Parameters
    ----------
    pc1, stocks : Array
        Surprises of rates and of stocks, both known, shape (N,).
    weight : float
        Where between the ends of the admissible angles, between 0 and 1.

    Returns
    -------
    tuple of Array
        Policy and information, shape (N,) each, adding to ``pc1``.

    Raises
    ------
    ModelError
        If ``weight`` is not inside 0 and 1, or the two surprises are proportional.
    """
    if not 0 < weight < 1:
        raise ModelError(f"The rotation's weight lies between 0 and 1, not at {weight:g}.")
    q, r = np.linalg.qr(np.column_stack([pc1, stocks]))
    sign = np.sign(np.diag(r))
    if not sign.all():
        raise ModelError("Rates and stocks moved in proportion; they cannot be told apart.")
    q, r = q * sign, r * sign[:, None]
    rate, both, alone = r[0, 0], r[0, 1], r[1, 1]
    lowest = max(0.0, math.atan2(both, alone))
    highest = math.atan2(alone, -both) if both < 0 else math.pi / 2
    angle = (1 - weight) * lowest + weight * highest
    cos, sin = math.cos(angle), math.sin(angle)
    policy = (q[:, 0] * cos - q[:, 1] * sin) * rate * cos
    information = (q[:, 0] * sin + q[:, 1] * cos) * rate * sin
    return policy, information


def decompose(rates: Array, stocks: Array, scale: int) -> Shocks:
    """Return the surprises of N announcements and both splits.

    Parameters
    ----------
    rates : Array
        Surprises of K rates, percentage points, shape (N, K); NaN is missing.
    stocks : Array
        Surprises of the stock index, percent, shape (N,); NaN is missing.
    scale : int
        Column of ``rates`` in whose units the component stands.

    Raises
    ------
    ModelError
        See :func:`principal_component` and :func:`rotate`.
    """
    pc1 = principal_component(rates, scale)
    known = np.isfinite(stocks)
    seen = stocks[known]
    parts = (*poor_man(pc1[known], seen), *rotate(pc1[known], seen))
    mp_sign, cbi_sign, mp, cbi = (_spread(part, known) for part in parts)
    loads = np.linalg.lstsq(np.column_stack(parts[2:]), seen, rcond=None)[0]
    return Shocks(pc1, mp_sign, cbi_sign, mp, cbi, known, float(loads[1]), float(loads[0]))


def _spread(part: Array, known: np.typing.NDArray[np.bool_]) -> Array:
    """Return ``part`` at the known announcements and zero at the others."""
    full = np.zeros(len(known))
    full[known] = part
    return full
