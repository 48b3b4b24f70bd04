"""Openings: the letters with which a match of a regular expression may begin.

Read off the source of the expression, on the safe side: where it is not plain which letter comes
next, what stands so far is given out as the beginning of a word.
"""

import re
from dataclasses import dataclass
from itertools import product

__all__ = ["Opening", "headed", "openings"]

_LEAD = re.compile(r"(?:\(\?<!\\w\)|\\b)")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_NONE = re.compile(r"\*|\{0*[,}]")  # quantifiers by which a thing may be left out
_GROUP = re.compile(r"\(\?(?:P<\w+>|[a-z]*(?:-[a-z]+)?:)|\((?!\?)")
_LOOK = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[(?P<not>\^?)(?P<body>\]?(?:\\.|[^\]\\])*)\]")
_ODD = "\u0130\u0131\u017f\u212a"  # letters that are i, s and k in another case
_MOST = 12  # letters a class may stand for one by one
_TOO_MANY = 400

# What is known of how a match begins: letters, and whether more letters may follow (_OPEN), none
# may (_WHOLE), or some that are not known (_LOOSE).
_OPEN, _WHOLE, _LOOSE = 0, 1, 2
_Begun = tuple[str, int]
_EMPTY: frozenset[_Begun] = frozenset({("", _OPEN)})


def openings(source: str) -> frozenset[tuple[str, bool]]:
    r"""Return how a match of an expression may begin, in lower case.

    Parameters
    ----------
    source : str
        The expression: ``(?<!\w)`` or ``\b``, then one whose matches begin with a word.

    Returns
    -------
    frozenset of (str, bool)
        Letters, and whether they are the whole first word or its beginning.

    Raises
    ------
    ValueError
        If a match might begin with what is no letter, digit or underscore.
    """
    lead = _LEAD.match(source)
    if lead is None:
        raise ValueError(f"{source!r} may match inside a word; begin it with (?<!\\w).")
    found, at = _Reader(source).alternatives(lead.end())
    if at != len(source) or any(not letters and kind != _LOOSE for letters, kind in found):
        raise ValueError(f"{source!r} may begin with what is no word.")
    return frozenset((letters, kind == _WHOLE) for letters, kind in found)


def headed(source: str) -> re.Pattern[str]:
    """Return an expression that looks at the first letter before it tries its alternatives.

    Raises
    ------
    ValueError
        If a match might begin with what is no letter, digit or underscore.
    """
    begun = {letters[:1] for letters, _ in openings(rf"\b{source}")}
    if "" in begun:
        return re.compile(source)
    letters = "".join(sorted(begun | {letter.upper() for letter in begun}))
    return re.compile(rf"(?=[{letters}{_ODD}])(?:{source})")


@dataclass(frozen=True, slots=True)
class Opening:
    """How the matches of an expression may begin.

    Attributes
    ----------
    whole : frozenset of str
        First words, in lower case.
    begun : tuple of str
        Beginnings of first words.
    """

    whole: frozenset[str]
    begun: tuple[str, ...]

    @classmethod
    def of(cls, source: str) -> "Opening":
        """Return the opening of an expression; see :func:`openings`.

        Raises
        ------
        ValueError
            If a match might begin with what is no letter, digit or underscore.
        """
        held = openings(source)
        whole = frozenset(letters for letters, is_whole in held if is_whole)
        return cls(whole, tuple(letters for letters, is_whole in held if not is_whole))

    def fits(self, word: str) -> bool:
        """Return whether a match may begin with a word, given in lower case."""
        return not word.isascii() or word in self.whole or word.startswith(self.begun)


