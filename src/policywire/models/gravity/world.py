"""Worlds of one sector for the solver of the trade model.

Armington trade with elasticity sigma is the trade model with one sector, no materials and theta =
sigma - 1 (Arkolakis, Costinot and Rodriguez-Clare 2012, American Economic Review 102(1)), so the
general equilibrium of structural gravity (Anderson and van Wincoop 2003; Yotov, Piermartini,
Monteiro and Larch 2016, An Advanced Guide to Trade Policy Analysis, chapter 2) is solved by
``models.trade.solve``. The guide keeps each region's expenditure over its output: closure
``FIXED_OWN_SHARE``. Letters: X flows, Y output, E expenditure; [importer, exporter] throughout.
"""

import numpy as np

from policywire.facts.errors import BadBaseline, BadShock, NoConvergence
from policywire.models.trade.economy import Array, Economy, Shock

__all__ = ["cost_shock", "structural_flows", "with_domestic_sales", "world_of_flows"]

_FIRST_STEPS = 20
_NEWTON_STEPS = 60
_BALANCED = 1e-12


def world_of_flows(flows: Array) -> Economy:
    """Return the one-sector economy in which trade is as given.

    Parameters
    ----------
    flows : Array
        X: value of trade, domestic sales on the diagonal, one currency, shape (N, N) as
        [importer, exporter].

    Returns
    -------
    Economy
        J = 1, no materials, no duties; the deficit is expenditure less output.

    Raises
    ------
    BadBaseline
        A flow is negative or not finite, or a region neither buys nor sells anything.
    """
    _check_flows(flows)
    expenditure, output = flows.sum(axis=1), flows.sum(axis=0)
    regions = len(output)
    return Economy(
        share=(flows / expenditure[:, None])[None],
        tariff=np.zeros((1, regions, regions)),
        input=np.zeros((regions, 1, 1)),
        value_added=np.ones((1, regions)),
        final=np.ones((1, regions)),
        income=output,
        expenditure=expenditure[None],
        deficit=expenditure - output,
    )


def with_domestic_sales(flows: Array, output: Array, *, least: float = 0.0) -> Array:
    """Return flows with domestic sales on the diagonal: output less exports.

    Parameters
    ----------
    flows : Array
        Trade between regions, shape (N, N) as [importer, exporter]; the diagonal is not read.
    output : Array
        Y: gross output or, failing that, value added, the currency of the flows, shape (N,).
    least : float
        Least domestic sales as a share of output: entrepots export more than they make, and
        published trade is gross of re-exports.

    Returns
    -------
    Array
        Shape (N, N). Where exports exceed ``1 - least`` of output, output is lifted to hold both.

    Raises
    ------
    BadBaseline
        Output is not positive and finite, or does not fit the flows.
    """
    whole = np.array(flows, dtype=np.float64)
    np.fill_diagonal(whole, 0.0)
    if output.shape != whole.shape[:1] or not (np.isfinite(output) & (output > 0)).all():
        raise BadBaseline(
            f"gravity: output of shape {output.shape} for flows of shape {whole.shape}; it must be "
            "one positive number a region."
        )
    np.fill_diagonal(whole, np.maximum(output - whole.sum(axis=0), least * output))
    return whole


def structural_flows(ease: Array, output: Array, expenditure: Array) -> Array:
    """Return the flows of structural gravity: X_ni = E_n Y_i t_ni / (P_n Pi_i), adding up.

    The multilateral resistances P and Pi (here to the power 1 - sigma, and up to one scale) are
    those at which each region sells its output and spends its expenditure (Anderson and van
    Wincoop 2003, eq. 9-11; Advanced Guide, eq. 1-3). Scaling in turn, then Newton on the logs.

    Parameters
    ----------
    ease : Array
        t: trade cost to the power 1 - sigma, the exponential of the estimated cost terms, above 0
        (0 where no trade can be), shape (N, N) as [importer, exporter].
    output, expenditure : Array
        Y and E, one currency, above 0, shape (N,). Expenditure is scaled to add to output where
        the two do not add to the same.

    Returns
    -------
    Array
        X, shape (N, N); its margins hold to 1e-12.

    Raises
    ------
    BadBaseline
        Arrays do not fit, or are not positive.
    NoConvergence
        No resistances were found: the cost pattern cannot carry these outputs.
    """
    _check_margins(ease, output, expenditure)
    spent = expenditure * (output.sum() / expenditure.sum())
    seller, worst = np.ones(len(output)), np.inf
    for step in range(_FIRST_STEPS + _NEWTON_STEPS):
        buyer = spent / (ease @ seller)
        seller = output / (ease.T @ buyer)
        flows = buyer[:, None] * ease * seller
        gap = spent - flows.sum(axis=1)
        worst = float(np.abs(gap / spent).max())
        if worst <= _BALANCED or not np.isfinite(worst):
            break
        if step >= _FIRST_STEPS:
            seller = seller * np.exp(_newton_step(flows, gap))
    if not worst <= _BALANCED:
        raise NoConvergence(
            f"gravity: no multilateral resistances after {_FIRST_STEPS} scalings and "
            f"{_NEWTON_STEPS} Newton steps; expenditure still differs by {worst:.1e}. Look for a "
            "region that cannot sell its output at these costs."
        )
    return np.asarray(flows)


