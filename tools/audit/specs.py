"""Chart specs: every value, end of a range and number in print that a picture is drawn from."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from tools.audit.blocks import Block, Run, Scope
from tools.audit.edition import Edition
from tools.audit.figures import Figure
from tools.audit.periods import parse_code
from tools.audit.prints import print_fault, trailing_print
from tools.audit.ranges import NO_RANGE, cell_runs, no_range_fault
from tools.audit.snapshot import split_unit

__all__ = ["spec_values"]

_TOLERANCE = 1e-12
_PIXEL = 0.5
_ENDS = ("low", "high")
_NOWHERE = "is drawn, and no row has it there"
Datum = dict[str, Any]
Checked = tuple[Block, str]


def spec_values(name: str, text: str, exhibit: str, edition: Edition) -> Iterator[Checked]:
    """Yield every value a chart spec draws, and every number it writes, with why it is wrong."""
    read = _Spec(name, exhibit, edition)
    layers = json.loads(text)["layer"]
    read.keep_bars(layers)
    for layer in layers:
        for datum in _data(layer):
            yield from read.checked(f"layer {layer.get('name')}", datum)


def _data(layer: Datum) -> Iterable[Datum]:
    found: Iterable[Datum] = layer.get("data", {}).get("values", ())
    return found


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))


class _Spec:
    """One spec: its exhibit, the ones its axis counts in, and which bar stands at what height."""

    def __init__(self, name: str, exhibit: str, edition: Edition) -> None:
        self.name, self.exhibit, self.edition = name, exhibit, edition
        self.scale = split_unit(edition.exhibits[exhibit]["unit"])[1]
        self.bars: dict[float, Figure] = {}

    def keep_bars(self, layers: Iterable[Datum]) -> None:
        """Keep the figure of each bar by the middle of it, where its labels and whiskers are."""
        for layer in layers:
            for datum in _data(layer):
                figure = self._drawn(datum) if {"top", "bottom", "value"} <= datum.keys() else None
                if figure is not None:
                    self.bars[(datum["top"] + datum["bottom"]) / 2] = figure

    def checked(self, where: str, datum: Datum) -> Iterator[Checked]:
        """Yield each number of a datum with why it is wrong."""
        drawn = [part for part in ("value", *_ENDS) if part in datum]
        if not drawn:
            return
        figure = self._bar_at(datum.get("middle")) or self._drawn(datum)
        for part in drawn:
            run, why = Run(repr(datum[part]), "exact"), self._value_fault(part, datum, figure)
            yield self._block(where, run), why
        if figure is not None:
            yield from self._written(where, str(datum.get("text", "")), figure)

    def _bar_at(self, middle: float | None) -> Figure | None:
        """Return the figure of the bar whose middle is at a height; heights are rounded."""
        if middle is None:
            return None
        near = (figure for at, figure in self.bars.items() if abs(at - middle) < _PIXEL)
        return next(near, None)

    def _block(self, where: str, run: Run) -> Block:
        return Block(self.name, where, (run,), Scope(exhibit=self.exhibit))

    def _value_fault(self, part: str, datum: Datum, figure: Figure | None) -> str:
        """Return why a number is not the value, or the end of the range, that stands there."""
        if figure is None:
            return _NOWHERE
        value, ends = float(datum[part]) * self.scale, _ends(figure)
        meant = [figure.value] if part == "value" else [ends.get(part, figure.value)]
        if part == "value" and "middle" in datum and "text" in datum:
            meant += ends.values()  # the label stands beyond the whisker
        return "" if any(_close(value, one) for one in meant) else _NOWHERE

    def _written(self, where: str, text: str, figure: Figure) -> Iterator[Checked]:
        """Yield the numbers of a label: a value, and the range beside it."""
        runs = list(cell_runs(text, figure))
        if len(runs) == 1:
            runs = [Run(trailing_print(text), "figure", figure.id)]
        ends = iter(_ends(figure).values())
        for run in runs:
            if run.kind and run.text:
                if run.text == NO_RANGE:
                    yield self._block(where, run), no_range_fault(figure)
                    continue
                value = figure.value if run.kind == "figure" else next(ends)
                facts = (value, figure.measures, figure.decimals, self.scale)
                yield self._block(where, run), print_fault(run.text, *facts)

    def _drawn(self, datum: Datum) -> Figure | None:
        """Return the figure whose row a datum draws: of its series, category, period, value."""
        for row in self.edition.rows_of(self.exhibit):
            figure, span = self.edition.figures[row.figure], parse_code(row.period)
            alike = all(
                datum.get(name) in (None, told)
                for name, told in (("series", row.series), ("category", row.category))
            )
            days = (span.start, span.end) if span else ()
            on_day = "day" not in datum or _day(datum) in days
            told = parse_code(str(datum["period"])) if "period" in datum else span
            same = told == span or (told is not None and told.same_days(span))
            close = "value" in datum and _close(figure.value, float(datum["value"]) * self.scale)
            if alike and on_day and same and close:
                return figure
        return None


def _day(datum: Datum) -> object:
    return datetime.fromtimestamp(datum["day"] / 1000, UTC).date()


def _ends(figure: Figure) -> dict[str, float]:
    """Return the ends of a figure's range in ones, low first; empty where it has none."""
    held = figure.raw["interval"] or {}
    return {part: held[part] * figure.scale for part in _ENDS if part in held}
