"""Options several commands share, and how their texts are read."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from policywire.facts.errors import BadReference, WrongUse

__all__ = ["AsJson", "AsOf", "Config", "StoreFolder", "day_of", "put", "today"]

T = TypeVar("T")
AsOf = Annotated[
    str,
    typer.Option(metavar="DATE", help="Where the reader stands: nothing said later is used."),
]
StoreFolder = Annotated[
    Path | None,
    typer.Option("--store", help="A store made by `collect`; the packaged snapshot otherwise."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Config = Annotated[
    Path | None,
    typer.Option(
        help="Settings file; policywire.toml of this folder otherwise, where there is one."
    ),
]


def day_of(text: str) -> date | None:
    """Return the day of --as-of, or None where none is given."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"--as-of takes a day such as 2026-07-01, not '{text}'.") from error
    if day > today():
        raise WrongUse(f"--as-of {day} lies ahead of today, {today()}. Nobody stands there yet.")
    return day


def put(parse: Callable[[str], T], text: str) -> T:
    """Read an argument; what is put wrongly is wrong use."""
    try:
        return parse(text)
    except BadReference as error:
        raise WrongUse(str(error)) from error


def today() -> date:
    """Return the day at Greenwich."""
    return datetime.now(tz=UTC).date()
