"""What the law of a day holds for a good, and the answer as it is gathered."""

from dataclasses import dataclass, field
from datetime import date

from policywire.policy.duty import Applied, Displaced, total
from policywire.policy.measure import Displacement, Measure
from policywire.policy.specific import Base

__all__ = ["WHOLE", "Charge", "Good", "Laid", "Rules", "kept"]

WHOLE = 1.0


@dataclass(frozen=True, slots=True)
class Good:
    """What the law sees of a tariff line.

    Attributes
    ----------
    code : str
        Its digits; empty for a good of no number.
    general : Base
        Rate of column 1 general.
    usmca : str
        What column 1 special gives goods of the USMCA.
    bits : int
        The lists it is on, one bit each.
    edition : str
        The schedule the rate is of.
    """

    code: str
    general: Base
    usmca: str
    bits: int
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The law of a day for goods of one origin.

    Attributes
    ----------
    day : date
        The day.
    base : Measure
        The schedule's own rate.
    laid : tuple of (Measure, float, int, int, int)
        Measures in force with their rate, and the bits of lists that put goods in, leave them out,
        and leave them out in part.
    order : tuple of (Displacement, frozenset, frozenset)
        Displacements in force, with the ids of the measures that displace and are displaced.
    """

    day: date
    base: Measure
    laid: tuple[tuple[Measure, float, int, int, int], ...]
    order: tuple[tuple[Displacement, frozenset[str], frozenset[str]], ...]


@dataclass(slots=True)
class Charge:
    """The answer for one line, as it is gathered."""

    rows: list[Applied] = field(default_factory=list)
    displaced: list[Displaced] = field(default_factory=list)
    not_computed: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    @property
    def sum(self) -> float:
        """Sum of the rows."""
        return total(self.rows)


@dataclass(slots=True)
class Laid:
    """A measure that applies, with the share of value it is laid on and what is left of it."""

    measure: Measure
    rate: float
    cover: float
    left: float = WHOLE


def kept(item: Measure, rate: float | None, why: str) -> Displaced:
    """Return the row of a measure that does not apply, and why."""
    return Displaced(item.id, item.authority.value, item.heading, rate, 0.0, why)
