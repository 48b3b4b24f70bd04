"""From accounts (flows, tariffs, cost shares) to a calibrated economy, on arrays alone.

Letters and identities are those of Caliendo and Parro (2015), section 3 and appendix A: output is
the row sum of flows before duty, expenditure the sum of flows with duty, final demand what inputs
leave of expenditure, income value added with tariff revenue and deficit.
"""

from dataclasses import dataclass

import numpy as np

from policywire.facts.errors import BadBaseline
from policywire.models.trade.economy import Array, Economy

__all__ = ["Accounts", "calibrate", "own_flows", "recover"]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a base year.

    Attributes
    ----------
    flow : Array
        Sales of exporter i to importer n before duty, its own included, shape (J, N, N) as
        [j, n, i], in the baseline's currency.
    tariff : Array
        tau: ad valorem rates as shares of ``flow``, shape (J, N, N).
    value_added : Array
        beta: value added per unit of output, shape (J, N).
    input : Array
        gamma: input k per unit of output j in region n, shape (N, J, J) as [n, k, j]; over k it
        adds to 1 with ``value_added``.
    """

    flow: Array
    tariff: Array
    value_added: Array
    input: Array

    @property
    def output(self) -> Array:
        """Y: gross output, shape (J, N)."""
        made: Array = self.flow.sum(axis=1)
        return made

    @property
    def expenditure(self) -> Array:
        """X: expenditure, duty included, shape (J, N)."""
        made: Array = (self.flow * (1 + self.tariff)).sum(axis=2)
        return made

    @property
    def revenue(self) -> Array:
        """R: tariff revenue, shape (N,)."""
        made: Array = (self.flow * self.tariff).sum(axis=(0, 2))
        return made

    @property
    def income(self) -> Array:
        """wL: value added, shape (N,)."""
        made: Array = (self.value_added * self.output).sum(axis=0)
        return made

    @property
    def deficit(self) -> Array:
        """D: imports less exports before duty, shape (N,); a region's own sales cancel."""
        made: Array = self.flow.sum(axis=(0, 2)) - self.flow.sum(axis=(0, 1))
        return made

    @property
    def intermediate(self) -> Array:
        """Use of each sector's goods as inputs, shape (J, N)."""
        made: Array = np.einsum("nkj,jn->kn", self.input, self.output)
        return made

    @property
    def final(self) -> Array:
        """Final demand: expenditure less intermediate use, shape (J, N); may be below 0."""
        made: Array = self.expenditure - self.intermediate
        return made


def calibrate(accounts: Accounts) -> Economy:
    """Return the economy of ``accounts``; final demand below 0 counts as 0.

    A sector on which a region spends nothing is given its own goods as its only source: its share
    is never used, and stays a share.

    Raises
    ------
    BadBaseline
        If a region has no final demand at all.
    """
    paid = accounts.flow * (1 + accounts.tariff)
    spent = paid.sum(axis=2)
    own = np.broadcast_to(np.eye(paid.shape[1]), paid.shape)
    share = np.where(spent[:, :, None] > 0, paid / np.where(spent > 0, spent, 1)[:, :, None], own)
    demand = np.maximum(accounts.final, 0)
    if not (demand.sum(axis=0) > 0).all():
        region = int((demand.sum(axis=0) <= 0).argmax())
        raise BadBaseline(f"Region {region} (from 0) has no final demand: all it buys is inputs.")
    return Economy(
        share=share,
        tariff=accounts.tariff,
        input=accounts.input,
        value_added=accounts.value_added,
        final=demand / demand.sum(axis=0),
        income=accounts.income,
        expenditure=spent,
        deficit=accounts.deficit,
    )


def recover(economy: Economy) -> Accounts:
    """Return the accounts of an economy; the inverse of :func:`calibrate` where it balances."""
    flow = economy.share * economy.expenditure[:, :, None] / (1 + economy.tariff)
    return Accounts(flow, economy.tariff, economy.value_added, economy.input)


def own_flows(traded: Array, output: Array) -> tuple[Array, Array]:
    """Return flows with the domestic sales put in, and output lifted to exports.

    Domestic sales are output less exports; where exports exceed the output stated, output is
    lifted to them, as Caliendo and Parro's own script does.

    Parameters
    ----------
    traded : Array
        Flows between regions, shape (J, N, N), nothing on the diagonal.
    output : Array
        Gross output as stated, shape (J, N).

    Returns
    -------
    tuple of Array
        Flows, shape (J, N, N), and what was added to output, shape (J, N).
    """
    exports = traded.sum(axis=1)
    lifted = np.maximum(output, exports)
    flow = traded.copy()
    places = np.arange(traded.shape[1])
    flow[:, places, places] = lifted - exports
    return flow, lifted - output
