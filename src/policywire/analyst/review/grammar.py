"""Closed classes of English words, and what kind of clause a stretch between commas is.

No parser: a stretch counts as dependent only where its first words leave no doubt and nothing in
it can be a finite verb, so that what is not understood counts as a main clause.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

__all__ = [
    "Clause",
    "Stretch",
    "connective",
    "stretches",
    "words",
]


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as one text."""
    return frozenset(text.split())


PREPOSITIONS = words(
    "about above across after against along amid among around at before behind below beneath "
    "beside besides between beyond by despite during for from in inside into near of off on onto "
    "over past per since through throughout to toward towards under until upon via with within "
    "without"
)
AUXILIARIES = words(
    "is are was were has have had will would can could should may might must does did do "
    "isn't aren't wasn't weren't hasn't haven't hadn't won't can't cannot couldn't shouldn't "
    "doesn't didn't don't"
)
SUBORDINATORS = words(
    "while whereas although though because whilst which who whose whom where when if unless "
    "until since as after before once that so"
)
_PRONOUNS = words("i you he she it we they there this that these those who what")
_NO_PARTICIPLE = words(
    "nothing something anything everything during morning evening spring king ring string thing "
    "being-there according including excluding regarding concerning notwithstanding pending "
    "considering given provided barring"
)
_IRREGULAR = words(
    "driven led made built known given seen shown drawn written taken held kept left lost paid "
    "set put cut hit hurt spent sold bought brought begun grown fallen risen"
)
_PAST = words(
    "rose fell grew led made built knew gave saw took held kept left lost paid set put cut hit "
    "hurt spent sold bought brought began ran came went became stood won met shrank sank drew "
    "wrote said told got let sent beat broke chose drove flew froze hung lay sought struck swung "
    "hosts leads helps makes takes gives gets goes comes runs says shows needs wants means "
    "remains stays keeps holds"
)
_JOINS = words("and or but nor than of in on at to for from by with as into over")
_CONNECTIVES = (
    "for instance|for example|in addition|in contrast|by contrast|in turn|as a result|in fact"
    "|in particular|in short|of course|in other words|on the other hand|at the same time"
    "|after all|above all|in practice|in general|for now|so far|to be sure|that said|even so"
    "|additionally|similarly|likewise|moreover|furthermore|however|meanwhile|nevertheless"
    "|nonetheless|therefore|thus|hence|consequently|accordingly|conversely|instead|overall"
    "|specifically|notably|importantly|finally|also|further|besides|still|yet|indeed|today"
)
connective = re.compile(rf"(?:(?:and|but|yet|so)\s+)?(?:{_CONNECTIVES})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|[$€£]?\d[\d,.]*%?")
_VERBAL = re.compile(
    r"(?:is|are|was|has|will|would|can|could|may|might|must)\s+(?!it\b|they\b|he\b|she\b|we\b"
    r"|you\b|the\b|a\b|an\b|this\b|that\b|there\b)[a-z]"
    r"|(?:rose|fell|grew|became|shrank|sank|began|climbed|jumped|declined|slipped|surged)\s"
    r"(?:to|by|in|from|sharply|again|and|more|the|a|an)\b"
    r"|(?:announced|raised|lowered|imposed|doubled|launched|signed|approved|received)\s"
    r"(?:the|a|an|its|their|new|more|\d)"
)
_COMMA = re.compile(r",(?!\d{3}\b)|\s[–—]\s|—")
_SHORTEST_PARTICIPLE = 5


