"""How a period stands to what is said: in it, since it, by it, or before, as a base."""

import re

from policywire.analyst.reading.marks import PeriodSense
from policywire.analyst.reading.sifting import sifted
from policywire.facts import Period

__all__ = ["RANGE_BEFORE", "sense_of"]

RANGE_BEFORE = re.compile(
    r"\b(?:from|between|de|desde|entre)\s+(?:the\s+|el\s+|los\s+)?\Z", re.IGNORECASE
)
_BASE = (
    r"(?:compared\s(?:with|to)|than|versus|vs\.?|against|relative\sto|frente\sa|contra|que|"
    r"respecto\s(?:a|al|de)|comparado\scon|comparación\scon)"
)
_SENSES = (
    (
        PeriodSense.SINCE,
        sifted(
            r"\b(?:since|desde|a\spartir\sde|ever\ssince)\s+(?:in\s|the\s|el\s|about\s|early\s|late\s|mid-?)*\Z",
            re.IGNORECASE,
        ),
    ),
    (
        PeriodSense.BEFORE,
        sifted(
            rf"\b(?:before|prior\sto|ahead\sof|antes\sde|(?<!years\s)from|over|up\sfrom|down\sfrom|{_BASE})\s+"
            r"(?:(?:that|those|the\slevels?|levels?)\s)?(?:(?:in|of|en|de|el|del)\s)?(?:the\s|el\s)?\Z",
            re.IGNORECASE,
        ),
    ),
    (
        PeriodSense.BY,
        sifted(
            r"\b(?:by|until|till|through|thru|to|no\slater\sthan|para|hasta|a\smás\stardar\sen)\s+"
            r"(?:(?:the\s)?(?:end|start|beginning|close|middle)\sof\s|the\s|el\s|finales\sde\s|fines\sde\s)?(?:the\s)?\Z",
            re.IGNORECASE,
        ),
    ),
)
_STRONG = (
    r"(?:compared\s(?:with|to)|versus|vs\.?|relative\sto|frente\sa|respecto\s(?:al?|del?)|"
    r"comparado\scon|comparación\scon)"
)
_OF_BASE = sifted(
    r"\b(?:from\s(?=(?:\w+\s+){0,2}[$€£¥]?\d)|(?:from|than)\s(?=(?:the|its|their|those|that)\s)"
    rf"|{_STRONG}\s|(?:pasó|pasaron|subió|bajó|cayó|creció|aumentó)\sde\s(?=\S*\d))"
    r"(?P<rest>[^;:()]*?)\s(?:in|of|en|de)\s+(?:the\s|el\s)?\Z",
    re.IGNORECASE,
)
_TURN = re.compile(r"\s(?:to|a)\s|\.\s|,\s", re.IGNORECASE)
_LOOK_BACK = 70


def sense_of(text: str, start: int, period: Period | None) -> PeriodSense:
    """Return how a period stands to what is said, by the words before it."""
    before = text[max(0, start - _LOOK_BACK) : start]
    ranged = period is not None and not period.is_single
    if ranged and RANGE_BEFORE.search(before):
        return PeriodSense.IN
    for sense, pattern in _SENSES:
        if pattern.search(before):
            return sense
    base = _OF_BASE.search(before)
    if base and not _TURN.search(base["rest"]):
        return PeriodSense.BEFORE
    return PeriodSense.IN
