"""Estimate gravity by Poisson pseudo maximum likelihood with exporter and importer effects.

Flows are exp(x b + exporter effect + importer effect) in the mean (Santos Silva and Tenreyro 2006,
Review of Economics and Statistics 88(4)). The effects keep the adding-up of structural gravity:
fitted exports and imports of each region equal those observed (Fally 2015, Journal of International
Economics 97(1)). Iteratively reweighted least squares; the effects are swept out of each weighted
regression exactly (Frisch and Waugh), one small dense solve, however many regressors stand.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadBaseline, NoConvergence
from policywire.models.gravity.effects import (
    Array,
    Groups,
    Index,
    groups_of,
    least_squares,
    sums,
    sweep,
)

__all__ = ["Estimate", "Flows", "estimate"]


_LARGEST_STEPS = 200
_CLOSE = 1e-12  # relative change of the deviance at which the steps stop
_ROUNDING = 1e-2  # share of all flows below which a deviance is a perfect fit's rounding
_COLLINEAR = 1e-9  # share of a regressor's variation below which the effects explain it
_PINNED = 1e8  # weight on positive flows that keeps the rectifier's fit at 0 there
_SEPARATED = 1e-5  # positive part of the rectifier's fit above which a zero flow is separated


@dataclass(frozen=True, slots=True)
class Flows:
    """Flows one a row, with what explains them.

    Attributes
    ----------
    value : Array
        Trade, any one currency, not negative, shape (M,).
    exporter, importer : Index
        Group of each row, from 0, shape (M,). A group is a region, or a region in a year.
    regressors : Array
        What explains trade, shape (M, K).
    names : tuple of str
        K names of the regressors.
    """

    value: Array
    exporter: Index
    importer: Index
    regressors: Array
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A fitted gravity equation.

    Attributes
    ----------
    names : tuple of str
        K names of the regressors.
    coefficient, error : Array
        Coefficients and their robust standard errors, shape (K,).
    covariance : Array
        Robust (sandwich) covariance of the coefficients, shape (K, K).
    fitted : Array
        Fitted flows, in the rows' order and currency, shape (M,); 0 where ``used`` is false.
    used : NDArray of bool
        Rows that the estimate rests on: a separated zero flow carries no information.
    deviance : float
        Poisson deviance at the estimate, in the flows' currency.
    steps : int
        Weighted regressions run.
    """

    names: tuple[str, ...]
    coefficient: Array
    error: Array
    covariance: Array
    fitted: Array
    used: NDArray[np.bool_]
    deviance: float
    steps: int


def estimate(flows: Flows, *, clusters: Index | None = None) -> Estimate:
    """Return the PPML estimate of a gravity equation with exporter and importer effects.

    Parameters
    ----------
    flows : Flows
        What is explained and by what.
    clusters : Index, optional
        Group of each row, from 0, shape (M,), within which errors may go together (the pair of
        regions, say); left out, rows are independent.

    Returns
    -------
    Estimate
        Coefficients; standard errors by the sandwich formula with factor M/(M-1), or G/(G-1) for G
        clusters, as Stata's ``glm, robust`` prints them.

    Raises
    ------
    BadBaseline
        The rows are no flows, a regressor is explained by the effects or by the others, or too
        few rows are left.
    NoConvergence
        The deviance did not settle.
    """
    _check(flows)
    if clusters is not None and len(clusters) != len(flows.value):
        raise BadBaseline(f"gravity: {len(clusters)} clusters for {len(flows.value)} flows.")
    used = _not_separated(flows)
    kept = _rows(flows, used)
    groups = groups_of(kept.exporter, kept.importer)
    _check_rank(kept, groups)
    index, steps, deviance = _fit(kept, groups)
    mean = np.exp(index)
    swept = sweep(kept.regressors, mean, groups)
    coefficient = _coefficients(kept, index, mean, groups)
    members = np.arange(len(mean)) if clusters is None else clusters[used]
    covariance = _sandwich(swept, kept.value - mean, mean, members)
    fitted = np.zeros(len(flows.value))
    fitted[used] = mean
    error = np.sqrt(np.diag(covariance))
    return Estimate(flows.names, coefficient, error, covariance, fitted, used, deviance, steps)


def _check(flows: Flows) -> None:
    rows = len(flows.value)
    if flows.regressors.shape != (rows, len(flows.names)) or not rows:
        raise BadBaseline(
            f"gravity: {rows} flows and {len(flows.names)} names do not fit regressors of shape "
            f"{flows.regressors.shape}. Give one row a flow and one column a name."
        )
    if not (len(flows.exporter) == len(flows.importer) == rows):
        raise BadBaseline(
            f"gravity: {rows} flows, {len(flows.exporter)} exporters and {len(flows.importer)} "
            "importers. Give an exporter and an importer for each flow."
        )
    bad = np.flatnonzero(~(np.isfinite(flows.value) & (flows.value >= 0)))
    if bad.size:
        raise BadBaseline(
            f"gravity: flow {flows.value[bad[0]]:g} in row {bad[0]} is no trade ({bad.size} such "
            f"of {rows}). Flows are finite and not negative; leave missing ones out."
        )
    for name, column in zip(flows.names, flows.regressors.T, strict=True):
        if not np.isfinite(column).all():
            row = int(np.flatnonzero(~np.isfinite(column))[0])
            raise BadBaseline(
                f"gravity: {name} is {column[row]} in row {row}. Take logarithms of what is above "
                "0 only, and leave rows without it out."
            )


