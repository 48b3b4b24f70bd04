"""``fed``: decisions of the Federal Reserve, what they surprised by, and what that does.

The rooms are imported where they are used, with one thread for the algebra: the tables are small,
and idle threads cost more than they save.
"""

import os
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policywire.cli.fed_text import (
    plain_table,
    ranged,
    show_difference,
    show_meeting,
    show_responses,
    surprise_words,
)
from policywire.cli.group import PlainGroup
from policywire.cli.law import line
from policywire.cli.options import AsJson, StoreFolder
from policywire.cli.terminal import console, guarded, print_json, print_json_rows
from policywire.facts.errors import BadArticle, WrongUse

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["fed", "fed_day"]

fed = typer.Typer(
    cls=PlainGroup,
    invoke_without_command=True,
    help="The Federal Reserve: decisions with what they surprised by, responses, rules, words.",
    epilog="Examples: policywire fed · policywire fed respond --surprise-bp 25 --json · "
    "policywire fed respond --meeting 2023-07-26",
)
_LARGEST_TEXT = 2_000_000  # bytes; a statement has five thousand


@fed.callback(invoke_without_command=True)
@guarded
def _root(context: typer.Context, as_json: AsJson = False) -> None:
    """List the decisions held, each with how well its surprise is known."""
    if context.invoked_subcommand is not None:
        if as_json:
            raise WrongUse(f"Write --json after the command: fed {context.invoked_subcommand} …")
        return
    rows = _room().ledger_rows()
    if as_json:
        print_json({"decisions": rows})
        return
    table = plain_table("decided", "range, %", "move", "vote", "surprise", "known by")
    for row in rows:
        table.add_row(
            row["date"],
            f"{row['lower']:.2f}-{row['upper']:.2f}",
            f"{row['move_bp']:+d} bp" if row["move_bp"] else "none",
            f"{row['votes_for']}-{row['votes_against']}",
            surprise_words(row),
            row["quality"],
        )
    console.print(table)
    line("The surprise is the 30-minute one; where it is not known, no market size is given.", True)


@fed.command(
    epilog="Examples: policywire fed respond --surprise-bp 25 --json · policywire fed respond "
    "--path 'q0:-25, q1:-50' · policywire fed respond --path '2026-12-09:-25, 2027-01-27:-25'"
)
@guarded
def respond(
    *,
    surprise_bp: Annotated[
        float | None,
        typer.Option(help="The part not priced in, basis points; above zero is tighter."),
    ] = None,
    path: Annotated[
        str,
        typer.Option(help="Funds rate against baseline: q0:-25, q1:-50, or DAY:BP by meeting."),
    ] = "",
    meeting: Annotated[
        str, typer.Option(metavar="DATE", help="A decision held, with its own surprise.")
    ] = "",
    sample: Annotated[
        str, typer.Option(help="Of the assets: all, since-2009 or scheduled.")
    ] = "all",
    shock: Annotated[
        str, typer.Option(help="pc1 (all of it), mp (its policy part) or cbi (information).")
    ] = "pc1",
    hold: Annotated[
        int, typer.Option(min=0, help="Quarters the last step of a path by meetings stays.")
    ] = 4,
    as_json: AsJson = False,
) -> None:
    """Say what a surprise or a path of the funds rate does: assets, months, quarters."""
    room = _room()
    day = fed_day(meeting, "--meeting") if meeting else None
    found = room.respond_asked(room.Asked(surprise_bp, path, day, sample, shock, hold))
    if as_json:
        print_json_rows(found)
        return
    if "meeting" in found:
        show_meeting(found)
    show_responses(found["responses"])


