"""Whether a value has the shape a JSON schema asks for: the part of the standard that we write.

Servers promise a shape and do not keep it, so every reply is checked here. Bounds of texts and
patterns are left to the checker: engines of servers disagree on them.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from policywire.analyst.writers.faults import ReplyRefused
from policywire.analyst.writers.received import no_number
from policywire.facts.errors import WrongUse

__all__ = ["read_shaped", "shape_fault"]

_FENCE = re.compile(r"```(?:json)?\s*\n(.*)\n\s*```", re.DOTALL)

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_SAID = ("title", "description", "$schema", "$id", "default", "examples")  # bind nothing
_DEEPEST = 40


def read_shaped(
    text: str, schema: Mapping[str, Any] | None, origin: str, *, fenced: bool = False
) -> dict[str, Any] | None:
    """Return the JSON object of a reply, of the shape asked for; None where none was.

    Parameters
    ----------
    text : str
        The reply.
    schema : Mapping or None
        JSON schema of an object.
    origin : str
        Of the server, for messages.
    fenced : bool
        Whether the whole text may stand in a fence of Markdown.

    Raises
    ------
    ReplyRefused
        If it is no JSON object, or of another shape.
    """
    if schema is None:
        return None
    inner = _FENCE.fullmatch(text) if fenced else None
    try:
        data = json.loads(inner[1] if inner else text, parse_constant=no_number)
    except (ValueError, RecursionError):
        data = None
    fault = shape_fault(data, schema) if isinstance(data, dict) else "it is no JSON object"
    if fault:
        raise ReplyRefused(
            f"The model at {origin} did not keep to the JSON schema: {fault}. "
            "`policywire llm check` says whether the server enforces one.",
            kind="schema",
            text=text,
        )
    made: dict[str, Any] = data
    return made


def shape_fault(value: object, schema: Mapping[str, Any], place: str = "reply") -> str:
    """Return what is wrong with a value, in words; nothing where it has the shape.

    Parameters
    ----------
    value : object
        As read from JSON.
    schema : Mapping of str to Any
        With ``type``, ``properties``, ``required``, ``additionalProperties``, ``items``,
        ``minItems``, ``maxItems``, ``maxLength``, ``enum``, ``const`` and ``anyOf``.
    place : str
        What the value is called.

    Raises
    ------
    WrongUse
        If the schema says something that is not checked here.
    """
    if place.count(".") + place.count("[") > _DEEPEST:
        return f"{place} nests too deep"
    for word, wanted in schema.items():
        if word in _SAID or word in ("properties", "additionalProperties"):
            continue
        check = _CHECKS.get(word)
        if check is None:
            raise WrongUse(f"'{word}' of a JSON schema is not checked by us. Leave it out.")
        fault = check(value, wanted, place)
        if fault:
            return fault
    return _properties(value, schema, place) if isinstance(value, dict) else ""


def _type(value: object, wanted: str | Sequence[str], place: str) -> str:
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    fits = any(_is(value, name) for name in names)
    return "" if fits else f"{place} is no {' or '.join(names)}"


def _is(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])


def _enum(value: object, wanted: Sequence[object], place: str) -> str:
    known = any(value == item and type(value) is type(item) for item in wanted)
    return "" if known else f"{place} is {str(value)[:40]!r}, which is none of the {len(wanted)}"


def _const(value: object, wanted: object, place: str) -> str:
    return _enum(value, (wanted,), place)


def _required(value: object, wanted: Sequence[str], place: str) -> str:
    absent = [name for name in wanted if isinstance(value, dict) and name not in value]
    return f"{place} lacks {', '.join(absent)}" if absent else ""


def _items(value: object, wanted: Mapping[str, Any], place: str) -> str:
    if not isinstance(value, list):
        return ""
    faults = (shape_fault(item, wanted, f"{place}[{at}]") for at, item in enumerate(value))
    return next((fault for fault in faults if fault), "")


def _fewest(value: object, wanted: int, place: str) -> str:
    short = isinstance(value, list) and len(value) < wanted
    return f"{place} has fewer than {wanted} items" if short else ""


def _most(value: object, wanted: int, place: str) -> str:
    long = isinstance(value, list) and len(value) > wanted
    return f"{place} has more than {wanted} items" if long else ""


def _longest(value: object, wanted: int, place: str) -> str:
    long = isinstance(value, str) and len(value) > wanted
    return f"{place} is longer than {wanted} characters" if long else ""


def _any_of(value: object, wanted: Sequence[Mapping[str, Any]], place: str) -> str:
    faults = [shape_fault(value, option, place) for option in wanted]
    return "" if "" in faults else f"{place} has none of the shapes: {faults[0]}"


def _properties(value: dict[str, Any], schema: Mapping[str, Any], place: str) -> str:
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    for name, item in value.items():
        if name not in known and rest is False:
            return f"{place} has the unknown field {name[:40]!r}"
        wanted = known.get(name, rest)
        fault = shape_fault(item, wanted, f"{place}.{name[:40]}") if wanted is not True else ""
        if fault:
            return fault
    return ""


_CHECKS: dict[str, Callable[[object, Any, str], str]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "required": _required,
    "items": _items,
    "minItems": _fewest,
    "maxItems": _most,
    "maxLength": _longest,
    "anyOf": _any_of,
}
