"""Who voted for an action, who against it, and what each dissenter wanted."""

import re
from dataclasses import dataclass

from policywire.policy.statements.rates import Target, decided, moved_by, target_in

__all__ = ["Dissent", "Votes", "find_votes"]

_NAME = r"[A-Z][\w'-]+(?: (?:[A-Z]\.|[A-Z][\w'-]+|de|van|von))*(?:,? Jr\.)?"
_NAMES = rf"{_NAME}(?:(?:, and |, | and ){_NAME})*"
_WHO = r"(?:each of whom|both of whom|all of whom|who)"
_FOR = re.compile(r"\bVoting (?:\(by notation\) )?for\b[^:;]*?(?:\b(?:was|were|are)\b:?|:) (.+)")
_AGAINST = re.compile(
    r"\bVoting (?:\(by notation\) )?against\b.*?(?:\b(?:was|were|are)\b:?|:) (.+)"
)
_CLAUSE = re.compile(rf"({_NAMES}),? {_WHO} (.+?)(?=(?:[;,]? and |; ){_NAMES},? {_WHO} |$)")
_COUNT = re.compile(r"\b(?:by|with) an? (\d+) ?- ?(\d+) vote|\b(\d+) ?- ?(\d+) vote\b")
_UNANIMOUS = re.compile(r"\bunanimous")
_TITLE = re.compile(r", (?:Vice )?Chair(?:man|woman)?\b|, Acting Chair\b")


@dataclass(frozen=True, slots=True)
class Dissent:
    """One vote against.

    Attributes
    ----------
    name : str
        Who.
    preferred : str
        ``raise``, ``lower``, ``maintain``, or ``other`` where the rate was not the ground.
    side : str
        Against what was decided: ``tighter``, ``easier``, or ``unclear``.
    reason : str
        The clause as printed; empty where none was.
    """

    name: str
    preferred: str
    side: str
    reason: str


@dataclass(frozen=True, slots=True)
class Votes:
    """A vote on a statement's action.

    Attributes
    ----------
    in_favour : tuple of str
        Names; empty where only a count is printed.
    against : tuple of Dissent
        Who dissented, where named.
    count : tuple of int or None
        Votes for and against; None where the text says only that they were unanimous.
    """

    in_favour: tuple[str, ...]
    against: tuple[Dissent, ...]
    count: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Action:
    """What was decided, for dissenters to be measured against."""

    verb: str
    target: Target | None
    size: float | None


def find_votes(sentences: tuple[str, ...], action: str) -> Votes | None:
    """Return the vote a statement prints, or None where its text holds none.

    Parameters
    ----------
    sentences : tuple of str
        All sentences of the statement.
    action : str
        The sentence with the decision; may be empty.
    """
    taken = _Action(decided(action), target_in(action), moved_by(action))
    favour: tuple[str, ...] = ()
    against: tuple[Dissent, ...] = ()
    for sentence in sentences:
        if found := _FOR.search(sentence):
            favour = _split(found[1].split("Voting against")[0])
        if found := _AGAINST.search(sentence):
            against = _dissents(found[1], taken)
    if favour:
        return Votes(favour, against, (len(favour), len(against)))
    counted = next((found for one in sentences if (found := _COUNT.search(one))), None)
    numbers = [int(part) for part in counted.groups() if part] if counted else []
    if numbers:
        return Votes((), against, (numbers[0], numbers[1]))
    unanimous = any(_UNANIMOUS.search(one) for one in sentences)
    return Votes((), (), None) if unanimous and not against else None


def _split(listed: str) -> tuple[str, ...]:
    """Return the names of a list parted by semicolons, commas and a last ``and``."""
    # A title ends a name: "Jerome H. Powell, Chair, John C. Williams, Vice Chair;" (18 Sept. 2019).
    bare = _TITLE.sub(";", listed.strip()).rstrip(".")
    parts = re.split(r";|,(?! [JS]r\b)|\band\b", bare)
    names = (re.sub(r"\b([JS]r)$", r"\1.", part.strip()) for part in parts)
    return tuple(name for name in names if name)


def _dissents(listed: str, action: _Action) -> tuple[Dissent, ...]:
    text = listed.strip().rstrip(".")
    if text.lower() in {"none", "no one"}:
        return ()
    found = [
        Dissent(name, *_wanted(reason, action), reason.strip(" ;,"))
        for names, reason in _CLAUSE.findall(text)
        for name in _split_names(names)
    ]
    return tuple(found) or tuple(
        Dissent(name, "other", "unclear", "") for name in _split_names(text)
    )


def _split_names(names: str) -> list[str]:
    return [name for part in re.split(r",? and |, ", names) if (name := part.strip(" ;"))]


def _wanted(reason: str, action: _Action) -> tuple[str, str]:
    """Return what a dissenter preferred, and on which side of the decision it lies."""
    rate = re.search(r"preferred?s?\b(.*)", reason)
    clause = rate[1] if rate else ""
    if not re.search(r"target range|federal funds", clause) or "rather than" in clause:
        return "other", "unclear"
    verb = decided(clause)
    return (verb or "other"), _side(verb, clause, action)


_STEPS = {"raise": 1, "maintain": 0, "lower": -1}


def _side(verb: str, clause: str, action: _Action) -> str:
    target = target_in(clause)
    if target and action.target and target != action.target:
        return "tighter" if target.upper > action.target.upper else "easier"
    if verb not in _STEPS or action.verb not in _STEPS:
        return "unclear"
    order = _STEPS[verb] - _STEPS[action.verb]
    if order == 0 and verb != "maintain":
        size = moved_by(clause)
        if size is None or action.size is None:
            return "unclear"
        order = _STEPS[verb] * ((size > action.size) - (size < action.size))
    return {1: "tighter", -1: "easier"}.get((order > 0) - (order < 0), "unclear")
