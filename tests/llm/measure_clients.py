"""Measures clients against the 44 misbehaviours: right reactions, seconds, size, import.

    python -m tests.llm.measure_clients

``bare`` is pydantic-ai as its documentation shows it (an agent with native structured output, its
own retries and timeouts), ``timed`` the same with the timeouts and caps its API offers,
``guarded`` our client, and ``thin`` our client without the library. A reaction is right when a
fault is refused by an error the caller can name, within the deadline, and a whole reply is taken.
False content is whole for a client: that it is false, the checker says.
"""

import asyncio
import importlib.metadata
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from policywire.analyst.writers.chat import model as chat_model
from policywire.analyst.writers.chat.library import load_library
from policywire.analyst.writers.chat.wire import Wire
from policywire.analyst.writers.faults import WriterError
from policywire.analyst.writers.received import Received, read_reply
from policywire.analyst.writers.settings import ModelSettings as Settings
from tests.llm.conftest import FINDINGS, SCHEMA, model_for
from tests.llm.hostile import MISBEHAVIOURS, MODEL, Hostile
from tests.llm.test_transport import ACCEPTED, CONTENT, REFUSED_MORE

DEADLINE_S = 4.0
GRACE_S = 1.0
WATCHDOG_S = 25.0
HUNG = "HUNG"
UNNAMED = "bare "  # an error that is none of the client library's own


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a client made of a mode."""

    taken: bool
    said: str
    seconds: float
    leaked: int = 0


async def _thin(settings: Settings, body: Mapping[str, Any]) -> Received:
    """Send a request without the library."""
    content = json.dumps(body).encode()
    answer = await Wire(settings).send("POST", "/chat/completions", content)
    return read_reply(answer.content_type, answer.body, settings.origin)


def guarded(server: Hostile) -> str:
    return (
        model_for(server, None, time.sleep, deadline_s=DEADLINE_S)
        .complete("s", FINDINGS, SCHEMA)
        .text
    )


def thin(server: Hostile) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chat_model, "exchange", _thin)
        return guarded(server)


def bare(server: Hostile, timeout_s: float | None = None) -> str:
    from pydantic_ai import Agent, NativeOutput, StructuredDict
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider
    from pydantic_ai.settings import ModelSettings

    provider = OpenAIProvider(base_url=server.url, api_key="k")
    shape = StructuredDict(SCHEMA, name="draft")
    chat = OpenAIChatModel(MODEL, provider=provider)
    agent = Agent(chat, output_type=NativeOutput(shape), instructions="s")
    limits = ModelSettings(timeout=timeout_s, max_tokens=4000) if timeout_s else None

    async def ask() -> str:
        return json.dumps((await agent.run(FINDINGS, model_settings=limits)).output)

    return asyncio.run(ask())


def timed(server: Hostile) -> str:
    return bare(server, DEADLINE_S)


def outcome(client: Callable[[Hostile], str], mode: str) -> Outcome:
    """Return what a client makes of a mode, watched from outside."""
    with Hostile(mode) as server:
        started = time.monotonic()
        threads = ThreadPoolExecutor(max_workers=1)
        run = threads.submit(client, server)
        done, _ = wait([run], WATCHDOG_S)
        seconds = time.monotonic() - started
        threads.shutdown(wait=False)
        leaked = len(server.trapped)
        if not done:
            return Outcome(False, HUNG, seconds, leaked)
        error = run.exception()
        said = f"took {run.result()[:40]}" if error is None else _name(error)
        return Outcome(error is None, said, seconds, leaked)


def _name(error: BaseException) -> str:
    """Return the kind of an error of ours, or the class of the library's; others are marked."""
    from pydantic_ai.exceptions import AgentRunError

    if isinstance(error, WriterError):
        return error.kind
    mark = "" if isinstance(error, AgentRunError) else UNNAMED
    return mark + type(error).__name__


def right(mode: str, found: Outcome) -> bool:
    """Say whether a reaction is the right one."""
    wanted = mode in ACCEPTED or mode in CONTENT
    in_time = found.seconds < DEADLINE_S + GRACE_S
    named = found.said != HUNG and not found.said.startswith(UNNAMED)
    return found.taken is wanted and in_time and named and not found.leaked


def installed(*names: str) -> tuple[int, float]:
    """Return how many distributions some names bring, and their megabytes without bytecode."""
    seen: dict[str, float] = {}
    queue = list(names)
    while queue:
        name = queue.pop().lower().replace("_", "-")
        if name in seen:
            continue
        try:
            told = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        paths = [Path(str(file.locate())) for file in told.files or [] if file.suffix != ".pyc"]
        seen[name] = sum(path.stat().st_size for path in paths if path.is_file()) / 1e6
        needs = [need for need in told.requires or [] if "extra ==" not in need]
        queue.extend(re.split(r"[^\w.-]", need)[0] for need in needs)
    return len(seen), sum(seen.values())


def imported(names: str) -> float:
    """Return the processor seconds of an import, the least of three."""
    program = (
        "import time; start = time.process_time(); "
        f"import {names}; print(time.process_time() - start)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in range(3)
    ]
    return min(float(run.stdout) for run in runs)


def table(modes: Collection[str]) -> None:
    """Print what each client makes of some modes."""
    print(f"{'mode':26s}" + "".join(f"{name:34s}" for name in CLIENTS))
    rights, longest = dict.fromkeys(CLIENTS, 0), dict.fromkeys(CLIENTS, 0.0)
    for mode in modes:
        row = f"{mode:26s}"
        for name, client in CLIENTS.items():
            found = outcome(client, mode)
            ok = right(mode, found)
            rights[name] += ok
            longest[name] = max(longest[name], found.seconds)
            row += f"{'ok ' if ok else 'XX '}{found.said[:22]:22s} {found.seconds:4.1f} s  "
        print(row, flush=True)
    print(f"{'right':26s}" + "".join(f"{f'{rights[name]}/{len(modes)}':34s}" for name in CLIENTS))
    print(f"{'longest':26s}" + "".join(f"{f'{longest[name]:.1f} s':34s}" for name in CLIENTS))
    print()


CLIENTS: dict[str, Callable[[Hostile], str]] = {
    "bare": bare,
    "timed": timed,
    "guarded": guarded,
    "thin": thin,
}


def main() -> None:
    """Print both tables and the weights of the libraries."""
    load_library()
    table(MISBEHAVIOURS)
    table(REFUSED_MORE)
    for label, names, roots in (
        ("library", "pydantic_ai.models.openai", ("pydantic-ai-slim", "openai", "tiktoken")),
        ("thin", "httpx2", ("httpx2",)),
    ):
        count, size = installed(*roots)
        print(f"{label}: {count} distributions, {size:.0f} MB, import {imported(names):.2f} CPU s")


if __name__ == "__main__":
    main()
