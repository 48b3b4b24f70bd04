"""The law room: processor time of an answer, of a day's panel, of the calibration, of a scenario.

What needs the shared folder is left out, and said, where it is absent.

    python bench/law.py [--shared ../shared/data] [--json FILE]
"""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import duckdb

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from policywire.desks.desk import desks  # noqa: E402
from policywire.facts import Place  # noqa: E402
from policywire.models.origin_choice.calibrate import bootstrap  # noqa: E402
from policywire.models.trade.scenarios.asked import Asked  # noqa: E402
from policywire.models.trade.scenarios.run import run  # noqa: E402
from policywire.models.trade.scenarios.scenario import find_scenario  # noqa: E402
from policywire.policy.duty import Entry  # noqa: E402
from policywire.policy.library import open_library  # noqa: E402
from policywire.policy.panel import panel  # noqa: E402
from policywire.policy.regime import Lawbook  # noqa: E402
from tools.freeze_choice import PLACES, Tables, lines_of, panel_of  # noqa: E402

PARTNERS = ("MEX", "CAN", "CHN", "EUU")
BARS = {"rate, warm": 0.001, "panel of a day": 2.0, "fit, 200 bootstraps": 60.0, "scenario": 10.0}


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the median processor time of some work."""
    spent = []
    for _ in range(rounds):
        begun = process_time()
        work()
        spent.append(process_time() - begun)
    return median(spent)


def answer() -> float:
    """Return the time of one answer to one question, once its days have been asked."""
    law = open_library(desks()["trade"].law).law
    days = [date(2025, 5, 15) + timedelta(days=30 * at) for at in range(10)]

    def ask() -> None:
        for day in days:
            law.on(day).rate(Place("MEX"), "8708.30.50", Entry())

    ask()
    return seconds(ask, 20) / len(days)


def panels(shared: Path) -> float:
    """Return the time of every line of the import table, four partners, on a day not asked yet."""
    table = shared / "us_imports_hs6_2024" / "us_imports_hs6_2024.parquet"
    with duckdb.connect() as connection:
        query = "SELECT DISTINCT hs6 FROM read_parquet(?) ORDER BY 1"
        numbers = [row[0] for row in connection.execute(query, [str(table)]).fetchall()]
    held = open_library(desks()["trade"].law).law

    def ask() -> None:
        regime = Lawbook(held.book, held.schedule).on(date(2025, 9, 1))
        for one in PARTNERS:
            panel(regime, Place(one), numbers)

    return seconds(ask)


def calibration(shared: Path) -> float:
    """Return the time of 200 resamples of the calibration on the public lines."""
    tables = Tables(shared)
    lines = [lines_of(tables, place) for place in PLACES]
    return seconds(lambda: bootstrap([panel_of(one) for one in lines], 200, 1), 1)


def scenario() -> float:
    """Return the time of a legal scenario with 200 draws, from law to intervals."""
    held = find_scenario("usmca-rvc-82-us-50")
    return seconds(lambda: run(held, Asked(draws=200, parts=False)), 1)


def main() -> None:
    """Measure and print; the bars are those the room is held to."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared" / "data")
    options.add_argument("--json", type=Path)
    told = options.parse_args()
    found: dict[str, Any] = {"rate, warm": answer(), "scenario": scenario()}
    if told.shared.is_dir():
        found["panel of a day"] = panels(told.shared)
        found["fit, 200 bootstraps"] = calibration(told.shared)
    else:
        print(f"{told.shared.name} is absent: panel and calibration are left out")
    for name, spent in found.items():
        print(f"{name:22}{spent:>10.4f} s   bar {BARS[name]:g} s")
    if told.json:
        told.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    sys.exit(any(spent > BARS[name] for name, spent in found.items()))


if __name__ == "__main__":
    main()
