"""Periods that stand on their own: days, months, quarters, years and their ranges.

A pattern is tried where a word of its kind begins; the first that matches wins. Its maker returns
the period, or None where the text names one that is not fully given (``July 1``, ``fiscal 2025``).
"""

import re
from collections.abc import Callable

from policywire.analyst.reading.words import ORDINALS, SMALL, listed
from policywire.facts import Period
from policywire.facts.errors import BadPeriod

__all__ = ["FORMS", "MONTHS", "SMALL_NUMBER", "YEAR", "Form", "count_of", "month_of", "parsed"]

Maker = Callable[[re.Match[str]], Period | None]
Form = tuple[re.Pattern[str], Maker]

_ENGLISH = listed(
    "january february march april may june july august september october november december"
)
_SPANISH = listed(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_SHORT = {
    **{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9},
    **{"oct": 10, "nov": 11, "dec": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "setiembre": 9},
}
MONTHS: dict[str, int] = {
    **{name: at for at, name in enumerate(_ENGLISH, 1)},
    **{name: at for at, name in enumerate(_SPANISH, 1)},
    **_SHORT,
}
_LONGEST = sorted(MONTHS, key=len, reverse=True)
_MON = rf"(?:{'|'.join(_LONGEST)})(?![^\W_])"
YEAR = r"(?:1[5-9]|2[01])\d\d(?!\d|[.,]\d|[ \u00a0]?%)"
_OF = r"(?:\.?,?\s{1,2}(?:of\s+|de\s+|del\s+(?:año\s+)?)?|\.?[-/]|\.)"
_TO = r"(?:\s?[-\u2013\u2014]\s?|\s(?:to|through|thru|until|till|a|al|hasta)\s(?:el\s)?)"
_AND = r"\s(?:and|y)\s"
_DAY = r"\d{1,2}(?!\d|[.,]\d)(?:st|nd|rd|th|[º°])?"
_QTR = r"(?:quarters?|trimestres?)(?![^\W_])"
_HALF = r"(?:half|halves|mitad|semestres?)(?![^\W_])"
_NTH = (
    r"(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th|primer[oa]?s?|segund[oa]s?|"
    r"tercer[oa]?s?|cuart[oa]s?|[úu]ltim[oa]s?)"
)
_OFY = rf"(?:(?:,?\s+(?:(?:of|in|de|del)\s+)?(?:the\s+year\s+|año\s+)?|-)(?P<y>{YEAR}))"
SMALL_NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|"
    r"thirty|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte)"
)
_MONTH_NOUN = r"(?:months?|meses|mes)(?![^\W_])"
_TO_END = rf"(?P<m>{_MON})(?:\.?\s(?P<d>\d{{1,2}}),?\s|{_OF})(?P<y>{YEAR})"
_UP_TO = (
    r"(?:to|ending|ended|through|until|up\sto|a|hasta|terminados?|concluidos?|que\sterminan?)"
    r"\s+(?:in\s+|on\s+|en\s+|with\s+)?"
)


def parsed(text: str) -> Period | None:
    """Return the period a text in our own notation names, or None if there is none."""
    try:
        return Period.parse(text)
    except BadPeriod:
        return None


def month_of(word: str) -> int:
    """Return the number of a month's name."""
    return MONTHS[word.lower().rstrip(".")]


def count_of(word: str) -> int:
    """Return a small number written in digits or words."""
    return int(word) if word.isdecimal() else SMALL[word.lower()]


def _nth(word: str) -> int:
    """Return 1 to 4 for an ordinal; 0 for the last."""
    low = word.lower()
    if low[0].isdecimal():
        return int(low[0])
    if low.startswith(("final", "last", "últim", "ultim")):
        return 0
    return ORDINALS[low.removesuffix("s")]


def _full(year: str) -> str:
    """Return a year in four digits: 24 is 2024, 98 is 1998."""
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < 70 else f"19{year}"


def _ym(year: str, month: int) -> str:
    return f"{year}-{month:02d}"


def _day(match: re.Match[str]) -> Period | None:
    first = f"{_ym(match['y'], month_of(match['m']))}-{_two(match['d'])}"
    if not match["d2"]:
        return parsed(first)
    month = month_of(match["m2"]) if match["m2"] else month_of(match["m"])
    return parsed(f"{first}..{_ym(match['y'], month)}-{_two(match['d2'])}")


