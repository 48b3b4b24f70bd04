"""The edition's record, and what it says computed again from the snapshot and the written law."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.audit import runs
from tools.audit.blocks import Problem, Scope
from tools.audit.expressions import CannotCompute, Evaluator
from tools.audit.figures import Figure, Row, anchor, cite
from tools.audit.law import Law
from tools.audit.periods import parse_code
from tools.audit.snapshot import Observed, split_unit

__all__ = ["RECORD", "Edition"]

RECORD = "article.json"
Used = dict[tuple[str, date], Observed]
_TOLERANCE = 1e-11


class Edition:
    """The record of an edition, its figures recomputed.

    Parameters
    ----------
    folder : Path
        Of the edition.
    evaluator : Evaluator
        Over the snapshot the edition was written from.
    law : Law
        The written rules.
    """

    def __init__(self, folder: Path, evaluator: Evaluator, law: Law) -> None:
        self.folder, self.law, self.evaluator = folder, law, evaluator
        self.record: dict[str, Any] = _load(folder / RECORD)
        self.audit: dict[str, Any] = _load(folder / "audit.json")
        self.documents = {item["id"]: item for item in evaluator.snapshot.documents}
        self.problems: list[Problem] = []
        self.counts = {"observation": [0, 0], "rule": [0, 0], "model run": [0, 0]}
        self.runs = runs.read_runs(folder)
        self.figures = {name: self._figure(name, raw) for name, raw in self._raw_figures()}
        self.by_anchor = {anchor(name): name for name in self.figures}
        self.exhibits = {item["id"]: item for item in self.record["exhibits"]}
        self.rows = {row.figure: row for row in self._rows()}
        self._rows_by_exhibit: dict[str, list[Row]] = {}
        for row in self.rows.values():
            self._rows_by_exhibit.setdefault(row.exhibit, []).append(row)
        self.sources = {item["number"]: item for item in self.record["sources"]}
        self.events = self._events()

    @property
    def as_of(self) -> date:
        """Return where the edition's reader stands."""
        return date.fromisoformat(self.record["as_of"])

    def _raw_figures(self) -> list[tuple[str, dict[str, Any]]]:
        return list(self.record["figures"].items())

    def _rows(self) -> Iterator[Row]:
        for item in self.record["exhibits"]:
            for row in item["rows"]:
                texts = (row["series"], row["category"], row["period"] or "", row["figure"])
                yield Row(item["id"], *texts)

    def _fault(self, kind: str, where: str, text: str, why: str) -> None:
        self.problems.append(Problem(kind, RECORD, where, text, why))

    # --------------------------------------------------------------- figures

    def _figure(self, name: str, raw: dict[str, Any]) -> Figure:
        count = self.counts.setdefault(raw["root"], [0, 0])
        count[1] += 1
        measures, scale = split_unit(raw["unit"])
        made = Figure(
            name, float(raw["value"]) * scale, measures, scale, parse_code(raw["period"]), raw
        )
        if raw["root"] == "observation":
            again = self._observed(made)
        elif raw["root"] == "rule":
            again = self._ruled(made)
        else:
            again = self._modelled(made)
        if again is None:
            return made
        if raw["vintage"] != str(again.vintage):
            why = f"is not its vintage, {again.vintage}"
            self._fault("recompute", f"figure {name}", raw["vintage"], why)
        told, found = made.value, again.value
        if abs(told - found) > _TOLERANCE * max(abs(told), abs(found)):
            why = f"comes to {again.in_unit!r} when computed again"
            self._fault("recompute", f"figure {name}", repr(raw["value"]), why)
        else:
            count[0] += 1
        return again

    def _observed(self, made: Figure) -> Figure | None:
        trail, where = made.raw["trail"], f"figure {made.id}"
        try:
            result = self.evaluator.evaluate(trail["expression"])
        except CannotCompute as error:
            self._fault("recompute", where, trail["expression"], f"cannot be computed: {error}")
            return None
        held = self.evaluator.snapshot.observed
        used = {(key, day): held(key)[day] for key, day in result.used}
        if result.measures != made.measures:
            self._fault("recompute", where, made.raw["unit"], f"measures {result.measures}")
        if not result.span.same_days(made.span):
            self._fault("recompute", where, made.raw["period"], f"is about {result.span}")
        self._check_trail(made, used)
        vintage = max(item.vintage for item in used.values())
        documents = frozenset(item.document for item in used.values())
        return Figure(
            made.id,
            result.value,
            result.measures,
            made.scale,
            made.span,
            made.raw,
            len(used),
            vintage,
            documents,
        )

    def _check_trail(self, made: Figure, used: Used) -> None:
        """Compare what a trail lists with the observations its expression needs."""
        trail, where = made.raw["trail"], f"figure {made.id}"
        listed = {}
        for place in trail["observations"]:
            row = self.record["observations"][place]
            if (span := parse_code(row["period"])) is not None:
                facts = (row["value"], row["vintage"], row["document"])
                listed[row["series"], span.start] = facts
        held = {
            key: (item.value, item.vintage.isoformat(), item.document) for key, item in used.items()
        }
        if listed != held:
            why = "has not the observations its expression needs"
            self._fault("recompute", where, f"{len(listed)} observations", why)
        if trail["vintages"] != sorted({vintage for _, vintage, _ in held.values()}):
            self._fault("recompute", where, str(trail["vintages"]), "are not its vintages")
        named = {(document["id"], document["sha256"]) for document in trail["documents"]}
        rest = {(name, self.documents[name]["sha256"]) for _, _, name in held.values()}
        if named != rest:
            self._fault("recompute", where, "documents", "are not those it rests on")

    def _ruled(self, made: Figure) -> Figure | None:
        trail, where = made.raw["trail"], f"figure {made.id}"
        effective = date.fromisoformat(trail["effective"])
        if trail["rule"] in self.law.events:
            return self._dated(made, effective)
        value = self.law.value(trail["rule"], effective)
        if value is None:
            self._fault("recompute", where, trail["rule"], f"sets nothing from {effective}")
            return None
        unit = self.law.fields[trail["rule"]].get("unit", "")
        if unit != made.raw["unit"]:
            self._fault("recompute", where, made.raw["unit"], f"is in {unit} in the law")
        if "@" not in made.id and self.law.in_force(trail["rule"], self.as_of) != effective:
            self._fault("recompute", where, str(effective), "is not the rule now in force")
        return Figure(
            made.id,
            value * made.scale,
            made.measures,
            made.scale,
            made.span,
            made.raw,
            0,
            effective,
        )

    def _modelled(self, made: Figure) -> Figure | None:
        """Return a figure of a model run with the value and range its file has; see `replay`."""
        run = self.runs.get(made.raw["trail"]["run_id"], {})
        faults = list(runs.run_faults(made.raw, self.runs))
        if run:
            faults += runs.place_faults(made.raw, run, self.evaluator.snapshot.names)
        for text, why in faults:
            self._fault("recompute", f"figure {made.id}", text, why)
        outcome = run.get("outcomes", {}).get(made.raw["trail"]["outcome"])
        if outcome is None:
            return None
        value, vintage = outcome["value"] * made.scale, date.fromisoformat(run["vintage"])
        raw = made.raw | {"interval": runs.interval_of(outcome)}
        return Figure(made.id, value, made.measures, made.scale, made.span, raw, 0, vintage)

    def _dated(self, made: Figure, told: date) -> Figure:
        """Return a dated fact: its value is the day's number, its vintage the day it was known."""
        rule = made.raw["trail"]["rule"]
        day = self.law.events[rule]
        if day != told or made.span is None or (made.span.start, made.span.end) != (day, day):
            self._fault(
                "recompute", f"figure {made.id}", made.raw["period"], f"is {day} in the law"
            )
        known = self.law.fields[rule].get("known", day.isoformat())
        value = float(day.toordinal())
        vintage = date.fromisoformat(known)
        return Figure(made.id, value, "days", 1.0, made.span, made.raw, 0, vintage)

    # --------------------------------------------------------------- events and documents

    def _events(self) -> dict[str, date]:
        days = {}
        for name, event in self.record["events"].items():
            day = date.fromisoformat(event["day"])
            written = self.law.events.get(name)
            if written != day:
                self._fault("mismatch", f"event {name}", event["day"], f"is {written} in the law")
            days[name] = written or day
        return days

    def check_sources(self) -> None:
        """Compare every source with the snapshot's documents."""
        for number, item in self.sources.items():
            told = item["document"]
            if told is None:
                continue
            held = self.documents.get(told["id"], {})
            via = told["via"] or {}
            facts = {name: told[name] for name in ("sha256", "file", "publisher", "dataset", "url")}
            facts |= {"licence": told["licence"], "retrieved": told["retrieved"]}
            facts |= {f"via_{name}": via.get(name, "") for name in ("name", "place", "copied")}
            for name, text in facts.items():
                if held.get(name, "") != text:
                    why = f"is '{held.get(name, '')}' in the snapshot"
                    self._fault("mismatch", f"source {number}, {name}", text, why)

    def check_names(self) -> None:
        """Compare every registered name with the desk's list."""
        for name, text in self.record["names"].items():
            if self.law.names.get(name) != text:
                why = f"is '{self.law.names.get(name)}' in the desk's names"
                self._fault("mismatch", f"name {name}", text, why)

    def check_runs(self) -> None:
        """Check the files of runs, and that figures of one outcome measure the same."""
        figures = dict(self._raw_figures())
        for text, why in runs.file_faults(self.runs, figures.values()):
            self._fault("run", "runs", text, why)
        for name, (text, why) in runs.measure_faults(figures):
            self._fault("run", f"figure {name}", text, why)

    def check_exhibit_sources(self) -> None:
        """Compare what an exhibit says of its sources with the documents and runs of its rows."""
        for name, item in self.exhibits.items():
            figures = self.about(Scope(exhibit=name))
            for document in sorted({at for figure in figures for at in figure.documents}):
                held = self.documents[document]
                title = f"{held['publisher']}, {held['dataset']}"
                if title not in item["source"]["text"]:
                    self._fault("missing", f"exhibit {name}", title, "is not among its sources")
            for text, why in runs.named_faults(
                item["source"]["text"], (one.raw for one in figures)
            ):
                self._fault("run", f"exhibit {name}", text, why)

    def about(self, scope: Scope) -> list[Figure]:
        """Return the figures a note, or the head of a series' trail, is about."""
        if scope.note:
            return [self.figures[scope.note]]
        return [
            self.figures[row.figure]
            for row in self.rows_of(scope.exhibit)
            if not scope.series or row.series == scope.series
        ]

    def rows_of(self, exhibit: str) -> list[Row]:
        """Return the plotted rows of an exhibit."""
        return self._rows_by_exhibit.get(exhibit, [])

    @cached_property
    def addresses(self) -> set[str]:
        """Return every address the record leads to."""
        found: set[str] = set()
        for item in (*self.record["sources"], *self.record["releases"]):
            found |= {(item.get("citation") or {}).get("href", "")}
            found |= {(item.get("document") or {}).get("url", "")}
        for event in self.record["events"].values():
            found.add(event["citation"]["href"])
        for figure in self.figures.values():
            found.add((figure.raw["trail"].get("citation") or {}).get("href", ""))
        return found - {""}

    def category(self, row: Row) -> str:
        """Return the name a row's category is printed by."""
        return self.evaluator.snapshot.names.get(row.category, row.category)

    def citation(self, number: int) -> str:
        """Return how a source that is cited is named: title and place in it."""
        cited = self.sources[number]["citation"]
        return "" if cited is None else cite(cited)


def _load(path: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return made
