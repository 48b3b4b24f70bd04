"""Runs kept: a brief's run is taken from the package or the user's cache where nothing changed.

A kept run stands for a new one only where everything it follows from is equal, its inputs and the
model's code. Else it is solved, with NumPy whatever is installed, so that an edition is the same to
the byte whether its runs were kept or solved.
"""

import os
import re
import stat
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import Field, fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policywire.facts.errors import BadDocument
from policywire.models.base import Run
from policywire.models.kept import Fingerprint, Kept, kept_text, read_kept
from policywire.models.trade.economy import Closure
from policywire.models.trade.scenarios.asked import Asked
from policywire.models.trade.scenarios.fingerprint import fingerprint, fingerprint_of_law
from policywire.models.trade.scenarios.scenario import find_scenario

if TYPE_CHECKING:
    from policywire.analyst.brief import RunSpec

__all__ = [
    "SOLVERS",
    "Shelf",
    "asked_by_briefs",
    "cache_folder",
    "label_of",
    "mark_of",
    "packaged_runs",
    "put",
    "solved",
    "taken",
]

_APART = re.compile(r"[^A-Za-z0-9]+")
_READABLE = 0o644
_MOST_BYTES = 64 * 1024 * 1024  # a hundred times the longest
_LONGEST = 80  # characters of a label, which names a file


class Shelf:
    """Where finished runs are taken from, and put.

    Parameters
    ----------
    progress : callable
        Told why a run is solved.
    afresh : bool
        Whether kept runs are passed over.
    packaged : Path or None
        Folder of the runs that ship; the package's own where None.
    own : Path or None
        Folder of the user's; the user's cache where None.
    """

    def __init__(
        self,
        progress: Callable[[str], None] = lambda step: None,
        *,
        afresh: bool = False,
        packaged: Path | None = None,
        own: Path | None = None,
    ) -> None:
        self._progress, self._afresh = progress, afresh
        self._packaged = packaged or packaged_runs()
        self._own = own or cache_folder(os.environ)
        self._made: dict[RunSpec, Run] = {}
        self.solved = 0

    def run(self, spec: "RunSpec") -> Run:
        """Return the run that a brief asks for, kept or solved; its model is in ``SOLVERS``.

        Raises
        ------
        BadBaseline, BadShock, NoConvergence, NotHeld
            As the model does.
        """
        if spec not in self._made:
            self._made[spec] = self._kept_or_solved(spec)
        return self._made[spec]

    def _kept_or_solved(self, spec: "RunSpec") -> Run:
        mark = mark_of(spec)
        own = self._own / f"{label_of(spec)}-{mark.inputs[:12]}.json" if self._own else None
        found, why = self._find(spec, mark, own)
        if found is not None:
            return found
        self._progress(f"run {label_of(spec)} {why}")
        made = solved(spec)
        self.solved += 1
        if own is not None and not self._afresh:
            self._keep(own, Kept(mark, made), spec)
        return made

    def _find(self, spec: "RunSpec", mark: Fingerprint, own: Path | None) -> tuple[Run | None, str]:
        """Return the run where one is kept, or why none can be taken."""
        if self._afresh:
            return None, "solved afresh, as asked"
        why = "solved: none is kept"
        # What ships stands before the user's cache, which others' programs may write into.
        for file in (self._packaged / f"{label_of(spec)}.json", own):
            if file is None or not _there(file):
                continue
            if file == own and not _by_user(file):
                why = f"solved again: {file} was written by another user, or may be"
                continue
            found, fault = taken(file, mark)
            if found is not None:
                return found, ""
            why = f"solved again: {fault}"
        return None, why

    def _keep(self, file: Path, kept: Kept, spec: "RunSpec") -> None:
        """Put a run into the user's cache; where that cannot be done, say so and go on."""
        try:
            put(file, kept_text(kept))
        except OSError as error:
            self._progress(f"run {label_of(spec)} not kept: {error.strerror or error} ({file})")


def _there(file: Path) -> bool:
    """Return whether a file is there to be read; one in a folder that is shut is not."""
    try:
        return file.is_file() and file.stat().st_size <= _MOST_BYTES
    except OSError:
        return False


