"""E1 for phrases: a name that nothing held bears, beside a phrase that says whom it is about.

Where a number is anchored by words, an unknown place leaves it without one. A phrase needs no
place beside it, so a name nobody holds would pass. Every word with a capital is looked up.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from policywire.analyst.draft import Kind, Line
from policywire.analyst.reading.marks import Mention
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.rules.faults import Fault, fault

__all__ = ["strangers"]

_CAPITAL = re.compile(r"(?<![\w'’.-])[A-Z][^\W\d_]{2,}(?:-[A-Z]?\w+)?")
_OPENING = re.compile(r"(?:^|[.?!:;]\s+|[“\"(]\s*)$")
_HEAD = re.compile(r"(?:'s|’s)?:|['’]s(?!\w)|(?:,| and) [A-Z]")
_ALWAYS = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "monday", "tuesday", "wednesday", "thursday"),
        *("friday", "saturday", "sunday", "spring", "easter", "christmas", "english", "spanish"),
    )
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")


def strangers(line: Line, known: frozenset[str]) -> Iterator[Fault]:
    """Yield a fault for each name round a phrase that nothing held bears.

    Parameters
    ----------
    line : Line
        A line; one without a phrase has none.
    known : frozenset of str
        Words of the names held, in lower case.
    """
    if not any(span.phrase for span in line.spans):
        return
    text = _authored(line)
    for match in _CAPITAL.finditer(text):
        word = match[0].lower()
        if word in known or word in _ALWAYS or word.removesuffix("s") in known:
            continue
        opens = _OPENING.search(text[: match.start()]) is not None
        if opens and (not _HEAD.match(text, match.end()) or word in _vocabulary()):
            continue  # a capital because a sentence begins
        if not any(one.start <= match.start() < one.end for one in _mentions(text)):
            yield fault("E1", match[0], match.span(), "nothing held is of that name")


def _authored(line: Line) -> str:
    """Return the author's words, all else as blanks, quotations too."""
    parts = (one.text if one.kind is Kind.TEXT else "\x00" * len(one.text) for one in line.spans)
    return _QUOTED.sub(lambda match: " " * len(match[0]), "".join(parts))


def _mentions(text: str) -> tuple[Mention, ...]:
    terms = shipped_terms()
    return (*terms.places(text), *terms.concepts(text), *terms.products(text))


@cache
def _vocabulary() -> frozenset[str]:
    """Return the words that shipped documents write in lower case."""
    room = files("policywire")
    folders = (room / "analyst" / "rules", room / "analyst" / "prose")
    desks = [one for one in (room / "desks").iterdir() if one.is_dir()]
    texts = [
        one.read_text("utf-8")
        for folder in (*folders, *desks, *(desk / "briefs" for desk in desks))
        if folder.is_dir()
        for one in folder.iterdir()
        if one.name.endswith(".yaml")
    ]
    return frozenset(re.findall(r"(?<![\w{])[a-z]{3,}(?![\w}])", " ".join(texts)))
