"""The newsroom: where the rooms are wired together. Nothing is computed here."""

from policywire.newsroom.editions import write_edition, write_manuscript
from policywire.newsroom.files import (
    collect,
    evidence,
    freeze_snapshot,
    list_briefs,
    list_desks,
    list_series,
    show_series,
    snapshot_folder,
    snapshot_manifest,
)

__all__ = [
    "collect",
    "evidence",
    "freeze_snapshot",
    "list_briefs",
    "list_desks",
    "list_series",
    "show_series",
    "snapshot_folder",
    "snapshot_manifest",
    "write_edition",
    "write_manuscript",
]
