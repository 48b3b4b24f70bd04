"""The bench over fresh hands: each hand's recall by class and its false alarms, now and unseen.

What a run gives is the rate after mending; the rates of each hand's first run stand beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random
from typing import Any

from bench.faults.drafts import Draft, written
from bench.faults.fresh_spoils import Made
from bench.faults.hands import Hand
from bench.faults.scoring import Rate, Score, score
from policywire.analyst.registry import Registry
from policywire.facts.errors import PolicywireError

__all__ = [
    "FreshReport",
    "fresh_document",
    "fresh_report",
    "fresh_summary",
    "fresh_table",
    "spoilt",
]

RECALLS = (("recall",), ("recall of open drafts",), ("recall of closed drafts",))
ALARMS = (("false alarms",), ("clean", "open"), ("clean", "closed"))
TURNS, CLOSED_PART = 30, 3  # of a class, one spoilt draft of three is closed


@dataclass(frozen=True, slots=True)
class FreshReport:
    """What a run found of one hand.

    Attributes
    ----------
    hand : Hand
        Whose drafts they are.
    clean : dict of str to Score
        Alarms on closed and on open drafts, all of them false.
    faults : dict of str to dict of str to Score
        What was found of each class, of closed and of open drafts.
    withdrawn : Score
        What was found of drafts whose words left the contract.
    signed : tuple of (Rate, Rate)
        Of open drafts: recall, and false alarms, if every word outside the vocabulary were signed.
    """

    hand: Hand
    clean: dict[str, Score]
    faults: dict[str, dict[str, Score]]
    withdrawn: Score
    signed: tuple[Rate, Rate]

    def recall(self, kind: str = "") -> Rate:
        """Return the recall over every class, of ``closed`` or ``open`` drafts or of both."""
        found = [scores[one] for scores in self.faults.values() for one in scores]
        if kind:
            found = [scores[kind] for scores in self.faults.values()]
        return whole(found)


def whole(found: Sequence[Score]) -> Rate:
    """Return scores as one rate."""
    return Rate(sum(one.found.hits for one in found), sum(one.found.of for one in found))


def fresh_report(
    hand: Hand,
    registry: Registry,
    check: Callable[[Draft], list[str]],
    limit: int = 0,
    only: str = "",
) -> FreshReport:
    """Check every clean draft of a hand, and every class of its faults.

    Parameters
    ----------
    hand : Hand
        Who wrote them.
    registry : Registry
        What tokens may name.
    check : callable
        Returns the codes of what it found in a draft.
    limit : int
        Spoilt drafts of a class, at most; as the hand was first run where 0.
    only : str
        Classes whose name holds this text; all when empty.
    """
    check = cache(check)  # a draft is asked twice: as it is, and as if its words were signed
    clean = {kind: _checked(hand.drafts, kind, check, registry) for kind in ("closed", "open")}
    faults, spoils = {}, list[Draft]()
    for name, spoil in hand.classes:
        if only in name:
            made = tuple(spoilt(name, spoil, hand, registry, limit))
            spoils += made
            faults[name] = {
                kind: _checked(made, kind, check, registry) for kind in ("closed", "open")
            }
    withdrawn = score(((_shown(one, registry), (one,)) for one in hand.withdrawn), check)
    signed = (_signed(spoils, check), _signed(hand.drafts, check))
    return FreshReport(hand, clean, faults, withdrawn, signed)


def _signed(drafts: Sequence[Draft], check: Callable[[Draft], list[str]]) -> Rate:
    """Return how many open drafts are refused by another rule than the vocabulary's."""
    found = [bool({*check(one)} - {"G5"}) for one in drafts if not one.closed]
    return Rate(sum(found), len(found))


def _kind(draft: Draft) -> str:
    return "closed" if draft.closed else "open"


def _shown(draft: Draft, registry: Registry) -> str:
    try:
        return f"{draft.id}: {written(draft, registry).text}"
    except PolicywireError:
        return f"{draft.id}: {draft.text}"


def _checked(
    made: Sequence[Draft], kind: str, check: Callable[[Draft], list[str]], registry: Registry
) -> Score:
    return score(((_shown(one, registry), (one,)) for one in made if _kind(one) == kind), check)


