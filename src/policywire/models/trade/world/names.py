"""Names of places and sectors as a reader would put them, and the groups they form.

A text is looked up, in any case and without accents, as a code of the baseline, as one of its
names, as a group, then as a further name of ``names.yaml``. Nothing is widened: a country inside an
aggregate, or a group that the baseline's regions do not make up exactly, is refused.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policywire.facts.codes import places
from policywire.facts.errors import BadShock, near
from policywire.models.trade.economy import Labels
from policywire.schema import loads

__all__ = ["Found", "find_regions", "find_sectors", "groups_of", "plain"]

_MANY = 45


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for.

    Attributes
    ----------
    codes : tuple of str
        The baseline's own codes.
    group : bool
        Whether it was the name of a group.
    """

    codes: tuple[str, ...]
    group: bool


@dataclass(frozen=True, slots=True)
class _Group:
    members: tuple[str, ...]
    source: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    groups: dict[str, _Group]
    places: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    sectors: tuple[tuple[str, ...], ...]


@cache
def _names() -> _Names:
    text = files("policywire.models.trade.world").joinpath("names.yaml").read_text(encoding="utf-8")
    return loads(text, _Names, "names.yaml")


@cache
def plain(text: str) -> str:
    """Return a name in lower case, without accents, its marks as single blanks."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", bare.replace(".", "").replace("'", "")).strip()


def groups_of(
    regions: tuple[str, ...],
    members: dict[str, tuple[str, ...]],
    traded: dict[str, bool],
    goods: Iterable[str],
) -> dict[str, tuple[str, ...]]:
    """Return the groups that every baseline has, and those its regions make up exactly.

    Parameters
    ----------
    regions : tuple of str
        Its regions.
    members : dict of str to tuple of str
        The countries inside those that are more than one.
    traded : dict of str to bool
        Its sectors, and whether each is traded; groups of sectors hold traded ones only.
    goods : iterable of str
        The sectors that are goods.
    """
    every = tuple(code for code, is_traded in traded.items() if is_traded)
    wares = tuple(code for code in every if code in set(goods))
    services = tuple(code for code in every if code not in wares)
    made = {"world": regions, "all": every, "goods": wares, "services": services}
    for name, group in _names().groups.items():
        inside = _inside(regions, members, group.members)
        held = {country for code in inside for country in members.get(code, (code,))}
        if held == set(group.members):
            made[name] = inside
    return {name: codes for name, codes in made.items() if codes}


def _inside(
    regions: Iterable[str], members: dict[str, tuple[str, ...]], wanted: Sequence[str]
) -> tuple[str, ...]:
    """Return the regions that lie wholly inside a list of countries."""
    return tuple(code for code in regions if set(members.get(code, (code,))) <= set(wanted))


def find_regions(text: str, labels: Labels) -> Found:
    """Return the regions that ``text`` names.

    Raises
    ------
    BadShock
        If it names none, a country inside a larger region, or a group that the baseline cannot
        make up; the message lists near names and says what is held.
    """
    key = plain(text)
    for codes in (_coded(labels.regions), _coded(labels.regions, labels.region_names)):
        if key in codes:
            return _one(text, codes[key])
    group = _group(key, labels, set(labels.regions))
    if group:
        return Found(group, True)
    country = _country(key)
    if country in labels.regions:
        return Found((country,), False)
    raise BadShock(_no_region(text, key, country, labels))


def find_sectors(text: str, labels: Labels) -> Found:
    """Return the sectors that ``text`` names.

    Raises
    ------
    BadShock
        If it names none, or several; the message lists near names.
    """
    key = plain(text)
    for codes in (_coded(labels.sectors), _coded(labels.sectors, labels.sector_names)):
        if key in codes:
            return _one(text, codes[key])
    group = _group(key, labels, set(labels.sectors))
    if group:
        return Found(group, True)
    alike = _alike(key, labels)
    if alike:
        return _one(text, alike)
    if any(key in {plain(word), *map(plain, also)} for word, also in _names().words.items()):
        raise BadShock(f"no sector of the group '{text}' is traded in this baseline.")
    known = [*_printed(labels.sectors, labels.sector_names), *_held(labels, set(labels.sectors))]
    raise BadShock(f"unknown sector '{text}'.{_near(text, known)} Sectors: {', '.join(known)}.")


def _coded(codes: Sequence[str], names: Sequence[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return codes by plain name; several where a name is given twice."""
    found: dict[str, tuple[str, ...]] = {}
    for code, name in zip(codes, names or codes, strict=True):
        found[plain(name)] = (*found.get(plain(name), ()), code)
    return found


