"""A change of law by sector and partner: what duties and the cost of claiming become.

Lines are joined by their weight in imports of 2024; duties and costs of a sector are means over
its lines, with use of the preference as each draw of the choice has it.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from policywire.models.legal.reform import Reform
from policywire.models.legal.use import Terms, claims, mean
from policywire.models.origin_choice.choice import Claimed
from policywire.models.origin_choice.tables import PLACES, Choice, Goods, goods

__all__ = ["Cell", "Shift", "others", "paid", "shift", "sides"]

Array = NDArray[np.float64]
Shares = dict[str, dict[str, float]]
Sides = dict[str, tuple[float, float]]
_HELD = {"CHN": "CHN", "EU27": "EUU", "EUU": "EUU"}
_STAND_IN = "EUU"
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Cell:
    """What imports of a sector from a partner bear, before and after, as shares of value.

    Attributes
    ----------
    duty : tuple of float
        Duty and processing fee.
    cost : tuple of float
        Cost of claiming and of meeting its rule.
    """

    duty: tuple[float, float]
    cost: tuple[float, float] = (0.0, 0.0)


Cells = dict[tuple[str, str], Cell]


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of law under one draw of the choice.

    Attributes
    ----------
    cells : dict of (str, str) to Cell
        By sector and partner, where something changes or claims are made.
    use, duty, cost : dict of str to (float, float)
        Share of imports that claims, mean duty with fee and mean cost of claiming of all goods,
        before and after, by place that can claim.
    """

    cells: dict[tuple[str, str], Cell]
    use: dict[str, tuple[float, float]]
    duty: dict[str, tuple[float, float]]
    cost: dict[str, tuple[float, float]]


def shift(reform: Reform, drawn: Choice, china: Shares, beside: Cells) -> Shift:
    """Return a change of law by sector and partner.

    Parameters
    ----------
    reform : Reform
        The change.
    drawn : Choice
        One draw of the choice.
    china : dict
        Share of cost that is inputs from China, by place and sector: what a ban touches.
    beside : dict
        What changes for partners without claims, by sector and partner: :func:`others`.
    """
    cells: Cells = dict(beside)
    use: Sides = {}
    duty: Sides = {}
    cost: Sides = {}
    for place in PLACES:
        held = goods(place)
        both = sides(reform, held, drawn, china.get(place, {}))
        terms = reform.terms[place]
        due = [paid(made, on) for made, on in zip(both, terms, strict=True)]
        cells |= _cells(held, place, due, [made.paper for made in both])
        weight = held.imports
        use[place] = _pair([mean(made.use, weight) for made in both])
        duty[place] = _pair([mean(one, weight) for one in due])
        cost[place] = _pair([mean(made.paper, weight) for made in both])
    return Shift(cells, use, duty, cost)


def others(reform: Reform, partners: dict[str, str]) -> Cells:
    """Return what changes for partners without claims, by sector and partner.

    Parameters
    ----------
    reform : Reform
        The change.
    partners : dict of str to str
        Partners by the economy's code, each with the place whose law it bears. China and the
        European Union are weighted by their own imports, the rest by those of the Union.
    """
    if not reform.touches_others:
        return {}
    made: Cells = {}
    for code, place in partners.items():
        made |= _other(reform, code, place)
    return made


def sides(
    reform: Reform, held: Goods, drawn: Choice, china: dict[str, float]
) -> tuple[Claimed, Claimed]:
    """Return what claims come to before and after a change, by line of a place.

    Parameters
    ----------
    reform : Reform
        The change.
    held : Goods
        G lines of the place.
    drawn : Choice
        One draw of the choice.
    china : dict
        Share of cost that is inputs from China, by sector.
    """
    before, after = reform.terms[held.place]
    if reform.bans:
        banned = np.array([china.get(sector, 0.0) for sector in held.sector])
        after = replace(after, banned=banned)
    return claims(held, before, drawn), claims(held, after, drawn)


def paid(made: Claimed, terms: Terms) -> Array:
    """Return duty with the fee of those who do not claim, as a share of value, shape (G,)."""
    return made.duty + (1 - made.use) * terms.rates.fee


def _pair(values: list[float]) -> tuple[float, float]:
    return values[0], values[1]


def _cells(
    held: Goods, code: str, due: list[Array], borne: list[Array]
) -> dict[tuple[str, str], Cell]:
    names, place = np.unique(np.array(held.sector), return_inverse=True)
    weight = np.bincount(place, held.imports, names.size)

    def means(of: Array) -> Array:
        total = np.bincount(place, held.imports * of, names.size)
        return np.asarray(total / np.where(weight > 0, weight, 1.0))

    table = np.stack([means(of) for of in (*due, *borne)], axis=1)
    return {
        (str(name), code): Cell((row[0], row[1]), (row[2], row[3]))
        for name, row in zip(names, table.tolist(), strict=True)
        if name
    }


def _other(reform: Reform, code: str, place: str) -> dict[tuple[str, str], Cell]:
    """Return what changes for a partner without claims."""
    held, before, after = reform.others(place, _HELD.get(code, _STAND_IN))
    nothing = np.zeros(before.size)
    made = _cells(held, code, [before, after], [nothing, nothing])
    return {at: cell for at, cell in made.items() if abs(cell.duty[1] - cell.duty[0]) > _SAME}
