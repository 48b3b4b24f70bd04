"""The checker over the shipped briefs: milliseconds of processor time a sentence, by kind.

    python bench/checker.py [--rounds 7] [--json FILE]

Every sentence, title and cell of each brief is checked as the composer checks it, with the lines
of its paragraph before it. Four kinds are told apart:

========  =====================================================================================
words     prose without a figure
phrases   two figures as clauses of code, as a language model writes them
numbers   prose with number tokens in words by hand, which are anchored and read a second time
cells     a number alone, under caption and headings
========  =====================================================================================

What depends on the registry is worked out in the round before the first, whose time is shown as
``first``. From then on each round writes its lines anew and goes through more texts than the
checker remembers, so that a sentence costs in a round what it costs in an article: it is read once.
Of each line the least of the rounds is taken, since other work of the machine only adds to it;
``mean``, ``median`` and ``p95`` are over the lines of a kind.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from time import process_time_ns

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from policywire import newsroom
from policywire.analyst.brief import load_brief
from policywire.analyst.checking import DraftChecker
from policywire.analyst.draft import Kind, Line
from policywire.analyst.phrases import phrase
from policywire.analyst.registry import Registry
from policywire.analyst.sources import quotable
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.desks.desk import find_brief
from policywire.evidence import View
from policywire.facts.errors import WrongUse
from policywire.newsroom.casework import case_of
from policywire.newsroom.runs import runs_of
from policywire.newsroom.told import Told
from policywire.policy import load_law
from tests.analyst.rules.test_swaps import Placed, sentences

BRIEFS = {
    "usmca-review": Told(),
    "fed-decision": Told(),
    "fed-path": Told(path="q0:-25,q1:-50,q2:-75"),
}
AS_OF = date(2026, 11, 22)
LIMIT_MS = 0.3
KINDS = ("words", "phrases", "numbers", "cells")
_CELL = 4  # words at most


@dataclass(slots=True)
class Case:
    """A brief ready to be checked: its registry, its places, and the milliseconds of each."""

    name: str
    registry: Registry
    places: tuple[Placed, ...]
    checker: DraftChecker
    first: float = 0.0
    kinds: list[str] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)


def main(words: Sequence[str] | None = None) -> int:
    """Print the table; 1 where the mean of an article's own lines is above the limit."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--json", type=Path)
    wanted = asked.parse_args(words)
    with ExitStack() as stack:
        view = stack.enter_context(newsroom.evidence(None, AS_OF))
        cases = [made(name, view) for name in BRIEFS]
        for case in cases:
            case.first = _mean(_round(case))
        for _ in range(wanted.rounds):
            for case in cases:
                times = _round(case)
                case.spent = [*map(min, case.spent or times, times)]
    found = {case.name: report(case) for case in cases}
    print("\n".join(table(found)))
    if wanted.json is not None:
        text = json.dumps({"limit_ms": LIMIT_MS, "briefs": found}, indent=1)
        wanted.json.write_text(text + "\n", encoding="utf-8")
    return int(any(one["article"]["mean"] > LIMIT_MS for one in found.values()))


def made(name: str, view: View) -> Case:
    """Return a brief with its figures computed, its lines and two-clause sentences of phrases."""
    desk, path = find_brief(name)
    case = case_of(load_brief(path), load_law(desk.law), BRIEFS[name], view, _quiet)
    runs = {**runs_of(case.brief, _quiet), **case.runs}
    registry = Registry.of(case.brief, view, case.law, {**desk.names(), **case.names}, runs)
    writer = PlainWriter(registry)
    places = (*sentences(case.brief, writer), *_phrased(registry))
    kinds = [_kind(writer.write(one.sentence)) for one in places]
    return Case(name, registry, places, DraftChecker(registry), kinds=kinds)


def _quiet(_: str) -> None:
    """Say nothing."""


def _phrased(registry: Registry) -> Iterator[Placed]:
    """Yield the figures of a brief as clauses, two by two."""
    named = []
    for name in registry.figures:
        try:
            phrase(registry.figures[name], "clause", as_of=registry.as_of)
        except WrongUse:
            continue
        named.append(name)
    for one, other in pairwise(named):
        yield Placed(read_sentence(f"{{{{p:{one}|clause}}}}, and {{{{p:{other}|clause}}}}."), ())


def _kind(line: Line) -> str:
    if any(span.phrase for span in line.spans):
        return "phrases"
    if not any(span.kind is Kind.FIGURE for span in line.spans):
        return "words"
    return "numbers" if len(line.text.split()) > _CELL else "cells"


def _round(case: Case) -> list[float]:
    """Return the milliseconds of each line, written anew."""
    writer, anew, spent = PlainWriter(case.registry), dict[Line, Line](), []
    for place in case.places:
        line = writer.write(place.sentence)
        anew[line] = line  # a composer hands on the same object as a line before
        before = tuple(anew.setdefault(one, replace(one)) for one in place.before)
        quotes = quotable(case.registry.law, place.sentence.cites)
        start = process_time_ns()
        case.checker.check(
            line,
            holds=place.sentence.holds,
            before=before,
            quotes=quotes,
            modelled=place.modelled,
        )
        spent.append((process_time_ns() - start) / 1e6)
    return spent


def report(case: Case) -> dict[str, dict[str, float]]:
    """Return the figures of a brief by kind, and of its own lines together."""
    rows: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for kind, spent in zip(case.kinds, case.spent, strict=True):
        rows[kind].append(spent)
    own = [one for kind in KINDS if kind != "phrases" for one in rows[kind]]
    told = {kind: _figures(found) for kind, found in rows.items() if found}
    return {**told, "article": {**_figures(own), "first": round(case.first, 4)}}


def _figures(found: list[float]) -> dict[str, float]:
    ordered = sorted(found)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    middle = {"mean": mean(ordered), "median": median(ordered), "p95": late, "most": ordered[-1]}
    return {"lines": len(ordered), **{name: round(value, 4) for name, value in middle.items()}}


def _mean(found: list[float]) -> float:
    return mean(found) if found else 0.0


def table(found: dict[str, dict[str, dict[str, float]]]) -> Iterator[str]:
    """Yield the lines of the table."""
    heads = ("lines", "mean", "median", "p95", "most")
    yield f"{'ms of processor time a line':<30}" + "".join(f"{head:>9}" for head in heads)
    for name, kinds in found.items():
        for kind, row in kinds.items():
            told = "".join(
                f"{row[head]:>9.0f}" if head == "lines" else f"{row[head]:>9.3f}" for head in heads
            )
            more = f"   first {row['first']:.3f}, limit {LIMIT_MS}" if kind == "article" else ""
            yield f"{name + ', ' + kind:<30}{told}{more}"


if __name__ == "__main__":
    sys.exit(main())
