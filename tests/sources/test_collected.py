"""Collected folders: a small one by hand, what is refused, and the real one where it lies."""

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from policywire.facts import Batch, Citation, SeriesKey, Status
from policywire.facts.codes import places
from policywire.facts.errors import (
    ArrivalRefused,
    BadCode,
    BadDocument,
    PolicywireError,
    WrongUse,
)
from policywire.schema import loads
from policywire.sources import collected_folders, read_folder
from policywire.sources.collected import read_layout
from policywire.sources.labels import name_lists, resolve
from policywire.sources.layout import Folder, Table, layouts
from policywire.sources.rows import key_sql

SHARED = Path(__file__).parents[2].parent / "shared" / "data"

LAYOUT = """
folder: toy
retrieved: 2026-11-22
tables:
  - file: trade.csv
    columns: [period, partner, hs2, value_usd]
    period: period
    places: {column: partner, known_as: census}
    parts:
      - origin:
          publisher: U.S. Census Bureau
          dataset: Toy trade
          url: https://www.census.gov/
          licence: public domain
        via: {name: a friend, place: a drawer, copied: 2026-07-07, licence: MIT}
        values:
          - {key: "census:exports.total/USA.{partner}/hs:{hs2}", value: value_usd}
"""
ROWS = [
    "period,partner,hs2,value_usd",
    "2024-01,MEXICO,87,20",
    '2024-02,"KOREA, SOUTH",01,7',
    "2024-01,TOTAL FOR ALL COUNTRIES,01,9.5",
    "2024-02,MEXICO,87,",
]

Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Write lines into the toy folder and return the folder above."""

    def write(*lines: str) -> Path:
        (tmp_path / "toy").mkdir(exist_ok=True)
        (tmp_path / "toy" / "trade.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return write


def toy(**changes: str) -> Folder:
    """Return the toy layout with pieces of its text replaced."""
    text = LAYOUT
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return loads(text, Folder, "toy.yaml")


def rows_of(batch: Batch) -> list[tuple[str, date, float]]:
    columns = zip(batch.series, batch.start, batch.value, strict=True)
    return [(batch.keys[at], date.fromordinal(day), value) for at, day, value in columns]


# ------------------------------------------------------------------- by hand


def test_a_small_file_by_hand(written: Write) -> None:
    (batch,) = read_layout(written(*ROWS), toy())
    assert rows_of(batch) == [
        ("census:exports.total/USA.KOR/hs:01", date(2024, 2, 1), 7.0),
        ("census:exports.total/USA.MEX/hs:87", date(2024, 1, 1), 20.0),
        ("census:exports.total/USA.WLD/hs:01", date(2024, 1, 1), 9.5),
    ]
    assert batch.vintage == date(2026, 7, 7)
    assert batch.status is Status.ACTUAL
    assert (batch.series.typecode, batch.start.typecode, batch.value.typecode) == ("i", "i", "d")


def test_the_origin_names_file_hash_and_both_parties(written: Write) -> None:
    folder = written(*ROWS)
    (batch,) = read_layout(folder, toy())
    content = (folder / "toy" / "trade.csv").read_bytes()
    assert batch.origin.file == "toy/trade.csv"
    assert batch.origin.sha256 == hashlib.sha256(content).hexdigest()
    assert batch.origin.words() == (
        "U.S. Census Bureau, Toy trade, retrieved 2026-11-22, "
        "through a copy of 2026-07-07 by a friend"
    )


def test_a_documented_publication_day_goes_before_the_day_of_the_copy(written: Write) -> None:
    layout = loads(
        LAYOUT.replace("        values:", "        said: 2025-01-27\n        values:"), Folder, ""
    )
    (batch,) = read_layout(written(*ROWS), layout)
    assert batch.vintage == date(2025, 1, 27)


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-Q3", date(2024, 7, 1)),
        ("2024-07", date(2024, 7, 1)),
        ("2024-07-15", date(2024, 7, 15)),
    ],
)
def test_every_grain_begins_on_its_first_day(written: Write, period: str, first: date) -> None:
    (batch,) = read_layout(written(ROWS[0], f"{period},MEXICO,87,1"), toy())
    assert date.fromordinal(batch.start[0]) == first


def test_parquet_reads_like_csv(written: Write) -> None:
    folder = written(*ROWS)
    source = f"read_csv('{folder}/toy/trade.csv', all_varchar = true)"
    duckdb.execute(f"COPY (SELECT * FROM {source}) TO '{folder}/toy/trade.parquet'")
    (as_csv,) = read_layout(folder, toy())
    (as_parquet,) = read_layout(folder, toy(**{"trade.csv": "trade.parquet"}))
    assert rows_of(as_parquet) == rows_of(as_csv)


def test_one_file_may_hold_two_days_and_publishers(written: Write) -> None:
    text = LAYOUT + LAYOUT[LAYOUT.index("      - origin") :].replace("2026-07-07", "2026-08-04")
    first, second = read_layout(written(*ROWS), loads(text, Folder, "toy.yaml"))
    assert (first.vintage, second.vintage) == (date(2026, 7, 7), date(2026, 8, 4))
    assert first.origin.sha256 == second.origin.sha256


# ------------------------------------------------------------------- what is refused


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="nowhere is no folder"):
        read_folder(tmp_path / "nowhere")


def test_missing_files_are_all_named_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(
        ArrivalRefused, match=r"lacks 2 of 2 files: us_imports_hs6_2024/us_.*totals"
    ):
        read_folder(tmp_path, only=("us_imports_hs6_2024",))


def test_an_unknown_folder_name_shows_near_ones(tmp_path: Path) -> None:
    with pytest.raises(
        WrongUse, match=r"No collected folder is called 'fomc'.*Near: fomc_decisions"
    ):
        read_folder(tmp_path, only=("fomc",))


def test_unknown_places_are_all_named_with_near_ones(written: Write) -> None:
    folder = written(*ROWS, "2024-01,MEXCO,87,1", "2024-01,ATLANTIS,87,1")
    with pytest.raises(BadCode) as caught:
        list(read_layout(folder, toy()))
    message = str(caught.value)
    assert message.startswith("toy/trade.csv names 2 places that the list 'census' does not know")
    assert "'ATLANTIS'." in message
    assert "'MEXCO'. Near: MEXICO" in message
    assert "places.yaml" in message


def test_a_changed_column_is_named(written: Write) -> None:
    folder = written("period,partner,hs2,value", *ROWS[1:])
    with pytest.raises(ArrivalRefused, match="lacks value_usd, and has value besides"):
        list(read_layout(folder, toy()))


def test_a_new_column_is_named(written: Write) -> None:
    folder = written(*(f"{row},x" for row in ROWS))
    with pytest.raises(ArrivalRefused, match="lacks none, and has x besides"):
        list(read_layout(folder, toy()))


@pytest.mark.parametrize("cell", ["n.a.", "nan", "inf", "1 000", "1_7", "1e", "0x1F", ".5", "true"])
def test_a_cell_that_is_no_number_is_shown(written: Write, cell: str) -> None:
    folder = written(*ROWS, f"2024-03,MEXICO,87,{cell}")
    with pytest.raises(ArrivalRefused, match=f"1 cells .* 2024-03: '{cell}'"):
        list(read_layout(folder, toy()))


@pytest.mark.parametrize("period", ["2024-13", "2024-Q5", "Jan 2024", "24", "2024-02-30"])
def test_a_period_that_is_none_is_shown(written: Write, period: str) -> None:
    folder = written(*ROWS, f"{period},MEXICO,87,1")
    with pytest.raises(ArrivalRefused, match=f"cannot be read: census.* {period}: '1'"):
        list(read_layout(folder, toy()))


def test_a_label_that_went_silent_is_noticed(written: Write) -> None:
    layout = toy(**{"value: value_usd": "value: value_usd, where: hs2 = '99'"})
    with pytest.raises(ArrivalRefused, match=r"gives no observation for census:exports.total"):
        list(read_layout(written(*ROWS), layout))


def test_a_damaged_file_is_named(written: Write) -> None:
    folder = written(*ROWS)
    (folder / "toy" / "trade.parquet").write_bytes(b"no parquet at all")
    with pytest.raises(ArrivalRefused, match=r"toy/trade.parquet cannot be read"):
        list(read_layout(folder, toy(**{"trade.csv": "trade.parquet"})))


def test_a_key_over_a_column_that_is_not_there(written: Write) -> None:
    with pytest.raises(BadDocument, match=r"'hs', which trade.csv does not have.* Near: hs2"):
        list(read_layout(written(*ROWS), toy(**{"{hs2}": "{hs}"})))


def test_a_part_without_a_day_is_refused() -> None:
    text = "\n".join(line for line in LAYOUT.splitlines() if "via:" not in line)
    with pytest.raises(BadDocument, match=r"toy.yaml:\d+: give 'said'"):
        loads(text, Folder, "toy.yaml")


def test_an_unknown_list_of_names() -> None:
    with pytest.raises(WrongUse, match=r"no list 'cencus', wanted by toy.csv. Near: census"):
        resolve(["MEXICO"], "cencus", "toy.csv")


# ------------------------------------------------------------------- the layouts that ship


def every_table() -> list[tuple[Folder, Table]]:
    return [(layout, table) for layout in layouts().values() for table in layout.tables]


def test_layouts_name_columns_and_lists_that_exist() -> None:
    for _, table in every_table():
        assert table.places is None or table.places.column in table.columns
        assert table.places is None or table.places.known_as in name_lists()
        for entry in (entry for part in table.parts for entry in part.values):
            assert key_sql(table, entry.key)


def test_every_listed_name_stands_for_a_known_place() -> None:
    for names in name_lists().values():
        assert set(names.codes().values()) <= set(places())


def test_state_names_resolve_in_every_spelling() -> None:
    spelt = ["Querétaro", "Queretaro ", "Mexico", "Estado de México", "Ciudad de Mexico"]
    found = resolve(spelt, "mexican_states", "toy.csv")
    assert list(found.values()) == ["MEX-QUE", "MEX-QUE", "MEX-MEX", "MEX-MEX", "MEX-CMX"]


# ------------------------------------------------------------------- the real folder


@pytest.fixture(scope="module")
def batches() -> tuple[Batch, ...]:
    if not SHARED.is_dir():
        pytest.skip("the folder of collected tables does not lie beside this checkout")
    return tuple(read_folder(SHARED))


def values(batches: tuple[Batch, ...], text: str, vintage: str) -> dict[date, float]:
    """Return the values of a series as said on one day, by first day of the period."""
    found: dict[date, float] = {}
    for batch in batches:
        if batch.vintage.isoformat() == vintage and text in batch.keys:
            mask = np.frombuffer(batch.series, np.int32) == batch.keys.index(text)
            days = np.frombuffer(batch.start, np.int32)[mask].tolist()
            numbers = np.frombuffer(batch.value)[mask].tolist()
            found |= dict(zip(map(date.fromordinal, days), numbers, strict=True))
    return found


def year(found: dict[date, float], wanted: int) -> float:
    return sum(value for day, value in found.items() if day.year == wanted)


def test_counts_by_folder(batches: tuple[Batch, ...]) -> None:
    counts: Counter[str] = Counter()
    for batch in batches:
        counts[batch.origin.file.partition("/")[0]] += len(batch.value)
    assert dict(counts) == {
        "fomc_decisions": 174,
        "mexico_fdi_wages_exports": 7_342,
        "rates_fx_daily": 22_542,
        "us_customs_revenue_monthly": 661,
        "us_exports_hs2_monthly": 507_073,
        "us_imports_hs6_2024": 36_658,
        "us_imports_naics3_monthly": 324_372,
        "us_macro_monthly": 3_594,
        "us_trade_partner_monthly": 76_255,
        "usmca-choice-calibration": 168,
        "usmca_utilisation": 184_982,
    }
    assert sum(counts.values()) == 1_163_821
    assert set(counts) == set(collected_folders())


def test_batches_are_well_formed(batches: tuple[Batch, ...]) -> None:
    for batch in batches:
        series, start = np.frombuffer(batch.series, np.int32), np.frombuffer(batch.start, np.int32)
        cells = series.astype(np.int64) * 4_000_000 + start
        assert len(np.unique(cells)) == len(cells), f"{batch.origin.file} has doubled cells"
        assert np.isfinite(np.frombuffer(batch.value)).all()
        assert len(set(batch.keys)) == len(batch.keys) == series.max() + 1


def test_keys_print_as_they_parse(batches: tuple[Batch, ...]) -> None:
    for text in {key for batch in batches for key in batch.keys}:
        assert str(SeriesKey.parse(text)) == text


def test_one_document_id_means_one_copy(batches: tuple[Batch, ...]) -> None:
    copies: dict[str, set[object]] = {}
    for batch in batches:
        copies.setdefault(batch.origin.id, set()).add((batch.origin.file, batch.origin.via))
    assert [found for found in copies.values() if len(found) > 1] == []


def test_no_value_is_said_twice_differently(batches: tuple[Batch, ...]) -> None:
    said: dict[tuple[str, date], str] = {}
    for batch in batches:
        for key in batch.keys:
            assert said.setdefault((key, batch.vintage), batch.origin.id) == batch.origin.id


def test_general_imports_from_mexico_2024(batches: tuple[Batch, ...]) -> None:
    """505.5 billion dollars, in both copies; two chains of copies agree to 2 in a million."""
    key = "census:imports.general/USA.MEX"
    late, early = values(batches, key, "2026-03-27"), values(batches, key, "2026-02-16")
    assert year(late, 2024) == pytest.approx(505.5e9, abs=0.05e9)
    assert early == pytest.approx({day: late[day] for day in early}, rel=3e-6)


def test_exports_to_mexico_2024_were_revised(batches: tuple[Batch, ...]) -> None:
    key = "census:exports.total/USA.MEX"
    assert year(values(batches, key, "2026-07-07"), 2024) == pytest.approx(334.5e9, abs=0.05e9)
    assert year(values(batches, key, "2026-02-16"), 2024) == pytest.approx(334.0e9, abs=0.05e9)


@pytest.mark.parametrize("measure", ["imports.consumption", "duties.calculated"])
def test_industries_add_up_to_the_total(batches: tuple[Batch, ...], measure: str) -> None:
    (batch,) = (item for item in batches if item.origin.file.endswith("us_imports_naics3.parquet"))
    start, value = np.frombuffer(batch.start, np.int32), np.frombuffer(batch.value)
    keys = np.array(batch.keys)[np.frombuffer(batch.series, np.int32)]
    total = f"census:{measure}/USA.MEX"
    parts = np.char.startswith(keys, f"{total}/naics:")
    for day in np.unique(start):
        held = (start == day) & (keys == total)
        assert value[(start == day) & parts].sum() == value[held].sum()


def test_claimed_classes_add_up_to_the_total(batches: tuple[Batch, ...]) -> None:
    for measure in ("imports.consumption", "imports.usmca_claimed"):
        total = values(batches, f"usitc:{measure}/USA.MEX", "2026-05-11")
        classes = [
            values(batches, f"usitc:{measure}.{name}/USA.MEX", "2026-11-22")
            for name in ("mfn_free", "mfn_ad_valorem", "mfn_specific")
        ]
        assert total == {day: sum(part[day] for part in classes) for day in total}


def test_investment_in_mexico_2024(batches: tuple[Batch, ...]) -> None:
    states = [code for code in places() if code.startswith("MEX-")]
    total = sum(year(values(batches, f"se:fdi/{code}", "2025-10-15"), 2024) for code in states)
    assert total == pytest.approx(36_837.7, abs=0.05)


def test_mexicos_trade_components_add_up(batches: tuple[Batch, ...]) -> None:
    def item(name: str) -> float:
        return values(batches, f"inegi:{name}/MEX", "2025-01-27")[date(2024, 1, 1)]

    assert item("exports.oil") + item("exports.non_oil") == pytest.approx(item("exports.total"))
    assert item("exports.total") - item("imports.total") == pytest.approx(item("balance"))
    assert item("exports.automotive") / item("exports.total") == pytest.approx(0.3142, abs=5e-5)


def test_the_balance_read_from_the_monthly_summary(batches: tuple[Batch, ...]) -> None:
    found = values(batches, "census:balance.goods/USA.MEX", "2026-08-04")
    assert list(found.values()) == [-18.7, -15.1, -20.6, -21.0]


def test_the_two_baja_californias_are_left_out(batches: tuple[Batch, ...]) -> None:
    held = {key for batch in batches for key in batch.keys if key.startswith("inegi:exports.state")}
    assert len(held) == 30
    assert not held & {"inegi:exports.state/MEX-BCN", "inegi:exports.state/MEX-BCS"}


def test_payrolls_are_held_before_and_after_the_benchmark(batches: tuple[Batch, ...]) -> None:
    before = values(batches, "bls:payrolls/USA", "2026-01-03")
    after = values(batches, "bls:payrolls/USA", "2026-03-27")
    assert before[date(2025, 3, 1)] - after[date(2025, 3, 1)] == 898
    assert before.keys() < after.keys() | {date(1990, 1, 1)}


def test_only_reads_what_is_named() -> None:
    if not SHARED.is_dir():
        pytest.skip("the folder of collected tables does not lie beside this checkout")
    (batch,) = read_folder(SHARED, only=("fomc_decisions",))
    assert batch.keys == ("fed:target.lower/USA", "fed:target.upper/USA")


@pytest.mark.parametrize(
    ("cell", "value"), [("17", 17.0), ("-1.5", -1.5), ("+2", 2.0), ("1.5e-3", 0.0015)]
)
def test_a_plain_number_is_read(written: Write, cell: str, value: float) -> None:
    (batch,) = read_layout(written(ROWS[0], f"2024-03,MEXICO,87,{cell}"), toy())
    assert list(batch.value) == [value]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//host", "#top"])
def test_a_citation_links_to_the_web_alone(href: str) -> None:
    with pytest.raises(BadDocument, match="no web address"):
        Citation("Act", "Article 1", href)


def test_errors_are_ours() -> None:
    assert issubclass(ArrivalRefused, PolicywireError)
