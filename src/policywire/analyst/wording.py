"""Words chosen by number: the direction and size of a change, by fixed thresholds.

The thresholds are the whole of the writer's judgement about size; docs/explain/words.md prints
them for the reader.
"""

from dataclasses import dataclass

from policywire.analyst.figures import Figure
from policywire.evidence import Derived
from policywire.facts import Dimension
from policywire.facts.errors import WrongUse

__all__ = ["Thresholds", "direction", "thresholds_of"]


_UP = frozenset(
    (
        *("rose", "has risen", "have risen", "increased", "grew", "climbed", "gained", "widened"),
        *("up", "higher", "more", "larger", "rise", "increase", "above", "stronger"),
    )
)
_DOWN = frozenset(
    (
        *("fell", "has fallen", "have fallen", "declined", "decreased", "shrank", "slipped"),
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
    if forms and (forms[0] not in _UP or forms[1] not in _DOWN):
        raise WrongUse(
            f"'{forms[0]}|{forms[1]}' must be a word for a rise, then one for a fall. "
            f"Rise: {', '.join(sorted(_UP))}. Fall: {', '.join(sorted(_DOWN))}."
        )
    trail = figure.trail
    if isinstance(trail, Derived) and not trail.expression.startswith(("change(", "difference(")):
        raise WrongUse(f"The figure '{figure.id}' is no change, so it has no direction.")
