"""Labels: names that hold digits (Section 232, HTS 8703, COVID-19), and addresses."""

import re
from typing import NamedTuple

from policywire.analyst.reading.lexing import Token
from policywire.analyst.reading.units import GLUED
from policywire.analyst.reading.words import listed

__all__ = ["Zone", "label_zones"]


class Zone(NamedTuple):
    """A part of the shadow that holds no number: a label by name, or an address without."""

    start: int
    end: int
    name: str


_PLAIN_HEADS = frozenset(
    listed(
        "section sections sec secs article articles art arts annex annexes appendix chapter "
        "chapters ch title titles table tables figure figures fig figs chart charts exhibit "
        "schedule note notes footnote footnotes paragraph paragraphs clause clauses "
        "subsection page pages vol volume hts htsus htsno hs naics sic isic sitc heading "
        "headings subheading subheadings docket proclamation room flight route highway "
        "version boeing airbus fortune nasdaq nikkei ftse dax cac russell stoxx sección "
        "artículo artículos capítulo anexo anexos fracción cuadro tabla gráfica gráfico "
        "figura nota notas página páginas párrafo inciso decreto apéndice partida subpartida "
        "fracciones covid iso formulario eo pl"
    )
)
_NAMED_HEADS = frozenset(
    listed(
        "part parts rule rules regulation directive issue form line lines item items lot case "
        "order orders resolution law laws decree code codes phase step stage tier level class "
        "type model mission box bill dow interstate act basel agenda ley norma regla serie "
        "título nom"
    )
)
_STARTS = frozenset(("s", "h", "fed", "p", "pp", "public", "pub", "executive", "u", "usc", "cfr"))
_HEADS = _PLAIN_HEADS | _NAMED_HEADS | _STARTS
_ID = (
    r"(?:[A-Z]{1,3}[-.]?)?\d++(?:[.\-/:]\w++)*+[A-Za-z]{0,2}(?:\(\w{1,5}\))*+"
    r"(?!\s?(?:%|percent|per\scent|pct|million|billion|trillion|thousand|mil\b|millones|por\sciento|"
    r"percentage|basis|points|pp\b|bn\b|mn\b))"
)
_HEAD = re.compile(
    r"[^\W\d_]+\.?(?:\s(?:No|Nos|Nr|number|núm|arancelaria|arancelarias)\.?)?[\s#-]{1,2}"
    rf"{_ID}(?P<more>(?:(?:,\s|\s(?:and|or|to|through|y|o|a)\s|\s?[-\u2013]\s?){_ID})*+)",
    re.IGNORECASE,
)
_SPECIAL = re.compile(
    r"S&P\s\d{3}|H\.\s?(?:R|J)\.\s(?:Res\.\s)?\d+|S\.\s\d{1,4}(?![\d.,%])|pp?\.\s?\d+(?:\s?[-\u2013]\s?\d+)?"
    r"|(?:Public\sLaw|Pub\.\s?L\.|P\.\s?L\.)(?:\sNo\.)?\s?\d+[-\u2013]\d+|Executive\sOrders?\s\d+"
)
_CITE = re.compile(
    r"\d+\s(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?|Fed\.\s?Reg\.|FR|Stat\.)\s?(?:§+\s?)?(?:Part\s)?"
    r"[\d,]*\d+(?:[.\-]\w+)*(?:\(\w{1,5}\))*"
)
_BOND = (
    r"(?:[Tt]reasur|bond|note\b|notes\b|yield|swap|T-|TIPS|TIIE|gilt|bund|[Bb]ill|JGB|"
    r"rate\b|Bono|CETES|Mbono)"
)
_AT_NUMBER = re.compile(
    r"(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?![\d:])|\d{1,2}\s?[ap]\.m\.|\d{1,2}[ap]m\b)"
    r"|(?P<fixed>(?:9/11|24/7|7/7)(?![\d/]))"
    r"|(?P<form>\d{1,3}-[A-Z](?![\w-]))"
    r"|(?P<century>\d{1,2}(?:st|nd|rd|th)\scentur(?:y|ies)\b)"
    rf"|(?P<bond>\d{{1,2}}-(?:year|month|week|day)(?=s?\s(?:[A-Z]?[\w.]*\s)?{_BOND}))"
    r"|(?P<phone>\d{3}[-. ]\d{3}[-.]\d{4}\b|(?!(?:19|20)\d\d-\d\d-\d\d\b)\d{2,}-\d+-\d+(?:-\d+)*\b)"
)
_TENOR = re.compile(r"\b[Tt]he\s\Z")
_TENORS = re.compile(
    r"(?:2|3|5|7|10|20|30)-year\b(?!-)(?!s?\s(?:high|low|peak|record|plan|term|deal|period|[a-z]+s?\s(?:plan|term|deal)))"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.|ftp://|doi:)\S++|[\w.+-]++@[\w-]++(?:\.\w++)+", re.IGNORECASE
)
_GLUE = re.compile(r"[^\W_](?:[\w]|[-.&/](?=\w))*+")
_LONG = 40  # digits beyond which a run is a code, not an amount


