"""Places in an order and factors: third, 10th, No. 1; doubled, 2.5 times, el doble."""

import re

from policywire.analyst.reading.lexing import Token
from policywire.analyst.reading.words import MULTIPLES, ORDINALS, SMALL, listed

__all__ = ["factor_at", "rank_at", "times_at"]

_NUMBERED = re.compile(
    r"(?:No\.?\s?|Nr\.\s?|N[º°]\s?|n\.[º°]\s?|n[úu]m\.?\s|n[úu]mero\s|number\s)(?P<digits>\d{1,3})(?![\d.,]\d|\d|%|\w)"
    r"|(?:number|n[úu]mero)\s(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|uno|dos|tres)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:st|nd|rd|th|er|\.?[ºª°])(?![^\W_])", re.IGNORECASE)
_TENS = frozenset(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"))
_NOT_AFTER = {
    "first": frozenset(listed("of lady name aid foremost hand amendment time glance instance")),
    "second": frozenset(listed("hand hands thought thoughts nature guess guessing world half")),
    "third": frozenset(listed("party parties country countries person world reich way")),
    "fourth": frozenset(("estate", "amendment")),
    "fifth": frozenset(("column", "amendment")),
    "primera": frozenset(("vez", "mitad", "mano")),
    "primer": frozenset(("ministro", "mundo")),
    "segundo": frozenset(("plano",)),
    "segunda": frozenset(("mano", "mitad")),
    "tercer": frozenset(("mundo",)),
    "tercera": frozenset(("edad",)),
    "cuarto": frozenset(("de",)),
}
_NOT_BEFORE = {
    "first": frozenset(("at",)),
    "second": frozenset(
        listed("per a each every may to split will can could would should i we they one")
    ),
    "segundo": frozenset(("por", "un", "cada")),
    "primero": frozenset(),
}
_FACTOR_NOUNS = {"double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0}
_FACTORS_ES = {"doble": 2.0, "triple": 3.0, "cuádruple": 4.0}
_DOUBLE_AFTER = frozenset(
    listed("the that those its their what last from in by as over within since to again between")
)
_DOUBLE_BEFORE = frozenset(
    listed("to will would could may might can should nearly almost than about roughly did")
)
_TIMES = re.compile(
    r"(?P<x>[x×](?![^\W_]))|[ -]?(?P<fold>fold)(?![^\W_])"
    r"|[ \u00a0](?P<times>times|veces)(?![^\W_])",
    re.IGNORECASE,
)
_TIMES_AFTER = re.compile(
    r"[ ](?:as|the|more|larger|higher|bigger|greater|faster|lower|smaller|what|its|that|their|over|"
    r"más|mayor|menor|lo|el|la|superior|GDP|PIB|earnings)\b",
    re.IGNORECASE,
)
_GROWN = frozenset(listed("rose grew increased risen grown multiplied expanded up creció aumentó"))


def rank_at(text: str, parts: list[Token], at: int) -> tuple[int, int, float] | None:
    """Return start, end and place of a rank that begins at a token."""
    token = parts[at]
    if token.kind == "N":
        if (
            text[token.start - 1 : token.start] == "#"
            and token.low.isdecimal()
            and len(token.low) < 3
        ):
            return token.start - 1, token.end, float(token.low)
        ending = _ENDING.match(text, token.end) if token.low.isdecimal() else None
        return (token.start, ending.end(), float(token.low)) if ending else None
    if token.low in ("no", "nr", "n", "núm", "num", "number", "número", "numero"):
        return _numbered(text, token)
    if token.low in _TENS:
        return _compound(text, parts, at)
    if token.low not in ORDINALS or not _is_rank(text, parts, at):
        return None
    return token.start, token.end, float(ORDINALS[token.low])


def _numbered(text: str, token: Token) -> tuple[int, int, float] | None:
    match = _NUMBERED.match(text, token.start)
    if match is None:
        return None
    place = float(match["digits"]) if match["digits"] else float(SMALL[match["word"].lower()])
    return token.start, match.end(), place


def _compound(text: str, parts: list[Token], at: int) -> tuple[int, int, float] | None:
    """Read twenty-first."""
    following = parts[at + 1] if at + 1 < len(parts) else None
    place = ORDINALS.get(following.low, 0) if following is not None else 0
    if following is None or not 0 < place < 10 or following.start - parts[at].end > 1:
        return None
    return parts[at].start, following.end, float(SMALL[parts[at].low] + place)


def _is_rank(text: str, parts: list[Token], at: int) -> bool:
    """Whether an ordinal word ranks something: not at first, per second, third-party."""
    token, low = parts[at], parts[at].low
    before = parts[at - 1] if at else None
    if before is not None and before.low in _NOT_BEFORE.get(low, ()):
        return False
    behind = [part for part in parts[at + 1 : at + 3] if part.kind == "W"]
    near = behind and behind[0].start - token.end <= 1
    if near and behind[0].low in _NOT_AFTER.get(low, ()):
        return False
    if text[token.end : token.end + 1] == "," and text[token.start].isupper():
        return False
    named = near and text[token.start].isupper() and text[behind[0].start].isupper()
    return not (named and not text[token.start : token.end].isupper())


def factor_at(text: str, parts: list[Token], at: int) -> tuple[int, int, float] | None:
    """Return start, end and factor of a word that multiplies: doubled, twice, el doble."""
    token, low = parts[at], parts[at].low
    before = parts[at - 1].low if at else ""
    after = parts[at + 1] if at + 1 < len(parts) else None
    if low in MULTIPLES:
        if low == "halves" and before in ("both", "two", "the"):
            return None
        return token.start, token.end, MULTIPLES[low]
    if low in _FACTORS_ES and before in ("el", "al"):
        return parts[at - 1].start, token.end, _FACTORS_ES[low]
    if low not in _FACTOR_NOUNS:
        return None
    near = after is not None and text[token.end : after.start] == " "
    if (near and after is not None and after.low in _DOUBLE_AFTER) or before in _DOUBLE_BEFORE:
        return token.start, token.end, _FACTOR_NOUNS[low]
    return None


def times_at(
    text: str, parts: list[Token], at: int, end: int, *, whole: bool
) -> tuple[int, bool] | None:
    """Return where ``times`` behind a number ends, and whether it multiplies or only counts.

    ``at`` is the token the number begins with.
    """
    match = _TIMES.match(text, end)
    if match is None:
        return None
    if match.lastgroup != "times" or not whole:
        return match.end(), True
    grown = at > 0 and parts[at - 1].low in _GROWN
    return match.end(), grown or _TIMES_AFTER.match(text, match.end()) is not None
