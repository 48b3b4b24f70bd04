"""Editions: a brief written from the evidence, checked, laid out and put on disk."""

from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from policywire import __version__
from policywire.analyst import PLAIN_WRITER, Byline, Manuscript, Release, compose, load_brief
from policywire.analyst.brief import Audience, Brief
from policywire.analyst.writers.model import LanguageModel, Limits
from policywire.desks.desk import Desk, ReleaseRule, find_brief
from policywire.evidence import Store, View, sha256_of
from policywire.facts.errors import BadDocument
from policywire.models.base import Run
from policywire.newsroom.files import Progress, count_words, evidence, snapshot_manifest
from policywire.newsroom.language import open_chat, settings_hash, writer_settings
from policywire.newsroom.lookup import look_up
from policywire.newsroom.told import Told
from policywire.policy import Law, load_law
from policywire.press import (
    FORMATS,
    check_formats,
    check_target,
    draw_all,
    lay_out,
    wake_engine,
    write,
)

__all__ = ["Writing", "write_edition", "write_manuscript"]


@dataclass(frozen=True, slots=True)
class Writing:
    """How an edition is written.

    Attributes
    ----------
    audience : str
        For whom: ``general`` or ``professional``; as the brief says where empty.
    writer : str
        ``plain``, ``model``, or what the settings say where empty.
    config : Path or None
        Settings file.
    replies : Path or None
        Folder of stored replies; beside the edition where None.
    replay : bool
        Whether stored replies alone are used, with no call.
    today : date or None
        The day tokens and money are counted on.
    told : Told
        What the brief is about, where it takes a meeting, a path or statements.
    solve : bool
        Whether model runs that are kept are solved all the same.
    """

    audience: str = ""
    writer: str = ""
    config: Path | None = None
    replies: Path | None = None
    replay: bool = False
    today: date | None = None
    told: Told = field(default_factory=Told)
    solve: bool = False


def write_edition(
    name: str,
    out: Path,
    *,
    as_of: date | None = None,
    formats: tuple[str, ...] = (),
    store: Path | None = None,
    writing: Writing | None = None,
    progress: Progress = lambda step: None,
) -> dict[str, Any]:
    """Write a brief as an edition into its own folder under ``out``; return what was made."""
    writing = writing or Writing()
    chosen = check_formats(formats or tuple(FORMATS))
    find_brief(name)
    check_target(out / name)
    model, said = _model(writing, out / f"{name}.replies")
    wake_engine()
    with evidence(store, as_of) as view:
        progress(f"evidence opened, as of {view.as_of}")
        audience = Audience(writing.audience) if writing.audience else None
        manuscript = write_manuscript(
            *(name, view, progress),
            audience=audience,
            model=model,
            told=writing.told,
            solve=writing.solve,
        )
    exhibits = draw_all(manuscript.plots)
    progress(f"{count_words(len(exhibits), 'exhibit')} drawn")
    inputs = _inputs(name, store) | _texts(writing.told) | said
    edition = write(lay_out(manuscript, exhibits), out / name, chosen, inputs=inputs)
    progress(f"{len(edition.files) + 1} files written")  # the manifest too
    return {
        "headline": manuscript.headline.text,
        "folder": str(edition.folder),
        "page": str((edition.folder / FORMATS[chosen[0]][0]).absolute()),
        "figures": len(manuscript.findings),
        "checked": manuscript.checked,
        "struck": len(manuscript.struck),
        "writer": manuscript.byline.writer,
        "model": asdict(manuscript.model) if manuscript.model else None,
        "as_of": manuscript.as_of.isoformat(),
        "data_as_of": manuscript.data_as_of.isoformat(),
        "files": edition.files,
    }


def _model(writing: Writing, beside: Path) -> tuple[LanguageModel | None, dict[str, str]]:
    """Return the language model that drafts, if one is to, and the hash of how it is asked."""
    settings = writer_settings(writing.config)
    if (writing.writer or settings.name) != "model":
        return None, {}
    asked = settings.model
    chat = open_chat(asked, writing.replies or beside, replay=writing.replay, today=writing.today)
    limits = Limits(asked.deadline_s, asked.max_seconds_per_article)
    said = {"language model settings": settings_hash(asked)}
    return LanguageModel(chat, asked.model, asked.parameters, limits), said


