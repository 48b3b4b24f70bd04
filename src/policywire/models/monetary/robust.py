"""Sets of a ratio that hold with a weak instrument: no end where the data give none."""

from dataclasses import dataclass

from policywire.models.monetary.response import Array

__all__ = ["RobustSet", "robust_set"]


@dataclass(frozen=True, slots=True)
class RobustSet:
    """Values of a ratio that a test robust to weak instruments does not reject.

    Attributes
    ----------
    low, high : float or None
        Ends of the set; None where it has no end.
    bounded : bool
        Whether the set is one interval with two ends.
    """

    low: float | None
    high: float | None
    bounded: bool


def robust_set(top: float, bottom: float, cov: Array, critical: float) -> RobustSet:
    """Return all ratios r for which (top - r bottom)^2 is within ``critical`` of its variance.

    The set of Fieller (1954) and of Anderson and Rubin (1949): one interval when the bottom is
    told from zero; else everything, or everything outside an interval.

    Parameters
    ----------
    top, bottom : float
        Estimates of numerator and denominator.
    cov : Array
        Their covariance, shape (2, 2).
    critical : float
        Quantile of the chi-squared with one degree of freedom.
    """
    a = bottom**2 - critical * float(cov[1, 1])
    b = -2 * (top * bottom - critical * float(cov[0, 1]))
    c = top**2 - critical * float(cov[0, 0])
    under = max(b * b - 4 * a * c, 0.0)
    if a <= 0:
        return RobustSet(None, None, bounded=False)
    low, high = ((-b + sign * under**0.5) / (2 * a) for sign in (-1, 1))
    return RobustSet(low, high, bounded=True)
