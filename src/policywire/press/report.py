"""A check of somebody's article as one self-contained page: no script, no request to anywhere.

The article is a third party's: of its words only those a verdict is about are shown, and those
in short.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from policywire.analyst.numbers import MINUS, printed_quantity
from policywire.analyst.review.outline import Document
from policywire.analyst.review.remarks import RULES, Remark, Rule, Severity
from policywire.analyst.review.report import CheckReport, Claim, Ours, Verdict
from policywire.facts import Period, Quantity, Unit
from policywire.facts.errors import PolicywireError
from policywire.press.charts.look import DARK
from policywire.press.templates import template

__all__ = [
    "LOST",
    "ORDER",
    "gapped",
    "in_brief",
    "in_short",
    "merged",
    "our_keys",
    "our_period",
    "our_value",
    "render_report",
    "summary",
    "why",
]

_MEANINGS = {
    Verdict.CONTRADICTED: "We hold this figure, and it differs.",
    Verdict.WRONG_PLACE: "The number is true of another place.",
    Verdict.WRONG_PERIOD: "The number is true of another period.",
    Verdict.NO_EVIDENCE: "Nothing we hold bears it out; it may still be true. Name its source.",
    Verdict.NOT_CHECKABLE: "No statistic can bear it: a forecast without an author, or an opinion.",
    Verdict.SUPPORTED: "Measure, place, period, unit and direction agree with our figure.",
    Verdict.BROKEN: "The sentence lost words, as when links are stripped from a page.",
}
ORDER = tuple(_MEANINGS)
_LONGEST = 260  # characters of somebody else's words under a verdict
_BRIEF = 130  # under a finding
LOST = "▯"  # stands where words were lost
_ENDS = (".", "!", "?", ".”", "…")
_KEY = re.compile(r"sum\([a-z_0-9]+:[\w.]+/\w+-\*\)|[a-z_0-9]+:[\w.]+/[\w.-]+")
_NEGATIVE = re.compile(rf"({MINUS}\$?[\d.,]*\d)")
_ALL_STATES = re.compile(r"sum\(sum\(([a-z_0-9]+:[\w.]+/\w+)-\w+, [^()]*\), states\)")
_MOST_KEYS = 4
_DECIMALS = {"percent": 2, "points": 2, "share": 4, "ratio": 2}
_RATE = re.compile(r"[A-Z]{3} per [A-Z]{3}")


@dataclass(frozen=True, slots=True)
class _Group:
    """The findings of one rule.

    Attributes
    ----------
    rule : Rule
        The rule.
    remarks : tuple of Remark
        What it found.
    """

    rule: Rule
    remarks: tuple[Remark, ...]


def render_report(report: CheckReport, version: str = "") -> str:
    """Return the page of a check."""
    groups = _groups(report)
    return template("check.html.j2").render(
        report=report,
        title=_title(report.document),
        verdicts=[(verdict, _MEANINGS[verdict], _claims(report, verdict)) for verdict in ORDER],
        counts=[(verdict, report.counts[verdict]) for verdict in ORDER if report.counts[verdict]],
        warnings=[group for group in groups if group.rule.severity is Severity.WARN],
        considerations=[group for group in groups if group.rule.severity is Severity.INFO],
        summary=summary(report),
        quoted=_Quoter(report),
        in_brief=in_brief,
        in_short=in_short,
        lost=LOST,
        our_value=lambda ours: _unbroken(our_value(ours)),
        our_keys=our_keys,
        our_period=our_period,
        why=why,
        slug=lambda text: text.replace(" ", "-"),
        colours=[(f"c{at}", light, dark) for at, (light, dark) in enumerate(DARK.items())],
        version=version,
    )


def summary(report: CheckReport) -> str:
    """Return the check in two sentences."""
    counts = report.counts
    checked = sum(counts[verdict] for verdict in ORDER if verdict is not Verdict.BROKEN)
    wrong = sum(
        counts[verdict]
        for verdict in (Verdict.CONTRADICTED, Verdict.WRONG_PLACE, Verdict.WRONG_PERIOD)
    )
    told = f"{_count(checked, 'claim')} with something to check: "
    told += f"{counts[Verdict.SUPPORTED]} supported, {wrong} wrong as written, "
    told += f"{checked - counts[Verdict.SUPPORTED] - wrong} that our evidence cannot settle."
    lost = counts[Verdict.BROKEN]
    return f"{told} {_count(lost, 'place')} where words were lost." if lost else told


def why(remark: Remark) -> str:
    """Return what is wrong, without what to do."""
    return remark.note.removesuffix(RULES[remark.rule].repair).rstrip()


def in_short(text: str, longest: int = _LONGEST) -> str:
    """Return somebody else's words on one line, cut where they run long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " …"


