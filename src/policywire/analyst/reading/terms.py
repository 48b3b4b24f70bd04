"""Terms: places, concepts and products of the lexicons, found in running text.

Text is cut into words once and each place in it is looked up in a table of first words, so the
time grows with the text and not with the lexicon.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from policywire.analyst.reading.marks import Mention
from policywire.analyst.reading.runs import runs
from policywire.desks.lexicon import Concept, Lexicon, shipped_lexicons
from policywire.facts.codes import places

__all__ = ["Terms", "shipped_terms"]

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
    found: tuple[re.Match[str], ...]
    plain: tuple[str, ...]

    def joints(self, first: int, last: int) -> tuple[str, ...]:
        """Return what stands between each two words from one to another."""
        found, text = self.found, self.text
        ends = ((found[at].end(), found[at + 1].start()) for at in range(first, last))
        return tuple([_joint(text[end:start]) for end, start in ends])


@dataclass(frozen=True, slots=True)
class _Row:
    """Terms of the same words, decoys first.

    Attributes
    ----------
    terms : tuple of _Term
        The terms.
    codes : tuple of str
        What they name, each once; empty for a decoy.
    is_free : bool
        Whether they are one word in any case, so that the word itself is enough.
    """

    terms: tuple[_Term, ...]
    codes: tuple[str, ...]
    is_free: bool

    @classmethod
    def of(cls, terms: tuple[_Term, ...]) -> "_Row":
        """Return the row of some terms."""
        is_free = len(terms[0].words) == 1 and not any(one.capitals or one.stop for one in terms)
        return cls(terms, _codes(terms), is_free)


# Rows by first word: by number of words, the most first, those of each run of words.
_Rows = Mapping[tuple[str, ...], _Row]
_Table = Mapping[str, tuple[tuple[int, _Rows], ...]]


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
    return {first: tuple(_sized(found)) for first, found in rows.items()}


def _sized(terms: Iterable[_Term]) -> Iterator[tuple[int, _Rows]]:
    """Yield terms of one first word by number of words and then by words."""
    ordered = sorted(terms, key=lambda term: (-len(term.words), term.code != _DECOY))
    for size, alike in groupby(ordered, key=lambda term: len(term.words)):
        rows: dict[tuple[str, ...], tuple[_Term, ...]] = {}
        for term in alike:
            rows[term.words] = (*rows.get(term.words, ()), term)
        yield size, {words: _Row.of(held) for words, held in rows.items()}


def _codes(terms: Sequence[_Term]) -> tuple[str, ...]:
    """Return what terms name, each once; nothing where the first of them is a decoy."""
    if terms[0].code == _DECOY:
        return ()
    return tuple(dict.fromkeys(term.code for term in terms))


def _term(code: str, word: str) -> _Term:
    cut = _cut(word)
    first = cut.found[0][0]
    letters = [letter for letter in word if letter.isalpha()]
    acronym = len(first) <= _SHORT and all(map(str.isupper, letters)) and "." not in word
    capitals = 2 if acronym else int(first[0].isupper())
    return _Term(cut.plain, cut.joints(0, len(cut.plain) - 1), capitals, word.endswith("."), code)


@lru_cache(maxsize=256)
def _cut(text: str) -> _Words:
    found, words = runs(text)
    plain = map(str.lower, words) if text.isascii() else map(_plain, words)
    return _Words(text, found, tuple(plain))


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
    free, plain = 0, cut.plain
    for position, word in enumerate(plain):
        if word not in table or position < free:
            continue
        for size, rows in table[word]:
            row = rows.get(plain[position : position + size])
            if row is None:
                continue
            if row.is_free:
                word_found = cut.found[position]
                for code in row.codes:
                    yield Mention(*word_found.span(), word_found[0], code)
            elif fits := [term for term in row.terms if _fits(term, cut, position)]:
                yield from _mentions(fits, cut, position)
            else:
                continue
            free = position + size
            break


def _mentions(terms: list[_Term], cut: _Words, position: int) -> Iterator[Mention]:
    start, end = cut.found[position].start(), cut.found[position + len(terms[0].words) - 1].end()
    if any(term.stop for term in terms) and cut.text[end : end + 1] == ".":
        end += 1
    for code in _codes(terms):
        yield Mention(start, end, cut.text[start:end], code)


def _fits(term: _Term, cut: _Words, position: int) -> bool:
    """Return whether joints and capitals of a term are those of the words, which are its own."""
    last = position + len(term.words) - 1
    if last > position and cut.joints(position, last) != term.joints:
        return False
    if term.capitals == 0:
        return True
    first = cut.found[position][0]
    return first.isupper() if term.capitals == 2 else first[0].isupper()
