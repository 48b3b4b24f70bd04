"""Subjects: whom and what an expression is about, read from its series, not from a title."""

from collections.abc import Iterator
from functools import cache

from policywire.desks.lexicon import shipped_lexicons
from policywire.evidence import Combination, Expression, Term

__all__ = [
    "around_of",
    "concepts_of",
    "is_residual",
    "product_of",
    "subject_of",
    "terms_of",
]

_WORLD = "WLD"
_BALANCES = frozenset(("balance", "deficit", "surplus"))


def subject_of(tree: Expression) -> str:
    """Return the code of the place an expression is about: that of its first term.

    A sum over all states is about their country, one over all countries about the world.
    """
    if isinstance(tree, Term):
        return (tree.key.partner or tree.key.place).code
    if tree.operator in ("sum", "mean") and tree.among:
        return subject_of(tree.operands[0]).partition("-")[0] if tree.among == "states" else _WORLD
    return subject_of(tree.operands[0])


def around_of(tree: Expression) -> Iterator[str]:
    """Yield the codes of the reporters, and the wholes that a part is set against."""
    for term in terms_of(tree):
        if term.key.partner:
            yield term.key.place.code
    if isinstance(tree, Combination):
        if tree.operator == "share":
            yield subject_of(tree.operands[1])
        for operand in tree.operands:
            if isinstance(operand, Combination):
                yield from around_of(operand)


def terms_of(tree: Expression) -> Iterator[Term]:
    """Yield the terms of an expression, in order."""
    if isinstance(tree, Term):
        yield tree
    else:
        for operand in tree.operands:
            yield from terms_of(operand)


def concepts_of(tree: Expression) -> frozenset[str]:
    """Return the concepts that name what an expression measures: of a share, those of its part."""
    head, joint = _head(tree)
    families = {term.key.family for term in terms_of(head)}
    found = {code for code, held in _families().items() if _covers(held, families)}
    if joint == "difference":
        return frozenset(found & _BALANCES)
    if len(families) > 1:
        return frozenset(found - _BALANCES)
    (family,) = families
    alike = {code for code in found if _names(_families()[code], family)}
    exact = {code for code in alike if family in _families()[code]}
    return frozenset(exact or alike)


@cache
def _families() -> dict[str, tuple[str, ...]]:
    """Return the series families of every concept of every desk."""
    lexicons = shipped_lexicons()
    return {code: held.families for one in lexicons for code, held in one.concepts.items()}


def _covers(held: tuple[str, ...], families: set[str]) -> bool:
    """Return whether a concept is measured by every one of some families, or parts of its own."""
    return all(
        any(family == own or family.startswith(f"{own}.") for own in held) for family in families
    )


def _names(held: tuple[str, ...], family: str) -> bool:
    """Return whether a concept names one family alone: it is no join, and measured by it first."""
    kinds = {_kind(own) for own in held}
    return _kind(held[0]) == _kind(family) and not {"imports", "exports"} <= kinds


def _kind(family: str) -> str:
    """Return the kind of what a family measures: ``imports`` of ``census:imports.general``."""
    publisher, _, measure = family.partition(":")
    kind, _, rest = measure.partition(".")
    return rest if publisher == "usitc" and rest.startswith("usmca") else kind


def _head(tree: Expression) -> tuple[Expression, str]:
    """Return the part that names the measure, and the operator that joins unlike families."""
    if isinstance(tree, Term):
        return tree, ""
    first = tree.operands[0]
    families = {term.key.family for term in terms_of(tree)}
    if tree.operator in ("difference", "sum") and len(families) > 1:
        unlike = {term.key.family for term in terms_of(first)} != families
        if unlike:
            return tree, tree.operator
    return _head(first) if isinstance(first, Combination) else (first, "")


def product_of(tree: Expression) -> str:
    """Return the one product an expression is about, empty for all goods or several."""
    part = tree
    while isinstance(part, Combination):
        found = {str(term.key.product or "") for term in terms_of(part.operands[0])}
        if len(found) > 1:
            return ""
        part = part.operands[0]
    return str(part.key.product or "")


def is_residual(tree: Expression) -> bool:
    """Return whether somewhere a product is taken from the whole."""
    if isinstance(tree, Term):
        return False
    if tree.operator == "difference":
        products = [{term.key.product for term in terms_of(part)} for part in tree.operands]
        if products[0] == {None} and None not in products[1]:
            return True
    return any(is_residual(part) for part in tree.operands)
