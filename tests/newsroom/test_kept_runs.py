"""Runs kept: those of every brief, equal to runs solved, and taken only where nothing changed."""

import math
import stat
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from policywire.analyst.brief import RunSpec
from policywire.models.base import Outcome, Run
from policywire.models.kept import Fingerprint, Kept, kept_text, read_kept
from policywire.models.trade.scenarios.asked import Asked
from policywire.models.trade.scenarios.report import as_run
from policywire.models.trade.scenarios.run import run
from policywire.models.trade.scenarios.scenario import find_scenario
from policywire.newsroom import kept as module
from policywire.newsroom.kept import (
    Shelf,
    asked_by_briefs,
    cache_folder,
    label_of,
    mark_of,
    packaged_runs,
    solved,
    taken,
)
from policywire.newsroom.pushes import push_of
from tools import keep_runs

ASKED = asked_by_briefs()
SHORT = RunSpec("tariff-25-mex-can", draws=3)
RENEW = "run `python tools/keep_runs.py`"


def kept(label: str) -> Run:
    return read_kept((packaged_runs() / f"{label}.json").read_text(encoding="utf-8")).run


# ------------------------------------------------------------------- what is packaged


def test_every_run_of_every_brief_is_kept_and_no_other() -> None:
    held = {file.stem for file in packaged_runs().glob("*.json")}
    assert held == set(ASKED), RENEW
    assert len(ASKED) >= 4


@pytest.mark.parametrize("label", ASKED)
def test_a_kept_run_follows_from_the_inputs_and_the_code_of_today(label: str) -> None:
    found, why = taken(packaged_runs() / f"{label}.json", mark_of(ASKED[label]))
    assert found is not None, f"{why}: {RENEW}"


@pytest.mark.parametrize("label", ASKED)
def test_a_kept_run_is_the_run_solved_afresh(label: str) -> None:
    """All draws solved again: equal to 1e-9, but for a last decimal that another processor moves.

    The last decimal is a ten-millionth of a percent or a point, and a dollar.
    """
    held, made = kept(label), solved(ASKED[label])
    assert (held.run_id, held.replay, held.sources) == (made.run_id, made.replay, made.sources)
    assert list(held.outcomes) == list(made.outcomes)
    off = [key for key, one in made.outcomes.items() if not alike(key, one, held.outcomes[key])]
    assert not off, f"{label} is stale, {RENEW}: {off[:5]}"


def alike(key: str, one: Outcome, other: Outcome) -> bool:
    last = 1.01e-6 if key.startswith("revenue_change") else 1.01e-7
    ends = zip((one.value, one.low, one.high), (other.value, other.low, other.high), strict=True)
    return bare(one) == bare(other) and all(
        math.isclose(a, b, rel_tol=1e-9, abs_tol=last)
        if a is not None and b is not None
        else a is b
        for a, b in ends
    )


def bare(one: Outcome) -> Outcome:
    return replace(one, value=0.0, low=None, high=None)


def test_packaged_runs_are_small() -> None:
    """As the wheel holds them: under half a megabyte in all."""
    sizes = [len(zlib.compress(file.read_bytes())) for file in packaged_runs().glob("*.json")]
    assert sum(sizes) < 500_000


def test_the_tool_leaves_what_is_up_to_date_and_removes_what_nobody_asks_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_runs, "asked_by_briefs", lambda: {label_of(SHORT): SHORT})
    (tmp_path / "old-run-3.json").write_text("{}", encoding="utf-8")
    keep_runs.main(["--out", str(tmp_path)])
    first = (tmp_path / f"{label_of(SHORT)}.json").read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == [f"{label_of(SHORT)}.json"]
    keep_runs.main(["--out", str(tmp_path)])
    keep_runs.main(["--out", str(tmp_path), "--all"])
    told = capsys.readouterr().out
    assert [word in told for word in ("none was kept", "up to date", "the same numbers")] == [
        True
    ] * 3
    assert (tmp_path / f"{label_of(SHORT)}.json").read_bytes() == first


# ------------------------------------------------------------------- what is taken, what is solved


@pytest.fixture
def packaged(tmp_path: Path, short: Run) -> Path:
    """Return a folder in which the short run is kept."""
    folder = tmp_path / "packaged"
    folder.mkdir()
    put(folder, mark_of(SHORT), short)
    return folder


