"""Terms: places, concepts and products of the lexicons, found in running text.

Text is cut into words once and each place in it is looked up in a table of first words, so the
time grows with the text and not with the lexicon.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policywire.analyst.reading.marks import Mention
from policywire.desks.lexicon import Concept, Lexicon, shipped_lexicons
from policywire.facts.codes import places

__all__ = ["Terms", "shipped_terms"]

_WORD = re.compile(r"[^\W_]+")
_SHORT = 5  # letters; longer words in capitals are headlines, not acronyms
_DECOY = ""


@dataclass(frozen=True, slots=True)
class _Term:
    """A name as a row of plain words with what must stand between them.

    Attributes
    ----------
    words, joints : tuple of str
        Plain words, and what stands between each two: a space, a point or an apostrophe.
    capitals : int
        0 any case, 1 the first letter is a capital, 2 the whole first word is.
    stop : bool
        Whether a point closes it, as in ``U.S.``.
    code : str
        What it names; empty for a decoy.
    """

    words: tuple[str, ...]
    joints: tuple[str, ...]
    capitals: int
    stop: bool
    code: str


@dataclass(frozen=True, slots=True)
class _Words:
    """A text cut into words."""

    text: str
    spans: tuple[tuple[int, int], ...]
    plain: tuple[str, ...]
    joints: tuple[str, ...]


_Table = Mapping[str, tuple[_Term, ...]]


class Terms:
    """What the lexicons name, ready to be looked for in text.

    Parameters
    ----------
    lexicons : iterable of Lexicon
        Read together; each word may name several things.
    """

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        held = tuple(lexicons)
        self._concepts = {name: found for one in held for name, found in one.concepts.items()}
        hidden = [(_DECOY, word) for one in held for word in one.decoys]
        elsewhere = [word for one in held for word in one.elsewhere]
        decoys = [*hidden, *((_DECOY, word) for word in elsewhere)]
        self._tables: dict[str, _Table] = {
            "places": _table([*decoys, *_pairs(one.places for one in held), *_plain_names(held)]),
            "concepts": _table(
                (code, word) for code, found in self._concepts.items() for word in found.words
            ),
            "elsewhere": _table(
                [
                    *hidden,
                    *((_DECOY, word) for _, word in _pairs(one.places for one in held)),
                    *((word, word) for word in elsewhere),
                ]
            ),
            "products": _table([*decoys, *_pairs(one.products for one in held)]),
        }

    @classmethod
    def of(cls, lexicons: Iterable[Lexicon]) -> "Terms":
        """Return the terms of lexicons read together."""
        return cls(lexicons)

    def places(self, text: str) -> tuple[Mention, ...]:
        """Return the places a text names, in order."""
        return self._found("places", text)

    def concepts(self, text: str) -> tuple[Mention, ...]:
        """Return the concepts a text names, in order; one mention for each a phrase may mean."""
        return self._found("concepts", text)

    def products(self, text: str) -> tuple[Mention, ...]:
        """Return the products a text names, in order; one mention for each a phrase may mean."""
        return self._found("products", text)

    def elsewhere(self, text: str) -> tuple[Mention, ...]:
        """Return the places a text names for which nothing is held, by their names."""
        return self._found("elsewhere", text)

    def concept(self, code: str) -> Concept:
        """Return a concept by its id."""
        return self._concepts[code]

    def topic(self, code: str) -> str:
        """Return the topic of a concept."""
        return self._concepts[code].topic

    def _found(self, kind: str, text: str) -> tuple[Mention, ...]:
        return tuple(_search(self._tables[kind], _cut(text)))


@lru_cache(maxsize=1)
def shipped_terms() -> Terms:
    """Return the terms of every desk installed."""
    return Terms(shipped_lexicons())


def _pairs(named: Iterable[Mapping[str, tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    for table in named:
        for code, words in table.items():
            yield from ((code, word) for word in words)


def _plain_names(lexicons: Sequence[Lexicon]) -> Iterator[tuple[str, str]]:
    """Yield the plain name of every place, unless a lexicon gives that name away."""
    decoys = {_plain(word) for one in lexicons for word in (*one.decoys, *one.elsewhere)}
    for code, (name, _, _) in places().items():
        if _plain(name) not in decoys:
            yield code, name


def _table(pairs: Iterable[tuple[str, str]]) -> _Table:
    """Return terms by first word, the longest first, a decoy before a name as long."""
    rows: dict[str, dict[_Term, None]] = {}
    for code, word in pairs:
        term = _term(code, word)
        rows.setdefault(term.words[0], {})[term] = None
    return {
        first: tuple(sorted(found, key=lambda term: (-len(term.words), term.code != _DECOY)))
        for first, found in rows.items()
    }


def _term(code: str, word: str) -> _Term:
    cut = _cut(word)
    first = word[slice(*cut.spans[0])]
    letters = [letter for letter in word if letter.isalpha()]
    acronym = len(first) <= _SHORT and all(map(str.isupper, letters)) and "." not in word
    capitals = 2 if acronym else int(first[0].isupper())
    return _Term(cut.plain, cut.joints[:-1], capitals, word.endswith("."), code)


@lru_cache(maxsize=64)
def _cut(text: str) -> _Words:
    spans = tuple(match.span() for match in _WORD.finditer(text))
    ends = (*(start for start, _ in spans[1:]), len(text))
    joints = tuple(_joint(text[end:start]) for (_, end), start in zip(spans, ends, strict=False))
    return _Words(text, spans, tuple(_plain(text[start:end]) for start, end in spans), joints)


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    """Return letters in lower case without accents."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _joint(between: str) -> str:
    """Return what stands between two words, spaces and hyphens being one."""
    bare = between.strip()
    if not bare or bare in "-\u2010\u2011\u2013/":
        return " "
    return "'" if bare == "\u2019" else bare


def _search(table: _Table, cut: _Words) -> Iterator[Mention]:
    position = 0
    while position < len(cut.plain):
        rows = table.get(cut.plain[position], ())
        fits = [term for term in rows if _fits(term, cut, position)]
        if not fits:
            position += 1
            continue
        longest = len(fits[0].words)
        yield from _mentions([term for term in fits if len(term.words) == longest], cut, position)
        position += longest


def _mentions(terms: list[_Term], cut: _Words, position: int) -> Iterator[Mention]:
    if terms[0].code == _DECOY:
        return
    start, end = cut.spans[position][0], cut.spans[position + len(terms[0].words) - 1][1]
    if any(term.stop for term in terms) and cut.text[end : end + 1] == ".":
        end += 1
    for code in dict.fromkeys(term.code for term in terms):
        yield Mention(start, end, cut.text[start:end], code)


def _fits(term: _Term, cut: _Words, position: int) -> bool:
    end = position + len(term.words)
    if cut.plain[position:end] != term.words or cut.joints[position : end - 1] != term.joints:
        return False
    first = cut.text[slice(*cut.spans[position])]
    return term.capitals == 0 or (first.isupper() if term.capitals == 2 else first[0].isupper())
