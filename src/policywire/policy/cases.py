"""Worked cases: a file of questions with known answers, run against the law held.

The layout is a list of cases, each with id, kind, topic, inputs, expected and tolerance; see
``docs/do/ask-the-duty.md``. Topics are answered by functions registered here; those of the models
wait until the models room registers its own with :func:`register`.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from policywire.facts.errors import BadDocument, BadReference, PolicywireError, near
from policywire.policy.case_file import case_rows
from policywire.policy.law import Law
from policywire.policy.regime import Lawbook

__all__ = ["Bench", "Case", "Inputs", "Outcome", "read_cases", "register", "run_cases", "topics"]

Answer = dict[str, Any]
_FIELDS = ("id", "topic", "inputs", "expected")
_ABOUT = ("confidence",)  # expected fields that tell how sure the source is, not what it says
_DEFAULT = 1e-9


@dataclass(frozen=True, slots=True)
class Bench:
    """The law the cases are run against.

    Attributes
    ----------
    law : Lawbook
        Measures and schedule.
    origin : Law
        Thresholds of origin by date.
    """

    law: Lawbook
    origin: Law


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a case gives, read by name.

    Attributes
    ----------
    given : dict
        As written in the file.
    """

    given: dict[str, Any]

    def __contains__(self, name: str) -> bool:
        """Return whether a field is given."""
        return name in self.given

    def number(self, name: str, default: float | None = None) -> float:
        """Return a number.

        Raises
        ------
        BadReference
            If it is missing without a default, or no finite number.
        """
        value = self.given.get(name, default)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            raise BadReference(f"'{name}' is {value!r}; a number is wanted.")
        return float(value)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text.

        Raises
        ------
        BadReference
            If it is missing without a default, or no text.
        """
        value = self.given.get(name, default)
        if not isinstance(value, str):
            raise BadReference(f"'{name}' is {value!r}; a text is wanted.")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a truth value.

        Raises
        ------
        BadReference
            If it is neither true nor false.
        """
        value = self.given.get(name, default)
        if not isinstance(value, bool):
            raise BadReference(f"'{name}' is {value!r}; true or false is wanted.")
        return value

    def day(self, name: str, default: str | None = None) -> date:
        """Return a day.

        Raises
        ------
        BadReference
            If it is missing without a default, or no day.
        """
        text = self.text(name, default)
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise BadReference(
                f"'{name}' is '{text}'; a day such as 2026-07-01 is wanted."
            ) from error


@dataclass(frozen=True, slots=True)
class Case:
    """A question with a known answer.

    Attributes
    ----------
    id, kind, topic : str
        Its name; what the answer rests on; what it asks.
    inputs : Inputs
        The question.
    expected : dict
        The answer, by field.
    tolerance : float
        How far a number may be off, in its own unit.
    source, note : str
        Where the answer is from, and what to know.
    """

    id: str
    kind: str
    topic: str
    inputs: Inputs
    expected: dict[str, Any]
    tolerance: float
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case.

    Attributes
    ----------
    id, topic : str
        The case.
    status : str
        ``pass``, ``fail``, or ``waits`` where no room answers its topic.
    found : dict
        What was answered, for the fields expected.
    why : str
        What is off, or what it waits on.
    """

    id: str
    topic: str
    status: str
    found: dict[str, Any]
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON's types."""
        return {
            "id": self.id,
            "topic": self.topic,
            "status": self.status,
            "found": self.found,
            "why": self.why,
        }


Answerer = Callable[[Bench, Inputs], Answer]
_ANSWERS: dict[str, Answerer] = {}
# Topics the models room answers once it is there.
_OF_THE_MODELS = ("utilisation", "etr", "laffer", "option_value")


def register(topic: str) -> Callable[[Answerer], Answerer]:
    """Return a decorator that makes a function the answer to a topic; a later one replaces it."""

    def put(answer: Answerer) -> Answerer:
        _ANSWERS[topic] = answer
        return answer

    return put


