"""Claims with a verdict, as a report shows them."""

from collections.abc import Iterable

from policywire.analyst.review.bind import Answer
from policywire.analyst.review.compare import unit_of, value_of
from policywire.analyst.review.report import Claim, ClaimFigure, Verdict
from policywire.analyst.review.said import Said
from policywire.analyst.review.telling import during, moment, went

__all__ = ["claim", "figures", "told"]


def claim(said: Said, verdict: Verdict, note: str, answers: Iterable[Answer | None] = ()) -> Claim:
    """Return a claim with its verdict."""
    ours = tuple(dict.fromkeys(item.ours() for item in answers if item is not None))
    return Claim(said.text, said.start, said.end, verdict, figures(said), ours, note)


def figures(said: Said) -> tuple[ClaimFigure, ...]:
    """Return the numbers a claim prints."""
    numeral = said.numeral
    if numeral is None:
        return ()
    return (ClaimFigure(numeral.text, value_of(numeral), unit_of(numeral)),)


def told(item: Answer) -> str:
    """Return a figure of ours with its period, for a note."""
    against = f" against {moment(item.against)}" if item.against else ""
    return f"{went(item)} {during(item.period)}{against}"