def _two(day: str) -> str:
    return f"{int(re.sub(r'[^0-9]', '', day)):02d}"


def _days(match: re.Match[str]) -> Period | None:
    first = f"{_ym(match['y1'], month_of(match['m']))}-{_two(match['d'])}"
    return parsed(f"{first}..{_ym(match['y'], month_of(match['m2']))}-{_two(match['d2'])}")


def _months(match: re.Match[str]) -> Period | None:
    first, last = month_of(match["m"]), month_of(match["m2"])
    start = match["y1"] or str(int(match["y"]) - (first > last))
    return parsed(f"{_ym(start, first)}..{_ym(match['y'], last)}")


def _month(match: re.Match[str]) -> Period | None:
    return parsed(_ym(match["y"], month_of(match["m"])))


def _nothing(match: re.Match[str]) -> Period | None:
    return None


def _slashed(match: re.Match[str]) -> Period | None:
    """Read 12/31/2024; None where day and month could be either."""
    first, second = int(match[1]), int(match[2])
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = (first, second) if first <= 12 else (second, first)
    return parsed(f"{match[3]}-{month:02d}-{day:02d}")


def _dotted(match: re.Match[str]) -> Period | None:
    return parsed(f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}")


def _quarters(match: re.Match[str]) -> Period | None:
    if not match["y"]:
        return None
    year, first = _full(match["y"]), _quarter(match["q"])
    last = _quarter(match["q2"]) if match["q2"] else first
    return parsed(f"{year}-Q{first}..{year}-Q{last}")


def _quarter(word: str) -> int:
    return int(word) if word.isdecimal() else _nth(word) or 4


def _halves(match: re.Match[str]) -> Period | None:
    if not match["y"]:
        return None
    year, half = _full(match["y"]), int(match["h"]) if match["h"].isdecimal() else _nth(match["h"])
    return parsed(f"{year}-Q1..{year}-Q2" if half == 1 else f"{year}-Q3..{year}-Q4")


def _of_months(match: re.Match[str]) -> Period | None:
    """Read the first or last so many months of a year."""
    count = count_of(match["n"])
    if not match["y"] or not 1 <= count <= 12 or _nth(match["h"]) > 1:
        return None
    first, last = (1, count) if _nth(match["h"]) == 1 else (13 - count, 12)
    return parsed(f"{_ym(match['y'], first)}..{_ym(match['y'], last)}")


