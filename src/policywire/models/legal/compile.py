"""A change of law written on a baseline's cells: factors on the price with duty, and on costs.

A sector's duty moves from ``1 + t`` to ``1 + t'``, and the baseline's own rate by the same factor:
baselines hold duties of their own year, not those of the law the change is made to. The cost of
claiming is a real cost, and moves the iceberg cost by ``(1 + c') / (1 + c)``.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from policywire.facts import Place
from policywire.facts.errors import BadReference, BadShock
from policywire.models.legal.reform import Reform, open_reform
from policywire.models.legal.shift import Shift, others, shift
from policywire.models.origin_choice.tables import PLACES, choice, count, goods
from policywire.models.sourcing.uncertainty import equivalent
from policywire.models.trade.economy import Array, Baseline
from policywire.policy.change import Changes

__all__ = ["Legal", "Written", "legal"]

_HOME = "USA"
_CHINA = "CHN"


@dataclass(frozen=True, slots=True)
class Written:
    """A change of law on a baseline's cells, imports of the United States.

    Attributes
    ----------
    cells : NDArray of int
        Flat places in (J, N, N).
    tariff : Array
        Factor on ``1 + tariff``, shape (C,).
    cost : Array
        Factor on the iceberg cost, shape (C,).
    """

    cells: NDArray[np.intp]
    tariff: Array
    cost: Array


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """A change of law on a baseline, told apart by what it says."""

    changes: Changes
    baseline: Baseline
    odds: float

    def _said(self) -> tuple[str, str, float]:
        return repr(self.changes), self.baseline.sha256, self.odds

    def __hash__(self) -> int:
        return hash(self._said())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._said() == other._said()


def legal(changes: Changes, baseline: Baseline, odds: float = 0.0) -> "Legal":
    """Return a change of law on a baseline, read once however often it is asked for.

    Parameters and errors are those of :class:`Legal`.
    """
    return _opened(_Key(changes, baseline, odds))


@lru_cache(maxsize=4)
def _opened(key: _Key) -> "Legal":
    return Legal(key.changes, key.baseline, key.odds)


class Legal:
    """A change of law on a baseline, ready to be drawn many times.

    Parameters
    ----------
    changes : Changes
        What the law is supposed to become.
    baseline : Baseline
        N regions and J sectors, by the sector codes of the packaged tables.
    odds : float
        Chance a year that the agreement lapses, as firms saw it, which a renewal takes away.

    Raises
    ------
    BadShock
        If the baseline lacks the United States, Mexico or Canada, or its sectors are others.
    BadDocument
        If the change names nothing held, or contradicts the law.
    """

    def __init__(self, changes: Changes, baseline: Baseline, odds: float = 0.0) -> None:
        if odds and not changes.renewal:
            raise BadShock(
                "odds go with a renewal: the chance of a lapse which it takes away. Leave them out."
            )
        self.baseline, self.odds, self.changes = baseline, odds, changes
        _refuse(baseline)
        self.reform: Reform = open_reform(changes)
        self._shifts: dict[int, Shift] = {}
        self._others = others(self.reform, self.partners)

    def shift(self, draw: int = 0) -> Shift:
        """Return the change by sector and partner under a draw of the choice; 0 is central."""
        draw = draw and 1 + (draw - 1) % count()
        if draw not in self._shifts:
            self._shifts[draw] = shift(self.reform, choice(draw), self.china, self._others)
        return self._shifts[draw]

    def written(self, draw: int = 0) -> Written:
        """Return the change on the baseline's cells under a draw of the choice."""
        labels, made = self.baseline.labels, self.shift(draw)
        size, home = len(labels.regions), labels.regions.index(_HOME)
        cells, tariff, cost = [], [], []
        for (sector, code), cell in made.cells.items():
            at = labels.sectors.index(sector) * size + home
            cells.append(at * size + labels.regions.index(code))
            tariff.append((1 + cell.duty[1]) / (1 + cell.duty[0]))
            cost.append((1 + cell.cost[1]) / (1 + cell.cost[0]))
        found = np.array(cost)
        if self.odds:
            found = found * self._certain(draw)
        return Written(np.array(cells, np.intp), np.array(tariff), found)

    def _certain(self, draw: int) -> Array:
        """Return what certainty is worth in each cell: the factor on costs a threat stood for."""
        threat = shift(self._lapse, choice(draw), self.china, {}).cells
        factors = []
        for at in self.shift(draw).cells:
            cell = threat.get(at)
            if cell is None:
                factors.append(1.0)
                continue
            worse = np.prod([(1 + new) / (1 + old) for old, new in (cell.duty, cell.cost)])
            factors.append(1 / equivalent(float(worse), self.odds))
        return np.array(factors)

    @cached_property
    def _lapse(self) -> Reform:
        return open_reform(Changes(self.changes.effective, lapse=True))

    @cached_property
    def china(self) -> dict[str, dict[str, float]]:
        """Share of cost that is inputs bought from China, by place that can claim and sector.

        Direct purchases alone: ``sum over k of gamma[n, k, j] pi[k, n, CHN]``.
        """
        labels, economy = self.baseline.labels, self.baseline.economy
        if not self.reform.bans:
            return {}
        if _CHINA not in labels.regions:
            raise BadShock(
                f"china_content_ban: the baseline '{self.baseline.name}' has no region {_CHINA}, "
                "so Chinese content cannot be told. Take icio-2022."
            )
        china = labels.regions.index(_CHINA)
        found = {}
        for place in PLACES:
            n = labels.regions.index(place)
            share = economy.input[n].T @ economy.share[:, n, china]
            found[place] = dict(zip(labels.sectors, share.tolist(), strict=True))
        return found

    @property
    def partners(self) -> dict[str, str]:
        """Regions without claims, each with the place whose law it bears: its first country."""
        labels = self.baseline.labels
        return {
            code: _place(code, labels.members.get(code, ()))
            for code in labels.regions
            if code not in (_HOME, *PLACES)
        }


def _place(code: str, members: tuple[str, ...]) -> str:
    if code.startswith("EU") and "DEU" in members:
        return "EUU"
    for name in (code, *members):
        try:
            return Place.parse(name).code
        except BadReference:
            continue
    raise BadShock(f"law: region {code} is no place whose duties are known.")


def _refuse(baseline: Baseline) -> None:
    """Refuse a baseline the packaged tables do not fit."""
    labels = baseline.labels
    lacking = [code for code in (_HOME, *PLACES) if code not in labels.regions]
    if lacking:
        raise BadShock(
            f"law: the baseline '{baseline.name}' has no region {', '.join(lacking)}. A change of "
            "law needs the United States, Mexico and Canada apart; take icio-2022."
        )
    wanted = {sector for place in PLACES for sector in goods(place).sector if sector}
    missing = sorted(wanted - set(labels.sectors))
    if missing:
        raise BadShock(
            f"law: the baseline '{baseline.name}' has no sector {', '.join(missing[:4])}; tariff "
            "lines are joined to the sectors of icio-2022. Take that baseline."
        )
