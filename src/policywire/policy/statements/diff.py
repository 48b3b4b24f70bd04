"""Two statements side by side: what was kept, changed, added, dropped and moved, role by role."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from policywire.policy.statements.rates import Target
from policywire.policy.statements.roles import Role
from policywire.policy.statements.statement import Sentence, Statement

__all__ = ["Change", "Difference", "VoteShift", "compare", "difference_record", "words_common"]

# Two sentences are versions of one another when this share of their words is common; half lets a
# rewritten clause by and keeps two sentences on one subject apart (looked at on 67 pairs).
_ALIKE = 0.5
_KINDS = ("changed", "added", "removed", "moved", "kept")


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence of the new statement against the old, or one of the old that is gone.

    Attributes
    ----------
    role : Role
        Of the new sentence; of the old where it was removed.
    kind : str
        ``kept``, ``changed``, ``moved`` (to another role), ``added`` or ``removed``.
    old, new : str
        The sentences; one is empty for ``added`` and ``removed``.
    words : tuple of tuple of str
        Runs of words in order, each (``same`` | ``added`` | ``removed``, text).
    """

    role: Role
    kind: str
    old: str
    new: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VoteShift:
    """How the vote changed.

    Attributes
    ----------
    old, new : tuple of int or None
        Votes for and against; None where a text prints none.
    new_dissents, ended_dissents : tuple of str
        Who dissents now and did not before, and the reverse.
    joined, left : tuple of str
        Who votes now and did not before, and the reverse, where names are printed.
    """

    old: tuple[int, int] | None
    new: tuple[int, int] | None
    new_dissents: tuple[str, ...]
    ended_dissents: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two statements compared.

    Attributes
    ----------
    old, new : Statement
        In order of time.
    changes : tuple of Change
        By role, in the new statement's order; removed sentences close their role.
    ranges : tuple of Target or None
        Target of the old and of the new.
    votes : VoteShift
        How the vote changed.
    share_kept : float
        Share of the new statement's words that stood in the old.
    """

    old: Statement
    new: Statement
    changes: tuple[Change, ...]
    ranges: tuple[Target | None, Target | None]
    votes: VoteShift
    share_kept: float


def compare(old: Statement, new: Statement) -> Difference:
    """Compare two statements, sentence by sentence within each role, then across roles."""
    pairs = _match(old.sentences, new.sentences)
    taken = set(pairs.values())
    changes = [
        _change(old.sentences[pairs[at]] if at in pairs else None, one)
        for at, one in enumerate(new.sentences)
    ]
    changes += [
        Change(one.role, "removed", one.text, "", (("removed", one.text),))
        for at, one in enumerate(old.sentences)
        if at not in taken
    ]
    order = list(Role)
    changes.sort(key=lambda change: order.index(change.role))
    return Difference(
        old, new, tuple(changes), (old.target, new.target), _votes(old, new), _kept(changes)
    )


def _match(old: tuple[Sentence, ...], new: tuple[Sentence, ...]) -> dict[int, int]:
    """Return the place in ``old`` of each place in ``new`` that has one, closest pairs first.

    Pairs of one role come before all others.
    """
    words = [one.text.lower().split() for one in old], [one.text.lower().split() for one in new]
    likeness = [
        (old[a].role is new[b].role, ratio, -abs(a / len(old) - b / len(new)), b, a)
        for b in range(len(new))
        for a in range(len(old))
        if (ratio := _ratio(words[0][a], words[1][b])) >= _ALIKE
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, _, b, a in sorted(likeness, reverse=True):
        if b not in pairs and a not in taken:
            pairs[b] = a
            taken.add(a)
    return pairs


def _ratio(old: list[str], new: list[str]) -> float:
    """Return the share of words two sentences have in common, in order."""
    if old == new:
        return 1.0
    match = SequenceMatcher(None, old, new, autojunk=False)
    if match.real_quick_ratio() < _ALIKE or match.quick_ratio() < _ALIKE:
        return 0.0
    return match.ratio()


def _change(old: Sentence | None, new: Sentence) -> Change:
    if old is None:
        return Change(new.role, "added", "", new.text, (("added", new.text),))
    kind = "kept" if old.text == new.text else "changed"
    if old.role is not new.role:
        kind = "moved"
    return Change(new.role, kind, old.text, new.text, _words(old.text, new.text))


def _words(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return the runs of words kept, removed and added, in order."""
    before, after = old.split(), new.split()
    runs: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("same", " ".join(before[a:b])))
            continue
        runs += [("removed", " ".join(before[a:b]))] * (b > a)
        runs += [("added", " ".join(after[c:d]))] * (d > c)
    return tuple(runs)


def _votes(old: Statement, new: Statement) -> VoteShift:
    before, after = (_dissenters(one) for one in (old, new))
    was, now = (_voters(one) for one in (old, new))
    named = bool(was and now)
    return VoteShift(
        old.votes.count if old.votes else None,
        new.votes.count if new.votes else None,
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
        tuple(name for name in now if named and name not in was),
        tuple(name for name in was if named and name not in now),
    )


def _dissenters(statement: Statement) -> tuple[str, ...]:
    return tuple(one.name for one in statement.votes.against) if statement.votes else ()


def _voters(statement: Statement) -> tuple[str, ...]:
    if statement.votes is None or not statement.votes.in_favour:
        return ()
    return (*statement.votes.in_favour, *_dissenters(statement))


def words_common(sentences: Iterable[tuple[tuple[str, str], ...]]) -> float:
    """Return the share of the words of two texts, both together, that stand in both.

    Parameters
    ----------
    sentences : iterable of tuple of tuple of str
        Runs of words, each (``same`` | ``added`` | ``removed``, text).

    Returns
    -------
    float
        2 x same / (old + new); 0 where there are no words.
    """
    count = dict.fromkeys(("same", "added", "removed"), 0)
    for kind, text in (run for sentence in sentences for run in sentence):
        count[kind] += len(text.split())
    both = 2 * count["same"] + count["added"] + count["removed"]
    return 2 * count["same"] / both if both else 0.0


def _kept(changes: list[Change]) -> float:
    same = sum(len(text.split()) for one in changes for kind, text in one.words if kind == "same")
    total = sum(len(one.new.split()) for one in changes)
    return same / total if total else 0.0


def difference_record(found: Difference) -> dict[str, Any]:
    """Return a comparison as plain values, for JSON: roles, votes, dissents, ranges."""
    return {
        "old": found.old.name,
        "new": found.new.name,
        "ranges": [asdict(one) if one else None for one in found.ranges],
        "votes": asdict(found.votes),
        "dissents": [
            [asdict(one) for one in side.votes.against] if side.votes else []
            for side in (found.old, found.new)
        ],
        "share_kept": found.share_kept,
        "roles": {
            role.value: [
                {"kind": one.kind, "old": one.old, "new": one.new, "words": list(one.words)}
                for one in found.changes
                if one.role is role
            ]
            for role in Role
        },
    }
