"""Telling: figures of ours and what they are, in the words of a note."""

import re

from policywire.analyst.numbers import MINUS
from policywire.analyst.review.bind import Answer
from policywire.analyst.review.said import About
from policywire.facts import Frequency, Period, Place
from policywire.facts.errors import PolicywireError

__all__ = ["counted", "during", "measure", "moment", "place", "shown", "went"]

_WHOLE = 100.0  # percent from which no decimals are told
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_NAMES = {
    "imports": "U.S. goods imports from {partner}",
    "imports_for_consumption": "U.S. imports for consumption from {partner}",
    "dutiable_imports": "dutiable U.S. imports from {partner}",
    "exports": "U.S. goods exports to {partner}",
    "trade": "two-way goods trade of the United States with {partner}",
    "balance": "the U.S. goods balance with {partner}",
    "deficit": "the U.S. goods deficit with {partner}",
    "surplus": "the U.S. goods balance with {partner}",
    "duties": "calculated duties on U.S. imports from {partner}",
    "tariff_rate": "the effective tariff rate on U.S. imports from {partner}",
    "usmca_use": "the share of U.S. imports from {partner} entered under USMCA",
    "customs_revenue": "U.S. customs duties received",
    "fdi": "foreign direct investment in {partner}",
    "target_range": "the target range for the federal funds rate",
    "unemployment": "the U.S. unemployment rate",
    "payrolls": "U.S. nonfarm payroll employment",
    "inflation": "U.S. consumer price inflation",
    "core_inflation": "U.S. core consumer price inflation",
    "core_pce": "U.S. core PCE inflation",
    "peso": "pesos per dollar",
}


def shown(answer: Answer) -> str:
    """Return a figure as a reader would print it: ``$505.5 billion``, ``15.48 percent``."""
    return f"{MINUS if answer.value < 0 else ''}{_size(answer)}"


def went(answer: Answer) -> str:
    """Return a change as it is said: ``fell 8.3 percent``; a figure that is none as it is shown."""
    if answer.against is None or answer.unit in ("ratio", "rank"):
        return shown(answer)
    if not float(f"{answer.value:.2f}"):
        return "no change"
    return f"{'fell' if answer.value < 0 else 'rose'} {_size(answer)}"


def _size(answer: Answer) -> str:
    value = abs(answer.value)
    if answer.unit in ("percent", "points"):
        name = "percent" if answer.unit == "percent" else "percentage points"
        return f"{value:,.{_decimals(answer)}f} {name}"
    if answer.unit == "ratio":
        return f"{value:.2f} times"
    currency = "$" if answer.unit == "USD" else ""
    tail = "" if answer.unit == "USD" else f" {answer.unit}"
    for scale, name in _SCALES:
        if value >= scale:
            return f"{currency}{value / scale:,.1f} {name}{tail}"
    return f"{currency}{value:,.2f}{tail}"


def _decimals(answer: Answer) -> int:
    """Return the decimals of a rate: one of a change, two of a share, which lie near together."""
    size = abs(answer.value)
    if size >= _WHOLE:
        return 0
    return 1 if answer.against is not None and size >= 1 else 2


def moment(period: Period) -> str:
    """Return a period in running text."""
    whole = period.months == 12 and period.start.month == 1
    return str(period.start.year) if whole else period.words()


def during(period: Period) -> str:
    """Return a period with its preposition: ``in 2025``, ``on July 2, 2026``."""
    day = period.frequency is Frequency.DAY and period.is_single
    return f"{'on' if day else 'in'} {moment(period)}"


def place(code: str) -> str:
    """Return the name of a place in running text."""
    named = {"WLD": "the world", "USA": "the United States", "EUU": "the European Union"}
    try:
        return named.get(code) or Place(code).name
    except (KeyError, PolicywireError):
        return code


def measure(about: About) -> str:
    """Return what is measured, in running text."""
    partners = [
        code for code in (*about.origins, *about.destinations) if code not in ("USA", "WLD")
    ]
    names = " and ".join(map(place, partners)) or "the world"
    if about.sector:
        return f"{names}'s trade in the kind of goods named"
    concept = about.concept
    if concept == "exports" and about.destinations == ("USA",):
        concept = "imports"
    if concept == "imports" and about.origins == ("USA",):
        concept = "exports"
    if concept in ("exports", "imports") and "USA" not in (*about.origins, *about.destinations):
        return f"{names}'s {concept} of goods"
    return _NAMES.get(concept, concept.replace("_", " ")).format(partner=names)


def counted(about: About) -> str:
    """Return what is measured with its verb: ``imports were``, ``the rate was``."""
    words = measure(about)
    many = re.search(r"\b(?:imports|exports|duties|pesos)\b", words) is not None
    single = re.search(r"^the\s|\b(?:rate|balance|trade|inflation|employment)\b", words) is not None
    return f"{words} {'were' if many and not single else 'was'}"