def _inputs(name: str, store: Path | None) -> dict[str, str]:
    """Return the hashes of what an edition is made from."""
    desk, path = find_brief(name)
    held = {"store": Store(store).generation().sha256} if store else snapshot_manifest().sha256
    documents = [path, desk.folder / "desk.yaml", desk.folder / "names.yaml"]
    beside = ("glossary.yaml", "decisions.yaml", "rules.yaml")
    documents += [desk.folder / name for name in beside if (desk.folder / name).is_file()]
    documents += sorted(desk.law.glob("*.yaml"))
    names = {str(item.relative_to(desk.folder)): sha256_of(item) for item in documents}
    return {**held, **names}


def _texts(told: Told) -> dict[str, str]:
    """Return the hashes of the texts a reader gave; they are no part of the edition."""
    given = {"statement": told.statement, "statement before": told.before}
    return {name: sha256_of(path) for name, path in given.items() if path is not None}


def write_manuscript(
    name: str,
    view: View,
    progress: Progress,
    *,
    audience: Audience | None = None,
    model: LanguageModel | None = None,
    told: Told | None = None,
    solve: bool = False,
) -> Manuscript:
    """Write a brief from what a view holds, and verify it; ``solve`` passes over kept runs."""
    desk, path = find_brief(name)
    brief, law, names, runs = _fitted(path, desk, told or Told(), view, progress, solve=solve)
    if view.as_of > view.last_vintage:
        progress(f"nothing said after {view.last_vintage} is held")
    if (brief.name, brief.desk) != (name, desk.name):
        raise BadDocument(
            f"{path.name} says it is {brief.name} of {brief.desk}, not of {desk.name}."
        )
    events = [law.event(event) for event in brief.releases]
    ahead = [event for event in events if event.known <= view.as_of < event.day]
    scheduled = tuple(Release(event.day, event.what, event.citation) for event in ahead)
    expected = tuple(_release(rule, view.as_of) for rule in desk.releases)
    releases = tuple(sorted(expected + scheduled, key=lambda one: one.day))
    return compose(
        *(brief, view, law),
        names=names,
        byline=_byline(desk),
        releases=releases,
        remit=desk.scope,
        glossary=desk.glossary(),
        audience=audience,
        model=model,
        runs=runs,
        progress=progress,
    )


def _fitted(
    path: Path, desk: Desk, told: Told, view: View, progress: Progress, *, solve: bool
) -> tuple[Brief, Law, dict[str, str], dict[str, Run]]:
    """Return a brief cut to its case, with law, names and runs; plain where it takes nothing."""
    brief, law, names = load_brief(path), load_law(desk.law), desk.names()
    if told == Told() and not brief.takes:
        look_up(brief, view, law)
        return brief, law, names, _runs(brief, progress, solve)
    from policywire.newsroom.casework import case_of

    case = case_of(brief, law, told, view, progress, afresh=solve)
    runs = {**_runs(case.brief, progress, solve), **case.runs}
    return case.brief, case.law, {**names, **case.names}, runs


def _runs(brief: Brief, progress: Progress, solve: bool) -> dict[str, Run]:
    """Return the model runs of a brief; models are imported where there are any."""
    if not brief.runs:
        return {}
    from policywire.newsroom.runs import runs_of

    return runs_of(brief, progress, afresh=solve)


def _byline(desk: Desk) -> Byline:
    writer = f"{PLAIN_WRITER}, Policywire {__version__}"
    return Byline(desk.title, desk.remit, desk.audience, desk.purpose, desk.disclosure, writer)


def _release(rule: ReleaseRule, as_of: date) -> Release:
    day, month = rule.next_after(as_of)
    what = f"{rule.what} for {month.words()}, expected about this day"
    return Release(day, what, rule.citation)
