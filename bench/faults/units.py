"""Faults in a unit: its scale, its currency, percent for points."""

from bench.faults.corpus import Clean
from bench.faults.stock import Faulty, Part, Stock, faulty, of_dimension, token_at, with_part
from policywire.analyst.draft import Kind, Token
from policywire.analyst.numbers import printed
from policywire.facts import Dimension

__all__ = [
    "currency_changed",
    "percent_to_points",
    "points_to_percent",
    "scale_changed",
    "spanish_billion",
]

_SCALES = ("million", "billion", "trillion")


def scale_changed(item: Clean, stock: Stock) -> Faulty | None:
    """Write million for billion: typed, or beside the token in its short form."""
    parts = item.sentence.parts
    at = stock.pick(
        [at for at in of_dimension(parts, stock, Dimension.CURRENCY) if _scale(parts, at, stock)]
    )
    if at is None:
        return None
    token = token_at(parts, at)
    scale = _scale(parts, at, stock)
    wrong = stock.rng.choice([name for name in _SCALES if name != scale])
    if stock.rng.random() < 0.5 and scale == "billion":
        short = Token(Kind.FIGURE, token.ref, ("short", *_sign_of(token)))
        return faulty(item, with_part(parts, at, "$", short, f" {wrong}"))
    return faulty(item, with_part(parts, at, stock.text(token).replace(scale, wrong)))


def spanish_billion(item: Clean, stock: Stock) -> Faulty | None:
    """Write a billion as billón, which is a million million."""
    parts = item.sentence.parts
    at = stock.pick(
        [at for at in of_dimension(parts, stock, Dimension.CURRENCY) if _billions(parts, at, stock)]
    )
    if at is None:
        return None
    token = token_at(parts, at)
    short = Token(Kind.FIGURE, token.ref, ("short", *_sign_of(token)))
    if stock.rng.random() < 0.5:
        return faulty(item, with_part(parts, at, short, " billones de dólares"))
    digits = printed(stock.figure(token), "short abs").replace(".", ",")
    return faulty(item, with_part(parts, at, f"{digits} billones de dólares"))


def percent_to_points(item: Clean, stock: Stock) -> Faulty | None:
    """Call a percentage percentage points."""
    return _spoilt_unit(item, stock, Dimension.PERCENT, "percent", "percentage points")


def points_to_percent(item: Clean, stock: Stock) -> Faulty | None:
    """Call percentage points percent."""
    return _spoilt_unit(item, stock, Dimension.POINTS, "percentage points", "percent")


def currency_changed(item: Clean, stock: Stock) -> Faulty | None:
    """Call dollars another currency, by a word before or after the token."""
    parts = item.sentence.parts
    at = stock.pick(of_dimension(parts, stock, Dimension.CURRENCY))
    if at is None:
        return None
    token = token_at(parts, at)
    ways: list[tuple[Part, ...]] = [
        ("C", Token(Kind.FIGURE, token.ref, ("abs",))),
        ("MX", Token(Kind.FIGURE, token.ref, ("abs",))),
        (token, " Canadian"),
        (token, " in euros"),
        (stock.text(token).replace("$", "€"),),
        (stock.text(token).replace("$", "") + " pesos",),
    ]
    return faulty(item, with_part(parts, at, *stock.rng.choice(ways)))


def _spoilt_unit(
    item: Clean, stock: Stock, dimension: Dimension, old: str, new: str
) -> Faulty | None:
    parts = item.sentence.parts
    at = stock.pick(
        [
            at
            for at in of_dimension(parts, stock, dimension)
            if old in stock.text(token_at(parts, at))
        ]
    )
    if at is None:
        return None
    token = token_at(parts, at)
    ways = {"percent": (" percent", "%"), "percentage points": (" percentage points", " pp")}
    if token.ref.startswith("rule."):
        return None  # a duty of 10 percent does add ten points to a rate
    if dimension is Dimension.PERCENT and stock.rng.random() < 0.5:
        return faulty(item, with_part(parts, at, token, "age points"))
    typed = stock.text(token).replace(f" {old}", stock.rng.choice(ways[new]))
    return faulty(item, with_part(parts, at, typed))


def _scale(parts: tuple[Part, ...], at: int, stock: Stock) -> str:
    text = stock.text(token_at(parts, at))
    return next((scale for scale in _SCALES if scale in text), "")


def _billions(parts: tuple[Part, ...], at: int, stock: Stock) -> bool:
    return _scale(parts, at, stock) == "billion"


def _sign_of(token: Token) -> tuple[str, ...]:
    return tuple(form for form in token.forms if form in ("abs", "signed"))
