"""Characters a reply may hold, in all its strings."""

import re
from collections.abc import Iterator

from policywire.analyst.writers.faults import ReplyRefused

__all__ = ["ODD", "check_characters", "strings_in"]

ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def check_characters(text: str, origin: str) -> None:
    """Refuse a text with control characters or halves of characters.

    Raises
    ------
    ReplyRefused
        If it holds one.
    """
    odd = ODD.search(text)
    if odd:
        raise ReplyRefused(
            f"The text from {origin} holds the character U+{ord(odd[0]):04X}, which no page can "
            "print.",
            kind="characters",
        )


def strings_in(value: object) -> Iterator[str]:
    """Yield every text in a value read from JSON, names of fields too, however deep."""
    heap = [value]
    while heap:
        item = heap.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            heap += [*item, *item.values()]
        elif isinstance(item, list | tuple):
            heap += item
