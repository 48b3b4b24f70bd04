"""A scenario run whole: equilibrium, parts of real income, ranges, and the hash that names it."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policywire import __version__
from policywire.facts.errors import NoConvergence
from policywire.models.trade.certify import digest, digest_change
from policywire.models.trade.economy import Array, Baseline, Equilibrium, Shock
from policywire.models.trade.effects.decompose import Decomposition, decompose
from policywire.models.trade.effects.first_order import FirstOrder, first_order
from policywire.models.trade.effects.headline import headline
from policywire.models.trade.effects.outcomes import trade_after, trade_before
from policywire.models.trade.effects.path import Instrument
from policywire.models.trade.scenarios.asked import Asked, Prepared, command, prepare
from policywire.models.trade.scenarios.scenario import Scenario
from policywire.models.trade.scenarios.shocks import drawn, instruments, legal_of
from policywire.models.trade.solve import solve
from policywire.models.trade.uncertainty.draws import Draws, draw
from policywire.models.trade.uncertainty.spread import spread_of

if TYPE_CHECKING:
    from policywire.models.legal.told import Told

__all__ = ["Asked", "TradeRun", "run", "run_id_of", "told"]

MANY = 1000  # draws whose progress is told
INSTRUMENTS = 8  # changes told apart in the parts of real income; more are taken together
MODEL = "trade"


@dataclass(frozen=True, slots=True)
class TradeRun:
    """A finished run.

    Attributes
    ----------
    run_id : str
        Hash over economy, elasticities, shock, closure, version, and where draws are made their
        number, seed, level, the sets drawn from and the law changed; see :func:`run_id_of`.
    scenario : Scenario
        What was asked, with closure and elasticities as run.
    baseline : Baseline
        The world it stands on.
    theta : Array
        Elasticities of the central answer, shape (J,).
    equilibrium : Equilibrium
        The central answer, certified.
    central : dict of str to Array
        Its headline outcomes by name, as :func:`told` gives them.
    first_order : FirstOrder
        Effects on welfare as the paper computes them.
    decomposition : Decomposition or None
        Parts of the exact change; None where not asked for.
    sets : dict of str to dict of str to Array
        The same outcomes at each of the baseline's other elasticity sets.
    draws : Draws or None
        Ranges over drawn elasticities; None where none were drawn.
    replay : str
        The command that gives this run again.
    seconds : float
        Processor time of it all.
    law : tuple of Told
        What a change of law does to claims and duties; empty where the law is not changed.
    law_notes : tuple of str
        What a reader of it must know.
    """

    run_id: str
    scenario: Scenario
    baseline: Baseline
    theta: Array
    equilibrium: Equilibrium
    central: Mapping[str, Array]
    first_order: FirstOrder
    decomposition: Decomposition | None
    sets: Mapping[str, Mapping[str, Array]]
    draws: Draws | None
    replay: str
    seconds: float
    law: "tuple[Told, ...]" = ()
    law_notes: tuple[str, ...] = ()


def run(
    scenario: Scenario,
    asked: Asked | None = None,
    *,
    progress: Callable[[str], None] = lambda stage: None,
    backend: str = "auto",
) -> TradeRun:
    """Run a scenario.

    Parameters
    ----------
    scenario : Scenario
        The changes, baseline, closure and elasticities.
    asked : Asked, optional
        What to take instead of the scenario's own.
    progress : callable
        Told each stage as it ends.
    backend : str
        What solves the draws, as in ``solve_many``; the central answer is NumPy's always.

    Raises
    ------
    BadBaseline, BadShock
        If the baseline or a change cannot stand.
    NoConvergence
        If no equilibrium was found; the message says what was tried.
    """
    began, want = time.process_time(), asked or Asked()
    held = prepare(scenario, want)
    wanted, baseline, theta, shock = held.scenario, held.baseline, held.theta, held.shock
    name = run_id_of(held, want)
    progress(f"baseline {baseline.name}: {_size(baseline)}")
    found = solve(baseline.economy, theta, shock, closure=wanted.closure)
    progress(f"equilibrium found, residual {found.certificate.residual:.0e}")
    parts = decompose(found, _instruments(wanted, baseline)) if want.parts else None
    sets = _sets(baseline, shock, wanted) if want.parts else {}
    ranges = _ranges(held, want, backend, progress) if want.draws else None
    if ranges is not None:
        progress(f"{ranges.n} of {ranges.asked} draws solved")
    return TradeRun(
        *(name, wanted, baseline, theta, found, told(found), first_order(found), parts, sets),
        draws=ranges,
        replay=command("run", wanted, want),
        seconds=time.process_time() - began,
        **_law(wanted, baseline, want),
    )


def told(found: Equilibrium) -> dict[str, Array]:
    """Return the outcomes a run tells: the headline ones, and tariff revenue.

    ``revenue_change`` is in the baseline's currency at the base year's world value added, and
    ``revenue_share_points`` in points of income, each of shape (N,).
    """
    base, after = found.base, found.shock.tariff * trade_after(found)
    paid = (base.tariff * trade_before(found)).sum(axis=(0, 2))
    gained = after.sum(axis=(0, 2)) - paid
    share = paid / (base.income + paid + base.deficit)
    points = 100 * (found.revenue / found.income - share)
    return headline(found) | {"revenue_change": gained, "revenue_share_points": points}


# ------------------------------------------------------------------- what is run


def _law(wanted: Scenario, baseline: Baseline, want: Asked) -> "dict[str, Any]":
    """Return what a scenario's change of law does, if it has one."""
    change = next((one for one in wanted.changes if one.law), None)
    if change is None:
        return {}
    from policywire.models.legal.told import cautions
    from policywire.models.legal.told import told as told_law

    made = legal_of(change, baseline)
    return {"law": told_law(made, want.draws, want.level), "law_notes": cautions(made)}


