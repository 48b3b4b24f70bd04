"""What a setting of the language model may be, where it is a choice."""

from enum import StrEnum

__all__ = ["Limit", "Structured", "Switch", "Thinking"]


class Thinking(StrEnum):
    """Whether the model is told to think before it answers."""

    SERVER = "server"  # nothing is sent: as the server does
    OFF = "off"
    ON = "on"


class Switch(StrEnum):
    """The field by which thinking is switched."""

    TEMPLATE = "chat_template_kwargs"  # vLLM, SGLang, llama.cpp
    EFFORT = "reasoning_effort"  # Ollama, llama.cpp, hosted ones


class Structured(StrEnum):
    """How a reply of a given JSON schema is asked for."""

    AUTO = "auto"  # json_schema, then what the server takes
    SCHEMA = "json_schema"
    OBJECT = "json_object"
    NONE = "none"  # by the prompt alone


class Limit(StrEnum):
    """The field that limits the output."""

    MAX_TOKENS = "max_tokens"
    MAX_COMPLETION_TOKENS = "max_completion_tokens"
