"""Which concept of the lexicon a number measures, of those its sentence names."""

import re
from collections.abc import Sequence

from policywire.analyst.reading.marks import Mention, Numeral, NumeralKind

__all__ = ["FLOWS", "RATES", "chosen", "is_metric", "is_rate"]

FLOWS = (
    *("imports", "exports", "trade", "imports_for_consumption", "shipments", "dutiable_imports"),
    *("balance", "deficit", "surplus", "duties", "fdi", "fdi_new"),
    *("fdi_reinvested", "fdi_intercompany"),
)
RATES = (
    *("tariff_rate", "usmca_use", "unemployment", "funds_rate", "target_range", "sofr"),
    *("breakeven", "yield_2y", "yield_10y", "yield_30y", "inflation", "core_inflation"),
    *("core_pce", "pce"),
)
_LEVELS = ("peso", "dollar_index", "oil_wti", "oil_brent", "payrolls", "industrial_production")
_UNHELD = ("services_trade", "other_balance", "gdp", "remittances", "wages", "yields")
_OTHER = ("customs_revenue",)
_METRICS = frozenset((*FLOWS, *RATES, *_LEVELS, *_UNHELD, *_OTHER))
_WEAK = ("imports", "exports", "trade", "shipments")
_RULING = ("usmca_use", "tariff_rate", "services_trade")
_PRICED = {"peso": ("MXN", ""), "oil_wti": ("USD", ""), "oil_brent": ("USD", "")}
_MEAN = re.compile(r"\b(?:averag\w+|mean|promedi\w+)\b", re.IGNORECASE)
_REACH = 40  # characters before a number in which it is called a mean
_ON = re.compile(
    r"^\s*(?:rates?\s+)?(?:on|of|for|in|against|paid\s+on|collected\s+on|charged\s+on|assessed\s+on|"
    r"sobre|de|a\s+las|a)\s+(?:[\w.'’-]+\s+){0,4}$",
    re.IGNORECASE,
)


def is_metric(code: str) -> bool:
    """Return whether a concept is something a number can measure."""
    return code in _METRICS


def is_rate(code: str) -> bool:
    """Return whether a concept is measured in percent."""
    return code in RATES


def chosen(text: str, concepts: Sequence[Mention], numeral: Numeral, *, share: bool) -> str:
    """Return the concept a number measures, of those in its segment; nothing where there is none.

    A ruling concept wins wherever it stands; else the last before the number, unless it hangs on
    an earlier one (``duties on imports``); else the first after. A range has no mean: what averaged
    is the rate itself.
    """
    code = _chosen(text, concepts, numeral, share=share)
    mean = numeral.upto is None and _MEAN.search(
        text, max(0, numeral.start - _REACH), numeral.start
    )
    return "funds_rate" if code == "target_range" and mean else code


def _chosen(text: str, concepts: Sequence[Mention], numeral: Numeral, *, share: bool) -> str:
    metrics = [item for item in concepts if is_metric(item.code) and _fits(item.code, numeral)]
    ruling = [item.code for item in metrics if item.code in _RULING]
    if ruling:
        return ruling[0]
    before = [item for item in metrics if item.end <= numeral.start + 1]
    charged = [item for item in concepts if item.code == "statutory_tariff"]
    if before and charged and _hangs(text, charged[0], before[-1]):
        return "statutory_tariff"
    after = [item for item in metrics if item.start >= numeral.start]
    if share and after:
        return _head(text, after)
    if before:
        return _last(text, before)
    return _head(text, after) if after else ""


def _fits(code: str, numeral: Numeral) -> bool:
    """Return whether a number of this kind can be of a concept."""
    if numeral.kind is NumeralKind.MONEY and code in RATES:
        return code == "usmca_use"
    if numeral.kind is NumeralKind.MONEY and code in _PRICED:
        return numeral.unit in _PRICED[code]
    return True


def _hangs(text: str, tariff: Mention, last: Mention) -> bool:
    """Return whether a measure is what a tariff written in law is on."""
    on = _ON.match(text[tariff.end : last.start]) if tariff.end <= last.start else None
    return last.code in _WEAK and on is not None


def _last(text: str, before: Sequence[Mention]) -> str:
    last = before[-1]
    for earlier in reversed(before[:-1]):
        if last.code in _WEAK and _ON.match(text[earlier.end : last.start]):
            last = earlier
    return last.code


def _head(text: str, after: Sequence[Mention]) -> str:
    first = after[0]
    if first.code in _WEAK and len(after) > 1 and after[1].code not in _WEAK:
        hangs = _ON.match(text[first.end : after[1].start]) is None
        close = after[1].start - first.end <= 2
        return after[1].code if hangs and close else first.code
    return first.code
