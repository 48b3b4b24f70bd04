"""Crediting: whose statistics phrases are, where an author's words say it.

A phrase is bound to the documents it was computed from, so what an author names as its source can
be held against their publishers; and a figure that its publisher calls preliminary may be told so.
"""

import re

from policywire.analyst.figures import Figure, Root
from policywire.analyst.rules.phrased import Phrased
from policywire.evidence import Derived
from policywire.facts import Status

__all__ = ["is_credit", "is_early", "publishers"]

_CREDIT = re.compile(
    r"(?P<by>(?:according to|per) )?(?P<who>(?:[\w.]+ ){0,5}?)"
    r"(?:statistics|figures|data|records)(?P<verb> show| record| report)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_ANYBODYS = frozenset(("the", "official", "government", "public", "published"))


def is_credit(words: str, said: tuple[Phrased, ...]) -> bool:
    """Return whether words credit every phrase of a line to those who publish it.

    "Census Bureau data show" does, behind figures of that bureau alone; "according to official
    statistics" behind any that were observed.
    """
    match = _CREDIT.fullmatch(words)
    if match is None or bool(match["by"]) == bool(match["verb"]):
        return False
    named = {word.lower() for word in _WORD.findall(match["who"])} - _ANYBODYS
    return (bool(named) or bool(match["who"])) and all(
        _is_observed(one.figure) and named <= publishers(one.figure) for one in said
    )


def publishers(figure: Figure) -> frozenset[str]:
    """Return the words, in lower case, that the name of every publisher behind a figure holds."""
    trail = figure.trail
    if not isinstance(trail, Derived) or not trail.documents:
        return frozenset()
    names = ({word.lower() for word in _WORD.findall(one.publisher)} for one in trail.documents)
    return frozenset.intersection(*map(frozenset, names))


def is_early(figure: Figure) -> bool:
    """Return whether a figure is told as preliminary or estimated by its publisher."""
    return figure.root is Root.OBSERVATION and figure.status in (
        Status.PRELIMINARY,
        Status.ESTIMATE,
    )


def _is_observed(figure: Figure) -> bool:
    return figure.root is Root.OBSERVATION and figure.status is not Status.PROJECTION
