"""Rates by tariff line with and without a claim, under the law of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from policywire.facts import Place
from policywire.models.origin_choice.tables import Goods
from policywire.policy.duty import Entry
from policywire.policy.measure import Authority, Claim, Measure
from policywire.policy.panel import panel
from policywire.policy.regime import Regime

__all__ = ["METAL", "US_CONTENT", "Rates", "claims_hold", "fees", "plain_rates", "rates"]

Array = NDArray[np.float64]
US_CONTENT = 0.4  # share of a vehicle's value that is U.S. content: assumed
_NO_FEE = ("27", "98")  # fuel, and provisions under which goods return
METAL = 0.5  # share of value that is metal, where a list lays its duty on metal content: assumed


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of a place's goods under the law of a day, as shares of value.

    Attributes
    ----------
    without, within : Array
        Duty without and with a claim, shape (G,).
    fee : Array
        Merchandise processing fee of an entry without a claim, shape (G,).
    missing : float
        Share of imports whose number the schedule lacks, taken to bear no duty: those of chapter
        98 above all.
    incomplete : float
        Share of imports on which something is laid that is not computed, base rates apart.
    holds : bool
        Whether a claim can be made.
    """

    without: Array
    within: Array
    fee: Array
    missing: float
    incomplete: float
    holds: bool

    @property
    def margin(self) -> Array:
        """What a claim saves, duty and fee, as a share of value, shape (G,); 0 where none holds."""
        return np.where(self.holds, self.without - self.within + self.fee, 0.0)


def claims_hold(regime: Regime) -> bool:
    """Return whether a USMCA claim can be made under a law."""
    return regime.law.book.measure("mfn").claim_on(regime.day) is not Claim.NOTHING


def rates(
    regime: Regime, held: Goods, us_content: float = US_CONTENT, metal: float = METAL
) -> Rates:
    """Return the rates of a place's lines.

    Where base rates are specific, the lines' own weight of them stands in; it is waived by a claim.

    Parameters
    ----------
    regime : Regime
        The law of a day.
    held : Goods
        G lines.
    us_content : float
        Share of a vehicle's value that is U.S. content, where the law lays a duty on the rest.
    metal : float
        Share of value that is metal, where a list lays its duty on metal content.
    """
    bare = _panel(regime, held, Entry(us_content=us_content, metal_share=metal))
    fee = fees(regime, held.code)
    if not claims_hold(regime):
        without = bare[0] + held.base
        return Rates(without, without, fee, *_gaps(held, bare[1], bare[2]), holds=False)
    used = _panel(regime, held, Entry(claim=True, us_content=us_content, metal_share=metal))
    return Rates(bare[0] + held.base, used[0], fee, *_gaps(held, bare[1], bare[2]), holds=True)


def fees(regime: Regime, codes: Sequence[str]) -> Array:
    """Return the processing fee a claim waives, as a share of value, by number, shape (G,).

    The fee has a ceiling of some hundred dollars an entry, which is nothing on a cargo of fuel
    (chapter 27) and seldom binds on a truckload.
    """
    measures = regime.law.book.measures.values()
    dated = [each for item in measures if item.authority is Authority.FEE for each in _dated(item)]
    begun = [(start, rate) for start, rate in dated if start <= regime.day]
    rate = max(begun)[1] if begun else 0.0  # stays as it is last known, whatever the year's bounds
    return np.where([str(code).startswith(_NO_FEE) for code in codes], 0.0, rate)


def _dated(item: Measure) -> list[tuple[date, float]]:
    return list(item.rates.items())


def plain_rates(regime: Regime, place: str, codes: Sequence[str]) -> Array:
    """Return the rates of a place without claims, by number, shape (G,); 0 where none is held."""
    found = panel(regime, Place.parse(place), codes, Entry(metal_share=METAL))
    return np.asarray(np.nan_to_num(found.mean))


def _panel(regime: Regime, held: Goods, entry: Entry) -> tuple[Array, Array, Array]:
    """Return rates, with marks of numbers the schedule lacks and of what is not computed."""
    where = Place.parse(held.place)
    found = panel(regime, where, held.code, entry)
    missing = np.isnan(found.mean)
    if missing.any():
        # A number of a later schedule takes the mean of its subheading, where that is held.
        heads = [code[:6] for code, gone in zip(held.code, missing, strict=True) if gone]
        found.mean[missing] = panel(regime, where, heads, entry).mean
    still = np.isnan(found.mean)
    incomplete = ~found.complete & ~missing & (held.base == 0)
    return np.nan_to_num(found.mean), still.astype(float), incomplete.astype(float)


def _gaps(held: Goods, missing: Array, incomplete: Array) -> tuple[float, float]:
    whole = float(held.imports.sum())
    return (
        float((missing * held.imports).sum()) / whole,
        float((incomplete * held.imports).sum()) / whole,
    )
