"""The signs that a sentence lost words, one rule each; all are of grammar and punctuation."""

import re
from collections.abc import Callable, Iterator

from policywire.analyst.review.grammar import words
from policywire.analyst.review.lost import Gap, Loss

__all__ = ["ANYWHERE", "BACK", "MONTH", "SUBJECT_NOTE", "apart", "finder"]

_AUX = r"(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|does|did)"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN = rf"(?:in|during|since|by)\s+(?:(?:19|20)\d\d\b|{MONTH}\b|(?:the\s+)?(?:last|first|year)\b)"
_DANGLING = words(
    "a about account accounted accounting accounts across against amid among an and approximately "
    "as at because between by despite during for from in including into its nearly of on onto or "
    "over per roughly than that the their through to toward towards under until upon versus via "
    "which while with within without worth"
)
BACK = 40  # characters looked back at
_FIGURE_NOTE = "A preposition or verb stands without what it was about."
SUBJECT_NOTE = "A verb stands without its subject."


def finder(pattern: str, loss: Loss, note: str, flags: int = 0) -> Callable[[str], Iterator[Gap]]:
    """Return a rule that finds a pattern; the group ``gap`` tells where the words were lost."""
    compiled = re.compile(pattern, flags)

    def find(text: str) -> Iterator[Gap]:
        for found in compiled.finditer(text):
            yield Gap(found.start("gap"), loss, note)

    return find


# ------------------------------------------------------------------- anywhere in a paragraph

_doubled = finder(
    r"(?<=[\w)\"”%])[ ]*[,;](?P<gap>)\s*(?:,|;|\.(?![\d.]))(?!\d)",
    Loss.FIGURE,
    "Two punctuation marks stand together: what stood between them is lost.",
)
_empty_brackets = finder(
    r"(?P<gap>)\(\s*[,;.]?\s*\)", Loss.PHRASE, "Brackets stand empty.", re.IGNORECASE
)
_unit_alone = finder(
    r"\b(?:by|of|to|at|nearly|about|approximately|roughly|than)(?P<gap>)\s+"
    r"(?:percent(?!-)|per cent|%|basis points?|(?:billion|million|trillion)(?![s-]))(?=[\s,.;])",
    Loss.FIGURE,
    "A unit stands without its number.",
)
_currency_alone = finder(
    r"(?<!\w)(?<!per )[$€£](?P<gap>)\s*(?:(?:billion|million|trillion|in|by|of|to)\b|[,.;](?!\d))",
    Loss.FIGURE,
    "A currency sign stands without its number.",
)
_range_alone = finder(
    r"\bfrom(?P<gap>)\s+to\s+[$€£]?\d",
    Loss.FIGURE,
    "A range stands without its first end.",
)
_range_open = finder(
    r"\bfrom\s+[$€£]?\d[\w.,%]*(?:\s+(?:billion|million|trillion|percent))?\s+to(?P<gap>)"
    r"(?:\s+(?:by|in)\s+(?:19|20)\d\d\b|\s*[,.;](?!\d))",
    Loss.FIGURE,
    "A range stands without its second end.",
)
_measure_alone = finder(
    r"\b(?:amount(?:s|ed|ing)?\s+to|(?<!are )(?<!is )(?<!was )(?<!were )(?<!ly )(?<!percent )"
    r"account(?:s|ed|ing)?\s+for|valued\s+at|estimated\s+at|(?<!net )worth)"
    rf"(?P<gap>)\s+{_WHEN}",
    Loss.FIGURE,
    "A measure stands without its number.",
)
_change_alone = finder(
    r"(?<!they )(?<!it )(?<!we )\b(?:rose|fell|grew|climbed|jumped|dropped|declined|increased"
    r"|decreased|surged|shrank|doubled|tripled|halved|up|down)\s+(?:to|by|from)(?P<gap>)\s+"
    rf"(?:{_WHEN}|(?:to|by|from)\s)",
    Loss.FIGURE,
    "A change stands without its number.",
)
_accounts_alone = finder(
    r"(?:^|(?<=[.!?]\s))(?:(?!that|which|who|what|they|we|it|not|cannot)[^\W\d_]+\s+){1,4}?"
    r"accounts?(?:ed)?\s+for(?P<gap>)\s*,",
    Loss.FIGURE,
    _FIGURE_NOTE,
    re.IGNORECASE,
)
_total_alone = finder(
    r"\b(?:(?:totall?ed|exceeded|averaged|topped)(?P<gap>)\s+" + _WHEN + r")",
    Loss.FIGURE,
    "A measure stands without its number.",
)
_object_alone = finder(
    r"(?<!\bit )(?<!\bhe )(?<!\bthey )(?<!\bshe )"
    r"\b(?:employs|attracts|exceeds|comprises|represents|includes|totals)(?P<gap>)"
    r"\s+(?:in|during|since|of|by)\s",
    Loss.FIGURE,
    "A verb stands without its object.",
)
_of_alone = finder(
    r"\b(?:state|number|share|value|total|part|city|region|minimum|maximum|rate|level|cost|price"
    r"|sum|average|port|country|province|production|output|exports|imports|sales)\s+of(?P<gap>)"
    r"\s+(?:has|have|is|are|was|were|and|or|will|would|could)\s",
    Loss.FIGURE,
    _FIGURE_NOTE,
)
_pair_alone = finder(
    r"\b(?:such\s+as(?P<gap>)\s+(?:and|or|has|have|is|are)\s)",
    Loss.PHRASE,
    _FIGURE_NOTE,
)
_hedge_alone = finder(
    r"\b(?:[Rr]oughly|[Aa]pproximately|[Nn]early|[Aa]lmost)(?P<gap>)\s+of\s",
    Loss.FIGURE,
    "A hedge stands without its number.",
)
_rate_alone = finder(
    r"\b(?:to|at|from|by)(?P<gap>)\s+per\s+(?!capita|se\b|cent\b)[a-z]",
    Loss.FIGURE,
    "A rate stands without its number.",
)
_compared_alone = finder(
    r"\bcompare[sd]?\s+(?:with|to)(?P<gap>)\s+(?:in|during|for)\s+(?:the|last|this)\s",
    Loss.FIGURE,
    _FIGURE_NOTE,
)
_article_alone = finder(
    r"\b(?:[Tt]he|[Aa]n|[Ii]ts|[Tt]heir|[Oo]ur)(?P<gap>)"
    r"\s+(?:of|from|with|by|is|are|was|were|has)\s",
    Loss.PHRASE,
    "An article or possessive stands without its noun.",
)
_while_alone = finder(
    r"(?<!\ba\s)(?<!\bthe\s)(?<!\byour\s)(?<!\blittle\s)(?<!\blong\s)(?<!\bshort\s)(?<!\bgood\s)"
    r"\b(?:while|whilst|whereas|although|though|because)(?P<gap>)\s+"
    rf"(?:(?:also|now|still|already)\s+)?{_AUX}\s+(?!it\b|they\b|he\b|she\b|we\b|you\b|i\b)[a-z]",
    Loss.SUBJECT,
    SUBJECT_NOTE,
    re.IGNORECASE,
)
_with_alone = finder(
    r"(?:^|,\s|\b(?:instance|example),?\s)[Ww]ith(?P<gap>)\s+(?:(?:on|of|by|for|since|during)\s"
    rf"|in\s+(?:the\s+)?(?:(?:19|20)\d\d\b(?=\s*[,.;])|{MONTH}\b))",
    Loss.FIGURE,
    _FIGURE_NOTE,
)


