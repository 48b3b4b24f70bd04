"""Expressions, read and computed a second time from their published grammar.

Units and periods are carried along, so that a result can be compared; what the product refuses
to combine is not judged here, only whether its number is the one the expression gives.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from tools.audit.periods import Span, parse_code
from tools.audit.snapshot import Snapshot, split_unit

__all__ = ["CannotCompute", "Evaluator", "Result"]

_TERMS = ("value", "sum", "mean")
_OPERATORS = ("difference", "change", "share", "ratio", "sum", "mean", "rank")
_AMONG = ("countries", "states", "years")
_CALL = re.compile(r"\s*(\w+)\s*\((.*)\)\s*", re.DOTALL)
_HOLIDAYS = timedelta(days=5)


class CannotCompute(ValueError):
    """An expression that is not in the grammar, or asks for what is not held."""


@dataclass(frozen=True, slots=True)
class Term:
    """A gathering of observations of one series."""

    gather: str
    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Combined:
    """An operator over expressions; ``among`` names the others in a word."""

    operator: str
    operands: tuple["Node", ...]
    among: str = ""


Node = Term | Combined


@dataclass(frozen=True, slots=True)
class Result:
    """A value in ones of what it measures, and the observations it rests on."""

    value: float
    measures: str
    span: Span
    used: frozenset[tuple[str, date]] = field(default_factory=frozenset)
    ranked: int = 0


def parse(text: str) -> Node:
    """Return the tree of an expression in the long form."""
    match = _CALL.fullmatch(text)
    if match is None:
        raise CannotCompute(f"'{text}' is no call")
    name, parts = match[1], _split(match[2])
    if name in _TERMS and len(parts) == 2 and "(" not in parts[0]:
        span = parse_code(parts[1])
        if span is None:
            raise CannotCompute(f"'{parts[1]}' is no period")
        return Term(name, parts[0], span)
    if name not in _OPERATORS:
        raise CannotCompute(f"'{name}' is no operator")
    among = parts.pop() if parts[-1] in _AMONG else ""
    return Combined(name, tuple(map(parse, parts)), among)


def _split(text: str) -> list[str]:
    """Return the arguments of a call."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append(text[start:at])
            start = at + 1
    return [part.strip() for part in (*parts, text[start:])]


class Evaluator:
    """Computes expressions over a snapshot, each once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._known: dict[str, Result] = {}

    def evaluate(self, text: str) -> Result:
        """Return the result of an expression."""
        if text not in self._known:
            self._known[text] = self._node(parse(text))
        return self._known[text]

    def _node(self, node: Node) -> Result:
        return self._term(node) if isinstance(node, Term) else self._combined(node)

    def _term(self, term: Term) -> Result:
        series = self.snapshot.series.get(term.key)
        if series is None:
            raise CannotCompute(f"no series {term.key}")
        starts = self._starts(term, series.grain)
        held = self.snapshot.observed(term.key)
        missing = [start for start in starts if start not in held]
        if missing or not starts:
            raise CannotCompute(f"{term.key} holds nothing for {missing[:1] or term.span}")
        if term.gather == "value" and len(starts) != 1:
            raise CannotCompute(f"{term.key} has {len(starts)} values in {term.span}")
        measures, scale = split_unit(series.unit)
        total = sum(held[start].value for start in starts) * scale
        value = total / len(starts) if term.gather == "mean" else total
        return Result(value, measures, term.span, frozenset((term.key, day) for day in starts))

    def _starts(self, term: Term, grain: str) -> list[date]:
        if grain != "D":
            if not term.span.covers(grain):
                raise CannotCompute(f"{term.span} is no whole number of grains of {term.key}")
            return term.span.grains(grain)
        days = [
            day
            for day in self.snapshot.observed(term.key)
            if term.span.start <= day <= term.span.end
        ]
        if days and max(self.snapshot.observed(term.key)) + _HOLIDAYS < term.span.end:
            raise CannotCompute(f"{term.key} ends before {term.span.end}")
        return days

    def _combined(self, node: Combined) -> Result:
        operands = [self._node(operand) for operand in node.operands]
        if node.among:
            operands += self._others(node)
        value, measures = _operate(node.operator, operands)
        used = frozenset[tuple[str, date]]().union(*(operand.used for operand in operands))
        ranked = len(operands) if node.operator == "rank" else 0
        return Result(value, measures, operands[0].span, used, ranked)

    def _others(self, node: Combined) -> list[Result]:
        """Return the same expression about the others; a rank passes over those not held."""
        (operand,) = node.operands
        made = []
        for other in self._asked(node.among, operand):
            try:
                made.append(self._node(other))
            except CannotCompute:
                if node.operator != "rank":
                    raise
        return made

    def _asked(self, among: str, operand: Node) -> list[Node]:
        first = operand
        while isinstance(first, Combined):
            first = first.operands[0]
        if among != "years":
            subject = first.key
            return [self._moved(operand, subject, to) for to in self.snapshot.siblings(subject)]
        days = list(self.snapshot.observed(first.key))
        own = first.span.start.year
        years = range(min(days).year, max(days).year + 1)
        return [_shifted(operand, year - own) for year in years if year != own]

    def _moved(self, node: Node, old: str, new: str) -> Node:
        if isinstance(node, Combined):
            moved = tuple(self._moved(part, old, new) for part in node.operands)
            return Combined(node.operator, moved, node.among)
        held = self.snapshot.series
        was, now = _subject(held[old]), _subject(held[new])
        if _subject(held[node.key]) != was:
            return node
        head, _, tail = node.key.partition("/")
        places, slash, product = tail.partition("/")
        parts = [now if part == was else part for part in places.split(".")]
        return Term(node.gather, f"{head}/{'.'.join(parts)}{slash}{product}", node.span)


def _subject(series: object) -> str:
    return getattr(series, "partner", "") or getattr(series, "place", "")


def _shifted(node: Node, years: int) -> Node:
    if isinstance(node, Combined):
        operands = tuple(_shifted(part, years) for part in node.operands)
        return Combined(node.operator, operands, node.among)
    return Term(node.gather, node.key, node.span.shift(years))


def _operate(operator: str, operands: list[Result]) -> tuple[float, str]:
    values, measures = [operand.value for operand in operands], operands[0].measures
    if any(operand.measures != measures for operand in operands):
        raise CannotCompute(f"{operator} over {[operand.measures for operand in operands]}")
    if operator == "rank":
        return 1.0 + sum(value > values[0] for value in values[1:]), "rank"
    if operator in ("sum", "mean"):
        return sum(values) / (len(values) if operator == "mean" else 1), measures
    first, second = values
    if operator == "difference":
        return first - second, "points" if measures in ("percent", "share") else measures
    if operator == "change":
        return (first - second) / second * 100, "percent"
    return (first / second * 100, "percent") if operator == "share" else (first / second, "ratio")
