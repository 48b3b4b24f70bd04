"""What was worked out of an object, kept as long as it may be asked for again.

Lines and figures are frozen, and equal ones are the same object wherever an article passes them
on. So what is worked out of one is found by which object it is, without comparing all it holds.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Kept"]

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")


class Kept(Generic[_Of, _Made]):
    """A function of one frozen object that is worked out once for each object.

    Parameters
    ----------
    make : callable
        Works it out.
    most : int
        Objects kept; beyond them all are let go.
    """

    __slots__ = ("_held", "_make", "_most")

    def __init__(self, make: Callable[[_Of], _Made], most: int = 512) -> None:
        self._make, self._most = make, most
        self._held: dict[int, tuple[_Of, _Made]] = {}

    def __call__(self, one: _Of) -> _Made:
        """Return what was made of an object."""
        held = self._held.get(id(one))
        if held is None:  # the object is held beside, so that no other takes its id
            if len(self._held) >= self._most:
                self._held.clear()
            self._held[id(one)] = held = (one, self._make(one))
        return held[1]

    def clear(self) -> None:
        """Let go of everything."""
        self._held.clear()
