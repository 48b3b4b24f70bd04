"""The weakest check: whether every number of a text is printed by some figure, whichever."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from policywire.analyst.figures import Figure
from policywire.analyst.numbers import printed
from policywire.analyst.registry import Registry
from policywire.facts import Quantity
from policywire.facts.errors import PolicywireError

__all__ = ["Tracer"]

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


class Tracer:
    """Knows every number the figures, periods, dates and names of a registry may print."""

    def __init__(self, registry: Registry) -> None:
        self.known = {number for text in _texts(registry) for number in _NUMBER.findall(text)}

    def __call__(self, text: str) -> list[str]:
        """Return the numbers of a text that no figure prints."""
        return [number for number in _NUMBER.findall(text) if number not in self.known]


def _texts(registry: Registry) -> Iterator[str]:
    for figure in registry.figures.values():
        yield figure.period.words()
        yield from _printings(figure)
    for event in registry.law.events.values():
        yield f"{event.day:%Y} {event.day.day}"
    yield from registry.names.values()


def _at(figure: Figure, end: float) -> Figure:
    return replace(figure, quantity=Quantity(end, figure.quantity.unit))


def _printings(figure: Figure) -> Iterator[str]:
    for scale, shape in product(("", "million", "billion", "trillion"), ("", "short")):
        try:
            yield printed(figure, f"{scale} {shape}")
        except PolicywireError:
            return
    if figure.interval is not None:
        ends = (figure.interval.low, figure.interval.high)
        yield from (printed(_at(figure, end)) for end in ends)
        yield f"{figure.interval.level:.0%}"
    against = getattr(figure.trail, "against", None)
    yield against.words() if against else ""
    if figure.quantity.unit.dimension.value == "rank":
        yield printed(figure, "short")
