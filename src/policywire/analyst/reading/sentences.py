"""Where sentences begin and end in running text, headings and lists included."""

import re

from policywire.analyst.reading.words import listed

__all__ = ["sentences"]

# Words that end in a stop and never end a sentence.
_NEVER = frozenset(
    listed(
        "mr mrs ms dr prof gen sen rep gov sr sra sres dra lic ing st mt vs no nos núm num "
        "art arts sec secs ch chap fig figs p pp vol para paras approx incl excl e.g i.e cf "
        "fed reg pub rev hon lt col capt cmdr res eq ref refs tel ext avg est cía dto ee pág "
        "págs"
    )
)
# Words that end in a stop and may end a sentence, if a word that opens one follows.
_MAYBE = frozenset(
    listed(
        "inc corp co ltd llc plc jr sr etc bros dept univ assn ave blvd a.m p.m al ed eds jan "
        "feb mar apr jun jul aug sept sep oct nov dec ene abr ago dic uu s.a c.v"
    )
)
_OPENERS = frozenset(
    listed(
        "the a an in on at it its this that these those they there then he she we you i but "
        "and or so however for from as by with while when where after before since if "
        "although though both all meanwhile moreover still yet no not none to under over "
        "during among between according his her their our many most some several each every "
        "other others another one two three exports imports officials analysts el la los las "
        "un una en por para pero sin con sus su al del este esta esto estos estas ese esa "
        "según tras desde hasta también además luego entonces"
    )
)
_STOP = re.compile(
    r"(?P<stop>[.!?\u2026]+(?:[\"'\u201d\u2019)\]\u00bb]|\*\*|__)*(?:\[\d{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]+)*)"
    r"(?=\s|\Z|[^\W\d_]|[\"\u201c\u00bf\u00a1])"
    r"|(?P<blank>\n(?:[ \t]*+\n)++)|(?P<line>\n)"
)
_OWN_LINE = re.compile(r"[ \t]*(?:(?:[-*\u2022\u25aa\u25cf\u2013>]|\d{1,3}[.)])[ \t]|[|#])")
_BEFORE = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.)*[^\W_]+\Z")
_AFTER = re.compile(r"\s*(?P<open>[\"'\u201c\u2018(\[\u00ab\u00bf\u00a1*_]*)(?P<word>[^\W_]+)?")
_LOOK_BACK = 24
_MARKER = re.compile(r"[ \t]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\Z")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of a text, in order, without the space around them.

    Parameters
    ----------
    text : str
        Running text; headings, list items and table rows are sentences of their own.
    """
    spans, start = [], 0
    for match in _STOP.finditer(text):
        if match["stop"] is not None and not _ends(text, start, match):
            continue
        if match["line"] is not None and not _parts(text, start, match):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return tuple(span for span in (_bare(text, *span) for span in spans) if span[0] < span[1])


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a stop ends a sentence."""
    after = _AFTER.match(text, match.end(), match.end() + 80)
    word = (after["word"] if after else None) or ""
    if not word:
        return True
    spaced = text[match.end()].isspace()
    if not spaced:
        return _ends_glued(text, match, word)
    if match["stop"][0] in "!?":
        return not word[0].islower()
    if word[0].islower() and "\n" not in text[match.end() : match.end() + 2]:
        return False
    return _ends_spaced(text, start, match, word)


def _parts(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a line feed parts two sentences: before a list item, behind a heading or a row."""
    line = max(text.rfind("\n", start, match.start()) + 1, start)
    return _OWN_LINE.match(text, match.end()) is not None or text.startswith(("#", "|"), line)


def _ends_spaced(text: str, start: int, match: re.Match[str], word: str) -> bool:
    """Whether a stop before a space and a capital or digit ends a sentence."""
    begin = max(start, match.start() - _LOOK_BACK)
    line = max(text.rfind("\n", begin, match.start()) + 1, begin)
    if line in (start, begin) or text[line - 1 : line] == "\n":
        marker = _MARKER.fullmatch(text, max(line, _begin(text, start)), match.start())
        if marker and match["stop"] == ".":
            return False
    before = _BEFORE.search(text, begin, match.start())
    if match["stop"][0] != "." or before is None:
        return True
    low = before[0].lower()
    if low in _NEVER:
        return False
    initials = "." in before[0] or (len(before[0]) == 1 and before[0].isupper())
    if low in _MAYBE or initials:
        return word.lower() in _OPENERS and not word[0].islower()
    return True


def _begin(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _ends_glued(text: str, match: re.Match[str], word: str) -> bool:
    """Whether a stop without a space behind it ends a sentence: networks.The."""
    stop = match["stop"]
    if not (word[0].isupper() and word[1:2].islower()) and len(word) > 0:
        return False
    if stop[0] in "!?" or len(stop) > 1:
        return True
    before = _BEFORE.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    if before is None:
        return True
    low = before[0].lower()
    if low in _NEVER or low in _MAYBE or "." in before[0]:
        return False
    return low[-1].isdecimal() or (before[0][-1].islower() and len(low) > 2)
