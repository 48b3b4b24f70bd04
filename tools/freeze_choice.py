"""Recompute the tables of who claims the preference that ship, from public lines that do not.

    python tools/freeze_choice.py [--shared ../shared/data] [--out FOLDER]

Reads imports and claims by tariff line, month and class, imports and duties of 2024 by subheading
and collected duties by month (U.S. Census Bureau and USITC DataWeb, public domain) from the shared
folder. Writes lines with their use and margin, partners' composition, months, the calibration with
its bootstrap, and a certificate: samples, seeds, checks, hashes of what was read. Two runs give the
same bytes.

The recording of July 2025 is handled as an event of the data: before it claims on lines free of
duty were not recorded, so nothing before July is read from those lines.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from policywire.desks.desk import desks
from policywire.facts import Place
from policywire.models.legal.rates import METAL, fees
from policywire.models.origin_choice.adjustment import fit_adjustment
from policywire.models.origin_choice.calibrate import Fit, Panel, bootstrap, fit, predicted
from policywire.models.origin_choice.vehicles import Rule, solved_mean
from policywire.policy.duty import Entry
from policywire.policy.library import open_library
from policywire.policy.panel import panel
from policywire.policy.regime import Regime

ROOT = Path(__file__).parents[1]
SEED = 20261122
DRAWS = 200
BAND = (0.05, 0.95)
PLACES = {"MEX": ("MX", "2010", "MEXICO"), "CAN": ("CA", "1220", "CANADA")}
OTHERS = {"CHN": "5700", "EUU": "0003"}
BEFORE, AFTER = date(2025, 2, 1), date(2025, 10, 15)
RECORDED = "2025-07"  # claims on lines free of duty are recorded from here
US_CONTENT = (0.30, 0.40, 0.50)  # share of a vehicle's value that is U.S.: assumed, low to high
THETA, SPREAD = (2.0, 3.5, 8.0), (0.12, 0.18, 0.22)
RVC_THEN = 0.75
LIGHT = ("8703", "870421", "870431", "870441", "870451", "870460")
CORE = (
    *("840731", "840732", "840733", "840734", "840820", "840991", "840999", "850760"),
    *("8706", "8707", "870829", "870840", "870850", "870880", "870894"),
)
_LAST = "97"
_FEW, _LEAST = 5e6, 0.05  # dutiable value without a claim that tells a specific rate's weight

Array = NDArray[np.float64]
Names = NDArray[np.str_]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lines:
    """Tariff lines of ten digits of one place: imports and claims before and after, and rates."""

    place: str
    code: Names
    imports: tuple[Array, Array]
    use: tuple[Array, Array]
    dutiable: Flags
    specific: Flags
    base: Array
    margin: tuple[Array, Array]


class Tables:
    """The tables of the shared folder."""

    def __init__(self, shared: Path) -> None:
        self.shared, self.read = shared, dict[str, str]()

    def rows(self, name: str, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on one file, and keep its hash."""
        path = self.shared / name
        self.read[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        with duckdb.connect() as connection:
            return connection.execute(query.format(file=path)).fetchall()


def lines_of(tables: Tables, place: str) -> Lines:
    """Return the lines of a place with what a claim saved before and after."""
    short, number, _ = PLACES[place]
    query = (
        "SELECT hts10, v_p1_jan_feb25, u_p1_jan_feb25, v_p4_h2_25, u_p4_h2_25, mfn FROM '{file}' "
        f"WHERE country = '{short}' AND substr(hts10, 1, 2) <= '{_LAST}' ORDER BY hts10"
    )
    rows = tables.rows("usmca-choice-calibration/lines.parquet", query)
    code = np.array([row[0] for row in rows])
    v1, u1, v4, u4 = (np.array([row[at] for row in rows], float) for at in (1, 2, 3, 4))
    rate = np.array([np.nan if row[5] is None else row[5] for row in rows], float)
    specific = np.isnan(rate)
    dutiable = specific | (rate > 0)
    base = np.where(specific, _weights(tables, code, (v1, u1), specific, number), rate)
    use = (_share(u1, v1), _share(u4, v4))
    law = open_library(desks()["trade"].law).law
    numbers = [str(one) for one in code]
    saved = [_saved(law.on(day), place, numbers) for day in (BEFORE, AFTER)]
    # A number the schedule of 2025 lacks keeps its own base rate.
    margin = [
        np.where(np.isnan(one), base, one + np.where(specific, base, 0.0))
        + fees(law.on(day), numbers)
        for one, day in zip(saved, (BEFORE, AFTER), strict=True)
    ]
    return Lines(place, code, (v1, v4), use, dutiable, specific, base, (margin[0], margin[1]))


def _share(part: Array, whole: Array) -> Array:
    return np.minimum(part / np.maximum(whole, 1.0), 1.0)


def _saved(regime: Regime, place: str, codes: Sequence[str]) -> Array:
    """Return what a claim saves on each number under a law, specific base rates left out."""
    where = Place.parse(place)
    rates = [
        panel(regime, where, codes, Entry(claim=claim, us_content=US_CONTENT[1], metal_share=METAL))
        for claim in (False, True)
    ]
    return np.asarray(rates[0].mean - rates[1].mean)


def _weights(
    tables: Tables, code: Names, held: tuple[Array, Array], specific: Flags, number: str
) -> Array:
    """Return what specific rates come to as a share of value, by subheading.

    Duty of 2024 over the value that bore it: the place's own where enough came in without a claim,
    else the European Union's, else the middle of those found.
    """
    query = "SELECT hs6, census_code, value_usd, calculated_duty_usd FROM '{file}'"
    found = tables.rows("us_imports_hs6_2024/us_imports_hs6_2024.parquet", query)
    paid = {(row[0], row[1]): (float(row[2]), float(row[3])) for row in found}
    six = np.array([one[:6] for one in code])
    value, used = held
    rate = np.full(code.size, np.nan)
    for head in np.unique(six[specific]):
        at = six == head
        bare = float((value - used)[at & specific].sum()) / max(float(value[at].sum()), 1.0)
        own, union = paid.get((head, number), (0.0, 0.0)), paid.get((head, "0003"), (0.0, 0.0))
        if own[0] * bare > _FEW and bare > _LEAST:
            rate[at] = own[1] / (own[0] * bare)
        elif union[0] > _FEW / 5 and union[1] > 0:
            rate[at] = union[1] / union[0]
    middle = float(np.nanmedian(rate[specific]))
    return np.where(np.isnan(rate), middle, np.minimum(rate, 1.0))


def panel_of(lines: Lines, kept: Flags | None = None) -> Panel:
    """Return the lines a calibration reads: dutiable, traded before and after."""
    held = lines.dutiable & (lines.imports[0] > 0) & (lines.imports[1] > 0)
    made = Panel(
        *(lines.imports[0], *lines.use, *lines.margin),
        heading=np.array([int(one[:4]) for one in lines.code]),
    )
    return made.only(held if kept is None else held & kept)


def check(
    lines: Sequence[Lines], found: Fit, kept: Sequence[Flags] | None = None
) -> dict[str, Any]:
    """Return use before as it was and as the model says, and the change to after, by place."""
    told = {}
    for at, one in enumerate(lines):
        of = panel_of(one, None if kept is None else kept[at])
        weight = of.value / of.value.sum()
        said = predicted(of, float(found.median[0, at]), float(found.sigma[0]))
        was, said_, then = (float((weight * part).sum()) for part in (of.before, said, of.after))
        told[one.place] = {
            "actual": was,
            "model": said_,
            "change_actual_points": 100 * (then - was),
            "change_model_points": 100 * (then - said_),
            "lines": int(of.value.size),
        }
    return told


def held_out(lines: Sequence[Lines]) -> dict[str, Any]:
    """Return what chapters not fitted say: fitted on odd, tested on even, and the other way."""
    odd = [np.array([int(code[:2]) % 2 == 1 for code in one.code]) for one in lines]
    even = [~one for one in odd]
    told = {}
    for name, fitted, tested in (("odd_to_even", odd, even), ("even_to_odd", even, odd)):
        found = fit([panel_of(one, kept) for one, kept in zip(lines, fitted, strict=True)])
        told[name] = check(lines, found, tested) | {"sigma": float(found.sigma[0])}
    oil = [np.array([code[:4] == "2709" for code in one.code]) for one in lines]
    told["crude_oil_in_sample"] = check(lines, fit([panel_of(one) for one in lines]), oil)
    return told


def replicates(lines: Sequence[Lines], central: Fit, drawn: Fit) -> list[list[Any]]:
    """Return rows of joint draws; the first, of draw 0, is the central one."""
    stream = np.random.default_rng(SEED + 1)
    cars = [_cars(one) for one in lines]
    rows = []
    for at in range(drawn.sigma.size + 1):
        own = central if at == 0 else drawn
        median, sigma = own.median[max(at - 1, 0)], float(own.sigma[max(at - 1, 0)])
        theta, spread, american = THETA[1], SPREAD[1], US_CONTENT[1]
        if at:
            theta = float(np.exp(stream.uniform(np.log(THETA[0]), np.log(THETA[2]))))
            spread = float(stream.uniform(SPREAD[0], SPREAD[2]))
            american = float(stream.uniform(US_CONTENT[0], US_CONTENT[2]))
        mu = _paper_of_makers(cars[1], sigma)
        mean = solved_mean(cars[0], Rule(RVC_THEN), spread, theta, np.array([mu, sigma]))
        rows.append(
            [at, *map(float, median), sigma, float(np.exp(mu)), theta, spread, mean, american]
        )
    return rows


def _cars(lines: Lines) -> tuple[float, float]:
    """Return use of passenger cars before the tariffs, and what a claim then saved."""
    at = np.array([code[:4] == "8703" for code in lines.code]) & lines.dutiable
    weight = lines.imports[0][at] / lines.imports[0][at].sum()
    use, margin = (float((weight * one[at]).sum()) for one in (lines.use[0], lines.margin[0]))
    return use, margin


def _paper_of_makers(cars: tuple[float, float], sigma: float) -> float:
    """Return the log median cost of claiming of makers: what Canada's cars tell of it.

    Nearly all of them claimed for a margin of 2.5 percent: content did not bind, paper hardly.
    """
    from scipy.special import ndtri

    use, margin = cars
    return float(np.log(np.log1p(margin)) - sigma * ndtri(use))


def by_eight(lines: Lines, tables: Tables, sectors: dict[str, str]) -> list[list[Any]]:
    """Return rows of lines: sector, group, imports of 2024 and of late 2025, use, margin."""
    number = PLACES[lines.place][1]
    query = f"SELECT hs6, value_usd FROM '{{file}}' WHERE census_code = '{number}'"
    found = tables.rows("us_imports_hs6_2024/us_imports_hs6_2024.parquet", query)
    year = {head: float(value) for head, value in found}
    eight, six = _told_apart(lines.code), np.array([code[:6] for code in lines.code])
    seen = lines.imports[0] + lines.imports[1]
    heads = {head: float(seen[six == head].sum()) for head in np.unique(six)}
    rows = []
    for code in np.unique(eight):
        at = eight == code
        whole = heads[code[:6]]
        imports = year.get(str(code[:6]), 0.0) * float(seen[at].sum()) / whole if whole else 0.0
        if imports < 1:
            continue
        weight = lines.imports[1][at] if lines.imports[1][at].sum() else np.ones(int(at.sum()))
        weight = weight / weight.sum()
        mean = [float((weight * part[at]).sum()) for part in (lines.use[1], lines.margin[1])]
        base = f"{float(lines.base[at].mean()):.6f}" if lines.specific[at].all() else ""
        rows.append(
            [
                *(lines.place, str(code), sector(str(code), sectors), group(str(code))),
                *(round(imports), round(float(lines.imports[1][at].sum()))),
                *(f"{mean[0]:.5f}", f"{mean[1]:.6f}", base),
            ]
        )
    return rows


def special(place: str, tables: Tables) -> list[Any]:
    """Return the row of chapters 98 and 99, whose goods come back or pass under provisions.

    They bear no duty of their own here, and stand for what a mean over all imports is taken of.
    """
    short, number, _ = PLACES[place]
    query = (
        "SELECT sum(v_p4_h2_25), sum(u_p4_h2_25) FROM '{file}' "
        f"WHERE country = '{short}' AND substr(hts10, 1, 2) > '{_LAST}'"
    )
    ((recent, used),) = tables.rows("usmca-choice-calibration/lines.parquet", query)
    query = (
        "SELECT sum(value_usd) FROM '{file}' "
        f"WHERE census_code = '{number}' AND substr(hs6, 1, 2) > '{_LAST}'"
    )
    ((year,),) = tables.rows("us_imports_hs6_2024/us_imports_hs6_2024.parquet", query)
    claimed = f"{float(used) / float(recent):.5f}"
    return [place, "98", "", "", int(year), int(recent), claimed, "0.000000", ""]


def _told_apart(codes: Names) -> Names:
    """Return for each number of ten digits the one it is kept under.

    That is the line of eight, unless acts list some of its ten-digit numbers and not others.
    """
    law = open_library(desks()["trade"].law).law
    lists: dict[str, set[int]] = {}
    for code in codes:
        lists.setdefault(code[:8], set()).add(law.bits(str(code)))
    return np.array([code if len(lists[code[:8]]) > 1 else code[:8] for code in codes])


def sector(code: str, sectors: dict[str, str]) -> str:
    """Return the sector of a number: that of its longest beginning held."""
    for size in range(len(code), 1, -1):
        if code[:size] in sectors:
            return sectors[code[:size]]
    raise SystemExit(f"{code}: no sector. Add its chapter to sectors.csv.")


def group(code: str) -> str:
    """Return whether a number is a light vehicle or a core part of one."""
    if code.startswith(LIGHT):
        return "vehicle"
    return "core" if code.startswith(CORE) else ""


def partners(tables: Tables, sectors: dict[str, str]) -> list[list[Any]]:
    """Return rows of imports of 2024 by partner and subheading, of partners without the USMCA."""
    query = "SELECT hs6, census_code, value_usd FROM '{file}' ORDER BY 2, 1"
    found = tables.rows("us_imports_hs6_2024/us_imports_hs6_2024.parquet", query)
    names = {number: place for place, number in OTHERS.items()}
    return [
        [names[number], head, sector(head, sectors), int(value)]
        for head, number, value in found
        if number in names and head[:2] <= _LAST and value > 0
    ]


def months(tables: Tables) -> list[list[Any]]:
    """Return rows of imports and claims by place, month and class of line."""
    query = "SELECT country, ym, cls, total_value, usmca_value FROM '{file}' ORDER BY ALL"
    found = tables.rows("usmca-choice-calibration/monthly-by-mfn-class.csv", query)
    names = {short: place for place, (short, *_) in PLACES.items()}
    return [[names[row[0]], *row[1:]] for row in found]


def collected(tables: Tables) -> list[list[Any]]:
    """Return rows of imports and calculated duties by place and month, from 2025."""
    query = (
        "SELECT partner, period, value_usd, calculated_duty_usd FROM '{file}' "
        "WHERE naics = '00' AND period >= '2025-01' ORDER BY ALL"
    )
    found = tables.rows("us_imports_naics3_monthly/us_imports_naics3.parquet", query)
    names = {name: place for place, (*_, name) in PLACES.items()}
    return [[names[row[0]], *row[1:]] for row in found if row[0] in names]


def pace(rows: list[list[Any]]) -> dict[str, Any]:
    """Return how fast use of dutiable lines moved, by place, from the month before the tariffs.

    The range is over leaving out each month after it.
    """
    told = {}
    for place in PLACES:
        held: dict[str, Array] = {}
        for where, month, lines, value, used in rows:
            if where == place and lines != "mfn_free" and "2025-02" <= month <= "2025-12":
                held[month] = held.get(month, np.zeros(2)) + np.array([value, used], float)
        use = np.array([held[month][1] / held[month][0] for month in sorted(held)])
        found = fit_adjustment(use)
        others = [fit_adjustment(np.delete(use, at)).rho for at in range(1, use.size)]
        told[place] = {
            "rho": found.rho,
            "range": [min(others), max(others)],
            "rest": found.rest,
            "half_life_months": found.half_life,
        }
    return told


def text_of(header: str, rows: Iterable[Sequence[Any]]) -> str:
    """Return a table as CSV."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return held.getvalue()


def freeze(shared: Path, out: Path) -> dict[str, str]:
    """Return every file by name."""
    tables = Tables(shared)
    text = (out / "sectors.csv").read_text(encoding="utf-8")
    sectors = {row["prefix"]: row["sector"] for row in csv.DictReader(io.StringIO(text))}
    lines = [lines_of(tables, place) for place in PLACES]
    panels = [panel_of(one) for one in lines]
    central, drawn = fit(panels), bootstrap(panels, DRAWS, SEED)
    joint, month = replicates(lines, central, drawn), months(tables)
    columns = "draw,median_mex,median_can,sigma,median_makers,theta,spread,mean,us_content"
    rounded = [[row[0], *(f"{one:.8g}" for one in row[1:])] for row in joint]
    certificate = _certificate(lines, joint, columns, month, tables)
    return {
        "lines.csv": text_of(
            "place,line,sector,group,imports,recent,claimed,margin,base",
            [
                row
                for one in lines
                for row in (*by_eight(one, tables, sectors), special(one.place, tables))
            ],
        ),
        "partners.csv": text_of("place,subheading,sector,imports", partners(tables, sectors)),
        "months.csv": text_of("place,month,lines,imports,claimed", month),
        "collected.csv": text_of("place,month,imports,duties", collected(tables)),
        "draws.csv": text_of(columns, rounded),
        "certificate.json": json.dumps(certificate | {"read": tables.read}, indent=1) + "\n",
    }


def _certificate(
    lines: Sequence[Lines], joint: list[list[Any]], columns: str, month: list[list[Any]], _: Tables
) -> dict[str, Any]:
    drawn = np.array([row[1:] for row in joint[1:]], float)
    names = columns.split(",")[1:]
    bands = {
        name: {"central": joint[0][at + 1], "band": np.quantile(drawn[:, at], BAND).tolist()}
        for at, name in enumerate(names)
    }
    central = fit([panel_of(one) for one in lines])
    cars = {one.place: _cars(one) for one in lines}
    return _rounded(
        {
            "command": "python tools/freeze_choice.py",
            "seed": SEED,
            "bootstraps": len(drawn),
            "of": DRAWS,
            "band": list(BAND),
            "resampled": "tariff headings of four digits, by place",
            "before": {"months": "2025-01, 2025-02", "law_of": str(BEFORE)},
            "after": {"months": "2025-07 to 2025-12", "law_of": str(AFTER)},
            "event": f"claims on lines free of duty are recorded from {RECORDED}",
            "parameters": bands,
            "assumed": {"us_content": US_CONTENT, "metal_share": METAL, "theta": THETA}
            | {"spread": SPREAD},
            "cars_before": {place: {"use": use, "margin": m} for place, (use, m) in cars.items()},
            "in_sample": check(lines, central),
            "held_out": held_out(lines),
            "adjustment": pace(month),
        }
    )


def _rounded(value: dict[str, Any]) -> dict[str, Any]:
    return {name: _six(one) for name, one in value.items()}


def _six(value: Any) -> Any:
    if isinstance(value, dict):
        return _rounded(value)
    if isinstance(value, list | tuple):
        return [_six(one) for one in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` say whether those written are these."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--out", type=Path, default=ROOT / "src/policywire/data/origin-choice")
    asked = parser.parse_args(arguments)
    began = time.process_time()
    files = freeze(asked.shared, asked.out)
    for name, text in files.items():
        held = asked.out / f".{name}.new"
        held.write_text(text, encoding="utf-8")
        os.replace(held, asked.out / name)
    print(f"{len(files)} files in {time.process_time() - began:.1f} s of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
