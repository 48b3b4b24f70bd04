"""Runs bound to a document or to the article's own order: marks, titles, labels, scale marks."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from tools.audit.blocks import Block, Run, Scope
from tools.audit.edition import Edition
from tools.audit.figures import Figure, cite
from tools.audit.numerals import has_numeral
from tools.audit.periods import parse_words
from tools.audit.ranges import told_over

__all__ = ["label_fault", "mark_fault", "ref_fault", "scale_fault"]

_MARK = re.compile(r"\[?(\d+)\]?")


def _plain(text: str) -> str:
    """Return a text with straight marks for the curved ones, which pictures print straight."""
    return text.translate(str.maketrans("\u2018\u2019\u201c\u201d", "''\"\""))


def mark_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why a mark of the article's own order is wrong, or an empty text."""
    if run.ref == "source":
        return _source_mark(run, block, edition)
    if run.ref == "exhibit":
        item = edition.exhibits[block.scope.exhibit]
        titles = (f"Exhibit {item['number']}", item["title"]["text"], item["alt"])
        called = {_plain(title) for title in titles}
        return (
            "" if _plain(run.text) in called else f"is not what exhibit {item['number']} is called"
        )
    if run.ref == "headline":
        same = run.text == edition.record["headline"]["text"]
        return "" if same else "is not the headline"
    if run.ref == "note":
        return ""  # the order of notes is checked on the page
    raise KeyError(run.ref)


def _source_mark(run: Run, block: Block, edition: Edition) -> str:
    match = _MARK.fullmatch(run.text)
    if match is None or int(match[1]) not in edition.sources:
        return "is no source"
    number = int(match[1])
    if run.href and run.href != f"#source-{number}":
        return f"leads to {run.href}"
    if block.scope.source and block.scope.source != number:
        return f"stands at source {block.scope.source}"
    if block.scope.field == "Sources":
        rightful = {
            at for figure in edition.about(block.scope) for at in _sources_of(figure, edition)
        }
        if number not in rightful:
            return f"is not a source of the figure, which rests on {sorted(rightful)}"
    return ""


def _sources_of(figure: Figure, edition: Edition) -> Iterable[int]:
    """Yield the numbers of the sources a figure rests on."""
    trail = figure.raw["trail"]
    cited = [trail["citation"]] if trail.get("citation") else trail.get("sources", [])
    for number, item in edition.sources.items():
        document = item["document"]
        if (document is not None and document["id"] in figure.documents) or (
            item["citation"] is not None and item["citation"] in cited
        ):
            yield number


# ------------------------------------------------------------------- words of documents


def ref_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why words of a document are not those of the one they stand for."""
    texts = _texts(run.ref, block, edition)
    if run.text in texts:
        return ""
    return f"is not the {run.ref} held" + (f": '{min(texts, key=len)}'" if texts else "")


def _texts(ref: str, block: Block, edition: Edition) -> set[str]:
    if ref in _OF_FIGURES:
        return {_OF_FIGURES[ref](figure) for figure in edition.about(block.scope)}
    if ref in _OF_SOURCES:
        return {_OF_SOURCES[ref](edition.sources[block.scope.source])}
    if ref == "source":
        return _source_titles(block, edition)
    if ref == "citation":
        return _citations(block, edition)
    if ref == "release":
        return {item["what"] for item in edition.record["releases"]}
    if ref == "byline":
        record = edition.record
        boxes = (*record["about"], *record["verification"], record["dateline"])
        return {run["text"] for box in boxes for run in box["runs"] if run.get("ref") == "byline"}
    if ref == "struck":
        return {run["text"] for line in edition.record["struck"] for run in line["runs"]}
    if ref == "credit":
        return {run["text"] for run in edition.exhibits[block.scope.exhibit]["credit"]["runs"]}
    raise KeyError(ref)


_OF_FIGURES: dict[str, Callable[[Figure], str]] = {
    "measure": lambda figure: figure.raw["measure"],
    "unit": lambda figure: figure.raw["unit"],
    "basis": lambda figure: figure.raw["basis"],
    "layer": lambda figure: figure.raw["layer"],
    "expression": lambda figure: figure.raw["trail"]["expression"],
    "rule": lambda figure: figure.raw["trail"]["rule"],
    "model": lambda figure: "{model} {version}".format(**figure.raw["trail"]),
    "run": lambda figure: "{run_id} {outcome}".format(**figure.raw["trail"]),
    "replay": lambda figure: figure.raw["trail"]["replay"],
    "range": told_over,
}
_OF_SOURCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "licence": lambda source: source["document"]["licence"],
    "file": lambda source: source["document"]["file"],
    "sha256": lambda source: source["document"]["sha256"],
    "via": lambda source: _via(source["document"]["via"]),
}


def _via(via: dict[str, str]) -> str:
    return f"{via['name']}, {via['place']} ({via['licence']})"


def _source_titles(block: Block, edition: Edition) -> set[str]:
    """Return how the document of a source, or the documents of an exhibit, are named."""
    if block.scope.source:
        document = edition.sources[block.scope.source]["document"]
        return {f"{document['publisher']}, {document['dataset']}"}
    return {edition.exhibits[block.scope.exhibit]["source"]["text"]}


def _citations(block: Block, edition: Edition) -> set[str]:
    if block.scope.source:
        return {edition.citation(block.scope.source)}
    figures = edition.about(replace(block.scope, series=""))
    if block.scope.row:
        told = parse_words(block.scope.row)
        figures = [figure for figure in figures if told and told.same_days(figure.span)]
    return {cite(figure.raw["trail"]["citation"]) for figure in figures}


# ------------------------------------------------------------------- pictures


def label_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why a label of an exhibit is none of its series, categories or axis."""
    item = edition.exhibits[run.ref]
    names = edition.evaluator.snapshot.names
    rows = item["rows"]
    labels = {row["series"] for row in rows} | {row["category"] for row in rows} | {item["axis"]}
    labels.add(f"{item['axis']} (axis does not start at zero)")
    labels |= {names.get(row["category"], "") for row in rows}
    return (
        "" if run.text in labels or _is_line(run, block, labels) else "is no label of the exhibit"
    )


def _is_line(run: Run, block: Block, labels: set[str]) -> bool:
    """Return whether a text is one line of a label that a picture sets in several."""
    if block.scope.region != "svg":
        return False
    return any(f" {run.text} " in f" {label} " for label in labels)


def scale_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why a scale mark is none that the audit lists, or a word no legend has."""
    name = block.scope.exhibit
    if has_numeral(run.text):
        marks = edition.audit["exhibits"][name]["scale_marks"]
        return "" if run.text in marks else "is no scale mark the audit lists"
    item, figures = edition.exhibits[name], edition.about(Scope(exhibit=name))
    below = any(figure.value < 0 for figure in figures)
    words = {"No value": True, "Below zero": below} if item["mark"] == "map" else {}
    return "" if words.get(run.text) else "is no word of the legend"
