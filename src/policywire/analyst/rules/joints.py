"""G1 and C2: a draft of phrases is clauses held together by joints of a closed list.

What stands between the tokens of such a draft is a joint or nothing, so a language model can put
true clauses in order and can say nothing of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policywire.analyst.draft import Kind, Relation, Sentence, Token
from policywire.analyst.rules.faults import Fault, fault
from policywire.schema import loads

__all__ = ["Joints", "check_joints", "joints"]

_CLAUSE = ("clause",)
_NOUN = ((), ("noun",))


@dataclass(frozen=True, slots=True)
class Joints:
    """The closed list.

    Attributes
    ----------
    openers, between : dict of Relation to tuple of str
        Before the first clause, and between two, by the relation they state.
    beside : tuple of str
        Before a noun phrase.
    ends : tuple of str
        After the last token.
    """

    openers: dict[str, tuple[str, ...]]
    between: dict[str, tuple[str, ...]]
    beside: tuple[str, ...]
    ends: tuple[str, ...]


@cache
def joints() -> Joints:
    """Return the list of ``joints.yaml``."""
    text = files("policywire.analyst.rules").joinpath("joints.yaml").read_text("utf-8")
    return loads(text, Joints, "joints.yaml")


def check_joints(sentence: Sentence) -> Iterator[Fault]:
    """Yield a fault for each part of a sentence that is neither a phrase nor a joint.

    Parameters
    ----------
    sentence : Sentence
        Of a draft that may hold phrases only; its relation is checked against its joints.
    """
    literals, tokens = _alternating(sentence)
    if not tokens:
        yield fault("G1", _plain(literals[0]) or "nothing", (0, 0), "no phrase token stands in it")
        return
    for token in tokens:
        if token.kind is not Kind.PHRASE or token.forms not in (_CLAUSE, *_NOUN):
            yield fault("N7", f"{{{{{token.kind}:{token.ref}}}}}", (0, 0))
    if tokens[0].forms != _CLAUSE:
        yield fault("G1", tokens[0].ref, (0, 0), "a sentence begins with a clause")
    yield from _opening(literals[0], sentence.relation)
    for literal, token in zip(literals[1:], tokens[1:], strict=False):
        yield from _joint(literal, clause=token.forms == _CLAUSE)
    if _plain(literals[-1]) not in joints().ends:
        yield fault(
            "G1", _plain(literals[-1]) or "no full stop", (0, 0), "a sentence ends in a stop"
        )


def _alternating(sentence: Sentence) -> tuple[list[str], list[Token]]:
    """Return the literals round the tokens, one more than there are tokens."""
    literals, tokens = [""], []
    for part in sentence.parts:
        if isinstance(part, Token):
            tokens.append(part)
            literals.append("")
        else:
            literals[-1] += part
    return literals, tokens


def _plain(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text).strip(" ")


def _opening(literal: str, relation: Relation) -> Iterator[Fault]:
    """Yield a fault where the opener is none, or states another relation than declared."""
    said = _plain(literal).removesuffix(",")
    said = said[:1].lower() + said[1:]
    known = [name for name, words in joints().openers.items() if said in words]
    if not known:
        yield fault("G1", said, (0, 0))
    elif said and relation not in known:
        yield fault("C2", said, (0, 0), f"it states {' or '.join(known)}, not {relation}")


def _joint(literal: str, *, clause: bool) -> Iterator[Fault]:
    """Yield a fault where the words before a token are no joint for its form."""
    fitting = (
        {joint for words in joints().between.values() for joint in words}
        if clause
        else set(joints().beside)
    )
    if _plain(literal) not in fitting:
        kind = "two clauses" if clause else "a clause and a noun phrase"
        yield fault("G1", _plain(literal) or "nothing", (0, 0), f"it joins not {kind}")
