"""The texts of the record and of the audit, as blocks; and whether a page prints the same."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tools.audit.blocks import Block, Problem, Run, Scope
from tools.audit.edition import RECORD, Edition
from tools.audit.numerals import has_numeral
from tools.audit.prints import print_fault
from tools.audit.snapshot import split_unit

__all__ = ["audit_problems", "compare", "record_blocks"]

AUDIT = "audit.json"
_PLAIN = ("alt", "axis", "series", "category", "what", "name")


def record_blocks(edition: Edition) -> list[Block]:
    """Return every printed text of the record."""
    record = edition.record
    made: list[Block] = []
    for name in ("headline", "standfirst", "dateline", "verification", "takeaways"):
        made += _texts(record[name], name, Scope())
    for section in record["sections"]:
        made += _texts(section, f"section {section['id']}", Scope(region=section["id"]))
    for item in record["exhibits"]:
        made += _texts(item, f"exhibit {item['id']}", Scope(exhibit=item["id"]))
        made += _plain_texts(item, edition)
    return made + list(_texts(record["struck"], "struck", Scope())) + list(
        _texts(record["about"], "about", Scope())
    )


def _texts(value: Any, where: str, scope: Scope) -> Iterator[Block]:
    if isinstance(value, dict) and "runs" in value:
        runs = tuple(_run(run) for run in value["runs"] if run.get("text"))
        yield Block(RECORD, where, runs, replace(scope, field=value.get("name", "")))
    elif isinstance(value, dict):
        if value.get("type") == "table":
            scope = replace(scope, table=value["caption"]["text"])
        for name, inner in value.items():
            yield from _texts(inner, f"{where} {name}", scope)
    elif isinstance(value, list):
        for at, inner in enumerate(value, start=1):
            yield from _texts(inner, f"{where} {at}", scope)


def _run(run: dict[str, str]) -> Run:
    kind = run.get("kind", "")
    return Run(run["text"], "ref" if kind == "code" else kind, run.get("ref", ""), run.get("href", ""))


def _plain_texts(item: dict[str, Any], edition: Edition) -> Iterator[Block]:
    """Yield the texts of an exhibit that carry no runs: description, axis, labels, breaks."""
    scope = Scope(exhibit=item["id"])
    yield Block(RECORD, f"exhibit {item['id']} alt", tuple(described(item, edition)), scope)
    labels = [item["axis"], *dict.fromkeys(row["series"] for row in item["rows"])]
    for text in filter(None, labels):
        run = Run(text, "label", item["id"])
        yield Block(RECORD, f"exhibit {item['id']} label", (run,), scope)


def described(item: dict[str, Any], edition: Edition) -> Iterator[Run]:
    """Yield a picture's description; a numeral in it must be a plotted value or period."""
    text = item["alt"]
    known = [figure for figure in edition.figures.values() if figure.id in _plotted(item)]
    if not has_numeral(text):
        yield Run(text)
        return
    from tools.audit.cover import described_runs  # noqa: PLC0415

    yield from described_runs(text, known, split_unit(item["unit"])[1])


def _plotted(item: dict[str, Any]) -> set[str]:
    return {row["figure"] for row in item["rows"]}


def concatenation_problems(edition: Edition) -> Iterator[Problem]:
    """Yield each text of the record that is not its runs set one after another."""
    for where, value in _all_texts(edition.record, "record"):
        joined = "".join(run.get("text", "") for run in value["runs"])
        if joined != value["text"]:
            yield Problem("mismatch", RECORD, where, value["text"][:80], "is not its runs joined")


def _all_texts(value: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if "runs" in value:
            yield where, value
        for name, inner in value.items():
            yield from _all_texts(inner, f"{where} {name}")
    elif isinstance(value, list):
        for at, inner in enumerate(value, start=1):
            yield from _all_texts(inner, f"{where} {at}")
