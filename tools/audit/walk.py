"""The walk over all files of an edition: every block read, told apart, checked and counted."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from tools.audit import checks
from tools.audit.blocks import Block, Problem, Report, Run, Scope
from tools.audit.cover import covered
from tools.audit.edition import Edition
from tools.audit.expressions import Evaluator
from tools.audit.findings import finding_problems
from tools.audit.law import read_law
from tools.audit.markdown import MARKDOWN, read_markdown
from tools.audit.meetings import with_meeting
from tools.audit.numerals import has_numeral
from tools.audit.order import axis_problems, hash_problems, link_problems, order_problems
from tools.audit.page import Page, read_page
from tools.audit.prints import looks_printed
from tools.audit.record import Known, audit_problems, compared, joined_problems, record_blocks
from tools.audit.snapshot import Snapshot
from tools.audit.specs import spec_values
from tools.audit.tables import csv_cells

__all__ = ["PAGE", "Auditor"]

PAGE = "index.html"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Auditor:
    """Audits editions written from one snapshot and one set of desks.

    Parameters
    ----------
    snapshot : Path
        The folder of Parquet files.
    desks : Path
        The folder of desks, for written law and registered names.
    places : Path
        The list of places, for their names and which are groups.
    """

    def __init__(self, snapshot: Path, desks: Path, places: Path) -> None:
        self.snapshot, self.desks, self.places = snapshot, desks, places
        self.law = read_law(desks)
        self._evaluators: dict[str, Evaluator] = {}

    def audit(self, folder: Path) -> Report:
        """Return what an audit of an edition's folder finds."""
        report = Report()
        try:
            self._audit(folder, report)
        except (AttributeError, LookupError, OSError, TypeError, ValueError) as error:
            where = f"{type(error).__name__} {error}"[:200]
            report.problems.append(Problem("unreadable", str(folder.name), "files", where, "stops"))
        return report

    def _audit(self, folder: Path, report: Report) -> None:
        record = json.loads((folder / "article.json").read_text(encoding="utf-8"))
        law = with_meeting(self.law, record, self.desks)
        edition = Edition(folder, self._evaluator(folder), law)
        edition.check_sources()
        edition.check_names()
        edition.check_runs()
        edition.check_exhibit_sources()
        report.problems += edition.problems
        report.problems += finding_problems(edition)
        report.problems += hash_problems(folder, self.snapshot, self.desks)
        report.recomputed = {name: (made, of) for name, (made, of) in edition.counts.items()}
        report.problems += joined_problems(edition)
        known = self._record(edition, report)
        page = read_page(PAGE, (folder / PAGE).read_text(encoding="utf-8"))
        self._page(page, edition, report, known)
        self._markdown(edition, report, known)
        self._exhibits(edition, report)

    def _evaluator(self, folder: Path) -> Evaluator:
        """Return the evaluator as of an edition's day."""
        record = json.loads((folder / "article.json").read_text(encoding="utf-8"))
        as_of = record["as_of"]
        if as_of not in self._evaluators:
            snapshot = Snapshot(self.snapshot, self.places, date.fromisoformat(as_of))
            self._evaluators[as_of] = Evaluator(snapshot)
        return self._evaluators[as_of]

    # --------------------------------------------------------------- files

    def _record(self, edition: Edition, report: Report) -> Known:
        blocks = record_blocks(edition)
        _take(blocks, edition, report)
        known: Known = {}
        for block in blocks:
            if block.text:
                known.setdefault((block.scope.field, block.text), []).append(block)
        return known

    def _page(self, page: Page, edition: Edition, report: Report, known: Known) -> None:
        blocks = [_named(block, edition) for block in page.blocks]
        blocks = list(_told_apart(blocks, edition))
        _take(blocks, edition, report)
        for at, name in enumerate(page.notes, start=1):  # the numbers the list gives its notes
            place = Block(PAGE, "number of note", (Run(str(at)),), Scope(note=name))
            report.take(place, Run(str(at), "mark", "note"), "")
        report.problems += order_problems(PAGE, page, edition)
        report.problems += link_problems(PAGE, page, edition)
        report.problems += axis_problems(PAGE, page)
        report.problems += compared(PAGE, blocks, known)
        found = list(audit_problems(edition, blocks))
        report.problems += [item for item in found if item.kind != "remark"]
        report.remarks += [item for item in found if item.kind == "remark"]

    def _markdown(self, edition: Edition, report: Report, known: Known) -> None:
        text = (edition.folder / MARKDOWN).read_text(encoding="utf-8")
        blocks = read_markdown(text, edition, known)
        _take(blocks, edition, report)
        report.problems += compared(MARKDOWN, blocks, known)

    def _exhibits(self, edition: Edition, report: Report) -> None:
        for name, item in edition.exhibits.items():
            for file in item["files"]:
                path = edition.folder / file
                if path.suffix == ".svg":
                    page = read_page(file, path.read_text(encoding="utf-8"), name)
                    _take(list(_told_apart(page.blocks, edition)), edition, report)
                    report.problems += axis_problems(file, page)
                elif path.suffix in (".csv", ".json"):
                    read = csv_cells if path.suffix == ".csv" else spec_values
                    text = path.read_text(encoding="utf-8")
                    for block, why in read(file, text, name, edition):
                        report.take(block, block.runs[0], why)


