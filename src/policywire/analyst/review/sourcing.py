"""Who an article names for what it says: publishers, speakers, links."""

import re
from collections.abc import Iterable

from policywire.analyst.review.outline import Link

__all__ = ["is_linked", "is_sourced", "sources_named"]

# Publishers of statistics and forecasts, as articles name them.
_PUBLISHERS = (
    r"Census(?:\s+Bureau)?|BEA|Bureau\s+of\s+Economic\s+Analysis|BLS|Bureau\s+of\s+Labor\s+Statistics"
    r"|Federal\s+Reserve\s+Bank|FRED|USITC|DataWeb|International\s+Trade\s+Commission|USTR"
    r"|Trade\s+Representative|Commerce\s+Department|Department\s+of\s+Commerce|Treasury\s+Department"
    r"|Congressional\s+Budget\s+Office|CBO|Congressional\s+Research\s+Service|GAO|USDA"
    r"|INEGI|Banxico|Banco\s+de\s+M[eé]xico|Bank\s+of\s+Mexico|Secretar[ií]a\s+de\s+Econom[ií]a"
    r"|Statistics\s+Canada|StatCan|Bank\s+of\s+Canada|Eurostat|IMF|International\s+Monetary\s+Fund"
    r"|World\s+Bank|WTO|World\s+Trade\s+Organization|OECD|UNCTAD|ECLAC|CEPAL|FMI|Comtrade"
    r"|Budget\s+Lab|Peterson\s+Institute|PIIE|Brookings|Tax\s+Foundation|Moody['’]s|Fitch"
    r"|S&P\s+Global|Goldman\s+Sachs|JPMorgan|Morgan\s+Stanley|Deloitte|McKinsey|KPMG|PwC|BBVA"
    r"|Reuters|Bloomberg|Financial\s+Times|Wall\s+Street\s+Journal|Associated\s+Press|Proceso"
    r"|El\s+(?:Universal|Financiero|Economista|Pa[ií]s)"
)
_SAYING = (
    r"according\s+to|said|says|told|testified|reported|reports|estimates?\s+(?:by|from|of\s+the)"
    r"|estimated\s+by|projected\s+by|forecast\s+by|data\s+(?:from|by|of)|figures\s+(?:from|by|of)"
    r"|statistics\s+(?:from|by|of)|published\s+by|released\s+by|citing|cited|calculates?"
    r"|calculated\s+by|finds?\s+that|found\s+that|concludes?\s+that|concluded\s+that"
    r"|a\s+(?:study|report|survey|paper)\s+(?:by|from|of)|surveys?\s+by|expects|projects\s+that"
    r"|forecasts\s+that|source|sources|seg[uú]n|de\s+acuerdo\s+con|dijo|inform[oó]|fuente"
)
_SOURCED = re.compile(rf"\b(?:(?i:{_SAYING})|(?:{_PUBLISHERS}))\b")
_BRACKETED = re.compile(r"\[\d{1,3}(?:[,;–-] ?\d{1,3})*\]")  # a note's number, as in "[12]"
_NAMED = re.compile(
    rf"\b(?:(?P<publisher>{_PUBLISHERS})\b"
    r"|(?:(?i:according\s+to|data\s+from|figures\s+from|reported\s+by|published\s+by|seg[uú]n"
    r"|de\s+acuerdo\s+con|fuente:|source:))\s+(?:the\s+|el\s+|la\s+)?"
    r"(?P<name>[A-Z][\w.&’'-]+(?:\s+(?:of|de|for|and|[A-Z][\w.&’'-]+)){0,5}))"
)


def is_sourced(text: str) -> bool:
    """Return whether a text says who stands behind it."""
    return bool(_SOURCED.search(text) or _BRACKETED.search(text))


def is_linked(links: Iterable[Link], start: int, end: int) -> bool:
    """Return whether a link leads out of a stretch of an article; a note's call has no length."""
    return any(link.start <= end and start <= link.end and link.href for link in links)


def sources_named(text: str) -> tuple[str, ...]:
    """Return the publishers and other sources a text names, each once, in order."""
    found = (mention["publisher"] or mention["name"] for mention in _NAMED.finditer(text))
    return tuple(dict.fromkeys(" ".join(name.split()).strip(" .") for name in found))
