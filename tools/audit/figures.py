"""Figures and plotted rows of an edition's record."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tools.audit.periods import Span

__all__ = ["Figure", "Row", "anchor", "cite"]


def anchor(name: str) -> str:
    """Return a figure's id as an address on a page spells it."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the record with its value computed again."""

    id: str
    value: float  # in ones of what it measures
    measures: str
    scale: float
    span: Span | None
    raw: dict[str, Any]
    observations: int = 0
    vintage: date | None = None
    documents: frozenset[str] = frozenset()

    @property
    def in_unit(self) -> float:
        """Return the value in the figure's own unit."""
        return self.value / self.scale

    @property
    def decimals(self) -> int:
        """Return the decimals it is printed with."""
        return int(self.raw["decimals"])


@dataclass(frozen=True, slots=True)
class Row:
    """A plotted row: its exhibit, series, category, period and figure."""

    exhibit: str
    series: str
    category: str
    period: str
    figure: str


def cite(citation: dict[str, str]) -> str:
    """Return a citation in words."""
    return ", ".join(text for text in (citation["title"], citation["locator"]) if text)
