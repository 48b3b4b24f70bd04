"""What both parsers need of a text: its shadow, tokens, labels and periods."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from policywire.analyst.reading.found import Found, found_periods
from policywire.analyst.reading.labels import Zone, label_zones
from policywire.analyst.reading.lexing import Token, pieces, tokens
from policywire.analyst.reading.shadow import Shadow, shadow_of

__all__ = ["Sheet", "laid_out"]

_SHORT = 2_000  # longer texts are laid out anew and piece by piece, so that little is held


class Sheet(NamedTuple):
    """A piece of a shadow text; none of its lists is to be changed.

    Attributes
    ----------
    base : int
        Where it begins in the shadow.
    text : str
        The piece.
    parts, zones, found : list
        Its tokens, its labels and its periods, in order.
    """

    base: int
    text: str
    parts: list[Token]
    zones: list[Zone]
    found: list[Found]


def laid_out(text: str) -> tuple[Shadow, Iterable[Sheet]]:
    """Return the shadow of a text and its sheets, in order."""
    if len(text) < _SHORT:
        return _kept(text)
    shadow = shadow_of(text)
    return shadow, (_sheet(base, piece) for base, piece in pieces(shadow.text))


def _sheet(base: int, text: str) -> Sheet:
    parts = tokens(text)
    zones = label_zones(text, parts)
    return Sheet(base, text, parts, zones, found_periods(text, parts, zones))


@lru_cache(maxsize=64)
def _kept(text: str) -> tuple[Shadow, tuple[Sheet, ...]]:
    """Lay a short text out; a checker asks for its numerals, then for its periods."""
    shadow = shadow_of(text)
    return shadow, tuple(_sheet(base, piece) for base, piece in pieces(shadow.text))
