"""The same shock in poorer models: why answers of models differ.

Each variant is an economy built from the same baseline: the same trade flows, tariffs, deficits and
gross output by region (and by sector, where sectors are kept). What is thrown away is said. All
stay balanced, so a zero shock still changes nothing.

Inputs and sectors raise what trade is worth (Costinot and Rodríguez-Clare 2014, Handbook of
International Economics 4, section 3; Caliendo and Parro 2015). Income is value added in the full
model and gross output where inputs are thrown away: percentages of it are not those of GDP.
"""

from dataclasses import dataclass, replace

import numpy as np

from policywire.facts.errors import BadShock
from policywire.models.trade.economy import Array, Economy, Shock

__all__ = [
    "Variant",
    "one_sector",
    "one_theta",
    "own_inputs",
    "scaled_tariffs",
    "variants",
    "without_inputs",
]


@dataclass(frozen=True, slots=True)
class Variant:
    """One model of the same world and the same shock.

    Attributes
    ----------
    name : str
        ``full``, ``own-inputs``, ``no-inputs``, ``one-sector``, ``one-sector-no-inputs``.
    title, note : str
        What a reader is told: what it is, and what it throws away.
    economy : Economy
        Calibrated to the same flows.
    theta : Array
        Trade elasticities, shape (J,) or (1,).
    shock : Shock
        The same change of policy, in this model's sectors.
    """

    name: str
    title: str
    note: str
    economy: Economy
    theta: Array
    shock: Shock


def variants(
    economy: Economy, theta: Array, shock: Shock, *, single: float | None = None
) -> tuple[Variant, ...]:
    """Build the full model and four poorer ones from one baseline.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    theta : Array
        Trade elasticities, shape (J,).
    shock : Shock
        The change, shapes (J, N, N).
    single : float, optional
        Theta of the one-sector models; by default ``one_theta``.

    Returns
    -------
    tuple of Variant
        From the fullest to the poorest.
    """
    lone = np.array([one_theta(economy, theta) if single is None else single])
    merged, policy = one_sector(economy, shock)
    return (
        Variant("full", "All sectors and inputs", "Nothing is thrown away.", economy, theta, shock),
        Variant(
            "own-inputs",
            "Inputs from the own sector only",
            "Each sector buys its materials from itself; links between sectors are lost.",
            own_inputs(economy),
            theta,
            shock,
        ),
        Variant(
            "no-inputs",
            "No inputs",
            "All output is value added and final; income is gross output.",
            without_inputs(economy),
            theta,
            shock,
        ),
        Variant(
            "one-sector",
            "One sector with inputs",
            "Sectors are added up, tariffs weighted by the trade of the base year.",
            merged,
            lone,
            policy,
        ),
        Variant(
            "one-sector-no-inputs",
            "One sector without inputs",
            "Both: the one-sector model of Eaton and Kortum or Armington.",
            without_inputs(merged),
            lone,
            policy,
        ),
    )


def without_inputs(economy: Economy) -> Economy:
    """Return the economy in which nothing is an input: gamma 0, beta 1.

    Flows, output and deficits stay. Income becomes gross output, final demand all expenditure.
    """
    return replace(
        economy,
        input=np.zeros_like(economy.input),
        value_added=np.ones_like(economy.value_added),
        final=economy.expenditure / economy.expenditure.sum(axis=0),
        income=_output(economy).sum(axis=0),
    )


def own_inputs(economy: Economy) -> Economy:
    """Return the economy in which a sector's inputs come from the sector itself.

    The share of inputs in output stays, unless a sector would then use more of its own good than
    the region spends on it; there it is what is spent, and value added takes the rest.

    Parameters
    ----------
    economy : Economy
        Any.

    Returns
    -------
    Economy
        With gamma diagonal, final demand what is left of expenditure.
    """
    output = _output(economy)
    bought = np.minimum((1 - economy.value_added) * output, economy.expenditure)
    share = np.divide(bought, output, out=np.zeros_like(output), where=output > 0)
    final = np.maximum(economy.expenditure - share * output, 0)  # rounding only
    return replace(
        economy,
        input=np.einsum("jn,jk->njk", share, np.eye(output.shape[0])),
        value_added=1 - share,
        final=final / final.sum(axis=0),
        income=((1 - share) * output).sum(axis=0),
    )


