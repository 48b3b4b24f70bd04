"""Markdown: an article as plain text with footnotes, tables and pictures beside it."""

import re
from collections.abc import Iterable, Iterator

from policywire.press.blocks import (
    Article,
    Block,
    Cell,
    Exhibit,
    Field,
    Grid,
    Points,
    Prose,
    SourceEntry,
)
from policywire.press.text import Run, Tag, Text, anchor, plain

__all__ = ["render_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def render_markdown(article: Article) -> str:
    """Return the article as Markdown; every figure in the text has its footnote."""
    pages = (
        _opening(article),
        _takeaways(article),
        *(_part(part.heading, part.blocks) for part in article.parts),
        _notes(article),
        _sources(article.sources),
        _about(article),
    )
    return "\n\n".join(paragraph for page in pages for paragraph in page) + "\n"


def _opening(article: Article) -> Iterator[str]:
    yield f"# {_line(article.headline)}"
    yield f"**{_line(article.standfirst)}**"
    yield f"*{_line(article.dateline)}*"
    yield "## Verification"
    yield _list(_field(field) for field in article.verification)


def _takeaways(article: Article) -> Iterator[str]:
    if article.takeaways:
        yield "## Key takeaways"
        yield _list(_line(text) for text in article.takeaways)


def _part(heading: Text, blocks: Iterable[Block]) -> Iterator[str]:
    yield f"## {_line(heading)}"
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose(text):
            yield _line(text)
        case Points(items):
            yield _list(_line(item) for item in items)
        case Grid():
            yield from _grid(block)
        case Exhibit():
            yield from _exhibit(block)


# ------------------------------------------------------------------- exhibits and tables


def _grid(grid: Grid) -> Iterator[str]:
    yield f"**{_line(grid.caption)}**"
    yield _table(grid, notes=True)
    if grid.note:
        yield f"*{_line(grid.note)}*"


def _exhibit(exhibit: Exhibit) -> Iterator[str]:
    folder = f"exhibits/{exhibit.id}"
    yield f"### Exhibit {exhibit.number}. {_line(exhibit.title)}"
    yield _line(exhibit.reading)
    yield f"![{_escaped(exhibit.alt)}]({folder}.svg)"
    outlines = f" Outlines: {_line(exhibit.credit)}." if exhibit.credit else ""
    yield f"*Source: {_line(exhibit.source)}.{outlines}*"
    yield f"Values, each with its expression and vintage: [{exhibit.id}.csv]({folder}.csv)."
    yield _table(exhibit.table, notes=False)


def _table(grid: Grid, *, notes: bool) -> str:
    rule = " | ".join("---:" if cell.numeric else "---" for cell in grid.head)
    head, *rows = (_row(row, notes=notes) for row in (grid.head, *grid.rows))
    return "\n".join((head, f"| {rule} |", *rows))


def _row(cells: Iterable[Cell], *, notes: bool) -> str:
    texts = (_line(cell.text) if notes else _escaped(plain(cell.text)) for cell in cells)
    return f"| {' | '.join(texts)} |"


# ------------------------------------------------------------------- notes, sources, author


def _notes(article: Article) -> Iterator[str]:
    yield "## Notes on figures"
    for note in article.notes:
        facts = "; ".join(_field(field) for field in note.fields)
        yield f"[^{anchor(note.figure)}]: {_escaped(plain(note.head))}. {facts}."


def _sources(sources: tuple[SourceEntry, ...]) -> Iterator[str]:
    yield "## Sources"
    entries = []
    for source in sources:
        facts = "".join(f"; {_field(field)}" for field in source.fields)
        entries.append(f"{source.number}. {_line(source.title)}{facts}")
    yield "\n".join(entries)


def _about(article: Article) -> Iterator[str]:
    yield "## How this was written"
    yield _list(_field(field) for field in article.about)
    if article.struck:
        yield "Lines struck by the checker:"
        yield _list(_line(text) for text in article.struck)


def _field(field: Field) -> str:
    return f"{field.name}: {_line(field.value)}"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


# ------------------------------------------------------------------- runs


def _line(text: Text) -> str:
    return "".join(map(_run, text))


def _run(run: Run) -> str:
    if run.tag is Tag.CODE:
        return _code(run.text)
    written = _escaped(run.text)
    if run.tag is Tag.FIGURE:
        return f"{written}[^{anchor(run.ref)}]"
    return f"[{written}](<{run.href}>)" if run.href.startswith("http") else written


def _code(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{text}{fence}"


def _escaped(text: str) -> str:
    """Return text whose characters Markdown reads as themselves, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))
