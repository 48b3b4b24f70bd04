"""Fresh hands: drafts and faults of the phrase contract by people who had not read the rules.

Each hand has a folder under ``fresh_hands``, named by the day it was first run: ``drafts``, its
clean drafts; ``faults.yaml``, what it puts round them; ``hand.yaml``, how it is run;
``unseen.json``, the rates of its first run, before any rule was mended for it. Those are the rates
to quote. ``fresh_spoils`` spoils the tokens of every hand's drafts alike.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from bench.faults.corpus import HERE, read_clean
from bench.faults.drafts import Draft, Half, drafted, written
from bench.faults.fresh_spoils import SPOILS, Made
from policywire.analyst.draft import Relation
from policywire.analyst.registry import Registry
from policywire.facts import Status
from policywire.schema import load

__all__ = ["Hand", "hands"]

_KEPT = ("Mexico", "Canada", "Nuevo", "Census", "According to Census", "U.S.", "From China")
_PLACES = ("Brazil", "Germany", "Vietnam", "Japan", "India", "Peru", "Taiwan", "France", "Chile")


@dataclass(frozen=True, slots=True)
class Added:
    """A class of faults put round a draft.

    Attributes
    ----------
    name : str
        The class.
    add : tuple of str
        What is added; ``~`` is the draft without its full stop, ``{place}`` another place.
    of : str
        The status, or ``rule``, that a figure of the draft must have; any where empty.
    """

    name: str
    add: tuple[str, ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """``hand.yaml``: how a hand is run.

    Attributes
    ----------
    seed : int
        What the choice of drafts and wordings is drawn by.
    limit : int
        Spoilt drafts of a class, at most.
    names : tuple of str
        Words that keep their capital where something is put before them.
    withdrawn : tuple of str
        Words of drafts that the contract has refused since they were written.
    """

    seed: int
    limit: int
    names: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """What one hand wrote.

    Attributes
    ----------
    name : str
        The day it was first run.
    told : Told
        How it is run.
    drafts : tuple of Draft
        Its clean drafts, closed where they declare a relation.
    withdrawn : tuple of Draft
        Drafts set aside: what the contract has refused since.
    classes : tuple of (str, callable)
        Its classes of faults, and those of tokens.
    unseen : dict
        The document of its first run.
    """

    name: str
    told: Told
    drafts: tuple[Draft, ...]
    withdrawn: tuple[Draft, ...]
    classes: tuple[tuple[str, Made], ...]
    unseen: dict[str, Any]

    @property
    def seed(self) -> int:
        """What its drafts and wordings are drawn by."""
        return self.told.seed


def hands() -> tuple[Hand, ...]:
    """Return every hand, in the order of its first run.

    Raises
    ------
    BadDocument
        If a file breaks the schema.
    """
    return tuple(_hand(folder) for folder in sorted((HERE / "fresh_hands").iterdir()))


def _hand(folder: Path) -> Hand:
    told = load(folder / "hand.yaml", Told)
    every = tuple(_drafts(folder))
    withdrawn = tuple(one for one in every if any(text in one.text for text in told.withdrawn))
    kept = tuple(one for one in every if one not in withdrawn)
    added = load(folder / "faults.yaml", tuple[Added, ...])
    classes = (*((one.name, _adding(one, told)) for one in added), *SPOILS)
    unseen = json.loads((folder / "unseen.json").read_text("utf-8"))
    return Hand(folder.name, told, kept, withdrawn, classes, unseen)


def _drafts(folder: Path) -> list[Draft]:
    paths = sorted((folder / "drafts").glob("*.yaml"))
    return [
        drafted(
            item.id,
            Half.SECOND,
            item.say,
            holds=item.holds,
            cites=item.cites,
            relation=Relation(item.relation) if item.relation else None,
        )
        for path in paths
        for item in read_clean(path)
    ]


def _adding(added: Added, told: Told) -> Made:
    def put(draft: Draft, registry: Registry, turn: int) -> Draft | None:
        if added.of and not any(_is(added.of, name, registry) for name in draft.sentence.figures):
            return None
        rng = Random(f"{told.seed}/{added.name}/{draft.id}/{turn}")
        form = rng.choice(added.add)
        if "{place}" in form:
            said = written(draft, registry).text
            form = form.replace("{place}", rng.choice([one for one in _PLACES if one not in said]))
        return _put(draft, form, (*_KEPT, *told.names))

    return put


def _is(status: str, name: str, registry: Registry) -> bool:
    if status == "rule":
        return name.startswith("rule.")
    return registry.figure(name).status is Status(status) and not name.startswith("rule.")


def _put(draft: Draft, form: str, names: tuple[str, ...]) -> Draft:
    body = draft.text.removesuffix(".")
    if not form.startswith("~") and not body.startswith(names):
        body = body[:1].lower() + body[1:]
    made = drafted(draft.id, draft.half, form.replace("~", body))
    return replace(draft, parts=made.parts)
