"""Markdown read as text: front matter, headings, lists, quotes, tables, links."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from policywire.analyst.review.layout import LINK_CLOSE, Block, link_open
from policywire.analyst.review.markup import Page, read_page
from policywire.analyst.review.outline import ParagraphKind

__all__ = ["read_markdown"]

_FRONT = re.compile(r"---\n(.{0,20000}?)\n---\n", re.DOTALL)
_FIELD = re.compile(r"^(title|date|published|author|by)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.M | re.I)
_FIELDS = {"title": "headline", "date": "published", "published": "published"}
_KINDS = {
    "heading_open": ParagraphKind.HEADING,
    "list_item_open": ParagraphKind.ITEM,
    "blockquote_open": ParagraphKind.QUOTE,
    "tr_open": ParagraphKind.TABLE,
}


_NOTE = re.compile(
    r"^\[\^([^\]\s]{1,80})\]:[^\n]*(?:\n(?:[ \t]+[^\n]*|(?=\n[ \t]+\S)))*", re.MULTILINE
)
_CALL = re.compile(r"\[\^([^\]\s]{1,80})\]")


def read_markdown(text: str) -> Page:
    """Read Markdown; HTML inside it is read as HTML is, and nothing is run.

    Footnotes are no prose: a call to one is a link without words.
    """
    page = Page()
    front = _FRONT.match(text)
    if front:
        for name, value in _FIELD.findall(front[1]):
            page.meta.setdefault(_FIELDS.get(name.lower(), "author"), value)
        text = text[front.end() :]
    text = _NOTE.sub("", text)
    tokens = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").parse(text)
    page.blocks.extend(_blocks(tokens, page))
    return page


def _blocks(tokens: Iterable[Token], page: Page) -> Iterator[Block]:
    kinds: list[ParagraphKind] = []
    cells: list[str] = []
    for token in tokens:
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif token.type.replace("_close", "_open") in _KINDS:
            kinds.pop()
        if token.type == "tr_close":
            yield Block(" | ".join(cells), ParagraphKind.TABLE)
            cells.clear()
        elif token.type == "html_block":
            yield from read_page(token.content).blocks
        elif token.type == "inline":
            words = _inline(token.children or (), page)
            if kinds and kinds[-1] is ParagraphKind.TABLE:
                cells.append(words)
            else:
                yield Block(words, kinds[-1] if kinds else None, is_whole=True)


def _inline(children: Iterable[Token], page: Page) -> str:
    pieces: list[str] = []
    for child in children:
        if child.type == "text":
            pieces.append(_CALL.sub(lambda call: _noted(call[1], page), child.content))
        elif child.type == "code_inline":
            pieces.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        elif child.type == "link_open":
            page.hrefs.append(str(child.attrGet("href") or "")[:2000])
            pieces.append(link_open(len(page.hrefs) - 1))
        elif child.type == "link_close":
            pieces.append(LINK_CLOSE)
    return "".join(pieces)


def _noted(name: str, page: Page) -> str:
    page.hrefs.append(f"#{name}")
    return link_open(len(page.hrefs) - 1) + LINK_CLOSE
