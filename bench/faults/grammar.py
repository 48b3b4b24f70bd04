"""Phrase drafts made from a grammar over every figure held, by a seed for each half.

Closed drafts use the joints a language model is told. Open ones use leads and connectives of the
bench's own; they were written without regard to the word lists of the rules.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bench.faults.drafts import Draft, Half, drafted
from policywire.analyst.draft import Relation
from policywire.analyst.figures import Figure, Root, RuleTrail
from policywire.analyst.phrases import phrase
from policywire.analyst.registry import Registry
from policywire.analyst.rules.joints import joints, may_follow
from policywire.analyst.wording import comparison
from policywire.evidence import Derived
from policywire.facts import Dimension
from policywire.facts.errors import PolicywireError, WrongUse

__all__ = ["Pool", "closed_drafts", "open_drafts"]

SEED = 20261122
_LEADS = {
    Half.FIRST: (
        *("In the published accounts, ", "On this measure, ", "For the record: ", "Put plainly, "),
        *("As the tables have it, ", "To begin with, ", "Next, ", "Then again, ", "Lastly, "),
        *("In round terms, ", "On the ground, ", "Seen the other way, "),
    ),
    Half.SECOND: (
        *("According to the release, ", "Here the ledger reads: ", "So far, ", "In sum, "),
        *("At the border, ", "To be exact, ", "In the official count, ", "Elsewhere, "),
        *("On paper, ", "Beyond that, ", "One further entry: ", "As published, "),
    ),
}
_COUNTED = ("In the published accounts, ", "In the official count, ", "At the border, ")
_LINKS = {
    Half.FIRST: (" and ", "; then, ", ", and in the next column ", " - and ", ", after which "),
    Half.SECOND: (
        ", with this beside it: ",
        "; next to that, ",
        ", and on the same page ",
        "; as well, ",
    ),
}
_ASIDES = {
    Half.FIRST: (" (as revised)", ", all told", ", on the basis described in the notes"),
    Half.SECOND: (", by the method set out below", " (see the notes)", ", in current dollars"),
}
_OVER = {
    Half.FIRST: ("came in ", "was ", "proved "),
    Half.SECOND: ("ended up ", "is, on these data, ", "turned out "),
}
_PAIRS = (
    "larger than|smaller than",
    "above|below",
    "higher than|lower than",
    "greater than|less than",
)
_MOVES = {
    Half.FIRST: ("The figure {dir}: ", "It {dir}, as follows: ", "Which way did it go? It {dir}: "),
    Half.SECOND: ("The line {dir}: ", "In a word, it {dir}; in full, ", "The series {dir}, for "),
}


@dataclass(frozen=True, slots=True)
class Pool:
    """The figures that can be said in a phrase.

    Attributes
    ----------
    registry : Registry
        What tokens may name.
    figures : tuple of Figure
        All that have a phrase.
    """

    registry: Registry
    figures: tuple[Figure, ...]

    @classmethod
    def of(cls, registry: Registry) -> "Pool":
        """Return the pool of a registry, its shipped rules with it."""
        held = [name for name in registry.figures if not name.startswith("rule.")]
        names = (*held, *(f"rule.{one.id}" for one in registry.law.provisions.values()))
        return cls(registry, tuple(_said(registry, names)))

    @property
    def changes(self) -> tuple[Figure, ...]:
        """Those that are changes and do not print as zero."""
        return tuple(one for one in self.figures if is_change(one) and one.quantity.value)

    @property
    def levels(self) -> tuple[Figure, ...]:
        """Amounts, shares and rates above zero, of which each compares with some other."""
        kinds = (Dimension.CURRENCY, Dimension.SHARE, Dimension.PERCENT)
        held = [one for one in self.figures if one.quantity.unit.dimension in kinds]
        return tuple(one for one in held if not is_change(one) and one.root is Root.OBSERVATION)

    def beside(self, one: Figure) -> list[Figure]:
        """Return the figures that may be compared with one."""
        return [other for other in self.levels if other.id != one.id and _compares(one, other)]


def is_change(figure: Figure) -> bool:
    """Return whether a figure is a change against an earlier period."""
    trail = figure.trail
    return isinstance(trail, Derived) and trail.against is not None


def closed_drafts(pool: Pool, half: Half, count: int) -> Iterator[Draft]:
    """Yield drafts as a language model may write them, each another, at most ``count``."""
    yield from _distinct(pool, half, count, _CLOSED, "closed")


def open_drafts(pool: Pool, half: Half, count: int) -> Iterator[Draft]:
    """Yield drafts as a person may write them, each another, at most ``count``."""
    yield from _distinct(pool, half, count, _OPEN, "open")


_Made = tuple[str, tuple[str, ...], Relation | None]
_Rule = Callable[[Pool, Half, Random], _Made | None]


def _distinct(
    pool: Pool, half: Half, count: int, rules: Sequence[_Rule], style: str
) -> Iterator[Draft]:
    seen: set[str] = set()
    for turn in range(20 * count):
        rng = Random(f"{SEED}/{half}/{style}/{turn}")
        made = rules[turn % len(rules)](pool, half, rng)
        if made is None or made[0] in seen:
            continue
        seen.add(made[0])
        say, holds, relation = made
        yield drafted(f"{style}-{half}-{turn}", half, say, holds=holds, relation=relation)
        if len(seen) == count:
            return


# ------------------------------------------------------------------- closed drafts


def _clause(figure: Figure) -> str:
    return f"{{{{p:{figure.id}|clause}}}}"


def _noun(figure: Figure, rng: Random | None = None) -> str:
    return f"{{{{p:{figure.id}{'|noun' if rng and rng.random() < 0.5 else ''}}}}}"


def _two(pool: Pool, rng: Random) -> tuple[Figure, Figure]:
    one, other = rng.sample(pool.figures, 2)
    return one, other


def _opened(rng: Random) -> tuple[str, Relation]:
    relation = rng.choice(list(joints().openers))
    word = rng.choice(joints().openers[relation])
    return (f"{word[:1].upper()}{word[1:]}, " if word else ""), relation


def _single(pool: Pool, half: Half, rng: Random) -> _Made:
    opener, relation = _opened(rng)
    figures = [one for one in pool.figures if may_follow(opener, one)]
    return f"{opener}{_clause(rng.choice(figures))}.", (), relation


def _joined(pool: Pool, half: Half, rng: Random) -> _Made:
    one, other = _two(pool, rng)
    relation = rng.choice([Relation.STATEMENT, Relation.ADDITION, Relation.COMPARISON])
    joint = rng.choice(joints().between[relation])
    return f"{_clause(one)}{joint} {_clause(other)}.", (), relation


def _contrasted(pool: Pool, half: Half, rng: Random) -> _Made:
    up = rng.choice([one for one in pool.changes if one.quantity.value > 0])
    down = rng.choice([one for one in pool.changes if one.quantity.value < 0])
    pair = [up, down] if rng.random() < 0.5 else [down, up]
    joint = rng.choice(joints().between[Relation.CONTRAST])
    return f"{_clause(pair[0])}{joint} {_clause(pair[1])}.", (), Relation.CONTRAST


def _beside(pool: Pool, half: Half, rng: Random) -> _Made | None:
    one = rng.choice(pool.figures)
    unit = one.quantity.unit.unscaled
    held = [two for two in pool.figures if two.quantity.unit.unscaled == unit and two.id != one.id]
    held = [two for two in held if is_change(two) == is_change(one)]
    if not held:
        return None
    joint = rng.choice(joints().beside)
    return f"{_clause(one)}{joint} {_noun(rng.choice(held), rng)}.", (), Relation.STATEMENT


def _compared(pool: Pool, half: Half, rng: Random) -> _Made | None:
    one = rng.choice(pool.levels)
    others = pool.beside(one)
    if not others:
        return None
    other = rng.choice(others)
    text = f"{_clause(one)}, {{{{cmp:{one.id},{other.id}}}}} {_noun(other, rng)}."
    return text, (), Relation.COMPARISON


def _three(pool: Pool, half: Half, rng: Random) -> _Made:
    found = rng.sample(pool.figures, 3)
    between = joints().between[Relation.STATEMENT]
    first, last = rng.choice(between), rng.choice(between)
    text = f"{_clause(found[0])}{first} {_clause(found[1])}{last} {_clause(found[2])}."
    return text, (), Relation.STATEMENT


_CLOSED: tuple[_Rule, ...] = (_single, _joined, _contrasted, _beside, _compared, _three)


# ------------------------------------------------------------------- open drafts


def _led(pool: Pool, half: Half, rng: Random) -> _Made:
    lead, figure = rng.choice(_LEADS[half]), rng.choice(pool.figures)
    return f"{_fitting(lead, figure)}{_clause(figure)}.", (), None


def _fitting(lead: str, figure: Figure) -> str:
    """Return a lead, or nothing: no projection is in an official count."""
    counted = may_follow("On the official figures", figure)
    return lead if counted or lead not in _COUNTED else ""


def _linked(pool: Pool, half: Half, rng: Random) -> _Made:
    one, other = _two(pool, rng)
    return f"{_clause(one)}{rng.choice(_LINKS[half])}{_clause(other)}.", (), None


def _with_aside(pool: Pool, half: Half, rng: Random) -> _Made:
    aside = rng.choice(_ASIDES[half])
    while (one := rng.choice(pool.figures)).quantity.unit.dimension is not Dimension.CURRENCY:
        continue
    return f"{_fitting(rng.choice(_LEADS[half]), one)}{_clause(one)}{aside}.", (), None


def _weighed(pool: Pool, half: Half, rng: Random) -> _Made | None:
    one = rng.choice(pool.levels)
    others = pool.beside(one)
    if not others:
        return None
    other, pair = rng.choice(others), rng.choice(_PAIRS)
    try:
        comparison(one, other, tuple(pair.split("|")))
    except WrongUse:
        return None  # they print alike
    verb = rng.choice(_OVER[half])
    return f"{_noun(one)} {verb}{{{{cmp:{one.id},{other.id}|{pair}}}}} {_noun(other)}.", (), None


def _moved(pool: Pool, half: Half, rng: Random) -> _Made:
    one = rng.choice(pool.changes)
    lead = rng.choice(_MOVES[half]).replace("{dir}", f"{{{{dir:{one.id}}}}}")
    return f"{lead}{_clause(one)}.", (), None


def _dated(pool: Pool, half: Half, rng: Random) -> _Made:
    while isinstance((one := rng.choice(pool.figures)).trail, RuleTrail):
        continue
    leads = {
        Half.FIRST: ("Period under review, {t}: ", "About {t}: ", "The column headed {t} says: "),
        Half.SECOND: ("Time covered, {t}; content, ", "Filed under {t}: ", "Of {t} we read: "),
    }
    lead = rng.choice(leads[half]).replace("{t}", f"{{{{t:{one.id}}}}}")
    return f"{lead}{_clause(one)}.", (), None


def _placed(pool: Pool, half: Half, rng: Random) -> _Made:
    named = [one for one in pool.figures if one.subject and one.subject in one.measure]
    one = rng.choice(named)
    leads = {
        Half.FIRST: ("With regard to {place}, ", "{place}: ", "What of {place}: "),
        Half.SECOND: ("Page on {place}: ", "On {place} the source is brief: ", "Take {place}: "),
    }
    return f"{rng.choice(leads[half]).replace('{place}', one.subject)}{_clause(one)}.", (), None


_OPEN: tuple[_Rule, ...] = (_led, _linked, _with_aside, _weighed, _moved, _dated, _placed)


def _said(registry: Registry, names: Sequence[str]) -> Iterator[Figure]:
    """Yield the figures of some names that a phrase can say."""
    for name in names:
        try:
            figure = registry.figure(name)
            phrase(figure, "clause", as_of=registry.as_of)
            phrase(figure, "noun", as_of=registry.as_of)
        except PolicywireError:
            continue
        yield figure


def _compares(one: Figure, other: Figure) -> bool:
    try:
        comparison(one, other)
    except WrongUse:
        return False
    return True
