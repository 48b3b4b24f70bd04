"""Statements: the parts of a sentence that each say something of their own.

What one says neither narrows nor denies another, unless it points back (``, but that is disputed``)
or has no measure of its own (``, and rose 5 percent in 2025``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from policywire.analyst.reading.marks import Mention
from policywire.analyst.review.cues import DOWN, UP
from policywire.analyst.review.metrics import is_metric

__all__ = ["Span", "brackets_at", "points_back", "statements"]

Span = tuple[int, int]

_JOINT = re.compile(
    r";\s|,?\s+\b(?:while|whereas|but|although|though|mientras(?:\s+que)?|pero|aunque)\s|"
    r",\s+(?:and|y|with|con)\s",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",\s+(?:which|lo\s+cual)\s[^,]*\d[^,]*(?:,\d[^,]*)*(?P<close>,\s)")
_COLON = re.compile(r":\s")
_SAYS = re.compile(
    rf"{UP.pattern}|{DOWN.pattern}|\b(?:was|were|is|are|has|have|had|fue|fueron|es|son)\b", re.I
)
_BACK = re.compile(
    r"\b(?:this|that|these|those|neither|none|such|(?:all|most|half|some|part|much)\s+(?:of\s+)?"
    r"(?:it|them|which|is|are|was|were)|(?:the|its|their)\s+"
    r"(?:figure|number|claim|total|amount|estimate|data|report|value|sum|count)s?|es[aoe]s?|est[aoe]s?|"
    r"ello|l[ao]\s+(?:cifra|dato|número|estimación))\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|they|them|which|both|so)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")


def statements(text: str, concepts: Sequence[Mention], numbers: Sequence[int]) -> tuple[Span, ...]:
    """Return the statements of a sentence, which together cover it.

    Parameters
    ----------
    text : str
        The sentence.
    concepts : sequence of Mention
        What it names.
    numbers : sequence of int
        Where the numbers of its claims stand.

    Returns
    -------
    tuple of (int, int)
        Spans. A joint parts two only where a number, or a measure with its verb, follows, so
        that ``, but only on paper`` stays with what it is said of.
    """
    named = [item.start for item in concepts if is_metric(item.code)]
    joints = sorted({match.start() for match in _JOINT.finditer(text) if match.start() > 0})
    parts = pairwise((*joints, len(text)))
    cuts = {span[0] for span in parts if _whole(text, span, named, numbers)}
    cuts |= set(_colons(text, concepts)) | {
        match.start("close") for match in _RELATIVE.finditer(text)
    }
    return tuple(pairwise((0, *sorted(cuts), len(text))))


def _whole(text: str, span: Span, named: Sequence[int], numbers: Sequence[int]) -> bool:
    """Return whether a part can stand alone: a number, or a measure and what it did."""
    says = _SAYS.search(text, *span) is not None
    if any(span[0] <= place < span[1] for place in numbers) or (says and text[span[0]] == ";"):
        return True
    measured = any(span[0] <= place < span[1] for place in named)
    return measured and says


def _colons(text: str, concepts: Iterable[Mention]) -> Iterator[int]:
    """Yield the colons after a lead that says something; ``Myth:`` and ``In 2025:`` say nothing."""
    for match in _COLON.finditer(text):
        lead = text[: match.start()]
        inside = [item for item in concepts if item.start < match.start()]
        measured = any(is_metric(item.code) for item in inside)
        moved = UP.search(lead) is not None or DOWN.search(lead) is not None
        if measured or moved or (inside and lead.isupper()):
            yield match.end()


def points_back(text: str, span: Span, *, counted: bool) -> bool:
    """Return whether a statement speaks of another one: ``that``, ``the figure``, ``it``.

    Parameters
    ----------
    text : str
        The sentence.
    span : (int, int)
        The statement.
    counted : bool
        Whether it gives a number of its own, so that ``it`` may be that number's measure.
    """
    plain = _BACK.search(text, *span) is not None
    return plain or (not counted and _IT.search(text, *span) is not None)


def brackets_at(text: str, place: int) -> Span | None:
    """Return the brackets a place stands in, or None."""
    found = (
        match.span() for match in _BRACKETS.finditer(text) if match.start() < place < match.end()
    )
    return next(found, None)
