"""Rates as statements write them: ``1-1/4 to 1-1/2 percent``, ``0.5 percentage point``."""

import re
from dataclasses import dataclass

__all__ = ["RANGE", "Target", "decided", "moved_by", "target_in"]

_HALVES = {"¼": "1/4", "½": "1/2", "¾": "3/4"}
_NUMBER = r"(?:\d+(?:\.\d+)?(?:[- ]\d/\d)?|\d/\d)"
RANGE = re.compile(rf"({_NUMBER})(?: percent)? to ({_NUMBER}) percent")
_LEVEL = re.compile(rf"(?:\bto|\bat) (?:around )?({_NUMBER})[- ]percent\b(?! (?:objective|goal))")
_POINTS = re.compile(rf"\bby (?:a |an )?({_NUMBER}|half a|a half) percentage points?")
_BASIS = re.compile(r"\bby (\d+) basis points?")
_FUNDS = re.compile(r"federal funds rate|federal funds target|target range|existing target")
_VERB = re.compile(
    r"\b(?P<raise>rais|increas)\w*|\b(?P<lower>lower|reduc|cut)\w*"
    r"|\b(?P<maintain>maintain|keep|kept|leav|reaffirm|establish|unchanged|no change)\w*"
)


@dataclass(frozen=True, slots=True)
class Target:
    """The funds rate's target, percent; both ends equal where one rate was set (before 2008).

    Attributes
    ----------
    lower, upper : float
        Ends of the range.
    """

    lower: float
    upper: float


def _value(text: str) -> float:
    """Return ``4-1/4`` as 4.25."""
    whole, _, part = text.replace("-", " ").rpartition(" ")
    if "/" not in part:
        return float(part)
    top, bottom = part.split("/")
    return (float(whole) if whole else 0.0) + float(top) / float(bottom)


def _plain(sentence: str) -> str:
    for sign, written in _HALVES.items():
        sentence = re.sub(rf"(\d){sign}", rf"\1-{written}", sentence).replace(sign, written)
    return sentence


def target_in(sentence: str) -> Target | None:
    """Return the target a sentence names for the funds rate, or None."""
    plain = _plain(sentence)
    if not _FUNDS.search(plain):
        return None
    found = RANGE.search(plain)
    if found:
        lower, upper = _value(found[1]), _value(found[2])
        return Target(lower, upper) if lower < upper else None
    found = _LEVEL.search(plain[_start(plain) :])
    return Target(_value(found[1]), _value(found[1])) if found else None


def _start(plain: str) -> int:
    found = _FUNDS.search(plain)
    return found.start() if found else 0


def moved_by(sentence: str) -> float | None:
    """Return the size of a move a sentence names, percentage points, unsigned, or None."""
    plain = _plain(sentence)
    if found := _BASIS.search(plain):
        return int(found[1]) / 100
    if found := _POINTS.search(plain):
        return 0.5 if "half" in found[1] else _value(found[1])
    return None


def decided(sentence: str) -> str:
    """Return ``raise``, ``lower``, ``maintain`` or ``""``: the first such verb of a sentence."""
    found = _VERB.search(sentence)
    return found.lastgroup or "" if found else ""
