"""The checker over the shipped brief: milliseconds of processor time a sentence.

    python bench/checker.py

Prints the median of some rounds over every sentence, cell and title of the brief, after one round
that fills what is worked out once, and the time of that first round.
"""

import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from policywire import newsroom
from policywire.analyst.brief import load_brief
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Checker
from policywire.analyst.writers.plain import PlainWriter
from policywire.desks.desk import find_brief
from policywire.policy import load_law
from tests.analyst.rules.test_swaps import sentences

ROUNDS = 15
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
        checker = Checker(registry.figures, registry.as_of)
        spent = []
        for _ in range(ROUNDS + 1):
            start = process_time()
            for line, item in lines:
                checker.check(line, holds=item.sentence.holds, before=item.before)
            spent.append((process_time() - start) / len(lines) * 1e3)
    first, rest = spent[0], median(spent[1:])
    print(f"sentences  {len(lines)}")
    print(f"first      {first:.3f} ms a sentence")
    print(f"median     {rest:.3f} ms a sentence (limit {LIMIT_MS})")
    return int(rest > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
