"""What a sentence lost, and where."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Broken", "Gap", "Loss"]


class Loss(StrEnum):
    """What a sentence lost."""

    FIGURE = "figure"  # or whatever its preposition or verb was about
    SUBJECT = "subject"  # who or what its verb speaks of
    PHRASE = "phrase"  # words, not told which
    CITATION = "citation"  # a link or note mark before its full stop


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where words were lost.

    Attributes
    ----------
    at : int
        Where, in the text the rule saw.
    loss : Loss
        What was lost.
    note : str
        What shows it.
    """

    at: int
    loss: Loss
    note: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where a sentence lost words.

    Attributes
    ----------
    start, end : int
        Where the words around the loss stand in ``Document.text``.
    text : str
        Those words.
    note : str
        What shows the loss.
    at : int
        Where the words were lost.
    loss : Loss
        What was lost.
    """

    start: int
    end: int
    text: str
    note: str
    at: int
    loss: Loss


_AUX = r"(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|does|did)"
