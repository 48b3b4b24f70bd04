"""The texts of the record and of the audit, as blocks; and whether a page prints the same."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from tools.audit.blocks import Block, Problem, Run, Scope
from tools.audit.cover import described_runs
from tools.audit.edition import RECORD, Edition
from tools.audit.prints import print_fault
from tools.audit.snapshot import split_unit

__all__ = ["Known", "audit_problems", "compared", "joined_problems", "record_blocks"]

AUDIT = "audit.json"
Known = dict[tuple[str, str], list[Block]]
"""The record's texts, by the field they stand in, if any, and their words; a text may repeat."""


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
    return (
        made
        + list(_texts(record["struck"], "struck", Scope()))
        + list(_texts(record["about"], "about", Scope()))
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
    return Run(
        run["text"], "ref" if kind == "code" else kind, run.get("ref", ""), run.get("href", "")
    )


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
    plotted = {row["figure"] for row in item["rows"]}
    known = [figure for figure in edition.figures.values() if figure.id in plotted]
    yield from described_runs(item["alt"], known, split_unit(item["unit"])[1])


def joined_problems(edition: Edition) -> Iterator[Problem]:
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


# ------------------------------------------------------------------- the same everywhere


def compared(file: str, blocks: list[Block], known: Known) -> Iterator[Problem]:
    """Yield each text of the record that a file does not print, or prints with other bindings."""
    printed: dict[str, list[Block]] = {}
    for block in blocks:
        printed.setdefault(block.text, []).append(block)
    longer = [text for text in printed if len(text) > 20]
    for (name, text), alike in known.items():
        found = printed.get(text, []) if not name else _in_field(blocks, name, text)
        for own in alike:
            if not own.where.endswith(("alt", "label")):
                problems = list(_unlike(file, own, found, longer))
                # A title may stand whole in a longer line, and as words of a document elsewhere.
                if problems and not (found and _stands_inside(own, printed)):
                    yield from problems


def _unlike(file: str, own: Block, found: list[Block], longer: list[str]) -> Iterator[Problem]:
    """Yield why a text of the record is not printed, or not bound as the record binds it."""
    text = own.text
    if not found and not any(text in other for other in longer):
        near = get_close_matches(text, longer, 1, 0.5)
        nearest = f"; nearest: '{_difference(text, near[0])}'" if near else ""
        yield Problem("missing", file, own.where, text[:60], f"is not printed{nearest}")
    elif found and not any(_bound(block) == _bound(own) for block in found):  # word for word
        other = next(iter(set(_bound(found[0])) ^ set(_bound(own))), ("", "", ""))
        why = f"binds otherwise than the record: {' '.join(other)}"
        yield Problem("mismatch", file, own.where, text[:60], why)


def _stands_inside(own: Block, printed: dict[str, list[Block]]) -> bool:
    """Return whether a longer line prints a text and binds it as the record does."""
    bound = set(_bound(own))
    lines = (one for text, blocks in printed.items() if own.text in text != own.text
             for one in blocks)  # fmt: skip
    return bool(bound) and any(bound <= set(_bound(one)) for one in lines)


def _in_field(blocks: list[Block], name: str, text: str) -> list[Block]:
    return [block for block in blocks if block.scope.field == name and block.text.endswith(text)]


def _bound(block: Block) -> list[tuple[str, str, str]]:
    return [(run.kind, run.ref, run.text) for run in block.runs if run.kind]


def _difference(text: str, other: str) -> str:
    """Return the words where two texts part, as the other has them."""
    at = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), len(text))
    start = other.rfind(" ", 0, max(at - 15, 0)) + 1
    return other[start : at + 30]


# ------------------------------------------------------------------- the audit the edition ships


def audit_problems(edition: Edition, blocks: list[Block]) -> Iterator[Problem]:
    """Yield where the edition's own audit leaves out or misstates what its page prints."""
    told = edition.audit["figures"]
    printed: dict[str, set[str]] = {}
    for block in blocks:
        for run in block.runs:
            if run.kind == "figure" and block.scope.region != "attribute":
                printed.setdefault(run.ref, set()).add(run.text)
    for name in sorted(printed.keys() - told.keys()):
        yield Problem("missing", AUDIT, "figures", name, "is printed, and the audit leaves it out")
    for name, entry in told.items():
        yield from _entry_problems(name, entry, printed.get(name, set()), edition)
    yield from _total_problems(edition.audit["totals"], len(told))
    yield from _numeral_problems(edition, blocks)


def _entry_problems(
    name: str, entry: dict[str, Any], printed: set[str], edition: Edition
) -> Iterator[Problem]:
    figure = edition.figures.get(name)
    if figure is None:
        yield Problem("missing", AUDIT, f"figure {name}", name, "is no figure of the record")
        return
    row = edition.rows.get(name)
    bare = figure.measures if figure.measures == "ratio" else "USD billion"
    unit = edition.exhibits[row.exhibit]["unit"] if row else bare
    for text in entry["printed"]:
        fault = print_fault(
            text, figure.value, figure.measures, figure.decimals, split_unit(unit)[1]
        )
        if fault not in ("", "lost its minus"):
            yield Problem("mismatch", AUDIT, f"figure {name}", text, fault)
    for text in sorted(printed ^ set(entry["printed"])):
        why = "is printed and not listed" if text in printed else "is listed and not printed"
        yield Problem("mismatch", AUDIT, f"figure {name}", text, why)
    trail, own = entry["trail"] or {}, figure.raw["trail"]
    same = all(trail.get(key) == own.get(key) for key in ("expression", "rule", "effective"))
    if not same or trail.get("observations", 0) != figure.observations:
        yield Problem("mismatch", AUDIT, f"figure {name}", "trail", "is not the figure's")
    if entry["verdict"] != "bound":
        yield Problem("mismatch", AUDIT, f"figure {name}", entry["verdict"], "is its verdict")


def _total_problems(totals: dict[str, Any], listed: int) -> Iterator[Problem]:
    for name in ("figures", "bound"):
        if totals[name] != listed:
            yield Problem(
                "mismatch", AUDIT, f"totals {name}", str(totals[name]), f"is not {listed}"
            )
    for name in totals["unbound"]:
        yield Problem("unbound", AUDIT, "totals", name, "is unbound by its own account")


def _numeral_problems(edition: Edition, blocks: list[Block]) -> Iterator[Problem]:
    """Compare the numerals the audit lists with those bound on the page."""
    on_page = {  # without the numbers that the list of sources gives its own lines
        (run.kind, run.ref, run.text)
        for block in blocks
        if block.scope.region != "attribute" and not block.where.startswith("number")
        for run in block.runs
        if run.kind not in ("", "figure", "label", "scale", "words")
        and (run.kind, block.scope.region) != ("quote", "svg")  # a picture breaks and shortens
        and any(map(str.isdigit, run.text))
    }
    listed = {
        ("ref" if item["kind"] == "code" else item["kind"], item["ref"], item["text"])
        for item in edition.audit["numerals"]
    }
    for kind, ref, text in sorted(listed - on_page):
        yield Problem("mismatch", AUDIT, f"numerals, {kind} {ref}", text, "is not on the page so")
    for kind, ref, text in sorted(on_page - listed):
        why = "is on the page, and the audit does not list it"
        yield Problem("missing", AUDIT, f"{kind} {ref}", text, why)
