"""The documents and citations behind an article."""

from datetime import date

from policywire.analyst.figures import Figure, RuleTrail, RunTrail
from policywire.analyst.manuscript import Source
from policywire.evidence import Derived
from policywire.facts import Citation, Origin
from policywire.policy import Law

__all__ = ["newest_vintage", "quotable", "sources_behind"]


def sources_behind(figures: dict[str, Figure], cited: list[Citation]) -> tuple[Source, ...]:
    """Return the documents and citations behind an article, numbered, data first."""
    origins: dict[str, Origin] = {}
    citations: dict[Citation, None] = {}
    for figure in figures.values():
        if isinstance(figure.trail, Derived):
            origins |= {origin.id: origin for origin in figure.trail.documents}
        elif isinstance(figure.trail, RuleTrail):
            citations[figure.trail.citation] = None
        elif isinstance(figure.trail, RunTrail):
            citations |= dict.fromkeys(figure.trail.sources)
    citations |= dict.fromkeys(cited)
    ordered = sorted(
        origins.values(), key=lambda origin: (origin.publisher, origin.dataset, origin.file)
    )
    count = len(ordered)
    data = [Source(at, origin, None) for at, origin in enumerate(ordered, 1)]
    texts = [Source(at, None, citation) for at, citation in enumerate(citations, count + 1)]
    return tuple(data + texts)


def newest_vintage(figures: dict[str, Figure], as_of: date) -> date:
    """Return the newest vintage among figures that rest on observations."""
    said_on = [item.vintage for item in figures.values() if isinstance(item.trail, Derived)]
    return max(said_on, default=as_of)


def quotable(law: Law, name: str) -> tuple[str, ...]:
    """Return the words held of an event or provision, which a sentence that cites it may quote."""
    event, provision = law.events.get(name), law.provisions.get(name)
    if event is not None:
        return event.what, event.citation.title, event.citation.locator
    if provision is not None:
        cited = provision.citation
        return provision.measure, cited.title, cited.locator, provision.note
    return ()
