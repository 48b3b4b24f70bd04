"""The bound level of phrases: recall by class and half, false alarms by contract and half."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from random import Random
from typing import Any

from bench.faults.drafts import Draft, Half, hand_drafts, written
from bench.faults.grammar import Pool, closed_drafts, open_drafts
from bench.faults.scoring import Rate, Score, score
from bench.faults.spoils import TOKENS, Spoil
from bench.faults.spoken import WORDS
from policywire.analyst.registry import Registry
from policywire.facts.errors import PolicywireError

__all__ = [
    "PHRASE_CLASSES",
    "PhraseReport",
    "phrase_corpus",
    "phrase_document",
    "phrase_report",
    "phrase_table",
    "spoilt",
]

SEED = 20261122
TURNS = 4
CLOSED, OPEN = 200, 220  # drafts the grammar makes for each half
PHRASE_CLASSES: tuple[tuple[str, Spoil], ...] = (*TOKENS, *WORDS)
DraftCheck = Callable[[Draft], list[str]]


@dataclass(frozen=True, slots=True)
class PhraseReport:
    """What a run found at the bound level of phrases.

    Attributes
    ----------
    clean : dict of str to Score
        Alarms by contract and half, all of them false.
    faults : dict of str to dict of Half to Score
        What was found of each class.
    injected : dict of str to tuple of Draft
        The spoilt drafts of each class.
    """

    clean: dict[str, Score]
    faults: dict[str, dict[Half, Score]]
    injected: dict[str, tuple[Draft, ...]]

    def recall(self, half: Half | None = None) -> Rate:
        """Return the recall over every class, of one half or of both."""
        found = [one for scores in self.faults.values() for one in scores.values()]
        if half is not None:
            found = [scores[half] for scores in self.faults.values()]
        return _whole(found)

    def alarms(self) -> Rate:
        """Return the false alarms of both contracts and halves."""
        return _whole(list(self.clean.values()))


def _whole(found: list[Score]) -> Rate:
    return Rate(sum(one.found.hits for one in found), sum(one.found.of for one in found))


def phrase_corpus(registry: Registry) -> tuple[Draft, ...]:
    """Return every clean draft of the phrase contract, of both halves."""
    pool = Pool.of(registry)
    made = list(hand_drafts())
    for half in Half:
        made += [*closed_drafts(pool, half, CLOSED), *open_drafts(pool, half, OPEN)]
    return tuple(made)


def phrase_report(
    registry: Registry, check: DraftCheck, limit: int, only: str = ""
) -> PhraseReport:
    """Check every clean draft, and every class of faults in each half.

    Parameters
    ----------
    registry : Registry
        What tokens may name.
    check : callable
        Returns the codes of what it found in a draft.
    limit : int
        Drafts of a class, at most; half of them of each half.
    only : str
        Classes whose name holds this text; all when empty.
    """
    corpus, pool = phrase_corpus(registry), Pool.of(registry)
    clean = {
        f"{'closed' if closed else 'open'}, {half}": score(
            ((one.id, (one,)) for one in corpus if (one.closed, one.half) == (closed, half)), check
        )
        for closed, half in product((True, False), Half)
    }
    faults, injected = {}, {}
    for name, spoil in PHRASE_CLASSES:
        if only not in name:
            continue
        made = {half: tuple(spoilt((name, spoil), corpus, pool, half, limit // 2)) for half in Half}
        injected[name] = tuple(one for held in made.values() for one in held)
        faults[name] = {
            half: score(((f"{one.id}: {one.text}", (one,)) for one in held), check)
            for half, held in made.items()
        }
    return PhraseReport(clean, faults, injected)


def spoilt(
    kind: tuple[str, Spoil], corpus: Sequence[Draft], pool: Pool, half: Half, limit: int
) -> Iterator[Draft]:
    """Yield drafts of one half spoilt by one class, each another, at most ``limit``.

    A draft that prints what it printed before is no fault, unless its declarations changed.
    """
    name, spoil = kind
    held = [one for one in corpus if one.half is half]
    order = sorted(held, key=lambda one: Random(f"{SEED}/{name}/{one.id}").random())
    made: set[tuple[object, ...]] = set()
    for turn, item in product(range(TURNS), order):
        if len(made) == limit:
            return
        try:
            found = spoil(item, pool, Random(f"{SEED}/{item.id}/{name}/{turn}"))
        except IndexError:
            continue  # a list of this half has no words yet
        if found is None or not _differs(item, found, pool.registry):
            continue
        key = (found.text, found.uses, found.relation, found.printed, found.holds)
        if key not in made:
            made.add(key)
            yield found


def _differs(clean: Draft, found: Draft, registry: Registry) -> bool:
    if replace(found, parts=clean.parts) != clean:
        return True
    try:
        return written(found, registry).text != written(clean, registry).text
    except PolicywireError:
        return True


def phrase_table(report: PhraseReport) -> Iterator[str]:
    """Yield the lines of the table."""
    heads = ("both halves", "first half (mended)", "second half (held out)")
    yield f"{'BOUND (PHRASES)':<38}" + "".join(f"{head:>28}" for head in heads)
    for name, scores in report.faults.items():
        rates = (_whole(list(scores.values())), *(scores[half].found for half in Half))
        yield f"{name:<38}" + "".join(map(_cell, rates))
    recalls = (report.recall(), *(report.recall(half) for half in Half))
    yield f"{'ALL CLASSES (recall)':<38}" + "".join(map(_cell, recalls))
    halves = [[one for name, one in report.clean.items() if name.endswith(half)] for half in Half]
    alarms = (report.alarms(), *map(_whole, halves))
    yield f"{'CLEAN (false alarms)':<38}" + "".join(map(_cell, alarms))
    for name, found in report.clean.items():
        yield f"  {name:<36}{_cell(found.found)}"


def _cell(rate: Rate) -> str:
    low, high = (100 * end for end in rate.interval)
    counted = f"{rate.hits}/{rate.of}"
    return f"{counted:>10} {100 * rate.share:6.2f} [{low:5.1f},{high:5.1f}]".rjust(28)


def phrase_document(report: PhraseReport) -> dict[str, Any]:
    """Return the report as a document."""
    return {
        "recall": _interval(report.recall()),
        "recall by half": {half.value: _interval(report.recall(half)) for half in Half},
        "false alarms": _interval(report.alarms()),
        "clean": {
            name: _interval(one.found) | {"refused": one.caught}
            for name, one in report.clean.items()
        },
        "classes": {
            name: {
                half.value: _interval(one.found)
                | {"codes": dict(one.codes.most_common()), "missed": one.missed}
                for half, one in scores.items()
            }
            for name, scores in report.faults.items()
        },
    }


def _interval(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {"hits": rate.hits, "of": rate.of, "share": rate.share, "low": low, "high": high}
