"""Small folders of the two layouts, written by hand; and where the shared ones lie."""

import csv
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
REGIONS, SECTORS = ("USA", "MEX", "CAN"), ("C29", "SERV")

# Sales before duty by sector: rows buy, columns sell. Vehicles are traded, services are not.
FLOW = {
    "C29": ((100.0, 20.0, 10.0), (10.0, 50.0, 5.0), (8.0, 2.0, 40.0)),
    "SERV": ((200.0, 0.0, 0.0), (0.0, 60.0, 0.0), (0.0, 0.0, 80.0)),
}
RATE = {("MEX", "USA"): 0.1, ("USA", "CAN"): 0.05}
VALUE_ADDED = {"C29": 0.4, "SERV": 0.7}
INPUT = {("C29", "C29"): 0.4, ("SERV", "C29"): 0.2, ("C29", "SERV"): 0.05, ("SERV", "SERV"): 0.25}

Row = tuple[Any, ...]


def shared(name: str) -> Path:
    """Return a shared data folder; the test is skipped where it is absent."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the shared data folder {name} is not beside this checkout")
    return folder


def write(path: Path, header: str, rows: list[Row]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header.split(","), *rows])


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one place of a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_row(path: Path, start: str, new: str) -> None:
    """Replace the one row that starts so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith(start) for line in lines) == 1, f"{start!r} in {path.name}"
    made = [new if line.startswith(start) else line for line in lines]
    path.write_text("\n".join([*made, ""]), encoding="utf-8")


def coefficients(folder: Path) -> Path:
    """Write a balanced folder of the layout of ``icio``, worked out on paper."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "regions.csv", "code,name,members", [(code, code, code) for code in REGIONS])
    write(
        folder / "sectors.csv",
        "code,name,tradable",
        [("C29", "Motor vehicles and parts", 1), ("SERV", "All services", 0)],
    )
    trade = [
        (j, n, i, FLOW[j][b][s], RATE.get((n, i), 0) if j == "C29" else 0)
        for j in SECTORS
        for b, n in enumerate(REGIONS)
        for s, i in enumerate(REGIONS)
    ]
    write(folder / "trade.csv", "sector,importer,exporter,flow_musd,tariff", trade)
    write(
        folder / "io_coefficients.csv",
        "region,input,output,coefficient",
        [(n, k, j, INPUT[k, j]) for n in REGIONS for k in SECTORS for j in SECTORS],
    )
    write(
        folder / "production_demand.csv",
        "region,sector,gross_output_musd,value_added_share,expenditure_musd,final_demand_musd",
        [_production(n, j) for n in REGIONS for j in SECTORS],
    )
    return folder


def output(n: str, j: str) -> float:
    """Return what a region sells of a sector: the sum of its column."""
    return sum(row[REGIONS.index(n)] for row in FLOW[j])


def _production(n: str, j: str) -> Row:
    buys = FLOW[j][REGIONS.index(n)]
    rates = [RATE.get((n, i), 0.0) if j == "C29" else 0.0 for i in REGIONS]
    spent = sum(flow * (1 + rate) for flow, rate in zip(buys, rates, strict=True))
    used = sum(INPUT[j, k] * output(n, k) for k in SECTORS)
    return n, j, output(n, j), VALUE_ADDED[j], round(spent, 6), round(spent - used, 6)


def shares(folder: Path) -> Path:
    """Write the same economy in the layout of ``cp2015``: no domestic rows, shares of materials."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "regions.csv", "code,name", [(n, n) for n in REGIONS])
    write(
        folder / "sectors.csv",
        "code,name,tradable,theta",
        [("C29", "Auto", 1, 5.5), ("SERV", "Services", 0, 4)],
    )
    trade = [
        ("C29", n, i, FLOW["C29"][b][s], RATE.get((n, i), 0), 0)
        for b, n in enumerate(REGIONS)
        for s, i in enumerate(REGIONS)
        if n != i
    ]
    write(folder / "trade.csv", "sector,importer,exporter,flow,tariff_1993,tariff_2005", trade)
    write(
        folder / "io_shares.csv",
        "region,input,output,share",
        [
            (n, k, j, repr(INPUT[k, j] / (1 - VALUE_ADDED[j])))
            for n in REGIONS
            for k in SECTORS
            for j in SECTORS
        ],
    )
    write(
        folder / "production.csv",
        "region,sector,gross_output,value_added_share",
        [(n, j, output(n, j), VALUE_ADDED[j]) for n in REGIONS for j in SECTORS],
    )
    return folder
