"""Written rules, events and names, read line by line from a desk's YAML files."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

__all__ = ["Law", "read_law"]

_ITEM = re.compile(r"  - id: (\S+)")
_FIELD = re.compile(r" {4}(\w+): ?(.*)")
_INNER = re.compile(r" {6}(\w+): ?(.*)")
_BACK = re.compile(r"(\S+) - (\d+) days?")
_NAME = re.compile(r"  ([\w-]+): (.+)")


@dataclass(slots=True)
class Law:
    """What a desk's law says: rates by day, days of events, what each cites, and fixed names."""

    rules: dict[str, dict[date, float]] = field(default_factory=dict)
    events: dict[str, date] = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def value(self, rule: str, effective: date) -> float | None:
        """Return what a rule sets from a day on, or None."""
        return self.rules.get(rule, {}).get(effective)

    def in_force(self, rule: str, day: date) -> date | None:
        """Return the day from which the value in force on ``day`` held."""
        return max((start for start in self.rules.get(rule, {}) if start <= day), default=None)


def read_law(desks: Path) -> Law:
    """Return the law of every desk in a folder."""
    law = Law()
    for path in sorted(desks.glob("*/law/*.yaml")):
        _read_file(law, path.read_text(encoding="utf-8"))
    for path in sorted(desks.glob("*/names.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := _NAME.fullmatch(line):
                law.names[match[1]] = _bare(match[2])
    return law


@dataclass(slots=True)
class _Item:
    """A provision or event as read: its own fields, and those of its citation."""

    name: str
    facts: dict[str, str] = field(default_factory=dict)
    citation: dict[str, str] = field(default_factory=dict)


def _read_file(law: Law, text: str) -> None:
    items = _items(text)
    for item in items:
        law.fields[item.name] = item.facts | item.citation
        if "values" in item.facts:
            values = json.loads(item.facts["values"])
            law.rules[item.name] = {date.fromisoformat(day): float(x) for day, x in values.items()}
    days = {item.name: item.facts["day"] for item in items if "day" in item.facts}
    law.events |= {name: _day(text, days) for name, text in days.items()}


def _items(text: str) -> list[_Item]:
    anchors: dict[str, dict[str, str]] = {}
    items: list[_Item] = []
    for line in text.splitlines():
        if match := _ITEM.fullmatch(line):
            items.append(_Item(match[1]))
        elif items and (match := _FIELD.fullmatch(line)):
            items[-1].facts[match[1]] = _bare(match[2])
            if match[2].startswith("*"):
                items[-1].citation = anchors[match[2][1:]]
            elif match[2].startswith("&"):
                anchors[match[2][1:]] = items[-1].citation
        elif items and (match := _INNER.fullmatch(line)):
            items[-1].citation[match[1]] = _bare(match[2])
    return items


def _day(text: str, days: dict[str, str]) -> date:
    match = _BACK.fullmatch(text)
    if match is None:
        return date.fromisoformat(text)
    return _day(days[match[1]], days) - timedelta(days=int(match[2]))


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
