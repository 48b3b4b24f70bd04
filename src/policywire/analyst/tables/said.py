"""Said: the figure a sentence states, with the interval its printed digits allow."""

import re
from dataclasses import dataclass

from policywire.analyst.tables.arithmetic import SCALES

__all__ = ["Said", "figures_said"]

_SAID = re.compile(
    r"(?<![\w.,])(?P<before>[-+−]\s?|\()?\s?(?:us)?(?:[$€£¥]\s?)?(?P<sign>[-−]\s?|\()?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<close>\))?"
    r"(?P<rest>\s?(?:%|[-\s]?[a-z]+\b){0,2})",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?:percentage|per\s?cent)[-\s]points?|%[-\s]?points?|pps?\b|ppts?\b", re.I)
_BASIS = re.compile(r"basis[-\s]points?|bps?\b", re.I)
_PERCENT = re.compile(r"%|per\s?cent\b|pct\b", re.I)
_HEDGE = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|approximately|approx\.?|close to|circa|"
    r"just (?:over|under))\s*(?:us)?[$€£¥]?\s*$",
    re.IGNORECASE,
)
_FELL = re.compile(
    r"\b(?:fell|falls?|falling|fallen|declin(?:ed|es)|decreas(?:ed|es)|dropped|drops|shrank|"
    r"shr[iu]nk|slipped|down|lost|reduced|contracted|narrowed|lower|plunged|slid)\b",
    re.IGNORECASE,
)
_LESS = re.compile(r"\b(?:decline|decrease|drop|fall|reduction|loss|shortfall|deficit)\b", re.I)
_ROSE = re.compile(
    r"\b(?:rose|rises?|rising|risen|grew|grows|grown|increas(?:ed|es)|climbed|gained|up|"
    r"jumped|surged|expanded|higher|increase|growth|gain)\b",
    re.IGNORECASE,
)
_BOTH_WAYS = re.compile(r"\b(?:increase|rise|gain)s?\s*/?\s*\(?\s*(?:decrease|decline|loss)", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """A number as a sentence states it.

    Attributes
    ----------
    text : str
        As written.
    value : float
        With its sign, in the unit written: 5.3 of "5.3 billion".
    half : float
        Half of the last printed place.
    unit : str
        ``percent``, ``points``, ``basis points`` or nothing.
    scale : float
        1e9 for billion; 1 where no word is written.
    signed : bool
        Whether a minus or accounting brackets were written.
    way : str
        What the words before say: ``fell``, ``rose``, ``less`` (a decline of) or nothing.
    year : bool
        Whether it may be a year.
    """

    text: str
    value: float
    half: float
    unit: str
    scale: float
    signed: bool
    way: str
    year: bool


def _unit(rest: str) -> tuple[str, float]:
    tail, scale = rest.casefold().lstrip(" -"), 1.0
    first = re.match(r"[a-z]+\b", tail)
    if first and first[0] in SCALES:
        scale, tail = SCALES[first[0]], tail[first.end() :].lstrip(" -")
    for unit, pattern in (("points", _POINTS), ("basis points", _BASIS), ("percent", _PERCENT)):
        if pattern.match(tail):
            return unit, scale
    return "", scale


def _half(digits: str, *, hedged: bool) -> float:
    bare = digits.replace(",", "")
    if "." in bare:
        return 0.5 * 10.0 ** -len(bare.split(".")[1])
    if not hedged or len(bare) > 300:
        return 0.5
    zeros = min(len(bare) - len(bare.rstrip("0")), len(bare) - 2)  # two digits always count
    return 0.5 * 10.0 ** max(0, zeros)


def _way(before: str, after: str) -> str:
    if _LESS.match(after.strip()):
        return "less"
    clause = re.split(r"[;:]|,\s", before)[-1][-80:]
    if _BOTH_WAYS.search(clause):
        return ""
    ways = ((_FELL, "fell"), (_LESS, "less"), (_ROSE, "rose"))
    marks = [(m.start(), way) for pattern, way in ways for m in pattern.finditer(clause)]
    return max(marks)[1] if marks else ""


def _read(found: re.Match[str], text: str) -> Said:
    rest = text[found.end("digits") : found.end("digits") + 40].removeprefix(")")
    unit, scale = _unit(rest)
    following = re.sub(r"^\s*(?:%|percent|per cent)", "", rest)
    marks = (found["before"] or "") + (found["sign"] or "")
    bracketed = "(" in marks and bool(found["close"])
    negative = "-" in marks or "−" in marks or bracketed
    digits = found["digits"]
    size = float(digits.replace(",", ""))
    before = text[: found.start()]
    hedged = bool(_HEDGE.search(text[: found.start("digits")].rstrip("$€£¥-−( ")))
    plain = re.fullmatch(r"(?:19|20)\d\d", digits) is not None
    return Said(
        found[0].strip(), -size if negative else size, _half(digits, hedged=hedged), unit, scale,
        negative, _way(before, following), plain and not unit and scale == 1 and not marks,
    )  # fmt: skip


def figures_said(text: str) -> list[Said]:
    """Return the numbers a text states, in order, digits only.

    Parameters
    ----------
    text : str
        A sentence or a bare figure: ``The change was -22.2 percent.``, ``$ (12.3) million``.
    """
    return [_read(found, text) for found in _SAID.finditer(text[:4000])]
