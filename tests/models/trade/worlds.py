"""Random worlds that balance to the last digit, and shocks on them, for tests by law."""

import numpy as np

from policywire.models.trade.economy import Array, Economy, Shock


def random_world(
    seed: int, *, regions: int = 5, sectors: int = 4, deficits: float = 0.0, duty: float = 0.3
) -> Economy:
    """Return a world whose markets clear exactly; its last sector is not traded."""
    rng = np.random.default_rng(seed)
    share = rng.dirichlet(np.ones(regions), size=(sectors, regions))
    share = 0.4 * share + 0.6 * np.eye(regions)
    share[-1] = np.eye(regions)
    tariff = duty * rng.random(share.shape) * (1 - np.eye(regions))
    tariff[-1] = 0
    value_added = rng.uniform(0.3, 0.8, (sectors, regions))
    mix = rng.dirichlet(np.ones(sectors), size=(regions, sectors)).transpose(0, 2, 1)
    gamma = mix * (1 - value_added.T[:, None, :])
    final = rng.dirichlet(np.ones(sectors), size=regions).T
    gap = rng.normal(0, deficits, regions) if deficits else np.zeros(regions)
    gap -= gap.mean()
    income, expenditure = _clear(share, tariff, gamma, value_added, final, gap)
    return Economy(share, tariff, gamma, value_added, final, income, expenditure, gap)


def _clear(
    share: Array, tariff: Array, gamma: Array, beta: Array, final: Array, gap: Array
) -> tuple[Array, Array]:
    """Return the wages and spending at which all markets clear, world value added being 1."""
    sectors, regions = beta.shape
    size = sectors * regions
    sales = np.zeros((size, size))  # output [j, i] from spending [j, n]
    revenue = np.zeros((regions, size))
    for j in range(sectors):
        block = slice(j * regions, (j + 1) * regions)
        sales[block, block] = (share[j] / (1 + tariff[j])).T
        revenue[:, block] = np.diag((share[j] * tariff[j] / (1 + tariff[j])).sum(axis=1))
    inputs = np.zeros((size, size))
    for n in range(regions):
        inputs[n::regions, n::regions] = gamma[n]
    taste = np.vstack([np.diag(row) for row in final])
    labour = np.hstack([np.diag(row) for row in beta])
    spend = np.linalg.inv(np.eye(size) - taste @ revenue - inputs @ sales) @ taste
    system = labour @ sales @ spend - np.eye(regions)
    right = -labour @ sales @ spend @ gap
    income = np.linalg.lstsq(
        np.vstack([system, np.ones(regions)]), np.append(right, 1.0), rcond=None
    )[0]
    return income, (spend @ (income + gap)).reshape(sectors, regions)


def random_shock(economy: Economy, seed: int, *, size: float = 0.3) -> Shock:
    """Return a shock of tariffs up to ``size`` and iceberg costs either way, at home too."""
    rng = np.random.default_rng(seed)
    shape = economy.share.shape
    abroad = 1 - np.eye(shape[1])
    rise = size * rng.random(shape) * (rng.random(shape) < 0.4) * abroad
    rise[-1] = 0
    cost = np.exp(rng.normal(0, 0.1, shape) * (rng.random(shape) < 0.3))
    return Shock(economy.tariff + rise, cost)


def elasticities(economy: Economy, seed: int = 0) -> Array:
    """Return one elasticity a sector, 2 to 9."""
    return np.random.default_rng(seed).uniform(2, 9, len(economy.value_added))