def _one(text: str, codes: tuple[str, ...]) -> Found:
    if len(codes) > 1:
        raise BadShock(f"'{text}' names {len(codes)}: {', '.join(codes)}. Give the code.")
    return Found(codes, False)


def _group(key: str, labels: Labels, axis: set[str]) -> tuple[str, ...]:
    """Return the members of the group on an axis that a plain name stands for."""
    others = {name: group.also for name, group in _names().groups.items()} | _names().words
    for name, codes in labels.groups.items():
        said = {plain(name), *map(plain, others.get(name, ()))}
        if key in said and set(codes) <= axis:
            return codes
    if key == "all" and "world" in labels.groups and set(labels.groups["world"]) == axis:
        return labels.groups["world"]
    return ()


def _held(labels: Labels, axis: set[str]) -> list[str]:
    return [name for name, codes in labels.groups.items() if set(codes) <= axis]


@cache
def _countries() -> dict[str, str]:
    """Return codes of countries by plain name and plain code."""
    known = {plain(code): code for code, (_, kind, _) in places().items() if kind == "country"}
    known |= {plain(name): code for code, (name, kind, _) in places().items() if kind == "country"}
    also = {plain(name): code for code, names in _names().places.items() for name in names}
    return known | also


def _country(key: str) -> str:
    return _countries().get(key, "")


def _no_region(text: str, key: str, country: str, labels: Labels) -> str:
    """Return why a text names no region, and what to do."""
    named = dict(zip(labels.regions, labels.region_names, strict=True))
    around = next((code for code, inside in labels.members.items() if country in inside), "")
    if around:
        return f"{text} is inside {around} ({named[around]}) in this baseline; name {around}."
    for name, group in _names().groups.items():
        if key in {plain(name), *map(plain, group.also)}:
            inside = _inside(labels.regions, labels.members, group.members)
            lacking = sorted(
                set(group.members)
                - {country for code in inside for country in labels.members.get(code, (code,))}
            )
            return (
                f"{text} is no group of this baseline: of its {len(group.members)} members "
                f"{', '.join(lacking)} are no regions of their own. Name the regions you mean; "
                f"of the group it holds {', '.join(inside) or 'none'}."
            )
    known = [*_printed(labels.regions, labels.region_names), *_held(labels, set(labels.regions))]
    return f"unknown region '{text}'.{_near(text, known)} Regions: {', '.join(known)}."


def _printed(codes: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return codes with their names; codes alone where they are too many to read."""
    if len(codes) > _MANY:
        return list(codes)
    return [
        code if code == name else f"{code} ({name})"
        for code, name in zip(codes, names, strict=True)
    ]


def _near(text: str, known: Sequence[str]) -> str:
    """Return the known names like ``text``, whether it resembles a code, a name or a part."""
    key = plain(text)
    parts = {part: name for name in known for part in plain(name).split()}
    parts |= {plain(re.sub(r".*\((.*)\)", r"\1", name)): name for name in known}
    parts |= {plain(name.split(" (")[0]): name for name in known}
    hint = near(key, parts)
    if not hint:
        return ""
    hits = [parts[part] for part in re.sub(r"^ Near: |\.$", "", hint).split(", ")]
    return f" Near: {', '.join(dict.fromkeys(hits))}."


def _alike(key: str, labels: Labels) -> tuple[str, ...]:
    """Return the sectors that the list of further names gives for a plain name."""
    own = _coded(labels.sectors) | _coded(labels.sectors, labels.sector_names)
    lines = [tuple(map(plain, line)) for line in _names().sectors]
    hits = [own[name] for line in lines if key in line for name in line if name in own]
    return tuple(dict.fromkeys(code for codes in hits for code in codes))
