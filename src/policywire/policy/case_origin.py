"""Answers to cases of origin: content, de minimis, thresholds by date, labour, metals, UK rules."""

from datetime import date
from typing import Any

from policywire.facts.errors import BadReference, NotHeld
from policywire.policy.cases import Bench, Inputs, register
from policywire.policy.content import (
    Costs,
    Landed,
    de_minimis,
    labour_value,
    net_cost,
    net_cost_content,
    nonoriginating_value,
    purchased_share,
    textile_de_minimis,
    transaction_content,
)

__all__: list[str] = []

_TODAY_OF_CASES = date(2026, 7, 1)  # where a case of arithmetic gives no day: statutes did not move
_VEHICLES = {
    **dict.fromkeys(("passenger vehicle", "light truck", "light vehicle", "car"), "light"),
    **dict.fromkeys(("passenger vehicle / light truck",), "light"),
    "heavy truck": "heavy",
}


def _threshold(bench: Bench, name: str, asked: Inputs) -> float:
    day = asked.day("date", _TODAY_OF_CASES.isoformat())
    return bench.origin.provision(f"origin.{name}").on(day)[1].value


@register("rvc")
def content(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: regional value content by either method, de minimis, and whether it qualifies."""
    if "weight_share_nonshift" in asked:
        return {"originating": _textile(bench, asked)}
    if "nonshift_materials" in asked:
        return {"originating": _small(bench, asked)}
    told: dict[str, Any] = {"vnm": _vnm(asked)}
    told |= _methods(asked, told["vnm"])
    told["rvc"] = _chosen(asked, told)
    told["qualifies"] = _qualifies(bench, asked, told)
    return told


def _textile(bench: Bench, asked: Inputs) -> bool:
    return textile_de_minimis(
        *(asked.number("weight_share_nonshift"), asked.number("elastomeric_share", 0.0)),
        _threshold(bench, "de_minimis.textile", asked),
        _threshold(bench, "de_minimis.elastomeric", asked),
    )


def _small(bench: Bench, asked: Inputs) -> bool:
    tv, cost = (asked.number(name) if name in asked else None for name in ("tv", "total_cost"))
    limit = _threshold(bench, "de_minimis", asked)
    return de_minimis(asked.number("nonshift_materials"), tv, cost, limit)


def _vnm(asked: Inputs) -> float:
    """Return the value of non-originating materials; what is inside an originating one is out."""
    if "nonorig_landed" in asked:
        names = ("freight_insurance", "duties_brokerage_in_usmca", "waste", "scrap")
        parts = [asked.number(name, 0.0) for name in names]
        return nonoriginating_value(Landed(asked.number("nonorig_landed"), *parts))
    plain = ("vnm", "direct_nonoriginating", "nonorig")
    given = [name for name in plain if name in asked]
    if len(given) != 1:
        raise BadReference(f"one of {', '.join(plain)} or nonorig_landed is wanted.")
    return asked.number(given[0])


def _methods(asked: Inputs, vnm: float) -> dict[str, Any]:
    """Return content by each method whose amounts are given."""
    told: dict[str, Any] = {}
    if "tv" in asked:
        told["tv_rvc"] = transaction_content(asked.number("tv"), vnm)
    if "total_cost" in asked:
        names = ("marketing", "royalties", "shipping_packing", "nonallowable_interest")
        parts = [asked.number(name, 0.0) for name in names]
        told["net_cost"] = net_cost(Costs(asked.number("total_cost"), *parts))
    elif "nc" in asked:
        told["net_cost"] = asked.number("nc")
    if "net_cost" in told:
        told["nc_rvc"] = net_cost_content(told["net_cost"], vnm)
    return told


def _chosen(asked: Inputs, told: dict[str, Any]) -> float:
    """Return the content by the method named, or the higher where the exporter may choose."""
    found = {
        name: told[f"{name.lower()}_rvc"] for name in ("TV", "NC") if f"{name.lower()}_rvc" in told
    }
    method = asked.text("method", "")
    if method and method not in found:
        raise BadReference(f"the method '{method}' needs amounts that are not given.")
    if not found:
        raise BadReference("a transaction value (tv) or costs (nc, total_cost) must be given.")
    return float(found[method]) if method else float(max(found.values()))


def _qualifies(bench: Bench, asked: Inputs, told: dict[str, Any]) -> bool:
    """Return whether the content reaches the threshold of a method that may be used."""
    if "threshold" in asked:
        return bool(told["rvc"] >= asked.number("threshold"))
    passed = []
    for name in ("tv", "nc"):
        if f"{name}_rvc" in told:
            given = f"{name}_threshold"
            fallback = _threshold(bench, f"fallback.{name}", asked)
            passed.append(told[f"{name}_rvc"] >= asked.number(given, fallback))
    return any(passed)


@register("auto_thresholds")
def auto_thresholds(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the content a vehicle or its parts need on a day."""
    vehicle = _vehicle(asked)
    parts = asked.given.get("parts")
    if parts is None:
        part = asked.text("part", "vehicle")
        method = asked.text("method", "NC").lower()
        return {"threshold": _threshold(bench, f"rvc.{vehicle}.{part}.{method}", asked)}
    if not isinstance(parts, list):
        raise BadReference("'parts' is a list: core, principal, complementary.")
    return {
        method: [_threshold(bench, f"rvc.{vehicle}.{part}.{method}", asked) for part in parts]
        for method in ("nc", "tv")
    }


def _vehicle(asked: Inputs) -> str:
    name = asked.text("vehicle")
    if name not in _VEHICLES:
        raise NotHeld(f"No vehicle is called '{name}'. Known: {', '.join(_VEHICLES)}.")
    return _VEHICLES[name]


@register("lvc")
def labour(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: labour value content, and whether it is enough."""
    kind = "car" if asked.text("vehicle") in ("car", "passenger vehicle") else "truck"
    material = asked.number("high_wage_material_manufacturing")
    caps = (_threshold(bench, "lvc.technology", asked), _threshold(bench, "lvc.assembly", asked))
    value = labour_value(material, asked.number("technology"), asked.number("assembly"), caps)
    enough = value >= _threshold(bench, f"lvc.{kind}", asked)
    return {
        "lvc": value,
        "passes": enough and material >= _threshold(bench, f"lvc.{kind}.material", asked),
    }


@register("steel_aluminum")
def metals(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: whether a producer's purchases of steel and of aluminum originate enough."""
    steel = purchased_share(asked.number("na_steel_purchases"), asked.number("total"))
    aluminum = purchased_share(asked.number("na_alu"), asked.number("alu_total"))
    return {
        "steel": steel,
        "aluminum": aluminum,
        "passes": steel >= _threshold(bench, "purchases.steel", asked)
        and aluminum >= _threshold(bench, "purchases.aluminum", asked),
    }


@register("uk_maxnom")
def uk_maxnom(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: whether a good meets the rule of the UK-EU agreement held for its heading."""
    heading = asked.text("heading")
    held = {
        name.rpartition(".")[2]: item
        for name, item in bench.origin.provisions.items()
        if name.startswith("origin.uk_eu.maxnom.")
    }
    if heading not in held:
        raise NotHeld(
            f"The UK-EU rule for {heading} is not held; held are {', '.join(sorted(held))}."
        )
    limit = held[heading].on(_TODAY_OF_CASES)[1].value
    share = 100 - transaction_content(asked.number("exw"), asked.number("nom"))
    by_value = share <= limit
    shifted = asked.flag("all_materials_change_heading")
    alternative = "change of heading" in held[heading].measure
    return {"maxnom": share, "qualifies": by_value or (alternative and shifted)}
