"""The store: vintages kept, writes atomic under kill -9, readers and one writer at a time."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from policywire.evidence import Store
from policywire.facts import Period, SeriesKey
from policywire.facts.errors import (
    ArrivalRefused,
    BeforeFirstVintage,
    Conflict,
    DamagedStore,
    MissingObservation,
    OutputRefused,
    StoreBusy,
    UnknownSeries,
)
from tests.evidence.conftest import EARLY, LATE, MX, batch, describe, months

STAGES = ("locked", "copied", "filed", "synced", "renamed", "pointed", "swept")
BEFORE_POINTING = STAGES[: STAGES.index("pointed")]
KEY, MONTH = SeriesKey.parse(MX), Period.parse("2025-01")

CRASHING_WRITER = """
import os, signal, sys
from pathlib import Path
from datetime import date
from policywire.evidence import Store
from tests.evidence.conftest import MX, batch, describe

def crash(stage):
    if stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

with Store(Path(sys.argv[1])).write(crash) as filing:
    filing.file(batch({MX: {"2025-01": 55.0}}, date(2025, 9, 1), "c.csv"), describe)
    crash("filing")
"""


def crash(folder: Path, stage: str) -> int:
    """Run a writer that kills itself with signal 9 when ``stage`` ends."""
    root = Path(__file__).parents[2]
    paths = os.pathsep.join([str(root), str(root / "src")])
    command = [sys.executable, "-c", CRASHING_WRITER, str(folder), stage]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, check=False).returncode


def held(store: Store, as_of: date | None = None) -> float:
    with store.read(as_of) as view:
        return view.observation(KEY, Period.parse("2024-12")).value


def test_vintages_are_kept(store: Store) -> None:
    assert held(store, EARLY) == 50
    assert held(store, date(2025, 7, 31)) == 50
    assert held(store, LATE) == held(store) == 62


def test_as_of_before_the_first_vintage_says_so(store: Store) -> None:
    with (
        pytest.raises(BeforeFirstVintage, match="first vintage is 2025-02-01"),
        store.read(date(2024, 1, 1)),
    ):
        pass


def test_a_period_not_held_names_what_is(store: Store) -> None:
    with store.read() as view, pytest.raises(MissingObservation, match="held 2023-01 to 2024-12"):
        view.observation(KEY, MONTH)


def test_an_unknown_series_names_near_ones(store: Store) -> None:
    key = SeriesKey.parse("census:imports.generel/USA.MEX")
    with store.read() as view, pytest.raises(UnknownSeries, match=r"Near: census:imports.general"):
        view.series(key)


def test_filing_twice_adds_nothing(store: Store) -> None:
    again = batch({MX: {"2024-12": 62.0}}, LATE, "b.csv")
    with store.write() as filing:
        assert filing.file(again, describe) == 0


def test_another_value_under_one_vintage_is_refused(store: Store) -> None:
    before = store.generation()
    with pytest.raises(Conflict, match="never overwritten"), store.write() as filing:
        filing.file(batch({MX: {"2024-12": 63.0}}, LATE, "b.csv"), describe)
    assert store.generation() == before


def test_a_series_cannot_change_its_unit(store: Store) -> None:
    def in_millions(key: SeriesKey) -> object:
        from dataclasses import replace

        from policywire.facts import Unit

        return replace(describe(key), unit=Unit.parse("USD million"))

    with pytest.raises(Conflict, match="another meaning"), store.write() as filing:
        filing.file(batch({MX: {"2025-01": 1.0}}, LATE, "b.csv"), in_millions)  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", [*STAGES, "filing"])
def test_a_killed_writer_leaves_the_store_whole(store: Store, stage: str) -> None:
    before = store.generation()
    assert crash(store.folder, stage) == -signal.SIGKILL
    done = stage in ("pointed", "swept")
    with store.read() as view:
        assert (MONTH.start in view.observations(KEY)) is done
    assert (store.generation() == before) is not done
    with store.write() as filing:  # the next writer sweeps up and works
        filing.file(batch({MX: {"2025-01": 55.0}}, date(2025, 9, 1), "c.csv"), describe)
    with store.read() as view:
        assert view.observation(KEY, MONTH).value == 55.0
    assert not list(store.folder.glob("*.part*"))


@pytest.mark.parametrize("stage", ["locked", "copied", "filed", "renamed"])
def test_a_first_writer_killed_leaves_an_empty_store(tmp_path: Path, stage: str) -> None:
    store = Store.create(tmp_path / "new")
    assert crash(store.folder, stage) == -signal.SIGKILL
    with pytest.raises(DamagedStore, match="no store"), store.read():
        pass
    with Store.create(tmp_path / "new").write() as filing:
        filing.file(batch({MX: months(2024, 1.0)}, EARLY), describe)
    with store.read() as view:
        assert len(view.observations(KEY)) == 12


def _read_in_child(folder: str, pipe: "multiprocessing.connection.Connection") -> None:
    with Store(Path(folder)).read() as view:
        pipe.send("open")
        pipe.recv()
        pipe.send(view.observation(KEY, Period.parse("2024-12")).value)


def test_two_readers_and_a_writer_at_a_time(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    ends = [context.Pipe() for _ in range(2)]
    readers = [
        context.Process(target=_read_in_child, args=(str(store.folder), theirs))
        for _, theirs in ends
    ]
    for reader in readers:
        reader.start()
    assert [ours.recv() for ours, _ in ends] == ["open", "open"]
    for month in (1, 2, 3):  # three filings: the generation they read is swept from the folder
        with store.write() as filing:
            new = batch({MX: {f"2025-{month:02d}": 55.0}}, date(2025, 9, month), f"{month}.csv")
            filing.file(new, describe)
    for ours, _ in ends:
        ours.send("go")
    assert [ours.recv() for ours, _ in ends] == [62.0, 62.0]
    for reader in readers:
        reader.join(10)


def test_a_second_writer_gets_a_clear_error(store: Store) -> None:
    with store.write(), pytest.raises(StoreBusy, match=f"process {os.getpid()}"), store.write():
        pass


def test_a_damaged_generation_is_named(store: Store) -> None:
    path = store.folder / store.generation().file
    bytes_ = bytearray(path.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    path.write_bytes(bytes_)
    with pytest.raises(DamagedStore, match=path.name), store.read():
        pass
    with pytest.raises(DamagedStore, match=path.name), store.write():
        pass


@pytest.mark.parametrize("text", ["", "{", "[]", '{"number": 1}'])
def test_a_damaged_pointer_is_named(store: Store, text: str) -> None:
    (store.folder / "CURRENT").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedStore, match="CURRENT"), store.read():
        pass


def test_a_store_of_a_later_format_is_refused(store: Store) -> None:
    pointer = store.folder / "CURRENT"
    said = json.loads(pointer.read_text(encoding="utf-8")) | {"format": 99}
    pointer.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(DamagedStore, match="format 99"), store.read():
        pass


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(OutputRefused, match="other things"):
        Store.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_arrival_that_fails_leaves_nothing(store: Store) -> None:
    before = store.generation()
    with pytest.raises(ArrivalRefused), store.write() as filing:
        filing.file(batch({MX: {"2025-01": float("nan")}}, LATE), describe)
    assert store.generation() == before


# ------------------------------------------------------------------- nothing is swept away


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "LOCK"}


def test_a_lost_pointer_never_starts_the_store_over(store: Store) -> None:
    with store.write():
        pass
    (store.folder / "CURRENT").unlink()
    before = content(store.folder)
    with pytest.raises(DamagedStore, match="CURRENT is gone"):
        Store.create(store.folder).write().__enter__()
    assert content(store.folder) == before


def test_a_generation_ahead_of_the_pointer_is_not_swept(store: Store) -> None:
    ahead = store.folder / "gen-000009.duckdb"
    ahead.write_bytes(b"evidence")
    with store.write():
        pass
    assert ahead.read_bytes() == b"evidence"


def test_a_writer_removes_no_file_of_somebody_else(store: Store) -> None:
    names = ["thesis.part", "gen-1.duckdb.part", "gen-000001.duckdb.parts", "gen-notes.duckdb"]
    for name in names:
        (store.folder / name).write_text("mine", encoding="utf-8")
    for _ in range(3):
        with store.write():
            pass
    assert all((store.folder / name).read_text(encoding="utf-8") == "mine" for name in names)


@pytest.mark.parametrize("name", ["thesis.part", "gen-notes.txt", "gen-1.duckdb"])
def test_a_folder_with_names_like_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("keep me", encoding="utf-8")
    with pytest.raises(OutputRefused, match=name):
        Store.create(tmp_path)
    with pytest.raises(OutputRefused, match=name):
        Store(tmp_path).write().__enter__()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "change",
    [
        {"number": "1"},
        {"number": True},
        {"number": -1, "file": "gen-0000-1.duckdb"},
        {"file": "../elsewhere.duckdb"},
        {"file": "gen-000007.duckdb"},
        {"file": None},
        {"sha256": "ab"},
        {"sha256": 5},
    ],
)
def test_a_pointer_no_filing_wrote_is_refused(store: Store, change: dict[str, object]) -> None:
    pointer = store.folder / "CURRENT"
    said = json.loads(pointer.read_text(encoding="utf-8")) | change
    pointer.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(DamagedStore, match="CURRENT cannot be read"), store.read():
        pass
    with pytest.raises(DamagedStore, match="CURRENT cannot be read"), store.write():
        pass


def test_a_pointer_nested_too_deeply_is_refused(store: Store) -> None:
    (store.folder / "CURRENT").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(DamagedStore, match="CURRENT cannot be read"), store.read():
        pass


def test_a_file_in_place_of_the_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputRefused, match="cannot be made"):
        Store.create(path)
    with pytest.raises(OutputRefused, match="cannot be made"):
        Store(path).write().__enter__()
    with pytest.raises(DamagedStore, match="CURRENT cannot be read"):
        Store(path).generation()


def test_a_lone_generation_without_its_pointer_is_kept_aside(store: Store) -> None:
    lone = store.folder / store.generation().file
    held_bytes = lone.read_bytes()
    (store.folder / "CURRENT").unlink()
    for kept in store.folder.glob("gen-*"):
        if kept != lone:
            kept.unlink()
    if lone.name != "gen-000001.duckdb":
        lone.rename(store.folder / "gen-000001.duckdb")
    with store.write() as filing:
        filing.file(batch({MX: months(2024, 1.0)}, EARLY), describe)
    (aside,) = store.folder.glob("*.aside-*")
    assert aside.read_bytes() == held_bytes
