"""Cells: what a cell of a published table says as a number, a score, a date or words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from policywire.analyst.tables.words import STOP, Word, fold, listed, number_of, words

__all__ = ["Cell", "CellKind", "read_cell", "sides"]

_EMPTY = frozenset({"", "-", "--", "---", "n/a", "na", "none", "nil", "tba", "tbd", "?", "unknown"})
_NUMBER = re.compile(
    r"(?P<money>us\$|[$€£¥])?\s*(?P<open>\()?\s*(?P<sign>[-+])?\s*(?:us\$|[$€£¥])?\s*(?P<minus>-)?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+)\s*(?P<close>\))?\s*"
    r"(?P<unit>%|[^\W\d]{1,12}\.?(?:\s?/\s?[^\W\d]{1,6})?)?\s*(?:\[[^\]]*\]|\([^)]*\)|\*|†)*"
)
_TOTAL_IN_BRACKETS = re.compile(r"\d+(?:\.\d+)+\s*\((\d+)\)")
_SCORE = re.compile(r"(?:^|[^\d])(\d{1,3})\s*[-:]\s*(\d{1,3})(?![\d])")
_TIED = re.compile(r"(?:t|=|no\.?|#)\s*(\d{1,4})")
_RANKED = re.compile(r"(\d{1,4})(?:st|nd|rd|th)?\s*(?:=|\([^)]*\)|\*)*")
_MONTHS = listed("jan feb mar apr may jun jul aug sep oct nov dec")
_MONTH = {month: n for n, month in enumerate(_MONTHS, start=1)} | {"sept": 9}
_LONG_MONTHS = listed(
    "january february march april may june july august september october november december"
)
_MONTH |= {month: n for n, month in enumerate(_LONG_MONTHS, start=1)}
_SLASHED = re.compile(r"(\d{1,4})\s*[/-]\s*(\d{1,2})\s*[/-]\s*(\d{1,4})")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d|2100)\b")
_OUTCOME = {
    "w": "@win", "win": "@win", "won": "@win", "l": "@loss", "loss": "@loss", "lost": "@loss",
    "lose": "@loss", "winner": "@win", "champion": "@win", "runner": "@loss",
    "d": "@draw", "draw": "@draw", "t": "@draw", "tie": "@draw", "tied": "@draw",
}  # fmt: skip


class CellKind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    NUMBER = "number"
    DATE = "date"
    SCORE = "score"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as read.

    Attributes
    ----------
    text : str
        As written, folded.
    kind : CellKind
        What it holds.
    value : float or None
        What it sorts by: the number, the day of a date, the first side of a score.
    keys : frozenset of str
        Keys of its words, stop words dropped unless it has no others.
    numbers : tuple of float
        Every number it writes.
    """

    text: str
    kind: CellKind
    value: float | None
    keys: frozenset[str]
    numbers: tuple[float, ...]


def _day(text: str, said: tuple[Word, ...]) -> float | None:
    month = next((_MONTH[word.raw] for word in said if word.raw in _MONTH), None)
    if month is None:
        return _slashed(text)
    year = _YEAR.search(text)
    days = [w.value for w in said if w.value and w.value <= 31 and w.value == int(w.value)]
    if len(said) > 7 or (not year and not days and len(said) > 1):
        return None
    return (float(year[1]) * 372 if year else 0.0) + month * 31 + (days[0] if days else 0.0)


def _slashed(text: str) -> float | None:
    found = _SLASHED.fullmatch(text)
    if not found:
        return None
    first, middle, last = (int(part) for part in found.groups())
    year, day = (first, last) if first > 31 else (last, first)
    return year * 372.0 + middle * 31 + day


def _number(text: str) -> float | None:
    if tied := _TIED.fullmatch(text) or _RANKED.fullmatch(text):
        return float(tied[1])
    if bracketed := _TOTAL_IN_BRACKETS.fullmatch(text):
        return float(bracketed[1])
    found = _NUMBER.fullmatch(text)
    if not found:
        return number_of(text.split(" ", 1)[0]) if ":" in text and text[0].isdigit() else None
    negative = found["sign"] == "-" or found["minus"] or (found["open"] and found["close"])
    size = float(found["digits"].replace(",", ""))
    return -size if negative else size


def sides(text: str) -> tuple[float, float] | None:
    """Return the two sides of a score such as ``103 - 87``."""
    found = _SCORE.search(text)
    return (float(found[1]), float(found[2])) if found else None


def _sorts_by(text: str, said: tuple[Word, ...]) -> tuple[CellKind, float | None]:
    if text in _EMPTY:
        return CellKind.EMPTY, None
    if (day := _day(text, said)) is not None:
        return CellKind.DATE, day
    if (number := _number(text)) is not None:
        return CellKind.NUMBER, number
    if len(text) < 40 and (score := sides(text)):
        return CellKind.SCORE, score[0]
    leading = said[0].value if said and len(said) <= 6 else None
    return CellKind.TEXT, leading


def _outcome(said: tuple[Word, ...], kind: CellKind) -> set[str]:
    first = said[0].raw if said else ""
    if first not in _OUTCOME:
        return set()
    scored = len(said) == 1 or kind is CellKind.SCORE or said[1].value is not None
    return {_OUTCOME[first]} if scored or first == "runner" else set()


def read_cell(text: str) -> Cell:
    """Read one cell.

    Parameters
    ----------
    text : str
        As published: ``$  1,452.4``, ``(12.3)``, ``12.19 (91)``, ``w 103 - 87``, ``22 june``.

    Returns
    -------
    Cell
        What it says.
    """
    folded = " ".join(fold(text).split())
    said = words(folded[:400])
    if len(folded) > 400:  # prose or a run of digits: words to find, nothing to sort by
        kind, value = CellKind.TEXT, None
    else:
        kind, value = _sorts_by(folded, said)
    content = {word.key for word in said if word.key not in STOP} or {word.key for word in said}
    numbers = tuple(word.value for word in said if word.value is not None)
    return Cell(folded, kind, value, frozenset(content | _outcome(said, kind)), numbers)