def label_zones(text: str, parts: list[Token]) -> list[Zone]:
    """Return where labels and addresses stand, in order, none inside another."""
    zones = _addresses(text)
    free = 0
    for at, token in enumerate(parts):
        if token.start < free or token.kind in "SF":
            continue
        if token.kind == "W" and token.low not in _HEADS:
            continue
        zone = _worded(text, parts, at) if token.kind == "W" else _numbered(text, parts, at, free)
        if zone is not None:
            zones.append(zone)
            free = zone.end
    return _apart(zones)


def _addresses(text: str) -> list[Zone]:
    if "@" not in text and "://" not in text and "www." not in text and "doi:" not in text:
        return []
    return [Zone(*match.span(), "") for match in _ADDRESS.finditer(text)]


def _apart(zones: list[Zone]) -> list[Zone]:
    """Return zones in order of place, later ones that overlap left out."""
    kept: list[Zone] = []
    for zone in sorted(zones, key=lambda zone: (zone.start, -zone.end)):
        if not kept or zone.start >= kept[-1].end:
            kept.append(zone)
    return kept


def _worded(text: str, parts: list[Token], at: int) -> Zone | None:
    """Return the label that a word such as ``Section`` begins."""
    token = parts[at]
    low = token.low
    if low in _STARTS:
        match = _SPECIAL.match(text, token.start)
        return Zone(*match.span(), "label") if match else None
    named = low in _NAMED_HEADS and text[token.start].isupper()
    if not named and low not in _PLAIN_HEADS:
        return None
    match = _HEAD.match(text, token.start)
    if match is None:
        return None
    joined = re.search(r",\s|\s(?:and|or|y|o|a|to)\s", match["more"])
    plural = low.endswith("s") and low not in ("hs", "hts", "htsus", "naics")
    end = match.end() if plural or not joined else match.start("more") + joined.start()
    return Zone(match.start(), end, "label")


def _numbered(text: str, parts: list[Token], at: int, free: int) -> Zone | None:
    """Return the label that a number is, or is part of."""
    token = parts[at]
    if token.kind == "C" or len(token.low) > _LONG:
        return (
            None
            if _is_dotted_day(token)
            else Zone(_glue_start(text, token, free), token.end, "label")
        )
    match = _AT_NUMBER.match(text, token.start) or _tenor(text, token) or _cite(text, parts, at)
    if match is not None and not _is_glued_before(text, token):
        start = token.start - (
            text[token.start - 1 : token.start] == "(" and match.lastgroup == "phone"
        )
        return Zone(start, match.end(), "label")
    if (
        text[token.start - 1 : token.start] == "\u00a7"
        or text[max(0, token.start - 2) : token.start] == "\u00a7 "
    ):
        start = text.rindex("\u00a7", 0, token.start)
        return Zone(start, token.end, "label")
    return _glued(text, parts, at, free)