@pytest.fixture(scope="module")
def short() -> Run:
    return solved(SHORT)


def put(folder: Path, mark: Fingerprint, made: Run) -> None:
    text = kept_text(Kept(mark, made))
    (folder / f"{label_of(SHORT)}.json").write_text(text, encoding="utf-8")


def told_by(packaged: Path, own: Path, afresh: bool = False) -> tuple[Run, list[str]]:
    told: list[str] = []
    return Shelf(told.append, afresh=afresh, packaged=packaged, own=own).run(SHORT), told


def test_a_kept_run_is_taken_and_nothing_is_solved(
    packaged: Path, tmp_path: Path, short: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(module.SOLVERS, "trade", lambda spec: pytest.fail("solved"))
    found, told = told_by(packaged, tmp_path / "own")
    assert (found, told) == (short, [])
    assert not (tmp_path / "own").exists()


def test_asked_for_afresh_it_is_solved(packaged: Path, tmp_path: Path, short: Run) -> None:
    marked = replace(short, title="from the shelf")
    put(packaged, mark_of(SHORT), marked)
    assert told_by(packaged, tmp_path / "own")[0] == marked
    found, told = told_by(packaged, tmp_path / "own", afresh=True)
    assert found == short
    assert told == ["run tariff-25-mex-can-3 solved afresh, as asked"]


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("inputs", "its inputs differ from those of the kept run"),
        ("code", "the model's code differs from that of the kept run"),
    ],
)
def test_what_follows_from_something_else_is_solved_again(
    part: str, why: str, packaged: Path, tmp_path: Path, short: Run
) -> None:
    wrong = replace(short, title="of other code")
    put(packaged, replace(mark_of(SHORT), **{part: "0" * 64}), wrong)
    found, told = told_by(packaged, tmp_path / "own")
    assert found == short
    assert told == [f"run tariff-25-mex-can-3 solved again: {why}"]


