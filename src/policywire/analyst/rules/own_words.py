"""What a number's own words name: its place, concepts and products."""

from policywire.analyst.reading.marks import Mention
from policywire.analyst.rules.bearing import Bearing
from policywire.analyst.rules.clauses import Clauses, Number

__all__ = ["SPECIFIC", "own_concepts", "own_place", "own_products", "specific"]

# Concepts that say more than the flow they are reckoned from.
SPECIFIC = frozenset(
    (
        *("duties", "tariff_rate", "customs_revenue", "usmca_use", "balance", "deficit"),
        *("surplus", "fdi", "fdi_new", "fdi_reinvested", "fdi_intercompany", "services_trade"),
    )
)


def own_place(number: Number, clauses: Clauses, bearing: Bearing) -> str:
    """Return the place a number's own words name; ``?`` where they name two."""
    before = _foreign(clauses.within(clauses.places, number.pre), bearing)
    post = (number.post[0], _comma(clauses.text, number.post)) if before else number.post
    after = _foreign(clauses.within(clauses.places, post), bearing)
    found = [part for part in (before[-1:], after[:1]) if part]
    codes = {part[0].code for part in found}
    if not codes:
        spans = (number.pre, number.post)
        named = {one.code for span in spans for one in clauses.within(clauses.places, span)}
        return bearing.place if bearing.place in named else ""
    return codes.pop() if len(codes) == 1 else "?"


def _foreign(found: list[Mention], bearing: Bearing) -> list[Mention]:
    """Return the mentions that are no reporter or whole of a figure."""
    return [one for one in found if one.code not in bearing.around]


def _comma(text: str, span: tuple[int, int]) -> int:
    """Return where the first comma of some words stands, or their end."""
    at = text.find(",", *span)
    return at if at >= 0 else span[1]


def own_concepts(number: Number, clauses: Clauses) -> frozenset[str]:
    """Return what a number's own words say is measured: before it, else after it."""
    pre = clauses.within(clauses.concepts, number.pre)
    chunk = _last_chunk(pre, clauses.text, number)
    return specific(chunk) or specific(clauses.within(clauses.concepts, number.post))


def _last_chunk(found: list[Mention], text: str, number: Number) -> list[Mention]:
    """Return the mentions after the last comma that has any after it."""
    chunk: list[Mention] = []
    for one in reversed(found):
        if chunk and "," in text[one.end : chunk[0].start]:
            break
        chunk.insert(0, one)
    return chunk


def specific(found: list[Mention]) -> frozenset[str]:
    """Return the concepts that say most; else those of the first mention."""
    most = {one.code for one in found} & SPECIFIC
    if most or not found:
        return frozenset(most)
    return frozenset(one.code for one in found if one.start == found[0].start)


def own_products(number: Number, clauses: Clauses) -> frozenset[str]:
    """Return the products a number's own words name: before it, else after it."""
    pre = clauses.within(clauses.products, number.pre)
    post = clauses.within(clauses.products, number.post)
    near = [one for one in pre if one.start == pre[-1].start] if pre else post[:1]
    if not pre and post:
        near = [one for one in post if one.start == post[0].start]
    return frozenset(one.code for one in near)