def _rows(flows: Flows, used: NDArray[np.bool_]) -> Flows:
    return Flows(
        flows.value[used],
        flows.exporter[used],
        flows.importer[used],
        flows.regressors[used],
        flows.names,
    )


def _not_separated(flows: Flows) -> NDArray[np.bool_]:
    """Mark the rows that bear on a finite estimate.

    A zero flow is separated when some mix of regressors and effects is above 0 there, 0 on every
    positive flow and nowhere below 0: the likelihood then drives its fit to 0 without end. Found
    by the iterative rectifier of Correia, Guimaraes and Zylkin (2021), arXiv:1903.01633, after
    regions without any flow are set aside.
    """
    zero = flows.value <= 0
    used = ~(_without_flow(flows.exporter, zero) | _without_flow(flows.importer, zero))
    if not used.any():
        raise BadBaseline("gravity: all flows are 0. Give some trade.")
    suspects = used & zero
    while suspects.any():
        found = _rectified(_rows(flows, used)) > _SEPARATED
        if not found.any():
            break
        used[np.flatnonzero(used)[found]] = False
        suspects = used & zero
    return used


def _without_flow(group: Index, zero: NDArray[np.bool_]) -> NDArray[np.bool_]:
    number = np.unique(group, return_inverse=True)[1]
    return np.asarray(np.bincount(number, ~zero)[number] == 0)


def _rectified(flows: Flows) -> Array:
    """Return the rectifier's last fit: above 0 at the rows that are separated."""
    groups = groups_of(flows.exporter, flows.importer)
    zero = flows.value <= 0
    weight = np.where(zero, 1.0, _PINNED)
    target = zero.astype(np.float64)
    for _ in range(_LARGEST_STEPS):
        fit = least_squares(flows.regressors, target, weight, groups)
        fit[np.abs(fit) < _SEPARATED] = 0.0
        if (fit[zero] >= 0).all():
            return np.where(zero, fit, 0.0)
        target = np.where(zero, np.maximum(fit, 0.0), 0.0)
    return np.zeros(len(zero))


def _check_rank(flows: Flows, groups: Groups) -> None:
    """Refuse regressors which the effects, or one another, explain."""
    swept = sweep(flows.regressors, np.ones(len(flows.value)), groups)
    left = np.linalg.norm(swept, axis=0)
    whole = np.linalg.norm(flows.regressors, axis=0)
    for name, some, all_ in zip(flows.names, left, whole, strict=True):
        if some <= _COLLINEAR * max(all_, np.finfo(float).tiny):
            raise BadBaseline(
                f"gravity: {name} does not vary within exporters and importers over flows that can "
                "be fitted, so their effects explain it whole. Leave it out."
            )
    turned = np.abs(np.diag(np.linalg.qr(swept / left, mode="r")))
    if turned.size and turned.min() <= _COLLINEAR:
        name = flows.names[int(turned.argmin())]
        raise BadBaseline(
            f"gravity: {name} is a mix of the regressors before it and the effects. Leave one out."
        )


def _fit(flows: Flows, groups: Groups) -> tuple[Array, int, float]:
    """Return the linear index x b + effects, shape (M,), the steps taken and the deviance."""
    value = flows.value
    mean = (value + value.mean()) / 2
    index = np.log(mean)
    deviance = _deviance(value, mean)
    for step in range(1, _LARGEST_STEPS + 1):
        working = index + (value - mean) / mean
        index = least_squares(flows.regressors, working, mean, groups)
        mean = np.exp(np.clip(index, -700, 700))
        before, deviance = deviance, _deviance(value, mean)
        if abs(before - deviance) <= _CLOSE * max(deviance, _ROUNDING * float(value.sum())):
            return index, step, deviance
    raise NoConvergence(
        f"gravity: the deviance still moves by {abs(before - deviance) / deviance:.1e} after "
        f"{_LARGEST_STEPS} weighted regressions. Look for a regressor that is almost a mix of "
        "others, or for flows of very different size."
    )


def _deviance(value: Array, mean: Array) -> float:
    ratio = np.where(value > 0, value, 1.0) / np.where(value > 0, mean, 1.0)
    return float(2 * np.sum(value * np.log(ratio) - (value - mean)))


def _coefficients(flows: Flows, index: Array, mean: Array, groups: Groups) -> Array:
    """Return b from the fitted index: what of it the regressors carry beyond the effects."""
    swept = sweep(np.column_stack([flows.regressors, index]), mean, groups)
    root = np.sqrt(mean)[:, None]
    slope = np.linalg.lstsq(root * swept[:, :-1], root[:, 0] * swept[:, -1], rcond=None)[0]
    return np.asarray(slope, dtype=np.float64)


def _sandwich(swept: Array, residual: Array, mean: Array, clusters: Index) -> Array:
    """Return the robust covariance of the coefficients, shape (K, K)."""
    bread = np.linalg.inv(swept.T @ (mean[:, None] * swept))
    member = np.unique(clusters, return_inverse=True)[1]
    count = int(member.max()) + 1
    score = sums(swept * residual[:, None], member, count)
    return np.asarray(bread @ (score.T @ score) @ bread * (count / max(count - 1, 1)))
