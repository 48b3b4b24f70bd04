"""Several places: a claim on two that is true of one alone."""

from policywire.analyst.review.alternatives import (
    answer,
    direct_gauges,
    partners_apart,
    windows_for,
)
from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.compare import agrees, band_of
from policywire.analyst.review.said import About, Said

__all__ = ["Row", "apart"]

Row = tuple[About, tuple[Answer, ...], bool]


def apart(said: Said, binder: Binder) -> tuple[Row, ...]:
    """Return each place named with our figures and whether the number is true of it.

    Where the period is open (``since March 2025``) its end is not said, so a number is true of a
    place if it lies within what the figure was over the ends there may be.
    """
    if said.about is None:
        return ()
    rows = [(one, _values(said, binder, one)) for one in partners_apart(said.about)]
    return tuple((one, values, _within(said, values)) for one, values in rows if values)


def _values(said: Said, binder: Binder, about: About) -> tuple[Answer, ...]:
    for gauge in direct_gauges(said, binder, about)[:1]:
        made = [answer(said, binder, gauge, window) for window in windows_for(said, binder, gauge)]
        return tuple(item for item in made if item is not None)
    return ()


def _within(said: Said, values: tuple[Answer, ...]) -> bool:
    if not said.since:
        return any(agrees(said, item) for item in values)
    band, found = band_of(said), [item.value for item in values]
    return min(found) <= band.high and band.low <= max(found)
