"""Nouns: what a figure's measure is called inside a sentence, with its article and its verb.

A measure is a title: ``Share of Mexico in U.S. general imports of goods``. In a sentence it loses
its capital, takes an article where it is one thing that is counted, and a verb in its number.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from policywire.analyst.figures import Figure, RuleTrail
from policywire.analyst.reading.terms import shipped_terms
from policywire.facts.errors import WrongUse

__all__ = ["Noun", "names_subject", "noun_of", "with_article"]

_OF = re.compile(
    r" (?:of|in|on|from|to|for|over|with|among|by|at|under|a|an|the|that|\w+ing)(?= )|[,;(]"
)
# A participle behind a plural says more of it and is not its head: "duties received".
_SAID_OF = re.compile(r"(?<=[^\Wsu]s) (?:\w{2,}ed|paid|held|sold|sent|bought|made|won|lost)(?= |$)")
_OWNED = re.compile(r"(?:[A-Z][\w.&-]*|of|the|and)(?: (?:[A-Z][\w.&-]*|of|the|and))*['’]s? ")
_STATE = re.compile(r"(?<![Tt]he )(?<!\w)(?=State of [A-Z])")
_CHANGE = re.compile(r"change in (?:the )?", re.IGNORECASE)
# Words that name one thing, which wants an article; other singular words are masses.
_COUNTED = frozenset(
    (
        *("share", "rate", "rank", "change", "balance", "deficit", "surplus", "difference"),
        *("ratio", "mean", "average", "number", "price", "value", "index", "target", "term"),
        *("gap", "tariff", "tax", "wage", "yield", "limit", "period", "part", "total", "sum"),
        *("range", "level", "duty", "surcharge", "quota", "elasticity", "effect", "loss"),
        *("push", "path", "margin", "spread", "floor", "ceiling"),
    )
)
_ALL = frozenset(("all countries", "world"))


@dataclass(frozen=True, slots=True)
class Noun:
    """A measure in running text.

    Attributes
    ----------
    words : str
        The measure without article, in lower case unless it begins with a name; what follows a
        comma is closed by one.
    article : str
        ``the`` and a space where it takes one; empty otherwise.
    indefinite : str
        ``a`` or ``an`` and a space where it takes one; empty otherwise.
    was : str
        ``was`` or ``were``.
    """

    words: str
    article: str
    indefinite: str
    was: str


def noun_of(figure: Figure) -> Noun:
    """Return the noun of a figure's measure; for a change, of what changes.

    Raises
    ------
    WrongUse
        If the measure does not name its subject.
    """
    if not isinstance(figure.trail, RuleTrail) and not names_subject(figure):
        raise WrongUse(
            f"The measure '{figure.measure}' of '{figure.id}' does not name {figure.subject}; "
            "a phrase would give its number to nobody. Name it in the measure."
        )
    match = _CHANGE.match(figure.measure)
    return _noun(figure.measure[match.end() :] if match else figure.measure)


def names_subject(figure: Figure) -> bool:
    """Return whether a figure's measure names its subject, or a place the subject is a name of."""
    subject, measure = figure.subject.casefold(), figure.measure.casefold()
    if subject in measure:
        return True
    if subject in _ALL:
        return any(word in measure for word in _ALL)
    terms = shipped_terms()
    wanted = {found.code for found in terms.places(figure.subject)}
    return bool(wanted & {found.code for found in terms.places(figure.measure)})


def with_article(text: str) -> str:
    """Return a text in which names that are said with an article have theirs."""
    return _STATE.sub("the ", text)


@lru_cache(maxsize=1024)
def _noun(measure: str) -> Noun:
    measure = with_article(measure)
    words = measure if _is_name(measure) else measure[:1].lower() + measure[1:]
    words = re.sub(r"; (.+)$", r" (\1)", words)
    cuts = [match.start() for pattern in (_OF, _SAID_OF) if (match := pattern.search(words))]
    head = words[: min(cuts, default=len(words))].rsplit(" ", 1)[-1]
    words += "," if ", " in words and not words.endswith(")") else ""
    plural = re.search(r"(?<![su])s$", head) is not None or head in ("people", "persons")
    owned = _OWNED.match(words) is not None  # an owner stands where the article would
    counted = not plural and not owned and head in _COUNTED
    vowel = re.match(r"[aeio]|u(?!\.|ni|se)", words, re.IGNORECASE) is not None
    return Noun(
        words,
        "the " if counted else "",
        ("an " if vowel else "a ") if counted else "",
        "were" if plural else "was",
    )


def _is_name(text: str) -> bool:
    """Return whether a text begins with a name or an abbreviation, which keeps its capital."""
    first = re.match(r"[\w.&-]+", text)
    if first is None or "." in first[0] or sum(map(str.isupper, first[0])) > 1:
        return True
    return any(
        found.start == 0 and found.text.casefold() not in _ALL
        for found in shipped_terms().places(text)
    )
