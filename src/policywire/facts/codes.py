"""Codes: places by ISO 3166 and named groups, products by HS and NAICS."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from policywire.facts.errors import BadCode, near

__all__ = ["Place", "Product", "places"]

_HS_DIGITS = (2, 4, 6, 8, 10)
_NAICS_DIGITS = (2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A country, a named group of countries, or a state.

    Attributes
    ----------
    code : str
        ISO 3166-1 alpha-3 (``MEX``), a group (``WLD``, ``EUU``, ``USMCA``), or country and
        ISO 3166-2 part (``MEX-NLE``).
    """

    code: str

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read a place code; the inverse of ``str``.

        Raises
        ------
        BadCode
            If no such place is known; the message lists near ones.
        """
        if text not in places():
            called = {_plain(name): code for code, (name, _, _) in places().items()}
            named = called.get(_plain(text))
            hint = f" {text} is {named}." if named else near(text.upper(), places())
            raise BadCode(f"No place has the code '{text}'.{hint} Use ISO 3166 alpha-3: MEX.")
        return cls(text)

    @property
    def name(self) -> str:
        """Its name in English."""
        return places()[self.code][0]

    @property
    def is_group(self) -> bool:
        """Whether it is a group that overlaps countries, and so must not be added to them."""
        return places()[self.code][1] == "group"

    def __str__(self) -> str:
        """Return the code."""
        return self.code


@dataclass(frozen=True, slots=True, order=True)
class Product:
    """A class of goods or an industry.

    Attributes
    ----------
    system : str
        ``hs`` (Harmonized System) or ``naics``.
    code : str
        Its digits, as text: ``0804`` keeps its zero.
    """

    system: str
    code: str

    @classmethod
    @lru_cache(maxsize=65536)
    def parse(cls, text: str) -> "Product":
        """Read a product such as ``hs:8703`` or ``naics:336``; the inverse of ``str``.

        Raises
        ------
        BadCode
            If the system is unknown or the digits do not fit it.
        """
        match = re.fullmatch(r"(hs|naics):([0-9]+)", text)
        lengths = {"hs": _HS_DIGITS, "naics": _NAICS_DIGITS}
        if match is None or len(match[2]) not in lengths[match[1]]:
            raise BadCode(f"'{text}' is no product. Write hs:87, hs:870323 or naics:336.")
        return cls(match[1], match[2])

    def inside(self, other: "Product") -> bool:
        """Return whether this product is a part of ``other``."""
        return self.system == other.system and self.code.startswith(other.code)

    def __str__(self) -> str:
        """Return the text that :meth:`parse` reads back."""
        return f"{self.system}:{self.code}"


def _plain(text: str) -> str:
    """Return a name in lower case without its accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


@cache
def places() -> dict[str, tuple[str, str, str]]:
    """Return every place: code to (name, kind, Census Bureau country code)."""
    text = files("policywire.facts").joinpath("places.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: (row["name"], row["kind"], row["census"]) for row in rows}
