"""Surprises of a stated size in a sentence, and the assets that answer them, as prose names both.

The guard of our own drafts and the check of other people's read them here alike.
"""

import re
from dataclasses import dataclass

__all__ = ["ASSETS", "EASIER", "SIZED", "STEP", "Surprise", "surprise_in"]

_BP = r"(?P<size>\d+(?:\.\d+)?)[- ]?(?:bps?|basis[- ]points?)"
SIZED = rf"(?:(?P<sign>[+\-−–]?){_BP}|(?P<word>quarter|half)[- ](?:percentage[- ])?points?)"
STEP = r"(?:cut|hike|increase|reduction|rise|easing|tightening|move|decision|change)s?"
_WAY = (
    r"(?:tighter|easier|hawkish|dovish|tightening|easing|loosening|contractionary|expansionary"
    r"|monetary|policy|(?:interest[- ])?rate)"
)
_NEWS = r"(?:surprise|unexpected(?:ly)?|unanticipated|unforeseen)"
_SURPRISES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{SIZED}[- ](?:(?:of|in) )?(?:{_WAY} ){{0,3}}(?:surprises?|shocks?)(?: {STEP})?",
        rf"\b(?:{_WAY} ){{0,3}}surprises?(?: {STEP})? (?:of|worth) (?:about |some )?{SIZED}",
        rf"\b(?:{_WAY} ){{0,3}}shocks? (?:of|worth) (?:about |some )?{SIZED}",
        rf"\b{_NEWS} {SIZED} (?:{_WAY} ){{0,3}}{STEP}",
        rf"\b{_NEWS} (?:{_WAY} ){{0,3}}{STEP} (?:of|by) (?:about |some )?{SIZED}",
        rf"\bsurpris(?:es|ed|ing)(?: \w+){{0,2}} (?:by|with) (?:a )?{SIZED}(?: {STEP})?",
    )
)
EASIER = re.compile(
    r"\b(?:easier|dovish|easing|loosening|expansionary|cuts?|reductions?)\b", re.IGNORECASE
)
ASSETS = {
    "sp500": r"S&P(?: 500)?|stocks|stock (?:prices|market)|share prices|equit(?:ies|y prices)",
    "btc": r"bitcoin",
    "eth": r"ether(?:eum)?",
    "eurusd": r"the euro(?! area)",
    "yield_2y": r"(?:2|two)[- ]year",
    "yield_5y": r"(?:5|five)[- ]year",
    "yield_10y": r"(?:10|ten)[- ]year",
    "yield_30y": r"(?:30|thirty)[- ]year",
}


@dataclass(frozen=True, slots=True)
class Surprise:
    """A surprise of a stated size.

    Attributes
    ----------
    size : float
        Basis points; below zero toward easier policy.
    start, end : int
        Where its words stand in the sentence.
    """

    size: float
    start: int
    end: int


def surprise_in(text: str) -> Surprise | None:
    """Return the first surprise of a stated size in a sentence; None where there is none."""
    for pattern in _SURPRISES:
        if found := pattern.search(text):
            size = _size(found["size"], found["word"])
            below = found["sign"] in ("-", "−", "–") or EASIER.search(found[0]) is not None
            below = below or EASIER.match(text, found.end() + 1) is not None
            return Surprise(-size if below else size, *found.span())
    return None


def _size(digits: str | None, word: str | None) -> float:
    if digits:
        return float(digits)
    return 25.0 if (word or "").lower() == "quarter" else 50.0
