"""Evaluation of expressions against a view: the value, or the reason there is none."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from policywire.evidence.conventions import joined_basis
from policywire.evidence.derived import Derived
from policywire.evidence.expression import Combination, Expression, Term
from policywire.evidence.operators import check_comparable, operate
from policywire.evidence.view import View
from policywire.facts import (
    Frequency,
    Gather,
    Observation,
    Origin,
    Period,
    Place,
    Quantity,
    Series,
    SeriesKey,
    Status,
)
from policywire.facts.errors import Incomparable, MissingObservation, NotHeld

__all__ = ["Evaluator"]

_FINALITY = tuple(Status)
_ANY = Place("*")
_QUORUM = 0.8  # part of the family that must have the period for a rank to mean anything
_HOLIDAYS = timedelta(days=5)  # a daily series may pause this long at the end of a period


class Evaluator:
    """Evaluates expressions on one view, each once.

    Parameters
    ----------
    view : View
        The store as it stood for the reader.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self._known: dict[Expression, Derived] = {}

    def evaluate(self, expression: Expression) -> Derived:
        """Return the value of an expression and everything it rests on.

        Raises
        ------
        NotHeld
            If a series, period or vintage is not held.
        Incomparable
            If units, bases, periods or seasonal adjustment do not go together.
        """
        if expression not in self._known:
            if isinstance(expression, Term):
                self._known[expression] = self._term(expression)
            else:
                self._known[expression] = self._combination(expression)
        return self._known[expression]

    def _term(self, term: Term) -> Derived:
        series = self.view.series(term.key)
        items = self._gathered(term, series)
        values = [item.value for item in items]
        total = sum(values) if term.gather == "sum" else sum(values) / len(values)
        return Derived(
            expression=str(term),
            quantity=Quantity(total, series.unit),
            period=term.period,
            against=None,
            basis=series.basis,
            adjustment=series.adjustment,
            layer=series.layer,
            status=_least_final(item.status for item in items),
            vintage=max(item.vintage for item in items),
            observations=items,
            documents=self._documents(items),
        )

    def _gathered(self, term: Term, series: Series) -> tuple[Observation, ...]:
        if term.gather == "value":
            return (self.view.observation(term.key, term.period),)
        if term.gather == "sum" and series.gather is not Gather.SUM:
            raise Incomparable(
                f"{term} adds up {series.title}, in {series.unit}, which does not add up over "
                "time. Use mean()."
            )
        if series.frequency is Frequency.DAY:
            return self._days(term)
        grains = term.period.split(series.frequency)
        return tuple(self.view.observation(term.key, grain) for grain in grains)

    def _days(self, term: Term) -> tuple[Observation, ...]:
        held = self.view.observations(term.key)
        items = tuple(item for day, item in held.items() if _inside(term, day))
        last = self.view.span(term.key).end
        if not items or last + _HOLIDAYS < term.period.end:
            raise MissingObservation(
                f"{term.key} does not cover {term.period}; held to {last}. "
                "Ask for an earlier period; nothing is extrapolated."
            )
        return items

    def _combination(self, made: Combination) -> Derived:
        text = str(made)
        if made.among:
            made = self._among(made)
        operands = [self.evaluate(operand) for operand in made.operands]
        check_comparable(made, operands)
        basis = joined_basis(made.operator, tuple(item.basis for item in operands))
        quantity = operate(made.operator, [item.quantity for item in operands], text)
        items = _merged(operands)
        first = operands[0]
        return Derived(
            expression=text,
            quantity=quantity,
            period=first.period,
            against=_against(made.operator, operands),
            basis=basis,
            adjustment=first.adjustment,
            layer=next((item.layer for item in operands if item.layer), ""),
            status=_least_final(item.status for item in operands),
            vintage=max(item.vintage for item in operands),
            observations=items,
            documents=self._documents(items),
            among=len(operands) if made.operator == "rank" else 0,
        )

    def _among(self, made: Combination) -> Combination:
        """Name the others: for a rank those that have the whole period, for a sum all."""
        (operand,) = made.operands
        subject = _first_term(operand)
        if made.among == "years":
            others = [_shifted(operand, years) for years in self._other_years(subject)]
        else:
            siblings = self._siblings(subject.key)
            others = [_moved(operand, subject.key, other) for other in siblings]
        if made.operator == "rank":
            others = self._held(made, others)
        return Combination(made.operator, (operand, *others))

    def _held(self, made: Combination, others: list[Expression]) -> list[Expression]:
        """Return the others that are held; a rank among the few that are would mislead."""
        held = list(filter(self._has, others))
        if made.among != "years" and len(held) < _QUORUM * len(others):
            raise MissingObservation(
                f"{made} would rank among {len(held) + 1} of {len(others) + 1} {made.among}; the "
                "rest do not have the whole period. Ask for an earlier period."
            )
        return held

    def _other_years(self, subject: Term) -> list[int]:
        """Return how many years away each other year held is."""
        span, year = self.view.span(subject.key), subject.period.start.year
        return [
            other - year for other in range(span.start.year, span.end.year + 1) if other != year
        ]

    def _siblings(self, subject: SeriesKey) -> list[SeriesKey]:
        """Return the keys that differ from ``subject`` in the partner (or place) alone."""
        family = [key for key in self.view.held() if key.family == subject.family]
        alike = [key for key in family if _blind(key) == _blind(subject)]
        return [key for key in alike if key != subject and not _subject(key).is_group]

    def _has(self, expression: Expression) -> bool:
        try:
            self.evaluate(expression)
        except NotHeld:
            return False
        return True

    def _documents(self, items: tuple[Observation, ...]) -> tuple[Origin, ...]:
        ids = dict.fromkeys(item.document for item in items)
        return tuple(self.view.origin(document) for document in ids)


