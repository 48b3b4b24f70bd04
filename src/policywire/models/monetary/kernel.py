"""FRB/US as a table: what one policy shock does by quarter, and linear sums of it.

The Board's model is linear to 0.005 percentage points in shocks of this size (25 bp four times
against 100 bp once), so its responses replace its simulator: a path of the funds rate is a sum of
shocks, each in its quarter. Brayton, Laubach and Reifschneider (2014), The FRB/US Model: A Tool
for Macroeconomic Policy Analysis, FEDS Notes, April 2014.
"""

from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import BadShock, ModelError, near
from policywire.models.monetary.response import Array, Response

__all__ = ["Kernel", "Push", "push_responses", "responses", "shocks_for", "sum_of"]

RATE = "funds_rate"
# Variables that stand as percent of their own level; all others are rates, in percentage points.
_PERCENT = frozenset(
    {"gdp", "consumption", "business_investment", "residential_investment", "exports", "imports",
     "pce_prices", "core_pce_prices", "real_dollar"}
)  # fmt: skip
_SOURCE = "FRB/US, Board of Governors of the Federal Reserve System"
_RANGE = "band is the range over baselines, not a confidence band"
_SURPRISES = "each quarter's step comes as a surprise; an announced path would act earlier"


@dataclass(frozen=True, slots=True)
class Kernel:
    """Responses to +1 percentage point on the policy rule in quarter 0.

    Attributes
    ----------
    expectations : str
        ``var`` (small autoregressions) or ``mce`` (model-consistent in markets and wages).
    baselines : tuple of str
        B start quarters.
    variables : tuple of str
        V names, ``funds_rate`` among them.
    value : Array
        Deviations from baseline, percentage points or percent, shape (B, Q, V).
    """

    expectations: str
    baselines: tuple[str, ...]
    variables: tuple[str, ...]
    value: Array


@dataclass(frozen=True, slots=True)
class Push:
    """Responses to a push on core consumer prices, under one policy rule each.

    Attributes
    ----------
    rules : tuple of str
        R rules: ``inertial``, ``taylor``, ``look-through``.
    variables : tuple of str
        V names.
    value : Array
        Deviations from baseline, shape (R, Q, V).
    percent : float
        Core price level in the fourth quarter that the table's push gives, percent.
    baseline : str
        Start quarter.
    """

    rules: tuple[str, ...]
    variables: tuple[str, ...]
    value: Array
    percent: float
    baseline: str


def sum_of(kernel: Array, shocks: Array) -> Array:
    """Return the responses to shocks in consecutive quarters: the kernel moved and added.

    Parameters
    ----------
    kernel : Array
        Responses to a shock of 1 in quarter 0, shape (..., Q, V).
    shocks : Array
        Shock in quarters 0 to S - 1, S at most Q, shape (..., S) or (S,).

    Returns
    -------
    Array
        Shape (..., Q, V).
    """
    quarters = kernel.shape[-2]
    total = np.zeros(np.broadcast_shapes(kernel.shape, (*shocks.shape[:-1], 1, 1)))
    for at in range(shocks.shape[-1]):
        total[..., at:, :] += shocks[..., at, None, None] * kernel[..., : quarters - at, :]
    return total


def shocks_for(rate: Array, path: Array) -> Array:
    """Return the shocks that put the funds rate on a path; after it the rule takes over.

    Parameters
    ----------
    rate : Array
        Response of the funds rate to a shock of 1, shape (Q,); its first value is not zero.
    path : Array
        Deviation of the funds rate in quarters 0 to S - 1, shape (S,).

    Returns
    -------
    Array
        Shape (S,).
    """
    shocks = np.zeros(len(path))
    for at in range(len(path)):
        already = shocks[:at] @ rate[at:0:-1]
        shocks[at] = (path[at] - already) / rate[0]
    return shocks


def _checked(kernel: Kernel, path: Array) -> None:
    quarters = kernel.value.shape[1]
    if not len(path) or len(path) > quarters:
        raise BadShock(f"A path has 1 to {quarters} quarters, not {len(path)}.")
    if not np.isfinite(path).all():
        at = int(np.flatnonzero(~np.isfinite(path))[0])
        raise BadShock(f"The path has no value in quarter {at}; give every quarter, 0 included.")


def responses(
    kernel: Kernel, path: Array, *, as_shocks: bool = False, flags: tuple[str, ...] = ()
) -> tuple[Response, ...]:
    """Return every variable's response, quarter by quarter, to a path of the funds rate.

    Parameters
    ----------
    kernel : Kernel
        The table.
    path : Array
        Deviation of the funds rate from baseline in consecutive quarters, percentage points,
        shape (S,); after it the inertial rule takes over.
    as_shocks : bool
        Read ``path`` as shocks to the rule instead, which the rule then works off.
    flags : tuple of str
        To be said beside each response.

    Raises
    ------
    BadShock
        If the path is empty, longer than the table, or has a gap.
    """
    _checked(kernel, path)
    rate = kernel.variables.index(RATE)
    each = [path if as_shocks else shocks_for(base[:, rate], path) for base in kernel.value]
    held = sum_of(kernel.value, np.array(each))
    told = (_RANGE, *((_SURPRISES,) if len(path) > 1 else ()), *flags)
    sample = f"baselines from {', '.join(kernel.baselines)}"
    mean, low, high = (end.T.tolist() for end in (held.mean(0), held.min(0), held.max(0)))
    return tuple(
        Response(
            variable=name,
            horizon=f"q{quarter}",
            estimate=mean[column][quarter],
            low=low[column][quarter],
            high=high[column][quarter],
            level=None,
            unit="percent" if name in _PERCENT else "points",
            method=f"kernel-{kernel.expectations}",
            sample=sample,
            n=len(kernel.baselines),
            f=None,
            source=_SOURCE,
            flags=told,
        )
        for column, name in enumerate(kernel.variables)
        for quarter in range(held.shape[1])
    )


def push_responses(push: Push, percent: float, rule: str) -> tuple[Response, ...]:
    """Return every variable's response to a push on core consumer prices under one rule.

    Parameters
    ----------
    push : Push
        The table.
    percent : float
        The core price level's rise by the fourth quarter, percent.
    rule : str
        One of the table's rules.

    Raises
    ------
    BadShock
        If ``percent`` is no number.
    ModelError
        If the table has no such rule.
    """
    if not np.isfinite(percent):
        raise BadShock("The push on core prices is no number.")
    if rule not in push.rules:
        known = ", ".join(push.rules)
        raise ModelError(f"No push under the rule '{rule}'.{near(rule, push.rules)} Held: {known}.")
    held = push.value[push.rules.index(rule)] * (percent / push.percent)
    flags: tuple[str, ...] = ("one baseline: no range",)
    if abs(percent) > 2.5 * push.percent:
        flags = (*flags, f"extrapolation: the table holds a push of {push.percent:g} percent")
    return tuple(
        Response(
            variable=name,
            horizon=f"q{quarter}",
            estimate=float(held[quarter, column]),
            low=None,
            high=None,
            level=None,
            unit="percent" if name in _PERCENT else "points",
            method=f"kernel-var core-price push, {rule} rule",
            sample=f"baseline from {push.baseline}",
            n=1,
            f=None,
            source=_SOURCE,
            flags=flags,
        )
        for column, name in enumerate(push.variables)
        for quarter in range(len(held))
    )
