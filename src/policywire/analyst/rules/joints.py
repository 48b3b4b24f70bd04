"""G1: a draft of phrases is clauses held together by joints of a closed list.

What stands between the tokens of such a draft is a joint or nothing, so a language model can put
true clauses in order and can say nothing of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policywire.analyst.draft import Kind, Relation, Sentence, Token
from policywire.analyst.figures import Figure, Root
from policywire.analyst.phrases import phrase
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.strokes import Read
from policywire.evidence import Derived
from policywire.facts import Status
from policywire.schema import loads

__all__ = [
    "Joints",
    "allowed",
    "check_joints",
    "check_literals",
    "is_joint",
    "joints",
    "may_follow",
    "stated",
]

_CLAUSE = ("clause",)
_NOUN = ((), ("noun",))
_NOWHERE = (0, 0)
_BALANCE = re.compile(r"\b(?:surplus|deficit)\b")


@dataclass(frozen=True, slots=True)
class Joints:
    """The closed list.

    Attributes
    ----------
    openers, between : dict of str to tuple of str
        Before the first clause, and between two, by the relation they state.
    counted, official : tuple of str
        Openers after which observations alone may follow; and rules too.
    beside : tuple of str
        Before a noun phrase that is set beside a clause.
    compared : str
        Before a comparison token, which a noun phrase follows.
    end : str
        After the last token.
    """

    openers: dict[Relation, tuple[str, ...]]
    between: dict[Relation, tuple[str, ...]]
    counted: tuple[str, ...]
    official: tuple[str, ...]
    beside: tuple[str, ...]
    compared: str
    end: str

    @property
    def every(self) -> frozenset[str]:
        """All that may stand outside a token."""
        openers = (word for words in self.openers.values() for word in words)
        between = (word for words in self.between.values() for word in words)
        opened = (f"{word}," if word else "" for word in openers)
        return frozenset((*opened, *between, *self.beside, self.compared, self.end))


@cache
def joints() -> Joints:
    """Return the list of ``joints.yaml``."""
    text = files("policywire.analyst.rules").joinpath("joints.yaml").read_text("utf-8")
    return loads(text, Joints, "joints.yaml")


@cache
def _every() -> frozenset[str]:
    return joints().every


def is_joint(text: str) -> bool:
    """Return whether some words between tokens are nothing, or a joint that fits any figure."""
    said = _plain(text)
    if _lowered(said).removesuffix(",") in (*joints().counted, *joints().official):
        return False  # what it announces is held against the figures
    return not said or said in _every() or _lowered(said) in _every()


def check_literals(read: Read) -> Iterator[Fault]:
    """Yield a fault for each run of literal words in a printed line that is no joint."""
    for placed in read.spans:
        if placed.span.kind is not Kind.TEXT:
            continue
        said = _plain(placed.span.text)
        if said not in _every() and _lowered(said) not in _every():
            yield fault("G1", said, placed.place)


def check_joints(sentence: Sentence, figures: Mapping[str, Figure]) -> Iterator[Fault]:
    """Yield a fault for each part of a draft sentence that does not fit what stands beside it.

    Parameters
    ----------
    sentence : Sentence
        Of a draft that may hold phrases only.
    figures : Mapping of str to Figure
        What its tokens name: a joint of contrast wants two changes or two balances of opposite
        sign, and a noun phrase the unit of the clause it is set beside.
    """
    literals, tokens = _alternating(sentence)
    if not tokens:
        yield fault("G1", literals[0][:60] or "nothing", _NOWHERE, "no phrase token stands in it")
        return
    if tokens[0].kind is not Kind.PHRASE or tokens[0].forms != _CLAUSE:
        yield fault("G1", _shown(tokens[0]), _NOWHERE, "a sentence begins with a clause")
    yield from _opening(literals[0])
    yield from _counted(literals[0], tokens, figures)
    for at in range(1, len(tokens)):
        yield from _joint(tokens, literals[at], at)
        told = sentence.relation is Relation.CONTRAST
        yield from _borne_out(tokens[at - 1 : at + 1], literals[at], figures, told=told)
    if literals[-1] != joints().end:
        yield fault("G1", literals[-1] or "no full stop", _NOWHERE, "a sentence ends in a stop")


def stated(sentence: Sentence) -> frozenset[Relation]:
    """Return the relations the joints of a sentence state; none where they state nothing."""
    plain = joints().between[Relation.STATEMENT]
    said = {name for name, joint in _related(sentence) if joint not in plain}
    return frozenset(said - {Relation.STATEMENT})


def allowed(sentence: Sentence) -> frozenset[Relation]:
    """Return the relations a sentence may declare by its joints, those of ``, and`` with them."""
    return frozenset(name for name, _ in _related(sentence))


def _related(sentence: Sentence) -> Iterator[tuple[Relation, str]]:
    """Yield each relation a joint of a sentence stands under, and the joint."""
    literals, tokens = _alternating(sentence)
    opener = _lowered(literals[0].removesuffix(","))
    yield from ((name, opener) for name in _under(opener, joints().openers) if opener)
    for literal, token in zip(literals[1:], tokens[1:], strict=False):
        if token.forms == _CLAUSE:
            yield from ((name, literal) for name in _under(literal, joints().between))


def _under(joint: str, listed: Mapping[Relation, tuple[str, ...]]) -> Iterator[Relation]:
    return (name for name, words in listed.items() if joint in words)


def _alternating(sentence: Sentence) -> tuple[list[str], list[Token]]:
    """Return the literals round the tokens, one more than there are tokens."""
    literals: list[str] = [""]
    tokens: list[Token] = []
    for part in sentence.parts:
        if isinstance(part, Token):
            tokens.append(part)
            literals.append("")
        else:
            literals[-1] += part
    return [_plain(text) for text in literals], tokens


def _plain(text: str) -> str:
    return " ".join(text.split())


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _shown(token: Token) -> str:
    return "{{" + f"{token.kind}:{'|'.join((token.ref, *token.forms))}" + "}}"


def _opening(literal: str) -> Iterator[Fault]:
    """Yield a fault where what opens a sentence is neither nothing nor an opener."""
    said = _lowered(literal.removesuffix(","))
    known = any(said in words for words in joints().openers.values())
    if not known or (said and not literal.endswith(",")):
        yield fault("G1", literal, _NOWHERE)


def _counted(literal: str, tokens: list[Token], figures: Mapping[str, Figure]) -> Iterator[Fault]:
    """Yield a fault for each figure nobody counted, in a sentence announced as counted."""
    for token in tokens:
        figure = figures.get(token.ref)
        if token.kind is Kind.PHRASE and figure is not None and not may_follow(literal, figure):
            yield fault("G1", literal, _NOWHERE, f"nobody counted {token.ref}: {_made(figure)}")


def may_follow(opener: str, figure: Figure) -> bool:
    """Return whether a figure may stand in a sentence that an opener says the origin of."""
    said = _lowered(opener.strip().removesuffix(","))
    if said not in (*joints().counted, *joints().official):
        return True
    if figure.root is Root.RULE:
        return said in joints().official
    settled = figure.status not in (Status.ESTIMATE, Status.PROJECTION)
    return figure.root is Root.OBSERVATION and settled


def _made(figure: Figure) -> str:
    """Return in words what a figure is that is no count."""
    if figure.root is Root.OBSERVATION:
        return f"it is {'an' if figure.status is Status.ESTIMATE else 'a'} {figure.status}"
    return f"it is of a {figure.root}"


def _joint(tokens: list[Token], literal: str, at: int) -> Iterator[Fault]:
    """Yield a fault where a token and the words before it are not joined to the token before."""
    token, previous = tokens[at], tokens[at - 1]
    if token.kind is Kind.COMPARISON:
        yield from _comparison(tokens, literal, at)
    elif token.kind is not Kind.PHRASE or token.forms not in (_CLAUSE, *_NOUN):
        yield fault("N7", _shown(token), _NOWHERE)
    elif previous.kind is Kind.COMPARISON:
        if literal or token.forms not in _NOUN:
            yield fault("G1", literal or _shown(token), _NOWHERE, "a noun phrase ends a comparison")
    else:
        between = {joint for words in joints().between.values() for joint in words}
        if literal not in (between if token.forms == _CLAUSE else joints().beside):
            kind = "clauses" if token.forms == _CLAUSE else "a clause and a noun phrase"
            yield fault("G1", literal or "nothing", _NOWHERE, f"it joins no {kind}")


def _borne_out(
    pair: list[Token], literal: str, figures: Mapping[str, Figure], *, told: bool
) -> Iterator[Fault]:
    """Yield a fault where two figures do not stand to each other as their joint says.

    Of a joint that may stand for a comparison too nothing is asked, unless the draft declares a
    contrast and both figures lie on one side.
    """
    known = [figures[token.ref] for token in pair if token.ref in figures]
    if len(known) < len(pair) or Kind.COMPARISON in (token.kind for token in pair):
        return
    one, other = known
    side = _sides(one, other)
    neutral = () if told and side > 0 else joints().between[Relation.COMPARISON]
    if literal in joints().between[Relation.CONTRAST] and literal not in neutral:
        if side >= 0:
            wanted = "contrast stands between a rise and a fall, or a surplus and a deficit"
            yield fault("G1", literal, _NOWHERE, wanted)
    elif literal in joints().beside:
        units = one.quantity.unit.unscaled, other.quantity.unit.unscaled
        if units[0] != units[1] or _is_change(one) != _is_change(other):
            yield fault("G1", literal, _NOWHERE, "two figures of different kinds stand beside")


def _sides(one: Figure, other: Figure) -> int:
    """Return -1 for a rise and a fall or a surplus and a deficit, 1 for two of a side, else 0."""
    changes = _is_change(one), _is_change(other)
    if not (all(changes) or (not any(changes) and _is_balance(one) and _is_balance(other))):
        return 0
    product = one.quantity.value * other.quantity.value
    return (product > 0) - (product < 0)


def _is_balance(figure: Figure) -> bool:
    """Return whether a phrase calls the figure a surplus or a deficit."""
    spans = phrase(figure)
    return bool(_BALANCE.search("".join(span.text for span in spans if span.kind is Kind.PHRASE)))


def _is_change(figure: Figure) -> bool:
    return isinstance(figure.trail, Derived) and figure.trail.against is not None


def _comparison(tokens: list[Token], literal: str, at: int) -> Iterator[Fault]:
    """Yield a fault where a comparison is not of the phrases on its two sides, in their order."""
    around = tokens[at - 1], tokens[at + 1] if at + 1 < len(tokens) else None
    pair = [name.strip() for name in tokens[at].ref.split(",")]
    sides = [item.ref if item and item.kind is Kind.PHRASE else "" for item in around]
    if literal != joints().compared or sides != pair:
        yield fault("G1", _shown(tokens[at]), _NOWHERE, "it compares not the phrases beside it")
