"""The acts that made the law, in order, and the regime they add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from policywire.facts.errors import BadDocument
from policywire.policy.load import Book
from policywire.policy.measure import Measure

__all__ = ["Act", "acts", "between", "replay"]


@dataclass(frozen=True, slots=True)
class Act:
    """What changes on a day: a measure begins, its rate moves, or it ends.

    Attributes
    ----------
    day : date
        From when.
    measure : str
        Id of the measure.
    kind : str
        ``begins``, ``moves`` or ``ends``.
    rate : float or None
        The rate from then on; None where it ends.
    before : float or None
        The rate until then; None where it begins.
    """

    day: date
    measure: str
    kind: str
    rate: float | None
    before: float | None


def acts(book: Book) -> tuple[Act, ...]:
    """Return every act of the book, in order of day."""
    made = [act for item in book.measures.values() for act in _acts_of(item)]
    return tuple(sorted(made, key=lambda act: (act.day, act.kind != "ends", act.measure)))


def _acts_of(item: Measure) -> Iterator[Act]:
    before: float | None = None
    for start in sorted(item.rates):
        rate = item.rates[start]
        yield Act(start, item.id, "begins" if before is None else "moves", rate, before)
        before = rate
    if item.until:
        yield Act(item.until + timedelta(days=1), item.id, "ends", None, before)


def replay(made: Iterable[Act], day: date) -> dict[str, float]:
    """Return the measures in force and their rates after every act not after a day.

    Raises
    ------
    BadDocument
        If an act moves or ends what has not begun, or begins what has.
    """
    held: dict[str, float] = {}
    for act in made:
        if act.day > day:
            continue
        if (act.kind == "begins") is (act.measure in held):
            raise BadDocument(f"{act.measure} {act.kind} on {act.day}, against what came before.")
        if act.rate is None:
            del held[act.measure]
        else:
            held[act.measure] = act.rate
    return held


def between(book: Book, after: date, to: date) -> tuple[Act, ...]:
    """Return the acts after one day, up to and with another."""
    return tuple(act for act in acts(book) if after < act.day <= to)
