"""What the trade model takes: labels, a calibrated economy, a shock, a closure.

Letters are those of Caliendo and Parro (2015), Review of Economic Studies 82(1), 1-44. Arrays are
float64, C order and read-only. N regions, J sectors; sectors stand first, an importer before its
exporters: (J, N) or (J, N, N).
"""

from dataclasses import dataclass, field, fields
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Array",
    "Baseline",
    "Certificate",
    "Closure",
    "Economy",
    "Equilibrium",
    "Labels",
    "Shock",
    "Source",
]

Array = NDArray[np.float64]


class Closure(StrEnum):
    """What happens to trade deficits when trade changes."""

    BALANCED = "balanced"  # no deficits, neither before nor after: the base is solved again
    FIXED_DEFICIT = "fixed-deficit"  # each region's deficit stays, in units of world value added
    FIXED_WORLD_SHARE = "fixed-world-share"  # each region's deficit over world value added stays
    FIXED_OWN_SHARE = "fixed-own-share"  # deficit over own income stays, scaled to add to nothing


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the axes.

    Attributes
    ----------
    regions, region_names : tuple of str
        N codes (``USA``) and names in English.
    sectors, sector_names : tuple of str
        J codes (``C29``) and names.
    tradable : tuple of bool
        J marks: whether the sector is traded between regions.
    groups : dict of str to tuple of str
        Names of groups of sectors (``goods``) or regions and their members' codes.
    members : dict of str to tuple of str
        Codes of the countries inside a region that is more than one (``EU27``: AUT, BEL, ...).
    """

    regions: tuple[str, ...]
    region_names: tuple[str, ...]
    sectors: tuple[str, ...]
    sector_names: tuple[str, ...]
    tradable: tuple[bool, ...]
    groups: dict[str, tuple[str, ...]]
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Economy:
    """A calibrated world economy in the base year.

    Attributes
    ----------
    share : Array
        pi: expenditure of importer n on sector j that goes to exporter i, tariff included, as a
        share; shape (J, N, N), over the last axis 1.
    tariff : Array
        tau: ad valorem rates as shares of the value before duty, shape (J, N, N).
    input : Array
        gamma: value of input k per unit of value of output j in region n, shape (N, J, J) as
        [n, k, j].
    value_added : Array
        beta: value added per unit of output, shape (J, N); with ``input`` over k it adds to 1.
    final : Array
        alpha: final demand by sector as a share of income, shape (J, N), over J 1.
    income : Array
        wL: value added of each region, shape (N,), in the baseline's currency.
    expenditure : Array
        X: expenditure by sector and region, tariff included, shape (J, N).
    deficit : Array
        D: imports less exports before duty, shape (N,), adds to nothing.
    """

    share: Array
    tariff: Array
    input: Array
    value_added: Array
    final: Array
    income: Array
    expenditure: Array
    deficit: Array

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for part in fields(self):
            held = np.ascontiguousarray(getattr(self, part.name), dtype=np.float64)
            held.flags.writeable = False
            object.__setattr__(self, part.name, held)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a part of a baseline comes from.

    Attributes
    ----------
    what, publisher, dataset, licence, retrieved, via : str
        What it gives, who published it, the table, its terms, the day, the third party.
    """

    what: str
    publisher: str
    dataset: str
    licence: str
    retrieved: str
    via: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """An economy with its labels, elasticities and provenance.

    Attributes
    ----------
    name : str
        A packaged name (``icio-2022``) or the folder's name.
    year : int
        The year of the flows.
    currency : str
        Unit of the values: ``million USD``.
    labels : Labels
        Names of the axes.
    economy : Economy
        The arrays.
    elasticities : dict of str to Array
        Named sets of theta (trade elasticity, above 0), each of shape (J,).
    default : str
        The set used when none is named.
    sources : tuple of Source
        Where each part comes from.
    notes : tuple of str
        What a careful reader must know: what is hybrid, what was clipped, by how much.
    sha256 : str
        Hash of labels and arrays.
    tariffs : dict of str to Array
        Further tariffs that the table holds by name (``2005``), each of shape (J, N, N).
    """

    name: str
    year: int
    currency: str
    labels: Labels
    economy: Economy
    elasticities: dict[str, Array]
    default: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    sha256: str
    tariffs: dict[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shock:
    """A change of trade policy or trade costs, cell by cell.

    Attributes
    ----------
    tariff : Array
        tau': ad valorem rates after, as shares, above -1, shape (J, N, N).
    cost : Array
        Factor on the iceberg cost, above 0 and 1 where nothing changes, shape (J, N, N).
    """

    tariff: Array
    cost: Array


@dataclass(frozen=True, slots=True)
class Certificate:
    """Proof that an equilibrium is one, and what it took.

    Attributes
    ----------
    labour, goods, trade : float
        Largest residual of labour market, goods market and trade balance, each computed from the
        solution apart from the loop, relative to the size of what must balance.
    residual : float
        The largest of the three.
    iterations : int
        Evaluations of the map.
    seconds : float
        Processor time.
    method : str
        What found it: ``anderson``, ``damped``, ``newton-krylov``, with ``continuation`` steps.
    tried : tuple of str
        What was tried before it, and why it was left.
    inputs : str
        Hash of economy, elasticities, shock and closure.
    version : str
        Version of Policywire.
    """

    labour: float
    goods: float
    trade: float
    residual: float
    iterations: int
    seconds: float
    method: str
    tried: tuple[str, ...]
    inputs: str
    version: str


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """A solved counterfactual, in hats (after over before) and levels.

    Attributes
    ----------
    base : Economy
        The economy before, under the closure (solved again without deficits when balanced).
    theta : Array
        Trade elasticities, shape (J,).
    shock : Shock
        What was changed.
    closure : Closure
        What became of deficits.
    wage : Array
        Change of wages, shape (N,); world value added is the unit of account.
    cost, price : Array
        Change of unit costs and of sector prices, shape (J, N).
    share : Array
        pi' after, shape (J, N, N).
    expenditure : Array
        X' after, tariff included, shape (J, N).
    revenue, deficit, income : Array
        Tariff revenue, deficit and final spending (wages, revenue and deficit) after, shape (N,).
    certificate : Certificate
        That it is an equilibrium.
    """

    base: Economy
    theta: Array
    shock: Shock
    closure: Closure
    wage: Array
    cost: Array
    price: Array
    share: Array
    expenditure: Array
    revenue: Array
    deficit: Array
    income: Array
    certificate: Certificate
