"""The review of Article 34.7 as a state machine: in term, extended, annual review, notice, lapse.

Steps are what happened, or what a scenario supposes; the state on a day follows from those not
after it, and from the clocks of the agreement and of 19 U.S.C. 4611.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from policywire.facts import Citation
from policywire.facts.errors import BadDocument, NotHeld
from policywire.policy.law import Footing, Provision
from policywire.schema import load

__all__ = ["Clock", "Review", "ReviewLaw", "State", "Status", "load_review"]


class Status(StrEnum):
    """Where the agreement stands."""

    NOT_YET = "not yet in force"
    IN_TERM = "in term"
    EXTENDED = "extended"
    ANNUAL = "annual review"
    NOTICE = "withdrawal notice"
    LAPSED = "lapsed"


class Kind(StrEnum):
    """What a step does."""

    IN_FORCE = "in_force"
    CONFIRMED = "confirmed"  # every party confirmed a new term in writing
    NOT_CONFIRMED = "not_confirmed"
    NOTICE_GIVEN = "notice_given"
    NOTICE_WITHDRAWN = "notice_withdrawn"


@dataclass(frozen=True, slots=True)
class Review:
    """A step under the agreement.

    Attributes
    ----------
    id : str
        Its name.
    day : date
        When it happened.
    kind : Kind
        What it does.
    what : str
        What happened, in a clause.
    citation : Citation
        Where it is written.
    footing : Footing
        What it rests on.
    """

    id: str
    day: date
    kind: Kind
    what: str
    citation: Citation
    footing: Footing = Footing.LAW


@dataclass(frozen=True, slots=True)
class Clock:
    """A day the law counts to.

    Attributes
    ----------
    what : str
        What is due.
    day : date
        When.
    citation : Citation
        Where the counting is laid down.
    """

    what: str
    day: date
    citation: Citation


@dataclass(frozen=True, slots=True)
class State:
    """Where the agreement stands on a day.

    Attributes
    ----------
    day : date
        The day.
    status : Status
        The state.
    since : date
        When it was entered.
    term_ends : date
        When the term ends as things stand.
    next_review : date or None
        The next joint review; None after the end.
    leaves : date or None
        When a notice takes effect.
    rests_on : tuple of Review
        The steps it follows from.
    clocks : tuple of Clock
        Statutory days around the next review, in order.
    """

    day: date
    status: Status
    since: date
    term_ends: date
    next_review: date | None
    leaves: date | None
    rests_on: tuple[Review, ...]
    clocks: tuple[Clock, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether claims can be made."""
        return self.status not in (Status.NOT_YET, Status.LAPSED)


@dataclass(frozen=True, slots=True)
class _File:
    clocks: tuple[Provision, ...]
    steps: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class ReviewLaw:
    """Clocks and steps.

    Attributes
    ----------
    clocks : dict of str to Provision
        By id.
    steps : tuple of Review
        In order of day.
    """

    clocks: dict[str, Provision]
    steps: tuple[Review, ...]

    def supposing(self, steps: Iterable[Review]) -> "ReviewLaw":
        """Return the law with further steps.

        Raises
        ------
        BadDocument
            If they cannot follow on what happened.
        """
        ordered = tuple(sorted((*self.steps, *steps), key=lambda step: step.day))
        made = replace(self, steps=ordered)
        _walk(made, date.max)
        return made

    def on(self, day: date) -> State:
        """Return the state on a day.

        Raises
        ------
        NotHeld
            If the day lies before the agreement.
        """
        state = _walk(self, day)
        if state is None:
            raise NotHeld(
                f"On {day} the agreement was not in force; it is from {self.steps[0].day}."
            )
        return replace(state, clocks=_clocks(self, state))

    def count(self, name: str) -> int:
        """Return how many years, months or days a clock runs."""
        return int(self.clocks[name].values[min(self.clocks[name].values)])


def load_review(path: Path) -> ReviewLaw:
    """Read the review's file.

    Raises
    ------
    BadDocument
        If it breaks the schema, or its steps cannot follow on each other.
    """
    made = load(path, _File)
    clocks = {item.id: item for item in made.clocks}
    missing = [name for name in _NAMES if name not in clocks]
    if missing or not made.steps:
        raise BadDocument(f"{path.name}: {', '.join(missing) or 'steps'} must be given.")
    return ReviewLaw(clocks, ()).supposing(made.steps)


