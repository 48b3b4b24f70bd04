"""What may be set against what: the named conventions that join two accounting bases.

Operands of one basis may always be combined. Two bases may be combined only where statistical
practice has a name for it; everything else is refused.
"""

from dataclasses import dataclass

from policywire.facts.errors import MixedBases

__all__ = ["Convention", "joined_basis"]


@dataclass(frozen=True, slots=True)
class Convention:
    """A named practice that joins two bases.

    Attributes
    ----------
    operators : tuple of str
        Operators it allows.
    left, right : str
        The bases, in the order of the operands; sums go both ways.
    name : str
        How the result's basis is named in print.
    """

    operators: tuple[str, ...]
    left: str
    right: str
    name: str


_EXPORTS = "exports, FAS value"
_GENERAL = "general imports, customs value"
_CONSUMPTION = "imports for consumption, customs value"
_DUTIES = "calculated duties"
_CLAIMED = "imports for consumption claiming USMCA, customs value"
_DUTIABLE = "dutiable imports for consumption, customs value"

CONVENTIONS = (
    Convention(
        ("difference", "sum", "ratio"),
        _EXPORTS,
        _GENERAL,
        "Census basis: exports at FAS value, general imports at customs value",
    ),
    Convention(
        ("ratio", "share"),
        _DUTIES,
        _CONSUMPTION,
        "calculated duties over imports for consumption at customs value",
    ),
    Convention(
        ("ratio", "share"),
        _CLAIMED,
        _CONSUMPTION,
        "claimed value over imports for consumption, both at customs value",
    ),
    Convention(
        ("ratio", "share"),
        _DUTIABLE,
        _CONSUMPTION,
        "dutiable value over imports for consumption, both at customs value",
    ),
)


def joined_basis(operator: str, bases: tuple[str, ...]) -> str:
    """Return the basis of a combination.

    Parameters
    ----------
    operator : str
        ``difference``, ``change``, ``share``, ``ratio``, ``sum``, ``mean`` or ``rank``.
    bases : tuple of str
        Bases of the operands, in order.

    Raises
    ------
    MixedBases
        If they differ and no convention joins them.
    """
    distinct = tuple(dict.fromkeys(bases))
    if len(distinct) == 1:
        return distinct[0]
    for convention in CONVENTIONS:
        if operator in convention.operators and _fits(convention, operator, distinct):
            return convention.name
    raise MixedBases(
        f"{operator} over different bases: {'; '.join(distinct)}. "
        "Use series of one basis, or a pair that a convention joins."
    )


def _fits(convention: Convention, operator: str, bases: tuple[str, ...]) -> bool:
    pair = (convention.left, convention.right)
    return bases == pair or (operator == "sum" and bases == pair[::-1])
