"""Verdicts: what can be said of each claim of an article, and with which figure of ours.

Supported is said only where measure, parties, period, unit and direction are stated and one
figure of ours agrees. Whatever agrees otherwise is told as true of another period or place.
"""

from collections.abc import Iterable
from dataclasses import replace

from policywire.analyst.review.alternatives import (
    Found,
    answer,
    direct_gauges,
    elsewhere,
    other_windows,
    windows_for,
)
from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.claiming import claim, told
from policywire.analyst.review.compare import agrees, band_of, flipped, rescaled
from policywire.analyst.review.frame import partners_of
from policywire.analyst.review.measures import Gauge
from policywire.analyst.review.moving import judge_motion, judge_order
from policywire.analyst.review.policy_rate import judge_range
from policywire.analyst.review.proving import recorded, unproved
from policywire.analyst.review.report import Claim, Verdict
from policywire.analyst.review.responses import judge_response
from policywire.analyst.review.said import Said, Shape, Standing
from policywire.analyst.review.several import apart
from policywire.analyst.review.standings import judge_rank
from policywire.analyst.review.telling import counted, during, measure, moment, place, shown
from policywire.analyst.review.tempering import tempered
from policywire.analyst.review.trend import denied, turned
from policywire.analyst.review.unheld import NOT_READ, undated, unmeasured, unread
from policywire.analyst.review.when import UNDATED

__all__ = ["judge"]

_DIGITS = 3
_NEAREST = "The nearest we hold: {}."


def judge(said: Said, binder: Binder, *, broken: bool = False) -> Claim:
    """Return the verdict on what a sentence says of one number.

    Parameters
    ----------
    said : Said
        What the sentence says.
    binder : Binder
        Over the series held.
    broken : bool
        Whether the sentence lost words, so that what it measures cannot be sure.
    """
    response = judge_response(said)
    if response is not None and not broken:
        return response
    made = _judged(said, binder)
    if broken and made.verdict is Verdict.CONTRADICTED:
        note = f"The sentence lost its subject, so nothing held bears it out. {made.note}"
        return replace(made, verdict=Verdict.NO_EVIDENCE, note=note)
    return tempered(said, made, binder)


def _judged(said: Said, binder: Binder) -> Claim:
    if said.standing is not Standing.FACT:
        return _ahead(said, binder)
    if said.about is None:
        return _recovered(said, binder)
    if said.shape is Shape.RANK:
        verdict, note, answers = judge_rank(said, binder)
        return claim(said, verdict, note, answers)
    if said.shape in (Shape.MOTION, Shape.ORDER):
        judged = judge_motion if said.shape is Shape.MOTION else judge_order
        verdict, note, answers = judged(said, binder)
        return claim(said, verdict, note, answers)
    if said.about.concept == "target_range":
        verdict, note, answers = judge_range(said, binder)
        return claim(said, verdict, note, answers)
    found = direct_gauges(said, binder)
    if not found:
        return unmeasured(said, binder)
    if said.period is None:
        return undated(said, binder, found)
    return _dated(said, binder, found)


def _recovered(said: Said, binder: Binder) -> Claim:
    """Return the verdict where the part of a share was lost, and the sentence before names some.

    A share of three digits that just one of a few kinds of trade has is no coincidence.
    """
    tried = [(one, *_direct(replace(said, about=one), binder)) for one in said.options]
    held = [(one, made[0]) for one, made, _ in tried if made]
    right = [item for item in held if agrees(said, item[1])]
    if len(right) != 1 or not _precise(said) or said.period is None:
        answers = [item for _, item in held]
        return claim(said, Verdict.NO_EVIDENCE, unread(said), answers)
    kind = right[0][0].sector.removeprefix("sector.").replace("_", " ")
    note = (
        f"The sentence lost its subject; of the kinds of trade named before it, true of "
        f"{kind} alone: {told(right[0][1])}."
    )
    return claim(said, Verdict.SUPPORTED, note, (right[0][1],))


def _precise(said: Said) -> bool:
    numeral = said.numeral
    digits = [letter for letter in numeral.text if letter.isdigit()] if numeral else []
    return len(digits) >= _DIGITS


