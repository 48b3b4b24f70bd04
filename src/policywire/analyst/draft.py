"""The draft contract: sentences of words and tokens, and what they become in print.

A draft sentence is literal words and tokens. A token names a figure, an event or a registered
name, and code writes its text, so no number is ever typed. A phrase token writes number, measure
and period together, so that no exchange of two of them gives a number to another subject. In
print a sentence is a line of spans; each span that came from a token keeps the token's reference.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Bullets",
    "Kind",
    "Line",
    "Paragraph",
    "Relation",
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
    PHRASE = "p"  # number, measure and period of a figure, in words of code
    RANGE = "range"  # the range of a modelled figure
    PERIOD = "t"  # the period of a figure
    DIRECTION = "dir"  # a word chosen by the sign and size of a figure
    COMPARISON = "cmp"  # more than, less than: a word chosen by two figures
    DATE = "d"  # the date of an event
    NAME = "n"  # a registered name that holds digits: Article 34.7


class Relation(StrEnum):
    """How a sentence stands to the one before it."""

    STATEMENT = "statement"
    ADDITION = "addition"
    CONTRAST = "contrast"
    COMPARISON = "comparison"
    CONSEQUENCE = "consequence"  # only with a source


@dataclass(frozen=True, slots=True)
class Token:
    """A place in a sentence that code fills.

    Attributes
    ----------
    kind : Kind
        What it stands for.
    ref : str
        Id of the figure, event or name; two ids with a comma for a comparison.
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
    uses : tuple of str
        Ids of the figures it prints, as its author declares them; code computes them for briefs.
    relation : Relation
        How it stands to the sentence before it.
    """

    parts: tuple[str | Token, ...]
    holds: tuple[str, ...] = ()
    cites: str = ""
    uses: tuple[str, ...] = ()
    relation: Relation = Relation.STATEMENT

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens, in order."""
        return tuple(part for part in self.parts if isinstance(part, Token))

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures its tokens name, each once, in order."""
        ids = (name for token in self.tokens for name in _figure_ids(token))
        return tuple(dict.fromkeys(ids))


def _figure_ids(token: Token) -> tuple[str, ...]:
    if token.kind in (Kind.DATE, Kind.NAME):
        return ()
    return tuple(name.strip() for name in token.ref.split(","))


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
    phrase : str
        Id of the figure whose phrase it is part of; empty outside phrases.
    """

    text: str
    kind: Kind = Kind.TEXT
    ref: str = ""
    phrase: str = ""


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
