"""What policy rules are told besides data: the target, the neutral rate, the natural rate."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policywire.facts import Citation
from policywire.facts.errors import BadDocument, NotHeld
from policywire.schema import load

__all__ = ["Benchmarks", "Reading", "load_benchmarks"]

_NAMES = ("target", "neutral", "natural")


@dataclass(frozen=True, slots=True)
class Reading:
    """One benchmark as published on a day.

    Attributes
    ----------
    day : date
        When it was published.
    value : float
        Percent.
    citation : Citation
        Where.
    via : str
        Where it was read, when not at its publisher's: a copy or an account. Empty otherwise.
    """

    day: date
    value: float
    citation: Citation
    via: str = ""

    @property
    def where(self) -> str:
        """Where it is published, and where it was read if that is another place."""
        found = f"{self.citation.title}, {self.citation.locator}"
        return f"{found}; read at second hand: {self.via}" if self.via else found


@dataclass(frozen=True, slots=True)
class Benchmarks:
    """Readings of each benchmark, in order of time.

    Attributes
    ----------
    target : tuple of Reading
        The inflation target.
    neutral : tuple of Reading
        r*, the real rate when inflation is on target and output at potential.
    natural : tuple of Reading
        The unemployment rate of the longer run.
    """

    target: tuple[Reading, ...]
    neutral: tuple[Reading, ...]
    natural: tuple[Reading, ...]

    def __post_init__(self) -> None:
        """Refuse readings out of order."""
        for name in _NAMES:
            days = [one.day for one in getattr(self, name)]
            if not days or sorted(set(days)) != days:
                raise BadDocument(f"Readings of '{name}' stand in order of their days, one a day.")

    def on(self, name: str, day: date) -> Reading:
        """Return the newest reading of a benchmark on a day.

        Raises
        ------
        NotHeld
            If none had been published of those held.
        """
        held: tuple[Reading, ...] = getattr(self, name)
        said = [one for one in held if one.day <= day]
        if not said:
            raise NotHeld(
                f"No reading of the '{name}' rate of {day} or before is held; the first is of "
                f"{held[0].day}. Give one with --{name}."
            )
        return said[-1]


def load_benchmarks(path: Path) -> Benchmarks:
    """Read ``rules.yaml``.

    Raises
    ------
    BadDocument
        If the file breaks its schema.
    """
    return load(path, Benchmarks)
