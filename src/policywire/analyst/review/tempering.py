"""Tempering: a claim is called wrong only where nothing in its sentence leaves room for doubt."""

from dataclasses import replace

from policywire.analyst.review.bind import Binder
from policywire.analyst.review.claiming import told
from policywire.analyst.review.compare import band_of, beyond, near
from policywire.analyst.review.frame import partners_of
from policywire.analyst.review.metrics import FLOWS
from policywire.analyst.review.readings import other_reading
from policywire.analyst.review.report import Claim, Verdict
from policywire.analyst.review.said import Said, Shape
from policywire.analyst.review.telling import measure

__all__ = ["tempered"]

_REVISED, _OTHER_BASIS = 0.005, 0.03  # how far a release or a basis may lie from ours
_MOST = 3  # words not verified that a note names
_ADVERSE = (Verdict.CONTRADICTED, Verdict.WRONG_PERIOD, Verdict.WRONG_PLACE)


def tempered(said: Said, made: Claim, binder: Binder) -> Claim:
    """Return a claim, its verdict withheld where the reading it rests on is not sure."""
    if said.denial and made.verdict in (*_ADVERSE, Verdict.SUPPORTED):
        return _unasserted(said, made)
    if made.verdict is Verdict.SUPPORTED:
        return _unsure(said, made)
    if made.verdict not in _ADVERSE:
        return made
    if said.cautions:
        note = f"It is not called wrong, because {said.cautions[0]}. {made.note}"
        return replace(made, verdict=Verdict.NO_EVIDENCE, note=note)
    if _carried(said):
        note = f"It is not called wrong, because the place is named in earlier words. {made.note}"
        return replace(made, verdict=Verdict.NO_EVIDENCE, note=note)
    if said.shape is Shape.RANK or said.numeral is None:
        return made
    if _merely_moved(said, made):
        note = f"It is not called wrong, because what went up or down is not sure. {made.note}"
        return replace(made, verdict=Verdict.NO_EVIDENCE, note=note)
    loose = _loosely(said, made)
    if loose:
        return replace(made, verdict=Verdict.NO_EVIDENCE, note=f"{loose} {made.note}")
    judged = made.ours[0] if made.ours else None
    found = None if _of_both(said, made) else other_reading(said, binder, judged)
    if found is None:
        return made
    ours = (found.answer.ours(), *(item for item in made.ours if item != found.answer.ours()))
    note = (
        f"It agrees with {measure(found.about)}, {told(found.answer)}; whether that is meant "
        f"is not sure. As it reads: {made.note}"
    )
    return replace(made, verdict=Verdict.NO_EVIDENCE, note=note, ours=ours)


def _unsure(said: Said, made: Claim) -> Claim:
    """Return a supported claim, lowered where its sentence says more than was read or verified."""
    note = made.note
    if said.reserves:
        note = f"{note} That much agrees, but {'; '.join(said.reserves[:_MOST])}."
    elif said.unread:
        words = ", ".join(f"'{word}'" for word in said.unread[:_MOST])
        note = f"We hold the figure, but could not read: {words}. {note}"
    else:
        return made
    return replace(made, verdict=Verdict.NO_EVIDENCE, note=note)


def _unasserted(said: Said, made: Claim) -> Claim:
    """Return a claim that its sentence denies, doubts, supposes or asks."""
    asks = said.text.rstrip(" \"”’')]").endswith("?") or said.text.lstrip().startswith("¿")
    verdict = Verdict.NOT_CHECKABLE if asks else Verdict.NO_EVIDENCE
    return replace(made, verdict=verdict, note=f"Nothing is asserted: {said.denial}. {made.note}")


def _carried(said: Said) -> bool:
    """Return whether a claim was read of a place that only earlier sentences name."""
    return said.numeral is not None and not set(partners_of(said.about)) <= set(said.scene.places)


def _merely_moved(said: Said, made: Claim) -> bool:
    """Return whether a level agrees and only a word of direction, not plainly its own, does not."""
    if made.verdict is not Verdict.CONTRADICTED or said.shape not in (Shape.LEVEL, Shape.SHARE):
        return False
    agrees = bool(made.ours) and band_of(said).holds(made.ours[0].value)
    return agrees and said.direction != 0 and not said.record and not said.scene.led


def _of_both(said: Said, made: Claim) -> bool:
    """Return whether one number is plainly said of several places, and is true of one alone."""
    if said.about is None or made.verdict is not Verdict.WRONG_PLACE:
        return False
    return len(partners_of(said.about)) > 1 and said.scene.numbers == 1


def _loosely(said: Said, made: Claim) -> str:
    """Return why a level that differs from ours may stand: a bound, a revision, another basis."""
    if made.verdict is not Verdict.CONTRADICTED or not made.ours or said.about is None:
        return ""
    ours = made.ours[0]
    if beyond(said, ours.value):
        return "It holds as a bound, and says little."
    if said.shape is not Shape.LEVEL or ours.unit != "USD" or said.about.concept not in FLOWS:
        return ""
    if band_of(said).holds(ours.value):  # the number agrees; the direction or record does not
        return ""
    if near(said, ours.value, _REVISED):
        return "It is so near to ours that an earlier release may be meant."
    if not partners_of(said.about) and near(said, ours.value, _OTHER_BASIS):
        return "It is near to ours, and the basis of the balance of payments may be meant."
    return ""
