"""Smaller baselines from larger ones: regions and sectors added up by a mapping file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from policywire.facts.errors import BadBaseline, BadShock, near
from policywire.models.trade.economy import Array, Baseline, Labels
from policywire.models.trade.world.balance import Repair, balance
from policywire.models.trade.world.calibrate import Accounts, calibrate, recover
from policywire.models.trade.world.load import fingerprint
from policywire.models.trade.world.names import Found, find_regions, find_sectors, groups_of
from policywire.schema import load

__all__ = ["Mapping", "aggregate", "load_mapping", "merge"]

_REST = "rest"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which labels make which.

    Attributes
    ----------
    regions, sectors : dict of str to tuple of str
        New code to the codes, names or groups it is made of; one of them may be ``[rest]``, all
        that no other names. Left out: that axis stays as it is.
    names : dict of str to str
        Names of the new codes in English; the code, or its only member's name, where not given.
    name : str
        What the smaller baseline is called; the larger one's name with ``-aggregated`` else.
    """

    regions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    name: str = ""


def load_mapping(path: Path) -> Mapping:
    """Return the mapping of a YAML file.

    Raises
    ------
    BadDocument
        If it cannot be read or breaks the schema.
    """
    return load(path, Mapping)


def aggregate(baseline: Baseline, mapping: Mapping) -> Baseline:
    """Return the baseline with regions and sectors added up.

    Value added, output, trade, expenditure, deficits and tariff revenue are those of the parts
    added up; tariffs are weighted by trade before duty, elasticities by world output. Duties
    between parts of one region stay on what it buys from itself, so that its accounts still add
    up; no scenario touches them. Where final demand was clipped on loading, it is clipped anew.

    Raises
    ------
    BadBaseline
        If the mapping names an unknown label, one twice, or leaves one out.
    """
    labels = baseline.labels
    regions = _sets(mapping.regions, labels.regions, lambda text: find_regions(text, labels))
    sectors = _sets(mapping.sectors, labels.sectors, lambda text: find_sectors(text, labels))
    into = (_matrix(sectors, labels.sectors), _matrix(regions, labels.regions))
    before = recover(baseline.economy)
    merged = merge(before, *into)
    made = _labels(labels, regions, sectors, mapping.names)
    repaired = balance(merged, Repair.CLIP, made.sectors, made.regions)
    economy = calibrate(merged)
    weight = before.output.sum(axis=1)
    sets = {
        name: _weighted(array, weight, into[0]) for name, array in baseline.elasticities.items()
    }
    tariffs = {
        name: merge(replace(before, tariff=array), *into).tariff
        for name, array in baseline.tariffs.items()
    }
    return replace(
        baseline,
        name=mapping.name or f"{baseline.name}-aggregated",
        labels=made,
        economy=economy,
        elasticities=sets,
        tariffs=tariffs,
        notes=(*baseline.notes, _told(baseline, made), *repaired.notes),
        sha256=fingerprint(made, economy, {**sets, **tariffs}),
    )


def merge(accounts: Accounts, sectors: Array, regions: Array) -> Accounts:
    """Return accounts added up.

    Parameters
    ----------
    accounts : Accounts
        The accounts of J sectors and N regions.
    sectors, regions : Array
        1 where a new label holds an old one and 0 else, shapes (new J, J) and (new N, N).
    """

    def cells(array: Array) -> Array:
        made: Array = np.einsum(
            "jJ,nN,iI,JNI->jni", sectors, regions, regions, array, optimize=True
        )
        return made

    flow, duty = cells(accounts.flow), cells(accounts.flow * accounts.tariff)
    plain = cells(accounts.tariff) / cells(np.ones_like(accounts.tariff))  # where nothing is traded
    output = accounts.output
    total = sectors @ output @ regions.T
    weight = np.where(sectors.T @ total @ regions > 0, output, 1)
    scale = 1 / (sectors @ weight @ regions.T)
    inputs = np.einsum(
        "kK,jJ,nN,NKJ,JN->nkj", sectors, sectors, regions, accounts.input, weight, optimize=True
    )
    return Accounts(
        flow,
        np.where(flow > 0, duty / np.where(flow > 0, flow, 1), plain),
        sectors @ (accounts.value_added * weight) @ regions.T * scale,
        inputs * scale.T[:, None, :],
    )


def _weighted(values: Array, weight: Array, into: Array) -> Array:
    """Return averages by new sector, shape (new J,); a sector that stays keeps its own exactly."""
    alone = into.sum(axis=1) == 1
    made: Array = np.where(alone, into @ values, (into @ (values * weight)) / (into @ weight))
    made.flags.writeable = False
    return made


