"""The terminal: messages for errors, steps of long work, and tables and charts in text."""

import errno
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from policywire.facts.errors import PolicywireError, WrongUse

__all__ = [
    "console",
    "console_err",
    "draw",
    "entries",
    "guarded",
    "listing",
    "print_json",
    "print_json_lines",
    "print_json_rows",
    "printable",
    "steps",
]

P = ParamSpec("P")
console, console_err = Console(), Console(stderr=True)


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Turn our errors into one message and an exit code, never a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except PolicywireError as error:
            raise _stop(str(error), 2 if isinstance(error, WrongUse) else 1) from error
        except KeyboardInterrupt:
            raise _stop("interrupted.", 130) from None
        except _refusals() as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # the reader of our output has gone; click ends quietly
            raise _stop(_told(error), 1) from error

    return run


def printable(text: str) -> str:
    """Return a text with its control signs as escapes, so that it cannot steer a terminal."""
    kept = ("\n", "\t")
    return "".join(
        sign if sign in kept or unicodedata.category(sign)[0] != "C" else ascii(sign)[1:-1]
        for sign in text
    )


def _stop(message: str, code: int) -> typer.Exit:
    """Say what went wrong and return the exit."""
    console_err.print(
        f"policywire: {printable(message)}",
        style="red",
        markup=False,
        highlight=False,
        soft_wrap=True,  # one line: a terminal breaks it, a log keeps it whole
    )
    return typer.Exit(code)


def _database() -> tuple[type[Exception], ...]:
    """Return what the database raises; nothing where no room has opened it."""
    opened = sys.modules.get("duckdb")
    return () if opened is None else (opened.Error,)


def _refusals() -> tuple[type[Exception], ...]:
    """Return what the system, a decoder or the database raises."""
    return (OSError, UnicodeError, RecursionError, *_database())


def _told(error: Exception) -> str:
    """Return what the system, the database or a decoder refused, in one readable message."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        why = error.strerror or str(error)
        return f"{where}{why}. Check that the place exists and that you may use it."
    if isinstance(error, _database()):
        first = (str(error).splitlines() or ["no reason given"])[0]
        return f"the database refused: {first} Check the store and the space that is free."
    if isinstance(error, UnicodeError):
        return f"a text is not UTF-8: {error}. Save it as UTF-8 and try again."
    return "an input is nested too deeply to be read. Flatten it and try again."


def print_json(value: object) -> None:
    """Print a value as JSON on stdout."""
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n")


def print_json_rows(value: dict[str, object]) -> None:
    """Print one JSON object on stdout, each element of its lists on a line of its own.

    For long lists: whole rows in one line are quicker to write, and to read, than an entry a line.
    """
    parts = (f"{json.dumps(name)}: {_rows(held)}" for name, held in value.items())
    sys.stdout.write("{" + ",\n ".join(parts) + "}\n")


def _rows(held: object) -> str:
    """Return a value as JSON, a list by rows."""
    if not isinstance(held, list | tuple):
        return json.dumps(held, ensure_ascii=False, default=str)
    rows = (json.dumps(row, ensure_ascii=False, default=str) for row in held)
    return "[" + ",\n  ".join(rows) + "]"


def print_json_lines(values: Iterable[object]) -> None:
    """Print one JSON value a line, each as soon as it is there."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


@contextmanager
def steps(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show each step as it ends, and what goes on meanwhile."""
    with console_err.status("opening the evidence") as status:

        def tell(step: str) -> None:
            shown = printable(step)
            status.update(Text(shown))
            if not quiet:
                console_err.print(f"  {shown}", style="dim", highlight=False, markup=False)

        yield tell


def listing(rows: list[dict[str, Any]], as_json: bool, *columns: str) -> None:
    """Print rows as a table, or as JSON."""
    if as_json:
        print_json(rows)
        return
    table = RichTable(box=None, header_style="bold", pad_edge=False)
    for at, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=at == 0)
    for row in rows:
        table.add_row(*(str(row[column]) for column in columns))
    console.print(table)


def entries(rows: list[dict[str, Any]], below: str, *columns: str) -> None:
    """Print rows in columns, and below each row a longer text, so that neither is squeezed."""
    cells = [list(columns), *([str(row[column]) for column in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for at, row in enumerate(cells):
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        shown = printable("  ".join(padded).rstrip())
        console.print(shown, style="" if at else "bold", highlight=False, markup=False)
        if at:
            told = Padding(Text(printable(str(rows[at - 1][below])), style="dim"), (0, 0, 0, 4))
            console.print(told)


_BLOCKS = "▁▂▃▄▅▆▇█"


def draw(found: dict[str, Any]) -> None:
    """Print a series as title, chart, table and trail."""
    console.print(printable(found["title"]), style="bold", highlight=False, markup=False)
    console.print(f"{found['key']} · {found['unit']} · {found['basis']}", highlight=False)
    values = [row["value"] for row in found["rows"]]
    console.print(_spark(values), style="cyan", highlight=False)
    table = RichTable(box=None, header_style="bold", pad_edge=False)
    for column, side in (("period", "left"), ("value", "right"), ("vintage", "left")):
        table.add_column(column, justify=side)  # type: ignore[arg-type]
    for row in found["rows"]:
        table.add_row(row["period"], f"{row['value']:,.15g}", row["vintage"])
    console.print(table)
    if found["left_out"]:
        told = f"{found['left_out']:,} earlier values left out; held {found['held']}, see --period."
        console.print(told, style="dim", highlight=False)
    for line in found["trail"]:
        console.print(line, style="dim", highlight=False, soft_wrap=True)


def _spark(values: list[float]) -> str:
    low, high = min(values), max(values)
    step = (high - low) / (len(_BLOCKS) - 1) or 1.0
    return "".join(_BLOCKS[round((value - low) / step)] for value in values)
