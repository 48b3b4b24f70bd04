"""``run`` and ``scenarios``: what a change of tariffs or trade costs does, with its certificate.

The models are imported where they are used, so that other commands start without them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from policywire.cli.model_options import (
    Baseline,
    Closure,
    Elasticities,
    Repair,
    RunFolder,
    Scenario,
    number,
    place_of,
)
from policywire.cli.options import AsJson
from policywire.cli.terminal import console, guarded, listing, print_json, printable, steps
from policywire.facts.errors import WrongUse

if TYPE_CHECKING:
    from policywire.models.trade import TradeRun

__all__ = ["run", "scenarios"]

_WIDE = 120  # signs of a line that hold the headings of the parts of real income
_SHOWN = {"real_income_pct": "real income", "exports_pct": "exports", "imports_pct": "imports"}


def _card(wanted: bool) -> None:
    if not wanted:
        return
    from importlib.resources import files

    text = files("policywire.models.trade").joinpath("card.md").read_text(encoding="utf-8")
    console.print(text, highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit


Regions = Annotated[
    list[str] | None,
    typer.Option(
        "--region", help="Show this region or group alone; repeat for several. All by default."
    ),
]
Parts = Annotated[
    bool | None,
    typer.Option(
        "--parts/--no-parts",
        help="Split the change of real income, and run every elasticity set; left out with "
        "--json unless asked for.",
    ),
]
Card = Annotated[
    bool,
    typer.Option(
        "--card",
        callback=_card,
        is_eager=True,
        help="Print the model card: what the model answers, its equations, its limits.",
    ),
]
Draws = Annotated[int, typer.Option(min=0, help="Elasticities drawn for ranges; 0 for none.")]
Seed = Annotated[int, typer.Option(min=0, help="Repeats the draws.")]
Level = Annotated[float, typer.Option(help="Coverage of the ranges, as a share.")]


@guarded
def run(
    scenario: Scenario,
    *,
    baseline: Baseline = "",
    closure: Closure = None,
    elasticities: Elasticities = "",
    draws: Draws = 0,
    seed: Seed = 0,
    level: Level = 0.9,
    repair: Repair = None,
    regions: Regions = None,
    parts: Parts = None,
    out: RunFolder = None,
    card: Card = False,
    as_json: AsJson = False,
) -> None:
    """Solve a scenario in general equilibrium, and say how sure the answer is."""
    from policywire.models import trade
    from policywire.newsroom import runs

    if not 0 < level < 1:
        raise WrongUse(f"--level takes a share between 0 and 1, such as 0.9, not {level:g}.")
    place = place_of(Path(scenario).stem, out)
    asked = trade.Asked(
        baseline,
        trade.Closure(closure) if closure else None,
        *(elasticities, draws, seed, level),
        parts=not as_json if parts is None else parts,
        called=scenario,
        repair=trade.Repair(repair) if repair else None,
    )
    shown = runs.places_of(scenario, asked, regions or [])
    with steps(as_json) as tell:
        made = runs.run_scenario(scenario, asked, tell)
        files = [] if place is None else runs.write_run(made, place)
    _show(made, shown or range(len(made.equilibrium.wage)), as_json)
    if place is not None and not as_json:
        said = f"{len(files)} files in {place}"
        console.print(said, highlight=False, soft_wrap=True, markup=False)


def _show(made: "TradeRun", shown: Sequence[int], as_json: bool) -> None:
    from policywire.models.trade import as_json as as_object

    if as_json:
        print_json(as_object(made))
        return
    certificate = made.equilibrium.certificate
    console.print(printable(made.scenario.title), style="bold", highlight=False, markup=False)
    console.print(
        f"{made.baseline.name}, {made.scenario.closure}, elasticities "
        f"{made.scenario.elasticities}; change in percent of the base",
        style="dim",
        highlight=False,
        markup=False,
    )
    console.print(_outcomes(made, shown))
    if made.decomposition is not None:
        console.print(_parts(made, shown))
    console.print(
        f"Certificate: residual {certificate.residual:.0e} in {certificate.iterations} steps, "
        f"{certificate.seconds:.3f} s, {certificate.method}. Run {made.run_id}.",
        style="dim",
        highlight=False,
    )
    console.print(
        f"Again: {made.replay}", style="dim", highlight=False, markup=False, soft_wrap=True
    )
    for note in made.baseline.notes[:1]:
        console.print(f"Baseline: {note}", style="dim", highlight=False, markup=False)


def _outcomes(made: "TradeRun", shown: Sequence[int]) -> Table:
    """Return the table of outcomes by region, with ranges where there are any."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("region", no_wrap=True, min_width=6)
    for words in _SHOWN.values():
        table.add_column(words, justify="right", no_wrap=True)
    for at in shown:
        cells = (_cell(made, name, at) for name in _SHOWN)
        table.add_row(made.baseline.labels.regions[at], *cells)
    if made.draws is not None:
        from policywire.models.trade.scenarios.shocks import drawn_over

        over = drawn_over(made.scenario)
        table.caption = f"in brackets {made.draws.level:.0%} of {made.draws.n} draws over {over}"
    elif made.sets:
        table.caption = f"in brackets lowest and highest over {len(made.sets)} elasticity sets"
    return table


def _cell(made: "TradeRun", name: str, at: int) -> str:
    value = float(made.central[name][at])
    ends: tuple[float, float] | None = None
    if made.draws is not None:
        one = made.draws.interval(name, at)
        ends = one.low, one.high
    elif made.sets:
        held = [float(found[name][at]) for found in made.sets.values()]
        ends = min(held), max(held)
    told = "" if ends is None else f" [{number(ends[0])}, {number(ends[1])}]"
    return f"{number(value)}{told}"


def _parts(made: "TradeRun", shown: Sequence[int]) -> Table:
    """Return the parts of real income beside the paper's first-order welfare."""
    from policywire.models.trade.effects.decompose import EFFECTS

    parts, first = made.decomposition, made.first_order
    assert parts is not None
    terms, volume = (
        cell.sum(axis=(0, 2)) for cell in (first.terms_of_trade, first.volume_of_trade)
    )
    effects = dict(zip(EFFECTS, parts.by_effect, strict=True))
    told = {"exact": parts.exact}
    told |= {name: held for name, held in effects.items() if abs(held).max() > 0}
    told |= {"first order": first.welfare, "its terms of trade": terms, "its volume": volume}
    told["real wage, %"] = made.central["real_wage_pct"]
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.title = "Real income: exact parts, in points, and the first-order effects of the paper"
    table.title_justify, table.title_style = "left", "dim"
    table.add_column("region", no_wrap=True, min_width=6)
    between = "\n" if console.width < _WIDE else " "  # a heading that is cut short says nothing
    for words in told:
        table.add_column(words.replace(" ", between), justify="right", no_wrap=True)
    for at in shown:
        table.add_row(
            made.baseline.labels.regions[at], *(number(held[at]) for held in told.values())
        )
    return table


@guarded
def scenarios(as_json: AsJson = False) -> None:
    """List the packaged scenarios."""
    from policywire.newsroom import runs

    listing(runs.list_scenarios(), as_json, "scenario", "title", "baseline")
