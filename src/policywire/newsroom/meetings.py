"""Records of one meeting: votes, surprise, analogues and words, as provisions and events.

They are published records, so a figure of a brief is bound to their citation.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from policywire.evidence import View
from policywire.facts import Citation, SeriesKey, Unit
from policywire.facts.errors import NotHeld, WrongUse
from policywire.models.monetary import ledger as book
from policywire.models.monetary.ledger import Entry, Quality
from policywire.models.monetary.tables import surprises
from policywire.newsroom.money import decisions, entry_of
from policywire.newsroom.told import Told
from policywire.policy import Event, Footing, Provision
from policywire.policy.decisions import Decision, Side
from policywire.policy.statements import Difference, compare, read_statement, stance_of

__all__ = ["Records", "records_of"]

_TWO = SeriesKey.parse("fed:yield.2y/USA")
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
_STATEMENTS = Citation("Statements given by the reader", "compared sentence by sentence", "")
_POINTS, _VOTES, _SHARE = Unit.parse("points"), Unit.parse("votes"), Unit.parse("percent")
_DECISIONS, _SENTENCES = Unit.parse("decisions"), Unit.parse("sentences")
# Words of a decision; sentences on its day are held against them.
_SET = "U.S. decision, target range for the federal funds rate set"
_KINDS = {
    "kept": "carried over unaltered",
    "changed": "reworded or moved",
    "added": "inserted freshly",
    "removed": "struck altogether",
}
_AROUND = 90  # trading days shown before a decision
_ORDER = ("nearest", "next", "last")
_NEAREST = len(_ORDER)


@dataclass(slots=True)
class Records:
    """What is on record of a meeting.

    Attributes
    ----------
    tags : set of str
        What holds of it: ``known``, ``raise``, ``dissent``.
    periods : dict of str to str
        Its days, by the names a brief gives them.
    names : dict of str to str
        Registered names: the dissenters.
    provisions : dict of str to Provision
        Numbers.
    events : dict of str to Event
        Days.
    """

    tags: set[str] = field(default_factory=set)
    periods: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    def number(self, name: str, measure: str, value: float, unit: Unit, at: "_At") -> None:
        """Put a number on record."""
        self.provisions[name] = Provision(
            name, measure, unit, {at.day: value}, at.citation, Footing.RECORD
        )

    def event(self, name: str, what: str, at: "_At") -> None:
        """Put a day on record."""
        self.events[name] = Event(name, at.day, at.day, what, at.citation, Footing.OFFICIAL)


@dataclass(frozen=True, slots=True)
class _At:
    """When something was recorded, and where."""

    day: date
    citation: Citation


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
    _market(made, day, view)
    _analogues(made, entry_of(day))
    if told.statement is not None:
        _words(made, told, day)
    return made


def _decided(made: Records, found: Entry) -> None:
    one = found.decision
    at = _At(one.day, one.citation)
    before = _before(one)
    made.periods |= {"meeting": str(one.day), "meeting_before": str(before.day)}
    made.event("meeting.day", f"{_SET}, with vote and statement", at)
    earlier = _At(before.day, before.citation)
    made.event("meeting.before", f"{_SET} before", earlier)
    made.tags |= {"raise" if found.move_bp > 0 else "cut" if found.move_bp < 0 else "hold"}
    made.number("meeting.for", "U.S. votes for the decision", one.votes_for, _VOTES, at)
    made.number("meeting.against", "U.S. votes against the decision", one.votes_against, _VOTES, at)
    for side in (Side.TIGHTER, Side.EASIER):
        who = [each.name for each in one.dissents if each.side is side]
        made.number(
            f"meeting.{side}", f"U.S. votes against, for a {side} policy", len(who), _VOTES, at
        )
        if who:
            made.tags.add(side.value)
            made.names[f"dissent-{side}"] = _listed(who)
    if one.dissents:
        made.tags.add("dissent")
    _surprised(made, found)


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
    if found.expected:
        made.tags.add("expected")
    made.tags.add({1: "hawkish", -1: "dovish", 0: "neutral"}.get(found.direction or 0, ""))
    if found.quality is Quality.TICK and found.surprise_bp is not None:
        at = _At(found.decision.day, _SURPRISE)
        size = round(found.surprise_bp / 100, 3)
        made.number("meeting.surprise", "U.S. monetary policy surprise", size, _POINTS, at)


def _market(made: Records, day: date, view: View) -> None:
    """Name the days of the two-year yield around a meeting, where both are held."""
    held = sorted(view.observations(_TWO))
    if day in held and held.index(day):
        before = held[held.index(day) - 1]
        if day - before <= timedelta(days=5):
            made.periods["day_before"] = str(before)
            made.periods["market_from"] = str(held[max(0, held.index(day) - _AROUND)])
            made.tags.add("market")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# ------------------------------------------------------------------- what came near it


def _analogues(made: Records, found: Entry) -> None:
    """Count decisions of the same kind, and name those nearest by dissents and day."""
    day, entries = found.decision.day, book.ledger(decisions(), surprises())
    alike = [one for one in entries if _alike(one, found) and one.decision.day < day]
    known = [one for one in alike if one.expected is not None]
    at = _At(day, _LEDGER)
    counts = {
        "alike": ("Earlier U.S. decisions of the same kind", len(alike)),
        "known": ("Measured U.S. surprises among them", len(known)),
        "expected": ("U.S. decisions that were priced in", sum(map(_expected, known))),
    }  # fmt: skip
    for name, (measure, count) in counts.items():
        made.number(f"ledger.{name}", measure, count, _DECISIONS, at)
    if known:
        made.tags.add("alike")
    votes = found.decision.votes_against
    nearest = sorted(
        known, key=lambda one: (abs(one.decision.votes_against - votes), day - one.decision.day)
    )[:_NEAREST]
    if len(nearest) == _NEAREST:
        made.tags.add("analogues")
    for place, (word, one) in enumerate(zip(_ORDER, nearest, strict=False), 1):
        then = _At(one.decision.day, one.decision.citation)
        made.event(f"analogue.{place}", f"the {word} analogue", then)
        votes = one.decision.votes_against
        measure = f"U.S. dissents at the {word} analogue"
        made.number(f"analogue.{place}.against", measure, votes, _VOTES, then)
        size = round((one.surprise_bp or 0) / 100, 3)
        measure = f"U.S. surprise at the {word} analogue"
        measured = _At(then.day, _SURPRISE)
        made.number(f"analogue.{place}.surprise", measure, size, _POINTS, measured)


def _alike(one: Entry, found: Entry) -> bool:
    return (one.move_bp > 0) - (one.move_bp < 0) == (found.move_bp > 0) - (found.move_bp < 0)


def _expected(one: Entry) -> bool:
    return bool(one.expected)


# ------------------------------------------------------------------- what changed in the words


def _words(made: Records, told: Told, day: date) -> None:
    assert told.statement is not None
    assert told.before is not None
    texts = [read_statement(one.read_bytes(), one.name) for one in (told.before, told.statement)]
    found = compare(texts[0], texts[1])
    _refuse_other(found, entry_of(day))
    made.tags.add("statements")
    at = _At(day, _STATEMENTS)
    for kind, words in _KINDS.items():
        count = sum(_counted(one.kind) == kind for one in found.changes)
        measure = f"Sentences of the U.S. statement {words}"
        made.number(f"words.{kind}", measure, count, _SENTENCES, at)
        made.tags |= {f"some_{kind}"} if count else set()
    share = round(found.share_kept * 100, 0)
    made.number("words.share", "Share of words kept in the U.S. statement", share, _SHARE, at)
    for name, text in zip(("before", "now"), texts, strict=True):
        stance = stance_of(text)
        for label in ("hawkish", "dovish", "neutral"):
            measure = f"{label.capitalize()} sentences in the U.S. statement"
            count = getattr(stance, label)
            made.number(f"words.{label}.{name}", measure, count, _SENTENCES, at)
            made.tags |= {f"some_{label}_{name}"} if count else set()


def _counted(kind: str) -> str:
    """Return a kind of change as counted: what moved to another part is changed."""
    return "changed" if kind == "moved" else kind


def _refuse_other(found: Difference, entry: Entry) -> None:
    """Refuse a statement whose range is not the one decided: it is of another meeting."""
    target, one = found.new.target, entry.decision
    if target is not None and (target.lower, target.upper) != (one.lower, one.upper):
        raise WrongUse(
            f"{found.new.name} sets {target.lower:g} to {target.upper:g} percent; the decision of "
            f"{one.day} is {one.lower:g} to {one.upper:g}. Give the statement of that meeting."
        )
