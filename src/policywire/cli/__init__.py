"""The command line: ``policywire write usmca-review`` and its neighbours.

What cannot be done is said in one message on stderr, as text with and without ``--json``, so
that stdout holds whole JSON or nothing. Exit codes: 0 done, 1 not done, 2 wrong use, 130
interrupted.
"""

import gc
import io
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from policywire import __version__, newsroom
from policywire.cli.checking import check, verify_tables
from policywire.cli.claims import claims
from policywire.cli.compare import explain_models, play
from policywire.cli.fed import fed
from policywire.cli.group import PlainGroup
from policywire.cli.language import llm
from policywire.cli.law import cases, origin, rate
from policywire.cli.models import run, scenarios
from policywire.cli.options import AsJson, AsOf, StoreFolder, day_of, put
from policywire.cli.regime import law
from policywire.cli.sites import compare_sites, wait
from policywire.cli.terminal import (
    console,
    console_err,
    draw,
    entries,
    guarded,
    listing,
    print_json,
    steps,
)
from policywire.cli.writing import write
from policywire.facts import Period, SeriesKey

__all__ = ["app", "main"]

_BRIEF_COLUMNS = ("brief", "desk", "options")

app = typer.Typer(
    cls=PlainGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Policy analysis whose every figure is bound to its source and checked before print.",
    epilog="Start with [bold]policywire write usmca-review[/bold]. Exit codes: 0 done, 1 the work "
    "could not be done (the message says why), 2 wrong use.",
)


app.command(
    epilog="Examples: policywire write usmca-review --out out · "
    "policywire write usmca-review --as-of 2026-11-22 --format html · "
    "policywire write fed-decision --meeting 2026-07-29"
)(write)


@app.command(epilog="Example: policywire briefs --json")
@guarded
def briefs(as_json: AsJson = False) -> None:
    """List the briefs that can be written, and the options of `write` that each needs or takes."""
    rows = newsroom.list_briefs()
    if as_json:
        print_json(rows)
        return
    entries([row | {"options": _options(row)} for row in rows], "question", *_BRIEF_COLUMNS)


def _options(row: dict[str, Any]) -> str:
    """Return what `write` must, and what it may, be told for a brief."""
    needs, takes = ", ".join(row["needs"]), ", ".join(row["takes"])
    return "; ".join(
        (*((f"needs {needs}",) if needs else ()), *((f"takes {takes}",) if takes else ()))
    )


@app.command(epilog="Example: policywire desks")
@guarded
def desks(as_json: AsJson = False) -> None:
    """List the desks: who they are and what they may write."""
    rows = newsroom.list_desks()
    listing(rows, as_json, "desk", "title", "remit")


