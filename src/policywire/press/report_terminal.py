"""A check of somebody's article in a terminal."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from policywire.analyst.review.remarks import RULES, Remark
from policywire.analyst.review.report import CheckReport, Claim, Ours, Verdict
from policywire.press.report import (
    LOST,
    ORDER,
    gapped,
    in_brief,
    in_short,
    merged,
    our_keys,
    our_period,
    our_value,
    summary,
    why,
)

__all__ = ["terminal_report"]

_STYLES = {
    Verdict.SUPPORTED: "green",
    Verdict.WRONG_PERIOD: "yellow",
    Verdict.WRONG_PLACE: "yellow",
    Verdict.CONTRADICTED: "red",
    Verdict.NO_EVIDENCE: "blue",
    Verdict.NOT_CHECKABLE: "cyan",
    Verdict.BROKEN: "magenta",
}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MOST = 3  # findings of a rule that are shown one by one, and places quoted of more
_GLANCE = 60  # characters of a place that is one of many
_WORDS = re.compile(r"(?<=[( ])'((?:[^'()]|'(?=\w))+)'(?=[,)])")
_WIDEST = max(len(verdict) for verdict in Verdict)


def terminal_report(report: CheckReport) -> RenderableType:
    """Return a report to be printed; the counts first, then the claims, then the findings."""
    return Stack(*_head(report), *_claims(report), *_findings(report))


def _head(report: CheckReport) -> Iterator[RenderableType]:
    document = report.document
    yield Text(in_short(document.title or document.name), style="bold")
    day = f"published {document.published} · " if document.published else ""
    yield Text(f"{day}{document.words:,} words · evidence as of {report.as_of}", style="dim")
    yield Text(summary(report))
    counted = [
        Text(f"{report.counts[verdict]} {verdict}", style=_STYLES[verdict])
        for verdict in ORDER
        if report.counts[verdict]
    ]
    yield Text(" · ").join(counted)


def _claims(report: CheckReport) -> Iterator[RenderableType]:
    places = {(item.start, item.end): item.at for item in report.broken}
    table = Table.grid(padding=(0, 2))
    table.add_column(width=_WIDEST, no_wrap=True)
    table.add_column()
    told = ""
    for claim in merged(report.claims):
        verdict = Text(claim.verdict, style=f"bold {_STYLES[claim.verdict]}")
        again = told == claim.text and claim.verdict is not Verdict.BROKEN
        lost = places.get((claim.start, claim.end))
        lines = [_again(claim) if again else _quoted(claim, lost)]
        told = claim.text
        lines += [Text(claim.note)] if claim.note else []
        ours = [_ours(item, claim.note) for item in claim.ours]
        lines += [line for at, line in enumerate(ours) if line not in ours[:at]]
        table.add_row()
        table.add_row(verdict, Text("\n").join(lines))
    yield table


def _ours(item: Ours, note: str) -> Text:
    """Return a figure of ours; of one that the note tells already, only where it is from."""
    if _is_told(item, note):
        return Text(f"from {our_keys(item)}", "dim")
    value = (our_value(item), "bold")
    return Text.assemble("ours: ", value, f", {our_period(item)}  ", (our_keys(item), "dim"))


def _is_told(item: Ours, note: str) -> bool:
    """Return whether a note has a figure with its period, however many digits it shows."""
    value = _NUMBER.search(our_value(item))
    periods = our_period(item).split(" over ")
    unit = our_value(item)[value.end() :].strip() if value else ""
    if value is None or not all(words in note for words in (unit, *periods)):
        return False
    ours = float(value.group().replace(",", ""))
    told = (match.group() for match in _NUMBER.finditer(note))
    return any(_rounds_to(ours, number) for number in told)


def _rounds_to(ours: float, told: str) -> bool:
    """Return whether a number told is ours, or ours with fewer digits."""
    decimals = len(told.partition(".")[2])
    return decimals > 0 and abs(ours - float(told.replace(",", ""))) <= 0.5001 * 10.0**-decimals


def _again(claim: Claim) -> Text:
    """Return the figures of a claim whose sentence has just been shown."""
    return Text(" … ".join(["", *(figure.text for figure in claim.figures), ""]).strip(), "bold")


def _quoted(claim: Claim, at: int | None) -> Text:
    if at is not None and claim.verdict is Verdict.BROKEN:
        before, after = gapped(claim.text, at - claim.start)
        return Text(f"{before} {LOST} {after}".strip(), style="italic")
    quoted = Text(in_short(claim.text), style="italic")
    for figure in claim.figures:
        quoted.highlight_words([figure.text], "bold")
    return quoted


def _findings(report: CheckReport) -> Iterator[RenderableType]:
    if not report.findings:
        return
    yield Text()
    yield Text("What to change", style="bold")
    for code, found in groupby(report.findings, key=lambda remark: remark.rule):
        rule, remarks = RULES[code], tuple(found)
        yield Text.assemble((rule.code, "bold"), f"  {rule.title}. ", (rule.repair, "dim"))
        lines = map(_told, remarks) if len(remarks) <= _MOST else _grouped(remarks)
        yield from (Padding(line, (0, 0, 0, 4)) for line in lines)


def _grouped(remarks: Sequence[Remark]) -> Iterator[Text]:
    """Yield many findings of a rule on one line: the words found, and a few of the places."""
    words = dict.fromkeys(word for remark in remarks for word in _WORDS.findall(remark.note))
    yield Text(f"{len(remarks)} places: {', '.join(words)}." if words else why(remarks[0]))
    quoted = [f"“{in_short(remark.text, _GLANCE)}”" for remark in remarks if remark.text]
    more = f" and {len(quoted) - _MOST} more" if len(quoted) > _MOST else ""
    yield Text("; ".join(quoted[:_MOST]) + more, style="dim")


def _told(remark: Remark) -> Text:
    quoted = f" “{in_brief(remark.text)}”" if remark.text else ""
    return Text.assemble(why(remark), (quoted, "dim"))
