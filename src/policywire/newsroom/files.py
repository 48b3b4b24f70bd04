"""The evidence the newsroom opens: the snapshot inside the package, or a store."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from policywire.desks.catalogue import shipped
from policywire.desks.desk import brief_paths, desks
from policywire.evidence import (
    Manifest,
    Selection,
    Store,
    View,
    freeze,
    open_snapshot,
    read_manifest,
)
from policywire.facts import Period, SeriesKey
from policywire.sources import read_folder

__all__ = [
    "Progress",
    "collect",
    "count_words",
    "evidence",
    "freeze_snapshot",
    "list_briefs",
    "list_desks",
    "list_series",
    "show_series",
    "snapshot_folder",
    "snapshot_manifest",
]

Progress = Callable[[str], None]
_SNAPSHOT = "data/frozen"
_NEEDED = {"path": "--path"}
_TAKEN = {"meeting": ("--meeting",), "statements": ("--statement", "--before")}
_LATEST = 24  # observations shown where no period is asked for


def count_words(count: int, noun: str) -> str:
    """Return a count and its noun, in the singular where it is one."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


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
    """File a folder of collected official tables; return observations read and new.

    Where nothing could be filed into a new store, none is left behind.
    """
    catalogue = shipped()
    read = new = 0
    batches = read_folder(folder, only)
    with _none_left(store), Store.create(store).write() as filing:
        for batch in batches:
            added = filing.file(batch, catalogue.describe)
            progress(f"{batch.origin.file}: {len(batch.value):,} observations, {added:,} new")
            read, new = read + len(batch.value), new + added
    return read, new


@contextmanager
def _none_left(folder: Path) -> Iterator[None]:
    """Leave no store, and no folder made for one, where what is done within fails."""
    made = [place for place in (folder, *folder.parents) if not os.path.lexists(place)]
    try:
        yield
    finally:
        if Store(folder).clear_unfilled():  # a store that was filled stays
            for place in made:
                place.rmdir()


def freeze_snapshot(
    store: Path, out: Path, as_of: date | None, progress: Progress = lambda step: None
) -> dict[str, Any]:
    """Freeze what the catalogue marks for the package; return the manifest and its size."""
    with Store(store).read(as_of) as view:
        held = view.held()
        kept = shipped().selected(held)
        progress(f"{len(held):,} series held as of {view.as_of}, {len(kept):,} to freeze")
        chosen = [Selection(item.key, item.since) for item in kept]
        manifest = freeze(view, chosen, out, progress)
    size = sum((out / name).stat().st_size for name in manifest.sha256)
    return asdict(manifest) | {"bytes": size}


def list_briefs() -> list[dict[str, Any]]:
    """Return every brief: its desk, its question, and what `write` must and may be told."""
    # The analyst's room takes a third of a second to import; the other commands here do without.
    from policywire.analyst import load_brief

    rows = []
    for name, (desk, path) in brief_paths().items():
        brief = load_brief(path)
        needs = [option for what, option in _NEEDED.items() if what in brief.takes]
        takes = [option for what in brief.takes for option in _TAKEN.get(what, ())]
        row = {"brief": name, "desk": desk.name, "question": brief.question}
        rows.append(row | {"needs": needs, "takes": takes})
    return rows


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
            "held": _held(item),
            "vintages": f"{item.said_first}..{item.said_last}",
        }
        for item in view.search(query)
    ]


def _held(item: Any) -> str:
    """Return the periods held of a series, and how many."""
    ends = str(item.first) if item.first == item.last else f"{item.first}..{item.last}"
    return f"{ends} ({item.count})"


def show_series(view: View, key: SeriesKey, period: Period | None) -> dict[str, Any]:
    """Return a series' values over a period, and their trail."""
    series = view.series(key)
    span = view.span(key)
    held = view.between(key, period or span)
    items = held if period else held[-_LATEST:]
    documents = dict.fromkeys(item.document for item in items)
    return {
        "key": str(key),
        "title": series.title,
        "unit": str(series.unit),
        "basis": series.basis,
        "adjustment": series.adjustment.value,
        "note": series.note,
        "held": str(span),
        "left_out": len(held) - len(items),
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
