"""Exhibits: what a picture says equals what the figures say; the rest is refused."""

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from policywire.analyst.manuscript import Mark, Plot, Row
from policywire.analyst.numbers import printed_in
from policywire.facts import Period, Unit
from policywire.facts.errors import ClaimRefused
from policywire.press import Exhibit, draw
from policywire.press.charts.outlines import outlines
from policywire.press.rows import short_period
from tests.press import sample

PLOTS = {plot.id: plot for plot in sample.PLOTS}


@pytest.fixture(scope="module")
def by_id(exhibits: tuple[Exhibit, ...]) -> dict[str, Exhibit]:
    return {exhibit.id: exhibit for exhibit in exhibits}


@pytest.mark.parametrize("name", PLOTS)
def test_labels_equal_the_printed_figure(by_id: dict[str, Exhibit], name: str) -> None:
    plot, exhibit = PLOTS[name], by_id[name]
    figures = {row.figure.id: row.figure for row in plot.rows}
    for drawing in (exhibit.wide, exhibit.narrow):
        assert len(drawing.labels) == len(set(drawing.labels))
        for figure, text in drawing.labels:
            assert text == printed_in(figures[figure], plot.unit)


@pytest.mark.parametrize(
    ("name", "count"),
    [("suppliers", 3), ("flows", 2), ("industries", 6), ("use", 2), ("fdi", 5), ("timeline", 0)],
)
def test_what_is_labelled(by_id: dict[str, Exhibit], name: str, count: int) -> None:
    assert len(by_id[name].wide.labels) == len(by_id[name].narrow.labels) == count


def test_the_last_value_of_each_line_is_told(by_id: dict[str, Exhibit]) -> None:
    assert dict(by_id["suppliers"].wide.labels) == {
        "suppliers.Mexico.2025": "15.7%",
        "suppliers.Canada.2025": "11.2%",
        "suppliers.China.2025": "9.0%",
    }


@pytest.mark.parametrize("name", PLOTS)
def test_every_numeral_in_a_picture_is_tagged(by_id: dict[str, Exhibit], name: str) -> None:
    for drawing in (by_id[name].wide, by_id[name].narrow):
        root = ET.fromstring(drawing.svg)
        scales = []
        for text in root.iter("text"):
            tagged = [
                span
                for span in text.iter("tspan")
                if any(k.startswith("data-") for k in span.attrib)
            ]
            loose = "".join(text.itertext())
            for span in tagged:
                loose = loose.replace(span.text or "", "", 1)
            if text.get("data-scale"):
                scales += [loose] if re.search(r"\d", loose) else []
            else:
                assert not re.search(r"\d", loose)
        assert tuple(scales) == drawing.scale_marks


def test_axes_of_bars_start_at_zero(by_id: dict[str, Exhibit]) -> None:
    assert by_id["flows"].wide.scale_marks[0] == "0"
    spec = json.loads(by_id["industries"].spec)
    bars = next(one for one in spec["layer"] if one["name"] == "bars")
    assert bars["encoding"]["x"]["scale"]["domain"] == [-14.8, 38.2]
    assert all(row["zero"] == 0 for row in bars["data"]["values"])


def test_a_line_is_parted_at_a_data_event(by_id: dict[str, Exhibit]) -> None:
    spec = json.loads(by_id["use"].spec)
    lines = next(one for one in spec["layer"] if one["name"] == "lines")
    segments = [row["segment"] for row in lines["data"]["values"] if row["series"] == "Mexico"]
    assert segments == [0] * 6 + [1] * 8
    words = re.sub(r"<[^>]+>", "", by_id["use"].wide.svg)
    assert "July 2025: duty-free codes recorded anew" in words


def test_a_line_is_parted_where_a_period_is_missing() -> None:
    rows = tuple(row for row in PLOTS["suppliers"].rows if str(row.period) != "2019")
    spec = json.loads(draw(replace(PLOTS["suppliers"], rows=rows), 1).spec)
    lines = next(one for one in spec["layer"] if one["name"] == "lines")
    segments = [row["segment"] for row in lines["data"]["values"] if row["series"] == "China"]
    assert segments == [0] * 4 + [1] * 6


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    rows = tuple(row for row in PLOTS["suppliers"].rows if row.series == "Mexico")
    assert "axis does not start at zero" in draw(replace(PLOTS["suppliers"], rows=rows), 1).wide.svg
    assert "axis does not start" not in draw(PLOTS["suppliers"], 1).wide.svg


def test_the_map_credits_its_outlines(by_id: dict[str, Exhibit]) -> None:
    assert by_id["fdi"].credit[0].text == "@svg-maps/mexico, CC BY 4.0" == outlines().credit
    assert draw(replace(PLOTS["fdi"], credit=""), 1).credit == by_id["fdi"].credit
    assert len(outlines().states) == 32


