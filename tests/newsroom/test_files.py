"""Filing and freezing: a failed arrival leaves no store, and long work says what it does."""

from datetime import date
from pathlib import Path

import pytest

from policywire import newsroom
from policywire.evidence import Store
from policywire.facts.errors import ArrivalRefused, PolicywireError, WrongUse
from policywire.sources.layout import layouts
from tests.evidence.conftest import MX, batch, describe

FOLDER = "fomc_decisions"


def quiet(step: str) -> None:
    """Say nothing."""


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Return a collected folder whose tables have other columns than their layout says."""
    place = tmp_path / "collected"
    (place / FOLDER).mkdir(parents=True)
    for table in layouts()[FOLDER].tables:
        (place / FOLDER / table.file).write_text("colour\nred\n", encoding="utf-8")
    return place


def filled(folder: Path) -> Store:
    store = Store.create(folder)
    with store.write() as filing:
        filing.file(batch({MX: {"2025-01": 55.0}}, date(2026, 11, 1)), describe)
    return store


def test_a_damaged_table_leaves_no_store_and_no_folder(tmp_path: Path, damaged: Path) -> None:
    with pytest.raises(ArrivalRefused):
        newsroom.collect(damaged, tmp_path / "new" / "store", quiet, only=(FOLDER,))
    assert [path.name for path in tmp_path.iterdir()] == ["collected"]


def test_a_folder_that_was_there_stays_empty(tmp_path: Path, damaged: Path) -> None:
    (tmp_path / "store").mkdir()
    with pytest.raises(ArrivalRefused):
        newsroom.collect(damaged, tmp_path / "store", quiet, only=(FOLDER,))
    assert list((tmp_path / "store").iterdir()) == []


@pytest.mark.parametrize(
    ("only", "error"), [((), ArrivalRefused), (("nothing",), WrongUse), ((FOLDER,), ArrivalRefused)]
)
def test_a_folder_that_lacks_its_files_leaves_no_store(
    tmp_path: Path, only: tuple[str, ...], error: type[PolicywireError]
) -> None:
    (tmp_path / "collected").mkdir()
    with pytest.raises(error):
        newsroom.collect(tmp_path / "collected", tmp_path / "store", quiet, only=only)
    assert not (tmp_path / "store").exists()


def test_an_interrupt_leaves_no_store(
    tmp_path: Path, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(folder: Path, only: tuple[str, ...]) -> object:
        yield batch({MX: {"2025-01": 55.0}}, date(2026, 11, 1))
        raise KeyboardInterrupt

    monkeypatch.setattr("policywire.newsroom.files.read_folder", interrupted)
    with pytest.raises(KeyboardInterrupt):
        newsroom.collect(damaged, tmp_path / "store", quiet)
    assert not (tmp_path / "store").exists()


def test_a_store_that_is_filled_stays_as_it_was(tmp_path: Path, damaged: Path) -> None:
    store = filled(tmp_path / "store")
    before = store.generation()
    with pytest.raises(ArrivalRefused):
        newsroom.collect(damaged, tmp_path / "store", quiet, only=(FOLDER,))
    assert store.generation() == before
    assert not store.clear_unfilled()


def test_what_somebody_else_keeps_there_stays(tmp_path: Path, damaged: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(PolicywireError, match="other things"):
        newsroom.collect(damaged, tmp_path / "store", quiet, only=(FOLDER,))
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["letter.txt"]


def test_a_freeze_tells_its_steps(tmp_path: Path) -> None:
    filled(tmp_path / "store")
    steps: list[str] = []
    newsroom.freeze_snapshot(tmp_path / "store", tmp_path / "frozen", None, steps.append)
    assert steps[0] == "1 series held as of 2026-11-01, 1 to freeze"
    told = [step.partition(" ")[0] for step in steps[1:]]
    assert told == ["document.parquet", "series.parquet", "observation.parquet"]


@pytest.mark.parametrize(("count", "told"), [(0, "0 runs"), (1, "1 run"), (11, "11 runs")])
def test_one_is_told_in_the_singular(count: int, told: str) -> None:
    assert newsroom.files.count_words(count, "run") == told
