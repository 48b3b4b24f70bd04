"""The book of measures: read strictly, and refused where rows overlap or contradict each other."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain, combinations
from pathlib import Path

from policywire.facts import Place
from policywire.facts.errors import BadDocument, NotHeld, near
from policywire.policy.measure import (
    Displacement,
    Measure,
    ScopeList,
    check_code,
    inside,
)
from policywire.schema import load

__all__ = ["Book", "load_book"]


@dataclass(frozen=True, slots=True)
class _File:
    measures: tuple[Measure, ...] = ()
    displacements: tuple[Displacement, ...] = ()
    scopes: tuple[ScopeList, ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known_to: date | None = None


@dataclass(frozen=True)
class Book:
    """Every measure a desk holds.

    Attributes
    ----------
    measures : dict of str to Measure
        By id.
    displacements : tuple of Displacement
        In the order they are tried.
    scopes : dict of str to ScopeList
        Lists of goods by id.
    codes : dict of str to frozenset of str
        The goods of each list: headings and lines as digits.
    groups : dict of str to tuple of str
        Members of groups of places.
    known_to : date
        The last day the law is known to.
    """

    measures: dict[str, Measure]
    displacements: tuple[Displacement, ...]
    scopes: dict[str, ScopeList]
    codes: dict[str, frozenset[str]]
    groups: dict[str, tuple[str, ...]]
    known_to: date

    def measure(self, name: str) -> Measure:
        """Return a measure by id.

        Raises
        ------
        NotHeld
            If there is none; the message lists near ids.
        """
        if name not in self.measures:
            raise NotHeld(f"No measure is called '{name}'.{near(name, self.measures)}")
        return self.measures[name]

    @cached_property
    def first(self) -> date:
        """The first day any measure of this book is known from."""
        return min(start for item in self.measures.values() if (start := item.start))

    def applies_to(self, measure: Measure, origin: str) -> bool:
        """Return whether a measure is laid on goods of a place."""
        names = self._names(origin)
        return bool(names & set(measure.places)) and not names & set(measure.without_places)

    def _names(self, origin: str) -> set[str]:
        """Return a place and the groups it is in; a group stands for itself alone."""
        return {origin, "WLD"} | {
            group for group, members in self.groups.items() if origin in members
        }

    def overlap(self, one: Measure, other: Measure) -> bool:
        """Return whether two measures share a day, a place and goods."""
        return (
            _days_meet(one, other)
            and bool(self._spread(one) & self._spread(other))
            and self._goods_meet(one, other)
        )

    def _spread(self, measure: Measure) -> set[str]:
        """Return the places a measure reaches; ``WLD`` reaches every place any measure names."""
        named = {place for item in self.measures.values() for place in item.places} | {"WLD"}
        everywhere = named if "WLD" in measure.places else set(measure.places)
        out = set(measure.without_places)
        members = {
            name
            for group, names in self.groups.items()
            if group in everywhere and group not in out
            for name in names
        }
        return (everywhere | members) - out

    def _goods_meet(self, one: Measure, other: Measure) -> bool:
        if one.scope.all or other.scope.all:
            return True
        first, second = self._goods(one), self._goods(other)
        return any(code[:size] in second for code in first for size in _SIZES) or any(
            code[:size] in first for code in second for size in _SIZES
        )

    def _goods(self, measure: Measure) -> frozenset[str]:
        listed = (self.codes[name] for name in measure.scope.lists)
        return frozenset(measure.scope.codes).union(*listed)


_SIZES = (2, 4, 6, 8, 10)


def load_book(folder: Path) -> Book:
    """Read every file of measures of a desk, and the lists of goods beside them.

    Parameters
    ----------
    folder : Path
        Folder of ``*.yaml``, with a folder ``scopes`` of ``*.csv``.

    Raises
    ------
    BadDocument
        If a file breaks the schema, names what is not held, or contradicts another.
    """
    made = [load(path, _File) for path in sorted(folder.glob("*.yaml"))]
    measures = [item for one in made for item in one.measures]
    displacements = tuple(item for one in made for item in one.displacements)
    scopes = [item for one in made for item in one.scopes]
    for kind in (measures, displacements, scopes):
        _refuse_doubles(folder, [item.id for item in kind])
    days = [one.known_to for one in made if one.known_to]
    if len(days) != 1:
        raise BadDocument(f"{folder.name}: 'known_to' must be given once; it is {len(days)} times.")
    book = Book(
        {item.id: item for item in measures},
        displacements,
        {item.id: item for item in scopes},
        {item.id: _read_list(folder / "scopes" / f"{item.id}.csv") for item in scopes},
        {name: members for one in made for name, members in one.groups.items()},
        days[0],
    )
    check(book)
    return book


def check(book: Book) -> None:
    """Refuse a book whose rows name what is not held, overlap, or contradict each other.

    Raises
    ------
    BadDocument
        Naming the rows.
    """
    for fault in chain(_unknown(book), _overlaps(book), _circles(book)):
        raise BadDocument(fault)


def _read_list(path: Path) -> frozenset[str]:
    """Return the codes of a list, one a row under the head ``hts``."""
    try:
        rows = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise BadDocument(f"{path} cannot be read: {error}.") from error
    if rows[:1] != ["hts"] or len(rows) < 2:
        raise BadDocument(f"{path.name}: the head is 'hts', and at least one code stands under it.")
    for at, code in enumerate(rows[1:], start=2):
        try:
            check_code(code)
        except BadDocument as error:
            raise BadDocument(f"{path.name}:{at}: {error}") from error
    _refuse_doubles(path, rows[1:])
    return frozenset(rows[1:])


def _refuse_doubles(where: Path, names: Iterable[str]) -> None:
    doubled = sorted(name for name, times in Counter(names).items() if times > 1)
    if doubled:
        raise BadDocument(f"{where.name}: {', '.join(doubled)} given twice.")


def _unknown(book: Book) -> Iterator[str]:
    """Yield what rows name that is not there."""
    places = {"WLD", *book.groups}
    for item in book.measures.values():
        for name in (*item.scope.lists, *item.scope.without, *item.scope.doubt):
            if name not in book.scopes:
                yield f"{item.id}: no list is called '{name}'.{near(name, book.scopes)}"
        for name in item.in_place_of:
            if name not in book.measures:
                yield f"{item.id}: no measure is called '{name}'.{near(name, book.measures)}"
        for place in {*item.places, *item.without_places} - places:
            Place.parse(place)
    programmes = {item.programme for item in book.measures.values()}
    for rule in book.displacements:
        for group in (*rule.by, *rule.of):
            if not any(inside(name, group) for name in programmes):
                yield f"{rule.id}: no programme is called '{group}'.{near(group, programmes)}"


def _overlaps(book: Book) -> Iterator[str]:
    """Yield measures of one programme that would be charged together on the same goods."""
    for one, other in combinations(book.measures.values(), 2):
        if one.programme != other.programme or one.needs != other.needs:
            continue
        if one.id in other.in_place_of or other.id in one.in_place_of:
            continue
        if book.overlap(one, other):
            yield (
                f"{one.id} and {other.id} lay {one.programme} on the same goods of the same places "
                "on the same days. Part them, or say which is in place of the other."
            )


def _circles(book: Book) -> Iterator[str]:
    """Yield displacements that hold on one day and displace each other."""
    for one, other in combinations(book.displacements, 2):
        meet = one.start <= (other.until or date.max) and other.start <= (one.until or date.max)
        crossed = any(inside(a, b) or inside(b, a) for a in one.by for b in other.of)
        back = any(inside(a, b) or inside(b, a) for a in one.of for b in other.by)
        if meet and crossed and back:
            yield f"{one.id} and {other.id} displace each other on the same days."
    for item in book.measures.values():
        for name in item.in_place_of:
            if item.id in book.measures[name].in_place_of:
                yield f"{item.id} and {name} each stand in place of the other."


def _days_meet(one: Measure, other: Measure) -> bool:
    if not (one.start and other.start):
        return False
    return one.start <= (other.until or date.max) and other.start <= (one.until or date.max)
