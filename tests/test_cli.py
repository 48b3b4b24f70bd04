"""The command line: one message and an exit code whatever happens, never a traceback."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from policywire import newsroom
from policywire.cli import app

FAILURES = [
    (PermissionError(errno.EACCES, "Permission denied", "/x/y"), 1, "/x/y: Permission denied"),
    (duckdb.IOException("IO Error: no space"), 1, "the database refused: IO Error: no space"),
    (RecursionError("maximum recursion depth exceeded"), 1, "nested too deeply"),
    (UnicodeDecodeError("utf-8", b"x", 0, 1, "invalid start byte"), 1, "not UTF-8"),
    (KeyboardInterrupt(), 130, "interrupted"),
]


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.parametrize(("error", "code", "told"), FAILURES, ids=lambda value: str(value)[:12])
def test_every_failure_is_one_message(
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    told: str,
    options: list[str],
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(newsroom, "list_briefs", fail)
    done = CliRunner().invoke(app, ["briefs", *options])
    assert done.exit_code == code
    assert told in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert "Traceback" not in done.output


def policywire(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-c", "from policywire.cli import main; main()", *arguments]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, check=False
    )


def test_a_terminal_without_unicode_shows_escapes() -> None:
    done = policywire("series", "--json", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"\\u" in done.stdout or b"\\x" in done.stdout


def test_a_file_in_place_of_a_store_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = policywire("series", "--store", str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early_hears_nothing() -> None:
    command = f"{sys.executable} -c 'from policywire.cli import main; main()' series --json"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1"], capture_output=True, check=False
    )
    assert done.stderr == b""


def help_of(*command: str) -> str:
    return CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "80"}).stdout


@pytest.mark.parametrize(
    "command", [(), ("write",), ("claims",), ("fed", "respond"), ("llm", "check")]
)
def test_help_names_no_python_type_and_flags_take_nothing(command: tuple[str, ...]) -> None:
    told = help_of(*command)
    assert "--help" in told
    options = told.partition("Options")[2].partition("Examples")[0]
    assert not [word for word in ("<bool>", "<str>", "<path>", "list[", "[[") if word in options]


def test_each_example_has_a_line_of_its_own() -> None:
    lines = [line.strip() for line in help_of("wait").splitlines()]
    assert "policywire wait --margin 15% --kept 40%" in lines
    assert "policywire wait --table --on 2026-11-22" in lines
    assert help_of("wait") == help_of("wait")


def test_a_series_says_how_much_of_it_is_not_shown() -> None:
    key = "census:imports.general/USA.MEX"
    short = CliRunner().invoke(app, ["show", key]).stdout
    assert "earlier values left out; held 2002-01.." in short
    assert "left out" not in CliRunner().invoke(app, ["show", key, "--period", "2025"]).stdout


def test_one_period_held_is_told_once() -> None:
    shown = CliRunner().invoke(app, ["series", "annual duties mexico tomatoes"]).stdout
    assert "2024 (1)" in " ".join(shown.split())
    assert "2024..2024" not in shown


def test_a_brief_says_what_it_must_and_may_be_told() -> None:
    told = CliRunner().invoke(app, ["briefs"], env={"COLUMNS": "80"}).stdout
    lines = {line.split()[0]: line.split(maxsplit=2)[2:] for line in told.splitlines() if line}
    assert lines["fed-path"] == ["needs --path"]
    assert lines["fed-decision"] == ["takes --meeting, --statement, --before"]
    assert lines["usmca-review"] == []
    rows = {row["brief"]: row for row in newsroom.list_briefs()}
    assert rows["fed-path"]["needs"] == ["--path"]
    assert all(not row["takes"] for name, row in rows.items() if name != "fed-decision")


def test_measures_in_force_stand_in_80_columns() -> None:
    told = CliRunner().invoke(
        app, ["law", "--on", "2026-07-24", "--origin", "MEX"], env={"COLUMNS": "80"}
    )
    assert "    Duty on core metals and close derivatives (annex I-A); USMCA: not exempt" in (
        line.rstrip() for line in told.stdout.splitlines()
    )


def test_mean_rates_of_a_day_are_a_table_by_place() -> None:
    told = CliRunner().invoke(app, ["claims", "--on", "2026-07-01"], env={"COLUMNS": "80"})
    assert told.exit_code == 0, told.output
    assert "MEX, all goods" in told.stdout
    assert "_pct" not in told.stdout
    assert "mean rates under the law of 2026-07-01" in told.stderr
