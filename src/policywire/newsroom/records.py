"""Records: what a brief of the money desk is told of one case, as provisions and events."""

from dataclasses import dataclass, field
from datetime import date

from policywire.analyst.manuscript import Passage
from policywire.facts import Citation, Unit
from policywire.policy import Event, Footing, Provision

__all__ = ["At", "Records"]


@dataclass(frozen=True, slots=True)
class At:
    """When something was recorded, and where.

    Attributes
    ----------
    day : date
        The day it is of.
    citation : Citation
        Where it stands.
    footing : Footing
        What it rests on.
    """

    day: date
    citation: Citation
    footing: Footing = Footing.RECORD


@dataclass(slots=True)
class Records:
    """What is on record of a meeting.

    Attributes
    ----------
    tags : set of str
        What holds of it: ``known``, ``raise``, ``dissent``.
    periods : dict of str to str
        Its days, by the names a brief gives them.
    names : dict of str to str
        Registered names: the dissenters.
    provisions : dict of str to Provision
        Numbers.
    events : dict of str to Event
        Days.
    passages : dict of str to tuple of Passage
        What is quoted beside a number, by its provision.
    """

    tags: set[str] = field(default_factory=set)
    periods: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)

    def number(self, name: str, measure: str, value: float, unit: Unit, at: At) -> None:
        """Put a number on record."""
        self.provisions[name] = Provision(
            name, measure, unit, {at.day: value}, at.citation, at.footing
        )

    def event(self, name: str, what: str, at: At) -> None:
        """Put a day on record."""
        self.events[name] = Event(name, at.day, at.day, what, at.citation, Footing.OFFICIAL)
