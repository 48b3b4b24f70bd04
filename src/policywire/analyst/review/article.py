"""The whole check of an article: its claims, the words it lost, what it is held to."""

from collections.abc import Iterable

from policywire.analyst.reading.terms import Terms
from policywire.analyst.review.broken import broken_spans
from policywire.analyst.review.checking import check_document
from policywire.analyst.review.conduct import conduct
from policywire.analyst.review.outline import Document
from policywire.analyst.review.report import CheckReport, assemble
from policywire.evidence import View
from policywire.policy import Event

__all__ = ["check_article"]


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
    return assemble(document, claims, broken, findings, view.as_of)
