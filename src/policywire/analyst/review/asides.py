"""Asides: phrases that say where a figure is from, or in spite of what, and leave it as it is.

They are whole phrases with a closed list of publishers, so that ``according to a rumour`` is none.
"""

import re
from collections.abc import Iterator

__all__ = ["asides"]

_PUBLISHER = (
    r"(?:(?:the|la|el|los)\s+)?(?:(?:U\.?S\.?|American|Mexican)\s+)?(?:Census(?:\s+Bureau)?|"
    r"Commerce\s+Department|Department\s+of\s+(?:Commerce|Labor|the\s+Treasury)|Labor\s+Department|"
    r"Bureau\s+of\s+(?:Labor\s+Statistics|Economic\s+Analysis)|BLS|BEA|Treasury(?:\s+Department)?|"
    r"Federal\s+Reserve|Fed|FRED|New\s+York\s+Fed|USITC|(?:U\.?S\.?\s+)?International\s+Trade\s+"
    r"Commission|Energy\s+Information\s+Administration|EIA|INEGI|Inegi|Banxico|Bank\s+of\s+Mexico|"
    r"Banco\s+de\s+M[eé]xico|Secretar[ií]a\s+de\s+Econom[ií]a|Economy\s+Ministry|Ministry\s+of\s+"
    r"Economy|Oficina\s+del\s+Censo|Departamento\s+de\s+Comercio|Reserva\s+Federal|(?:statistics\s+)?(?:agency|bureau|institute|office)|"
    r"ministry|government)"
)
_DATA = (
    r"(?:(?:the|los|las|its)\s+)?(?:(?:new|latest|official|government|federal|customs|trade|published|"
    r"Census|Census\s+Bureau|Treasury|Fed|U\.?S\.?|INEGI|BLS)\s+)*(?:data|figures|statistics|records|datos|"
    r"cifras|estad[ií]sticas)(?:\s+(?:oficiales|publicad[oa]s))?"
)
_SAY = (
    r"(?:show(?:s|ed|n)?|say(?:s)?|said|report(?:s|ed)?|indicate[sd]?|muestra[n]?|indica[n]?|"
    r"report(?:ó|aron)|inform(?:ó|aron)|señal(?:a|an|ó|aron))(?:\s+(?:that|que))?"
)
_SOURCE = (
    rf"(?:{_DATA}(?:\s+(?:from|of|by|de|del)\s+{_PUBLISHER})?|"
    rf"{_PUBLISHER}(?:['’]s)?(?:\s+{_DATA})?)"
)
_PATTERNS = (
    re.compile(rf"\b(?:according\s+to|per|as\s+reported\s+by|seg[uú]n)\s+{_SOURCE}(?!\w)", re.I),
    re.compile(rf"\b{_SOURCE}\s+{_SAY}(?!\w)", re.I),
    re.compile(
        r"(?:^|,\s*|\s)(?:despite|in\s+spite\s+of|amid|notwithstanding|pese\s+a|a\s+pesar\s+de)\s+"
        r"[^,;:.()\d]{1,70}?(?=,|[.;]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"^\W*(?:(?:by|in)\s+(?:contrast|comparison)|in\s+turn|for\s+(?:its|their)\s+part|in\s+addition|for\s+(?:example|instance)|in\s+"
        r"fact|at\s+the\s+same\s+time|on\s+the\s+other\s+hand|en\s+cambio|por\s+su\s+parte|además|"
        r"por\s+(?:otro\s+lado|ejemplo))(?=,|\s)",
        re.IGNORECASE,
    ),
    re.compile(
        r",\s+(?:(?:by|in)\s+(?:contrast|comparison)|for\s+(?:its|their)\s+part|in\s+turn|at\s+the\s+"
        r"same\s+time|on\s+the\s+other\s+hand|in\s+fact|en\s+cambio|por\s+su\s+parte)(?=,)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:the\s+)?(?:ranking|order|picture|pattern|result|numbers?)\s+(?:is|was|are|were)\s+"
        r"(?:clear|plain|simple)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:is|was)\s+the\s+(?:contrast|exception)\b", re.IGNORECASE),
    re.compile(r",\s+home\s+to\s+[^,\d]{1,60}(?=,)", re.IGNORECASE),
    re.compile(r"\b(?:in|at)\s+current\s+(?:dollars|prices)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:a\s+year\s+(?:earlier|before|ago)|the\s+(?:same|previous|prior)\s+(?:months?|period|"
        r"quarter|year)(?:\s+(?:of\s+the\s+previous\s+year|the\s+year\s+before))?|the\s+year\s+before|"
        r"year[\s-](?:over|on)[\s-]year|over\s+(?:the\s+same\s+period|the\s+year|a\s+year)|on\s+the\s+year|by\s+(?:its|their)\s+own\s+count|"
        r"(?:el|del)\s+(?:mismo\s+(?:mes|periodo)\s+(?:del|de\s+un)\s+año\s+(?:anterior|antes)|"
        r"año\s+(?:anterior|previo))|un\s+año\s+antes|interanual|a\s+tasa\s+anual)\b",
        re.IGNORECASE,
    ),
)


def asides(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names a source, a concession or the usual base of a comparison."""
    for pattern in _PATTERNS:
        yield from (match.span() for match in pattern.finditer(text))
