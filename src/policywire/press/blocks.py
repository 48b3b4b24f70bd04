"""The parts of a laid-out article: what every renderer reads, and nothing else."""

from dataclasses import dataclass

from policywire.analyst.figures import Figure
from policywire.analyst.manuscript import Manuscript, Mark
from policywire.press.text import Text

__all__ = [
    "Article",
    "Block",
    "Cell",
    "Drawing",
    "Exhibit",
    "Field",
    "Grid",
    "Note",
    "Part",
    "Points",
    "Prose",
    "SourceEntry",
    "Trails",
]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: Text


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell.

    Attributes
    ----------
    text : Text
        What it prints; empty for no value.
    numeric : bool
        Whether it is set flush right in tabular numerals.
    """

    text: Text
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes
    ----------
    caption : Text
        What it shows.
    head : tuple of Cell
        Column headings.
    rows : tuple of tuple of Cell
        Cells; the first of each row heads it.
    note : Text
        What holds for the whole table; empty when nothing.
    """

    caption: Text
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Text = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A named fact in a note or box."""

    name: str
    value: Text


@dataclass(frozen=True, slots=True)
class Note:
    """How to arrive at one figure again.

    Attributes
    ----------
    figure : str
        Its id; the anchor is ``note-`` and the id.
    number : int
        Its place among the notes, from 1; 0 in an exhibit's own trails.
    head : Text
        The figure as printed, and what it is.
    fields : tuple of Field
        Value, unit, period, vintage, status, basis, trail, sources.
    brief : str
        The same in one plain sentence, for a tooltip.
    """

    figure: str
    number: int
    head: Text
    fields: tuple[Field, ...]
    brief: str


@dataclass(frozen=True, slots=True)
class Trails:
    """Notes of the plotted values of one series, what they share said once.

    Attributes
    ----------
    head : Text
        Name of the series.
    shared : tuple of Field
        Facts that hold for all of them.
    notes : tuple of Note
        One a value, with the facts that differ.
    """

    head: Text
    shared: tuple[Field, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture as SVG.

    Attributes
    ----------
    svg : str
        The element, for use inside a page.
    scale_marks : tuple of str
        Axis and legend numerals, which are marks of a scale and no figures.
    labels : tuple of (str, str)
        Figure id and printed text of every number written in the picture.
    """

    svg: str
    scale_marks: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A drawn exhibit.

    Attributes
    ----------
    id : str
        Stable name, also the file name.
    number : int
        Its number in the article, from 1.
    mark : Mark
        How it is drawn.
    title, reading : Text
        The finding, and how to read it.
    alt : str
        What a person who cannot see it needs to know.
    source, credit : Text
        Publishers and data sets; whom to credit for outlines, empty when none.
    wide, narrow : Drawing
        The picture for desktop and for phone.
    svg : str
        The wide picture as a file of its own.
    png : bytes
        The same with title, source and credit set around it.
    spec : str
        The Vega-Lite 6 spec as JSON; empty where the picture is drawn without Vega.
    table : Grid
        The plotted values.
    csv : str
        The plotted values in full precision.
    figures : tuple of Figure
        The plotted figures, in order.
    trails : tuple of Trails
        How to arrive at each plotted value; empty until the article is laid out.
    """

    id: str
    number: int
    mark: Mark
    title: Text
    reading: Text
    alt: str
    source: Text
    credit: Text
    wide: Drawing
    narrow: Drawing
    svg: str
    png: bytes
    spec: str
    table: Grid
    csv: str
    figures: tuple[Figure, ...]
    trails: tuple[Trails, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Names of its files inside the edition."""
        endings = ("svg", "png", "csv", *(("vl.json",) if self.spec else ()))
        return tuple(f"exhibits/{self.id}.{ending}" for ending in endings)


Block = Prose | Points | Grid | Exhibit


@dataclass(frozen=True, slots=True)
class Part:
    """A section: anchor, heading, blocks."""

    id: str
    heading: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source in the list.

    Attributes
    ----------
    number : int
        Its number, from 1; the anchor is ``source-`` and the number.
    title : Text
        Publisher and data set, or title and locator of a text.
    href : str
        Public address; empty when none is known.
    fields : tuple of Field
        Licence, retrieval, third party, hash.
    """

    number: int
    title: Text
    href: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article laid out.

    Attributes
    ----------
    manuscript : Manuscript
        What it was laid out from.
    headline, standfirst, dateline : Text
        The finding, one sentence more, and where the reader stands.
    verification : tuple of Field
        The box at the top.
    takeaways : tuple of Text
        At most six.
    parts : tuple of Part
        The body, exhibits in place.
    struck : tuple of Text
        What the checker took out: where, what, why.
    about : tuple of Field
        Desk, writer, disclosure.
    notes : tuple of Note
        One a figure printed outside the exhibits' own tables, in order of first print.
    sources : tuple of SourceEntry
        The documents.
    """

    manuscript: Manuscript
    headline: Text
    standfirst: Text
    dateline: Text
    verification: tuple[Field, ...]
    takeaways: tuple[Text, ...]
    parts: tuple[Part, ...]
    struck: tuple[Text, ...]
    about: tuple[Field, ...]
    notes: tuple[Note, ...]
    sources: tuple[SourceEntry, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits in the order of their numbers."""
        found = (block for part in self.parts for block in part.blocks)
        drawn = [block for block in found if isinstance(block, Exhibit)]
        return tuple(sorted(drawn, key=lambda exhibit: exhibit.number))
