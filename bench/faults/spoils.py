"""Faults in drafts of phrases: in their tokens, their declarations and the print.

Each injector spoils a clean draft or returns None where its class does not apply. An exchange of
two phrases that leaves both statements true is no fault, so none is made.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random

from bench.faults.drafts import Draft, written
from bench.faults.grammar import Pool, is_change
from bench.faults.stock import Part, template, tokens, with_part
from policywire.analyst.draft import Kind, Relation, Token
from policywire.analyst.figures import Figure
from policywire.analyst.reading.terms import shipped_terms
from policywire.analyst.rules.joints import joints, may_follow
from policywire.analyst.wording import comparison
from policywire.facts.errors import PolicywireError, WrongUse

__all__ = ["TOKENS", "Spoil", "compared_literally", "phrases_of", "replaced"]

Spoil = Callable[[Draft, Pool, Random], Draft | None]
_MEASURES = (
    *("imports for consumption", "imports", "exports", "share", "deficit", "balance", "duties"),
    *("foreign direct investment", "rate", "prices", "yield", "unemployment", "claiming"),
)
_OPPOSED = {
    **{"more than": "less than", "less than": "more than", "above": "below", "below": "above"},
    **{"larger than": "smaller than", "smaller than": "larger than"},
    **{"higher than": "lower than", "lower than": "higher than"},
    **{"greater than": "less than"},
}
# Words that set what stands before them above what stands after, and the other way round.
_ABOVE = ("outweighed", "surpassed", "exceeded", "more than", "above", "outran", "topped")
_BELOW = ("fell short of", "less than", "below", "trailed", "stayed under")


def phrases_of(draft: Draft) -> list[int]:
    """Return where the phrase tokens of a draft stand."""
    return tokens(draft.parts, Kind.PHRASE)


def replaced(draft: Draft, at: int, *new: Part) -> Draft:
    """Return a draft with one part replaced."""
    return replace(draft, parts=with_part(draft.parts, at, *new))


def compared_literally(draft: Draft) -> tuple[int, re.Match[str]] | None:
    """Return where words of comparison stand between two phrases, and the words."""
    spots = phrases_of(draft)
    for one, other in pairwise(spots):
        if other - one != 2 or not isinstance(draft.parts[one + 1], str):
            continue
        match = re.search("|".join((*_ABOVE, *_BELOW)), str(draft.parts[one + 1]))
        if match is not None:
            return one + 1, match
    return None


def _token(draft: Draft, at: int) -> Token:
    part = draft.parts[at]
    assert isinstance(part, Token)
    return part


def _figure(draft: Draft, at: int, pool: Pool) -> Figure:
    return pool.registry.figure(_token(draft, at).ref)


def _renamed(draft: Draft, at: int, name: str) -> Draft:
    old = _token(draft, at)
    return replaced(draft, at, Token(old.kind, name, old.forms))


def _pick(found: list[int], rng: Random) -> int | None:
    return rng.choice(found) if found else None


def _prints(draft: Draft, at: int, pool: Pool) -> str:
    """Return what one token of a draft prints, as it stands in the line."""
    alone = replace(draft, parts=("x ", _token(draft, at)), printed=None)
    return written(alone, pool.registry).text[2:]


# ------------------------------------------------------------------- comparisons


def sides_exchanged(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Let the two phrases of a comparison change places."""
    spots, literal = phrases_of(draft), compared_literally(draft)
    middle = tokens(draft.parts, Kind.COMPARISON)
    at = middle[0] if middle else literal[0] if literal else None
    if at is None:
        return None
    before = max(spot for spot in spots if spot < at)
    after = min(spot for spot in spots if spot > at)
    one, other = _token(draft, before), _token(draft, after)
    if pool.registry.figure(one.ref).quantity == pool.registry.figure(other.ref).quantity:
        return None
    made = replaced(draft, before, Token(one.kind, other.ref, one.forms))
    return replaced(made, after, Token(other.kind, one.ref, other.forms))


