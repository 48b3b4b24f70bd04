"""Simple policy rules: what each prescribes for the funds rate, from inputs that are shown.

As the Board prints them in the Monetary Policy Report, with the output gap in place of twice the
unemployment gap (an Okun factor of 2, the Report's own): Taylor (1993), Carnegie-Rochester
Conference Series 39, 195-214; balanced-approach, Yellen (2012); inertial, as in FRB/US, with
0.85 on the last quarter; first-difference, Orphanides (2003), Journal of Monetary Economics 50(5).
"""

import math
from dataclasses import dataclass, fields

from policywire.facts.errors import BadShock

__all__ = ["INERTIA", "Inputs", "Prescription", "gap_from_unemployment", "prescribe"]

INERTIA = 0.85
_OKUN = 2.0
_LARGEST = 50.0


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the rules are told; all in percent or percentage points, all printed beside them.

    Attributes
    ----------
    inflation : float
        Core PCE prices over four quarters.
    gap : float
        Output gap, percent of potential.
    neutral : float
        r*, the real rate when inflation is on target and output at potential.
    target : float
        Inflation target.
    last_rate : float
        The funds rate of the quarter before, for the inertial and first-difference rules.
    last_gap : float
        The output gap four quarters before, for the first-difference rule.
    """

    inflation: float
    gap: float
    neutral: float
    target: float
    last_rate: float
    last_gap: float

    def __post_init__(self) -> None:
        """Refuse an input that is no number, or no percentage an economy has."""
        for field in fields(self):
            value = getattr(self, field.name)
            if not math.isfinite(value):
                raise BadShock(f"The policy rules were given no number for '{field.name}'.")
            if abs(value) > _LARGEST:
                raise BadShock(
                    f"The policy rules were given {value:g} percent for '{field.name}'; they are "
                    f"answered within {_LARGEST:g} percent either way."
                )


@dataclass(frozen=True, slots=True)
class Prescription:
    """What one rule says.

    Attributes
    ----------
    rule : str
        ``taylor-1993``, ``balanced``, ``inertial`` or ``first-difference``.
    rate : float
        Funds rate, percent; may lie below zero.
    formula : str
        The rule in words and coefficients.
    inputs : Inputs
        What it was told.
    below_zero : bool
        Whether the rate prescribed cannot be set.
    """

    rule: str
    rate: float
    formula: str
    inputs: Inputs
    below_zero: bool


def gap_from_unemployment(unemployment: float, natural: float) -> float:
    """Return the output gap an unemployment rate stands for, percent: Okun's factor 2."""
    return _OKUN * (natural - unemployment)


def prescribe(given: Inputs) -> tuple[Prescription, ...]:
    """Return what the four rules prescribe, Taylor (1993) first."""
    off = given.inflation - given.target
    taylor = given.neutral + given.inflation + 0.5 * off + 0.5 * given.gap
    balanced = given.neutral + given.inflation + 0.5 * off + given.gap
    rates = {
        "taylor-1993": (taylor, "r* + inflation + 0.5 (inflation - target) + 0.5 gap"),
        "balanced": (balanced, "r* + inflation + 0.5 (inflation - target) + 1.0 gap"),
        "inertial": (
            INERTIA * given.last_rate + (1 - INERTIA) * balanced,
            "0.85 last rate + 0.15 balanced",
        ),
        "first-difference": (
            given.last_rate + 0.5 * off + 0.5 * (given.gap - given.last_gap),
            "last rate + 0.5 (inflation - target) + 0.5 (gap - gap four quarters before)",
        ),
    }
    return tuple(
        Prescription(rule, rate, formula, given, rate < 0)
        for rule, (rate, formula) in rates.items()
    )
