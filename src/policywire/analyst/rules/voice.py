"""J1, D5, T1, T3, M1, U1 and Q1 for phrases: the voice an author's words lend to what is true.

A phrase says what was measured, of whom and when. Words round it may still date it anew, doubt
it, bound it, spread it over everything, praise it, or put it in another's mouth. Each of these is
a list of ``words.yaml``, read over the authored words of a line that holds a phrase.
"""

import re
from collections.abc import Iterator

from policywire.analyst.figures import Figure, Root
from policywire.analyst.rules.embedding import nearest
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.lists import framing_of
from policywire.analyst.rules.phrased import Phrased
from policywire.analyst.rules.strokes import MASK
from policywire.evidence import Derived
from policywire.facts import Status

__all__ = ["check_voice"]

# Lists that no phrase bears out, with the rule they break and why.
_NEVER = (
    ("time", "T1", "no phrase is of that time"),
    ("doubt", "D5", "it puts a phrase in doubt"),
    ("bound", "J1", "a phrase is as printed, no more and no less"),
    ("spread", "J1", "a phrase is of what it names, and of that alone"),
    ("verdict", "J1", "nothing bears out the judgement"),
    ("basis", "U1", "it puts the figure on another basis"),
)
_LEADING = re.compile(r"(?:^|[.;:?!]\s|\x00,\s)\W*(?P<word>[A-Za-z]+ly)(?=,\s)")
_WITHOUT = frozenset(("without", "excluding", "including", "leaving", "included", "excluded"))
_YEAR_APART = re.compile(
    r"(?<!\w)(?:a|the|one) (?:year|month|quarter) (?:before|earlier|ago|later|on|after)(?!\w)",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"year (?:before|earlier|ago)$", re.IGNORECASE)
_AGAINST = re.compile(
    r"(?<!\w)(?:against|compared (?:with|to)|over|on|than|from) "
    r"(?:the same (?:months?|period) (?:of|in) )?$",
    re.IGNORECASE,
)
_PENDING = re.compile(r"(?<!\w)pending (?:the )?$", re.IGNORECASE)
_MONTH = re.compile(
    r"(?<!\w)(?i:in|since|until|by|during|early|late|from|before|after|for|last|this|mid|of)[ -]"
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December)(?!\w)"
)
_SPEAKER = re.compile(
    r"(?P<who>[\w’']+) (?:\w+ly )?(?:says?|said|holds?|held|finds?|found|argues?|argued|warns?"
    r"|warned|believes?|believed|claims?|claimed|charges?|charged|agrees?|agreed|insists?|insisted"
    r"|contends?|maintains?|maintained|concludes?|concluded|thinks?|fears?|hopes?|complains?"
    r"|boasts?|reports?|reported|tells? us|told us|announced|swears?) that(?!\w)",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"(?:records?|statistics?|data|figures?|numbers?|bureau|census|offices?|releases?|tables?|files?|registry"
    r"|series|accounts?|ledgers?|books?|columns?|models?|runs?|projections?|simulations?|scenarios?"
    r"|law|agreement|treaty|text|rules?|statute|article|provision|schedule|notices?|pages?|notes?"
    r"|readings?|it|they|which|we|be|is|was|also|lists?|counts?|returns|agency|department|one"
    r"|readers?|will|can|may|must|should|would|to)",
    re.IGNORECASE,
)

# An office may report what it counts; what it says or holds is its opinion.
_OFFICE = re.compile(r"^(?:ministry|institute|treasury|bank|secretariat|fed)\b.* report", re.I)


def check_voice(text: str, said: tuple[Phrased, ...], *, cited: bool) -> Iterator[Fault]:
    """Yield a fault where words lend a phrase a time, a doubt, a bound or a voice of its own.

    Parameters
    ----------
    text : str
        The authored words of a line, all else masked.
    said : tuple of Phrased
        Its phrases.
    cited : bool
        Whether the line cites a source, which may then speak.
    """
    for name, code, more in _NEVER:
        for match in framing_of(name).finditer(text):
            if name != "basis" or not _is_said(match, said):
                yield fault(code, _shown(match), match.span(), more)
    yield from _leading(text)
    yield from _dated(text, said)
    yield from _told_of(text, said)
    yield from _measured(text, said)
    if not cited:
        yield from _spoken(text)