def _size(baseline: Baseline) -> str:
    labels = baseline.labels
    return f"{len(labels.regions)} regions, {len(labels.sectors)} sectors, {baseline.year}"


def _instruments(wanted: Scenario, baseline: Baseline) -> tuple[Instrument, ...]:
    """Return the changes as instruments; none, which takes them together, if there are many."""
    if len(wanted.changes) > INSTRUMENTS:
        return ()
    return instruments(wanted, baseline)


# ------------------------------------------------------------------- ranges


def _sets(baseline: Baseline, shock: Shock, wanted: Scenario) -> dict[str, Mapping[str, Array]]:
    """Return the outcomes at every named set that has an equilibrium; nothing for a lone set."""
    if len(baseline.elasticities) < 2:
        return {}
    found: dict[str, Mapping[str, Array]] = {}
    for name, theta in baseline.elasticities.items():
        try:
            found[name] = told(solve(baseline.economy, theta, shock, closure=wanted.closure))
        except NoConvergence:
            continue
    return found


def _ranges(held: Prepared, want: Asked, backend: str, progress: Callable[[str], None]) -> Draws:
    return draw(
        *(held.baseline.economy, held.theta, held.shock),
        spread=spread_of(held.baseline, held.theta),
        n=want.draws,
        seed=want.seed,
        level=want.level,
        closure=held.scenario.closure,
        measure=told,
        backend=backend,
        progress=_tenths(progress),
        shocks=drawn(held.scenario, held.baseline),
    )


def _tenths(progress: Callable[[str], None]) -> Callable[[int, int], None]:
    """Return what tells each tenth of many draws; the last one is told when all is done."""

    def tell(done: int, asked: int) -> None:
        if asked >= MANY and done < asked and done % (asked // 10) == 0:
            progress(f"{done:,} of {asked:,} draws")

    return tell


# ------------------------------------------------------------------- its name


def run_id_of(held: Prepared, want: Asked) -> str:
    """Return the name of a run, known before it is solved: a hash over what it follows from.

    Parameters
    ----------
    held : Prepared
        The scenario on its baseline.
    want : Asked
        Draws, their seed and level; where none are drawn, these do not count.
    """
    text = "|".join(map(str, (MODEL, _inputs(held), *_drawn(held, want), __version__)))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _inputs(held: Prepared) -> str:
    """Return the hash of economy, elasticities, shock and closure, as the certificate has it."""
    economy = held.baseline.economy
    change = digest_change(economy, held.shock)
    return digest([digest([economy]), digest([held.theta]), change, held.scenario.closure])


def _drawn(held: Prepared, want: Asked) -> tuple[object, ...]:
    """Return what the ranges follow from beyond the central answer; nothing without draws."""
    if not want.draws:
        return ()
    sets = held.baseline.elasticities
    studies = digest([part for name in sets for part in (name, sets[name])])
    law = [(repr(one.law), one.odds) for one in held.scenario.changes if one.law]
    return (want.draws, want.seed, want.level, studies, *law)