def _newton_step(flows: Array, gap: Array) -> Array:
    """Return the change of the logs of sellers' scales, held to 3 either way, shape (N,).

    Buyers' scales are eliminated; what is left, over the root of the sellers' output, is a
    Laplacian: one direction moves nothing (all sellers alike), and is left alone.
    """
    rows, columns = flows.sum(axis=1), flows.sum(axis=0)
    unit = np.sqrt(columns)
    table = flows / np.sqrt(rows)[:, None] / unit
    system = np.eye(len(unit)) - table.T @ table + np.outer(unit, unit) / columns.sum()
    right = -(table.T @ (gap / np.sqrt(rows)))
    try:
        step = np.linalg.solve(system, right)
    except np.linalg.LinAlgError:  # regions that trade in two sets apart
        step = np.linalg.lstsq(system, right, rcond=None)[0]
    return np.asarray(np.clip(step / unit, -3, 3))


def cost_shock(economy: Economy, change: Array, theta: float) -> Shock:
    """Return the shock under which estimated cost terms move by ``change``.

    Trade answers to costs with elasticity -theta, so a term that rises by b lowers the iceberg
    cost by the factor exp(-b / theta).

    Parameters
    ----------
    economy : Economy
        A one-sector economy.
    change : Array
        Change of the exponent x b, shape (N, N) as [importer, exporter].
    theta : float
        Trade elasticity, sigma - 1, above 0.

    Raises
    ------
    BadShock
        The change does not fit the economy or is not finite, or theta is not above 0.
    """
    if change.shape != economy.share.shape[1:] or not np.isfinite(change).all():
        raise BadShock(
            f"gravity: a change of costs of shape {change.shape} for {economy.share.shape[1]} "
            "regions; give a finite number for each importer and exporter."
        )
    if not (np.isfinite(theta) and theta > 0):
        raise BadShock(f"gravity: trade elasticity {theta}; it must be above 0 (sigma - 1).")
    return Shock(economy.tariff, np.exp(-change / theta)[None])


def _check_flows(flows: Array) -> None:
    if flows.ndim != 2 or flows.shape[0] != flows.shape[1]:
        raise BadBaseline(f"gravity: flows of shape {flows.shape}; give (N, N), domestic included.")
    bad = np.argwhere(~(np.isfinite(flows) & (flows >= 0)))
    if bad.size:
        importer, exporter = bad[0]
        raise BadBaseline(
            f"gravity: flow {flows[importer, exporter]:g} of importer {importer} from exporter "
            f"{exporter} is no trade ({len(bad)} such). Flows are finite and not negative."
        )
    for side, sums in (("buys", flows.sum(axis=1)), ("sells", flows.sum(axis=0))):
        if (sums <= 0).any():
            raise BadBaseline(
                f"gravity: region {int(np.argmin(sums))} {side} nothing, at home or abroad. "
                "Leave it out, or add its domestic sales."
            )


def _check_margins(ease: Array, output: Array, expenditure: Array) -> None:
    if ease.shape != (len(output), len(output)) or expenditure.shape != output.shape:
        raise BadBaseline(
            f"gravity: costs of shape {ease.shape}, output {output.shape}, expenditure "
            f"{expenditure.shape}. Give (N, N), (N,), (N,)."
        )
    for name, array in (("output", output), ("expenditure", expenditure)):
        if not (np.isfinite(array) & (array > 0)).all():
            raise BadBaseline(f"gravity: {name} must be finite and above 0 for every region.")
    if not (np.isfinite(ease) & (ease >= 0)).all() or (ease.sum(axis=0) <= 0).any():
        raise BadBaseline("gravity: cost terms must be finite, not negative, and let all sell.")
    if (ease.sum(axis=1) <= 0).any():
        raise BadBaseline("gravity: a region can buy from nobody at these costs.")
