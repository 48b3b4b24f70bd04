"""Fractions in words: two-thirds, half a point, one in five, tres cuartas partes."""

import re

from policywire.analyst.reading.amounts import Amount, part
from policywire.analyst.reading.lexing import Token
from policywire.analyst.reading.spelled import near
from policywire.analyst.reading.words import FRACTIONS, ORDINALS, SCALES, SMALL, listed

__all__ = ["fraction_at"]

_ONE = frozenset(("a", "an", "one", "un", "una"))
_HALF_SCALE = re.compile(
    r"(?:[ -](?:of[ ])?an?)?[ -]?(?:million|billion|trillion|dozen|millón|billón|docena)(?![^\W_])",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"[ -](?:(?:out[ ]of|in|of)(?:[ ]every)?|de(?:[ ]cada)?)[ -]", re.IGNORECASE)
_HALF_OF_TIME = frozenset(listed("first second better other latter later last same"))


def fraction_at(text: str, parts: list[Token], at: int) -> tuple[Amount, int] | None:
    """Read a fraction in words: a third, two-thirds, half, tres cuartas partes, one in five."""
    low = parts[at].low
    if low in ("half", "mitad", "medio", "media"):
        return _half(text, parts, at)
    count = 1 if low in _ONE else SMALL.get(low, 0)
    if parts[at].kind == "N" and low.isdecimal() and len(low) < 4:
        count = int(low)
    if not count or at + 1 >= len(parts):
        return None
    return _named(text, parts, at, count) or _one_in(text, parts, at, count)


def _half(text: str, parts: list[Token], at: int) -> tuple[Amount, int] | None:
    low, start, end = parts[at].low, parts[at].start, parts[at].end
    before = parts[at - 1].low if at else ""
    following = parts[at + 1].low if at + 1 < len(parts) else ""
    if low == "mitad":
        return (part(end, 1, 2, words=True), at + 1) if before == "la" else None
    if found := _half_scale(text, parts, at):
        return found
    if low != "half":
        return (part(end, 1, 2, words=True), at + 1) if following in ("punto", "por") else None
    hyphen = text[end : end + 1] == "-" and following not in ("point", "percentage", "percent")
    joined = start > 0 and text[start - 1] == "-"
    if hyphen or joined or before in _HALF_OF_TIME:
        return None
    return part(end, 1, 2, words=True), at + 1


def _half_scale(text: str, parts: list[Token], at: int) -> tuple[Amount, int] | None:
    """Read half a million, half a dozen, medio millón."""
    scale = _HALF_SCALE.match(text, parts[at].end)
    if scale is None:
        return None
    behind = at + 1
    while parts[behind].end < scale.end():
        behind += 1
    size = SCALES.get(parts[behind].low) or 12.0
    return Amount(scale.end(), size / 2, size / 20, size / 2, words=True), behind + 1


def _named(text: str, parts: list[Token], at: int, count: int) -> tuple[Amount, int] | None:
    """Read a count and a denominator: two-thirds, una cuarta parte."""
    name = parts[at + 1]
    below = FRACTIONS.get(name.low)
    if below is None or not near(text, parts, at) or count > below * 20:
        return None
    end, behind = name.end, at + 2
    if name.low.endswith(("era", "eras", "ta", "tas", "ma", "mas", "va", "vas")):
        if behind >= len(parts) or not parts[behind].low.startswith("parte"):
            return None
        end, behind = parts[behind].end, behind + 1
    elif not _is_share(text, parts, at, count):
        return None
    return part(end, count, below, words=True), behind


_AFTER_PART = frozenset(
    listed(
        "of off more less higher lower fewer larger smaller in from to since between by over "
        "as and or is was were are came went point percentage percent basis de del of, than "
        "on at, during"
    )
)
_FALL = frozenset(
    listed("by nearly about over almost roughly than least only just some around one")
)


def _is_share(text: str, parts: list[Token], at: int, count: int) -> bool:
    """Whether a denominator is one, and no rank (a third term) and no quarter of a year."""
    name = parts[at + 1]
    hyphen = text[parts[at].end] == "-"
    following = parts[at + 2] if at + 2 < len(parts) else None
    gap = text[name.end : following.start] if following else ""
    behind = following.low if following is not None and gap in (" ", "-", "\u00a0", "\n") else ""
    if name.low.startswith("quarter") and not hyphen:
        led = at > 0 and parts[at - 1].low in _FALL
        return behind in ("of", "point", "percentage", "percent") or (led and count == 1)
    if name.low in ("half", "halves"):
        return True
    if count > 1 or hyphen or parts[at].low not in ("a", "an"):
        return (
            ORDINALS.get(name.low) is None
            or behind in _AFTER_PART
            or not behind
            or parts[at].low != "a"
        )
    return not behind or behind in _AFTER_PART


def _one_in(text: str, parts: list[Token], at: int, count: int) -> tuple[Amount, int] | None:
    """Read one in five, nine out of ten, uno de cada cinco."""
    match = _OUT_OF.match(text, parts[at].end)
    if match is None:
        return None
    link = match[0].strip(" -").lower()
    if link in ("of", "de"):
        return None
    behind = at + 1
    while behind < len(parts) and parts[behind].start < match.end():
        behind += 1
    if behind >= len(parts) or parts[behind].start != match.end():
        return None
    return _out_of(parts[behind], behind, count, sure=link != "in")


def _out_of(token: Token, at: int, count: int, *, sure: bool) -> tuple[Amount, int] | None:
    """Read the number something is out of; after a bare ``in`` only small or round ones."""
    below = (
        int(token.low) if token.low.isdecimal() and len(token.low) < 5 else SMALL.get(token.low, 0)
    )
    usual = below in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000)
    if not count < below or not (sure or usual) or 1900 <= below <= 2100:
        return None
    return part(token.end, count, below, words=token.kind == "W"), at + 1
