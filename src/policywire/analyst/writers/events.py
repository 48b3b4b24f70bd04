"""A reply sent as a stream of events, though none was asked for: put together, or refused.

Some servers and gateways stream whatever is asked. What they send counts as a reply only when it
says that it ended: by a finish reason, or by ``[DONE]`` after one.
"""

import json
from typing import Any

from policywire.analyst.writers.faults import ReplyRefused

__all__ = ["gather"]

_JOINED = ("content", "reasoning", "reasoning_content")


def gather(body: bytes, origin: str) -> dict[str, Any]:
    """Return the completion that a stream of chunks adds up to.

    Parameters
    ----------
    body : bytes
        The stream, to its end.
    origin : str
        Of the server, for messages.

    Raises
    ------
    ReplyRefused
        If an event is no JSON or an error, or the stream ended without a finish reason.
    """
    texts: dict[str, list[str]] = {name: [] for name in _JOINED}
    answer: dict[str, Any] = {}
    finish: object = None
    tools: list[object] = []
    for chunk in _chunks(body, origin):
        answer |= {name: chunk[name] for name in ("model", "usage") if chunk.get(name)}
        choice = _first(chunk)
        delta = choice.get("delta")
        if isinstance(delta, dict):
            for name in _JOINED:
                texts[name] += [delta[name]] if isinstance(delta.get(name), str) else []
            tools += delta.get("tool_calls") or []
        finish = choice.get("finish_reason") or finish  # null and "" mean: not yet
    if not finish:
        raise ReplyRefused(
            f"{origin} streamed a reply and broke off before its end.", kind="truncated", again=True
        )
    message: dict[str, Any] = {name: "".join(parts) for name, parts in texts.items()}
    choices = [{"message": message | {"tool_calls": tools}, "finish_reason": finish}]
    return answer | {"choices": choices}


def _chunks(body: bytes, origin: str) -> list[dict[str, Any]]:
    """Return the events of a stream as JSON objects."""
    text = body.decode("utf-8", errors="replace").replace("\r\n", "\n")
    made = []
    for line in text.split("\n"):
        data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
        if data == "[DONE]":
            break
        if data:
            made.append(_event(data, origin))
    return made


def _event(data: str, origin: str) -> dict[str, Any]:
    try:
        event = json.loads(data)
    except (ValueError, RecursionError):
        raise ReplyRefused(
            f"{origin} streamed an event that is no JSON: {len(data)} characters.",
            kind="bad_event",
        ) from None
    if not isinstance(event, dict):
        raise ReplyRefused(f"{origin} streamed an event that is no object.", kind="bad_event")
    if event.get("error"):
        told = event["error"]
        said = told.get("message", told) if isinstance(told, dict) else told
        raise ReplyRefused(
            f"{origin} streamed an error: {' '.join(str(said).split())[:200]}", kind="error_event"
        )
    return event


def _first(chunk: dict[str, Any]) -> dict[str, Any]:
    """Return the first choice of a chunk; the last chunk may have none, and hold the usage."""
    choices = chunk.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    return first if isinstance(first, dict) else {}
