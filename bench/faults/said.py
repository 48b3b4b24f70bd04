"""The words injectors add to drafts of phrases, by list and half."""

from functools import cache

from bench.faults.corpus import HERE
from bench.faults.drafts import Half
from policywire.schema import load

__all__ = ["Halves", "said"]

Halves = dict[Half, tuple[str, ...]]


@cache
def said() -> dict[str, Halves]:
    """Return every list of ``said.yaml``.

    Raises
    ------
    BadDocument
        If the file breaks the schema.
    """
    return load(HERE / "said.yaml", dict[str, Halves])
