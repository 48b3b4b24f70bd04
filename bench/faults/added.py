"""Faults that are added: a clause, an opening or a sentence that nothing bears out."""

from collections.abc import Sequence

from bench.faults import tables
from bench.faults.corpus import Clean
from bench.faults.stock import Faulty, Stock, faulty, tokens
from policywire.analyst.draft import Kind

__all__ = [
    "advice_added",
    "attribution_invented",
    "cause_added",
    "number_words_added",
    "promoted",
    "quote_invented",
    "superlative_added",
    "superlative_added_beside_condition",
]


def superlative_added(item: Clean, stock: Stock) -> Faulty | None:
    """Claim a record that nothing was computed for."""
    return _ended(item, stock, tables.HIGHEST) if not item.holds and _has_figure(item) else None


def superlative_added_beside_condition(item: Clean, stock: Stock) -> Faulty | None:
    """Claim a record in a sentence whose conditions are about something else."""
    ranked = any("rank" in condition or "record" in condition for condition in item.holds)
    return (
        _ended(item, stock, tables.HIGHEST)
        if item.holds and not ranked and _has_figure(item)
        else None
    )


def number_words_added(item: Clean, stock: Stock) -> Faulty | None:
    """Add a number in words."""
    return _ended(item, stock, tables.WORDED) if _has_figure(item) else None


def cause_added(item: Clean, stock: Stock) -> Faulty | None:
    """Add a cause nobody showed, before or after."""
    if item.cites or not _has_figure(item):
        return None
    if stock.rng.random() < 0.3:
        return _begun(item, stock, tables.CAUSES_FIRST)
    return _ended(item, stock, tables.CAUSES)


def promoted(item: Clean, stock: Stock) -> Faulty | None:
    """Add words of promotion."""
    return _begun(item, stock, tables.PROMOTION) if _has_figure(item) else None


def advice_added(item: Clean, stock: Stock) -> Faulty | None:
    """Add advice to buy or sell."""
    return faulty(item, (*item.sentence.parts, stock.rng.choice(tables.ADVICE)))


def attribution_invented(item: Clean, stock: Stock) -> Faulty | None:
    """Name a source that nothing is cited for."""
    return _ended(item, stock, tables.SOURCES) if not item.cites and _has_figure(item) else None


def quote_invented(item: Clean, stock: Stock) -> Faulty | None:
    """Add a quotation that stands in no source."""
    return _ended(item, stock, tables.SPEECH) if not item.cites and _has_figure(item) else None


def _ended(item: Clean, stock: Stock, endings: Sequence[str]) -> Faulty | None:
    """Put a clause before the last full stop."""
    last = item.sentence.parts[-1]
    if not isinstance(last, str) or not last.endswith("."):
        return None
    ending = stock.rng.choice(endings)
    return faulty(item, (*item.sentence.parts[:-1], f"{last[:-1]}{ending}."))


def _begun(item: Clean, stock: Stock, openings: Sequence[str]) -> Faulty | None:
    first = item.sentence.parts[0]
    opening = stock.rng.choice(openings)
    if not isinstance(first, str):
        return faulty(item, (opening, *item.sentence.parts))
    kept = first if first.split(" ")[0] in tables.CAPITALS else first[:1].lower() + first[1:]
    return faulty(item, (opening + kept, *item.sentence.parts[1:]))


def _has_figure(item: Clean) -> bool:
    return bool(tokens(item.sentence.parts, Kind.FIGURE))
