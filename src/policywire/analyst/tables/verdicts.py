"""Verdicts: what is said of one sentence."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Judgement", "Verdict"]


class Judgement(StrEnum):
    """What a table says to a sentence."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one line.

    Attributes
    ----------
    id : str or int
        Of the line, as given.
    verdict : Judgement
        Supported, refuted, or unsure where the confidence is too low to say either.
    lean : Judgement
        The likelier of supported and refuted, also where the verdict is unsure.
    confidence : float
        How likely the lean is right, 0.5 to 1, measured on statements not fitted on.
    note : str
        How the sentence was read, for a person.
    reading : str
        The reading that weighed most: ``count``, ``superlative``; ``bound`` for a derivation.
    """

    id: str | int
    verdict: Judgement
    lean: Judgement
    confidence: float
    note: str
    reading: str
