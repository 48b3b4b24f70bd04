"""Whether goods originate: by hand, through each paragraph, with the steps that say so."""

from datetime import date
from pathlib import Path

import pytest

from policywire.policy.bill import Bill
from policywire.policy.bill_file import read_bill
from policywire.policy.content import Costs
from policywire.policy.library import Library
from policywire.policy.origin import assess
from policywire.policy.product_rules import Branch, Change, rules_for, shifts
from policywire.policy.verdict import Product, Verdict

DAY = date(2026, 7, 1)
HEAD = "item,hts,originating,value"


def bill(folder: Path, *rows: str, head: str = HEAD) -> Bill:
    path = folder / "bill.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return read_bill(path)


def asked(library: Library, made: Bill, product: Product) -> Verdict:
    return assess(made, product, library.origin, library.rules, library.law.schedule)


def paragraphs(verdict: Verdict, passed: bool) -> list[str]:
    return [step.paragraph for step in verdict.steps if step.passed is passed]


def test_originating_materials_alone(library: Library, tmp_path: Path) -> None:
    found = asked(library, bill(tmp_path, "a,7208.10,yes,60"), Product("870830", DAY, tv=100))
    assert found.originating is True
    assert paragraphs(found, True) == ["19 U.S.C. 4531(c)(1)(C)"]


def test_a_pump_by_change_of_heading(library: Library, tmp_path: Path) -> None:
    """8413.30, rule 84.40: every material from another heading, no content asked."""
    made = bill(tmp_path, "motor,8501.31,no,70", "casting,7325.99,no,20")
    assert asked(library, made, Product("841330", DAY, tv=100)).originating is True


def test_a_pump_of_its_own_parts_needs_content(library: Library, tmp_path: Path) -> None:
    """Rule 84.40, second branch: parts of 8413.91 at 60 TV or 50 NC."""
    made = bill(tmp_path, "impeller,8413.91,no,41")
    short = asked(library, made, Product("841330", DAY, tv=100))
    assert short.originating is None  # 59 by value; the exporter may still choose net cost
    assert (
        "content by transaction value 59%, needed 60%, content by net cost not given"
        in short.steps[-2].what
    )
    both = Product("841330", DAY, tv=100, costs=Costs(80))
    assert asked(library, made, both).originating is False
    assert asked(library, made, Product("841330", DAY, tv=103)).originating is True
    costs = Costs(90, royalties=5)
    assert asked(library, made, Product("841330", DAY, costs=costs)).originating is True
    low = asked(library, made, Product("841330", DAY, tv=100, costs=Costs(82.0, marketing=1)))
    assert low.nc_content == pytest.approx(100 * (81 - 41) / 81)
    assert low.originating is False


def test_de_minimis_saves_a_material_that_does_not_shift(library: Library, tmp_path: Path) -> None:
    """Rule 84.245 (8481.90) asks for a change of heading alone; 10 of 100 is not above 10."""
    made = bill(tmp_path, "stem,8481.90,no,10", "ring,4016.93,no,30")
    found = asked(library, made, Product("848190", DAY, tv=100))
    assert found.originating is True
    assert "10 is within 10%" in found.steps[-1].what
    above = asked(library, made, Product("848190", DAY, tv=99))
    assert "10 is above 10%" in " ".join(step.what for step in above.steps)


def test_parts_of_the_goods_own_subheading_at_60_or_50(library: Library, tmp_path: Path) -> None:
    """(c)(1)(D): 40 of 99 foreign, all of it in the good's own subheading, 59.6 by value."""
    made = bill(tmp_path, "stem,8481.90,no,40")
    assert asked(library, made, Product("848190", DAY, tv=100)).originating is True
    assert asked(library, made, Product("848190", DAY, tv=99)).originating is False
    mixed = bill(tmp_path, "stem,8481.90,no,20", "valve,8481.80,no,15")
    found = asked(library, mixed, Product("848190", DAY, tv=100))
    assert found.originating is False  # 8481.80 fails the change, and is not of the subheading


def test_the_fallback_is_closed_to_clothing(library: Library, tmp_path: Path) -> None:
    head = f"{HEAD},weight"
    made = bill(tmp_path, "panel,6109.10,no,30,1", head=head)
    found = asked(library, made, Product("610910", DAY, tv=100, unassembled=True))
    assert "closed to goods of chapters 61 to 63" in found.steps[-1].what
    assert found.originating is not True


def test_a_vehicle_by_date(library: Library, tmp_path: Path) -> None:
    """30 of 100 net cost: 70 percent. Enough in the first half of 2022, not from July 2023."""
    made = bill(tmp_path, "modules,8708.99,no,30")
    for day, expected in ((date(2022, 6, 30), True), (date(2022, 7, 1), False), (DAY, False)):
        product = Product("870323", day, costs=Costs(100), use="passenger_vehicle")
        found = asked(library, made, product)
        (step,) = (step for step in found.steps if "rule 7A" in step.paragraph)
        assert step.passed is expected, day
        assert found.originating is (None if expected else False)  # what else it needs is unsaid
    wagon = Product("870323", DAY, costs=Costs(100), use="other")
    assert asked(library, made, wagon).originating is True  # 62.5 for any other good
    step = asked(library, made, wagon).steps[-1]
    assert "labour value content" not in step.what


