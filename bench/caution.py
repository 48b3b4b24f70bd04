"""The check of articles over printed sentences: the true it calls wrong, the wrong it finds.

    python bench/caution.py

The true sentences are those of ``bench/faults/clean``, told apart by even and odd place, so that
rules may be written with one half and measured on the other. A fault counts as found where the
spoilt sentence has a verdict against it and the clean one has none.
"""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.faults.catalogue import CLASSES, FaultClass, inject
from bench.faults.corpus import Clean, clean_sentences, open_registry, rendered
from bench.faults.scoring import Rate
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.registry import Registry
from policywire.analyst.review.checking import check_text
from policywire.analyst.review.report import Verdict
from policywire.newsroom import evidence

LIMIT = 200
AGAINST = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.WRONG_PLACE)
NAMES = (
    *("digit changed", "entity word swapped", "flow or measure word swapped"),
    *("figure of another period", "period typed wrong", "direction flipped"),
    *("comparison flipped", "scale changed"),
)
Reader = Callable[[str], list[Verdict]]


def main() -> None:
    """Print false alarms by half, then the faults found by class."""
    corpus = clean_sentences()
    with evidence(None, None) as view:
        registry, terms = open_registry(view), shipped_terms()

        def read(text: str) -> list[Verdict]:
            return [item.verdict for item in check_text(text, view, terms, registry.as_of)]

        clean = {item.id: read(rendered(item.sentence, registry).text) for item in corpus}
        for name, half in (("even", corpus[::2]), ("odd", corpus[1::2])):
            print(_line(f"false alarms, {name}", _rate([_wrong(clean[i.id]) for i in half])))
        faults = [fault for fault in CLASSES if fault.name in NAMES]
        rows = [_found(fault, corpus, registry, clean, read) for fault in faults]
    for fault, (found, bound, whole) in zip(faults, rows, strict=True):
        tail = f"   where it was bound {bound.share:6.1%} of {bound.of}"
        print(f"{_line(fault.name, found)}{tail}   all supported {whole}")
    print(_line("all faults", _summed([row[0] for row in rows])))
    print(_line("all, where it was bound", _summed([row[1] for row in rows])))


def _found(
    fault: FaultClass,
    corpus: tuple[Clean, ...],
    registry: Registry,
    clean: dict[str, list[Verdict]],
    read: Reader,
) -> tuple[Rate, Rate, int]:
    """Return the faults found, those in sentences that were bound, and those wholly supported."""
    found: list[bool] = []
    bound: list[bool] = []
    whole = 0
    for item in inject(fault, corpus, registry, LIMIT):
        before, after = clean[item.source], read(item.text)
        found.append(_wrong(after) and not _wrong(before))
        if Verdict.SUPPORTED in before and not _wrong(before):
            bound.append(_wrong(after))
            whole += bool(after) and set(after) == {Verdict.SUPPORTED}
    return _rate(found), _rate(bound), whole


def _wrong(verdicts: list[Verdict]) -> bool:
    return any(verdict in AGAINST for verdict in verdicts)


def _rate(found: list[bool]) -> Rate:
    return Rate(sum(found), len(found))


def _summed(rates: list[Rate]) -> Rate:
    return Rate(sum(rate.hits for rate in rates), sum(rate.of for rate in rates))


def _line(name: str, rate: Rate) -> str:
    low, high = rate.interval
    return f"{name:30s} {rate.share:6.1%} of {rate.of:4d}  [{low:.1%}, {high:.1%}]"


if __name__ == "__main__":
    main()
