"""E1, E2, E3 and M1: every number stands with its own place and its own measure.

A number's place is the nearest one its own words name; where they name none it is that of the
number before, in the sentence or in the paragraph. The same holds for what is measured. So a
number put where another belongs has another place, measure or period around it, and is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policywire.analyst.draft import Span
from policywire.analyst.figures import Figure
from policywire.analyst.reading.sifting import sifted
from policywire.analyst.rules.bearing import Bearing, Bearings, Sort, qualifiers_in
from policywire.analyst.rules.clauses import Clauses, Number, clauses_of
from policywire.analyst.rules.context import Context
from policywire.analyst.rules.faults import Fault, fault
from policywire.analyst.rules.laws import check_rule_words
from policywire.analyst.rules.measures import Around, check_measures, is_share_told
from policywire.analyst.rules.own_words import (
    SPECIFIC,
    own_concepts,
    own_place,
    own_products,
    specific,
)
from policywire.analyst.rules.strokes import MASK, Placed, Read
from policywire.analyst.rules.times import Told, check_times, told_of
from policywire.facts import Period

__all__ = ["check_anchors"]

_REPORTER = "USA"
_REST = sifted(
    r"(?<!\w)(?:others?|rest|remain(?:ing|der)|excluding|except|without|apart from)(?!\w)", re.I
)
_SHARE = re.compile(
    r"(?<!\w)(?:shares?|parts?|proportion|percentages?|rates?|claims?|paid)(?!\w)", re.I
)

# Concepts that are counted, and no rule sets.
_COUNTED = SPECIFIC - {"duties", "tariff_rate"}


def check_anchors(
    read: Read, figures: Mapping[str, Figure], bearings: Bearings, context: Context
) -> tuple[list[Fault], Context]:
    """Return the faults of a line's numbers, and the context after it."""
    clauses = clauses_of(read, bearings)
    if not clauses.numbers and not clauses.phrases:
        return [], _of_words(clauses, (0, len(clauses.text)), context, figures)
    faults: list[Fault] = []
    begun, items = context, _items(clauses)
    context = context._replace(named=context.named | {one.code for one in clauses.places})
    for item in items:
        if isinstance(item, Placed):
            bearing = bearings.of(item.span.ref)
            context = _of_phrase(bearing, context) if bearing else context
        elif item.name in figures:  # N4 tells of the others
            context = _of_words(clauses, item.gap, context, figures)
            line = _Line(read, clauses, figures, bearings)
            found, context = _number(item, line, context)
            faults += found
    if clauses.numbers:
        faults += _strangers(clauses, bearings, begun)
    share = context.share and not clauses.numbers
    return faults, context._replace(base=None, since=False, share=share, last="")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line being read."""

    read: Read
    clauses: Clauses
    figures: Mapping[str, Figure]
    bearings: Bearings


def _items(clauses: Clauses) -> list[Number | Placed]:
    """Return numbers and phrases in the order of the text."""
    items: list[Number | Placed] = [*clauses.numbers, *clauses.phrases]
    return sorted(items, key=_start)


def _number(number: Number, line: _Line, context: Context) -> tuple[list[Fault], Context]:
    """Return the faults of one number, and the context after it."""
    bearing, figure = line.bearings.of(number.name), line.figures[number.name]
    assert bearing is not None
    clauses, figures = line.clauses, line.figures
    told = told_of(number, clauses, figures)
    here = _moved(number, clauses, context, bearing)
    faults: list[Fault] = []
    if bearing.sort is Sort.RULE:
        counted = sorted(own_concepts(number, clauses) & _COUNTED)
        if counted:
            more = f"a rule is no {counted[0]}"
            faults.append(fault("M1", number.placed.span.text, number.placed.place, more))
        faults += check_rule_words(number, clauses.text, told, line.bearings, context.last)
    else:
        faults += _places(number, clauses, bearing, here, context)
        faults += _concepts(number, bearing, here)
        around = Around(line.read, clauses.text, here, figures)
        faults += check_measures(number, figure, bearing, around)
        later = _later(number, clauses, figures)
        faults += check_times(number, told, bearing, context, later)
    return faults, _after(here, told, bearing, number.name)


def _start(item: Number | Placed) -> int:
    return item.start if isinstance(item, Placed) else item.placed.start


# ------------------------------------------------------------------- what the words say


def _moved(number: Number, clauses: Clauses, context: Context, bearing: Bearing) -> Context:
    """Return the context with what a number's own words say."""
    place = own_place(number, clauses, bearing)
    concepts = own_concepts(number, clauses)
    products = own_products(number, clauses)
    own = f"{clauses.text[slice(*number.pre)]} {clauses.text[slice(*number.post)]}"
    said = bool(concepts or products)
    return context._replace(
        place=place or context.place,
        concepts=concepts or context.concepts,
        product=products if products or concepts else context.product,
        qualifier=qualifiers_in(own, clauses.text)
        or (frozenset() if concepts else context.qualifier),
        residual=_is_rest(own, clauses.text) or (context.residual and not said),
        share=is_share_told(number, clauses.text) or (context.share and not concepts),
    )


def _is_rest(words: str, text: str) -> bool:
    """Return whether some words of a text speak of the rest."""
    return _REST.may(text) and _REST.pattern.search(words) is not None


