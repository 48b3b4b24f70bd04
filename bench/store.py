"""The file room on all collected trade tables: load, as-of look-up, and a grouped sum.

The grouped sum is compared, in one run, with DuckDB reading the same Parquet file bare.
Needs the folder of collected tables; pass it, or set it beside the checkout as ``../shared/data``.
"""

import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import duckdb

from policywire import newsroom
from policywire.evidence import Store, View, totals_by_partner_and_year

FAMILY, PRODUCT = "census:exports.total", r"hs:\d\d"
TABLE = "us_exports_hs2_monthly/us_exports_hs2.parquet"
BARE = (
    "SELECT partner, left(period, 4) AS year, sum(value_usd) FROM read_parquet('{}') GROUP BY 1, 2"
)
ROUNDS = 15


def timed(work: object) -> list[float]:
    """Return seconds of each round of ``work``."""
    seconds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()  # type: ignore[operator]
        seconds.append(perf_counter() - start)
    return seconds


def look_ups(store: Store, count: int = 200) -> float:
    """Return the median seconds of an as-of look-up of one series, none cached."""
    with store.read() as view:
        keys = Random(1).sample(list(view.held()), count)
        seconds = []
        for key in keys:
            start = perf_counter()
            view.observations(key)
            seconds.append(perf_counter() - start)
    return median(seconds)


def grouped(store: Store, folder: Path) -> tuple[float, float, int]:
    """Return median seconds ours and bare, and the rows grouped."""
    path = folder / TABLE
    bare = duckdb.connect()
    with store.read() as view:
        rows = sum(total.count for total in totals_by_partner_and_year(view, FAMILY, PRODUCT))
        ours = timed(lambda: _ours(view))
        theirs = timed(lambda: bare.execute(BARE.format(path)).fetchall())
    return median(ours), median(theirs), rows


def _ours(view: View) -> None:
    totals_by_partner_and_year(view, FAMILY, PRODUCT)


def main() -> None:
    """Run the three measurements and print them."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    if not folder.is_dir():
        print(f"skipped: {folder} is absent; pass a folder of collected tables")
        return
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(Path(scratch) / "store")
        start = perf_counter()
        read, _ = newsroom.collect(folder, store.folder, lambda step: None)
        load = perf_counter() - start
        look = look_ups(store)
        ours, bare, rows = grouped(store, folder)
    print(f"load               {read:,} observations in {load:.1f} s (target 30 s)")
    print(f"as-of look-up      {1000 * look:.1f} ms median of 200 series (target 20 ms)")
    print(f"group {rows:,} rows by partner and year: {1000 * ours:.1f} ms")
    print(f"  DuckDB on the bare Parquet: {1000 * bare:.1f} ms; ratio {ours / bare:.2f} (target 3)")


if __name__ == "__main__":
    main()
