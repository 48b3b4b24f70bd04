"""Records of one meeting: votes, surprise, analogues and words, as provisions and events.

They are published records, so a figure of a brief is bound to their citation.
"""

import re
from datetime import date

from policywire.evidence import View
from policywire.facts import Citation, Unit
from policywire.facts.errors import NotHeld
from policywire.models.monetary import ledger as book
from policywire.models.monetary.ledger import Entry, Quality
from policywire.models.monetary.tables import surprises
from policywire.newsroom.backdrop import market_days, rule_inputs, samples
from policywire.newsroom.money import decisions, entry_of
from policywire.newsroom.records import At, Records
from policywire.newsroom.told import Told
from policywire.newsroom.wordings import worded
from policywire.policy.decisions import Decision, Side

__all__ = ["Records", "records_of"]

_SURPRISE = Citation(
    "Jarocinski and Karadi, Deconstructing Monetary Policy Surprises, update to September 2024",
    "first principal component of the 30-minute window",
    "https://github.com/marekjarocinski/jkshocks_update_fed",
)
_LEDGER = Citation(
    "Policywire ledger of decisions",
    "counted from the Board's press releases and the surprises of Jarocinski and Karadi",
    "",
)
_POINTS, _VOTES, _DECISIONS = (Unit.parse(one) for one in ("points", "votes", "decisions"))
# Words of a decision; sentences on its day are held against them.
_SET = "U.S. decision, target range for the federal funds rate set"
# When duties on the neighbors were first ordered (Executive Orders 14193 and 14194). The estimates
# that institutions publish are of what came after; to an earlier decision they say nothing.
_TARIFFS = date(2025, 2, 1)
_ORDER = ("nearest", "next", "last")
_NEAREST = len(_ORDER)


def records_of(told: Told, day: date, view: View) -> Records:
    """Return what is on record of the decision of a day, and of the statements told.

    Raises
    ------
    NotHeld
        If it is the first decision held.
    WrongUse
        If a statement is of another meeting.
    BadArticle
        If a statement cannot be read.
    """
    made = Records()
    _decided(made, entry_of(day))
    _analogues(made, entry_of(day))
    market_days(made, day, view)
    rule_inputs(made, day, view)
    samples(made, day)
    # Such a path stays at its last step for four quarters more; one by quarter ends in its text.
    made.tags |= {"by_meetings"} if re.search(r"\d{4}-\d{2}-\d{2}", told.path) else set()
    if told.statement is not None:
        now = entry_of(day).decision
        worded(made, told, (_before(now), now))
    return made


def _decided(made: Records, found: Entry) -> None:
    one = found.decision
    at = At(one.day, one.citation)
    before = _before(one)
    made.periods |= {"meeting": str(one.day), "meeting_before": str(before.day)}
    made.event("meeting.day", f"{_SET}, with vote and statement", at)
    earlier = At(before.day, before.citation)
    made.event("meeting.before", f"{_SET} before", earlier)
    after = [each.day for each in decisions().decisions if each.day > one.day]
    if after:
        made.periods["meeting_next"] = str(after[0])
        made.tags.add("followed")
    made.tags |= set() if one.scheduled else {"unscheduled"}
    made.tags |= {"tariffs"} if one.day >= _TARIFFS else set()
    made.tags |= {"raise" if found.move_bp > 0 else "cut" if found.move_bp < 0 else "hold"}
    made.number("meeting.for", "U.S. votes for the decision", one.votes_for, _VOTES, at)
    made.number("meeting.against", "U.S. votes against the decision", one.votes_against, _VOTES, at)
    for side in (Side.TIGHTER, Side.EASIER):
        who = [each.name for each in one.dissents if each.side is side]
        made.number(
            f"meeting.{side}", f"U.S. votes against, for a {side} policy", len(who), _VOTES, at
        )
        _dissenting(made, side, who)
    # No count stands beside these: the vote against is counted above, and they take no side.
    _dissenting(
        made, Side.UNCLEAR, [each.name for each in one.dissents if each.side is Side.UNCLEAR]
    )
    if one.dissents:
        made.tags.add("dissent")
    _surprised(made, found)


def _dissenting(made: Records, side: Side, who: list[str]) -> None:
    """Name who dissented on one side."""
    if who:
        made.tags.add(side.value)
        made.names[f"dissent-{side}"] = _listed(who)


def _before(one: Decision) -> Decision:
    held = decisions().decisions
    place = held.index(one)
    if not place:
        raise NotHeld(f"The decision before that of {one.day} is not held, so no change is told.")
    return held[place - 1]


def _surprised(made: Records, found: Entry) -> None:
    made.tags.add(
        {
            Quality.TICK: "known",
            Quality.TICK_PARTIAL: "partial",
            Quality.TWO_YEAR_DAILY: "daily",
            Quality.UNKNOWN: "unknown",
        }[found.quality]
    )
    made.tags |= {"expected"} if found.expected else set()
    if found.quality in (Quality.TWO_YEAR_DAILY, Quality.UNKNOWN):
        made.tags.add("unmeasured")
    made.tags.add({1: "hawkish", -1: "dovish", 0: "neutral"}.get(found.direction or 0, ""))
    if found.quality is Quality.TICK and found.surprise_bp is not None:
        at = At(found.decision.day, _SURPRISE)
        size = round(found.surprise_bp / 100, 3)
        made.number("meeting.surprise", "U.S. monetary policy surprise", size, _POINTS, at)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# ------------------------------------------------------------------- what came near it


def _analogues(made: Records, found: Entry) -> None:
    """Count decisions of the same kind, and name those nearest by dissents and day."""
    day, entries = found.decision.day, book.ledger(decisions(), surprises())
    alike = [one for one in entries if _alike(one, found) and one.decision.day < day]
    known = [one for one in alike if one.expected is not None]
    at = At(day, _LEDGER)
    counts = {
        "alike": ("Earlier U.S. decisions of the same kind", len(alike)),
        "known": ("Measured U.S. surprises among them", len(known)),
        "expected": ("U.S. decisions that were priced in", sum(map(_expected, known))),
    }  # fmt: skip
    for name, (measure, count) in counts.items():
        made.number(f"ledger.{name}", measure, count, _DECISIONS, at)
    made.tags |= {"alike"} if known else set()
    made.tags |= {"some_expected"} if counts["expected"][1] else set()
    votes = found.decision.votes_against
    nearest = sorted(
        known, key=lambda one: (abs(one.decision.votes_against - votes), day - one.decision.day)
    )[:_NEAREST]
    if len(nearest) == _NEAREST:
        made.tags.add("analogues")
    for place, (word, one) in enumerate(zip(_ORDER, nearest, strict=False), 1):
        then = At(one.decision.day, one.decision.citation)
        made.event(f"analogue.{place}", f"the {word} analogue", then)
        votes = one.decision.votes_against
        measure = f"U.S. dissents at the {word} analogue"
        made.number(f"analogue.{place}.against", measure, votes, _VOTES, then)
        size = round((one.surprise_bp or 0) / 100, 3)
        measure = f"U.S. surprise at the {word} analogue"
        measured = At(then.day, _SURPRISE)
        made.number(f"analogue.{place}.surprise", measure, size, _POINTS, measured)


def _alike(one: Entry, found: Entry) -> bool:
    return (one.move_bp > 0) - (one.move_bp < 0) == (found.move_bp > 0) - (found.move_bp < 0)


def _expected(one: Entry) -> bool:
    return bool(one.expected)
