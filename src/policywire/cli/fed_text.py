"""The answers of ``fed`` in text: tables, bands, marked changes of words."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from policywire.cli.law import line
from policywire.cli.terminal import console, printable

__all__ = [
    "plain_table",
    "ranged",
    "show_difference",
    "show_meeting",
    "show_responses",
    "surprise_words",
]

_HORIZONS = ("30min", "m6", "m12", "m24", "q4", "q8", "q12")
_UNITS = {"percent": "%", "bp": " bp", "points": " pp"}
_SIDES = {1: "tighter than expected", -1: "easier than expected", 0: "about as expected"}


def surprise_words(row: dict[str, Any]) -> str:
    """Return a decision's surprise in words."""
    if row["surprise_bp"] is not None:
        return f"{row['surprise_bp']:+.1f} bp"
    return _SIDES.get(row["direction"], "not known")


def show_meeting(found: dict[str, Any]) -> None:
    """Print what is known of a meeting's surprise."""
    row = found["meeting"]
    move = f"{row['move_bp']:+d} bp" if row["move_bp"] else "none"
    line(
        f"{row['date']}: {row['lower']:.2f} to {row['upper']:.2f} percent, move {move}, "
        f"surprise {surprise_words(row)} ({row['quality']})."
    )
    if found["why"]:
        line(f"No sizes: {found['why']}.")
        return
    if row["expected"]:
        line(
            "The surprise is under 5 bp, so the decision counts as priced in: what markets did "
            "that day is not credited to it."
        )


def show_responses(rows: Sequence[dict[str, Any]]) -> None:
    """Print the responses at chosen horizons, one table for each method, notes below each."""
    for method in dict.fromkeys((row["method"], row["sample"]) for row in rows):
        held = [
            row
            for row in rows
            if (row["method"], row["sample"]) == method and row["horizon"] in _HORIZONS
        ]
        _show_method(held)


def _show_method(rows: Sequence[dict[str, Any]]) -> None:
    first = rows[0]
    level = f"{first['level']:.0%} band" if first["level"] else "range over baselines"
    line("")
    strength = "" if first["f"] is None else f", robust F {first['f']:.1f}"
    line(f"{first['method']}; {first['sample']}; {level}{strength}.")
    horizons = tuple(dict.fromkeys(row["horizon"] for row in rows))
    table = plain_table("variable", *horizons)
    for name in dict.fromkeys(row["variable"] for row in rows):
        # Three bands do not fit on a line of 80: then each stands under its estimate.
        cells = [
            _cell(row, "\n" if len(horizons) > 1 else " ")
            for row in rows
            if row["variable"] == name
        ]
        table.add_row(name, *cells)
    console.print(table)
    for flag in dict.fromkeys(flag for row in rows for flag in row["flags"]):
        line(f"  {flag}", dim=True)


def _cell(row: dict[str, Any], gap: str) -> str:
    estimate = f"{_signed(row['estimate'])}{_UNITS.get(row['unit'], '')}"
    if row["low"] is None or row["high"] is None:
        return estimate
    count = f" n {row['n']}" if row["horizon"] == "30min" else ""
    return f"{estimate}{gap}[{_signed(row['low'])}, {_signed(row['high'])}]{count}"


def _signed(value: float) -> str:
    """Return a change with its sign and two decimals; what rounds to nothing has none."""
    told = f"{value:+.2f}"
    return told if float(told) else "0.00"


def show_difference(found: dict[str, Any]) -> None:
    """Print a comparison of two statements, role by role."""
    ranges = [f"{one['lower']:g}-{one['upper']:g}" if one else "none" for one in found["ranges"]]
    line(f"Target range, percent: {ranges[0]} before, {ranges[1]} now.")
    votes = found["votes"]
    counts = ["-".join(map(str, one)) if one else "not printed" for one in _counts(votes)]
    line(f"Vote: {counts[0]} before, {counts[1]} now. {_dissenters(found['dissents'][1])}")
    line(f"{found['share_kept']:.0%} of the words stood in the statement before.")
    for note in found["notes"]:
        line(note, dim=True)
    marks = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
    for role, changes in found["roles"].items():
        told = [one for one in changes if one["kind"] != "kept"]
        if told:
            line(f"\n{role}")
        for one in told:
            line(f"  {marks[one['kind']]} {_marked(one['words'])}")


def _counts(votes: dict[str, Any]) -> tuple[Any, Any]:
    return votes["old"], votes["new"]


def _dissenters(against: Sequence[dict[str, Any]]) -> str:
    if not against:
        return "No dissent is named."
    told = [f"{one['name']} (preferred {one['preferred']}, {one['side']})" for one in against]
    return f"Against: {'; '.join(told)}."


def _marked(words: Sequence[Sequence[str]]) -> str:
    """Return a sentence with what was taken out in [-…-] and what was put in in {+…+}."""
    shape = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return " ".join(shape[kind].format(text) for kind, text in words)


def ranged(row: dict[str, Any]) -> str:
    """Return a value with its range."""
    unit = {"percent": "%", "points": " pp"}[row["unit"]]
    ends = f" [{_signed(row['low'])}, {_signed(row['high'])}]" if row["low"] is not None else ""
    return f"{_signed(row['value'])}{unit}{ends}"


def plain_table(*columns: str) -> Table:
    """Return a table with headings and no lines."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for at, column in enumerate(columns):
        table.add_column(printable(column), no_wrap=at == 0)
    return table
