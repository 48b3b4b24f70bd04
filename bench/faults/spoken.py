"""Faults in the words round phrases: what an author, or a model, adds, denies or overstates.

Every list has two halves. What was missed of the first was mended; the second was written after
and is held out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from bench.faults.drafts import Draft
from bench.faults.grammar import Pool
from bench.faults.said import Halves, said
from bench.faults.spoils import Spoil, compared_literally, phrases_of, replaced
from bench.faults.stock import tokens, with_part
from policywire.analyst.draft import Kind, Token
from policywire.analyst.figures import Figure
from policywire.analyst.findings import Strength
from policywire.analyst.learnt import strength_of
from policywire.facts import Dimension, Status

__all__ = ["WORDS"]


def _chosen(draft: Draft, rng: Random, halves: Halves) -> str:
    return rng.choice(halves[draft.half])


def _ended(draft: Draft, ending: str) -> Draft | None:
    """Return a draft with words before its last full stop."""
    last = draft.parts[-1]
    if not isinstance(last, str) or not last.endswith("."):
        return None
    parts = (*draft.parts[:-1], f"{last[:-1]}{ending}.")
    return replace(draft, parts=parts)


def _begun(draft: Draft, opening: str) -> Draft:
    first = draft.parts[0]
    if not isinstance(first, str):
        return replace(draft, parts=(opening, *draft.parts))
    proper = re.match(r"U\.S\.|[A-Z][a-z]+ [A-Z]|Mexico|Canada|China", first) is not None
    kept = first if proper else first[:1].lower() + first[1:]
    return replace(draft, parts=(opening + kept, *draft.parts[1:]))


def _behind(draft: Draft, rng: Random, words: str) -> Draft:
    """Return a draft with words right behind one of its phrases."""
    at = rng.choice(phrases_of(draft))
    after = draft.parts[at + 1]
    if isinstance(after, str):
        return replace(draft, parts=with_part(draft.parts, at + 1, words + after))
    return replace(draft, parts=with_part(draft.parts, at, draft.parts[at], words))


def _figures(draft: Draft, pool: Pool) -> list[Figure]:
    found = [draft.parts[at] for at in phrases_of(draft)]
    return [pool.registry.figure(one.ref) for one in found if isinstance(one, Token)]


def ender(name: str) -> Spoil:
    """Return an injector that puts words of a list at the end."""

    def spoil(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
        return _ended(draft, _chosen(draft, rng, said()[name]))

    return spoil


def opener(name: str) -> Spoil:
    """Return an injector that puts words of a list at the beginning."""

    def spoil(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
        return _begun(draft, _chosen(draft, rng, said()[name]))

    return spoil


def either(name: str) -> Spoil:
    """Return an injector of a list's words, those with a capital first, the others last."""

    def spoil(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
        words = _chosen(draft, rng, said()[name])
        return _begun(draft, words) if words[0].isupper() else _ended(draft, words)

    return spoil


def literal_beside(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Type a number behind a phrase."""
    number = f"{rng.randint(2, 980)}.{rng.randint(1, 9)}"
    form = _chosen(draft, rng, said()["beside"])
    return _behind(draft, rng, form.replace("#", number))


def unit_behind(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Put a unit or a rate of time behind a phrase."""
    return _behind(draft, rng, _chosen(draft, rng, said()["units"]))


def negated(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Deny a clause, or the verb or joint between two phrases."""
    literal = compared_literally(draft)
    if literal is not None:
        at, match = literal
        part, deny = str(draft.parts[at]), _chosen(draft, rng, said()["denied"])
        return replaced(draft, at, part[: match.start()] + deny + match[0] + part[match.end() :])
    compared = tokens(draft.parts, Kind.COMPARISON)
    if compared and rng.random() < 0.7:
        deny = _chosen(draft, rng, said()["denied"])
        return replace(
            draft, parts=(*draft.parts[: compared[0]], deny, *draft.parts[compared[0] :])
        )
    spots = [at for at in phrases_of(draft) if _is_clause(draft, at)]
    if not spots:
        return None
    at = rng.choice(spots)
    denial = _chosen(draft, rng, said()["denials"])
    return replace(draft, parts=(*draft.parts[:at], denial, *draft.parts[at:]))


def _is_clause(draft: Draft, at: int) -> bool:
    part = draft.parts[at]
    return isinstance(part, Token) and part.forms == ("clause",)


def causal_joint(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Join two clauses by a cause."""
    spots = phrases_of(draft)
    pairs = [at for at in spots[1:] if _is_clause(draft, at) and at - 2 in spots]
    if not pairs:
        return None
    return replaced(draft, rng.choice(pairs) - 1, _chosen(draft, rng, said()["causal joints"]))


def certain(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Tell a projection as certain."""
    spots = phrases_of(draft)
    figures = _figures(draft, pool)
    ahead = [at for at, one in zip(spots, figures, strict=True) if one.status is Status.PROJECTION]
    if not ahead or not _is_clause(draft, ahead[0]):
        return None
    words = _chosen(draft, rng, said()["certain"])
    at = ahead[0]
    if words[0] == ",":
        return _ended(draft, words) if at == spots[-1] else None
    return replace(draft, parts=(*draft.parts[:at], words, *draft.parts[at:]))


def recorded(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Tell a projection as what was counted."""
    if not any(one.status is Status.PROJECTION for one in _figures(draft, pool)):
        return None
    words = _chosen(draft, rng, said()["recorded"])
    ahead = [one.status is Status.PROJECTION for one in _figures(draft, pool)]
    if not ahead[-1 if words[0] == "," else 0]:
        return None  # it would be told of what was counted
    return _ended(draft, words) if words[0] == "," else _begun(draft, words)


def forecast(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Tell what happened as what is to come."""
    figures = _figures(draft, pool)
    if any(one.status is not Status.ACTUAL or one.id.startswith("rule.") for one in figures):
        return None
    words = _chosen(draft, rng, said()["forecasts"])
    return _ended(draft, words) if words[0] == "," else _begun(draft, words)


def rank_added(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Type a rank that is not that of the figure."""
    figures = _figures(draft, pool)
    words = _chosen(draft, rng, said()["ranks"])
    ranks = [one for one in figures if one.quantity.unit.dimension is Dimension.RANK]
    return _ended(draft, words) if ranks or rng.random() < 0.3 else None


def size_wrong(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Call a ripple a surge, or a plunge a ripple."""
    figures = _figures(draft, pool)
    sizes = {strength_of(one) for one in figures}
    lists = {"wild": {Strength.SHARP}, "mild": {Strength.SLIGHT, Strength.FLAT}}
    wrong = [name for name, fit in lists.items() if not sizes & fit]
    return _ended(draft, _chosen(draft, rng, said()[rng.choice(wrong)])) if wrong else None


def direction_added(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Name the opposite of the direction a change went."""
    figures = _figures(draft, pool)
    if len(figures) != 1 or "Change" not in figures[0].measure or not figures[0].quantity.value:
        return None
    up = figures[0].quantity.value > 0
    return _ended(draft, _chosen(draft, rng, said()["falls" if up else "rises"]))


def place_invented(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Name another place, held or made up, for the place that the words name."""
    names = sorted({one.subject for one in _figures(draft, pool)} - {""}, key=len)
    for name in names:
        for at, part in enumerate(draft.parts):
            if isinstance(part, str) and re.search(
                rf"(?<!\w){re.escape(name)}(?! City)(?!\w)", part
            ):
                other = _chosen(draft, rng, said()["places"])
                if other in str(draft.parts) or other == name:
                    return None
                return replaced(draft, at, part.replace(name, other))
    return None


def quote_altered(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Leave out, add or move a word of a quotation."""
    for at, part in enumerate(draft.parts):
        match = re.search(r"“([^”]+)”", part) if isinstance(part, str) else None
        if match is None:
            continue
        words, spot = match[1].split(), rng.randrange(len(match[1].split()))
        ways = [[*words[:spot], "Strict", *words[spot:]], words[::-1]]
        ways += [[*words[:spot], *words[spot + 1 :]]] if len(words) > 1 else []
        wrong = [" ".join(way) for way in ways if way != words and way]
        wrong = [one for one in wrong if one not in match[1]]  # a part of a title is its words
        return replaced(draft, at, str(part).replace(match[1], rng.choice(wrong)))
    return None


def disguised(draft: Draft, pool: Pool, rng: Random) -> Draft | None:
    """Type a number in another script, or broken by an invisible sign."""
    number = str(rng.randint(12, 980))
    odd = number.translate(str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"))  # noqa: RUF001 (what is tested)
    return _behind(draft, rng, f" ({rng.choice([odd, number[0] + chr(0x200B) + number[1:]])})")


def sequence(names: Sequence[tuple[str, Spoil]]) -> tuple[tuple[str, Spoil], ...]:
    """Return injectors by name."""
    return tuple(names)


WORDS: tuple[tuple[str, Spoil], ...] = (
    ("negated", negated),
    ("literal beside a phrase", literal_beside),
    ("digits in disguise", disguised),
    ("number words added", ender("number words")),
    ("unit or rate behind a phrase", unit_behind),
    ("cause added", either("causes")),
    ("causal joint", causal_joint),
    ("superlative added", ender("superlatives")),
    ("rank added", rank_added),
    ("direction added against the figure", direction_added),
    ("magnitude word wrong", size_wrong),
    ("hedge lost", certain),
    ("projection as recorded", recorded),
    ("actual as forecast", forecast),
    ("place in the words swapped", place_invented),
    ("quote invented", ender("speech")),
    ("quote altered", quote_altered),
    ("source invented", either("sources")),
    ("promotion", either("promotion")),
    ("investment advice", either("advice")),
    ("markup or address", ender("markup")),
    ("talk about the writing", either("talk")),
    ("another language", ender("tongues")),
)
