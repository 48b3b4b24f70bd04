"""Faults in the words around a number: direction, comparison, cause, tense, size, tone."""

import re

from bench.faults import tables
from bench.faults.corpus import Clean
from bench.faults.stock import Faulty, Part, Stock, faulty, token_at, tokens, with_part
from policywire.analyst.draft import Kind, Token
from policywire.analyst.figures import Figure, Root
from policywire.facts import Dimension, Status

__all__ = [
    "actual_as_forecast",
    "base_changed",
    "comparison_flipped",
    "direction_flipped",
    "direction_forms_swapped",
    "entity_invented",
    "entity_swapped",
    "flow_swapped",
    "hedge_lost",
    "magnitude_wrong",
    "negated",
    "product_swapped",
    "quote_altered",
    "superlative_flipped",
]


def direction_flipped(item: Clean, stock: Stock) -> Faulty | None:
    """Tell a rise as a fall: type a word, or use the token of a figure that went so."""
    parts = item.sentence.parts
    at = stock.pick(
        [at for at in tokens(parts, Kind.DIRECTION) if _moves(token_at(parts, at), stock)]
    )
    if at is None:
        return _replaced(item, stock, tables.LITERAL_DIRECTIONS)
    token = token_at(parts, at)
    others = _opposed(stock.figure(token), stock)
    if len(token.forms) == 2 and others and stock.rng.random() < 0.5:
        new = Token(token.kind, stock.rng.choice(others).id, token.forms)
        return faulty(item, with_part(parts, at, new))
    opposite = tables.OPPOSITE.get(stock.words(("x ", token)).split(" ", 1)[1])
    return faulty(item, with_part(parts, at, opposite)) if opposite else None


def direction_forms_swapped(item: Clean, stock: Stock) -> Faulty | None:
    """Give a direction token its word for a fall where that for a rise belongs."""
    parts = item.sentence.parts
    spots = tokens(parts, Kind.DIRECTION)
    at = stock.pick([at for at in spots if len(token_at(parts, at).forms) == 2])
    if at is None:
        return None
    token = token_at(parts, at)
    return faulty(item, with_part(parts, at, Token(token.kind, token.ref, token.forms[::-1])))


def superlative_flipped(item: Clean, stock: Stock) -> Faulty | None:
    """Call the largest the smallest."""
    return _replaced(item, stock, tables.SUPERLATIVES)


def comparison_flipped(item: Clean, stock: Stock) -> Faulty | None:
    """Call more less, ahead behind."""
    return _replaced(item, stock, tables.COMPARISONS) if item.holds else None


def quote_altered(item: Clean, stock: Stock) -> Faulty | None:
    """Leave out, add or move a word of a quotation."""
    parts = item.sentence.parts
    for at, part in enumerate(parts):
        match = re.search(r"“([^”]+)”", part) if isinstance(part, str) else None
        if match is None:
            continue
        words = match[1].split()
        spot = stock.rng.randrange(len(words))
        ways = [[*words[:spot], "Strict", *words[spot:]]]
        ways += [[*words[:spot], *words[spot + 1 :]], words[::-1]] if len(words) > 1 else []
        spoilt = " ".join(stock.rng.choice([way for way in ways if way != words]))
        return faulty(item, with_part(parts, at, str(part).replace(match[1], spoilt)))
    return None


def entity_swapped(item: Clean, stock: Stock) -> Faulty | None:
    """Replace a place in the words by another, everywhere in the sentence."""
    names = [name for name in tables.ENTITIES if _names(item, name)]
    names = [name for name in names if not any(name in other != name for other in names)]
    if not names or not _has_figure(item):
        return None
    name = stock.rng.choice(names)
    new = _another(name, " ".join(_words(item)), stock)
    return faulty(item, _renamed(item, name, new))


def entity_invented(item: Clean, stock: Stock) -> Faulty | None:
    """Replace a place in the words by one that does not exist."""
    names = [name for name in tables.ENTITIES[:-6] + tables.ENTITIES[-3:] if _names(item, name)]
    names = [name for name in names if not any(name in other != name for other in names)]
    if not names or not _has_figure(item):
        return None
    return faulty(item, _renamed(item, stock.rng.choice(names), stock.rng.choice(tables.PLACES)))


def flow_swapped(item: Clean, stock: Stock) -> Faulty | None:
    """Call imports exports, one measure another."""
    spoilt = _replaced(item, stock, tables.FLOWS) if _has_figure(item) else None
    if spoilt is None:
        return None
    clean = item.sentence.parts
    changed = next(at for at, part in enumerate(spoilt.parts) if part != clean[at])
    turned = _turned(str(clean[changed]), str(spoilt.parts[changed]))
    return faulty(item, with_part(spoilt.parts, changed, turned))


def product_swapped(item: Clean, stock: Stock) -> Faulty | None:
    """Call one product another."""
    return _replaced(item, stock, tables.PRODUCTS) if _has_figure(item) else None


def base_changed(item: Clean, stock: Stock) -> Faulty | None:
    """Change the period a change is measured from."""
    return _replaced(item, stock, tables.BASES)


def hedge_lost(item: Clean, stock: Stock) -> Faulty | None:
    """Tell what may be as what will be."""
    spoilt = _replaced(item, stock, tables.HEDGED)
    hedged = spoilt is not None and "project" in spoilt.draft.replace("{{f:proj", "")
    return None if hedged else spoilt  # what stands under a projection keeps its hedge