# ------------------------------------------------------------------- the rules


def _places(
    number: Number, clauses: Clauses, bearing: Bearing, here: Context, before: Context
) -> Iterator[Fault]:
    """Yield a fault where a number stands with no place, or with another than its own."""
    if not bearing.place or here.place == bearing.place:
        return
    if bearing.place == _REPORTER and not here.place:
        return  # what is told of no place is told of the reporter's own
    named = {one.code for one in clauses.places} | before.named
    code = "E2" if bearing.place in named else "E1"
    told = clauses.text[slice(*number.pre)].replace(MASK, " ").strip()[-24:]
    words = f"{told} {number.placed.span.text}".strip()
    more = f"it is about {bearing.place}"
    yield fault(code, words, number.placed.place, more)


def _concepts(number: Number, bearing: Bearing, here: Context) -> Iterator[Fault]:
    """Yield a fault where a number stands with another measure or product than its own."""
    span = number.placed
    if bearing.concepts and not here.concepts & bearing.concepts:
        more = f"it measures {' or '.join(sorted(bearing.concepts)[:3])}"
        yield fault("M1", span.span.text, span.place, more)
    elif _product_fault(bearing, here):
        yield fault(
            "M1", span.span.text, span.place, f"it is about {bearing.product or 'all goods'}"
        )
    elif (frozenset({bearing.qualifier}) - {""}) != here.qualifier:
        more = f"it is about {bearing.qualifier or 'the whole'}"
        yield fault("M1", span.span.text, span.place, more)
    elif bearing.residual != here.residual and bearing.sort is not Sort.MODELLED:
        yield fault("M1", span.span.text, span.place, "the rest and the whole are two things")


def _product_fault(bearing: Bearing, here: Context) -> bool:
    if bearing.residual or bearing.sort is Sort.MODELLED:
        return False
    if bearing.product:
        return bearing.product not in here.product
    return bool(here.product)


def _strangers(clauses: Clauses, bearings: Bearings, context: Context) -> Iterator[Fault]:
    """Yield a warning for each place of a line with numbers that none of them is about."""
    known = {_REPORTER, context.place, "WLD"}
    for number in clauses.numbers:
        bearing = bearings.of(number.name)
        if bearing is not None:
            known |= {bearing.place, *bearing.around}
            known |= {bearing.place.partition("-")[0]}
            if bearing.sort in (Sort.RULE, Sort.MODELLED):
                return
    for one in clauses.places:
        if one.code not in known:
            yield fault("E3", one.text, (one.start, one.end))


# ------------------------------------------------------------------- the context after


def _later(number: Number, clauses: Clauses, figures: Mapping[str, Figure]) -> Period | None:
    """Return the period a later number of the sentence names for itself, unless one came before."""
    if any(one.end <= number.placed.start for one in clauses.periods):
        return None
    for other in clauses.numbers:
        if other.placed.start > number.placed.start:
            told = told_of(other, clauses, figures)
            if told.inside is not None:
                return told.inside
    return None


def _after(here: Context, told: Told, bearing: Bearing, name: str) -> Context:
    """Return the context once a number is read."""
    inside = told.inside
    if inside is None and told.either is not None and told.base is None:
        is_base = bearing.against is not None and told.either.same_days(bearing.against)
        inside = None if is_base else told.either
    made = here._replace(
        place="" if here.place == "?" else here.place,
        period=inside or here.period,
        base=told.base or here.base,
        since=told.since or here.since,
        last=name,
    )
    if told.from_ and inside is not None:
        return made._replace(pair=(inside, inside))
    if told.to and inside is not None and made.pair is not None:
        return made._replace(pair=(made.pair[0], inside))
    return made


def _of_phrase(bearing: Bearing, context: Context) -> Context:
    """Return the context after a phrase, which says everything of itself."""
    return context._replace(
        place=bearing.place or context.place,
        concepts=bearing.concepts or context.concepts,
        product=frozenset({bearing.product} - {""}),
        qualifier=frozenset({bearing.qualifier} - {""}),
        residual=bearing.residual,
        share=bearing.sort is Sort.SHARE,
        period=bearing.period,
    )


def _of_words(
    clauses: Clauses, span: tuple[int, int], context: Context, figures: Mapping[str, Figure]
) -> Context:
    """Return the context after words without numbers."""
    text = clauses.text[slice(*span)]
    if not text.strip():
        return context
    named = [one.code for one in clauses.within(clauses.places, span)]
    named = [code for code in named if code != _REPORTER] or named
    concepts = specific(clauses.within(clauses.concepts, span))
    products = frozenset(one.code for one in clauses.within(clauses.products, span)[-1:])
    end = Placed(Span(""), span[1], span[1])
    told = told_of(Number(end, (span[0], span[0]), span, (span[1], span[1])), clauses, figures)
    return context._replace(
        place=named[-1] if named else context.place,
        named=context.named | set(named),
        concepts=concepts or context.concepts,
        product=products if concepts or products else context.product,
        qualifier=qualifiers_in(text, clauses.text)
        or (frozenset() if concepts else context.qualifier),
        residual=_is_rest(text, clauses.text),
        share=_SHARE.search(text) is not None or (context.share and not concepts),
        period=told.inside or context.period,
        base=told.base or context.base,
    )
