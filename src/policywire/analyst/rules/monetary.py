"""W1 to W3: monetary sentences against the ledger and their bands."""

import re
from collections.abc import Iterator, Mapping

from policywire.analyst.draft import Kind
from policywire.analyst.figures import Figure, Root, RunTrail
from policywire.analyst.monetary import equities, monetary_claims
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.strokes import Read

__all__ = ["check_monetary"]

_CODES = {"credit": "W1", "band": "W2", "equity": "W3"}
_OF_ECONOMY = frozenset(("FRB/US kernel", "FRB/US price push", "proxy-SVAR"))
_OF_MINUTES = "asset reactions"
_UP = re.compile(r"\b(?:ris(?:e|es|ing)|rose|rais\w+|increas\w+|climb\w*|higher|gain\w*)\b", re.I)
_DOWN = re.compile(r"\b(?:fall\w*|fell|lower\w*|declin\w+|reduc\w+|decreas\w+|shrink\w*)\b", re.I)
_LONG = re.compile(r"\b(?:months|quarters|years|next year|over time|for years)\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:within minutes|at once|immediately|on the day|that day)\b", re.IGNORECASE
)


def check_monetary(read: Read, figures: Mapping[str, Figure]) -> Iterator[Fault]:
    """Yield a fault for each claim that the ledger, or the range of a figure, does not bear out."""
    for claim in monetary_claims(read.text):
        yield fault(_CODES[claim.kind], claim.words, (claim.start, claim.end), claim.why)
    for item in read.spans:
        figure = figures.get(item.span.ref)
        if item.span.kind is not Kind.FIGURE or figure is None or figure.root is not Root.RUN:
            continue
        if isinstance(figure.trail, RunTrail):
            yield from _held(read, figure, figure.trail.model, item.place)


def _held(read: Read, figure: Figure, model: str, place: tuple[int, int]) -> Iterator[Fault]:
    if model in _OF_ECONOMY:
        equity = equities(read.literal)
        if equity is not None:
            yield fault("W3", equity[0], equity.span())
        yield from _timed(read, _SHORT, f"the figure is of {figure.period.words()}")
    elif model == _OF_MINUTES:
        yield from _timed(read, _LONG, "the figure is of the minutes around an announcement")
    else:
        return
    yield from _signed(read, figure, place)


def _timed(read: Read, words: re.Pattern[str], why: str) -> Iterator[Fault]:
    found = words.search(read.literal)
    if found is not None:
        yield fault("W2", found[0], found.span(), why)


def _signed(read: Read, figure: Figure, place: tuple[int, int]) -> Iterator[Fault]:
    """Yield a fault where a direction is told that the range of the figure does not bear out."""
    held = figure.interval
    if held is None:
        return
    told = [item.span.text for item in read.spans
            if item.span.kind is Kind.DIRECTION and item.span.ref == figure.id]  # fmt: skip
    words = " ".join(told) or _beside(read, place)
    up, down = _UP.search(words), _DOWN.search(words)
    if (up and not down and held.low < 0) or (down and not up and held.high > 0):
        yield fault("W2", words.strip() or figure.id, place, "its range does not settle the sign")


def _beside(read: Read, place: tuple[int, int]) -> str:
    """Return the literal words right before a number."""
    return read.literal[max(0, place[0] - 25) : place[0]]
