"""Verification of one line of words: the door to the rules where no figures are at hand.

The rules themselves live in :mod:`policywire.analyst.rules`.
"""

from collections.abc import Mapping

from policywire.analyst.draft import Line
from policywire.analyst.figures import Figure
from policywire.analyst.rules import Checker, Fault, Mode, Rule, catalogue

__all__ = ["RULES", "Fault", "check_line"]

RULES: tuple[Rule, ...] = tuple(catalogue().values())


def check_line(
    line: Line, figures: Mapping[str, Figure], *, conditions: bool = False
) -> tuple[Fault, ...]:
    """Return every fault of a line's words and bindings, anchors apart.

    Parameters
    ----------
    line : Line
        A printed sentence, title, heading or cell.
    figures : Mapping of str to Figure
        The registry, for the text of figure tokens.
    conditions : bool
        Whether the sentence stands under conditions that were found true.
    """
    return Checker(figures).check(line, mode=Mode.WORDS, proved=conditions)
