"""Is one product-specific rule met: the change of every material, de minimis, and content."""

from policywire.facts.errors import NotHeld
from policywire.policy.bill import Material
from policywire.policy.content import de_minimis, textile_de_minimis
from policywire.policy.exceptions import excepted
from policywire.policy.hts import dotted
from policywire.policy.product_rules import Branch, Change, ProductRule, shifts
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
    if rule.appendix.endswith("vehicle"):
        told = "labour value content and purchases of steel and aluminum are not examined here"
        made.steps.append(Step(told, "USMCA Annex 4-B, Appendix, articles 6 and 7", None))
    return True if True in results else (None if None in results else False)


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


def enough(
    asked: Question, rule: ProductRule, branch: Branch, made: Verdict
) -> tuple[bool | None, str]:
    """Return whether the content is enough by a method the branch lets be used: (d)(1), (d)(5)."""
    try:
        wanted = {"TV": branch.tv, "NC": _by_date(asked, rule, branch.nc)}
    except NotHeld as error:
        return None, str(error)
    held = {"TV": made.tv_content, "NC": made.nc_content}
    told, results = [], []
    for method, least in wanted.items():
        found = held[method]
        if least is None:
            continue
        shown = f"{found:.4f}%" if found is not None else "not given"
        told.append(f"content {method} {shown}, needed {least:g}%")
        results.append(None if found is None else found >= least)
    decided = True if True in results else (None if None in results else False)
    return decided, ", ".join(told)


def _by_date(asked: Question, rule: ProductRule, printed: float | None) -> float | None:
    """Return the content needed by net cost, by date where the Automotive Appendix stages it."""
    name = rule.appendix
    if not name or printed is None:
        return printed
    if name == "part":
        part = asked.product.part
        if not part:
            return printed
        heavy = asked.product.use == "heavy_truck"
        name = f"heavy.{_heavy(part)}" if heavy else f"light.{part}"
    return asked.limit(f"rvc.{name}.nc")


def _heavy(part: str) -> str:
    """Return the class of a heavy truck's part: there is none of core parts."""
    return "principal" if part == "core" else part


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
