"""The trade model: Caliendo-Parro exact hats over regions and sectors, in few verbs.

::

    world = load_baseline("icio-2022")
    scenario = find_scenario("tariff-25-mex-can-retaliation")
    shock = compile(scenario, world)                                # rates and costs, cell by cell
    found = solve(world.economy, world.elasticities["baseline"], shock)
    parts = decompose(found)                                        # exact parts of real income
    whole = run(scenario, Asked(draws=500))                         # all of it, with ranges

Letters and axes are those of Caliendo and Parro (2015), Review of Economic Studies 82(1), 1-44:
N regions, J sectors, an importer before its exporters. Rates are shares (0.25 is 25 percent),
outcomes percent of the base. ``card.md`` in this folder says what the model answers and what not.

Names are loaded when they are first asked for: asking for one loads what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# A module of this folder bears the same name; whoever loads it would hide a lazy one.
from policywire.models.trade.solve import solve

if TYPE_CHECKING:
    from policywire.models.trade.batch import Attempt, Case, solve_many
    from policywire.models.trade.economy import (
        Baseline,
        Certificate,
        Closure,
        Economy,
        Equilibrium,
        Labels,
        Shock,
        Source,
    )
    from policywire.models.trade.effects.decompose import Decomposition, decompose
    from policywire.models.trade.effects.first_order import FirstOrder, first_order
    from policywire.models.trade.effects.headline import headline
    from policywire.models.trade.effects.outcomes import Outcomes, outcomes
    from policywire.models.trade.effects.tidy import part_rows, tables
    from policywire.models.trade.games.game import Aim, Game
    from policywire.models.trade.games.play import best_response, nash, optimal_tariff
    from policywire.models.trade.scenarios.report import as_json, as_tables
    from policywire.models.trade.scenarios.run import Asked, TradeRun, run
    from policywire.models.trade.scenarios.scenario import (
        Scenario,
        baseline_of,
        find_scenario,
        load_scenario,
        theta_of,
    )
    from policywire.models.trade.scenarios.shocks import compile, instruments
    from policywire.models.trade.solve import rebase
    from policywire.models.trade.sweeps.sweep import Part, Swept, open_sweep, sweep
    from policywire.models.trade.uncertainty.compare import Compared, compare
    from policywire.models.trade.uncertainty.draws import Draws, Interval, draw, side_by_side
    from policywire.models.trade.uncertainty.spread import Spread, sample, spread_of
    from policywire.models.trade.uncertainty.tornado import Bar, Tornado, closures, tornado
    from policywire.models.trade.uncertainty.variants import Variant, variants
    from policywire.models.trade.world.aggregate import aggregate, load_mapping
    from policywire.models.trade.world.balance import Repair
    from policywire.models.trade.world.baselines import load_baseline, packaged

_HOMES = {
    "batch": "Attempt Case solve_many",
    "economy": "Baseline Certificate Closure Economy Equilibrium Labels Shock Source",
    "effects.decompose": "Decomposition decompose",
    "effects.first_order": "FirstOrder first_order",
    "effects.headline": "headline",
    "effects.outcomes": "Outcomes outcomes",
    "effects.tidy": "part_rows tables",
    "games.game": "Aim Game",
    "games.play": "best_response nash optimal_tariff",
    "scenarios.report": "as_json as_tables",
    "scenarios.run": "Asked TradeRun run",
    "scenarios.scenario": "Scenario baseline_of find_scenario load_scenario theta_of",
    "scenarios.shocks": "compile instruments",
    "solve": "rebase",
    "sweeps.sweep": "Part Swept open_sweep sweep",
    "uncertainty.compare": "Compared compare",
    "uncertainty.draws": "Draws Interval draw side_by_side",
    "uncertainty.spread": "Spread sample spread_of",
    "uncertainty.tornado": "Bar Tornado closures tornado",
    "uncertainty.variants": "Variant variants",
    "world.aggregate": "aggregate load_mapping",
    "world.balance": "Repair",
    "world.baselines": "load_baseline packaged",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Aim",
    "Asked",
    "Attempt",
    "Bar",
    "Baseline",
    "Case",
    "Certificate",
    "Closure",
    "Compared",
    "Decomposition",
    "Draws",
    "Economy",
    "Equilibrium",
    "FirstOrder",
    "Game",
    "Interval",
    "Labels",
    "Outcomes",
    "Part",
    "Repair",
    "Scenario",
    "Shock",
    "Source",
    "Spread",
    "Swept",
    "Tornado",
    "TradeRun",
    "Variant",
    "aggregate",
    "as_json",
    "as_tables",
    "baseline_of",
    "best_response",
    "closures",
    "compare",
    "compile",
    "decompose",
    "draw",
    "find_scenario",
    "first_order",
    "headline",
    "instruments",
    "load_baseline",
    "load_mapping",
    "load_scenario",
    "nash",
    "open_sweep",
    "optimal_tariff",
    "outcomes",
    "packaged",
    "part_rows",
    "rebase",
    "run",
    "sample",
    "side_by_side",
    "solve",
    "solve_many",
    "spread_of",
    "sweep",
    "tables",
    "theta_of",
    "tornado",
    "variants",
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module it lives in (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
