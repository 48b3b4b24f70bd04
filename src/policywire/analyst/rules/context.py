"""The context of a number: whom and what the words before it were about, and when."""

from typing import NamedTuple

from policywire.facts import Period

__all__ = ["Context"]


class Context(NamedTuple):
    """What the words so far are about.

    Attributes
    ----------
    place : str
        Code of the place last spoken of; empty when none was.
    named : frozenset of str
        Every place spoken of so far in the paragraph.
    concepts : frozenset of str
        What was measured.
    product : frozenset of str
        The product last spoken of.
    qualifier : frozenset of str
        The part of a series family spoken of: dutiable, free of duty.
    residual : bool
        Whether the rest was spoken of.
    share : bool
        Whether a share was spoken of.
    period, base : Period or None
        The period in force, and the one it was compared with.
    pair : tuple of Period or None
        The two periods of the last ``from ... to ...``.
    since : bool
        Whether the base stands behind ``since``.
    last : str
        Id of the figure of the number before, in the line.
    """

    place: str = ""
    named: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    product: frozenset[str] = frozenset()
    qualifier: frozenset[str] = frozenset()
    residual: bool = False
    share: bool = False
    period: Period | None = None
    base: Period | None = None
    pair: tuple[Period, Period] | None = None
    since: bool = False
    last: str = ""
