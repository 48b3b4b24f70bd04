"""The frozen snapshot: same bytes twice, same numbers as the store, damage named."""

import hashlib
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from policywire.evidence import Evaluator, Selection, Store, freeze, open_snapshot, parse
from policywire.evidence import snapshot as snapshots
from policywire.facts import SeriesKey
from policywire.facts.errors import BeforeFirstVintage, DamagedStore, OutputRefused, UnknownSeries
from tests.evidence.conftest import EARLY, LATE, MX, WLD

CHOSEN = [Selection(SeriesKey.parse(key), date(2024, 1, 1)) for key in (WLD, MX)]
SHARE = f"share(sum({MX}, 2024), sum({WLD}, 2024))"


def frozen(store: Store, folder: Path) -> Path:
    with store.read() as view:
        freeze(view, CHOSEN, folder)
    return folder


def test_the_freeze_is_repeatable_byte_for_byte(store: Store, tmp_path: Path) -> None:
    one, two = frozen(store, tmp_path / "one"), frozen(store, tmp_path / "two")
    names = sorted(path.name for path in one.iterdir())
    assert names == ["document.parquet", "manifest.json", "observation.parquet", "series.parquet"]
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_the_snapshot_says_what_the_store_says(store: Store, tmp_path: Path) -> None:
    with open_snapshot(frozen(store, tmp_path / "one")) as snapshot, store.read() as view:
        ours, theirs = (Evaluator(side).evaluate(parse(SHARE)) for side in (snapshot, view))
    assert ours == theirs


def test_vintages_travel_and_the_selection_holds(store: Store, tmp_path: Path) -> None:
    folder = frozen(store, tmp_path / "one")
    with open_snapshot(folder, EARLY) as view:
        assert Evaluator(view).evaluate(parse(f"sum({MX}, 2024)")).quantity.value == 600
    with open_snapshot(folder) as view:
        assert view.as_of == LATE
        assert [str(key) for key in view.held()] == sorted([MX, WLD])
        assert str(view.span(SeriesKey.parse(WLD))) == "2024-01..2024-12"


@pytest.mark.parametrize("name", ["observation.parquet", "series.parquet", "document.parquet"])
def test_a_damaged_file_is_named(store: Store, tmp_path: Path, name: str) -> None:
    path = frozen(store, tmp_path / "one") / name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(DamagedStore, match=name), open_snapshot(path.parent):
        pass


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedStore, match=r"manifest\.json"), open_snapshot(tmp_path):
        pass


def test_as_of_before_the_first_vintage(store: Store, tmp_path: Path) -> None:
    folder = frozen(store, tmp_path / "one")
    with pytest.raises(BeforeFirstVintage), open_snapshot(folder, date(2020, 1, 1)):
        pass


def test_an_unknown_selection_is_refused_before_anything_is_written(
    store: Store, tmp_path: Path
) -> None:
    chosen = [Selection(SeriesKey.parse("census:imports.general/USA.CHN"), date(2024, 1, 1))]
    with store.read() as view, pytest.raises(UnknownSeries):
        freeze(view, chosen, tmp_path / "one")
    assert not (tmp_path / "one").exists()


def test_a_file_in_the_way_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "one").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputRefused):
        frozen(store, tmp_path / "one")


# ------------------------------------------------------------------- whole or not at all


def content(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_freeze_replaces_a_snapshot_and_keeps_its_readme(store: Store, tmp_path: Path) -> None:
    folder = frozen(store, tmp_path / "one")
    (folder / "README.md").write_text("what this is", encoding="utf-8")
    before = content(tmp_path / "one")
    assert content(frozen(store, folder)) == before
    assert "README.md" in before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "store"]


@pytest.mark.parametrize("name", ["thesis.txt", "notes.part", "README.md", "series.parquet"])
def test_a_folder_of_somebody_else_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / name).write_text("mine", encoding="utf-8")
    with pytest.raises(OutputRefused, match="move it away"):
        frozen(store, tmp_path / "one")
    assert content(tmp_path / "one") == {name: b"mine"}


def test_a_stranger_beside_a_snapshot_is_refused(store: Store, tmp_path: Path) -> None:
    folder = frozen(store, tmp_path / "one")
    (folder / "deep").mkdir()
    (folder / "link").symlink_to(tmp_path / "store")
    with pytest.raises(OutputRefused, match="holds deep, link"):
        frozen(store, folder)


def test_a_link_to_itself_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OutputRefused, match="loop"):
        frozen(store, tmp_path / "loop")


@pytest.mark.parametrize("step", ["_copy", "_seal"])
def test_a_failure_leaves_the_old_snapshot_whole(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = frozen(store, tmp_path / "one")
    before = content(folder)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshots, step, fail)
    with pytest.raises(OutputRefused, match="No space left on device"):
        frozen(store, folder)
    assert content(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "store"]


def test_a_failed_renaming_puts_the_old_snapshot_back(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = frozen(store, tmp_path / "one")
    before = content(folder)
    rename = Path.rename

    def fails_once(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_once)
    with pytest.raises(OutputRefused, match="Input/output error"):
        frozen(store, folder)
    assert content(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "store"]


# ------------------------------------------------------------------- what a freeze never writes


def rewrite(folder: Path, table: str, select: str) -> None:
    """Change a table and its hash, as somebody might who means to."""
    path = folder / f"{table}.parquet"
    source = f"(SELECT * FROM read_parquet('{path}'))"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE changed AS {select.format(source)}")
        connection.execute(f"COPY changed TO '{path}' (FORMAT parquet)")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "select", "told"),
    [
        ("observation", "SELECT * REPLACE ('nan'::DOUBLE AS value) FROM {}", "holds nan"),
        ("observation", "SELECT * REPLACE ('inf'::DOUBLE AS value) FROM {}", "holds inf"),
        ("observation", "SELECT * REPLACE (NULL::DOUBLE AS value) FROM {}", "holds None"),
        ("observation", "SELECT * REPLACE ('guess' AS status) FROM {}", "guess"),
        ("observation", "SELECT * FROM {0} UNION ALL SELECT * FROM {0}", "two values"),
        ("observation", "SELECT * EXCLUDE (vintage) FROM {}", "its columns are"),
        ("observation", "SELECT * REPLACE (value::VARCHAR AS value) FROM {}", "value VARCHAR"),
        ("series", "SELECT * REPLACE ('parsecs' AS unit) FROM {}", "parsecs"),
        ("series", "SELECT * REPLACE ('hourly' AS frequency) FROM {}", "hourly"),
    ],
)
def test_a_table_no_freeze_wrote_is_refused(
    store: Store, tmp_path: Path, table: str, select: str, told: str
) -> None:
    folder = frozen(store, tmp_path / "one")
    rewrite(folder, table, select)
    with pytest.raises(DamagedStore, match=rf"{table}\.parquet.*{told}"), open_snapshot(folder):
        pass


@pytest.mark.parametrize("hashes", [{}, None, 5, {"series.parquet": ""}, {"../x": ""}])
def test_a_manifest_that_lists_other_files_is_refused(
    store: Store, tmp_path: Path, hashes: object
) -> None:
    path = frozen(store, tmp_path / "one") / "manifest.json"
    said = json.loads(path.read_text(encoding="utf-8")) | {"sha256": hashes}
    path.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(DamagedStore, match="must give the hashes"), open_snapshot(path.parent):
        pass
