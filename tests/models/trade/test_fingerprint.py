"""What a run follows from: every input moves the hash, and no file it reads is left out."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from policywire.models.trade.scenarios import fingerprint as module
from policywire.models.trade.scenarios.asked import Asked, prepare
from policywire.models.trade.scenarios.fingerprint import code_files, fingerprint, input_files
from policywire.models.trade.scenarios.run import run, run_id_of
from policywire.models.trade.scenarios.scenario import Scenario, find_scenario, load_scenario
from policywire.models.trade.world.baselines import load_baseline

HOME = Path(str(files("policywire")))
PLAIN = "tariff-25-mex-can"
ASKED = Asked(draws=3, parts=False)

WATCHED = """
import json, sys
seen = set()
sys.addaudithook(lambda name, told: seen.add(str(told[0])) if name == "open" else None)
from datetime import date
from policywire.newsroom.lawful import claims_of, layers_of, wait_of
from policywire.models.trade.scenarios.asked import Asked
from policywire.models.trade.scenarios.report import as_run
from policywire.models.trade.scenarios.run import run
from policywire.models.trade.scenarios.scenario import find_scenario
for name in sys.argv[1:]:
    model, _, scenario = name.partition(":")
    if model == "claims":
        claims_of(scenario, 2)
    elif model == "law":
        layers_of(date(2026, 11, 15)), wait_of(date(2026, 11, 15))
    else:
        as_run(run(find_scenario(scenario), Asked(draws=2, parts=False)))
