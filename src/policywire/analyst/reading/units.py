"""Units behind and before a number: scales, percent, points, currencies."""

import re
from typing import NamedTuple

from policywire.analyst.reading.marks import NumeralKind
from policywire.analyst.reading.words import SCALES, listed

__all__ = ["GLUED", "TAIL_WORDS", "Tail", "currency_before", "tail_at"]

_SHORT = {
    **{"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mm": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9},
    **{"t": 1e12, "tn": 1e12, "trn": 1e12, "tln": 1e12},
}
_PLAIN_SHORT = frozenset(("mn", "mln", "bn", "bln", "tn", "trn", "tln"))
_SPANISH_MONEY = {
    "mdp": (1e6, "MXN"),
    "mdd": (1e6, "USD"),
    "mmdd": (1e9, "USD"),
    "mmdp": (1e9, "MXN"),
}

_PEOPLES = {
    **{"u.s.": "USD", "us": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD"},
    **{"new zealand": "NZD", "hong kong": "HKD", "singapore": "SGD", "mexican": "MXN"},
    **{"chilean": "CLP", "colombian": "COP", "argentine": "ARS", "philippine": "PHP"},
    **{"british": "GBP", "chinese": "CNY", "japanese": "JPY", "swiss": "CHF", "brazilian": "BRL"},
    **{"south korean": "KRW", "korean": "KRW", "indian": "INR", "taiwan": "TWD"},
}
_NOUNS = {
    **{"dollar": "USD", "dólar": "USD", "dolar": "USD", "buck": "USD", "peso": "MXN"},
    **{"euro": "EUR", "pound": "GBP", "libra": "GBP", "yen": "JPY", "yuan": "CNY"},
    **{"renminbi": "CNY", "franc": "CHF", "won": "KRW", "rupee": "INR", "real": "BRL"},
}
_PLURALS = {
    "dólares": "dólar",
    "dolares": "dolar",
    "yenes": "yen",
    "yuanes": "yuan",
    "reais": "real",
}
_OWNERS = {
    **{"mexicano": "MXN", "mexicana": "MXN", "estadounidense": "USD", "canadiense": "CAD"},
    **{"australiano": "AUD", "esterlina": "GBP", "colombiano": "COP", "chileno": "CLP"},
    **{"americano": "USD", "argentino": "ARS"},
}
CODES = frozenset(
    listed(
        "USD EUR GBP JPY MXN CAD CNY CHF AUD NZD KRW INR BRL HKD SGD TWD COP CLP ARS PHP SEK "
        "NOK DKK PLN CZK HUF TRY ZAR IDR THB MYR VND RMB MXP"
    )
)
_SAME_CODE = {"RMB": "CNY", "MXP": "MXN"}
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₱": "PHP", "₩": "KRW", "₹": "INR"}
_LETTERS = {
    **{"us": "USD", "u.s.": "USD", "c": "CAD", "ca": "CAD", "can": "CAD", "cdn": "CAD"},
    **{"a": "AUD", "au": "AUD", "mex": "MXN", "mx": "MXN", "nz": "NZD", "hk": "HKD"},
    **{"s": "SGD", "r": "BRL", "nt": "TWD", "cn": "CNY"},
}
_BEFORE = re.compile(
    r"(?:(?<![^\W_])(?P<letters>U\.S\.|US|CA|CAN|Can|CDN|C|AU|A|MEX|Mex|MX|NZ|HK|NT|S|R|CN) ?)?"
    r"(?P<sign>[$€£¥₱₩₹])[ \u00a0]?\Z"
    rf"|(?<![^\W_])(?P<code>{'|'.join(sorted(CODES))}|Ps\.?|MN)(?P<sign2>\$)?[ \u00a0]?\Z"
)

_KINDS = {
    "percent": NumeralKind.PERCENT,
    "mille": NumeralKind.PERCENT,
    "points": NumeralKind.POINTS,
    "basis": NumeralKind.BASIS_POINTS,
}
_GAP = r"[ \u00a0\n\t]{1,2}"
_END = r"(?![^\W_])"
_UNIT = re.compile(
    r"(?:[ \u00a0]{0,2}|[ \u00a0]?\n[ \u00a0]?|-)"
    r"(?:(?:of|de)[ -](?:a|one|un)[ -]|(?:a|an)[ -](?=p))?(?:"
    rf"(?P<points>percent(?:age)?(?:{_GAP}|-)points?{_END}|pct\.?[ -]?(?:pts?|points?){_END}"
    rf"|per{_GAP}cent{_GAP}points?{_END}|pp(?:ts?|s)?{_END}|p\.p\."
    rf"|puntos?{_GAP}(?:porcentual(?:es)?|de{_GAP}porcentaje){_END}|%[ -]points?{_END})"
    rf"|(?P<basis>basis(?:{_GAP}|-)points?{_END}|bps?{_END}|pbs?{_END}"
    rf"|puntos?{_GAP}(?:base|básicos?){_END})"
    rf"|(?P<percent>%|percent{_END}|per{_GAP}?cent{_END}|pct{_END}\.?|por{_GAP}cient?o{_END})"
    r"|(?P<mille>\u2030)"
    r")",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?:[ \u00a0]|-)points?(?![^\W_])", re.IGNORECASE)
_SCALE = re.compile(
    r"(?:[ \u00a0]{0,2}|[ \u00a0]?\n|-)(?P<word>"
    + "|".join(sorted((*SCALES, *_SHORT), key=len, reverse=True))
    + r")(?![^\W_])",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:[ \u00a0]{0,2}|[ \u00a0]?\n|-)(?:(?:of|del?|de[ ]los)[ ])?(?:"
    rf"(?:(?P<people>{'|'.join(map(re.escape, sorted(_PEOPLES, key=len, reverse=True)))})[ ])?"
    rf"(?P<noun>{'|'.join((*_PLURALS, *(f'{noun}s?' for noun in _NOUNS)))}){_END}"
    rf"(?:[ ](?P<owner>{'|'.join(_OWNERS)})(?:e?s)?{_END})?"
    rf"|(?P<code>(?-i:{'|'.join(sorted(CODES))})){_END}"
    rf"|(?P<spanish>{'|'.join(_SPANISH_MONEY)}){_END}"
    rf"|(?P<cents>cents?|centavos?|¢){_END}(?![ ]on[ ]the)"
    r"|(?P<sign>[€£])"
    r")",
    re.IGNORECASE,
)
_FIRST = listed(
    "percent percentage per pct pp ppt ppts pps p puntos punto basis bp bps pb pbs por "
    "point points of de a an cent cents centavo centavos mdp mdd mmdd mmdp u us % ‰ - € £ "
    "¢"
)
TAIL_WORDS = frozenset(
    (
        *_FIRST,
        *SCALES,
        *_SHORT,
        *_PLURALS,
        *_NOUNS,
        *(f"{noun}s" for noun in _NOUNS),
        *(name.split()[0] for name in _PEOPLES),
        *(code.lower() for code in CODES),
    )
)
# What may stand at a number without a space and leave it a number: 5.3bn, 25bp, 2.5x.
GLUED = frozenset(
    (*_SHORT, *SCALES, *_SPANISH_MONEY, *(code.lower() for code in CODES))
) | frozenset(listed("pp ppt ppts bp bps pb pct percent st nd rd th º ª x fold p euros dollars"))


class Tail(NamedTuple):
    """What stands behind the digits: where it ends, its scale, its kind and unit."""

    end: int
    scale: float
    kind: NumeralKind
    unit: str


def currency_before(text: str, start: int) -> tuple[int, str] | None:
    """Return where a currency before ``start`` begins and its code, or None."""
    low = max(0, start - 8)
    match = _BEFORE.search(text[low:start])
    if match is None:
        return None
    at = low + match.start()
    if match["code"]:
        code = "MXN" if match["code"].startswith(("Ps", "MN")) else match["code"]
        return at, _SAME_CODE.get(code, code)
    letters = match["letters"]
    return at, _LETTERS[letters.lower()] if letters and match["sign"] == "$" else _yen(match)


def _yen(match: re.Match[str]) -> str:
    letters = (match["letters"] or "").lower()
    return "CNY" if match["sign"] == "¥" and letters == "cn" else _SIGNS[match["sign"]]


def tail_at(text: str, end: int, *, money: str, whole: bool) -> Tail:
    """Return scale and unit that follow a number which ends at ``end``.

    Parameters
    ----------
    text : str
        The shadow text.
    end : int
        Where the digits or words end.
    money : str
        Code of the currency before the number, or nothing.
    whole : bool
        Whether the number is no fraction; a point after a fraction is a percentage point.
    """
    scale, end = _scales(text, end, money)
    unit = _UNIT.match(text, end)
    if unit is not None and not money:
        factor = 0.1 if unit.lastgroup == "mille" else 1.0
        return Tail(unit.end(), scale * factor, _KINDS[unit.lastgroup or ""], "")
    if not whole and (point := _POINT.match(text, end)):
        return Tail(point.end(), scale, NumeralKind.POINTS, "")
    found = _money(text, end)
    if money:
        end = found[0] if found and found[2] == money else end
        return Tail(end, scale, NumeralKind.MONEY, money)
    if found:
        return Tail(found[0], scale * found[1], NumeralKind.MONEY, found[2])
    return Tail(end, scale, NumeralKind.PLAIN, "")


def _scales(text: str, end: int, money: str) -> tuple[float, int]:
    """Read scale words: ``billion``; ``mil millones``; short ones where they can only be that."""
    scale = 1.0
    while scale < 1e15 and (match := _SCALE.match(text, end)):
        word = match["word"].lower()
        if word in SCALES:
            size = SCALES[word]
        elif scale > 1 or not (money or word in _PLAIN_SHORT or _is_glued(match)):
            break
        else:
            size = _SHORT[word]
        if scale > 1 and (scale != 1e3 or size < 1e6):
            break
        scale, end = scale * size, match.end()
    return scale, end


def _is_glued(match: re.Match[str]) -> bool:
    """Whether ``k``, ``m`` or ``b`` stands right at the digits: 300k, 5m."""
    return match.start() == match.start("word") and match["word"].lower() in ("k", "m", "b")


def _money(text: str, end: int) -> tuple[int, float, str] | None:
    """Return where a currency behind a number ends, what it multiplies by, and its code."""
    match = _MONEY.match(text, end)
    if match is None:
        return None
    if match["spanish"]:
        scale, code = _SPANISH_MONEY[match["spanish"].lower()]
        return match.end(), scale, code
    if match["code"]:
        return match.end(), 1.0, _SAME_CODE.get(match["code"], match["code"])
    if match["cents"]:
        code = "MXN" if match["cents"].lower().startswith("centavo") else "USD"
        return match.end(), 0.01, code
    if match["sign"]:
        return match.end(), 1.0, _SIGNS[match["sign"]]
    return match.end(), 1.0, _named(match)


def _named(match: re.Match[str]) -> str:
    if match["people"]:
        return _PEOPLES[match["people"].lower()]
    if match["owner"]:
        return _OWNERS[match["owner"].lower()]
    noun = match["noun"].lower()
    return _NOUNS[_PLURALS.get(noun) or (noun if noun in _NOUNS else noun[:-1])]
