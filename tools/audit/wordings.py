"""Two statements side by side, counted again from the sentences an edition quotes.

The statements are the reader's own and not packaged. The record keeps every sentence of both, so
shares and counts come out of it; with the texts at hand each sentence is held against them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tools.audit.blocks import Block, Run
from tools.audit.edition import Edition
from tools.audit.law import Law

__all__ = ["misquoted", "put_wordings", "quote_fault", "quoted_cell"]

_SHARE = re.compile(r"words\.\w+\.share")
_KINDS = {"kept": "kept", "changed": "changed", "moved": "changed"}
_KINDS |= {"added": "added", "removed": "removed"}
_COLUMNS = {"Taken out": "removed", "Put in": "added"}
_PAGE = re.compile(r" -\d{1,2}-(?= )")  # a page's number inside a converted text
_DASHES = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2212\u2019\u2018\u201c\u201d", "------''\"\""
)

Json = dict[str, Any]


def put_wordings(law: Law, record: Json, day: date) -> None:
    """Put in the shares and counts that the quoted sentences give."""
    rows = [row for item in record["exhibits"] for row in item["rows"] if row.get("passages")]
    every = [one for row in rows for one in row["passages"]]
    if not every:
        return
    for row in rows:
        rule = record["figures"][row["figure"]]["trail"]["rule"]
        count = _counted(row["passages"])
        both = 2 * count["same"] + count["added"] + count["removed"]
        if _SHARE.fullmatch(rule):
            _put(law, rule, day, round(200 * count["same"] / both) if both else 0, "percent")
    whole = _counted(every)
    share = round(100 * whole["same"] / (whole["same"] + whole["added"]))
    _put(law, "words.share", day, share, "percent")
    kinds = Counter(_KINDS[one["kind"]] for one in every)
    labels = Counter(one["label"] for one in every if one["kind"] != "removed")
    for kind in sorted(set(_KINDS.values())):
        _put(law, f"words.{kind}", day, kinds[kind], "sentences")
    for label in ("hawkish", "dovish", "neutral"):
        _put(law, f"words.{label}.now", day, labels[label], "sentences")


def _put(law: Law, name: str, day: date, value: float, unit: str) -> None:
    law.rules[name] = {day: float(value)}
    law.fields[name] = {"unit": unit}


def _counted(passages: list[Json]) -> Counter[str]:
    count: Counter[str] = Counter()
    for one in passages:
        for kind, text in one["words"]:
            count[kind] += len(text.split())
    return count


def misquoted(record: Json, old: Path, new: Path) -> Iterator[str]:
    """Yield each sentence of a record that does not stand in the statement it is quoted from."""
    texts = [_plain(path.read_text(encoding="utf-8")) for path in (old, new)]
    for item in record["exhibits"]:
        for row in item["rows"]:
            for one in row.get("passages", ()):
                for kind, text in zip(("removed", "added"), texts, strict=True):
                    told = " ".join(words for name, words in one["words"] if name in ("same", kind))
                    if told.removesuffix(".") not in text:
                        yield told


def _plain(text: str) -> str:
    return _PAGE.sub("", " ".join(text.translate(_DASHES).split()))


# ------------------------------------------------------------------- what is printed


def quote_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why quoted words are none of an exhibit's sentences, or an empty text."""
    if run.ref not in edition.exhibits:
        return f"is quoted of {run.ref}, which is no exhibit"
    if any(f" {run.text} " in f" {text} " for _, text in _words(edition.exhibits[run.ref]["rows"])):
        return ""
    return "is quoted, and stands in no sentence of the record"


def _words(rows: list[Json]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for one in row.get("passages", ()):
            yield from map(tuple, one["words"])


def quoted_cell(cells: list[str], column: str, item: Json) -> Iterator[Run]:
    """Yield the runs of a cell that quotes: each run of words between its quotation marks."""
    rows = [row for row in item["rows"] if row["category"] == cells[0]]
    found = [text for kind, text in _words(rows) if kind == _COLUMNS[column]]
    for at, text in enumerate(found):
        yield Run("; \u201c" if at else "\u201c")
        yield Run(text, "quote", item["id"])
        yield Run("\u201d")
