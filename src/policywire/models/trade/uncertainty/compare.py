"""Why models differ: one shock in poorer models, under each closure, at each elasticity set.

Everything is solved exactly on one baseline. What moves the answer from one column to the next is
what was thrown away or assumed, and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from policywire.facts.errors import BadShock, NoConvergence
from policywire.models.trade.economy import Array, Baseline, Closure, Equilibrium, Shock
from policywire.models.trade.effects.headline import Measure, headline
from policywire.models.trade.solve import solve
from policywire.models.trade.uncertainty.spread import spread_of
from policywire.models.trade.uncertainty.tornado import Tornado, tornado
from policywire.models.trade.uncertainty.variants import Variant, variants

__all__ = ["Compared", "compare"]

Outcomes = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Compared:
    """One shock, seen by several models.

    Attributes
    ----------
    models : tuple of Variant
        From the fullest to the poorest, each with what it throws away.
    by_model, by_closure, by_set : dict of str to dict of str to Array
        Outcomes by name of the model, of the closure (full model), of the elasticity set (full
        model), each as ``headline`` gives them; sectors are the model's own.
    tornado : Tornado
        One assumption moved at a time in the full model.
    residual : float
        The largest residual among the equilibria of models, closures and sets.
    left_out : tuple of str
        What found no equilibrium, and why.
    """

    models: tuple[Variant, ...]
    by_model: dict[str, Outcomes]
    by_closure: dict[str, Outcomes]
    by_set: dict[str, Outcomes]
    tornado: Tornado
    residual: float
    left_out: tuple[str, ...]


def compare(
    baseline: Baseline,
    theta: Array,
    shock: Shock,
    *,
    closure: Closure = Closure.BALANCED,
    measure: Measure = headline,
) -> Compared:
    """Solve one shock in every model, under every closure, at every set, and move assumptions.

    Parameters
    ----------
    baseline : Baseline
        N regions, J sectors; its elasticity sets are those run.
    theta : Array
        The run's own elasticities, shape (J,).
    shock : Shock
        The change, shapes (J, N, N).
    closure : Closure
        The run's own; under it models and sets are compared.
    measure : callable
        What is kept of an equilibrium.

    Returns
    -------
    Compared
        What found no equilibrium is left out, by name.

    Raises
    ------
    NoConvergence
        The run itself found no equilibrium.
    BadShock, BadBaseline
        As ``solve``.
    """
    models = variants(baseline.economy, theta, shock)
    spread, table = spread_of(baseline, theta), _Table(measure, 0.0, [])
    swings = tornado(
        *(baseline.economy, theta, shock), spread=spread, closure=closure, measure=measure
    )
    at = partial(solve, baseline.economy, shock=shock)
    return Compared(
        models,
        table.solved({one.name: _model(one, closure) for one in models}),
        table.solved({str(one): partial(at, theta, closure=one) for one in Closure}),
        table.solved(
            {name: partial(at, one, closure=closure) for name, one in _sets(baseline).items()}
        ),
        tornado=swings,
        residual=table.residual,
        left_out=(*table.left_out, *swings.left_out),
    )


def _sets(baseline: Baseline) -> dict[str, Array]:
    return baseline.elasticities if len(baseline.elasticities) > 1 else {}


def _model(one: Variant, closure: Closure) -> Callable[[], Equilibrium]:
    return partial(solve, one.economy, one.theta, one.shock, closure=closure)


@dataclass(slots=True)
class _Table:
    """Solves what it is given, and keeps the worst residual and the failures."""

    measure: Measure
    residual: float
    left_out: list[str]

    def solved(self, cases: Mapping[str, Callable[[], Equilibrium]]) -> dict[str, Outcomes]:
        found: dict[str, Outcomes] = {}
        for name, case in cases.items():
            try:
                equilibrium = case()
            except (NoConvergence, BadShock) as error:
                self.left_out.append(f"{name}: {error}")
                continue
            found[name] = self.measure(equilibrium)
            self.residual = max(self.residual, equilibrium.certificate.residual)
        return found
