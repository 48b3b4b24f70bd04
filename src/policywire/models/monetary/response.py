"""One response of one variable to a monetary shock, with everything a claim about it must say."""

import math
from dataclasses import asdict, dataclass
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
    ends = (response.low, response.high)
    low, high = (None if end is None else end * factor for end in ends)
    if factor < 0:
        low, high = high, low
    changed = {
        **{name: getattr(response, name) for name in Response.__slots__},
        "estimate": response.estimate * factor,
        "low": low,
        "high": high,
        "flags": (*response.flags, *flags),
    }
    return Response(**changed)


def record(response: Response) -> dict[str, Any]:
    """Return a response as plain values, for JSON; the flags as a list."""
    return {**asdict(response), "flags": list(response.flags)}
