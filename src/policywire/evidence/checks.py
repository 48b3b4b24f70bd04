"""Checks on arrival: what a batch must satisfy before it is filed."""

import numpy as np
from numpy.typing import NDArray

from policywire.facts import Batch, Dimension, Gather, Series
from policywire.facts.errors import ArrivalRefused

__all__ = ["SCALE_JUMP", "check_batch", "duplicate_cells", "parts_against_total", "scale_breaks"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
SCALE_JUMP = 500.0  # a unit slip moves a series by 1,000 or more, and for good
PARTS_TOLERANCE = 0.02  # parts may fall short of their total by what the publisher withholds


def check_batch(batch: Batch, series: tuple[Series, ...]) -> None:
    """Refuse a batch that breaks a check, naming the first offenders.

    Parameters
    ----------
    batch : Batch
        The arriving observations.
    series : tuple of Series
        What each of ``batch.keys`` measures, in the same order.

    Raises
    ------
    ArrivalRefused
        On a value that is no number, a value its unit cannot take, a period that does not
        begin a grain of the series, a doubled cell, a sudden change of scale, or parts that
        exceed their total.
    """
    index = np.frombuffer(batch.series, dtype=np.int32)
    start = np.frombuffer(batch.start, dtype=np.int32)
    value = np.frombuffer(batch.value, dtype=np.float64)
    if not len(index) == len(start) == len(value):
        raise _refused(batch, "its columns differ in length.")
    for cells, why in (
        (np.flatnonzero(~np.isfinite(value)), "is not a number"),
        (duplicate_cells(index, start), "is given twice for one period"),
        (_impossible(index, value, series), "has a value its unit cannot take"),
        (scale_breaks(index, start, value), "changes scale from one period to the next"),
    ):
        if len(cells):
            named = ", ".join(sorted({batch.keys[index[cell]] for cell in cells[:200]})[:3])
            raise _refused(batch, f"{named} {why} ({len(cells)} cells).")
    _check_grain(batch, series, index, start)
    _check_parts(batch, series, index, start, value)


def duplicate_cells(index: Ints, start: Ints) -> NDArray[np.intp]:
    """Return positions whose (series, start) pair stood before, shape (D,)."""
    order = np.lexsort((start, index))
    same = (np.diff(index[order]) == 0) & (np.diff(start[order]) == 0)
    found: NDArray[np.intp] = order[1:][same]
    return found


def scale_breaks(index: Ints, start: Ints, value: Floats) -> NDArray[np.intp]:
    """Return positions where the batch shifts to another order of magnitude and stays, shape (B,).

    In each series the medians of the three values before and the three from there on are
    compared, so that a single large or missing shipment is no break. A slip of unit hits the
    series of a file together: a period counts only where at least half of them break.
    """
    order = np.lexsort((start, index))
    if len(order) < 6:
        return order[:0]
    size, owner = np.abs(value[order]), index[order]
    triples = np.median(np.lib.stride_tricks.sliding_window_view(size, 3), axis=1)
    before, after = triples[:-3], triples[3:]
    low, high = np.minimum(before, after), np.maximum(before, after)
    whole = owner[:-5] == owner[5:]
    jump = whole & (low > 1.0) & (high > low * SCALE_JUMP)
    at = order[3:-2]
    found: NDArray[np.intp] = at[jump & _common(start[at], whole, jump)]
    return found


def _common(start: Ints, whole: NDArray[np.bool_], jump: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where at least half of the series that could break at a start do."""
    starts, where = np.unique(start, return_inverse=True)
    could = np.bincount(where, weights=whole, minlength=len(starts))
    did = np.bincount(where, weights=jump, minlength=len(starts))
    found: NDArray[np.bool_] = (did >= 0.5 * np.maximum(could, 1))[where]
    return found


def parts_against_total(parts: Floats, total: Floats) -> NDArray[np.bool_]:
    """Return where parts exceed their total beyond rounding, shape of ``total``."""
    return parts > total * (1 + PARTS_TOLERANCE) + 1.0


def _refused(batch: Batch, why: str) -> ArrivalRefused:
    return ArrivalRefused(f"{batch.origin.file} is not filed: {why} Nothing was written.")


def _impossible(index: Ints, value: Floats, series: tuple[Series, ...]) -> NDArray[np.intp]:
    """Return positions outside what their unit allows."""
    low = np.array([_bounds(item)[0] for item in series])
    high = np.array([_bounds(item)[1] for item in series])
    return np.flatnonzero((value < low[index]) | (value > high[index]))


def _bounds(series: Series) -> tuple[float, float]:
    if series.unit.dimension is Dimension.SHARE:
        return 0.0, 1.0
    if series.unit.dimension in (Dimension.INDEX, Dimension.PRICE):
        return 0.0 if series.unit.dimension is Dimension.INDEX else -100.0, np.inf
    return -np.inf, np.inf


def _check_grain(batch: Batch, series: tuple[Series, ...], index: Ints, start: Ints) -> None:
    """Refuse a start that is no first day of its series' grain."""
    days = (start - 719163).astype("datetime64[D]")  # ordinal of 1970-01-01
    months = days.astype("datetime64[M]")
    first = days == months.astype("datetime64[D]")
    step = np.array([max(item.frequency.months, 1) for item in series])[index]
    daily = np.array([item.frequency.months == 0 for item in series])[index]
    good = daily | (first & (months.astype(int) % step == 0))
    if not good.all():
        cell = int(np.flatnonzero(~good)[0])
        raise _refused(batch, f"{batch.keys[index[cell]]} has a period that begins {days[cell]}.")


def _check_parts(
    batch: Batch, series: tuple[Series, ...], index: Ints, start: Ints, value: Floats
) -> None:
    """Refuse products that exceed the total over products held beside them."""
    for whole, parts in _families(series).items():
        total = _by_start(index == whole, start, value)
        held = _by_start(np.isin(index, parts), start, value)
        shared = sorted(total.keys() & held.keys())
        over = parts_against_total(
            np.array([held[day] for day in shared]), np.array([total[day] for day in shared])
        )
        if over.any():
            raise _refused(batch, f"the parts of {batch.keys[whole]} exceed it, or count double.")


def _families(series: tuple[Series, ...]) -> dict[int, list[int]]:
    """Return for each total the positions of its parts, one product system and depth."""
    at = {item.key: position for position, item in enumerate(series)}
    parts: dict[int, dict[tuple[str, int], list[int]]] = {}
    for position, item in enumerate(series):
        product = item.key.product
        if product is None or item.gather is not Gather.SUM or item.key.whole not in at:
            continue
        depth = (product.system, len(product.code))
        parts.setdefault(at[item.key.whole], {}).setdefault(depth, []).append(position)
    return {whole: found for whole, depths in parts.items() for found in depths.values()}


def _by_start(mask: NDArray[np.bool_], start: Ints, value: Floats) -> dict[int, float]:
    days, where = np.unique(start[mask], return_inverse=True)
    sums = np.bincount(where, weights=value[mask], minlength=len(days))
    return dict(zip(days.tolist(), sums.tolist(), strict=True))
