"""Looking up what a brief needs before its models are solved, which may take a minute."""

from dataclasses import replace

from policywire.analyst.brief import Brief
from policywire.analyst.guards import refuse_unknown
from policywire.analyst.registry import Registry
from policywire.evidence import View
from policywire.facts.errors import NotHeld, PolicywireError
from policywire.policy import Law

__all__ = ["look_up"]

_RAN = "has_"  # begins the tag of a run that was made: not known yet


def look_up(brief: Brief, view: View, law: Law) -> None:
    """Refuse a brief that rests on what is not held; other faults wait for their turn.

    Looked up are events, then figures of series, but for those that wait for a run. The view
    remembers what was read, so the brief's own computation costs little more.

    Raises
    ------
    NotHeld
        If an event was not known as of that day, or a series, period or vintage is not held; the
        message names it.
    """
    refuse_unknown(brief, law, view.as_of)
    told = tuple(one for one in brief.figures if one.expression and not _waits(one.when))
    try:
        Registry.of(replace(brief, figures=told), view, law, {})
    except NotHeld:
        raise
    except PolicywireError:  # may rest on a figure left out above
        return


def _waits(when: tuple[str, ...]) -> bool:
    return any(tag.removeprefix("!").startswith(_RAN) for tag in when)
