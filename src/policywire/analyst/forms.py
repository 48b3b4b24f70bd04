"""Forms: the words that say how a number is printed, read, and all those a quantity has."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from policywire.facts import Dimension, Quantity
from policywire.facts.errors import WrongUse, near
from policywire.facts.unit import SCALES

__all__ = ["Form", "forms", "read_form"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form, read.

    Attributes
    ----------
    sign : str
        ``abs``, ``signed``, or empty for a minus alone.
    short, ordinal : bool
        Whether the unit is left out, and whether a place in an order is named.
    scale : int or None
        Power of ten; None where it is chosen by size.
    """

    sign: str = ""
    short: bool = False
    ordinal: bool = False
    scale: int | None = None


def forms(quantity: Quantity) -> Iterator[str]:
    """Yield every form a quantity has, the plain one first."""
    value, unit = quantity.value, quantity.unit
    dimension = unit.dimension
    scaled = dimension in (Dimension.CURRENCY, Dimension.COUNT)
    size = abs(value) * 10.0**unit.scale
    fitting = [word for word, power in SCALES.items() if 10.0 ** (power - 1) <= size]
    scales = ("", *fitting, "one") if scaled else ("",)
    for words in product(scales, ("", "short"), ("", "abs", "signed")):
        yield " ".join(words)
    yield from ("ordinal",) if value == abs(value) // 1 else ()


@cache
def read_form(form: str) -> Form:
    """Read the words of a form.

    Raises
    ------
    WrongUse
        If a word is none of those of :mod:`policywire.analyst.numbers`.
    """
    sign, scale, flags = "", None, set()
    for word in form.split():
        if word in ("abs", "signed"):
            sign = word
        elif word in ("short", "ordinal"):
            flags.add(word)
        elif word in SCALES or word == "one":
            scale = SCALES.get(word, 0)
        else:
            known = ("abs", "signed", "short", "ordinal", "one", *SCALES)
            hint = near(word, known)
            raise WrongUse(f"'{word}' is no form of a number.{hint} Known: {', '.join(known)}.")
    return Form(sign, "short" in flags, "ordinal" in flags, scale)
