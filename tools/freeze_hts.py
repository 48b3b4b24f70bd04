"""Freeze the rates of the Harmonized Tariff Schedule, 2025 basic edition, into the package.

Reads the table of the U.S. International Trade Commission (a work of the U.S. government, public
domain) and writes one row a tariff line: the rate of column 1 general, what column 1 special gives
USMCA goods, and the statistical suffixes under the line. The same bytes for the same table.

    python tools/freeze_hts.py ../shared/data/hts_2025_basic/hts_2025_basic.parquet
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

TARGET = Path(__file__).parents[1] / "src/policywire/data/hts/lines.csv"
_LAST_CHAPTER = "97"  # chapters 98 and 99 hold no lines of their own, only provisions on others
_WHOLE = "00"  # the statistical suffix of a line that is not divided

Row = tuple[str, str, str]  # number as published, general, special


def freeze(table: Path) -> str:
    """Return the file the package ships.

    Parameters
    ----------
    table : Path
        Parquet of the schedule: htsno, general, special as published.
    """
    query = "SELECT htsno, general, special FROM read_parquet(?)"
    with duckdb.connect() as connection:
        rows = connection.execute(query, [str(table)]).fetchall()
    return "".join(f"{line}\n" for line in ("line,general,usmca,suffixes", *lines(rows)))


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield one text a tariff line, in order of number."""
    rates: dict[str, tuple[str, str]] = {}
    suffixes: dict[str, list[str]] = {}
    for number, general, special in rows:
        digits = number.replace(".", "")
        if len(digits) < 8 or digits[:2] > _LAST_CHAPTER:
            continue
        line, suffix = digits[:8], digits[8:]
        if general:
            rates[line] = (_plain(general), usmca(special))
        if suffix and suffix != _WHOLE:
            suffixes.setdefault(line, []).append(suffix)
    for line in sorted(rates):
        general, preference = rates[line]
        yield ",".join((line, _quoted(general), _quoted(preference), _joined(suffixes, line)))


def usmca(special: str) -> str:
    """Return what column 1 special gives goods of the USMCA: ``Free``, another text, or nothing.

    The column reads ``Free (A,AU,S) See 9823.10.01 (S+)``: rates, each before its programmes.
    """
    for rate, programmes in re.findall(r"([^()]+)\(([^()]*)\)", _plain(special)):
        if {"S", "S+"} & {name.strip() for name in programmes.split(",")}:
            return str(rate).strip()
    return ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


def _joined(suffixes: dict[str, list[str]], line: str) -> str:
    return "".join(sorted(suffixes.get(line, [])))


def main() -> None:
    """Write the file."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    text = freeze(Path(sys.argv[1]))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    print(
        f"{text.count(chr(10)) - 1:,} tariff lines, {len(text.encode()):,} bytes, in {TARGET.name}."
    )


if __name__ == "__main__":
    main()
