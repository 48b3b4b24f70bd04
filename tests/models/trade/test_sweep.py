"""Sweeps: the same bytes on any executor, taken up after a kill, never a partial file."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from policywire.facts.errors import BadShock, ModelError, OutputRefused
from policywire.models.trade.batch import Attempt, Case, solve_many
from policywire.models.trade.economy import Closure, Equilibrium, Shock
from policywire.models.trade.effects.headline import totals
from policywire.models.trade.solve import solve
from policywire.models.trade.sweeps import job as room
from policywire.models.trade.sweeps.packing import pack, unpack
from policywire.models.trade.sweeps.sweep import Swept, open_sweep, sweep
from tests.models.trade import small

ROOT = Path(__file__).parents[3]
ECONOMY = small.world(seed=9)
THETA = np.array([3.0, 5.0, 8.0])


def cases(n: int, *, seed: int = 0, pause: float = 0.0) -> Iterator[Case]:
    """Yield cases with their own tariffs; every fifth has its own elasticities."""
    stream = np.random.default_rng(seed)
    for number in range(n):
        time.sleep(pause)
        shock = small.tariff(ECONOMY, number % 4, float(stream.uniform(0, 0.8)))
        yield Case(THETA * (1.5 if number % 5 == 4 else 1.0), shock)


def swept(out: Path, n: int = 23, **options: Any) -> Swept:
    return sweep(ECONOMY, cases(n), **{"out": out, "chunk": 4, "backend": "numpy", **options})


def files(out: Path) -> dict[str, bytes]:
    """Return what a reader of the folder sees."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name[0] != "."}


def test_what_is_kept_is_what_solve_gives(tmp_path: Path) -> None:
    found = swept(tmp_path / "out")
    parts = list(found.parts())
    position = np.concatenate([part.position for part in parts])
    np.testing.assert_array_equal(position, np.arange(23))
    assert (found.cases, found.failed) == (23, 0)
    kept = {
        name: np.concatenate([part.outcomes[name] for part in parts]) for name in parts[0].outcomes
    }
    for number, case in enumerate(cases(23)):
        direct = totals(solve(ECONOMY, case.theta, case.shock))
        for name, values in direct.items():
            np.testing.assert_allclose(kept[name][number], values, atol=1e-6)
    assert max(part.residual.max() for part in parts) <= 1e-8


