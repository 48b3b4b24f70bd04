"""Edits that plant a fault in the text of a file, whatever the text says just then."""

import json
import re
from collections.abc import Callable
from typing import Any

Edit = Callable[[str], str]


def swapped(pattern: str, change: str | Callable[[re.Match[str]], str]) -> Edit:
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


def digit(pattern: str) -> Edit:
    """Return an edit of the digit in a pattern's second group."""
    return swapped(pattern, lambda match: f"{match[1]}{other_digit(match[2])}{match[3]}")


def exchanged(pattern: str) -> Edit:
    """Return an edit that lets the first two unlike matches change places."""

    def edit(text: str) -> str:
        found = list(re.finditer(pattern, text))
        one = found[0]
        two = next(match for match in found if match[1] != one[1])
        (a, b), (c, d) = one.span(1), two.span(1)
        return text[:a] + two[1] + text[b:c] + one[1] + text[d:]

    return edit


def record(change: Callable[[dict[str, Any]], None]) -> Edit:
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
    span = next(span for span in spans(value["sections"], "figure") if "percent" in span["text"])
    span["text"] = re.sub(r"\d(?= )", lambda match: other_digit(match[0]), span["text"], count=1)


def alter_period(value: dict[str, Any]) -> None:
    next(span for span in spans(value["takeaways"], "period"))["text"] = "May 1999"


def alter_value(value: dict[str, Any]) -> None:
    figure = next(item for item in value["figures"].values() if item["root"] == "observation")
    figure["value"] *= 1.001


def alter_rule(value: dict[str, Any]) -> None:
    figure = next(item for name, item in value["figures"].items() if name.startswith("rule."))
    figure["value"] += 5


def alter_event(value: dict[str, Any]) -> None:
    next(iter(value["events"].values()))["day"] = "2024-02-29"


def alter_observation(value: dict[str, Any]) -> None:
    value["observations"][0]["value"] += 1


def alter_description(value: dict[str, Any]) -> None:
    value["exhibits"][-1]["alt"] = "Something rose 88 percent."


def drop_figure(value: dict[str, Any]) -> None:
    del value["figures"][next(iter(value["figures"]))]


def alter_print(value: dict[str, Any]) -> None:
    next(reversed(value["figures"].values()))["printed"] = {"77.7 percent": ["standfirst"]}


def alter_numeral(value: dict[str, Any]) -> None:
    next(item for item in value["numerals"] if item["kind"] == "period")["text"] = "May 1999"


def findings(value: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [item for item in value["findings"].values() if item["kind"] == kind]


def alter_findings(value: dict[str, Any]) -> None:
    """Give findings another value, size, operand, place, status and unit, one each."""
    change, share, level = (findings(value, kind) for kind in ("change", "share", "level"))
    level[0]["value"] *= 1.01
    change[0]["strength"] = "flat" if change[0]["strength"] != "flat" else "sharp"
    share[0]["operands"] = ["sum(census:imports.general/USA.FRA, 2024)"]
    level[1]["entity"]["code"] = "FRA"
    level[2]["status"] = "quoted"
    level[3]["unit"]["real"] = True
    change[1]["against"] = "1999"
    share[1]["operator"] = "ratio"
