"""Hypothetical paths of the funds rate: written by quarter or by meeting, without gaps."""

import math
import re
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from policywire.facts.errors import BadShock
from policywire.models.monetary.response import Array

__all__ = ["LARGEST_BP", "by_meetings", "checked", "read_path"]

# The 41 quarters of the kernel, and the largest deviation FRB/US was seen to be linear in.
_LONGEST = 41
LARGEST_BP = 400.0
_FIRST_YEAR, _LAST_YEAR = 1936, 2199  # the Committee first met in March 1936
_STEP = re.compile(r"\s*q(\d{1,2})\s*[:=]\s*([+\-−]?\d+(?:\.\d+)?)\s*", re.IGNORECASE)


def read_path(text: str) -> Array:
    """Read ``q0:-25, q1:-50, q2:-50`` as deviations of the funds rate.

    Parameters
    ----------
    text : str
        Basis points by quarter, each quarter from q0 on given once.

    Returns
    -------
    Array
        Percentage points by quarter, shape (S,).

    Raises
    ------
    BadShock
        If a step cannot be read, a quarter is missing or given twice, or a size is out of reach.
    """
    held: dict[int, float] = {}
    for part in re.split(r"[,;]", text):
        found = _STEP.fullmatch(part)
        if found is None:
            raise BadShock(f"'{part.strip()}' is no step of a path; write q0:-25, q1:-50.")
        quarter = int(found[1])
        if quarter in held:
            raise BadShock(f"Quarter q{quarter} is given twice in the path.")
        held[quarter] = float(found[2].replace("−", "-"))
    gaps = [f"q{quarter}" for quarter in range(max(held) + 1) if quarter not in held]
    if gaps:
        told = ", ".join(gaps[:4]) + (f" and {len(gaps) - 4} more" if gaps[4:] else "")
        raise BadShock(f"The path has no value for {told}; give every quarter from q0.")
    return checked(np.array([held[quarter] for quarter in sorted(held)]) / 100)


def by_meetings(moves_bp: Mapping[date, float], quarters: int) -> Array:
    """Return the mean deviation of the funds rate by quarter when moves happen at meetings.

    A move holds from the day after its meeting; the first quarter is that of the first meeting.

    Parameters
    ----------
    moves_bp : mapping of date to float
        What each meeting adds to the rate against the baseline, basis points.
    quarters : int
        How many quarters to return; the last move stays.

    Returns
    -------
    Array
        Percentage points, shape (quarters,).

    Raises
    ------
    BadShock
        If there is no meeting, one falls on a weekend, outside 1936 to 2199 or after the last
        quarter, or a size is out of reach.
    """
    if not moves_bp:
        raise BadShock("A path by meetings wants at least one meeting.")
    for day in moves_bp:
        if day.weekday() >= 5:
            raise BadShock(f"{day} is a {day:%A}; no meeting ends on it.")
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise BadShock(f"{day} is no meeting; paths go from {_FIRST_YEAR} to {_LAST_YEAR}.")
    first = min(moves_bp)
    starts = [_quarter(first, at) for at in range(quarters + 1)]
    late = [day for day in moves_bp if day >= starts[-1]]
    if late:
        raise BadShock(f"The meeting of {min(late)} lies after the path's {quarters} quarters.")
    path = np.zeros(quarters)
    for at in range(quarters):
        days = (starts[at + 1] - starts[at]).days
        for day, size in moves_bp.items():
            effective = max(day + timedelta(days=1), starts[at])
            path[at] += size * max(0, (starts[at + 1] - effective).days) / days
    return checked(path / 100)


def _quarter(day: date, later: int) -> date:
    """Return the first day of the quarter ``later`` quarters after that of ``day``."""
    count = day.year * 4 + (day.month - 1) // 3 + later
    return date(count // 4, count % 4 * 3 + 1, 1)


def checked(path: Array) -> Array:
    """Return a path by quarter, percentage points, that the kernel can answer.

    Raises
    ------
    BadShock
        If it is longer than the kernel, holds no number somewhere, or lies beyond 400 bp.
    """
    if len(path) > _LONGEST:
        raise BadShock(f"A path has at most {_LONGEST} quarters, not {len(path)}.")
    for at, value in enumerate(path):
        if not math.isfinite(value):
            raise BadShock(f"The path has no value for q{at}; give every quarter from q0.")
        if abs(value) * 100 > LARGEST_BP:
            raise BadShock(
                f"q{at} of the path lies {value * 100:g} bp from the baseline; FRB/US was seen to "
                f"be linear near 100 bp, and nothing above {LARGEST_BP:g} bp is answered."
            )
    return path
