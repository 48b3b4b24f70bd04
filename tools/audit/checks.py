"""What binds a run, and whether the binding holds: one check for each kind of run."""

import re
from collections.abc import Callable
from itertools import takewhile

from tools.audit.blocks import Block, Run
from tools.audit.counts import count_fault
from tools.audit.edition import Edition
from tools.audit.figures import Figure, Row, cite
from tools.audit.findings import comparison_fault, phrase_fault
from tools.audit.periods import Span, parse_code, parse_words
from tools.audit.prints import UNITLESS, exact_fault, print_fault
from tools.audit.ranges import bare_fault, column_of, end_fault, range_fault
from tools.audit.references import label_fault, mark_fault, ref_fault, scale_fault
from tools.audit.wordings import quote_fault

__all__ = ["fault", "remark"]

_UP = re.compile(
    r"(?i)\b(?:rose|risen|rises?|increased?|increases|grew|grows?|climbed|gained|up|more|higher"
    r"|larger|widened|above|jumped|longer|faster)\b"
)
_DOWN = re.compile(
    r"(?i)\b(?:fell|fallen|falls?|declined?|declines|decreased?|shrank|shrunk|slipped|dropped|lost"
    r"|down|less|lower|smaller|fewer|narrowed|below|shorter|slower)\b"
)
_FLAT = re.compile(r"(?i)\b(?:little changed|unchanged|flat|level|steady)\b")
_DEFICIT = re.compile(r"(?i)\b(?:deficit|shortfall|outflow)s?\b")
_BASE = re.compile(r"(?i)\b(?:since|from|on|than in|that of|level of|against|with|between) $")
_BY = re.compile(r"(?i)\bby (?:about |some )?$")
Check = Callable[[Run, Block, Edition], str]


def fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why a run is not bound as it says, or an empty text."""
    check = _CHECKS.get(run.kind)
    return (
        f"is marked '{run.kind}', which binds nothing"
        if check is None
        else _tried(check)(run, block, edition)
    )


def _tried(check: Check) -> Check:
    def tried(run: Run, block: Block, edition: Edition) -> str:
        try:
            return check(run, block, edition)
        except (KeyError, ValueError) as error:
            return f"refers to {run.ref or error}, which the record does not have"

    return tried


def remark(run: Run, block: Block, edition: Edition) -> str:
    """Return what a reader may take wrongly in a run that is bound, or an empty text."""
    if run.kind != "figure" or block.scope.note != run.ref or run.ref not in edition.figures:
        return ""
    figure = edition.figures[run.ref]
    if _print_fault(run.text, figure, block, edition) == UNITLESS:
        return "names no unit in the note's head"
    lost = _print_fault(run.text, figure, block) == "lost its minus"
    return "prints a value below zero without its minus in the note's head" if lost else ""


# ------------------------------------------------------------------- figures


def _figure(run: Run, block: Block, edition: Edition) -> str:
    figure = edition.figures[run.ref]
    if run.href and run.href[1:].partition("-")[2] not in (_anchored(edition, run.ref), run.ref):
        return f"leads to {run.href}, and is bound to {run.ref}"
    if run.ref in edition.rows and (why := _place_fault(edition.rows[run.ref], block, edition)):
        return why
    if why := bare_fault(figure, block):
        return why
    why = _print_fault(run.text, figure, block, edition)
    if why == UNITLESS and block.scope.note == run.ref:
        why = _print_fault(run.text, figure, block)
    if why == "lost its minus" and _is_told_below(run, block, figure):
        return ""
    return why


def _anchored(edition: Edition, name: str) -> str:
    return next((key for key, value in edition.by_anchor.items() if value == name), name)


def _print_fault(text: str, figure: Figure, block: Block, edition: Edition | None = None) -> str:
    column = column_of(block, edition) if edition is not None else 1e9
    return print_fault(text, figure.value, figure.measures, figure.decimals, column)


def _place_fault(row: Row, block: Block, edition: Edition) -> str:
    """Return why a plotted figure does not stand in this row and column of its table."""
    if not block.scope.row or block.scope.exhibit != row.exhibit:
        return ""
    if row.period:
        told, meant = parse_words(block.scope.row), parse_code(row.period)
        if told is None or meant is None or not told.same_days(meant):
            return f"stands in row {block.scope.row}, and is about {row.period}"
    elif block.scope.row != edition.category(row):
        return f"stands in row {block.scope.row}, and is about {row.category}"
    column = block.scope.column
    other = column != row.series and column in _series(row, edition)
    return f"stands in column {column}, and is about {row.series}" if other else ""


def _series(row: Row, edition: Edition) -> set[str]:
    return {item["series"] for item in edition.exhibits[row.exhibit]["rows"]}


def _is_told_below(run: Run, block: Block, figure: Figure) -> bool:
    """Return whether words say that an unsigned number is below zero."""
    if block.scope.note == run.ref and not block.scope.exhibit:
        return True  # a note repeats the print it explains; its unrounded value has the sign
    directions = [
        other.text for other in block.runs if (other.kind, other.ref) == ("direction", run.ref)
    ]
    if any(_DOWN.search(text) for text in directions) or _falls_by(run, block):
        return True
    return "balance" in figure.raw["measure"].casefold() and _DEFICIT.search(block.text) is not None


def _falls_by(run: Run, block: Block) -> bool:
    """Return whether the author's words before a number say that something falls by it."""
    before = "".join(one.text for one in takewhile(lambda one: one is not run, block.runs))
    sentence = re.split(r"(?<=[.!?]) (?=[A-Z])", before)[-1]
    verbs = [*_UP.finditer(sentence), *_DOWN.finditer(sentence)]
    if _BY.search(sentence) is None or not verbs:
        return False
    return _DOWN.fullmatch(max(verbs, key=lambda found: found.start())[0]) is not None


