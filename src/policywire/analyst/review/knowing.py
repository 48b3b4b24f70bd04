"""Knowing: whether a word is of a class that a claim's measure, shape or period allows."""

from collections.abc import Iterable

from policywire.analyst.review.cues import SUPPLY
from policywire.analyst.review.metrics import FLOWS
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.vocabulary import (
    GRAINS,
    MEANS,
    ORDERED,
    PEAKED,
    PLAIN,
    RANKED,
    RECORDED,
    STEADY,
    STEPPED,
    SUMMED,
    words_of,
)

__all__ = ["knows"]

_DELTAS = (Shape.CHANGE, Shape.DIFFERENCE)
_YEAR = 12  # months


def knows(claims: Iterable[Said], word: str) -> bool:
    """Return whether a word is read by what it is, for one of the claims it stands beside.

    Parameters
    ----------
    claims : iterable of Said
        What the stretch says, and the claims of its sentence that have no number.
    word : str
        As written.
    """
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    if plain in PLAIN or SUPPLY.fullmatch(plain):
        return True
    return any(_knows(item, plain) for item in claims)


def _knows(item: Said, word: str) -> bool:
    """Return whether a word is of the class that a claim's measure and shape allow."""
    about = item.about or item.whole
    if about is None:
        return False
    shared = item.whole is not None or item.shape is Shape.SHARE
    return (
        word in words_of(about.concept, shared=shared)
        or word in _by_shape(item)
        or word in _by_period(item)
    )


def _by_shape(item: Said) -> frozenset[str]:
    if item.about is None:
        return frozenset()
    if item.shape is Shape.RANK:
        return RANKED | STEADY
    if item.shape in (Shape.ORDER, Shape.MOTION):
        return ORDERED if item.shape is Shape.ORDER else frozenset()
    words = STEPPED if item.shape in _DELTAS else STEADY | PEAKED
    words |= RECORDED if item.record else frozenset()
    if item.about.concept not in FLOWS:
        words |= MEANS
    several = len({*item.about.origins, *item.about.destinations} - {"USA"}) > 1
    return words | SUMMED if several else words


def _by_period(item: Said) -> frozenset[str]:
    if item.period is None or (item.shape in _DELTAS and item.period.months < _YEAR):
        return frozenset()
    return GRAINS.get(item.period.months, frozenset())