@contextmanager
def dask() -> Iterator[Executor]:
    distributed = pytest.importorskip("distributed", reason="needs the extra `cluster`")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with (
        distributed.LocalCluster(host="127.0.0.1", processes=True, **options) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        yield executor


EXECUTORS: dict[str, Callable[[], Executor]] = {
    "threads": lambda: ThreadPoolExecutor(3),
    "processes": lambda: ProcessPoolExecutor(2),
}


@pytest.mark.parametrize("kind", EXECUTORS)
def test_any_executor_writes_the_same_bytes(kind: str, tmp_path: Path) -> None:
    serial = swept(tmp_path / "serial")
    with EXECUTORS[kind]() as executor:
        found = swept(tmp_path / kind, executor=executor, ahead=3)
    assert found.manifest == serial.manifest
    assert files(tmp_path / kind) == files(tmp_path / "serial")


@pytest.mark.filterwarnings("default")  # theirs: sockets of a cluster that goes down
def test_a_dask_cluster_writes_the_same_bytes(tmp_path: Path) -> None:
    serial = swept(tmp_path / "serial")
    with dask() as executor:
        found = swept(tmp_path / "dask", executor=executor)
    assert found.manifest == serial.manifest
    assert files(tmp_path / "dask") == files(tmp_path / "serial")


KILLED = """
from pathlib import Path
import sys
from policywire.models.trade.sweeps.sweep import sweep
from tests.models.trade.test_sweep import ECONOMY, cases
sweep(ECONOMY, cases(80, pause=0.02), out=Path(sys.argv[1]), chunk=4, backend="numpy")
"""


def test_a_killed_sweep_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    out = tmp_path / "killed"
    run = subprocess.Popen([sys.executable, "-c", KILLED, str(out)], cwd=ROOT)
    try:
        deadline = time.monotonic() + 60
        while len(list(out.glob("chunk-*.npz"))) < 3:
            assert run.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < deadline
            time.sleep(0.01)
    finally:
        run.send_signal(signal.SIGKILL)
        run.wait()
    held = {name for name in files(out) if name.startswith("chunk")}
    assert 3 <= len(held) < 20
    assert not json.loads((out / "manifest.json").read_text())["complete"]
    with pytest.raises(OutputRefused, match=r"not finished\. Run it again"):
        open_sweep(out)
    kept = {name: (out / name).stat().st_mtime_ns for name in held}

    again = sweep(ECONOMY, cases(80), out=out, chunk=4, backend="numpy")
    fresh = sweep(ECONOMY, cases(80), out=tmp_path / "fresh", chunk=4, backend="numpy")
    assert files(out) == files(tmp_path / "fresh")
    assert again.manifest.sha256 == fresh.manifest.sha256
    assert kept == {name: (out / name).stat().st_mtime_ns for name in held}  # not solved again


def test_an_interrupt_keeps_whole_chunks_only(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def stop(done: int, chunks: int) -> None:
        if chunks == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        swept(out, progress=stop)
    assert sorted(files(out)) == ["chunk-000000.npz", "chunk-000001.npz", "manifest.json"]
    seen: list[tuple[int, int]] = []
    swept(out, progress=lambda done, chunks: seen.append((done, chunks)))
    assert seen == [(12, 3), (16, 4), (20, 5), (23, 6)]
    swept(tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_a_full_disk_leaves_what_was_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, written = tmp_path / "out", []
    true = os.fsync

    def full(handle: int) -> None:
        written.append(handle)
        if len(written) == 6:  # two each for the manifest and a chunk: the second chunk's file
            raise OSError(28, "No space left on device")
        true(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputRefused, match=r"No space left on device.*Chunks in place are kept"):
        swept(out)
    monkeypatch.setattr(os, "fsync", true)
    assert not list(out.glob(".fresh-*"))
    swept(out)
    swept(tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_what_a_kill_left_half_written_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out)
    (out / ".fresh-abc").write_bytes(b"half")
    swept(out)
    assert not list(out.glob(".fresh-*"))


@pytest.mark.parametrize("harm", ["cut", "flip", "empty"])
def test_a_damaged_chunk_is_seen_and_solved_again(harm: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = swept(out)
    whole = files(out)
    path = out / "chunk-000002.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes({"cut": content[:100], "flip": content, "empty": b""}[harm]))
    with pytest.raises(OutputRefused, match=r"chunk-000002.npz is not what the manifest lists"):
        list(found.parts())
    path_gone = out / "chunk-000004.npz"
    path_gone.unlink()
    swept(out)
    assert files(out) == whole


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(OutputRefused, match=r"not empty and holds no sweep \(found letter\.txt"):
        swept(tmp_path)
    assert files(tmp_path) == {"letter.txt": b"dear all"}


@pytest.mark.parametrize(
    "other",
    [{"closure": Closure.FIXED_DEFICIT}, {"measure": solve}, {"chunk": 5}],
    ids=["closure", "measure", "chunk"],
)
def test_another_sweep_in_the_same_folder_is_refused(other: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out)
    held = files(out)
    with pytest.raises(OutputRefused, match="holds a sweep of other inputs"):
        sweep(ECONOMY, cases(23), out=out, **{"chunk": 4, "backend": "numpy", **other})
    assert files(out) == held


def test_other_or_fewer_cases_are_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out)
    with pytest.raises(OutputRefused, match=r"chunk-000000.npz holds other cases"):
        sweep(ECONOMY, cases(23, seed=1), out=out, chunk=4, backend="numpy")
    with pytest.raises(OutputRefused, match=r"begun with more cases"):
        swept(out, n=8)


def test_two_sweeps_do_not_write_to_one_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def meddle(done: int, chunks: int) -> None:
        with pytest.raises(OutputRefused, match="being written to by another sweep"):
            swept(out)

    assert swept(out, n=4, progress=meddle).cases == 4


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputRefused, match="cannot be written to"):
        swept(tmp_path / "file" / "out")


def sometimes(found: Equilibrium) -> dict[str, Any]:
    """Stand for a measure in a module."""
    return {"wage": found.wage}


def test_cases_that_fail_are_listed_and_the_rest_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = solve_many

    def some(*given: Any, **options: Any) -> Iterator[Any]:
        for attempt in true(*given, **options):
            gone = Attempt(attempt.index, None, "tried damped: residual 1e-3")
            yield gone if attempt.index == 1 else attempt

    monkeypatch.setattr(room, "solve_many", some)
    found = swept(tmp_path / "out", n=5, measure=sometimes)
    first, second = found.parts()
    assert first.failed == {1: "tried damped: residual 1e-3"}
    assert second.failed == {}
    np.testing.assert_array_equal(first.position, [0, 2, 3])
    assert first.outcomes["wage"].shape == (3, 4)
    assert (found.cases, found.failed) == (5, 1)


def test_whatever_is_installed_gives_the_same_answers(tmp_path: Path) -> None:
    plain, fast = swept(tmp_path / "plain", n=4), swept(tmp_path / "fast", n=4, backend="auto")
    for one, other in zip(plain.parts(), fast.parts(), strict=True):
        for name, values in one.outcomes.items():
            np.testing.assert_allclose(values, other.outcomes[name], atol=1e-6)


def test_no_case_is_no_chunk(tmp_path: Path) -> None:
    found = swept(tmp_path / "out", n=0)
    assert (found.cases, list(found.parts())) == (0, [])


def test_packing_loses_nothing() -> None:
    given = list(cases(6))
    given[2].shock.cost[1, 2, 3] = 1.25
    back = list(unpack(pack(0, 0, given, ECONOMY), ECONOMY))
    for one, other in zip(given, back, strict=True):
        np.testing.assert_array_equal(one.theta, other.theta)
        np.testing.assert_array_equal(one.shock.tariff, other.shock.tariff)
        np.testing.assert_array_equal(one.shock.cost, other.shock.cost)
    moved = list(cases(6))
    assert pack(0, 0, moved, ECONOMY).sha256 != pack(0, 0, given, ECONOMY).sha256


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor(1)])
def test_bad_cases_are_refused_with_their_cell(executor: Executor | None, tmp_path: Path) -> None:
    bad = small.tariff(ECONOMY, 0, 0.1)
    bad.tariff[1, 0, 2] = np.nan
    with pytest.raises(BadShock, match=r"tariff\[1, 0, 2\] is nan"):
        sweep(ECONOMY, [Case(THETA, bad)], out=tmp_path / "out", executor=executor)
    small_one = Shock(np.zeros((1, 2, 2)), np.ones((1, 2, 2)))
    with pytest.raises(BadShock, match=r"Case 1: shock.tariff has shape \(1, 2, 2\)"):
        sweep(
            ECONOMY,
            [*cases(1), Case(THETA, small_one)],
            out=tmp_path / "two",
            chunk=4,
            backend="numpy",
        )
    with pytest.raises(BadShock, match="one case or more; given 0"):
        sweep(ECONOMY, cases(1), out=tmp_path / "three", chunk=0)
    with pytest.raises(BadShock, match="must be a function of a module"):
        sweep(ECONOMY, cases(1), out=tmp_path / "four", measure=lambda found: {})
    assert not list(tmp_path.rglob("chunk-*"))


def die(found: Equilibrium) -> dict[str, Any]:
    """Kill the worker, as a machine without memory does."""
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def test_a_worker_that_dies_is_told(tmp_path: Path) -> None:
    with (
        ProcessPoolExecutor(1) as executor,
        pytest.raises(ModelError, match=r"A worker of the executor died\. Chunks in place stay"),
    ):
        swept(tmp_path / "out", executor=executor, measure=die)
