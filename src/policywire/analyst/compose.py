"""Composition: a brief, evidence and law become a verified manuscript."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from policywire.analyst.brief import Audience, Brief
from policywire.analyst.composer import Composer
from policywire.analyst.draft import Bullets, Line, Paragraph, Section
from policywire.analyst.exhibit_spec import ExhibitSpec
from policywire.analyst.figures import Figure, RunTrail
from policywire.analyst.findings import Finding
from policywire.analyst.guards import check_name, refuse_unknown
from policywire.analyst.learnt import finding_of
from policywire.analyst.manuscript import Byline, Manuscript, Plot, Release
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Checker
from policywire.analyst.rules.article import Whole, check_article
from policywire.analyst.sources import newest_vintage, sources_behind
from policywire.analyst.writers.credit import credited
from policywire.analyst.writers.model import LanguageModel, ModelWriter
from policywire.analyst.writers.plain import PlainWriter
from policywire.desks.desk import Gloss, Remit
from policywire.evidence import View
from policywire.models.base import Run
from policywire.policy import Law

__all__ = ["compose"]

Progress = Callable[[str], None]


def compose(
    brief: Brief,
    view: View,
    law: Law,
    *,
    names: Mapping[str, str],
    byline: Byline,
    releases: tuple[Release, ...],
    remit: Remit | None = None,
    glossary: tuple[Gloss, ...] = (),
    audience: Audience | None = None,
    model: LanguageModel | None = None,
    runs: Mapping[str, Run] | None = None,
    progress: Progress = lambda stage: None,
) -> Manuscript:
    """Write a brief and verify every line of it.

    Parameters
    ----------
    brief : Brief
        The assignment.
    view : View
        Evidence as it stood for the reader.
    law : Law
        The desk's provisions and events.
    names : Mapping of str to str
        Registered names that hold digits.
    byline : Byline
        The author.
    releases : tuple of Release
        What comes next in the desk's calendar.
    remit : Remit, optional
        What the desk may write about, and which sections it may not leave out.
    glossary : tuple of Gloss
        Terms to be explained where it is written for general readers.
    audience : Audience, optional
        For whom; as the brief says where not given.
    model : LanguageModel, optional
        Drafts paragraphs; without it the plain writer writes all.
    runs : Mapping of str to Run, optional
        Finished model runs, by the brief's names.
    progress : callable
        Told each stage as it ends.

    Raises
    ------
    NotHeld, Incomparable, BadReference
        If a figure cannot be computed.
    ClaimRefused
        If the headline, standfirst, a takeaway, a heading or an exhibit's title does not stand,
        or the article breaks a rule over the whole of it.
    """
    refuse_unknown(brief, law, view.as_of)
    registry = Registry.of(brief, view, law, names, runs)
    progress(f"{len(registry.figures)} figures computed")
    made = Composer(
        *(brief, registry, PlainWriter(registry)),
        audience=audience or brief.audience,
        glossary=glossary,
    )
    made.model = _drafter(model, registry, progress)
    _check_names(made, names)
    standfirst = made.must("head", brief.standfirst)
    headline = made.must("head", brief.headline, (standfirst,))  # it may leave the period to it
    takeaways = tuple(made.must("takeaways", spec) for spec in brief.takeaways)
    sections = tuple(made.section(spec) for spec in brief.sections)
    progress(f"{made.checked} lines of text written and checked")
    plots = tuple(made.plot(_exhibit(brief, name)) for name in _shown(brief))
    progress(f"{len(plots)} exhibits computed, titles proved")
    figures = made.printed_figures(plots)
    told = (headline, standfirst, *takeaways, *_prose(sections))
    _check_whole(
        made, Whole(told, tuple(made.lines), _ids(sections), *_apart(figures, plots), remit)
    )
    made.settle()
    use = made.model.use(model.name, model.size) if model and made.model else None
    return Manuscript(
        brief=brief.name,
        language="en",
        headline=headline,
        standfirst=standfirst,
        takeaways=takeaways,
        sections=sections,
        plots=plots,
        byline=credited(byline, use, made.audience),
        releases=releases,
        struck=tuple(made.struck),
        checked=made.checked,
        signed=tuple(made.signed),
        findings=_learnt(made, figures),
        model=use,
        runs=_runs(registry, figures),
        **_evidence(made, figures, view.as_of),
    )


def _drafter(
    model: LanguageModel | None, registry: Registry, progress: Progress
) -> ModelWriter | None:
    """Return what drafts paragraphs, where a language model is given."""
    if model is None:
        return None
    rules = Checker(registry.figures, registry.as_of)
    return ModelWriter(model.chat, registry, rules, model.limits, progress)


def _learnt(made: Composer, figures: Mapping[str, Figure]) -> tuple[Finding, ...]:
    """Return the finding of each figure in the text, in order."""
    held, view = made.registry, made.registry.evaluator.view
    return tuple(finding_of(held.figure(name), view, figures) for name in made.writer.used)


def _check_names(made: Composer, names: Mapping[str, str]) -> None:
    """Check the words of figures, and the names registered."""
    for figure in made.registry.figures.values():
        made.words(f"figure {figure.id}", f"{figure.subject}. {figure.measure}", allowed=("N1",))
    for name, text in names.items():
        check_name(name, text)


def _evidence(made: Composer, figures: dict[str, Figure], as_of: date) -> dict[str, Any]:
    """Return what the article rests on, as the manuscript names it."""
    events = {name: made.registry.event(name) for name in made.writer.events}
    cited = made.citations()
    behind = [event.citation for event in events.values()] + list(cited.values())
    return {
        "figures": figures,
        "events": {name: (one.day, one.what, one.citation) for name, one in events.items()},
        "names": {name: made.registry.name(name) for name in made.writer.names},
        "cited": cited,
        "sources": sources_behind(figures, behind),
        "as_of": as_of,
        "data_as_of": newest_vintage(figures, as_of),
    }


def _runs(registry: Registry, figures: dict[str, Figure]) -> tuple[Run, ...]:
    """Return the runs that printed figures come from."""
    used = {one.trail.run_id for one in figures.values() if isinstance(one.trail, RunTrail)}
    return tuple(run for run in registry.runs.values() if run.run_id in used)


def _shown(brief: Brief) -> list[str]:
    return [name for section in brief.sections for name in section.exhibits]


def _exhibit(brief: Brief, name: str) -> ExhibitSpec:
    return next(spec for spec in brief.exhibits if spec.id == name)


def _check_whole(made: Composer, whole: Whole) -> None:
    """Note every rule that the article as a whole breaks."""
    made.refused += [f"the article: {fault}" for fault in check_article(whole)]


def _apart(
    figures: dict[str, Figure], plots: tuple[Plot, ...]
) -> tuple[dict[str, Figure], tuple[Figure, ...]]:
    """Return the figures of the text, and those the exhibits plot."""
    plotted = {row.figure.id: row.figure for plot in plots for row in plot.rows}
    told = {name: figure for name, figure in figures.items() if name not in plotted}
    return told, tuple(plotted.values())


def _ids(sections: tuple[Section, ...]) -> tuple[str, ...]:
    return tuple(section.id for section in sections)


def _prose(sections: tuple[Section, ...]) -> Iterator[Line]:
    """Yield the lines of paragraphs and lists."""
    for block in (block for section in sections for block in section.blocks):
        if isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Bullets):
            for item in block.items:
                yield from item
