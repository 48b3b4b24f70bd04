"""What a server sent, read with distrust: a reply that is whole, or an error that says why not.

Servers answer 200 with an error, a web page, an empty text, a text cut at its limit, an unclosed
thought, a call of a tool nobody offered; libraries take most of that for success. Here each is
named and refused. Nothing is repaired; what stands before the end of a closed thought is cut off.
"""

import json
from dataclasses import dataclass
from typing import Any

from policywire.analyst.writers.characters import ODD, check_characters
from policywire.analyst.writers.events import gather
from policywire.analyst.writers.faults import ReplyRefused

__all__ = ["Received", "no_number", "parse_json", "read_reply"]

_WHOLE = ("stop", "eos", "eos_token", "end_turn", "stop_sequence")
_CUT = ("length", "max_tokens", "max_output_tokens", "model_length")
_MOST_TOKENS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """A whole reply as a server sent it.

    Attributes
    ----------
    text : str
        What the model says, thoughts cut off; never empty.
    reasoning : str
        Its thoughts, where the server shows them.
    finish_reason : str
        Why it stopped.
    model : str
        The model the server says it was.
    prompt_tokens, completion_tokens : int or None
        As the server counts; None where it does not say.
    """

    text: str
    reasoning: str
    finish_reason: str
    model: str
    prompt_tokens: int | None
    completion_tokens: int | None

    def as_completion(self) -> dict[str, object]:
        """Return the reply as the plainest chat completion there is."""
        prompt, completion = self.prompt_tokens or 0, self.completion_tokens or 0
        message = {"role": "assistant", "content": self.text}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        usage = {"prompt_tokens": prompt, "completion_tokens": completion}
        return {
            "id": "reply",
            "object": "chat.completion",
            "created": 0,
            "model": self.model,
            "choices": [choice],
            "usage": usage | {"total_tokens": prompt + completion},
        }


def read_reply(content_type: str, body: bytes, origin: str) -> Received:
    """Read the body of an answer with status 200.

    Parameters
    ----------
    content_type : str
        Header of that name.
    body : bytes
        All of it.
    origin : str
        Of the server, for messages.

    Raises
    ------
    ReplyRefused
        If it is no whole reply; ``kind`` says what it is instead.
    """
    kind = content_type.partition(";")[0].strip().lower()
    answer: object
    if kind == "text/event-stream":
        answer = gather(body, origin)
    elif kind == "application/json" or kind.endswith("+json"):
        answer = parse_json(body, origin)
    else:
        shown = kind[:40] or "no content type"
        raise ReplyRefused(
            f"{origin} answered with {shown} in place of JSON: perhaps a gateway or a login page. "
            "Check the base URL.",
            kind="html" if kind == "text/html" else "content_type",
            billed=False,
        )
    return _whole(answer, origin)


