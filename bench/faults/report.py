"""The bench as a run: the corpus, every class at every level, one table and one document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.faults.adapters import bound_checker, phrase_checker, prose_checker, trace_checker
from bench.faults.catalogue import CLASSES, FaultClass, Injected, Level, inject, with_extra
from bench.faults.corpus import (
    Clean,
    clean_sentences,
    contested_sentences,
    open_registry,
    rendered,
)
from bench.faults.drafts import Draft
from bench.faults.fresh import FreshReport, fresh_document, fresh_report, fresh_table
from bench.faults.hands import hands
from bench.faults.phrase_level import PhraseReport, phrase_document, phrase_report, phrase_table
from bench.faults.scoring import Rate, Score, score
from bench.faults.stock import Faulty
from policywire.analyst.registry import Registry
from policywire.evidence import View

__all__ = ["Report", "as_json", "fresh_reports", "run", "table"]

LIMIT = 150


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found.

    Attributes
    ----------
    clean : dict of Level to Score
        Alarms on the clean corpus, all of them false.
    phrases : PhraseReport
        The bound level of the phrase contract: recall, and alarms on clean drafts.
    fresh : tuple of FreshReport
        The same, by hands that had not read the rules, each apart.
    contested : Score
        Alarms of the bound level on sentences a strict contract may refuse.
    faults : dict of str to dict of Level to Score
        What was found of each class.
    injected : dict of str to tuple of Injected
        The spoilt sentences of each class.
    """

    clean: dict[Level, Score]
    phrases: PhraseReport
    fresh: tuple[FreshReport, ...]
    contested: Score
    faults: dict[str, dict[Level, Score]]
    injected: dict[str, tuple[Injected, ...]]

    def overall(self, level: Level) -> Rate:
        """Return the recall of a level over every class."""
        scores = [scores[level].found for scores in self.faults.values() if level in scores]
        return Rate(sum(rate.hits for rate in scores), sum(rate.of for rate in scores))


def run(view: View, limit: int = LIMIT, only: str = "", *, waives: bool = False) -> Report:
    """Run the bench.

    Parameters
    ----------
    view : View
        Evidence the figures are computed from.
    limit : int
        Sentences of a class, at most.
    only : str
        Classes whose name holds this text; all when empty.
    waives : bool
        Whether the bound level of number tokens lets the pinned reading waive anchors.
    """
    registry, corpus = open_registry(view), clean_sentences()
    texts = {item.id: rendered(item.sentence, registry).text for item in corpus}
    checks = _Checks(registry, waives=waives)
    clean = {level: checks.clean(level, corpus, texts) for level in checks.levels}
    wanted = [fault for fault in CLASSES if only in fault.name]
    injected = {fault.name: tuple(inject(fault, corpus, registry, limit)) for fault in wanted}
    faults = {fault.name: checks.faults(fault, injected[fault.name]) for fault in wanted}
    checker = phrase_checker(registry)
    phrases = phrase_report(registry, checker, limit, only)
    fresh = _fresh(registry, checker, only)
    contested = checks.drafts(contested_sentences())
    return Report(clean, phrases, fresh, contested, faults, injected)


def fresh_reports(view: View, only: str = "") -> tuple[FreshReport, ...]:
    """Return what is found of each fresh hand, as it was first run.

    Parameters
    ----------
    view : View
        Evidence the figures are computed from.
    only : str
        Classes whose name holds this text; all when empty.
    """
    registry = open_registry(view)
    return _fresh(registry, phrase_checker(registry), only)


def _fresh(
    registry: Registry, check: Callable[[Draft], list[str]], only: str
) -> tuple[FreshReport, ...]:
    return tuple(fresh_report(hand, registry, check, only=only) for hand in hands())


class _Checks:
    """The checkers of the levels that have one."""

    def __init__(self, registry: Registry, *, waives: bool) -> None:
        self.registry = registry
        self.bound = bound_checker(waives=waives)
        self.texts = {Level.PROSE: prose_checker(registry), Level.TRACE: trace_checker(registry)}
        plugged = [level for level, check in self.texts.items() if check is not None]
        self.levels = (Level.BOUND, *plugged)

    def clean(self, level: Level, corpus: tuple[Clean, ...], texts: dict[str, str]) -> Score:
        """Return the alarms of a level on clean sentences."""
        check = self.texts.get(level)
        if check is None:
            return self.drafts(corpus)
        return score(((item.id, (texts[item.id],)) for item in corpus), check)

    def drafts(self, corpus: tuple[Clean, ...]) -> Score:
        """Return the alarms of the bound level on clean drafts."""
        drafts = [(item.id, Faulty(item.sentence.parts, item.holds, item.cites)) for item in corpus]
        return score(((name, (draft, self.registry)) for name, draft in drafts), self.bound)

    def faults(self, fault: FaultClass, items: tuple[Injected, ...]) -> dict[Level, Score]:
        """Return what each level found of one class."""
        return {level: self._found(level, items) for level in self.levels if level in fault.levels}

    def _found(self, level: Level, items: tuple[Injected, ...]) -> Score:
        check = self.texts.get(level)
        if check is None:
            spoilt = ((item.source, (item.faulty, self._held(item))) for item in items)
            return score(spoilt, self.bound)
        return score(((item.source, (item.text,)) for item in items), check)

    def _held(self, item: Injected) -> Registry:
        return with_extra(self.registry, item.faulty)


def table(report: Report) -> Iterator[str]:
    """Yield the lines of the table."""
    levels = tuple(report.clean)
    yield f"{'fault class (by hand)':<34}" + "".join(f"{level.value:>30}" for level in levels)
    for name, scores in report.faults.items():
        yield f"{name:<34}" + "".join(_cell(scores.get(level)) for level in levels)
    yield f"{'ALL CLASSES (recall)':<34}" + "".join(
        _rate(report.overall(level)) for level in levels
    )
    yield f"{'CLEAN (false alarms)':<34}" + "".join(
        _rate(report.clean[level].found) for level in levels
    )
    yield f"{'CONTESTED, counts in words (refused)':<34}" + _rate(report.contested.found)
    yield f"{'ms a sentence, median':<34}" + "".join(
        f"{report.clean[level].milliseconds:>30.3f}" for level in levels
    )
    yield ""
    yield from phrase_table(report.phrases)
    for hand in report.fresh:
        yield ""
        yield from fresh_table(hand)


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as a document."""
    return {
        "clean": {level.value: _document(found) for level, found in report.clean.items()},
        "phrases": phrase_document(report.phrases),
        "phrases, fresh hands": {one.hand.name: fresh_document(one) for one in report.fresh},
        "contested": _document(report.contested),
        "recall": {level.value: _interval(report.overall(level)) for level in report.clean},
        "classes": {
            name: {level.value: _document(found, faults=True) for level, found in scores.items()}
            for name, scores in report.faults.items()
        },
    }


def _document(found: Score, *, faults: bool = False) -> dict[str, Any]:
    return _interval(found.found) | {
        "milliseconds": round(found.milliseconds, 4),
        "codes": dict(found.codes.most_common()),
        "missed" if faults else "refused": found.missed if faults else found.caught,
    }


def _interval(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {"hits": rate.hits, "of": rate.of, "share": rate.share, "low": low, "high": high}


def _cell(found: Score | None) -> str:
    return f"{'-':>30}" if found is None else _rate(found.found)


def _rate(rate: Rate) -> str:
    low, high = (100 * end for end in rate.interval)
    counted = f"{rate.hits}/{rate.of}"
    return f"{counted:>10} {100 * rate.share:6.2f} [{low:5.1f},{high:5.1f}]".rjust(30)
