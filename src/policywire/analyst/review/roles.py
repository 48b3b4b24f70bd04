"""Roles: what a place does in a sentence, and from where to where goods and money flow."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from policywire.analyst.reading.marks import Mention
from policywire.analyst.review.said import About
from policywire.facts import Place

__all__ = ["Party", "Role", "about", "parties", "with_partners"]

USA, MEX, WLD = "USA", "MEX", "WLD"
BALANCES = ("balance", "deficit", "surplus")
FDI = ("fdi", "fdi_new", "fdi_reinvested", "fdi_intercompany")
CHARGED = ("duties", "tariff_rate", "dutiable_imports", "usmca_use")


class Role(StrEnum):
    """What a place does in a sentence."""

    FROM = "from"
    TO = "to"
    WITH = "with"
    BETWEEN = "between"
    IN = "in"
    OF = "of"
    ON = "on"
    OWNER = "owner"  # Mexico's exports; U.S. imports
    GOODS = "goods"  # Canadian goods
    DOER = "doer"  # Canada bought
    OTHER = "other"  # as China; than China


_BEFORE = (
    (Role.FROM, r"from|desde|procedentes\s+de|provenientes\s+de|originating\s+in|made\s+in"),
    (Role.TO, r"to|into|toward|towards|hacia|a|al|destined\s+for|bound\s+for"),
    (Role.WITH, r"with|con|against|vis-à-vis"),
    (Role.BETWEEN, r"between|entre"),
    (Role.IN, r"in|en|within|inside|across|throughout"),
    (Role.ON, r"on|sobre"),
    (Role.OF, r"of|del|de|among"),
    (Role.OTHER, r"as|than|que|like|como|behind|for|for\s+example|ahead\s+of|over|beyond|tras"),
)
_PREPOSITIONS = tuple(
    (role, re.compile(rf"(?:^|[\s(\"“])(?:{words})\s+(?:(?:the|both|la|el|los|las)\s+)?$", re.I))
    for role, words in _BEFORE
)
_CHAIN = re.compile(
    r"^\s*(?:,\s*)?(?:and|y|e|or|&)?\s*(?:from\s+|with\s+|to\s+)?(?:the\s+)?$", re.I
)
_HYPHEN = re.compile(r"^\s?[-\u2010-\u2015/]\s?$")
_OWNED = re.compile(r"(?:'s|’s|s'|s’)\b|['’](?=\s)", re.I)
_GOODS = re.compile(
    r"\s+(?:(?:manufactured|agricultural|farm|industrial|consumer|capital|finished|made|origin|"
    r"steel|auto)\s+)?(?:goods|products|merchandise|shipments|produce|manufactures)\b"
    r"(?!\s+(?:imports?|exports?|trade|deficit|surplus|balance|purchases))",
    re.I,
)
_SPANISH_GOODS = re.compile(r"(?:bienes|productos|mercancías|mercaderías)\s+$", re.I)
_METRIC = re.compile(
    r"\s+(?:(?:goods|merchandise|total|overall|trade|services|average|effective|annual|monthly|"
    r"quarterly|customs|import|export|bilateral|automotive|agricultural|farm|oil|steel|auto|crude|"
    r"largest|top|biggest|own|consumer|nonfarm|core|headline|two-way|current|federal|budget|energy|"
    r"manufactured|manufacturing|vehicle|car|aircraft|machinery)\s+){0,3}(?:imports?|exports?|"
    r"purchases|trade|deficit|surplus|balance|tariffs?|dut(?:y|ies)|shipments|sales|states|rate|"
    r"unemployment|inflation|economy|consumers|companies|firms|buyers|importers|exporters)\b",
    re.I,
)
_SPANISH_METRIC = re.compile(
    r"(?:importaciones|exportaciones|compras|ventas|comercio|déficit|superávit)\s+(?:\w+\s+)?$",
    re.I,
)
_SOLD = re.compile(
    r"\b(?:sold|sells?|selling|sent|sends?|shipped|ships|supplied|supplies)\s+(?:to\s+)?(?:the\s+)?$",
    re.I,
)  # Mexico sold the United States
_BOUGHT = re.compile(
    r"(?:import(?:ó|aron|a|an)|compr(?:ó|aron|a|an))\s+(?:[\w.,$%]+\s+){0,5}?de\s+(?:el\s+|la\s+)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Party:
    """A place and what it does.

    Attributes
    ----------
    code : str
        Place code.
    start, end : int
        Where it stands in the sentence.
    role : Role
        What it does.
    adjective : bool
        Whether it is written as one: ``Mexican``.
    """

    code: str
    start: int
    end: int
    role: Role
    adjective: bool


def parties(text: str, places: Sequence[Mention]) -> tuple[Party, ...]:
    """Return the places of a sentence with their roles, in order."""
    found: list[Party] = []
    for index, place in enumerate(places):
        role = _role(text, place, places[index + 1 :], found)
        if found and _HYPHEN.match(text[found[-1].end : place.start]):
            last = found[-1]
            found[-1] = Party(last.code, last.start, last.end, Role.BETWEEN, last.adjective)
            role = Role.BETWEEN
        found.append(Party(place.code, place.start, place.end, role, _adjective(place)))
    return tuple(found)


def _role(text: str, place: Mention, later: Sequence[Mention], found: list[Party]) -> Role:
    before, after = text[: place.start], text[place.end :]
    if _BOUGHT.search(before):
        return Role.FROM
    if _SPANISH_GOODS.search(before):
        return Role.GOODS
    if any(item.role is Role.DOER for item in found) and _SOLD.search(before):
        return Role.TO
    lower = place.text[:1].islower()
    if _OWNED.match(after) or (lower and _SPANISH_METRIC.search(before)):
        return Role.OWNER
    if _GOODS.match(after):
        return Role.GOODS
    owned = _METRIC.match(after)
    if owned and not any(item.start < place.end + owned.end() for item in later):
        return Role.OWNER
    if found and _CHAIN.match(text[found[-1].end : place.start]):
        return found[-1].role
    return _by_preposition(before)


def _by_preposition(before: str) -> Role:
    for role, pattern in _PREPOSITIONS:
        match = pattern.search(before[-40:])
        if match and role is Role.OF and _SPANISH_OWNER.search(before):
            return Role.OWNER
        if match:
            return role
    return Role.DOER


_SPANISH_OWNER = re.compile(
    r"(?:importaciones|exportaciones|compras|ventas|déficit|superávit|balanza|saldo|arancel\w*|"
    r"comercio|bienes|imports|exports|goods)(?:\s+\w+){0,3}\s+(?:de|del|of)\s+(?:the\s+|la\s+|el\s+)?$",
    re.I,
)


def _adjective(place: Mention) -> bool:
    """Return whether a place is written as an adjective that may own or be the origin."""
    plain = place.text.casefold()
    name = Place(place.code).name.casefold()
    return place.code != USA and plain != name and plain.endswith(_ADJECTIVES)


_ADJECTIVES = ("an", "ese", "ish", "ian", "i", "ch", "ic", "ss", "ean")


def about(
    concept: str, found: Iterable[Party], *, spanish: bool = False
) -> tuple[About, tuple[str, ...]]:
    """Return what a concept measures between the places of its segment, and what is in doubt."""
    held = tuple(found)
    if concept in BALANCES:
        return _balance(concept, held)
    if concept in ("trade", "trading_partner"):
        return _two_way(concept, held)
    if concept in FDI:
        return _investment(concept, held)
    if concept in CHARGED:
        return _charged(concept, held)
    if concept.startswith("exports"):
        return _exports(concept, held)
    return _imports(concept, held, spanish)


def _with(held: Iterable[Party], *roles: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.code for party in held if party.role in roles))


def _imports(concept: str, held: tuple[Party, ...], spanish: bool) -> tuple[About, tuple[str, ...]]:
    moved = [
        party
        for party in held
        if party.role is Role.OWNER
        and party.adjective
        and not spanish
        and party.code != USA
        and not _with(held, Role.FROM)
    ]
    origins = _with(held, Role.FROM) + tuple(party.code for party in moved)
    buyers = _with((item for item in held if item not in moved), Role.OWNER, Role.TO)
    buyers = buyers or _with(held, Role.DOER, Role.IN)
    goods = _with(held, Role.GOODS)
    if goods and not origins:
        origins = goods
    if not buyers:
        buyers = (USA,) if origins and USA not in origins else ()
    return About(concept, origins, buyers), ()


def _exports(concept: str, held: tuple[Party, ...]) -> tuple[About, tuple[str, ...]]:
    buyers = _with(held, Role.TO)
    sellers = _with(held, Role.OWNER, Role.FROM) or _with(held, Role.DOER, Role.GOODS, Role.IN)
    if not sellers and buyers and USA not in buyers:
        sellers = (USA,)
    return About(concept, tuple(item for item in sellers if item not in buyers), buyers), ()


def _two_way(concept: str, held: tuple[Party, ...]) -> tuple[About, tuple[str, ...]]:
    codes = tuple(dict.fromkeys(party.code for party in held))
    partners = tuple(code for code in codes if code != USA)
    owners = _with(held, Role.OWNER, Role.DOER)
    foreign = tuple(code for code in owners if code != USA)
    withs = _with(held, Role.WITH)
    pair = _with(held, Role.BETWEEN)
    if USA not in codes and len(pair) > 1:
        return About(concept, pair[:1], pair[1:]), ()
    if foreign and USA not in codes and withs:
        return About(concept, foreign, withs), ()
    return About(concept, (USA,) if codes else (), partners), ()


def _balance(concept: str, held: tuple[Party, ...]) -> tuple[About, tuple[str, ...]]:
    reporters = _with(held, Role.OWNER) or _with(held, Role.DOER, Role.IN)
    partners = _with(held, Role.WITH, Role.TO, Role.FROM)
    pair = _with(held, Role.BETWEEN)
    if pair and not partners:
        partners = tuple(code for code in pair if code != USA)
        reporters = (USA,)
    if partners and not reporters:
        reporters = (USA,) if USA not in partners else ()
    reporters = tuple(code for code in reporters if code not in partners)
    return About(concept, reporters[:1], partners), ()


def _investment(concept: str, held: tuple[Party, ...]) -> tuple[About, tuple[str, ...]]:
    hosts = tuple(dict.fromkeys(party.code for party in held if party.role is not Role.FROM))
    states = tuple(code for code in hosts if code.startswith("MEX-"))
    foreign = tuple(code for code in hosts if code != MEX and code not in states)
    doubts = ("the country the investment comes from is not held",) * bool(_with(held, Role.FROM))
    if foreign:
        return About(concept, (), foreign), doubts
    return About(concept, (), states or hosts), doubts


def _charged(concept: str, held: tuple[Party, ...]) -> tuple[About, tuple[str, ...]]:
    charged = tuple(dict.fromkeys(party.code for party in held if party.code != USA))
    sellers = _with(held, Role.TO)
    ours = USA in _with(held, Role.GOODS, Role.ON)  # China's tariff on U.S. goods
    other = ours or (bool(sellers) and USA not in sellers)
    doubts = ("it may be the duty another country charges",) * other
    return About(concept, charged, (USA,)), doubts


def with_partners(made: About, codes: tuple[str, ...]) -> About:
    """Return a measure with other partners; the same where it has none to change."""
    if made.concept in FDI:
        return replace(made, destinations=codes)
    if made.concept in BALANCES or made.concept == "trade":
        return replace(made, origins=(USA,), destinations=codes)
    if made.concept in CHARGED or USA in made.destinations:
        return replace(made, origins=codes)
    if USA in made.origins:
        return replace(made, destinations=codes)
    if made.origins or made.destinations:
        return made
    ends = ((USA,), codes) if made.concept == "exports" else (codes, (USA,))
    return replace(made, origins=ends[0], destinations=ends[1])
