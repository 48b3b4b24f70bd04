"""Faults of tokens by the fresh hand: swaps, turned comparisons, numbers out of their place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from bench.faults.drafts import Draft, written
from bench.faults.fresh_numbers import BESIDE, Made
from bench.faults.grammar import is_change
from bench.faults.stock import Part
from policywire.analyst.draft import Kind, Relation, Token
from policywire.analyst.registry import Registry

__all__ = ["SPOILS", "Made"]

_TURNED = (
    ("less than", "more than"),
    ("below", "above"),
    ("lower than", "higher than"),
    ("behind", "ahead of"),
    ("smaller than", "larger than"),
    ("under", "over"),
)
_OPPOSITE = {
    "up from": "down from",
    "down from": "up from",
    "higher than": "lower than",
    "ahead of": "behind",
    "short of": "in excess of",
    "outweighed": "was outweighed by",
    "larger than": "smaller than",
    "smaller than": "larger than",
    "exceeded": "fell short of",
}
_UNITS = (
    ("billion", "million"),
    ("percentage points", "percent"),
    ("million", "billion"),
    (" percent", " percentage points"),
    ("$", "€"),
    ("trillion", "billion"),
)


def _rng(name: str, draft: Draft, turn: int) -> Random:
    return Random(f"{name}/{draft.id}/{turn}")


def _spots(draft: Draft, kind: Kind) -> list[int]:
    held = enumerate(draft.parts)
    return [at for at, part in held if isinstance(part, Token) and part.kind is kind]


def _token(draft: Draft, at: int) -> Token:
    part = draft.parts[at]
    assert isinstance(part, Token)
    return part


def _with(draft: Draft, at: int, *new: Part) -> Draft:
    return replace(draft, parts=(*draft.parts[:at], *new, *draft.parts[at + 1 :]))


# ------------------------------------------------------------------------------- comparisons


def _comparison_turned(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    spots = _spots(draft, Kind.COMPARISON)
    if not spots or turn > len(_TURNED):
        return None
    token = _token(draft, spots[0])
    if turn == 0:
        one, other = token.ref.split(",")
        return _with(draft, spots[0], replace(token, ref=f"{other.strip()},{one.strip()}"))
    return _with(draft, spots[0], replace(token, forms=_TURNED[turn - 1]))


def _comparison_of_another(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    spots = _spots(draft, Kind.COMPARISON)
    if not spots:
        return None
    token, rng = _token(draft, spots[0]), _rng("cmp", draft, turn)
    pair = [name.strip() for name in token.ref.split(",")]
    pair[rng.randrange(2)] = _alike(registry, pair[0], rng, pair)
    return _with(draft, spots[0], replace(token, ref=",".join(pair)))


def _alike(registry: Registry, name: str, rng: Random, but: list[str]) -> str:
    unit = registry.figure(name).quantity.unit.unscaled
    held = [one for one in registry.figures.values() if one.quantity.unit.unscaled == unit]
    return rng.choice([one.id for one in held if one.id not in but] or [name])


def _words_against_condition(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    if not draft.holds or turn:
        return None
    for at, part in enumerate(draft.parts):
        for old, new in _OPPOSITE.items():
            if isinstance(part, str) and old in part:
                return _with(draft, at, part.replace(old, new, 1))
    return None


def _condition_of_another(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    """Put another figure in the comparison, for which it is false; the condition stays."""
    found = re.fullmatch(r"(\S+) ([<>]) (\S+)", draft.holds[0]) if len(draft.holds) == 1 else None
    spots = _spots(draft, Kind.PHRASE)
    if found is None or len(spots) != 2:
        return None
    rng, last = _rng("holds", draft, turn), _token(draft, spots[1])
    other = registry.figure(_alike(registry, last.ref, rng, [found[1], found[3]]))
    fixed = found[1] if last.ref == found[3] else found[3]
    held = registry.figure(fixed).quantity.to(other.quantity.unit).value
    sign, above = found[2], held > other.quantity.value
    stands = above if (fixed == found[1]) == (sign == ">") else not above
    return None if stands else _with(draft, spots[1], replace(last, ref=other.id))


# ----------------------------------------------------------------------------- declarations


def _wrong_id(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    at, rng = _spots(draft, Kind.PHRASE)[0], _rng("id", draft, turn)
    ref = _token(draft, at).ref
    made = rng.choice((ref + "x", ref[1:], ref.replace("_", "-"), ref.upper(), f"{ref}_2030"))
    return _with(draft, at, replace(_token(draft, at), ref=made)) if made != ref else None


def _uses_misdeclared(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    if not draft.closed:
        return None
    rng, uses = _rng("uses", draft, turn), draft.sentence.uses
    other = _alike(registry, uses[0], rng, list(uses))
    made = rng.choice((uses[1:], (*uses, other), (other, *uses[1:]), uses * 2, ()))
    return replace(draft, uses=made)


def _relation_misdeclared(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    """Declare a contrast, an addition or a consequence no joint of the draft speaks for."""
    words = "".join(part for part in draft.parts if isinstance(part, str)).strip(" .;,")
    if not draft.closed or not words or draft.relation is Relation.STATEMENT:
        return None
    told = [one for one in Relation if one not in (draft.relation, Relation.STATEMENT)]
    if ", while" in draft.text:
        told = [Relation.ADDITION, Relation.CONSEQUENCE]
    return replace(draft, relation=told[turn]) if turn < len(told) else None


def _contrast_of_alike(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    """Join by contrast what moved the same way."""
    spots = _spots(draft, Kind.PHRASE)
    joints = (", but ", ", whereas ", "; by contrast, ", ", while ")
    if not draft.closed or turn >= len(joints) or len(spots) != 2 or spots[1] - spots[0] != 2:
        return None
    figures = [registry.figure(_token(draft, at).ref) for at in spots]
    if _token(draft, spots[1]).forms != ("clause",) or not all(map(is_change, figures)):
        return None
    if (figures[0].quantity.value > 0) != (figures[1].quantity.value > 0):
        return None
    made = _with(draft, spots[0] + 1, joints[turn])
    return replace(made, relation=Relation.CONTRAST)


# ------------------------------------------------------------------------------ printed text


def _printed(kind: Kind, alter: Callable[[str, Random], str]) -> Made:
    def made(draft: Draft, registry: Registry, turn: int) -> Draft | None:
        rng = _rng("printed", draft, turn)
        spans = [one for one in written(draft, registry).spans if one.ref and one.kind is kind]
        if not spans:
            return None
        old = rng.choice(spans).text
        new = alter(old, rng)
        return replace(draft, printed=(old, new)) if new != old else None

    return made


def _digits(text: str, rng: Random) -> str:
    at = rng.choice([at for at, sign in enumerate(text) if sign.isdigit()] or [0])
    if not text[at].isdigit():
        return f"{text} 1"
    return text[:at] + str((int(text[at]) + rng.randint(1, 8)) % 10) + text[at + 1 :]


def _unit(text: str, rng: Random) -> str:
    held = [(old, new) for old, new in _UNITS if old in text]
    return text.replace(*rng.choice(held), 1) if held else text


def _year(text: str, rng: Random) -> str:
    found = re.search(r"\d{4}", text)
    if found is None:
        return text
    return text.replace(found[0], str(int(found[0]) + rng.choice((-2, -1, 1, 2))), 1)


def _direction(text: str, rng: Random) -> str:
    words = {"increased": "declined", "declined": "increased", "rose": "fell", "fell": "rose"}
    words |= {"deficit": "surplus", "surplus": "deficit", "rise": "fall", "fall": "rise"}
    return next((text.replace(old, new) for old, new in words.items() if old in text), text)


# ---- phrases typed


def _typed_out(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    """Type what a phrase prints in the place of its token."""
    spots = _spots(draft, Kind.PHRASE)
    if turn >= len(spots):
        return None
    token = _token(draft, spots[turn])
    spans = [one for one in written(draft, registry).spans if one.phrase == token.ref]
    return _with(draft, spots[turn], "".join(one.text for one in spans)) if spans else None


def _classes() -> Iterator[tuple[str, Made]]:
    yield "comparison token turned", _comparison_turned
    yield "comparison token of another figure", _comparison_of_another
    yield "words against the condition", _words_against_condition
    yield "condition of another figure", _condition_of_another
    yield "id that does not exist", _wrong_id
    yield "uses misdeclared", _uses_misdeclared
    yield "relation misdeclared", _relation_misdeclared
    yield "contrast of what moved alike", _contrast_of_alike
    yield "printed number altered", _printed(Kind.FIGURE, _digits)
    yield "printed unit or scale altered", _printed(Kind.FIGURE, _unit)
    yield "printed period altered", _printed(Kind.PERIOD, _year)
    yield "printed direction altered", _printed(Kind.DIRECTION, _direction)
    yield "printed words altered", _printed(Kind.PHRASE, _direction)
    yield "printed range altered", _printed(Kind.RANGE, _digits)
    yield "phrase typed out", _typed_out
    yield from BESIDE


SPOILS: tuple[tuple[str, Made], ...] = tuple(_classes())
