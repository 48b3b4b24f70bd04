"""Stems: the words of a text that say what it is about, their endings undone."""

import re
from functools import lru_cache

__all__ = ["stem", "stems"]

_WORD = re.compile(r"[^\W\d_]{3,}")
_NOTHING = frozenset({""})
_MANY = 65_536  # words held
_COMMON = frozenset(
    (
        *("all", "and", "any", "are", "by", "date", "day", "for", "from", "had", "has", "have"),
        *("its", "not", "set", "than", "that", "the", "their", "them", "this", "under", "unless"),
        *("upon", "was", "were", "when", "which", "with", "year", "years", "percent", "goods"),
        *("duty", "export", "exports", "import", "imports", "tariff", "tariffs"),
    )
)


@lru_cache(maxsize=256)
def stems(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, endings undone."""
    plain = text.replace("U.S.", " usa ").replace("United States", " usa ")
    return frozenset(map(_known.__getitem__, _WORD.findall(plain))) - _NOTHING


def stem(word: str) -> str:
    """Return a word in lower case without its ending, where four letters are left."""
    low = word.lower()
    for ending in ("ation", "ing", "ed", "es", "s", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low.removesuffix(ending)
    return low


class _Known(dict[str, str]):
    """The stem of a word, worked out once; empty for one that says nothing."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MANY:
            self.clear()
        self[word] = made = "" if word.lower() in _COMMON else stem(word)
        return made


_known = _Known()
