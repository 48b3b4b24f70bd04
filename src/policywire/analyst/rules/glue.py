"""G1 and G3: in a draft of phrases only connectives stand between them, and not too many."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from policywire.analyst.draft import Kind
from policywire.analyst.rules.faults import Fault, Mode, fault
from policywire.analyst.rules.strokes import Read
from policywire.schema import loads

__all__ = ["check_glue", "check_length", "glue_words"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SIGN = re.compile(r"[^\w\s.,;:()'’\x00–—-]")
_WORDS = {Mode.BRIEF: 90, Mode.PHRASES_ONLY: 75}
_TOKENS = {Mode.BRIEF: 10, Mode.PHRASES_ONLY: 4}


@cache
def glue_words() -> dict[str, tuple[str, ...]]:
    """Return the words that may stand between phrases, by what they do."""
    text = files("policywire.analyst.rules").joinpath("glue.yaml").read_text("utf-8")
    return loads(text, dict[str, tuple[str, ...]], "glue.yaml")


@cache
def _allowed() -> frozenset[str]:
    return frozenset(word for words in glue_words().values() for word in words)


def check_glue(read: Read) -> Iterator[Fault]:
    """Yield a fault for each literal word or sign outside the closed list."""
    for match in _WORD.finditer(read.literal):
        if match[0].lower() not in _allowed():
            yield fault("G1", match[0], match.span())
    for match in _SIGN.finditer(read.literal):
        yield fault("G1", match[0], match.span())


def check_length(read: Read, mode: Mode) -> Iterator[Fault]:
    """Yield a fault where a sentence is too long or says too many figures."""
    words = len(read.text.split())
    if words > _WORDS.get(mode, words):
        yield fault("G3", f"{words} words", (0, len(read.text)))
    figures = sum(item.span.kind is Kind.FIGURE for item in read.spans)
    if figures > _TOKENS.get(mode, figures):
        yield fault("G3", f"{figures} figures", (0, len(read.text)))
