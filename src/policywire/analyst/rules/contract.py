"""N8 and C2: what a draft declares of a sentence is what its tokens and words say."""

import re
from collections.abc import Iterator

from policywire.analyst.draft import Kind, Relation, Sentence
from policywire.analyst.rules.faults import Fault, fault

__all__ = ["check_contract"]

_WORDS = {
    Relation.CONTRAST: r"while|whereas|but|although|though|however|yet|by contrast|in contrast"
    r"|instead|nevertheless|nonetheless|still",
    Relation.CONSEQUENCE: r"therefore|thus|hence|consequently|as a result|accordingly|so that",
    Relation.ADDITION: r"also|moreover|besides|in addition|furthermore|additionally|likewise",
}
_PATTERNS = {
    relation: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for relation, words in _WORDS.items()
}


def check_contract(sentence: Sentence) -> Iterator[Fault]:
    """Yield a fault where declared uses or relation are not those of the sentence."""
    if sorted(sentence.uses) != sorted(sentence.figures):
        told = ", ".join(sentence.uses) or "none"
        yield fault("N8", told, (0, 0), f"they are {', '.join(sentence.figures) or 'none'}")
    literal = "\x00".join(part for part in sentence.parts if isinstance(part, str))
    for relation, pattern in _PATTERNS.items():
        match = pattern.search(literal)
        if match is not None and relation is not sentence.relation:
            yield fault("C2", match[0], (0, 0), f"they state a {relation}")
    if sentence.relation is Relation.CONSEQUENCE and not sentence.cites:
        yield fault("C2", str(sentence.relation), (0, 0), "a consequence needs a source")
    if sentence.relation is Relation.CONTRAST and not _PATTERNS[Relation.CONTRAST].search(literal):
        yield fault("C2", str(sentence.relation), (0, 0), "no word of contrast stands in it")
    compared = any(token.kind in (Kind.COMPARISON, Kind.DIRECTION) for token in sentence.tokens)
    if sentence.relation is Relation.COMPARISON and not compared and len(sentence.figures) < 2:
        yield fault("C2", str(sentence.relation), (0, 0), "it compares nothing")