def parse_json(body: bytes, origin: str) -> object:
    """Return the value of a JSON body.

    Raises
    ------
    ReplyRefused
        If it is no JSON: not UTF-8, cut, nested too deep, or with numbers that are none.
    """
    try:
        return json.loads(body.decode("utf-8"), parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        why = str(error)[:80] if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise ReplyRefused(
            f"{origin} sent {len(body)} bytes that are no JSON ({why}). Its log may say why.",
            kind="bad_json",
            again=True,
        ) from None


def no_number(name: str) -> float:
    """Refuse ``NaN`` and ``Infinity``, which JSON does not know.

    Raises
    ------
    ValueError
        Always.
    """
    raise ValueError(name)


def _whole(answer: object, origin: str) -> Received:
    if not isinstance(answer, dict):
        raise ReplyRefused(f"{origin} sent JSON that is no chat completion.", kind="shape")
    choice = _choice(answer, origin)
    message = choice.get("message")
    if not isinstance(message, dict):
        raise ReplyRefused(f"{origin} sent a choice without a message.", kind="shape")
    finish = choice.get("finish_reason")
    reasoning = _reasoning(message)
    text = _content(message, origin)
    _check_finish(finish, text, reasoning, origin)
    _check_message(message, origin)
    text, thought = _without_thought(text, origin)
    _check_text(text, origin)
    prompt, completion = _usage(answer.get("usage"))
    model = answer.get("model")
    return Received(
        text=text,
        reasoning=reasoning + thought,
        finish_reason=str(finish),
        model=ODD.sub("", model)[:200] if isinstance(model, str) else "",
        prompt_tokens=prompt,
        completion_tokens=completion,
    )


def _choice(answer: dict[str, Any], origin: str) -> dict[str, Any]:
    choices = answer.get("choices")
    if answer.get("error") and not choices:
        raise ReplyRefused(
            f"{origin} answered 200 with an error: {_said(answer['error'])}",
            kind="error_in_200",
            again=True,
        )
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise ReplyRefused(
            f"{origin} sent a completion without choices. Its log may say why.", kind="no_choices"
        )
    first: dict[str, Any] = choices[0]
    return first


def _said(error: object) -> str:
    """Return what an error object says, in one short line."""
    text = error.get("message", error) if isinstance(error, dict) else error
    return " ".join(ODD.sub(" ", str(text)).split())[:200]


def _reasoning(message: dict[str, Any]) -> str:
    """Return the thoughts: ``reasoning`` (vLLM, Ollama) or ``reasoning_content`` (others)."""
    found = (message.get(name) for name in ("reasoning", "reasoning_content"))
    return next((text for text in found if isinstance(text, str) and text), "")


def _content(message: dict[str, Any], origin: str) -> str:
    """Return the text; some servers send it in parts."""
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(_part(item, origin) for item in content)
    if content is not None and not isinstance(content, str):
        raise ReplyRefused(f"{origin} sent content that is no text.", kind="shape")
    return content or ""


def _part(item: object, origin: str) -> str:
    text = item.get("text") if isinstance(item, dict) and item.get("type") == "text" else None
    if not isinstance(text, str):
        raise ReplyRefused(f"{origin} sent content that is no text.", kind="shape")
    return text


def _check_finish(finish: object, text: str, reasoning: str, origin: str) -> None:
    if finish in _WHOLE:
        return
    if finish in _CUT:
        spent = "before its text ended" if text else "before its text began: on thinking, mostly"
        raise ReplyRefused(
            f"The model at {origin} used up its output tokens {spent} ({len(reasoning)} characters "
            "of it shown). Raise max_output_tokens_per_call, or turn thinking off.",
            kind="truncated" if text else "thought_only",
            text=text,
        )
    if finish in (None, ""):
        raise ReplyRefused(
            f"{origin} sent a reply that does not say why it ended, so it may be cut.",
            kind="unfinished",
            text=text,
        )
    raise ReplyRefused(
        f"The reply of {origin} ended for the reason '{_said(finish)[:40]}', not at its end.",
        kind="tool_call" if finish in ("tool_calls", "function_call") else "stopped",
        text=text,
    )


def _check_message(message: dict[str, Any], origin: str) -> None:
    if message.get("tool_calls") or message.get("function_call"):
        raise ReplyRefused(
            f"The model at {origin} called a tool; none is offered.", kind="tool_call"
        )
    if message.get("refusal"):
        raise ReplyRefused(
            f"The model at {origin} refused: {_said(message['refusal'])}", kind="refusal"
        )


def _without_thought(text: str, origin: str) -> tuple[str, str]:
    """Return a text and the closed thought before it; the opening tag may stand in the prompt."""
    thought, closed, rest = text.partition("</think>")
    if not closed:
        thought, rest = "", text
    thought = thought.lstrip().removeprefix("<think>")
    if any(tag in part for tag in ("<think>", "</think>") for part in (thought, rest)):
        raise ReplyRefused(
            f"The model at {origin} left a thought open in its text. Let the server part thoughts "
            "from text, or turn thinking off.",
            kind="open_thought",
            text=text,
        )
    return rest.strip(), thought


def _check_text(text: str, origin: str) -> None:
    if not text:
        raise ReplyRefused(f"The model at {origin} sent an empty text.", kind="empty")
    check_characters(text, origin)


def _usage(usage: object) -> tuple[int | None, int | None]:
    """Return prompt and completion tokens; a count that cannot be true is no count."""
    told = usage if isinstance(usage, dict) else {}
    prompt, completion = (told.get(name) for name in ("prompt_tokens", "completion_tokens"))
    return _count(prompt), _count(completion)


def _count(value: object) -> int | None:
    fits = type(value) is int and 0 < value < _MOST_TOKENS
    return value if fits and isinstance(value, int) else None