_NAMES = (
    *("term", "first_review", "annual_review", "withdrawal", "notice"),
    *("report_six_year", "report_annual", "briefing"),
)


def _walk(law: ReviewLaw, day: date) -> State | None:
    """Return the state after every step not after a day, and after time itself has run."""
    state: State | None = None
    for step in law.steps:
        if step.day > day:
            break
        state = _step(law, _passed(law, state, step.day), step)
    return _passed(law, state, day)


def _step(law: ReviewLaw, state: State | None, step: Review) -> State:
    """Return the state a step leads to."""
    years = law.count
    if step.kind is Kind.IN_FORCE:
        if state is not None:
            raise BadDocument(f"{step.id}: the agreement enters into force once.")
        return State(
            *(step.day, Status.IN_TERM, step.day, _later(step.day, years=years("term"))),
            *(_later(step.day, years=years("first_review")), None, (step,)),
        )
    if state is None or not state.in_force:
        raise BadDocument(f"{step.id} on {step.day}: the agreement is not in force.")
    state = replace(state, day=step.day, rests_on=(*state.rests_on, step))
    if step.kind is Kind.CONFIRMED:
        if state.leaves:
            raise BadDocument(f"{step.id}: an extension is confirmed while a notice runs.")
        ends = _later(step.day, years=years("term"))
        due = _later(step.day, years=years("first_review"))
        return replace(
            state, status=Status.EXTENDED, since=step.day, term_ends=ends, next_review=due
        )
    if step.kind is Kind.NOT_CONFIRMED:
        due = _later(step.day, years=years("annual_review"))
        since = state.since if state.status is Status.ANNUAL else step.day
        return replace(state, status=Status.ANNUAL, since=since, next_review=due)
    return _noticed(law, state, step)


def _noticed(law: ReviewLaw, state: State, step: Review) -> State:
    if step.kind is Kind.NOTICE_GIVEN:
        if state.leaves:
            raise BadDocument(f"{step.id}: a notice already runs to {state.leaves}.")
        leaves = _later(step.day, months=law.count("withdrawal"))
        return replace(state, status=Status.NOTICE, since=step.day, leaves=leaves)
    if not state.leaves:
        raise BadDocument(f"{step.id}: no notice runs that could be withdrawn.")
    kinds = {one.kind for one in state.rests_on}
    back = Status.ANNUAL if Kind.NOT_CONFIRMED in kinds else Status.IN_TERM
    return replace(state, status=back, since=step.day, leaves=None)


def _passed(law: ReviewLaw, state: State | None, day: date) -> State | None:
    """Return the state once time has run to a day: reviews fall due, terms and notices end."""
    if state is None:
        return None
    ends = min(state.leaves or date.max, state.term_ends)
    if day >= ends:
        return replace(
            state, day=day, status=Status.LAPSED, since=ends, next_review=None, leaves=None
        )
    due = state.next_review
    while due is not None and due <= day and state.status in (Status.ANNUAL, Status.NOTICE):
        due = _later(due, years=law.count("annual_review"))
    return replace(state, day=day, next_review=due)


def _clocks(law: ReviewLaw, state: State) -> tuple[Clock, ...]:
    """Return the days 19 U.S.C. 4611 counts to and from the next joint review."""
    due = state.next_review
    if due is None:
        return ()
    annual = state.status in (Status.ANNUAL, Status.NOTICE)
    report = "report_annual" if annual else "report_six_year"
    counted = [(name, due - timedelta(days=law.count(name))) for name in ("notice", report)]
    counted.append(("briefing", due + timedelta(days=law.count("briefing"))))
    return tuple(
        Clock(law.clocks[name].measure, day, law.clocks[name].citation) for name, day in counted
    )


def _later(day: date, years: int = 0, months: int = 0) -> date:
    """Return the same day of the month some years or months later; the month's last where none."""
    month = day.month - 1 + months
    year, month = day.year + years + month // 12, month % 12 + 1
    for back in range(4):
        try:
            return date(year, month, day.day - back)
        except ValueError:
            continue
    raise BadDocument(f"no day lies {months} months after {day}.")
