"""Reading an article to review: text, Markdown or HTML, whatever is in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from policywire.analyst.review.dateline import (
    author_of,
    day_in,
    opens_notes,
    published_on,
    role_of,
)
from policywire.analyst.review.decoding import decode, readable
from policywire.analyst.review.layout import Block, Laid, lay, split_lines
from policywire.analyst.review.marked import read_markdown
from policywire.analyst.review.markup import Page, read_page
from policywire.analyst.review.outline import Document, Link, Paragraph, ParagraphKind
from policywire.facts.errors import BadArticle

__all__ = ["Document", "Link", "Paragraph", "ParagraphKind", "read_document"]

Kind = Literal["auto", "text", "markdown", "html"]

MOST_TEXT = 200_000  # characters of an article that are read: thirty times a long one
_MOST_SOURCE = {"text": 250_000, "markdown": 250_000, "html": 3_000_000}
_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
_HTML = re.compile(r"\s*<(?:!doctype html|html|head|body|article|div|p|h1|section|main)\b", re.I)
_MARKDOWN = re.compile(r"(?:\A---\n|^#{1,4} \S|\]\((?:https?:|/))", re.MULTILINE)
_SNIFFED = 4000


def read_document(data: bytes, name: str, kind: Kind = "auto") -> Document:
    """Read an article.

    Nothing in it is run, fetched or obeyed. What lies beyond the first 200,000 characters of its
    text is left out, and ``Document.notes`` says so.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What to call it in messages; its suffix tells the kind.
    kind : str
        ``text``, ``markdown``, ``html``, or ``auto`` to tell from suffix and content.

    Raises
    ------
    BadArticle
        If the file is no text, or holds no word.
    """
    most = 4 * max(_MOST_SOURCE.values())
    raw, encoding = decode(data[:most], name)
    source = readable(raw)
    told = _kind(source, name) if kind == "auto" else kind
    cut = source[: _MOST_SOURCE[told]]
    page = _page(cut, told)
    laid, is_whole = lay(page.blocks, page.hrefs, MOST_TEXT)
    is_whole = is_whole and len(cut) == len(source) and len(data) <= most
    if not any(character.isalnum() for character in laid.text):
        raise BadArticle(f"{name} holds no text to check. Give a file with an article in it.")
    return _document(name, told, laid, page, _notes(encoding, is_whole, laid))


def _kind(text: str, name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _HTML.match(text):
        return "html"
    return "markdown" if _MARKDOWN.search(text[:_SNIFFED]) else "text"


def _page(text: str, kind: str) -> Page:
    if kind == "html":
        return read_page(text)
    if kind == "markdown":
        return read_markdown(text)
    return Page([Block(block) for block in split_lines(text)])


def _notes(encoding: str, is_whole: bool, laid: Laid) -> tuple[str, ...]:
    notes = []
    if encoding == "windows-1252":
        notes.append("The file is not UTF-8; it was read as Windows-1252.")
    if not is_whole:
        notes.append(f"Only the first {laid.length:,} characters of its text were read.")
    return tuple(notes)


def _document(name: str, kind: str, laid: Laid, page: Page, notes: tuple[str, ...]) -> Document:
    told = tuple(_told(laid.paragraphs))
    said = page.meta.get("published") or page.meta.get("time", "")
    return Document(
        *(name, kind, laid.text, told),
        title=_title(told, page),
        published=day_in(said) or published_on(told),
        author=page.meta.get("author") or author_of(told),
        links=tuple(laid.links),
        notes=notes,
    )


def _told(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield paragraphs with what they are; the parts of notes and sources are furniture."""
    in_notes = False
    for at, item in enumerate(paragraphs):
        kind = role_of(item, at, len(paragraphs))
        if kind is ParagraphKind.HEADING:
            in_notes = opens_notes(item)
        elif in_notes and kind.is_prose:
            kind = ParagraphKind.FURNITURE
        yield replace(item, kind=kind)


def _title(paragraphs: tuple[Paragraph, ...], page: Page) -> str:
    """Return the title a page gives, or the heading that stands before its prose."""
    if page.meta.get("headline"):
        return page.meta["headline"]
    for item in paragraphs:
        if item.kind is ParagraphKind.HEADING:
            return item.text
        if item.kind.is_prose:
            break
    return page.meta.get("title", "")
