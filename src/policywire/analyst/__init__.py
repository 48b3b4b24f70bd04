"""The analyst: figures, findings and drafts, written and verified."""

from policywire.analyst.brief import Brief, load_brief
from policywire.analyst.compose import compose
from policywire.analyst.figures import Figure, Interval, Root, RuleTrail, RunTrail
from policywire.analyst.manuscript import Byline, Manuscript, Release
from policywire.analyst.writers.plain import NAME as PLAIN_WRITER

__all__ = [
    "PLAIN_WRITER",
    "Brief",
    "Byline",
    "Figure",
    "Interval",
    "Manuscript",
    "Release",
    "Root",
    "RuleTrail",
    "RunTrail",
    "compose",
    "load_brief",
]
