"""Law in force as dated values, and dated facts about acts and negotiations.

A *provision* is a number the law sets, with the day each value takes effect; an *event* is
something that happened, or that a rule says will happen, on a day. Both carry a citation.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from policywire.facts import Citation, Quantity, Unit
from policywire.facts.errors import BadDocument, NotHeld, near
from policywire.schema import load

__all__ = ["Event", "Footing", "Law", "Provision", "load_law"]

_DERIVED = re.compile(r"(\S+) ([+-]) (\d+) days")


class Footing(StrEnum):
    """What a provision, event, step or measure rests on."""

    LAW = "law"  # written in an act or agreement
    OFFICIAL = "official"  # said by the authority itself
    REPORTED = "reported"  # reported by the press, and so attributed in print
    SECONDARY = "secondary"  # read through others' accounts of the act alone
    RECORD = "record"  # a published record: a vote, a measured surprise
    PROCLAIMED = "proclaimed"  # proclaimed for a day; that it began was not seen
    PENDING = "pending"  # announced, without a rate or a day: of measures alone
    HYPOTHESIS = "hypothesis"  # supposed by a scenario of ours; nobody has decided it


@dataclass(frozen=True, slots=True)
class Provision:
    """A number the law sets.

    Attributes
    ----------
    id : str
        Its name: ``usmca.rvc.passenger_car``.
    measure : str
        What it is, in words.
    unit : Unit
        Unit of the values.
    values : dict of date to float
        Value from each day on.
    citation : Citation
        Where it is written.
    footing : Footing
        What it rests on.
    note : str
        What a careful reader must know.
    known : date or None
        From when it was known; its first value's day when None.
    """

    id: str
    measure: str
    unit: Unit
    values: dict[date, float]
    citation: Citation
    footing: Footing = Footing.LAW
    note: str = ""
    known: date | None = None

    def __post_init__(self) -> None:
        """Refuse a provision without a value, and one that is but announced."""
        if not self.values:
            raise BadDocument(f"{self.id} has no value.")
        if self.footing is Footing.PENDING:
            raise BadDocument(f"{self.id} has values, so it is not pending.")

    def asked(self, as_of: date) -> None:
        """Refuse a reader who stands before it was known.

        Raises
        ------
        NotHeld
            If it was not known yet.
        """
        since = self.known or min(self.values)
        if since > as_of:
            raise NotHeld(f"{self.id} was not known as of {as_of}; it was from {since}.")

    def on(self, day: date) -> tuple[date, Quantity]:
        """Return the value in force on a day, and since when.

        Raises
        ------
        NotHeld
            If it was not in force yet.
        """
        since = max((start for start in self.values if start <= day), default=None)
        if since is None:
            first = min(self.values)
            raise NotHeld(f"{self.id} is not in force on {day}; its first value is of {first}.")
        return since, Quantity(self.values[since], self.unit)


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact.

    Attributes
    ----------
    id : str
        Its name: ``review.declined``.
    day : date
        When it happened or falls due.
    known : date
        From when it was known: its own day for what happened, earlier for what was scheduled.
    what : str
        What happened, in a clause.
    citation : Citation
        Where it is written.
    footing : Footing
        What it rests on.
    """

    id: str
    day: date
    known: date
    what: str
    citation: Citation
    footing: Footing

    def asked(self, as_of: date) -> None:
        """Refuse a reader who stands before it was known.

        Raises
        ------
        NotHeld
            If it was not known yet.
        """
        if self.known > as_of:
            raise NotHeld(
                f"The event '{self.id}' was not known as of {as_of}; it was from {self.known}. "
                "The brief rests on it: ask as of that day or later."
            )


@dataclass(frozen=True, slots=True)
class _EventEntry:
    """An event as written: ``day`` is a date, or ``other.event - 70 days``."""

    id: str
    day: str
    what: str
    citation: Citation
    footing: Footing = Footing.LAW
    known: date | None = None


@dataclass(frozen=True, slots=True)
class _LawFile:
    provisions: tuple[Provision, ...] = ()
    events: tuple[_EventEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Law:
    """Everything a desk holds about the law.

    Attributes
    ----------
    provisions : dict of str to Provision
        By id.
    events : dict of str to Event
        By id, in order of day.
    """

    provisions: dict[str, Provision]
    events: dict[str, Event]

    def provision(self, name: str) -> Provision:
        """Return a provision by id.

        Raises
        ------
        NotHeld
            If there is none; the message lists near ids.
        """
        if name not in self.provisions:
            raise NotHeld(f"No provision is called '{name}'.{near(name, self.provisions)}")
        return self.provisions[name]

    def event(self, name: str) -> Event:
        """Return an event by id.

        Raises
        ------
        NotHeld
            If there is none; the message lists near ids.
        """
        if name not in self.events:
            raise NotHeld(f"No event is called '{name}'.{near(name, self.events)}")
        return self.events[name]


def load_law(folder: Path) -> Law:
    """Read every law file of a desk.

    Raises
    ------
    BadDocument
        If a file breaks the schema, an id is used twice, or a derived day has no root.
    """
    files = [load(path, _LawFile) for path in sorted(folder.glob("*.yaml"))]
    provisions = [item for file in files for item in file.provisions]
    entries = {item.id: item for file in files for item in file.events}
    ids = [item.id for item in provisions] + [item.id for file in files for item in file.events]
    doubled = sorted({name for name in ids if ids.count(name) > 1})
    if doubled:
        raise BadDocument(f"{folder.name}: {', '.join(doubled)} given twice.")
    events = [_event(entry, entries) for entry in entries.values()]
    events.sort(key=lambda event: (event.day, event.id))
    return Law({item.id: item for item in provisions}, {event.id: event for event in events})


def _event(entry: _EventEntry, entries: dict[str, _EventEntry]) -> Event:
    day = _day(entry, entries, ())
    known = entry.known or day
    return Event(entry.id, day, known, entry.what, entry.citation, entry.footing)


def _day(entry: _EventEntry, entries: dict[str, _EventEntry], seen: tuple[str, ...]) -> date:
    """Return the day of an event, counting from another where it says so."""
    derived = _DERIVED.fullmatch(entry.day)
    if derived is None:
        try:
            return date.fromisoformat(entry.day)
        except ValueError as error:
            raise BadDocument(f"{entry.id}: '{entry.day}' is no day: {error}.") from error
    root, sign, days = derived.groups()
    if root not in entries:
        raise BadDocument(f"{entry.id} counts from '{root}', no event.{near(root, entries)}")
    if root in (*seen, entry.id):
        raise BadDocument(f"{' counts from '.join((*seen, entry.id, root))}: a loop without a day.")
    start = _day(entries[root], entries, (*seen, entry.id))
    try:
        return start + timedelta(days=int(days) * (1 if sign == "+" else -1))
    except OverflowError as error:
        raise BadDocument(f"{entry.id}: '{entry.day}' leaves the calendar.") from error
