"""M1 for figures of model runs: the words that stand with a number are those of its own run.

Two runs of one model give the same outcome of the same country under two suppositions, and two
outcomes of one run differ by a word. So a modelled number must stand with words that only its own
measure has, each time it is set against another modelled number of its unit: in its line, or for
a cell in its row, column and caption.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from policywire.analyst.draft import Kind, Line
from policywire.analyst.figures import Figure, Root
from policywire.analyst.reading.runs import runs
from policywire.analyst.rules.bearing import Bearings
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.strokes import Placed, Read

__all__ = ["about_lines", "check_modelled", "is_bare"]

_RUN = re.compile(r"\w+")
_RANGE = frozenset(("to", "coverage", "range"))  # words a range brings along
_HEADS = 2  # column and row heading of a cell
_SMALL = frozenset(("the", "and", "for", "from", "with", "its", "that", "than", "are", "was"))


def about_lines(lines: tuple[Line, ...]) -> str:
    """Return the words of lines that stand before one: caption, headings, sentences."""
    return " ".join(line.text for line in lines)


def is_bare(read: Read) -> bool:
    """Return whether a line has no words of its own, as a cell of a table."""
    words = _RUN.findall(read.literal) if "_" in read.literal else runs(read.literal).words
    return not any(one not in _RANGE and any(map(str.isalpha, one)) for one in words)


def check_modelled(
    read: Read, figures: Mapping[str, Figure], bearings: Bearings, before: tuple[Line, ...]
) -> Iterator[Fault]:
    """Yield a fault for each modelled number whose words are those of another, or of none."""
    loose = [
        item
        for item in read.spans
        if item.span.kind is Kind.FIGURE and not item.span.phrase and _is_run(figures, item)
    ]
    if not loose:
        return
    over = before if is_bare(read) else ()
    near = _words(f"{read.text} {about_lines(over[-_HEADS:])}")
    told = near, near | _words(about_lines(over))
    rivals = [name for name, one in figures.items() if one.root is Root.RUN]
    for item in loose:
        other = _rival(item.span.ref, told, rivals, figures, bearings)
        if other:
            more = f"its words do not tell it from '{figures[other].measure}'"
            yield fault("M1", item.span.text, item.place, more)


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    """Return the words of a text, plurals undone."""
    found = (word.lower().removesuffix("s") for word in re.findall(r"[^\W\d_]{2,}", text))
    return frozenset(found) - _SMALL


def _is_run(figures: Mapping[str, Figure], item: Placed) -> bool:
    figure = figures.get(item.span.ref)
    return figure is not None and figure.root is Root.RUN


def _rival(
    name: str,
    told: tuple[frozenset[str], ...],
    rivals: list[str],
    figures: Mapping[str, Figure],
    bearings: Bearings,
) -> str:
    """Return a modelled figure that the words fit as well as the one they stand with.

    ``told`` holds the nearest words, for a cell those of its column and row, and all words.
    """
    own, unit = bearings.of(name), figures[name].quantity.unit
    assert own is not None
    for other in rivals:
        rival = bearings.of(other)
        if other == name or rival is None or figures[other].quantity.unit != unit:
            continue
        if rival.place != own.place:
            continue  # told apart by its place
        said, other_said = _words(figures[name].measure), _words(figures[other].measure)
        mine, theirs = said - other_said, other_said - said
        fits = [[len(words & part) for part in told] for words in (mine, theirs)]
        if (mine or theirs) and fits[0] <= fits[1]:
            return other
    return ""
