"""A server that speaks the chat protocol on loopback, and misbehaves in one way of a list.

As a library::

    with Hostile("flips_direction") as server:
        ...  # server.url is the base URL; server.requests what came

From the command line::

    python -m tests.llm.hostile flips_direction --port 8808
    python -m tests.llm.hostile --list

``honest`` answers as a good model would: a draft with one sentence for each finding of the request,
or a value of the schema it is given. The 44 misbehaviours have the names they are known by; a fault
of content is an honest draft, spoilt. The server never reaches out.
"""

import argparse
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.llm.honest import Json, draft, honest_text
from tests.llm.spoils import MORE_SPOILS, SPOILS

MODEL = "hostile-32b"
_HUGE = 50_000_000
_DRIP_S = 0.5


@dataclass
class Ask:
    """One request for a completion, and the means to answer it."""

    handler: "_Handler"
    body: Json
    number: int  # 1 for the first

    def send(self, body: bytes, kind: str = "application/json", status: int = 200) -> None:
        self.handler.answer(body, kind, status)

    def json(self, value: object, status: int = 200, **headers: str) -> None:
        self.handler.answer(json.dumps(value).encode(), "application/json", status, headers)

    def good(self, text: str | None = None, **changes: object) -> None:
        """Answer with a whole completion, by default the honest one, changed as told."""
        self.json(completion(self.body, honest_text(self.body) if text is None else text) | changes)

    def head(self, length: int | None = None, kind: str = "application/json") -> None:
        self.handler.send_response(200)
        self.handler.send_header("Content-Type", kind)
        if length is not None:
            self.handler.send_header("Content-Length", str(length))
        self.handler.end_headers()

    def write(self, body: bytes) -> None:
        self.handler.wfile.write(body)
        self.handler.wfile.flush()

    def events(self, *events: object) -> None:
        """Answer with a stream of events; a text is sent as it is."""
        self.head(kind="text/event-stream")
        for event in events:
            data = event if isinstance(event, str) else json.dumps(event)
            self.write(f"data: {data}\n\n".encode())

    @property
    def hostile(self) -> "Hostile":
        return self.handler.hostile


def completion(body: Json, text: str | None, **message: object) -> Json:
    """Return a completion of a text, with usage counted at four characters a token."""
    said = json.dumps(body.get("messages", []))
    usage = {"prompt_tokens": len(said) // 4 + 1, "completion_tokens": len(text or "") // 4 + 1}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": body.get("model", MODEL),
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": text} | message,
            }
        ],
        "usage": usage | {"total_tokens": sum(usage.values())},
    }


def ended(body: Json, text: str | None, reason: str, **message: object) -> Json:
    """Return a completion that ended for another reason."""
    made = completion(body, text, **message)
    made["choices"][0]["finish_reason"] = reason
    return made


def chunk(delta: Json, finish: str | None = None, **more: object) -> Json:
    """Return a chunk of a stream."""
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    return {"object": "chat.completion.chunk", "model": MODEL, "choices": choices} | more


# ------------------------------------------------------------------- faults of transport


def _http_429_retry_after(ask: Ask) -> None:
    if ask.number > 2:
        return ask.good()
    return ask.json({"error": {"message": "slow down"}}, 429, **{"Retry-After": "1"})


def _http_429_long(ask: Ask) -> None:
    ask.json({"error": {"message": "quota"}}, 429, **{"Retry-After": "3600"})


def _http_500_once(ask: Ask) -> None:
    if ask.number > 1:
        return ask.good()
    return ask.json({"error": {"message": "engine died"}}, 500)


def _content_null_length(ask: Ask) -> None:
    ask.json(ended(ask.body, None, "length", reasoning_content="Let me think about " * 40))


def _content_empty_length(ask: Ask) -> None:
    ask.json(ended(ask.body, "", "length"))


def _html_200(ask: Ask) -> None:
    ask.send(b"<!doctype html><title>502 Bad Gateway</title><h1>Sign in</h1>", "text/html")


