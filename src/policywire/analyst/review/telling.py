"""Telling: figures of ours and what they are, in the words of a note."""

from policywire.analyst.review.bind import Answer
from policywire.analyst.review.said import About
from policywire.facts import Period, Place
from policywire.facts.errors import PolicywireError

__all__ = ["measure", "moment", "place", "shown"]

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
    value = answer.value
    if answer.unit in ("percent", "points"):
        size = f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
        return f"{size} {'percent' if answer.unit == 'percent' else 'percentage points'}"
    if answer.unit == "ratio":
        return f"{value:.2f} times"
    currency = "$" if answer.unit == "USD" else ""
    tail = "" if answer.unit == "USD" else f" {answer.unit}"
    sign = "-" if value < 0 else ""
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{sign}{currency}{abs(value) / scale:,.1f} {name}{tail}"
    return f"{sign}{currency}{abs(value):,.2f}{tail}"


def moment(period: Period) -> str:
    """Return a period in running text."""
    whole = period.months == 12 and period.start.month == 1
    return str(period.start.year) if whole else period.words()


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
