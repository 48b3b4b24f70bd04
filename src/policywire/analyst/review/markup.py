"""HTML read as text: what a reader would see, never what a browser would run.

The scanner is ours because the one in the standard library takes time that grows with the square
of what is broken in a page (Python 3.11: a minute for 100,000 characters of ``<a <a <a``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from policywire.analyst.review.layout import LINK_CLOSE, Block, link_open
from policywire.analyst.review.outline import ParagraphKind
from policywire.analyst.review.pagehead import take_linked_data, take_meta

__all__ = ["Page", "read_page"]

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})((?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(
    r"([a-zA-Z_:][\w:.-]*)\s*+(?:=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?"
)
_LONGEST_TAG = 4096  # longer ones are read to their first ">", attributes unread
_DEEPEST = 256

_RAW = {"script", "style", "textarea", "title", "xmp", "noembed", "noframes"}
_UNSEEN = {"template", "noscript", "svg", "math", "iframe", "object", "audio", "video", "canvas"}
_UNSEEN |= {"select", "button", "input", "datalist", "dialog", "map", "progress", "meter"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
_VOID |= {"track", "wbr", "param"}
_FURNITURE = {"nav", "footer", "aside", "form", "menu", "details"}
_INLINE = {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"}
_INLINE |= {"font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small"}
_INLINE |= {"span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), ParagraphKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), ParagraphKind.ITEM),
    **dict.fromkeys(("blockquote",), ParagraphKind.QUOTE),
    **dict.fromkeys(("td", "th", "tr", "caption"), ParagraphKind.TABLE),
    **dict.fromkeys(_FURNITURE, ParagraphKind.FURNITURE),
    "p": ParagraphKind.PARAGRAPH,
}
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.))", re.I
)
_HIDDEN_CLASS = re.compile(r"\b(?:sr-only|visually-hidden|screen-reader-text)\b")
_APART_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?:foot|end)?notes|references|bibliography|comments|sidebar|newsletter"
    r"|related|breadcrumbs?|cookies?|share|social|subscribe)(?=$|[\s_-])",
    re.IGNORECASE,
)
_BIO_CLASS = re.compile(r"\b(?:author-?(?:bio|box|info|description)|about-the-author|bio)\b", re.I)


@dataclass(slots=True)
class Page:
    """What an HTML page holds.

    Attributes
    ----------
    blocks : list of Block
        Its text, in order.
    hrefs : list of str
        Where its links lead, in order.
    meta : dict of str to str
        ``title``, ``published``, ``author`` as its head says them; the first of each.
    """

    blocks: list[Block] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    is_hidden: bool
    kind: ParagraphKind | None


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a page: text where ``tag`` is empty."""

    text: str = ""
    tag: str = ""
    attributes: str = ""
    closes: bool = False


def read_page(html: str) -> Page:
    """Read a page; nothing in it is run or fetched."""
    reader = _Reader()
    for token in _tokens(html):
        if not token.tag:
            reader.text(token.text)
        elif token.closes:
            reader.close(token.tag)
        else:
            reader.open(token)
    reader.flush()
    return reader.page


# ------------------------------------------------------------------- scanning


def _tokens(html: str) -> Iterator[_Token]:
    """Yield texts and tags; each character is looked at a bounded number of times."""
    at = 0
    while at < len(html):
        bracket = html.find("<", at)
        if bracket < 0:
            yield _Token(html[at:])
            return
        if bracket > at:
            yield _Token(html[at:bracket])
        token, at = _tag(html, bracket)
        yield token
        if token.tag in _RAW and not token.closes:
            inner, at = _raw(html, at, token.tag)
            yield _Token(inner)
            yield _Token(tag=token.tag, closes=True)


def _tag(html: str, at: int) -> tuple[_Token, int]:
    """Return the tag that begins at a bracket, or the bracket as text."""
    if html.startswith("<!--", at):
        return _Token(), _after(html, "-->", at + 4)
    if html.startswith(("<!", "<?"), at):
        return _Token(), _after(html, ">", at)
    found = _TAG.match(html, at, at + _LONGEST_TAG)
    if found:
        return _Token("", found[2].lower(), found[3], bool(found[1])), found.end()
    name = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})").match(html, at)
    if name is None:
        return _Token("<"), at + 1
    return _Token("", name[2].lower(), "", bool(name[1])), _after(html, ">", name.end())


