"""Tokens of a text for the number and period parsers: words, numerals, fractions and signs.

Every pattern here is possessive, so a run of 100,000 digits costs what 100,000 letters do.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

__all__ = ["Token", "pieces", "tokens"]

_PIECE = 20_000  # characters parsed at once; longer texts are cut at a line or a space

_LEXER = re.compile(
    r"(?P<W>[^\W\d_\u00bc-\u00be\u2150-\u215e\u2189]++(?:'[^\W\d_]++)?)"
    r"|(?P<F>[\u00bc-\u00be\u2150-\u215e\u2189])"
    r"|(?P<N>"
    r"\d{1,3}(?:,\d{3})++(?:\.\d++)?(?![\d,]\d)(?!\d)"  # 1,234,567.8
    r"|\d{1,3}(?:\.\d{3})++,\d++(?![.,]?\d)"  # 1.234,5
    r"|\d{1,3}(?:\.\d{3}){2,}+(?![.,]?\d)"  # 1.234.567
    r"|\d{1,3}(?:[\u00a0']\d{3})++(?:[.,]\d++)?(?!\d)"  # 1 234,5 with hard spaces; 1'234.5
    r"|\d{1,3}(?: \d{3}(?![\d-]))++(?:[.,]\d++(?![.,]?\d))?(?!\d)"  # 1 234 567
    r"|\d{1,2}(?:,\d{2})++,\d{3}(?:\.\d++)?(?![\d,]\d)(?!\d)"  # 12,34,567
    r"|\d{1,3}(?:,\d{3})++(?=,(?:1[89]|20)\d\d(?!\d))"  # 1,234,2024 in a list
    r"|\d++(?!(?:[.,]\d++){2})[.,]\d++"  # 1.5; 1,5
    r"|\d++(?!\.\d)"
    r"|(?<![\w.])\.\d++"  # .5
    r")"
    r"|(?P<C>\d++(?:\.\d++)++)"  # 8703.23.01
    r"|(?P<D>\d++)"
    r"|(?P<S>[+$\u20ac\u00a3\u00a5\u20a9\u20b1\u20b9%\u2030#\u00a7&~<>=\u2264\u2265\u2248"
    r"\u00d7()/\u00ba\u00b0])"
)


class Token(NamedTuple):
    """A token: its kind (W, N, C, D, F or S), its text in lower case, and its span."""

    kind: str
    low: str
    start: int
    end: int


_token = partial(tuple.__new__, Token)
_KINDS: dict[str | None, str] = {None: "", **{kind: kind for kind in "WNCFS"}, "D": "N"}


def tokens(text: str) -> list[Token]:
    """Return the tokens of a shadow text, in order."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    made = []
    for match in _LEXER.finditer(text):
        start, end = match.span()
        made.append(_token((_KINDS[match.lastgroup], low[start:end], start, end)))
    return made


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield a long text in pieces with their offsets, cut at blank lines, lines or spaces."""
    at = 0
    while len(text) - at > _PIECE:
        cut = _cut(text, at, at + _PIECE)
        yield at, text[at:cut]
        at = cut
    yield at, text[at:]


def _cut(text: str, start: int, end: int) -> int:
    """Return where to cut: behind the last blank line, line, stop or space of the second half."""
    middle = (start + end) // 2
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, middle, end)
        if at >= 0:
            return at + len(mark)
    return end