def _shown(match: re.Match[str]) -> str:
    return match[0].replace(MASK, " ").strip(" ,.")


def _is_said(match: re.Match[str], said: tuple[Phrased, ...]) -> bool:
    """Return whether a phrase says the basis itself, as a price index without food does."""
    words = set(re.findall(r"[a-z]{4,}", match[0].lower())) - _WITHOUT
    return bool(words) and all(word in _told(said) for word in words)


def _told(said: tuple[Phrased, ...]) -> str:
    return " ".join(f"{one.figure.measure} {one.text}" for one in said).lower()


def _leading(text: str) -> Iterator[Fault]:
    """Yield a fault for each adverb that opens a clause and judges what it says."""
    for match in _LEADING.finditer(text):
        if framing_of("neutral").fullmatch(match["word"]) is None:
            yield fault("J1", match["word"], match.span("word"), "an adverb judges the clause")


def _dated(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault for each month, or step of time, that no phrase is about."""
    printed = " ".join(one.text for one in said)
    for match in _MONTH.finditer(text):
        if match["month"] not in printed:
            yield fault("T1", match["month"], match.span("month"), "no phrase is of that time")
    for match in _YEAR_APART.finditer(text):
        if not (_apart(match, said) or _is_base(match, said)):
            yield fault("T1", match[0], match.span(), "no phrase is of that time")


def _is_base(match: re.Match[str], said: tuple[Phrased, ...]) -> bool:
    """Return whether "against the year before" is told of a change over exactly that base."""
    if not (_EARLIER.search(match[0]) and _AGAINST.search(match.string[: match.start()])):
        return False
    near = nearest(match, said).figure
    against = near.trail.against if isinstance(near.trail, Derived) else None
    return against is not None and near.period.shift_years(-1).same_days(against)


def _apart(match: re.Match[str], said: tuple[Phrased, ...]) -> bool:
    """Return whether a step of time leads to a phrase that is so apart from another."""
    after = [one for one in said if one.start >= match.end()]
    if not after:
        return len({str(one.figure.period) for one in said}) > 1 or any(
            _against(one.figure) for one in said
        )
    day = after[0].figure.period.start
    later = match[0].lower().endswith((" later", " on", " after"))
    others = (one.figure.period.start for one in said if one is not after[0])
    return any(day > other if later else day < other for other in others)


def _against(figure: Figure) -> bool:
    return isinstance(figure.trail, Derived) and figure.trail.against is not None


def _told_of(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault where a rule in force is told as lapsed, or early figures as final."""
    for match in framing_of("lapsed").finditer(text):
        one = nearest(match, said)
        told = f"{one.figure.measure} {one.text}".lower()
        if one.figure.root is Root.RULE and match[0].lower() not in told:
            yield fault("T3", _shown(match), match.span(), "its standing in law is as printed")
    for match in framing_of("final").finditer(text):
        if _PENDING.search(text[: match.start()]):
            continue  # what is pending is said to be not final
        if nearest(match, said).figure.status in (Status.PRELIMINARY, Status.ESTIMATE):
            yield fault("T3", _shown(match), match.span(), "the figure is not final, nor to come")


def _measured(text: str, said: tuple[Phrased, ...]) -> Iterator[Fault]:
    """Yield a fault for each statistic that is named and that no phrase measures."""
    told = _told(said)
    for match in framing_of("statistic").finditer(text):
        stem = match[0].lower().removesuffix("s")
        if stem not in told:
            yield fault("M1", _shown(match), match.span(), "no phrase measures it")


def _spoken(text: str) -> Iterator[Fault]:
    """Yield a fault where a source that is not cited is made to speak."""
    for match in _SPEAKER.finditer(text):
        if not (_RECORD.fullmatch(match["who"]) or _OFFICE.search(match[0])):
            yield fault("Q1", match[0], match.span(), "who is made to speak is not cited")
    for match in framing_of("hearsay").finditer(text):
        yield fault("Q1", _shown(match), match.span(), "who is made to speak is not cited")
