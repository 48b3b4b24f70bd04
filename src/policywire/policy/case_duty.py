"""Answers to cases of duty: on a date, by stacking, by floor, fees, and duties elsewhere."""

import re
from datetime import date
from typing import Any

from policywire.facts import Citation, Place
from policywire.facts.errors import BadReference
from policywire.policy.cases import Bench, Inputs, register
from policywire.policy.charge import settle, under
from policywire.policy.content import drawback, fee, refuse_negative
from policywire.policy.duty import FACTS, Duty, Entry
from policywire.policy.laid import Charge, Laid
from policywire.policy.measure import Authority, Basis, Measure, Scope

__all__ = ["place_of"]

_ISO2 = {
    **{"MX": "MEX", "CA": "CAN", "CN": "CHN", "EU": "EUU", "DE": "DEU", "JP": "JPN", "KR": "KOR"},
    **{"GB": "GBR", "UK": "GBR", "FR": "FRA", "IT": "ITA", "ES": "ESP", "NL": "NLD", "IE": "IRL"},
    **{"VN": "VNM", "TW": "TWN", "IN": "IND", "BR": "BRA", "CH": "CHE", "TH": "THA", "MY": "MYS"},
    **{"ID": "IDN", "PH": "PHL", "HK": "HKG", "SG": "SGP", "TR": "TUR", "ZA": "ZAF", "US": "USA"},
    **{"CO": "COL", "CL": "CHL", "PE": "PER", "AU": "AUS", "NZ": "NZL", "IL": "ISR", "SE": "SWE"},
}
_DOTTED = re.compile(r"(?<![\d.$])(\d{4}(?:\.\d{2}){1,2}(?:\.?\d{2})?)(?![\d%])")
_PLAIN = re.compile(r"(?<![\d.$])(?<!value )(?<!USD )(?<!of )(\d{4}(?:\d{2}){0,3})(?![\d.]*[\d%])")
_MFN = re.compile(r"MFN\s+(?:(free)|(\d+(?:\.\d+)?)(?![\d.])\s*(%)?(?!\s*[¢c$/]))", re.IGNORECASE)
_UNIT_VALUE = re.compile(r"USD\s*([\d.]+)\s*/", re.IGNORECASE)
_US_CONTENT = re.compile(r"U\.?S\.?\s+content\s+([\d.]+)\s*%", re.IGNORECASE)
_WEIGHT = re.compile(r"metal\s+([\d.]+)\s*%\s+of\s+weight", re.IGNORECASE)
_ANNEX = re.compile(r"annex\s+(I-A|I-B|I-C|III|II)\b", re.IGNORECASE)
_ANNEX_LISTS = {"I-A": "1a", "I-B": "1b", "I-C": "1c", "II": "2", "III": "3"}
_AMENDED = date(2026, 6, 8)  # the annexes of 2026 as amended by Proclamation 11032
_NOT_GOODS = ("98", "99")
_FACT_WORDS = {
    "knock-down kit": "kit",
    "civil aircraft": "civil_aircraft",
    "transshipped": "transshipped",
}


def place_of(code: str) -> Place:
    """Return a place by ISO 3166 code of two or three letters.

    Raises
    ------
    BadReference
        If it is not known.
    """
    return Place.parse(_ISO2.get(code.upper(), code.upper()))