class _Reader:
    """Reads one expression."""

    def __init__(self, source: str) -> None:
        self.source = source

    def alternatives(self, at: int) -> tuple[frozenset[_Begun], int]:
        """Return what stands between two brackets, and where it ends."""
        found, at = self.row(at)
        while at < len(self.source) and self.source[at] == "|":
            more, at = self.row(at + 1)
            found |= more
        return found, at

    def row(self, at: int) -> tuple[frozenset[_Begun], int]:
        """Return one alternative."""
        found = _EMPTY
        while at < len(self.source) and self.source[at] not in "|)":
            item, at = self.item(at)
            match = _QUANTIFIER.match(self.source, at)
            if match is not None:
                item, at = _repeated(item, match[0]), match.end()
            found = _joined(found, item)
        return found, at

    def item(self, at: int) -> tuple[frozenset[_Begun], int]:
        """Return what stands at a place, and where it ends."""
        source = self.source
        if source[at] == "(":
            return self.group(at)
        if source[at] == "[":
            return self.letters(at)
        if source[at] == "\\":
            return self.escape(at)
        if source[at] in ".^$":
            return frozenset({("", _WHOLE if source[at] == "$" else -1)}), at + 1
        if source[at].isalnum() or source[at] == "_":
            return frozenset({(source[at].lower(), _OPEN)}), at + 1
        return frozenset({("", _WHOLE)}), at + 1

    def group(self, at: int) -> tuple[frozenset[_Begun], int]:
        """Return a group; of one that looks ahead or back, only the end of a word counts."""
        look = _LOOK.match(self.source, at)
        if look is not None:
            end = self.alternatives(look.end())[1] + 1
            ends = self.source[at:end] == r"(?!\w)"
            return (frozenset({("", _WHOLE)}) if ends else _EMPTY), end
        match = _GROUP.match(self.source, at)
        if match is None:
            raise ValueError(f"{self.source!r} has a group that is not known here.")
        found, end = self.alternatives(match.end())
        return found, end + 1

    def letters(self, at: int) -> tuple[frozenset[_Begun], int]:
        """Return a class of letters, one by one where they are few."""
        match = _CLASS.match(self.source, at)
        assert match is not None
        body = match["body"]
        if not match["not"] and body.isalnum() and len(body) <= _MOST:
            return frozenset((letter.lower(), _OPEN) for letter in body), match.end()
        if not match["not"] and not re.search(r"[A-Za-z0-9\\]", body):
            return frozenset({("", _WHOLE)}), match.end()
        words = re.fullmatch(r"(?:\w-\w|\w|\\[wd])+", body) is not None
        inside = body.startswith(r"\W") if match["not"] else words
        return frozenset({("", _LOOSE if inside else -1)}), match.end()

    def escape(self, at: int) -> tuple[frozenset[_Begun], int]:
        """Return an escaped character."""
        sign = self.source[at + 1]
        if sign == "d":
            return frozenset((digit, _LOOSE) for digit in "0123456789"), at + 2
        if sign == "w":
            return frozenset({("", _LOOSE)}), at + 2
        if sign == "x":
            return frozenset({("", _WHOLE)}), at + 4
        if sign in "SWDBAZ" or sign.isdigit():
            return frozenset({("", -1)}), at + 2
        return frozenset({("", _WHOLE)}), at + 2


def _joined(found: frozenset[_Begun], item: frozenset[_Begun]) -> frozenset[_Begun]:
    """Return how two things one after the other begin."""
    made = set()
    for (letters, kind), (more, next_kind) in product(found, item):
        if kind != _OPEN:
            made.add((letters, kind))
        elif next_kind == -1:  # any character: at the beginning it may be none of a word
            made.add((letters, _LOOSE if letters else -1))
        else:
            made.add((letters + more, next_kind))
    if len(made) > _TOO_MANY:
        return frozenset((letters[:1], _LOOSE) if letters else (letters, -1) for letters, _ in made)
    return frozenset(made)


def _repeated(item: frozenset[_Begun], quantifier: str) -> frozenset[_Begun]:
    """Return how a thing begins that may be left out, or stand more than once."""
    if quantifier[0] == "?":
        return item | _EMPTY
    many = frozenset((letters, kind if kind else _LOOSE) for letters, kind in item)
    return many | _EMPTY if _NONE.match(quantifier) else many