sources = {module.__file__ for module in list(sys.modules.values()) if hasattr(module, "__file__")}
print(json.dumps(sorted(map(str, seen | sources))))
"""
PLAIN_WATCHED = "\n".join(line for line in WATCHED.splitlines() if "lawful" not in line)
# Read to find a scenario by its name and the law's folder: they say where, not what.
PASSED = {
    f"desks/{desk}/{file}" for desk in ("money", "trade") for file in ("__init__.py", "desk.yaml")
}


def opened(*named: str) -> set[str]:
    """Return the files of the package, apart from scenarios, that solving reads or imports."""
    program = WATCHED if any(one.startswith("claims") for one in named) else PLAIN_WATCHED
    done = subprocess.run(
        [sys.executable, "-c", program, *named], capture_output=True, text=True, check=True
    )
    paths = [Path(one) for one in json.loads(done.stdout)]
    inside = {one.relative_to(HOME) for one in paths if one.is_relative_to(HOME)}
    kinds = {one for one in inside if one.suffix in {".py", ".csv", ".yaml", ".npz", ".json"}}
    told = {one for one in kinds if "scenarios" not in one.parts or one.suffix == ".py"}
    return {one.as_posix() for one in told} - PASSED - {"newsroom/__init__.py"}


@pytest.mark.parametrize(
    ("named", "law"),
    [
        ((f"trade:{PLAIN}", "trade:north-america-border-costs"), False),
        (
            ("claims:usmca-lapse", "law:", "trade:usmca-renewal", "trade:usmca-china-content-ban"),
            True,
        ),
    ],
)
def test_every_file_a_run_reads_is_hashed(named: tuple[str, ...], law: bool) -> None:
    hashed = {*code_files(law=law), *input_files("icio-2022", law=law)}
    known = {one.relative_to(HOME).as_posix() for one in hashed if one.is_relative_to(HOME)}
    # Without a change of law, what reads one only parses a scenario, which is hashed as parsed.
    read = {one for one in opened(*named) if law or not one.startswith("policy/")}
    assert len(read) > 50
    assert read <= known


# ------------------------------------------------------------------- what moves it


def own(folder: Path, rate: float = 25, closure: str = "balanced", why: str = "") -> Scenario:
    change = f"{{importers: [USA], exporters: [MEX], sectors: [goods], add: {rate:g}}}"
    text = f"title: t\nwhy: '{why}'\nclosure: {closure}\nchanges:\n"
    path = folder / "own.yaml"
    path.write_text(f"{text}  - {{tariff: {change}, citation: hypothesis}}\n", encoding="utf-8")
    return load_scenario(path)


def test_what_is_asked_moves_it_and_the_reason_does_not(tmp_path: Path) -> None:
    first = fingerprint(own(tmp_path), ASKED)
    assert fingerprint(own(tmp_path, why="another reason"), ASKED) == first
    moved = [
        fingerprint(own(tmp_path, rate=26), ASKED),
        fingerprint(own(tmp_path, closure="fixed-deficit"), ASKED),
        fingerprint(own(tmp_path), replace(ASKED, draws=4)),
        fingerprint(own(tmp_path), replace(ASKED, seed=1)),
        fingerprint(own(tmp_path), ASKED, more="claims"),
    ]
    assert len({first.inputs, *(one.inputs for one in moved)}) == 1 + len(moved)
    assert {one.code for one in moved} == {first.code}


def test_a_folder_of_ones_own_is_hashed_by_what_it_holds(tmp_path: Path) -> None:
    sets = tmp_path / "mine.csv"
    sectors = load_baseline("icio-2022").labels.sectors
    found = []
    for value in (4, 5):
        rows = "".join(f"{sector},{value}\n" for sector in sectors)
        sets.write_text(f"sector,elasticity\n{rows}", encoding="utf-8")
        found.append(fingerprint(own(tmp_path), replace(ASKED, elasticities=str(sets))))
    assert found[0].inputs != found[1].inputs
    assert found[0].code == found[1].code


def test_a_change_of_law_hashes_the_law_and_its_code() -> None:
    plain, law = (fingerprint(find_scenario(name), ASKED) for name in (PLAIN, "usmca-lapse"))
    assert plain.code != law.code
    files_of_law = set(input_files("icio-2022", law=True)) - set(
        input_files("icio-2022", law=False)
    )
    assert any(path.name == "thresholds.yaml" for path in files_of_law)


@pytest.mark.parametrize("what", ["code_files", "input_files"])
def test_a_file_that_changes_moves_its_hash(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "solve.py"
    monkeypatch.setattr(module, what, lambda *named, law: iter([file]))
    hashes = []
    for text in (b"a = 1\n", b"a = 2\n", b"a = 1\r\n", b""):
        file.write_bytes(text)
        module._code_hash.cache_clear()
        module._inputs_hash.cache_clear()
        hashes.append(fingerprint(find_scenario(PLAIN), ASKED))
    monkeypatch.undo()
    module._code_hash.cache_clear()
    module._inputs_hash.cache_clear()
    assert hashes[0] == hashes[2]
    assert len(set(hashes)) == 3


def test_code_that_cannot_be_seen_is_like_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "code_files", lambda *, law: iter(()))
    module._code_hash.cache_clear()
    assert fingerprint(find_scenario(PLAIN), ASKED).code == ""
    monkeypatch.undo()
    module._code_hash.cache_clear()


# ------------------------------------------------------------------- the name of a run


def test_the_name_of_a_run_is_known_before_it_is_solved(tmp_path: Path) -> None:
    scenario = own(tmp_path)
    held = prepare(scenario, ASKED)
    made = run(scenario, ASKED)
    assert run_id_of(held, ASKED) == made.run_id
    without = replace(ASKED, draws=0)
    assert run_id_of(held, without) == run_id_of(held, replace(without, seed=5))
    assert run_id_of(held, ASKED) != run_id_of(held, replace(ASKED, seed=5))


def test_the_sets_drawn_from_are_part_of_the_name_where_draws_are_made(tmp_path: Path) -> None:
    held = prepare(own(tmp_path), ASKED)
    sets = dict(held.baseline.elasticities)
    sets[next(iter(sets))] = held.theta * 2
    other = replace(held, baseline=replace(held.baseline, elasticities=sets))
    assert run_id_of(held, ASKED) != run_id_of(other, ASKED)
    without = replace(ASKED, draws=0)
    assert run_id_of(held, without) == run_id_of(other, without)


def test_the_inputs_of_the_name_are_those_of_the_certificate(tmp_path: Path) -> None:
    """Under every closure: what is hashed before is what the solver says it was given."""
    from policywire.models.trade.scenarios.run import _inputs

    for closure in ("balanced", "fixed-deficit"):
        scenario = own(tmp_path, closure=closure)
        made = run(scenario, Asked(parts=False))
        assert _inputs(prepare(scenario, Asked())) == made.equilibrium.certificate.inputs
