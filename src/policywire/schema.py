"""Strict YAML: documents read into frozen dataclasses under closed schemas.

Every scalar is read as text, so ``on`` stays a word, ``NO`` stays Norway and ``0804`` keeps its
zero; the dataclass says what the text becomes. A repeated key, an unknown field, a missing field
or a value that does not convert is an error that names file, line and the nearest known field.
"""

import math
import re
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from policywire.facts.errors import BadDocument, PolicywireError, near

__all__ = ["load", "loads"]

T = TypeVar("T")
_DEEPEST = 60
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path, kind: type[T]) -> T:
    """Read the YAML file at ``path`` into ``kind``.

    Raises
    ------
    BadDocument
        If the file cannot be read, is not YAML, or breaks the schema.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise BadDocument(f"{path} cannot be read: {why}.") from error
    return loads(text, kind, path.name)


def loads(text: str, kind: type[T], name: str) -> T:
    """Read YAML ``text`` into ``kind``; ``name`` is what errors call it.

    Raises
    ------
    BadDocument
        If the text is not YAML or breaks the schema.
    """
    if _depth(text) > _DEEPEST:
        raise BadDocument(f"{name}:1: brackets nest deeper than {_DEEPEST}.")
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise BadDocument(f"{name} is not YAML: {' '.join(str(error).split())}") from error
    if node is None:
        raise BadDocument(f"{name} is empty.")
    made: T = _Reader(name).read(node, kind)
    return made


def _depth(text: str) -> int:
    """Return how deep brackets nest; the parser in C runs out of stack on thousands."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


@cache
def _field_types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


class _Reader:
    """Turns YAML nodes into values; knows the document's name for its errors."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fail(self, node: yaml.Node, message: str) -> BadDocument:
        return BadDocument(f"{self.name}:{node.start_mark.line + 1}: {message}")

    def read(self, node: yaml.Node, kind: Any) -> Any:
        origin = get_origin(kind)
        if origin in (Union, types.UnionType):
            return self._optional(node, kind)
        if origin is tuple:
            return self._tuple(node, get_args(kind)[0])
        if origin is dict:
            return self._mapping(node, *get_args(kind))
        if is_dataclass(kind) and not hasattr(kind, "parse"):
            return self._record(node, kind)
        return self._scalar(node, kind)

    def _optional(self, node: yaml.Node, kind: Any) -> Any:
        inner = [part for part in get_args(kind) if part is not type(None)]
        if len(inner) > 1:  # str | Record: the node's shape decides
            plain = isinstance(node, yaml.ScalarNode)
            inner = [part for part in inner if is_dataclass(part) is not plain]
        return self.read(node, inner[0])

    def _tuple(self, node: yaml.Node, kind: Any) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, "a list is wanted here.")
        return tuple(self.read(item, kind) for item in node.value)

    def _pairs(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, "a mapping of fields is wanted here.")
        pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.fail(key, "the name of a field is a single value.")
            if key.value in pairs:
                raise self.fail(key, f"'{key.value}' is given twice.")
            pairs[key.value] = (key, value)
        return pairs

    def _mapping(self, node: yaml.Node, key: Any, kind: Any) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        for name, value in self._pairs(node).values():
            read = self.read(name, key)
            if read in made:
                raise self.fail(name, f"'{name.value}' is given twice.")
            made[read] = self.read(value, kind)
        return made

    def _record(self, node: yaml.Node, kind: Any) -> Any:
        pairs, known = self._pairs(node), {field.name: field for field in fields(kind)}
        for name, (key, _) in pairs.items():
            if name not in known:
                hint = near(name, known)
                raise self.fail(key, f"unknown field '{name}'.{hint} Known: {', '.join(known)}.")
        missing = [name for name, field in known.items() if name not in pairs and _needed(field)]
        if missing:
            raise self.fail(node, f"{', '.join(missing)} must be given for {kind.__name__}.")
        types_ = _field_types(kind)
        values = {name: self.read(value, types_[name]) for name, (_, value) in pairs.items()}
        return self._guard(node, lambda: kind(**values))

    def _scalar(self, node: yaml.Node, kind: Any) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            raise self.fail(node, "a single value is wanted here.")
        return self._guard(node, lambda: _convert(node.value, kind))

    def _guard(self, node: yaml.Node, make: Callable[[], Any]) -> Any:
        try:
            return make()
        except (ValueError, PolicywireError) as error:
            raise self.fail(node, str(error)) from error


def _needed(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _convert(text: str, kind: Any) -> Any:
    """Turn a scalar's text into ``kind``."""
    if kind in (str, int):
        return kind(text)
    if kind is float:
        return _finite(text)
    if kind is bool:
        return _truth(text)
    if kind is date:
        return date.fromisoformat(text)
    if hasattr(kind, "parse"):
        return kind.parse(text)
    if issubclass(kind, Enum):
        return _member(text, kind)
    raise ValueError(f"no value of type {kind.__name__} can be read from text.")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"'{text}' is no finite number.")
    return value


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"'{text}' must be true or false.")
    return text == "true"


def _member(text: str, kind: type[Enum]) -> Enum:
    known = [str(member.value) for member in kind]
    if text not in known:
        raise ValueError(f"'{text}' is none of {', '.join(known)}.{near(text, known)}")
    return kind(text)