def _ahead(said: Said, binder: Binder) -> Claim:
    """Return the verdict on what lies ahead: nobody can check it, but the present can be shown."""
    found = direct_gauges(said, binder) if said.about and said.shape is not Shape.RANK else ()
    now = binder.latest(found[0]) if found else None
    nearest = ""
    if now and said.about:
        what = f"{counted(said.about)} {shown(now)} {during(now.period)}"
        nearest = " " + _NEAREST.format(what)
    if said.denial:
        note = f"Nothing is asserted: {said.denial}.{nearest}"
        return claim(said, Verdict.NOT_CHECKABLE, note, (now,))
    if said.standing is Standing.TARGET:
        note = "A target or announcement; statistics hold what happened." + nearest
        return claim(said, Verdict.NO_EVIDENCE, note, (now,))
    if said.author:
        note = f"A forecast, by {said.author} as it reads; no forecast is held." + nearest
        return claim(said, Verdict.NO_EVIDENCE, note, (now,))
    note = "A forecast without an author; name who made it and when, or leave it out." + nearest
    return claim(said, Verdict.NOT_CHECKABLE, note, (now,))


def _dated(said: Said, binder: Binder, found: tuple[Gauge, ...]) -> Claim:
    direct, gauge = _direct(said, binder)
    if not direct or gauge is None:
        return _not_held(said, binder, found[0])
    right = [item for item in direct if agrees(said, item)]
    if right:
        return _agreeing(said, binder, gauge, right[0])
    return _differing(said, binder, found, gauge, direct)


def _direct(said: Said, binder: Binder) -> tuple[tuple[Answer, ...], Gauge | None]:
    """Return our figures for just what is said, by the first way that is held."""
    for gauge in direct_gauges(said, binder):
        windows = windows_for(said, binder, gauge)
        windows = windows[:2]
        made = [answer(said, binder, gauge, window) for window in windows]
        held = tuple(item for item in made if item is not None)
        if held:
            return held, gauge
    return (), None


def _agreeing(said: Said, binder: Binder, gauge: Gauge, right: Answer) -> Claim:
    wrong = denied(said, binder, gauge, right)
    if wrong:
        return claim(said, Verdict.CONTRADICTED, wrong, (right,))
    doubts = tuple(item for item in said.doubts if item != UNDATED)
    doubt = doubts[0] if doubts else unproved(said, binder, gauge, right)
    if doubt:
        note = f"A figure of ours agrees, {told(right)}, but {doubt}."
        return claim(said, Verdict.NO_EVIDENCE, note, (right,))
    if not band_of(said).signed:
        note = f"The size agrees, {told(right)}, but the direction is not said."
        return claim(said, Verdict.NOT_CHECKABLE, note, (right,))
    note = f"Ours: {told(right)}.{recorded(said, binder, gauge, right)}"
    return claim(said, Verdict.SUPPORTED, note, (right,))


def _not_held(said: Said, binder: Binder, gauge: Gauge) -> Claim:
    """Return the verdict where the measure is held, but not for the period."""
    other = other_windows(said, binder, gauge)
    if other and not said.doubts and _precise(said):
        return _wrong_period(said, other, ())
    now = binder.latest(gauge, said.period)
    nearest = f" {_NEAREST.format(told(now))}" if now else ""
    when = moment(said.period) if said.period else ""
    known = now is not None and said.period is not None and now.period.same_days(said.period)
    note = (NOT_READ if known else f"Nothing is held for {when}.") + nearest
    return claim(said, Verdict.NO_EVIDENCE, note, (now,))


def _differing(
    said: Said,
    binder: Binder,
    found: tuple[Gauge, ...],
    gauge: Gauge,
    direct: tuple[Answer, ...],
) -> Claim:
    first = direct[0]
    if said.options:
        return _either(said, binder, direct)
    if said.doubts:
        note = f"It cannot be bound: {said.doubts[0]}. " + _NEAREST.format(told(first))
        return claim(said, Verdict.NO_EVIDENCE, note, direct)
    if flipped(said, first):
        note = f"The direction is the other way: {told(first)}."
        return claim(said, Verdict.CONTRADICTED, note, direct)
    scale = rescaled(said, first)
    if scale:
        return claim(said, Verdict.CONTRADICTED, f"It is {scale}; ours is {told(first)}.", direct)
    against = turned(said, binder, gauge, first)
    if against:
        return claim(said, Verdict.CONTRADICTED, against, direct)
    basis = _other_basis(said, binder, found, gauge)
    if basis:
        note = (
            f"It agrees with another basis, {basis.expression}, and not with the usual one, "
            f"{told(first)}; the text does not say which it means."
        )
        return claim(said, Verdict.NO_EVIDENCE, note, (basis, first))
    return _elsewhere(said, binder, gauge, direct)


