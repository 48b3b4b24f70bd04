"""What is asked and answered: an entry of goods, and the duty on it, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policywire.facts import Citation, Place
from policywire.facts.errors import BadReference
from policywire.policy.law import Footing

__all__ = ["FACTS", "LAYER", "METALS", "Applied", "Displaced", "Duty", "Entry"]

LAYER = "statutory"
HIGHEST_BASE = 4.0  # 350 percent, on tobacco of 2401 and 2403, is the highest in the schedule
_ROUND = 12  # decimals: sums of shares, without the noise of binary fractions

FACTS = {
    "auto_part": "is an automobile part",
    "advanced_chip": "passes the gate of U.S. note 39 for advanced logic chips",
    "civil_aircraft": "is for use in civil aircraft",
    "exempt_use": "is one of the goods of its line that are exempt",
    "kit": "is a knock-down kit or parts compilation",
    "not_auto_part": "is no automobile part, though its line is listed",
    "not_cabinet": "is no kitchen cabinet, vanity or part of one, though its line is listed",
    "patented_medicine": "is a listed patented medicine",
    "quota": "enters within a partner's quota",
    "transshipped": "was found to be transshipped to evade duty",
    "truck_part": "is a part of a medium or heavy vehicle",
    "vehicle_maker_quota": "enters under a vehicle maker's quantity authorised by Commerce",
}
METALS = ("steel", "aluminum", "copper")


@dataclass(frozen=True, slots=True)
class Entry:
    """Goods as they are entered, beyond day, origin and number.

    Attributes
    ----------
    claim : bool
        Whether a USMCA claim is made and holds.
    us_content : float or None
        Share of value that is U.S. content approved by Commerce; None where none is.
    metal_share : float or None
        Share of value that is the metal a list asks for.
    metals : dict of str to float
        Share of value by metal, where it differs: ``{"steel": 0.4, "copper": 0.1}``.
    metal_weight : float or None
        Share of weight that is metal.
    us_components : float or None
        Share of value that is U.S. components of goods of 9802.00.80.
    unit_value : float or None
        U.S. dollars per unit of a specific rate.
    mfn : float or None
        The base rate where the number does not settle it; picks the lines that bear it.
    facts : frozenset of str
        What else holds, of :data:`FACTS`.
    lists : frozenset of str
        Lists the good is said to be on, where no number is given.
    """

    claim: bool = False
    us_content: float | None = None
    metal_share: float | None = None
    metals: dict[str, float] = field(default_factory=dict)
    metal_weight: float | None = None
    us_components: float | None = None
    unit_value: float | None = None
    mfn: float | None = None
    facts: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse shares that are none, and facts nobody knows."""
        given = {
            "the U.S. content": self.us_content,
            "the share of metal": self.metal_share,
            "the share of metal by weight": self.metal_weight,
            "the share of U.S. components": self.us_components,
            **{f"the share of {name}": share for name, share in self.metals.items()},
        }
        for what, share in given.items():
            if share is not None and not 0 <= share <= 1:
                raise BadReference(f"{what} is {share:g}, which is no share. Give 0 to 1.")
        if sum(self.metals.values()) > 1:
            raise BadReference(
                f"the metals make up {sum(self.metals.values()):g} of the value. Shares of one "
                "value sum to 1 at most."
            )
        for amount in (self.unit_value, self.mfn):
            if amount is not None and not 0 <= amount < float("inf"):
                raise BadReference(f"{amount:g} is no rate or value here. Give 0 or more.")
        if self.unit_value == 0:
            raise BadReference("a unit value of 0 gives no rate. Give U.S. dollars per unit.")
        if self.mfn is not None and self.mfn > HIGHEST_BASE:
            raise BadReference(
                f"a base rate of {self.mfn:.0%} is above any of the schedule. Write 2.7% or 0.027."
            )
        refuse_unknown(self.facts, FACTS, "fact")
        refuse_unknown(self.metals, METALS, "metal")

    def share_of(self, metal: str) -> float | None:
        """Return the share of value that is a metal, or None where it was not given."""
        return self.metals.get(metal, self.metal_share)


