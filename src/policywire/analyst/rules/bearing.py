"""Bearings: whom and what a figure is about, from its expression, not from its title."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache

from policywire.analyst.figures import Figure, Root
from policywire.analyst.reading.marks import Mention
from policywire.analyst.reading.sifting import Sifted, sifted
from policywire.analyst.reading.terms import Terms
from policywire.analyst.rules.lists import word_lists
from policywire.analyst.subjects import (
    around_of,
    concepts_of,
    is_residual,
    product_of,
    subject_of,
    terms_of,
)
from policywire.evidence import Derived, Expression, parse
from policywire.facts import Dimension, Period

__all__ = [
    "Bearing",
    "Bearings",
    "Sort",
    "bearing_of",
    "content_words",
    "qualifiers_in",
    "subject_of",
]

_NEUTRAL = ("sector.",)
_COMMON = frozenset(
    (
        *("any", "are", "for", "from", "has", "have", "its", "that", "the", "was", "which"),
        *("with", "before", "after", "than", "must", "not", "all", "under", "good", "and"),
        *("import", "export", "value", "mexico", "canada", "usmca"),
    )
)


class Sort(StrEnum):
    """What sort of number a figure is, for the words around it."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    RANK = "rank"
    RULE = "rule"
    MODELLED = "modelled"


@dataclass(frozen=True, slots=True)
class Bearing:
    """Whom and what a figure is about.

    Attributes
    ----------
    sort : Sort
        What sort of number it is.
    place : str
        Code of the place it is about; empty for a rule.
    around : frozenset of str
        Codes of places that may stand beside it without harm: the reporter, the whole.
    concepts : frozenset of str
        Concepts of the lexicon any of which names what it measures.
    product : str
        Code of the product it is about; empty for all goods or several.
    qualifier : str
        Which part of a series family it is about; empty for the whole.
    residual : bool
        Whether it is what is left when a product is taken away.
    period : Period
        About when.
    against : Period or None
        The earlier period of a change.
    words : frozenset of str
        For a rule, the words of its measure.
    """

    sort: Sort
    place: str
    around: frozenset[str]
    concepts: frozenset[str]
    product: str
    qualifier: str
    residual: bool
    period: Period
    against: Period | None
    words: frozenset[str] = frozenset()


@dataclass(slots=True)
class Bearings:
    """The bearings of the figures of a registry, worked out when asked for.

    Attributes
    ----------
    figures : Mapping of str to Figure
        The registry.
    terms : Terms
        What the lexicons name.
    weights : object
        What the words of the registry's rules weigh, once worked out.
    clauses : dict of int to tuple
        Lines cut into clauses, by which object each is.
    """

    figures: Mapping[str, Figure]
    terms: Terms
    weights: object = None
    clauses: dict[int, tuple[object, object]] = field(default_factory=dict)
    _held: dict[str, tuple[Figure, Bearing]] = field(default_factory=dict)
    _said: dict[str, bool] = field(default_factory=dict)

    def of(self, name: str) -> Bearing | None:
        """Return the bearing of a figure by id, or None where there is no such figure."""
        figure = self.figures.get(name)
        if figure is None:
            return None
        held = self._held.get(name)
        if held is None or held[0] is not figure:
            self._held[name] = held = (figure, bearing_of(figure, self.terms))
        return held[1]

    def concepts(self, text: str) -> tuple[Mention, ...]:
        """Return the concepts a text names, a desk's own words for them included."""
        neutral = self._neutral
        found = [one for one in self.terms.concepts(text) if not neutral(one.code)]
        size = len(found)
        for match in _own_words().finditer(text):
            if not any(one.start <= match.start() < one.end for one in found):
                code = _codes_of_words()[match[0].lower()]
                found.append(Mention(*match.span(), match[0], code))
        if len(found) > size:  # the others are in order
            found.sort(key=lambda one: one.start)
        return tuple(found)

    def _neutral(self, code: str) -> bool:
        """Return whether a concept says nothing of what is measured here."""
        known = self._said.get(code)
        if known is None:
            named = code in ("services_trade", "other_balance")
            known = code.startswith(_NEUTRAL) or not (named or self.terms.concept(code).families)
            self._said[code] = known
        return known


