"""Arithmetic of origin: regional value content, labour value content, de minimis, drawback.

Pure functions on numbers. Every one names the paragraph of 19 U.S.C. 4531, or the article of the
Automotive Appendix to Annex 4-B of the USMCA, that it computes. Money is in any one currency;
content and thresholds are percent, as the statute writes them.
"""

from dataclasses import dataclass

from policywire.facts.errors import BadReference

__all__ = [
    "Costs",
    "Landed",
    "de_minimis",
    "drawback",
    "fee",
    "labour_value",
    "net_cost",
    "net_cost_content",
    "nonallowable_interest",
    "nonoriginating_value",
    "purchased_share",
    "textile_de_minimis",
    "transaction_content",
]

_HUNDRED = 100.0
_DECIMALS = 10


@dataclass(frozen=True, slots=True)
class Costs:
    """What the net cost of a good is counted from (4531(a)(8), (25)).

    Attributes
    ----------
    total : float
        Total cost: product, period and other costs in the territory, without profit.
    marketing : float
        Sales promotion, marketing and after-sales service.
    royalties : float
        Royalties.
    shipping_packing : float
        Shipping and packing.
    interest : float
        Interest that is not allowable.
    """

    total: float
    marketing: float = 0.0
    royalties: float = 0.0
    shipping_packing: float = 0.0
    interest: float = 0.0

    def __post_init__(self) -> None:
        """Refuse amounts below nought, and deductions above the whole."""
        parts = (self.marketing, self.royalties, self.shipping_packing, self.interest)
        refuse_negative(total_cost=self.total)
        refuse_negative(
            marketing=self.marketing,
            royalties=self.royalties,
            shipping_packing=self.shipping_packing,
            nonallowable_interest=self.interest,
        )
        if sum(parts) > self.total:
            raise BadReference(
                f"deductions of {sum(parts):g} exceed the total cost of {self.total:g}. "
                "Deduct only what the total cost includes (4531(a)(8))."
            )


@dataclass(frozen=True, slots=True)
class Landed:
    """A non-originating material's value, and what may be deducted of it (4531(d)(8), (10)).

    Attributes
    ----------
    value : float
        Value as acquired, with international shipment.
    freight : float
        Freight, insurance, packing and other transport to the producer.
    duties : float
        Duties, taxes and brokerage paid in the territory and not recoverable.
    waste : float
        Waste and spoilage.
    scrap : float
        Value of renewable scrap or by-products, which lowers the deduction for waste.
    """

    value: float
    freight: float = 0.0
    duties: float = 0.0
    waste: float = 0.0
    scrap: float = 0.0

    def __post_init__(self) -> None:
        """Refuse amounts below nought."""
        refuse_negative(
            value=self.value,
            freight=self.freight,
            duties=self.duties,
            waste=self.waste,
            scrap=self.scrap,
        )


def transaction_content(tv: float, vnm: float) -> float:
    """Return the regional value content by transaction value, percent: 4531(d)(2).

    Parameters
    ----------
    tv : float
        Transaction value of the good, without international shipment.
    vnm : float
        Value of non-originating materials.

    Raises
    ------
    BadReference
        If the transaction value is not above nought.
    """
    return _content(tv, vnm, "transaction value")


def net_cost_content(nc: float, vnm: float) -> float:
    """Return the regional value content by net cost, percent: 4531(d)(3).

    Parameters
    ----------
    nc : float
        Net cost of the good.
    vnm : float
        Value of non-originating materials.

    Raises
    ------
    BadReference
        If the net cost is not above nought.
    """
    return _content(nc, vnm, "net cost")


def _content(whole: float, vnm: float, what: str) -> float:
    if not 0 < whole < float("inf"):
        raise BadReference(f"a {what} of {whole:g} has no content. Give an amount above 0.")
    refuse_negative(nonoriginating_materials=vnm)
    return _percent((whole - vnm) / whole)


def net_cost(costs: Costs) -> float:
    """Return the net cost: 4531(a)(8)."""
    taken = costs.marketing + costs.royalties + costs.shipping_packing + costs.interest
    return costs.total - taken