def another_compared(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Let a comparison token name another figure than the one that is said beside it."""
    at = _pick(tokens(draft.parts, Kind.COMPARISON), rng)
    if at is None:
        return None
    token = _token(draft, at)
    names = token.ref.split(",")
    side = rng.randrange(2)
    kept = pool.registry.figure(names[1 - side])
    others = [one.id for one in pool.beside(kept) if one.id not in names]
    fits = [one for one in others if _can(pool, names, side, one, token.forms)]
    if not fits:
        return None
    names[side] = rng.choice(fits)
    return replaced(draft, at, Token(token.kind, ",".join(names), token.forms))


def _can(pool: Pool, names: list[str], side: int, name: str, forms: tuple[str, ...]) -> bool:
    one, other = (name if at == side else held for at, held in enumerate(names))
    try:
        comparison(pool.registry.figure(one), pool.registry.figure(other), forms)
    except WrongUse:
        return False
    return True


def another_said(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Say another figure beside a comparison than the one that is compared."""
    literal = compared_literally(draft)
    at = _pick(tokens(draft.parts, Kind.COMPARISON), rng) if literal is None else literal[0]
    if at is None:
        return None
    near = [spot for spot in phrases_of(draft) if abs(spot - at) <= 2]
    spot = rng.choice(near)
    here = {_token(draft, other).ref for other in near}
    unit = _figure(draft, spot, pool).quantity.unit.unscaled
    alike = [one for one in pool.levels if one.quantity.unit.unscaled == unit]
    wrong = [one for one in alike if one.id not in here]
    if literal is not None:
        wrong = [one for one in wrong if _is_untrue(draft, spot, one, literal, pool)]
    return _renamed(draft, spot, rng.choice(wrong).id) if wrong else None


def _is_untrue(
    draft: Draft, spot: int, figure: Figure, literal: tuple[int, re.Match[str]], pool: Pool
) -> bool:
    """Return whether a comparison in words is false with another figure at a spot."""
    at, match = literal
    names = [_token(draft, near).ref for near in (at - 1, at + 1)]
    pair = [pool.registry.figure(name) for name in names]
    pair[spot > at] = figure
    if min(one.quantity.value for one in pair) < 0:
        return False
    values = [one.quantity.to(figure.quantity.unit.unscaled).value for one in pair]
    return (values[0] > values[1]) != (match[0] in _ABOVE)


def comparison_flipped(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Type the opposite of what is compared."""
    at = _pick(tokens(draft.parts, Kind.COMPARISON), rng)
    if at is not None:
        told = _prints(draft, at, pool)
        return replaced(draft, at, _OPPOSED[told]) if told in _OPPOSED else None
    found = compared_literally(draft)
    if found is None:
        return None
    at, match = found
    other = rng.choice(_BELOW if match[0] in _ABOVE else _ABOVE)
    part = str(draft.parts[at])
    return replaced(draft, at, part[: match.start()] + other + part[match.end() :])


def comparison_unproved(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Compare in words without the condition that proves it."""
    if compared_literally(draft) is None or not draft.holds:
        return None
    return replace(draft, holds=())


# ------------------------------------------------------------------- ids


def id_forged(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Name no figure in a phrase."""
    at = rng.choice(phrases_of(draft))
    name = _token(draft, at).ref
    made = [f"{name}9", f"us_{name}", name[:-1], name.replace("_", "-"), name.upper()]
    held = pool.registry.figures
    forged = [one for one in made if one not in held and not one.startswith("rule.")]
    return _renamed(draft, at, rng.choice(forged)) if forged else None


def said_twice(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Say one figure in two places, so that another is lost."""
    spots = phrases_of(draft)
    if len({_token(draft, at).ref for at in spots}) < 2:
        return None
    one, other = rng.sample(spots, 2)
    return _renamed(draft, one, _token(draft, other).ref)


def another_place(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Say the figure of another place than the words name."""
    words = _literal(draft)

    def fits(own: Figure, other: Figure) -> bool:
        named = own.subject and own.subject in words and other.subject not in words
        part = _is_part(own.subject, other.subject)  # true of the place named as well
        alike = template(own) == template(other) and own.subject != other.subject
        return bool(named) and alike and not part

    return _swapped(draft, pool, rng, fits)


def _is_part(whole: str, part: str) -> bool:
    """Return whether a place lies in another."""
    terms = shipped_terms()
    codes = [{one.code for one in terms.places(name)} for name in (whole, part)]
    return any(two.startswith(f"{one}-") for one in codes[0] for two in codes[1])


def another_measure(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Say the figure of another measure than the words name."""
    words = _literal(draft).lower()

    def fits(own: Figure, other: Figure) -> bool:
        mine, theirs = own.measure.lower(), other.measure.lower()
        named = [one for one in _MEASURES if one in words and one in mine]
        return bool(named) and not any(one in theirs for one in named)

    return _swapped(draft, pool, rng, fits)


def another_period(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Say the figure of another period than the period token names."""
    dated = {_token(draft, at).ref for at in tokens(draft.parts, Kind.PERIOD)}
    told = {_prints(draft, at, pool) for at in tokens(draft.parts, Kind.PERIOD)}

    def fits(own: Figure, other: Figure) -> bool:
        same = template(own) == template(other) and own.subject == other.subject
        return own.id in dated and same and other.period.words() not in told

    return _swapped(draft, pool, rng, fits)


def _swapped(
    draft: Draft, pool: Pool, rng: Random, fits: Callable[[Figure, Figure], bool]
) -> Draft | None:
    """Return a draft whose only phrase of a kind says another figure that does not fit."""
    spots = phrases_of(draft)
    if len(spots) != 1 or draft.closed:
        return None
    own = _figure(draft, spots[0], pool)
    found = [other.id for other in pool.figures if other.id != own.id and fits(own, other)]
    return _renamed(draft, spots[0], rng.choice(found)) if found else None


def _literal(draft: Draft) -> str:
    return " ".join(part for part in draft.parts if isinstance(part, str))


# ------------------------------------------------------------------- periods and directions


def period_token_swapped(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Use the period of another figure."""
    at = _pick(tokens(draft.parts, Kind.PERIOD), rng)
    if at is None:
        return None
    told = {_prints(draft, spot, pool) for spot in tokens(draft.parts, Kind.PERIOD)}
    whole = written(draft, pool.registry).text
    others = [one for one in pool.figures if not one.id.startswith("rule.")]
    wrong = [one.id for one in others if one.period.words() not in told]
    wrong = [name for name in wrong if pool.registry.figure(name).period.words() not in whole]
    return replaced(draft, at, Token(Kind.PERIOD, rng.choice(wrong)))


def period_typed(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Type a period that is not the figure's."""
    at = _pick(tokens(draft.parts, Kind.PERIOD), rng)
    if at is None:
        return None
    text = _prints(draft, at, pool)
    year = re.findall(r"\d{4}", text)[-1]
    return replaced(draft, at, text.replace(year, str(int(year) + rng.choice([-2, -1, 1]))))


def direction_flipped(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Type the opposite direction, or use the token of a figure that went the other way."""
    at = _pick(tokens(draft.parts, Kind.DIRECTION), rng)
    if at is None:
        return None
    own = _figure(draft, at, pool)
    others = [one for one in pool.changes if one.quantity.value * own.quantity.value < 0]
    if rng.random() < 0.6:
        return _renamed(draft, at, rng.choice(others).id)
    down = own.quantity.value < 0
    return replaced(draft, at, rng.choice(("rose", "climbed") if down else ("fell", "declined")))


def another_direction(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Use the direction of another figure, whatever its sign."""
    at = _pick(tokens(draft.parts, Kind.DIRECTION), rng)
    if at is None:
        return None
    told = _prints(draft, at, pool)
    others = [one.id for one in pool.changes if one.id != _token(draft, at).ref]
    made = [_renamed(draft, at, name) for name in rng.sample(others, 12)]
    return next((one for one in made if _prints(one, at, pool) != told), None)


def direction_forms_swapped(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Give a direction its word for a fall where that for a rise belongs."""
    spots = tokens(draft.parts, Kind.DIRECTION)
    at = _pick([at for at in spots if len(_token(draft, at).forms) == 2], rng)
    if at is None:
        return None
    token = _token(draft, at)
    return replaced(draft, at, Token(token.kind, token.ref, token.forms[::-1]))


def range_swapped(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Print the range of another projection."""
    at = _pick(tokens(draft.parts, Kind.RANGE), rng)
    if at is None:
        return None
    held = [one.id for one in pool.figures if one.interval is not None]
    return _renamed(draft, at, rng.choice([name for name in held if name != _token(draft, at).ref]))


# ------------------------------------------------------------------- declarations and print


def uses_forged(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Declare another figure than is said, one too many, or one too few."""
    if not draft.closed:
        return None
    names = list(draft.sentence.uses)
    other = rng.choice([one.id for one in pool.figures if one.id not in names])
    made = rng.choice([[other, *names[1:]], [*names, other], names[1:]])
    return replace(draft, uses=tuple(made))


def relation_misdeclared(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Declare a contrast, a consequence or an addition that no joint states."""
    if not draft.closed:
        return None
    words = _literal(draft)
    wrong = [Relation.CONSEQUENCE]
    contrasts = ("but", "while", "whereas", "contrast")
    wrong += [] if any(one in words for one in contrasts) else [Relation.CONTRAST]
    adds = ("lso", "ddition", "urther", "oreover")
    wrong += [] if any(one in words for one in adds) else [Relation.ADDITION]
    return replace(draft, relation=rng.choice(wrong))


def number_instead(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Place a bare number where a phrase belongs: of another figure, in an open draft."""
    at = rng.choice(phrases_of(draft))
    own = _figure(draft, at, pool)
    unit = own.quantity.unit.unscaled
    if draft.closed:
        return replaced(draft, at, Token(Kind.FIGURE, own.id))
    others = [one for one in pool.figures if one.quantity.unit.unscaled == unit]
    others = [one for one in others if one.quantity != own.quantity]
    if not others:
        return None
    words = " ".join(_prints(draft, at, pool).split())
    number = re.search(
        r"\$?\d[\d.,]*(?: (?:million|billion|trillion|percentage points|percent))?", words
    )
    if number is None:
        return None
    return replaced(
        draft,
        at,
        words[: number.start()],
        Token(Kind.FIGURE, rng.choice(others).id),
        words[number.end() :],
    )


def phrase_typed(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Type a phrase letter by letter, one digit of its number another."""
    at = rng.choice(phrases_of(draft))
    text = _prints(draft, at, pool)
    digits = [spot for spot, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return None
    spot = rng.choice(digits)
    digit = rng.choice([one for one in "123456789" if one != text[spot]])
    return replaced(draft, at, text[:spot] + digit + text[spot + 1 :])


def print_altered(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Alter what a phrase prints after it was written: a digit, a period, a word."""
    try:
        line = written(draft, pool.registry)
    except PolicywireError:
        return None
    spans = [span for span in line.spans if span.phrase and span.text.strip()]
    span = rng.choice(spans)
    words = {"rose": "fell", "fell": "rose", "from": "to", "imports": "exports", "Mexico": "Canada"}
    new = re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), span.text, count=1)
    if new == span.text:
        known = [one for one in words if one in span.text]
        new = span.text.replace(known[0], words[known[0]]) if known else f"not {span.text.strip()} "
    return replace(draft, printed=(span.text, new))


def joint_unborne(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Contrast two figures of which neither goes against the other."""
    spots = phrases_of(draft)
    if not draft.closed or len(spots) != 2 or tokens(draft.parts, Kind.COMPARISON):
        return None
    pair = [_figure(draft, at, pool) for at in spots]
    opposed = all(map(is_change, pair)) and pair[0].quantity.value * pair[1].quantity.value < 0
    if opposed or _token(draft, spots[1]).forms != ("clause",):
        return None
    joint = rng.choice([", but ", ", whereas ", "; by contrast, "])
    made = replaced(draft, spots[0] + 1, joint)
    return replace(made, relation=Relation.CONTRAST)


def announced_as_counted(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Open a closed draft as one of counts, and put in it what nobody counted."""
    spots = phrases_of(draft)
    if not draft.closed or len(spots) > 2 or tokens(draft.parts, Kind.COMPARISON):
        return None
    if draft.relation is not Relation.STATEMENT or isinstance(draft.parts[0], str):
        return None
    opener = rng.choice((*joints().counted, *joints().official))
    made = [one for one in pool.figures if not may_follow(opener, one)]
    at = rng.choice([spot for spot in spots if _token(draft, spot).forms == ("clause",)])
    token = replace(_token(draft, at), ref=rng.choice(made).id)
    parts = replaced(draft, at, token).parts
    return replace(draft, parts=(f"{opener[:1].upper()}{opener[1:]}, ", *parts))


TOKENS: tuple[tuple[str, Spoil], ...] = (
    ("sides of a comparison exchanged", sides_exchanged),
    ("another figure compared", another_compared),
    ("another figure beside a comparison", another_said),
    ("comparison flipped", comparison_flipped),
    ("comparison unproved", comparison_unproved),
    ("id forged", id_forged),
    ("one figure twice", said_twice),
    ("figure of another place", another_place),
    ("figure of another measure", another_measure),
    ("figure of another period", another_period),
    ("period token swapped", period_token_swapped),
    ("period typed wrong", period_typed),
    ("direction flipped", direction_flipped),
    ("direction of another figure", another_direction),
    ("direction forms swapped", direction_forms_swapped),
    ("range of another figure", range_swapped),
    ("uses forged", uses_forged),
    ("relation misdeclared", relation_misdeclared),
    ("number instead of a phrase", number_instead),
    ("phrase typed with a wrong digit", phrase_typed),
    ("print altered", print_altered),
    ("joint not borne out", joint_unborne),
    ("announced as counted", announced_as_counted),
)
