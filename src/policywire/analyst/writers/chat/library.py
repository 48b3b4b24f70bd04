"""One exchange through pydantic-ai, imported when the first call is made.

The library gets a transport of ours and no key; it never sees a reply that the guard refused. All
that varies with a model's name there (dropped parameters, rewritten schemas) is switched off by a
profile of our own, and the guard compares the request it writes with the one asked for.
"""

from collections.abc import Mapping
from typing import Any

import httpx2

from policywire.analyst.writers.chat.guard import Guard
from policywire.analyst.writers.faults import LibraryMissing, ReplyRefused, WriterError
from policywire.analyst.writers.received import Received
from policywire.analyst.writers.settings import ModelSettings

__all__ = ["exchange", "load_library"]

_NO_KEY = "set-by-the-guard"
_APART = ("model", "messages", "stream")  # the library writes these, and a json_schema


def load_library() -> None:
    """Import the library, which takes about a second of processor time.

    Raises
    ------
    LibraryMissing
        If it is not installed.
    """
    try:
        import openai  # noqa: F401
        import pydantic_ai.models.openai  # noqa: F401
    except ImportError as error:
        raise LibraryMissing(
            f"The writer 'model' needs the extra 'llm', which is not installed ({error.name} is "
            "missing). Install it: pip install 'policywire[llm]'. The writer 'plain' needs none.",
            billed=False,
        ) from None


async def exchange(settings: ModelSettings, body: Mapping[str, Any]) -> Received:
    """Send a request and return its reply.

    Parameters
    ----------
    settings : ModelSettings
        Address, key and caps.
    body : Mapping of str to Any
        The request, as :func:`policywire.analyst.writers.request.request_body` makes it.

    Raises
    ------
    WriterError
        If no whole reply came.
    """
    from openai import OpenAIError
    from pydantic import ValidationError
    from pydantic_ai.exceptions import AgentRunError, UserError

    guard = Guard(settings, body)
    try:
        text = await _through_library(settings, body, guard)
    except WriterError:
        raise
    except (AgentRunError, UserError, OpenAIError, ValidationError, httpx2.HTTPError) as error:
        raise guard.fault or _odd(type(error).__name__) from None
    if guard.received is None or guard.received.text != text:
        raise _odd("another text")
    return guard.received


async def _through_library(settings: ModelSettings, body: Mapping[str, Any], guard: Guard) -> str:
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    async with httpx2.AsyncClient(transport=guard, trust_env=False) as client:
        sdk = AsyncOpenAI(
            base_url=settings.base_url.rstrip("/"),
            api_key=_NO_KEY,
            max_retries=0,
            http_client=client,
        )
        provider = OpenAICompatibleProvider("policywire", openai_client=sdk)
        model = OpenAIChatModel(settings.model, provider=provider, profile=_profile())
        shape = _json_schema(body)
        apart = (*_APART, "response_format") if shape else _APART
        extra = {name: value for name, value in body.items() if name not in apart}
        response = await model.request(
            _messages(body["messages"]), {"extra_body": extra}, _output(shape)
        )
    return response.text or ""


def _profile() -> Any:
    from pydantic_ai.profiles.openai import OpenAIModelProfile

    return OpenAIModelProfile(
        supports_json_schema_output=True,
        supports_json_object_output=True,
        json_schema_transformer=None,
    )


def _messages(messages: list[dict[str, str]]) -> list[Any]:
    from pydantic_ai.messages import ModelRequest, SystemPromptPart, UserPromptPart

    parts = {"system": SystemPromptPart, "user": UserPromptPart}
    return [ModelRequest(parts=[parts[item["role"]](item["content"]) for item in messages])]


def _json_schema(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what a request says of a ``json_schema``; None where it asks in another way."""
    told = body.get("response_format") or {}
    return told.get("json_schema")


def _output(shape: dict[str, Any] | None) -> Any:
    from pydantic_ai.models import ModelRequestParameters
    from pydantic_ai.output import OutputObjectDefinition

    if shape is None:
        return ModelRequestParameters()
    told = OutputObjectDefinition(shape["schema"], name=shape["name"], strict=shape["strict"])
    return ModelRequestParameters(output_mode="native", output_object=told)


def _odd(what: str) -> ReplyRefused:
    return ReplyRefused(
        f"The client library made {what} of a whole reply. Install the versions that "
        "constraints.txt names.",
        kind="library",
    )
