"""Texts without marks of their own about one figure: each part must be a phrase of that figure.

A tooltip, the head of a note in Markdown or the title of a state on a map names a figure's
measure, period, value, unit and day. Whatever numeral is no part of such a phrase stays unbound.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tools.audit.blocks import Block, Run
from tools.audit.edition import Edition
from tools.audit.figures import Figure
from tools.audit.numerals import has_numeral
from tools.audit.periods import PHRASE, parse_words
from tools.audit.prints import print_fault, read_print, trailing_print

__all__ = ["covered", "described_runs", "with_kinds"]

_NUMBER = re.compile(r"[+−-]?[$€£¥]?\d[\d,]*(?:\.\d+)?")


def covered(block: Block, figure: Figure, edition: Edition) -> Block:
    """Return a block about a figure with its phrases told apart."""
    scope = replace(block.scope, note=figure.id)
    return replace(block, runs=tuple(_phrases(block.text, figure, edition)), scope=scope)


def _phrases(text: str, figure: Figure, edition: Edition) -> Iterator[Run]:
    """Yield the runs of a text: fixed words first, then periods, then numbers."""
    fixed = [(figure.raw["measure"], "measure"), (figure.raw["basis"], "basis")]
    if figure.id in edition.rows:
        fixed.append((edition.category(edition.rows[figure.id]), "category"))
    for run in with_kinds([Run(text)], [Run(words, "ref", ref) for words, ref in fixed if words]):
        if run.kind:
            yield replace(run, kind="words" if run.ref == "category" else run.kind)
        else:
            yield from _dated(run.text, figure)


def with_kinds(runs: list[Run], known: list[Run]) -> list[Run]:
    """Return runs cut where a known phrase stands, each phrase at most once."""
    for phrase in known:
        for at, run in enumerate(runs):
            start = -1 if run.kind else run.text.find(phrase.text)
            if start >= 0:
                end = start + len(phrase.text)
                parts = (Run(run.text[:start]), phrase, Run(run.text[end:]))
                runs = [*runs[:at], *(part for part in parts if part.text), *runs[at + 1 :]]
                break
    return runs


def _dated(text: str, figure: Figure) -> Iterator[Run]:
    """Yield the runs of a text with its periods told apart, then its numbers."""
    end = 0
    for match in PHRASE.finditer(text):
        span = parse_words(match[0])
        day = span is not None and span.start == span.end == figure.vintage
        if span is None or not (day or span.same_days(figure.span)):
            continue
        yield from _numbered(text[end : match.start()], figure)
        yield Run(
            match[0],
            "date" if day and not span.same_days(figure.span) else "period",
            "vintage" if day and not span.same_days(figure.span) else figure.id,
        )
        end = match.end()
    yield from _numbered(text[end:], figure)


def _numbered(text: str, figure: Figure) -> Iterator[Run]:
    """Yield the runs of a text with the figure, printed or unrounded, told apart."""
    if not has_numeral(text):
        yield Run(text)
        return
    head = text.rstrip(" ,;:.")
    if (shown := trailing_print(head)) and not _is_exact(shown, head, figure):
        at = len(head) - len(shown)
        yield from (Run(text[:at]), Run(shown, "figure", figure.id), Run(text[len(head) :]))
        return
    match = _NUMBER.search(text)
    rest = text[match.end() :] if match else ""
    if match and rest.lstrip().startswith(figure.raw["unit"]):
        kind = "exact"
    elif match and read_print(match[0]) is not None:
        kind = "figure"
    else:
        yield Run(text)
        return
    yield from (Run(text[: match.start()]), Run(match[0], kind, figure.id))
    unit, plain = figure.raw["unit"], rest.lstrip()
    if kind == "exact" and unit:
        gap = len(rest) - len(plain)
        yield from (Run(rest[:gap]), Run(unit, "ref", "unit"))
        rest = rest[gap + len(unit) :]
    yield Run(rest)


def _is_exact(shown: str, head: str, figure: Figure) -> bool:
    """Return whether the number before a unit is the unrounded one."""
    number = _NUMBER.match(shown)
    unit = figure.raw["unit"]
    tail = head[len(head) - len(shown) + (number.end() if number else 0) :].strip()
    decimals = len(number[0].partition(".")[2]) if number else 0
    return bool(number) and tail == unit and decimals != figure.decimals


def described_runs(text: str, figures: list[Figure], column: float) -> Iterator[Run]:
    """Yield the runs of a picture's description; its numerals must be plotted values or periods."""
    end = 0
    for match in _STATED.finditer(text):
        bound = _plotted(match[0], figures, column)
        if bound is not None:
            yield from (Run(text[end : match.start()]), bound)
            end = match.end()
    if text[end:]:
        yield Run(text[end:])


_STATED = re.compile(rf"{PHRASE.pattern}|{_NUMBER.pattern}(?:%| percent(?:age points?)?)?")


def _plotted(text: str, figures: list[Figure], column: float) -> Run | None:
    """Return the run of a plotted value or period, or None."""
    span = parse_words(text)
    for figure in figures:
        if span is not None and span.same_days(figure.span):
            return Run(text, "period", figure.id)
        fault = print_fault(text, figure.value, figure.measures, figure.decimals, column)
        if not fault:
            return Run(text, "figure", figure.id)
    return None