def _exact(run: Run, block: Block, edition: Edition) -> str:
    if block.scope.note and block.scope.note != run.ref:
        return f"stands in the note of {block.scope.note}"
    if block.scope.field == "Range":
        return end_fault(run, block, edition)
    return exact_fault(run.text, edition.figures[run.ref].in_unit)


def _direction(run: Run, block: Block, edition: Edition) -> str:
    value = edition.figures[run.ref].value
    if _FLAT.search(run.text):
        return "" if abs(value) < 1 else f"and the value is {value:g}"
    up, down = _UP.search(run.text), _DOWN.search(run.text)
    if (up and value < 0) or (down and value > 0):
        return f"and the value is {value:g}"
    return ""


# ------------------------------------------------------------------- periods and days


def _period(run: Run, block: Block, edition: Edition) -> str:
    meant = _meant(run.ref, edition)
    if meant is None:
        return f"refers to {run.ref}, neither a figure of the record nor a period"
    told = parse_words(run.text)
    if told is None:
        item = edition.exhibits.get(block.scope.exhibit, {})
        marks = [*item.get("breaks", ()), *item.get("marks", ())]
        named = any(mark["what"] == run.text and mark["period"] == run.ref for mark in marks)
        return "" if named else "is no period in words"
    if told.same_days(meant) or _is_base(run, told, block, edition):
        return ""
    return f"is not {run.ref}, which is {meant.start} to {meant.end}"


def _is_base(run: Run, told: Span, block: Block, edition: Edition) -> bool:
    """Return whether a change's earlier period is told, and as such: since, from, on, than in."""
    figure = edition.figures.get(run.ref)
    against = parse_code((figure.raw["trail"].get("against") or "") if figure else "")
    before = "".join(part.text for part in takewhile(lambda part: part is not run, block.runs))
    return told.same_days(against) and _BASE.search(before) is not None


def _meant(ref: str, edition: Edition) -> Span | None:
    return edition.figures[ref].span if ref in edition.figures else parse_code(ref)


def _event(run: Run, block: Block, edition: Edition) -> str:
    day, told = edition.events[run.ref], parse_words(run.text)
    exact = told is not None and told.start == told.end == day
    loose = told is not None and told.grain in ("M", "A") and told.start <= day <= told.end
    if not (exact or loose):
        return f"is not the day of {run.ref}, {day}"
    if not run.href.startswith("#source-"):
        return ""
    number = int(run.href.removeprefix("#source-"))
    cited = edition.record["events"][run.ref]["citation"]
    same = edition.sources[number]["citation"] == cited
    return "" if same else f"leads to source {number}, which is not what {run.ref} cites"


def _date(run: Run, block: Block, edition: Edition) -> str:
    told = parse_words(run.text)
    if told is None:
        return "is no day in words"
    days = _dates(run.ref, block, edition)
    return "" if told.start.isoformat() in days else f"is not {' or '.join(sorted(days)[:3])}"


def _dates(ref: str, block: Block, edition: Edition) -> set[str]:
    """Return the days a date of that name may be, where it stands."""
    if ref in ("as_of", "data_as_of"):
        return {edition.record[ref]}
    if ref == "release":
        named = [run.text for run in block.runs if run.kind == "ref"]
        return {item["day"] for item in edition.record["releases"] if item["what"] in named}
    if ref in ("retrieved", "copied"):
        document = edition.sources[block.scope.source]["document"]
        return {document["via"]["copied"] if ref == "copied" else document["retrieved"]}
    if ref == "vintage":
        return {str(figure.vintage) for figure in edition.about(block.scope)}
    raise KeyError(ref)


# ------------------------------------------------------------------- names


def _name(run: Run, block: Block, edition: Edition) -> str:
    name = edition.record["names"][run.ref]
    alike = run.text in (name, name[:1].upper() + name[1:])
    return "" if alike else f"is not the name '{name}'"


def _words(run: Run, block: Block, edition: Edition) -> str:
    return ""


def _stray(run: Run, block: Block, edition: Edition) -> str:
    return f"has not the footnotes of the record: {run.ref}"


def _moved(run: Run, block: Block, edition: Edition) -> str:
    return f"stands in '{block.text}', and the record has '{run.ref}' in that cell"


def _cited(run: Run, block: Block, edition: Edition) -> str:
    cited = cite(edition.figures[run.ref].raw["trail"]["citation"])
    return "" if run.text == cited else f"is not what {run.ref} cites"


def _iso(run: Run, block: Block, edition: Edition) -> str:
    return "" if run.text == edition.record[run.ref] else f"is not {edition.record[run.ref]}"


def _address(run: Run, block: Block, edition: Edition) -> str:
    return "" if run.text in edition.addresses else "is no address the record has"


_CHECKS: dict[str, Check] = {
    "words": _words,
    "stray": _stray,
    "moved": _moved,
    "cited": _cited,
    "address": _address,
    "iso": _iso,
    "figure": _figure,
    "exact": _exact,
    "direction": _direction,
    "comparison": comparison_fault,
    "phrase": phrase_fault,
    "range": range_fault,
    "period": _period,
    "event": _event,
    "date": _date,
    "name": _name,
    "count": count_fault,
    "mark": mark_fault,
    "ref": ref_fault,
    "label": label_fault,
    "quote": quote_fault,
    "scale": scale_fault,
}
