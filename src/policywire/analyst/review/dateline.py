"""What an article says of itself: the day it appeared, who wrote it, what is not the article."""

import re
from collections.abc import Iterable
from datetime import date

from policywire.analyst.review.outline import Paragraph, ParagraphKind

__all__ = ["author_of", "day_in", "opens_notes", "published_on", "role_of", "without_dateline"]

_NAMES = (
    ("january", "enero", "jan", "ene"),
    ("february", "febrero", "feb"),
    ("march", "marzo", "mar"),
    ("april", "abril", "apr", "abr"),
    ("may", "mayo"),
    ("june", "junio", "jun"),
    ("july", "julio", "jul"),
    ("august", "agosto", "aug", "ago"),
    ("september", "septiembre", "sept", "sep"),
    ("october", "octubre", "oct"),
    ("november", "noviembre", "nov"),
    ("december", "diciembre", "dec", "dic"),
)
_MONTHS = {name: at for at, names in enumerate(_NAMES, 1) for name in names}
_WORD = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?:(?P<iso>\d{{4}})-(?P<isom>\d{{2}})-(?P<isod>\d{{2}})"
    rf"|(?P<m>{_WORD})\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:de\s+)?(?P<m2>{_WORD})\.?,?\s+(?:de\s+)?(?P<y2>\d{{4}}))"
    r"(?!\d)",
    re.IGNORECASE,
)
_DATELINE = 90  # characters of a line that gives the day
_SAYS_DAY = re.compile(r"^\W*(?:published|posted|updated|as of|date|publicado|fecha|by)\b", re.I)
_BYLINE = re.compile(r"^(?:by|por|author:|autor:)\s+([^\n|,]{2,80})", re.IGNORECASE)
_FURNITURE = re.compile(
    r"\b(?:newsletters?|subscribe|sign up|log in|sign in|your inbox|no comments|comments|share this"
    r"|read more|related (?:articles|stories)|advertisement|all rights reserved|cookies?"
    r"|privacy policy|terms of (?:use|service)|follow us|min(?:ute)? read|suscr[ií]bete)\b",
    re.IGNORECASE,
)
_FURNITURE_LINE = 110
_ROLE = (
    r"(?:reporter|journalist|columnist|economist|analyst|strategist|correspondent|editor|writer"
    r"|fellow|professor|author|contributor|researcher|writing agent|ai agent|agent|desk)"
)
_BIO = re.compile(
    r"^(?:about the author\b"
    rf"|(?:an? |the )?(?:AI )?{_ROLE} (?:focus\w*|cover\w*|speciali\w*|writ\w*)\b"
    rf"|(?:[A-Z][\w.’'-]+ ){{1,4}}(?:is|was) (?:an? |the |our )?[^.]{{0,60}}?\b{_ROLE}\b"
    rf"|(?:[A-Z][\w.’'-]+ ){{1,4}}(?:covers|writes about|reports on)\b"
    r"|AI (?:writing|research|policy) (?:agent|analyst|desk)\b)",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"(?:foot|end)?notes?(?: on [\w ]{1,30})?|references|sources(?: and [\w ]{1,20})?|bibliography"
    r"|further reading|notas|fuentes|referencias",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:[A-Z]|AI\b|an? |the |about )")
_BIO_LENGTH = 1200
_WIRE = re.compile(
    r"^\s*(?:[A-Z][A-Z.'’/, -]{2,40}|[A-Z][\w.'’/, -]{2,40}(?=\())"
    rf"(?:,?\s*(?i:{_WORD})\.?\s+\d{{1,2}}(?:,\s*\d{{4}})?)?,?\s*(?:\([A-Z][\w .&]{{1,30}}\))?"
    r"\s*[-–—]{1,2}\s+(?=[\"“A-Z])",
)  # MEXICO CITY, March 3 (Reuters) -
_TOP = 3  # paragraphs at the head of an article
_PROSE_BEFORE = re.compile(
    r"[.;]\s|\b(?:on|in|by|of|to|from|since|until|for|before|after|dated|due)$", re.I
)
_TITLED = 160  # characters of a title with its day under it
_OPENING, _CLOSING = 3, 5  # paragraphs in which an author is introduced


