"""D1, D5, U1, H2, T3 and C1 for phrases: how an author's words take a phrase up.

A phrase is true. Words round it can still deny it, order two of them wrongly, put it on another
basis, call a projection certain, or call a count a forecast. They are held against the figures.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from policywire.analyst.figures import Figure, Root
from policywire.analyst.rules.crediting import is_credit, is_early
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.lists import framing_of
from policywire.analyst.rules.phrased import Phrased
from policywire.analyst.rules.strokes import MASK
from policywire.facts import Status
from policywire.facts.errors import Incomparable

__all__ = ["check_embedding", "nearest"]

_STOP = re.compile(r"[;:?!]|\.(?=\s)|(?<!\w)(?:while|whereas|but|although)(?!\w)")
_TAIL_END = re.compile(r"[;:?!]|\.(?=\s|$)")
_CHUNK = re.compile(r"[,()]|\s[-\u2013\u2014]\s")
_TIMELY = ("since",)
_FLOW = re.compile(r"(?<!\w)(?:imports|exports)(?!\w)", re.IGNORECASE)
_JOINED = re.compile(r"and|or|plus|less|minus", re.IGNORECASE)
_REVISED = re.compile(
    r"(?:(?:a|the) (?:figure|number|reading)|figures|data) "
    r"(?:(?:that|which) (?:is|are|remains?) |still )?(?:still )?subject to revisions?",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?<!\w)that(?!\w)|:")
_FLOWS = re.compile(
    r"(?<!\w)(?P<one>imports|exports) (?P<how>[^\x00.;:]{3,40}?) (?P<other>imports|exports)(?!\w)",
    re.IGNORECASE,
)


def check_embedding(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault where words deny a phrase, or tell more of it than it says.

    Parameters
    ----------
    text : str
        The authored words of a line, all else masked.
    said : tuple of Phrased
        Its phrases.
    """
    yield from _denied(text, said)
    yield from _ordered(text, said)
    yield from _announced(text, said)
    yield from _graded(text, said)
    yield from _based(text)
    yield from _statuses(text, said)
    clauses = {one.start for one in said if one.is_clause}
    for match in framing_of("cause").finditer(text):
        timely = match[0].lower() in _TIMELY and match.end() + 1 not in clauses
        if not timely:
            yield fault("C1", match[0].replace(MASK, " ").strip(), match.span())


# ------------------------------------------------------------------- denials


