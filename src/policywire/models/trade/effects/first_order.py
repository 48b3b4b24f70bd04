"""The change of welfare to first order, as Caliendo and Parro (2015) print it.

Paper-compatible, and only that: the paper's welfare effects (Table 2 and after) are its equations
(15) and (16) at base weights with relative changes in place of differentials, as its authors and
the packages that follow them compute them. For large changes they are not the model's change of
real income, which ``decompose`` splits exactly: NAFTA's 1.31 % for Mexico is 0.007 % exact.
"""

from dataclasses import dataclass

import numpy as np

from policywire.models.trade.economy import Array, Equilibrium
from policywire.models.trade.effects.outcomes import base_income, trade_after, trade_before

__all__ = ["FirstOrder", "first_order"]


@dataclass(frozen=True, slots=True)
class FirstOrder:
    """First-order effects on welfare, in percent of base income.

    Attributes
    ----------
    terms_of_trade : Array
        E_nj,i (c_nj - 1) - M_nj,i (c_ij - 1), by [sector, region, partner], shape (J, N, N), with E
        and M base exports and imports before duty and c the change of unit costs (eq. 15, 16).
    volume_of_trade : Array
        tau M (M'/M - c_ij), by [sector, region, partner], shape (J, N, N).
    technical : Array
        -(1 + tau) M (d - 1), d the factor on iceberg costs, shape (J, N, N); not in the paper,
        which moves tariffs alone.
    """

    terms_of_trade: Array
    volume_of_trade: Array
    technical: Array

    @property
    def welfare(self) -> Array:
        """Sum of the effects by region, percent, shape (N,)."""
        parts = self.terms_of_trade + self.volume_of_trade + self.technical
        return np.asarray(parts.sum(axis=(0, 2)))


def first_order(equilibrium: Equilibrium) -> FirstOrder:
    """Return the first-order, paper-compatible effects on welfare.

    Parameters
    ----------
    equilibrium : Equilibrium
        A solved counterfactual; base weights are those of its ``base``.

    Returns
    -------
    FirstOrder
        In percent of base income (wages, revenue and deficit).
    """
    base = equilibrium.base
    before, after = trade_before(equilibrium), trade_after(equilibrium)
    cost = equilibrium.cost - 1
    unit = (100 / base_income(equilibrium))[None, :, None]
    terms = before.transpose(0, 2, 1) * cost[:, :, None] - before * cost[:, None, :]
    volume = base.tariff * (after - before * equilibrium.cost[:, None, :])
    technical = -(1 + base.tariff) * before * (equilibrium.shock.cost - 1)
    return FirstOrder(unit * terms, unit * volume, unit * technical)
