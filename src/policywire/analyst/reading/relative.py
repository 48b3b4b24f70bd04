"""Periods that hang on another, or on the day the reader stands: a year earlier; last month."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from policywire.analyst.reading.dates import SMALL_NUMBER, YEAR, count_of, parsed
from policywire.analyst.reading.marks import PeriodSense
from policywire.facts import Frequency, Period

__all__ = ["RELATIVES", "Relative"]

_AGO = r"(?:earlier|ago|before|previously|prior|antes|atrás|previo)"
_SAME = r"(?:month|period|quarter|half|time|week|mes|per[ií]odo|lapso|trimestre|semestre)"
_PREVIOUS = r"(?:previous|prior|preceding)"
_ANTERIOR = r"(?:anterior|previo|pasado|precedente)"
_GRAINS = {
    **dict.fromkeys(("year", "años", "año", "years"), Frequency.YEAR),
    **dict.fromkeys(("quarter", "quarters", "trimestre", "trimestres"), Frequency.QUARTER),
    **dict.fromkeys(("month", "months", "mes", "meses"), Frequency.MONTH),
}


class Relative(NamedTuple):
    """What a relative period says: its period if the day is known, its sense and years back."""

    period: Period | None
    sense: PeriodSense
    back_years: int = 0


Reader = Callable[[re.Match[str], date | None], Relative]


def _before(years: int) -> Reader:
    return lambda match, as_of: Relative(None, PeriodSense.BEFORE, years)


def _back(match: re.Match[str], as_of: date | None) -> Relative:
    """Read ``two years earlier``; of ``two years ago`` the year itself, where the day is known."""
    count = count_of({"a": "1", "an": "1"}.get(match["n"].lower(), match["n"]))
    unit = match["unit"].lower()
    if unit.startswith(("decade", "década")):
        return Relative(None, PeriodSense.BEFORE, count * 10)
    if not unit.startswith(("year", "año")):
        return Relative(None, PeriodSense.BEFORE)
    from_today = match[0].lower().startswith("hace") or match[0].lower().endswith("ago")
    if from_today and count > 1 and as_of and (period := _year(as_of.year - count)):
        return Relative(period, PeriodSense.IN)
    return Relative(None, PeriodSense.BEFORE, count)


def _year(year: int) -> Period | None:
    return parsed(f"{year:04d}")


def _shifted(as_of: date, frequency: Frequency, steps: int) -> Period | None:
    """Return the grain that lies ``steps`` after the one that holds a day."""
    index = as_of.year * 12 + as_of.month - 1 + steps * frequency.months
    if not 12 <= index < 9998 * 12:
        return None
    return Period.holding(date(index // 12, index % 12 + 1, 1), frequency)


def _step(steps: int) -> Reader:
    """Read last, this or next year, quarter or month."""

    def read(match: re.Match[str], as_of: date | None) -> Relative:
        grain = _GRAINS[match["unit"].lower()]
        period = _shifted(as_of, grain, steps) if as_of else None
        return Relative(period, PeriodSense.IN)

    return read


def _to_date(match: re.Match[str], as_of: date | None) -> Relative:
    """Read the year so far: the whole months behind, or January while it runs."""
    if as_of is None:
        return Relative(None, PeriodSense.IN)
    last = max(as_of.month - 1, 1)
    return Relative(parsed(f"{as_of.year:04d}-01..{as_of.year:04d}-{last:02d}"), PeriodSense.IN)


def _past(match: re.Match[str], as_of: date | None) -> Relative:
    """Read the past so many months, quarters or years: whole ones, the running one left out."""
    unit = match["unit"].lower()
    count = count_of(match["n"]) if match["n"] else 1
    if unit.startswith(("decade", "década")):
        unit, count = "years", count * 10
    if unit in ("year", "año") and not match["n"]:
        unit, count = "months", 12
    if as_of is None or not count:
        return Relative(None, PeriodSense.IN)
    grain = _GRAINS[unit]
    first, last = _shifted(as_of, grain, -count), _shifted(as_of, grain, -1)
    return Relative(first.through(last) if first and last else None, PeriodSense.IN)


def _form(pattern: str, reader: Reader) -> tuple[re.Pattern[str], Reader]:
    return re.compile(pattern + r"(?![^\W_])", re.IGNORECASE), reader


Forms = tuple[tuple[re.Pattern[str], Reader], ...]

_GRAIN = r"(?P<unit>year|quarter|month)"
_GRAINS_SAID = r"(?P<unit>years?|quarters?|months?|decades?)"
_MES = r"(?P<unit>año|trimestre|mes)"
_GONE = r"(?P<unit>(?:year|decade|month|quarter|week)s?)"
_BACK = rf"(?P<n>an?|{SMALL_NUMBER})[\s-]+{_GONE}[\s-]+{_AGO}"
_ATRAS = rf"(?P<n>{SMALL_NUMBER})\s+(?P<unit>años?|décadas?|mes(?:es)?|trimestres?)\s+{_AGO}"
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_SAME_AS = rf"same\s+(?:{_COUNT}[\s-]+)?{_SAME}s?"
_MISMO = rf"mism[oa]s?\s+(?:\w+\s+)?{_SAME}(?:s|es)?"
_YEAR_BACK = (
    rf"(?:\s+(?:of|in|from)\s+(?:the\s+)?{_PREVIOUS}\s+year|\s+(?:a|one)\s+year\s+{_AGO}"
    r"|\s+(?:of\s+|in\s+)?last\s+year|\s+the\s+year\s+(?:before|earlier|prior))"
)
_ANO_ATRAS = rf"\s+(?:del?\s+(?:el\s+)?año\s+{_ANTERIOR}|(?:de\s+)?un\s+año\s+{_AGO})"
_OVER = r"[\s-]?(?:on|over|to|a|/)[\s-]?"
_YEARS = (
    _form(rf"the\s+{_SAME_AS}{_YEAR_BACK}", _before(1)),
    _form(rf"the\s+{_SAME_AS}\s+(?:of|in)\s+{YEAR}", _before(0)),
    _form(rf"the\s+{_PREVIOUS}\s+year", _before(1)),
    _form(r"the\s+year\s+(?:before|earlier|prior)", _before(1)),
    _form(
        rf"the\s+(?:{_PREVIOUS}\s+(?:{SMALL_NUMBER}\s+)?(?:months?|quarters?|weeks?|period)"
        r"|(?:month|quarter|week)\s+(?:before|earlier))",
        _before(0),
    ),
)
_COUNTED = (_form(_BACK, _back), _form(_ATRAS, _back))
_ENGLISH: dict[str, Forms] = {
    "the": _YEARS,
    "same": tuple(
        _form(pattern, reader)
        for pattern, reader in (
            (rf"{_SAME_AS}{_YEAR_BACK}", _before(1)),
            (rf"{_SAME_AS}\s+(?:of|in)\s+{YEAR}", _before(0)),
        )
    ),
    **dict.fromkeys(
        ("previous", "prior", "preceding"),
        (
            _form(rf"{_PREVIOUS}\s+year", _before(1)),
            _form(rf"{_PREVIOUS}\s+(?:months?|quarters?)", _before(0)),
        ),
    ),
    "last": (
        _form(rf"last\s+{_GRAIN}", _step(-1)),
        _form(rf"last\s+(?P<n>{SMALL_NUMBER})\s+{_GRAINS_SAID}", _past),
        _form(r"last\s+(?P<n>(?!))?(?P<unit>decade)", _past),
    ),
    "past": (_form(rf"past\s+(?:(?P<n>{SMALL_NUMBER})\s+)?{_GRAINS_SAID}", _past),),
    **dict.fromkeys(("this", "current"), (_form(rf"(?:this|current)\s+{_GRAIN}", _step(0)),)),
    "next": (_form(rf"next\s+{_GRAIN}", _step(1)),),
    "so": (_form(r"so\s+far\s+(?:this|in\s+the)\s+year", _to_date),),
    "ytd": (_form(r"ytd", _to_date),),
    "year": (
        _form(r"year[\s-]to[\s-]date", _to_date),
        _form(rf"year{_OVER}year", _before(1)),
        _form(r"year[-\s](?:ago|earlier|before)", _before(1)),
    ),
    "month": (_form(rf"month{_OVER}month", _before(0)),),
    "quarter": (_form(rf"quarter{_OVER}quarter", _before(0)),),
    **dict.fromkeys(("yoy", "y"), (_form(r"yoy|y/y|y-o-y|yr/yr", _before(1)),)),
    **dict.fromkeys(("mom", "qoq", "m", "q"), (_form(r"mom|qoq|m/m|q/q|m-o-m|q-o-q", _before(0)),)),
    "a": (*_COUNTED, _form(r"a/a", _before(1))),
}
_SPANISH: dict[str, Forms] = {
    "hace": (_form(rf"hace\s+(?P<n>{SMALL_NUMBER})\s+(?P<unit>años?|décadas?|mes(?:es)?)", _back),),
    "año": (
        _form(r"año\s+(?:contra|con|a|sobre)\s+año", _before(1)),
        _form(r"año\s+(?:anterior|previo)", _before(1)),
    ),
    **dict.fromkeys(("interanual", "interanuales"), (_form(r"interanual(?:es)?", _before(1)),)),
    **dict.fromkeys(("este", "presente"), (_form(rf"(?:este|presente)\s+{_MES}", _step(0)),)),
    "en": (_form(r"en\s+lo\s+que\s+va\s+del?\s+(?:este\s+|presente\s+)?año", _to_date),),
    **dict.fromkeys(
        ("el", "los", "la", "las"),
        (
            _form(rf"l?[eoa]l?s?\s+{_MISMO}{_ANO_ATRAS}", _before(1)),
            _form(rf"l?[eoa]l?s?\s+{_MISMO}\s+de\s+{YEAR}", _before(0)),
            _form(r"el\s+año\s+(?:anterior|previo|precedente)", _before(1)),
            _form(r"el\s+(?:mes|trimestre)\s+(?:anterior|previo|precedente)", _before(0)),
            _form(rf"el\s+{_MES}\s+pasado", _step(-1)),
            _form(rf"el\s+próximo\s+{_MES}", _step(1)),
        ),
    ),
    **dict.fromkeys(
        ("últimos", "pasados"),
        (
            _form(
                rf"(?:últimos|pasados)\s+(?P<n>{SMALL_NUMBER})\s+(?P<unit>años|trimestres|meses)",
                _past,
            ),
        ),
    ),
}

# The forms by the word they begin with, in the order they are tried.
RELATIVES: dict[str, Forms] = {
    **_ENGLISH,
    **_SPANISH,
    **dict.fromkeys((*SMALL_NUMBER[3:-1].split("|")[1:], "an"), _COUNTED),
}
