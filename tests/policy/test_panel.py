"""A day's panel: the same answers as one by one, for every line, of the import table."""

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from policywire.facts import Place
from policywire.policy.duty import Entry
from policywire.policy.library import Library
from policywire.policy.panel import panel
from policywire.policy.regime import Lawbook

PARTNERS = ("MEX", "CAN", "CHN", "EUU")


@pytest.mark.parametrize("day", [date(2025, 3, 8), date(2025, 9, 1), date(2026, 7, 25)])
@pytest.mark.parametrize(("origin", "claim"), [("MEX", True), ("CAN", False), ("EUU", False)])
def test_the_panel_agrees_with_single_answers(
    library: Library, day: date, origin: str, claim: bool
) -> None:
    codes = sorted({code[:6] for code in library.law.schedule.lines})
    numbers, entry = codes[::97], Entry(claim=claim)
    regime = library.law.on(day)
    found = panel(regime, Place(origin), numbers, entry)
    for at, number in enumerate(numbers):
        single = regime.rate(Place(origin), number, entry)
        assert found.low[at] == pytest.approx(single.low), number
        assert found.high[at] == pytest.approx(single.high), number
        assert found.complete[at] == single.complete, number
        assert found.low[at] <= found.mean[at] + 1e-12
        assert found.mean[at] <= found.high[at] + 1e-12


def test_a_number_that_is_not_held_is_not_a_number(library: Library) -> None:
    found = panel(library.law.on(date(2025, 3, 8)), Place("MEX"), ["980100", "870830"])
    assert np.isnan(found.mean[0])
    assert not found.complete[0]
    assert found.mean[1] > 0


def test_nearly_every_line_of_the_import_table_has_a_rate(library: Library, shared: Path) -> None:
    table = shared / "us_imports_hs6_2024" / "us_imports_hs6_2024.parquet"
    with duckdb.connect() as connection:
        query = "SELECT DISTINCT hs6 FROM read_parquet(?) ORDER BY 1"
        numbers = [row[0] for row in connection.execute(query, [str(table)]).fetchall()]
    assert len(numbers) > 5000
    fresh = Lawbook(library.law.book, library.law.schedule)
    made = [panel(fresh.on(date(2025, 9, 1)), Place(one), numbers) for one in PARTNERS]
    assert all(np.isfinite(one.mean).mean() > 0.9 for one in made)
