"""Faults of the fresh hand in numbers, dates and quotations: right in themselves, wrong beside."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bench.faults.drafts import Draft, drafted
from policywire.analyst.draft import Kind, Token
from policywire.analyst.registry import Registry
from policywire.facts import Status

__all__ = ["BESIDE", "CONTROL", "Made"]

Made = Callable[[Draft, Registry, int], Draft | None]


def _framed(frames: tuple[str, ...], choose: Callable[..., dict[str, str] | None]) -> Made:
    """Return a maker of drafts by number tokens, in the words of a frame."""

    def made(draft: Draft, registry: Registry, turn: int) -> Draft | None:
        rng = Random(f"framed/{draft.id}/{turn}")
        name = draft.sentence.figures[0]
        if draft.closed or name.startswith("rule."):
            return None
        words = choose(name, registry, rng)
        if words is None:
            return None
        text = rng.choice(frames)
        for hole, word in ({"A": name} | words).items():
            text = text.replace(f"<{hole}>", word)
        return drafted(draft.id, draft.half, text)

    return made


_IMPORTS = re.compile(r"(mx|ca|cn|de|jp|kr|vn|in|gb|ie|fr|br|tw)_in_(now|ago2?|2\d)")
_NAMES = (
    *("Mexico", "Canada", "China", "Germany", "Japan", "South Korea", "Vietnam", "India"),
    *("the United Kingdom", "Ireland", "France", "Brazil", "Taiwan"),
)
_FROM = (
    "U.S. general imports of goods from <P> were {{f:<A>}} in {{t:<A>}}.",
    "In {{t:<A>}} the United States bought goods worth {{f:<A>}} from <P>.",
    "Goods imports from <P> came to {{f:<A>}} in {{t:<A>}}.",
    "The United States imported {{f:<A>}} of goods from <P> in {{t:<A>}}.",
    "At {{f:<A>}} in {{t:<A>}}, imports from <P> are on record.",
)
_OTHER_MEASURE = (
    "U.S. exports of goods to <P> were {{f:<A>}} in {{t:<A>}}.",
    "The goods deficit with <P> was {{f:<A>}} in {{t:<A>}}.",
    "Calculated duties on goods from <P> were {{f:<A>}} in {{t:<A>}}.",
    "Foreign direct investment from <P> was {{f:<A>}} in {{t:<A>}}.",
    "Goods sold to <P> were worth {{f:<A>}} in {{t:<A>}}.",
    "Imports of vehicles from <P> were {{f:<A>}} in {{t:<A>}}.",
)
_OTHER_PERIOD = (
    "U.S. general imports of goods from <P> were {{f:<A>}} in {{t:<B>}}.",
    "In {{t:<B>}} the United States bought goods worth {{f:<A>}} from <P>.",
    "Goods imports from <P>, {{f:<A>}}, are those of {{t:<B>}}.",
)
_NO_RANGE = (
    "Imports come to {{f:<A>}} in {{t:<A>}}.",
    "The projection stands at {{f:<A>}} for {{t:<A>}}.",
    "The model puts it at {{f:<A>}} in {{t:<A>}}.",
    "By {{t:<A>}} the model projects {{f:<A>}}.",
)


def _other_place(name: str, registry: Registry, rng: Random) -> dict[str, str] | None:
    own = registry.figure(name).subject
    others = [one for one in _NAMES if own not in one]
    return {"P": rng.choice(others)} if _IMPORTS.fullmatch(name) else None


def _own_place(name: str, registry: Registry, rng: Random) -> dict[str, str] | None:
    """Return the place of a figure of imports; None of another figure."""
    own = registry.figure(name).subject
    said = f"the {own}" if own.startswith("United") else own
    return {"P": said} if _IMPORTS.fullmatch(name) else None


def _other_period(name: str, registry: Registry, rng: Random) -> dict[str, str] | None:
    held = registry.figure(name).period
    others = [one.id for one in registry.figures.values() if one.period != held]
    return (
        (_own_place(name, registry, rng) or {}) | {"B": rng.choice(others)}
        if (_IMPORTS.fullmatch(name))
        else None
    )


def _projected(name: str, registry: Registry, rng: Random) -> dict[str, str] | None:
    return {} if registry.figure(name).status is Status.PROJECTION else None


CONTROL: Made = _framed(_FROM, _own_place)


# --------------------------------------------------------------------------- dates, quotations


def _other_event(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    held = [part for part in draft.parts if isinstance(part, Token) and part.kind is Kind.DATE]
    if not held:
        return None
    token = held[0]
    days = registry.law.events
    others = [one for one in days if days[one].day != days[token.ref].day]
    if turn >= len(others):
        return None
    other = replace(token, ref=others[turn])
    return replace(draft, parts=tuple(other if one is token else one for one in draft.parts))


def _quote_altered(draft: Draft, registry: Registry, turn: int) -> Draft | None:
    for at, part in enumerate(draft.parts):
        found = re.search("“(.+?)”", part) if isinstance(part, str) else None
        if found is not None and isinstance(part, str):
            new = _altered(found[1], Random(f"quote/{draft.id}/{turn}"))
            partial = new in found[1]  # some of its words, verbatim, are no fault
            changed = (*draft.parts[:at], part.replace(found[1], new), *draft.parts[at + 1 :])
            return None if partial else replace(draft, parts=changed)
    return None


def _altered(words: str, rng: Random) -> str:
    said = words.split()
    at = rng.randrange(len(said))
    one = rng.choice(("drop", "swap", "add", "deny"))
    if one == "drop":
        del said[at]
    elif one == "swap":
        said[at] = rng.choice(("agrees", "leaves", "Canada", "joint", "quickly", "the"))
    elif one == "add":
        said.insert(at, rng.choice(("never", "fully", "soon", "new")))
    else:
        said = [word for word in said if word not in ("not", "does")]
    return " ".join(said)


BESIDE: tuple[tuple[str, Made], ...] = (
    ("number of another place", _framed(_FROM, _other_place)),
    ("number of another measure", _framed(_OTHER_MEASURE, _own_place)),
    ("number of another period", _framed(_OTHER_PERIOD, _other_period)),
    ("projection without its range", _framed(_NO_RANGE, _projected)),
    ("date of another event", _other_event),
    ("quotation altered", _quote_altered),
)
