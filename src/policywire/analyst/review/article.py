"""The whole check of an article: its claims, the words it lost, what it is held to."""

import re
from collections.abc import Iterable
from dataclasses import replace

from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.broken import broken_spans
from policywire.analyst.review.checking import check_document
from policywire.analyst.review.conduct import conduct
from policywire.analyst.review.outline import Document
from policywire.analyst.review.remarks import Remark
from policywire.analyst.review.report import CheckReport, Claim, Verdict, assemble
from policywire.evidence import View
from policywire.policy import Event

__all__ = ["check_article"]

_RECORD = re.compile(r"The (?P<held>(?:highest|lowest) since \d{4} in what we hold)")


def check_article(
    document: Document, view: View, terms: Terms, events: Iterable[Event]
) -> CheckReport:
    """Return the report on an article, for a reader who stands where ``view`` stands.

    Parameters
    ----------
    document : Document
        The article.
    view : View
        The evidence as it stood for the reader.
    terms : Terms
        Words of the desks' fields.
    events : iterable of Event
        What the desks' law holds to have happened.
    """
    broken = broken_spans(document)
    claims = check_document(document, view, terms)
    findings = conduct(document, view.as_of, terms, events, broken)
    told = (_proved(remark, claims) for remark in findings)
    return assemble(document, claims, broken, told, view.as_of)


def _proved(remark: Remark, claims: Iterable[Claim]) -> Remark:
    """Return a remark on a superlative with what the check of the same sentence found of it."""
    if remark.rule != "S1":
        return remark
    for item in claims:
        found = _RECORD.search(item.note)
        same = item.start < remark.end and remark.start < item.end
        if same and item.verdict is Verdict.SUPPORTED and found:
            note = f"We find it the {found['held']}; the article does not say since when."
            return replace(remark, note=f"{note} Give the year it is counted from.")
    return remark
