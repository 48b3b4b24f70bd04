"""Parties and parts: whose imports, from where, of what; which part of which whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policywire.analyst.reading.marks import Mention
from policywire.analyst.review import around
from policywire.analyst.review.cues import SUPPLY
from policywire.analyst.review.frame import Frame, partners_of
from policywire.analyst.review.metrics import FLOWS
from policywire.analyst.review.roles import CHARGED, FDI, Party, Role, about, with_partners
from policywire.analyst.review.said import About
from policywire.analyst.review.segments import Segment, Sentence

__all__ = ["Parts", "part_and_whole", "sectors_of", "whole_only"]

USA, MEX = "USA", "MEX"
_FLOWS_IN = ("imports", "imports_for_consumption", "shipments", "supplier")
_OF_BEFORE = re.compile(
    r"(?:\b(?:of|de|on|sobre|in|worth\s+of)\s+|^)(?:(?:the|other|new|all|las|los|its|their)\s+)?"
    r"(?:[\w.]+\s+)?$",
    re.IGNORECASE,
)
_UNSAID = "it does not say whose"
_ITS = re.compile(r"\b(?:its|their|the\s+country(?:'s|’s)|sus?)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:total|overall|all|worldwide|global|aggregate|totales|mundiales)\s+(?:(?:U\.?S\.?|American|"
    r"goods|merchandise|foreign|two-way)\s+){0,3}(?:imports|exports|trade|shipments|purchases|sales)\b|"
    r"\b(?:imports|exports|trade)\s+(?:overall|worldwide|globally|from\s+(?:everywhere|all\s+countries))\b|"
    r"\b(?:importaciones|exportaciones)\s+totales\b",
    re.IGNORECASE,
)
_NO_PART = "what part is meant is not said"
_TWO = "more than one product is named"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a number measures, and of what.

    Attributes
    ----------
    about : About or None
        What is measured; the part, of a share.
    whole : About or None
        What a share is a share of.
    doubts : tuple of str
        What is not sure.
    options : tuple of About
        What may be meant where the sentence does not say.
    """

    about: About | None
    whole: About | None = None
    doubts: tuple[str, ...] = ()
    options: tuple[About, ...] = ()


def whole_only(
    sentence: Sentence, segment: Segment, inside: tuple[Party, ...], concept: str, frame: Frame
) -> Parts:
    """Return what a number that is no share measures."""
    made, doubts = about(concept, inside, spanish=around.is_spanish(sentence.text))
    if not partners_of(made) and _TOTAL.search(sentence.text, segment.start, segment.end):
        made, frame = _total(made, frame), replace(frame, about=None, owner="")
    same = frame.about is not None and frame.about.concept == concept
    if not inside and same and frame.about and not _own_concept(sentence, segment, concept):
        return Parts(frame.about, frame.whole, doubts)
    its = _ITS.search(sentence.text, segment.start, segment.end) is not None
    made, more = _completed(made, frame, its=its)
    products, twice = _products(sentence, segment)
    sectors = sectors_of(sentence, segment)
    sector = sectors[0] if len(sectors) == 1 and _own(made) else ""
    many = (_TWO,) * (twice or (len(sectors) > 1 and _own(made)))
    made = replace(made, products=() if sector else products, sector=sector)
    return Parts(made, None, (*doubts, *more, *many), _options(made, frame))


def _total(made: About, frame: Frame) -> About:
    """Return a measure called total: of all the world, on the side earlier words speak of."""
    if made.origins or made.destinations or frame.about is None:
        return made
    ours = "USA" in (*frame.about.origins, *frame.about.destinations)
    if not ours or made.concept not in ("imports", "exports", "trade"):
        return made
    if made.concept == "imports":
        return replace(made, destinations=(USA,))
    return replace(made, origins=(USA,))


def _options(made: About, frame: Frame) -> tuple[About, ...]:
    """Return a measure that names our own side alone with the partner earlier words name."""
    home = set((*made.origins, *made.destinations)) == {USA}
    partners = partners_of(frame.about) or ((frame.owner,) if frame.owner else ())
    if not home or not partners or frame.age == 0:
        return ()
    moved = with_partners(made, partners)
    return (moved,) if moved != made else ()


def _own_concept(sentence: Sentence, segment: Segment, concept: str) -> bool:
    return any(segment.holds(item) and item.code == concept for item in sentence.concepts)


def _own(made: About) -> bool:
    """Return whether it is a country's trade with all the world, as its own statistics have it."""
    return MEX in (*made.origins, *made.destinations) and USA not in (
        *made.origins,
        *made.destinations,
    )


def _completed(made: About, frame: Frame, *, its: bool = False) -> tuple[About, tuple[str, ...]]:
    """Return a measure with the parties earlier words name, where it names none."""
    partners = partners_of(frame.about) if frame.age <= 1 else ()
    known = (*made.origins, *made.destinations)
    if made.concept not in FLOWS and made.concept not in CHARGED:
        return made, ()
    if made.concept in FDI:
        return _host(made, frame)
    if made.concept in CHARGED:
        return (made, ()) if made.origins or not partners else (replace(made, origins=partners), ())
    if known:
        return _one_sided(made, partners, frame)
    if its and frame.owner and made.concept in ("imports", "exports"):
        return _owned(made, frame.owner), ()
    if not partners:
        return made, (_UNSAID,)
    if made.concept in _FLOWS_IN:
        return replace(made, origins=partners, destinations=(USA,)), ()
    return replace(made, origins=(USA,), destinations=partners), ()


