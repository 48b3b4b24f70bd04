"""The newsroom: where the rooms are wired together. Nothing is computed here."""

from policywire.newsroom.checks import check_article, judge_tables
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
from policywire.newsroom.language import probe_endpoint, writer_settings

__all__ = [
    "Writing",
    "check_article",
    "collect",
    "evidence",
    "freeze_snapshot",
    "judge_tables",
    "list_briefs",
    "list_desks",
    "list_series",
    "probe_endpoint",
    "show_series",
    "snapshot_folder",
    "snapshot_manifest",
    "write_edition",
    "write_manuscript",
    "writer_settings",
]