def test_what_a_vehicle_needs_besides_is_asked_for(library: Library, tmp_path: Path) -> None:
    made = bill(tmp_path, "modules,8708.99,no,20")
    product = Product("870323", DAY, costs=Costs(100), use="passenger_vehicle")
    found = asked(library, made, product)
    assert found.originating is None
    assert "give what the producer of the vehicle can show" in found.why
    assert [step.paragraph.partition(";")[0][-9:] for step in found.steps[-5:-2]] == [
        *("article 7", "article 6", "article 6"),
    ]


def test_the_class_of_a_part_and_the_use_decide(library: Library, tmp_path: Path) -> None:
    made = bill(tmp_path, "housing,8708.30,no,33")

    def of(use: str = "", part: str = "") -> bool | None:
        product = Product("870830", DAY, costs=Costs(100), use=use, part=part)
        return asked(library, made, product).originating

    assert of(use="other") is True  # 50
    assert of(use="passenger_vehicle", part="complementary") is True  # 65
    assert of(use="heavy_truck", part="principal") is True  # 64 until June 2027
    assert of(use="passenger_vehicle", part="principal") is None  # 70 not met; (D) is in doubt
    assert of() is None


def test_without_its_amount_nothing_is_decided(library: Library, tmp_path: Path) -> None:
    made = bill(tmp_path, "housing,8708.30,no,33")
    found = asked(library, made, Product("870830", DAY, tv=100, use="other"))
    assert found.originating is None or found.originating is True
    assert any("content by net cost not given, needed 50%" in step.what for step in found.steps)


def test_a_rule_that_is_not_held_is_said(library: Library, tmp_path: Path) -> None:
    made = bill(tmp_path, "resin,3901.10,no,80")
    found = asked(library, made, Product("392690", DAY, tv=100))
    assert found.originating is None
    assert "the product-specific rule of 3926.90 is not held" in found.why
    assert found.tv_content == 20


def test_a_foreign_trade_zone_closes_the_products_own_rule(
    library: Library, tmp_path: Path
) -> None:
    made = bill(tmp_path, "motor,8501.31,no,70")
    inside = asked(library, made, Product("841330", DAY, tv=100, zone=True))
    assert inside.originating is False
    assert "19 U.S.C. 4531(c)(3)" in paragraphs(inside, False)


def test_exceptions_to_de_minimis(library: Library, tmp_path: Path) -> None:
    made = bill(tmp_path, "milk,0402.21,no,5")
    found = asked(library, made, Product("040690", DAY, tv=100))
    assert found.originating is None  # chapter 4 is not held; nothing was let by
    made = bill(tmp_path, "stem,8481.90,no,5")
    assert asked(library, made, Product("848190", DAY, tv=100)).originating is True


def test_textiles_go_by_weight(library: Library, tmp_path: Path) -> None:
    from policywire.policy.rule_test import meets
    from policywire.policy.verdict import Question

    head = f"{HEAD},weight,elastomeric"
    made = bill(tmp_path, "yarn,5205.11,no,9,9,no", "cotton,5201.00,yes,91,91,no", head=head)
    product = Product("520811", DAY, tv=100)
    rule = rules_for(library.rules, "848190", "")[0]
    question = Question(made, product, library.origin, library.law.schedule)
    empty = Verdict(None, "", made.vnm(), 91.0, None)
    assert meets(question, rule, made.nonoriginating(), empty) is True  # another heading
    same = bill(tmp_path, "yarn,5208.11,no,9,9,yes", "cotton,5201.00,yes,91,91,no", head=head)
    question = Question(same, product, library.origin, library.law.schedule)
    assert meets(question, rule, same.nonoriginating(), empty) is False  # 9% elastomeric
    assert "elastomeric" in empty.steps[-1].what


@pytest.mark.parametrize(
    ("branch", "material", "expected"),
    [
        (Branch(Change.HEADING), "8501", True),
        (Branch(Change.HEADING), "870899", False),
        (Branch(Change.CHAPTER), "8501", True),
        (Branch(Change.CHAPTER), "8712", False),
        (Branch(Change.SUBHEADING), "870899", True),
        (Branch(Change.SUBHEADING), "8708", False),  # too short to tell
        (Branch(Change.NONE), "870830", True),
        (Branch(Change.HEADING, without=("8501",)), "850131", False),
        (Branch(Change.HEADING, allowed=("870899",)), "870899", True),
        (Branch(Change.SUBHEADING, group=("870829", "870830")), "870829", False),
    ],
)
def test_how_far_a_material_moves(branch: Branch, material: str, expected: bool) -> None:
    assert shifts(branch, "870830", material) is expected


def test_product_rules_are_cited_by_number(library: Library) -> None:
    chapters = {rule.id.partition(".")[0] for rule in library.rules}
    assert chapters == {"84", "85", "87", "90"}
    assert all(rule.citation and "rule" in rule.citation.locator for rule in library.rules)
    known = {line.code[:6] for line in library.law.schedule.lines.values()}
    heads = {code[:4] for code in known}
    loose = [c for rule in library.rules for c in rule.goods if c[:4] not in heads]
    assert loose == []
