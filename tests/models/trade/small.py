"""Small balanced worlds, made from a seed."""

import numpy as np

from policywire.models.trade.economy import Array, Economy, Shock


def world(
    regions: int = 4, sectors: int = 3, *, seed: int = 0, tariffs: bool = True, inputs: bool = True
) -> Economy:
    """Return a balanced economy with deficits, from random flows, tariffs and input shares."""
    stream = np.random.default_rng(seed)
    value = stream.lognormal(0, 0.5, (sectors, regions, regions))
    value += 4 * np.eye(regions) * value.mean()
    tariff = stream.uniform(0, 0.2, value.shape) * (1 - np.eye(regions)) * tariffs
    added = stream.uniform(0.4, 0.7, (sectors, regions)) if inputs else np.ones((sectors, regions))
    return calibrated(value, tariff, added)


def calibrated(value: Array, tariff: Array, added: Array) -> Economy:
    """Return the economy with these flows before duty; inputs are bought as spending is split."""
    spent = value * (1 + tariff)
    expenditure, output = spent.sum(axis=2), value.sum(axis=1)
    split = expenditure / expenditure.sum(axis=0)
    inputs = np.einsum("kn,jn->nkj", split, 1 - added)
    final = expenditure - np.einsum("nkj,jn->kn", inputs, output)
    return Economy(
        share=spent / expenditure[:, :, None],
        tariff=tariff,
        input=inputs,
        value_added=added,
        final=final / final.sum(axis=0),
        income=(added * output).sum(axis=0),
        expenditure=expenditure,
        deficit=(value.sum(axis=(0, 2)) - value.sum(axis=(0, 1))),
    )


def nothing(economy: Economy) -> Shock:
    """Return the shock that changes nothing."""
    return Shock(economy.tariff, np.ones_like(economy.tariff))


def tariff(economy: Economy, importer: int, points: float) -> Shock:
    """Return the shock that one importer adds so much to all its tariffs, as a share."""
    after = economy.tariff.copy()
    after[:, importer, :] += points
    after[:, importer, importer] = economy.tariff[:, importer, importer]
    return Shock(after, np.ones_like(after))
