"""The three tables of the file room, and how a connection to them is made."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from policywire.facts.errors import DamagedStore

__all__ = ["FORMAT", "columns_of", "connect", "create", "fsync_file", "fsync_folder", "sha256_of"]

FORMAT = 1
_SCHEMA = """
CREATE TABLE document (
    number INTEGER PRIMARY KEY, id VARCHAR UNIQUE, sha256 VARCHAR, file VARCHAR,
    publisher VARCHAR, dataset VARCHAR, url VARCHAR, licence VARCHAR, retrieved DATE,
    via_name VARCHAR, via_place VARCHAR, via_copied DATE, via_licence VARCHAR);
CREATE TABLE series (
    number INTEGER PRIMARY KEY, key VARCHAR UNIQUE, family VARCHAR, place VARCHAR,
    partner VARCHAR, product VARCHAR, title VARCHAR, unit VARCHAR, frequency VARCHAR,
    basis VARCHAR, adjustment VARCHAR, gather VARCHAR, publisher VARCHAR, dataset VARCHAR,
    url VARCHAR, licence VARCHAR, layer VARCHAR, note VARCHAR);
CREATE TABLE observation (
    series INTEGER, start DATE, value DOUBLE, vintage DATE, status VARCHAR, document INTEGER);
"""


def columns_of(table: str) -> list[tuple[str, str]]:
    """Return name and type of each column of one of our tables, in order."""
    (body,) = re.findall(rf"CREATE TABLE {table} \((.*?)\);", _SCHEMA, re.DOTALL)
    return re.findall(r"(\w+) (INTEGER|VARCHAR|DATE|DOUBLE)", body)


def create(path: Path) -> None:
    """Make an empty database at ``path``."""
    with connect(path, read_only=False) as connection:
        connection.execute(_SCHEMA)


@contextmanager
def connect(path: Path, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database at ``path`` and close it again.

    Raises
    ------
    DamagedStore
        If the file is no database of ours.
    """
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise DamagedStore(f"{path.name} cannot be opened as a database: {first}") from error
    try:
        yield connection
    finally:
        connection.close()


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fsync_file(path: Path) -> None:
    """Make the bytes of a file durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Make renames inside ``folder`` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
