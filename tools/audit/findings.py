"""Phrases, comparisons, ranges and findings, held against what was computed again."""

import re
from collections.abc import Iterator
from typing import Any

from tools.audit.blocks import Block, Problem, Run
from tools.audit.edition import RECORD, Edition
from tools.audit.figures import Figure
from tools.audit.snapshot import split_unit

__all__ = ["comparison_fault", "finding_problems", "phrase_fault"]

_MORE = frozenset(("more than", "above", "over", "larger than", "higher than", "greater than"))
_LESS = frozenset(("less than", "below", "under", "smaller than", "lower than", "fewer than"))
_KINDS = ("level", "change", "difference", "share", "ratio", "rank", "record", "rule", "modelled")
_SAME = ("measure", "period", "vintage", "adjustment", "root", "interval")
_LIMITS = {"percent": (0.5, 2.0, 20.0), "points": (0.1, 0.5, 5.0)}


def phrase_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why words of a measure are not those of its figure: their digits must be its own."""
    measure = edition.figures[run.ref].raw["measure"]
    strange = [part for part in re.findall(r"\S*\d\S*", run.text) if part.strip(",") not in measure]
    return f"is not in the measure '{measure}'" if strange else ""


def comparison_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why a word that compares two figures is wrong, or stands beside others."""
    names = [name.strip() for name in run.ref.split(",")]
    if len(names) != 2:
        return "compares not two figures"
    one, other = (edition.figures[name] for name in names)
    if one.measures != other.measures:
        return f"compares {one.measures} with {other.measures}"
    word = run.text[:1].lower() + run.text[1:]
    if (word in _MORE and one.value <= other.value) or (word in _LESS and one.value >= other.value):
        return f"and the values are {one.value:g} and {other.value:g}"
    at = next(place for place, item in enumerate(block.runs) if item is run)
    before = [item.ref for item in block.runs[:at] if item.kind == "figure"]
    after = [item.ref for item in block.runs[at:] if item.kind == "figure"]
    if (before[-1:], after[:1]) != ([names[0]], [names[1]]):
        return "stands not between its figures, in their order"
    return ""


# ------------------------------------------------------------------- findings


def finding_problems(edition: Edition) -> Iterator[Problem]:
    """Yield what a finding of the record says that its figure, computed again, does not."""
    for name, told in edition.record["findings"].items():
        figure = edition.figures.get(name)
        if figure is None:
            yield Problem("missing", RECORD, f"finding {name}", name, "is no figure of the record")
            continue
        for what, why in _wrong(told, figure, edition):
            yield Problem("mismatch", RECORD, f"finding {name}, {what}", str(told[what]), why)


def _wrong(told: dict[str, Any], figure: Figure, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield each field of a finding that is not so, and why."""
    raw, trail = figure.raw, figure.raw["trail"]
    held = {what: raw[what] for what in _SAME} | {"against": trail.get("against")}
    for what, value in held.items():
        if told[what] != value:
            yield what, f"is {value} in the figure"
    if told["entity"]["words"] != raw["subject"]:
        yield "entity", f"is {raw['subject']} in the figure"
    if abs(told["value"] - figure.in_unit) > 1e-9 * max(abs(figure.in_unit), 1.0):
        yield "value", f"is {figure.in_unit!r} when computed again"
    if told["precision"]["decimals"] != raw["decimals"]:
        yield "precision", f"is {raw['decimals']} in the figure"
    yield from _unit(told, raw["unit"])
    yield from _made(told, trail.get("expression", ""), edition)
    yield from _judged(told, figure)


def _judged(told: dict[str, Any], figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with kind, status and strength."""
    if told["kind"] not in _KINDS:
        yield "kind", "is no kind of a finding"
    if told["status"] not in _settled(figure):
        yield "status", f"and the figure is {figure.raw['status']}, {figure.raw['root']}"
    if told["kind"] == "change" and (size := _strength(figure)) != told["strength"]:
        yield "strength", f"is {size} by the thresholds"
    if told["kind"] != "change" and told["strength"] != "none":
        yield "strength", "and it is no change"


def _settled(figure: Figure) -> tuple[str, ...]:
    """Return how far a figure of its root and status may be said to be settled."""
    raw = figure.raw
    if raw["root"] == "model run":
        return ("projection",)
    if raw["root"] == "rule":
        return ("quoted",) if raw["basis"] == "stated position" else ("actual",)
    return ("forecast",) if raw["status"] == "projection" else (raw["status"],)


def _unit(told: dict[str, Any], text: str) -> Iterator[tuple[str, str]]:
    measures, scale = split_unit(text)
    held = told["unit"]
    if held["text"] != text or 10.0 ** held["scale"] != scale:
        yield "unit", f"is {text} in the figure"
    if held["real"] != (" real " in text):
        yield "unit", f"and the figure is in {measures}"


def _made(told: dict[str, Any], expression: str, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield what a finding says of operator, operands and place that its expression does not."""
    if not expression:
        if told["operator"] or told["operands"]:
            yield "operator", "and nothing was reckoned"
        return
    operator, parts = _cut(expression)
    if told["operator"] != operator:
        yield "operator", f"is {operator} in the expression"
    shown = []
    for name in told["operands"]:
        figure = edition.record["figures"].get(name)
        shown.append(figure["trail"].get("expression", name) if figure else name)
    combined = any("(" in part for part in parts)
    if combined and shown != parts:
        yield "operands", f"are {parts} in the expression"
    if told["entity"]["code"] not in _places(expression):
        yield "entity", "is no place of the expression"
    ranked = {"countries": "rank", "states": "rank", "years": "record"}
    if operator == "rank" and told["kind"] != ranked.get(parts[-1], "rank"):
        yield "kind", f"is {ranked.get(parts[-1], 'rank')} by the expression"


def _cut(expression: str) -> tuple[str, list[str]]:
    """Return the operator of an expression and its operands as text."""
    operator, _, rest = expression.partition("(")
    parts, depth = [""], 0
    for letter in rest[:-1]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return operator, [part.strip() for part in parts]


def _places(expression: str) -> set[str]:
    """Return the places that an expression can be about."""
    found: set[str] = set()
    for place in re.findall(r"/([A-Z]+(?:[.-][A-Z]+)?)", expression):
        first, _, partner = place.partition(".")
        found |= {partner or first, (partner or first).partition("-")[0]}
    return found | ({"WLD"} if "countries" in expression else set())


def _strength(figure: Figure) -> str:
    limits = _LIMITS.get(figure.measures)
    if limits is None:
        return "plain"
    size = abs(figure.in_unit)
    if size < limits[0]:
        return "flat"
    return "slight" if size < limits[1] else "sharp" if size >= limits[2] else "plain"
