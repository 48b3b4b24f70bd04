"""Generations: the names a store's files carry, and what its pointer says."""

import re
from dataclasses import dataclass

from policywire.evidence.tables import FORMAT

__all__ = [
    "GENERATION",
    "LOCK",
    "POINTER",
    "UNFINISHED",
    "Generation",
    "file_name",
    "is_ours",
]

POINTER = "CURRENT"
LOCK = "LOCK"
GENERATION = re.compile(r"gen-([0-9]{6})\.duckdb")
_ASIDE = re.compile(r"gen-[0-9]{6}\.duckdb\.aside-[0-9]+")
UNFINISHED = re.compile(r"gen-[0-9]{6}\.duckdb\.part(\.wal)?|CURRENT\.part")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Generation:
    """What the pointer says.

    Attributes
    ----------
    number : int
        Counts filings.
    file : str
        Name of the database file.
    sha256 : str
        Hash of its bytes.
    format : int
        Layout of its tables.
    """

    number: int
    file: str
    sha256: str
    format: int = FORMAT

    def __post_init__(self) -> None:
        """Refuse what no filing of ours could have written."""
        if not (_whole(self.number) and self.number > 0 and _whole(self.format)):
            raise ValueError("its number and format must be whole numbers above zero")
        if self.file != file_name(self.number):
            raise ValueError(f"its file must be {file_name(self.number)}, not {self.file!r}")
        if not (isinstance(self.sha256, str) and _SHA256.fullmatch(self.sha256)):
            raise ValueError("its sha256 must be 64 hexadecimal digits")


def is_ours(name: str) -> bool:
    """Whether a writer of ours may have left a file of that name in a folder without pointer."""
    patterns = (GENERATION, UNFINISHED, _ASIDE)
    return name in (LOCK, POINTER) or any(pattern.fullmatch(name) for pattern in patterns)


def file_name(number: int) -> str:
    """Return the name of a generation's database."""
    return f"gen-{number:06d}.duckdb"


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
