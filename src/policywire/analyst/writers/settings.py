"""Settings of the writers, as values; :mod:`.configure` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from urllib.parse import urlsplit

from policywire.analyst.writers.choices import Limit, Structured, Switch, Thinking
from policywire.analyst.writers.faults import SettingsRefused

__all__ = ["ModelSettings", "Secret", "WriterSettings"]


class Secret:
    """A text that is never shown: ``repr``, ``str`` and formatting give ``***``."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself; for the line to the server alone."""
        return self._text

    def hidden_in(self, text: str) -> str:
        """Return a text with ``***`` for the secret, and for a cut one at its end."""
        if not self._text:
            return text
        hidden = text.replace(self._text, "***")
        for length in range(len(self._text) - 1, 3, -1):
            if hidden.endswith(self._text[:length]):
                return f"{hidden[:-length]}***"
        return hidden

    def stands_in(self, text: str) -> bool:
        """Return whether a text gives the secret away; placeholders like EMPTY are none."""
        return len(self._text) >= 8 and self._text in text

    def __repr__(self) -> str:
        """Return ``***``; so do ``str`` and formatting."""
        return "***"

    def __reduce__(self) -> str:
        """Refuse to be pickled or copied into a file."""
        raise TypeError("A secret is not pickled.")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How to reach a language model, and how far to let it go.

    Attributes
    ----------
    base_url : str
        Up to and without ``/chat/completions``: ``http://127.0.0.1:8000/v1``.
    model : str
        The name the server knows it by.
    parameters : str
        Parameter count as the user states it: ``32B``.
    api_key : Secret or None
        From the environment.
    thinking : Thinking
        Whether the model is told to think: as the server does, off, or on.
    thinking_switch : Switch
        The field by which it is told.
    structured : Structured
        How the JSON schema is asked for; auto steps down where the server refuses.
    token_limit_field : Limit
        The field that limits the output.
    temperature : float or None
        None leaves it out, for servers that refuse it.
    seed : int or None
        None leaves it out.
    deadline_s : float
        Seconds for one reply, all attempts together.
    retries : int
        Further attempts after the first, within the deadline.
    max_calls : int
        Calls per article, attempts counted.
    max_output_tokens_per_call : int
        Thinking included.
    max_tokens_per_article, max_tokens_per_day : int
        Prompt and output together.
    max_seconds_per_article : float
        All replies together.
    max_usd_per_article, max_usd_per_day : float or None
        Caps on cost; they need the prices.
    usd_per_million_in, usd_per_million_out : float
        Prices of a million tokens.
    max_reply_bytes : int
        Where reading stops.
    allow_http : bool
        Whether a plain connection may leave this machine.
    extra_body : Mapping of str to object
        Further fields of the request, as they are.
    """

    base_url: str = ""
    model: str = ""
    parameters: str = ""
    api_key: Secret | None = None
    thinking: Thinking = Thinking.SERVER
    thinking_switch: Switch = Switch.TEMPLATE
    structured: Structured = Structured.AUTO
    token_limit_field: Limit = Limit.MAX_TOKENS
    temperature: float | None = 0.2
    seed: int | None = 7
    deadline_s: float = 120.0
    retries: int = 2
    max_calls: int = 40
    max_output_tokens_per_call: int = 4000
    max_tokens_per_article: int = 200_000
    max_tokens_per_day: int = 2_000_000
    max_seconds_per_article: float = 900.0
    max_usd_per_article: float | None = None
    max_usd_per_day: float | None = None
    usd_per_million_in: float = 0.0
    usd_per_million_out: float = 0.0
    max_reply_bytes: int = 2_000_000
    allow_http: bool = False
    extra_body: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def origin(self) -> str:
        """Scheme, host and port: all that an error may say of the address."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def check_named(self) -> None:
        """Refuse settings that name no server or no model.

        Raises
        ------
        SettingsRefused
            If ``base_url`` or ``model`` is empty.
        """
        if not self.base_url or not self.model:
            raise SettingsRefused(
                "No language model is named. Set POLICYWIRE_LLM_BASE_URL and POLICYWIRE_LLM_MODEL, "
                "or base_url and model under [writer.model] of policywire.toml."
            )

    def public(self) -> dict[str, object]:
        """Return the settings for a run record: no key, plain values."""
        names = [item.name for item in fields(self) if item.name != "api_key"]
        return {name: getattr(self, name) for name in names} | {"extra_body": dict(self.extra_body)}


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """Which writer writes, and with which model.

    Attributes
    ----------
    name : str
        ``plain`` or ``model``.
    model : ModelSettings
        Those of the model, used or not.
    source : str
        The file they come from; empty for none.
    """

    name: str = "plain"
    model: ModelSettings = field(default_factory=ModelSettings)
    source: str = ""
