"""Conditions: what must be true of the figures for a sentence or title to stand.

A condition is a chain of comparisons over names and numbers: ``mx_imports > ca_imports > 0``.
"""

import operator
import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from policywire.facts.errors import BadExpression, near

__all__ = ["holds", "names_in"]

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
_SPLIT = re.compile(r"\s*(<=|>=|==|!=|<|>)\s*")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def holds(condition: str, values: Mapping[str, float]) -> bool:
    """Return whether a condition is true.

    Parameters
    ----------
    condition : str
        The chain of comparisons.
    values : Mapping of str to float
        What names stand for, money in ones of its currency.

    Raises
    ------
    BadExpression
        If it is no condition, or uses a name that is not known.
    """
    terms, signs = _parts(condition)
    numbers = [_number(term, values, condition) for term in terms]
    pairs = zip(numbers, signs, numbers[1:], strict=False)
    return all(_COMPARE[sign](left, right) for left, sign, right in pairs)


def names_in(condition: str) -> tuple[str, ...]:
    """Return the names a condition is about."""
    terms, _ = _parts(condition)
    return tuple(term for term in terms if not _NUMBER.fullmatch(term))


def _parts(condition: str) -> tuple[list[str], list[str]]:
    parts = _SPLIT.split(condition.strip())
    terms, signs = parts[::2], parts[1::2]
    if not signs or not all(terms):
        raise BadExpression(f"'{condition}' is no condition. Write a > b, or a > b > 0.")
    if all(_NUMBER.fullmatch(term) for term in terms):
        raise BadExpression(f"'{condition}' names no figure, so it proves nothing.")
    if any(left == right for left, right in pairwise(terms)):
        raise BadExpression(f"'{condition}' compares a figure with itself, so it proves nothing.")
    if "!=" in signs:
        raise BadExpression(f"'{condition}': that two figures differ proves nothing; use < or >.")
    return terms, signs


def _number(term: str, values: Mapping[str, float], condition: str) -> float:
    if _NUMBER.fullmatch(term):
        return float(term)
    if term not in values:
        raise BadExpression(f"'{condition}': no figure is called '{term}'.{near(term, values)}")
    return values[term]
