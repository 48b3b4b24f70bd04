"""Desks as authors: who they are, what they may write, and the documents beside them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from policywire.facts import Citation, Frequency, Period
from policywire.facts.errors import BadDocument, NotHeld, near
from policywire.schema import load

__all__ = ["Desk", "Gloss", "ReleaseRule", "Remit", "brief_paths", "desks", "find_brief"]

_SATURDAY = 5  # weekday
_OURS = ("policywire.desks.money", "policywire.desks.trade")


@dataclass(frozen=True, slots=True)
class ReleaseRule:
    """When a publisher's next monthly release is due.

    Attributes
    ----------
    what : str
        The release.
    lag_days : int
        Days after the end of the month it is about.
    citation : Citation
        Where the publisher says so.
    """

    what: str
    lag_days: int
    citation: Citation

    def next_after(self, as_of: date) -> tuple[date, Period]:
        """Return the working day of the next release after a day, and the month it is about."""
        month = Period.holding(as_of.replace(day=1) - timedelta(days=1), Frequency.MONTH)
        while self._day(month) <= as_of:
            month = Period.holding(month.end + timedelta(days=1), Frequency.MONTH)
        return self._day(month), month

    def _day(self, month: Period) -> date:
        day = month.end + timedelta(days=self.lag_days)
        return day + timedelta(days=7 - day.weekday() if day.weekday() >= _SATURDAY else 0)


@dataclass(frozen=True, slots=True)
class Remit:
    """What a desk may write about, and what its articles must hold.

    Attributes
    ----------
    topics : tuple of str
        Topics of the lexicon whose series it may use: ``trade``, ``money``, ``markets``.
    sections : tuple of str
        Ids of the sections that none of its articles may lack.
    """

    topics: tuple[str, ...]
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Gloss:
    """A term explained to a general reader.

    Attributes
    ----------
    words : tuple of str
        What it is called in print.
    gloss : str
        What it means, in a sentence without a number.
    """

    words: tuple[str, ...]
    gloss: str


@dataclass(frozen=True, slots=True)
class _Terms:
    terms: dict[str, Gloss]


@dataclass(frozen=True, slots=True)
class _DeskFile:
    name: str
    title: str
    remit: str
    audience: str
    purpose: str
    disclosure: str
    topics: tuple[str, ...]
    sections: tuple[str, ...] = ()
    releases: tuple[ReleaseRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """An author.

    Attributes
    ----------
    name : str
        What briefs call it.
    title, remit, audience, purpose, disclosure : str
        As printed.
    scope : Remit
        Its topics, and the sections its articles must hold.
    releases : tuple of ReleaseRule
        Its calendar.
    folder : Path
        Where its law, briefs and names lie.
    """

    name: str
    title: str
    remit: str
    audience: str
    purpose: str
    disclosure: str
    scope: Remit
    releases: tuple[ReleaseRule, ...]
    folder: Path

    @property
    def law(self) -> Path:
        """The folder of its law."""
        return self.folder / "law"

    def names(self) -> dict[str, str]:
        """Return its registered names that hold digits, by id."""
        return load(self.folder / "names.yaml", _Names).names

    def glossary(self) -> tuple[Gloss, ...]:
        """Return the terms it explains to general readers; none where it has no glossary."""
        path = self.folder / "glossary.yaml"
        return tuple(load(path, _Terms).terms.values()) if path.is_file() else ()

    def briefs(self) -> dict[str, Path]:
        """Return its briefs by name."""
        return {path.stem: path for path in sorted((self.folder / "briefs").glob("*.yaml"))}


@cache
def desks() -> dict[str, Desk]:
    """Return every desk installed, by name; ours are found without entry points too."""
    found = {item.value for item in entry_points(group="policywire.desks")} | set(_OURS)
    made = [_desk(Path(str(files(module)))) for module in sorted(found)]
    _refuse_doubles("desk", [desk.name for desk in made])
    _refuse_doubles("brief", [name for desk in made for name in desk.briefs()])
    return {desk.name: desk for desk in made}


def brief_paths() -> dict[str, tuple[Desk, Path]]:
    """Return every brief by name, with its desk."""
    return {name: (desk, path) for desk in desks().values() for name, path in desk.briefs().items()}


def find_brief(name: str) -> tuple[Desk, Path]:
    """Return a brief's desk and document.

    Raises
    ------
    NotHeld
        If no desk has it; the message lists near names and what is held.
    """
    known = brief_paths()
    if name not in known:
        raise NotHeld(f"No brief is called '{name}'.{near(name, known)} Held: {', '.join(known)}.")
    return known[name]


def _refuse_doubles(what: str, names: list[str]) -> None:
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise BadDocument(f"Two installed desks have a {what} called {doubled[0]}. Rename one.")


def _desk(folder: Path) -> Desk:
    said = load(folder / "desk.yaml", _DeskFile)
    return Desk(
        *(said.name, said.title, said.remit, said.audience, said.purpose, said.disclosure),
        scope=Remit(said.topics, said.sections),
        releases=said.releases,
        folder=folder,
    )