def _either(said: Said, binder: Binder, direct: tuple[Answer, ...]) -> Claim:
    """Return the verdict where a partner may be meant that only earlier words name."""
    rows = [(one, _direct(replace(said, about=one), binder)[0]) for one in said.options]
    held = [(one, made[0]) for one, made in rows if made]
    lines = "; ".join(f"{measure(one)} {told(item)}" for one, item in held)
    true = [one for one, item in held if agrees(said, item)]
    start = "It agrees only if the partner named before is meant" if true else "Nothing held agrees"
    note = f"{start}: {lines}; with the whole world {told(direct[0])}."
    return claim(said, Verdict.NO_EVIDENCE, note, (*(item for _, item in held), direct[0]))


def _other_basis(
    said: Said, binder: Binder, found: tuple[Gauge, ...], gauge: Gauge
) -> Answer | None:
    for other in found:
        if other is gauge or said.period is None:
            continue
        made = answer(said, binder, other, said.period)
        if made and agrees(said, made):
            return made
    return None


def _elsewhere(said: Said, binder: Binder, gauge: Gauge, direct: tuple[Answer, ...]) -> Claim:
    apart = _one_of_several(said, binder, direct)
    if apart:
        return apart
    periods = other_windows(said, binder, gauge)
    places = elsewhere(said, binder)
    near = [item for item in periods if _close(said, item)]
    if near:
        return _wrong_period(said, near, direct)
    if places:
        return _wrong_place(said, places, direct)
    if periods:
        return _wrong_period(said, periods, direct)
    note = f"Ours: {told(direct[0])}."
    return claim(said, Verdict.CONTRADICTED, note, direct)


def _close(said: Said, item: Found) -> bool:
    """Return whether a window lies in the year said, or is the same a year away."""
    if said.period is None:
        return False
    return abs(item.answer.period.start.year - said.period.start.year) <= 1


def _wrong_period(said: Said, found: Iterable[Found], direct: tuple[Answer, ...]) -> Claim:
    items = tuple(found)
    first = items[0].answer
    ours = f" not of {moment(said.period)}" if said.period else ""
    right = f", which was {shown(direct[0])}" if direct else ""
    note = f"True of {moment(first.period)} ({shown(first)}),{ours}{right}."
    return claim(said, Verdict.WRONG_PERIOD, note, (*direct[:1], *(i.answer for i in items)))


def _wrong_place(said: Said, found: tuple[Found, ...], direct: tuple[Answer, ...]) -> Claim:
    first = found[0]
    note = f"True of {measure(first.about)}: {told(first.answer)}."
    if said.about:
        note += f" For {measure(said.about)} ours is {shown(direct[0])}."
    return claim(said, Verdict.WRONG_PLACE, note, (*direct[:1], *(i.answer for i in found[:2])))


def _one_of_several(said: Said, binder: Binder, direct: tuple[Answer, ...]) -> Claim | None:
    """Return the verdict where several places are named and it is true of some alone."""
    rows = apart(said, binder)
    true = [row for row in rows if row[2]]
    if not true or len(true) == len(rows):
        return None
    false = [row for row in rows if not row[2]]
    lines = "; ".join(f"{measure(one)} {told(values[0])}" for one, values, _ in rows)
    names = " and ".join(place(code) for one, _, _ in true for code in partners_of(one))
    others = " and ".join(place(code) for one, _, _ in false for code in partners_of(one))
    note = f"True of {names} at most, not of {others}: {lines}."
    answers = [values[0] for _, values, _ in rows]
    return claim(said, Verdict.WRONG_PLACE, note, (*answers, *direct[:1]))
