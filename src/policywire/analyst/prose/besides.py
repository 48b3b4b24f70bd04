"""What a reading says besides its numbers: denials, bases, order, tone, days, hedges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policywire.analyst.prose.bases import check_bases
from policywire.analyst.prose.binding import Bound
from policywire.analyst.prose.compared import check_compared
from policywire.analyst.prose.laws import Acts
from policywire.analyst.prose.profiles import Profiles
from policywire.analyst.prose.reading import Reading
from policywire.analyst.prose.single import currencies, denied
from policywire.analyst.prose.tones import Sources, check_tones
from policywire.analyst.prose.tops import check_tops
from policywire.analyst.rules.faults import Fault

__all__ = ["Ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the words of a reading may rest on.

    Attributes
    ----------
    profiles : Profiles
        What each figure needs around it.
    acts : Acts
        Rules and events.
    sources : Sources
        What may be quoted and leant on.
    days : frozenset of date
        Days on which something is held.
    """

    profiles: Profiles
    acts: Acts
    sources: Sources
    days: frozenset[date]

    def faults(self, reading: Reading, bound: Sequence[Bound]) -> Iterator[Fault]:
        """Yield what the words say that neither the bound figures nor the law bear out."""
        told = tuple(bound)
        yield from denied(reading, told)
        yield from check_bases(reading, told)
        yield from currencies(reading, told)
        yield from check_compared(reading, told)
        yield from check_tops(reading, told, self.profiles)
        yield from check_tones(reading, told, self.sources)
        yield from self.acts.check_days(reading, self.days)
        yield from self.acts.check_denials(reading)
        yield from self.acts.check_hedges(reading)
