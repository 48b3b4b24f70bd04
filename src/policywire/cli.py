"""The command line: ``policywire write usmca-review`` and its neighbours.

What cannot be done is said in one message on stderr, as text with and without ``--json``, so
that stdout holds whole JSON or nothing. Exit codes: 0 done, 1 not done, 2 wrong use, 130
interrupted.
"""

import errno
import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar

import duckdb
import typer
from rich.console import Console
from rich.table import Table as RichTable

from policywire import __version__, newsroom
from policywire.facts import Period, SeriesKey
from policywire.facts.errors import BadReference, PolicywireError, WrongUse

__all__ = ["app", "main"]

P = ParamSpec("P")
T = TypeVar("T")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Policy analysis whose every figure is bound to its source and checked before print.",
    epilog="Start with [bold]policywire write usmca-review[/bold]. Exit codes: 0 done, 1 the work "
    "could not be done (the message says why), 2 wrong use.",
)
_out, _err = Console(), Console(stderr=True)

AsOf = Annotated[
    str,
    typer.Option(metavar="DATE", help="Where the reader stands: nothing said later is used."),
]
StoreFolder = Annotated[
    Path | None,
    typer.Option("--store", help="A store made by `collect`; the packaged snapshot otherwise."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


def _guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Turn our errors into one message and an exit code, never a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except PolicywireError as error:
            raise _stop(str(error), 2 if isinstance(error, WrongUse) else 1) from error
        except KeyboardInterrupt:
            raise _stop("interrupted.", 130) from None
        except (OSError, UnicodeError, RecursionError, duckdb.Error) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # the reader of our output has gone; click ends quietly
            raise _stop(_told(error), 1) from error

    return run


def _stop(message: str, code: int) -> typer.Exit:
    """Say what went wrong and return the exit."""
    _err.print(f"policywire: {message}", style="red", markup=False, highlight=False)
    return typer.Exit(code)


def _told(error: Exception) -> str:
    """Return what the system, the database or a decoder refused, in one readable message."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        why = error.strerror or str(error)
        return f"{where}{why}. Check that the place exists and that you may use it."
    if isinstance(error, duckdb.Error):
        first = (str(error).splitlines() or ["no reason given"])[0]
        return f"the database refused: {first} Check the store and the space that is free."
    if isinstance(error, UnicodeError):
        return f"a text is not UTF-8: {error}. Save it as UTF-8 and try again."
    return "an input is nested too deeply to be read. Flatten it and try again."


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"--as-of takes a day such as 2026-07-01, not '{text}'.") from error
    today = datetime.now(tz=UTC).date()
    if day > today:
        raise WrongUse(f"--as-of {day} lies ahead of today, {today}. Nobody stands there yet.")
    return day


def _put(parse: Callable[[str], T], text: str) -> T:
    """Read an argument; what is put wrongly is wrong use."""
    try:
        return parse(text)
    except BadReference as error:
        raise WrongUse(str(error)) from error


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n")


@contextmanager
def _steps(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show each step as it ends, and what goes on meanwhile."""
    with _err.status("opening the evidence") as status:

        def tell(step: str) -> None:
            status.update(step)
            if not quiet:
                _err.print(f"  {step}", style="dim", highlight=False)

        yield tell


@app.command(
    epilog="Examples: policywire write usmca-review --out out · "
    "policywire write usmca-review --as-of 2026-11-22 --format html"
)
@_guarded
def write(
    brief: Annotated[str, typer.Argument(help="Which brief; `policywire briefs` lists them.")],
    *,
    as_of: AsOf = "",
    out: Annotated[Path, typer.Option(help="Folder the edition's own folder is made in.")] = Path(
        "out"
    ),
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", help="html, markdown or json; repeat for several. All by default."
        ),
    ] = None,
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """Write a brief: page, Markdown, JSON, exhibits, audit and manifest."""
    with _steps(as_json) as tell:
        made = newsroom.write_edition(
            brief,
            out,
            as_of=_day(as_of),
            formats=tuple(formats or ()),
            store=store,
            progress=tell,
        )
    if as_json:
        _print_json(made)
        return
    _out.print(f"[bold]{made['headline']}[/bold]", highlight=False)
    _out.print(
        f"{made['figures']} figures in the text, all bound; {made['checked']} lines checked, "
        f"{made['struck']} struck; data as of {made['data_as_of']}.",
        highlight=False,
    )
    _out.print(f"Read it: {made['page']}", highlight=False, soft_wrap=True)


@app.command(epilog="Example: policywire briefs --json")
@_guarded
def briefs(as_json: AsJson = False) -> None:
    """List the briefs that can be written."""
    rows = newsroom.list_briefs()
    _listing(rows, as_json, "brief", "desk", "question")


@app.command(epilog="Example: policywire desks")
@_guarded
def desks(as_json: AsJson = False) -> None:
    """List the desks: who they are and what they may write."""
    rows = newsroom.list_desks()
    _listing(rows, as_json, "desk", "title", "remit")


@app.command(epilog="Examples: policywire series · policywire series 'mexico' --json")
@_guarded
def series(
    query: Annotated[str, typer.Argument(help="Words that a key or title must all hold.")] = "",
    *,
    limit: Annotated[int, typer.Option(min=0, help="How many to list; 0 for all.")] = 40,
    as_of: AsOf = "",
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """List the series held whose key and title hold every word of QUERY."""
    with newsroom.evidence(store, _day(as_of)) as view:
        rows = newsroom.list_series(view, query)
    if as_json:
        _print_json(rows)
        return
    for row in rows[: limit or None]:
        _out.print(row["key"], style="bold", highlight=False, soft_wrap=True)
        _out.print(
            f"  {row['title']} · {row['unit']} · {row['held']}", style="dim", highlight=False
        )
    if limit and len(rows) > limit:
        _err.print(f"{len(rows) - limit} more; add a word, or --limit 0 for all.", style="dim")
    if not rows:
        _err.print("Nothing matches. `policywire series` without a word lists all.", style="dim")


@app.command(
    epilog="Examples: policywire show census:imports.general/USA.MEX --period 2025 · "
    "policywire show fed:fx.mxn/USA.MEX --period 2026-06-25..2026-07-08"
)
@_guarded
def show(
    key: Annotated[str, typer.Argument(metavar="SERIES", help="Key of a series.")],
    period: Annotated[str, typer.Option(help="A period or range; the last ones by default.")] = "",
    as_of: AsOf = "",
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show a series: values, a small chart, and the trail below."""
    asked = _put(Period.parse, period) if period else None
    address = _put(SeriesKey.parse, key)
    with newsroom.evidence(store, _day(as_of)) as view:
        found = newsroom.show_series(view, address, asked)
    if as_json:
        _print_json(found)
    else:
        _draw(found)


@app.command(epilog="Example: policywire collect ../tables --store store")
@_guarded
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
    with _steps(as_json) as tell:
        read, new = newsroom.collect(folder, store, tell, only=tuple(only or ()))
    if as_json:
        _print_json({"read": read, "new": new, "store": store})
    else:
        _out.print(f"{read:,} observations read, {new:,} new, in {store}.", highlight=False)


@app.command(epilog="Example: policywire freeze --store store --out snapshot")
@_guarded
def freeze(
    store: Annotated[Path, typer.Option(help="Store to freeze from.")],
    out: Annotated[Path, typer.Option(help="Folder of the snapshot.")],
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Freeze what the catalogue marks for the package into a snapshot."""
    with _steps(as_json):
        manifest = newsroom.freeze_snapshot(store, out, _day(as_of))
    if as_json:
        _print_json(manifest)
    else:
        _out.print(
            f"{manifest['series']:,} series, {manifest['observations']:,} observations, "
            f"{manifest['bytes']:,} bytes, as of {manifest['as_of']}, in {out}.",
            highlight=False,
        )


def _listing(rows: list[dict[str, Any]], as_json: bool, *columns: str) -> None:
    if as_json:
        _print_json(rows)
        return
    table = RichTable(box=None, header_style="bold", pad_edge=False)
    for at, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=at == 0)
    for row in rows:
        table.add_row(*(str(row[column]) for column in columns))
    _out.print(table)


_BLOCKS = "▁▂▃▄▅▆▇█"


def _draw(found: dict[str, Any]) -> None:
    """Print a series as title, chart, table and trail."""
    _out.print(f"[bold]{found['title']}[/bold]", highlight=False)
    _out.print(f"{found['key']} · {found['unit']} · {found['basis']}", highlight=False)
    values = [row["value"] for row in found["rows"]]
    _out.print(_spark(values), style="cyan", highlight=False)
    table = RichTable(box=None, header_style="bold", pad_edge=False)
    for column, side in (("period", "left"), ("value", "right"), ("vintage", "left")):
        table.add_column(column, justify=side)  # type: ignore[arg-type]
    for row in found["rows"]:
        table.add_row(row["period"], f"{row['value']:,.15g}", row["vintage"])
    _out.print(table)
    for line in found["trail"]:
        _out.print(line, style="dim", highlight=False, soft_wrap=True)


def _spark(values: list[float]) -> str:
    low, high = min(values), max(values)
    step = (high - low) / (len(_BLOCKS) - 1) or 1.0
    return "".join(_BLOCKS[round((value - low) / step)] for value in values)


def _version(wanted: bool) -> None:
    if wanted:
        _out.print(f"policywire {__version__}", highlight=False)
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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
