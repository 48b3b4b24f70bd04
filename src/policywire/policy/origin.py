"""Does a good originate under the USMCA: each step with the paragraph it rests on.

The order is that of 19 U.S.C. 4531(c)(1): all materials originate (C); the product's own rule is
met (B), if need be by the de minimis rule (f); or parts of the good's own heading are let by at 60
or 50 percent of content (D).
"""

from collections.abc import Sequence

from policywire.facts.errors import BadDocument, NotHeld
from policywire.policy.bill import Bill, Material
from policywire.policy.content import net_cost, net_cost_content, transaction_content
from policywire.policy.hts import Schedule, dotted
from policywire.policy.law import Law
from policywire.policy.product_rules import (
    CHAPTERS,
    USES,
    Branch,
    Change,
    ProductRule,
    rules_for,
    shifts,
)
from policywire.policy.rule_test import enough, meets
from policywire.policy.vehicle import all_of, covers, vehicle_steps
from policywire.policy.verdict import Product, Question, Step, Verdict

__all__ = ["Product", "Step", "Verdict", "assess"]

_STATUTE = "19 U.S.C. 4531"
_NO_FALLBACK = ("61", "62", "63")
_SLACK = 1e-9
_BESIDES = "a vehicle must meet labour value content and purchases of metal too"


def assess(
    bill: Bill,
    product: Product,
    law: Law,
    rules: Sequence[ProductRule],
    schedule: Schedule,
) -> Verdict:
    """Return whether a good originates, step by step.

    Parameters
    ----------
    bill : Bill
        What it is made of.
    product : Product
        The good.
    law : Law
        Thresholds of origin by date.
    rules : sequence of ProductRule
        Product rules held.
    schedule : Schedule
        For which headings are subdivided.

    Raises
    ------
    NotHeld
        If the day lies before the agreement.
    BadDocument
        If the bill's materials are worth more than the good's total cost, or one stands under no
        heading; the message names the row.
    """
    asked = Question(bill, product, law, schedule)
    _refuse_impossible(asked)
    made = _content(asked)
    left = bill.nonoriginating()
    found = () if product.zone else rules_for(rules, product.hts, product.use)
    if not left:
        return _by_materials(asked, rules_for(rules, product.hts, product.use), made)
    if _by_rule(asked, found, left, made):
        return made
    return _by_fallback(asked, found, left, made)


def _refuse_impossible(asked: Question) -> None:
    """Refuse a day before the agreement, unknown headings, and costs below their own materials."""
    begun = min(asked.law.provision("origin.de_minimis").values)
    if asked.product.day < begun:
        raise NotHeld(
            f"On {asked.product.day} the USMCA was not in force; its rules of origin are from "
            f"{begun}. Ask for that day or later."
        )
    for one in asked.bill.materials:
        if not asked.schedule.under(one.hts[:4]):
            raise BadDocument(
                f"{asked.bill.name}, row {one.row}, column hts: {dotted(one.hts)} stands under no "
                f"heading of chapters 1 to 97 of the {asked.schedule.edition}."
            )
    costs, used = asked.product.costs, sum(one.landed.value for one in asked.bill.under(""))
    if costs is not None and used > costs.total * (1 + _SLACK):
        raise BadDocument(
            f"{asked.bill.name}: materials of {used:.10g} exceed the total cost of "
            f"{costs.total:.10g}, which includes them (4531(a)(25)). Mend one of the two."
        )


def _by_materials(asked: Question, found: Sequence[ProductRule], made: Verdict) -> Verdict:
    """Decide where all materials originate: a vehicle's producer must show the rest even so."""
    made.steps.append(Step("all materials originate", f"{_STATUTE}(c)(1)(C)", True))
    results: list[bool | None] = [True] if not found else []
    for rule in found:
        besides = vehicle_steps(asked, rule) if covers(rule) else []
        made.steps += besides
        results.append(all_of([step.passed for step in besides]))
    if all(results):
        return _ended(made, True, "made of originating materials alone")
    if not any(results) and None not in results:
        return _ended(made, False, f"{_BESIDES}, and what the producer shows is not enough")
    return _ended(made, None, f"{_BESIDES}: {_unsaid(found, asked.product)}")


def _ended(made: Verdict, originating: bool | None, why: str) -> Verdict:
    made.originating, made.why = originating, why
    return made


def _content(asked: Question) -> Verdict:
    """Return the content by both methods, with a step for each amount."""
    bill, product = asked.bill, asked.product
    vnm = bill.vnm()
    steps = [_material_step(bill, one) for one in bill.under("")]
    steps.append(Step(f"value of non-originating materials (VNM) {vnm:.10g}", f"{_STATUTE}(d)(4)"))
    made = Verdict(None, "", vnm, None, None, steps)
    if product.tv is not None:
        made.tv_content = transaction_content(product.tv, vnm)
        told = (
            f"content by transaction value {made.tv_content:.6g}%: (transaction value "
            f"{product.tv:.10g} - VNM) / transaction value"
        )
        steps.append(Step(told, f"{_STATUTE}(d)(2)"))
    if product.costs is not None:
        cost = net_cost(product.costs)
        told = f"net cost {cost:.10g}: total cost {product.costs.total:.10g} less what is deducted"
        steps.append(Step(told, f"{_STATUTE}(a)(8)"))
        made.nc_content = net_cost_content(cost, vnm)
        told = f"content by net cost {made.nc_content:.6g}%: (net cost - VNM) / net cost"
        steps.append(Step(told, f"{_STATUTE}(d)(3)"))
    return made


