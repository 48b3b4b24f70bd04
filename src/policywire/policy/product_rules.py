"""Product-specific rules of origin, by class of rule: how far materials move, and content."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from policywire.facts import Citation
from policywire.facts.errors import BadDocument
from policywire.policy.measure import check_code
from policywire.schema import load

__all__ = [
    "CHAPTERS",
    "USES",
    "Branch",
    "Change",
    "ProductRule",
    "load_rules",
    "rules_for",
    "shifts",
]

USES = ("passenger_vehicle", "light_truck", "heavy_truck", "other")
CHAPTERS = ("84", "85", "87", "90")  # those whose rules are held, in part or whole


class Change(StrEnum):
    """How far a non-originating material must move in the schedule."""

    CHAPTER = "chapter"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ITEM = "item"
    NONE = "none"


_DIGITS = {Change.CHAPTER: 2, Change.HEADING: 4, Change.SUBHEADING: 6, Change.ITEM: 8}


@dataclass(frozen=True, slots=True)
class Branch:
    """One way to satisfy a rule.

    Attributes
    ----------
    change : Change
        The change materials must undergo.
    group : tuple of str
        Codes the materials must be outside of, beyond the change.
    without : tuple of str
        Codes of materials that never pass.
    allowed : tuple of str
        Codes of materials that need not change.
    tv, nc : float or None
        Content needed by transaction value and by net cost, percent; None where the method may not
        be used. Both None: no content is needed.
    """

    change: Change
    group: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    tv: float | None = None
    nc: float | None = None

    @property
    def content(self) -> bool:
        """Whether content is needed."""
        return self.tv is not None or self.nc is not None


@dataclass(frozen=True, slots=True)
class ProductRule:
    """The rule of a good.

    Attributes
    ----------
    id : str
        Chapter and number: ``87.27``.
    goods : tuple of str
        Headings or subheadings it is for.
    branches : tuple of Branch
        Ways to satisfy it; one is enough.
    use : tuple of str
        Uses it is for, of :data:`USES`; any where empty.
    of : str
        Which goods of the heading it is for, where that is not all of them.
    appendix : str
        The threshold of the Automotive Appendix that applies by date; ``part`` where the class of
        part decides.
    citation : Citation or None
        Where it is printed.
    """

    id: str
    goods: tuple[str, ...]
    branches: tuple[Branch, ...]
    use: tuple[str, ...] = ()
    of: str = ""
    appendix: str = ""
    citation: Citation | None = None

    def __post_init__(self) -> None:
        """Refuse codes and uses that are none."""
        for code in self.goods:
            check_code(code)
        for use in self.use:
            if use not in USES:
                raise BadDocument(f"{self.id}: '{use}' is no use. Known: {', '.join(USES)}.")


@dataclass(frozen=True, slots=True)
class _RulesFile:
    citation: Citation
    rules: tuple[ProductRule, ...]


def load_rules(folder: Path) -> tuple[ProductRule, ...]:
    """Read every file of product rules of a folder.

    Raises
    ------
    BadDocument
        If a file breaks the schema, or two rules have one id.
    """
    made = []
    for path in sorted(folder.glob("*.yaml")):
        held = load(path, _RulesFile)
        made += [_cited(rule, held.citation) for rule in held.rules]
    names = [rule.id for rule in made]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise BadDocument(f"{folder.name}: {', '.join(doubled)} given twice.")
    return tuple(made)


def _cited(rule: ProductRule, citation: Citation) -> ProductRule:
    chapter, _, number = rule.id.partition(".")
    where = Citation(citation.title, f"chapter {chapter}, rule {number}", citation.href)
    return ProductRule(
        *(rule.id, rule.goods, rule.branches, rule.use, rule.of, rule.appendix),
        citation=where,
    )


def rules_for(rules: Sequence[ProductRule], good: str, use: str) -> tuple[ProductRule, ...]:
    """Return the rules of a good by the longest code that holds it.

    Parameters
    ----------
    rules : sequence of ProductRule
        All that are held.
    good : str
        Digits of the good.
    use : str
        Its use, of :data:`USES`; empty where it was not said.
    """
    fitting = [
        (max(len(code) for code in rule.goods if good.startswith(code)), rule)
        for rule in rules
        if any(good.startswith(code) for code in rule.goods)
    ]
    longest = max((size for size, _ in fitting), default=0)
    closest = [rule for size, rule in fitting if size == longest]
    return tuple(rule for rule in closest if not use or not rule.use or use in rule.use)


def shifts(branch: Branch, good: str, material: str) -> bool:
    """Return whether a material undergoes the change a branch asks for.

    A number shorter than the change is measured by passes only where it already differs.
    """
    if branch.change is Change.NONE or _inside(material, branch.allowed):
        return True
    if _inside(material, branch.without) or _inside(material, branch.group):
        return False
    digits = _DIGITS[branch.change]
    size = min(digits, len(material), len(good))
    return material[:size] != good[:size]


def _inside(code: str, codes: tuple[str, ...]) -> bool:
    return any(code.startswith(one) for one in codes)
