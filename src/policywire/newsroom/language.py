"""Language models: the settings a command runs under, and what an endpoint can do.

The client and the probe are imported where they are used: most runs ask no model.
"""

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from policywire.analyst.writers.configure import find_settings, read_settings
from policywire.analyst.writers.ledger import Ledger, day_file
from policywire.analyst.writers.replies import Replies, Use
from policywire.analyst.writers.settings import ModelSettings, WriterSettings

if TYPE_CHECKING:
    from policywire.analyst.writers.chat import ChatModel
    from policywire.analyst.writers.probe_report import ProbeReport

__all__ = ["open_chat", "probe_endpoint", "settings_hash", "writer_settings"]


def writer_settings(config: Path | None) -> WriterSettings:
    """Return the settings of a file, or of ``policywire.toml`` here, and of the environment."""
    return read_settings(find_settings(Path.cwd(), config), os.environ)


def probe_endpoint(config: Path | None, today: date) -> "ProbeReport":
    """Find out what the endpoint of the settings can do; it costs a few calls."""
    from policywire.analyst.writers.probe import probe

    settings = writer_settings(config).model
    return probe(settings, Ledger(settings, today, day_file(os.environ)))


def open_chat(
    settings: ModelSettings, replies: Path, *, replay: bool, today: date | None
) -> "ChatModel":
    """Return the model of the settings, ready to be asked; its replies are stored in a folder.

    A day not given counts nothing towards a day's cap.

    Raises
    ------
    WriterError
        If it cannot be asked: the extra is not installed, or a setting is missing.
    """
    from policywire.analyst.writers.chat import ChatModel

    stored = Replies(replies, Use.REPLAY if replay else Use.RECORD)
    file = day_file(os.environ) if today and not replay else None
    chat = ChatModel(settings, Ledger(settings, today or date.min, file), stored)
    chat.ready()
    return chat


def settings_hash(settings: ModelSettings) -> str:
    """Return the hash of what the settings ask of a model; where it is, is no part of it."""
    told = {name: value for name, value in settings.public().items() if name != "base_url"}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