@fed.command(epilog="Example: policywire fed diff june.txt july.txt --json")
@guarded
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help="The earlier statement: a file, or -.")],
    new: Annotated[str, typer.Argument(metavar="B", help="The later statement: a file, or -.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Set two statements side by side: roles, ranges, votes, dissents."""
    if old == new == "-":
        raise WrongUse("Only one of the two statements can come from standard input.")
    found = _room("statements").difference(_text(old), _text(new), (_name(old), _name(new)))
    if as_json:
        print_json(found)
    else:
        show_difference(found)


@fed.command(
    epilog="Examples: policywire fed rules --date 2026-07-29 · policywire fed rules --date "
    "2024-05-01 --natural 4.1 --neutral 0.6"
)
@guarded
def rules(
    *,
    day: Annotated[str, typer.Option("--date", metavar="DATE", help="The day.")],
    inflation: Annotated[float | None, typer.Option(help="Core PCE, percent.")] = None,
    unemployment: Annotated[float | None, typer.Option(help="Percent.")] = None,
    unemployment_before: Annotated[
        float | None, typer.Option(help="Unemployment twelve months before, percent.")
    ] = None,
    neutral: Annotated[float | None, typer.Option(help="r*, percent.")] = None,
    natural: Annotated[float | None, typer.Option(help="Unemployment at rest, percent.")] = None,
    target: Annotated[float | None, typer.Option(help="Inflation target, percent.")] = None,
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """Say what four policy rules prescribe on a day, with every input shown."""
    asked = fed_day(day, "--date")
    room = _room("prescriptions")
    from policywire.newsroom.files import evidence

    given = room.Given(inflation, unemployment, unemployment_before, neutral, natural, target)
    with evidence(store, None) as view:
        found = room.rules_on(asked, given, view)
    if as_json:
        print_json(found)
        return
    low, high = found["range"]
    line(f"Range on {found['date']}: {low:.2f} to {high:.2f} percent, decided {found['since']}.")
    table = plain_table("rule", "rate, %", "less midpoint", "formula")
    for row in found["rules"]:
        rate = f"{row['rate']:.2f}{' (below zero)' if row['below_zero'] else ''}"
        table.add_row(row["rule"], rate, f"{row['less_midpoint']:+.2f}", row["formula"])
    console.print(table)
    for name, row in found["inputs"].items():
        line(f"  {name} {row['value']:.2f}: {row['of']}; {row['source']}", dim=True)
    for gap in found["missing"]:
        line(f"  missing, so {', '.join(gap['rules'])} not told: {gap['why']}")
    for flag in found["flags"]:
        line(f"  {flag}", dim=True)


@fed.command(
    epilog="Examples: policywire fed push --scenario tariff-25-mex-can · policywire fed push "
    "--rate 25 --import-share 0.03 --pass-through 0.2 --pass-through 0.64 --pass-through 0.86"
)
@guarded
def push(
    *,
    scenario: Annotated[str, typer.Option(help="A packaged scenario of the trade model.")] = "",
    draws: Annotated[int, typer.Option(min=0, help="Elasticities drawn for its range.")] = 200,
    percent: Annotated[
        float | None, typer.Option(help="Or the rise of core prices itself, percent.")
    ] = None,
    end: Annotated[
        list[float] | None, typer.Option(help="Another size published for it; repeat.")
    ] = None,
    rate: Annotated[
        float | None, typer.Option(help="Or the change of a duty, percentage points.")
    ] = None,
    import_share: Annotated[
        float | None, typer.Option(help="Share of core consumption that bears it, 0 to 1.")
    ] = None,
    pass_through: Annotated[
        list[float] | None, typer.Option(help="Share of the duty that reaches prices; repeat.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what a tariff's push on prices does under three policy rules."""
    if sum((bool(scenario), percent is not None, rate is not None)) != 1:
        raise WrongUse("Give one of --scenario, --percent and --rate.")
    if rate is not None and (import_share is None or not pass_through):
        raise WrongUse("--rate wants --import-share, and --pass-through once or more.")
    duty = (rate, import_share, tuple(pass_through or ())) if rate is not None else None
    found = _room("pushes").push_asked(scenario, draws, percent, tuple(end or ()), duty)
    if as_json:
        print_json(found)
        return
    line(f"Push on core prices: {ranged(found['push'])} by the fourth quarter. {found['title']}.")
    table = plain_table("rule", "funds rate at its furthest", "quarter", "GDP at its furthest")
    for rule, row in found["rules"].items():
        funds = row["funds_rate"]
        quarter = f"q{funds['quarter']}"
        table.add_row(rule, ranged(funds), quarter, ranged(row["gdp"]))
    console.print(table)
    line(f"Run {found['run_id']}. Again: {found['replay']}", dim=True)


@fed.command(epilog="Example: policywire fed stance statement.txt --json")
@guarded
def stance(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A statement's text, or - .")],
    *,
    as_json: AsJson = False,
) -> None:
    """Label each sentence hawkish, dovish or neutral by word rules, with the words found."""
    found = _room("statements").stance(_text(file), _name(file))
    if as_json:
        print_json(found)
        return
    for one in found["sentences"]:
        words = "; ".join(f"{hit['words']} ({hit['weight']:+g})" for hit in one["evidence"])
        line(f"{one['label']:8} {one['score']:+.1f}  {one['text']}")
        if words:
            line(f"         {words}", dim=True)
    line(
        f"Balance {found['balance']:+.2f}: {found['hawkish']} hawkish, {found['dovish']} dovish, "
        f"{found['neutral']} neutral. {found['note']}"
    )


@fed.command("train-stance", epilog="Example: policywire fed train-stance labels.csv")
@guarded
def train(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV: sentence, label.")],
    *,
    folds: Annotated[int, typer.Option(min=2, help="Parts of the held-out score.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="Repeats the parts.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Fit a stance classifier on labels of your own, and say how it does on unseen ones."""
    found = _room("statements").train(file, folds, seed)
    if as_json:
        print_json(found)
        return
    line(
        f"Weighted F1 {found['f1']:.3f} over {found['folds']} held-out parts of "
        f"{found['sentences']} sentences, {found['features']}; the word rules alone "
        f"{found['rules_f1']:.3f}."
    )


def _room(name: str = "money") -> "ModuleType":
    """Return a module of the newsroom, the algebra library held to one thread."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return import_module(f"policywire.newsroom.{name}")


def fed_day(text: str, option: str) -> date:
    """Return the day of an option.

    Raises
    ------
    WrongUse
        If it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"{option} takes a day such as 2026-07-29, not '{text}'.") from error


def _text(place: str) -> bytes:
    """Return what a file or standard input holds."""
    if place == "-":
        content = sys.stdin.buffer.read(_LARGEST_TEXT + 1)
    else:
        with Path(place).open("rb") as file:
            content = file.read(_LARGEST_TEXT + 1)
    if len(content) > _LARGEST_TEXT:
        raise BadArticle(f"{_name(place)} is over 2 MB; a statement has a few pages. Cut it out.")
    return content


def _name(place: str) -> str:
    return "standard input" if place == "-" else Path(place).name
