"""What units are called in print: currencies, rates of exchange, and things counted."""

from functools import cache

from babel.numbers import get_currency_name

from policywire.facts import Unit

__all__ = ["LOCALE", "counted_words", "currency_words", "rate_words"]

LOCALE = "en_US"


@cache
def currency_words(code: str, *, singular: bool = False) -> str:
    """Return the name of a currency: ``Mexican pesos``, ``U.S. dollar``."""
    name = str(get_currency_name(code, count=1 if singular else 2, locale=LOCALE))
    return name.replace("US dollar", "U.S. dollar")


def rate_words(unit: Unit, *, singular: bool) -> str:
    """Return ``pesos per dollar``, or the full names where both end alike."""
    above = currency_words(unit.name, singular=singular)
    if not unit.per.isupper():
        return f"{above} per {unit.per}"
    below = currency_words(unit.per, singular=True)
    if currency_words(unit.name, singular=True).split()[-1] == below.split()[-1]:
        return f"{above} per {below}"
    return f"{above.split()[-1]} per {below.split()[-1]}"


def counted_words(name: str, *, singular: bool) -> str:
    """Return what is counted: ``jobs``, ``person``, ``country``."""
    if name == "persons":
        return "person" if singular else "people"
    if not singular:
        return name
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
