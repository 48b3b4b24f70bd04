"""What is spent is counted before it is spent: no run, and no day, exceeds its caps."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.writers.faults import BudgetSpent, SettingsRefused, WriterError
from policywire.analyst.writers.ledger import Ledger, day_file
from policywire.analyst.writers.reply import Usage, estimated_tokens
from policywire.analyst.writers.settings import ModelSettings
from tests.llm.conftest import DAY, FINDINGS, SCHEMA, model_for
from tests.llm.hostile import MODES, Hostile

Start = Callable[..., Hostile]
PRICED = ModelSettings(usd_per_million_in=1.0, usd_per_million_out=2.0)


def test_a_cost_by_hand() -> None:
    """A million in at 1 dollar and half a million out at 2 dollars: 2 dollars."""
    ledger = Ledger(replace(PRICED, max_tokens_per_article=10**7), DAY)
    aside = ledger.reserve(1_000_000, 500_000)
    assert (ledger.article.usd, ledger.article.tokens) == (2.0, 1_500_000)
    ledger.settle(aside, Usage(500_000, 250_000), 3.0)
    assert ledger.article.usd == pytest.approx(1.0)
    assert (ledger.article.calls, ledger.article.seconds) == (1, 3.0)
    assert ledger.today() == ledger.article


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"max_calls": 2}, "max_calls"),
        ({"max_tokens_per_article": 299}, "max_tokens_per_article"),
        ({"max_tokens_per_day": 299}, "max_tokens_per_day"),
        ({"max_usd_per_article": 0.000451}, "max_usd_per_article"),
        ({"max_usd_per_day": 0.000451}, "max_usd_per_day"),
    ],
)
def test_each_cap_stops_the_call_before_it(changes: dict[str, float], name: str) -> None:
    ledger = Ledger(replace(PRICED, **changes), DAY)  # type: ignore[arg-type]
    for _ in range(2):
        ledger.settle(ledger.reserve(50, 50), Usage(50, 50), 0.1)
    with pytest.raises(BudgetSpent, match=name) as found:
        ledger.reserve(50, 51)
    assert found.value.kind == name
    assert ledger.article.calls == 2


CALLS = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 90), st.integers(0, 90), st.booleans()),
    max_size=30,
)


@given(CALLS)
def test_no_run_exceeds_its_caps(calls: list[tuple[int, int, int, bool]]) -> None:
    """Whatever is asked; what a server adds beyond its own limit stops the next call."""
    caps = {"max_tokens_per_article": 500, "max_calls": 9, "max_usd_per_article": 0.0007}
    ledger = Ledger(replace(PRICED, **caps), DAY)  # type: ignore[arg-type]
    for prompt, most, written, lost in calls:
        try:
            aside = ledger.reserve(prompt, most)
        except BudgetSpent:
            continue
        usage = Usage(prompt, most if lost else min(written, most), lost)
        ledger.settle(aside, usage, 0.0)
        assert ledger.article.tokens <= 500
        assert ledger.article.calls <= 9
        assert ledger.article.usd <= 0.0007 + 1e-12


def test_the_day_is_kept_between_runs(tmp_path: Path) -> None:
    file = tmp_path / "state" / "spent.json"
    settings = replace(PRICED, max_tokens_per_day=100)
    first = Ledger(settings, DAY, file)
    first.settle(first.reserve(30, 30), Usage(30, 30), 1.0)
    second = Ledger(settings, DAY, file)
    with pytest.raises(BudgetSpent, match="max_tokens_per_day"):
        second.reserve(30, 30)
    tomorrow = Ledger(settings, date(2026, 11, 23), file)
    tomorrow.settle(tomorrow.reserve(30, 30), Usage(30, 30), 1.0)
    assert set(json.loads(file.read_text())) == {"2026-11-22", "2026-11-23"}
    assert first.today().tokens == 60


def test_a_run_that_died_keeps_what_it_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "spent.json"
    Ledger(PRICED, DAY, file).reserve(30, 40)
    assert Ledger(PRICED, DAY, file).today().tokens == 70


def test_a_month_of_days_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "spent.json"
    for day in range(1, 32):
        Ledger(PRICED, date(2026, 10, day), file).reserve(1, 1)
    Ledger(PRICED, DAY, file).reserve(1, 1)
    assert len(json.loads(file.read_text())) == 31


def test_runs_side_by_side_lose_no_count(tmp_path: Path) -> None:
    file = tmp_path / "spent.json"

    def spend() -> None:
        ledger = Ledger(replace(PRICED, max_calls=1000), DAY, file)
        for _ in range(20):
            ledger.settle(ledger.reserve(10, 10), Usage(7, 3), 0.0)

    threads = [threading.Thread(target=spend) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    today = Ledger(PRICED, DAY, file).today()
    assert (today.calls, today.tokens) == (80, 800)


@pytest.mark.parametrize("text", ["", "[]", '{"2026-11-22": {"x": 1}}', "{", '{"2026-11-22": 3}'])
def test_a_damaged_file_stops_spending(text: str, tmp_path: Path) -> None:
    file = tmp_path / "spent.json"
    file.write_text(text)
    with pytest.raises(SettingsRefused, match="Delete it"):
        Ledger(PRICED, DAY, file).reserve(1, 1)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsRefused, match="XDG_STATE_HOME"):
        Ledger(PRICED, DAY, tmp_path / "file" / "x" / "spent.json").reserve(1, 1)


def test_where_the_days_are_kept(tmp_path: Path) -> None:
    told = day_file({"XDG_STATE_HOME": str(tmp_path)})
    assert told == tmp_path / "policywire" / "llm-spent.json"
    for odd in ({}, {"XDG_STATE_HOME": "not/absolute"}):
        assert day_file(odd).parts[-4:-2] == (".local", "state")


@given(st.text(max_size=200))
def test_an_estimate_is_no_less_than_a_quarter_of_the_letters(text: str) -> None:
    assert estimated_tokens(text) >= len(text) / 4


LONGER_THAN_ALLOWED = ("limit_ignored", "verbose")  # stopped after, not before: see below


@pytest.mark.parametrize(
    "mode",
    sorted(set(MODES) - {"hang", "slow_drip", "http_429_retry_after", *LONGER_THAN_ALLOWED}),
)
def test_no_mode_spends_more_than_the_caps(mode: str, hostile: Start) -> None:
    model = model_for(hostile(mode), max_calls=4, max_tokens_per_article=12_500)
    for number in range(6):
        try:
            model.complete("s", f"{FINDINGS} {number}", SCHEMA)
        except WriterError as error:
            assert error.kind  # noqa: PT017 - each is named
    assert model.ledger.article.calls <= 4
    assert model.ledger.article.tokens <= 12_500


def test_a_server_that_ignores_the_limit_is_counted_at_what_it_did(hostile: Start) -> None:
    model = model_for(hostile("limit_ignored"), max_tokens_per_article=8_000)
    model.complete("s", FINDINGS, SCHEMA)
    assert model.ledger.article.completion_tokens == 5000
    with pytest.raises(BudgetSpent):
        model.complete("s", FINDINGS + " again", SCHEMA)


def test_what_was_not_billed_costs_nothing(hostile: Start) -> None:
    model = model_for(hostile("http_429_long"))
    with pytest.raises(WriterError):
        model.complete("s", FINDINGS, SCHEMA)
    assert (model.ledger.article.calls, model.ledger.article.tokens) == (1, 0)


def test_a_call_that_was_lost_costs_all_that_was_set_aside(hostile: Start) -> None:
    model = model_for(hostile("hang"), deadline_s=0.3)
    with pytest.raises(WriterError):
        model.complete("s", FINDINGS, SCHEMA)
    assert model.ledger.article.completion_tokens == 4000
    assert model.ledger.article.estimated_tokens == model.ledger.article.tokens
