"""The reference pages say what the code says, and leave nothing out."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from policywire.analyst import brief as brief_module
from policywire.analyst import load_brief, phrases
from policywire.analyst.brief import BlockSpec, Brief, FigureSpec, RunSpec, SectionSpec, TableSpec
from policywire.analyst.draft import Kind
from policywire.analyst.exhibit_spec import ExhibitSpec, RowSpec
from policywire.analyst.manuscript import Mark
from policywire.analyst.say import Say
from policywire.cli import app
from policywire.desks.catalogue import shipped
from policywire.desks.desk import brief_paths, desks
from policywire.desks.families import DataSet, Family, Freeze
from policywire.evidence import Store
from policywire.evidence.conventions import CONVENTIONS
from policywire.evidence.expression import AMONG, parse
from policywire.facts import Citation, errors
from policywire.facts.errors import BadExpression
from policywire.policy import Event, Provision
from policywire.sources import read_folder
from policywire.sources.layout import Folder, Labels, Part, Published, Table, Values, layouts
from tools import (
    make_cli_reference,
    make_data_reference,
    make_law_reference,
    make_python_reference,
)

DOCS = Path(__file__).parents[2] / "docs"
MEETINGS = """\
meeting_date,statement_type,vote_for,vote_against,target_lower,target_upper,decision
2026-09-16,decision,12,0,3.75,4.0,hike
"""


def read(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def as_code(text: str) -> set[str]:
    """Return what stands as code in a page, whole and up to the first bracket, dot or slash."""
    found = set(re.findall(r"`([^`\n]+)`", text))
    return found | {re.split(r"[(./ ]", name)[0] for name in found}


def squeezed(text: str) -> str:
    """Return a text as one line, quotation marks of a block left out."""
    return " ".join(text.replace("\n> ", "\n").split())


# ------------------------------------------------------------------- written by tools


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("reference/cli.md", lambda text: make_cli_reference.cli_reference()),
        ("reference/law.md", make_law_reference.law_reference),
        ("reference/python.md", lambda text: make_python_reference.python_reference()),
        ("explain/data-and-licences.md", make_data_reference.data_reference),
    ],
)
def test_the_page_is_up_to_date(page: str, written: Callable[[str], str]) -> None:
    text = read(page)
    tool = re.search(r"tools/make_\w+\.py", text)
    assert tool is not None
    assert written(text) == text, f"Run python {tool[0]}."
    assert written(written(text)) == text


# ------------------------------------------------------------------- the command line


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(_commands(group))


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            if command.invoke_without_command:
                yield f"{before}{name}", command
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_every_command_option_and_argument_is_documented() -> None:
    text = read("reference/cli.md")
    parts = dict(re.findall(r"(?ms)^## `policywire ([\w -]+)`\n(.*?)(?=^## |\Z)", text))
    assert list(parts) == list(commands())
    for name, command in commands().items():
        for item in command.params:
            is_option = item.opts[0].startswith("-")
            shown = ", ".join(item.opts) if is_option else item.metavar or item.name.upper()
            assert f"| `{shown}` |" in parts[name]
            assert item.help in parts[name]
    assert "policywire --version" in text


def test_the_examples_of_the_commands_name_options_that_exist() -> None:
    for line in re.findall(r"(?m)^    policywire (.+)$", "\n".join(map(read, pages()))):
        words = line.split()
        if words[0].isupper() or words[0].startswith("-"):
            continue
        held = commands()
        name = " ".join(words[:2])
        name = name if name in held else words[0]
        known = {option for item in held[name].params for option in item.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize(
    "arguments",
    [
        ["briefs"],
        ["desks"],
        ["series", "mxn"],
        ["show", "fed:fx.mxn/USA.MEX", "--period", "2026-07-01"],
        ["fed"],
        ["fed respond", "--surprise-bp", "25"],
        ["fed rules", "--date", "2024-05-01", "--natural", "4.1", "--neutral", "0.6"],
        ["rate", "--date", "2025-05-15", "--origin", "MEX", "--hts", "7208"],
        ["law", "--on", "2026-07-24", "--origin", "MEX"],
        ["law", "--changes-since", "2026-01-01"],
        ["compare-sites"],
        ["wait", "--margin", "15%", "--kept", "40%", "--threat", "10%"],
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_every_field_of_the_json_is_documented(arguments: list[str]) -> None:
    made = printed_json(*arguments[0].split(), *arguments[1:])
    assert set(field_names(made)) <= as_code(command_part(arguments[0]))


def field_names(made: Any) -> Iterator[str]:
    """Yield the names of an answer's fields, and of the rows of its lists."""
    if isinstance(made, dict):
        yield from made
    rows = [made] if isinstance(made, list) else list(made.values())
    for row in rows:
        if isinstance(row, list) and row and isinstance(row[0], dict):
            yield from row[0]


