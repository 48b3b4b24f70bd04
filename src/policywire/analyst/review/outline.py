"""An article to review: its paragraphs with exact places, its title, day, author and links."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Document", "Link", "Paragraph", "ParagraphKind"]


class ParagraphKind(StrEnum):
    """What a paragraph is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"  # of a list
    QUOTE = "quote"
    TABLE = "table"  # one row, cells parted by " | "
    BIO = "bio"  # who the author is
    FURNITURE = "furniture"  # bylines, dates, menus, sign-ups: not the article

    @property
    def is_prose(self) -> bool:
        """Whether it is running text of the article."""
        return self in {self.PARAGRAPH, self.ITEM, self.QUOTE}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of an article.

    Attributes
    ----------
    kind : ParagraphKind
        What it is.
    text : str
        Its words. A line break inside stands where the file breaks a sentence without a reason
        of layout: often a place where a phrase was lost.
    start, end : int
        Where it stands in ``Document.text``.
    """

    kind: ParagraphKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an article.

    Attributes
    ----------
    href : str
        Where it leads; never followed.
    start, end : int
        Where its words stand in ``Document.text``.
    """

    href: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read.

    Attributes
    ----------
    name : str
        Name of the file.
    kind : str
        ``text``, ``markdown`` or ``html``.
    text : str
        All paragraphs, parted by blank lines; every span counts its characters.
    paragraphs : tuple of Paragraph
        In order.
    title : str
        Its title; empty where none was found.
    published : date or None
        The day it gives for itself.
    author : str
        Its byline; empty where none was found.
    links : tuple of Link
        In order.
    notes : tuple of str
        What a reader must know of the reading: an encoding guessed, a text cut.
    """

    name: str
    kind: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    published: date | None = None
    author: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def prose(self) -> tuple[Paragraph, ...]:
        """The paragraphs of running text."""
        return tuple(item for item in self.paragraphs if item.kind.is_prose)

    @property
    def bio(self) -> str:
        """What it says of its author; empty where it says nothing."""
        return " ".join(item.text for item in self.paragraphs if item.kind is ParagraphKind.BIO)

    @property
    def words(self) -> int:
        """How many words its running text has."""
        return sum(len(item.text.split()) for item in self.prose)
