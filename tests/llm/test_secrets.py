"""The key: on the line to its origin, and nowhere else."""

import copy
import json
import logging
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.writers.choices import Structured
from policywire.analyst.writers.faults import WriterError
from policywire.analyst.writers.ledger import Ledger
from policywire.analyst.writers.probe import probe
from policywire.analyst.writers.replies import Replies
from policywire.analyst.writers.settings import Secret
from tests.llm.conftest import DAY, FINDINGS, KEY, SCHEMA, model_for, settings_for
from tests.llm.hostile import MODES, Hostile

Start = Callable[..., Hostile]
SLOW = ("hang", "slow_drip", "huge_body", "http_429_retry_after")


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret(KEY)
    assert {repr(secret), str(secret), f"{secret}", f"{secret!r:>3}"} == {"***"}
    assert KEY not in repr([secret, {"a": secret}])
    for spill in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled"):
            spill(secret)


@given(st.text("ab", min_size=1, max_size=6), st.text("abc", max_size=30))
def test_a_hidden_text_holds_no_key(key: str, text: str) -> None:
    assert key not in Secret(key).hidden_in(text).replace("***", "\0")


def test_a_key_cut_at_the_end_is_hidden_too() -> None:
    assert Secret(KEY).hidden_in(f"a {KEY} b {KEY[:10]}") == "a *** b ***"


@pytest.mark.parametrize("mode", sorted(set(MODES) - set(SLOW)))
def test_the_key_is_in_no_log_error_or_stored_reply(
    mode: str, hostile: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = ""
    try:
        made = model_for(hostile(mode), Replies(tmp_path)).complete("s", FINDINGS, SCHEMA)
        told += repr(made)
    except WriterError as error:
        told += "".join(traceback.format_exception(error)) + repr(vars(error))
    told += caplog.text + "".join(path.read_text() for path in tmp_path.rglob("*.json"))
    assert told
    assert KEY not in told
    assert KEY[:12] not in told


@pytest.mark.parametrize("way", [Structured.SCHEMA, Structured.NONE])
def test_the_key_is_sent_once_to_its_origin(way: Structured, hostile: Start) -> None:
    server = hostile("honest")
    model_for(server, structured=way).complete("s", FINDINGS, SCHEMA)
    _, headers, body = server.requests[0]
    assert headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(body)


def test_without_a_key_none_is_sent(hostile: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "of-another-service")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    server = hostile("honest")
    model_for(server, api_key=None).complete("s", FINDINGS, SCHEMA)
    _, headers, body = server.requests[0]
    assert "authorization" not in headers
    assert "of-another-service" not in json.dumps([headers, body])


def test_proxies_of_the_environment_are_not_used(
    hostile: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = hostile("honest")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url)
    server = hostile("honest")
    model_for(server).complete("s", FINDINGS, SCHEMA)
    assert (len(server.requests), proxy.requests) == (1, [])


@pytest.mark.parametrize("mode", ["echoes_key", "echoes_key_in_error", "honest"])
def test_a_probe_does_not_tell_the_key(mode: str, hostile: Start) -> None:
    settings = settings_for(hostile(mode))
    report = probe(settings, Ledger(settings, DAY))
    assert KEY not in repr(report) + json.dumps(report.as_dict()) + str(report.describe())


def test_a_placeholder_is_no_secret(hostile: Start) -> None:
    """Local servers want any key; EMPTY or none may well stand in a text."""
    server = hostile("honest")
    reply = model_for(server, api_key=Secret("Ready")).complete("s", "u")
    assert reply.text == "Ready."
