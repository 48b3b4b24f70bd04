"""Readings: what else in its own sentence a number may be about, and whether that agrees.

A number is not called wrong where it is true of another place, period or measure its sentence
names: then the reading may be what is wrong.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from policywire.analyst.reading.marks import Approximation, NumeralKind
from policywire.analyst.review.alternatives import Found, answer, direct_gauges
from policywire.analyst.review.bind import Binder
from policywire.analyst.review.compare import agrees
from policywire.analyst.review.frame import partners_of
from policywire.analyst.review.metrics import is_rate
from policywire.analyst.review.report import Ours
from policywire.analyst.review.roles import with_partners
from policywire.analyst.review.said import About, Said, Shape
from policywire.analyst.review.windows import before
from policywire.facts import Period

__all__ = ["other_reading"]

_MOST = 600  # readings tried of one number
_TWINS = {"deficit": "balance", "surplus": "balance", "balance": "deficit"}
_PERCENT = (NumeralKind.PERCENT, NumeralKind.FRACTION)


def other_reading(said: Said, binder: Binder, judged: Ours | None) -> Found | None:
    """Return the first other reading of a number that agrees with a figure of ours.

    Parameters
    ----------
    said : Said
        What the sentence says.
    binder : Binder
        Over the series held.
    judged : Ours or None
        The figure it was judged by, which is no other reading.
    """
    for read in islice(_readings(said), _MOST):
        if read.about is None or read.period is None:
            continue
        for gauge in direct_gauges(read, binder)[:1]:
            made = answer(read, binder, gauge, read.period)
            if made and agrees(read, made) and made.ours() != judged:
                return Found(made, read.about)
    return None


def _moved(made: About, code: str) -> About:
    """Return a measure with another partner, or whose own trade is another country's or state's."""
    if "USA" in (*made.origins, *made.destinations) or made.concept not in ("imports", "exports"):
        return with_partners(made, (code,))
    ends = ((code,), ()) if made.concept == "exports" else ((), (code,))
    return replace(made, origins=ends[0], destinations=ends[1])


def _readings(said: Said) -> Iterator[Said]:
    plain = _plain(said)
    for about, (period, base) in product(_abouts(said), _moments(said)):
        dated = replace(plain, about=about, whole=None, period=period, base=base, since=False)
        yield from (replace(dated, shape=shape) for shape in _shapes(said, about))
        if said.numeral and said.numeral.kind in _PERCENT:
            yield from _as_shares(dated, about)
            if said.whole:
                yield replace(dated, shape=Shape.SHARE, whole=said.whole)


def _plain(said: Said) -> Said:
    """Return a claim with its number as printed, without ``more than``."""
    if said.numeral is None:
        return said
    return replace(said, numeral=replace(said.numeral, approximation=Approximation.NONE))


def _as_shares(said: Said, about: About) -> Iterator[Said]:
    """Yield a percentage as a part of the same measure of all the world, or of all goods."""
    world = with_partners(about, ())
    if partners_of(about):
        yield replace(said, shape=Shape.SHARE, about=about, whole=world)
    if about.products or about.sector:
        whole = replace(about, products=(), sector="")
        yield replace(said, shape=Shape.SHARE, about=about, whole=whole)


def _shapes(said: Said, about: About) -> tuple[Shape, ...]:
    if said.numeral is None or said.shape is Shape.MULTIPLE:
        return (said.shape,)
    if said.numeral.kind in _PERCENT:
        return (Shape.LEVEL, Shape.CHANGE) if is_rate(about.concept) else (Shape.CHANGE,)
    if said.numeral.kind in (NumeralKind.POINTS, NumeralKind.BASIS_POINTS):
        return (Shape.DIFFERENCE,)
    return (Shape.LEVEL, Shape.DIFFERENCE)


def _moments(said: Said) -> tuple[tuple[Period | None, Period | None], ...]:
    """Return the periods a number may be about, each with what it may be compared with."""
    named = said.scene.periods
    if said.scene.dated or not named:
        named = (said.period,) if said.period else ()
    found = [
        (period, base)
        for period in named
        for base in (None, before(period), *named)
        if base != period
    ]
    return tuple(dict.fromkeys(((said.period, said.base), *found)))


def _abouts(said: Said) -> Iterator[About]:
    """Yield the measures a number may be of, those nearest to what was read first."""
    if said.about is None:
        return
    scene = said.scene
    concepts = dict.fromkeys((said.about.concept, *scene.concepts))
    twins = [_TWINS[code] for code in concepts if code in _TWINS]
    places = (None, *(code for code in scene.places if code != "USA"), "WLD")
    goods = dict.fromkeys((said.about.products, *scene.products, ()))
    sectors = dict.fromkeys((said.about.sector, *scene.sectors))
    for concept, code, kind, sector in product((*concepts, *twins), places, goods, sectors):
        made = replace(said.about, concept=concept, products=kind, sector=sector)
        moved = _moved(made, code) if code else made
        yield moved
        if {"imports", "exports"} <= set(scene.concepts):
            yield replace(moved, origins=moved.destinations, destinations=moved.origins)
