"""Faults in a number: its digits, scale, unit, currency, rounding, sign, rank."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bench.faults.corpus import Clean
from bench.faults.stock import (
    Faulty,
    Part,
    Stock,
    faulty,
    forms_of,
    of_dimension,
    token_at,
    tokens,
    with_part,
)
from policywire.analyst.draft import Kind, Token
from policywire.analyst.figures import Figure
from policywire.analyst.numbers import printed, printed_quantity
from policywire.facts import Dimension, Quantity

__all__ = [
    "another_number",
    "digit_changed",
    "homoglyph_digit",
    "literal_beside",
    "over_precise",
    "rank_off_by_one",
    "rounded_wrongly",
    "sign_lost",
]

_STRANGE = (
    str.maketrans("0123456789", "０１２３４５６７８９"),  # noqa: RUF001 (what is tested)
    str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),  # noqa: RUF001 (what is tested)
)
_INVISIBLE = ("\u200b", "\u2060", "\u00ad", "\u200d")


def digit_changed(item: Clean, stock: Stock) -> Faulty | None:
    """Change one digit of a printed number."""
    return _literal(item, stock, lambda text: _other_digit(text, stock))


def another_number(item: Clean, stock: Stock) -> Faulty | None:
    """Type the printed number of another figure of the same unit."""
    parts = item.sentence.parts
    at = stock.pick(_numbers(parts, stock))
    if at is None:
        return None
    token = token_at(parts, at)
    others = stock.alike(stock.figure(token), forms_of(token))
    here = {stock.text(token_at(parts, other)) for other in tokens(parts, Kind.FIGURE)}
    texts = {printed(other, forms_of(token)) for other in others if _shows(other, token)} - here
    return faulty(item, with_part(parts, at, stock.rng.choice(sorted(texts)))) if texts else None


def literal_beside(item: Clean, stock: Stock) -> Faulty | None:
    """Type a number beside a token, which makes it look covered."""
    parts = item.sentence.parts
    at = stock.pick(_numbers(parts, stock))
    if at is None:
        return None
    token = token_at(parts, at)
    spoilt = _other_digit(stock.text(token), stock)
    if spoilt is None:
        return None
    typed = stock.rng.choice(
        [f" ({spoilt})", f", or {spoilt},", f" to {spoilt}", f" against {spoilt}"]
    )
    return faulty(item, with_part(parts, at, token, typed))


def over_precise(item: Clean, stock: Stock) -> Faulty | None:
    """Print more digits than the figure has, and not its own."""

    def longer(text: str) -> str | None:
        match = re.search(r"\d+\.\d+", text)
        if match is None:
            return None
        extra = "".join(str(stock.rng.randint(1, 9)) for _ in range(2))
        return text[: match.end()] + extra + text[match.end() :]

    made = _literal(item, stock, longer)
    return None if made is None or _is_exact(item, made, stock) else made


def rounded_wrongly(item: Clean, stock: Stock) -> Faulty | None:
    """Round the wrong way, so that the last digit is one off."""
    parts = item.sentence.parts
    wrong = {at: _misrounded(stock.text(token_at(parts, at))) for at in _numbers(parts, stock)}
    at = stock.pick([at for at, texts in wrong.items() if texts])
    if at is None:
        return None
    figure, texts = stock.figure(token_at(parts, at)), wrong[at]
    toward = [text for text in texts if _beside(figure, text)]
    return faulty(item, with_part(parts, at, stock.rng.choice(toward or texts)))


def homoglyph_digit(item: Clean, stock: Stock) -> Faulty | None:
    """Write a wrong number in another script, or split it by an invisible character."""

    def disguised(text: str) -> str | None:
        spoilt = _other_digit(text, stock)
        if spoilt is None:
            return None
        if stock.rng.random() < 0.5:
            return spoilt.translate(stock.rng.choice(_STRANGE))
        at = next(at for at, letter in enumerate(spoilt) if letter.isdigit()) + 1
        return spoilt[:at] + stock.rng.choice(_INVISIBLE) + spoilt[at:]

    return _literal(item, stock, disguised)


def rank_off_by_one(item: Clean, stock: Stock) -> Faulty | None:
    """Put a rank one place off: typed, or the token of the neighbour."""
    parts = item.sentence.parts
    at = stock.pick(of_dimension(parts, stock, Dimension.RANK))
    if at is None:
        return None
    figure = stock.figure(token_at(parts, at))
    place = int(figure.quantity.value) + stock.rng.choice([1, -1])
    place = place if place > 0 else 2
    near = [other for other in stock.alike(figure, "ordinal") if other.quantity.value == place]
    if near and stock.rng.random() < 0.5:
        other = stock.rng.choice(near)
        return faulty(item, with_part(parts, at, Token(Kind.FIGURE, other.id, ("ordinal",))))
    wrong = replace(figure, quantity=Quantity(place, figure.quantity.unit))
    return faulty(item, with_part(parts, at, printed(wrong, "ordinal")))


def sign_lost(item: Clean, stock: Stock) -> Faulty | None:
    """Call a deficit a surplus, or print a negative number without its sign."""
    parts = item.sentence.parts
    swaps = (("deficits", "surpluses"), ("deficit", "surplus"), ("surplus", "deficit"))
    for old, new in swaps:
        spots = [at for at, part in enumerate(parts) if isinstance(part, str) and old in part]
        if spots:
            part = str(parts[spots[0]])
            return faulty(item, with_part(parts, spots[0], part.replace(old, new)))
    bare = [at for at in tokens(parts, Kind.FIGURE) if _is_bare_negative(parts, at, stock)]
    at = stock.pick(bare)
    if at is None:
        return None
    token = token_at(parts, at)
    kept = tuple(form for form in token.forms if form != "signed")
    return faulty(item, with_part(parts, at, Token(Kind.FIGURE, token.ref, ("abs", *kept))))


def _is_exact(item: Clean, made: Faulty, stock: Stock) -> bool:
    """Return whether a typed number happens to be a figure of the sentence, unrounded."""
    spots = tokens(item.sentence.parts, Kind.FIGURE)
    figures = [stock.figure(token_at(item.sentence.parts, at)) for at in spots]
    exact = {
        printed_quantity(figure.quantity, figure.decimals + 2, "abs").lstrip("$")
        for figure in figures
    }
    return any(isinstance(part, str) and text in part for part in made.parts for text in exact)


def _is_bare_negative(parts: tuple[Part, ...], at: int, stock: Stock) -> bool:
    token = token_at(parts, at)
    shown = stock.text(token)
    return shown.startswith("−") and any(letter in "123456789" for letter in shown)


def _literal(item: Clean, stock: Stock, spoil: Callable[[str], str | None]) -> Faulty | None:
    """Replace a number token by a typed, spoilt number."""
    parts = item.sentence.parts
    at = stock.pick(_numbers(parts, stock))
    if at is None:
        return None
    spoilt = spoil(stock.text(token_at(parts, at)))
    return faulty(item, with_part(parts, at, spoilt)) if spoilt is not None else None


def _other_digit(text: str, stock: Stock) -> str | None:
    spots = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not spots:
        return None
    at = stock.rng.choice(spots)
    leads = at == 0 or not text[at - 1].isdigit()
    choices = [digit for digit in "123456789" if digit != text[at]]
    choices += [] if leads or text[at] == "0" else ["0"]
    return text[:at] + stock.rng.choice(choices) + text[at + 1 :]


def _misrounded(text: str) -> list[str]:
    match = re.search(r"\d[\d,]*\.\d+", text)
    if match is None:
        return []
    value = Decimal(match[0].replace(",", ""))
    step = Decimal(1).scaleb(value.as_tuple().exponent)  # type: ignore[arg-type]
    near = [value + step, value - step] if value > step else [value + step]
    return [text[: match.start()] + f"{other:,f}" + text[match.end() :] for other in near]


def _beside(figure: Figure, text: str) -> bool:
    """Return whether a misrounded number is the other neighbour of the unrounded one."""
    size = Decimal(repr(abs(figure.quantity.value)))
    step = Decimal(1).scaleb(-figure.decimals)
    ends = {f"{size.quantize(step, way):,f}" for way in (ROUND_FLOOR, ROUND_CEILING)}
    return any(end in text for end in ends)


def _numbers(parts: tuple[Part, ...], stock: Stock) -> list[int]:
    """Return the number tokens that print digits."""
    spots = tokens(parts, Kind.FIGURE)
    return [at for at in spots if re.search(r"\d", stock.text(token_at(parts, at)))]


def _shows(figure: Figure, token: Token) -> bool:
    return any(letter.isdigit() for letter in printed(figure, forms_of(token)))
