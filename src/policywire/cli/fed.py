"""``fed``: decisions of the Federal Reserve, what they surprised by, and what that does.

The rooms are imported where they are used, with one thread for the algebra: the tables are small,
and idle threads cost more than they save.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer

from policywire.cli.fed_text import (
    plain_table,
    ranged,
    show_meeting,
    show_responses,
    surprise_words,
)
from policywire.cli.fed_words import diff, room, stance, train
from policywire.cli.group import PlainGroup
from policywire.cli.law import line
from policywire.cli.options import AsJson, StoreFolder
from policywire.cli.terminal import console, guarded, print_json, print_json_rows
from policywire.facts.errors import BadPeriod, BadShock, WrongUse

__all__ = ["fed", "fed_day"]

Last = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="List the newest N alone; all by default.")
]

fed = typer.Typer(
    cls=PlainGroup,
    invoke_without_command=True,
    help="The Federal Reserve: decisions with what they surprised by, responses, rules, words.",
    epilog="Examples: policywire fed · policywire fed --last 8 · "
    "policywire fed respond --surprise-bp 25 --json · "
    "policywire fed respond --meeting 2023-07-26",
)


@fed.callback(invoke_without_command=True)
@guarded
def _root(context: typer.Context, last: Last = None, as_json: AsJson = False) -> None:
    """List the decisions held, newest last, each with how well its surprise is known."""
    if (asked := context.invoked_subcommand) is not None:
        if as_json:
            raise WrongUse(f"Write --json after the command: fed {asked} …")
        if last is not None:
            raise WrongUse(f"--last is for the list of decisions; fed {asked} takes none.")
        return
    rows = room().ledger_rows()[-(last or 0) :]
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
    money = room()
    day = fed_day(meeting, "--meeting") if meeting else None
    with _wrong_use():
        found = money.respond_asked(money.Asked(surprise_bp, path, day, sample, shock, hold))
    if as_json:
        print_json_rows(found)
        return
    if "meeting" in found:
        show_meeting(found)
    show_responses(found["responses"])


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
    bank = room("prescriptions")
    from policywire.newsroom.files import evidence

    given = bank.Given(inflation, unemployment, unemployment_before, neutral, natural, target)
    with _wrong_use(), evidence(store, None) as view:
        found = bank.rules_on(asked, given, view)
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
        digits = 3 if name == "last_rate" else 2  # the midpoint lies at an eighth
        line(f"  {name} {row['value']:.{digits}f}: {row['of']}; {row['source']}", dim=True)
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
    with _wrong_use():
        found = room("pushes").push_asked(scenario, draws, percent, tuple(end or ()), duty)
    if as_json:
        print_json(found)
        return
    title = found["title"]
    line(f"Push on core prices: {ranged(found['push'])} by the fourth quarter.")
    line(f"{title[:1].upper()}{title[1:]}.")
    table = plain_table("rule", "funds rate at its furthest", "quarter", "GDP at its furthest")
    for rule, row in found["rules"].items():
        funds = row["funds_rate"]
        quarter = f"q{funds['quarter']}" if funds["value"] else "none"
        table.add_row(rule, ranged(funds), quarter, ranged(row["gdp"]))
    console.print(table)
    line(f"Run {found['run_id']}. Again: {found['replay']}", dim=True)


@contextmanager
def _wrong_use() -> Iterator[None]:
    """Turn a size, a path or a day that can never be answered into wrong use."""
    try:
        yield
    except (BadPeriod, BadShock) as error:
        raise WrongUse(str(error)) from error


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


fed.command(epilog="Example: policywire fed diff june.txt july.txt --json")(diff)
fed.command(epilog="Example: policywire fed stance statement.txt --json")(stance)
fed.command(
    "train-stance",
    epilog="Examples: policywire fed train-stance labels.csv · policywire fed train-stance "
    "labels.csv --on july.txt",
)(train)