_BREAK = re.compile(
    r"[ ]*\n(?=[,;]|\.(?!\w*\.\w)|(?:of|on|in|for|from|by|with|under|or|to|at|among|into|through"
    r"|across|is|are|was|were|has|have|had|will|would|could|should|may)\s)"
)
_CUT = re.compile(r"[,.!?]$")


def _stray_break(text: str) -> Iterator[Gap]:
    """Yield the line ends inside a sentence, in a file whose lines are not wrapped.

    A lone one counts only between two words that do not stand together.
    """
    lone = text.count("\n") == 1
    for found in _BREAK.finditer(text):
        before = text[max(0, found.start() - BACK) : found.start()]
        loss, note = _ends_on(before)
        apart = loss is Loss.FIGURE or _CUT.search(before[-1:])
        if lone and not apart and text[found.end()].isalpha():
            continue
        if text[found.end()] == ".":
            loss, note = _cited(loss, note)
        yield Gap(found.start(), loss, note)


def _ends_on(before: str) -> tuple[Loss, str]:
    """Return what was lost after these words."""
    last = re.search(r"([^\W\d_]+)\W*$", before)
    if last and last[1].lower() in _DANGLING and before.rstrip()[-1:].isalpha():
        return Loss.FIGURE, _FIGURE_NOTE
    return Loss.PHRASE, "The line breaks inside the sentence: words are lost there."


def _cited(loss: Loss, note: str) -> tuple[Loss, str]:
    if loss is Loss.FIGURE:
        return loss, note
    return Loss.CITATION, "A full stop stands apart: the link or note before it is lost."


def apart(text: str) -> Iterator[Gap]:
    """Yield the losses before a comma or full stop that stands apart from its word.

    Not to be asked of a text that writes every comma so.
    """
    for found in re.finditer(r"(?<=[\w)%\"”])[ ]+(?=,(?!\d|,)|\.(?=\s|$|[A-Z][a-z]))", text):
        loss, note = _ends_on(text[max(0, found.start() - BACK) : found.start()])
        if text[found.end()] == ".":
            loss, note = _cited(loss, note)
        elif loss is Loss.PHRASE:
            note = "A comma stands apart from its word: words are lost before it."
        yield Gap(found.start(), loss, note)


ANYWHERE: tuple[Callable[[str], Iterator[Gap]], ...] = (
    _doubled,
    _empty_brackets,
    _unit_alone,
    _currency_alone,
    _range_alone,
    _range_open,
    _measure_alone,
    _change_alone,
    _accounts_alone,
    _total_alone,
    _object_alone,
    _of_alone,
    _pair_alone,
    _hedge_alone,
    _rate_alone,
    _compared_alone,
    _article_alone,
    _while_alone,
    _with_alone,
    _stray_break,
)
