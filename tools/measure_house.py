"""Measure the house: length of functions and files, and import cycles between rooms.

Run ``python tools/measure_house.py`` for a report; the house tests import the functions.
"""

import ast
import math
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "policywire"
ROOT = Path(__file__).resolve().parent.parent
LONG_FILE = 300
"""Lines above which a file is named in the report."""


@dataclass(frozen=True, slots=True)
class FunctionSize:
    """One function and its length in lines, docstring left out."""

    place: str
    name: str
    line: int
    lines: int

    def __str__(self) -> str:
        """Read as ``file:line name (lines)``."""
        return f"{self.place}:{self.line} {self.name} ({self.lines} lines)"


def python_files(root: Path = ROOT) -> list[Path]:
    """Return every Python file of the package, sorted."""
    return sorted((root / "src" / PACKAGE).rglob("*.py"))


def parse(path: Path) -> ast.Module:
    """Read one Python file as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def line_count(path: Path) -> int:
    """Return the number of lines in a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


# ------------------------------------------------------------------------------ functions


def docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines the function's docstring takes, 0 without one."""
    if ast.get_docstring(function, clean=False) is None:
        return 0
    first = function.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def function_sizes(tree: ast.AST, place: str) -> Iterator[FunctionSize]:
    """Yield the size of every function and method in ``tree``, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            whole = (node.end_lineno or node.lineno) - node.lineno + 1
            yield FunctionSize(place, node.name, node.lineno, whole - docstring_lines(node))


def all_function_sizes(root: Path = ROOT) -> list[FunctionSize]:
    """Return the sizes of all functions in the package, longest first."""
    sizes = [
        size
        for path in python_files(root)
        for size in function_sizes(parse(path), str(path.relative_to(root)))
    ]
    return sorted(sizes, key=lambda size: -size.lines)


def percentile(lengths: Sequence[int], share: float) -> int:
    """Return the smallest of ``lengths`` that at least ``share`` of them do not exceed."""
    return sorted(lengths)[max(0, math.ceil(share * len(lengths)) - 1)]


# ------------------------------------------------------------------------------ imports


def module_name(path: Path, source: Path) -> str:
    """Return the dotted name of the module at ``path`` under the folder ``source``."""
    parts = path.relative_to(source).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names that ``tree`` imports anywhere, inside functions too.

    ``from a import b`` yields ``a.b``, since b may be a module. Relative imports are banned
    (ruff, TID252), so none is resolved here.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from _imported_by_call(node)


def _imported_by_call(call: ast.Call) -> Iterator[str]:
    name = ast.unparse(call.func).rpartition(".")[2]
    first = call.args[0] if call.args else None
    if name in {"import_module", "__import__"} and isinstance(first, ast.Constant):
        yield str(first.value)


def room_of(module: str) -> str | None:
    """Return the room of a dotted name: its second part; None outside the package.

    The package's own names (``policywire``, ``policywire.__version__``) are the room
    ``policywire``.
    """
    package, _, rest = module.partition(".")
    room = rest.partition(".")[0]
    if package != PACKAGE:
        return None
    if room == "__main__":
        return room
    return PACKAGE if not room or room.startswith("__") else room


def room_graph(source: Path) -> dict[str, set[str]]:
    """Return which rooms each room imports, from every file under ``source``/policywire."""
    graph: dict[str, set[str]] = {}
    for path in sorted((source / PACKAGE).rglob("*.py")):
        room = room_of(module_name(path, source)) or PACKAGE
        others = {room_of(name) for name in imports_of(parse(path))}
        graph.setdefault(room, set()).update(other for other in others if other not in {None, room})
    return graph


def reachable(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """Return every room that ``start`` reaches by one import or more."""
    found: set[str] = set()
    ahead = list(graph.get(start, ()))
    while ahead:
        room = ahead.pop()
        if room not in found:
            found.add(room)
            ahead.extend(graph.get(room, ()))
    return found


def cycles(graph: Mapping[str, set[str]]) -> list[frozenset[str]]:
    """Return the sets of rooms that reach each other (strongly connected), sorted by name."""
    reach = {room: reachable(graph, room) for room in graph}
    knots = {
        frozenset(other for other in reach[room] if room in reach.get(other, ()))
        for room in graph
        if room in reach[room]
    }
    return sorted(knots, key=min)


# ------------------------------------------------------------------------------ report


def function_report(root: Path) -> list[str]:
    """Return the lines of the report on functions, the five longest named."""
    sizes = all_function_sizes(root)
    lengths = [size.lines for size in sizes]
    return [
        f"functions      {len(sizes)}: median {statistics.median(lengths):g}, "
        f"90th percentile {percentile(lengths, 0.9)}, longest {max(lengths)} lines",
        *(f"               {size}" for size in sizes[:5]),
    ]


def file_report(root: Path) -> list[str]:
    """Return the lines of the report on files, those above 300 lines named."""
    lines = {str(path.relative_to(root)): line_count(path) for path in python_files(root)}
    long_files = sorted((name for name in lines if lines[name] > LONG_FILE), key=lines.__getitem__)
    return [
        f"files          {len(lines)}: {sum(lines.values())} lines, longest {max(lines.values())}; "
        f"{len(long_files)} above {LONG_FILE}",
        *(f"               {name} ({lines[name]} lines)" for name in reversed(long_files)),
    ]


def import_report(root: Path) -> list[str]:
    """Return the lines of the report on imports between rooms, each cycle named."""
    graph = room_graph(root / "src")
    knots = cycles(graph)
    return [
        f"rooms          {len(graph)}: {', '.join(sorted(graph))}",
        f"import cycles  {len(knots)}",
        *(f"               {', '.join(sorted(knot))}" for knot in knots),
    ]


def report(root: Path = ROOT) -> str:
    """Return the whole report as text."""
    return "\n".join([*file_report(root), *function_report(root), *import_report(root)])


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
