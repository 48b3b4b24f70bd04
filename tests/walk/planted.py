"""Faults to plant in the files of an edition, and the line an audit must say of each.

A fault changes what it finds, whatever the edition says; so it stays a fault when the brief does.
"""

from dataclasses import dataclass

from tests.walk import edits
from tests.walk.edits import Edit, digit, exchanged, record, swapped

__all__ = ["AUDIT", "FAULTS", "MARKDOWN", "PAGE", "RECORD", "Fault"]

PAGE, MARKDOWN, RECORD, AUDIT = "index.html", "article.md", "article.json", "audit.json"


@dataclass(frozen=True)
class Fault:
    """A fault: the file it is planted in, the edit, a pattern for the line that names it.

    ``batch`` tells copies of the edition apart: faults of one batch stand in one copy.
    """

    file: str
    edit: Edit
    told: str
    batch: int = 1

    @property
    def copy(self) -> int:
        """Return which copy it stands in; the record, which all is compared with, has its own."""
        return 0 if self.file == RECORD else self.batch


# ------------------------------------------------------------------- faults

ANCHOR = r"<a (?=[^>]*data-figure=)[^>]*>"
PROSE = r'(?:<section class="part".*?<p>.*?)'
CELL = rf'<td class="number">{ANCHOR}'
ROUNDS = r"is not [+−-]?[\d.]+, which the value rounds to"