class Clause(Enum):
    """What a stretch between commas is."""

    CONNECTIVE = auto()  # For instance
    PREPOSITIONAL = auto()  # in 2024
    INFINITIVE = auto()  # to diversify sourcing
    PARTICIPIAL = auto()  # accounting for a third; driven by demand
    SUBORDINATE = auto()  # while prices rose
    VERBAL = auto()  # has tripled; rose to a record: a verb first
    OTHER = auto()  # may be a main clause


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence between commas.

    Attributes
    ----------
    start : int
        Where it begins in the sentence.
    clause : Clause
        What it is.
    """

    start: int
    clause: Clause


def stretches(sentence: str) -> list[Stretch]:
    """Return the stretches between the commas of a sentence, and what each is."""
    made, at = [], 0
    for comma in [*_COMMA.finditer(sentence), None]:
        piece = sentence[at : comma.start() if comma else len(sentence)]
        if piece.strip(" \n.!?"):
            lead = len(piece) - len(piece.lstrip())
            made.append(Stretch(at + lead, _clause(piece)))
        at = comma.end() if comma else at
    return made


def _clause(piece: str) -> Clause:
    words = _WORD.findall(piece)
    if connective.fullmatch(piece.strip(" \n.")):
        return Clause.CONNECTIVE
    low = [word.lower() for word in words]
    if not low:
        return Clause.OTHER
    if low[0] in SUBORDINATORS and low[0] not in {"so", "as", "that"}:
        return Clause.SUBORDINATE
    if _VERBAL.match(piece.lstrip()):
        return Clause.VERBAL
    if _participial(words, low):
        return Clause.PARTICIPIAL
    if low[0] == "to" and len(low) > 1 and not _may_be_finite(words, low, 2):
        return Clause.INFINITIVE
    if low[0] in PREPOSITIONS and not _quantifies(low) and not _may_be_finite(words, low, 1):
        return Clause.PREPOSITIONAL
    return Clause.OTHER


def _quantifies(low: list[str]) -> bool:
    """Return whether words begin with a hedge on a number, as in "at least one" or "over 300"."""
    second = low[1] if len(low) > 1 else ""
    if low[0] == "at" and second in {"least", "most"}:
        return True
    return (
        low[0] in {"about", "around", "between", "near", "over", "under"} and second[:1].isdigit()
    )


def _participial(words: list[str], low: list[str]) -> bool:
    """Return whether words begin with a participle and hold no finite verb."""
    at = 1 if len(low) > 1 and (low[0].endswith("ly") or low[0] in {"further", "thus"}) else 0
    first = low[at]
    if first in _NO_PARTICIPLE or at + 1 >= len(low):
        return False
    active = first.endswith("ing") and len(first) >= _SHORTEST_PARTICIPLE
    passive = first in _IRREGULAR or (first.endswith("ed") and len(first) >= _SHORTEST_PARTICIPLE)
    following = words[at + 1]
    if active and at == 0 and not _takes_object(following):
        return False
    if passive and following.lower() not in {"by", "with", "in", "from", "at", "to", "on", "for"}:
        return False
    return (active or passive) and not _may_be_finite(words, low, at + 1)


def _takes_object(word: str) -> bool:
    """Return whether a word after an -ing form shows that the form is a verb, no adjective."""
    low = word.lower()
    article = low in {"a", "an", "the", "its", "their", "his", "her", "our", "this", "these"}
    return article or low in PREPOSITIONS or word[0].isupper() or word[0] in "$€£0123456789"


def _may_be_finite(words: list[str], low: list[str], since: int) -> bool:
    """Return whether a word from ``since`` on may be a finite verb."""
    for at in range(since, len(low)):
        word = low[at]
        if word in AUXILIARIES or word in _PAST or word in _PRONOUNS:
            return True
        if word.endswith("ed") and len(word) >= _SHORTEST_PARTICIPLE:
            return True
        if at > since and _third_person(words, low, at):
            return True
    return False


def _third_person(words: list[str], low: list[str], at: int) -> bool:
    """Return whether a word in -s may be a verb: it stands before what can be its object."""
    word = low[at]
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")) or len(word) < 4:
        return False
    if words[at][0].isupper() or at + 1 == len(low):
        return False
    return low[at + 1] not in _JOINS
