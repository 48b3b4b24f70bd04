"""The rules over a whole article: roundings, sums, exhibits, repetition, remit and sections."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from policywire.analyst.draft import Kind, Line
from policywire.analyst.figures import Figure
from policywire.analyst.rules.faults import Fault, fault
from policywire.desks.desk import Remit
from policywire.desks.lexicon import shipped_lexicons
from policywire.evidence import Combination, Derived, parse

__all__ = ["Whole", "check_article"]

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = (1.0, 1e3, 1e6, 1e9, 1e12)
_SIGNS = {"sum": (1.0,), "difference": (1.0, -1.0)}
_SHORTEST = 5  # words of a sentence that may not be said twice


@dataclass(frozen=True, slots=True)
class Whole:
    """An article, for the rules over all of it.

    Attributes
    ----------
    sentences : tuple of Line
        Headline, standfirst, takeaways, paragraphs and lists.
    lines : tuple of Line
        Every printed line, cells and titles too.
    sections : tuple of str
        Ids of its sections.
    figures : Mapping of str to Figure
        What the text prints or rests on.
    plotted : tuple of Figure
        What its exhibits plot.
    remit : Remit or None
        What its desk may write and must say; None where nobody asks.
    """

    sentences: tuple[Line, ...]
    lines: tuple[Line, ...]
    sections: tuple[str, ...]
    figures: Mapping[str, Figure]
    plotted: tuple[Figure, ...]
    remit: Remit | None


def check_article(whole: Whole) -> tuple[Fault, ...]:
    """Return the faults of an article that no single line shows."""
    prints = _prints(whole.lines, whole.figures)
    return (
        *_roundings(prints),
        *_sums(prints, whole.figures),
        *_exhibits(whole.figures, whole.plotted),
        *_repeated(whole.sentences),
        *(_remit(whole, whole.remit) if whole.remit else ()),
        *(_sections(whole.sections, whole.remit) if whole.remit else ()),
    )


# ------------------------------------------------------------------- prints


@dataclass(frozen=True, slots=True)
class _Print:
    """A printed number: its digits, its size in ones, and one in its last place."""

    text: str
    digits: str
    value: float
    step: float


def _prints(lines: Iterable[Line], figures: Mapping[str, Figure]) -> dict[str, list[_Print]]:
    """Return every print of every figure."""
    found: dict[str, list[_Print]] = {}
    for line in lines:
        for span in line.spans:
            figure = figures.get(span.ref) if span.kind is Kind.FIGURE else None
            made = _print(span.text, figure) if figure is not None else None
            if made is not None:
                found.setdefault(span.ref, []).append(made)
    return found


def _print(text: str, figure: Figure) -> _Print | None:
    """Return a print read; the scale it leaves out is the one that brings it to its figure."""
    match = _NUMBER.search(text)
    digits = match[0].replace(",", "") if match else ""
    if not digits or not float(digits):
        return None
    size = abs(figure.quantity.value) * 10.0**figure.quantity.unit.scale
    scale = min(_SCALES, key=lambda ones: abs(float(digits) * ones - size))
    step = scale * 10.0 ** -len(digits.partition(".")[2])
    value = math.copysign(float(digits) * scale, figure.quantity.value)
    return _Print(text, digits, value, step)


def _roundings(prints: Mapping[str, list[_Print]]) -> Iterator[Fault]:
    """Yield X1: a figure printed with two roundings."""
    for name, held in prints.items():
        told = {item.digits: item.text for item in held}
        if len(told) > 1:
            texts = " and ".join(sorted(told.values()))
            yield fault("X1", texts, (0, 0), f"the figure {name}")


def _sums(prints: Mapping[str, list[_Print]], figures: Mapping[str, Figure]) -> Iterator[Fault]:
    """Yield X2: a total or difference that is not that of its printed parts."""
    by_expression = {
        figure.trail.expression: name
        for name, figure in figures.items()
        if isinstance(figure.trail, Derived) and name in prints
    }
    for expression, name in by_expression.items():
        parts = _parts(expression)
        names = [by_expression.get(part, "") for _, part in parts]
        if not parts or not all(names):
            continue
        whole, held = prints[name][0], [prints[part][0] for part in names]
        signs = [sign for sign, _ in parts]
        made = sum(sign * item.value for sign, item in zip(signs, held, strict=True))
        allowed = 0.5 * (whole.step + sum(item.step for item in held)) * 1.000001
        if abs(made - whole.value) > allowed:
            told = f"{whole.text} of {', '.join(item.text for item in held)}"
            yield fault("X2", told, (0, 0), f"the figure {name}")


def _parts(expression: str) -> list[tuple[float, str]]:
    """Return the operands of a sum or difference with their signs; none for anything else."""
    tree = parse(expression)
    if not isinstance(tree, Combination) or tree.operator not in _SIGNS or tree.among:
        return []
    signs = _SIGNS[tree.operator]
    return [(signs[min(at, len(signs) - 1)], str(part)) for at, part in enumerate(tree.operands)]


def _exhibits(figures: Mapping[str, Figure], plotted: Iterable[Figure]) -> Iterator[Fault]:
    """Yield X3: one thing with one value in the text and another in an exhibit."""
    told = {_thing(figure): figure for figure in figures.values()}
    for row in plotted:
        thing = _thing(row)
        own = told.get(thing) if thing is not None else None
        if own is None or own.id == row.id:
            continue
        one, other = own.quantity, row.quantity
        alike = one.unit.unscaled == other.unit.unscaled
        if alike and abs(one.to(other.unit).value - other.value) > 1e-9 * abs(other.value):
            yield fault("X3", f"{one} and {other}", (0, 0), f"the figure {own.id}")


def _thing(figure: Figure) -> object:
    """Return what a figure is of: series, periods and how it is reckoned."""
    trail = figure.trail
    if not isinstance(trail, Derived):
        return None
    keys = frozenset(item.key for item in trail.observations)
    return keys, figure.period, trail.against, trail.expression, figure.status


# ------------------------------------------------------------------- the whole text


def _repeated(sentences: Iterable[Line]) -> Iterator[Fault]:
    """Yield G2: a sentence said twice."""
    seen: set[str] = set()
    for line in sentences:
        text = " ".join(re.findall(r"\w+", line.text.lower()))
        if text in seen and text.count(" ") >= _SHORTEST - 1:
            yield fault("G2", line.text, (0, len(line.text)))
        seen.add(text)


def _remit(whole: Whole, remit: Remit) -> Iterator[Fault]:
    """Yield P1: a figure of a field that is not the desk's."""
    for name, figure in whole.figures.items():
        if not isinstance(figure.trail, Derived):
            continue
        families = {item.key.family for item in figure.trail.observations}
        for family in sorted(families):
            topics = _topics(family)
            if not topics & set(remit.topics):
                field = ", ".join(sorted(topics)) or "no desk"
                yield fault("P1", name, (0, 0), f"{family} is the field of {field}")
                break


@cache
def _topics(family: str) -> frozenset[str]:
    """Return the topics of the concepts that a series family measures, or its parent does."""
    found = set()
    for lexicon in shipped_lexicons():
        for concept in lexicon.concepts.values():
            if any(family == own or family.startswith(f"{own}.") for own in concept.families):
                found.add(concept.topic)
    return frozenset(found)


def _sections(held: tuple[str, ...], remit: Remit) -> Iterator[Fault]:
    """Yield R1: a section the desk requires that is missing."""
    for name in remit.sections:
        if name not in held:
            yield fault("R1", name, (0, 0))