def _material_step(bill: Bill, one: Material) -> Step:
    """Return what a material adds to the value of non-originating materials, and why."""
    name, value = f"{one.item} ({dotted(one.hts)}) at {one.landed.value:.10g}", bill.value_of(one)
    if one.kind == "indirect":
        return Step(f"{name}: indirect, counts as originating", f"{_STATUTE}(k)")
    if one.kind == "packing":
        return Step(f"{name}: packing for shipment, disregarded", f"{_STATUTE}(j)")
    if one.originating:
        told = (
            "originating; what is inside it is not counted"
            if bill.under(one.item)
            else "originating"
        )
        paragraph = "(d)(9)" if one.intermediate else "(d)(4)(A)"
        return Step(f"{name}: {told}", f"{_STATUTE}{paragraph}")
    if bill.under(one.item) or one.processing:
        told = "less processing and originating inputs inside it"
        return Step(f"{name}: {value:.10g} counts, {told}", f"{_STATUTE}(d)(4)(B), (d)(10)")
    return Step(f"{name}: {value:.10g} counts", f"{_STATUTE}(d)(8), (d)(10)")


def _by_rule(
    asked: Question, found: Sequence[ProductRule], left: list[Material], made: Verdict
) -> bool:
    """Decide by the product's own rule; return whether that settled it."""
    product = asked.product
    if product.zone:
        told = "made in a U.S. foreign-trade zone: the product's own rule is closed to it"
        made.steps.append(Step(told, f"{_STATUTE}(c)(3)", False))
        return False
    if not found:
        made.steps.append(Step(_not_held(product), f"{_STATUTE}(c)(1)(B)", None))
        return False
    results = [meets(asked, rule, left, made) for rule in found]
    if all(results):
        names = ", ".join(rule.id for rule in found)
        _ended(made, True, f"meets the product's rule ({names})")
        return True
    if any(results) or None in results:
        undecided = next(
            (rule for rule, result in zip(found, results, strict=True) if not result), found[0]
        )
        made.why = f"the product's rule {undecided.id} is not decided: {_unsaid(found, product)}"
    return False


def _not_held(product: Product) -> str:
    chapter = product.hts[:2]
    told = (
        f"the product-specific rule of {dotted(product.hts)} is not held; read General Note 11(o)"
    )
    return (
        told
        if chapter in CHAPTERS
        else f"{told} (held are rules of chapters {', '.join(CHAPTERS)})"
    )


def _unsaid(found: Sequence[ProductRule], product: Product) -> str:
    """Return what was not said that would decide between rules."""
    wanted = []
    if not product.use and any(rule.use for rule in found):
        wanted.append(f"say the use ({', '.join(USES)})")
    kinds = [rule.of for rule in found if rule.of]
    if kinds and len(found) > 1:
        wanted.append(f"the rules differ by kind of good ({'; '.join(kinds)})")
    if product.producer is None and any(covers(rule) for rule in found):
        wanted.append("give what the producer of the vehicle can show (its file)")
    if product.use and not product.part and any(rule.appendix == "part" for rule in found):
        wanted.append("say the class of part (principal, complementary)")
    return ", ".join(wanted) or "an amount or a threshold is missing; the steps say which"


def _by_fallback(
    asked: Question, found: Sequence[ProductRule], left: list[Material], made: Verdict
) -> Verdict:
    """Decide by the rule for parts of the good's own heading: (c)(1)(D)."""
    good, paragraph, why = asked.product.hts, f"{_STATUTE}(c)(1)(D)", made.why
    if good[:2] in _NO_FALLBACK:
        made.steps.append(Step("closed to goods of chapters 61 to 63", paragraph, False))
    elif not (asked.product.unassembled or _own_parts(asked, found, left)):
        told = "what fails the change is no part in the good's own subheading, or not that alone"
        made.steps.append(Step(told, paragraph, False))
    else:
        branch = Branch(Change.NONE, tv=asked.limit("fallback.tv"), nc=asked.limit("fallback.nc"))
        passed, told = enough(asked, _PLAIN, branch, made)
        if passed and any(rule.appendix for rule in found):
            told += "; whether this way is open to goods under the Automotive Appendix was not read"
            passed, why = None, why or "the way for parts of the good's own heading is in doubt"
        made.steps.append(Step(f"parts of the good's own heading; {told}", paragraph, passed))
        if passed:
            return _ended(made, True, "enough content for a good of parts of its own heading")
    if why:
        return _ended(made, None, why)
    if not found and not asked.product.zone:
        return _ended(made, None, _not_held(asked.product))
    return _ended(made, False, "no rule is met")


_PLAIN = ProductRule("fallback", (), ())


def _own_parts(asked: Question, found: Sequence[ProductRule], left: list[Material]) -> bool:
    """Return whether all that fails the change stands in the good's subheading.

    Or in its heading, where that is not divided. Without a rule at hand a change of heading is
    taken to be what is asked.
    """
    good = asked.product.hts
    branches = [branch for rule in found for branch in rule.branches] or [Branch(Change.HEADING)]
    branch = next((one for one in branches if one.change is not Change.NONE), branches[0])
    failing = [one for one in left if not shifts(branch, good, one.hts)]
    divided = len({line.code[:6] for line in asked.schedule.under(good[:4])}) > 1
    size = 6 if divided else 4
    inside = [one.hts[:size] == good[:size] for one in failing]
    return len(good) >= size and bool(inside) and all(inside)
