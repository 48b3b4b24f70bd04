"""Editions: whole or not at all, the same bytes every time, every file accounted for."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from policywire.analyst.manuscript import Mark
from policywire.facts.errors import OutputRefused, WrongUse
from policywire.press import Article, write
from policywire.press import folder as folders
from policywire.press.rows import csv_text
from tests.press import sample

INPUTS = {"snapshot": "ab" * 32, "brief": "cd" * 32}
ROOT = Path(__file__).parents[2]


def files_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_what_an_edition_holds(article: Article, tmp_path: Path) -> None:
    edition = write(article, tmp_path / "out", inputs=INPUTS)
    files = files_of(tmp_path / "out")
    assert {"index.html", "article.md", "article.json", "audit.json", "manifest.json"} <= set(files)
    assert {"exhibits/flows.svg", "exhibits/flows.png", "exhibits/flows.csv"} <= set(files)
    assert "exhibits/flows.vl.json" in files
    assert "exhibits/fdi.vl.json" not in files
    assert set(edition.files) == set(files) - {"manifest.json"}
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def test_the_manifest_accounts_for_every_file(article: Article, tmp_path: Path) -> None:
    write(article, tmp_path / "out", inputs=INPUTS)
    files = files_of(tmp_path / "out")
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["inputs"] == INPUTS
    assert manifest["versions"].keys() >= {"policywire", "vl-convert-python", "babel", "Jinja2"}
    assert manifest["files"] == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }


def test_every_file_the_page_links_to_is_there(article: Article, tmp_path: Path) -> None:
    write(article, tmp_path, inputs=INPUTS)
    files = files_of(tmp_path)
    for name in ("index.html", "article.md"):
        text = files[name].decode()
        links = re.findall(r'href="([^"#:]+)"|\]\((exhibits/[^)]+)\)', text)
        assert links
        assert {one or other for one, other in links} <= set(files)


def test_a_second_run_gives_the_same_bytes(article: Article, tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(article, tmp_path / name, inputs=INPUTS)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "other")


def test_another_process_gives_the_same_bytes(article: Article, tmp_path: Path) -> None:
    write(article, tmp_path / "here", inputs=INPUTS)
    script = (
        "import sys; from pathlib import Path; from tests.press import sample; "
        "from policywire import press; made = sample.manuscript(); "
        "article = press.lay_out(made, press.draw_all(made.plots)); "
        f"press.write(article, Path(sys.argv[1]), inputs={INPUTS!r})"
    )
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    there = tmp_path / "there"
    subprocess.run(
        [sys.executable, "-c", script, str(there)], check=True, env=environment, cwd=ROOT
    )
    assert files_of(tmp_path / "here") == files_of(there)


def test_only_the_formats_asked_for(article: Article, tmp_path: Path) -> None:
    write(article, tmp_path / "out", ("json",), inputs=INPUTS)
    names = {name for name in files_of(tmp_path / "out") if "/" not in name}
    assert names == {"article.json", "audit.json", "manifest.json"}


@pytest.mark.parametrize(("formats", "told"), [(("htlm",), "Near: html"), ((), "needs a format")])
def test_an_unknown_format_is_wrong_use(
    article: Article, tmp_path: Path, formats: tuple[str, ...], told: str
) -> None:
    with pytest.raises(WrongUse, match=told):
        write(article, tmp_path / "out", formats, inputs=INPUTS)


# ------------------------------------------------------------------- whole or not at all


def test_an_edition_replaces_an_edition(article: Article, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(article, out, inputs=INPUTS)
    write(article, out, ("markdown",), inputs=INPUTS)
    assert not (out / "index.html").exists()
    assert list(tmp_path.iterdir()) == [out]


def test_an_empty_folder_is_taken(article: Article, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(article, tmp_path / "out", inputs=INPUTS)
    assert (tmp_path / "out" / "index.html").exists()


def test_parents_are_made(article: Article, tmp_path: Path) -> None:
    write(article, tmp_path / "a" / "b" / "out", inputs=INPUTS)
    assert (tmp_path / "a" / "b" / "out" / "index.html").exists()


def test_a_link_to_a_folder_keeps_leading_there(article: Article, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(article, tmp_path / "link", inputs=INPUTS)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").exists()


@pytest.mark.parametrize("manifest", ["", "{}", '{"schema": "other"}', "[]", "\0"])
def test_a_folder_of_somebody_else_is_refused(
    article: Article, tmp_path: Path, manifest: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    if manifest:
        (out / "manifest.json").write_text(manifest)
    before = files_of(tmp_path)
    with pytest.raises(OutputRefused, match="no part of an edition written by Policywire"):
        write(article, out, inputs=INPUTS)
    assert files_of(tmp_path) == before


def test_a_stranger_in_our_own_edition_is_not_thrown_away(article: Article, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(article, out, inputs=INPUTS)
    (out / "exhibits" / "notes.txt").write_text("mine")
    with pytest.raises(OutputRefused, match=r"holds exhibits/notes\.txt"):
        write(article, out, inputs=INPUTS)
    assert (out / "exhibits" / "notes.txt").read_text() == "mine"


def test_a_file_in_the_way_is_refused(article: Article, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputRefused, match="is a file, not a folder"):
        write(article, tmp_path / "out", inputs=INPUTS)


def test_a_parent_that_is_a_file_is_refused(article: Article, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputRefused, match="cannot be written"):
        write(article, tmp_path / "file" / "deep" / "out", inputs=INPUTS)
    assert files_of(tmp_path) == {"file": b""}


@pytest.mark.parametrize("step", ["_fill", "_swap", "_sync"])
@pytest.mark.parametrize("stands", [False, True])
def test_a_failure_midway_leaves_nothing_half_written(
    article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, stands: bool
) -> None:
    out = tmp_path / "new" / "out"
    if stands:
        write(article, out, ("json",), inputs=INPUTS)
    before = files_of(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, step, fail)
    with pytest.raises(OutputRefused, match="No space left on device"):
        write(article, out, inputs=INPUTS)
    assert files_of(tmp_path) == before
    assert (tmp_path / "new").exists() == stands


def test_a_failed_renaming_puts_the_old_edition_back(
    article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write(article, out, ("json",), inputs=INPUTS)
    before = files_of(tmp_path)
    rename, renamed = Path.rename, []

    def second_fails(path: Path, target: Path) -> Path:
        renamed.append(path)
        if len(renamed) == 2:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(OutputRefused, match="Input/output error"):
        write(article, out, inputs=INPUTS)
    assert files_of(tmp_path) == before


def test_an_interrupt_leaves_nothing(
    article: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(folders, "_fill", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(article, tmp_path / "out", inputs=INPUTS)
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------- what readers wrote themselves


def test_an_edited_file_of_ours_is_not_thrown_away(article: Article, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(article, out, inputs=INPUTS)
    (out / "article.md").write_text("my own words")
    with pytest.raises(OutputRefused, match=r"holds article\.md, edited since"):
        write(article, out, inputs=INPUTS)
    assert (out / "article.md").read_text() == "my own words"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "listed"])
def test_an_entry_that_is_no_file_is_not_thrown_away(
    article: Article, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "out"
    write(article, out, ("json",), inputs=INPUTS)
    if kind == "pipe":
        os.mkfifo(out / "mine")
    elif kind == "folder":
        (out / "mine").mkdir()
    elif kind == "link":
        (out / "mine").symlink_to(tmp_path)
    else:
        (out / "audit.json").rename(tmp_path / "mine")
        (out / "audit.json").symlink_to(tmp_path / "mine")
    with pytest.raises(OutputRefused, match=r"holds (mine|audit\.json)"):
        write(article, out, inputs=INPUTS)
    assert len(list(out.iterdir())) > 2


def test_a_link_to_itself_is_refused(article: Article, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OutputRefused, match="leads nowhere"):
        write(article, tmp_path / "loop", inputs=INPUTS)


@pytest.mark.parametrize("listed", ["5", "null", "[{}]", '"index.html"', "[" * 100_000])
def test_an_odd_manifest_is_refused(article: Article, tmp_path: Path, listed: str) -> None:
    out = tmp_path / "out"
    write(article, out, ("json",), inputs=INPUTS)
    schema = json.loads((out / "manifest.json").read_text())["schema"]
    (out / "manifest.json").write_text(f'{{"schema": "{schema}", "files": {listed}}}')
    with pytest.raises(OutputRefused, match="no part of an edition"):
        write(article, out, inputs=INPUTS)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_text_of_a_csv_is_a_formula(text: str) -> None:
    plot = next(plot for plot in sample.manuscript().plots if plot.mark is not Mark.TIMELINE)
    rows = tuple(replace(row, series=text) for row in plot.rows)
    printed = list(csv.DictReader(io.StringIO(csv_text(replace(plot, rows=rows)), newline="")))
    assert {row["series"] for row in printed} == {"'" + text.replace("\r", " ")}
    assert all(float(row["value"]) is not None for row in printed)