def _inside(term: Term, day: date) -> bool:
    return term.period.start <= day <= term.period.end


def _least_final(found: Iterable[Status]) -> Status:
    return max(found, key=_FINALITY.index)


def _merged(operands: list[Derived]) -> tuple[Observation, ...]:
    """Return every observation of the operands once, in order of series and period."""
    items = {(item.key, item.period): item for part in operands for item in part.observations}
    return tuple(sorted(items.values(), key=lambda item: (str(item.key), item.period.start)))


def _against(operator: str, operands: list[Derived]) -> Period | None:
    """Return the earlier period: that of the second operand, or one all operands share."""
    first, last = operands[0].period, operands[-1].period
    if operator in ("change", "difference") and not first.same_days(last):
        return last
    found = {item.against for item in operands}
    return found.pop() if len(found) == 1 else None


def _first_term(expression: Expression) -> Term:
    while isinstance(expression, Combination):
        expression = expression.operands[0]
    return expression


def _shifted(expression: Expression, years: int) -> Expression:
    """Return the expression about the same months ``years`` later."""
    if isinstance(expression, Combination):
        operands = tuple(_shifted(part, years) for part in expression.operands)
        return Combination(expression.operator, operands)
    return Term(expression.gather, expression.key, expression.period.shift_years(years))


def _subject(key: SeriesKey) -> Place:
    return key.partner or key.place


def _blind(key: SeriesKey) -> SeriesKey:
    """Return the key with its subject blotted out, so that siblings look alike."""
    return replace(key, partner=_ANY) if key.partner else replace(key, place=_ANY)


def _moved(expression: Expression, old: SeriesKey, new: SeriesKey) -> Expression:
    """Return the expression about the subject of ``new`` where it was about that of ``old``."""
    if isinstance(expression, Combination):
        operands = tuple(_moved(part, old, new) for part in expression.operands)
        return Combination(expression.operator, operands)
    key = expression.key
    if _subject(key) != _subject(old):
        return expression
    moved = replace(key, partner=new.partner) if key.partner else replace(key, place=new.place)
    return Term(expression.gather, moved, expression.period)
