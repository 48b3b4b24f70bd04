"""Exhibits as a brief asks for them: their rows, and what each is called."""

import re
from dataclasses import dataclass, field

from policywire.analyst.manuscript import Mark, Passage
from policywire.analyst.say import Say
from policywire.facts import Unit
from policywire.facts.errors import BadDocument

__all__ = ["ExhibitSpec", "QuotedRow", "RowSpec", "check_decimals"]


@dataclass(frozen=True, slots=True)
class RowSpec:
    """Rows of an exhibit.

    Attributes
    ----------
    expression : str
        The expression; ``$p`` is the period of the row when ``over`` is given.
    measure, subject : str
        What each value is, and whom it is about.
    series : str
        Label of the line or colour.
    category : str
        Bar or place.
    over : str
        Range of periods, one row each; empty for a single row.
    grain : str
        ``A``, ``Q``, ``M``, ``D``, ``12m`` for trailing years by month, or ``held`` for the
        periods at which a series is held.
    each : tuple of dict of str to str
        Repeats the specification.
    event : str
        For a timeline, the event instead of an expression.
    run, outcome : str
        Instead of an expression, one of the brief's runs and its outcome.
    rule : str
        Instead of an expression, a provision by id.
    """

    expression: str = ""
    measure: str = ""
    subject: str = ""
    series: str = ""
    category: str = ""
    over: str = ""
    grain: str = "M"
    each: tuple[dict[str, str], ...] = ()
    event: str = ""
    run: str = ""
    outcome: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class QuotedRow(RowSpec):
    """A row with what is quoted beside it: made by code from texts at hand, never written by hand.

    Attributes
    ----------
    passages : tuple of Passage
        Sentences of two versions, word for word.
    """

    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class ExhibitSpec:
    """An exhibit to draw.

    Attributes
    ----------
    id, mark, title, reading, alt, unit, axis, rows, breaks, marks, credit
        As in :class:`policywire.analyst.manuscript.Plot`.
    decimals : int
        Decimals in print.
    order : str
        ``value`` sorts rows from high to low; empty keeps their order.
    keep : int
        How many rows to keep, those largest in size; 0 keeps all.
    """

    id: str
    mark: Mark
    title: str | Say
    reading: str | Say
    alt: str
    unit: Unit
    axis: str
    rows: tuple[RowSpec, ...]
    decimals: int = 1
    breaks: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    credit: str = ""
    order: str = ""
    keep: int = 0
    when: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse decimals that hide a number or show noise, and names that are no file names."""
        check_decimals(self.id, self.decimals)
        if not re.fullmatch(r"[a-z][a-z0-9_-]*", self.id):
            raise BadDocument(f"'{self.id}' is no name of an exhibit; use a-z, 0-9, _ and -.")


def check_decimals(name: str, decimals: int) -> None:
    """Refuse decimals that hide a number or show noise.

    Raises
    ------
    BadDocument
        If they are not 0 to 6.
    """
    if not 0 <= decimals <= 6:
        raise BadDocument(f"'{name}' wants {decimals} decimals; 0 to 6 can be printed.")
