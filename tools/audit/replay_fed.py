"""Runs of the money models made again: what ``policywire fed`` prints, held to a run's file.

``fed respond`` prints responses by method, ``fed push`` a fan by rule, ``fed rules`` one rate a
rule; a run's file keeps all three under keys such as ``var/unemployment/q4``.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from typing import Any

from tools.audit.runs import RunFile

__all__ = ["compared_fed", "fed_arguments"]

Again = dict[str, Any]
Ask = Callable[[list[str]], Again]
_OPTIONS = {
    "respond": ("--surprise-bp", "--path", "--sample", "--shock", "--hold"),
    "push": ("--scenario", "--draws", "--percent", "--end", "--rate", "--import-share",
             "--pass-through"),
    "rules": ("--date", "--inflation", "--unemployment", "--unemployment-before", "--neutral",
              "--natural", "--target"),
}  # fmt: skip
_VALUE = re.compile(r"[\w.,:=+−-][\w.,:=+− -]*")
_SPAN = 0.5  # percentage points by which the range of the rules moves the neutral rate
# Two machines sum in another order; a file keeps nine digits or more.
_TOLERANCE = 1e-6


def fed_arguments(replay: str) -> list[str]:
    """Return the arguments of a command that asks the money models, none if it is any other."""
    try:
        words = shlex.split(replay)
    except ValueError:
        return []
    if words[:2] != ["policywire", "fed"] or len(words) < 3 or words[2] not in _OPTIONS:
        return []
    rest = words[3:-1] if words[-1] == "--json" else words[3:]
    pairs = _pairs(rest)
    sound = all(name in _OPTIONS[words[2]] and _VALUE.fullmatch(value) for name, value in pairs)
    return ["fed", words[2], *rest] if pairs and sound else []


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    """Return options with their values; a value that begins with a dash stands after ``=``."""
    pairs, left = [], list(words)
    while left:
        name, sign, value = left.pop(0).partition("=")
        if not sign:
            value = left.pop(0) if left and not left[0].startswith("-") else ""
        pairs.append((name, value))
    return pairs


def compared_fed(run: RunFile, arguments: list[str], ask: Ask) -> Iterator[tuple[str, str]]:
    """Yield what a run's file says that the models, asked again, do not.

    Parameters
    ----------
    run : RunFile
        The file.
    arguments : list of str
        Of its command, from :func:`fed_arguments`.
    ask : callable
        Runs ``policywire`` with arguments and returns the JSON it prints.
    """
    again = ask(arguments)
    if arguments[1] == "push" and run["run_id"] != again.get("run_id"):
        yield run["run_id"], f"is {again.get('run_id')} when run again (run_id)"
    shapes = {"respond": _responses, "push": _fan}
    shape = shapes.get(arguments[1])
    made = shape(again) if shape else _rates(again, arguments, ask)
    for key, outcome in run["outcomes"].items():
        if key not in made:
            yield key, "is not among what the command prints"
            continue
        for part, value in made[key].items():
            if not _alike(outcome.get(part), value):
                yield f"{key} {part} {outcome.get(part)!r}", f"is {value!r} when run again"


def _responses(again: Again) -> dict[str, Again]:
    """Return the responses under the keys of a run's file, rates in percentage points."""
    made = {}
    for row in again["responses"]:
        scale = 0.01 if row["unit"] == "bp" else 1.0
        ends = {
            name: None if row[told] is None else row[told] * scale
            for name, told in (("value", "estimate"), ("low", "low"), ("high", "high"))
        }
        made[_key(row)] = {**ends, "level": row["level"]}
    return made


def _key(row: Again) -> str:
    method = row["method"]
    if method.startswith("kernel-"):
        return f"{method.removeprefix('kernel-')}/{row['variable']}/{row['horizon']}"
    if method.startswith("proxy-svar"):
        model = "gk" if "funds futures" in method else "pc1"
        return f"{model}/{row['variable']}/{row['horizon']}"
    return str(row["variable"])


def _fan(again: Again) -> dict[str, Again]:
    """Return the fan by rule, variable and quarter; its range is that of the push."""
    push = again["push"]
    size = push["value"] or 1.0
    low, high = (None if push[end] is None else push[end] / size for end in ("low", "high"))

    def ranged(value: float) -> Again:
        if low is None or high is None:
            return {"value": value, "low": None, "high": None}
        ends = sorted((value * low, value * high))
        return {"value": value, "low": ends[0], "high": ends[1]}

    made = {"push": {part: push[part] for part in ("value", "low", "high")}}
    for rule, names in again["rules"].items():
        for name, row in names.items():
            made[f"{rule}/{name}/peak"] = ranged(row["value"])
            for quarter, value in enumerate(row["path"]):
                made[f"{rule}/{name}/path/q{quarter}"] = ranged(value)
    return made


def _rates(again: Again, arguments: list[str], ask: Ask) -> dict[str, Again]:
    """Return the rate of each rule, its ends asked for with the neutral rate moved both ways."""
    neutral = again["inputs"]["neutral"]["value"]
    ends = [ask([*arguments, f"--neutral={neutral + move:.10g}"]) for move in (-_SPAN, _SPAN)]
    rates = [{row["rule"]: row["rate"] for row in one["rules"]} for one in (again, *ends)]
    parts = ("value", "low", "high")
    return {
        rule: {part: rate[rule] for part, rate in zip(parts, rates, strict=True)}
        for rule in rates[0]
    }


def _alike(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    numbers = isinstance(one, float | int) and isinstance(other, float | int)
    return numbers and abs(one - other) <= _TOLERANCE * max(abs(one), 1.0)  # type: ignore[operator,arg-type]
