"""Rates as the schedule writes them: free, ad valorem, specific and compound."""

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Base"]

_MONEY = re.compile(r"(?:\$([\d.]+)|([\d.]+)¢)\s*(?:/\s*(.+)|(each))")
_SHARE = re.compile(r"([\d.]+)%")


@dataclass(frozen=True, slots=True)
class Base:
    """A rate of duty as published.

    Attributes
    ----------
    text : str
        As published: ``1.9¢/kg + 2.6%``.
    share : float or None
        Its ad valorem part as a share of value; None where the text cannot be computed at all.
    amounts : tuple of (float, str)
        Its specific parts: U.S. dollars, per unit.
    """

    text: str
    share: float | None
    amounts: tuple[tuple[float, str], ...] = ()

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> "Base":
        """Read a rate. A text that is no sum of plain parts is kept, and not computed."""
        if text in ("Free", "Free."):
            return cls(text, 0.0)
        share, amounts = 0.0, []
        for part in text.split("+"):
            percent, money = _SHARE.fullmatch(part.strip()), _MONEY.fullmatch(part.strip())
            if percent:
                share += float(percent[1]) / 100
            elif money:
                amounts.append((_dollars(money), (money[3] or money[4]).strip()))
            else:
                return cls(text, None)
        return cls(text, round(share, 12), tuple(amounts))

    @property
    def ad_valorem(self) -> bool:
        """Whether it needs nothing but the value."""
        return self.share is not None and not self.amounts

    def rate(self, unit_value: float | None = None) -> float | None:
        """Return it as a share of value, or None where it cannot be computed.

        Parameters
        ----------
        unit_value : float or None
            U.S. dollars per unit of its one specific part.
        """
        if self.share is None:
            return None
        if not self.amounts:
            return self.share
        if unit_value is None or len({unit for _, unit in self.amounts}) > 1:
            return None
        return self.share + sum(amount for amount, _ in self.amounts) / unit_value

    def wants(self) -> str:
        """Return what must be given to compute it."""
        units = sorted({unit for _, unit in self.amounts})
        if self.share is None or len(units) != 1:
            return "no sum of plain parts: compute it by hand"
        return f"give the value in U.S. dollars per {units[0]}"


def _dollars(money: re.Match[str]) -> float:
    return float(money[1]) if money[1] else float(money[2]) / 100
