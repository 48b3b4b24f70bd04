"""The shadow of a text: the same text as a parser needs it, with the way back to the original.

Digits of every script become ASCII, spaces inside numbers become one kind, characters nobody
sees are left out, and letters that pose as digits inside a number (``1O.5``) are read as a reader
would read them. Offsets found in the shadow lead back to the text as given.
"""

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Shadow", "shadow_of"]

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20e3"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_HARD_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SAME = {
    **dict.fromkeys(map(ord, _HARD_SPACES), "\u00a0"),
    **dict.fromkeys(map(ord, "\u2212\u2010\u2011\ufe63\u207b"), "-"),
    **dict.fromkeys(map(ord, "\u2012\u2015"), "\u2013"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u2032"), "'"),
    ord("\u066b"): ".",
    ord("\u066c"): ",",
    ord("\u066a"): "%",
    ord("\u2044"): "/",
}
_POSING = str.maketrans("OoОоΟοIlІӀ|З", "000000111113")  # noqa: RUF001
_LOOKS = "OoОоΟοIlІӀ|З"  # noqa: RUF001
_POSER = re.compile(
    rf"[{_LOOKS}](?:(?<=\d.)[{_LOOKS}]*+(?=[\d%]|[.,]\d|\s?(?:%|percent\b))"
    rf"|(?<![^\W_].)(?=\d*+(?:[.,]\d++\s?(?:%|percent\b)|\d%)))"
)
_RAISED = re.compile(
    r"(?<![\w.,%)\]'\"\u201d])[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u2080-\u2089]++"
)


class _Same(dict[int, str]):
    """What a character becomes; what is not yet known is looked up once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        number = unicodedata.decimal(char, None)
        if number is not None:
            char = str(number)
        elif 0xFF01 <= code <= 0xFF5E:
            char = chr(code - 0xFEE0)
        self[code] = char
        return char


_TABLE = _Same(_SAME)


@dataclass(frozen=True, slots=True)
class Shadow:
    """A text made plain for parsing.

    Attributes
    ----------
    text : str
        As the parser reads it.
    places : tuple of int or None
        Where each of its characters stands in the original; None where all stand at the same.
    """

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a non-empty span of the shadow stands for."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def shadow_of(text: str) -> Shadow:
    """Return the shadow of a text."""
    if text.isascii():
        return Shadow(_unposed(text), None)
    places = None
    if _UNSEEN.search(text):
        unseen = {match.start() for match in _UNSEEN.finditer(text)}
        places = tuple(at for at in range(len(text)) if at not in unseen)
        text = _UNSEEN.sub("", text)
    text = _RAISED.sub(_lowered, text.translate(_TABLE))
    return Shadow(_unposed(text), places)


def _unposed(text: str) -> str:
    return _POSER.sub(lambda match: match[0].translate(_POSING), text)


def _lowered(match: re.Match[str]) -> str:
    return "".join(str(unicodedata.digit(char)) for char in match[0])
