"""Fans and steps: bands of modelled paths, values that hold until the next."""

import csv
import io
import json
from dataclasses import replace

from policywire.analyst.figures import Figure, Interval
from policywire.analyst.manuscript import Mark, Plot, Row
from policywire.facts import Period
from policywire.press import draw
from tests.press.test_modelled_exhibits import modelled, plot


def path(mark: Mark, *ranged: bool) -> Plot:
    rows = []
    for at, (text, wide) in enumerate(zip(("2026-Q3", "2026-Q4", "2027-Q1"), ranged, strict=True)):
        period = Period.parse(text)
        figure: Figure = replace(modelled(f"f{at}", at / 2), period=period)
        if wide:
            held = Interval(at / 2 - 4.0, at / 2 + 7.0, 0.0, "baselines")
            figure = replace(figure, interval=held)
        rows.append(Row("Model", "", period, figure))
    return plot(mark, *rows)


def layers(made: Plot) -> dict[str, dict[str, object]]:
    spec = json.loads(draw(made, 1).spec)
    return {one.get("name", ""): one for one in spec["layer"]}


def test_a_band_reaches_from_end_to_end_and_the_axis_holds_it() -> None:
    found = layers(path(Mark.LINE, True, True, True))
    band = found["bands"]
    values = band["data"]["values"]  # type: ignore[index]
    assert [(row["low"], row["high"]) for row in values] == [(-4.0, 7.0), (-3.5, 7.5), (-3.0, 8.0)]
    low, high = band["encoding"]["y"]["scale"]["domain"]  # type: ignore[index]
    assert low <= -4.0
    assert high >= 8.0
    assert band["mark"]["type"] == "area"  # type: ignore[index]


def test_without_ranges_there_is_no_band() -> None:
    assert "bands" not in layers(path(Mark.LINE, False, False, False))


def test_a_step_holds_until_the_next() -> None:
    step = layers(path(Mark.STEP, False, False, False))["lines"]
    line = layers(path(Mark.LINE, False, False, False))["lines"]
    assert step["mark"]["interpolate"] == "step-after"  # type: ignore[index]
    assert "interpolate" not in line["mark"]  # type: ignore[operator]


def test_a_range_that_covers_nothing_says_what_it_is_over() -> None:
    rows = list(csv.DictReader(io.StringIO(draw(path(Mark.LINE, True, True, True), 1).csv)))
    assert {row["level"] for row in rows} == {"baselines"}
