"""Cases: a brief of the money desk fitted to one meeting or path, with what it rests on.

The votes, the surprise and the analogues are published records, so they enter as provisions and
events with their citation; the answers of the models enter as runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from policywire.analyst.brief import Brief, RunSpec
from policywire.analyst.exhibit_spec import ExhibitSpec, QuotedRow
from policywire.analyst.fitting import fitted
from policywire.analyst.manuscript import Mark, Passage
from policywire.analyst.say import expand
from policywire.evidence import View
from policywire.facts.errors import BadPeriod, BadShock, NotHeld, WrongUse
from policywire.models.base import Run
from policywire.models.monetary.ledger import Quality
from policywire.models.monetary.runs import (
    asset_run,
    month_run,
    path_run,
    rule_run,
    shock_run,
)
from policywire.newsroom.files import count_words
from policywire.newsroom.kept import Shelf
from policywire.newsroom.lawful import LAW_MODELS
from policywire.newsroom.lookup import look_up
from policywire.newsroom.meetings import records_of
from policywire.newsroom.money import decisions, entry_of, path_of, path_start
from policywire.newsroom.pushes import push_of
from policywire.newsroom.told import Told
from policywire.policy import Law

if TYPE_CHECKING:
    from policywire.newsroom.files import Progress

__all__ = ["Case", "case_of"]


@dataclass(frozen=True, slots=True)
class Case:
    """A brief fitted to what was told.

    Attributes
    ----------
    brief : Brief
        Cut to the case.
    law : Law
        The desk's, and the records of the case.
    names : Mapping of str to str
        Registered names of the case.
    runs : Mapping of str to Run
        Runs of the money models.
    """

    brief: Brief
    law: Law
    names: Mapping[str, str] = field(default_factory=dict)
    runs: Mapping[str, Run] = field(default_factory=dict)


def case_of(
    brief: Brief,
    law: Law,
    told: Told,
    view: View,
    progress: "Progress",
    *,
    afresh: bool = False,
) -> Case:
    """Return a brief fitted to what was told, with records and runs; ``afresh`` solves them all.

    Raises
    ------
    WrongUse
        If something is told that the brief does not take, or a path is wanting.
    NotHeld, BadPeriod, BadShock, BadArticle
        If the meeting, the path or a statement cannot be used.
    """
    _refuse_untaken(brief, told)
    if not brief.takes:
        return Case(fitted(brief, ()), law)
    day = _meeting(told, view.as_of)
    made = records_of(told, day, view)
    dated = replace(brief, periods={**made.periods, **brief.periods})
    look_up(fitted(dated, made.tags), view, law)
    path = told.path if "path" in brief.takes else ""
    runs = _money_runs(brief, (day, path), view, Shelf(progress, afresh=afresh))
    made.tags |= {f"has_{name}" for name in runs}
    fit = _plain(fitted(dated, made.tags))
    fit = replace(fit, exhibits=tuple(_quoting(one, made.passages) for one in fit.exhibits))
    about = f"the path {path}" if path else f"the decision of {day}"
    progress(f"{about}, {count_words(len(runs), 'run')} of the money models")
    known = Law({**law.provisions, **made.provisions}, {**law.events, **made.events})
    return Case(fit, known, made.names, runs)


def _plain(brief: Brief) -> Brief:
    """Return a brief with the runs of the trade model alone; the others are made here."""
    return replace(brief, runs={name: one for name, one in brief.runs.items() if _is_trade(one)})


def _quoting(spec: ExhibitSpec, passages: Mapping[str, tuple[Passage, ...]]) -> ExhibitSpec:
    """Return an exhibit of two texts with what each part quotes; parts of neither are left out."""
    if spec.mark is not Mark.WORDS:
        return spec
    rows = []
    for part in spec.rows:
        for each in part.each or ({},):
            rule = expand(part.rule, each)
            if rule in passages:
                made = QuotedRow(
                    measure=expand(part.measure, each),
                    subject=expand(part.subject, each),
                    series=expand(part.series, each),
                    category=expand(part.category, each),
                    rule=rule,
                    passages=passages[rule],
                )
                rows.append(made)
    return replace(spec, rows=tuple(rows))


def _is_trade(spec: RunSpec) -> bool:
    return spec.model in ("trade", *LAW_MODELS)


def _refuse_untaken(brief: Brief, told: Told) -> None:
    given = {
        "meeting": told.meeting is not None,
        "path": bool(told.path),
        "statements": told.statement is not None or told.before is not None,
    }
    for name, is_given in given.items():
        if is_given and name not in brief.takes:
            option = "--statement" if name == "statements" else f"--{name}"
            raise WrongUse(f"The brief {brief.name} takes no {option}.")
    if "path" in brief.takes and not told.path:
        raise WrongUse(f"The brief {brief.name} wants --path, such as q0:-25,q1:-50,q2:-75.")
    if (told.statement is None) != (told.before is None):
        raise WrongUse("--statement and --before go together: a change wants two texts.")


def _meeting(told: Told, as_of: date) -> date:
    """Return the meeting's day; the newest decision by ``as_of`` where none is told."""
    if told.meeting is not None:
        if told.meeting > as_of:
            raise NotHeld(f"The meeting of {told.meeting} lies after the reader's day, {as_of}.")
        return decisions().on(told.meeting).day
    held = [one.day for one in decisions().decisions if one.day <= as_of]
    if not held:
        raise BadPeriod(f"No decision is held by {as_of}.")
    return held[-1]


# ------------------------------------------------------------------- runs


def _money_runs(brief: Brief, about: tuple[date, str], view: View, shelf: Shelf) -> dict[str, Run]:
    """Return the runs of the money models a brief names; one that lacks its input is left out."""
    made = {}
    for name, spec in brief.runs.items():
        if _is_trade(spec):
            continue
        run = push_of(spec, shelf) if spec.model == "push" else _money_run(spec, *about, view)
        if run is not None:
            made[name] = run
    return made


def _money_run(spec: RunSpec, day: date, path: str, view: View) -> Run | None:
    found = entry_of(day)
    known = found.quality is Quality.TICK and found.surprise_bp is not None
    size = round(found.surprise_bp or 0, 1) if known and spec.bp == 0 else spec.bp
    if spec.model == "rules":
        return _rules(day, view)
    if size == 0:
        return None
    if spec.model == "assets":
        return asset_run(size)
    if spec.model == "months":
        return month_run(size, day)
    if not path:
        return shock_run(size, day)
    steps = path_of(path)
    if not steps.any():
        raise BadShock(
            f"The path '{path}' supposes no change in any quarter; nothing answers to it."
        )
    return path_run(steps, path_start(path, view.as_of), path)


def _rules(day: date, view: View) -> Run | None:
    """Return the rules on a day; None where an input is not held."""
    from policywire.newsroom.prescriptions import Given, inputs_on

    try:
        return rule_run(inputs_on(day, Given(), view), day)
    except NotHeld:
        return None