@app.command(epilog="Examples: policywire series · policywire series 'mexico' --json")
@guarded
def series(
    query: Annotated[str, typer.Argument(help="Words that a key or title must all hold.")] = "",
    *,
    limit: Annotated[int, typer.Option(min=0, help="How many to list; 0 for all.")] = 40,
    as_of: AsOf = "",
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """List the series held whose key and title hold every word of QUERY."""
    with newsroom.evidence(store, day_of(as_of)) as view:
        rows = newsroom.list_series(view, query)
    if as_json:
        print_json(rows)
        return
    for row in rows[: limit or None]:
        console.print(row["key"], style="bold", highlight=False, soft_wrap=True)
        console.print(
            f"  {row['title']} · {row['unit']} · {row['held']}", style="dim", highlight=False
        )
    if limit and len(rows) > limit:
        console_err.print(
            f"{len(rows) - limit} more; add a word, or --limit 0 for all.", style="dim"
        )
    if not rows:
        console_err.print(
            "Nothing matches. `policywire series` without a word lists all.", style="dim"
        )


@app.command(
    epilog="Examples: policywire show census:imports.general/USA.MEX --period 2025 · "
    "policywire show fed:fx.mxn/USA.MEX --period 2026-06-25..2026-07-08"
)
@guarded
def show(
    key: Annotated[str, typer.Argument(metavar="SERIES", help="Key of a series.")],
    period: Annotated[str, typer.Option(help="A period or range; the last ones by default.")] = "",
    as_of: AsOf = "",
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show a series: values, a small chart, and the trail below."""
    asked = put(Period.parse, period) if period else None
    address = put(SeriesKey.parse, key)
    with newsroom.evidence(store, day_of(as_of)) as view:
        found = newsroom.show_series(view, address, asked)
    if as_json:
        print_json(found)
    else:
        draw(found)


@app.command(epilog="Example: policywire collect ../tables --store store")
@guarded
def collect(
    folder: Annotated[Path, typer.Argument(help="Folder of collected official tables.")],
    store: Annotated[Path, typer.Option(help="Store to file into; made where there is none.")],
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="One sub-folder alone; repeat for several. All by default."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """File a folder of collected official tables into a store."""
    with steps(as_json) as tell:
        read, new = newsroom.collect(folder, store, tell, only=tuple(only or ()))
    if as_json:
        print_json({"read": read, "new": new, "store": store})
    else:
        said = f"{read:,} observations read, {new:,} new, in {store}."
        console.print(said, highlight=False, markup=False)


@app.command(epilog="Example: policywire freeze --store store --out snapshot")
@guarded
def freeze(
    store: Annotated[Path, typer.Option(help="Store to freeze from.")],
    out: Annotated[Path, typer.Option(help="Folder of the snapshot.")],
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Freeze what the catalogue marks for the package into a snapshot."""
    with steps(as_json) as tell:
        manifest = newsroom.freeze_snapshot(store, out, day_of(as_of), tell)
    if as_json:
        print_json(manifest)
    else:
        console.print(
            f"{manifest['series']:,} series, {manifest['observations']:,} observations, "
            f"{manifest['bytes']:,} bytes, as of {manifest['as_of']}, in {out}.",
            highlight=False,
        )


app.command(
    epilog="Examples: policywire check article.md · policywire check page.html --html "
    "report.html · policywire check - --json < article.txt"
)(check)
app.command(epilog="Example: policywire verify-tables sentences.jsonl --json")(verify_tables)
app.command(
    epilog="Examples: policywire run tariff-25-mex-can-retaliation --draws 500 · "
    "policywire run my-scenario.yaml --region MEX --region CAN --closure fixed-deficit --out out"
)(run)
app.command(epilog="Example: policywire scenarios --json")(scenarios)
app.command(
    epilog="Examples: policywire explain-models tariff-25-mex-can-retaliation · "
    "policywire explain-models my-scenario.yaml --region MEX --out out"
)(explain_models)
app.command(
    epilog="Examples: policywire play USA MEX CAN CHN · policywire play USA --json · "
    "policywire play MEX --against tariff-25-mex-can"
)(play)
app.command(
    epilog="Examples: policywire rate --date 2025-05-15 --origin MEX --hts 7208 · policywire rate "
    "--date 2025-04-10 --origin MEX --hts 8703.23 --claim --us-content 40% --json"
)(rate)
app.command(
    epilog="Example: policywire origin bill.csv --good 8708.30 --date 2026-07-01 "
    "--total-cost 95 --use passenger_vehicle"
)(origin)
app.command(epilog="Example: policywire cases cases.json --json")(cases)
app.command(
    epilog="Examples: policywire law --on 2026-07-24 --origin MEX · "
    "policywire law --changes-since 2026-01-01"
)(law)
app.command(
    epilog="Examples: policywire claims usmca-rvc-82-us-50 · "
    "policywire claims my-scenario.yaml --json"
)(claims)
app.command(
    "compare-sites",
    epilog="Examples: policywire compare-sites · policywire compare-sites sites.yaml --json",
)(compare_sites)
app.command(
    epilog="Examples: policywire wait --margin 15% --kept 40% · policywire wait --margin 15% "
    "--kept 70% --years 1.6 --threat 10% · policywire wait --table --on 2026-11-22"
)(wait)
app.add_typer(fed, name="fed")
app.add_typer(llm, name="llm")


def _version(wanted: bool) -> None:
    if wanted:
        console.print(f"policywire {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Policy analysis whose every figure is bound to its source and checked before print."""


def main() -> None:
    """Run the command line; what a terminal cannot show is printed as an escape."""
    gc.set_threshold(100_000)  # a command is short: fewer collections save a tenth of its time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
