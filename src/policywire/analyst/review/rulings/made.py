"""Rulings as claims: the verdict on what a statement says of the law or of a decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policywire.analyst.reading.marks import Numeral
from policywire.analyst.review.compare import unit_of, value_of
from policywire.analyst.review.report import Claim, ClaimFigure, Ours, Verdict
from policywire.analyst.review.rulings.clause import Clause
from policywire.facts import Citation

__all__ = ["Finding", "cited", "day_words", "made", "written"]

_ADVERSE = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD)


@dataclass(frozen=True, slots=True)
class Finding:
    """A ruling on one statement.

    Attributes
    ----------
    numerals : tuple of Numeral
        The numbers it is on; empty for what happened.
    claim : Claim
        The verdict.
    """

    numerals: tuple[Numeral, ...]
    claim: Claim

    @property
    def settles(self) -> bool:
        """Whether it says more than that nothing can be said."""
        return self.claim.verdict not in (Verdict.NO_EVIDENCE, Verdict.NOT_CHECKABLE)


def made(
    clause: Clause,
    numerals: Iterable[Numeral],
    verdict: Verdict,
    note: str,
    ours: Iterable[Ours] = (),
    *,
    unread: tuple[str, ...] = (),
) -> Finding:
    """Return a ruling; words left unread take the verdict and leave what is held.

    Parameters
    ----------
    clause : Clause
        The statement.
    numerals : iterable of Numeral
        The numbers it is on.
    verdict : Verdict
        Verdict, where all is read.
    note : str
        Why, in a sentence.
    ours : iterable of Ours
        What it rests on.
    unread : tuple of str
        Words that nothing read.
    """
    if unread:
        words = ", ".join(f"'{word}'" for word in unread[:3])
        verdict, note = (
            Verdict.NO_EVIDENCE,
            f"We hold the rule, but could not read: {words}. {note}",
        )
    if verdict in _ADVERSE and not clause.timed:
        verdict, note = Verdict.NO_EVIDENCE, f"Neither it nor the article gives a day. {note}"
    found = tuple(numerals)
    figures = tuple(ClaimFigure(item.text, value_of(item), unit_of(item)) for item in found)
    start, end = clause.start, clause.start + len(clause.text)
    return Finding(found, Claim(clause.text, start, end, verdict, figures, tuple(ours), note))


def written(citation: Citation) -> str:
    """Return where something is written, without its address."""
    return ", ".join(filter(None, (citation.title, citation.locator)))


def cited(citation: Citation) -> str:
    """Return where something is written, with its address, in a line."""
    return ", ".join(filter(None, (citation.title, citation.locator, citation.href)))


def day_words(day: date) -> str:
    """Return a day as it is written in running text."""
    return f"{day:%B} {day.day}, {day.year}"
