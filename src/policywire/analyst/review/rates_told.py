"""Which way pesos per dollar went, by the currency that is said to have moved.

A stronger peso is fewer pesos for a dollar, so that a word of direction means nothing before its
subject is known: ``the peso fell to 20``, ``the dollar rose to 20``. It is known only where it
stands right before the verb.
"""

import re

from policywire.analyst.review.cues import DOWN, UP

__all__ = ["peso_verb", "peso_way"]

_GAINED = r"strengthened|appreciated|firmed|gained|rallied|recovered|rose|climbed|advanced"
_LOST = r"weakened|depreciated|softened|slid|slipped|fell|dropped|sank|lost|eased|tumbled|plunged"
_MOVED = re.compile(
    r"\b(?P<subject>peso|dollar|exchange\s+rate)\s+(?:(?:has|had|then|also|\w+ly)\s+)*"
    rf"(?:(?P<up>{_GAINED})|(?P<down>{_LOST}))\b",
    re.IGNORECASE,
)


def peso_way(text: str, end: int) -> int:
    """Return which way pesos per dollar are said to have gone before ``end``: 1 up, -1 down.

    Parameters
    ----------
    text : str
        A sentence.
    end : int
        Where the number begins.
    """
    only = _only(text, end)
    if only is None:
        return 0
    way = 1 if only["up"] else -1
    return -way if only["subject"].casefold() == "peso" else way


def peso_verb(text: str, end: int) -> tuple[int, int] | None:
    """Return where the verb stands by which :func:`peso_way` tells; None where it does not."""
    only = _only(text, end)
    return None if only is None else only.span("up" if only["up"] else "down")


def _only(text: str, end: int) -> "re.Match[str] | None":
    """Return the one word of direction before a number, where there is no other."""
    found = [*_MOVED.finditer(text, 0, end)]
    if len(found) != 1:
        return None
    rest = text[found[0].end() : end]
    return None if UP.search(rest) or DOWN.search(rest) else found[0]
