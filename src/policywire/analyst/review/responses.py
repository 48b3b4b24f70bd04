"""Responses: what a sentence says an asset does after a surprise of a stated size.

"A surprise of 25 basis points raises the two-year yield by 15" is a statement about a model, not
about what happened in a year. It is held against the embedded table of asset reactions: Gürkaynak,
Sack and Swanson (2005) regressions on the surprises of Jarociński and Karadi (2020), and never
against an observed change.
"""

import math
import re
from collections.abc import Iterable, Iterator

from policywire.analyst.reading.marks import NumeralKind
from policywire.analyst.review.claiming import figures
from policywire.analyst.review.report import Claim, Ours, Verdict
from policywire.analyst.review.said import Said
from policywire.analyst.surprises import ASSETS, Surprise, surprise_in
from policywire.models.monetary.respond import LARGEST_BP, assets
from policywire.models.monetary.response import Response

__all__ = ["judge_response"]

_ASSETS = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in ASSETS.items()
)
_MOVES = re.compile(
    r"\b(?P<up>ris(?:e|es|ing)|rose|gain(?:s|ed)?|climb(?:s|ed)?|increas\w+|rais\w+|lift\w*|up"
    r"|push(?:es|ed)? up|strengthen\w*|adds?)\b|\b(?P<down>fall(?:s|ing)?|fell|los(?:e|es|t)"
    r"|drop(?:s|ped)?|declin\w+|decreas\w+|lower\w*|cuts?|reduc\w+|sinks?|sank|down|weaken\w*"
    r"|depress\w*|slump\w*)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|neither|nor|hardly|cannot|without)\b|n['’]t\b", re.IGNORECASE
)
_MAYBE = re.compile(r"\b(?:may|might|could|perhaps|possibly)\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:last|this|that) (?:year|month|meeting|week)\b", re.IGNORECASE
)
_SINCE = re.compile(r"\bsince (?:the (?:start|end) of )?2009\b", re.IGNORECASE)
_SCHEDULED = re.compile(r"\bscheduled (?:meeting|announcement|decision)s?\b", re.IGNORECASE)
_LATER = re.compile(
    r"(?<![-\w])(?:days?|weeks?|months?|quarters?|years?|daily|monthly)\b"
    r"(?! (?:yield|Treasur|note))",
    re.IGNORECASE,
)
_SAMPLES = ("all", "scheduled", "since-2009")
_IF = re.compile(r"'(?:if|when|whenever|should|suppose)'", re.IGNORECASE)
# Words of a response that the reading of figures knows nothing of.
_UNREAD = (
    "surprise surprises surprised surprising unexpected unexpectedly unanticipated unforeseen "
    "shock tightening easing hawkish dovish tighter easier contractionary expansionary "
    "monetary policy hike cut move moves reduction after following every each per minutes "
    "within window on average announcement announcements response responds reacts market "
    "markets investors traders fed if when whenever basis points bp bps typically raises "
    "lowers pushes lifts adds price prices note notes yields treasuries would roughly s p s&p "
    "500 stock stocks equity equities euro bitcoin ether ethereum"
)
_READ = frozenset(_UNREAD.split())
_LEVEL = re.compile(r"\b(?:to|at)\s+(?:about |around )?$", re.IGNORECASE)
_KINDS = {
    NumeralKind.BASIS_POINTS: "bp",
    NumeralKind.POINTS: "bp",
    NumeralKind.PERCENT: "percent",
}
_UNITS = {"bp": ("points", 0.01), "percent": ("percent", 1.0)}
_WINDOW = "30 minutes around an announcement"


def judge_response(said: Said) -> Claim | None:
    """Return the verdict on one number of a supposed response; None where the sentence is of none.

    Parameters
    ----------
    said : Said
        What the sentence says of the number.
    """
    supposed, numeral = surprise_in(said.text), said.numeral
    found = [(name, hit) for name, of in _ASSETS for hit in of.finditer(said.text)]
    if supposed is None or not found or numeral is None:
        return None
    if supposed.start <= numeral.start < supposed.end:
        note = "The size of a surprise that is supposed: a condition, no figure of what happened."
        return _claim(said, Verdict.NOT_CHECKABLE, note)
    before = [item for item in found if item[1].start() <= numeral.start]
    name = max(before or found[:1], key=lambda item: item[1].start())[0]
    if not 0 < abs(supposed.size) <= LARGEST_BP:
        note = f"Responses are held for surprises up to {LARGEST_BP:g} basis points."
        return _claim(said, Verdict.NO_EVIDENCE, note)
    return _held_against(said, supposed, name)


