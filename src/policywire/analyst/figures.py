"""Figures: numbers fit to print, each with one of three roots.

A figure comes from published observations through an expression, from a model run, or from a
written rule. It knows what it measures, of what, about which period, as said when, how final,
on what basis, and how it is to be printed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policywire.evidence.derived import Derived
from policywire.facts import Adjustment, Citation, Period, Quantity, Status

__all__ = ["Figure", "Interval", "Root", "RuleTrail", "RunTrail"]


class Root(StrEnum):
    """Where a figure comes from."""

    OBSERVATION = "observation"
    RUN = "model run"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Interval:
    """A range around a modelled value.

    Attributes
    ----------
    low, high : float
        Ends, in the unit of the figure.
    level : float
        Coverage as a share: 0.9 is 90 percent; not told where ``over`` is given.
    over : str
        What the range is taken over where it covers nothing: ``baselines``.
    """

    low: float
    high: float
    level: float
    over: str = ""


@dataclass(frozen=True, slots=True)
class RunTrail:
    """A repeatable model run.

    Attributes
    ----------
    run_id : str
        Hash over model, version and inputs.
    model, version : str
        Which model ran.
    replay : str
        The command that runs it again.
    outcome : str
        Which of its outcomes: ``exports_pct/MEX``.
    title : str
        What was asked.
    sources : tuple of Citation
        Data sets it stands on.
    """

    run_id: str
    model: str
    version: str
    replay: str
    outcome: str = ""
    title: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleTrail:
    """A written rule, and from when it holds.

    Attributes
    ----------
    rule : str
        Its id in the desk's law.
    effective : date
        From when this value holds.
    citation : Citation
        Where it is written.
    """

    rule: str
    effective: date
    citation: Citation


@dataclass(frozen=True, slots=True)
class Figure:
    """A number fit to print.

    Attributes
    ----------
    id : str
        How the draft names it.
    subject : str
        Whom it is about: ``Mexico``.
    measure : str
        What is measured, in words: ``U.S. goods imports from Mexico``.
    quantity : Quantity
        The number and its unit, unrounded.
    period : Period
        What it is about.
    vintage : date
        When the newest number in it was said; for a rule, from when it holds.
    status : Status
        The least final status among its operands.
    basis : str
        Accounting basis.
    layer : str
        ``collected``, ``statutory`` or ``modelled`` for duties; empty otherwise.
    adjustment : Adjustment
        Seasonal adjustment.
    root : Root
        Which of the three roots it has.
    trail : Derived or RunTrail or RuleTrail
        How to arrive at it again.
    decimals : int
        Decimals in print.
    interval : Interval or None
        Range of a modelled value.
    """

    id: str
    subject: str
    measure: str
    quantity: Quantity
    period: Period
    vintage: date
    status: Status
    basis: str
    layer: str
    adjustment: Adjustment
    root: Root
    trail: Derived | RunTrail | RuleTrail
    decimals: int
    interval: Interval | None = None