def test_code_that_cannot_be_seen_takes_nothing_kept(
    packaged: Path, short: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseen = replace(mark_of(SHORT), code="")
    put(packaged, unseen, short)
    assert taken(packaged / f"{label_of(SHORT)}.json", unseen)[0] is None


def test_a_run_of_ones_own_is_solved_once(tmp_path: Path, short: Run) -> None:
    first, told = told_by(tmp_path / "none", tmp_path / "own")
    assert told == ["run tariff-25-mex-can-3 solved: none is kept"]
    again, told = told_by(tmp_path / "none", tmp_path / "own")
    assert (first, again, told) == (short, short, [])
    (file,) = (tmp_path / "own").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


@pytest.mark.parametrize("spoil", [b"", b"{", b"\xff\xfe", b'{"schema": 3}', b"changed"])
def test_a_spoilt_file_is_solved_again_and_mended(spoil: bytes, tmp_path: Path, short: Run) -> None:
    told_by(tmp_path / "none", tmp_path / "own")
    (file,) = (tmp_path / "own").iterdir()
    good = file.read_bytes()
    file.write_bytes(good.replace(b"-2", b"-3", 1) if spoil == b"changed" else spoil)
    found, told = told_by(tmp_path / "none", tmp_path / "own")
    assert found == short
    assert "cannot be read as a kept run" in told[0]
    assert file.read_bytes() == good


def test_a_place_that_cannot_be_written_to_is_told_and_no_more(tmp_path: Path, short: Run) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    found, told = told_by(tmp_path / "none", blocked / "own")
    assert found == short
    assert told[1].startswith("run tariff-25-mex-can-3 not kept: ")
    assert len(told) == 2


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    _, told = told_by(tmp_path / "none", tmp_path / "own")
    assert "No space left on device" in told[1]
    assert list((tmp_path / "own").iterdir()) == []


def test_one_shelf_solves_a_run_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(packaged=tmp_path / "none", own=tmp_path / "own", afresh=True)
    push = RunSpec(SHORT.scenario, model="push", draws=SHORT.draws)
    trade, pushed = shelf.run(SHORT), push_of(push, shelf)
    assert shelf.solved == 1
    assert pushed.outcomes["push"].value == pytest.approx(
        (1 / (1 + trade.outcomes["real_wage_pct/USA"].value / 100) - 1) * 100
    )


# ------------------------------------------------------------------- where, and what it is called


def test_the_cache_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "policywire" / "runs"
    monkeypatch.setenv("HOME", str(tmp_path))
    home = tmp_path / ".cache" / "policywire" / "runs"
    assert cache_folder({}) == home
    assert cache_folder({"XDG_CACHE_HOME": "relative"}) == home


def test_nobodys_home_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder({}) is None


def test_labels_tell_runs_apart_and_are_names_of_files() -> None:
    specs = [
        SHORT,
        replace(SHORT, draws=4),
        replace(SHORT, closure="fixed-deficit"),
        replace(SHORT, model="claims"),
        replace(SHORT, scenario="../mine/own.yaml"),
    ]
    labels = [label_of(spec) for spec in specs]
    assert labels[0] == "tariff-25-mex-can-3"
    assert labels[4] == "own-3"
    assert len(set(labels)) == len(labels)
    assert len(label_of(replace(SHORT, scenario="x" * 500))) <= 80


# ------------------------------------------------------------------- the same bytes


def test_numba_and_numpy_give_the_same_run(short: Run) -> None:
    pytest.importorskip("numba")
    scenario = find_scenario("usmca-vehicles-25")
    made = [
        as_run(run(scenario, Asked(draws=40, parts=False), backend=backend))
        for backend in ("numpy", "numba")
    ]
    assert made[0] == made[1]


def test_outcomes_are_rounded_and_no_zero_has_a_sign(short: Run) -> None:
    held = [x for one in short.outcomes.values() for x in (one.value, one.low, one.high)]
    numbers = [one for one in held if one is not None]
    assert all(one == round(one, 7) for one in numbers)
    assert not any(one == 0 and math.copysign(1, one) < 0 for one in numbers)
    assert math.log10(short.residual) % 1 == 0


# ------------------------------------------------------------------- what others may write


def forge(folder: Path, spec: RunSpec, name: str) -> Path:
    """Put a run with a false value, rightly sealed and marked, into a folder."""
    held = kept(label_of(spec))
    false = {
        key: replace(one, value=99.0, low=98.0, high=100.0) for key, one in held.outcomes.items()
    }
    file = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(kept_text(Kept(mark_of(spec), replace(held, outcomes=false))), encoding="utf-8")
    return file


def own_name(spec: RunSpec) -> str:
    return f"{label_of(spec)}-{mark_of(spec).inputs[:12]}.json"


def test_what_ships_stands_before_the_users_cache(tmp_path: Path) -> None:
    spec = RunSpec("tariff-25-mex-can", draws=200)
    forge(tmp_path / "own", spec, own_name(spec))
    held = kept_text(Kept(mark_of(spec), kept(label_of(spec))))
    (tmp_path / "ships").mkdir()
    (tmp_path / "ships" / f"{label_of(spec)}.json").write_text(held, encoding="utf-8")
    shelf = Shelf(packaged=tmp_path / "ships", own=tmp_path / "own")
    assert shelf.run(spec) == kept(label_of(spec))


def test_a_cached_run_that_others_may_write_is_solved_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec, told = RunSpec("tariff-25-mex-can", draws=200), list[str]()
    file = forge(tmp_path / "own", spec, own_name(spec))
    file.chmod(0o666)
    monkeypatch.setattr(module, "solved", lambda spec: kept(label_of(spec)))
    shelf = Shelf(told.append, packaged=tmp_path / "none", own=tmp_path / "own")
    assert shelf.run(spec) == kept(label_of(spec))
    assert "another user" in told[0]
    assert not file.stat().st_mode & stat.S_IWOTH


def test_a_cache_that_is_shut_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(self: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    spec, told = RunSpec("tariff-25-mex-can", draws=200), list[str]()
    run_of = kept(label_of(spec))
    monkeypatch.setattr(module, "solved", lambda spec: run_of)
    mark = mark_of(spec)
    monkeypatch.setattr(module, "mark_of", lambda spec: mark)
    monkeypatch.setattr(Path, "is_file", shut)
    shelf = Shelf(told.append, packaged=tmp_path / "none", own=tmp_path / "own")
    assert shelf.run(spec) == run_of
