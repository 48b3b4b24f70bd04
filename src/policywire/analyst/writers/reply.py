"""A reply of a language model, what it cost, and how far a call may go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

__all__ = ["Budget", "Reply", "Usage", "estimated_tokens"]

_BYTES_A_TOKEN = 3  # English runs at 4, JSON and numbers at 3: an estimate should not fall short


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a text has; rather too many."""
    return -(-len(text.encode("utf-8", errors="replace")) // _BYTES_A_TOKEN)


@dataclass(frozen=True, slots=True)
class Budget:
    """How far one call may go.

    Attributes
    ----------
    seconds : float or None
        Until the reply is whole, all attempts together; None for the deadline of the settings,
        which holds in any case.
    output_tokens : int or None
        Thinking included; None for the cap of the settings, which holds in any case.
    """

    seconds: float | None = None
    output_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens of a call.

    Attributes
    ----------
    prompt_tokens, completion_tokens : int
        Thinking counts as completion.
    estimated : bool
        Whether either is our estimate, because the server did not say.
    """

    prompt_tokens: int
    completion_tokens: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a language model replied.

    Attributes
    ----------
    text : str
        Its text, thoughts cut off.
    data : dict or None
        The text read as JSON of the schema asked for; None where none was.
    model : str
        The model the server says it was.
    asked_model : str
        The model asked for.
    usage : Usage
        Of the attempt that succeeded.
    finish_reason : str
        Why the model stopped.
    seconds : float
        For all attempts.
    attempts : int
        Requests sent, the last included.
    replayed : bool
        Whether it was read from the store of replies.
    reasoning_chars : int
        Length of the thoughts that came with it; they are not kept.
    """

    text: str
    data: dict[str, Any] | None
    model: str
    asked_model: str
    usage: Usage
    finish_reason: str
    seconds: float
    attempts: int = 1
    replayed: bool = False
    reasoning_chars: int = 0

    @property
    def other_model(self) -> bool:
        """Whether another model answered than was asked for; to be told, it is no fault."""
        return bool(self.model) and self.model != self.asked_model

    def as_replayed(self) -> "Reply":
        """Return the reply as one read from the store."""
        return replace(self, replayed=True)

    @classmethod
    def stored(cls, told: Mapping[str, Any]) -> "Reply":
        """Return the reply of its stored form, ``asdict``."""
        return cls(**{**told, "usage": Usage(**told["usage"])})
