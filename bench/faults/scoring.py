"""Scoring: recall by class, false alarms, seconds; each rate with its Wilson interval."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

__all__ = ["Rate", "Score", "score"]

_Z = 1.959963984540054  # two-sided 95 percent


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many.

    Attributes
    ----------
    hits, of : int
        How many, and of how many.
    """

    hits: int
    of: int

    @property
    def share(self) -> float:
        """The rate; 1 where there is nothing to rate."""
        return self.hits / self.of if self.of else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 percent interval; the whole range where there is nothing to rate."""
        if not self.of:
            return 0.0, 1.0
        weight = _Z * _Z / self.of
        middle = (self.share + weight / 2) / (1 + weight)
        spread = math.sqrt(self.share * (1 - self.share) * weight + weight * weight / 4)
        half = spread / (1 + weight)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(slots=True)
class Score:
    """What a checker found among sentences of one class.

    Attributes
    ----------
    found : Rate
        How many it found a fault in.
    milliseconds : float
        Median time of a sentence.
    codes : Counter of str
        How often each code was the answer.
    missed, caught : list of str
        Ids of the sentences it let pass, and of those it did not.
    """

    found: Rate
    milliseconds: float
    codes: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    caught: list[str] = field(default_factory=list)


def score(
    sentences: Iterable[tuple[str, Sequence[object]]], check: Callable[..., list[str]]
) -> Score:
    """Check every sentence once.

    Parameters
    ----------
    sentences : iterable of tuple of str and sequence
        The id of each, and what the checker is called with.
    check : callable
        Returns the codes of the faults it found.
    """
    codes: Counter[str] = Counter()
    missed: list[str] = []
    caught: list[str] = []
    seconds: list[float] = []
    for name, arguments in sentences:
        start = perf_counter()
        found = check(*arguments)
        seconds.append(perf_counter() - start)
        codes.update(set(found))
        (caught if found else missed).append(name)
    of = len(missed) + len(caught)
    middle = median(seconds) * 1000 if seconds else 0.0
    return Score(Rate(len(caught), of), middle, codes, missed, caught)
