"""Runs of the law made again: who claims a preference, and the value of waiting.

``policywire claims`` and ``policywire wait --table`` print a run as its file in an edition is.
"""

import re
from collections.abc import Iterator
from typing import Any

from tools.audit.runs import RunFile

__all__ = ["compared_law", "law_arguments"]

_DAY = r"\d{4}-\d\d-\d\d"
_COMMAND = re.compile(
    rf"policywire (claims [a-z0-9][a-z0-9-]* --draws \d+|claims --on {_DAY}"
    rf"|wait --table --on {_DAY})"
)
_TOLD = ("run_id", "model", "version", "title", "period", "residual")
_PARTS = ("value", "low", "high", "level", "unit", "period", "over")
# Two machines sum in another order; a file keeps seven decimals.
_TOLERANCE = 1e-6


def law_arguments(replay: str) -> list[str]:
    """Return the arguments of a command that makes a run of the law, none if it is any other."""
    found = _COMMAND.fullmatch(replay)
    return found[1].split() if found else []


def compared_law(run: RunFile, again: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a run's file says that the run, made again, does not."""
    for name in _TOLD:
        if not _alike(run.get(name), again.get(name)):
            yield str(run.get(name)), f"is {again.get(name)} when run again ({name})"
    made = again.get("outcomes", {})
    for key in sorted(made.keys() - run["outcomes"].keys()):
        yield key, "is an outcome of the run, and not in its file"
    for key, outcome in run["outcomes"].items():
        if key not in made:
            yield key, "is not among what the command prints"
            continue
        for part in _PARTS:
            if not _alike(outcome.get(part), made[key].get(part)):
                told = f"{key} {part} {outcome.get(part)!r}"
                yield told, f"is {made[key].get(part)!r} when run again"


def _alike(one: object, other: object) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) <= _TOLERANCE * max(abs(one), 1.0)
    return one == other
