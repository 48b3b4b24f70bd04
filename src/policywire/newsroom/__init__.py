"""The newsroom: where the rooms are wired together. Nothing is computed here.

Its names are imported from their modules when they are first asked for, so that a command starts
with the rooms it needs and no others; ``checks``, ``language`` and ``runs`` are imported by name.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from policywire.newsroom.told import Told

__all__ = [
    "Told",
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

_EDITIONS = ("Writing", "write_edition", "write_manuscript")


def __getattr__(name: str) -> Any:
    """Return a name of this room from the module that holds it (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "editions" if name in _EDITIONS else "told" if name == "Told" else "files"
    return getattr(import_module(f"{__name__}.{module}"), name)
