"""What a solved counterfactual says, before and after, in levels and percent.

Trade is valued before duty. Values are in the baseline's currency with world value added as it was:
it is the unit of account, so changes of values are relative to it, and only ratios of prices bear
on welfare. Letters and equations are those of Caliendo and Parro (2015), Review of Economic Studies
82(1); hats are changes, after over before.
"""

from dataclasses import dataclass

import numpy as np

from policywire.models.trade.economy import Array, Equilibrium

__all__ = [
    "Change",
    "Outcomes",
    "base_income",
    "consumer_prices",
    "outcomes",
    "real_income",
    "trade_after",
    "trade_before",
]


@dataclass(frozen=True, slots=True)
class Change:
    """A quantity before and after, of one shape.

    Attributes
    ----------
    before, after : Array
        Levels; an index is 1 before.
    """

    before: Array
    after: Array

    @property
    def percent(self) -> Array:
        """Change in percent; 0 where there is nothing before nor after, inf from nothing."""
        held = self.before != 0
        ratio = self.after / np.where(held, self.before, 1.0)
        return np.where(held, 100 * (ratio - 1), np.where(self.after == 0, 0.0, np.inf))

    @property
    def difference(self) -> Array:
        """After less before, in the unit of the levels."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Outcomes of a counterfactual.

    Currency is the baseline's. Home sales are in no trade figure.

    Attributes
    ----------
    bilateral_imports : Change
        M_nj,i = X_nj pi_nj,i / (1 + tau_nj,i), before duty, currency, (J, N, N) as [sector,
        importer, exporter]; home sales 0.
    imports, exports : Change
        Sums of M over partners, by sector, currency, (J, N).
    output : Change
        Y_nj, sales at home and abroad before duty, currency, (J, N) (eq. 7).
    value_added : Change
        beta_nj Y_nj, currency, (J, N); over sectors it is wL (eq. 9).
    price : Change
        P_nj of sector goods, duty included, index, (J, N) (eq. 4).
    consumer_price : Change
        Product of P_nj to the power alpha_nj, exact for Cobb-Douglas final demand, index, (N,).
    wage : Change
        w_n, index over world value added, (N,).
    real_wage : Change
        w_n over the consumer price, index, (N,).
    income : Change
        I_n = wL + R + D: wages, tariff revenue and deficit, currency, (N,) (eq. 9).
    real_income : Change
        I_n over the consumer price, exact, index, (N,).
    revenue : Change
        R_n, tariff times imports before duty, currency, (N,).
    revenue_share : Change
        R_n over I_n, percent, (N,).
    deficit : Change
        D_n, imports less exports, currency, (N,).
    export_price, import_price : Change
        Fisher price index of exports (unit costs) and of imports (the sellers' unit costs times
        iceberg costs, before duty), index, (N,).
    terms_of_trade : Change
        Export over import price, index, (N,).
    export_volume, import_volume : Change
        Fisher quantity index: value over price index, (N,).
    """

    bilateral_imports: Change
    imports: Change
    exports: Change
    output: Change
    value_added: Change
    price: Change
    consumer_price: Change
    wage: Change
    real_wage: Change
    income: Change
    real_income: Change
    revenue: Change
    revenue_share: Change
    deficit: Change
    export_price: Change
    import_price: Change
    terms_of_trade: Change
    export_volume: Change
    import_volume: Change


def trade_before(equilibrium: Equilibrium) -> Array:
    """Return sales before the change, before duty, home sales included, shape (J, N, N)."""
    base = equilibrium.base
    return np.asarray(base.expenditure[:, :, None] * base.share / (1 + base.tariff))


def trade_after(equilibrium: Equilibrium) -> Array:
    """Return sales after the change, before duty, home sales included, shape (J, N, N)."""
    spent = equilibrium.expenditure[:, :, None] * equilibrium.share
    return np.asarray(spent / (1 + equilibrium.shock.tariff))