def _by_user(file: Path) -> bool:
    """Return whether a kept file is the user's own, and nobody else may write it."""
    try:
        held = file.stat()
    except OSError:
        return False
    mine = not hasattr(os, "geteuid") or held.st_uid == os.geteuid()
    return mine and not held.st_mode & stat.S_IWOTH


def asked_by_briefs() -> dict[str, "RunSpec"]:
    """Return the runs to keep for the briefs of all desks, by their labels.

    They are those of the models in :data:`SOLVERS`, and of the scenario a push on prices stands on.
    """
    from policywire.analyst.brief import RunSpec, load_brief
    from policywire.desks.desk import brief_paths

    briefs = [load_brief(path) for _, path in brief_paths().values()]
    asked = [spec for brief in briefs for spec in brief.runs.values()]
    under = [
        RunSpec(spec.scenario, draws=spec.draws) if spec.model == "push" and spec.scenario else spec
        for spec in asked
    ]
    return {label_of(spec): spec for spec in under if spec.model in SOLVERS}


def label_of(spec: "RunSpec") -> str:
    """Return what a run's file is called: ``tariff-25-mex-can-200``, ``wait-2026-11-22``."""
    model = "" if spec.model == "trade" else spec.model
    draws = f"{spec.draws}" if spec.scenario else ""
    day = spec.on.isoformat() if spec.on else ""
    said = (model, Path(spec.scenario).stem, spec.closure, spec.elasticities, day, draws)
    return _APART.sub("-", "-".join(part for part in said if part))[-_LONGEST:].strip("-")


def mark_of(spec: "RunSpec") -> Fingerprint:
    """Return what the run of a specification follows from; nothing is solved."""
    said = repr([(one.name, getattr(spec, one.name)) for one in fields(spec) if _told(spec, one)])
    if not spec.scenario:
        return fingerprint_of_law(said)
    return fingerprint(find_scenario(spec.scenario), _asked(spec), said)


def _told(spec: "RunSpec", one: Field[Any]) -> bool:
    """Return whether a field says something: one that is added later does not make runs stale."""
    return bool(getattr(spec, one.name) != one.default)


def solved(spec: "RunSpec") -> Run:
    """Return the run of a specification, solved here and now."""
    return SOLVERS[spec.model](spec)


def _trade(spec: "RunSpec") -> Run:
    from policywire.models.trade.scenarios.report import as_run
    from policywire.models.trade.scenarios.run import run

    return as_run(run(find_scenario(spec.scenario), _asked(spec), backend="numpy"))


def _law(spec: "RunSpec") -> Run:
    from policywire.newsroom.lawful import law_run

    return law_run(spec)


SOLVERS: dict[str, Callable[["RunSpec"], Run]] = {
    "trade": _trade,
    "claims": _law,
    "layers": _law,
    "wait": _law,
}
"""What solves the runs that are kept, by the model's name: on a scenario, or on the law alone."""


def packaged_runs() -> Path:
    """Return the folder of the runs that ship."""
    return Path(str(files("policywire").joinpath("data/runs")))


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Return where a user's runs are kept, in the user's cache folder (XDG); None without one."""
    given = environment.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(given) if Path(given).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # no home
        return None
    return folder / "policywire" / "runs"


def put(file: Path, text: str) -> None:
    """Write a file that a reader sees whole or not at all.

    Raises
    ------
    OSError
        If it cannot be written; nothing is left behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.parent, prefix=".", suffix=".part", delete=False
    ) as fresh:
        place = Path(fresh.name)
        try:
            fresh.write(text)
            fresh.close()
            place.chmod(_READABLE)
            place.replace(file)
        finally:
            place.unlink(missing_ok=True)  # gone where all went well


def _asked(spec: "RunSpec") -> Asked:
    closure = Closure(spec.closure) if spec.closure else None
    return Asked(closure=closure, elasticities=spec.elasticities, draws=spec.draws, parts=False)


def taken(file: Path, mark: Fingerprint) -> tuple[Run | None, str]:
    """Return the run of a file if it follows from the same inputs and code, or what differs."""
    try:
        kept = read_kept(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, BadDocument):
        return None, f"{file} cannot be read as a kept run"
    if kept.fingerprint.inputs != mark.inputs:
        return None, "its inputs differ from those of the kept run"
    if not mark.code or kept.fingerprint.code != mark.code:
        return None, "the model's code differs from that of the kept run"
    return kept.run, ""
