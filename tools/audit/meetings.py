"""Records of a meeting of the Federal Reserve, counted again from the desk's list of decisions."""

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tools.audit.law import Law
from tools.audit.wordings import put_wordings

__all__ = ["with_meeting"]

_MEETING = "meeting.day"
_ORDER = 3
_START = re.compile(r'  - day: "(\d{4}-\d\d-\d\d)"')
_FIELD = re.compile(r"    (upper|votes_for|votes_against): (\S+)")
_AGAINST = re.compile(r"      - \{name: ([^,]+), preferred: \w+, side: (\w+)\}")
_BEFORE = re.compile(r"range_before: (\S+)")
_EXPECTED = 5.0  # basis points below which a decision counts as expected


@dataclass(frozen=True, slots=True)
class _Held:
    """A decision: its day, its move, its votes, and what is known of its surprise."""

    day: date
    move: int
    raw: dict[str, Any]
    surprise: float | None
    whole: bool

    @property
    def sign(self) -> int:
        return (self.move > 0) - (self.move < 0)


def with_meeting(law: Law, record: dict[str, Any], desks: Path) -> Law:
    """Return the law with the records of the meeting an edition is about, where it is about one."""
    if _MEETING not in record.get("events", {}):
        return law
    day = date.fromisoformat(record["events"][_MEETING]["day"])
    held = _decisions(desks)
    place = next(at for at, one in enumerate(held) if one.day == day)
    made = Law(dict(law.rules), dict(law.events), dict(law.fields), dict(law.names))
    _inputs(made, desks, day)
    _samples(made, desks.parent / "data" / "monetary", day)
    put_wordings(made, record, day)
    made.events |= {_MEETING: day, "meeting.before": held[place - 1].day}
    _votes(made, held[place])
    _counts(made, held[:place], held[place])
    return made


def _inputs(law: Law, desks: Path, day: date) -> None:
    """Put in what the rules are told of the neutral and the natural rate on a day."""
    name, read = "", ""
    for line in (desks / "money" / "rules.yaml").read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"(\w+):", line):
            name = match[1]
        elif match := _START.fullmatch(line):
            read = match[1]
        match = re.fullmatch(r"    value: (\S+)", line)
        if match and name in ("neutral", "natural") and date.fromisoformat(read) <= day:
            _put(law, f"meeting.{name}", date.fromisoformat(read), float(match[1]), "percent")


def _samples(law: Law, tables: Path, day: date) -> None:
    """Put in how large the samples of responses are, and how far their surprises reach."""
    with (tables / "reactions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (row["shock"], row["sample"]) != ("pc1", "all"):
                continue
            name = f"response.{row['variable']}"
            _put(law, f"{name}.n", day, float(row["n"]), "announcements")
            reach = round(float(row["largest_bp"]) / 100, 3)
            _put(law, f"{name}.reach", day, reach, "points")
    told = json.loads((tables / "certificate.json").read_text(encoding="utf-8"))
    for model in ("gk", "pc1"):
        strength = round(told["proxy_svar"][model]["robust_f"], 1)
        _put(law, f"response.{model}.f", day, strength, "ratio")
    sign = round(told["fallback"]["same_sign"] * 100)
    _put(law, "response.daily.sign", day, float(sign), "percent")


def _decisions(desks: Path) -> list[_Held]:
    before, written = _written((desks / "money" / "decisions.yaml").read_text(encoding="utf-8"))
    table = desks.parent / "data" / "monetary" / "surprises.csv"
    with table.open(encoding="utf-8", newline="") as file:
        known = {row["day"]: row for row in csv.DictReader(file)}
    held = []
    for one in written:
        row = known.get(one["day"], {})
        size = float(row["surprise_bp"]) if row.get("surprise_bp") else None
        whole = not float(row.get("missing") or 0)
        move = round((float(one["upper"]) - before) * 100)
        held.append(_Held(date.fromisoformat(one["day"]), move, one, size, whole))
        before = float(one["upper"])
    return held


def _written(text: str) -> tuple[float, list[dict[str, Any]]]:
    """Return the range before the first decision, and each decision as written, line by line."""
    before = 0.0
    found: list[dict[str, Any]] = []
    for line in text.partition("operations:")[0].splitlines():
        if match := _BEFORE.fullmatch(line):
            before = float(match[1])
        elif match := _START.fullmatch(line):
            found.append({"day": match[1], "dissents": []})
        elif found and (match := _FIELD.fullmatch(line)):
            found[-1][match[1]] = match[2]
        elif found and (match := _AGAINST.fullmatch(line)):
            found[-1]["dissents"].append({"name": match[1], "side": match[2]})
    return before, found


def _put(law: Law, name: str, day: date, value: float, unit: str) -> None:
    law.rules[name] = {day: value}
    law.fields[name] = {"unit": unit}


def _votes(law: Law, one: _Held) -> None:
    against = one.raw.get("dissents", [])
    _put(law, "meeting.for", one.day, float(one.raw["votes_for"]), "votes")
    _put(law, "meeting.against", one.day, float(one.raw["votes_against"]), "votes")
    for side in ("tighter", "easier"):
        names = [who["name"] for who in against if who["side"] == side]
        _put(law, f"meeting.{side}", one.day, float(len(names)), "votes")
        if names:
            last = names[-1]
            law.names[f"dissent-{side}"] = (
                f"{', '.join(names[:-1])} and {last}" if names[1:] else last
            )
    if one.surprise is not None and one.whole:
        _put(law, "meeting.surprise", one.day, round(one.surprise / 100, 3), "points")


def _counts(law: Law, earlier: list[_Held], one: _Held) -> None:
    alike = [each for each in earlier if each.sign == one.sign]
    known = [each for each in alike if each.surprise is not None and each.whole]
    priced = [each for each in known if abs(each.surprise or 0.0) < _EXPECTED]
    for name, found in (("alike", alike), ("known", known), ("expected", priced)):
        _put(law, f"ledger.{name}", one.day, float(len(found)), "decisions")
    votes = one.raw["votes_against"]

    def apart(each: _Held) -> tuple[int, int]:
        return abs(int(each.raw["votes_against"]) - int(votes)), (one.day - each.day).days

    for at, each in enumerate(sorted(known, key=apart)[:_ORDER], 1):
        law.events[f"analogue.{at}"] = each.day
        dissents = float(each.raw["votes_against"])
        _put(law, f"analogue.{at}.against", each.day, dissents, "votes")
        size = round((each.surprise or 0.0) / 100, 3)
        _put(law, f"analogue.{at}.surprise", each.day, size, "points")