def _sets(
    said: dict[str, tuple[str, ...]], known: Sequence[str], find: Callable[[str], Found]
) -> dict[str, tuple[str, ...]]:
    """Return new code to old codes, every old one exactly once."""
    if not said:
        return {code: (code,) for code in known}
    made = {new: _members(new, names, find) for new, names in said.items() if names != (_REST,)}
    held = [code for codes in made.values() for code in codes]
    twice = sorted({code for code in held if held.count(code) > 1})
    if twice:
        where = ", ".join(new for new, codes in made.items() if twice[0] in codes)
        raise BadBaseline(f"The mapping puts {twice[0]} into several: {where}. Name it once.")
    left = tuple(code for code in known if code not in set(held))
    open_ = [new for new, names in said.items() if names == (_REST,)]
    if len(open_) > 1 or bool(open_) != bool(left):
        raise BadBaseline(_unplaced(open_, left))
    return {new: made.get(new, left) for new in said}


def _members(new: str, names: tuple[str, ...], find: Callable[[str], Found]) -> tuple[str, ...]:
    if not names:
        raise BadBaseline(f"The mapping makes {new} of nothing. Name its parts, or leave it out.")
    try:
        return tuple(dict.fromkeys(code for name in names for code in find(name).codes))
    except BadShock as error:
        raise BadBaseline(f"The mapping of {new}: {error}") from error


def _unplaced(open_: list[str], left: tuple[str, ...]) -> str:
    if len(open_) > 1:
        return f"The mapping says rest twice: {', '.join(open_)}. Keep one."
    if left:
        return f"The mapping leaves out {', '.join(left)}. Place them, or make one code of [rest]."
    return f"The mapping makes {open_[0]} of the rest, but nothing is left. Leave it out."


def _matrix(sets: dict[str, tuple[str, ...]], known: Sequence[str]) -> Array:
    made = np.zeros((len(sets), len(known)))
    for row, codes in enumerate(sets.values()):
        made[row, [known.index(code) for code in codes]] = 1
    return made


def _labels(
    old: Labels,
    regions: dict[str, tuple[str, ...]],
    sectors: dict[str, tuple[str, ...]],
    names: dict[str, str],
) -> Labels:
    strange = [code for code in names if code not in {*regions, *sectors}]
    if strange:
        hint = near(strange[0], [*regions, *sectors])
        raise BadBaseline(f"The mapping names '{strange[0]}', which it does not make.{hint}")
    places, wares = (
        dict(zip(codes, said, strict=True))
        for codes, said in ((old.regions, old.region_names), (old.sectors, old.sector_names))
    )
    inside = {
        new: tuple(sorted(part for code in codes for part in old.members.get(code, (code,))))
        for new, codes in regions.items()
    }
    members = {new: parts for new, parts in inside.items() if parts != (new,)}
    traded_before = dict(zip(old.sectors, old.tradable, strict=True))
    traded = {new: any(traded_before[code] for code in codes) for new, codes in sectors.items()}
    was_goods = set(old.groups.get("goods", ()))
    goods = [new for new, codes in sectors.items() if set(codes) <= was_goods]
    made = groups_of(tuple(regions), members, traded, goods)
    kept = {
        name: exact
        for name, codes in old.groups.items()
        if (exact := _exact(codes, regions) or _exact(codes, sectors))
    }
    return Labels(
        tuple(regions),
        _named(regions, places, names),
        tuple(sectors),
        _named(sectors, wares, names),
        tuple(traded.values()),
        kept | made,
        members,
    )


def _exact(codes: Sequence[str], sets: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the new labels that are together exactly a group of old ones, if any are."""
    inside = tuple(new for new, parts in sets.items() if set(parts) <= set(codes))
    held = {part for new in inside for part in sets[new]}
    return inside if held == set(codes) else ()


def _named(
    sets: dict[str, tuple[str, ...]], old: dict[str, str], names: dict[str, str]
) -> tuple[str, ...]:
    return tuple(
        names.get(new, old[codes[0]] if len(codes) == 1 else new) for new, codes in sets.items()
    )


def _told(before: Baseline, made: Labels) -> str:
    old = before.labels
    return (
        f"Added up from {before.name}: {len(old.regions)} regions and {len(old.sectors)} sectors "
        f"to {len(made.regions)} and {len(made.sectors)}; hash of the larger {before.sha256[:12]}."
    )
