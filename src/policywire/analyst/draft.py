"""The draft contract: sentences of words and tokens, and what they become in print.

A draft sentence is literal words and tokens. A token names a figure, an event or a registered
name, and code writes its text, so no number is ever typed. In print a sentence is a line of
spans; each span that came from a token keeps the token's reference.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Bullets",
    "Kind",
    "Line",
    "Paragraph",
    "Section",
    "Sentence",
    "Span",
    "Table",
    "Token",
]


class Kind(StrEnum):
    """What a token, and the span it becomes, stands for."""

    TEXT = "text"
    FIGURE = "f"  # number with its unit
    PERIOD = "t"  # the period of a figure
    DIRECTION = "dir"  # a word chosen by the sign and size of a figure
    DATE = "d"  # the date of an event
    NAME = "n"  # a registered name that holds digits: Article 34.7


@dataclass(frozen=True, slots=True)
class Token:
    """A place in a sentence that code fills.

    Attributes
    ----------
    kind : Kind
        What it stands for.
    ref : str
        Id of the figure, event or name.
    forms : tuple of str
        How to write it; meaning depends on the kind.
    """

    kind: Kind
    ref: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One draft sentence.

    Attributes
    ----------
    parts : tuple of str or Token
        Literal words and tokens, in order.
    holds : tuple of str
        Conditions over figures that must be true for the sentence to stand.
    cites : str
        Id of the event or rule that an attributed statement rests on; empty when none.
    """

    parts: tuple[str | Token, ...]
    holds: tuple[str, ...] = ()
    cites: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of printed text.

    Attributes
    ----------
    text : str
        As printed.
    kind : Kind
        ``TEXT`` for literal words, otherwise the kind of the token it came from.
    ref : str
        Reference of that token; empty for literal words.
    """

    text: str
    kind: Kind = Kind.TEXT
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed sentence, heading, title or table cell.

    Attributes
    ----------
    spans : tuple of Span
        Its runs of text, in order.
    cites : str
        Id of the event or rule it is attributed to; empty when none.
    """

    spans: tuple[Span, ...]
    cites: str = ""

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that run on."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is lines that run on."""

    items: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the text.

    Attributes
    ----------
    caption : Line
        What it shows, with unit and period.
    head : tuple of Line
        Column headings.
    rows : tuple of tuple of Line
        Cells; the first of each row is its heading.
    note : Line or None
        What holds for the whole table.
    """

    caption: Line
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    note: Line | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A question answered: heading, blocks, and the exhibits that belong to it.

    Attributes
    ----------
    id : str
        Stable name, also the anchor on the page.
    heading : Line
        Its heading.
    blocks : tuple of Paragraph, Bullets or Table
        Its text, in order.
    exhibits : tuple of str
        Ids of the exhibits shown after the text.
    """

    id: str
    heading: Line
    blocks: tuple[Paragraph | Bullets | Table, ...]
    exhibits: tuple[str, ...] = ()
