"""Unheld: verdicts where what was read, or its period, is not held or was not understood.

That nothing is held is said only where nothing is; else the nearest figure is shown.
"""

import re
from dataclasses import replace

from policywire.analyst.review.alternatives import direct_gauges
from policywire.analyst.review.bind import Answer, Binder
from policywire.analyst.review.claiming import claim, told
from policywire.analyst.review.compare import agrees
from policywire.analyst.review.frame import partners_of
from policywire.analyst.review.measures import Gauge
from policywire.analyst.review.report import Claim, Verdict
from policywire.analyst.review.roles import with_partners
from policywire.analyst.review.said import About, Said, Shape
from policywire.analyst.review.telling import measure, moment, shown

__all__ = ["NOT_READ", "undated", "unmeasured", "unread"]

NOT_READ = "The words around the number were not all understood."
_FISCAL = re.compile(r"\b(?:fiscal(?:\s+years?)?|FY|año\s+fiscal)\s*['’]?\d{2,4}\b", re.IGNORECASE)


def unread(said: Said) -> str:
    """Return why what a number measures could not be read."""
    if said.doubts:
        return f"What the number measures could not be read: {said.doubts[0]}."
    return "What the number measures was not recognised."


def unmeasured(said: Said, binder: Binder) -> Claim:
    """Return the verdict where what was read is not held; something near to it may be."""
    if said.about is None or said.doubts:
        return claim(said, Verdict.NO_EVIDENCE, unread(said))
    for code in partners_of(said.about):
        for concept in dict.fromkeys((said.about.concept, "imports")):
            near = with_partners(About(concept, (), ()), (code,))
            found = direct_gauges(replace(said, whole=None), binder, near)
            now = _nearest(said, binder, found[0]) if found else None
            if now is not None:
                note = f"{NOT_READ} The nearest we hold: {measure(near)}, {told(now)}."
                return claim(said, Verdict.NO_EVIDENCE, note, (now,))
    return claim(said, Verdict.NO_EVIDENCE, f"Nothing held measures {measure(said.about)}.")


def _nearest(said: Said, binder: Binder, gauge: Gauge) -> Answer | None:
    own = binder.level(gauge, said.period) if said.period else None
    return own or binder.latest(gauge, said.period)


def undated(said: Said, binder: Binder, found: tuple[Gauge, ...]) -> Claim:
    """Return the verdict on a number without a period that is held."""
    now = binder.latest(found[0]) if said.shape in (Shape.LEVEL, Shape.SHARE) else None
    fiscal = _FISCAL.search(said.text)
    note = "No period is given, so it cannot be checked as it stands."
    if fiscal:
        note = f"Nothing is held by fiscal years, and '{fiscal.group()}' is one."
    if now:
        true = "That agrees with" if agrees(said, now) else "Ours for"
        note += f" {true} {moment(now.period)}: {shown(now)}."
    return claim(said, Verdict.NOT_CHECKABLE, note, (now,))
