"""Checks: somebody else's article against the evidence held, and sentences against tables."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.review.article import check_article as check_document
from policywire.analyst.review.document import Kind, read_document
from policywire.analyst.review.report import CheckReport
from policywire.analyst.tables import Verdict, judge_line, read_lines
from policywire.desks.desk import desks
from policywire.newsroom.files import evidence
from policywire.policy import Event, load_law

__all__ = ["check_article", "judge_tables"]


def check_article(
    data: bytes, name: str, kind: Kind, *, as_of: date | None, store: Path | None
) -> CheckReport:
    """Check an article: its claims, its broken sentences, and how it goes about them."""
    document = read_document(data, name, kind)
    with evidence(store, as_of) as view:
        return check_document(document, view, shipped_terms(), _events())


def _events() -> Iterator[Event]:
    """Yield the events of every desk's law."""
    for desk in desks().values():
        yield from load_law(desk.law).events.values()


def judge_tables(path: Path) -> Iterator[Verdict]:
    """Yield the verdict on each line of a file of sentences and tables."""
    return map(judge_line, read_lines(path))
