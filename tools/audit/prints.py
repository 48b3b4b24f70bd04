"""Whether a printed number is a sane rounding of a value, in the unit it claims."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tools.audit.numerals import CARDINALS, ORDINALS

__all__ = [
    "UNITLESS",
    "Print",
    "exact_fault",
    "looks_printed",
    "print_fault",
    "read_print",
    "trailing_print",
]

MINUS = "−"
UNITLESS = "names no unit, and neither does its column"
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_POWERS = {1.0: 0, 1e3: 3, 1e6: 6, 1e9: 9, 1e12: 12}
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_SHORT = {"%": "percent", "pp": "points"}
_NOUNS = {
    "percent": "percent",
    "percentage point": "points",
    "percentage points": "points",
    "pesos per dollar": "MXN per USD",
    "peso per dollar": "MXN per USD",
    "people": "persons",
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PRINT = (
    rf"([+−-]?)([$€£¥]?)({_NUMBER}|{'|'.join(CARDINALS)})"
    r"(?: (thousand|million|billion|trillion))?(%| pp\b| [a-z]+(?: [a-z]+){0,2})?"
)
_FORM = re.compile(_PRINT, re.IGNORECASE)
_ORDINAL = re.compile(rf"(?:{'|'.join(ORDINALS)})|(\d+)(?:st|nd|rd|th)", re.IGNORECASE)
_KNOWN_NOUN = (
    r"percentage points?|percent|pesos? per dollar|dollars? per \w+|years?|months?|weeks?|days?"
    r"|people|persons?|jobs?|votes?|decisions?|sentences?|[A-Z][a-z]+ (?:pesos|dollars)"
)
_TRAILING = re.compile(
    rf"(?:[+−-]?[$€£¥]?(?:{_NUMBER})(?: (?:{'|'.join(_SCALES)}))?(?:%| pp| (?:{_KNOWN_NOUN}))?"
    rf"|\b(?:{'|'.join(CARDINALS)}) (?:{_KNOWN_NOUN})"
    rf"|\b(?:{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th)))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Print:
    """A printed number, read: its sign, digits, power of ten and what it says it measures."""

    sign: str
    number: Decimal
    decimals: int
    power: int | None
    measures: str

    @property
    def is_short(self) -> bool:
        """Whether it names no unit of its own."""
        return not self.measures


def read_print(text: str) -> Print | None:
    """Return a printed number, or None if the text is no number in print."""
    if match := _ORDINAL.fullmatch(text):
        place = int(match[1]) if match[1] else ORDINALS[text.casefold()]
        return Print("", Decimal(place), 0, 0, "rank")
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    sign, currency, digits, scale, tail = match.groups()
    word = digits.casefold() in CARDINALS
    number = Decimal(CARDINALS[digits.casefold()] if word else digits.replace(",", ""))
    decimals = len(digits.partition(".")[2])
    power = _SCALES[scale.casefold()] if scale else None
    noun = (tail or "").strip()
    measures = _CURRENCIES.get(currency, "") or _SHORT.get(noun, "") or _NOUNS.get(noun, noun)
    if currency and noun:
        return None
    return Print(sign.replace("-", MINUS), number, decimals, power, measures)


def looks_printed(text: str) -> bool:
    """Return whether a text is one number in print and nothing else."""
    return read_print(text) is not None


def trailing_print(text: str) -> str:
    """Return the number a text ends with, with its unit, or an empty text."""
    match = _TRAILING.search(text)
    return match[0] if match else ""


def print_fault(text: str, value: float, measures: str, decimals: int, column: float | None) -> str:
    """Return why a printed number cannot be this value, or an empty text.

    Parameters
    ----------
    text : str
        As printed.
    value : float
        In ones of what it measures.
    measures : str
        What it measures: ``USD``, ``percent``, ``points``, ``rank``, ``months``.
    decimals : int
        The decimals it is printed with where its scale is named or chosen.
    column : float, optional
        How many ones the column or axis counts in, where there is one.
    """
    read = read_print(text)
    if read is None:
        return "is no number in print"
    if fault := _unit_fault(read, measures, column):
        return fault
    power = read.power
    if power is None:
        power = _POWERS[column or 1.0] if read.is_short else 0
    exact = Decimal(repr(value)).scaleb(-power)
    if read.decimals != decimals and not _free(read, power, measures):
        return f"has {read.decimals} decimals, its figure {decimals}"
    step = Decimal(1).scaleb(-read.decimals)
    rounded = abs(exact).quantize(step, ROUND_HALF_UP)
    if abs(rounded - read.number) > 0 and abs(abs(exact) - read.number) > step * Decimal(
        "0.500001"
    ):
        return f"is not {rounded.copy_sign(exact)}, which the value rounds to"
    return _sign_fault(read, exact, rounded)


def _free(read: Print, power: int, measures: str) -> bool:
    """Return whether decimals are the press's choice: money below a million, whole counts."""
    small = measures in _CURRENCIES.values() and power == 0 and read.decimals in (0, 2)
    return small or measures == "rank"


def _unit_fault(read: Print, measures: str, column: float | None) -> str:
    if read.is_short:
        if measures in ("percent", "points"):
            return f"names no unit, and measures {measures}"
        plain = measures == "ratio" or measures.startswith("index")
        return "" if plain or column else UNITLESS
    noun = read.measures
    if measures == "rank" and noun == "rank":
        return ""
    singular = {measures, measures.removesuffix("s"), measures.removesuffix("ies") + "y"}
    return "" if noun in singular else f"says {noun} of what measures {measures}"


def _sign_fault(read: Print, exact: Decimal, rounded: Decimal) -> str:
    if read.sign == MINUS and (exact > 0 or not rounded):
        return "has a minus, and the value is not below zero"
    if read.sign == "+" and exact < 0:
        return "has a plus, and the value is below zero"
    if not read.sign and exact < 0 and rounded:
        return "lost its minus"
    return ""


def exact_fault(text: str, value: float) -> str:
    """Return why a text is not the value to nine decimals or ten digits, or an empty text."""
    bare = text.replace(",", "").replace(MINUS, "-")
    try:
        told = float(bare)
    except ValueError:
        return "is no number"
    step = 10.0 ** -len(bare.partition(".")[2])
    allowed = min(0.5 * step + 1e-15 * abs(value), 5e-10 * max(abs(value), 1.0))
    if abs(told - value) > allowed * 1.000001:
        return f"is not {value:.10g}"
    return ""
