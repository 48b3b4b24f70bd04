"""Decisions of the Federal Open Market Committee as dated facts: range, vote, dissents."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from policywire.facts import Citation
from policywire.facts.errors import BadDocument, BadPeriod, NotHeld
from policywire.schema import load

__all__ = ["Decision", "Decisions", "Dissenter", "Preferred", "Side", "load_decisions"]


class Preferred(StrEnum):
    """What a dissenter wanted done with the target range."""

    RAISE = "raise"
    LOWER = "lower"
    MAINTAIN = "maintain"
    OTHER = "other"  # agreed on the range, or the ground was another


class Side(StrEnum):
    """Where a dissent lies against what was decided."""

    TIGHTER = "tighter"
    EASIER = "easier"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Dissenter:
    """One vote against.

    Attributes
    ----------
    name : str
        Who.
    preferred : Preferred
        What he or she wanted.
    side : Side
        Against the decision. The verb alone does not tell: who preferred to raise by less than
        was decided lies on the easier side.
    """

    name: str
    preferred: Preferred
    side: Side


@dataclass(frozen=True, slots=True)
class Decision:
    """What the Committee decided on one day.

    Attributes
    ----------
    day : date
        The day of the announcement.
    lower, upper : float
        Target range of the federal funds rate, percent.
    votes_for, votes_against : int
        Votes on the action.
    citation : Citation
        The Board's press release.
    dissents : tuple of Dissenter
        Who voted against.
    scheduled : bool
        Whether the meeting stood in the calendar.
    note : str
        What a careful reader must know.
    """

    day: date
    lower: float
    upper: float
    votes_for: int
    votes_against: int
    citation: Citation
    dissents: tuple[Dissenter, ...] = ()
    scheduled: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse an impossible range, vote or day."""
        if not 0 <= self.lower < self.upper <= 25:
            raise BadDocument(f"{self.day}: {self.lower} to {self.upper} is no target range.")
        if self.votes_for < 1 or self.votes_against != len(self.dissents):
            raise BadDocument(
                f"{self.day}: {self.votes_against} votes against, {len(self.dissents)} named."
            )
        if self.scheduled and self.day.weekday() >= 5:
            raise BadDocument(f"{self.day} is a {self.day:%A}; no scheduled meeting ends on it.")


@dataclass(frozen=True, slots=True)
class Operation:
    """A statement on operations that decided no rate.

    Attributes
    ----------
    day : date
        The day of the announcement.
    what : str
        What it did, in a clause.
    citation : Citation
        The Board's press release.
    """

    day: date
    what: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions in order of time.

    Attributes
    ----------
    range_before : float
        Upper end of the target range before the first decision, percent.
    complete_until : date
        The day to which every decision is held.
    decisions : tuple of Decision
        In order.
    operations : tuple of Operation
        Statements without a decision on the rate.
    """

    range_before: float
    complete_until: date
    decisions: tuple[Decision, ...]
    operations: tuple[Operation, ...] = ()

    def __post_init__(self) -> None:
        """Refuse decisions out of order."""
        days = [one.day for one in self.decisions]
        if not days or sorted(set(days)) != days:
            raise BadDocument("Decisions stand in order of their days, each day once.")

    def on(self, day: date) -> Decision:
        """Return the decision of one day.

        Raises
        ------
        BadPeriod
            If the day falls on a weekend without a decision.
        NotHeld
            If no decision of that day is held: none was taken, it was a statement on operations,
            or it lies after the last day held.
        """
        for one in self.decisions:
            if one.day == day:
                return one
        raise self._absent(day)

    def _absent(self, day: date) -> BadPeriod | NotHeld:
        nearest = sorted(self.decisions, key=lambda one: abs((one.day - day).days))[:2]
        near = f"Nearest: {', '.join(str(one.day) for one in sorted(nearest, key=_day))}."
        if day.weekday() >= 5:
            return BadPeriod(f"{day} is a {day:%A}; no decision was announced that day. {near}")
        if day > self.complete_until:
            return NotHeld(
                f"No decision of {day} is held; they are held to {self.complete_until}. Either "
                f"the meeting has not been held yet, or it must be added to decisions.yaml. {near}"
            )
        for one in self.operations:
            if one.day == day:
                return NotHeld(f"The statement of {day} decided no rate: {one.what}. {near}")
        return NotHeld(f"The Committee announced no decision on {day}. {near}")

    def move_bp(self, decision: Decision) -> int:
        """Return by how much a decision moved the range, basis points."""
        place = self.decisions.index(decision)
        before = self.decisions[place - 1].upper if place else self.range_before
        return round((decision.upper - before) * 100)


def _day(decision: Decision) -> date:
    return decision.day


def load_decisions(path: Path) -> Decisions:
    """Read ``decisions.yaml``.

    Raises
    ------
    BadDocument
        If the file breaks its schema.
    """
    return load(path, Decisions)
