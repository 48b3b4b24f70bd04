"""Language models: the settings a command runs under, and what an endpoint can do."""

import os
from datetime import date
from pathlib import Path

from policywire.analyst.writers.configure import find_settings, read_settings
from policywire.analyst.writers.ledger import Ledger, day_file
from policywire.analyst.writers.probe import probe
from policywire.analyst.writers.probe_report import ProbeReport
from policywire.analyst.writers.settings import WriterSettings

__all__ = ["probe_endpoint", "writer_settings"]


def writer_settings(config: Path | None) -> WriterSettings:
    """Return the settings of a file, or of ``policywire.toml`` here, and of the environment."""
    return read_settings(find_settings(Path.cwd(), config), os.environ)


def probe_endpoint(config: Path | None, today: date) -> ProbeReport:
    """Find out what the endpoint of the settings can do; it costs a few calls."""
    settings = writer_settings(config).model
    return probe(settings, Ledger(settings, today, day_file(os.environ)))
