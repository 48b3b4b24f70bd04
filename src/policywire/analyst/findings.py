"""Findings: what was learnt, typed, before any language.

Code derives a finding from each figure: what kind it is, how it compares, how strong it is by
the writer's thresholds, and what a careful reader must know of the series behind it. Ranks and
records are findings computed here, never adjectives chosen in prose.
"""

from dataclasses import dataclass
from enum import StrEnum

from policywire.analyst.figures import Figure, Root
from policywire.analyst.wording import thresholds_of
from policywire.evidence import Derived, View
from policywire.facts import Dimension, Period

__all__ = ["Finding", "FindingKind", "Strength", "finding_of"]


class FindingKind(StrEnum):
    """What a finding says."""

    LEVEL = "level"
    CHANGE = "change"  # of one subject over time
    DIFFERENCE = "difference"  # between measures in one period: a balance, a gap
    SHARE = "share"
    RATIO = "ratio"
    RANK = "rank"  # among countries or states
    RECORD = "record"  # among years
    RULE = "rule"
    MODELLED = "modelled"


class Strength(StrEnum):
    """How large a change is, by the writer's thresholds."""

    NONE = "none"  # not a change
    FLAT = "flat"
    SLIGHT = "slight"
    PLAIN = "plain"
    SHARP = "sharp"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was learnt.

    Attributes
    ----------
    id : str
        That of the figure it rests on.
    kind : FindingKind
        What it says.
    subject, measure : str
        Of whom, and what.
    period : Period
        About when.
    against : Period or None
        The earlier period it is compared with.
    among : int
        How many were ranked; 0 when nothing was.
    strength : Strength
        Size of a change.
    caveats : tuple of str
        What a careful reader must know of the series behind it.
    """

    id: str
    kind: FindingKind
    subject: str
    measure: str
    period: Period
    against: Period | None
    among: int
    strength: Strength
    caveats: tuple[str, ...]


def finding_of(figure: Figure, view: View) -> Finding:
    """Return the finding a figure bears out."""
    kind, trail = _kind(figure), figure.trail
    derived = trail if isinstance(trail, Derived) else None
    return Finding(
        id=figure.id,
        kind=kind,
        subject=figure.subject,
        measure=figure.measure,
        period=figure.period,
        against=derived.against if derived else None,
        among=derived.among if derived else 0,
        strength=_strength(figure) if kind is FindingKind.CHANGE else Strength.NONE,
        caveats=_caveats(derived, view) if derived else (),
    )


def _kind(figure: Figure) -> FindingKind:
    if figure.root is not Root.OBSERVATION:
        return FindingKind.RULE if figure.root is Root.RULE else FindingKind.MODELLED
    assert isinstance(figure.trail, Derived)
    operator = figure.trail.expression.partition("(")[0]
    if operator == "rank":
        among_years = figure.trail.expression.endswith(", years)")
        return FindingKind.RECORD if among_years else FindingKind.RANK
    over_time = figure.trail.against is not None and operator in ("change", "difference")
    if over_time:
        return FindingKind.CHANGE
    named = {"difference": "difference", "share": "share", "ratio": "ratio"}
    return FindingKind(named.get(operator, "level"))


def _strength(figure: Figure) -> Strength:
    limits, size = thresholds_of(figure), abs(figure.quantity.value)
    if figure.quantity.unit.dimension not in (Dimension.PERCENT, Dimension.POINTS):
        return Strength.PLAIN
    if size < limits.flat:
        return Strength.FLAT
    if size < limits.slight:
        return Strength.SLIGHT
    return Strength.SHARP if size >= limits.sharp else Strength.PLAIN


def _caveats(derived: Derived, view: View) -> tuple[str, ...]:
    keys = dict.fromkeys(item.key for item in derived.observations)
    notes = dict.fromkeys(view.series(key).note for key in keys)
    return tuple(note for note in notes if note)
