"""Numbers in print: the one way from a quantity to its text.

American (AP) numerals: ``$534.9 billion``, ``15.7 percent``, ``3.6 percentage points``,
``17.2 pesos per dollar``, ``third``. A form is none, one or several of these words:

======== ======================================================================
abs      without its sign, where a word says the direction
signed   with a plus or a minus: ``+3.6 percent``
short    for cells and labels, whose head names the unit: ``534.9``, ``15.7%``
ordinal  a whole number as its place in an order: ``third``, ``10th``
million  (thousand, billion, trillion) the scale, where it is not to be chosen
======== ======================================================================

Left alone, money is written in the scale of its size. The short form leaves its scale out, so
there the scale is never chosen by size: it is the form's, or billions for money and the
quantity's own for counts. Halves round away from zero, as statistical agencies round.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel.numbers import NumberPattern, parse_pattern

from policywire.analyst.figures import Figure
from policywire.analyst.forms import Form, forms, read_form
from policywire.analyst.unit_words import LOCALE, counted_words, currency_words, rate_words
from policywire.facts import Dimension, Quantity, Unit
from policywire.facts.errors import ClaimRefused
from policywire.facts.unit import SCALES

__all__ = [
    "MINUS",
    "NO_RANGE",
    "is_ending",
    "is_printing",
    "printed",
    "printed_end",
    "printed_end_in",
    "printed_in",
    "printed_quantity",
]

MINUS = "−"
NO_RANGE = "no range: nothing in it is drawn"
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIRST = ("zeroth", "first", "second", "third", "fourth")
_ORDINALS = (*_FIRST, *(f"{word}th" for word in ("fif", "six", "seven", "eigh", "nin")))
_SCALE_WORDS = {power: word for word, power in SCALES.items()}
_SHARE = Unit(Dimension.SHARE)
_BEYOND = Decimal(10) ** 21  # no statistic is so large; Babel writes 28 digits


@dataclass(frozen=True, slots=True)
class _Shown:
    """A rounded number and the digits that show its size."""

    value: Decimal
    digits: str

    @property
    def is_one(self) -> bool:
        """Whether its noun is singular: that of 1 is, that of 1.0 is not."""
        return self.digits == "1"


def printed(figure: Figure, form: str = "") -> str:
    """Return the text a figure is printed as; ``form`` is words of the table above, or none.

    Raises
    ------
    WrongUse
        If the form is unknown.
    ClaimRefused
        If the number is not finite, beyond any statistic, or no place in an order.
    """
    return printed_quantity(figure.quantity, figure.decimals, form)


def printed_in(figure: Figure, unit: Unit) -> str:
    """Return the short text of a figure written in ``unit``, for an axis or column of that unit.

    Raises
    ------
    MixedUnits
        If the figure does not measure what ``unit`` does.
    """
    scale = _SCALE_WORDS.get(unit.scale, "one")
    return printed_quantity(figure.quantity.to(unit), figure.decimals, f"short {scale}")


def is_printing(figure: Figure, text: str) -> bool:
    """Return whether some form prints a figure as ``text``, capitalised or not."""
    held = _printings(figure.quantity, figure.decimals)
    return text in held or text[:1].lower() + text[1:] in held


def printed_end(figure: Figure, end: float) -> str:
    """Return the text of an end of a figure's range, in its unit and with its decimals."""
    return printed_quantity(Quantity(end, figure.quantity.unit), figure.decimals)


def printed_end_in(figure: Figure, end: float, unit: Unit) -> str:
    """Return the short text of an end of a figure's range written in ``unit``.

    Raises
    ------
    MixedUnits
        If the figure does not measure what ``unit`` does.
    """
    scale = _SCALE_WORDS.get(unit.scale, "one")
    held = Quantity(end, figure.quantity.unit).to(unit)
    return printed_quantity(held, figure.decimals, f"short {scale}")


def is_ending(figure: Figure, text: str) -> bool:
    """Return whether a text is an end of a figure's range, its coverage, or says there is none."""
    if figure.interval is None:
        return False
    unit, both = figure.quantity.unit, (figure.interval.low, figure.interval.high)
    if both[0] == both[1] and text == NO_RANGE:
        return True
    ends = {printed_end(figure, end) for end in both}
    ends |= {printed_end_in(figure, end, unit) for end in both}
    if figure.interval.over:
        return text in ends
    return text in ends | {printed_quantity(Quantity(figure.interval.level, _SHARE), 0)}


@lru_cache(maxsize=8192)
def printed_quantity(quantity: Quantity, decimals: int, form: str = "") -> str:
    """Return the text of a quantity with ``decimals`` decimals; see :func:`printed`.

    Decimals count in the scale printed; -2 rounds to hundreds.
    """
    value, wanted = _decimal(quantity), read_form(form)
    if wanted.ordinal:
        return _ordinal(value)
    write = _WRITERS[quantity.unit.dimension]
    return write(value, quantity.unit, decimals, wanted)


@lru_cache(maxsize=8192)
def _printings(quantity: Quantity, decimals: int) -> frozenset[str]:
    """Return the texts of a quantity in every form it has."""
    return frozenset(printed_quantity(quantity, decimals, form) for form in forms(quantity))


def _decimal(quantity: Quantity) -> Decimal:
    """Return the value as the shortest decimal that reads back as the same float."""
    value = Decimal(repr(float(quantity.value)))
    if not value.is_finite():
        raise ClaimRefused(f"{quantity} is not a finite number and cannot be printed.")
    if abs(value.scaleb(quantity.unit.scale)) >= _BEYOND:
        raise ClaimRefused(f"{quantity} is larger than any statistic. Check the scale of its unit.")
    return value