def _held_against(said: Said, supposed: Surprise, name: str) -> Claim:
    """Return the verdict on a response, held against its bands."""
    rows = dict(_rows(name, supposed.size))
    ours = tuple(map(_ours, dict.fromkeys(rows.values())))
    row = rows[_asked(said.text)]
    told = f"Ours: after {supposed.size:+g} basis points {_told(row)}."
    reason = _unbound(said, supposed, row.unit)
    if reason:
        return _claim(said, Verdict.NO_EVIDENCE, f"{reason} {told}", ours)
    low, high = _claimed(said, supposed, row.unit)
    own, every = _ends((row,)), _ends(rows.values())
    if own[0] <= low and high <= own[1]:
        return _claim(said, Verdict.SUPPORTED, told, ours)
    if high < every[0] or every[1] < low:
        note = f"Outside the band of every sample held. {told}"
        return _claim(said, Verdict.CONTRADICTED, note, ours)
    note = f"It agrees with part of what is held only, for the samples differ. {told}"
    return _claim(said, Verdict.NO_EVIDENCE, note, ours)


def _rows(name: str, size: float) -> Iterator[tuple[str, Response]]:
    for sample in _SAMPLES:
        yield sample, next(one for one in assets(size, sample=sample) if one.variable == name)


def _asked(text: str) -> str:
    """Return the sample a sentence speaks of; all announcements where it does not say."""
    if _SINCE.search(text):
        return "since-2009"
    return "scheduled" if _SCHEDULED.search(text) else "all"


def _unbound(said: Said, supposed: Surprise, unit: str) -> str:
    """Return why a response is not bound; empty where it is."""
    assert said.numeral is not None  # the caller has one
    unread = [word for word in said.unread if word.lower() not in _READ]
    doubted = said.denial and not _IF.match(said.denial)
    reasons = (
        (doubted, f"Nothing is asserted: {said.denial}."),
        (said.reserves, f"It says more: {'; '.join(said.reserves[:1])}."),
        (unread, f"Words of it were not understood: {', '.join(unread[:3])}."),
        (_DENIED.search(said.text), "The sentence denies something."),
        (_MAYBE.search(said.text), "It is told as possible only."),
        (_DATED.search(_SINCE.sub("", said.text)), "It is dated; what is held is of a sample."),
        (_LATER.search(said.text), f"What is held is of the {_WINDOW}."),
        (_LEVEL.search(said.text[: said.numeral.start]), "It is a level, not a response."),
        (not _direction(said, supposed), "The direction is not said."),
        (_KINDS.get(said.numeral.kind) != unit, "It is not in the unit of the response held."),
    )
    return next((why for found, why in reasons if found), "")


def _direction(said: Said, supposed: Surprise) -> int:
    """Return which way the number is said to move: the nearest word before it, or the one after.

    The words of the surprise itself, as in "a surprise cut", say nothing of the asset.
    """
    assert said.numeral is not None  # the caller has one
    moves = [
        one
        for one in _MOVES.finditer(said.text)
        if not supposed.start <= one.start() < supposed.end
    ]
    before = [one for one in moves if one.end() <= said.numeral.start]
    found = before[-1] if before else moves[0] if moves else None
    return 0 if found is None else 1 if found["up"] else -1


def _claimed(said: Said, supposed: Surprise, unit: str) -> tuple[float, float]:
    """Return the ends a printed response allows, signed, in the unit of the table."""
    numeral = said.numeral
    assert numeral is not None  # the caller has one
    factor = 100.0 if numeral.kind is NumeralKind.POINTS and unit == "bp" else 1.0
    ends = (numeral.low, numeral.high if numeral.upto is None else numeral.upto)
    low, high = sorted(abs(end) * factor * _direction(said, supposed) for end in ends)
    return low, high


def _ends(rows: Iterable[Response]) -> tuple[float, float]:
    held = list(rows)
    lows = [-math.inf if one.low is None else one.low for one in held]
    highs = [math.inf if one.high is None else one.high for one in held]
    return min(lows), max(highs)


def _told(row: Response) -> str:
    """Return a response in words: ``+14.6 basis points (12.4 to 17.7, 90 percent; sample)``."""
    low, high = _ends((row,))
    unit = {"bp": "basis points"}.get(row.unit, row.unit)
    level = "" if row.level is None else f", {100 * row.level:.0f} percent"
    extra = "; an extrapolation" if row.flags else ""
    return f"{row.estimate:+.1f} {unit} ({low:+.1f} to {high:+.1f}{level}; {row.sample}{extra})"


def _ours(row: Response) -> Ours:
    unit, factor = _UNITS.get(row.unit, (row.unit, 1.0))
    trail = f"{row.method}; {row.sample}, {row.n} events; band {_told(row)}; {row.source}"
    value = row.estimate * factor
    return Ours(value, unit, _WINDOW, f"asset reactions, {row.variable}", trail)


def _claim(said: Said, verdict: Verdict, note: str, ours: tuple[Ours, ...] = ()) -> Claim:
    return Claim(said.text, said.start, said.end, verdict, figures(said), ours, note)
