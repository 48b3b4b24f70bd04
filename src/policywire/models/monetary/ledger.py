"""The priced-in ledger: for every decision, how far it moved the rate and how far it surprised.

A 25 bp move and a 25 bp surprise are two questions. Markets answer to the surprise; where it is
not known there is a direction at most, and no size.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from policywire.facts.errors import NotHeld
from policywire.models.monetary.tables import Surprise

if TYPE_CHECKING:
    from policywire.policy.decisions import Decision, Decisions

__all__ = ["EXPECTED_BP", "Entry", "Quality", "entry", "ledger", "with_surprise"]

# A fifth of a step of 25 bp: below it a decision counts as expected. Of the 71 decisions with a
# 30-minute surprise, January 2016 to September 2024, 58 lie below.
EXPECTED_BP = 5.0
# Below this a day's change of the two-year yield tells no direction; it is quoted to 1 bp.
_STILL_BP = 2.0


class Quality(StrEnum):
    """How well a decision's surprise is known."""

    TICK = "tick"  # futures, 10 minutes before to 20 after
    TICK_PARTIAL = "tick-partial"  # some futures did not trade: the size is understated
    TWO_YEAR_DAILY = "2y-daily"  # the two-year yield on the day before: direction only
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision in the ledger.

    Attributes
    ----------
    decision : Decision
        What was decided.
    move_bp : int
        By how much the range moved.
    quality : Quality
        How well the surprise is known.
    surprise_bp : float or None
        Surprise of the 30-minute window; above zero is tighter than expected. None without one.
    policy_bp, information_bp : float or None
        Its parts; None where stocks were not trading.
    direction : int or None
        1 tighter than expected, -1 easier, 0 about as expected; None where not known.
    expected : bool or None
        Whether the surprise lay under 5 bp; None where its size is not known.
    two_year_bp : float or None
        Change of the two-year yield on the day.
    flags : tuple of str
        What must be said beside it.
    """

    decision: "Decision"
    move_bp: int
    quality: Quality
    surprise_bp: float | None
    policy_bp: float | None
    information_bp: float | None
    direction: int | None
    expected: bool | None
    two_year_bp: float | None
    flags: tuple[str, ...]


def ledger(held: "Decisions", known: Mapping[date, Surprise]) -> tuple[Entry, ...]:
    """Return every decision with what is known of its surprise, in order of time."""
    return tuple(_entry(one, held.move_bp(one), known.get(one.day)) for one in held.decisions)


def entry(held: "Decisions", known: Mapping[date, Surprise], day: date) -> Entry:
    """Return one decision's entry.

    Raises
    ------
    NotHeld
        If no decision of that day is held.
    BadPeriod
        If the day is a weekend without a decision.
    """
    one = held.on(day)
    return _entry(one, held.move_bp(one), known.get(day))


def with_surprise(found: Entry, surprise_bp: float) -> Entry:
    """Return an entry with a surprise that the user measured, where none is held.

    Raises
    ------
    NotHeld
        If a 30-minute surprise is held already; a user's number does not replace it.
    """
    if found.quality is Quality.TICK:
        raise NotHeld(
            f"The surprise of {found.decision.day} is held ({found.surprise_bp:+.1f} bp); a given "
            "one does not replace it."
        )
    given = Surprise(surprise_bp, None, None, found.two_year_bp, None)
    made = _entry(found.decision, found.move_bp, given)
    return replace(made, flags=(*made.flags, "surprise as given by the user"))


def _entry(decision: "Decision", move_bp: int, known: Surprise | None) -> Entry:
    flags = () if decision.scheduled else ("unscheduled meeting",)
    if known is not None and known.surprise_bp is not None:
        return _by_tick(decision, move_bp, known, known.surprise_bp, flags)
    two = known.two_year_bp if known else None
    daily = two is not None
    direction = None if two is None else _direction(two, _STILL_BP)
    told = (
        "direction only, from the two-year yield's change on the day; no size"
        if daily
        else "surprise not known; no market size"
    )
    return Entry(
        decision=decision,
        move_bp=move_bp,
        quality=Quality.TWO_YEAR_DAILY if daily else Quality.UNKNOWN,
        surprise_bp=None,
        policy_bp=None,
        information_bp=None,
        direction=direction,
        expected=None,
        two_year_bp=two,
        flags=(*flags, told),
    )


def _by_tick(
    decision: "Decision", move_bp: int, known: Surprise, size: float, flags: tuple[str, ...]
) -> Entry:
    if known.policy_bp is None:
        flags = (*flags, "stocks not trading: policy and information not told apart")
    missing = int(known.missing or 0)
    if missing:
        flags = (*flags, f"{missing} of 5 rates not trading: surprise understated, no market size")
    return Entry(
        decision=decision,
        move_bp=move_bp,
        quality=Quality.TICK_PARTIAL if missing else Quality.TICK,
        surprise_bp=size,
        policy_bp=known.policy_bp,
        information_bp=known.information_bp,
        direction=_direction(size, 0.0 if missing else EXPECTED_BP),
        expected=None if missing else abs(size) < EXPECTED_BP,
        two_year_bp=known.two_year_bp,
        flags=flags,
    )


def _direction(size: float, still: float) -> int:
    return 0 if abs(size) < still else (1 if size > 0 else -1)