def _after(html: str, mark: str, at: int) -> int:
    found = html.find(mark, at)
    return found + len(mark) if found >= 0 else len(html)


def _raw(html: str, at: int, tag: str) -> tuple[str, int]:
    """Return what stands before the end tag of an element that holds no elements."""
    found = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(html, at)
    if found is None:
        return html[at:], len(html)
    return html[at : found.start()], _after(html, ">", found.start())


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(text)
    }


# ------------------------------------------------------------------- reading


class _Reader:
    """Keeps the open elements and the text of the block being read."""

    def __init__(self) -> None:
        self.page = Page()
        self._open: list[_Open] = []
        self._words: list[str] = []
        self._data = ""

    def text(self, words: str) -> None:
        """Take words of the page, unless they are hidden."""
        tag = self._open[-1].tag if self._open else ""
        if tag == "title":
            self.page.meta.setdefault("title", " ".join(unescape(words).split()))
        elif tag == "script" and self._data:
            take_linked_data(words, self.page.meta)
        elif not (self._open and self._open[-1].is_hidden) and not self._is_call():
            self._words.append(re.sub(r"\s+", " ", unescape(words)))

    def _is_call(self) -> bool:
        """Return whether words are the number of a note: the link is kept, they are not."""
        return {"sup", "a"} <= {item.tag for item in self._open[-4:]}

    def open(self, token: _Token) -> None:
        """Open an element."""
        attributes = _attributes(token.attributes)
        if token.tag == "meta":
            take_meta(attributes, self.page.meta)
        if token.tag == "time" and attributes.get("datetime"):
            self.page.meta.setdefault("time", attributes["datetime"])
        if token.tag == "br":
            self._words.append("\n")
        elif token.tag not in _INLINE:
            self._part(token.tag)
        self._push(token.tag, attributes)

    def close(self, tag: str) -> None:
        """Close an element, and those inside it that were left open."""
        if tag == "a":
            self._words.append(LINK_CLOSE)
        if tag not in _INLINE:
            self._part(tag)
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return

    def flush(self) -> None:
        """End the block being read."""
        text = "".join(self._words)
        self._words.clear()
        if text.strip(f" \n{LINK_CLOSE}"):
            kind = next((item.kind for item in reversed(self._open) if item.kind), None)
            self.page.blocks.append(Block(text.strip(" \n"), self._inside() or kind))

    def _inside(self) -> ParagraphKind | None:
        """Return the kind that overrules the nearest element's."""
        held = {item.kind for item in self._open}
        for kind in (ParagraphKind.BIO, ParagraphKind.FURNITURE, ParagraphKind.TABLE):
            if kind in held:
                return kind
        return ParagraphKind.QUOTE if ParagraphKind.QUOTE in held else None

    def _part(self, tag: str) -> None:
        """Part blocks; cells of a row stay in one, told apart by bars."""
        if tag in {"td", "th"}:
            if "".join(self._words).strip():
                self._words.append(" | " if not self._words[-1].endswith(" | ") else "")
            return
        if any(item.tag in {"td", "th"} for item in self._open) and tag not in {"tr", "table"}:
            self._words.append(" ")
            return
        if self._words and self._words[-1] == " | ":
            self._words.pop()
        self.flush()

    def _push(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "a" and attributes.get("href"):
            self.page.hrefs.append(attributes["href"][:2000])
            self._words.append(link_open(len(self.page.hrefs) - 1))
        self._data = "data" if attributes.get("type", "").lower() == "application/ld+json" else ""
        if tag in _VOID or len(self._open) >= _DEEPEST:
            return
        above = self._open[-1].is_hidden if self._open else False
        hidden = above or tag in _RAW or tag in _UNSEEN or _is_hidden(attributes)
        kind = _called(attributes) or _KINDS.get(tag)
        self._open.append(_Open(tag, hidden, kind))


def _called(attributes: dict[str, str]) -> ParagraphKind | None:
    """Return the kind that the name or class of an element tells, or None."""
    called = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if _BIO_CLASS.search(called):
        return ParagraphKind.BIO
    return ParagraphKind.FURNITURE if _APART_CLASS.search(called) else None


def _is_hidden(attributes: dict[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or bool(_HIDDEN.search(attributes.get("style", "")))
        or bool(_HIDDEN_CLASS.search(attributes.get("class", "")))
    )
