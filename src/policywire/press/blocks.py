"""The parts of a laid-out article: what every renderer reads, and nothing else."""

from collections.abc import Iterator
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
        Its place among the notes, from 1.
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
        One a value, with the facts that differ; numbered 0.
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
    struck : tuple of Field
        What the checker took out: where, and what and why.
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
    struck: tuple[Field, ...]
    about: tuple[Field, ...]
    notes: tuple[Note, ...]
    sources: tuple[SourceEntry, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits in the order of their numbers."""
        found = (block for part in self.parts for block in part.blocks)
        drawn = [block for block in found if isinstance(block, Exhibit)]
        return tuple(sorted(drawn, key=lambda exhibit: exhibit.number))

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Yield every text the article prints, and where it stands."""
        yield "headline", self.headline
        yield "standfirst", self.standfirst
        yield "dateline", self.dateline
        yield from _fields("verification", self.verification)
        yield from _numbered("takeaway", self.takeaways)
        for part in self.parts:
            yield from _part(part)
        yield from _fields("struck", self.struck)
        yield from _fields("about", self.about)
        for note in self.notes:
            yield from _note("note", note)
        for source in self.sources:
            yield f"source {source.number}", source.title
            yield from _fields(f"source {source.number}", source.fields)


def _numbered(where: str, texts: tuple[Text, ...]) -> Iterator[tuple[str, Text]]:
    for number, text in enumerate(texts, start=1):
        yield f"{where} {number}", text


def _fields(where: str, fields: tuple[Field, ...]) -> Iterator[tuple[str, Text]]:
    for field in fields:
        yield f"{where}, {field.name}", field.value


def _part(part: Part) -> Iterator[tuple[str, Text]]:
    yield f"{part.id}, heading", part.heading
    for number, block in enumerate(part.blocks, start=1):
        yield from _block(f"{part.id}, block {number}", block)


def _block(where: str, block: Block) -> Iterator[tuple[str, Text]]:
    match block:
        case Prose(text):
            yield where, text
        case Points(items):
            yield from _numbered(f"{where}, item", items)
        case Grid():
            yield from _grid(where, block)
        case Exhibit():
            yield from _exhibit(f"exhibit {block.id}", block)


def _grid(where: str, grid: Grid) -> Iterator[tuple[str, Text]]:
    yield f"{where}, caption", grid.caption
    yield from _numbered(f"{where}, column", tuple(cell.text for cell in grid.head))
    for number, row in enumerate(grid.rows, start=1):
        yield from _numbered(f"{where}, row {number}, cell", tuple(cell.text for cell in row))
    yield f"{where}, note", grid.note


def _exhibit(where: str, exhibit: Exhibit) -> Iterator[tuple[str, Text]]:
    yield f"{where}, title", exhibit.title
    yield f"{where}, reading", exhibit.reading
    yield f"{where}, source", exhibit.source
    yield f"{where}, credit", exhibit.credit
    yield from _grid(f"{where}, table", exhibit.table)
    for trails in exhibit.trails:
        yield f"{where}, trail", trails.head
        yield from _fields(f"{where}, trail", trails.shared)
        for note in trails.notes:
            yield from _note(f"{where}, trail", note)


def _note(where: str, note: Note) -> Iterator[tuple[str, Text]]:
    yield f"{where} {note.figure}", note.head
    yield from _fields(f"{where} {note.figure}", note.fields)
