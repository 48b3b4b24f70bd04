"""A fresh hand: drafts and faults of the phrase contract by somebody who had not read the rules.

``phrased/third.yaml`` holds its clean drafts and ``fresh.yaml`` what it puts round them;
``fresh_spoils`` spoils their tokens. ``phrased/fourth.yaml`` holds more clean drafts, by the hand
that mended. It was run once before any rule was mended for it; the rates
of that run are kept in ``fresh-unseen.json`` and are the ones to quote. What a run gives now is
the rate after mending.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from random import Random
from typing import Any

from bench.faults.corpus import HERE, read_clean
from bench.faults.drafts import Draft, Half, drafted, written
from bench.faults.fresh_spoils import SPOILS, Made
from bench.faults.scoring import Rate, Score, score
from policywire.analyst.draft import Relation
from policywire.analyst.registry import Registry
from policywire.facts import Status
from policywire.facts.errors import PolicywireError
from policywire.schema import load

__all__ = [
    "CLASSES",
    "FreshReport",
    "fresh_document",
    "fresh_drafts",
    "fresh_report",
    "fresh_table",
    "spoilt",
    "unseen",
]

_FILES = ("third.yaml", "fourth.yaml")
TITLE = "bound (phrases), fresh hand"
RECALLS = (("recall",), ("recall of open drafts",), ("recall of closed drafts",))
ALARMS = (("false alarms",), ("clean", "open"), ("clean", "closed"))
SEED, TURNS, CLOSED_PART = 20261122, 30, 3  # of a class, one spoilt draft of three is closed
_KEPT = ("Mexico", "Canada", "Nuevo", "Census", "According to Census", "U.S.", "From China")
_PLACES = ("Brazil", "Germany", "Vietnam", "Japan", "India", "Peru", "Taiwan", "France", "Chile")


@dataclass(frozen=True, slots=True)
class Added:
    """A class of faults put round a draft.

    Attributes
    ----------
    name : str
        The class.
    add : tuple of str
        What is added; ``~`` is the draft without its full stop, ``{place}`` another place.
    of : str
        The status, or ``rule``, that a figure of the draft must have; any where empty.
    """

    name: str
    add: tuple[str, ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class FreshReport:
    """What a run found.

    Attributes
    ----------
    clean : dict of str to Score
        Alarms on closed and on open drafts, all of them false.
    faults : dict of str to dict of str to Score
        What was found of each class, of closed and of open drafts.
    """

    clean: dict[str, Score]
    faults: dict[str, dict[str, Score]]

    def recall(self, kind: str = "") -> Rate:
        """Return the recall over every class, of ``closed`` or ``open`` drafts or of both."""
        found = [scores[one] for scores in self.faults.values() for one in scores]
        if kind:
            found = [scores[kind] for scores in self.faults.values()]
        return whole(found)


def whole(found: Sequence[Score]) -> Rate:
    """Return scores as one rate."""
    return Rate(sum(one.found.hits for one in found), sum(one.found.of for one in found))


def fresh_drafts() -> tuple[Draft, ...]:
    """Return the clean drafts, closed where they declare a relation.

    Raises
    ------
    BadDocument
        If the file breaks the schema.
    """
    return tuple(
        drafted(
            item.id,
            Half.SECOND,
            item.say,
            holds=item.holds,
            cites=item.cites,
            relation=Relation(item.relation) if item.relation else None,
        )
        for name in _FILES
        for item in read_clean(HERE / "phrased" / name)
    )


def fresh_report(
    registry: Registry, check: Callable[[Draft], list[str]], limit: int, only: str = ""
) -> FreshReport:
    """Check every clean draft, and every class of faults.

    Parameters
    ----------
    registry : Registry
        What tokens may name.
    check : callable
        Returns the codes of what it found in a draft.
    limit : int
        Spoilt drafts of a class, at most.
    only : str
        Classes whose name holds this text; all when empty.
    """
    corpus = fresh_drafts()
    clean = {
        kind: score(
            ((_shown(one, registry), (one,)) for one in corpus if _kind(one) == kind), check
        )
        for kind in ("closed", "open")
    }
    faults = {
        name: _scored(tuple(spoilt(name, spoil, corpus, registry, limit)), check, registry)
        for name, spoil in CLASSES
        if only in name
    }
    return FreshReport(clean, faults)


def _kind(draft: Draft) -> str:
    return "closed" if draft.closed else "open"


def _shown(draft: Draft, registry: Registry) -> str:
    try:
        return f"{draft.id}: {written(draft, registry).text}"
    except PolicywireError:
        return f"{draft.id}: {draft.text}"


def _scored(
    made: tuple[Draft, ...], check: Callable[[Draft], list[str]], registry: Registry
) -> dict[str, Score]:
    return {
        kind: score(((_shown(one, registry), (one,)) for one in made if _kind(one) == kind), check)
        for kind in ("closed", "open")
    }


def _adding(added: Added) -> Made:
    def put(draft: Draft, registry: Registry, turn: int) -> Draft | None:
        if added.of and not any(_is(added.of, name, registry) for name in draft.sentence.figures):
            return None
        rng = Random(f"{SEED}/{added.name}/{draft.id}/{turn}")
        form = rng.choice(added.add)
        if "{place}" in form:
            said = written(draft, registry).text
            form = form.replace("{place}", rng.choice([one for one in _PLACES if one not in said]))
        return _put(draft, form)

    return put


def _is(status: str, name: str, registry: Registry) -> bool:
    if status == "rule":
        return name.startswith("rule.")
    return registry.figure(name).status is Status(status) and not name.startswith("rule.")


def _put(draft: Draft, form: str) -> Draft:
    body = draft.text.removesuffix(".")
    if not form.startswith("~") and not body.startswith(_KEPT):
        body = body[:1].lower() + body[1:]
    made = drafted(draft.id, draft.half, form.replace("~", body))
    return replace(draft, parts=made.parts)


def spoilt(
    name: str, spoil: Made, corpus: tuple[Draft, ...], registry: Registry, limit: int
) -> Iterator[Draft]:
    """Yield spoilt drafts, each another; closed ones where a class has them, at most a third."""
    order = sorted(corpus, key=lambda one: Random(f"{SEED}/{name}/{one.id}").random())
    room = {"closed": limit // CLOSED_PART, "open": limit - limit // CLOSED_PART}
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
    """Yield the lines of the table."""
    yield f"{TITLE.upper():<46}{'all':>28}{'open':>28}{'closed':>28}"
    for name, scores in report.faults.items():
        rates = (whole(list(scores.values())), scores["open"].found, scores["closed"].found)
        yield f"{name:<46}" + "".join(map(_cell, rates))
    yield f"{'ALL CLASSES (recall)':<46}" + "".join(
        _cell(report.recall(kind)) for kind in ("", "open", "closed")
    )
    kinds = (report.clean[kind].found for kind in ("open", "closed"))
    alarms = (whole(list(report.clean.values())), *kinds)
    yield f"{'CLEAN (false alarms)':<46}" + "".join(map(_cell, alarms))
    first = unseen()
    for title, parts in (("recall", RECALLS), ("false alarms", ALARMS)):
        told = (_held(first, part) for part in parts)
        yield f"{f'UNSEEN, before mending: {title}':<46}" + "".join(map(_cell, told))


def unseen() -> dict[str, Any]:
    """Return the document of the run before any rule was mended for these drafts."""
    made: dict[str, Any] = json.loads((HERE / "fresh-unseen.json").read_text("utf-8"))
    return made


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
        "unseen": unseen(),
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


CLASSES: tuple[tuple[str, Made], ...] = (
    *((added.name, _adding(added)) for added in load(HERE / "fresh.yaml", tuple[Added, ...])),
    *SPOILS,
)
