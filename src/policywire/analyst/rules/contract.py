"""N8 and C2: what a draft declares of a sentence is what its tokens and joints say."""

from collections.abc import Iterator

from policywire.analyst.draft import Kind, Relation, Sentence
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.joints import allowed, stated

__all__ = ["check_contract"]


def check_contract(sentence: Sentence) -> Iterator[Fault]:
    """Yield a fault where declared uses or relation are not those of the sentence."""
    if sorted(sentence.uses) != sorted(sentence.figures):
        told = ", ".join(sentence.uses) or "none"
        yield fault("N8", told, (0, 0), f"they are {', '.join(sentence.figures) or 'none'}")
    declared, said = sentence.relation, stated(sentence)
    if declared is Relation.CONSEQUENCE and not sentence.cites:
        yield fault("C2", declared, (0, 0), "a consequence needs a source")
    elif said and declared not in said:
        yield fault("C2", declared, (0, 0), f"its joints state {' or '.join(sorted(said))}")
    elif declared in (Relation.CONTRAST, Relation.ADDITION) and declared not in allowed(sentence):
        yield fault("C2", declared, (0, 0), f"no joint of {declared} stands in it")
    elif declared is Relation.COMPARISON and not _compares(sentence):
        yield fault("C2", declared, (0, 0), "it compares nothing")


def _compares(sentence: Sentence) -> bool:
    compared = any(token.kind is Kind.COMPARISON for token in sentence.tokens)
    return compared or len(sentence.figures) > 1 or bool(stated(sentence))
