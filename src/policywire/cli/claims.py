"""``claims``, and the table of ``wait``: runs of the law as a brief takes its figures from them."""

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as Grid

from policywire.cli.law import entry_day, line
from policywire.cli.options import AsJson
from policywire.cli.terminal import console, guarded, print_json, printable, steps
from policywire.facts.errors import WrongUse

if TYPE_CHECKING:
    from policywire.models.base import Outcome, Run

__all__ = ["claims", "show_odds"]

_PLACES = ("MEX", "CAN")
_COLUMNS = (  # broken by hand, so that 80 signs of a line leave room for names of goods
    *("without\na claim", "claimed\nbefore", "claimed\nafter"),
    *("duty\nbefore", "duty\nafter", "landed"),
)
_MEANS = {  # outcomes of the run of a day's law, and what heads their column
    "without_pct": "nobody\nclaims",
    "within_pct": "everybody\nclaims",
    "modelled_pct": "as firms\nchoose",
}


@guarded
def claims(
    scenario: Annotated[
        str,
        typer.Argument(metavar="SCENARIO", help="A change of law: a packaged one, or a file."),
    ] = "",
    *,
    on: Annotated[
        str, typer.Option(metavar="DATE", help="Mean rates under the law of a day instead.")
    ] = "",
    draws: Annotated[int, typer.Option(min=2, help="Draws of the choice for ranges.")] = 200,
    as_json: AsJson = False,
) -> None:
    """Say who claims the preference before and after a change of law, and what is paid."""
    from policywire.newsroom.lawful import claims_of, layers_of

    if bool(scenario) == bool(on):
        raise WrongUse("claims takes a SCENARIO, or --on with a day for the law as it stood.")
    with steps(as_json) as tell:
        tell(f"mean rates under the law of {on}" if on else f"who claims, {draws} draws")
        made = layers_of(entry_day(on, "--on")) if on else claims_of(scenario, draws)
    if as_json:
        _print_run(made)
        return
    if on:
        _show_means(made)
        return
    line(f"{made.title}. Percent of value, imports of {made.period}; run {made.run_id}.")
    for place in _PLACES:
        _show_claims(made, place)
    line("Ranges, chapters and makers by U.S. content: --json. Landed: change of the price.", True)


def _show_means(made: "Run") -> None:
    """Print mean rates: a row for each place, and for each group of goods that has a name."""
    line(f"{made.title}. Percent of value; run {made.run_id}.")
    grid = Grid(box=None, header_style="bold", pad_edge=False)
    grid.add_column("goods", overflow="fold")
    for column in _MEANS.values():
        grid.add_column(column, justify="right", no_wrap=True)
    first = next(iter(_MEANS))
    for key in (key for key in made.outcomes if key.startswith(f"{first}/")):
        place, _, group = key.removeprefix(f"{first}/").partition("/")
        if group and group not in made.names:
            continue
        name = f"  {made.names[group]}" if group else f"{place}, all goods"
        cells = (_spread(made.outcomes[key.replace(first, mean, 1)]) for mean in _MEANS)
        grid.add_row(printable(name), *cells)
    console.print(grid)
    line("In brackets, ranges. By industry: --json.", True)


def _spread(one: "Outcome") -> str:
    return f"{one.value:.1f} ({one.low:.1f} to {one.high:.1f})"


def _show_claims(made: "Run", place: str) -> None:
    grid = Grid(box=None, header_style="bold", pad_edge=False)
    grid.add_column(place, overflow="fold")
    for column in _COLUMNS:
        grid.add_column(column, justify="right", no_wrap=True)
    for group in (
        "all",
        *(name for name in made.names if f"landed_pct/{place}/{name}" in made.outcomes),
    ):
        where = f"{place}/{group}"
        keys = (
            *(f"without_pct/{where}/after", f"claimed_pct/{where}/before"),
            *(f"claimed_pct/{where}/after", f"duty_pct/{where}/before"),
            *(f"duty_pct/{where}/after", f"landed_pct/{where}"),
        )
        cells = (f"{made.outcomes[key].value:.1f}" for key in keys)
        grid.add_row(printable(made.names.get(group, "All goods")), *cells)
    console.print(grid)


def show_odds(day: date, as_json: bool) -> None:
    """Print the odds at which waiting beats building, by margin and value kept."""
    from policywire.models.sourcing.runs import KEPT, MARGINS
    from policywire.newsroom.lawful import wait_of

    made = wait_of(day)
    if as_json:
        _print_run(made)
        return
    line(f"{made.title}: odds of a bad outcome above which waiting beats building, percent.")
    for start, words in (("next", "settled at the next review"), ("reviews", "reviews to the end")):
        grid = Grid(box=None, header_style="bold", pad_edge=False)
        grid.add_column(f"margin; {words}")
        for kept in KEPT:
            grid.add_column(f"keeps {kept:.0%}", justify="right")
        for margin in MARGINS:
            keys = (f"{start}/margin{100 * margin:.0f}/keeps{100 * kept:.0f}" for kept in KEPT)
            grid.add_row(f"{margin:.0%}", *(_ranged(made.outcomes[key]) for key in keys))
        console.print(grid)
    line(f"In brackets: over {next(iter(made.outcomes.values())).over}. Run {made.run_id}.", True)


def _ranged(one: "Outcome") -> str:
    return f"{one.value:.0f} ({one.low:.0f} to {one.high:.0f})"


def _print_run(made: "Run") -> None:
    """Print a run as its file in an edition is."""
    from policywire.press.runs import render_run

    print_json(json.loads(render_run(made)))