def spoilt(
    name: str, spoil: Made, hand: Hand, registry: Registry, limit: int = 0
) -> Iterator[Draft]:
    """Yield spoilt drafts, each another; closed ones where a class has them, at most a third."""
    order = sorted(hand.drafts, key=lambda one: Random(f"{hand.seed}/{name}/{one.id}").random())
    most = limit or hand.told.limit
    room = {"closed": most // CLOSED_PART, "open": most - most // CLOSED_PART}
    seen: set[tuple[object, ...]] = set()
    for turn, item in product(range(TURNS), order):
        if not room[_kind(item)]:
            continue
        found = spoil(item, registry, turn)
        if found is None:
            continue
        key = (found.text, found.uses, found.relation, found.printed)
        if key not in seen:
            seen.add(key)
            room[_kind(item)] -= 1
            yield found


def fresh_table(report: FreshReport) -> Iterator[str]:
    """Yield the lines of a hand's table."""
    yield _head(f"bound (phrases), hand of {report.hand.name}")
    for name, scores in report.faults.items():
        rates = (whole(list(scores.values())), scores["open"].found, scores["closed"].found)
        yield f"{name:<46}" + "".join(map(_cell, rates))
    yield from _totals(report)


def fresh_summary(reports: Sequence[FreshReport]) -> Iterator[str]:
    """Yield the totals of several hands, one below the other."""
    for report in reports:
        yield _head(f"hand of {report.hand.name}")
        yield from _totals(report)


def _head(title: str) -> str:
    return f"{title.upper():<46}{'all':>28}{'open':>28}{'closed':>28}"


def _totals(report: FreshReport) -> Iterator[str]:
    """Yield what a hand comes to now, what it came to unseen, and what was set aside."""
    recalls = (report.recall(kind) for kind in ("", "open", "closed"))
    kinds = (report.clean[kind].found for kind in ("open", "closed"))
    alarms = (whole(list(report.clean.values())), *kinds)
    yield f"{'ALL CLASSES (recall)':<46}" + "".join(map(_cell, recalls))
    yield f"{'CLEAN (false alarms)':<46}" + "".join(map(_cell, alarms))
    for title, parts in (("recall", RECALLS), ("false alarms", ALARMS)):
        told = (_held(report.hand.unseen, part) for part in parts)
        yield f"{f'UNSEEN, before mending: {title}':<46}" + "".join(map(_cell, told))
    for title, rate in zip(("recall", "false alarms"), report.signed, strict=True):
        yield f"{f'EVERY WORD SIGNED: {title}':<46}" + " " * 28 + _cell(rate)
    gone = report.withdrawn.found
    if gone.of:
        yield f"{'SET ASIDE, a joint withdrawn since (refused)':<46}" + _cell(gone)


def _held(document: dict[str, Any], part: tuple[str, ...]) -> Rate:
    for name in part:
        document = document[name]
    return Rate(document["hits"], document["of"])


def _cell(rate: Rate) -> str:
    low, high = (100 * end for end in rate.interval)
    counted = f"{rate.hits}/{rate.of}"
    return f"{counted:>10} {100 * rate.share:6.2f} [{low:5.1f},{high:5.1f}]".rjust(28)


def fresh_document(report: FreshReport) -> dict[str, Any]:
    """Return the report as a document."""
    return {
        "unseen": report.hand.unseen,
        "every word signed, open drafts": {
            name: _rate(rate)
            for name, rate in zip(("recall", "false alarms"), report.signed, strict=True)
        },
        "set aside, a joint withdrawn since, refused": _rate(report.withdrawn.found),
        "recall": _rate(report.recall()),
        "recall of open drafts": _rate(report.recall("open")),
        "recall of closed drafts": _rate(report.recall("closed")),
        "false alarms": _rate(whole(list(report.clean.values()))),
        "clean": {
            kind: _rate(one.found) | {"codes": dict(one.codes.most_common()), "refused": one.caught}
            for kind, one in report.clean.items()
        },
        "classes": {
            name: {
                kind: _rate(one.found)
                | {"codes": dict(one.codes.most_common()), "missed": one.missed}
                for kind, one in scores.items()
            }
            for name, scores in report.faults.items()
        },
    }


def _rate(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {"hits": rate.hits, "of": rate.of, "share": rate.share, "low": low, "high": high}
