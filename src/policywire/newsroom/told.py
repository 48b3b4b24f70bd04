"""What a user says a brief is about: a meeting, a path, statements."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says a brief is about.

    Attributes
    ----------
    meeting : date or None
        The day of the decision; the newest held where a brief takes one and none is given.
    path : str
        A hypothetical path of the funds rate, by quarter or meeting.
    statement, before : Path or None
        Texts of the statement and of the one before it.
    """

    meeting: date | None = None
    path: str = ""
    statement: Path | None = None
    before: Path | None = None