def topics() -> tuple[str, ...]:
    """Return the topics that are answered."""
    return tuple(sorted(_ANSWERS))


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of cases, JSON or CSV.

    Raises
    ------
    BadDocument
        If it cannot be read, or a case lacks a field; the message names the case.
    """
    rows = case_rows(path)
    cases = tuple(_case(row, f"{path.name}, case {at}") for at, row in enumerate(rows, start=1))
    names = [case.id for case in cases]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise BadDocument(f"{path.name}: {', '.join(doubled)} given twice.")
    return cases


def _case(row: Any, where: str) -> Case:
    if not isinstance(row, dict):
        raise BadDocument(f"{where}: an object is wanted, not {row!r}.")
    missing = [name for name in _FIELDS if name not in row]
    if missing:
        raise BadDocument(f"{where}: {', '.join(missing)} must be given.")
    shapes = {"id": str, "topic": str, "inputs": dict, "expected": dict}
    for name, kind in shapes.items():
        if not isinstance(row[name], kind):
            raise BadDocument(f"{where}: '{name}' is {row[name]!r}; a {kind.__name__} is wanted.")
    tolerance = row.get("tolerance", _DEFAULT)
    if not isinstance(tolerance, int | float) or not 0 <= tolerance < math.inf:
        raise BadDocument(
            f"{where}: the tolerance is {tolerance!r}; a number of 0 or more is wanted."
        )
    return Case(
        *(row["id"], str(row.get("kind", "")), row["topic"], Inputs(row["inputs"])),
        *(row["expected"], float(tolerance), str(row.get("source", "")), str(row.get("note", ""))),
    )


def run_cases(bench: Bench, cases: Iterable[Case]) -> tuple[Outcome, ...]:
    """Return what came of each case."""
    return tuple(_run(bench, case) for case in cases)


def _run(bench: Bench, case: Case) -> Outcome:
    answer = _ANSWERS.get(case.topic)
    if answer is None:
        waits = case.topic in _OF_THE_MODELS
        hint = near(case.topic, (*_ANSWERS, *_OF_THE_MODELS))
        why = "a model answers this, and none is registered" if waits else f"unknown topic.{hint}"
        return Outcome(case.id, case.topic, "waits" if waits else "fail", {}, why)
    try:
        found = answer(bench, case.inputs)
    except PolicywireError as error:
        return Outcome(case.id, case.topic, "fail", {}, str(error))
    if not found and case.topic in _OF_THE_MODELS:
        return Outcome(case.id, case.topic, "waits", {}, "the model that answers this is not there")
    wanted = {name: value for name, value in case.expected.items() if name not in _ABOUT}
    faults = [_fault(name, value, found, case.tolerance) for name, value in wanted.items()]
    told = "; ".join(fault for fault in faults if fault)
    shown = {name: found.get(name) for name in wanted}
    return Outcome(case.id, case.topic, "fail" if told or not wanted else "pass", shown, told)


def _fault(name: str, wanted: Any, found: Answer, tolerance: float) -> str:
    """Return how an answer is off, or nothing."""
    if name not in found:
        return f"'{name}' is not answered; answered are {', '.join(found)}"
    if _agree(wanted, found[name], tolerance):
        return ""
    return f"{name} is {found[name]!r}, expected {wanted!r}"


def _agree(wanted: Any, found: Any, tolerance: float) -> bool:
    if isinstance(wanted, list):
        same = isinstance(found, list | tuple) and len(found) == len(wanted)
        return same and all(_agree(a, b, tolerance) for a, b in zip(wanted, found, strict=True))
    numbers = isinstance(wanted, int | float) and isinstance(found, int | float)
    if numbers and not isinstance(wanted, bool) and not isinstance(found, bool):
        return math.isfinite(found) and abs(found - wanted) <= tolerance
    return type(wanted) is type(found) and bool(wanted == found)
