"""Halves: the statements a sentence is made of, as far as its joints tell."""

import re

__all__ = ["half_at"]

_JOINT = re.compile(
    r";\s|\s[—–]\s|,?\s+\b(?:while|whereas|but|although|though|mientras(?:\s+que)?|pero|aunque)\b",
    re.IGNORECASE,
)


def half_at(text: str, at: int) -> tuple[int, int]:
    """Return where the statement that holds the place ``at`` begins and ends."""
    joints = [match.start() for match in _JOINT.finditer(text)]
    start = max((place for place in joints if place <= at), default=0)
    return start, min((place for place in joints if place > at), default=len(text))