@register("duty_on_date")
def duty_on_date(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: total, additional, base rate, authority, and dollars where a value is given."""
    day = asked.day("date")
    words = asked.text("good", "")
    entry, number = _entry(asked, words, day)
    if not number and entry.mfn is None:
        raise BadReference(f"'{words}' names neither a tariff number nor a base rate (MFN 2.7%).")
    duty = bench.law.on(day).rate(place_of(asked.text("country")), number, entry)
    return _told(duty, asked.number("value") if "value" in asked else None)


def _told(duty: Duty, value: float | None) -> dict[str, Any]:
    base = [row.rate for row in duty.rows if row.authority == Authority.MFN]
    told: dict[str, Any] = {
        "total": duty.rate,
        "additional": duty.additional,
        "authority": duty.authority,
        "low": duty.low,
        "high": duty.high,
        "complete": duty.complete,
    }
    if base:
        told["mfn_ave"] = base[0]
    if value is not None:
        border = ("ieepa.mexico", "ieepa.canada", "ieepa.china")
        fentanyl = sum(row.rate for row in duty.rows if row.programme in border)
        told["fentanyl_duty_usd"] = fentanyl * value
        told["duty_usd"] = None if duty.rate is None else duty.rate * value
    return told


def _entry(asked: Inputs, words: str, day: date) -> tuple[Entry, str]:
    """Return the entry and the number of a case: fields first, the words of ``good`` after them."""
    said = _said(words, day)
    for name in ("us_content", "metal_share", "metal_weight", "unit_value", "mfn"):
        if name in asked:
            said[name] = asked.number(name)
    if "us_components" in asked:
        said["us_components"] = asked.number("us_components") / asked.number("value")
    facts = {name for name in FACTS if asked.flag(name)} | said.pop("facts")
    number = asked.text("hts", said.pop("number"))
    return Entry(claim=asked.flag("usmca_claim"), facts=frozenset(facts), **said), number


def _said(words: str, day: date) -> dict[str, Any]:
    """Return what the words of a good say, in the vocabulary of the cases."""
    said: dict[str, Any] = {
        "number": "" if _ANNEX.search(words) else _number(words),
        "facts": {
            fact
            for text, fact in _FACT_WORDS.items()
            if re.search(rf"(?<!not a )(?<!not )\b{text}", words)
        },
    }
    mfn = _MFN.search(words)
    if mfn:
        said["mfn"] = 0.0 if mfn[1] else _share(mfn[2], bool(mfn[3]))
    for name, pattern, scale in (
        ("unit_value", _UNIT_VALUE, 1),
        ("us_content", _US_CONTENT, 100),
        ("metal_weight", _WEIGHT, 100),
    ):
        found = pattern.search(words)
        if found:
            said[name] = float(found[1]) / scale
    if re.search(r"not approved|without (?:Commerce )?approval", words, re.IGNORECASE):
        said.pop("us_content", None)
    annex = _ANNEX.search(words)
    if annex:
        said["lists"] = frozenset({_annex_list(annex[1].upper(), day)})
    return said


def _number(words: str) -> str:
    """Return the tariff number words name: a dotted one, or else a plain one that is no amount."""
    found = [*_DOTTED.findall(words), *_PLAIN.findall(words)]
    return next((text for text in found if text[:2] not in _NOT_GOODS), "")


def _share(text: str, percent: bool) -> float:
    value = float(text) / 100 if percent else float(text)
    if value >= 1 and not percent:
        raise BadReference(f"'MFN {text}' is neither percent nor a share. Write MFN {text}%.")
    return value


def _annex_list(annex: str, day: date) -> str:
    late = day >= _AMENDED and annex != "I-A"
    return f"s232-annex-{_ANNEX_LISTS[annex]}{'-june' if late else ''}"


_STACKED = {
    "s232": ("s232.metals", Authority.S232),
    "recip": ("ieepa.reciprocal", Authority.IEEPA),
    "s301": ("s301.china", Authority.S301),
    "s122": ("s122", Authority.S122),
}
_BORDER = {"CN": "ieepa.china", "HK": "ieepa.china", "CA": "ieepa.canada"}
# Emergency duties and the surcharge were never in force together; the order is that of the last
# weeks of the one and the first of the other.
_DAYS = (date(2026, 2, 1), date(2026, 3, 1))


@register("stacking")
def stacking(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the sum of given rates, by the law's own order of displacement.

    The rate given for section 232 is what it comes to on the whole value; the metal share says how
    much of the value it covers, and so what is left to others.
    """
    border = _BORDER.get(asked.text("country", ""), "ieepa.mexico")
    programmes = {**_STACKED, "fent": (border, Authority.IEEPA)}
    share = asked.number("metal_share", 1.0)
    if not 0 <= share <= 1:
        raise BadReference(f"'metal_share' is {share:g}, which is no share.")
    laid = []
    for name, (programme, authority) in programmes.items():
        rate = asked.number(name, 0.0)
        refuse_negative(**{name: rate})
        if rate:
            cover = share if name == "s232" else 1.0
            laid.append(Laid(_stand_in(name, programme, authority, rate), rate, cover))
    if asked.text("policy", "stacked") != "additive":
        days = [asked.day("date")] if "date" in asked else list(_DAYS)
        measures = {one.measure.id: one.measure for one in laid}
        rules = [rule for rule in bench.law.book.displacements if any(map(rule.on, days))]
        settle(laid, tuple((rule, *under(rule, measures)) for rule in rules), Charge())
    total = sum(one.rate * one.left for one in laid)
    return {"total_additional": total, "total": total + asked.number("mfn", 0.0)}


def _stand_in(name: str, programme: str, authority: Authority, rate: float) -> Measure:
    """Return a measure of a case's own rate, under a programme of the law."""
    cited = Citation("a case", "inputs")
    return Measure(
        *(name, authority, programme, name, Scope(all=True), ("WLD",), name, cited),
        rates={date.min: rate},
        basis=Basis.FULL,
    )


@register("floor")
def floor(_: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: what a floor adds above the base rate as it is paid."""
    name = "floor" if "floor" in asked else "deal_total"
    base = asked.number("mfn") * (1 - asked.number("fta_share", 0.0))
    return {"additional": max(0.0, asked.number(name) - base), "base": base}


@register("drawback")
def drawn_back(_: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the lesser of the two duties."""
    on_inputs = asked.number("duty_on_inputs")
    return {"refund": drawback(on_inputs, asked.number("duty_on_finished_good_in_partner"))}


# Least and most of the merchandise processing fee by fiscal year, as the notes of mpf state them.
_BOUNDS = {2025: (32.71, 634.62), 2026: (33.58, 651.50)}


@register("fees")
def fees(bench: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: the merchandise processing fee on an entry."""
    if asked.flag("usmca"):
        return {"mpf": 0.0}
    year = int(asked.number("fy"))
    if year not in _BOUNDS:
        held = ", ".join(str(one) for one in _BOUNDS)
        raise BadReference(f"the fee of fiscal year {year} is not held; held are {held}.")
    rate = bench.law.book.measure("mpf").on(date(year, 1, 1)) or bench.law.book.measure(
        "mpf-2025"
    ).on(date(year, 1, 1))
    least, most = _BOUNDS[year]
    return {"mpf": fee(asked.number("entry_value"), rate or 0.0, least, most)}


@register("uk_duty")
def duty_in_the_united_kingdom(_: Bench, asked: Inputs) -> dict[str, Any]:
    """Answer: an ad valorem duty on the value with insurance and shipping, as the UK takes it."""
    parts = [asked.number(name, 0.0) for name in ("goods", "insurance", "shipping")]
    refuse_negative(goods=parts[0], insurance=parts[1], shipping=parts[2])
    return {"duty": sum(parts) * asked.number("duty_pct") / 100}