def one_sector(economy: Economy, shock: Shock) -> tuple[Economy, Shock]:
    """Add up all sectors of an economy and of a shock.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    shock : Shock
        Shapes (J, N, N). Tariffs are averaged by trade before duty, cost factors geometrically by
        spending, both of the base year; where nothing is traded, plainly.

    Returns
    -------
    Economy
        One sector: the same trade in total, revenue, output, value added and deficits.
    Shock
        Shapes (1, N, N).

    Raises
    ------
    BadShock
        The shock is not of the economy's shape.
    """
    if shock.tariff.shape != economy.share.shape or shock.cost.shape != economy.share.shape:
        raise BadShock(
            f"The shock has shapes {shock.tariff.shape} (tariff) and {shock.cost.shape} (cost); "
            f"the economy's trade has {economy.share.shape}. Compile the scenario against this "
            "baseline."
        )
    spent = economy.share * economy.expenditure[:, :, None]
    value = spent / (1 + economy.tariff)
    total, output = spent.sum(axis=(0, 2)), value.sum(axis=(0, 1))
    added = economy.income / output
    merged = Economy(
        share=(spent.sum(axis=0) / total[:, None])[None],
        tariff=_mean(economy.tariff, value),
        input=(1 - added)[:, None, None],
        value_added=added[None],
        final=np.ones((1, total.size)),
        income=economy.income,
        expenditure=total[None],
        deficit=economy.deficit,
    )
    costs = np.exp(_mean(np.log(shock.cost), spent))
    return merged, Shock(tariff=_mean(shock.tariff, value), cost=costs)


def one_theta(economy: Economy, theta: Array) -> float:
    """Return the mean of theta by trade between regions before duty, for a one-sector model."""
    value = economy.share * economy.expenditure[:, :, None] / (1 + economy.tariff)
    crossing = value.sum(axis=(1, 2)) - np.einsum("jnn->j", value)
    if crossing.sum() <= 0:
        return float(theta.mean())
    return float(theta @ crossing / crossing.sum())


def scaled_tariffs(economy: Economy, shock: Shock, factor: float) -> tuple[Economy, Shock]:
    """Return the world calibrated to the same flows with tariffs ``factor`` times as high.

    Trade before duty, output and deficits stay; expenditure, revenue and final demand change by the
    duty. Where a region would then use more of a good as input than it spends on it, its use is
    scaled down and value added takes the rest, as in the balancing of the table itself. The shock
    adds the same points to the scaled tariffs.

    Parameters
    ----------
    economy : Economy
        N regions, J sectors.
    shock : Shock
        The change, shapes (J, N, N).
    factor : float
        0 or more.

    Returns
    -------
    Economy, Shock
        Both with the scaled tariffs.

    Raises
    ------
    BadShock
        At that height a tariff would be -100 percent or less.
    """
    tariff = factor * economy.tariff
    after = tariff + (shock.tariff - economy.tariff)
    if (tariff <= -1).any() or (after <= -1).any():
        raise BadShock(
            f"With the base year's tariffs times {factor:g} a tariff would be -100 percent or less."
        )
    value = economy.share * economy.expenditure[:, :, None] / (1 + economy.tariff)
    spent = value * (1 + tariff)
    expenditure, output = spent.sum(axis=2), value.sum(axis=1)
    inputs = _affordable(economy.input, output, expenditure)
    final = np.maximum(expenditure - np.einsum("nkj,jn->kn", inputs, output), 0)  # rounding only
    added = 1 - inputs.sum(axis=1).T
    scaled = replace(
        economy,
        share=_shares(spent, expenditure, economy.share),
        tariff=tariff,
        input=inputs,
        value_added=added,
        final=final / final.sum(axis=0),
        income=(added * output).sum(axis=0),
        expenditure=expenditure,
    )
    return scaled, Shock(tariff=after, cost=shock.cost)


def _affordable(inputs: Array, output: Array, expenditure: Array) -> Array:
    """Return input coefficients [n, k, j] scaled down where use is above what is spent."""
    used = np.einsum("nkj,jn->nk", inputs, output)
    ratio = np.divide(expenditure.T, used, out=np.ones_like(used), where=used > 0)
    return np.asarray(inputs * np.minimum(ratio, 1)[:, :, None])


def _output(economy: Economy) -> Array:
    """Return output by sector and region, shape (J, N): what all importers pay before duty."""
    spent = economy.share * economy.expenditure[:, :, None]
    return np.asarray((spent / (1 + economy.tariff)).sum(axis=1))


def _mean(values: Array, weights: Array) -> Array:
    """Return the mean over sectors by weight, plain where all weigh nothing: (1, N, N)."""
    total = weights.sum(axis=0)
    weighted = np.divide(
        (values * weights).sum(axis=0), total, out=values.mean(axis=0), where=total > 0
    )
    return np.asarray(weighted[None])


def _shares(spent: Array, expenditure: Array, before: Array) -> Array:
    """Return shares of expenditure; those before where nothing is spent."""
    total = expenditure[:, :, None]
    return np.divide(spent, total, out=before.copy(), where=total > 0)
