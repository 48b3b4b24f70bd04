"""Redrafting: which lines of a paragraph a language model may put in its own order.

A line is free where its figures say all it says. A line that stands under a condition, rests on a
source, prints a date or a name, or is kept or signed by its author stays as written; so does the
line before one that refers back to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policywire.analyst.draft import Kind, Line
from policywire.analyst.say import Say, said

__all__ = ["Written", "figures_in", "free_runs"]

_BACK = re.compile(
    r"(?:\W*\w+){0,5}?\W*\b(?:it|its|they|their|them|that|this|these|those|both|such|same|latter|"
    r"former|other|others|rest|difference|gap|there|here|then|second|one)\b",
    re.IGNORECASE,
)
_BARE = (Kind.TEXT, Kind.FIGURE, Kind.PERIOD, Kind.DIRECTION, Kind.COMPARISON, Kind.PHRASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A line with what its author asked for.

    Attributes
    ----------
    spec : str or Say
        The sentence of the brief.
    line : Line
        As the plain writer prints it.
    """

    spec: str | Say
    line: Line

    @property
    def is_free(self) -> bool:
        """Whether a model may say its figures instead."""
        wanted = said(self.spec)
        if wanted.holds or wanted.cites or wanted.keep or wanted.signed:
            return False
        bare = all(span.kind in _BARE for span in self.line.spans)
        return bare and bool(figures_in([self.line]))

    @property
    def refers_back(self) -> bool:
        """Whether it leans on the line before it."""
        return _BACK.match(self.line.text) is not None


def figures_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return ids of the figures lines print, each once, in order."""
    spans = (span for line in lines for span in line.spans)
    return tuple(dict.fromkeys(span.ref for span in spans if span.kind is Kind.FIGURE))


def free_runs(paragraph: Sequence[Written]) -> Iterator[slice]:
    """Yield the runs of lines that may be redrafted, each as long as it can be."""
    free = [item.is_free for item in paragraph]
    for at in range(len(paragraph) - 1, 0, -1):
        if paragraph[at].refers_back and not free[at]:
            free[at - 1] = False
    start = None
    for at, is_free in enumerate([*free, False]):
        if is_free and start is None:
            start = at
        elif not is_free and start is not None:
            yield slice(start, at)
            start = None
