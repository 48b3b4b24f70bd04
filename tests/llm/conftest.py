"""What the tests of the chat client share: settings that point to a server, a call of a draft."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from policywire.analyst.writers.chat import ChatModel
from policywire.analyst.writers.chat.library import load_library
from policywire.analyst.writers.faults import LibraryMissing
from policywire.analyst.writers.ledger import Ledger
from policywire.analyst.writers.replies import Replies
from policywire.analyst.writers.settings import ModelSettings, Secret
from tests.llm.hostile import MODEL, Hostile
from tests.llm.real import missing, serving

DAY = date(2026, 11, 22)
KEY = "key-" + "of-the-tests-" * 2
IDS = ("F1", "F2")
FINDINGS = json.dumps(
    {
        "findings": [
            {"id": "F1", "phrase": "imports rose by a tenth", "direction": "rose"},
            {"id": "F2", "phrase": "exports fell by a twentieth", "direction": "fell"},
        ]
    }
)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sentences"],
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["uses", "relation", "text"],
                "properties": {
                    "uses": {"type": "array", "items": {"type": "string", "enum": list(IDS)}},
                    "relation": {"type": "string", "enum": ["statement", "addition"]},
                    "text": {"type": "string"},
                },
            },
        }
    },
}


@pytest.fixture(scope="session")
def library() -> None:
    """Skip where the extra ``llm`` is not installed; import it before any clock runs."""
    try:
        load_library()
    except LibraryMissing as error:
        pytest.skip(str(error))


@pytest.fixture
def hostile(library: None) -> Iterator[Callable[..., Hostile]]:
    """Give a starter of hostile servers; all end with the test."""
    running: list[Hostile] = []

    def start(name: str, **more: Any) -> Hostile:
        server = Hostile(name, **more)
        running.append(server.__enter__())
        return server

    yield start
    for server in running:
        server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def real_url(library: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the base URL of a real small model; skip where it is not installed."""
    absent = missing()
    if absent:
        pytest.skip(f"{absent} not installed: `make test-llm` sets them up")
    with serving(tmp_path_factory.mktemp("real") / "log") as url:
        yield url


def settings_for(server: Hostile, **changes: Any) -> ModelSettings:
    """Return settings that point to a server, with a short deadline."""
    told: dict[str, Any] = {
        "base_url": server.url,
        "model": MODEL,
        "api_key": Secret(KEY),
        "deadline_s": 5.0,
    }
    return ModelSettings(**(told | changes))


def briefly(seconds: float) -> None:
    """Wait a hundredth of the time."""
    time.sleep(seconds / 100)


def model_for(
    server: Hostile,
    replies: Replies | None = None,
    sleep: Callable[[float], None] = briefly,
    **changes: Any,
) -> ChatModel:
    """Return a chat model that asks a server; it waits but briefly before it asks again."""
    settings = settings_for(server, **changes)
    return ChatModel(settings, Ledger(settings, DAY), replies, sleep=sleep)
