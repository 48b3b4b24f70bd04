"""The public names of the trade model: all there, documented, lazy, and none hidden by a module."""

import ast
import inspect
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

from policywire.models import trade

FILE = Path(str(trade.__file__))
CALLABLES = [
    name for name in trade.__all__ if inspect.isfunction(inspect.unwrap(getattr(trade, name)))
]


def typed_imports() -> Iterator[tuple[str, str]]:
    """Yield name and module of the imports that type checkers see."""
    for node in ast.walk(ast.parse(FILE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and trade.__name__ in node.module:
            yield from ((item.name, node.module) for item in node.names)


def test_what_is_offered_is_what_type_checkers_see() -> None:
    seen = dict(typed_imports())
    assert set(seen) == set(trade.__all__)
    assert list(trade.__all__) == sorted(trade.__all__, key=lambda name: (name.islower(), name))
    for name, module in seen.items():
        assert getattr(trade, name) is getattr(import_module(module), name)


def test_no_module_hides_a_name() -> None:
    """Whoever loads every module of the model still gets the verbs, not modules."""
    text = (
        "import pkgutil, policywire.models.trade as trade, types\n"
        "for found in pkgutil.walk_packages(trade.__path__, trade.__name__ + '.'):\n"
        "    if not found.name.endswith('.fast'):\n"
        "        __import__(found.name)\n"
        "bad = [n for n in trade.__all__ if isinstance(getattr(trade, n), types.ModuleType)]\n"
        "assert bad == [], bad\n"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_asking_for_the_package_loads_no_more_than_the_solver() -> None:
    text = (
        "import sys, policywire.models.trade as trade\n"
        "names = ('scipy', 'numba', 'yaml', 'duckdb', 'distributed')\n"
        "heavy = [name for name in names if name in sys.modules]\n"
        "assert heavy == [], heavy\n"
        "rooms = [n for n in sys.modules if n.startswith(trade.__name__) and n.count('.') > 3]\n"
        "assert rooms == [], rooms\n"
        "assert 'nash' in dir(trade)\n"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'solver_of_everything'"):
        _ = trade.solver_of_everything


@pytest.mark.parametrize("name", CALLABLES)
def test_every_verb_says_what_it_takes(name: str) -> None:
    """One or two parameters may be told in the summary; more have a section, each by its name."""
    function = getattr(trade, name)
    told = inspect.getdoc(function) or ""
    assert told.partition("\n")[0].endswith(".")
    parameters = list(inspect.signature(function).parameters)
    if len(parameters) > 2:
        assert "Parameters\n----------" in told
        assert [one for one in parameters if one not in told] == []


@pytest.mark.parametrize("name", [name for name in trade.__all__ if name not in CALLABLES])
def test_every_type_tells_its_attributes(name: str) -> None:
    kind = getattr(trade, name)
    told = inspect.getdoc(kind) or ""
    if issubclass(kind, Enum):
        assert told
        return
    assert "Attributes\n----------" in told
    assert [field for field in kind.__dataclass_fields__ if field not in told] == []
