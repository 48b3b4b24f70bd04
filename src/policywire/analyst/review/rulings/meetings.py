"""Meetings: claims of what the Federal Open Market Committee decided, and by which vote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from policywire.analyst.reading.marks import PeriodSense
from policywire.analyst.review.report import Ours, Verdict
from policywire.analyst.review.rulings.clause import Clause, Moment, moments, unread
from policywire.analyst.review.rulings.made import Finding, cited, day_words, made
from policywire.analyst.review.rulings.spoken_fed import SpokenFed, spoken_fed, step_bp
from policywire.analyst.review.rulings.words import FED
from policywire.facts import Frequency
from policywire.policy.decisions import Decision, Decisions, Dissenter, Preferred, Side

__all__ = ["Carried", "meetings_in"]

_AROUND, _CLOSE = timedelta(days=730), timedelta(days=200)
_NEAR = 0.0051
_WAYS = {-1: "cut", 0: "held", 1: "raised"}


@dataclass(frozen=True, slots=True)
class Carried:
    """What a sentence on the Fed leaves for the next one.

    Attributes
    ----------
    day : date or None
        The one decision it spoke of; None where it spoke of several.
    """

    day: date | None


def meetings_in(
    clause: Clause, held: Decisions, carried: Carried | None
) -> tuple[tuple[Finding, ...], Carried | None]:
    """Return the rulings on a statement of decisions, and what it leaves for the next.

    Parameters
    ----------
    clause : Clause
        The statement.
    held : Decisions
        The decisions, of which those after the reader's day are not used.
    carried : Carried or None
        What the sentence before left.
    """
    said = spoken_fed(clause, carried=carried is not None)
    named = moments(clause) if said else None
    if said is None or named is None or len(named) > 1:
        return (), None
    known = [one for one in held.decisions if one.day <= min(clause.as_of, clause.told)]
    meant = _meant(said, named, known, carried)
    if meant is None or (named and named[0].period.start > min(held.complete_until, clause.told)):
        return (), Carried(None) if said.named else None
    read = (*said.read, *(item.span for item in named))
    denied = clause.denied(read)
    left = (denied,) if denied else (*unread(clause, read, FED), *_unlike(said.dissenter, known))
    if left and not said.named:  # ``it`` and ``officials`` may be others
        return (), None
    table = _Table(held, tuple(known), meant, said, carried=not named)
    found = tuple(table.rulings(clause, named, left))
    day = meant[0].day if len(meant) == 1 else None
    return found, Carried(day)


def _unlike(said: str, known: Sequence[Decision]) -> tuple[str, ...]:
    """Return the words before a dissenter's surname that are no first name of one so called.

    ``Only Miran``, ``Governor Schmid`` and ``Helmut Schmid`` say more than that surname does.
    """
    *before, surname = said.split() or [""]
    held = [one.name.split() for item in known for one in item.dissents]
    first = {part for name in held if name[-1] == surname for part in name[:-1]}
    return tuple(
        word
        for word in before
        if not any(part == word or (len(word) > 2 and part.startswith(word)) for part in first)
    )


def _meant(
    said: SpokenFed, named: Sequence[Moment], known: Sequence[Decision], carried: Carried | None
) -> tuple[Decision, ...] | None:
    """Return the decisions a statement is on; None where it does not say which."""
    if not named:
        day = carried.day if carried and not said.times else None
        found = tuple(one for one in known if one.day == day)
        return found or None
    moment = named[0]
    if moment.sense is PeriodSense.SINCE:
        short = moment.period.is_single and moment.period.frequency is not Frequency.YEAR
        return tuple(one for one in known if one.day >= moment.period.start) if short else None
    if moment.sense is not PeriodSense.IN:
        return None
    return tuple(one for one in known if moment.period.start <= one.day <= moment.period.end)


@dataclass(frozen=True, slots=True)
class _Table:
    """The decisions a statement is held against."""

    held: Decisions
    known: tuple[Decision, ...]
    meant: tuple[Decision, ...]
    said: SpokenFed
    carried: bool

    def rulings(
        self, clause: Clause, named: Sequence[Moment], left: tuple[str, ...]
    ) -> Iterator[Finding]:
        """Yield the ruling on each part that gives a number, or on the way it went."""
        since = bool(named) and named[0].sense is PeriodSense.SINCE
        for part in self.said.parts:
            numbers = self.said.numbers.get(part, ())
            if since or len(self.meant) > 1 or part == "times":
                ruled = self._together(part)
            elif self.meant:
                ruled = self._one(part, self.meant[0])
            else:
                ruled = self._none(part, named[0])
            if ruled is None:
                continue
            verdict, note, ours = ruled
            if self.carried:
                note = f"Read as the decision of the sentence before. {note}"
            yield made(clause, numbers, verdict, note, ours, unread=left)

    # ------------------------------------------------------ one decision

    def _one(self, part: str, one: Decision) -> tuple[Verdict, str, tuple[Ours, ...]] | None:
        note, ours = f"Ours: {self._words(one)}.", self._ours(part, one)
        if self._holds(part, one) and self._went(one):
            return Verdict.SUPPORTED, note, ours
        other = None if self.carried else self._other(one.day)
        if other is not None:
            note = f"True of the decision of {other.day}: {self._words(other)}. {note}"
            return Verdict.WRONG_PERIOD, note, (*self._ours(part, other), *ours)
        return Verdict.CONTRADICTED, note, ours

    def _none(self, part: str, moment: Moment) -> tuple[Verdict, str, tuple[Ours, ...]] | None:
        other = self._other(moment.period.start)
        if other is None or moment.period.frequency is Frequency.DAY:
            return None
        note = f"No decision is held in {moment.period.words()}. True of {self._words(other)}."
        return Verdict.WRONG_PERIOD, note, self._ours(part, other)

    def _other(self, day: date) -> Decision | None:
        """Return the decision nearest in time of which all that is said is true."""
        parts = self.said.parts
        around = _AROUND if "level" in parts else _CLOSE  # a range tells its time, a step does not
        hits = [
            one
            for one in self.known
            if abs(one.day - day) <= around
            and self._went(one)
            and all(self._holds(part, one) for part in parts)
        ]
        return min(hits, key=lambda one: abs(one.day - day), default=None)

    def _went(self, one: Decision) -> bool:
        way, move = self.said.way, self.held.move_bp(one)
        return way is None or (move > 0) - (move < 0) == way

    def _holds(self, part: str, one: Decision) -> bool:
        said = self.said
        if part == "step" and said.step is not None:
            return abs(abs(self.held.move_bp(one)) - step_bp(said.step)) < 1
        if part == "level" and said.level is not None:
            top = said.level.upto if said.level.upto is not None else said.level.value
            return abs(said.level.value - one.lower) < _NEAR and abs(top - one.upper) < _NEAR
        if part == "vote":
            return said.vote == (one.votes_for, one.votes_against)
        if part == "dissents":
            return said.dissents == one.votes_against
        if part == "dissenter":
            return any(self._voted(item, one) for item in one.dissents)
        return part == "way"

    def _voted(self, item: Dissenter, one: Decision) -> bool:
        """Return whether a dissent is by who is said, and for what is said.

        A wish for a cut is read of a range that was held, one for a larger cut of a range cut.
        """
        if item.name.split()[-1] != self.said.dissenter.split()[-1]:
            return False
        wish, move = self.said.wish, self.held.move_bp(one)
        larger = "larger" in wish or "bigger" in wish
        if "cut" in wish:
            return (
                item.preferred is Preferred.LOWER
                and item.side is Side.EASIER
                and larger == (move < 0)
            )
        if "hike" in wish or "increase" in wish:
            return item.preferred is Preferred.RAISE and move == 0
        return not wish or item.preferred is Preferred.MAINTAIN

    # -------------------------------------------------- several decisions

    def _together(self, part: str) -> tuple[Verdict, str, tuple[Ours, ...]] | None:
        """Return the ruling on a sum or count over several decisions."""
        moves = [(one, self.held.move_bp(one)) for one in self.meant]
        way, said = self.said.way, self.said
        if not moves or not way:
            return None
        moved = [one for one, move in moves if move * way > 0]
        net = sum(move for _, move in moves)
        days = ", ".join(str(one.day) for one, move in moves if move) or "none"
        note = f"Ours: {net:+d} basis points in all, moved on {days}."
        trail = f"decisions of {self.meant[0].day} to {self.meant[-1].day}"
        period = f"{self.meant[0].day} to {self.meant[-1].day}"
        ours = (Ours(net / 100, "points", period, "decisions of the FOMC", trail),)
        if part == "times":
            verdict = Verdict.SUPPORTED if said.times == len(moved) else Verdict.CONTRADICTED
            return verdict, note, ours
        if part == "way":
            return self._all_one_way(moves, way, note, ours)
        if part != "step" or said.step is None:
            return None
        if net * way > 0 and abs(abs(net) - step_bp(said.step)) < 1:
            return Verdict.SUPPORTED, note, ours
        if self._partly(moves, step_bp(said.step)):
            return Verdict.NO_EVIDENCE, note, ours
        return Verdict.CONTRADICTED, note, ours

    def _all_one_way(
        self, moves: Sequence[tuple[Decision, int]], way: int, note: str, ours: tuple[Ours, ...]
    ) -> tuple[Verdict, str, tuple[Ours, ...]] | None:
        ways = {(move > 0) - (move < 0) for _, move in moves} - {0}
        if ways == {way}:
            return Verdict.SUPPORTED, note, ours
        return None if way in ways else (Verdict.CONTRADICTED, note, ours)

    def _partly(self, moves: Sequence[tuple[Decision, int]], step: float) -> bool:
        """Return whether one move, all but the first, or those of one way are what is said."""
        said = sum(move for _, move in moves if move * (self.said.way or 0) > 0)
        if abs(abs(said) - step) < 1:
            return True
        if not self.said.total and any(abs(abs(move) - step) < 1 for _, move in moves):
            return True
        return abs(abs(sum(move for _, move in moves[1:])) - step) < 1

    # ------------------------------------------------------------- words

    def _words(self, one: Decision) -> str:
        move = self.held.move_bp(one)
        way = _WAYS[(move > 0) - (move < 0)]
        size = f" by {abs(move)} basis points to" if move else " at"
        names = (
            f" ({', '.join(item.name for item in one.dissents)} against)" if one.dissents else ""
        )
        return (
            f"on {day_words(one.day)} the range was {way}{size} {one.lower:.2f} to "
            f"{one.upper:.2f} percent, by {one.votes_for} to {one.votes_against}{names}"
        )

    def _ours(self, part: str, one: Decision) -> tuple[Ours, ...]:
        trail, name = cited(one.citation), f"decision {one.day}"
        rows = {
            "level": ((one.lower, "percent"), (one.upper, "percent")),
            "vote": ((float(one.votes_for), "votes"), (float(one.votes_against), "votes")),
            "dissents": ((float(one.votes_against), "votes"),),
        }
        found = rows.get(part, ((self.held.move_bp(one) / 100, "points"),))
        return tuple(Ours(value, unit, str(one.day), name, trail) for value, unit in found)
