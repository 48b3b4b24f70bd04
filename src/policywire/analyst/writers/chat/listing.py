"""The models a server lists, with what it tells of their size."""

import re
from dataclasses import dataclass
from typing import Any

from policywire.analyst.writers.characters import strings_in
from policywire.analyst.writers.chat.wire import Wire, run_within
from policywire.analyst.writers.faults import ReplyRefused
from policywire.analyst.writers.received import parse_json
from policywire.analyst.writers.settings import ModelSettings

__all__ = ["ListedModel", "list_models"]

_MOST = 500


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model as its server lists it.

    Attributes
    ----------
    name : str
        By which requests name it.
    parameters : str
        Its parameter count, such as 32B; empty where the server does not say.
    context_tokens : int or None
        Its context window; None where the server does not say.
    """

    name: str
    parameters: str = ""
    context_tokens: int | None = None


def list_models(settings: ModelSettings, seconds: float) -> tuple[ListedModel, ...]:
    """Return the models of the server at the address of the settings.

    Parameters
    ----------
    settings : ModelSettings
        Address and key.
    seconds : float
        Until the list is whole.

    Raises
    ------
    WriterError
        If it gives no list.
    """
    answer = run_within(lambda: Wire(settings).send("GET", "/models"), seconds, settings.origin)
    told = parse_json(answer.body, settings.origin)
    rows = told.get("data") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        raise ReplyRefused(f"{settings.origin} lists no models.", kind="shape")
    key = settings.api_key
    if key and any(key.stands_in(text) for text in strings_in(rows)):
        raise ReplyRefused(f"{settings.origin} repeats the API key in its list.", kind="leak")
    named = [row for row in rows[:_MOST] if isinstance(row, dict) and _text(row.get("id"))]
    return tuple(_listed(row) for row in named)


def _listed(row: dict[str, Any]) -> ListedModel:
    """Return one row: llama.cpp tells its size in ``meta``, vLLM its window beside the name."""
    meta = row.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    windows = (row.get("max_model_len"), meta.get("n_ctx"), meta.get("n_ctx_train"))
    return ListedModel(
        name=_text(row["id"]),
        parameters=_size(meta.get("n_params") or row.get("n_params")),
        context_tokens=next((size for size in windows if type(size) is int and size > 0), None),
    )


def _text(value: object) -> str:
    """Return a printable text of one line, or nothing."""
    return re.sub(r"[^ -~\u00a1-\u1fff]", "?", value)[:200] if isinstance(value, str) else ""


def _size(count: object) -> str:
    """Return a parameter count as it is said: 135M, 32B, 1.5B."""
    if type(count) is not int or not isinstance(count, int) or count < 1_000_000:
        return ""
    unit, name = (1e9, "B") if count >= 950_000_000 else (1e6, "M")
    size = count / unit
    return f"{size:.1f}{name}".replace(".0", "") if size < 10 else f"{size:.0f}{name}"
