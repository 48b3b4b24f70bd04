"""``explain-models`` and ``play``: why models differ on a shock, and what tariffs players choose.

The models are imported where they are used, so that other commands start without them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

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
from policywire.cli.terminal import console, guarded, print_json, printable, steps
from policywire.facts.errors import WrongUse

if TYPE_CHECKING:
    from policywire.models.trade import Bar
    from policywire.models.trade.games.table import Played
    from policywire.models.trade.scenarios.explain import Explained

__all__ = ["explain_models", "play"]

AimName = Literal["world", "players", "partners"]
OutcomeName = Literal["real_income_pct", "real_wage_pct", "exports_pct", "imports_pct", "cpi_pct"]
Told = Annotated[
    list[str] | None,
    typer.Option(
        "--region", help="A region to show; repeat for several. The four most moved by default."
    ),
]
Outcome = Annotated[
    OutcomeName, typer.Option(help="What the screen shows; JSON and --out hold all.")
]
Players = Annotated[
    list[str], typer.Argument(help="One to five regions; one alone gets its optimal tariff.")
]
Aim = Annotated[
    AimName,
    typer.Option(help="One rate on the world, one on the other players, or one on each."),
]
Against = Annotated[
    str, typer.Option(help="A scenario whose policy the others follow; the base by default.")
]
Taxed = Annotated[
    list[str] | None,
    typer.Option("--sector", help="A sector or group taxed; repeat for several. Goods by default."),
]
Most = Annotated[float, typer.Option(help="Highest tariff allowed, in ad valorem points.")]
_WORDS = {
    "real_income_pct": "real income",
    "real_wage_pct": "real wage",
    "exports_pct": "exports",
    "imports_pct": "imports",
    "cpi_pct": "consumer prices",
}
_BARS = 10  # of a tornado on the screen


@guarded
def explain_models(
    scenario: Scenario,
    *,
    regions: Told = None,
    outcome: Outcome = "real_income_pct",
    baseline: Baseline = "",
    closure: Closure = None,
    elasticities: Elasticities = "",
    repair: Repair = None,
    out: RunFolder = None,
    as_json: AsJson = False,
) -> None:
    """Solve a scenario in poorer models, under every closure, at every set of elasticities."""
    from policywire.models.trade.scenarios.explain import as_json as as_object
    from policywire.newsroom import runs

    place = place_of(f"{Path(scenario).stem}-models", out)
    asked = _asked(baseline, closure, elasticities, repair, scenario)
    with steps(as_json) as tell:
        made = runs.explain_scenario(scenario, asked, tuple(regions or ()), tell)
        files = [] if place is None else runs.write_explained(made, place)
    if as_json:
        print_json(as_object(made))
        return
    _show(made, outcome)
    if place is not None:
        said = f"{len(files)} files in {place}"
        console.print(said, highlight=False, soft_wrap=True, markup=False)


def _asked(
    baseline: str, closure: str | None, elasticities: str, repair: str | None, called: str
) -> Any:
    from policywire.models import trade

    return trade.Asked(
        baseline,
        trade.Closure(closure) if closure else None,
        elasticities,
        called=called,
        repair=trade.Repair(repair) if repair else None,
    )


def _show(made: "Explained", outcome: str) -> None:
    from policywire.models.trade.scenarios.explain import told_bars

    compared = made.compared
    titles = {one.name: one.title for one in compared.models}
    console.print(printable(made.scenario.title), style="bold", highlight=False, markup=False)
    _dim(
        f"{made.baseline.name}, {made.scenario.closure}, elasticities "
        f"{made.scenario.elasticities}; {_WORDS[outcome]}: change in percent of the base"
    )
    for group, columns in made.groups():
        if columns:
            console.print(_table(made, group, columns, outcome, titles))
    for note in (f"{one.title}: {one.note}" for one in compared.models):
        _dim(f"  {note}")
    bars = told_bars(made, outcome, made.regions[0])[:_BARS]
    console.print(_tornado(made.regions[0], bars))
    for line in compared.left_out:
        _dim(f"Left out: {line}")
    _dim(f"Largest residual {compared.residual:.0e}. Run {made.run_id}.")
    _dim(f"Again: {made.replay}")


def _dim(text: str) -> None:
    console.print(text, style="dim", highlight=False, markup=False, soft_wrap=True)


def _table(
    made: "Explained",
    group: str,
    columns: Mapping[str, Any],
    outcome: str,
    titles: Mapping[str, str],
) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(group, min_width=31, no_wrap=True)
    for code in made.regions:
        table.add_column(code, justify="right", min_width=7)
    places = [made.baseline.labels.regions.index(code) for code in made.regions]
    for column, held in columns.items():
        table.add_row(titles.get(column, column), *(number(held[outcome][at]) for at in places))
    return table


def _tornado(region: str, bars: tuple[tuple[str, "Bar"], ...]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(f"what moves {region}")
    table.add_column("from (at)", justify="right", no_wrap=True)
    table.add_column("to (at)", justify="right", no_wrap=True)
    for words, bar in bars:
        ends = ((bar.low, bar.at_low), (bar.high, bar.at_high))
        table.add_row(words, *(f"{number(value)} ({at})" for value, at in ends))
    return table


# ------------------------------------------------------------------- games


@guarded
def play(
    players: Players,
    *,
    aim: Aim = "world",
    against: Against = "",
    sectors: Taxed = None,
    most: Most = 500.0,
    baseline: Baseline = "",
    closure: Closure = None,
    elasticities: Elasticities = "",
    repair: Repair = None,
    as_json: AsJson = False,
) -> None:
    """Find tariffs that no player gains by leaving: optimal, best response, Nash."""
    from policywire.models import trade
    from policywire.models.trade.games import table
    from policywire.newsroom import runs

    if not 0 < most <= 10_000:
        raise WrongUse(f"--most takes points above 0, up to 10000, not {most:g}.")
    if against and aim != "world" and len(players) == 1:
        raise WrongUse("--aim needs other players; name them, or leave it out.")
    rules = table.Rules(
        trade.Aim(aim),
        tuple(sectors or ("goods",)),
        most / 100,
        trade.Closure(closure or "balanced"),
    )
    asked = _asked(baseline, closure, elasticities, repair, against)
    with steps(as_json) as tell:
        made = runs.play_game(tuple(players), rules, asked, tell)
    if as_json:
        print_json(table.as_json(made))
    else:
        _show_game(made)


def _show_game(made: "Played") -> None:
    from policywire.models.trade.games.table import targets

    game, labels = made.game, made.baseline.labels
    table = Table(box=None, header_style="bold", pad_edge=False)
    for head, side in (("player", "left"), ("tariff on", "left"), ("rate, %", "right")):
        table.add_column(head, justify=side)  # type: ignore[arg-type]
    table.add_column("real income, %", justify="right")
    for at, place in enumerate(game.players):
        rates = zip(targets(made, at), game.rates[at], strict=True)
        for row, (words, rate) in enumerate(rates):
            income = number(game.real_income_pct[place]) if row == 0 else ""
            code = labels.regions[place] if row == 0 else ""
            table.add_row(code, words, number(100 * rate), income)
    console.print(table)
    others = (at for at in range(len(labels.regions)) if at not in game.players)
    told = ", ".join(f"{labels.regions[at]} {number(game.real_income_pct[at])}" for at in others)
    _dim(f"Real income of the others, percent: {told or 'there are none'}.")
    most = max(game.gain)
    gained = f"more than {most:.0e} points " if most > 0 else ""
    _dim(
        f"Nobody gains {gained}by any of {game.deviations} deviations; {game.solves} equilibria, "
        f"residual {game.equilibrium.certificate.residual:.0e}. Run {made.run_id}."
    )
    for at, bound in enumerate(game.at_bound):
        if bound:
            _dim(f"{labels.regions[game.players[at]]} stands at the end of what was allowed.")
