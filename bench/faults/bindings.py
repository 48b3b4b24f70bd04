"""Faults in what a number is tied to: whose it is, of what, of when, and how final."""

from collections.abc import Callable
from dataclasses import replace

from bench.faults import tables
from bench.faults.corpus import Clean
from bench.faults.stock import (
    Faulty,
    Part,
    Stock,
    faulty,
    forms_of,
    template,
    token_at,
    tokens,
    with_part,
)
from policywire.analyst.draft import Kind, Token
from policywire.analyst.figures import Figure, Root
from policywire.analyst.numbers import printed
from policywire.facts import Dimension, Quantity, Status

__all__ = [
    "another_entity",
    "another_measure",
    "another_rule",
    "exhibit_differs",
    "id_forged",
    "parts_do_not_add",
    "projection_as_actual",
    "range_lost",
    "swapped_id",
]

_OFF = (0.91, 0.97, 1.04, 1.12)


def another_entity(item: Clean, stock: Stock) -> Faulty | None:
    """Use the id of the same measure of somebody else; leave the words."""

    def fits(figure: Figure, other: Figure) -> bool:
        same = template(figure) == template(other) and other.period == figure.period
        return same and other.subject != figure.subject

    return swapped_id(item, stock, fits)


def another_measure(item: Clean, stock: Stock) -> Faulty | None:
    """Use the id of another measure of the same subject."""

    def fits(figure: Figure, other: Figure) -> bool:
        same = other.subject == figure.subject and other.period == figure.period
        return same and other.measure != figure.measure

    return swapped_id(item, stock, fits)


def another_rule(item: Clean, stock: Stock) -> Faulty | None:
    """Use the number of another written rule."""
    parts = item.sentence.parts
    at = stock.pick([at for at in tokens(parts, Kind.FIGURE) if _is_rule(token_at(parts, at))])
    if at is None:
        return None
    token = token_at(parts, at)
    figure, held = stock.figure(token), sorted(stock.registry.figures)
    rules = [stock.registry.figures[name] for name in held if name.startswith("rule.")]
    unit, text = figure.quantity.unit, printed(figure, forms_of(token))
    here = {stock.text(token_at(parts, other)) for other in tokens(parts, Kind.FIGURE)}
    fits = [rule for rule in rules if rule.quantity.unit == unit and printed(rule) not in here]
    fits = [rule for rule in fits if printed(rule, forms_of(token)) != text]
    if not fits:
        return None
    new = Token(Kind.FIGURE, stock.rng.choice(fits).id, token.forms)
    return faulty(item, with_part(parts, at, new))


def id_forged(item: Clean, stock: Stock) -> Faulty | None:
    """Name no figure in a token."""
    parts = item.sentence.parts
    at = stock.pick(tokens(parts, Kind.FIGURE))
    if at is None:
        return None
    token = token_at(parts, at)
    forged = [
        f"{token.ref}2",
        token.ref.replace("_", "-"),
        f"us_{token.ref}",
        token.ref[:-1] or "x",
    ]
    unknown = [name for name in forged if name not in stock.registry.figures]
    ref = stock.rng.choice(
        [name for name in unknown if not name.startswith("rule.")] or ["made_up"]
    )
    return faulty(item, with_part(parts, at, Token(Kind.FIGURE, ref, token.forms)))


def projection_as_actual(item: Clean, stock: Stock) -> Faulty | None:
    """Tell a projected figure as what happened."""
    parts = item.sentence.parts
    expected = _by_status(parts, stock, Status.PROJECTION)
    if expected:
        return _hedges_dropped(item)
    pairs = _projected_like(parts, stock)
    if not pairs or len(tokens(parts, Kind.PERIOD)) != 1:
        return None
    old, new = stock.rng.choice(pairs)
    renamed = tuple(
        Token(part.kind, new, part.forms) if isinstance(part, Token) and part.ref == old else part
        for part in parts
    )
    return faulty(item, renamed)


def range_lost(item: Clean, stock: Stock) -> Faulty | None:
    """Print a modelled figure without its range."""
    parts = item.sentence.parts
    at = stock.pick(tokens(parts, Kind.RANGE))
    if at is None:
        return None
    before, after = str(parts[at - 1]), str(parts[at + 1])
    bare = before.removesuffix(" (range ") + after.removeprefix(")")
    return faulty(item, (*parts[: at - 1], bare, *parts[at + 2 :]))


def parts_do_not_add(item: Clean, stock: Stock) -> Faulty | None:
    """Give as the sum of two figures of the sentence a third that is not."""
    parts = item.sentence.parts
    money = [
        at for at in tokens(parts, Kind.FIGURE) if _is_level(stock.figure(token_at(parts, at)))
    ]
    if len(money) < 2 or not str(parts[-1]).endswith("."):
        return None
    one, other = (stock.figure(token_at(parts, at)) for at in money[:2])
    if one.period != other.period or one.id == other.id:
        return None
    sums = _sums([_usd(stock.figure(token_at(parts, at))) for at in money])
    near = [held for held in stock.alike(one, "") if held.period == one.period and _is_level(held)]
    wrong = [held for held in near if not _is_among(abs(_usd(held)), sums)]
    if not wrong:
        return None
    likely = [held for held in wrong if 0.5 < abs(_usd(held)) / max(sums) < 2]
    token = Token(Kind.FIGURE, stock.rng.choice(likely or wrong).id)
    last = str(parts[-1]).removesuffix(".")
    return faulty(item, (*parts[:-1], f"{last}, together ", token, "."))


