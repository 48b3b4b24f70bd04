"""A measure: one duty the law lays on goods, from a day, with scope, basis and citation."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from policywire.facts import Citation
from policywire.facts.errors import BadDocument
from policywire.policy.law import Footing

__all__ = [
    "Authority",
    "Basis",
    "Claim",
    "Displacement",
    "Measure",
    "Part",
    "Scope",
    "ScopeList",
]


class Authority(StrEnum):
    """The statute a duty rests on."""

    MFN = "MFN"  # column 1 of the schedule
    IEEPA = "IEEPA"
    S122 = "S122"
    S232 = "S232"
    S301 = "S301"
    S338 = "S338"
    FEE = "FEE"  # user fees, which are no duty


class Basis(StrEnum):
    """What a rate is laid on."""

    FULL = "full value"
    CONTENT = "metal content"  # the value of the metal named in ``content``
    FLOOR = "above the base rate"  # what brings base and measure together to the rate
    SCHEDULE = "schedule"  # the rate of the good's own line
    NOTHING = "nothing"  # takes goods out of a scope


class Claim(StrEnum):
    """What a claim under the USMCA does to a measure."""

    NOTHING = "not exempt"
    EXEMPT = "exempt"
    IF_FREE = "exempt if entered free"
    PARTS = "exempt unless a knock-down kit"
    NON_US = "on non-US content"  # where Commerce approved the US content
    SPECIAL = "special column"


class Part(StrEnum):
    """How much of another measure is displaced."""

    WHOLE = "whole"
    CONTENT = "content"  # on the share of value the displacing measure is laid on


@dataclass(frozen=True, slots=True)
class Scope:
    """The goods of a measure.

    Attributes
    ----------
    all : bool
        Every good.
    lists : tuple of str
        Lists of goods, by id.
    codes : tuple of str
        Headings or lines, as digits of even number.
    without : tuple of str
        Lists of goods left out.
    without_codes : tuple of str
        Headings or lines left out.
    doubt : tuple of str
        Lists or headings whose goods are left out only in part, or for a use.
    held : bool
        Whether the list is held; where it is not, the duty is said not to be computed.
    """

    all: bool = False
    lists: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_codes: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()
    held: bool = True

    def __post_init__(self) -> None:
        """Refuse a scope of nothing, and codes that are none."""
        if not (self.all or self.lists or self.codes):
            raise BadDocument("a scope names all goods, lists or codes; this one names none.")
        for code in (*self.codes, *self.without_codes):
            check_code(code)


@dataclass(frozen=True, slots=True)
class Measure:
    """One duty.

    Attributes
    ----------
    id : str
        Its name: ``ieepa-fent-mx-b``.
    authority : Authority
        The statute.
    programme : str
        What it is one of, from general to particular: ``s232.autos``. Displacement speaks of these.
    title : str
        What it is, in words.
    scope : Scope
        The goods.
    places : tuple of str
        Origins it applies to, as places or groups; ``WLD`` for all.
    heading : str
        Where the schedule has it: ``9903.01.01``.
    citation : Citation
        The act.
    rates : dict of date to float
        Rate from each day on, as a share of what it is laid on. Empty while it is pending.
    until : date or None
        Its last day; None while no end is set.
    without_places : tuple of str
        Origins left out.
    basis, content : Basis and str
        What the rate is laid on, and which metal.
    claim : Claim
        What a USMCA claim does to it.
    claim_from : date or None
        From when it does; from the first day when None.
    claim_until : date or None
        The last day it does; while the measure lasts when None.
    claim_heading : str
        The heading under which a claim takes effect.
    in_place_of : tuple of str
        Measures that give way where this one applies, by id.
    needs : str
        A fact that must be stated for it to apply: ``quota``.
    unless : tuple of str
        Facts that lift it.
    least_metal : float or None
        Share of weight that must be metal, for goods outside ``metal_chapters``.
    metal_chapters : tuple of str
        Chapters in which weight does not matter.
    assembly : bool
        Whether goods of 9802.00.80 pay on their value less U.S. components.
    footing : Footing
        How well it is known.
    known : date or None
        From when it was known; its first day when None.
    note : str
        What a careful reader must know.
    """

    id: str
    authority: Authority
    programme: str
    title: str
    scope: Scope
    places: tuple[str, ...]
    heading: str
    citation: Citation
    rates: dict[date, float] = field(default_factory=dict)
    until: date | None = None
    without_places: tuple[str, ...] = ()
    basis: Basis = Basis.FULL
    content: str = ""
    claim: Claim = Claim.NOTHING
    claim_from: date | None = None
    claim_until: date | None = None
    claim_heading: str = ""
    in_place_of: tuple[str, ...] = ()
    needs: str = ""
    unless: tuple[str, ...] = ()
    least_metal: float | None = None
    metal_chapters: tuple[str, ...] = ()
    assembly: bool = False
    footing: Footing = Footing.LAW
    known: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a measure that is dated or rated impossibly."""
        if self.rates and self.footing is Footing.PENDING:
            raise BadDocument(f"{self.id} has rates, so it is not pending.")
        if not self.rates and self.footing is not Footing.PENDING:
            raise BadDocument(f"{self.id} has no rate. Give one with its day, or call it pending.")
        if self.until and self.rates and self.until < max(self.rates):
            raise BadDocument(f"{self.id} ends on {self.until}, before {max(self.rates)}.")
        if any(not 0 <= rate <= _HIGHEST for rate in self.rates.values()):
            raise BadDocument(f"{self.id}: a rate is a share between 0 and {_HIGHEST:g}.")
        if (self.basis is Basis.CONTENT) is not bool(self.content):
            raise BadDocument(f"{self.id}: 'content' goes with the basis '{Basis.CONTENT}'.")
        if not self.citation.locator:
            raise BadDocument(f"{self.id}: its citation has no locator.")

    @property
    def start(self) -> date | None:
        """Its first day; None while it is pending."""
        return min(self.rates, default=None)

    def claim_on(self, day: date) -> Claim:
        """Return what a USMCA claim does to it on a day."""
        begun = (self.claim_from or date.min) <= day
        return self.claim if begun and day <= (self.claim_until or date.max) else Claim.NOTHING

    def on(self, day: date) -> float | None:
        """Return its rate on a day, or None when it is not in force."""
        since = max((start for start in self.rates if start <= day), default=None)
        if since is None or (self.until and day > self.until):
            return None
        return self.rates[since]


