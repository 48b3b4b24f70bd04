"""Files at the door: what is read, and what is refused with its line."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from policywire.facts.errors import ArrivalRefused, MissingObservation
from policywire.models.monetary import calibrate as read

SHARED = Path(__file__).parents[3].parent / "shared" / "data"


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "holds no rows"),
        ("year,month,x\n", "holds no rows"),
        ("year,month,y\n1990,1,2\n", "lacks x"),
        ("year,month,x\n1990,1\n", "table.csv:2"),
        ("year,month,x\n1990,1,a\n", "'a' in x is no number"),
        ("year,month,x\n1990,1,inf\n", "infinite"),
        ("year,month,x\n1990,13,1\n", "cannot be read"),
        ("year,month,x\n1990,1,1\n1990,3,1\n", "leaves out or repeats a month before 1990-03"),
        ("date,x\nJanuary,1\n", "cannot be read"),
    ],
)
def test_a_month_file_that_is_refused(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(ArrivalRefused, match=what):
        read.read_months(written(tmp_path, text), ("x",))


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(ArrivalRefused, match="cannot be read"):
        read.read_months(tmp_path / "absent.csv", ("x",))
    path = tmp_path / "binary.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ArrivalRefused, match="cannot be read"):
        read.read_months(path, ("x",))


def test_a_missing_month_is_named(tmp_path: Path) -> None:
    held = read.read_months(
        written(tmp_path, "date,x\n2025-09-01,1\n2025-10-01,\n2025-11-01,3\n"), ("x",)
    )
    with pytest.raises(MissingObservation, match="x has no value for 2025-10"):
        held.between(("x",), date(2025, 9, 1), date(2025, 11, 1))
    with pytest.raises(MissingObservation, match="is not held"):
        held.between(("x",), date(2025, 9, 1), date(2026, 1, 1))
    assert held.between(("x",), date(2025, 11, 1), date(2025, 11, 1)).tolist() == [[3.0]]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder is absent")
def test_october_2025_is_missing_at_source() -> None:
    held = read.read_months(
        SHARED / "us_macro_transmission" / "monthly.csv", ("UNRATE", "CPIAUCSL")
    )
    with pytest.raises(MissingObservation, match="UNRATE has no value for 2025-10"):
        held.between(("UNRATE",), date(2025, 1, 1), date(2025, 11, 1))


def test_announcements_out_of_order(tmp_path: Path) -> None:
    text = "start,description,x\n2001-01-03 13:15:00,a,1\n2000-01-03 13:15:00,b,1\n"
    with pytest.raises(ArrivalRefused, match="out of order"):
        read.read_announcements(written(tmp_path, text), ("x",))


def test_sums_by_month(tmp_path: Path) -> None:
    rows = "".join(f"2001,{month},0\n" for month in range(1, 7))
    months = read.read_months(written(tmp_path, "year,month,x\n" + rows), ("x",))
    starts = ("2001-02-01 14:00", "2001-02-20 14:00", "2001-04-10 14:00")
    total = read.monthly_sums(starts, np.array([0.1, 0.2, -0.3]), months)
    np.testing.assert_allclose(total, [np.nan, 0.3, 0.0, -0.3, np.nan, np.nan])
