"""Code health by ast: error handling, numerals in the wiring, docstrings, sizes."""

import ast
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import measure_house as house

# The house's limits, in lines.
MEDIAN_FUNCTION = 8
LONGEST_FUNCTION = 60
LONGEST_FILE = 500

Count = Callable[[str], None]


def broad_handlers(tree: ast.AST) -> Iterator[int]:
    """Yield the line of each bare except, or one that catches Exception or BaseException."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {ast.unparse(kind) if kind else "Exception" for kind in caught}
            if names & {"Exception", "BaseException"}:
                yield node.lineno


def float_literals(tree: ast.AST) -> Iterator[int]:
    """Yield the line of each float literal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno


def undocumented(tree: ast.Module) -> Iterator[str]:
    """Yield the public functions, classes and methods without a docstring."""
    for node in tree.body:
        yield from _undocumented(node, "")
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for member in node.body:
                yield from _undocumented(member, f"{node.name}.")


def _undocumented(node: ast.stmt, prefix: str) -> Iterator[str]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    public = not node.name.startswith("_")
    inherits = any(
        ast.unparse(mark).endswith(("override", "overload")) for mark in node.decorator_list
    )
    if public and not inherits and ast.get_docstring(node) is None:
        yield prefix + node.name


def found_in_package(check: Callable[[ast.Module], Iterator[object]]) -> list[str]:
    """Run ``check`` on every file of the package; say where it found something."""
    return [
        f"{path.relative_to(house.ROOT)}: {found}"
        for path in house.python_files()
        for found in check(house.parse(path))
    ]


def test_no_broad_except(counted: Count) -> None:
    files = house.python_files()
    counted(f"{len(files)} files")
    assert files
    assert found_in_package(broad_handlers) == []


def test_no_float_literal_in_the_newsroom(counted: Count) -> None:
    wiring = sorted((house.ROOT / "src" / house.PACKAGE / "newsroom").glob("*.py"))
    counted(f"{len(wiring)} files")
    assert wiring
    assert [item for path in wiring for item in float_literals(house.parse(path))] == []


def test_public_names_have_docstrings(counted: Count) -> None:
    trees = [house.parse(path) for path in house.python_files()]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    counted(
        f"{sum(isinstance(node, kinds) for tree in trees for node in ast.walk(tree))} definitions"
    )
    assert [tree for tree in trees if ast.get_docstring(tree) is None] == []
    assert found_in_package(undocumented) == []


def test_functions_are_short(counted: Count) -> None:
    sizes = house.all_function_sizes()
    lengths = [size.lines for size in sizes]
    median = statistics.median(lengths)
    counted(
        f"{len(lengths)} functions: median {median:g}, "
        f"90th percentile {house.percentile(lengths, 0.9)}, longest {max(lengths)} lines"
    )
    assert [str(size) for size in sizes if size.lines > LONGEST_FUNCTION] == []
    assert median <= MEDIAN_FUNCTION


def test_files_are_short(counted: Count) -> None:
    lines = {path.relative_to(house.ROOT): house.line_count(path) for path in house.python_files()}
    long_files = {str(path): count for path, count in lines.items() if count > house.LONG_FILE}
    counted(f"{len(lines)} files; above {house.LONG_FILE} lines: {long_files or 'none'}")
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


# ------------------------------------------------------------------- the checks themselves


@pytest.mark.parametrize(
    "handler",
    ["except:", "except Exception:", "except (OSError, Exception):", "except BaseException as e:"],
)
def test_a_broad_except_is_seen(handler: str) -> None:
    assert list(broad_handlers(ast.parse(f"try:\n    pass\n{handler}\n    pass"))) == [3]


def test_a_narrow_except_is_let_by() -> None:
    tree = ast.parse("try:\n    pass\nexcept (OSError, ValueError):\n    pass")
    assert list(broad_handlers(tree)) == []


def test_a_float_literal_is_seen() -> None:
    assert list(float_literals(ast.parse("share = total * 100.0\ncount = 3"))) == [1]


def test_a_missing_docstring_is_seen() -> None:
    text = "def f(): ...\ndef _g(): ...\nclass C:\n    '''Doc.'''\n    def m(self): ..."
    assert list(undocumented(ast.parse(text))) == ["f", "C.m"]


def test_a_function_is_measured_without_its_docstring() -> None:
    text = 'def f():\n    """One.\n\n    Two.\n    """\n    x = 1\n    return x'
    (size,) = house.function_sizes(ast.parse(text), "specimen.py")
    assert size.lines == 3


@pytest.mark.parametrize(("share", "expected"), [(0.5, 5), (0.9, 9), (1.0, 10), (0.01, 1)])
def test_percentile_of_one_to_ten(share: float, expected: int) -> None:
    assert house.percentile(range(1, 11), share) == expected


def test_the_report_reads(tmp_path: Path) -> None:
    room = tmp_path / "src" / house.PACKAGE / "facts"
    room.mkdir(parents=True)
    (room / "unit.py").write_text('def f():\n    """Doc."""\n    return 1\n')
    assert house.report(tmp_path).splitlines() == [
        "files          1: 3 lines, longest 3; 0 above 300",
        "functions      1: median 2, 90th percentile 2, longest 2 lines",
        "               src/policywire/facts/unit.py:1 f (2 lines)",
        "rooms          1: facts",
        "import cycles  0",
    ]
