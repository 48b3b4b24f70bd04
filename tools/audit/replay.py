"""Model runs run again: each command a run's file gives, and whether it gives the same numbers.

The only part of the audit that needs Policywire installed, and so asked for by ``--replay``. A
command is read from a file, so it is run without a shell and only if it is ``policywire run`` of a
packaged scenario, ``policywire fed``, ``claims`` or ``wait`` asking a model, with options that
change the model, never one that writes.
"""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.audit.blocks import Problem
from tools.audit.replay_fed import compared_fed, fed_arguments
from tools.audit.replay_law import compared_law, law_arguments
from tools.audit.runs import RunFile, read_runs

__all__ = ["Replay", "compared_runs", "replay_arguments"]

_OPTIONS = ("--baseline", "--closure", "--elasticities", "--draws", "--seed", "--level", "--repair")
_SCENARIO = re.compile(r"[a-z0-9][a-z0-9-]*")
_SECONDS = 300
# Two machines sum in another order; the solver stops at 1e-8 in logs, which is 1e-6 percent.
_TOLERANCE = 1e-6
_NAMES = {"run_id": "run_id", "model": "model", "version": "version", "title": "scenario"}

Again = dict[str, Any]


class Replay:
    """Runs the runs of an edition again.

    Parameters
    ----------
    command : sequence of str
        What stands for ``policywire`` on this machine.
    """

    def __init__(self, command: Sequence[str] = ("policywire",)) -> None:
        self.command = tuple(command)

    def problems(self, folder: Path, made: list[int]) -> Iterator[Problem]:
        """Yield each run that does not repeat; count runs that do, and all, into ``made``."""
        for name, run in read_runs(folder).items():
            arguments = _arguments(run["replay"])
            found = list(self._faults(run, arguments)) if arguments else [_refused(run["replay"])]
            made[0] += not found
            made[1] += 1
            for text, why in found:
                yield Problem("replay", f"runs/{name}.json", run["replay"], text, why)

    def _faults(self, run: RunFile, arguments: list[str]) -> Iterator[tuple[str, str]]:
        try:
            if arguments[0] == "fed":
                found = list(compared_fed(run, arguments, self._asked))
            elif arguments[0] != "run":
                found = list(compared_law(run, self._asked(arguments)))
            else:
                found = list(compared_runs(run, self._asked(arguments)))
        except subprocess.CalledProcessError as error:
            yield run["replay"], f"fails: {error.stderr.strip()[-200:]}"
        except (OSError, subprocess.TimeoutExpired, ValueError) as error:
            yield run["replay"], f"cannot be run here: {error}"
        else:
            yield from found

    def _asked(self, arguments: list[str]) -> Again:
        """Return the JSON that a command prints."""
        done = subprocess.run(
            [*self.command, *arguments, "--json"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
        again: Again = json.loads(done.stdout)
        return again


def _arguments(replay: str) -> list[str]:
    return replay_arguments(replay) or fed_arguments(replay) or law_arguments(replay)


def _refused(replay: str) -> tuple[str, str]:
    return (
        replay,
        "is no command that makes a run of a model, and was not run",
    )


def replay_arguments(replay: str) -> list[str]:
    """Return the arguments of a run's command, none if it is more than a run of a scenario."""
    try:
        words = shlex.split(replay)
    except ValueError:
        return []
    if words[:2] != ["policywire", "run"] or not _SCENARIO.fullmatch("".join(words[2:3])):
        return []
    options, values = words[3::2], words[4::2]
    sound = len(options) == len(values) and all(name in _OPTIONS for name in options)
    return words[1:] if sound and not any(value.startswith("-") for value in values) else []


def compared_runs(run: RunFile, again: Again) -> Iterator[tuple[str, str]]:
    """Yield what a run's file says that the run, made again, does not."""
    for name, told in _NAMES.items():
        if run[name] != again.get(told):
            yield str(run[name]), f"is {again.get(told)} when run again ({name})"
    for key, outcome in run["outcomes"].items():
        told = _at(again.get("law"), key)
        if isinstance(told, dict):  # what a change of law does: value and ends in one place
            yield from _compared_law(key, outcome, told)
            continue
        value = _at(again, key)
        if not _alike(outcome["value"], value):
            yield f"{key} {outcome['value']!r}", f"is {value!r} when run again"
        elif "low" in outcome and not outcome.get("over"):
            yield from _compared_range(key, outcome, again.get("interval", {}))


def _compared_law(key: str, outcome: dict[str, Any], told: Again) -> Iterator[tuple[str, str]]:
    for part in ("value", "low", "high"):
        if part in outcome and not _alike(outcome[part], told.get(part)):
            yield f"{key} {part} {outcome[part]!r}", f"is {told.get(part)!r} when run again"


def _compared_range(key: str, outcome: dict[str, Any], ranges: Again) -> Iterator[tuple[str, str]]:
    found = _at(ranges, key)
    ends = found if isinstance(found, dict) else {}
    again = {"low": ends.get("low"), "high": ends.get("high"), "level": ranges.get("level")}
    for part, value in again.items():
        if not _alike(outcome[part], value):
            yield f"{key} {part} {outcome[part]!r}", f"is {value!r} when run again"


def _at(tree: Any, key: str) -> Any:
    """Return what stands at a key such as ``exports_pct/MEX`` in nested objects, or None."""
    for part in key.split("/"):
        tree = tree.get(part) if isinstance(tree, dict) else None
    return tree


def _alike(one: float, other: object) -> bool:
    return isinstance(other, float | int) and abs(one - other) <= _TOLERANCE * max(abs(one), 1.0)
