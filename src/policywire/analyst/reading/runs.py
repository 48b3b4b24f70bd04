"""Runs: the words of a text, cut once for all who look words up."""

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Runs", "runs"]

_RUN = re.compile(r"[^\W_]+")


class Runs(NamedTuple):
    """The runs of letters and digits of a text.

    Attributes
    ----------
    found : tuple of re.Match
        Each run, where it stands.
    words : tuple of str
        Each run, as written.
    """

    found: tuple[re.Match[str], ...]
    words: tuple[str, ...]


@lru_cache(maxsize=256)
def runs(text: str) -> Runs:
    """Return the runs of letters and digits of a text, in order."""
    found = tuple(_RUN.finditer(text))
    return Runs(found, tuple([one[0] for one in found]))
