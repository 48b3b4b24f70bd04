"""What a run of a scenario follows from, hashed before anything is solved.

Inputs are hashed as they are read: the scenario as parsed, how it is asked, the files of a packaged
baseline or the arrays of any other, and for a change of law the law and the tables it is made into
tariffs by. Code is hashed as text, whole packages at a time: a comment that changes makes a run be
solved again, and a change of the answer can never be overlooked. What a run opens and imports is
held against these lists by a test.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from policywire import __version__
from policywire.desks.desk import desks
from policywire.models.kept import Fingerprint
from policywire.models.trade.certify import digest
from policywire.models.trade.economy import Baseline
from policywire.models.trade.scenarios.asked import Asked, prepare
from policywire.models.trade.scenarios.scenario import Scenario
from policywire.models.trade.world.baselines import packaged

__all__ = ["code_files", "fingerprint", "fingerprint_of_law", "input_files"]

LAW_DESK = "trade"  # whose law models.legal reads
_CODE = (
    *("__init__.py", "models/__init__.py", "models/base.py", "models/trade"),
    *("desks/__init__.py", "desks/desk.py", "facts", "schema.py"),
)
_LAW_CODE = (
    *("models/legal", "models/origin_choice", "models/sourcing", "policy/*.py"),
    "newsroom/lawful.py",  # hands the law to its models
)
_TABLES = ("facts/places.csv", "models/trade/world/names.yaml")
_LAW_TABLES = ("data/hts", "data/origin-choice", "models/sourcing/*.yaml")


def fingerprint(scenario: Scenario, asked: Asked, more: str = "") -> Fingerprint:
    """Return what a run of a scenario follows from.

    Parameters
    ----------
    scenario : Scenario
        As read from its file.
    asked : Asked
        What is taken instead of the scenario's own.
    more : str
        Whatever else is said: which model runs on it, as a scenario of law moves trade and claims.

    Raises
    ------
    BadBaseline, BadShock
        If a baseline or elasticities of the user's own cannot stand.
    """
    law = any(change.law for change in scenario.changes)
    said = (__version__, more, _said(scenario), repr(asked), *_own(scenario, asked))
    named = _baseline_name(scenario, asked)
    held = _inputs_hash(named if named in packaged() else "", law)
    return Fingerprint(_hash((*said, held)), _code_hash(law))


def fingerprint_of_law(said: str) -> Fingerprint:
    """Return what a run on the law alone follows from, without a scenario.

    Parameters
    ----------
    said : str
        How it is asked.
    """
    return Fingerprint(_hash((__version__, said, _inputs_hash("", True))), _code_hash(True))


def code_files(*, law: bool) -> Iterator[Path]:
    """Yield the source files a run may go through, those of changes of law too where asked."""
    yield from _files(_CODE + _LAW_CODE if law else _CODE, ".py")


def input_files(baseline: str, *, law: bool) -> Iterator[Path]:
    """Yield the packaged files a run may read; ``baseline`` is empty where its own is no package.

    The scenario's own file is not among them: it is hashed as parsed.
    """
    home = (f"data/baselines/{baseline}",) if baseline else ()
    yield from _files((*_TABLES, *home, *(_LAW_TABLES if law else ())))
    if law:
        yield from _inside(desks()[LAW_DESK].law)


def _said(scenario: Scenario) -> str:
    """Return what a scenario says that its run depends on: not why, and not where it lies."""
    return repr(replace(scenario, question="", why="", folder=Path()))


def _baseline_name(scenario: Scenario, asked: Asked) -> str:
    return asked.baseline or scenario.baseline


def _own(scenario: Scenario, asked: Asked) -> tuple[str, ...]:
    """Return hashes of a baseline and elasticities of the user's own; nothing for packaged ones."""
    elasticities = asked.elasticities or scenario.elasticities
    own_file = Path(elasticities).suffix.lower() == ".csv"
    if _baseline_name(scenario, asked) in packaged() and not own_file:
        return ()
    held = prepare(scenario, asked)
    return (digest([held.theta]), *_world(held.baseline))


def _world(held: Baseline) -> Iterator[str]:
    yield repr((held.name, held.year, held.currency, held.labels, held.default, held.sources))
    yield digest([held.economy])
    for name, theta in held.elasticities.items():
        yield f"{name} {digest([theta])}"


# ------------------------------------------------------------------- files


def _files(named: Iterable[str], suffix: str = "") -> Iterator[Path]:
    """Yield files of the package by name or pattern, and those inside its folders."""
    home = Path(str(files("policywire")))
    for name in named:
        for path in sorted(home.glob(name)):
            yield from _inside(path, suffix) if path.is_dir() else (path,)


def _inside(folder: Path, suffix: str = "") -> Iterator[Path]:
    for path in sorted(folder.rglob(f"*{suffix}")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


@cache
def _inputs_hash(baseline: str, law: bool) -> str:
    return _files_hash(input_files(baseline, law=law))


@cache
def _code_hash(law: bool) -> str:
    """Return the hash of the code, read once a process as code is; empty where there is none."""
    paths = tuple(code_files(law=law))
    return _files_hash(paths) if paths else ""


def _files_hash(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of files' names and content."""
    return _hash(f"{path.name} {hashlib.sha256(_bytes(path)).hexdigest()}" for path in paths)


def _bytes(path: Path) -> bytes:
    """Return a file's content with one kind of line end: Git may have written the other."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def _hash(parts: Iterable[str]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(f"{len(part)} {part};".encode())
    return total.hexdigest()
