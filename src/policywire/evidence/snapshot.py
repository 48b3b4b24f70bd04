"""The frozen snapshot: a small, repeatable copy of a store that travels inside the package.

Three Parquet files and a manifest with their hashes. The same store, selection and DuckDB give
the same bytes.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import duckdb

from policywire.evidence.folders import replacing
from policywire.evidence.snapshot_checks import (
    check_meanings,
    check_observations,
    load_table,
)
from policywire.evidence.tables import FORMAT, sha256_of
from policywire.evidence.view import View
from policywire.facts import SeriesKey
from policywire.facts.errors import DamagedStore, OutputRefused

__all__ = ["Manifest", "Selection", "freeze", "open_snapshot", "read_manifest"]

_TABLES = ("document", "series", "observation")
_MANIFEST = "manifest.json"
_README = "README.md"
_FILES = tuple(f"{table}.parquet" for table in _TABLES)


@dataclass(frozen=True, slots=True)
class Selection:
    """A series to freeze, from a day on.

    Attributes
    ----------
    key : SeriesKey
        The series.
    since : date
        First day of the first period kept.
    """

    key: SeriesKey
    since: date


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds.

    Attributes
    ----------
    format : int
        Layout of its tables.
    as_of : str
        Newest vintage, ISO date.
    series, observations, documents : int
        Counts.
    duckdb : str
        Version that wrote the files.
    sha256 : dict of str to str
        Hash of each file.
    """

    format: int
    as_of: str
    series: int
    observations: int
    documents: int
    duckdb: str
    sha256: dict[str, str]


