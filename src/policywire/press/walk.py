"""Walking an article: every text it prints, and where it stands."""

from collections.abc import Iterator

from policywire.press.blocks import (
    Article,
    Block,
    Exhibit,
    Field,
    Grid,
    Note,
    Part,
    Points,
    Prose,
    SourceEntry,
)
from policywire.press.text import Text

__all__ = ["Place", "all_texts", "exhibit_texts", "part_texts", "reading_texts"]

Place = tuple[str, Text]


def all_texts(article: Article) -> Iterator[Place]:
    """Yield every text an article prints, with where it stands, pictures apart."""
    yield from reading_texts(article)
    yield "dateline", article.dateline
    yield from _fields("verification", article.verification)
    for exhibit in article.exhibits:
        yield from exhibit_texts(exhibit)
    yield from _numbered("struck", article.struck)
    yield from _fields("about", article.about)
    for note in article.notes:
        yield from _note("note", note)
    for source in article.sources:
        yield from _source(source)


def reading_texts(article: Article) -> Iterator[Place]:
    """Yield the texts of the article proper: headline to last section, exhibits' titles."""
    yield "headline", article.headline
    yield "standfirst", article.standfirst
    yield from _numbered("takeaway", article.takeaways)
    for part in article.parts:
        yield from part_texts(part)


def part_texts(part: Part) -> Iterator[Place]:
    """Yield the texts of one section."""
    yield f"{part.id}, heading", part.heading
    for number, block in enumerate(part.blocks, start=1):
        yield from _block(f"{part.id}, block {number}", block)


def exhibit_texts(exhibit: Exhibit) -> Iterator[Place]:
    """Yield the texts around and below a picture: source, credit, table, trails."""
    where = f"exhibit {exhibit.id}"
    yield f"{where}, source", exhibit.source
    yield f"{where}, credit", exhibit.credit
    yield from _grid(f"{where}, table", exhibit.table)
    for trails in exhibit.trails:
        yield f"{where}, trail", trails.head
        yield from _fields(f"{where}, trail", trails.shared)
        for note in trails.notes:
            yield from _note(f"{where}, trail", note)


def _numbered(where: str, texts: tuple[Text, ...]) -> Iterator[Place]:
    for number, text in enumerate(texts, start=1):
        yield f"{where} {number}", text


def _fields(where: str, fields: tuple[Field, ...]) -> Iterator[Place]:
    for field in fields:
        yield f"{where}, {field.name}", field.value


def _block(where: str, block: Block) -> Iterator[Place]:
    match block:
        case Prose(text):
            yield where, text
        case Points(items):
            yield from _numbered(f"{where}, item", items)
        case Grid():
            yield from _grid(where, block)
        case Exhibit():
            yield f"exhibit {block.id}, title", block.title
            yield f"exhibit {block.id}, reading", block.reading


def _grid(where: str, grid: Grid) -> Iterator[Place]:
    yield f"{where}, caption", grid.caption
    yield from _numbered(f"{where}, column", tuple(cell.text for cell in grid.head))
    for number, row in enumerate(grid.rows, start=1):
        yield from _numbered(f"{where}, row {number}, cell", tuple(cell.text for cell in row))
    yield f"{where}, note", grid.note


def _note(where: str, note: Note) -> Iterator[Place]:
    yield f"{where} {note.figure}", note.head
    yield from _fields(f"{where} {note.figure}", note.fields)


def _source(source: SourceEntry) -> Iterator[Place]:
    yield f"source {source.number}", source.title
    yield from _fields(f"source {source.number}", source.fields)
