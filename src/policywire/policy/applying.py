"""Which measures apply to a good: its lists and facts, what stands in place of what, and claims."""

from datetime import date

from policywire.policy.duty import FACTS, Entry
from policywire.policy.laid import WHOLE, Charge, Good, Laid, Rules, kept
from policywire.policy.measure import Basis, Claim, Measure

__all__ = ["applying"]

_VEHICLE_PARTS = ("8706", "8707", "8708")  # headings that hold nothing else
# Facts an importer knows of; that they do not hold needs no saying.
# What a good of a listed line is taken to be, unless the fact that denies it is said.
_TAKEN_TO_BE = {
    "not_auto_part": "an automobile part, as its line is listed",
    "not_cabinet": "a kitchen cabinet, vanity or part of one, as its line is listed",
}
_RARE = ("transshipped", "quota", "vehicle_maker_quota")


def applying(rules: Rules, good: Good, entry: Entry, made: Charge) -> list[Laid]:
    """Return the measures that apply, each with the share of value it is laid on.

    Parameters
    ----------
    rules : Rules
        The law of a day for the good's origin.
    good : Good
        The good.
    entry : Entry
        How it is entered.
    made : Charge
        Takes what is kept from applying, assumed or not computed.
    """
    laid = _in_scope(rules, good, entry, made)
    laid = _in_place(laid, made)
    laid = _claimed(laid, rules.day, good, entry, made)
    _cover(laid, entry, made)
    return laid


def _in_scope(rules: Rules, good: Good, entry: Entry, made: Charge) -> list[Laid]:
    """Return the measures whose goods, facts and weight fit."""
    found: list[Laid] = []
    for measure, rate, within, without, doubt in rules.laid:
        if not (measure.scope.all or good.bits & within):
            continue
        if good.bits & without:
            made.displaced.append(kept(measure, rate, "on the list of exempt goods"))
            continue
        if measure.basis is Basis.NOTHING:
            made.displaced.append(kept(measure, None, measure.title))
        elif _facts_fit(measure, good, entry, made):
            if not measure.scope.held:
                _say_not_held(measure, rate, made)
                continue
            if good.bits & doubt:
                _doubted(measure, entry, made, found, rate)
                continue
            found.append(Laid(measure, rate, WHOLE))
    return found


def _doubted(measure: Measure, entry: Entry, made: Charge, found: list[Laid], rate: float) -> None:
    """Leave a measure out where the good is said to be exempt by use; say so where it is not."""
    if {"exempt_use", "civil_aircraft"} & entry.facts:
        made.displaced.append(kept(measure, rate, "exempt for its use or kind"))
        return
    made.assumed.append(
        f"{measure.id}: the line is exempt for some uses or kinds of good; taken not to be one of "
        "them (say exempt_use or civil_aircraft where it is)"
    )
    found.append(Laid(measure, rate, WHOLE))


def _say_not_held(measure: Measure, rate: float, made: Charge) -> None:
    made.not_computed.append(f"{measure.id} ({measure.title}): {measure.note or 'list not held'}")


def _facts_fit(measure: Measure, good: Good, entry: Entry, made: Charge) -> bool:
    """Return whether the facts a measure asks for hold, and say what was assumed."""
    if measure.needs and measure.needs not in entry.facts:
        if measure.needs not in _RARE:
            made.assumed.append(
                f"{measure.id}: left out; it is laid on a good that {_said(measure)} (say "
                f"{measure.needs} where it is)"
            )
        return False
    lifted = entry.facts & set(measure.unless)
    if lifted:
        made.displaced.append(kept(measure, None, f"the good {FACTS[min(lifted)]}"))
        return False
    if good.code[:4] not in _VEHICLE_PARTS:
        made.assumed += [
            f"{measure.id}: the good is taken to be {_TAKEN_TO_BE[fact]} (say {fact} where it is "
            "none)"
            for fact in measure.unless
            if fact in _TAKEN_TO_BE
        ]
    return _heavy_enough(measure, good, entry, made)


def _said(measure: Measure) -> str:
    return FACTS.get(measure.needs, measure.needs)


def _heavy_enough(measure: Measure, good: Good, entry: Entry, made: Charge) -> bool:
    """Return whether metal is enough of the weight, for goods outside the metals' chapters."""
    if measure.least_metal is None or good.code[:2] in measure.metal_chapters:
        return True
    if entry.metal_weight is None:
        made.assumed.append(
            f"{measure.id}: metal taken to be {measure.least_metal:.0%} of weight or more"
        )
        return True
    if entry.metal_weight >= measure.least_metal:
        return True
    why = f"metal is {entry.metal_weight:.4g} of weight, below {measure.least_metal:g} (9903.82.03)"
    made.displaced.append(kept(measure, None, why))
    return False


def _in_place(laid: list[Laid], made: Charge) -> list[Laid]:
    """Drop the measures in whose place another applies."""
    gone = {name: one.measure for one in laid for name in one.measure.in_place_of}
    staying: list[Laid] = []
    for one in laid:
        winner = gone.get(one.measure.id)
        if winner is None:
            staying.append(one)
            continue
        why = f"{winner.id} ({winner.heading}) stands in its place"
        made.displaced.append(kept(one.measure, one.rate, why))
    return staying


def _claimed(laid: list[Laid], day: date, good: Good, entry: Entry, made: Charge) -> list[Laid]:
    """Drop the measures a USMCA claim exempts from, and narrow those it narrows."""
    if not entry.claim:
        return laid
    staying: list[Laid] = []
    for one in laid:
        item = one.measure
        claim = item.claim_on(day)
        if claim is Claim.NON_US:
            _narrow(one, entry, made)
        elif _exempt(claim, good, entry):
            why = f"exempt under a USMCA claim ({item.claim_heading or item.heading})"
            made.displaced.append(kept(item, one.rate, why))
            continue
        staying.append(one)
    return staying


def _exempt(claim: Claim, good: Good, entry: Entry) -> bool:
    if claim is Claim.PARTS:
        return "kit" not in entry.facts
    if claim is Claim.IF_FREE:
        return good.usmca in ("Free", "") and (bool(good.usmca) or _free(good, entry))
    return claim is Claim.EXEMPT


def _free(good: Good, entry: Entry) -> bool:
    """Return whether a line without a special rate is free: it is then entered free as well."""
    return entry.mfn is not None or good.general.text == "Free"


def _narrow(one: Laid, entry: Entry, made: Charge) -> None:
    """Lay a measure on non-U.S. content, where a U.S. content was approved."""
    if entry.us_content is None:
        made.assumed.append(f"{one.measure.id}: no U.S. content approved, so on the full value")
        return
    one.cover = WHOLE - entry.us_content


def _cover(laid: list[Laid], entry: Entry, made: Charge) -> None:
    """Set the share of value each measure is laid on: metal content, or value less components."""
    free = WHOLE
    for one in laid:
        item = one.measure
        if item.basis is Basis.CONTENT:
            share = entry.share_of(item.content)
            if share is None:
                made.assumed.append(f"{item.id}: {item.content} taken to be the whole value")
                share = WHOLE
            # Lists of several metals may name one line: together they cover the value once.
            one.cover = min(share, free)
            free -= one.cover
        if item.assembly and entry.us_components:
            one.cover *= WHOLE - entry.us_components