def freeze(
    view: View,
    selection: Iterable[Selection],
    folder: Path,
    progress: Callable[[str], None] = lambda step: None,
) -> Manifest:
    """Write the selected series, all vintages up to the view's ``as_of``, into ``folder``.

    The snapshot is built beside the folder and takes its place whole; a README.md that lies
    there is kept. ``progress`` is told each file as it is written.

    Raises
    ------
    UnknownSeries
        If a selected series is not held.
    OutputRefused
        If the folder cannot be written, or holds anything but a snapshot of ours; it is left as
        it was, and nothing is left half-written.
    """
    connection = view.connection
    chosen = [(view.series(item.key).key, item.since) for item in selection]
    _select(connection, [(str(key), since) for key, since in chosen], view.as_of)
    try:
        target = folder.resolve()
        _check_replaceable(target)
        with replacing(target) as fresh:
            return _build(connection, fresh, target / _README, progress)
    except (OSError, RuntimeError, duckdb.Error) as error:  # RuntimeError: links in a circle
        raise OutputRefused(f"{folder} cannot be written: {error}.") from error


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the snapshot in ``folder``.

    Raises
    ------
    DamagedStore
        If there is none, it cannot be read, or it lists other files than a snapshot has.
    """
    try:
        found = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise DamagedStore(f"{folder} is no snapshot: it has no {_MANIFEST}.") from error
    except (OSError, RecursionError, TypeError, ValueError) as error:
        raise DamagedStore(f"{folder / _MANIFEST} cannot be read: {error}.") from error
    if found.format != FORMAT:
        raise DamagedStore(f"{folder} has format {found.format}; this version reads {FORMAT}.")
    if not isinstance(found.sha256, dict) or set(found.sha256) != set(_FILES):
        raise DamagedStore(
            f"{folder / _MANIFEST} must give the hashes of {', '.join(_FILES)}, and of nothing "
            "else. Install the package again, or freeze anew."
        )
    return found


@contextmanager
def open_snapshot(folder: Path, as_of: date | None = None) -> Iterator[View]:
    """Open a snapshot for reading, after checking every file against its hash.

    Raises
    ------
    DamagedStore
        If a file is missing or damaged, or holds what no freeze writes; the message names it.
    BeforeFirstVintage
        If ``as_of`` lies before anything was said.
    """
    manifest = read_manifest(folder)
    for name, expected in manifest.sha256.items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != expected:
            raise DamagedStore(
                f"{name} of the snapshot in {folder.name} does not match its hash "
                f"({expected[:12]}...): it was damaged or changed. Install the package again."
            )
    with duckdb.connect() as connection:
        for table in _TABLES:
            load_table(connection, folder, table)
        check_meanings(connection, folder)
        check_observations(connection, folder)
        yield View(connection, as_of)


def _select(
    connection: duckdb.DuckDBPyConnection, chosen: list[tuple[str, date]], as_of: date
) -> None:
    """Make temporary tables of what is frozen, renumbered in order of key and id."""
    connection.execute("CREATE OR REPLACE TEMP TABLE chosen (key VARCHAR, since DATE)")
    connection.executemany("INSERT INTO chosen VALUES (?, ?)", sorted(set(chosen)))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE kept AS SELECT s.key, o.start, o.value, o.vintage, o.status, "
        "d.id AS document FROM observation o JOIN series s ON s.number = o.series "
        "JOIN chosen c ON c.key = s.key AND o.start >= c.since "
        "JOIN document d ON d.number = o.document WHERE o.vintage <= ?",
        [as_of],
    )


_NUMBERED = {
    "document": "SELECT row_number() OVER (ORDER BY id) - 1 AS number, * EXCLUDE (number) "
    "FROM document WHERE id IN (SELECT document FROM kept)",
    "series": "SELECT row_number() OVER (ORDER BY key) - 1 AS number, * EXCLUDE (number) "
    "FROM series WHERE key IN (SELECT key FROM kept)",
}
_FROZEN = {
    "document": f"SELECT number::INTEGER AS number, * EXCLUDE (number) FROM "
    f"({_NUMBERED['document']}) ORDER BY number",
    "series": f"SELECT number::INTEGER AS number, * EXCLUDE (number) FROM "
    f"({_NUMBERED['series']}) ORDER BY number",
    "observation": "SELECT s.number::INTEGER AS series, k.start, k.value, k.vintage, k.status, "
    f"d.number::INTEGER AS document FROM kept k JOIN ({_NUMBERED['series']}) s ON s.key = k.key "
    f"JOIN ({_NUMBERED['document']}) d ON d.id = k.document ORDER BY s.number, k.start, k.vintage",
}


def _copy(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    target = str(path).replace("'", "''")
    connection.execute("SET threads = 1")  # several threads may order row groups differently
    connection.execute(
        f"COPY ({_FROZEN[table]}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, "
        "COMPRESSION_LEVEL 19)"
    )
    connection.execute("RESET threads")


def _check_replaceable(folder: Path) -> None:
    """Refuse to replace anything but an empty folder or a snapshot of ours, and all of it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputRefused(f"{folder} is a file, not a folder. Give another --out.")
    held = list(folder.iterdir())
    foreign = sorted(path.name for path in held if not _ours(path))
    if foreign:
        raise OutputRefused(
            f"{folder} holds {', '.join(foreign[:3])}, which is no part of a snapshot and would "
            "be lost. Give another --out, or move it away."
        )
    if held:
        _check_manifest(folder)


def _ours(path: Path) -> bool:
    named = path.name in (*_FILES, _MANIFEST, _README)
    return named and path.is_file() and not path.is_symlink()


def _check_manifest(folder: Path) -> None:
    try:
        read_manifest(folder)
    except DamagedStore as error:
        raise OutputRefused(
            f"{folder} is not replaced, as it holds no snapshot of ours: {error} "
            "Give another --out, or move it away."
        ) from error


def _build(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    readme: Path,
    progress: Callable[[str], None],
) -> Manifest:
    """Write a whole snapshot into an empty folder, with the README that was there before."""
    for table in _TABLES:
        path = folder / f"{table}.parquet"
        _copy(connection, table, path)
        progress(f"{path.name} written, {path.stat().st_size:,} bytes")
    if readme.is_file():
        shutil.copyfile(readme, folder / _README)
    return _seal(connection, folder)


def _seal(connection: duckdb.DuckDBPyConnection, folder: Path) -> Manifest:
    """Write the manifest of the three files."""
    row = connection.execute(
        "SELECT max(vintage)::VARCHAR, count(DISTINCT key), count(*), count(DISTINCT document) "
        "FROM kept"
    ).fetchone() or ("", 0, 0, 0)
    hashes = {name: sha256_of(folder / name) for name in _FILES}
    as_of, series, observations, documents = row
    version = duckdb.__version__
    manifest = Manifest(FORMAT, as_of, series, observations, documents, version, hashes)
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n"
    (folder / _MANIFEST).write_text(text, encoding="utf-8")
    return manifest