_HIGHEST = 3.0  # 200 percent is the highest rate in force on any good (Russian aluminum)


@dataclass(frozen=True, slots=True)
class Displacement:
    """Which measures keep others from applying, between two days.

    Attributes
    ----------
    id : str
        Its name.
    by, of : tuple of str
        Programmes that displace, and that are displaced; each stands for those under it too.
    start : date
        First day.
    citation : Citation
        Where the order is laid down.
    part : Part
        How much is displaced.
    until : date or None
        Last day.
    note : str
        What a careful reader must know.
    """

    id: str
    by: tuple[str, ...]
    of: tuple[str, ...]
    start: date
    citation: Citation
    part: Part = Part.WHOLE
    until: date | None = None
    note: str = ""

    def on(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class ScopeList:
    """A list of goods, as an act draws it.

    Attributes
    ----------
    id : str
        Its name, also of its file: ``s232-auto-parts``.
    title : str
        What it lists.
    citation : Citation
        Where it is printed.
    note : str
        What a careful reader must know.
    """

    id: str
    title: str
    citation: Citation
    note: str = ""


def check_code(code: str) -> None:
    """Refuse what is no heading or line.

    Raises
    ------
    BadDocument
        If it is not 2, 4, 6, 8 or 10 digits.
    """
    if not code.isdigit() or len(code) not in (2, 4, 6, 8, 10):
        raise BadDocument(f"'{code}' is no heading or line: 2, 4, 6, 8 or 10 digits, without dots.")


def inside(programme: str, group: str) -> bool:
    """Return whether a programme is ``group`` or under it."""
    return programme == group or programme.startswith(f"{group}.")