FAULTS = {
    # the page, first copy
    "digit in the text": Fault(
        PAGE,
        digit(rf"({PROSE}{ANCHOR}\$\d+\.)(\d)( billion)"),
        rf"<p>: '\$[\d.]+ billion' {ROUNDS}",
    ),
    "digit in a table": Fault(
        PAGE, digit(rf"({CELL}\d+\.)(\d)(<)"), rf"(?<!details )<td>: '[\d.]+' {ROUNDS}"
    ),
    "digit in a picture on the page": Fault(
        PAGE, digit(r'(<tspan data-figure="[^"]+">−?\d+\.)(\d)(%?<)'), rf"svg <text>: .* {ROUNDS}"
    ),
    "number typed": Fault(
        PAGE,
        swapped(rf"({PROSE})\. ", r"\1. Some 41 firms agree. "),
        "unbound: .*<p>: '41' .* firms",
    ),
    "number set by the style sheet": Fault(
        PAGE, swapped(r"</style>", 'h1::after { content: "77" } </style>'), "style sheet: '77'"
    ),
    "two rows change cells": Fault(
        PAGE,
        exchanged(r'(<a (?=[^>]*data-figure="shares\.mexico)[^>]*>[^<]*</a>)'),
        "stands in row .*, and is about",
    ),
    "event moved": Fault(
        PAGE,
        swapped(r'(data-event="[^"]+"[^>]*>\w+ )\d+(, 20\d\d)', r"\g<1>29\2"),
        r"'\w+ 29, 20\d\d' is not the day of",
    ),
    "value in a note": Fault(
        PAGE,
        digit(r'(<span data-exact="(?:mx|ca)_[^"]+">−?\d+\.\d*)(\d)(<)'),
        r"note (?:mx|ca)_\w+ <dd>: '[−\d.]+' is not [-\d.]+",
    ),
    "number of a note": Fault(
        PAGE, swapped(r'data-note="1"', 'data-note="2"'), "order: .* whose note is number 1"
    ),
    "search engine's data": Fault(
        PAGE, digit(r'("abstract": \["[^"]*?\d\.)(\d)([^"]*")'), "unbound: .*JSON-LD abstract: "
    ),
    "description of a picture": Fault(
        PAGE,
        swapped(r"(<desc [^>]*>)", r"\1Up 88 percent. "),
        "'Up 88 percent.* is not what exhibit",
    ),
    # the page, second copy
    "number word typed": Fault(
        PAGE, swapped(rf"({PROSE})\. ", r"\1. Seventeen agree. "), "unbound: .*<p>: 'Seventeen'", 2
    ),
    "two figures change places": Fault(
        PAGE,
        exchanged(r'<a [^>]*data-figure="([^"]+)"'),
        r"mismatch: .*<p>: .* leads to #note-\w+, and is bound to",
        2,
    ),
    "period swapped": Fault(
        PAGE,
        swapped(r'(data-period="[a-z]\w*">)2025<', r"\g<1>2024<"),
        r"'2024' is not \w+, which is 2025-01-01 to 2025-12-31",
        2,
    ),
    "million for billion": Fault(
        PAGE,
        swapped(rf"({PROSE}{ANCHOR}\$\d+\.\d) billion", r"\1 million"),
        rf"'\$[\d.]+ million' {ROUNDS}",
        2,
    ),
    "sign lost": Fault(PAGE, swapped(rf"({CELL})−", r"\1"), r"<td>: '[\d.]+' lost its minus", 2),
    "direction turned": Fault(
        PAGE,
        swapped(r'(data-direction="[^"]+">)rose<', r"\1fell<"),
        r"'fell' and the value is \d",
        2,
    ),
    "percent for points": Fault(
        PAGE,
        swapped(rf"({ANCHOR}[+−]?[\d.]+) percentage points</a>", r"\1 percent</a>"),
        "says percent of what measures points",
        2,
    ),
    "tooltip": Fault(
        PAGE,
        digit(r'(title="[^"]*?: −?[\d,]+\.\d+)(\d)( percent)'),
        r"title of .*: '[−\d.]+' is not [-\d.]+",
        2,
    ),
    "meta description": Fault(
        PAGE,
        digit(r'(name="description" content="[^"]*?\d\.)(\d)([^"]*")'),
        "content of .*<meta>",
        2,
    ),
    "expression of a note": Fault(
        PAGE,
        digit(r'(<code data-ref="expression">[^<]*20\d)(\d)([^<]*<)'),
        "is not the expression held",
        2,
    ),
    "mark of a source": Fault(
        PAGE,
        swapped(r"(<dt>Sources</dt> <dd><a[^>]*#source-)\d+([^>]*>)\[\d+", r"\g<1>1\2[1"),
        "is not a source of the figure",
        2,
    ),
    # the page, third copy
    "another figure's sentence": Fault(
        PAGE, exchanged(rf"<li>[^\n]*?({ANCHOR}[^<]*</a>)"), "binds otherwise|is not printed", 3
    ),
    "fraction typed": Fault(
        PAGE, swapped(rf"({PROSE})\. ", r"\1. Some ¾ agree. "), "unbound: .*<p>: '¾'", 3
    ),
    # exhibits
    "digit in a picture": Fault(
        "exhibits/rates.svg",
        digit(r'(<tspan data-figure="[^"]+">\d+\.)(\d)(%<)'),
        rf"exhibits/rates.svg, .* {ROUNDS}",
    ),
    "mark of an axis": Fault(
        "exhibits/shares.svg",
        swapped(r'data-scale="axis">15%<', 'data-scale="axis">20%<'),
        "exhibits/shares.svg, .* does not stand where the axis has that value",
    ),
    "unknown mark of an axis": Fault(
        "exhibits/flows.svg",
        swapped(r'data-scale="axis">200<', 'data-scale="axis">201<'),
        "exhibits/flows.svg, .*'201' is no scale mark",
    ),
    "value in a table file": Fault(
        "exhibits/flows.csv",
        digit(r"(,2015,\d+\.)(\d)(\d*,)"),
        r"exhibits/flows.csv, line 2, value: '[\d.]+' is not the value",
    ),
    "period in a table file": Fault(
        "exhibits/flows.csv", swapped(r",,2016,", ",,2014,"), "'2014' is not '2016'"
    ),
    "row left out of a table file": Fault(
        "exhibits/flows.csv", swapped(r"\n[^\n]*,2017,[^\n]*", ""), r"flows\.\w+\.2017' is left out"
    ),
    "value in a chart spec": Fault(
        "exhibits/flows.vl.json",
        digit(r'("value": \d+\.)(\d)(\d*)'),
        "exhibits/flows.vl.json, layer .* no row has it",
    ),
    # Markdown
    "figure in Markdown": Fault(
        MARKDOWN, digit(r"(rose \d+\.)(\d)( percent\[\^)"), rf"{MARKDOWN}, .* percent' {ROUNDS}"
    ),
    "period in Markdown": Fault(
        MARKDOWN,
        swapped(r"\b(January to November) 2025", r"\1 2024"),
        f"unbound: {MARKDOWN}, .*'2024'",
    ),
    "footnotes in Markdown": Fault(
        MARKDOWN,
        exchanged(r"billion\[\^([^\]]+)\]"),
        f"{MARKDOWN}, .* not the footnotes of the record",
    ),
    "table in Markdown": Fault(
        MARKDOWN,
        digit(r"(\| Jan–Dec 2015 \| \d+\.)(\d)(%)"),
        rf"{MARKDOWN}, line \d+: '[\d.]+%' {ROUNDS}",
    ),
    "note in Markdown": Fault(
        MARKDOWN, digit(r"(\. Value: −?\d+\.\d*)(\d)(;)"), rf"{MARKDOWN}, line \d+ Value: "
    ),
    "address in Markdown": Fault(
        MARKDOWN,
        swapped(r"\(<https://([^>]*?)>", r"(<https://9.\1>"),
        f"{MARKDOWN}, .* is no address",
    ),
    # the record and the audit
    "span in the record": Fault(
        RECORD, record(edits.alter_span), rf"{RECORD}, section .* {ROUNDS}"
    ),
    "period in the record": Fault(
        RECORD, record(edits.alter_period), f"{RECORD}, takeaways .*: 'May 1999' is not"
    ),
    **{
        f"{what} of a finding": Fault(
            RECORD, record(edits.alter_findings), f"mismatch: .*finding [\\w.@-]+, {what}: {why}"
        )
        for what, why in {
            "value": ".*computed again",
            "strength": ".*by the thresholds",
            "operands": ".*in the expression",
            "entity": ".*FRA.*is no place",
            "status": ".*'quoted' and the figure is",
            "unit": ".*and the figure is in",
            "against": ".*'1999' is",
            "operator": ".*'ratio' is share",
        }.items()
    },
    "value in the record": Fault(RECORD, record(edits.alter_value), "recompute: .* computed again"),
    "rule in the record": Fault(
        RECORD, record(edits.alter_rule), "recompute: .*figure rule.* computed"
    ),
    "event in the record": Fault(
        RECORD, record(edits.alter_event), "event .*'2024-02-29' is 20.* in the law"
    ),
    "observation in the record": Fault(
        RECORD, record(edits.alter_observation), "recompute: .*has not the observations"
    ),
    "description in the record": Fault(
        RECORD, record(edits.alter_description), f"unbound: {RECORD}, exhibit .* alt: '88'"
    ),
    "figure left out of the audit": Fault(
        AUDIT, record(edits.drop_figure), "missing: audit.json, .*, and the audit leaves it out"
    ),
    "print in the audit": Fault(
        AUDIT, record(edits.alter_print), "audit.json, figure .*'77.7 percent'"
    ),
    "numeral in the audit": Fault(
        AUDIT,
        record(edits.alter_numeral),
        "audit.json, numerals, .*'May 1999' is not on the page so",
    ),
}