def _body_cut(ask: Ask) -> None:
    whole = json.dumps(completion(ask.body, honest_text(ask.body))).encode()
    ask.head(len(whole))
    ask.write(whole[: len(whole) // 2])


def _bad_json(ask: Ask) -> None:
    ask.send(json.dumps(completion(ask.body, honest_text(ask.body))).encode()[:-9] + b",,,,,,,,,")


def _redirect(ask: Ask) -> None:
    place = ask.hostile.trap_url + "/chat/completions"
    ask.handler.answer(b"", "text/plain", 307, {"Location": place})


def _hang(ask: Ask) -> None:
    ask.hostile.stopped.wait(3600)


def _slow_drip(ask: Ask) -> None:
    whole = json.dumps(completion(ask.body, honest_text(ask.body))).encode()
    ask.head(len(whole))
    for at in range(len(whole)):
        ask.write(whole[at : at + 1])
        if ask.hostile.stopped.wait(_DRIP_S):
            return


def _huge_body(ask: Ask) -> None:
    """Send a whole draft whose text is 50 MB long."""
    marked = json.dumps({"sentences": [{"uses": [], "relation": "statement", "text": "HUGE"}]})
    head, tail = json.dumps(completion(ask.body, marked)).encode().split(b"HUGE")
    ask.head(len(head) + _HUGE + len(tail))
    ask.write(head)
    for _ in range(_HUGE // 50_000):
        ask.write(b"a" * 50_000)
        ask.hostile.bytes_sent += 50_000
    ask.write(tail)


def _stream_cut(ask: Ask) -> None:
    ask.events(chunk({"content": honest_text(ask.body)[:10]}))


def _stream_bad_chunk(ask: Ask) -> None:
    text = honest_text(ask.body)
    ask.events(chunk({"content": text}), '{"choices": [{"delta"', chunk({}, "stop"), "[DONE]")


def _stream_error_event(ask: Ask) -> None:
    error = {"error": {"message": "out of memory", "code": 500}}
    ask.events(chunk({"content": honest_text(ask.body)[:10]}), error, "[DONE]")


def _stream_usage_chunk(ask: Ask) -> None:
    usage = {"prompt_tokens": 111, "completion_tokens": 22, "total_tokens": 133}
    text = honest_text(ask.body)
    last = {"model": MODEL, "choices": [], "usage": usage}
    ask.events(chunk({"content": text}), chunk({}, "stop"), last, "[DONE]")


def _stream_empty_finish(ask: Ask) -> None:
    text = honest_text(ask.body)
    ask.events(chunk({"content": text[:5]}, ""), chunk({"content": text[5:]}, "stop"), "[DONE]")


def _think_in_content(ask: Ask) -> None:
    ask.good("<think>The user wants a draft. I might begin with " + honest_text(ask.body))


def _truncated_tool_args(ask: Ask) -> None:
    call = {"id": "1", "type": "function", "function": {"name": "draft", "arguments": '{"sent'}}
    ask.json(ended(ask.body, None, "tool_calls", tool_calls=[call]))


def _usage_missing(ask: Ask) -> None:
    made = completion(ask.body, honest_text(ask.body))
    del made["usage"]
    ask.json(made)


# ------------------------------------------------------------------- more of them


def _echoes_key(ask: Ask) -> None:
    ask.good(f"Your header was {ask.handler.headers.get('Authorization')}.")


def _echoes_key_in_error(ask: Ask) -> None:
    said = f"bad key {ask.handler.headers.get('Authorization')} " * 60
    ask.json({"error": {"message": said}}, 401)


def _gzip_bomb(ask: Ask) -> None:
    import gzip

    body = gzip.compress(b" " * 20_000_000)
    ask.handler.answer(body, "application/json", 200, {"Content-Encoding": "gzip"})


def _schema_unsupported(ask: Ask) -> None:
    """Refuse ``json_schema`` with a status, as some servers do; take ``json_object``."""
    told = ask.body.get("response_format") or {}
    if told.get("type") == "json_schema":
        return ask.json({"error": {"message": "unknown response_format"}}, 500)
    return ask.good()


def _context_too_long(ask: Ask) -> None:
    said = "This model's maximum context length is 2048 tokens."
    ask.json({"error": {"message": said, "code": "context_length_exceeded"}}, 400)


def _limit_ignored(ask: Ask) -> None:
    made = completion(ask.body, honest_text(ask.body))
    made["usage"]["completion_tokens"] = 5000
    ask.json(made)


def _header_flood(ask: Ask) -> None:
    ask.handler.answer(b"{}", "application/json", 200, {"X-Flood": "a" * 300_000})


Mode = Callable[[Ask], None]


def _reply(make: Callable[[Json], object]) -> Mode:
    return lambda ask: ask.json(make(ask.body))


def _bytes(body: bytes, kind: str = "application/json") -> Mode:
    return lambda ask: ask.send(body, kind)


def _status(status: int) -> Mode:
    return lambda ask: ask.json({"error": {"message": "no"}}, status)


def _spoilt(name: str) -> Mode:
    spoil = (SPOILS | MORE_SPOILS)[name]

    def answer(ask: Ask) -> None:
        honest = draft(ask.body)
        made: object
        if honest is not None:
            made = spoil(honest, ask.body)
        elif name in ("schema_ignored", "refusal"):
            made = str(spoil({"sentences": []}, ask.body))
        else:
            made = honest_text(ask.body)
        ask.good(made if isinstance(made, str) else json.dumps(made, ensure_ascii=False))

    return answer


MISBEHAVIOURS: dict[str, Mode] = {
    "http_429_retry_after": _http_429_retry_after,
    "http_429_long": _http_429_long,
    "http_500_once": _http_500_once,
    "content_null_length": _content_null_length,
    "content_empty_length": _content_empty_length,
    "no_choices": _reply(lambda body: completion(body, "x") | {"choices": []}),
    "error_in_200": _reply(lambda _: {"error": {"message": "model crashed", "code": 500}}),
    "html_200": _html_200,
    "body_cut": _body_cut,
    "bad_json": _bad_json,
    "redirect_other_origin": _redirect,
    "hang": _hang,
    "slow_drip": _slow_drip,
    "huge_body": _huge_body,
    "stream_cut": _stream_cut,
    "stream_bad_chunk": _stream_bad_chunk,
    "stream_error_event": _stream_error_event,
    "stream_usage_chunk": _stream_usage_chunk,
    "stream_empty_finish": _stream_empty_finish,
    "think_in_content": _think_in_content,
    "truncated_tool_args": _truncated_tool_args,
    "wrong_model": _reply(
        lambda body: completion(body, honest_text(body)) | {"model": "another-1b"}
    ),
    "usage_missing": _usage_missing,
} | {name: _spoilt(name) for name in SPOILS}

MORE: dict[str, Mode] = {
    "honest": lambda ask: ask.good(),
    "says": lambda ask: ask.good(ask.hostile.says or None),
    "think_closed": lambda ask: ask.good(f"<think>Hm.</think>\n{honest_text(ask.body)}"),
    "think_unopened": lambda ask: ask.good(f"Hm.</think>\n{honest_text(ask.body)}"),
    "thinks_apart": _reply(lambda body: completion(body, honest_text(body), reasoning="Hm. " * 50)),
    "finish_missing": _reply(lambda body: ended(body, honest_text(body), "")),
    "content_filter": _reply(lambda body: ended(body, honest_text(body), "content_filter")),
    "tool_call_beside_text": _reply(
        lambda body: completion(body, honest_text(body), tool_calls=[{"id": "1"}])
    ),
    "refusal_field": _reply(lambda body: completion(body, "x", refusal="I cannot.")),
    "content_in_parts": _reply(
        lambda body: (
            completion(body, None)
            | {
                "choices": [
                    {
                        "finish_reason": "stop",
                        "message": {"content": [{"type": "text", "text": honest_text(body)}]},
                    }
                ]
            }
        )
    ),
    "usage_absurd": _reply(
        lambda body: (
            completion(body, honest_text(body))
            | {"usage": {"prompt_tokens": -5, "completion_tokens": 10**30}}
        )
    ),
    "limit_ignored": _limit_ignored,
    "lone_surrogate": _bytes(
        b'{"choices":[{"finish_reason":"stop","message":{"content":"a\\ud800b"}}]}'
    ),
    "control_characters": _reply(lambda body: completion(body, "a\x00\x1b[31mb")),
    "deep_json": _bytes(b"[" * 100_000 + b"]" * 100_000),
    "huge_number": _bytes(b'{"choices":' + b"9" * 10_000 + b"}"),
    "not_a_number": _bytes(b'{"choices":NaN}'),
    "not_utf8": _bytes(b'{"choices":"\xff\xfe"}'),
    "json_null": _bytes(b"null"),
    "empty_body": _bytes(b""),
    "no_content_type": _bytes(b'{"choices":[]}', ""),
    "echoes_key": _echoes_key,
    "echoes_key_in_error": _echoes_key_in_error,
    "gzip_bomb": _gzip_bomb,
    "header_flood": _header_flood,
    "schema_unsupported": _schema_unsupported,
    "context_too_long": _context_too_long,
    "unauthorised": _status(401),
    "not_found": _status(404),
    "no_content": lambda ask: ask.handler.answer(b"", "application/json", 204),
    "always_500": _status(500),
} | {name: _spoilt(name) for name in MORE_SPOILS}

MODES = MISBEHAVIOURS | MORE


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, hostile: "Hostile", port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.hostile = hostile

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that hangs up is what is wanted."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    @property
    def hostile(self) -> "Hostile":
        return self.server.hostile

    def do_GET(self) -> None:
        if self.path.endswith("/models"):
            listed = [{"id": MODEL, "object": "model", "meta": {"n_params": 32_000_000_000}}]
            return self.answer(json.dumps({"object": "list", "data": listed}).encode())
        return self.answer(b"{}", status=404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length)
        try:
            body = json.loads(raw)
        except ValueError:
            return self.answer(b'{"error": "no JSON"}', status=400)
        number = self.hostile.note(self.path, dict(self.headers), body)
        if not self.path.endswith("/chat/completions"):
            return self.answer(b"{}", status=404)
        return self.hostile.mode(Ask(self, body, number))

    def answer(
        self,
        body: bytes,
        kind: str = "application/json",
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@dataclass
class Hostile:
    """A server in one mode, running while its block does.

    Attributes
    ----------
    name : str
        The mode: one of :data:`MODES`, or ``mixed`` for any of them, drawn by ``seed``.
    port : int
        0 for any.
    requests : list
        Path, headers and body of each completion asked for.
    trapped : list
        What reached the other origin, to which a redirect points: to stay empty.
    says : str
        The text of the mode ``says``; without one it is honest.
    """

    name: str = "honest"
    port: int = 0
    seed: int = 0
    requests: list[tuple[str, dict[str, str], Json]] = field(default_factory=list)
    trapped: list[str] = field(default_factory=list)
    bytes_sent: int = 0
    says: str = ""
    trap_url: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        if self.name != "mixed" and self.name not in MODES:
            raise ValueError(f"No mode is called {self.name!r}; see MODES.")
        self._draw = random.Random(self.seed)
        self._lock = threading.Lock()
        self._servers: list[_Server] = []

    @property
    def url(self) -> str:
        """The base URL, as a client wants it."""
        return f"http://127.0.0.1:{self._servers[0].server_port}/v1"

    def mode(self, ask: Ask) -> None:
        """Answer one request."""
        if self.name == "mixed":
            slow = {"hang", "slow_drip", "huge_body"}
            with self._lock:
                name = self._draw.choice(sorted(set(MODES) - slow))
            return MODES[name](ask)
        return MODES[self.name](ask)

    def note(self, path: str, headers: dict[str, str], body: Json) -> int:
        """Keep a request, and return its number."""
        with self._lock:
            self.requests.append((path, headers, body))
            return len(self.requests)

    def __enter__(self) -> Self:
        trap = Hostile("honest")
        trap.requests = self.trapped  # type: ignore[assignment]
        for owner, port in ((self, self.port), (trap, 0)):
            server = _Server(owner, port)
            self._servers.append(server)
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.trap_url = f"http://127.0.0.1:{self._servers[1].server_port}/v1"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopped.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()


def main() -> None:
    """Serve one mode until interrupted."""
    options = argparse.ArgumentParser(prog="python -m tests.llm.hostile", description=__doc__)
    options.formatter_class = argparse.RawDescriptionHelpFormatter
    options.add_argument("mode", nargs="?", default="honest", help="one of --list, or mixed")
    options.add_argument("--port", type=int, default=8808)
    options.add_argument("--seed", type=int, default=0, help="for mixed")
    options.add_argument("--list", action="store_true", help="list the modes and end")
    told = options.parse_args()
    if told.list:
        print("\n".join([*MISBEHAVIOURS, "", *MORE, "mixed"]))
        return
    if told.mode != "mixed" and told.mode not in MODES:
        options.error(f"no mode is called {told.mode!r}; --list names them")
    with Hostile(told.mode, told.port, told.seed) as server:
        print(f"{told.mode}: listening. In another terminal:", flush=True)
        told_url = f"POLICYWIRE_LLM_BASE_URL={server.url}"
        print(f"  export {told_url} POLICYWIRE_LLM_MODEL={MODEL}", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print(f"\n{len(server.requests)} requests served.")


if __name__ == "__main__":
    main()
