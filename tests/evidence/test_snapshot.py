"""The frozen snapshot: same bytes twice, same numbers as the store, damage named."""

from datetime import date
from pathlib import Path

import pytest

from policywire.evidence import Evaluator, Selection, Store, freeze, open_snapshot, parse
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