def day_in(text: str) -> date | None:
    """Return the first day a text gives in full, or None."""
    for found in _DAY.finditer(text):
        year = found["iso"] or found["y"] or found["y2"]
        month = found["isom"] or _MONTHS[(found["m"] or found["m2"]).lower()]
        day = found["isod"] or found["d"] or found["d2"]
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def published_on(paragraphs: Iterable[Paragraph]) -> date | None:
    """Return the day an article gives for itself, told by lines that hold little but a day.

    Lines that disagree settle nothing, unless the first stands before the article's prose.
    """
    days, before = [], None
    seen_prose = False
    for at, item in enumerate(paragraphs):
        gives = _gives_day(item.text) or (at < _TOP and _ends_in_day(item.text))
        day = day_in(item.text) if gives else None
        if day and not seen_prose and before is None:
            before = day
        if day:
            days.append(day)
        seen_prose = seen_prose or item.kind is ParagraphKind.PARAGRAPH
    return before or (days[0] if len(set(days)) == 1 else None)


def _gives_day(text: str) -> bool:
    found = _DAY.search(text[: 2 * _DATELINE])
    if found is None or len(text) > _DATELINE:
        return False
    rest = len(text) - (found.end() - found.start())
    return rest <= 12 or bool(_SAYS_DAY.match(text))


def _ends_in_day(text: str) -> bool:
    """Return whether a title has its day behind it, the line break lost or kept."""
    days = list(_DAY.finditer(text))
    if len(days) != 1 or len(text) > _TITLED or text[days[0].end() :].strip(" .)"):
        return False
    before = text[: days[0].start()].rstrip()
    joined = text[len(before) : days[0].start()]
    plain = _PROSE_BEFORE.search(before) is None
    return plain and ("\n" in joined or before[-1:].isalnum() or before[-1:] in "?!|:·")


def without_dateline(text: str) -> str:
    """Return a paragraph with a news agency's place and day blotted out, its length kept."""
    found = _WIRE.match(text)
    return text if found is None else " " * found.end() + text[found.end() :]


def author_of(paragraphs: Iterable[Paragraph]) -> str:
    """Return the name in the first byline, or nothing."""
    for item in paragraphs:
        found = _BYLINE.match(item.text)
        if found and len(item.text) <= _DATELINE and item.text[-1] not in ".!?":
            return found[1].strip()
    return ""


def opens_notes(item: Paragraph) -> bool:
    """Return whether a heading opens a part that is notes or sources, no article."""
    return bool(_NOTES.fullmatch(item.text.strip(" :.")))


def role_of(item: Paragraph, at: int, count: int) -> ParagraphKind:
    """Return the kind of a paragraph, its place among ``count`` considered.

    A note on the author stands at an end of the article; furniture is short and says so.
    """
    if item.kind in {ParagraphKind.TABLE, ParagraphKind.BIO, ParagraphKind.FURNITURE}:
        return item.kind
    near_end = at < _OPENING or count - at <= _CLOSING + _trailing(count)
    if near_end and len(item.text) <= _BIO_LENGTH and _is_bio(item.text):
        return ParagraphKind.BIO
    if len(item.text) <= _FURNITURE_LINE and _is_furniture(item.text):
        return ParagraphKind.FURNITURE
    return item.kind


def _trailing(count: int) -> int:
    """Return how many lines of furniture may follow the author's note."""
    return min(15, count // 2)


def _is_bio(text: str) -> bool:
    return bool(_NAMED.match(text) and _BIO.match(text))


def _is_furniture(text: str) -> bool:
    if text[-1] in ".!?" and len(text) > 60:
        return False
    return bool(_gives_day(text) or _FURNITURE.search(text) or _BYLINE.match(text))