def base_income(equilibrium: Equilibrium) -> Array:
    """Return final spending before: wages, tariff revenue and deficit, shape (N,)."""
    base = equilibrium.base
    paid = (base.tariff * trade_before(equilibrium)).sum(axis=(0, 2))
    return np.asarray(base.income + paid + base.deficit)


def consumer_prices(equilibrium: Equilibrium) -> Array:
    """Return the change of consumer prices, shape (N,): exact for Cobb-Douglas final demand."""
    weighted = equilibrium.base.final * np.log(equilibrium.price)
    return np.asarray(np.exp(weighted.sum(axis=0)))


def real_income(equilibrium: Equilibrium) -> Array:
    """Return the exact change of real income I/P, after over before, shape (N,)."""
    change = equilibrium.income / base_income(equilibrium)
    return np.asarray(change / consumer_prices(equilibrium))


def outcomes(equilibrium: Equilibrium) -> Outcomes:
    """Return what ``equilibrium`` says.

    Parameters
    ----------
    equilibrium : Equilibrium
        A solved counterfactual.

    Returns
    -------
    Outcomes
        Before and after; every figure follows from the equilibrium by definition, nothing is
        solved again.
    """
    base = equilibrium.base
    sales = Change(trade_before(equilibrium), trade_after(equilibrium))
    flows = Change(_abroad(sales.before), _abroad(sales.after))
    income = Change(base_income(equilibrium), equilibrium.income)
    revenue = Change(
        (base.tariff * sales.before).sum(axis=(0, 2)),
        (equilibrium.shock.tariff * sales.after).sum(axis=(0, 2)),
    )
    consumer, one = consumer_prices(equilibrium), np.ones(len(base.income))
    output = _over(sales, axis=1)
    sold_at = np.broadcast_to(equilibrium.cost[:, None, :], flows.before.shape)
    export_price = _fisher(flows, sold_at, (0, 1))
    import_price = _fisher(flows, sold_at * equilibrium.shock.cost, (0, 2))
    return Outcomes(
        bilateral_imports=flows,
        imports=_over(flows, axis=2),
        exports=_over(flows, axis=1),
        output=output,
        value_added=Change(base.value_added * output.before, base.value_added * output.after),
        price=Change(np.ones_like(equilibrium.price), equilibrium.price),
        consumer_price=Change(one, consumer),
        wage=Change(one, equilibrium.wage),
        real_wage=Change(one, equilibrium.wage / consumer),
        income=income,
        real_income=Change(one, income.after / income.before / consumer),
        revenue=revenue,
        revenue_share=Change(
            100 * revenue.before / income.before, 100 * revenue.after / income.after
        ),
        deficit=Change(base.deficit, equilibrium.deficit),
        export_price=Change(one, export_price),
        import_price=Change(one, import_price),
        terms_of_trade=Change(one, export_price / import_price),
        export_volume=Change(one, _growth(flows, (0, 1)) / export_price),
        import_volume=Change(one, _growth(flows, (0, 2)) / import_price),
    )


def _abroad(sales: Array) -> Array:
    return np.asarray(sales * (1 - np.eye(sales.shape[1])))


def _over(change: Change, *, axis: int) -> Change:
    return Change(change.before.sum(axis=axis), change.after.sum(axis=axis))


def _fisher(flows: Change, price: Array, axes: tuple[int, int]) -> Array:
    """Return the Fisher index of prices of flows, 1 where there are none, shape (N,)."""
    value = flows.before.sum(axis=axes)
    traded = (value > 0) & (flows.after.sum(axis=axes) > 0)
    laspeyres = (flows.before * price).sum(axis=axes) / np.where(traded, value, 1.0)
    kept = (flows.after / price).sum(axis=axes)
    paasche = flows.after.sum(axis=axes) / np.where(traded, kept, 1.0)
    return np.where(traded, np.sqrt(laspeyres * paasche), 1.0)


def _growth(flows: Change, axes: tuple[int, int]) -> Array:
    """Return after over before of the flows' value, 1 where there are none, shape (N,)."""
    value = flows.before.sum(axis=axes)
    return np.where(value > 0, flows.after.sum(axis=axes) / np.where(value > 0, value, 1.0), 1.0)
