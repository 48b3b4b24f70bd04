"""The exact change of real income, split into parts that add up to it.

Differentiating income and consumer prices at an equilibrium gives, with M imports before duty and E
exports (Caliendo and Parro 2015, eq. 15, kept at current weights, with iceberg costs and deficits):

I dln(I/P) = sum of E_n dln c_n - M_i dln c_i           terms of trade
           + sum of tau_i M_i (dln M_i - dln c_i)       volume of trade
           - sum of (1 + tau_i) M_i dln d_i             technical: goods that melt on the way
           + dD                                         transfer: what others lend or give

This holds at every point of a path from the base to the whole shock, so its integral is the exact
change: here in points of base real income, hence weighted by real income along the path. All
instruments move together, each 1 + tau and d at a constant rate; at each point the derivative along
each instrument alone is taken (Aumann and Shapley 1974, Values of Non-Atomic Games: the order of
the instruments does not matter). Derivatives are exact (``tangent``), the integral is Clenshaw and
Curtis's rule, doubled until it settles (``integral``).

Where deficits are kept, terms of trade and transfer together do not depend on the unit of account
(world value added), though each does; balanced, neither does.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import BadShock, NoConvergence
from policywire.models.trade.economy import Array, Equilibrium, Shock
from policywire.models.trade.effects.integral import integrate
from policywire.models.trade.effects.outcomes import real_income
from policywire.models.trade.effects.path import Instrument, Walk

__all__ = ["EFFECTS", "Decomposition", "Instrument", "decompose"]

EFFECTS = ("terms of trade", "volume of trade", "technical", "transfer")


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Parts of the exact change of real income, in points of base real income.

    Attributes
    ----------
    instruments : tuple of str
        K names: what was changed.
    terms_of_trade, volume_of_trade, technical : Array
        By [instrument, sector, region, partner], shape (K, J, N, N).
    transfer : Array
        By [instrument, region], shape (K, N).
    exact : Array
        Change of real income I/P, percent, shape (N,): what the parts add up to.
    gap : Array
        Sum of the parts less ``exact``, points, shape (N,).
    error : float
        Estimated error of the integral, points, the worst region's sum over parts.
    nodes : int
        Points of the path at which the parts were evaluated.
    seconds : float
        Processor time.
    """

    instruments: tuple[str, ...]
    terms_of_trade: Array
    volume_of_trade: Array
    technical: Array
    transfer: Array
    exact: Array
    gap: Array
    error: float
    nodes: int
    seconds: float

    @property
    def by_effect(self) -> Array:
        """Terms of trade, volume, technical, transfer by region, shape (4, N)."""
        return np.asarray(self.by_instrument.sum(axis=0))

    @property
    def by_instrument(self) -> Array:
        """The four effects by instrument and region, shape (K, 4, N)."""
        parts = [part.sum(axis=(1, 3)) for part in self._cells()]
        return np.stack([*parts, self.transfer], axis=1)

    @property
    def by_partner(self) -> Array:
        """Effects but transfer by instrument, region and partner, shape (K, 3, N, N)."""
        return np.stack([part.sum(axis=1) for part in self._cells()], axis=1)

    @property
    def by_sector(self) -> Array:
        """Effects but transfer by instrument, sector and region, shape (K, 3, J, N)."""
        return np.stack([part.sum(axis=3) for part in self._cells()], axis=1)

    def _cells(self) -> tuple[Array, Array, Array]:
        return self.terms_of_trade, self.volume_of_trade, self.technical


def decompose(
    equilibrium: Equilibrium,
    instruments: Sequence[Instrument] = (),
    *,
    tolerance: float = 1e-7,
) -> Decomposition:
    """Return the exact change of real income in parts, by partner, sector and instrument.

    Parameters
    ----------
    equilibrium : Equilibrium
        A solved counterfactual.
    instruments : sequence of Instrument
        The changes its shock is made of: tariffs add in points, iceberg factors multiply. Left
        out, the whole shock is one.
    tolerance : float
        Largest error of the integral and largest gap to the exact number, points.

    Returns
    -------
    Decomposition
        K J N^2 cells an effect: about 1 MB an instrument for 16 regions and 21 sectors.

    Raises
    ------
    BadShock
        The instruments do not make up the shock.
    NoConvergence
        A point of the path could not be solved, or the tolerance was not met.
    """
    began = time.process_time()
    made_of = tuple(instruments) or (Instrument("all changes", equilibrium.shock),)
    _check(equilibrium, made_of)
    walk = Walk(equilibrium, made_of)
    integral = integrate(walk, tolerance)
    cells, transfer = integral.cells, integral.transfer
    exact = 100 * (real_income(equilibrium) - 1)
    gap = cells.sum(axis=(0, 1, 2, 4)) + transfer.sum(axis=0) - exact
    if np.abs(gap).max() > 10 * tolerance:
        raise NoConvergence(
            f"decomposition: the parts miss the exact change by {np.abs(gap).max():.1e} points, "
            f"more than {10 * tolerance:.0e}; solve the equilibrium to a smaller residual than "
            f"{equilibrium.certificate.residual:.1e}."
        )
    terms, volume, technical = (cells[:, k] for k in range(3))
    return Decomposition(
        instruments=tuple(each.name for each in made_of),
        terms_of_trade=terms,
        volume_of_trade=volume,
        technical=technical,
        transfer=transfer,
        exact=exact,
        gap=gap,
        error=integral.error,
        nodes=walk.visited,
        seconds=time.process_time() - began,
    )


def _check(equilibrium: Equilibrium, instruments: Sequence[Instrument]) -> None:
    """Refuse instruments that do not add up to the shock."""
    before = equilibrium.base.tariff
    names = [each.name for each in instruments]
    if len(set(names)) < len(names):
        raise BadShock(f"decomposition: two instruments bear one name, of {', '.join(names)}.")
    for each in instruments:
        if each.shock.tariff.shape != before.shape or each.shock.cost.shape != before.shape:
            raise BadShock(
                f"decomposition: {each.name} has shape {each.shock.tariff.shape}, the economy "
                f"{before.shape}."
            )
    gap = _gap(before, equilibrium.shock, instruments)
    if not gap.max() <= 1e-9:
        sector, importer, exporter = np.unravel_index(int(gap.argmax()), gap.shape)
        raise BadShock(
            f"decomposition: the instruments {', '.join(names)} do not make up the shock: they "
            f"differ by {gap.max():.2g} at sector {sector}, importer {importer}, exporter "
            f"{exporter} (counted from 0). Give each change's own effect on tariffs and costs."
        )


def _gap(before: Array, shock: Shock, instruments: Sequence[Instrument]) -> Array:
    tariff = before + np.sum([each.shock.tariff - before for each in instruments], axis=0)
    cost = np.sum([np.log(each.shock.cost) for each in instruments], axis=0)
    return np.asarray(np.maximum(np.abs(tariff - shock.tariff), np.abs(cost - np.log(shock.cost))))
