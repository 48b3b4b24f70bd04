"""Signing: words outside the vocabulary that an editor signs for, sentence by sentence.

Round phrases an author has the words of a closed list (rule G5). A sentence of a brief may sign
others: ``signed: [word, ...]`` answers that rule for those words and no other rule for any. The
edition prints them and counts them, so that a reader knows which words rest on the editor alone.
A draft of a language model is no sentence of a brief and has no way to sign.
"""

import re
from collections.abc import Sequence

from policywire.analyst.draft import Kind, Line
from policywire.analyst.rules.faults import Fault
from policywire.analyst.say import Signed
from policywire.facts.errors import BadDocument

__all__ = ["answered"]

_ANSWERS = "G5"


def answered(
    where: str, line: Line, found: Sequence[Fault], signed: tuple[str, ...]
) -> tuple[tuple[Fault, ...], tuple[Signed, ...]]:
    """Return the faults that stand though words were signed, and the signed words printed.

    Parameters
    ----------
    where : str
        Where the line stands.
    line : Line
        As printed.
    found : sequence of Fault
        What the rules found in it.
    signed : tuple of str
        Words its author signed for, in any case.

    Raises
    ------
    BadDocument
        If a signed word stands in the line and no rule asked for a signature.
    """
    wanted = {word.lower() for word in signed}
    asked = [one for one in found if one.code == _ANSWERS and one.words.lower() in wanted]
    own = " ".join(one.text for one in line.spans if one.kind is Kind.TEXT and not one.phrase)
    needless = wanted - {one.words.lower() for one in asked}
    for word in sorted(needless):
        if re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", own, re.IGNORECASE):
            raise BadDocument(
                f"{where}: '{word}' is signed in '{line.text}' and needs no signature; "
                "leave it out of 'signed'."
            )
    stands = tuple(one for one in found if one not in asked)
    return stands, tuple(Signed(where, one.words) for one in asked)
