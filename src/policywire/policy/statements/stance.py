"""The stance of a sentence by word rules, with the words that made it.

A description of words, not a forecast: a study of seven central banks registered before its
results (cbtone, 2026) refuted that tone predicts the next decision or explains two-year yields.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policywire.policy.statements.statement import Statement
from policywire.schema import loads

__all__ = ["Evidence", "Scored", "Stance", "score_sentence", "stance_of"]


@dataclass(frozen=True, slots=True)
class Concept:
    """Words for one subject, and what more of it argues for.

    Attributes
    ----------
    name : str
        ``prices``, ``activity``, ``slack``, ``rates``.
    sign : int
        1: more of it argues for a tighter policy; -1: for an easier one.
    words : tuple of str
        Whole-word patterns.
    """

    name: str
    sign: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases that speak for themselves.

    Attributes
    ----------
    sign : int
        1 for tighter, -1 for easier.
    words : tuple of str
        Whole-word patterns.
    """

    sign: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    reach: int
    threshold: float
    negated: float
    concepts: tuple[Concept, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    denied: tuple[str, ...]
    parts: tuple[str, ...]
    phrases: tuple[Phrases, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The file's words as compiled patterns."""

    reach: int
    threshold: float
    negated: float
    concepts: tuple[tuple[str, int, re.Pattern[str]], ...]
    directions: tuple[tuple[int, re.Pattern[str]], ...]
    denied: re.Pattern[str]
    parts: re.Pattern[str]
    phrases: tuple[tuple[int, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule that fired.

    Attributes
    ----------
    words : str
        What was found: ``inflation ... elevated``.
    rule : str
        ``prices``, ``activity``, ``slack``, ``rates`` or ``phrase``.
    weight : float
        Above zero for tighter, below for easier.
    """

    words: str
    rule: str
    weight: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence, labelled.

    Attributes
    ----------
    text : str
        The sentence.
    label : str
        ``hawkish``, ``dovish`` or ``neutral``.
    score : float
        Sum of the evidence.
    evidence : tuple of Evidence
        What the score was made of.
    """

    text: str
    label: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance of a statement's words.

    Attributes
    ----------
    balance : float
        Hawkish less dovish sentences over all sentences, -1 to 1; votes left out.
    hawkish, dovish, neutral : int
        Sentences of each label.
    sentences : tuple of Scored
        Each with its evidence.
    note : str
        What must be said with the balance.
    """

    balance: float
    hawkish: int
    dovish: int
    neutral: int
    sentences: tuple[Scored, ...]
    note: str = "Word rules describe a text; they do not forecast decisions or markets."


def stance_of(statement: Statement) -> Stance:
    """Return the stance of a statement, votes and dissents left out."""
    read = [one for one in statement.sentences if one.role.value not in {"votes", "dissents"}]
    scored = tuple(score_sentence(one.text) for one in read)
    counts = {
        label: sum(one.label == label for one in scored)
        for label in ("hawkish", "dovish", "neutral")
    }
    balance = (counts["hawkish"] - counts["dovish"]) / max(1, len(scored))
    return Stance(balance, counts["hawkish"], counts["dovish"], counts["neutral"], scored)


def score_sentence(text: str) -> Scored:
    """Return a sentence's label and score with the words that made them."""
    rules = _rules()
    found = [one for clause in rules.parts.split(text) for one in _directed(clause, rules)]
    found += [
        Evidence(hit.group(), "phrase", float(sign))
        for sign, pattern in rules.phrases
        for hit in pattern.finditer(text)
    ]
    score = sum(one.weight for one in found)
    label = "neutral"
    if abs(score) > rules.threshold:
        label = "hawkish" if score > 0 else "dovish"
    return Scored(text, label, score, tuple(found))


@dataclass(frozen=True, slots=True)
class _Span:
    """A hit's first and last word in its clause."""

    first: int
    last: int
    text: str


def _spans(pattern: re.Pattern[str], clause: str) -> list[_Span]:
    """Return a pattern's hits by the number of words before their ends."""
    return [
        _Span(len(clause[: hit.start()].split()), len(clause[: hit.end()].split()) - 1, hit.group())
        for hit in pattern.finditer(clause)
    ]


def _directed(clause: str, rules: _Rules) -> list[Evidence]:
    """Return the concepts of a clause that a word of direction stands near, each word used once."""
    directions = [
        (sign, span) for sign, pattern in rules.directions for span in _spans(pattern, clause)
    ]
    denials = [span.last for span in _spans(rules.denied, clause)]
    used: set[int] = set()
    found = []
    for name, sign, pattern in rules.concepts:
        for concept in _spans(pattern, clause):
            nearest = _nearest(concept, directions, rules.reach)
            if nearest is None or nearest[1].first in used:
                continue
            way, word = nearest
            used.add(word.first)
            denied = any(0 < word.first - at <= 3 for at in denials)
            weight = sign * way * (rules.negated if denied else 1.0)
            found.append(Evidence(f"{concept.text} … {word.text}", name, weight))
    return found


def _nearest(
    concept: _Span, directions: list[tuple[int, _Span]], reach: int
) -> tuple[int, _Span] | None:
    """Return the word of direction nearest to a concept, none within it or beyond ``reach``."""
    near = [
        (gap, sign, word)
        for sign, word in directions
        if 0 < (gap := max(concept.first - word.last, word.first - concept.last)) <= reach
    ]
    if not near:
        return None
    _, sign, word = min(near, key=lambda one: one[0])
    return sign, word


@cache
def _rules() -> _Rules:
    text = (files("policywire.policy.statements") / "stance.yaml").read_text(encoding="utf-8")
    held = loads(text, _File, "stance.yaml")
    return _Rules(
        held.reach,
        held.threshold,
        held.negated,
        tuple((one.name, one.sign, _whole(one.words)) for one in held.concepts),
        ((1, _whole(held.more)), (-1, _whole(held.less))),
        re.compile(rf"{_whole(held.denied).pattern}|n't\b", re.IGNORECASE),
        re.compile(rf"[;:]|,? {_whole(held.parts).pattern} ", re.IGNORECASE),
        tuple((one.sign, _whole(one.words)) for one in held.phrases),
    )


def _whole(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
