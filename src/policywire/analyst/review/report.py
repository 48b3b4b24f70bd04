"""What a review of somebody else's article found: claims with verdicts, findings, counts."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from policywire.analyst.review.lost import Broken, Loss
from policywire.analyst.review.outline import Document
from policywire.analyst.review.remarks import Remark

__all__ = ["CheckReport", "Claim", "ClaimFigure", "Ours", "Verdict", "assemble"]


class Verdict(StrEnum):
    """What can be said of a claim; the values are those of the contract for machines."""

    SUPPORTED = "supported"  # period, place, measure, unit and direction agree with our figure
    WRONG_PERIOD = "wrong period"  # true of another period
    WRONG_PLACE = "wrong place"  # true of another place
    CONTRADICTED = "contradicted"  # we hold the figure and it differs
    NO_EVIDENCE = "no evidence"  # nothing held bears it out
    NOT_CHECKABLE = "not checkable"  # a forecast without an author, promotion, opinion
    BROKEN = "broken"  # the sentence lost its figure or its subject


@dataclass(frozen=True, slots=True)
class ClaimFigure:
    """A number as the article prints it.

    Attributes
    ----------
    text : str
        As printed.
    value : float
        In ones; percent stays percent.
    unit : str
        Unit as ``policywire.facts.Unit`` writes it where there is one; else the noun counted.
    """

    text: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Ours:
    """A figure of ours that bears on a claim.

    Attributes
    ----------
    value : float
        In the unit named.
    unit : str
        Unit.
    period : str
        What it is about, as ``Period`` writes it.
    series : str
        Key of the series, or the expression over keys.
    trail : str
        How it came about, in words: keys, vintages, operation.
    """

    value: float
    unit: str
    period: str
    series: str
    trail: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the article and what we say of it.

    Attributes
    ----------
    text : str
        The words that make the claim, as they stand in the article.
    start, end : int
        Where they stand in ``Document.text``.
    verdict : Verdict
        What we say.
    figures : tuple of ClaimFigure
        The numbers it prints.
    ours : tuple of Ours
        Our figures that bear on it, the closest first.
    note : str
        What is wrong and what would be right, in a sentence.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    figures: tuple[ClaimFigure, ...] = ()
    ours: tuple[Ours, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that is said of an article.

    Attributes
    ----------
    document : Document
        The article.
    claims : tuple of Claim
        Its claims, in order.
    findings : tuple of Remark
        What is wrong with it as a whole, in order of the rules' codes.
    as_of : date
        Where the reader stands.
    broken : tuple of Broken
        The places where words were lost, which the claims called broken stand for.
    """

    document: Document
    claims: tuple[Claim, ...]
    findings: tuple[Remark, ...]
    as_of: date
    broken: tuple[Broken, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many claims each verdict has, none left out, in the order of ``Verdict``."""
        counted = Counter(claim.verdict for claim in self.claims)
        return {verdict: counted[verdict] for verdict in Verdict}

    def as_json(self) -> dict[str, Any]:
        """Return the report in the shape machines are promised."""
        return {
            "claims": [_claim(claim) for claim in self.claims],
            "findings": [
                {"rule": remark.rule, "text": remark.text, "note": remark.note}
                for remark in self.findings
            ],
            "as_of": self.as_of.isoformat(),
        }


def assemble(
    document: Document,
    claims: Iterable[Claim],
    broken: Iterable[Broken],
    findings: Iterable[Remark],
    as_of: date,
) -> CheckReport:
    """Return the report on an article; each place that lost words becomes a claim, ``broken``.

    A place that lost only a citation is a finding. Of two claims that call the same words broken,
    the one that says where the words were lost is kept.
    """
    lost = [item for item in broken if item.loss is not Loss.CITATION]
    kept = [claim for claim in claims if not _is_told(claim, lost)]
    kept += [
        Claim(item.text, item.start, item.end, Verdict.BROKEN, note=item.note) for item in lost
    ]
    kept.sort(key=lambda claim: (claim.start, claim.end))
    return CheckReport(document, tuple(kept), tuple(findings), as_of, tuple(lost))


def _is_told(claim: Claim, lost: Iterable[Broken]) -> bool:
    if claim.verdict is not Verdict.BROKEN:
        return False
    return any(item.start < claim.end and claim.start < item.end for item in lost)


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "verdict": claim.verdict.value,
        "figures": [
            {"text": item.text, "value": _number(item.value), "unit": item.unit}
            for item in claim.figures
        ],
        "ours": [
            {
                "value": _number(item.value),
                "unit": item.unit,
                "period": item.period,
                "series": item.series,
                "trail": item.trail,
            }
            for item in claim.ours
        ],
        "note": claim.note,
    }


def _number(value: float) -> float | int | None:
    """Return a value as JSON can hold it: whole numbers whole, none for what is no number."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 2**53 else float(value)
