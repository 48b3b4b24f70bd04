"""G3: a sentence has an end a reader can wait for."""

from collections.abc import Iterator

from policywire.analyst.draft import Kind
from policywire.analyst.rules.faults import Fault, Mode, fault
from policywire.analyst.rules.strokes import Read

__all__ = ["check_length"]

_WORDS = {Mode.BRIEF: 90, Mode.PHRASES_ONLY: 75}
_TOKENS = {Mode.BRIEF: 10, Mode.PHRASES_ONLY: 4}


def check_length(read: Read, mode: Mode) -> Iterator[Fault]:
    """Yield a fault where a sentence is too long or says too many figures."""
    words = len(read.text.split())
    if words > _WORDS.get(mode, words):
        yield fault("G3", f"{words} words", (0, len(read.text)))
    figures = sum(item.span.kind is Kind.FIGURE for item in read.spans)
    if figures > _TOKENS.get(mode, figures):
        yield fault("G3", f"{figures} figures", (0, len(read.text)))
