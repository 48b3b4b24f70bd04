"""The newsroom: where the rooms are wired together. Nothing is computed here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from policywire import __version__
from policywire.analyst import PLAIN_WRITER, Byline, Manuscript, Release, compose, load_brief
from policywire.desks.catalogue import shipped
from policywire.desks.desk import Desk, ReleaseRule, find_brief
from policywire.evidence import (
    Manifest,
    Selection,
    Store,
    View,
    freeze,
    open_snapshot,
    read_manifest,
)
from policywire.policy import load_law
from policywire.sources import read_folder

__all__ = ["collect", "evidence", "freeze_snapshot", "snapshot_manifest", "write_manuscript"]

Progress = Callable[[str], None]
_SNAPSHOT = "data/frozen"


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


def collect(folder: Path, store: Path, progress: Progress) -> tuple[int, int]:
    """File a folder of collected official tables; return observations read and new."""
    catalogue = shipped()
    read = new = 0
    with Store.create(store).write() as filing:
        for batch in read_folder(folder):
            added = filing.file(batch, catalogue.describe)
            progress(f"{batch.origin.file}: {len(batch.value):,} observations, {added:,} new")
            read, new = read + len(batch.value), new + added
    return read, new


def freeze_snapshot(store: Path, out: Path, as_of: date | None) -> Manifest:
    """Freeze what the catalogue marks for the package."""
    with Store(store).read(as_of) as view:
        kept = shipped().selected(view.keys())
        return freeze(view, [Selection(item.key, item.since) for item in kept], out)


def write_manuscript(name: str, view: View, progress: Progress) -> Manuscript:
    """Write a brief from what a view holds, and verify it."""
    desk, path = find_brief(name)
    brief, law = load_brief(path), load_law(desk.law)
    events = tuple(law.event(event) for event in brief.releases)
    scheduled = tuple(Release(event.day, event.what, event.citation) for event in events)
    releases = tuple(_due(rule, view.as_of) for rule in desk.releases) + scheduled
    return compose(brief, view, law, desk.names(), _byline(desk), releases, progress)


def _byline(desk: Desk) -> Byline:
    writer = f"{PLAIN_WRITER}, Policywire {__version__}"
    return Byline(desk.title, desk.remit, desk.audience, desk.purpose, desk.disclosure, writer)


def _due(rule: ReleaseRule, as_of: date) -> Release:
    """Return the first release due after a day."""
    month_end = as_of.replace(day=1) - timedelta(days=1)
    while month_end + timedelta(days=rule.lag_days) <= as_of:
        month_end = (month_end + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return Release(month_end + timedelta(days=rule.lag_days), rule.what, rule.citation)
