"""The chat writer's line to a language model: the one room besides sources that has a network."""

from policywire.analyst.writers.chat.model import ChatModel

__all__ = ["ChatModel"]
