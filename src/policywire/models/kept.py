"""Finished runs as text, with what they follow from, so that one need not be solved twice.

A model's answer is a function of its inputs and its code. Both are hashed before anything is
solved; a kept run stands for a new one only where both hashes are equal.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from policywire.facts import Citation, Period, Unit
from policywire.facts.errors import BadDocument, PolicywireError
from policywire.models.base import Outcome, Run

__all__ = ["Fingerprint", "Kept", "kept_text", "read_kept"]

SCHEMA = "policywire/kept-run/1"
_NAMED = ("run_id", "model", "version", "title", "replay")
_Json = dict[str, Any]
_Group = tuple[Unit, float, str, Period | None]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a run follows from.

    Attributes
    ----------
    inputs : str
        SHA-256 of everything it reads and of how it is asked.
    code : str
        SHA-256 of the source files it may run through; empty where there are none to be seen,
        which is like no other.
    """

    inputs: str
    code: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished run with what it followed from.

    Attributes
    ----------
    fingerprint : Fingerprint
        Of its inputs and its code.
    run : Run
        The answer.
    """

    fingerprint: Fingerprint
    run: Run


def kept_text(kept: Kept) -> str:
    """Return a kept run as JSON, one outcome a line, closed by a hash of itself.

    Raises
    ------
    ValueError
        If a number of it is not finite.
    """
    told = _run_json(kept.run)
    head = {"schema": SCHEMA, "inputs": kept.fingerprint.inputs, "code": kept.fingerprint.code}
    head["sha256"] = _seal(told)
    rows = ",\n".join(map(_compact, told["outcomes"]))
    rest = _compact({name: value for name, value in told.items() if name != "outcomes"})
    return f'{_compact(head)[:-1]},\n"run":{rest[:-1]},"outcomes":[\n{rows}\n]}}}}\n'


def read_kept(text: str) -> Kept:
    """Return the kept run of a text that :func:`kept_text` wrote.

    Raises
    ------
    BadDocument
        If it is none, or was changed since.
    """
    try:
        said = json.loads(text, parse_constant=_refuse)
        if said["schema"] != SCHEMA or said["sha256"] != _seal(said["run"]):
            raise BadDocument("The text is no kept run as it was written.")
        return Kept(Fingerprint(said["inputs"], said["code"]), _run(said["run"]))
    except (
        KeyError,
        TypeError,
        ValueError,
        RecursionError,
        AttributeError,
        OverflowError,
    ) as error:
        raise BadDocument(f"The text is no kept run: {error}.") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _seal(told: _Json) -> str:
    return hashlib.sha256(_compact(told).encode()).hexdigest()


# ------------------------------------------------------------------- to JSON


def _run_json(run: Run) -> _Json:
    """Return a run as plain values; outcomes alike in unit, level and period share a group."""
    groups: dict[_Group, int] = {}
    rows = [_row(key, one, groups) for key, one in run.outcomes.items()]
    return {
        **{name: getattr(run, name) for name in _NAMED},
        "period": str(run.period),
        "vintage": run.vintage.isoformat(),
        "sources": [[one.title, one.locator, one.href] for one in run.sources],
        "residual": run.residual,
        "names": dict(run.names),
        "members": {region: list(inside) for region, inside in run.members.items()},
        "groups": [
            [str(unit), level, over, str(period) if period else ""]
            for unit, level, over, period in groups
        ],
        "outcomes": rows,
    }


def _row(key: str, one: Outcome, groups: dict[_Group, int]) -> list[Any]:
    group = groups.setdefault((one.unit, one.level, one.over, one.period), len(groups))
    ends = [] if one.low is None and one.high is None else [one.low, one.high]
    return [key, group, one.value, *ends]


# ------------------------------------------------------------------- from JSON


def _run(said: _Json) -> Run:
    try:
        return Run(
            **{name: _words(said[name]) for name in _NAMED},
            period=Period.parse(said["period"]),
            vintage=date.fromisoformat(said["vintage"]),
            sources=tuple(Citation(*map(_words, one)) for one in said["sources"]),
            residual=_number(said["residual"]),
            outcomes=_once(_outcomes(said)),
            names={_words(code): _words(name) for code, name in said["names"].items()},
            members={region: tuple(map(_words, one)) for region, one in said["members"].items()},
        )
    except (PolicywireError, IndexError, AttributeError) as error:
        raise BadDocument(f"The text is no kept run: {error}.") from error


def _outcomes(said: Mapping[str, Any]) -> Iterator[tuple[str, Outcome]]:
    groups = [
        (Unit.parse(unit), _number(level), _words(over), Period.parse(period) if period else None)
        for unit, level, over, period in said["groups"]
    ]
    for key, group, value, *ends in said["outcomes"]:
        if type(group) is not int or group < 0:
            raise BadDocument(f"'{key}' is in no group of outcomes.")
        unit, level, over, period = groups[group]
        low, high = (None if end is None else _number(end) for end in ends or (None, None))
        if low is not None and high is not None and low > high:
            raise BadDocument(f"The range of '{key}' ends before it begins.")
        yield _words(key), Outcome(_number(value), unit, low, high, level, period, over)


def _once(found: Iterator[tuple[str, Outcome]]) -> dict[str, Outcome]:
    """Return outcomes by key; one told twice has no one value."""
    made: dict[str, Outcome] = {}
    for key, one in found:
        if key in made:
            raise BadDocument(f"'{key}' is told twice.")
        made[key] = one
    return made


def _number(value: object) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):  # type: ignore[arg-type]
        raise BadDocument(f"{value!r:.40} is no number.")
    return value  # type: ignore[return-value]


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise BadDocument(f"{value!r:.40} is no text.")
    value.encode()  # half of a pair of surrogates is no text, and cannot be printed
    return value
