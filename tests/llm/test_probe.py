"""The probe: what it finds out about servers that keep their promises, and that do not."""

import json
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from policywire.analyst.writers.chat.listing import _size, list_models
from policywire.analyst.writers.faults import BudgetSpent, SettingsRefused, WriterError
from policywire.analyst.writers.ledger import Ledger
from policywire.analyst.writers.probe import probe
from policywire.analyst.writers.probe_report import ProbeReport
from policywire.analyst.writers.settings import ModelSettings
from tests.llm.conftest import DAY, settings_for
from tests.llm.hostile import MODEL, MODES, Hostile

Start = Callable[..., Hostile]


def probed(server: Hostile, **changes: object) -> ProbeReport:
    settings = settings_for(server, **changes)
    return probe(settings, Ledger(settings, DAY))


def test_an_honest_server(hostile: Start) -> None:
    report = probed(hostile("honest"))
    assert (report.reachable, report.fit, report.models) == (True, "yes", (MODEL,))
    assert (report.structured, report.enforced) == ("json_schema", True)
    assert (report.parameters, report.parameters_from) == ("32B", "server")
    assert (report.limit_field, report.usage_reported) == ("max_tokens", True)
    assert report.thinks is False
    assert report.context_cut is False
    assert report.context_at_least is not None
    assert report.context_at_least > 5000
    assert report.tokens_per_article == 22_900 + 2_500
    assert report.calls == 6
    assert report.tokens > 7000


def test_what_the_user_states_goes_before_what_the_server_says(hostile: Start) -> None:
    report = probed(hostile("honest"), parameters="27B")
    assert (report.parameters, report.parameters_from) == ("27B", "user")


def test_prices_give_a_cost(hostile: Start) -> None:
    report = probed(hostile("honest"), usd_per_million_in=1.0, usd_per_million_out=2.0)
    assert report.usd_per_article == pytest.approx((22_900 + 2 * 2_500) / 1e6)
    assert "$0.0279" in dict(report.describe())["an article"]


def test_seconds_of_an_article_by_hand() -> None:
    """22,900 at 2290 a second are 10 s; 2,500 at 50 a second 50 s; with thinking 376 s."""
    report = ProbeReport("o", "m", tokens_per_s=50.0, prompt_tokens_per_s=2290.0)
    assert report.seconds_per_article == 60.0
    thinking = replace(report, thinks=True)
    assert thinking.seconds_per_article == 10 + (2_500 + 16_300) / 50
    assert replace(thinking, thinking_switch="x").seconds_per_article == 60.0
    assert ProbeReport("o", "m").seconds_per_article is None


@pytest.mark.parametrize(
    ("mode", "fit", "words"),
    [
        ("schema_ignored", "no", "no draft can be read"),
        ("refusal", "no", "no draft can be read"),
        ("schema_unsupported", "yes", "keeps what it promises"),
        ("usage_missing", "with care", "does not count tokens"),
        ("limit_ignored", "with care", "ignores the cap on output"),
        ("thinks_apart", "yes", "cannot be told not to"),
        ("wrong_model", "yes", ""),
        ("http_500_once", "yes", ""),
        ("unauthorised", "no", "POLICYWIRE_LLM_API_KEY"),
        ("not_found", "no", "Check base_url and model"),
        ("html_200", "no", "login page"),
        ("redirect_other_origin", "no", "not followed"),
        ("echoes_key", "no", "repeats the API key"),
    ],
)
def test_a_server_that_keeps_less(mode: str, fit: str, words: str, hostile: Start) -> None:
    report = probed(hostile(mode))
    assert (report.fit, words in report.verdict) == (fit, True), report.verdict


def test_another_model_is_told(hostile: Start) -> None:
    report = probed(hostile("wrong_model"))
    assert report.answered_as == "another-1b"
    assert "answers as another-1b" in dict(report.describe())["model"]


@pytest.mark.parametrize("mode", sorted(set(MODES) - {"hang", "slow_drip", "http_429_retry_after"}))
def test_every_mode_ends_in_a_report_that_reads(mode: str, hostile: Start) -> None:
    report = probed(hostile(mode), deadline_s=2.0, retries=0)
    lines = report.describe()
    assert lines[-1] == ("verdict", report.verdict)
    assert all(label and words and "\n" not in words for label, words in lines)
    assert json.loads(json.dumps(report.as_dict()))["fit"] == report.fit
    assert report.reachable or report.fault


@pytest.mark.parametrize("mode", ["hang", "slow_drip"])
def test_a_server_that_hangs_is_left_at_the_deadline(mode: str, hostile: Start) -> None:
    started = time.monotonic()
    report = probed(hostile(mode), deadline_s=0.5)
    assert (report.fit, "within 0.5 s" in report.verdict) == ("no", True)
    assert time.monotonic() - started < 3.0


def test_a_window_that_is_cut_in_silence(hostile: Start) -> None:
    report = ProbeReport("o", "m", reachable=True, structured="json_schema", context_cut=True)
    assert report.fit == "no"
    assert "raise the server's context window" in report.verdict


def test_a_cap_stops_the_probe(hostile: Start) -> None:
    with pytest.raises(BudgetSpent):
        probed(hostile("honest"), max_calls=0)
    short = probed(hostile("honest"), max_calls=2)
    assert (short.calls, short.structured) == (2, "json_schema")


def test_no_server_is_named(library: None) -> None:
    with pytest.raises(SettingsRefused):
        probe(ModelSettings(), Ledger(ModelSettings(), DAY))


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (134_515_008, "135M"),
        (1_543_714_304, "1.5B"),
        (7_000_000_000, "7B"),
        (32_763_876_352, "33B"),
        (999_000_000, "1B"),
        (10, ""),
        ("32B", ""),
        (True, ""),
        (None, ""),
    ],
)
def test_a_parameter_count_as_it_is_said(count: object, words: str) -> None:
    assert _size(count) == words


@pytest.mark.parametrize("body", [b"[]", b'{"data": 3}', b"{}", b"x", b'{"data": [3, {"id": 4}]}'])
def test_a_list_of_models_that_is_none(
    body: bytes, hostile: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policywire.analyst.writers.chat.wire import Answer, Wire

    async def answer(*_: object) -> Answer:
        return Answer("application/json", body)

    monkeypatch.setattr(Wire, "send", answer)
    settings = settings_for(hostile("honest"))
    try:
        assert list_models(settings, 1.0) == ()
    except WriterError as error:
        told = error.kind
    else:
        told = "empty"
    assert told in ("shape", "bad_json", "empty")
