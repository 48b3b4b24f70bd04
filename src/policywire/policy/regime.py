"""The regime of a day: which measures are in force, and the duty on a good under them."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from policywire.facts import Place
from policywire.facts.errors import BadReference
from policywire.policy.charge import charge, under
from policywire.policy.duty import Duty, Entry
from policywire.policy.hts import Line, Schedule, dotted, schedule
from policywire.policy.laid import Charge, Good, Rules
from policywire.policy.law import Footing
from policywire.policy.load import Book
from policywire.policy.measure import Authority, Measure
from policywire.policy.specific import Base

__all__ = ["Lawbook", "Regime", "rate"]

T = TypeVar("T")
_BASE = "mfn"
_CLAIMANTS = ("MEX", "CAN")
_SIZES = (2, 4, 6, 8, 10)
_MOST_LINES = 40  # lines an answer lists where they differ


class Lawbook:
    """A book of measures with a schedule: the law at hand, ready to be asked.

    Parameters
    ----------
    book : Book
        The measures.
    lines : Schedule or None
        The schedule; the packaged one when None.
    """

    def __init__(self, book: Book, lines: Schedule | None = None) -> None:
        self.book = book
        self.schedule = lines or schedule()
        self._lists = self._tables()
        self._bits: dict[str, int] = {}
        self._days: dict[date, Regime] = {}

    def on(self, day: date) -> "Regime":
        """Return the regime of a day."""
        if day not in self._days:
            self._days[day] = Regime(self, day)
        return self._days[day]

    def _tables(self) -> dict[str, tuple[int, frozenset[str]]]:
        """Return a bit and the codes for every list, and for the codes each measure names."""
        named = dict(self.book.codes)
        for item in self.book.measures.values():
            for sort, codes in (("in", item.scope.codes), ("out", item.scope.without_codes)):
                if codes:
                    named[f"{item.id}/{sort}"] = frozenset(codes)
        return {name: (1 << at, codes) for at, (name, codes) in enumerate(named.items())}

    def mask(self, names: tuple[str, ...]) -> int:
        """Return the bits of lists by name; a name that is no list has none."""
        return sum(self._lists[name][0] for name in dict.fromkeys(names) if name in self._lists)

    def bits(self, leaf: str) -> int:
        """Return the bits of the lists a ten-digit number is on."""
        if leaf not in self._bits:
            heads = {leaf[:size] for size in _SIZES}
            self._bits[leaf] = sum(
                bit for bit, codes in self._lists.values() if not codes.isdisjoint(heads)
            )
        return self._bits[leaf]

    def goods(self, digits: str, lines: tuple[Line, ...]) -> dict[Good, list[str]]:
        """Return the goods under a number that the law tells apart, each with its leaves."""
        made: dict[Good, list[str]] = {}
        for line in lines:
            for leaf in line.leaves:
                if not leaf.startswith(digits):
                    continue
                good = Good(line.code, line.general, line.usmca, self.bits(leaf))
                made.setdefault(good, []).append(leaf)
        return made


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an answer is for."""

    origin: Place
    digits: str
    goods: dict[Good, list[str]]
    lines: int


