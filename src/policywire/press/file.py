"""One file that appears whole or not at all, and replaces nothing but a report of ours."""

import os
import tempfile
from pathlib import Path

from policywire.facts.errors import OutputRefused

__all__ = ["check_report_place", "write_report"]

_MARK = b'<meta name="generator" content="Policywire check">'
_HEAD = 4000


def check_report_place(path: Path) -> None:
    """Refuse a place a report could not be written to, before the work is done.

    Raises
    ------
    OutputRefused
        If a file stands there that is no report of ours, or its folder cannot be written to.
    """
    if path.is_dir():
        raise OutputRefused(f"{path} is a folder. Name a file for the report.")
    if path.exists() and not _is_ours(path):
        raise OutputRefused(
            f"{path} exists and is no report of Policywire; it would be lost. Name another file."
        )
    if not os.access(path.absolute().parent, os.W_OK):
        raise OutputRefused(f"{path.absolute().parent} cannot be written to. Name another folder.")


def _is_ours(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    return not head or _MARK in head


def write_report(path: Path, text: str) -> None:
    """Write a report in one step.

    Raises
    ------
    OutputRefused
        If the place is refused, or writing fails; nothing half-written is left.
    """
    check_report_place(path)
    try:
        _replace(path, text.encode())
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputRefused(f"{path} cannot be written: {why}. Name another place.") from error


def _replace(path: Path, content: bytes) -> None:
    number, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(number, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)  # gone where it took the name
