"""Arithmetic: the derivation of a figure, worked out by a parser of our own.

Knows ``+ - * /``, brackets, signs, percent signs, currency signs, thousands separators,
accounting negatives and the words thousand to trillion. Nothing else is run.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from policywire.facts.errors import BadExpression

__all__ = ["SCALES", "Term", "work_out"]

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "thousands": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6,
    "mn": 1e6, "m": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "trillions": 1e12, "tn": 1e12,
}  # fmt: skip

_LONGEST = 2000
_BARE = frozenset({100.0, 360.0, 365.0, 1000.0})  # with 1 to 12, counts rather than amounts
_DEEPEST = 60
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*"
    r"(?P<percent>%|percent\b|per cent\b)?\s*"
    r"(?P<scale>(?:hundred|thousand|million|billion|trillion)s?\b|(?:k|mn|m|bn|b|tn)\b)?"
    r"|(?P<sign>[-+*/()]))",
    re.IGNORECASE,
)
_SAME = str.maketrans({
    "[": "(", "]": ")", "{": "(", "}": ")", "−": "-", "–": "-", "—": "-", "×": "*", "÷": "/",
    "$": " ", "€": " ", "£": " ", "¥": " ", "\N{NO-BREAK SPACE}": " ",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A number on its way through a derivation.

    Attributes
    ----------
    value : float
        In the units of its table, or in ones where `scaled`.
    degree : int
        1 for an amount, 0 for a ratio of two amounts or a bare count such as the 2 of a mean.
    literal : bool
        Whether it is written, not worked out.
    whole : bool
        Whether it is written as a plain whole number.
    addends : int
        How many numbers were added to make it.
    scaled : bool
        Whether a word such as million was beside one of its numbers.
    """

    value: float
    degree: int
    literal: bool = False
    whole: bool = False
    addends: int = 1
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    sign: str
    term: Term | None = None


def _literal(found: re.Match[str], held: Collection[float]) -> Term:
    text = found["number"]
    value = float(text.replace(",", ""))
    scale = SCALES[found["scale"].casefold()] if found["scale"] else None
    if found["percent"]:
        return Term(value / 100, 0, literal=True)
    whole = text.isdigit()
    year = whole and 1900 <= value <= 2100
    bare = whole and (value <= 12 or value in _BARE) and not {value, -value}.intersection(held)
    degree = 0 if year or (bare and held) else 1
    return Term(value * (scale or 1.0), degree, True, whole and not scale, scaled=bool(scale))


def _tokens(text: str, held: Collection[float]) -> list[_Token]:
    tidy, place, found = text.translate(_SAME).strip(), 0, []
    while place < len(tidy):
        token = _TOKEN.match(tidy, place)
        if token is None:
            raise BadExpression(
                f"The derivation '{text[:80]}' holds '{tidy[place : place + 12]}', which is no "
                "number and none of + - * / ( ) %. Write it with those alone."
            )
        sign = token["sign"] or ""
        found.append(_Token(sign, None if sign else _literal(token, held)))
        place = token.end()
    return found


def _ratio(left: Term, right: Term) -> Term:
    """Divide; a divisor that counts the numbers above it makes a mean, not a ratio."""
    if right.value == 0:
        raise BadExpression("The derivation divides by zero, so it has no value to compare.")
    count = right.literal and right.whole and left.addends > 1 and right.value == left.addends
    degree = left.degree - (0 if count else right.degree)
    return Term(left.value / right.value, degree, scaled=left.scaled and not right.scaled)


def _sum(left: Term, right: Term, way: int) -> Term:
    ones = (left.literal and left.value == 1) or (right.literal and right.value == 1)
    degree = min(left.degree, right.degree) if ones else max(left.degree, right.degree)
    return Term(
        left.value + way * right.value, degree, addends=left.addends + right.addends,
        scaled=left.scaled or right.scaled,
    )  # fmt: skip


def _product(left: Term, right: Term) -> Term:
    return Term(
        left.value * right.value, left.degree + right.degree, scaled=left.scaled or right.scaled
    )


class _Parser:
    def __init__(self, text: str, held: Collection[float], wanted: float) -> None:
        self.text, self.held, self.place, self.depth = text, held, 0, 0
        self.tokens = _tokens(text, held)
        if any(token.term and token.term.scaled for token in self.tokens):
            self.tokens = [self._in_ones(token, wanted) for token in self.tokens]

    @staticmethod
    def _in_ones(token: _Token, wanted: float) -> _Token:
        """Put an amount without a word into ones, when another amount has one."""
        term = token.term
        if term is None or term.scaled or not term.degree:
            return token
        return replace(token, term=replace(term, value=term.value * wanted, scaled=True))

    def run(self) -> Term:
        term = self._chain("+-", self._products)
        if self.place < len(self.tokens):
            raise self._broken("has something left over")
        return term

    def _broken(self, what: str) -> BadExpression:
        return BadExpression(
            f"The derivation '{self.text[:80]}' {what}. Write it as in (44.1-56.7)/56.7."
        )

    def _sign(self) -> str:
        return self.tokens[self.place].sign if self.place < len(self.tokens) else "end"

    def _chain(self, signs: str, part: Callable[[], Term]) -> Term:
        left = part()
        while (sign := self._sign()) and sign in signs and sign != "end":
            self.place += 1
            right = part()
            if sign in "+-":
                left = _sum(left, right, 1 if sign == "+" else -1)
            else:
                left = _product(left, right) if sign == "*" else _ratio(left, right)
        return left

    def _products(self) -> Term:
        return self._chain("*/", self._signed)

    def _signed(self) -> Term:
        negative = False
        while self._sign() in {"-", "+"}:
            negative ^= self._sign() == "-"
            self.place += 1
        term = self._atom()
        return replace(term, value=-term.value) if negative else term

    def _atom(self) -> Term:
        if self.place >= len(self.tokens):
            raise self._broken("stops before its end")
        token = self.tokens[self.place]
        self.place += 1
        if token.term is not None:
            return token.term
        if token.sign != "(":
            raise self._broken(f"has '{token.sign}' where a number should stand")
        return self._bracket()

    def _bracket(self) -> Term:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._broken(f"has more than {_DEEPEST} brackets inside each other")
        opened = self.place
        term = self._chain("+-", self._products)
        if self._sign() != ")":
            raise self._broken("has a bracket that is not closed")
        lone = self.place == opened + 1 and term.literal
        self.place += 1
        self.depth -= 1
        return replace(term, value=-term.value) if lone and self._accounting(term) else term

    def _accounting(self, term: Term) -> bool:
        """Whether a lone number in brackets is a negative, as accounts write it."""
        if len(self.tokens) == 3:
            return -term.value in self.held and term.value not in self.held
        return -term.value in self.held or term.value not in self.held


def work_out(derivation: str, held: Collection[float] = (), wanted: float = 1.0) -> Term:
    """Work a derivation out.

    Parameters
    ----------
    derivation : str
        As in ``(44.1-56.7)/56.7``; names parted by ``##`` are counted, as TAT-QA writes counts.
    held : collection of float
        Numbers of the table, by which amounts are told from bare counts.
    wanted : float
        What an amount without a word such as million is counted in, where another has one.

    Returns
    -------
    Term
        Its value and degree.
    """
    if len(derivation) > _LONGEST:
        raise BadExpression(
            f"The derivation is {len(derivation):,} characters long; {_LONGEST:,} are read."
        )
    if "##" in derivation:
        return Term(float(sum(bool(part.strip()) for part in derivation.split("##"))), 1)
    return _Parser(derivation, held, wanted).run()