def test_the_map_tells_below_zero_and_no_value_apart(by_id: dict[str, Exhibit]) -> None:
    svg = by_id["fdi"].wide.svg
    assert svg.count('fill="url(#fdi-wide-hatch)"') == 2
    assert "Below zero" in svg
    assert "No value" in svg
    positive = tuple(row for row in PLOTS["fdi"].rows if row.category != "MEX-MIC")
    assert "hatch" not in draw(replace(PLOTS["fdi"], rows=positive), 1).wide.svg


def test_the_same_plot_gives_the_same_bytes(by_id: dict[str, Exhibit]) -> None:
    for name, plot in PLOTS.items():
        assert draw(plot, by_id[name].number) == replace(by_id[name], trails=())


def test_csv_holds_full_precision_and_trail(by_id: dict[str, Exhibit]) -> None:
    rows = list(csv.DictReader(io.StringIO(by_id["suppliers"].csv)))
    assert len(rows) == 33
    assert float(rows[10]["value"]) == 100 * 534.9 / 3415.7
    assert rows[10]["figure"] == "suppliers.Mexico.2025"
    assert rows[10]["expression"] == "sum(census:imports.general/USA.MEX, 2025)"
    assert rows[10]["vintage"] == "2026-02-19"
    assert rows[10]["unit"] == "percent"


def test_files_stand_alone(by_id: dict[str, Exhibit]) -> None:
    for exhibit in by_id.values():
        root = ET.fromstring(exhibit.svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert exhibit.png[:4] == b"\x89PNG"
        assert exhibit.files[-1].endswith(".json") == bool(exhibit.spec)


def test_the_table_holds_every_row(by_id: dict[str, Exhibit]) -> None:
    for name, exhibit in by_id.items():
        refs = {run.ref for row in exhibit.table.rows for cell in row for run in cell.text}
        if PLOTS[name].mark is not Mark.TIMELINE:
            assert {row.figure.id for row in PLOTS[name].rows} <= refs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", "2025"),
        ("2025-Q3", "Q3 2025"),
        ("2025-11", "Nov 2025"),
        ("2026-07-01", "Jul 1, 2026"),
        ("2024-01..2024-11", "Jan–Nov 2024"),
        ("2023-11..2024-02", "Nov 2023–Feb 2024"),
        ("12m:2025-11", "Year to Nov 2025"),
        ("2015..2025", "2015–2025"),
    ],
)
def test_short_periods(text: str, expected: str) -> None:
    assert short_period(Period.parse(text)) == expected


# ------------------------------------------------------------------- refusals


def test_a_row_in_another_unit_is_refused() -> None:
    plot = replace(PLOTS["suppliers"], unit=Unit.parse("points"))
    with pytest.raises(ClaimRefused, match=r"Exhibit suppliers is drawn in points.*in percent"):
        draw(plot, 1)


def test_a_plot_without_rows_is_refused() -> None:
    with pytest.raises(ClaimRefused, match="no rows to draw"):
        draw(replace(PLOTS["flows"], rows=()), 1)


def test_a_time_axis_needs_periods() -> None:
    rows = tuple(replace(row, period=None) for row in PLOTS["flows"].rows)
    for mark in (Mark.LINE, Mark.COLUMN, Mark.TIMELINE):
        with pytest.raises(ClaimRefused, match="has no period"):
            draw(replace(PLOTS["flows"], rows=rows, mark=mark), 1)


@pytest.mark.parametrize("code", ["MEX-XXX", "NLE", "MEX-CMX"])
def test_a_state_unknown_or_given_twice_is_refused(code: str) -> None:
    first = PLOTS["fdi"].rows[0]
    extra = replace(first, category=code)
    with pytest.raises(ClaimRefused, match=f"maps '{code}'"):
        draw(replace(PLOTS["fdi"], rows=(first, extra)), 1)


def test_more_series_than_can_be_told_apart_are_refused() -> None:
    rows = tuple(
        replace(row, series=f"S{index}") for index, row in enumerate(PLOTS["suppliers"].rows[:7])
    )
    with pytest.raises(ClaimRefused, match="has 7 series; 6 can be told apart"):
        draw(replace(PLOTS["suppliers"], rows=rows), 1)


def test_hostile_labels_are_text(by_id: dict[str, Exhibit]) -> None:
    hostile = "<script>&\"'"
    rows = tuple(Row(hostile, hostile, row.period, row.figure) for row in PLOTS["flows"].rows[:3])
    for mark in (Mark.LINE, Mark.COLUMN, Mark.BAR, Mark.TIMELINE):
        plot: Plot = replace(PLOTS["flows"], rows=rows, mark=mark, alt=hostile, axis=hostile)
        for text in (draw(plot, 1).wide.svg, draw(plot, 1).svg):
            assert "<script>" not in text
            ET.fromstring(text)
