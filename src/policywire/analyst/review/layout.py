"""From raw blocks to a document: line breaks judged, kinds told, places counted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from policywire.analyst.review.outline import Link, Paragraph, ParagraphKind

__all__ = ["LINK_CLOSE", "LINK_OPEN", "Block", "Laid", "lay", "split_lines"]

# Private-use characters mark links until places are counted; `readable` clears them from input.
LINK_OPEN, LINK_MIDDLE, LINK_CLOSE = "\ue000", "\ue001", "\ue002"
_LINK = re.compile(f"{LINK_OPEN}(\\d+){LINK_MIDDLE}|{LINK_CLOSE}")
_SPACES = re.compile(r"[^\S\n]+")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_OPENS = re.compile(r"[\"'“‘«(\[]*(?:[^\W\d_]|\d|[#$€£¥])")
_CUT = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|but|by|for|from|in|into|of|on|or|over|than|that|the|to|under|with))$"
)
_BULLET = re.compile(r"(?:[-*•‣◦–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_WIDEST_WRAP = 160  # characters; nobody wraps lines by hand wider than that
_LONG = 200  # a line this long shows that paragraphs are not wrapped
_HEADING = 120
_EVEN = 0.6  # of the longest line
_EXPLAINED = 0.8  # of the line breaks


@dataclass(frozen=True, slots=True)
class Block:
    """A block as the file holds it, its link marks and line breaks still inside.

    Attributes
    ----------
    text : str
        Its words.
    kind : ParagraphKind or None
        What it is; None where that is to be told from its words.
    is_whole : bool
        Whether it is one paragraph whatever its line breaks.
    """

    text: str
    kind: ParagraphKind | None = None
    is_whole: bool = False


@dataclass(slots=True)
class Laid:
    """Paragraphs with their places, as they are laid down.

    Attributes
    ----------
    paragraphs : list of Paragraph
        In order.
    links : list of Link
        In order.
    pieces : list of str
        Their texts, to be joined by blank lines.
    length : int
        Characters so far.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, kind: ParagraphKind, marked: str, hrefs: list[str]) -> None:
        """Lay down a paragraph; ``marked`` holds link marks that count ``hrefs``."""
        start = self.length + 2 if self.pieces else 0
        text, links = _unmarked(marked, hrefs, start)
        if not text:
            return
        self.length = start + len(text)
        self.pieces.append(text)
        self.links.extend(links)
        self.paragraphs.append(Paragraph(kind, text, start, self.length))

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join(self.pieces)


def link_open(number: int) -> str:
    """Return the mark that opens the link of that number."""
    return f"{LINK_OPEN}{number}{LINK_MIDDLE}"


def lay(blocks: Iterable[Block], hrefs: list[str], limit: int) -> tuple[Laid, bool]:
    """Lay down blocks until ``limit`` characters; say whether all were read."""
    held = list(blocks)
    width = _wrap_width(held)
    laid = Laid()
    for block in held:
        for kind, text in _paragraphs(block, width):
            if laid.length + len(text) > limit:
                laid.add(kind, text[: max(0, limit - laid.length)], hrefs)
                return laid, False
            laid.add(kind, text, hrefs)
    return laid, True


def split_lines(text: str) -> Iterator[str]:
    """Yield the blocks of a plain text, parted by blank lines."""
    for block in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text):
        if block.strip():
            yield block.strip("\n")


# ------------------------------------------------------------------- line breaks


def _paragraphs(block: Block, width: int) -> Iterator[tuple[ParagraphKind, str]]:
    """Yield the paragraphs of a block, with the line breaks that layout does not explain."""
    if block.kind in {ParagraphKind.TABLE, ParagraphKind.HEADING}:
        yield block.kind, _spaced(block.text.replace("\n", " "))
        return
    told = [_spaced(line) for line in block.text.split("\n")]
    if not any(told):
        return
    if width == 0 and _is_wrapped(told):
        width = max(map(len, told))
    for lines in [[line for line in told if line]] if block.is_whole else _runs(told, width):
        text = _joined(lines, width)
        yield block.kind or _kind(text), _BULLET.sub("", text, count=1) if _item(text) else text


def _runs(lines: list[str], width: int) -> Iterator[list[str]]:
    """Yield the runs of lines that make one paragraph each."""
    run: list[str] = []
    for line in lines:
        if run and (not line or _BULLET.match(line) or _parted(run[-1], line, width)):
            yield run
            run = []
        if line:
            run.append(line)
    if run:
        yield run


def _parted(above: str, below: str, width: int) -> bool:
    """Return whether a new paragraph begins with the line ``below``."""
    if _wraps(above, below, width) or not _OPENS.match(below) or _begins_low(below):
        return False
    return bool(_ENDED.search(above)) or (len(above) <= _HEADING and not _CUT.search(above))


def _joined(lines: list[str], width: int) -> str:
    made = lines[0]
    for above, below in pairwise(lines):
        stray = width == 0 and not _wraps(above, below, width)
        made += ("\n" if stray else " ") + below
    return made


def _wraps(above: str, below: str, width: int) -> bool:
    """Return whether the first word of ``below`` had no room on the line ``above``."""
    return 0 < width < len(above) + 1 + len(below.split(" ", 1)[0])


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether the lines of a block are short, or as long as each other."""
    lengths = [len(line) for line in lines if line]
    short = sum(lengths) < _WIDEST_WRAP * len(lengths)
    return short or (len(lengths) > 3 and min(lengths[:-1]) > _EVEN * max(lengths))


def _wrap_width(blocks: list[Block]) -> int:
    """Return the width at which lines are wrapped, or 0 where paragraphs are single lines.

    Where lines break at no width and are long, a break is no layout: it returns 0. Short lines
    broken at will (one clause a line) count as wrapped at the longest.
    """
    lines = [[_spaced(line) for line in block.text.split("\n")] for block in blocks]
    pairs = [pair for block in lines for pair in pairwise(block)]
    widest = max((len(line) for block in lines for line in block), default=0)
    if not pairs or widest > _LONG:
        return 0
    if widest <= _WIDEST_WRAP:
        return widest
    explained = sum(_wraps(above, below, widest) for above, below in pairs)
    return widest if explained >= _EXPLAINED * len(pairs) else 0


# ------------------------------------------------------------------- kinds


def _kind(text: str) -> ParagraphKind:
    if _item(text):
        return ParagraphKind.ITEM
    if text.startswith((">", "|")):
        return ParagraphKind.QUOTE if text[0] == ">" else ParagraphKind.TABLE
    heading = len(text) <= _HEADING and "\n" not in text and not _ENDED.search(text)
    if heading and not _begins_low(text) and not text.endswith(","):
        return ParagraphKind.HEADING
    return ParagraphKind.PARAGRAPH


def _item(text: str) -> bool:
    return bool(_BULLET.match(text))


def _begins_low(text: str) -> bool:
    return text[:1].islower()


def _spaced(line: str) -> str:
    return _SPACES.sub(" ", line).strip()


# ------------------------------------------------------------------- links


def _unmarked(marked: str, hrefs: list[str], start: int) -> tuple[str, list[Link]]:
    """Return a text without its link marks, and the links it held."""
    pieces: list[str] = []
    links: list[Link] = []
    at, length, opened = 0, start, -1
    since = start
    for mark in _LINK.finditer(marked):
        pieces.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            opened, since = int(mark[1]), length
        elif opened >= 0:
            links.append(Link(hrefs[opened], since, length))
            opened = -1
    pieces.append(marked[at:])
    return "".join(pieces), links
