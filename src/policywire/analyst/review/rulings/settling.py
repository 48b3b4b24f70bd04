"""Settling: which verdict stands where a number was read as a statistic and as law."""

from collections.abc import Iterable, Iterator, Sequence

from policywire.analyst.review.report import Claim, Verdict
from policywire.analyst.review.rulings.made import Finding
from policywire.analyst.review.said import Said, Standing

__all__ = ["Judged", "settled"]

Judged = tuple[Said, Claim]


def settled(judged: Sequence[Judged], ruled: Iterable[Finding]) -> Iterator[Claim]:
    """Yield the claims of a paragraph, in order, each number once.

    A ruling stands where it says more than that nothing can be said, and in place of a verdict
    that is withheld or adverse. A number read as a statistic that is supported stays so. A ruling
    on no number of a claim is told only where it settles something.

    Parameters
    ----------
    judged : sequence of (Said, Claim)
        Verdicts against the series held.
    ruled : iterable of Finding
        Verdicts against law and decisions.
    """
    found: list[tuple[int, int, Claim]] = []
    by_number: dict[tuple[int, int], Finding] = {}
    used: set[int] = set()
    rulings = tuple(ruled)
    for item in rulings:
        by_number |= {(item.claim.start, one.start): item for one in item.numerals}
    for said, claim in judged:
        place = (said.start, said.numeral.start if said.numeral else -1)
        ruling = by_number.get(place)
        if ruling is not None and _stands(ruling, said, claim):
            claim = ruling.claim
        if ruling is not None:
            if id(ruling) in used:
                continue
            used.add(id(ruling))
        found.append((*place, claim))
    found += [
        (item.claim.start, min((one.start for one in item.numerals), default=-1), item.claim)
        for item in rulings
        if id(item) not in used and item.settles
    ]
    found.sort(key=lambda row: row[:2])
    yield from (claim for _, _, claim in found)


def _stands(ruling: Finding, said: Said, claim: Claim) -> bool:
    """Return whether a ruling stands in place of the verdict on a statistic."""
    if ruling.settles:
        return True
    if claim.verdict is Verdict.SUPPORTED:
        return False
    return said.standing is Standing.FACT and not said.denial
