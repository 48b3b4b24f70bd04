"""The operators: arithmetic on quantities, and what they refuse."""

import math
from collections.abc import Callable

from policywire.evidence.derived import Derived
from policywire.evidence.expression import Combination
from policywire.facts import Adjustment, Dimension, Quantity, Unit
from policywire.facts.errors import (
    Incomparable,
    MixedAdjustment,
    MixedBases,
    MixedPeriods,
    MixedUnits,
)

__all__ = ["check_comparable", "operate"]

_PROPORTIONS = (Dimension.PERCENT, Dimension.SHARE, Dimension.RATIO)
_PART_TOLERANCE = 1.02  # a publisher's revisions may lift a part past its whole by a little
_OVER_TIME = ("change", "difference")
_PERCENT = Unit(Dimension.PERCENT)
_RANK = Unit(Dimension.RANK)
_RATIO = Unit(Dimension.RATIO)


def operate(operator: str, operands: list[Quantity], text: str) -> Quantity:
    """Return the value of an operator.

    Parameters
    ----------
    operator : str
        ``difference``, ``change``, ``share``, ``ratio``, ``sum``, ``mean`` or ``rank``.
    operands : list of Quantity
        Values, in order.
    text : str
        The expression, for errors.

    Raises
    ------
    MixedUnits
        If units differ or do not allow the operation.
    Incomparable
        If a base is not positive, or the result is no number.
    """
    try:
        made = _OPERATORS[operator](operands)
    except (MixedUnits, ZeroDivisionError) as error:
        raise MixedUnits(f"{text}: {error}") from error
    if not math.isfinite(made.value):
        raise Incomparable(f"{text} gives no number.")
    return made


def check_comparable(made: Combination, operands: list[Derived]) -> None:
    """Refuse operands whose periods, adjustment, series or groupings do not go together.

    Raises
    ------
    MixedPeriods
        If a comparison over time sets unlike seasons side by side, or another operator mixes
        periods.
    MixedAdjustment
        If seasonal adjustment differs.
    MixedBases
        If a change is taken between different series, or a sum adds a group to its members.
    """
    _check_adjustment(made, operands)
    if made.operator in _OVER_TIME and not operands[0].period.same_days(operands[1].period):
        _check_over_time(made, operands)
    elif made.operator == "rank" and len({frozenset(_keys(item)) for item in operands}) == 1:
        for operand in operands[1:]:
            _check_over_time(made, [operands[0], operand])
    elif any(not operands[0].period.same_days(item.period) for item in operands):
        periods = ", ".join(str(item.period) for item in operands)
        raise MixedPeriods(f"{made} mixes periods: {periods}. Use one period.")
    if made.operator in ("sum", "mean"):
        _check_groups(made, operands)
        _check_overlap(made, operands)
    if len({_subject(item) for item in operands}) > 1 and len({i.basis for i in operands}) > 1:
        raise MixedBases(f"{made} joins two bases of different partners.")
    if any(item.quantity.unit.dimension is Dimension.RANK for item in operands):
        raise MixedUnits(f"{made} reckons with a rank; a rank is only stated.")


def _check_adjustment(made: Combination, operands: list[Derived]) -> None:
    kinds = sorted({item.adjustment.value for item in operands} - {Adjustment.NONE.value})
    if len(kinds) > 1:
        raise MixedAdjustment(f"{made} mixes seasonal adjustment: {', '.join(kinds)}.")


def _check_over_time(made: Combination, operands: list[Derived]) -> None:
    now, then = operands
    if _keys(now) != _keys(then):
        raise MixedBases(f"{made} compares different series over time.")
    if now.period.months != then.period.months:
        raise MixedPeriods(f"{made} compares periods of different length.")
    amount = now.quantity.unit.dimension not in _PROPORTIONS  # in a proportion seasons cancel
    seasonal = now.adjustment is Adjustment.UNADJUSTED and now.period.months % 12
    if amount and seasonal and not now.period.same_season(then.period):
        raise MixedPeriods(
            f"{made} compares {now.period} with {then.period}, and the series is not seasonally "
            f"adjusted. Compare with {now.period.shift_years(-1)}."
        )


def _check_groups(made: Combination, operands: list[Derived]) -> None:
    """Refuse a sum that adds a group of places to other places."""
    subjects = {
        item.key.partner or item.key.place for part in operands for item in part.observations
    }
    groups = sorted(str(place) for place in subjects if place.is_group)
    if groups and len(subjects) > 1:
        raise MixedBases(f"{made} adds {', '.join(groups)} to other places: that counts double.")


def _check_overlap(made: Combination, operands: list[Derived]) -> None:
    """Refuse a sum that counts an observation twice, or a part beside its whole."""
    cells = [(item.key, item.period) for part in operands for item in part.observations]
    wholes = {(key.whole, period) for key, period in cells if key.product}
    if len(set(cells)) < len(cells) or wholes & set(cells):
        raise MixedBases(f"{made} counts the same goods twice.")


def _subject(item: Derived) -> object:
    """Return the one partner (or place) a value is about, or None where it is about several."""
    found = {observation.key.partner or observation.key.place for observation in item.observations}
    return found.pop() if len(found) == 1 else None


def _keys(item: Derived) -> set[object]:
    return {observation.key for observation in item.observations}


def _difference(operands: list[Quantity]) -> Quantity:
    return operands[0] - operands[1]


def _change(operands: list[Quantity]) -> Quantity:
    now, then = operands[0].to(operands[1].unit), operands[1]
    if now.unit.dimension in (Dimension.PERCENT, Dimension.POINTS, Dimension.SHARE):
        raise MixedUnits(f"a percent change of {now.unit} misleads; use difference, in points.")
    _positive(then)
    return Quantity((now.value / then.value - 1.0) * 100.0, _PERCENT)


def _share(operands: list[Quantity]) -> Quantity:
    part, whole = operands[0].to(operands[1].unit), operands[1]
    _positive(whole)
    if part.value > whole.value * _PART_TOLERANCE:
        raise MixedUnits(f"{part} is no part of {whole}; use ratio.")
    return Quantity(part.value / whole.value * 100.0, _PERCENT)


def _ratio(operands: list[Quantity]) -> Quantity:
    part, whole = operands[0].to(operands[1].unit), operands[1]
    _positive(whole)
    return Quantity(part.value / whole.value, _RATIO)


def _sum(operands: list[Quantity]) -> Quantity:
    total = operands[0]
    for operand in operands[1:]:
        total = total + operand
    return total


def _mean(operands: list[Quantity]) -> Quantity:
    unit = operands[0].unit
    return Quantity(sum(item.to(unit).value for item in operands) / len(operands), unit)


def _rank(operands: list[Quantity]) -> Quantity:
    first = operands[0]
    larger = sum(item.to(first.unit).value > first.value for item in operands[1:])
    return Quantity(float(larger + 1), _RANK)


def _positive(base: Quantity) -> None:
    if not base.value > 0:
        raise MixedUnits(f"the base, {base}, is not positive, so nothing can be set in proportion.")


_OPERATORS: dict[str, Callable[[list[Quantity]], Quantity]] = {
    "difference": _difference,
    "change": _change,
    "share": _share,
    "ratio": _ratio,
    "sum": _sum,
    "mean": _mean,
    "rank": _rank,
}