def _round(value: Decimal, decimals: int) -> _Shown:
    """Round, halves away from zero; a zero has no sign."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = _pattern(max(decimals, 0)).apply(abs(rounded), LOCALE)
    return _Shown(rounded if rounded else Decimal(0), digits)


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0." + "0" * decimals if decimals else "#,##0")


def _scaled(value: Decimal, unit: Unit, scale: int) -> Decimal:
    """Return a value given in the scale of ``unit`` in another power of ten."""
    return value.scaleb(unit.scale - scale)


def _sign(shown: _Shown, form: Form) -> str:
    if form.sign == "abs" or not shown.value:
        return ""
    if shown.value < 0:
        return MINUS
    return "+" if form.sign == "signed" else ""


def _fitting_scale(value: Decimal, unit: Unit, decimals: int) -> int:
    """Return the smallest scale in which the rounded number stays below its next name."""
    for scale, limit in ((0, 10**6), (6, 1000), (9, 1000)):
        digits = _small_decimals(value, unit, decimals) if scale == 0 else decimals
        if abs(_round(_scaled(value, unit, scale), digits).value) < limit:
            return scale
    return 12


def _small_decimals(value: Decimal, unit: Unit, decimals: int) -> int:
    """Return the decimals below a million: cents under 1,000 dollars, none above."""
    if abs(_scaled(value, unit, 0)) >= 1000:
        return min(decimals, 0)
    return max(decimals, 2) if decimals > 0 and unit.dimension is Dimension.CURRENCY else decimals


def _in_scale(value: Decimal, unit: Unit, decimals: int, form: Form) -> tuple[_Shown, int]:
    """Return the rounded number and its power of ten: the form's, or the one that fits."""
    scale = form.scale
    if scale is None and form.short:
        scale = 9 if unit.dimension is Dimension.CURRENCY else unit.scale
    elif scale is None:
        scale = _fitting_scale(value, unit, decimals)
    digits = decimals if scale else _small_decimals(value, unit, decimals)
    return _round(_scaled(value, unit, scale), digits), scale


def _money(value: Decimal, unit: Unit, decimals: int, form: Form) -> str:
    shown, scale = _in_scale(value, unit, decimals, form)
    sign = _sign(shown, form)
    if form.short:
        return f"{sign}{shown.digits}"
    word = f" {_SCALE_WORDS[scale]}" if scale else ""
    if unit.name in _SIGNS:
        return f"{sign}{_SIGNS[unit.name]}{shown.digits}{word}"
    noun = currency_words(unit.name, singular=shown.is_one and not scale)
    return f"{sign}{shown.digits}{word} {noun}"


def _percent(value: Decimal, unit: Unit, decimals: int, form: Form) -> str:
    percent = value.scaleb(2) if unit.dimension is Dimension.SHARE else value
    shown = _round(percent, decimals)
    return f"{_sign(shown, form)}{shown.digits}{'%' if form.short else ' percent'}"


def _points(value: Decimal, unit: Unit, decimals: int, form: Form) -> str:
    shown = _round(value, decimals)
    noun = "percentage point" if shown.is_one else "percentage points"
    return f"{_sign(shown, form)}{shown.digits} {'pp' if form.short else noun}"


def _plain(value: Decimal, unit: Unit, decimals: int, form: Form) -> str:
    shown = _round(value, decimals)
    return f"{_sign(shown, form)}{shown.digits}"


def _rank(value: Decimal, unit: Unit, decimals: int, form: Form) -> str:
    return _plain(value, unit, 0, form) if form.short else _ordinal(value)


def _price(value: Decimal, unit: Unit, decimals: int, form: Form) -> str:
    with_sign = unit.name in _SIGNS and not unit.per.isupper()  # not an exchange rate
    shown = _round(value, max(decimals, 2) if with_sign and decimals > 0 else decimals)
    sign = _sign(shown, form)
    if form.short:
        return f"{sign}{shown.digits}"
    if with_sign:
        return f"{sign}{_SIGNS[unit.name]}{shown.digits} per {unit.per}"
    return f"{sign}{shown.digits} {rate_words(unit, singular=shown.is_one)}"


def _count(value: Decimal, unit: Unit, decimals: int, form: Form) -> str:
    shown, scale = _in_scale(value, unit, decimals, form)
    sign = _sign(shown, form)
    if form.short:
        return f"{sign}{shown.digits}"
    noun = counted_words(unit.name, singular=shown.is_one and not scale)
    small = not sign and not scale and len(shown.digits) == 1
    number = _SMALL[int(shown.digits)] if small else shown.digits
    return f"{sign}{number}{f' {_SCALE_WORDS[scale]}' if scale else ''} {noun}"


_WRITERS = {
    Dimension.CURRENCY: _money,
    Dimension.PERCENT: _percent,
    Dimension.SHARE: _percent,
    Dimension.POINTS: _points,
    Dimension.RATIO: _plain,
    Dimension.INDEX: _plain,
    Dimension.RANK: _rank,
    Dimension.PRICE: _price,
    Dimension.COUNT: _count,
}


def _ordinal(value: Decimal) -> str:
    if value != value.to_integral_value() or value < 0:
        raise ClaimRefused(f"{value} is no whole number, so it names no place in an order.")
    number = int(value)
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    teen = 10 < number % 100 < 14
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{_round(value, 0).digits}{ending}"
