"""The signs that a sentence lost its head: one that begins inside, or whose verb has no subject."""

import re
from collections.abc import Callable, Iterator

from policywire.analyst.review.grammar import Clause, connective, stretches
from policywire.analyst.review.losses import BACK, MONTH, SUBJECT_NOTE, finder
from policywire.analyst.review.lost import Gap, Loss

__all__ = ["IN_SENTENCE", "headless", "low_start"]

_LOW = re.compile(
    r"(?:of|on|in|for|from|by|with|under|or|and|to|at|among|into|through|across|as|is|are|was|were"
    r"|has|have|had|will|would|could|should|may|might|must)\s"
)
_INSIDE = re.compile(r"(?<=[a-z]{3}[.!?])(?:\s+|(?=(?:of|on|for|with|from|and|or)\s))(?=[a-z])")
_SHORTENED = re.compile(
    r"\b(?:approx|incl|excl|dept|govt|vs|etc|est|resp|fig|figs|art|arts|sec|cf|max|min|avg|dist"
    r"|corp|inc|ltd|bros|co|cos|assn|univ|intl|natl|prof|gen|gov|sen|rep|pres|admin|para|paras|ext|tel)\.$",
    re.IGNORECASE,
)


def low_start(text: str, opens: bool) -> Iterator[Gap]:
    """Yield the heads of sentences that begin inside: small letter, preposition or verb first.

    ``opens`` says that no sentence runs on into the text from before.
    """
    note = "The sentence begins inside: what stood before is lost."
    if opens and _LOW.match(text):
        yield Gap(0, Loss.SUBJECT, note)
    for found in _INSIDE.finditer(text):
        begins = found.end()
        if _LOW.match(text, begins) and not _SHORTENED.search(
            text[max(0, found.start() - BACK) : found.start()]
        ):
            yield Gap(begins, Loss.SUBJECT, note)


_LEAD = rf"^(?:{connective.pattern},?\s+)?"
_NOUN_PHRASE = (
    r"(?:(?:the|a|an|its|their|our|this|these|those|all|most|many)\s+(?:(?:new|old|current|same"
    r"|two|three|four|[a-z]+(?:al|ic|ous|ive|ary|er|able))\s+)?)?[^\W\d_][\w’'-]*"
)
_PREPOSITION = r"(?:under|for|of|by|from|with|within|between|through|without|among|across|into)"
_NOUN_CLAUSE = r"(?:that|which|who|what|whom|it|this|those|now|all|him|her|them|us|me|years?|one)\b"
_PARTICIPLE = (
    r"(?:\w+ed|been|become|made|led|driven|grown|risen|fallen|given|taken|seen|shown|set|put|cut"
    r"|brought|held|kept|built|come|gone|won|lost|begun)\b"
)
_MOVED = r"(?:rose|fell|grew|climbed|jumped|shrank|sank|became|declined|surged|slipped|doubled)"
_verb_first = finder(
    rf"{_LEAD}(?P<gap>)(?:{_PREPOSITION}|(?:in|at|on)(?=\s+(?!{MONTH})(?-i:[A-Z])))\s+"
    rf"(?!{_NOUN_CLAUSE}){_NOUN_PHRASE}"
    rf"(?:\s+(?:of|in|for)\s+(?!{_NOUN_CLAUSE}){_NOUN_PHRASE})?\s+"
    rf"(?:(?:has|have|had)\s+(?:also\s+)?{_PARTICIPLE}|{_MOVED}\s+(?!by\b)"
    r"|(?:could|would|may|might|should|will|can)\s+(?!the\b|a\b|an\b|its\b|only\b|this\b)[a-z]+\s"
    r"(?!\w+ed\b|be\b))",
    Loss.SUBJECT,
    SUBJECT_NOTE,
    re.IGNORECASE,
)
_auxiliary_first = finder(
    rf"{_LEAD}(?P<gap>)(?:is|are|was|were|has|have|had)\s+(?:also\s+|now\s+|already\s+)?"
    r"(?:been|become|expected|projected|set|estimated|forecast|\w+ed)\b(?=[^?]*\.[\"”')]*\s*$)"
    r"(?![^.]*,)",
    Loss.SUBJECT,
    SUBJECT_NOTE,
    re.IGNORECASE,
)
IN_SENTENCE: tuple[Callable[[str], Iterator[Gap]], ...] = (_verb_first, _auxiliary_first)


_LEADS = frozenset({Clause.CONNECTIVE, Clause.PREPOSITIONAL, Clause.SUBORDINATE, Clause.INFINITIVE})


def headless(sentence: str) -> Gap | None:
    """Return the loss of a sentence that has no main clause, or one without a subject, or None."""
    parts = stretches(sentence)
    if len(parts) < 2 or sentence.rstrip()[-1:] in "?!:" or parts[0].clause not in _LEADS:
        return None
    ahead = next((part for part in parts if part.clause not in _LEADS), None)
    if ahead and ahead.clause is Clause.VERBAL:
        return Gap(ahead.start, Loss.SUBJECT, SUBJECT_NOTE)
    if parts[0].clause not in {Clause.CONNECTIVE, Clause.PREPOSITIONAL}:
        return None
    if any(part.clause in {Clause.OTHER, Clause.VERBAL} for part in parts):
        return None
    for part in parts[1:]:
        if part.clause in {Clause.PARTICIPIAL, Clause.SUBORDINATE}:
            note = "The sentence has no main clause: its subject is lost."
            return Gap(part.start, Loss.SUBJECT, note)
    return None