# ------------------------------------------------------------------- blocks


def _take(blocks: Iterable[Block], edition: Edition, report: Report) -> None:
    """Check and count every run of some blocks."""
    for block in blocks:
        for run in block.runs:
            why = checks.fault(run, block, edition) if run.kind else ""
            report.take(block, run, why)
            if run.kind == "figure" and not why and (note := checks.remark(run, block, edition)):
                report.remarks.append(Problem("remark", block.file, block.where, run.text, note))


def _named(block: Block, edition: Edition) -> Block:
    """Return a block whose note is called by its figure's id, not its address."""
    note = edition.by_anchor.get(block.scope.note, block.scope.note)
    return replace(block, scope=replace(block.scope, note=note))


def _told_apart(blocks: list[Block], edition: Edition) -> Iterator[Block]:
    """Yield blocks with attributes, and texts that hold more than one number, told apart."""
    visible = {block.text: block for block in reversed(blocks) if not _is_echo(block)}
    for block in blocks:
        if _is_echo(block):
            yield _echoed(block, visible, edition)
        else:
            yield _opened(block, edition)


def _is_echo(block: Block) -> bool:
    return len(block.runs) == 1 and block.runs[0].kind == "echo"


def _echoed(block: Block, visible: dict[str, Block], edition: Edition) -> Block:
    """Return what an attribute repeats: a figure's facts, a visible text, a day or an address."""
    (run,) = block.runs
    if not has_numeral(run.text):
        return replace(block, runs=(Run(run.text),))
    if run.ref in edition.figures:
        return covered(block, edition.figures[run.ref], edition)
    if run.text in visible:
        return replace(block, runs=visible[run.text].runs, scope=visible[run.text].scope)
    if run.text.startswith("https://"):
        return replace(block, runs=(Run(run.text, "address"),))
    if _DAY.fullmatch(run.text):
        kind = "as_of" if run.text == edition.record["as_of"] else ""
        return replace(block, runs=(Run(run.text, "iso" if kind else "", kind),))
    return replace(block, runs=(Run(run.text),))


def _opened(block: Block, edition: Edition) -> Block:
    """Return a block whose figures that are more than a number are cut into their parts."""
    runs: list[Run] = []
    for run in block.runs:
        if run.kind == "figure" and run.ref in edition.figures and not looks_printed(run.text):
            part = replace(block, runs=(run,))
            runs += covered(part, edition.figures[run.ref], edition).runs
        else:
            runs.append(run)
    return replace(block, runs=tuple(runs))
