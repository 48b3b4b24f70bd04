"""Phrases of a line, as the rules read them, and the words that are its author's own."""

import re
from dataclasses import dataclass
from itertools import groupby

from policywire.analyst.draft import Kind
from policywire.analyst.figures import Figure
from policywire.analyst.phrases import phrase
from policywire.analyst.rules.bearing import Bearing, Bearings
from policywire.analyst.rules.strokes import MASK, Read

__all__ = ["Phrased", "authored", "phrases_in"]

_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")


@dataclass(frozen=True, slots=True)
class Phrased:
    """A phrase of a line.

    Attributes
    ----------
    figure : Figure
        What it says.
    bearing : Bearing
        Whom and what that is about.
    start, end : int
        Where it stands.
    text : str
        As printed.
    """

    figure: Figure
    bearing: Bearing
    start: int
    end: int
    text: str

    @property
    def is_clause(self) -> bool:
        """Whether it has a verb of its own."""
        noun = "".join(span.text for span in phrase(self.figure))
        return self.text.lower() != noun.lower()


def phrases_in(read: Read, bearings: Bearings) -> tuple[Phrased, ...]:
    """Return the phrases of a line, in order."""
    made = []
    for name, group in groupby(read.spans, lambda placed: placed.span.phrase):
        figure, bearing = bearings.figures.get(name), bearings.of(name)
        if not name or figure is None or bearing is None:
            continue
        parts = list(group)
        start, end = parts[0].start, parts[-1].end
        made.append(Phrased(figure, bearing, start, end, read.text[start:end]))
    return tuple(made)


def authored(read: Read) -> str:
    """Return a line as its author wrote it: words and names, all else masked, quotations too."""
    kinds = (Kind.TEXT, Kind.NAME)
    text = "".join(
        one.span.text if one.span.kind in kinds else MASK * len(one.span.text) for one in read.spans
    )
    return _QUOTED.sub(lambda match: '"' * len(match[0]), text)