def in_brief(text: str) -> str:
    """Return just enough of somebody else's words to find them."""
    return in_short(text, _BRIEF)


def gapped(text: str, at: int) -> tuple[str, str]:
    """Return the words before and after a loss, each on one line."""
    before, after = " ".join(text[:at].split()), " ".join(text[at:].split())
    return before, after if after.endswith(_ENDS) else f"{after} …"


def our_value(ours: Ours) -> str:
    """Return a figure of ours as print writes it; plainly where its unit is not one of ours."""
    try:
        unit = Unit.parse(ours.unit)
        return printed_quantity(Quantity(ours.value, unit), _decimals(ours.unit))
    except PolicywireError:
        return f"{ours.value:,.10g} {ours.unit}".strip()


def _decimals(unit: str) -> int:
    """Return the digits shown behind the point; an exchange rate is said to the cent."""
    return _DECIMALS.get(unit, 2 if _RATE.fullmatch(unit) else 1)


def our_period(ours: Ours) -> str:
    """Return a period of ours in words; as it stands where it is not written as ours are."""
    return " over ".join(map(_worded, ours.period.split(" over ")))


def our_keys(ours: Ours) -> str:
    """Return the series behind a figure of ours, each once; its whole text where it names none.

    A sum over the states of a country is written ``sum(se:fdi/MEX-*)``.
    """
    series = _ALL_STATES.sub(r"sum(\1-*)", ours.series)
    keys = tuple(dict.fromkeys(_KEY.findall(series)))
    if not keys:
        return ours.series
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    return ", ".join(keys[:_MOST_KEYS]) + more


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims, those of one sentence of which the same is said told as one."""
    made: list[Claim] = []
    for claim in claims:
        last = made[-1] if made else None
        if last and _same(last) == _same(claim):
            made[-1] = replace(last, figures=last.figures + claim.figures)
        else:
            made.append(claim)
    return made


def _same(claim: Claim) -> tuple[object, ...]:
    return (claim.start, claim.end, claim.verdict, claim.note, claim.ours)


def _worded(text: str) -> str:
    try:
        return Period.parse(text).words()
    except PolicywireError:
        return text


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _title(document: Document) -> str:
    return in_short(document.title) if document.title else document.name


def _claims(report: CheckReport, verdict: Verdict) -> list[Claim]:
    found = merged(claim for claim in report.claims if claim.verdict is verdict)
    return [replace(claim, note=_unbroken(claim.note)) for claim in found]


def _unbroken(text: str) -> Markup:
    """Return a text in which no line ends between a minus sign and its amount."""
    kept = Markup('<span style="white-space:nowrap">{}</span>')
    parts = _NEGATIVE.split(text)
    return Markup("").join(kept.format(part) if at % 2 else part for at, part in enumerate(parts))


def _groups(report: CheckReport) -> list[_Group]:
    found: dict[str, list[Remark]] = {}
    for remark in report.findings:
        found.setdefault(remark.rule, []).append(remark)
    return [_Group(RULES[code], tuple(remarks)) for code, remarks in sorted(found.items())]


class _Quoter:
    """Shows the words of a claim, its figures marked and the place of lost words shown."""

    def __init__(self, report: CheckReport) -> None:
        self._lost = {(item.start, item.end): item.at for item in report.broken}

    def __call__(self, claim: Claim) -> Markup:
        at = self._lost.get((claim.start, claim.end))
        if at is not None and claim.verdict is Verdict.BROKEN:
            return _gapped(claim.text, at - claim.start)
        return Markup("").join(_marked(in_short(claim.text), claim))


def _gapped(text: str, at: int) -> Markup:
    before, after = gapped(text, at)
    sign = Markup('<b class="lost" title="words lost here">{}</b>').format(LOST)
    return escape(f"{before} " if before else "") + sign + escape(f" {after}")


def _marked(text: str, claim: Claim) -> Iterator[Markup]:
    texts = {" ".join(figure.text.split()) for figure in claim.figures} - {""}
    at = 0
    for found in re.finditer("|".join(map(re.escape, sorted(texts))), text) if texts else ():
        yield escape(text[at : found.start()])
        yield Markup("<mark>{}</mark>").format(found.group())
        at = found.end()
    yield escape(text[at:])
