"""Values of a TOML table, read into the types of a dataclass's fields."""

import math
import types
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Union, get_args, get_origin, get_type_hints

from policywire.analyst.writers.faults import SettingsRefused
from policywire.facts.errors import near

__all__ = ["OMIT", "read_fields"]

OMIT = "omit"  # for a field that may be left out of the request


def read_fields(table: Mapping[str, object], kind: type, place: str) -> dict[str, Any]:
    """Return the values of a table as the fields of a dataclass want them.

    Numbers may not be negative; a field that may be None takes ``"omit"``.

    Parameters
    ----------
    table : Mapping of str to object
        Its names are fields of ``kind``.
    kind : type
        A dataclass.
    place : str
        What errors put before the name.

    Raises
    ------
    SettingsRefused
        If a value has another type, or is none of a field's choices.
    """
    hints = get_type_hints(kind)
    return {name: _value(value, hints[name], f"{place}.{name}") for name, value in table.items()}


def _value(value: object, kind: Any, place: str) -> object:
    if get_origin(kind) in (Union, types.UnionType):
        if value == OMIT:
            return None
        kind = next(part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is not None:
        return _mapping(value, place)
    if issubclass(kind, Enum):
        return _choice(value, kind, place)
    if kind in (int, float):
        return _number(value, kind, place)
    if type(value) is not kind:
        raise SettingsRefused(f"{place} is {value!r}; {_wanted(kind)} is wanted.")
    return value


def _mapping(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise SettingsRefused(f"{place} is {value!r}; a table is wanted: {{ name = value }}.")
    return MappingProxyType(value)


def _choice(value: object, kind: type[Enum], place: str) -> Enum:
    known = [str(member.value) for member in kind]
    if value not in known:
        hint = near(str(value), known)
        raise SettingsRefused(f"{place} is {value!r}; write one of {', '.join(known)}.{hint}")
    return kind(value)


def _number(value: object, kind: type, place: str) -> float:
    """Return a finite number from zero up; a whole one may stand for a float."""
    fits = isinstance(value, (int, kind)) and not isinstance(value, bool)
    if not fits or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise SettingsRefused(f"{place} is {value!r}; {_wanted(kind)} is wanted.")
    return kind(value) if kind is float else value


def _wanted(kind: type) -> str:
    names = {int: "a whole number, 0 or more", float: "a number, 0 or more", bool: "true or false"}
    return names.get(kind, "a text in quotation marks")
