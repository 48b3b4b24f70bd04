"""The body of a request: what is asked of the model, by the settings and no more."""

import json
from collections.abc import Mapping
from typing import Any

from policywire.analyst.writers.choices import Structured, Switch, Thinking
from policywire.analyst.writers.settings import ModelSettings

__all__ = ["SCHEMA_NAME", "ladder", "request_body"]

SCHEMA_NAME = "policywire"
_LADDER = (Structured.SCHEMA, Structured.OBJECT, Structured.NONE)


def ladder(wanted: Structured) -> tuple[Structured, ...]:
    """Return the ways to ask for a schema, in the order they are tried."""
    return _LADDER if wanted is Structured.AUTO else (wanted,)


def request_body(
    settings: ModelSettings,
    system: str,
    user: str,
    *,
    schema: Mapping[str, Any] | None,
    way: Structured,
    output_tokens: int,
) -> dict[str, Any]:
    """Return the body of a chat completion, not streamed.

    Parameters
    ----------
    settings : ModelSettings
        Model, sampling, thinking, further fields.
    system, user : str
        The two messages.
    schema : Mapping or None
        JSON schema of the reply; None for free text.
    way : Structured
        How it is asked for; where not by ``json_schema``, it stands in the system message too.
    output_tokens : int
        Cap on the output.
    """
    if schema is not None and way is not Structured.SCHEMA:
        system = f"{system}\n\nAnswer with one JSON object of this JSON schema, and nothing else:\n"
        system += json.dumps(schema, separators=(",", ":"), ensure_ascii=False)
    body: dict[str, Any] = {
        "model": settings.model,
        "messages": [
            {"role": "system", "content": system},
            {"role": "user", "content": user},
        ],
        "stream": False,
        settings.token_limit_field.value: output_tokens,
    }
    return body | _sampling(settings) | _format(schema, way) | _further(settings)


def _sampling(settings: ModelSettings) -> dict[str, Any]:
    told = {"temperature": settings.temperature, "seed": settings.seed}
    return {name: value for name, value in told.items() if value is not None}


def _format(schema: Mapping[str, Any] | None, way: Structured) -> dict[str, Any]:
    if schema is None or way is Structured.NONE:
        return {}
    if way is Structured.OBJECT:  # llama.cpp and its kin read the schema here
        return {"response_format": {"type": "json_object", "schema": dict(schema)}}
    named = {"name": SCHEMA_NAME, "schema": dict(schema), "strict": True}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _further(settings: ModelSettings) -> dict[str, Any]:
    """Return the fields of ``extra_body``, with the switch of thinking put into them."""
    extra = dict(settings.extra_body)
    if settings.thinking is Thinking.SERVER:
        return extra
    on = settings.thinking is Thinking.ON
    if settings.thinking_switch is Switch.EFFORT:
        return {"reasoning_effort": "medium" if on else "none"} | extra
    given = extra.get("chat_template_kwargs")
    kwargs = {"enable_thinking": on} | (given if isinstance(given, dict) else {})
    return extra | {"chat_template_kwargs": kwargs}
