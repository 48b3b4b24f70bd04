"""Exhibits of modelled values: ranges drawn and told, heat maps, the map of the world."""

import csv
import io
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from policywire.analyst.draft import Line, Span
from policywire.analyst.figures import Figure, Interval, Root, RunTrail
from policywire.analyst.manuscript import Mark, Plot, Row
from policywire.facts import Adjustment, Period, Quantity, Status, Unit
from policywire.facts.errors import ClaimRefused
from policywire.press import Exhibit, draw
from policywire.press.charts.look import FALL, RAMP
from policywire.press.charts.outlines import outlines
from policywire.press.charts.shades import diverging, ink_on, sequential

PERCENT = Unit.parse("percent")
TRAIL = RunTrail("run1", "trade", "1", "policywire run x", "exports_pct/MEX", "a run")


def modelled(name: str, value: float, *ends: float) -> Figure:
    return Figure(
        *(name, "Mexico", "Change in exports of Mexico", Quantity(value, PERCENT)),
        period=Period.parse("2022"),
        vintage=date(2026, 1, 1),
        status=Status.PROJECTION,
        basis="model run",
        layer="modelled",
        adjustment=Adjustment.NONE,
        root=Root.RUN,
        trail=TRAIL,
        decimals=1,
        interval=Interval(ends[0], ends[1], 0.9) if ends else None,
    )


def plot(mark: Mark, *rows: Row) -> Plot:
    told = Line((Span("A title"),)), Line((Span("How to read it"),))
    return Plot(mark.value, mark, *told, "A picture.", PERCENT, "Change, percent", rows, "a run")


def bars() -> Plot:
    return plot(
        Mark.BAR,
        Row("", "Mexico", None, modelled("m", -30.0, -33.0, -26.0)),
        Row("", "China", None, modelled("c", 1.2, -1.8, 5.2)),
    )


def texts(exhibit: Exhibit) -> list[str]:
    root = ET.fromstring(exhibit.wide.svg)
    return ["".join(element.itertext()) for element in root.iter("text")]


# ------------------------------------------------------------------- ranges


def test_a_bar_tells_the_range_of_its_value() -> None:
    told = texts(draw(bars(), 1))
    assert "−30.0% (−33.0% to −26.0%)" in told
    assert "1.2% (−1.8% to 5.2%)" in told


def test_whiskers_reach_from_end_to_end() -> None:
    assert '"low": -33.0' in draw(bars(), 1).spec
    assert '"high": 5.2' in draw(bars(), 1).spec


def test_the_table_and_the_csv_give_the_range() -> None:
    exhibit = draw(bars(), 1)
    rows = list(csv.DictReader(io.StringIO(exhibit.csv)))
    assert [(row["low"], row["high"], row["level"]) for row in rows] == [
        ("-33.0", "-26.0", "0.9"),
        ("-1.8", "5.2", "0.9"),
    ]
    assert rows[0]["expression"] == "policywire run x"
    cells = ["".join(run.text for run in row[1].text) for row in exhibit.table.rows]
    assert cells == ["−30.0% (−33.0% to −26.0%)", "1.2% (−1.8% to 5.2%)"]


def test_a_value_without_a_range_stands_alone() -> None:
    lone = plot(Mark.BAR, Row("", "Mexico", None, modelled("m", -30.0)))
    assert "−30.0%" in texts(draw(lone, 1))
    assert '"low"' not in draw(lone, 1).spec


# ------------------------------------------------------------------- shades


def test_diverging_classes_by_hand() -> None:
    """The largest value, 33.7, over four is 8.4; the next round step is 10."""
    shades = diverging([17.0, -33.7])
    assert shades.bounds == (-20.0, -10.0, 0.0, 10.0, 20.0)
    fills = [shades.of(value) for value in (-33.7, -15.0, -0.1, 0.0, 15.0, 20.0)]
    assert fills == [*FALL[::-1], RAMP[0], RAMP[1], RAMP[3]]
    assert [words for _, words in shades.classes()][:2] == ["20 and over", "10 to 20"]


def test_letters_turn_pale_on_the_strongest_shades_only() -> None:
    shades = diverging([10.0])
    inks = [ink_on(fill) for fill in shades.fills]
    assert inks[0] == inks[-1] != inks[1]
    assert len(set(inks[1:-1])) == 1


def test_sequential_classes_end_in_the_darkest() -> None:
    shades = sequential([1.0, 5.0, 20.0, 80.0, 90.0])
    assert shades.of(90.0) == RAMP[-1]
    assert shades.of(0.0) == RAMP[0]


# ------------------------------------------------------------------- heat map


def grid(columns: int, value: float = -12.3) -> Plot:
    rows = [
        Row(f"To {chr(65 + at)}", name, None, modelled(f"{name}{at}", value))
        for name in ("Mexico", "Canada")
        for at in range(columns)
    ]
    return plot(Mark.HEAT, *rows)


def test_a_heat_map_prints_every_value_in_its_cell() -> None:
    exhibit = draw(grid(3), 1)
    assert len(exhibit.wide.labels) == len(exhibit.narrow.labels) == 6
    root = ET.fromstring(exhibit.wide.svg)
    fills = [rect.get("fill") for rect in root.iter("rect")]
    assert fills.count(diverging([-12.3]).of(-12.3)) == 6


def test_a_missing_cell_is_blank() -> None:
    whole = grid(2)
    exhibit = draw(replace(whole, rows=whole.rows[:-1]), 1)
    assert len(exhibit.wide.labels) == 3


def test_too_many_columns_for_a_phone_are_refused() -> None:
    with pytest.raises(ClaimRefused, match="columns; its values do not fit"):
        draw(grid(9), 1)


# ------------------------------------------------------------------- the world


def world(**values: float) -> Plot:
    return plot(Mark.MAP, *(Row("", code, None, modelled(code, v)) for code, v in values.items()))


def test_countries_far_from_zero_are_named() -> None:
    exhibit = draw(world(MEX=-1.6, CAN=-1.2, DEU=0.02), 1)
    assert dict(exhibit.wide.labels) == {"MEX": "−1.6%", "CAN": "−1.2%"}
    assert exhibit.credit[0].text == outlines("world").credit
    assert "Mexico −1.6%" in " ".join(texts(exhibit))


def test_falls_and_rises_have_shades_of_their_own() -> None:
    svg = draw(world(MEX=-1.6, CHN=1.6), 1).wide.svg
    assert FALL[2] in svg
    assert RAMP[3] in svg


def test_an_unknown_country_is_refused_with_a_near_one() -> None:
    with pytest.raises(ClaimRefused, match="no country"):
        draw(world(MEX=1.0, XXX=2.0), 1)


def test_the_world_has_the_large_countries_and_no_line_across_the_sheet() -> None:
    """A ring cut at the date line would be as wide as the sheet."""
    drawn = outlines("world")
    assert {"USA", "MEX", "CAN", "CHN", "RUS", "BRA", "IND", "AUS", "DEU"} <= set(drawn.states)
    for path, _ in drawn.states.values():
        for ring in path.split("M")[1:]:
            head, _, steps = ring.rstrip("z").partition("l")
            assert all(abs(step) < drawn.box[2] / 4 for step in _across(steps)), head


def _across(steps: str) -> list[float]:
    numbers = steps.replace("-", " -").split()
    return [float(number) for number in numbers[::2]]
