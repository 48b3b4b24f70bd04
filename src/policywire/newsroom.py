"""The newsroom: where the rooms are wired together. Nothing is computed here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from policywire import __version__
from policywire.analyst import PLAIN_WRITER, Byline, Manuscript, Release, compose, load_brief
from policywire.desks.catalogue import shipped
from policywire.desks.desk import Desk, ReleaseRule, brief_paths, desks, find_brief
from policywire.evidence import (
    Manifest,
    Selection,
    Store,
    View,
    freeze,
    open_snapshot,
    read_manifest,
    sha256_of,
)
from policywire.facts import Period, SeriesKey
from policywire.facts.errors import BadDocument
from policywire.policy import load_law
from policywire.press import FORMATS, check_formats, check_target, draw_all, lay_out, write
from policywire.sources import read_folder

__all__ = [
    "collect",
    "evidence",
    "freeze_snapshot",
    "list_briefs",
    "list_desks",
    "list_series",
    "show_series",
    "snapshot_manifest",
    "write_edition",
    "write_manuscript",
]

Progress = Callable[[str], None]
_SNAPSHOT = "data/frozen"
_LATEST = 24  # observations shown where no period is asked for


def snapshot_folder() -> Path:
    """Return the folder of the snapshot inside the package."""
    return Path(str(files("policywire").joinpath(_SNAPSHOT)))


def snapshot_manifest() -> Manifest:
    """Return the manifest of the snapshot inside the package."""
    return read_manifest(snapshot_folder())


@contextmanager
def evidence(store: Path | None, as_of: date | None) -> Iterator[View]:
    """Open a store, or the snapshot inside the package where none is named."""
    opened = Store(store).read(as_of) if store else open_snapshot(snapshot_folder(), as_of)
    with opened as view:
        yield view


def collect(
    folder: Path, store: Path, progress: Progress, *, only: tuple[str, ...] = ()
) -> tuple[int, int]:
    """File a folder of collected official tables; return observations read and new."""
    catalogue = shipped()
    read = new = 0
    with Store.create(store).write() as filing:
        for batch in read_folder(folder, only):
            added = filing.file(batch, catalogue.describe)
            progress(f"{batch.origin.file}: {len(batch.value):,} observations, {added:,} new")
            read, new = read + len(batch.value), new + added
    return read, new


def freeze_snapshot(store: Path, out: Path, as_of: date | None) -> dict[str, Any]:
    """Freeze what the catalogue marks for the package; return the manifest and its size."""
    with Store(store).read(as_of) as view:
        kept = shipped().selected(view.held())
        manifest = freeze(view, [Selection(item.key, item.since) for item in kept], out)
    size = sum((out / name).stat().st_size for name in manifest.sha256)
    return asdict(manifest) | {"bytes": size}


def list_briefs() -> list[dict[str, str]]:
    """Return every brief with its desk and question."""
    return [
        {"brief": name, "desk": desk.name, "question": load_brief(path).question}
        for name, (desk, path) in brief_paths().items()
    ]


def list_desks() -> list[dict[str, str]]:
    """Return every desk with what it may write."""
    return [
        {"desk": desk.name, "title": desk.title, "remit": desk.remit, "audience": desk.audience}
        for desk in desks().values()
    ]


def list_series(view: View, query: str) -> list[dict[str, Any]]:
    """Return what a view holds whose key or title contains a text."""
    return [
        {
            "key": item.key,
            "title": item.title,
            "unit": item.unit,
            "publisher": item.publisher,
            "held": f"{item.first}..{item.last} ({item.count})",
            "vintages": f"{item.said_first}..{item.said_last}",
        }
        for item in view.search(query)
    ]


def show_series(view: View, key: SeriesKey, period: Period | None) -> dict[str, Any]:
    """Return a series' values over a period, and their trail."""
    series = view.series(key)
    items = view.between(key, period or view.span(key))[0 if period else -_LATEST :]
    documents = dict.fromkeys(item.document for item in items)
    return {
        "key": str(key),
        "title": series.title,
        "unit": str(series.unit),
        "basis": series.basis,
        "adjustment": series.adjustment.value,
        "note": series.note,
        "rows": [
            {
                "period": str(item.period),
                "value": item.value,
                "vintage": item.vintage.isoformat(),
                "status": item.status.value,
            }
            for item in items
        ],
        "trail": [view.origin(document).words() for document in documents],
    }


def write_edition(
    name: str,
    out: Path,
    *,
    as_of: date | None = None,
    formats: tuple[str, ...] = (),
    store: Path | None = None,
    progress: Progress = lambda step: None,
) -> dict[str, Any]:
    """Write a brief as an edition into its own folder under ``out``; return what was made."""
    chosen = check_formats(formats or tuple(FORMATS))
    find_brief(name)
    check_target(out / name)
    with evidence(store, as_of) as view:
        progress(f"evidence opened, as of {view.as_of}")
        manuscript = write_manuscript(name, view, progress)
    exhibits = draw_all(manuscript.plots)
    progress(f"{len(exhibits)} exhibits drawn")
    inputs = _inputs(name, store)
    edition = write(lay_out(manuscript, exhibits), out / name, chosen, inputs=inputs)
    progress(f"{len(edition.files) + 1} files written")  # the manifest too
    return {
        "headline": manuscript.headline.text,
        "folder": str(edition.folder),
        "page": str((edition.folder / FORMATS[chosen[0]][0]).absolute()),
        "figures": len(manuscript.findings),
        "checked": manuscript.checked,
        "struck": len(manuscript.struck),
        "as_of": manuscript.as_of.isoformat(),
        "data_as_of": manuscript.data_as_of.isoformat(),
        "files": edition.files,
    }


def _inputs(name: str, store: Path | None) -> dict[str, str]:
    """Return the hashes of what an edition is made from."""
    desk, path = find_brief(name)
    held = {"store": Store(store).generation().sha256} if store else snapshot_manifest().sha256
    documents = [path, desk.folder / "desk.yaml", desk.folder / "names.yaml"]
    documents += sorted(desk.law.glob("*.yaml"))
    names = {str(item.relative_to(desk.folder)): sha256_of(item) for item in documents}
    return {**held, **names}


def write_manuscript(name: str, view: View, progress: Progress) -> Manuscript:
    """Write a brief from what a view holds, and verify it."""
    desk, path = find_brief(name)
    brief, law = load_brief(path), load_law(desk.law)
    if view.as_of > view.last_vintage:
        progress(f"nothing said after {view.last_vintage} is held")
    if (brief.name, brief.desk) != (name, desk.name):
        raise BadDocument(
            f"{path.name} says it is {brief.name} of {brief.desk}, not of {desk.name}."
        )
    events = [law.event(event) for event in brief.releases]
    ahead = [event for event in events if event.known <= view.as_of < event.day]
    scheduled = tuple(Release(event.day, event.what, event.citation) for event in ahead)
    releases = tuple(_release(rule, view.as_of) for rule in desk.releases) + scheduled
    return compose(
        *(brief, view, law),
        names=desk.names(),
        byline=_byline(desk),
        releases=releases,
        progress=progress,
    )


def _byline(desk: Desk) -> Byline:
    writer = f"{PLAIN_WRITER}, Policywire {__version__}"
    return Byline(desk.title, desk.remit, desk.audience, desk.purpose, desk.disclosure, writer)


def _release(rule: ReleaseRule, as_of: date) -> Release:
    day, month = rule.next_after(as_of)
    what = f"{rule.what} for {month.words()}, expected about this day"
    return Release(day, what, rule.citation)
