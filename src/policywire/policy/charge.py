"""What the measures in force lay on one tariff line: rows, what is displaced, what is not known.

The order follows the law. First each measure's own scope and facts; then the measures that stand in
place of others; then claims under the USMCA; then displacement, in the order the rules are given;
at last the sums, with floors measured above the base rate as it is paid.
"""

from dataclasses import replace

from policywire.facts.errors import BadReference
from policywire.policy.applying import applying
from policywire.policy.duty import HIGHEST_BASE, Applied, Displaced, Entry
from policywire.policy.hts import dotted
from policywire.policy.laid import WHOLE, Charge, Good, Laid, Rules
from policywire.policy.law import Footing
from policywire.policy.measure import Basis, Claim, Displacement, Measure, Part, inside

__all__ = ["charge", "settle", "under"]

_ROUND = 12
_HUNDRED = 100.0


def charge(rules: Rules, good: Good, entry: Entry) -> Charge:
    """Return what is laid on a good.

    Parameters
    ----------
    rules : Rules
        The law of a day for its origin.
    good : Good
        The good's line.
    entry : Entry
        How it is entered.
    """
    made = Charge()
    if entry.claim and rules.base.claim_on(rules.day) is Claim.NOTHING:
        entry = replace(entry, claim=False)
        made.assumed.append("no USMCA claim can be made on this day; answered without one")
    if entry.us_content is not None and not entry.claim:
        made.assumed.append("U.S. content counts under a USMCA claim alone, and none is made")
    base = _base_rate(rules.base, good, entry, made)
    laid = applying(rules, good, entry, made)
    settle(laid, rules.order, made)
    for one in laid:
        _add(one, base, made)
    return made


def _base_rate(base: Measure, good: Good, entry: Entry, made: Charge) -> float | None:
    """Add the schedule's own row and return its rate; None where it is not computed."""
    rate, text = _published(good, entry)
    if rate is None:
        made.not_computed.append(f"base rate of {dotted(good.code)}: {text}")
        return None
    share = WHOLE - (entry.us_components or 0.0)
    rate = round(rate * share, _ROUND)
    words = text if share == WHOLE or not rate else f"{text}, on value less U.S. components"
    heading = dotted(good.code) if good.code else base.heading
    made.rows.append(
        Applied(
            *(base.id, base.authority.value, base.programme, heading),
            *(rate, words, base.citation, base.footing),
        )
    )
    return rate


def _published(good: Good, entry: Entry) -> tuple[float | None, str]:
    """Return the base rate with its words; without a rate, what is wanted to compute it."""
    if entry.claim and good.usmca == "Free":
        return 0.0, "Free under the USMCA (column 1, special)"
    if entry.claim and good.usmca:
        return None, f"{good.usmca} under the USMCA"
    if entry.mfn is not None:
        if entry.claim:
            return 0.0, "waived under a USMCA claim"
        return entry.mfn, f"{entry.mfn * _HUNDRED:.10g}% as given"
    rate = good.general.rate(entry.unit_value)
    text = good.general.text
    if rate is not None and rate > HIGHEST_BASE and entry.unit_value is not None:
        raise BadReference(
            f"{text} on goods of {entry.unit_value:.10g} U.S. dollars a unit is {rate:.3g} times "
            f"their value. Mind the unit: {good.general.wants()}."
        )
    return rate, text if rate is not None else f"{text} ({good.general.wants()})"


def settle(
    laid: list[Laid],
    order: tuple[tuple[Displacement, frozenset[str], frozenset[str]], ...],
    made: Charge,
) -> None:
    """Take from each measure what others displace, rule by rule.

    Parameters
    ----------
    laid : list of Laid
        What applies; ``left`` is lowered in place.
    order : tuple of (Displacement, frozenset, frozenset)
        The rules, with the measures that displace and are displaced.
    made : Charge
        Takes a row for each measure displaced.
    """
    for rule, by, of in order:
        winners = [one for one in laid if one.measure.id in by and one.left > 0]
        if not winners:
            continue
        covered = min(WHOLE, sum(one.cover for one in winners))
        if rule.part is Part.WHOLE:
            covered = WHOLE
        for one in laid:
            if one.measure.id in of and one.left > 0 and covered > 0:
                _displace(one, covered, winners[0], rule, made)


def _displace(one: Laid, covered: float, winner: Laid, rule: Displacement, made: Charge) -> None:
    before = one.left
    one.left = max(0.0, min(one.left, WHOLE - covered))
    full = round(one.rate * one.cover * before, _ROUND)
    why = f"{winner.measure.id} ({winner.measure.heading}) comes first"
    made.displaced.append(
        Displaced(
            *(one.measure.id, one.measure.authority.value, one.measure.heading),
            rate=full,
            left=round(one.rate * one.cover * one.left, _ROUND),
            why=f"{why}: {rule.note}" if rule.note else why,
            citation=rule.citation,
        )
    )


def _add(one: Laid, base: float | None, made: Charge) -> None:
    """Add the row of a measure for what is left of it."""
    if one.left <= 0:
        return
    item, share = one.measure, one.cover * one.left
    rate = one.rate
    if item.basis is Basis.FLOOR:
        if base is None:
            made.not_computed.append(
                f"{item.id}: {rate:.10g} less a base rate that is not computed"
            )
            return
        rate = max(0.0, rate - base)
    made.rows.append(
        Applied(
            *(item.id, item.authority.value, item.programme, item.heading),
            rate=round(rate * share, _ROUND),
            laid=_laid_words(one, rate, share),
            citation=item.citation,
            footing=item.footing,
            note=_noted(item),
        )
    )


def _noted(item: Measure) -> str:
    return item.note if item.footing is not Footing.LAW else ""


def _laid_words(one: Laid, rate: float, share: float) -> str:
    item = one.measure
    if item.basis is Basis.FLOOR:
        return f"to {_percent(one.rate)} with the base rate: {_percent(rate)} more"
    what = f"{item.content} content" if item.basis is Basis.CONTENT else "value"
    if item.claim is Claim.NON_US and one.cover < WHOLE:
        what = "non-U.S. content"
    if share == WHOLE:
        return f"{_percent(rate)} of full value"
    return f"{_percent(rate)} of {_percent(share)} of value ({what})"


def _percent(share: float) -> str:
    """Return a share as percent, without zeros nobody needs."""
    return f"{round(share * 100, 4):.10g}%"


def under(
    order: Displacement, measures: dict[str, Measure]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the measures a rule displaces by, and displaces."""

    def named(groups: tuple[str, ...]) -> frozenset[str]:
        return frozenset(
            name
            for name, item in measures.items()
            if any(inside(item.programme, group) for group in groups)
        )

    return named(order.by), named(order.of)