def _to_month(match: re.Match[str]) -> Period | None:
    """Read so many months, or a year, that end with a month."""
    count = count_of(match["n"]) if match["n"] else 12
    last = parsed(_ym(match["y"], month_of(match["m"])))
    if last is None or not count or (match["d"] and last.end.day != int(match["d"])):
        return None
    index = int(match["y"]) * 12 + month_of(match["m"]) - count
    start = parsed(_ym(str(index // 12), index % 12 + 1))
    return start.through(last) if start else None


def _years(match: re.Match[str]) -> Period | None:
    last = match["y2"] if len(match["y2"]) == 4 else match["y"][:2] + match["y2"]
    return parsed(f"{match['y']}..{last}")


def _decade(match: re.Match[str]) -> Period | None:
    start = int(match["y"])
    return parsed(f"{start}..{start + 99 if not start % 100 else start + 9}")


def _iso(match: re.Match[str]) -> Period | None:
    return parsed(match[0])


def _year(match: re.Match[str]) -> Period | None:
    return parsed(match[0])


def _form(pattern: str, maker: Maker) -> Form:
    return re.compile(pattern + r"(?![^\W_])", re.IGNORECASE), maker


# The forms by the kind of word they begin with, in the order they are tried.
FORMS: dict[str, tuple[Form, ...]] = {
    "month": (
        _form(
            rf"(?P<m>{_MON})\.?\s*(?P<d>{_DAY}),?\s+(?P<y1>{YEAR}){_TO}(?P<m2>{_MON})\.?"
            rf"\s+(?P<d2>{_DAY}),?\s+(?P<y>{YEAR})",
            _days,
        ),
        _form(
            rf"(?P<m>{_MON})\.?\s*(?P<d>{_DAY})(?:{_TO}(?:(?P<m2>{_MON})\.?\s+)?"
            rf"(?P<d2>{_DAY}))?,?\s+(?:of\s+)?(?P<y>{YEAR})",
            _day,
        ),
        _form(
            rf"(?P<m>{_MON})(?:{_OF}(?P<y1>{YEAR}))?\.?(?:{_TO}|{_AND})(?P<m2>{_MON}){_OF}"
            rf"(?P<y>{YEAR})",
            _months,
        ),
        _form(rf"(?P<m>{_MON}){_OF}(?P<y>{YEAR})", _month),
        _form(rf"{_MON}\.?\s*{_DAY}(?:{_TO}{_DAY})?(?![:/]|\s?%)", _nothing),
        _form(rf"{_MON}", _nothing),
    ),
    "day": (
        _form(
            rf"(?P<d>\d{{1,2}}(?:\.?[º°]|st|nd|rd|th)?)(?:{_TO}(?P<d2>{_DAY}))?\s+(?:of\s+|de\s+)?"
            rf"(?P<m>{_MON})(?P<m2>(?!)){'?'}{_OF}(?P<y>{YEAR})",
            _day,
        ),
        _form(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)", _slashed),
        _form(rf"\d{{1,2}}(?:\.?[º°]|st|nd|rd|th)?\s+(?:of\s+|de\s+)?{_MON}", _nothing),
    ),
    "dotted": (_form(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)", _dotted),),
    "year": (
        _form(r"(?:19|20)\d\d-\d\d-\d\d(?!-?\d)", _iso),
        _form(rf"(?P<y>{YEAR})[-: ]?[QT](?P<q>[1-4])(?P<q2>(?!))?", _quarters),
        _form(rf"(?P<y>{YEAR})[-: ]?[HS](?P<h>[12])", _halves),
        _form(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![-\d])", _iso),
        _form(rf"(?P<y>{YEAR})\s?[-\u2013\u2014/]\s?(?P<y2>{YEAR})", _years),
        _form(rf"(?P<y>{YEAR})[-\u2013/](?P<y2>\d\d)(?![-\d]|[.,]\d|%)", _years),
        _form(rf"(?P<y>{YEAR})\s(?:to|through|a|al|and|y)\s(?P<y2>{YEAR})", _years),
        _form(r"(?P<y>(?:1[5-9]|20)\d0)'?s", _decade),
        _form(YEAR, _year),
    ),
    "quarter": (
        _form(
            rf"[QT](?P<q>[1-4])(?:{_TO}[QT]?(?P<q2>[1-4]))?(?:\s?(?:of|de|,|-|/|')?\s?'?"
            rf"(?P<y>{YEAR}|(?<=')\d\d))?",
            _quarters,
        ),
        _form(rf"[HS](?P<h>[12])(?:\s|-|\sof\s|\sde\s|\s?/\s?)(?P<y>{YEAR})", _halves),
        _form(rf"(?P<q>[1-4])[QT]\s?'?(?P<y>{YEAR}|\d\d)(?P<q2>(?!))?", _quarters),
        _form(rf"(?P<h>[12])[HS]\s?'?(?P<y>{YEAR}|\d\d)", _halves),
    ),
    "nth": (
        _form(rf"(?P<q>{_NTH})(?:(?:{_TO}|{_AND})(?P<q2>{_NTH}))?[\s-]+{_QTR}{_OFY}?", _quarters),
        _form(rf"(?P<h>{_NTH})[\s-]+{_HALF}{_OFY}?", _halves),
        _form(rf"(?P<h>{_NTH})\s+(?P<n>{SMALL_NUMBER})\s+{_MONTH_NOUN}{_OFY}?", _of_months),
    ),
    "span": (
        _form(
            rf"(?P<n>{SMALL_NUMBER})[\s-]+{_MONTH_NOUN}\s+{_UP_TO}{_TO_END}",
            _to_month,
        ),
    ),
    "year to": (_form(rf"(?P<n>(?!))?(?:year|año)\s+{_UP_TO}{_TO_END}", _to_month),),
    "fiscal": (
        _form(
            rf"(?:(?:fiscal|marketing|crop|school|tax)(?:\s+years?)?|FY|(?:año|ejercicio)\s+fiscal)"
            rf"[\s-]*'?(?:{YEAR}|(?<=Y)\d\d|(?<=')\d\d)(?:[-\u2013/]\d{{2,4}})?",
            _nothing,
        ),
    ),
    "vague": (
        _form(
            rf"(?:early|mid|late|principios\sde|mediados\sde|finales\sde|fines\sde)[\s-]+(?:in\s+)?"
            rf"(?:{YEAR}|(?:19|20)\d0s)",
            _nothing,
        ),
    ),
}
