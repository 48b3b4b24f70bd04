"""Expressions: every derived figure is one, so it is recomputed and never quoted.

Six operators and a rank, over terms that gather observations::

    value(KEY, PERIOD)                   one observation
    sum(KEY, PERIOD)  mean(KEY, PERIOD)  every observation inside the period
    difference(a, b)  change(a, b)       a minus b; percent change from b to a
    share(a, b)       ratio(a, b)        a in percent of b; a over b
    sum(a, b, ...)    mean(a, b, ...)    over several terms
    rank(a, countries)                   place of a among all countries held, 1 the largest
    rank(a, years)                       place of a among the same term in every year held
    sum(a, states)                       a and its like over all states held
    rank(a, b, c, ...)                   place of a among the terms named

``parse`` and ``str`` are inverse on the long form. A brief may write shorter: a bare word is a
series by its short name, ``$word`` a period, ``@word`` another figure's expression.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from policywire.facts import Period, SeriesKey
from policywire.facts.errors import BadExpression, near

__all__ = ["AMONG", "Combination", "Expression", "Term", "Words", "parse"]

T = TypeVar("T")
AMONG = ("countries", "states", "years")
_TERMS = ("value", "sum", "mean")
_ARITY = {"difference": 2, "change": 2, "share": 2, "ratio": 2}
_OPERATORS = (*_ARITY, "sum", "mean", "rank")
_TOKEN = re.compile(r"\s*([(),]|[^\s(),]+)")


@dataclass(frozen=True, slots=True)
class Term:
    """Observations of one series gathered over one period.

    Attributes
    ----------
    gather : str
        ``value``, ``sum`` or ``mean``.
    key : SeriesKey
        The series.
    period : Period
        The period.
    """

    gather: str
    key: SeriesKey
    period: Period

    def __str__(self) -> str:
        """Return the text that :func:`parse` reads back."""
        return f"{self.gather}({self.key}, {self.period})"


@dataclass(frozen=True, slots=True)
class Combination:
    """An operator over expressions.

    Attributes
    ----------
    operator : str
        ``difference``, ``change``, ``share``, ``ratio``, ``sum``, ``mean`` or ``rank``.
    operands : tuple of Term or Combination
        What it works on, in order.
    among : str
        For a rank or sum: ``countries``, ``states`` or ``years`` held, instead of operands
        named.
    """

    operator: str
    operands: "tuple[Expression, ...]"
    among: str = ""

    def __str__(self) -> str:
        """Return the text that :func:`parse` reads back."""
        parts = [str(operand) for operand in self.operands] + [self.among] * bool(self.among)
        return f"{self.operator}({', '.join(parts)})"


Expression = Term | Combination


@dataclass(frozen=True, slots=True)
class Words:
    """Short words a brief may use inside expressions.

    Attributes
    ----------
    series : Mapping of str to SeriesKey
        Short names of series.
    periods : Mapping of str to Period
        What ``$word`` stands for.
    figures : Mapping of str to Expression
        What ``@word`` stands for.
    """

    series: Mapping[str, SeriesKey] = field(default_factory=dict)
    periods: Mapping[str, Period] = field(default_factory=dict)
    figures: Mapping[str, Expression] = field(default_factory=dict)


def parse(text: str, words: Words | None = None) -> Expression:
    """Read an expression.

    Raises
    ------
    BadExpression
        If the text is no expression, or uses a word that is not known.
    BadKey, BadCode, BadPeriod
        If a series key or period in it is wrong.
    """
    tokens = [match[1] for match in _TOKEN.finditer(text)]
    reader = _Reader(text, iter([*tokens, ""]), words or Words())
    made = reader.expression(reader.take())
    reader.expect("")
    return made


class _Reader:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str, tokens: Iterator[str], words: Words) -> None:
        self.text, self.tokens, self.words = text, tokens, words

    def fail(self, why: str) -> BadExpression:
        return BadExpression(f"'{self.text}' is no expression: {why}")

    def take(self) -> str:
        return next(self.tokens, "")

    def expect(self, wanted: str) -> None:
        found = self.take()
        if found != wanted:
            raise self.fail(f"'{found or 'its end'}' stands where '{wanted or 'its end'}' should.")

    def expression(self, token: str) -> Expression:
        if token.startswith("@"):
            return self.known(token[1:], self.words.figures, "figure")
        if token not in (*_TERMS, *_OPERATORS):
            operators = sorted({*_TERMS, *_OPERATORS})
            raise self.fail(f"'{token}' is none of {', '.join(operators)}.{near(token, operators)}")
        self.expect("(")
        first = self.take()
        is_call = first in (*_TERMS, *_OPERATORS) or first.startswith("@")
        return self.combination(token, first) if is_call else self.term(token, first)

    def term(self, gather: str, key: str) -> Term:
        if gather not in _TERMS:
            raise self.fail(
                f"{gather} works on expressions; '{key}' is a series. Wrap it in sum()."
            )
        self.expect(",")
        period = self.take()
        self.expect(")")
        return Term(gather, self.series(key), self.period(period))

    def combination(self, operator: str, token: str) -> Combination:
        operands, among = [self.expression(token)], ""
        while (found := self.take()) == ",":
            token = self.take()
            if operator in ("rank", "sum", "mean") and token in AMONG:
                among = token
            else:
                operands.append(self.expression(token))
        if found != ")":
            raise self.fail("a bracket is not closed.")
        self.check_count(operator, len(operands), among)
        return Combination(operator, tuple(operands), among)

    def check_count(self, operator: str, count: int, among: str) -> None:
        wanted = _ARITY.get(operator)
        if operator == "value" or (wanted and count != wanted):
            raise self.fail(f"{operator} takes {wanted or 'one series and one period'}.")
        if among and count != 1:
            raise self.fail(f"{operator} takes one term and '{among}', or several terms.")
        if not wanted and count < 2 and not among:
            raise self.fail(f"{operator} takes two operands or more.")

    def series(self, token: str) -> SeriesKey:
        base, slash, product = token.partition("/")
        if ":" in base:
            return SeriesKey.parse(token)
        key = self.known(base, self.words.series, "series")
        return SeriesKey.parse(f"{key}/{product}") if slash else key

    def period(self, token: str) -> Period:
        if token.startswith("$"):
            return self.known(token[1:], self.words.periods, "period")
        return Period.parse(token)

    def known(self, word: str, held: Mapping[str, T], what: str) -> T:
        if word not in held:
            raise self.fail(f"no {what} is called '{word}'.{near(word, held)}")
        return held[word]
