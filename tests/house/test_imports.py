"""Imports between rooms and to the outside, lazy ones included.

``lint-imports`` holds the layers; these see what it cannot: modules of the standard library by
their full name, and cycles counted by a second, independent reading of the tree.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import measure_house as house

SOURCE = house.ROOT / "src"
NETWORK = {"httpx2", "socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib"}
MAY_REACH_THE_NETWORK = ("policywire.sources", "policywire.analyst.writers.chat")

Count = Callable[[str], None]


def inside(name: str, modules: set[str] | tuple[str, ...]) -> bool:
    """Say whether a dotted name is one of ``modules`` or lies within one."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def package_imports() -> Iterator[tuple[str, str]]:
    """Yield every (module of ours, dotted name it imports)."""
    for path in house.python_files():
        module = house.module_name(path, SOURCE)
        yield from ((module, name) for name in house.imports_of(house.parse(path)))


def test_no_import_cycle_between_rooms(counted: Count) -> None:
    graph = house.room_graph(SOURCE)
    counted(f"{len(graph)} rooms, {sum(map(len, graph.values()))} imports between them")
    assert graph
    assert house.cycles(graph) == []


def test_facts_imports_the_standard_library_alone(counted: Count) -> None:
    names = [name for module, name in package_imports() if inside(module, ("policywire.facts",))]
    allowed = sys.stdlib_module_names | {"policywire"}
    counted(f"{len(names)} imports")
    assert [name for name in names if name.partition(".")[0] not in allowed] == []
    ours = {house.room_of(name) for name in names} - {None}
    assert ours <= {"facts", "policywire"}


def test_only_sources_and_the_chat_writer_reach_the_network(counted: Count) -> None:
    imports = list(package_imports())
    reaching = [(module, name) for module, name in imports if inside(name, NETWORK)]
    counted(f"{len(imports)} imports, {len(reaching)} of a network module")
    assert [pair for pair in reaching if not inside(pair[0], MAY_REACH_THE_NETWORK)] == []


# ------------------------------------------------------------------- the checks themselves


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import urllib.request", ["urllib.request"]),
        ("from policywire import press", ["policywire.press"]),
        ("def f():\n    from policywire.facts import unit", ["policywire.facts.unit"]),
        ("importlib.import_module('policywire.site')", ["policywire.site"]),
    ],
)
def test_imports_are_seen_wherever_they_stand(text: str, names: list[str]) -> None:
    assert list(house.imports_of(ast.parse(text))) == names


def test_a_cycle_is_seen_through_a_lazy_import(tmp_path: Path) -> None:
    room_files = {
        "facts/unit.py": "import math",
        "press/page.py": "from policywire.analyst import draft\nfrom policywire.facts import unit",
        "analyst/draft.py": "def f():\n    from policywire import newsroom",
        "newsroom.py": "import policywire.press.page",
        "cli.py": "from policywire import newsroom, __version__",
    }
    for name, text in room_files.items():
        path = tmp_path / "policywire" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    graph = house.room_graph(tmp_path)
    assert graph["cli"] == {"newsroom", "policywire"}
    assert house.cycles(graph) == [frozenset({"analyst", "newsroom", "press"})]
