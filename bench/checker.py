"""The checker over the shipped brief: milliseconds of processor time a sentence.

    python bench/checker.py

Prints the median of some rounds over every sentence, cell and title of the brief, after one round
that fills what is worked out once, and the time of that first round.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from policywire import newsroom
from policywire.analyst.brief import load_brief
from policywire.analyst.checking import DraftChecker
from policywire.analyst.draft import Line
from policywire.analyst.phrases import phrase
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Checker
from policywire.analyst.writers.plain import PlainWriter
from policywire.desks.desk import find_brief
from policywire.facts.errors import WrongUse
from policywire.policy import load_law
from tests.analyst.rules.test_swaps import Placed, sentences

ROUNDS = 5
LIMIT_MS = 0.3


def main() -> int:
    """Print the figures; 1 where the limit is missed."""
    desk, path = find_brief("usmca-review")
    brief = load_brief(path)
    with newsroom.evidence(None, date(2026, 11, 22)) as view:
        registry = Registry.of(brief, view, load_law(desk.law), desk.names())
        writer = PlainWriter(registry)
        placed = list(sentences(brief, writer))
        lines = [(writer.write(item.sentence), item) for item in placed]
        rules = Checker(registry.figures, registry.as_of)
        phrased = [(writer.line(text), item) for text, item in _phrases(registry, placed)]
        spent = {
            "rules": _spent(rules.check, lines),
            "draft checker": _spent(DraftChecker(registry).check, lines),
            "draft checker, phrases": _spent(DraftChecker(registry).check, phrased),
        }
    print(f"sentences  {len(lines)}, of phrases {len(phrased)}")
    for name, (first, rest) in spent.items():
        print(f"{name:<24} first {first:.3f}, median {rest:.3f} ms a sentence (limit {LIMIT_MS})")
    return int(any(rest > LIMIT_MS for _, rest in spent.values()))


def _spent(check: Callable[..., object], lines: list[tuple[Line, Placed]]) -> tuple[float, float]:
    """Return the milliseconds of a line in the first round, and the median of the others."""
    spent = []
    for _ in range(ROUNDS + 1):
        start = process_time()
        for line, item in lines:
            check(line, holds=item.sentence.holds, before=item.before)
        spent.append((process_time() - start) / len(lines) * 1e3)
    return spent[0], median(spent[1:])


def _phrases(registry: Registry, placed: list[Placed]) -> Iterator[tuple[str, Placed]]:
    """Yield the figures of the brief as clauses, two by two, as a language model writes them."""
    bare = replace(placed[0], sentence=replace(placed[0].sentence, holds=()), before=())
    named = []
    for name in registry.figures:
        try:
            phrase(registry.figures[name], "clause", as_of=registry.as_of)
        except WrongUse:
            continue
        named.append(name)
    for one, other in pairwise(named):
        yield f"{{{{p:{one}|clause}}}}, and {{{{p:{other}|clause}}}}.", bare


if __name__ == "__main__":
    sys.exit(main())
