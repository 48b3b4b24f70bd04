"""One response of one variable to a monetary shock, with everything a claim about it must say."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import ModelError

__all__ = ["Array", "Response", "record", "scaled"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Response:
    """What one variable does after a shock of a stated size.

    Attributes
    ----------
    variable : str
        Its name: ``sp500``, ``yield_2y``, ``unemployment``.
    horizon : str
        When: ``30min``, ``m18`` (months after the month of the shock), ``q4`` (quarters).
    estimate : float
        In ``unit``.
    low, high : float or None
        Ends of the band, in ``unit``; None where the band has no end on that side.
    level : float or None
        Coverage of the band (0.9); None for a range over baselines, which covers nothing.
    unit : str
        ``percent``, ``bp`` (hundredths of a percentage point) or ``points`` (percentage points).
    method : str
        What computed it: ``event-regression``, ``proxy-svar``, ``kernel-var``, ``kernel-mce``.
    sample : str
        What it was estimated on, in words; a part of the claim.
    n : int or None
        Events or months in the sample; baselines for a kernel.
    f : float or None
        Heteroskedasticity-robust F of the first stage, where there is one.
    source : str
        Whose data.
    flags : tuple of str
        What must be said beside it: ``weak instrument``, ``extrapolation``.
    lowest, highest : float or None
        Range of the estimate when any one event is left out, in ``unit``.
    r2 : float or None
        Share of the variable's variance over the sample's events that the shock explains.
    robust_low, robust_high : float or None
        Ends of the weak-instrument-robust set at ``level``, where there is one; None also where
        it has no end, which a flag then says.
    """

    variable: str
    horizon: str
    estimate: float
    low: float | None
    high: float | None
    level: float | None
    unit: str
    method: str
    sample: str
    n: int | None
    f: float | None
    source: str
    flags: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    r2: float | None = None
    robust_low: float | None = None
    robust_high: float | None = None

    def __post_init__(self) -> None:
        """Refuse a response that is no number, or lies outside its own band."""
        held = (self.estimate, self.low, self.high)
        if any(value is not None and not math.isfinite(value) for value in held):
            raise ModelError(f"The response of {self.variable} at {self.horizon} is no number.")
        low = -math.inf if self.low is None else self.low
        if low > (math.inf if self.high is None else self.high):
            raise ModelError(f"The band of {self.variable} at {self.horizon} is upside down.")


def scaled(response: Response, factor: float, flags: tuple[str, ...] = ()) -> Response:
    """Return a response times ``factor``, its band with it, and ``flags`` added.

    The models are linear, so a shock twice as large has a response twice as large; a negative
    factor turns the band over.
    """
    low, high = _ends(response.low, response.high, factor)
    lowest, highest = _ends(response.lowest, response.highest, factor)
    robust_low, robust_high = _ends(response.robust_low, response.robust_high, factor)
    return replace(
        response,
        estimate=response.estimate * factor + 0.0,  # no minus zero
        low=low,
        high=high,
        lowest=lowest,
        highest=highest,
        robust_low=robust_low,
        robust_high=robust_high,
        flags=(*response.flags, *flags),
    )


def _ends(
    low: float | None, high: float | None, factor: float
) -> tuple[float | None, float | None]:
    """Return both ends times ``factor``, in order."""
    first, last = (None if end is None else end * factor + 0.0 for end in (low, high))
    return (last, first) if factor < 0 else (first, last)


def record(response: Response) -> dict[str, Any]:
    """Return a response as plain values, for JSON; the flags as a list."""
    plain = {name: getattr(response, name) for name in Response.__slots__}
    return {**plain, "flags": list(response.flags)}
