"""Words chosen by number: the direction and size of a change, by fixed thresholds.

Two figures are set against each other by code as well: ``more than``, ``less than``, ``the same
as``, in one unit and over comparable periods.

The thresholds are the whole of the writer's judgement about size; docs/explain/words.md prints
them for the reader.
"""

from dataclasses import dataclass

from policywire.analyst.figures import Figure
from policywire.analyst.numbers import printed_quantity
from policywire.evidence import Derived
from policywire.facts import Dimension
from policywire.facts.errors import WrongUse

__all__ = ["DOWN", "UP", "Thresholds", "comparison", "direction", "thresholds_of"]


UP = frozenset(
    (
        *("rose", "has risen", "have risen", "increased", "grew", "climbed", "gained", "widened"),
        "raised",
        *("up", "higher", "more", "larger", "rise", "increase", "above", "stronger"),
    )
)
DOWN = frozenset(
    (
        *("fell", "has fallen", "have fallen", "declined", "decreased", "shrank", "slipped"),
        *("lowered", "cut"),
        *("lost", "narrowed", "down", "lower", "less", "fewer", "smaller", "fall", "decrease"),
        *("decline", "below", "weaker"),
    )
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Sizes at which the word changes, in the unit of the figure.

    Attributes
    ----------
    flat : float
        Below it a change is ``little changed``.
    slight : float
        Below it a change ``edged``.
    sharp : float
        From it on a change is ``sharply``.
    """

    flat: float
    slight: float
    sharp: float


_PERCENT = Thresholds(0.5, 2.0, 20.0)
_POINTS = Thresholds(0.1, 0.5, 5.0)
_OTHER = Thresholds(0.0, 0.0, float("inf"))
_PLAIN = (("rose", "fell"), ("increased", "declined"), ("grew", "shrank"))
_LEVEL = (("rose", "fell"), ("climbed", "slipped"))


def thresholds_of(figure: Figure) -> Thresholds:
    """Return the thresholds for a change in percent, in points, or in a level."""
    dimension = figure.quantity.unit.dimension
    if dimension is Dimension.PERCENT:
        return _PERCENT
    return _POINTS if dimension is Dimension.POINTS else _OTHER


def direction(figure: Figure, forms: tuple[str, ...], turn: int) -> str:
    """Return the word for the sign and size of a change.

    Parameters
    ----------
    figure : Figure
        The change.
    forms : tuple of str
        None for a verb; or the word for a rise, the word for a fall and, if given, the word
        for little change.
    turn : int
        How many direction words went before; synonyms rotate with it.

    Raises
    ------
    WrongUse
        If a single form is given, the words stand the wrong way round, or the figure is no change.
    """
    _check_forms(figure, forms)
    value, limits = figure.quantity.value, thresholds_of(figure)
    down = value < 0
    if len(forms) == 2:  # the number stands beside the word, so its sign alone decides
        return forms[down]
    if abs(value) < limits.flat or value == 0:
        return forms[2] if forms else "was little changed"
    if forms:
        return forms[down]
    if abs(value) < limits.slight:
        return ("edged up", "edged down")[down]
    points = figure.quantity.unit.dimension is Dimension.POINTS
    pairs = _LEVEL if points else _PLAIN
    verb = pairs[turn % len(pairs)][down]
    return f"{verb} sharply" if abs(value) >= limits.sharp else verb


def _check_forms(figure: Figure, forms: tuple[str, ...]) -> None:
    """Refuse forms that cannot say what the figure says."""
    if len(forms) == 1:
        raise WrongUse(f"A direction takes a word for a rise and one for a fall, not '{forms[0]}'.")
    if forms and (forms[0] not in UP or forms[1] not in DOWN):
        raise WrongUse(
            f"'{forms[0]}|{forms[1]}' must be a word for a rise, then one for a fall. "
            f"Rise: {', '.join(sorted(UP))}. Fall: {', '.join(sorted(DOWN))}."
        )
    trail = figure.trail
    if isinstance(trail, Derived) and not trail.expression.startswith(("change(", "difference(")):
        raise WrongUse(f"The figure '{figure.id}' is no change, so it has no direction.")


_MORE = frozenset(("more than", "above", "over", "larger than", "higher than", "greater than"))
_LESS = frozenset(("less than", "below", "under", "smaller than", "lower than", "fewer than"))


_ALIKE = frozenset(("the same as", "about the same as", "as much as", "level with"))


def comparison(one: Figure, other: Figure, forms: tuple[str, ...] = ()) -> str:
    """Return the words that set one figure against another.

    Parameters
    ----------
    one, other : Figure
        What is compared, and with what; in one unit, over the same days or periods of one length
        of the same series.
    forms : tuple of str
        None for ``more than`` and ``less than``; or a word for more, a word for less and, if
        given, words for alike.

    Raises
    ------
    WrongUse
        If the figures do not compare, the words stand the wrong way round, or both print alike
        and no word for that is given.
    """
    _check_pair(one, other)
    more, less, alike = _comparing(forms)
    if _prints_alike(one, other):
        exact = one.quantity.to(other.quantity.unit).value == other.quantity.value
        if not alike and forms:
            raise WrongUse(f"'{one.id}' and '{other.id}' print alike; give a third form for it.")
        return alike or ("the same as" if exact else "about the same as")
    return more if one.quantity.to(other.quantity.unit).value > other.quantity.value else less


def _comparing(forms: tuple[str, ...]) -> tuple[str, str, str]:
    """Return the words for more, less and alike."""
    if not forms:
        return "more than", "less than", ""
    if len(forms) not in (2, 3) or forms[0] not in _MORE or forms[1] not in _LESS:
        known = f"{', '.join(sorted(_MORE))}; then {', '.join(sorted(_LESS))}"
        raise WrongUse(f"'{'|'.join(forms)}' compares nothing. Write one of {known}.")
    if len(forms) > 2 and forms[2] not in _ALIKE:
        raise WrongUse(f"'{forms[2]}' says not that two alike; use {', '.join(sorted(_ALIKE))}.")
    return forms[0], forms[1], forms[2] if len(forms) > 2 else ""


def _check_pair(one: Figure, other: Figure) -> None:
    """Refuse two figures that do not compare."""
    if one.id == other.id:
        raise WrongUse(f"The figure '{one.id}' is compared with itself.")
    units = (one.quantity.unit, other.quantity.unit)
    if units[0].unscaled != units[1].unscaled or units[0].dimension is Dimension.RANK:
        told = f"'{one.id}' is in {units[0]} and '{other.id}' in {units[1]}"
        raise WrongUse(f"{told}: no comparison.")
    if min(one.quantity.value, other.quantity.value) < 0:  # a phrase says them without their sign
        raise WrongUse(f"'{one.id}' or '{other.id}' lies below zero: say each, compare neither.")
    if not _comparable(one, other):
        periods = f"{one.period} and {other.period}"
        raise WrongUse(f"'{one.id}' and '{other.id}' are about {periods}: no comparison.")


def _comparable(one: Figure, other: Figure) -> bool:
    """Return whether two figures are about the same days, or one series over like periods."""
    rules = one.layer == other.layer == "statutory"
    if one.period.same_days(other.period) or rules:
        return True
    series = [_series(figure) for figure in (one, other)]
    return series[0] == series[1] and one.period.months == other.period.months


def _series(figure: Figure) -> object:
    if not isinstance(figure.trail, Derived):
        return figure.id
    return frozenset(item.key for item in figure.trail.observations)


def _prints_alike(one: Figure, other: Figure) -> bool:
    decimals = min(one.decimals, other.decimals)
    quantity = other.quantity
    texts = {printed_quantity(q, decimals) for q in (one.quantity.to(quantity.unit), quantity)}
    return len(texts) == 1