def _denied(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault for each phrase that is denied, doubted or made conditional."""
    for match in framing_of("untrue").finditer(text):
        yield fault("D5", match[0], match.span())
    for one in said:
        start = _begin(text, one.start)
        before = text[start : one.start]
        found = framing_of("denial").search(before)
        if found is not None and not framing_of("affirmed").search(before):
            yield fault("D5", found[0].strip(), (start + found.start(), start + found.end()))


def _begin(text: str, end: int) -> int:
    """Return where the words begin that lead to a place: behind a stop or another phrase."""
    cuts = [match.end() for match in _STOP.finditer(text, 0, end)]
    return max((text.rfind(MASK, 0, end) + 1, *cuts))


# ------------------------------------------------------------------- order


def _ordered(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault where words between two phrases set them in the wrong order."""
    for one, other in pairwise(said):
        between = text[one.end : other.start]
        match = _comparing().search(between)
        if MASK in between and _negated(between) and not _STOP.search(between):
            place = (one.end, other.start)
            yield fault("D5", between.replace(MASK, " ").strip(), place, "a comparison is denied")
        if match is None or _STOP.search(between) or MASK in between:
            continue
        place = (one.end + match.start(), one.end + match.end())
        if _negated(between):
            yield fault("D5", between.strip(), place, "a comparison is denied")
            continue
        above = _above(one.figure, other.figure)
        if above is None or above != (match["above"] is not None):
            yield fault("D4", match[0], place, "the phrases on its two sides say otherwise")


def _announced(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault where one flow is said to exceed another and the phrases say otherwise."""
    for match in _FLOWS.finditer(text):
        if _JOINED.fullmatch(match["how"]):
            continue  # both are named, and neither set above the other
        after = [one for one in said if one.start >= match.end()][:2]
        over = framing_of("above").search(match["how"]) is not None
        told = [one for one in after if _flows_of(one) == {match["one"].lower()}]
        other = [one for one in after if _flows_of(one) == {match["other"].lower()}]
        if any(len(_flows_of(one)) > 1 for one in after):
            yield fault("D4", match[0], match.span(), "a phrase behind it is of both flows")
        if len(told) != 1 or len(other) != 1:
            continue
        alike = told[0].figure.period == other[0].figure.period and told[0].bearing.place == (
            other[0].bearing.place
        )
        if not alike or _above(told[0].figure, other[0].figure) != over:
            yield fault("D4", match[0], match.span(), "the phrases behind it say otherwise")


def _flows_of(one: Phrased) -> set[str]:
    """Return the flows a phrase names: imports, exports."""
    return {match[0].lower() for match in _FLOW.finditer(one.text)}


def _negated(words: str) -> bool:
    return framing_of("not").search(words) is not None


@cache
def _comparing() -> re.Pattern[str]:
    above, below = (framing_of(name).pattern for name in ("above", "below"))
    return re.compile(f"(?P<below>{below})|(?P<above>{above})", re.IGNORECASE)


def _above(one: Figure, other: Figure) -> bool | None:
    """Return whether one figure lies above another; None where they do not compare."""
    try:
        value = one.quantity.to(other.quantity.unit).value
    except Incomparable:
        return None
    if min(value, other.quantity.value) < 0 or value == other.quantity.value:
        return None  # a phrase says a number below zero without its sign
    return value > other.quantity.value


# ------------------------------------------------------------------- what is added


def _graded(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault where words behind a phrase name or grade what it says.

    What leads to another token, or begins as a few neutral additions do, may stand; behind a noun
    phrase a verb may. Everything else is a judgement that nothing bears out.
    """
    for one in said:
        stop = _TAIL_END.search(text, one.end)
        tail = text[one.end : stop.start() if stop else len(text)]
        chunks = _CHUNK.split(tail)
        if MASK in tail or (chunks[0].strip() and not one.is_clause):
            continue  # it leads to another token, or a verb follows a noun phrase
        parts = [part.strip() for part in chunks if part.strip()]
        wrong = [part for part in parts if not (_may_follow(part) or is_credit(part, said))]
        if is_early(one.figure):
            wrong = [part for part in wrong if not _REVISED.fullmatch(part)]
        if wrong:
            start = text.index(wrong[0], one.end)
            yield fault("J1", wrong[0], (start, start + len(wrong[0])))


def _may_follow(words: str) -> bool:
    return framing_of("added").match(words.strip()) is not None


# ------------------------------------------------------------------- basis and status


def _based(text: str) -> Iterator[Fault]:
    """Yield a fault for each unit, rate or basis that is put behind a phrase or a number."""
    for match in framing_of("unit").finditer(text):
        words = match[0].replace(MASK, " ").strip(" ,(")
        yield fault("U1", words, match.span(), "it puts the figure on another basis")


def _statuses(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault where a projection is told as certain or as counted, or a count as to come."""
    ahead = [one for one in said if _is_forward(one.figure)]
    counted = [one for one in said if one.figure.root is Root.OBSERVATION and one not in ahead]
    for one in ahead:
        for name, code, more in (
            ("certain", "H2", ""),
            ("counted", "T3", "it is a projection"),
        ):
            for match in framing_of(name).finditer(text):
                if one is nearest(match, said) or _leads(match, said):
                    yield fault(code, match[0], match.span(), more)
    for match in framing_of("future").finditer(text):
        near = nearest(match, said)
        if near in counted:
            yield fault("T3", match[0], match.span())


def _leads(match: re.Match[str], said: tuple[Phrased, ...]) -> bool:
    """Return whether words lead to all that follows: a colon or "that" stands behind them."""
    first = said[0].start
    return match.end() <= first and _LEADS.search(match.string, match.end(), first) is not None


def nearest(match: re.Match[str], said: tuple[Phrased, ...]) -> Phrased:
    """Return the phrase words speak of: the next of their clause, else the one before them."""
    stop = _STOP.search(match.string, match.end())
    end = stop.start() if stop else len(match.string)
    after = [one for one in said if match.end() <= one.start < end]
    before = [one for one in said if one.end <= match.start()]
    return after[0] if after else before[-1] if before else said[0]


def _is_forward(figure: Figure) -> bool:
    return figure.root is Root.RUN or figure.status is Status.PROJECTION
