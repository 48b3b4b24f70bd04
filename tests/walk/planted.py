"""Faults to plant in the files of an edition, and what an audit must say of each."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PAGE, MARKDOWN, RECORD, AUDIT = "index.html", "article.md", "article.json", "audit.json"


@dataclass(frozen=True)
class Fault:
    """A fault: the file it is planted in, the edit, and what the problem found must say."""

    file: str
    edit: Callable[[str], str]
    told: tuple[str, ...]


def swapped(pattern: str, change: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    """Return an edit of the first place a pattern matches."""

    def edit(text: str) -> str:
        found = re.search(pattern, text, re.DOTALL)
        assert found is not None, f"nothing to plant the fault in: {pattern}"
        new = found.expand(change) if isinstance(change, str) else change(found)
        assert new != found[0]
        return text[: found.start()] + new + text[found.end() :]

    return edit


def other_digit(digit: str) -> str:
    return str((int(digit) + 3) % 10)


def last_digit(match: re.Match[str]) -> str:
    """Return the match with the digit of its second group changed."""
    return f"{match[1]}{other_digit(match[2])}{match[3]}"


def first_two(pattern: str) -> Callable[[str], str]:
    """Return an edit that lets the first two unlike matches change places."""

    def edit(text: str) -> str:
        found = list(re.finditer(pattern, text))
        one = found[0]
        two = next(match for match in found if match[1] != one[1])
        (a, b), (c, d) = one.span(1), two.span(1)
        return text[:a] + two[1] + text[b:c] + one[1] + text[d:]

    return edit


def record(change: Callable[[dict[str, Any]], None]) -> Callable[[str], str]:
    """Return an edit of a JSON file."""

    def edit(text: str) -> str:
        value = json.loads(text)
        change(value)
        return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    return edit


def spans(value: Any, kind: str) -> list[dict[str, str]]:
    """Return every span of a kind in a record, in order."""
    if isinstance(value, list):
        return [span for inner in value for span in spans(inner, kind)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("kind") == kind else []
    return own + [span for inner in value.values() for span in spans(inner, kind)]


def alter_span(value: dict[str, Any]) -> None:
    span = next(span for span in spans(value, "figure") if "percent" in span["text"])
    span["text"] = re.sub(r"\d(?= )", lambda digit: other_digit(digit[0]), span["text"], count=1)


def alter_value(value: dict[str, Any]) -> None:
    figure = next(item for item in value["figures"].values() if item["root"] == "observation")
    figure["value"] *= 1.001


def alter_rule(value: dict[str, Any]) -> None:
    figure = next(item for name, item in value["figures"].items() if name.startswith("rule."))
    figure["value"] += 5


def alter_event(value: dict[str, Any]) -> None:
    next(iter(value["events"].values()))["day"] = "2024-02-29"


def drop_figure(value: dict[str, Any]) -> None:
    del value["figures"][next(iter(value["figures"]))]


def alter_print(value: dict[str, Any]) -> None:
    next(iter(value["figures"].values()))["printed"] = {"77.7 percent": ["standfirst"]}


ANCHOR = r'<a class="figure"[^>]*>'
PARAGRAPH = r'(<section class="part".*?<p>)'
CELL = rf'<td class="number">{ANCHOR}'
TIP = r'(title="[^"]*?: −?[\d,]+\.\d+)(\d)( percent)'

FAULTS = {
    "digit in the text": Fault(
        PAGE, swapped(rf"(<p>.*?{ANCHOR}\$\d+\.)(\d)( billion)", last_digit), ("is not", "billion")
    ),
    "digit in a table": Fault(PAGE, swapped(rf"({CELL}−?\d+\.)(\d)(<)", last_digit), ("<td>",)),
    "digit in an inline picture": Fault(
        PAGE, swapped(r'(<tspan data-figure="[^"]+">−?\d+\.)(\d)(%?<)', last_digit), ("svg",)
    ),
    "digit in a picture file": Fault(
        "exhibits/rates.svg",
        swapped(r'(<tspan data-figure="[^"]+">\d+\.)(\d)(%<)', last_digit),
        ("exhibits/rates.svg", "rounds to"),
    ),
    "mark of an axis": Fault(
        "exhibits/shares.svg",
        swapped(r'data-scale="axis">15%<', 'data-scale="axis">20%<'),
        ("exhibits/shares.svg", "axis"),
    ),
    "unknown mark of an axis": Fault(
        "exhibits/shares.svg",
        swapped(r'data-scale="axis">15%<', 'data-scale="axis">16%<'),
        ("'16%' is no scale mark",),
    ),
    "digit in a table file": Fault(
        "exhibits/flows.csv",
        swapped(r"(,20\d\d,\d+\.)(\d)(\d*,)", last_digit),
        ("exhibits/flows.csv, line 2, value",),
    ),
    "period in a table file": Fault(
        "exhibits/flows.csv", swapped(r",,2015,", ",,2014,"), ("'2014' is not '2015'",)
    ),
    "row left out of a table file": Fault(
        "exhibits/flows.csv", swapped(r"\n[^\n]*,2016,[^\n]*", ""), ("is left out", "2016")
    ),
    "value in a chart spec": Fault(
        "exhibits/flows.vl.json",
        swapped(r'("value": \d+\.)(\d)(\d*)', last_digit),
        ("exhibits/flows.vl.json", "no row has it"),
    ),
    "numeral typed in a paragraph": Fault(
        PAGE, swapped(PARAGRAPH, r"\1Some 41 firms agree. "), ("unbound", "'41'", "firms")
    ),
    "number word typed in a paragraph": Fault(
        PAGE, swapped(PARAGRAPH, r"\1Seventeen firms agree. "), ("unbound", "'Seventeen'")
    ),
    "fraction typed in a paragraph": Fault(
        PAGE, swapped(PARAGRAPH, r"\1Some ¾ of firms agree. "), ("unbound", "'¾'")
    ),
    "numeral set by the style sheet": Fault(
        PAGE, swapped(r"</style>", 'h1::after { content: "77" } </style>'), ("unbound", "'77'")
    ),
    "two figures change places": Fault(
        PAGE, first_two(r'<a class="figure" data-figure="([^"]+)"'), ("mismatch", "leads to")
    ),
    "another figure's anchor": Fault(
        PAGE,
        first_two(rf"<p[^>]*>[^\n]*?({ANCHOR}[^<]*</a>)"),
        ("binds otherwise", "is not printed"),
    ),
    "two rows change cells": Fault(
        PAGE,
        first_two(r'(<a class="figure" data-figure="shares\.mexico[^>]*>[^<]*</a>)'),
        ("stands in row",),
    ),
    "period swapped": Fault(
        PAGE,
        swapped(r'(data-period="[a-z_]+">)2025<', r"\g<1>2024<"),
        ("'2024' is not", "2025-01-01 to 2025-12-31"),
    ),
    "million for billion": Fault(
        PAGE, swapped(rf"({ANCHOR}\$\d+\.\d) billion", r"\1 million"), ("million' is not",)
    ),
    "sign lost": Fault(PAGE, swapped(rf"({CELL})−", r"\1"), ("lost its minus",)),
    "direction turned": Fault(
        PAGE, swapped(r'(data-direction="[^"]+">)rose<', r"\1fell<"), ("'fell' and the value",)
    ),
    "percent for points": Fault(
        PAGE,
        swapped(r"(\d) percentage points</a>", r"\1 percent</a>"),
        ("says percent of what measures points",),
    ),
    "event moved": Fault(
        PAGE,
        swapped(r'(data-event="[^"]+"[^>]*>\w+ )\d+(, 20\d\d)', r"\g<1>29\2"),
        ("is not the day of",),
    ),
    "note's value altered": Fault(
        PAGE,
        swapped(r'(<span data-exact="[^"]+">−?\d+\.\d*)(\d)(<)', last_digit),
        ("note", "<dd>", "is not"),
    ),
    "note's expression altered": Fault(
        PAGE,
        swapped(r'(<code data-ref="expression">[^<]*20\d)(\d)([^<]*<)', last_digit),
        ("is not the expression held",),
    ),
    "note's number altered": Fault(
        PAGE, swapped(r'data-note="1"', 'data-note="2"'), ("order", "whose note is number 1")
    ),
    "tooltip altered": Fault(PAGE, swapped(TIP, last_digit), ("title of", "is not")),
    "meta description altered": Fault(
        PAGE,
        swapped(r'(name="description" content="[^"]*\d\.)(\d)([^"]*")', last_digit),
        ("unbound", "content of"),
    ),
    "data for search engines altered": Fault(
        PAGE, swapped(r'("abstract": \["[^"]*?\d\.)(\d)([^"]*")', last_digit), ("JSON-LD abstract",)
    ),
    "numeral in a description": Fault(
        PAGE, swapped(r"(<desc [^>]*>)", r"\1Up 88 percent. "), ("is not what exhibit",)
    ),
    "numeral in the record's description": Fault(
        RECORD,
        record(lambda value: value["exhibits"][1].update(alt="Imports rose 88 percent.")),
        ("unbound", "'88'", "alt"),
    ),
    "source mark moved": Fault(
        PAGE,
        swapped(r'(<dt>Sources</dt> <dd><a[^>]*#source-)\d+">\[\d+', r'\g<1>1">[1'),
        ("is not a source of the figure",),
    ),
    "figure left out of the audit": Fault(AUDIT, record(drop_figure), ("the audit leaves it out",)),
    "print altered in the audit": Fault(AUDIT, record(alter_print), ("'77.7 percent'", AUDIT)),
    "figure in Markdown": Fault(
        MARKDOWN, swapped(r"(rose \d+\.)(\d)( percent\[\^)", last_digit), (MARKDOWN, "rounds to")
    ),
    "period in Markdown": Fault(
        MARKDOWN, swapped(r"\b(January to November) 2025", r"\1 2024"), (MARKDOWN, "'2024'")
    ),
    "footnotes change places in Markdown": Fault(
        MARKDOWN, first_two(r"percent\[\^([^\]]+)\]"), (MARKDOWN, "footnotes of the record")
    ),
    "table in Markdown": Fault(
        MARKDOWN, swapped(r"(\| Jan–Dec 2015 \| \d+\.)(\d)(%)", last_digit), (MARKDOWN, "rounds to")
    ),
    "note in Markdown": Fault(
        MARKDOWN, swapped(r"(\. Value: −?\d+\.\d*)(\d)(;)", last_digit), (MARKDOWN, "Value")
    ),
    "address in Markdown": Fault(
        MARKDOWN, swapped(r"\(<https://([^>]*?)>", r"(<https://9.\1>"), (MARKDOWN, "no address")
    ),
    "span in the record": Fault(RECORD, record(alter_span), (RECORD, "rounds to")),
    "value in the record": Fault(RECORD, record(alter_value), ("recompute", "computed again")),
    "rule in the record": Fault(RECORD, record(alter_rule), ("recompute", "figure rule.")),
    "event in the record": Fault(RECORD, record(alter_event), ("'2024-02-29'", "in the law")),
}
