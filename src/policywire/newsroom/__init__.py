"""The newsroom: where the rooms are wired together. Nothing is computed here.

Its modules ``checks`` and ``language`` are imported where they are used: they bring in readers of
free text and a client of language models, which writing a brief does without.
"""

from policywire.newsroom.editions import Writing, write_edition, write_manuscript
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
    "Writing",
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
