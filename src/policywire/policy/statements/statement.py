"""A statement of the Federal Open Market Committee, parsed."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from policywire.policy.statements.rates import Target, decided, target_in
from policywire.policy.statements.roles import Role, role_of
from policywire.policy.statements.text import paragraphs, read_text, sentences
from policywire.policy.statements.votes import Votes, find_votes

__all__ = ["Sentence", "Statement", "as_record", "read_statement"]

# Since June 2026 the vote opens the first sentence: "... by a 9 - 3 vote: The Committee decided".
_OPENER = re.compile(r"^(.*\bapproved the following statement\b[^:]*):\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in its place.

    Attributes
    ----------
    text : str
        As printed, with plain dashes and quotation marks.
    role : Role
        What it does.
    paragraph : int
        Which paragraph it stands in, from 0.
    """

    text: str
    role: Role
    paragraph: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, parsed.

    Attributes
    ----------
    name : str
        What it is called: a file's name or the day of the meeting.
    sentences : tuple of Sentence
        In order.
    target : Target or None
        The funds rate's target it sets or keeps; None where it names none.
    action : str
        ``raise``, ``lower``, ``maintain`` or ``""``.
    votes : Votes or None
        None where the text prints no vote.
    notes : tuple of str
        What was looked for and not found: a text cut at the end of a sentence lacks its vote.
    """

    name: str
    sentences: tuple[Sentence, ...]
    target: Target | None
    action: str
    votes: Votes | None
    notes: tuple[str, ...] = ()


def read_statement(content: bytes | str, name: str) -> Statement:
    """Parse the text of a statement.

    Parameters
    ----------
    content : bytes or str
        Plain text, paragraphs parted by empty lines.
    name : str
        What errors call it.

    Raises
    ------
    BadArticle
        If the text is empty, truncated, no text, or no statement; see :mod:`text`.
    """
    found: list[Sentence] = []
    for place, paragraph in enumerate(paragraphs(read_text(content, name), name)):
        found += [Sentence(one, role_of(one), place) for one in _parts(paragraph)]
    action = _decision(found)
    votes = find_votes(tuple(one.text for one in found), action)
    absent = [
        note
        for note, missing in (
            ("no target range found", target_in(action) is None),
            ("no vote found: the text may be cut", votes is None),
        )
        if missing
    ]
    return Statement(
        name=name,
        sentences=tuple(found),
        target=target_in(action),
        action=decided(action),
        votes=votes,
        notes=tuple(absent),
    )


def _parts(paragraph: str) -> tuple[str, ...]:
    opener = _OPENER.match(paragraph)
    if opener is None:
        return sentences(paragraph)
    return (opener[1] + ".", *sentences(paragraph[opener.end() :]))


def _decision(found: list[Sentence]) -> str:
    """Return the sentence with the decision: the first with a target that is no vote."""
    named = [
        one
        for one in found
        if one.role not in {Role.VOTES, Role.DISSENTS} and target_in(one.text) is not None
    ]
    first = next((one for one in named if one.role is Role.ACTION), None) or next(iter(named), None)
    return first.text if first else ""


def as_record(statement: Statement) -> dict[str, Any]:
    """Return a statement as plain values, for JSON."""
    return {
        "name": statement.name,
        "target": asdict(statement.target) if statement.target else None,
        "action": statement.action,
        "votes": asdict(statement.votes) if statement.votes else None,
        "notes": list(statement.notes),
        "sentences": [
            {"role": one.role.value, "paragraph": one.paragraph, "text": one.text}
            for one in statement.sentences
        ],
    }
