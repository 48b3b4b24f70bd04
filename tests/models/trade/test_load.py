"""Folders read: two layouts, one economy; the authors' derived tables; every fault by its row."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from policywire.facts.errors import BadBaseline
from policywire.models.trade.economy import Array, Baseline
from policywire.models.trade.world.calibrate import recover
from policywire.models.trade.world.load import load_folder
from tests.models.trade import folders
from tests.models.trade.folders import coefficients, edit, edit_row, shared, shares

Break = Callable[[Path], object]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def grid(table: list[dict[str, str]], column: str, baseline: Baseline) -> Array:
    """Return a column laid out as (sector, region)."""
    labels = baseline.labels
    cells = {(row["sector"], row["region"]): float(row[column]) for row in table}
    return np.array([[cells[j, n] for n in labels.regions] for j in labels.sectors])


def totals(table: list[dict[str, str]], column: str, baseline: Baseline) -> Array:
    cells = {row["region"]: float(row[column]) for row in table}
    return np.array([cells[n] for n in baseline.labels.regions])


# ----------------------------------------------------------------------------- by hand


def test_a_small_economy_by_hand(tmp_path: Path) -> None:
    """USA sells 118 vehicles and 200 services: 0.4 * 118 + 0.7 * 200 = 187.2; buys 30, sells 18."""
    economy = load_folder(coefficients(tmp_path)).economy
    np.testing.assert_allclose(economy.income, [187.2, 70.8, 78.0], rtol=1e-12)
    np.testing.assert_allclose(economy.deficit, [12, -7, -5], rtol=1e-12)
    np.testing.assert_allclose(economy.expenditure[0], [130.5, 66, 50], rtol=1e-12)
    np.testing.assert_allclose(economy.share[0, 1], [11 / 66, 50 / 66, 5 / 66], rtol=1e-12)
    use = 0.4 * 118 + 0.05 * 200
    assert economy.final[0, 0] == pytest.approx((130.5 - use) / (187.2 + 0.5 + 12), rel=1e-12)


def test_two_layouts_give_one_economy(tmp_path: Path) -> None:
    first, second = load_folder(coefficients(tmp_path / "a")), load_folder(shares(tmp_path / "b"))
    for name in ("share", "tariff", "input", "value_added", "final", "income", "deficit"):
        held, other = getattr(first.economy, name), getattr(second.economy, name)
        np.testing.assert_allclose(held, other, rtol=1e-12, atol=1e-15, err_msg=name)
    assert (first.currency, second.currency) == ("million USD", "USD")


def test_labels_and_tariffs(tmp_path: Path) -> None:
    baseline = load_folder(shares(tmp_path))
    assert baseline.labels.tradable == (True, False)
    assert baseline.labels.groups["goods"] == ("C29",)
    assert baseline.labels.region_names == ("United States", "Mexico", "Canada")
    assert baseline.year == 1993
    np.testing.assert_array_equal(baseline.tariffs["2005"], 0)
    np.testing.assert_array_equal(baseline.elasticities["baseline"], [5.5, 4])


def test_a_card_says_year_groups_and_sources(tmp_path: Path) -> None:
    folder = coefficients(tmp_path)
    (folder / "baseline.yaml").write_text(
        "year: 2022\nname: toy\ngroups: {neighbours: [MEX, CAN]}\n"
        "sources: [{what: all, publisher: us, dataset: toy, licence: none, retrieved: today}]\n"
    )
    baseline = load_folder(folder)
    assert (baseline.name, baseline.year) == ("toy", 2022)
    assert baseline.labels.groups["neighbours"] == ("MEX", "CAN")
    assert baseline.sources[0].publisher == "us"


def test_the_hash_follows_the_numbers(tmp_path: Path) -> None:
    first = load_folder(coefficients(tmp_path / "a"))
    again = load_folder(coefficients(tmp_path / "b"))
    folder = coefficients(tmp_path / "c")
    edit(folder / "trade.csv", "C29,MEX,USA,10.0,0.1", "C29,MEX,USA,10.0,0.10001")
    for column in ("expenditure_musd", "final_demand_musd"):
        _drop_column(folder / "production_demand.csv", column)
    assert first.sha256 == again.sha256 != load_folder(folder).sha256


def _drop_column(path: Path, column: str) -> None:
    table = rows(path)
    kept = [name for name in table[0] if name != column]
    folders.write(path, ",".join(kept), [tuple(row[name] for name in kept) for row in table])


def test_arrays_are_read_only(tmp_path: Path) -> None:
    baseline = load_folder(shares(tmp_path))
    for array in (baseline.economy.share, *baseline.elasticities.values(), baseline.economy.final):
        assert not array.flags.writeable


def test_negative_demand_of_shares_is_clipped_and_said(tmp_path: Path) -> None:
    """Services of 200 made of 60 vehicles, vehicles of 118 of 71: 131 used, 130.5 bought."""
    folder = shares(tmp_path)
    for start, new in (
        ("USA,C29,C29", "USA,C29,C29,1"),
        ("USA,SERV,C29", "USA,SERV,C29,0"),
        ("USA,C29,SERV", "USA,C29,SERV,1"),
        ("USA,SERV,SERV", "USA,SERV,SERV,0"),
    ):
        edit_row(folder / "io_shares.csv", start, new)
    baseline = load_folder(folder)
    assert baseline.economy.final[0, 0] == 0
    assert baseline.economy.final[1, 0] == 1
    said = next(note for note in baseline.notes if "below 0" in note)
    assert "1 of 6 cells of final demand" in said
    assert "C29 in USA -0.3" in said  # 130.5 - 0.6 * 118 - 0.3 * 200


def test_output_below_exports_is_lifted_and_said(tmp_path: Path) -> None:
    folder = shares(tmp_path)
    edit(folder / "production.csv", "USA,C29,118.0,0.4", "USA,C29,15.0,0.4")
    baseline = load_folder(folder)
    accounts = recover(baseline.economy)
    assert accounts.output[0, 0] == pytest.approx(18)
    assert accounts.flow[0, 0, 0] == pytest.approx(0)
    assert any("lifted to exports in 1 of 6 cells" in note for note in baseline.notes)


def test_parquet_reads_as_csv(tmp_path: Path) -> None:
    import duckdb

    folder = coefficients(tmp_path)
    first = load_folder(folder)
    with duckdb.connect() as store:
        store.execute(
            f"copy (from read_csv('{folder / 'trade.csv'}')) to '{folder / 'trade.parquet'}'"
        )
    (folder / "trade.csv").unlink()
    assert load_folder(folder).sha256 == first.sha256


# ---------------------------------------------------------------------------- bad input

COEFFICIENTS: list[tuple[str, Break, str]] = [
    (
        "a flow changed",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0", "C29,USA,MEX,21.0,0"),
        r"production_demand.csv: .* C29 in (USA|MEX) is stated",
    ),
    (
        "a negative flow",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0", "C29,USA,MEX,-20,0"),
        r"trade.csv:3: flow_musd is '-20'; .* from 0 up",
    ),
    (
        "not a number",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0", "C29,USA,MEX,lots,0"),
        r"trade.csv:3: flow_musd is 'lots'",
    ),
    (
        "not finite",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0", "C29,USA,MEX,nan,0"),
        r"trade.csv:3: flow_musd is 'nan'",
    ),
    (
        "an empty cell",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0", "C29,USA,MEX,,0"),
        r"trade.csv:3: flow_musd is ''",
    ),
    (
        "a missing row",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0\n", ""),
        r"trade.csv lacks 1 of 18 cells; the first is C29, USA, MEX",
    ),
    (
        "a doubled row",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0\n", 2 * "C29,USA,MEX,20.0,0\n"),
        r"trade.csv:4 gives a cell that trade.csv:3 gave",
    ),
    (
        "an unknown region",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0", "C29,USA,MXE,20.0"),
        r"trade.csv:3: unknown exporter 'MXE'. Near: MEX",
    ),
    (
        "an unknown sector",
        lambda f: edit(f / "io_coefficients.csv", "USA,C29,SERV,0.05", "USA,C92,SERV,0.05"),
        r"io_coefficients.csv:3: unknown input 'C92'. Near: C29",
    ),
    (
        "shares that do not add up",
        lambda f: edit(f / "io_coefficients.csv", "USA,C29,SERV,0.05", "USA,C29,SERV,0.06"),
        r"io_coefficients: the cost shares of SERV in USA add to 1.010000, not 1; so do 1 of 6",
    ),
    (
        "a missing input",
        lambda f: edit(f / "io_coefficients.csv", "USA,C29,SERV,0.05\n", ""),
        r"io_coefficients.csv lacks 1 of 12 cells; the first is USA, C29, SERV",
    ),
    (
        "value added above 1",
        lambda f: edit(f / "production_demand.csv", "USA,C29,118.0,0.4", "USA,C29,118.0,1.4"),
        r"production_demand.csv:2: value_added_share is 1.4, above 1",
    ),
    (
        "a tariff on own goods",
        lambda f: edit(f / "trade.csv", "C29,USA,USA,100.0,0", "C29,USA,USA,100.0,0.1"),
        r"trade.csv:2: tariff is 0.1 on a region's own goods",
    ),
    (
        "a negative tariff",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0", "C29,USA,MEX,20.0,-0.1"),
        r"trade.csv:3: tariff is '-0.1'",
    ),
    (
        "a ragged row",
        lambda f: edit(f / "trade.csv", "C29,USA,MEX,20.0,0", "C29,USA,MEX,20.0"),
        r"trade.csv:3 has 4 fields, its header 5",
    ),
    (
        "semicolons",
        lambda f: _semicolons(f / "trade.csv"),
        r"trade.csv has one column, 'sector;importer.* parted by commas",
    ),
    (
        "a column missing",
        lambda f: edit(f / "trade.csv", "sector,importer", "sector,imprter"),
        r"trade.csv has no column 'importer'. Near: .*imprter",
    ),
    (
        "a file missing",
        lambda f: (f / "io_coefficients.csv").unlink(),
        r"has no table of inputs.* It holds: production_demand.csv",
    ),
    ("no trade", lambda f: (f / "trade.csv").unlink(), r"has no trade \(.csv or .parquet\)"),
    (
        "an empty file",
        lambda f: (f / "trade.csv").write_text(""),
        r"trade.csv has no rows below its header",
    ),
    (
        "no text",
        lambda f: (f / "trade.csv").write_bytes(b"\xff\xfe\x00,"),
        r"trade.csv cannot be read as a CSV file in UTF-8",
    ),
    (
        "a damaged Parquet",
        lambda f: (f / "trade.csv").rename(f / "trade.parquet"),
        r"trade.parquet cannot be read as Parquet",
    ),
    (
        "a doubled label",
        lambda f: edit(f / "regions.csv", "MEX,MEX,MEX", "USA,MEX,MEX"),
        r"regions.csv:3: code 'USA' is on regions.csv:2 too",
    ),
    (
        "a strange mark",
        lambda f: edit(f / "sectors.csv", "parts,1", "parts,maybe"),
        r"sectors.csv:2: tradable is 'maybe'; write 1 or 0",
    ),
    (
        "a region without output",
        lambda f: _empty_region(f),
        r"CAN has no value added",
    ),
    (
        "a card with an unknown field",
        lambda f: (f / "baseline.yaml").write_text("yaer: 2022\n"),
        r"card .* baseline.yaml:1: unknown field 'yaer'. Near: year",
    ),
    (
        "a group of strangers",
        lambda f: (f / "baseline.yaml").write_text("groups: {us: [USA, MXE]}\n"),
        r"group 'us' holds the unknown 'MXE'. Near: MEX",
    ),
    (
        "elasticities of 0",
        lambda f: (f / "elasticities.csv").write_text("sector,elasticity\nC29,0\nSERV,4\n"),
        r"elasticities.csv:2: elasticity is 0; it must be above 0",
    ),
    (
        "elasticities that lack a sector",
        lambda f: (f / "elasticities.csv").write_text("sector,elasticity\nC29,3\n"),
        r"elasticities.csv: set 'baseline' lacks SERV",
    ),
    (
        "stale totals",
        lambda f: (f / "region_totals.csv").write_text(
            "region,value_added_musd,deficit_musd,tariff_revenue_musd\n"
            "USA,187.2,12,0.5\nMEX,70.8,-7,2\nCAN,78,-5,0\n"
        ),
        r"region_totals.csv: tariff_revenue against trade: MEX is stated as 2.0000",
    ),
]


def _semicolons(path: Path) -> None:
    path.write_text(path.read_text().replace(",", ";"))


def _empty_region(folder: Path) -> None:
    trade = [
        (r["sector"], r["importer"], r["exporter"], 0 if r["exporter"] == "CAN" else 1, 0)
        for r in rows(folder / "trade.csv")
    ]
    folders.write(folder / "trade.csv", "sector,importer,exporter,flow_musd,tariff", trade)
    made = [
        (n, j, 0 if n == "CAN" else 3, folders.VALUE_ADDED[j])
        for n in folders.REGIONS
        for j in folders.SECTORS
    ]
    header = "region,sector,gross_output_musd,value_added_share"
    (folder / "production_demand.csv").unlink()
    folders.write(folder / "production.csv", header, made)


@pytest.mark.parametrize(("spoil", "said"), [pytest.param(*c[1:], id=c[0]) for c in COEFFICIENTS])
def test_a_fault_is_told_by_file_row_and_cell(tmp_path: Path, spoil: Break, said: str) -> None:
    folder = coefficients(tmp_path / "toy")
    load_folder(folder)
    spoil(folder)
    with pytest.raises(BadBaseline, match=said):
        load_folder(folder)


def test_more_used_than_bought_is_refused_by_its_cells(tmp_path: Path) -> None:
    folder = coefficients(tmp_path)
    _drop_column(folder / "production_demand.csv", "final_demand_musd")
    edit(folder / "io_coefficients.csv", "USA,C29,SERV,0.05", "USA,C29,SERV,0.3")
    edit(folder / "io_coefficients.csv", "USA,SERV,SERV,0.25", "USA,SERV,SERV,0.0")
    edit(folder / "production_demand.csv", "USA,SERV,200.0,0.7", "USA,SERV,200.0,0.1")
    edit(folder / "io_coefficients.csv", "USA,C29,SERV,0.3", "USA,C29,SERV,0.9")
    with pytest.raises(BadBaseline, match=r"1 of 6 cells .* C29 in USA .* repair 'clip'"):
        load_folder(folder)


def test_no_folder() -> None:
    with pytest.raises(BadBaseline, match="is no folder"):
        load_folder("nowhere")


# --------------------------------------------------------------------- the shared folders


def test_cp2015_equals_what_its_authors_derive() -> None:
    folder = shared("cp2015")
    baseline = load_folder(folder)
    economy, demand = baseline.economy, rows(folder / "derived_demand.csv")
    spent, final = (grid(demand, name, baseline) for name in ("expenditure", "final_share"))
    np.testing.assert_allclose(economy.expenditure, spent, rtol=1e-12)
    # The authors subtract inputs whose shares add to 1 within 7e-7; ours are normalised.
    np.testing.assert_allclose(economy.final, final, atol=1e-6)
    derived = rows(folder / "derived_regions.csv")
    size = economy.income
    for name, held in (
        ("value_added", economy.income),
        ("deficit", economy.deficit),
        ("tariff_revenue", recover(economy).revenue),
    ):
        said = totals(derived, name, baseline)
        np.testing.assert_allclose(held / size, said / size, atol=1e-12, err_msg=name)
    assert any("185 of 1240 cells" in note for note in baseline.notes)
    assert any("lifted to exports in 26 of 1240" in note for note in baseline.notes)
    assert (baseline.year, sum(baseline.labels.tradable)) == (1993, 20)


def test_icio_holds_the_identities_of_its_notes() -> None:
    folder = shared("icio")
    baseline = load_folder(folder)
    accounts = recover(baseline.economy)
    totals_ = rows(folder / "region_totals.csv")
    added = totals(totals_, "value_added_musd", baseline)
    np.testing.assert_allclose(baseline.economy.income, added, rtol=1e-8)
    named = dict(zip(baseline.labels.regions, baseline.economy.income / 1e3, strict=True))
    assert [round(named[n]) for n in ("USA", "MEX", "CAN", "CHN")] == [25585, 1473, 2015, 17003]
    spending = baseline.economy.income + accounts.revenue + baseline.economy.deficit
    np.testing.assert_allclose(accounts.final.sum(axis=0), spending, rtol=1e-12)
    column = accounts.value_added.T + accounts.input.sum(axis=1)
    np.testing.assert_allclose(column, 1, atol=1e-15)
    made = rows(folder / "production_demand.csv")
    final = grid(made, "final_demand_musd", baseline)
    np.testing.assert_allclose(accounts.final, final, atol=1e-7 * final.max())
    assert all(baseline.labels.tradable)
    assert "SERV" not in baseline.labels.groups["goods"]


def test_a_copy_of_icio_with_one_cell_lost_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "icio"
    shutil.copytree(shared("icio"), folder, copy_function=shutil.copyfile)
    folder.chmod(0o755)
    lines = (folder / "trade.csv").read_text().splitlines(keepends=True)
    (folder / "trade.csv").write_text("".join(lines[:100] + lines[101:]))
    with pytest.raises(BadBaseline, match=r"trade.csv lacks 1 of 5376 cells"):
        load_folder(folder)
