"""The making of a phrase: words, numbers and periods, one after the other."""

from dataclasses import dataclass, field

from policywire.analyst.draft import Kind, Span
from policywire.analyst.figures import Figure
from policywire.analyst.numbers import (
    printed,
)
from policywire.facts import Period

__all__ = ["Maker"]


@dataclass(slots=True)
class Maker:
    """Spans of one phrase, in the making; each verb returns the maker, for the next.

    Attributes
    ----------
    figure : Figure
        What the phrase is about.
    spans : list of Span
        Made so far.
    """

    figure: Figure
    spans: list[Span] = field(default_factory=list)

    def words(self, text: str) -> "Maker":
        """Add plain words."""
        return self._add(text, Kind.PHRASE)

    def number(self, form: str = "") -> "Maker":
        """Add the figure as printed in a form."""
        return self._add(printed(self.figure, form), Kind.FIGURE)

    def period(self, period: Period) -> "Maker":
        """Add a period."""
        return self._add(period.words(), Kind.PERIOD)

    def turn(self, word: str) -> "Maker":
        """Add a word of direction."""
        return self._add(word, Kind.DIRECTION)

    def end(self, text: str) -> "Maker":
        """Add an end of the range, as printed."""
        return self._add(text, Kind.RANGE)

    def _add(self, text: str, kind: Kind) -> "Maker":
        last = self.spans[-1] if self.spans else None
        if kind is Kind.PHRASE and last is not None and last.kind is kind:
            self.spans[-1] = Span(last.text + text, kind, last.ref, last.phrase)
        else:
            self.spans.append(Span(text, kind, self.figure.id, self.figure.id))
        return self