def test_every_field_of_the_json_of_write_is_documented(tmp_path: Path) -> None:
    made = printed_json("write", "usmca-review", "--out", str(tmp_path), "--format", "json")
    assert set(made) <= as_code(command_part("write"))


def test_every_field_of_the_json_of_freeze_is_documented(tmp_path: Path) -> None:
    tables, store = tmp_path / "tables", tmp_path / "store"
    (tables / "fomc_decisions").mkdir(parents=True)
    (tables / "fomc_decisions" / "meetings.csv").write_text(MEETINGS, encoding="utf-8")
    with Store.create(store).write() as filing:
        for batch in read_folder(tables, ("fomc_decisions",)):
            filing.file(batch, shipped().describe)
    made = printed_json("freeze", "--store", str(store), "--out", str(tmp_path / "snapshot"))
    assert set(made) <= as_code(command_part("freeze"))


def printed_json(*arguments: str) -> Any:
    done = CliRunner().invoke(app, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def command_part(name: str) -> str:
    """Return what the page says of a command."""
    text = read("reference/cli.md").partition(f"## `policywire {name}`")[2]
    return text.partition("\n## ")[0]


# ------------------------------------------------------------------- names


def test_every_public_name_is_mentioned() -> None:
    text = "\n".join(map(read, pages("reference", "explain")))
    names = [
        name
        for room in make_python_reference.ROOMS
        for name in make_python_reference.public_names(room)
    ]
    assert [name for name in names if name not in as_code(text)] == []


def test_the_error_tree_is_that_of_the_code() -> None:
    text = read("reference/errors.md")
    tree = (errors.__doc__ or "").partition("::\n\n")[2].rstrip("\n")
    assert tree in text
    rows = set(re.findall(r"(?m)^\| `(\w+)` \|", text))
    classes = {name for name in errors.__all__ if isinstance(getattr(errors, name), type)}
    assert rows == classes - {"PolicywireError"}


def record_fields(*kinds: type) -> Iterator[str]:
    for kind in kinds:
        assert is_dataclass(kind)
        yield from (field.name for field in fields(kind))


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        (
            "reference/briefs.md",
            (
                *(Brief, Say, FigureSpec, RowSpec, ExhibitSpec),
                *(TableSpec, BlockSpec, SectionSpec, RunSpec),
            ),
        ),
        ("reference/law.md", (Provision, Event, Citation)),
        ("do/add-a-series.md", (DataSet, Family, Freeze)),
        ("do/fill-a-store.md", (Folder, Table, Labels, Part, Published, Values)),
    ],
)
def test_every_field_is_documented(page: str, kinds: tuple[type, ...]) -> None:
    rows = re.findall(r"(?m)^\| (`[^|]+) \|", read(page)) + re.findall(r"`\w+`", read(page))
    named = as_code("\n".join(rows))
    absent = set(record_fields(*kinds)) - named - {"families", "tables", "parts", "origin"}
    assert absent == set()