@cache
def _own_words() -> Sifted:
    return _pattern(word_lists().concepts)


@cache
def _codes_of_words() -> dict[str, str]:
    return _codes(word_lists().concepts)


@cache
def _qualifying() -> tuple[Sifted, dict[str, str]]:
    return _pattern(word_lists().qualifiers), _codes(word_lists().qualifiers)


def _pattern(listed: Mapping[str, tuple[str, ...]]) -> Sifted:
    """Return the pattern of all words listed, the longest first, tried at words alone."""
    words = sorted((word for words in listed.values() for word in words), key=len, reverse=True)
    return sifted(rf"\b(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _codes(listed: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word.lower(): code for code, words in listed.items() for word in words}


@lru_cache(maxsize=256)
def qualifiers_in(words: str, text: str = "") -> frozenset[str]:
    """Return the parts of series families that some words name.

    Parameters
    ----------
    words : str
        The words.
    text : str
        The text they were taken from, where there is one; it is looked through once.
    """
    pattern, codes = _qualifying()
    if text and not pattern.may(text):
        return frozenset()
    return frozenset(codes[match[0].lower()] for match in pattern.pattern.finditer(words))


# ------------------------------------------------------------------- one figure


def bearing_of(figure: Figure, terms: Terms) -> Bearing:
    """Return whom and what a figure is about."""
    trail = figure.trail
    if not isinstance(trail, Derived):
        return _by_words(figure, terms)
    tree = parse(trail.expression)
    place = subject_of(tree)
    return Bearing(
        sort=_sort(figure, trail),
        place=place,
        around=(frozenset(around_of(tree)) | {place.partition("-")[0]}) - {place},
        concepts=concepts_of(tree),
        product=product_of(tree),
        qualifier=_qualifier(tree),
        residual=is_residual(tree),
        period=trail.period,
        against=trail.against,
    )


def _by_words(figure: Figure, terms: Terms) -> Bearing:
    """Return the bearing of a rule or a model run, which has no series, from its words."""
    modelled = figure.root is not Root.RULE
    places = terms.places(f"{figure.subject}. {figure.measure}") if modelled else ()
    return Bearing(
        sort=Sort.MODELLED if modelled else Sort.RULE,
        place=places[0].code if places else "",
        around=frozenset(one.code for one in places[1:]),
        concepts=frozenset(),
        product="",
        qualifier="",
        residual=False,
        period=figure.period,
        against=None,
        words=_words_of(figure, modelled),
    )


def _words_of(figure: Figure, modelled: bool) -> frozenset[str]:
    """Return the words that tell a figure from its like; the id of a rule is words too."""
    named = "" if modelled else figure.id.replace(".", " ")
    return content_words(f"{figure.measure} {named}")


def _sort(figure: Figure, trail: Derived) -> Sort:
    operator = trail.expression.partition("(")[0]
    if operator == "rank":
        return Sort.RANK
    if operator in ("change", "difference") and trail.against is not None:
        return Sort.CHANGE
    proportion = figure.quantity.unit.dimension in (Dimension.PERCENT, Dimension.SHARE)
    return Sort.SHARE if proportion else Sort.LEVEL


def _qualifier(tree: Expression) -> str:
    """Return the part of its family that the first term of an expression is about."""
    part = next(terms_of(tree)).key.family.rpartition(".")[2]
    return part if part in word_lists().qualifiers else ""


def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, plurals undone."""
    plain = text.replace("U.S.", " usa ")
    words = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", plain)} - _COMMON
    return frozenset(word.removesuffix("s") for word in words) - _COMMON
