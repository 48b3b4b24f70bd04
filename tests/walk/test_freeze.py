"""The packaged snapshot is what the collected tables freeze to, byte for byte."""

from pathlib import Path

import pytest

from policywire import newsroom
from policywire.evidence import open_snapshot

COLLECTED = Path(__file__).resolve().parents[3] / "shared" / "data"
PACKAGED = newsroom.snapshot_folder()
LIMIT = 1_500_000  # bytes


def test_the_packaged_snapshot_is_whole_and_small() -> None:
    with open_snapshot(PACKAGED) as view:
        assert len(view.held()) == newsroom.snapshot_manifest().series
    assert sum(path.stat().st_size for path in PACKAGED.glob("*.parquet")) < LIMIT


def test_no_private_publisher_is_in_the_package() -> None:
    """Official publishers alone; exchange, index, crypto and news data stay out."""
    with open_snapshot(PACKAGED) as view:
        publishers = {view.series(key).publisher for key in view.held()}
    assert publishers == {
        "Federal Reserve Bank of New York",
        "Federal Reserve Bank of St. Louis",
        "Federal Reserve Board",
        "INEGI",
        "Secretaría de Economía",
        "U.S. Bureau of Economic Analysis",
        "U.S. Bureau of Labor Statistics",
        "U.S. Census Bureau",
        "U.S. Department of the Treasury",
        "U.S. Energy Information Administration",
        "U.S. International Trade Commission",
    }


@pytest.mark.skipif(not COLLECTED.is_dir(), reason="the folder of collected tables is absent")
def test_collect_and_freeze_give_the_packaged_bytes(tmp_path: Path) -> None:
    read, new = newsroom.collect(COLLECTED, tmp_path / "store", lambda step: None)
    assert read == new > 800_000
    newsroom.freeze_snapshot(tmp_path / "store", tmp_path / "frozen", None)
    for path in sorted((tmp_path / "frozen").iterdir()):
        assert path.read_bytes() == (PACKAGED / path.name).read_bytes(), path.name
