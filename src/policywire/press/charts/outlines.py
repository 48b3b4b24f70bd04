"""Outlines: the maps an exhibit can be drawn on, and where names stand beside them."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policywire.analyst.manuscript import Plot

__all__ = ["Outlines", "map_of", "outlines"]

MEXICO, WORLD = "mexico", "world"
Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines of states or countries.

    Attributes
    ----------
    name : str
        ``mexico`` or ``world``.
    credit : str
        Whom to credit wherever they are shown.
    box : tuple of float
        Left, top, width and height of the map, in its own units.
    states : dict of str to (str, tuple of float)
        Path data and the middle of the largest part, by code.
    """

    name: str
    credit: str
    box: tuple[float, ...]
    states: dict[str, tuple[str, tuple[float, ...]]]

    @property
    def is_world(self) -> bool:
        """Whether it shows countries."""
        return self.name == WORLD

    @property
    def columns(self) -> tuple[Place, Place]:
        """Left edge, highest and lowest place of names in the east and in the west, as shares."""
        if self.is_world:
            return (0.80, 0.55, 0.98), (0.0, 0.55, 0.98)
        return (0.66, 0.05, 0.50), (0.0, 0.61, 0.7)

    def is_west(self, across: float, down: float) -> bool:
        """Return whether the name of a place, given as shares of the map, stands in the west."""
        if self.is_world:
            return across < 0.42
        return across < 0.3 or (across < 0.48 and down > 0.4)


@cache
def outlines(name: str = MEXICO) -> Outlines:
    """Return the outlines of the Mexican states, or of the countries of the world."""
    source = files("policywire.press").joinpath("outlines", f"{name}.json")
    read = json.loads(source.read_text(encoding="utf-8"))
    states = {code: (part["path"], tuple(part["centre"])) for code, part in read["states"].items()}
    return Outlines(name, read["credit"], tuple(read["box"]), states)


def map_of(plot: Plot) -> Outlines:
    """Return the map a plot is drawn on: countries where its first row is one."""
    return outlines(MEXICO if plot.rows[0].category.startswith("MEX-") else WORLD)
