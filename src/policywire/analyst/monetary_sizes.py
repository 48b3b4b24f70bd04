"""Sizes and horizons of market and economic responses as prose writes them."""

import re

__all__ = ["AMOUNT", "horizon_of", "in_unit", "same_time"]

_COUNT = {
    "half a": 0.5, "a quarter of a": 0.25, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0,
    "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0,
    "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "fifty": 50.0,
}  # fmt: skip
AMOUNT = re.compile(
    rf"(?:(?P<first>\d+(?:\.\d+)?)(?: (?:and|to)|-| percent to) )?(?<![\w.])(?P<sign>[+\-−]?)"
    rf"(?P<size>\d+(?:\.\d+)?|{'|'.join(_COUNT)})[- ]?"
    r"(?P<unit>percentage[- ]points?|points?|per ?cent|%|bps?|basis[- ]points?)(?![\w])"
    r"(?!-surprise| (?:band|interval|level|range|confidence|coverage|of (?:the )?(?:variance|days"
    r"|cases|times|surprise)))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?P<count>an?|\d+|one|two|three|four|five|six|eight|ten|twelve|eighteen) "
    r"(?P<unit>month|quarter|year)s?\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
            "eight": 8, "ten": 10, "twelve": 12, "eighteen": 18}  # fmt: skip


def in_unit(written: str, unit: str, wanted: str) -> float | None:
    """Return a size in the unit of a band, or None where it measures something else.

    Parameters
    ----------
    written : str
        Digits, or a number word.
    unit : str
        As written: percent, basis points, percentage points.
    wanted : str
        ``percent``, ``bp`` or ``points``.
    """
    word = written.lower()
    value = _COUNT[word] if word in _COUNT else float(word)
    given = unit.lower().replace("-", " ")
    if given == "%" or re.fullmatch("per ?cent", given):
        return value if wanted == "percent" else None
    if wanted == "percent":
        return None
    basis = value if given.startswith("b") else value * 100
    return basis if wanted == "bp" else basis / 100


def horizon_of(text: str) -> str:
    """Return the horizon a sentence names, as the tables write it; ``later`` where unclear."""
    found = _AFTER.search(text)
    if found is None:
        return "later"
    word = found["count"].lower()
    count = _NUMBERS.get(word) or int(word)
    unit = found["unit"].lower()
    return f"m{count}" if unit == "month" else f"q{count * (4 if unit == 'year' else 1)}"


def same_time(horizon: str) -> tuple[str, ...]:
    """Return a horizon in quarters and in months."""
    kind, count = horizon[:1], horizon[1:]
    if not count.isdigit():
        return ()
    if kind == "q":
        return horizon, f"m{int(count) * 3}"
    return (horizon, f"q{int(count) // 3}") if int(count) % 3 == 0 else (horizon,)