def nonallowable_interest(interest: float, rate: float, official: float, margin: float) -> float:
    """Return the part of interest costs above the official rate and its margin: 4531(a)(10).

    Parameters
    ----------
    interest : float
        Interest paid.
    rate, official : float
        Rate paid, and the official rate for like maturities, percent.
    margin : float
        What may be paid above it, percentage points (7: 700 basis points).
    """
    refuse_negative(interest=interest, rate=rate)
    allowed = official + margin
    return interest * max(0.0, rate - allowed) / rate if rate > 0 else 0.0


def nonoriginating_value(material: Landed) -> float:
    """Return the value of a non-originating material after deductions: 4531(d)(10)."""
    waste = max(0.0, material.waste - material.scrap)
    return max(0.0, material.value - material.freight - material.duties - waste)


def de_minimis(nonshift: float, tv: float | None, total_cost: float | None, limit: float) -> bool:
    """Return whether materials that do not shift are small enough: 4531(f)(1)(A).

    Parameters
    ----------
    nonshift : float
        Value of the non-originating materials that do not undergo the change.
    tv, total_cost : float or None
        Transaction value without international shipment, and total cost; one is enough.
    limit : float
        Percent that may not be exceeded.
    """
    refuse_negative(nonshift_materials=nonshift)
    wholes = [whole for whole in (tv, total_cost) if whole is not None]
    return any(whole > 0 and _percent(nonshift / whole) <= limit for whole in wholes)


def textile_de_minimis(
    weight: float, elastomeric: float, limit: float, elastomeric_limit: float
) -> bool:
    """Return whether a textile good of chapters 50 to 63 passes by weight: 4531(f)(4).

    Parameters
    ----------
    weight : float
        Share of weight that does not shift, elastomeric yarns included.
    elastomeric : float
        Share of weight that is non-originating elastomeric yarn.
    limit, elastomeric_limit : float
        Percent of weight that neither may exceed.
    """
    refuse_negative(weight_share=weight, elastomeric_share=elastomeric)
    return _percent(weight) <= limit and _percent(elastomeric) <= elastomeric_limit


def labour_value(
    material: float, technology: float, assembly: float, caps: tuple[float, float]
) -> float:
    """Return the labour value content, percent: Automotive Appendix, article 7.

    Parameters
    ----------
    material : float
        High-wage material and manufacturing expenditures, percent.
    technology, assembly : float
        High-wage technology and assembly expenditures, percent.
    caps : tuple of float
        The most that technology and assembly may each count for, percent.
    """
    refuse_negative(material=material, technology=technology, assembly=assembly)
    return material + min(technology, caps[0]) + min(assembly, caps[1])


def purchased_share(originating: float, total: float) -> float:
    """Return the share of purchases that originate, percent: Automotive Appendix, article 6.

    Raises
    ------
    BadReference
        If more originates than was purchased.
    """
    refuse_negative(originating_purchases=originating, purchases=total)
    if not total > 0 or originating > total:
        raise BadReference(
            f"originating purchases of {originating:g} in purchases of {total:g} are no share."
        )
    return _percent(originating / total)


def drawback(duty_on_inputs: float, duty_on_good: float) -> float:
    """Return the refund: the lesser of the two duties (USMCA article 2.5; 19 U.S.C. 4534)."""
    refuse_negative(duty_on_inputs=duty_on_inputs, duty_on_good=duty_on_good)
    return min(duty_on_inputs, duty_on_good)


def fee(value: float, rate: float, least: float, most: float) -> float:
    """Return an ad valorem fee within its bounds: 19 CFR 24.23."""
    refuse_negative(entry_value=value)
    return min(max(value * rate, least), most)


def _percent(share: float) -> float:
    """Return a share as percent, without the noise that would miss a threshold met exactly."""
    return round(share * _HUNDRED, _DECIMALS)


def refuse_negative(**amounts: float) -> None:
    """Refuse amounts that are no number or below nought.

    Raises
    ------
    BadReference
        Naming the amount.
    """
    for name, amount in amounts.items():
        if not 0 <= amount < float("inf"):
            what = name.replace("_", " ")
            raise BadReference(f"the {what} is {amount:g}. Give an amount of 0 or more.")
