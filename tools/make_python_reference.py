"""Write docs/reference/python.md from the docstrings of the public names."""

import inspect
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import UnionType

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "python.md"
ROOMS = ("facts", "evidence", "policy", "models.trade", "analyst")

_HEAD = """\
# Python

Written by `tools/make_python_reference.py` from the docstrings. Do not edit it here.

These are the names each room offers to the others and to you. `help(name)` gives the whole
docstring: attributes with their units, parameters and errors.
[Ask a question](../learn/ask-a-question.md) and [the trade model](../learn/trade-model.md) show
most of them at work, and [errors.md](errors.md) lists the errors.

Two functions stand outside the rooms. `policywire.newsroom.evidence(store, as_of)` opens a store,
or the snapshot inside the package where `store` is `None`; use it in a `with` statement.
`policywire.schema.load(path, kind)` reads a YAML file into a dataclass under a closed schema.
"""


def public_names(room: str) -> dict[str, object]:
    """Return what a room offers, by name."""
    module = import_module(f"policywire.{room}")
    return {name: getattr(module, name) for name in sorted(module.__all__, key=str.lower)}


def python_reference() -> str:
    """Return the page, as Markdown."""
    return "\n".join([_HEAD, *(line for room in ROOMS for line in _room(room))])


def _room(room: str) -> Iterator[str]:
    module = import_module(f"policywire.{room}")
    yield f"## `policywire.{room}`"
    yield ""
    yield _first_line(module)
    yield ""
    yield "| name | kind | what it is |"
    yield "|---|---|---|"
    for name, value in public_names(room).items():
        yield f"| `{_signature(name, value)}` | {_kind(value)} | {_what(value)} |"
        yield from _members(name, value)
    yield ""


def _members(name: str, value: object) -> Iterator[str]:
    """Yield a row for each public method and property a class defines."""
    for member, defined in vars(value).items() if inspect.isclass(value) else ():
        found = inspect.unwrap(defined)
        if member.startswith("_") or not inspect.getdoc(found):
            continue
        if inspect.isfunction(found):
            yield f"| `{name}.{_signature(member, found)}` | method | {_first_line(found)} |"
        elif isinstance(found, property):
            yield f"| `{name}.{member}` | property | {_first_line(found)} |"


def _signature(name: str, value: object) -> str:
    """Return a name, of a function with the names of its parameters."""
    if not inspect.isfunction(value):
        return name
    names = [item for item in inspect.signature(value).parameters if item not in ("self", "cls")]
    return f"{name}({', '.join(names)})"


def _kind(value: object) -> str:
    if isinstance(value, UnionType):
        return "type"
    if inspect.isclass(value):
        return "enumeration" if issubclass(value, Enum) else "class"
    return "function" if inspect.isfunction(value) else "constant"


def _what(value: object) -> str:
    if isinstance(value, UnionType):
        return f"{' or '.join(f'`{part.__name__}`' for part in value.__args__)}."
    if inspect.isclass(value) and issubclass(value, Enum):
        return f"{_first_line(value)} {', '.join(f'`{item.value}`' for item in value)}."
    return f"`{value!r}`" if _kind(value) == "constant" else _first_line(value)


def _first_line(value: object) -> str:
    return (inspect.getdoc(value) or "").partition("\n")[0].replace("|", "/").replace("``", "`")


def main() -> None:
    """Write the page."""
    PAGE.write_text(python_reference(), encoding="utf-8")
    print(f"Wrote docs/reference/{PAGE.name}.")


if __name__ == "__main__":
    main()