def negated(item: Clean, stock: Stock) -> Faulty | None:
    """Turn a statement into its denial, or a denial into a statement."""
    return _replaced(item, stock, tables.NEGATIONS)


def actual_as_forecast(item: Clean, stock: Stock) -> Faulty | None:
    """Tell what happened as what is to come."""
    parts = item.sentence.parts
    figures = [stock.figure(token_at(parts, at)) for at in tokens(parts, Kind.FIGURE)]
    seen = [one.root is Root.OBSERVATION and one.status is Status.ACTUAL for one in figures]
    if not seen or not all(seen):
        return None
    for at in tokens(parts, Kind.DIRECTION):
        word = stock.words(("x ", token_at(parts, at))).split(" ", 1)[1]
        if word in tables.FUTURES:
            return faulty(item, with_part(parts, at, tables.FUTURES[word]))
    return _replaced(item, stock, tables.FORECASTS)


def magnitude_wrong(item: Clean, stock: Stock) -> Faulty | None:
    """Tell a plunge as a slip, or a ripple as a surge."""
    parts = item.sentence.parts
    verbal = [at for at in tokens(parts, Kind.DIRECTION) if _is_verb(token_at(parts, at))]
    sized = [(at, _size(token_at(parts, at), stock)) for at in verbal]
    sized = [(at, size) for at, size in sized if size >= 10 or 0 < size < 1]
    if not sized:
        return None
    at, size = stock.rng.choice(sized)
    token = token_at(parts, at)
    mild, wild = ("slightly", "marginally", "a little"), ("sharply", "dramatically", "steeply")
    adverb = stock.rng.choice(mild if size >= 10 else wild)
    return faulty(item, with_part(parts, at, token, f" {adverb}"))


def _is_verb(token: Token) -> bool:
    """Return whether a direction token is written as a verb an adverb can follow."""
    return bool({"rose", "grew", "increased", "climbed", "gained"} & {*token.forms})


def _turned(clean: str, spoilt: str) -> str:
    """Return words whose flow was swapped with the preposition that goes with it now."""
    partner = rf"(?={'|'.join(tables.ENTITIES)}|all countries)"
    pairs = zip(clean, spoilt, strict=False)
    at = next((at for at, (old, new) in enumerate(pairs) if old != new), 0)
    after = spoilt[at:]
    if spoilt.lower().count("import") > clean.lower().count("import"):
        after = re.sub(rf"\bto {partner}", "from ", after, count=1)
    elif spoilt.lower().count("export") > clean.lower().count("export"):
        after = re.sub(rf"\bfrom {partner}", "to ", after, count=1)
    return spoilt[:at] + after


def _opposed(figure: Figure, stock: Stock) -> list[Figure]:
    """Return the changes that went the other way."""
    changes = [other for other in stock.figures() if other.measure.startswith("Change")]
    return [other for other in changes if other.quantity.value * figure.quantity.value < 0]


def _moves(token: Token, stock: Stock) -> bool:
    """Return whether a figure is far enough from nothing for its direction to be one."""
    return abs(stock.figure(token).quantity.value) > 0


def _size(token: Token, stock: Stock) -> float:
    """Return a percent change's size; -1 where the figure is none."""
    quantity = stock.figure(token).quantity
    return abs(quantity.value) if quantity.unit.dimension is Dimension.PERCENT else -1


def _has_figure(item: Clean) -> bool:
    return bool(tokens(item.sentence.parts, Kind.FIGURE))


def _words(item: Clean) -> list[str]:
    return [part for part in item.sentence.parts if isinstance(part, str)]


def _names(item: Clean, name: str) -> bool:
    """Return whether a sentence's words name a place; not as part of the Mexico News Daily."""
    return any(_named(part, name) for part in _words(item))


def _named(text: str, name: str) -> "re.Match[str] | None":
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-]| News| City)", text)


def _another(name: str, text: str, stock: Stock) -> str:
    kind = next((kind for kind in tables.KINDS if name in kind), None)
    states = ("the State of Mexico", "State of Mexico", "Querétaro", "Sonora", "Coahuila")
    kind = kind or (tables.KINDS[0] if name in states else tables.KINDS[2])
    return stock.rng.choice([other for other in kind if other not in text and other != name])


def _renamed(item: Clean, old: str, new: str) -> tuple[Part, ...]:
    pattern = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-]| News| City)")
    return tuple(
        pattern.sub(new, part) if isinstance(part, str) else part for part in item.sentence.parts
    )


def _replaced(item: Clean, stock: Stock, pairs: tables.Pairs) -> Faulty | None:
    """Replace one of the phrases a sentence holds by its counterpart, once."""
    parts = item.sentence.parts
    found = [
        (at, match, new)
        for at, part in enumerate(parts)
        if isinstance(part, str)
        for old, new in pairs
        if (match := _found(part, old))
    ]
    if not found:
        return None
    at, match, new = stock.rng.choice(found)
    part = str(parts[at])
    return faulty(item, with_part(parts, at, part[: match.start()] + new + part[match.end() :]))


def _found(text: str, phrase: str) -> "re.Match[str] | None":
    """Find a phrase as whole words; one that begins with a blank or a comma, as it is."""
    if phrase[0] in " ,":
        return re.search(re.escape(phrase), text)
    return re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text)