def exhibit_differs(item: Clean, stock: Stock) -> Faulty | None:
    """Let the chart show another number for the same measure, subject and period."""
    parts = item.sentence.parts
    at = stock.pick([at for at in tokens(parts, Kind.FIGURE) if _observed(parts, at, stock)])
    if at is None:
        return None
    figure = stock.figure(token_at(parts, at))
    value = figure.quantity.value * stock.rng.choice(_OFF)
    shown = replace(
        figure, id=f"exhibit.{figure.id}", quantity=Quantity(value, figure.quantity.unit)
    )
    if printed(shown) == printed(figure):
        return None
    token = Token(Kind.FIGURE, shown.id, token_at(parts, at).forms)
    return Faulty((*parts, " The chart shows ", token, "."), item.holds, item.cites, (shown,))


def swapped_id(
    item: Clean,
    stock: Stock,
    fits: Callable[[Figure, Figure], bool],
    *,
    needs_period: bool = False,
) -> Faulty | None:
    """Replace the id of one number token by that of a figure that fits and prints otherwise."""
    parts = item.sentence.parts
    if needs_period and not tokens(parts, Kind.PERIOD):
        return None
    spots = tokens(parts, Kind.FIGURE)
    stock.rng.shuffle(spots)
    for at in spots:
        token = token_at(parts, at)
        figure = stock.figure(token)
        others = stock.alike(figure, forms_of(token))
        found = [other for other in others if _allowed(token, other) and fits(figure, other)]
        if found:
            new = Token(Kind.FIGURE, stock.rng.choice(found).id, token.forms)
            return faulty(item, with_part(parts, at, new))
    return None


def _is_rule(token: Token) -> bool:
    return token.ref.startswith("rule.")


def _allowed(token: Token, figure: Figure) -> bool:
    """Return whether a figure can be printed in the form of a token."""
    return "ordinal" not in token.forms or figure.quantity.unit.dimension is Dimension.RANK


def _hedges_dropped(item: Clean) -> Faulty | None:
    """Take every word of expectation out of a sentence on a projected figure."""
    parts_before = item.sentence.parts
    parts = list(parts_before)
    for at, part in enumerate(parts):
        if isinstance(part, str):
            parts[at] = _without_hedge(part)
    spoilt = tuple(part for part in parts if part)
    words = "".join(part for part in spoilt if isinstance(part, str)).lower()
    return faulty(item, spoilt) if spoilt != parts_before and "project" not in words else None


def _without_hedge(text: str) -> str:
    for old, new in tables.EXPECTED:
        text = text.replace(old, new)
    return text


def _by_status(parts: tuple[Part, ...], stock: Stock, status: Status) -> list[int]:
    spots = tokens(parts, Kind.FIGURE)
    return [at for at in spots if stock.figure(token_at(parts, at)).status is status]


def _projected_like(parts: tuple[Part, ...], stock: Stock) -> list[tuple[str, str]]:
    """Return pairs of a figure of the sentence and a projection of the same measure."""
    expected = [figure for figure in stock.figures() if figure.status is Status.PROJECTION]
    here = [stock.figure(token_at(parts, at)) for at in tokens(parts, Kind.FIGURE)]
    dated = {token_at(parts, at).ref for at in tokens(parts, Kind.PERIOD)}
    here = [figure for figure in here if figure.id in dated]
    alike = [(old, new) for old in here for new in expected if old.measure == new.measure]
    return [(old.id, new.id) for old, new in alike if old.status is Status.ACTUAL]


def _observed(parts: tuple[Part, ...], at: int, stock: Stock) -> bool:
    figure = stock.figure(token_at(parts, at))
    return figure.root is Root.OBSERVATION and figure.quantity.unit.dimension is not Dimension.RANK


def _is_level(figure: Figure) -> bool:
    """Return whether a figure is an amount of money, not a change of one."""
    money = figure.quantity.unit.dimension is Dimension.CURRENCY
    return money and not figure.measure.startswith("Change")


def _sums(values: list[float]) -> list[float]:
    """Return the size of each sum of one or more values."""
    sums = [0.0]
    for value in values:
        sums += [held + value for held in sums]
    return [abs(total) for total in sums[1:]]


def _is_among(size: float, sums: list[float]) -> bool:
    return any(abs(size - total) <= 0.02 * total for total in sums)


def _usd(figure: Figure) -> float:
    return figure.quantity.to(figure.quantity.unit.unscaled).value