@dataclass(frozen=True, slots=True)
class Applied:
    """A row of the answer: a measure, and what it lays on the whole value.

    Attributes
    ----------
    id, authority, programme, heading : str
        The measure.
    rate : float
        What it adds, as a share of the whole value.
    laid : str
        Rate and basis in words: ``25 % of full value``.
    citation : Citation
        The act.
    footing : Footing
        How well it is known.
    note : str
        What a careful reader must know.
    """

    id: str
    authority: str
    programme: str
    heading: str
    rate: float
    laid: str
    citation: Citation
    footing: Footing
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON's types."""
        return {
            "authority": self.authority,
            "heading": self.heading,
            "rate": self.rate,
            "citation": self.citation.words(),
            "basis": self.laid,
            "measure": self.id,
            "programme": self.programme,
            "href": self.citation.href,
            "footing": self.footing.value,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Displaced:
    """A measure in force on the good that adds less than its rate, or nothing.

    Attributes
    ----------
    id, authority, heading : str
        The measure.
    rate : float or None
        What it would have added; None where that is not computed.
    left : float
        What it still adds.
    why : str
        What keeps it from applying: a USMCA claim, another measure, a fact.
    citation : Citation or None
        Where that is laid down; None where the measure itself says so.
    """

    id: str
    authority: str
    heading: str
    rate: float | None
    left: float
    why: str
    citation: Citation | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON's types."""
        return {
            "authority": self.authority,
            "heading": self.heading,
            "rate": self.rate,
            "left": self.left,
            "why": self.why,
            "measure": self.id,
            "citation": self.citation.words() if self.citation else "",
        }


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty on an entry of goods, under the law of a day.

    Attributes
    ----------
    day : date
        The day of entry.
    origin : Place
        Where the goods are from.
    number : str
        The tariff number it was answered for, as digits; empty for a good of no number.
    level : str
        At which level it was answered: ``8703.23, all 7 tariff lines under it``.
    rate : float or None
        Sum of the rows; None where the lines under the number differ.
    low, high : float
        The least and the most the lines under the number bear.
    rows : tuple of Applied
        What is laid on the goods.
    displaced : tuple of Displaced
        What is kept from applying.
    not_computed : tuple of str
        What should be in the sum and is not.
    assumed : tuple of str
        What was taken to hold because nothing was said.
    lines : tuple of (str, float)
        Where the lines differ: each with its rate.
    known_to : date
        The last day the law is known to.
    caution : str
        What is said about the day, where it lies outside what is known.
    """

    day: date
    origin: Place
    number: str
    level: str
    rate: float | None
    low: float
    high: float
    rows: tuple[Applied, ...]
    displaced: tuple[Displaced, ...]
    not_computed: tuple[str, ...]
    assumed: tuple[str, ...]
    lines: tuple[tuple[str, float], ...]
    known_to: date
    caution: str = ""

    @property
    def complete(self) -> bool:
        """Whether everything that applies is in the sum."""
        return not self.not_computed

    @property
    def additional(self) -> float:
        """Sum of the rows beyond the base rate."""
        return total(row for row in self.rows if row.authority != "MFN")

    @property
    def authority(self) -> str:
        """The authority whose row is the largest beyond the base rate; empty where none applies."""
        others = [row for row in self.rows if row.authority != "MFN" and row.rate > 0]
        return max(others, key=lambda row: row.rate).authority if others else ""

    def as_json(self) -> dict[str, Any]:
        """Return the answer for machines."""
        return {
            "rate": self.rate,
            "rows": [row.as_json() for row in self.rows],
            "displaced": [row.as_json() for row in self.displaced],
            "layer": LAYER,
            "date": self.day.isoformat(),
            "origin": self.origin.code,
            "number": self.number,
            "level": self.level,
            "range": [self.low, self.high],
            "complete": self.complete,
            "not_computed": list(self.not_computed),
            "assumed": list(self.assumed),
            "lines": [{"line": line, "rate": rate} for line, rate in self.lines],
            "known_to": self.known_to.isoformat(),
            "caution": self.caution,
        }


def total(rows: Iterable[Applied]) -> float:
    """Return the sum of rows as a share of value."""
    return round(sum(row.rate for row in rows), _ROUND)


def refuse_unknown(given: Iterable[str], known: Iterable[str], what: str) -> None:
    """Refuse a word that is not of a closed list.

    Raises
    ------
    BadReference
        Naming the known ones.
    """
    for name in given:
        if name not in known:
            raise BadReference(f"'{name}' is no {what}. Known: {', '.join(known)}.")