def _one_sided(
    made: About, partners: tuple[str, ...], frame: Frame
) -> tuple[About, tuple[str, ...]]:
    """Return a measure that names one side alone; doubtful where earlier words name the other."""
    only_home = set((*made.origins, *made.destinations)) == {USA}
    if only_home and partners and frame.age == 0:
        return made, ("the partner is not said again",)
    if made.concept == "exports" and not made.origins and partners:
        return replace(made, origins=partners), ()
    return made, ()


def _owned(made: About, owner: str) -> About:
    """Return a country's own trade with all the world: ``its exports``."""
    if made.concept == "imports":
        return replace(made, destinations=(owner,))
    return replace(made, origins=(owner,))


def _host(made: About, frame: Frame) -> tuple[About, tuple[str, ...]]:
    if made.destinations:
        return made, ()
    if frame.about and frame.about.concept in FDI and frame.age <= 1:
        return replace(made, destinations=frame.about.destinations), ()
    return replace(made, destinations=(MEX,)), (_UNSAID,)


def sectors_of(sentence: Sentence, segment: Segment) -> tuple[str, ...]:
    """Return the kinds of Mexico's own trade a segment names, the most telling alone."""
    found = [
        item.code
        for item in sentence.concepts
        if segment.holds(item) and item.code.startswith("sector.")
    ]
    return tuple(dict.fromkeys(found))


def _products(sentence: Sentence, segment: Segment) -> tuple[tuple[str, ...], bool]:
    """Return the codes of the product a measure is narrowed to, and whether there are several."""
    attached = [
        item for item in sentence.products if segment.holds(item) and _attached(sentence.text, item)
    ]
    spans = list(dict.fromkeys((item.start, item.end) for item in attached))
    codes = tuple(item.code for item in attached if spans and (item.start, item.end) == spans[0])
    return codes, len(spans) > 1


_METRIC_NEXT = re.compile(
    r"^\s+(?:\w+\s+)?(?:imports?|exports?|trade|shipments|purchases|duties|deficit|surplus)\b", re.I
)


def _attached(text: str, item: Mention) -> bool:
    """Return whether a product narrows a measure, rather than being named in passing."""
    before, after = text[: item.start], text[item.end :]
    if _METRIC_NEXT.match(after) or _OF_BEFORE.search(before[-40:]):
        return True
    supply = SUPPLY.search(after)
    return supply is not None and supply.start() <= 20


def part_and_whole(
    sentence: Sentence, segment: Segment, inside: tuple[Party, ...], concept: str, frame: Frame
) -> Parts:
    """Return which part of which whole a share is."""
    named = inside or sectors_of(sentence, segment) or _products(sentence, segment)[0]
    if not named and frame.whole and not _own_concept(sentence, segment, concept):
        return Parts(frame.about, frame.whole)
    if frame.whole and frame.age == 0 and not _own_concept(sentence, segment, concept):
        return _parted(sentence, segment, inside, (frame.whole, ()), frame)
    begin, end = around.whole_region(sentence.text, segment.start, segment.end, segment.numeral)
    outer = tuple(item for item in inside if begin <= item.start < end)
    inner = tuple(item for item in inside if item not in outer)
    late = () if inner else tuple(item for item in outer if item.role is Role.FROM)
    kept = tuple(item for item in outer if item not in late)
    made, doubts = about(concept, kept, spanish=around.is_spanish(sentence.text))
    its = _ITS.search(sentence.text, begin, end) is not None
    whole, more = (made, ()) if outer else _completed(made, frame, its=its)
    return _parted(sentence, segment, inner or late, (whole, (*doubts, *more)), frame)


def _parted(
    sentence: Sentence,
    segment: Segment,
    inner: tuple[Party, ...],
    found: tuple[About, tuple[str, ...]],
    frame: Frame,
) -> Parts:
    """Return the part of a whole, or what it may be."""
    whole, doubts = found
    products, twice = _products(sentence, segment)
    sectors = sectors_of(sentence, segment)
    part = _part(whole, inner, products, sectors)
    if part is not None or inner or products or sectors:
        lost = (_NO_PART,) * (part is None)
        return Parts(part, whole, (*doubts, *((_TWO,) * twice), *lost))
    options = tuple(replace(whole, sector=code) for code in frame.sectors if _own(whole))
    return Parts(None, whole, (*doubts, _NO_PART), options)


def _part(
    whole: About, inner: Sequence[Party], products: tuple[str, ...], sectors: tuple[str, ...]
) -> About | None:
    codes = tuple(dict.fromkeys(item.code for item in inner))
    if sectors and _own(whole):
        return replace(whole, sector=sectors[0]) if len(sectors) == 1 else None
    if whole.concept in FDI:
        return replace(whole, destinations=codes) if codes else None
    partners = tuple(code for code in codes if code != USA)
    if partners:
        return with_partners(replace(whole, products=products), partners)
    return replace(whole, products=products) if products else None
