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
