"""What a brief lacks is said before its models are solved; what it says of its case and of days."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policywire import newsroom
from policywire.analyst import Manuscript
from policywire.evidence import Store, View
from policywire.facts.errors import UnknownSeries
from policywire.newsroom import Told, casework, runs
from tests.evidence.conftest import MX, batch, describe

PATH = "q0:-25,q1:-50"


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    """Return a store that holds one series of one month."""
    store = Store.create(tmp_path / "store")
    with store.write() as filing:
        filing.file(batch({MX: {"2025-01": 55.0}}, date(2026, 11, 1)), describe)
    with store.read() as held:
        yield held


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was solved, which is told and not done."""
    made: list[str] = []

    def solve(*asked: Any, **options: Any) -> Any:
        made.append("a run")
        raise AssertionError

    monkeypatch.setattr(runs, "runs_of", solve)
    monkeypatch.setattr(casework, "_money_runs", solve)
    return made


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("usmca-review", Told()),
        ("usmca-rules", Told()),
        ("fed-decision", Told(date(2026, 7, 29))),
        ("fed-path", Told(path=PATH)),
    ],
)
def test_a_series_not_held_is_said_before_anything_is_solved(
    name: str, told: Told, view: View, solved: list[str]
) -> None:
    with pytest.raises(UnknownSeries, match="No series"):
        newsroom.write_manuscript(name, view, lambda step: None, told=told)
    assert solved == []


def test_what_is_held_goes_on_to_the_runs(solved: list[str]) -> None:
    with newsroom.evidence(None, None) as held, pytest.raises(AssertionError):
        newsroom.write_manuscript("usmca-review", held, lambda step: None)
    assert solved == ["a run"]


def written(name: str, told: Told, steps: list[str]) -> Manuscript:
    with newsroom.evidence(None, None) as held:
        return newsroom.write_manuscript(name, held, steps.append, told=told)


def test_what_comes_next_stands_in_order_of_its_days() -> None:
    days = [one.day for one in written("fed-decision", Told(), []).releases]
    assert days == sorted(days)
    assert len(days) > 1


def test_a_path_is_told_as_a_path_and_its_run_as_one() -> None:
    steps: list[str] = []
    written("fed-path", Told(path=PATH), steps)
    assert f"the path {PATH}, 1 run of the money models" in steps
    assert not [step for step in steps if "the decision of" in step]
