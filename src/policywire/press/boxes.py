"""Boxes: what stands around the text: dateline, verification, sources, author."""

from policywire.analyst.figures import RunTrail
from policywire.analyst.manuscript import Byline, Manuscript, Release, Source, Strike
from policywire.analyst.model_use import ModelUse
from policywire.facts import Origin
from policywire.facts.errors import ClaimRefused
from policywire.press.blocks import Field, SourceEntry
from policywire.press.notes import citation_run, day_run
from policywire.press.text import Run, Tag, Text, run_on

__all__ = ["about", "dateline", "source_entry", "struck", "verification"]


def dateline(manuscript: Manuscript) -> Text:
    """Return where the reader stands, how fresh the data are, and who writes."""
    return (
        Run("As of "),
        day_run(manuscript.as_of, "as_of"),
        Run(". Newest vintage used: "),
        day_run(manuscript.data_as_of, "data_as_of"),
        Run(". "),
        Run(manuscript.byline.desk, Tag.REF, "byline"),
        Run("."),
    )


def verification(manuscript: Manuscript, figures: int, plotted: int) -> tuple[Field, ...]:
    """Return the box at the top.

    ``figures`` is how many are printed in text and tables, ``plotted`` how many values only the
    exhibits show; layout refused any that is not bound, so all are.
    """
    total, drawn = _count(figures, "figures"), _count(plotted, "plotted")
    ahead = run_on((_release(release) for release in manuscript.releases), "; ")
    runs_ = {
        figure.trail.run_id
        for figure in manuscript.figures.values()
        if isinstance(figure.trail, RunTrail)
    }
    return (
        Field("Figures bound to a source", (total, Run(" of "), total)),
        Field("Plotted values bound", (drawn, Run(" of "), drawn)),
        *((Field("Model runs", (_count(len(runs_), "runs"),)),) if runs_ else ()),
        Field("Lines checked", (_count(manuscript.checked, "checked"),)),
        Field("Lines struck", (_count(len(manuscript.struck), "struck"),)),
        *_signed(len(manuscript.signed)),
        *_model(manuscript.model),
        Field("Newest vintage used", (day_run(manuscript.data_as_of, "data_as_of"),)),
        Field("Desk", (Run(manuscript.byline.desk, Tag.REF, "byline"),)),
        Field("Writer", (Run(manuscript.byline.writer, Tag.REF, "byline"),)),
        Field("What comes next", ahead),
    )


def _model(use: ModelUse | None) -> tuple[Field, ...]:
    """Return what a language model did, and what the checker took from it."""
    if use is None:
        return ()
    counted = {
        "Paragraphs asked of the model": (use.asked, "model.asked"),
        "Paragraphs it wrote": (use.kept, "model.kept"),
        "Sentences of the model printed": (use.sentences, "model.sentences"),
        "Sentences of the model refused": (use.lost, "model.lost"),
        "Replies that could not be read": (use.unread, "model.unread"),
    }
    return tuple(Field(name, (_count(*told),)) for name, told in counted.items())


def _signed(words: int) -> tuple[Field, ...]:
    """Return how many words of the text the author signed for, if any."""
    return (Field("Words signed by the author", (_count(words, "signed"),)),) if words else ()


def _count(count: int, what: str) -> Run:
    return Run(str(count), Tag.COUNT, what)


def _release(release: Release) -> Text:
    what = Run(release.what, Tag.REF, "release", release.citation.href)
    return (day_run(release.day, "release"), Run(": "), what)


def struck(strike: Strike) -> Text:
    """Return a line the checker took out: where it stood, what it said, why."""
    texts = (strike.where, strike.text, strike.why)
    where, text, why = (Run(part, Tag.REF, "struck") for part in texts)
    return (where, Run(": “"), text, Run("” — "), why)


def about(byline: Byline) -> tuple[Field, ...]:
    """Return who wrote it, for whom, and how."""
    facts = {
        "Desk": byline.desk,
        "Remit": byline.remit,
        "For": byline.audience,
        "Purpose": byline.purpose,
        "Writer": byline.writer,
        "Disclosure": byline.disclosure,
    }
    return tuple(Field(name, (Run(text, Tag.REF, "byline"),)) for name, text in facts.items())


# ------------------------------------------------------------------- sources


def source_entry(source: Source) -> SourceEntry:
    """Return a source as listed.

    Raises
    ------
    ClaimRefused
        If it is neither a document nor a citation.
    """
    origin, citation = source.origin, source.citation
    if origin is not None:
        title = Run(f"{origin.publisher}, {origin.dataset}", Tag.REF, "source", origin.url)
        return SourceEntry(source.number, (title,), origin.url, _facts(origin))
    if citation is None:
        raise ClaimRefused(f"Source {source.number} names neither a document nor a citation.")
    return SourceEntry(source.number, (citation_run(citation),), citation.href, ())


def _facts(origin: Origin) -> tuple[Field, ...]:
    fields = [
        Field("License", (Run(origin.licence, Tag.REF, "licence"),)),
        Field("Retrieved", (day_run(origin.retrieved, "retrieved"),)),
        Field("File", (Run(origin.file, Tag.CODE, "file"),)),
        Field("Hash", (Run(origin.sha256, Tag.CODE, "sha256"),)),
    ]
    return (*fields, *_via(origin))


def _via(origin: Origin) -> tuple[Field, ...]:
    """Return the third party whose copy was read."""
    if origin.via is None:
        return ()
    parts = (
        Run(f"{origin.via.name}, {origin.via.place} ({origin.via.licence})", Tag.REF, "via"),
        Run(", copied "),
        day_run(origin.via.copied, "copied"),
    )
    return (Field("Read through a copy by", parts),)
