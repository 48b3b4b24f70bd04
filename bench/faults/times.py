"""Faults in time: the period or date beside a number is another's."""

import re

from bench.faults.bindings import swapped_id
from bench.faults.corpus import Clean
from bench.faults.stock import Faulty, Part, Stock, faulty, token_at, tokens, with_part
from policywire.analyst.draft import Kind, Token
from policywire.analyst.figures import Figure, Root
from policywire.analyst.numbers import printed

__all__ = [
    "another_period",
    "date_swapped",
    "period_literal",
    "period_token_swapped",
    "periods_reversed",
]


def another_period(item: Clean, stock: Stock) -> Faulty | None:
    """Use the id of the same measure in another period; leave the words and period."""

    def fits(figure: Figure, other: Figure) -> bool:
        same = other.subject == figure.subject and other.measure == figure.measure
        return same and other.period != figure.period

    return swapped_id(item, stock, fits, needs_period=True)


def period_token_swapped(item: Clean, stock: Stock) -> Faulty | None:
    """Use the period token of another figure."""
    parts = item.sentence.parts
    at = stock.pick([at for at in tokens(parts, Kind.PERIOD) if not token_at(parts, at).forms])
    if at is None:
        return None
    figure = stock.figure(token_at(parts, at))
    here = {stock.words((token_at(parts, other),)) for other in tokens(parts, Kind.PERIOD)}
    others = [other for other in stock.figures() if other.root is Root.OBSERVATION]
    fits = [other for other in others if _another_time(figure, other, here, stock)]
    if not fits:
        return None
    return faulty(item, with_part(parts, at, Token(Kind.PERIOD, stock.rng.choice(fits).id)))


def period_literal(item: Clean, stock: Stock) -> Faulty | None:
    """Type a period that is not the figure's."""
    parts = item.sentence.parts
    at = stock.pick(tokens(parts, Kind.PERIOD))
    if at is None:
        return None
    text = stock.words((token_at(parts, at),))
    years = sorted(set(re.findall(r"\d{4}", text)))
    spoilt = text.replace(years[-1], str(int(years[-1]) + stock.rng.choice([-3, -2, -1, 1, 2])))
    held = {figure.period.words() for figure in _alike_in_time(parts, stock)}
    return faulty(item, with_part(parts, at, spoilt)) if spoilt not in held else None


def periods_reversed(item: Clean, stock: Stock) -> Faulty | None:
    """Let two period tokens change places."""
    parts = item.sentence.parts
    spots = tokens(parts, Kind.PERIOD)
    pairs = [
        (one, other)
        for number, one in enumerate(spots)
        for other in spots[number + 1 :]
        if stock.words((parts[one],)) != stock.words((parts[other],)) and not _is_span(parts, one)
    ]
    if not pairs or not tokens(parts, Kind.FIGURE):
        return None
    one, other = stock.rng.choice(pairs)
    spoilt = with_part(with_part(parts, one, parts[other]), other, parts[one])
    return faulty(item, spoilt)


def date_swapped(item: Clean, stock: Stock) -> Faulty | None:
    """Use the date of another event, or type one."""
    parts = item.sentence.parts
    at = stock.pick(tokens(parts, Kind.DATE))
    if at is None:
        return None
    token = token_at(parts, at)
    text = stock.words((token,))
    if stock.rng.random() < 0.5:
        year = re.findall(r"\d{4}", text)[-1]
        wrong = str(int(year) + stock.rng.choice([-1, 1]))
        return faulty(item, with_part(parts, at, text.replace(year, wrong)))
    names = sorted(stock.registry.law.events)
    others = [Token(Kind.DATE, name, token.forms) for name in names]
    fits = [other for other in others if stock.words((other,)) != text]
    return faulty(item, with_part(parts, at, stock.rng.choice(fits)))


def _is_span(parts: tuple[Part, ...], at: int) -> bool:
    """Return whether a period opens a span, as in between A and B, which reads both ways."""
    return at > 0 and str(parts[at - 1]).lower().endswith("between ")


def _another_time(figure: Figure, other: Figure, here: set[str], stock: Stock) -> bool:
    if other.period.words() in here:
        return False
    twins = [
        item
        for item in stock.figures()
        if (item.measure, item.subject, item.period)
        == (figure.measure, figure.subject, other.period)
    ]
    return all(printed(twin) != printed(figure) for twin in twins)


def _alike_in_time(parts: tuple[Part, ...], stock: Stock) -> list[Figure]:
    """Return the figures of a sentence, whose periods a typed one must not hit."""
    kinds = (Kind.FIGURE, Kind.PERIOD)
    spots = [at for kind in kinds for at in tokens(parts, kind)]
    return [stock.figure(token_at(parts, at)) for at in spots]