def _is_dotted_day(token: Token) -> bool:
    return re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d", token.low) is not None


def _glue_start(text: str, token: Token, free: int) -> int:
    """Return where the word begins that a number is glued to."""
    start = token.start
    while start > free and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    return start


def _is_glued_before(text: str, token: Token) -> bool:
    return token.start > 0 and text[token.start - 1].isalpha()


def _tenor(text: str, token: Token) -> re.Match[str] | None:
    """Return ``10-year`` as the market's name of a bond: the 10-year."""
    if _TENOR.search(text, max(0, token.start - 4), token.start) is None:
        return None
    return _TENORS.match(text, token.start)


def _cite(text: str, parts: list[Token], at: int) -> re.Match[str] | None:
    follows = parts[at + 1].low if at + 1 < len(parts) else ""
    if follows not in ("u", "us", "usc", "c", "cfr", "fed", "fr", "stat"):
        return None
    return _CITE.match(text, parts[at].start)


def _glued(text: str, parts: list[Token], at: int, free: int) -> Zone | None:
    """Return the label a number makes with letters at it: G7, COVID-19, 5G, a1b2c3."""
    token = parts[at]
    before = parts[at - 1] if at and parts[at - 1].end == token.start else None
    after = parts[at + 1] if at + 1 < len(parts) and parts[at + 1].start == token.end else None
    behind = after is not None and after.kind == "W" and not _is_suffix(text, after)
    word = parts[at - 1] if at and _is_hyphened(text, parts[at - 1], token) else None
    if before is not None and before.kind == "W" and before.start >= free:
        if (before.low in GLUED and text[before.start].isupper()) or before.low in ("fy", "us"):
            return None
        return _whole(text, before.start) if not _is_period_mark(text, before, token) else None
    if word is not None and word.start >= free and _is_named(text, word):
        return _whole(text, word.start)
    if behind and not _is_period_tail(text, token):
        return _whole(text, token.start)
    return None


def _whole(text: str, start: int) -> Zone:
    match = _GLUE.match(text, start)
    end = match.end() if match else start + 1
    return Zone(start, end, "label")


def _is_suffix(text: str, after: Token) -> bool:
    """Whether letters at a number are a unit or an ending, so that it stays a number."""
    nothing_more = not text[after.end : after.end + 1].isdigit()
    capital = after.low not in GLUED and text[after.start].isupper() and len(after.low) == 1
    return nothing_more and not capital and after.low in GLUED | _PHYSICAL


def _is_period_mark(text: str, before: Token, token: Token) -> bool:
    """Whether a letter and a digit name a quarter or half: Q3, H1 2025."""
    if len(before.low) > 1 or before.low not in "qths" or len(token.low) > 1:
        return False
    return before.low in "q" or text[token.end : token.end + 1] in (" ", "\u00a0", "-")


def _is_period_tail(text: str, token: Token) -> bool:
    """Whether a number and a letter begin a quarter, or are a decade: 3Q24, 1990s."""
    return (
        re.match(
            r"[1-4][QTHS]\s?'?\d\d|(?:1[5-9]|20)\d0'?s\b|(?:19|20)\d\d[QHST][1-4]",
            text[token.start : token.start + 8],
        )
        is not None
    )


def _is_hyphened(text: str, word: Token, token: Token) -> bool:
    """Whether a word stands before a number with a hyphen between."""
    return word.kind == "W" and word.end + 1 == token.start and text[word.end] == "-"


def _is_named(text: str, word: Token) -> bool:
    """Whether a word with a hyphen at a number is a name: COVID-19, FT-900, ISO-3."""
    written = text[word.start : word.end]
    return written.isupper() or written[1:] != written[1:].lower()


_PHYSICAL = frozenset(
    listed(
        "km kg mi lb lbs oz kwh mwh gwh twh mw gw kw tw l ha ft in cm mm g t mt mb gb tb kb "
        "mph kph bbl bpd dwt teu teus h hr hrs min s yr yrs mo d"
    )
)