class Regime:
    """The law of one day.

    Parameters
    ----------
    law : Lawbook
        The law at hand.
    day : date
        The day.
    """

    def __init__(self, law: Lawbook, day: date) -> None:
        self.law = law
        self.day = day
        held = law.book.measures.values()
        self.in_force = tuple(item for item in held if item.on(day) is not None)
        self.order = tuple(rule for rule in law.book.displacements if rule.on(day))
        self._rules: dict[str, Rules] = {}

    def rules(self, origin: str) -> Rules:
        """Return the law of the day for goods of a place."""
        if origin not in self._rules:
            self._rules[origin] = self._made(origin)
        return self._rules[origin]

    def _made(self, origin: str) -> Rules:
        book, mask = self.law.book, self.law.mask
        laid = []
        for item in self.in_force:
            skipped = item.id == _BASE or item.authority is Authority.FEE
            if skipped or not book.applies_to(item, origin):
                continue
            scope, share = item.scope, item.on(self.day)
            within = mask((*scope.lists, f"{item.id}/in"))
            without = mask((*scope.without, f"{item.id}/out"))
            laid.append((item, share or 0.0, within, without, mask(scope.doubt)))
        measures = {item.id: item for item, *_ in laid}
        order = tuple((rule, *under(rule, measures)) for rule in self.order)
        return Rules(self.day, book.measure(_BASE), tuple(laid), order)

    def rate(self, origin: Place, number: str = "", entry: Entry | None = None) -> Duty:
        """Return the duty on goods of a place.

        Parameters
        ----------
        origin : Place
            Country, or the European Union.
        number : str
            Tariff number of 4, 6, 8 or 10 digits; empty for a good on no list, whose base rate
            ``entry`` must give.
        entry : Entry or None
            How the goods are entered.

        Raises
        ------
        BadCode
            If the number is none, or is not held.
        BadReference
            If a claim or share cannot be.
        """
        entry = entry or Entry()
        self._refuse(origin, number, entry)
        asked = self._asked(origin, number, entry)
        rules = self.rules(origin.code)
        answers = [(good, charge(rules, good, entry)) for good in asked.goods]
        return self._answer(asked, answers)

    def _refuse(self, origin: Place, number: str, entry: Entry) -> None:
        """Refuse what cannot be asked."""
        if origin.code == "USA" or (origin.is_group and origin.code not in self.law.book.groups):
            raise BadReference(f"{origin.name} is no origin of imports. Give a country, or EUU.")
        if not self.law.book.applies_to(self.law.book.measure(_BASE), origin.code):
            raise BadReference(f"Goods of {origin.name} pay column 2, which is not held.")
        if entry.claim and origin.code not in _CLAIMANTS:
            raise BadReference(
                f"A USMCA claim is for goods of Mexico or Canada, not of {origin.name}. "
                "Leave the claim out."
            )
        if not number and entry.mfn is None:
            raise BadReference("Give a tariff number, or the base rate of a good on no list.")
        for name in entry.lists - self.law.book.scopes.keys():
            raise BadReference(f"No list of goods is called '{name}'.")

    def _asked(self, origin: Place, number: str, entry: Entry) -> _Asked:
        stated = self.law.mask(tuple(entry.lists))
        if not number:
            text = f"{entry.mfn:.10g}"
            good = Good("", Base(text, entry.mfn), "", stated)
            return _Asked(origin, "", {good: []}, 0)
        digits, lines = self.law.schedule.find(number)
        if entry.mfn is not None:
            # A base rate given with the number picks the lines that bear it.
            bearing = tuple(line for line in lines if line.general.rate() == entry.mfn)
            lines = bearing or lines
        return _Asked(origin, digits, self.law.goods(digits, lines), len(lines))

    def _answer(self, asked: _Asked, answers: list[tuple[Good, Charge]]) -> Duty:
        sums = [made.sum for _, made in answers]
        low, high = min(sums), max(sums)
        first = answers[0][1]
        one = low == high
        return Duty(
            day=self.day,
            origin=asked.origin,
            number=asked.digits,
            level=_level(asked, one),
            rate=low if one else None,
            low=low,
            high=high,
            rows=tuple(first.rows) if one else _common([made.rows for _, made in answers]),
            displaced=tuple(first.displaced)
            if one
            else _common([made.displaced for _, made in answers]),
            not_computed=_all([made.not_computed for _, made in answers]),
            assumed=_all([*(made.assumed for _, made in answers), _by_others(answers, one)]),
            lines=() if one else _lines(asked, answers),
            known_to=self.law.book.known_to,
            caution=self._caution(first),
        )

    def _caution(self, made: Charge) -> str:
        """Return what to say about a day before or after what is known."""
        book = self.law.book
        begun = min(item.start for item in book.measures.values() if item.start and _dated(item))
        if self.day < begun:
            return (
                f"The law is known from {begun}; for {self.day} the base rate is answered, as of "
                f"{self.law.schedule.edition}, and of additional duties the older ones alone that "
                "are held. It is known to "
                f"{book.known_to}."
            )
        if self.day <= book.known_to:
            return ""
        later = [row.id for row in made.rows if row.footing is Footing.PROCLAIMED]
        told = f" Proclaimed, and not seen to have begun: {', '.join(later)}." if later else ""
        return (
            f"The law is known to {book.known_to}; the answer for {self.day} takes it that nothing "
            f"but what was laid down by then has changed.{told}"
        )


def _dated(item: Measure) -> bool:
    """Return whether a measure is one of the acts since 2025, which this book is about."""
    return item.authority not in (Authority.MFN, Authority.FEE) and item.id != "s301-china"


def _level(asked: _Asked, one: bool) -> str:
    if not asked.digits:
        return "a good of no number, on no list but those stated"
    shown = dotted(asked.digits)
    if asked.lines == 1:
        return f"{shown}, {len(asked.digits)} digits"
    tail = "which all bear this rate" if one else "which differ: give more digits"
    return f"{shown}, {len(asked.digits)} digits, {asked.lines} tariff lines under it, {tail}"


def _common(groups: list[list[T]]) -> tuple[T, ...]:
    """Return what stands in every group, in the order of the first."""
    return tuple(item for item in groups[0] if all(item in group for group in groups))


def _all(groups: list[list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for group in groups for text in group))


def _by_others(answers: list[tuple[Good, Charge]], one: bool) -> list[str]:
    """Say so where lines bear the same rate by different measures."""
    ways = {tuple(row.id for row in made.rows) for _, made in answers}
    if not one or len(ways) == 1:
        return []
    line = dotted(answers[0][0].code)
    return [f"the lines under the number bear the same rate by different measures; shown is {line}"]


def _lines(asked: _Asked, answers: list[tuple[Good, Charge]]) -> tuple[tuple[str, float], ...]:
    """Return each line under a number with its rate; ten digits where a list asks for them."""
    found: dict[str, set[float]] = {}
    by_leaf = {leaf: made.sum for good, made in answers for leaf in asked.goods[good]}
    for leaf, share in by_leaf.items():
        found.setdefault(leaf[:8], set()).add(share)
    told = {
        dotted(leaf[:8] if len(found[leaf[:8]]) == 1 else leaf): share
        for leaf, share in sorted(by_leaf.items())
    }
    return tuple(told.items())[:_MOST_LINES]


def rate(
    law: Lawbook, day: date, origin: Place, number: str = "", entry: Entry | None = None
) -> Duty:
    """Return the duty on goods entered on a day: :meth:`Regime.rate` of that day's regime."""
    return law.on(day).rate(origin, number, entry)