def test_tokens_and_marks_are_documented() -> None:
    text = read("reference/briefs.md")
    assert [
        kind for kind in Kind if kind.value != "text" and f"{{{{{kind.value}:" not in text
    ] == []
    assert [mark for mark in Mark if f"`{mark.value}`" not in text] == []


def test_forms_of_a_range_and_models_of_a_run_are_documented() -> None:
    rows = set(re.findall(r"(?m)^\| `(\w+)` \|", read("reference/briefs.md")))
    assert {*phrases.RANGE_FORMS, *brief_module._MODELS} <= rows


def test_every_case_of_a_brief_is_documented() -> None:
    told = as_code(read("reference/briefs.md"))
    text = "".join(path.read_text(encoding="utf-8") for _, path in brief_paths().values())
    cases = re.findall(r"[\w]+", " ".join(re.findall(r"when: \[([^]]+)\]", text)))
    assert cases
    named = {re.sub(r"_before$", "_now", case) for case in cases if not case.startswith("has_")}
    assert named - told == set()


def test_every_operator_is_documented() -> None:
    with pytest.raises(BadExpression) as found:
        parse("nothing(x)")
    operators = re.findall(r"\w+", str(found.value).partition("is none of ")[2])
    text = read("reference/expressions.md")
    assert len(operators) > 7
    assert [name for name in (*operators, *AMONG) if f'"{name}"' not in text] == []


def test_every_convention_is_documented() -> None:
    text = squeezed(read("explain/figures-and-trails.md"))
    for item in CONVENTIONS:
        row = f"| {', '.join(item.operators)} | {item.left} | {item.right} | {item.name} |"
        assert row in text


# ------------------------------------------------------------------- desks, briefs, layouts


def test_every_desk_is_told_with_its_files() -> None:
    text = read("reference/desks.md")
    for desk in desks().values():
        assert desk.remit in squeezed(text)
        files = [path for path in desk.folder.rglob("*.yaml") if path.is_file()]
        names = [path.relative_to(desk.folder).as_posix() for path in files]
        assert [name for name in names if f"`{name}`" not in text] == []


def test_every_brief_is_told_with_its_question() -> None:
    for name, (desk, path) in brief_paths().items():
        row = f"| `{name}` | `{desk.name}` | {load_brief(path).question} |"
        assert row in read("reference/briefs.md")
        assert f"| `{name}` | {load_brief(path).question} |" in read("reference/desks.md")


def test_the_files_to_collect_are_those_of_the_layouts() -> None:
    rows = re.findall(r"(?m)^\| `([\w-]+)` \| (`[^|]+`) \|$", read("do/fill-a-store.md"))
    told = {folder: re.findall(r"`([^`]+)`", files) for folder, files in rows}
    assert told == {
        name: [table.file for table in folder.tables] for name, folder in layouts().items()
    }


# ------------------------------------------------------------------- links


def pages(*folders: str) -> list[str]:
    """Return the pages below docs, or below some of its folders."""
    places = [DOCS / folder for folder in folders] or [DOCS]
    found = [path for place in places for path in sorted(place.rglob("*.md"))]
    return [path.relative_to(DOCS).as_posix() for path in found]


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings."""
    heads = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_link_leads_somewhere() -> None:
    links = [
        (page, target)
        for page in pages()
        for target in re.findall(r"\]\(([^)\s]+)\)", read(page))
        if "://" not in target
    ]
    lost = []
    for page, target in links:
        name, _, anchor = target.partition("#")
        place = (DOCS / page).parent / name if name else DOCS / page
        if not place.exists() or (anchor and anchor not in anchors(place.read_text("utf-8"))):
            lost.append(f"{page}: {target}")
    assert lost == []


def test_every_page_is_on_the_map() -> None:
    told = set(re.findall(r"\]\(([^)]+\.md)\)", read("README.md")))
    wanted = {page for page in pages("learn", "do", "explain", "reference")}
    assert told == wanted
