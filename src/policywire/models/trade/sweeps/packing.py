"""Cases made small for the way to a worker: only the cells that a shock changes travel."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policywire.facts.errors import BadShock
from policywire.models.trade.batch import Case
from policywire.models.trade.economy import Array, Economy, Shock

__all__ = ["Moves", "Pack", "pack", "unpack"]


@dataclass(frozen=True, slots=True)
class Moves:
    """Cells that move away from what they were, for case after case.

    Attributes
    ----------
    cells : NDArray
        Flat places [sector, importer, exporter], shape (C,).
    values : Array
        What stands there after, shape (C,).
    ends : NDArray
        For each case where its cells end, shape (K,).
    """

    cells: NDArray[np.int32]
    values: Array
    ends: NDArray[np.int64]

    def over(self, case: int, before: Array) -> Array:
        """Return what stands everywhere after, for one case of the chunk."""
        part = slice(self.ends[case - 1] if case else 0, self.ends[case])
        after = before.copy()
        after.flat[self.cells[part]] = self.values[part]
        return after


@dataclass(frozen=True, slots=True)
class Pack:
    """A chunk of cases, as differences from the base year's policy.

    Attributes
    ----------
    number, first : int
        The chunk's place, and the place of its first case among all.
    theta : Array
        Elasticities by case, shape (K, J).
    tariff, cost : Moves
        Tariffs after and factors on trade costs, where they change.
    sha256 : str
        Hash of all that.
    """

    number: int
    first: int
    theta: Array
    tariff: Moves
    cost: Moves
    sha256: str


def pack(number: int, first: int, cases: Sequence[Case], economy: Economy) -> Pack:
    """Return cases as their differences from ``economy``'s tariffs.

    Parameters
    ----------
    number, first : int
        The chunk's place, and that of its first case among all.
    cases : sequence of Case
        One or more, all with J elasticities.
    economy : Economy
        What they start from.

    Raises
    ------
    BadShock
        A case's arrays are not of the economy's shape; the message counts cases from 0.
    """
    for place, case in enumerate(cases, start=first):
        _check(place, case, economy)
    theta = np.stack([np.asarray(case.theta, dtype=np.float64) for case in cases])
    tariff = _moves([case.shock.tariff for case in cases], economy.tariff)
    cost = _moves([case.shock.cost for case in cases], np.ones_like(economy.tariff))
    total = hashlib.sha256(str(first).encode())
    for part in (theta, *_parts(tariff), *_parts(cost)):
        total.update(f"{part.dtype.str} {part.shape};".encode())
        total.update(np.ascontiguousarray(part).data)
    return Pack(number, first, theta, tariff, cost, total.hexdigest())


def unpack(packed: Pack, economy: Economy) -> Iterator[Case]:
    """Yield the cases of a pack, whole again."""
    same = np.ones_like(economy.tariff)
    for place, theta in enumerate(packed.theta):
        tariff = packed.tariff.over(place, economy.tariff)
        yield Case(theta, Shock(tariff, packed.cost.over(place, same)))


def _moves(after: Sequence[Array], before: Array) -> Moves:
    flat = before.ravel()
    # A cell that is no number is unlike itself: it counts as moved, and the solver refuses it.
    cells = [np.flatnonzero(np.ravel(one) != flat) for one in after]
    values = [np.ravel(one)[moved] for one, moved in zip(after, cells, strict=True)]
    return Moves(
        np.concatenate(cells).astype(np.int32),
        np.concatenate(values).astype(np.float64),
        np.cumsum([one.size for one in cells]),
    )


def _parts(moves: Moves) -> tuple[NDArray[np.int32], Array, NDArray[np.int64]]:
    return moves.cells, moves.values, moves.ends


def _check(place: int, case: Case, economy: Economy) -> None:
    needed = (economy.value_added.shape[0],), economy.tariff.shape, economy.tariff.shape
    held = np.shape(case.theta), np.shape(case.shock.tariff), np.shape(case.shock.cost)
    for name, has, needs in zip(("theta", "shock.tariff", "shock.cost"), held, needed, strict=True):
        if has != needs:
            raise BadShock(f"Case {place}: {name} has shape {has}; needed {needs}.")
