"""Is one product-specific rule met: the change of every material, de minimis, and content."""

from policywire.facts.errors import NotHeld
from policywire.policy.bill import Material
from policywire.policy.content import de_minimis, textile_de_minimis
from policywire.policy.exceptions import excepted
from policywire.policy.hts import dotted
from policywire.policy.product_rules import Branch, Change, ProductRule, shifts
from policywire.policy.vehicle import all_of, covers, vehicle_steps
from policywire.policy.verdict import Question, Step, Verdict

__all__ = ["enough", "meets"]

_TEXTILES = range(50, 64)


def meets(asked: Question, rule: ProductRule, left: list[Material], made: Verdict) -> bool | None:
    """Return whether one rule is met, with a step for every branch."""
    results = []
    for at, branch in enumerate(rule.branches):
        passed, told = _branch(asked, rule, branch, left, made)
        where = rule.citation.words() if rule.citation else rule.id
        kind = f" (for a good that is: {rule.of})" if rule.of else ""
        use = f" for use: {', '.join(rule.use)}" if rule.use else ""
        letter = f", branch {at + 1}" if len(rule.branches) > 1 else ""
        made.steps.append(Step(f"{told}{kind}", f"{where}{letter}{use}", passed))
        results.append(passed)
    passed = True if True in results else (None if None in results else False)
    if not covers(rule):
        return passed
    besides = vehicle_steps(asked, rule)
    made.steps += besides
    return all_of([passed, *(step.passed for step in besides)])


def _branch(
    asked: Question, rule: ProductRule, branch: Branch, left: list[Material], made: Verdict
) -> tuple[bool | None, str]:
    """Return whether a branch is met, and how it went in words."""
    good = asked.product.hts
    failing = [one for one in left if not shifts(branch, good, one.hts)]
    told = "no change asked" if branch.change is Change.NONE else f"change of {branch.change.value}"
    shifted = not failing
    if failing:
        names = ", ".join(f"{one.item} ({dotted(one.hts)}, row {one.row})" for one in failing)
        shifted, small = _small(asked, failing)
        told += f": not by {names}; {small}"
    if not branch.content:
        return shifted, told
    reached, content = enough(asked, rule, branch, made)
    told += f"; {content}"
    return (False if not shifted else reached), told


_METHODS = {"TV": "transaction value", "NC": "net cost"}


def enough(
    asked: Question, rule: ProductRule, branch: Branch, made: Verdict
) -> tuple[bool | None, str]:
    """Return whether the content is enough by a method the branch lets be used: (d)(1), (d)(5)."""
    try:
        wanted = {"TV": _same(branch.tv), "NC": _by_date(asked, rule, branch.nc)}
    except NotHeld as error:
        return None, str(error).rstrip(".")
    held = {"TV": made.tv_content, "NC": made.nc_content}
    told, results = [], []
    for method, (least, most) in wanted.items():
        found = held[method]
        if least is None or most is None:
            continue
        shown = f"{found:.6g}%" if found is not None else "not given"
        needed = f"{least:g}%" if least == most else f"{least:g} to {most:g}% by class of part"
        told.append(f"content by {_METHODS[method]} {shown}, needed {needed}")
        results.append(_reached(found, least, most))
    decided = True if True in results else (None if None in results else False)
    return decided, ", ".join(told)


def _reached(found: float | None, least: float, most: float) -> bool | None:
    """Return whether content is enough; None where it was not given, or its class decides."""
    if found is None or least <= found < most:
        return None
    return found >= most


def _same(needed: float | None) -> tuple[float | None, float | None]:
    return needed, needed


def _by_date(
    asked: Question, rule: ProductRule, printed: float | None
) -> tuple[float | None, float | None]:
    """Return the content needed by net cost, least and most over the classes a part may be of.

    By date where the Automotive Appendix stages it, and as printed elsewhere.
    """
    name = rule.appendix
    if not name or printed is None:
        return _same(printed)
    if name != "part":
        return _same(asked.limit(f"rvc.{name}.nc"))
    if not asked.product.use:
        return _same(printed)  # a rule without a use is tried beside it: nothing is decided anyway
    kind = "heavy" if asked.product.use == "heavy_truck" else "light"
    said = asked.product.part
    parts = (_class(kind, said),) if said else ("principal", "complementary")
    limits = [asked.limit(f"rvc.{kind}.{part}.nc") for part in parts]
    return min(limits), max(limits)


def _class(kind: str, part: str) -> str:
    """Return the class of a part: heavy trucks have no core parts, they are principal."""
    return "principal" if kind == "heavy" and part == "core" else part


def _small(asked: Question, failing: list[Material]) -> tuple[bool, str]:
    """Return whether materials that do not shift are small enough: 4531(f)."""
    product, bill = asked.product, asked.bill
    barred = [reason for one in failing if (reason := excepted(product.hts, one.hts))]
    if barred:
        return False, f"de minimis is barred: {barred[0]}"
    if int(product.hts[:2]) in _TEXTILES:
        return _small_by_weight(asked, failing)
    value = sum(bill.value_of(one) for one in failing)
    cost = product.costs.total if product.costs else None
    if product.tv is None and cost is None:
        return False, "de minimis needs the transaction value or the total cost"
    limit = asked.limit("de_minimis")
    passed = de_minimis(value, product.tv, cost, limit)
    word = "within" if passed else "above"
    return passed, f"{value:.10g} is {word} {limit:g}% of transaction value or total cost ((f)(1))"


def _small_by_weight(asked: Question, failing: list[Material]) -> tuple[bool, str]:
    whole = sum(one.weight for one in asked.bill.under("") if asked.bill.counts(one))
    if not whole:
        return False, "de minimis of a textile good needs weights ((f)(4))"
    weight = sum(one.weight for one in failing) / whole
    elastic = sum(one.weight for one in failing if one.elastomeric) / whole
    limits = (asked.limit("de_minimis.textile"), asked.limit("de_minimis.elastomeric"))
    passed = textile_de_minimis(weight, elastic, *limits)
    most = f"at most {limits[0]:g} and {limits[1]:g}%"
    told = f"{weight:.2%} of weight, {elastic:.2%} elastomeric; {most}"
    return passed, f"{told} ((f)(4))"
