"""What an article is held to as a whole."""

import re
from datetime import date
from pathlib import Path

import pytest

from policywire.analyst.reading.terms import Terms, shipped_terms
from policywire.analyst.review.broken import broken_spans
from policywire.analyst.review.conduct import conduct
from policywire.analyst.review.document import read_document
from policywire.analyst.review.remarks import RULES, Remark, Severity
from policywire.analyst.review.sourcing import sources_named
from policywire.desks.desk import desks
from policywire.policy import Event, load_law

ARTICLE = Path(__file__).parents[4] / "shared/data/articles/us-mexico-trade-2025-12.txt"
shared = pytest.mark.skipif(not ARTICLE.exists(), reason="needs ../shared/data/articles")
TODAY = date(2026, 11, 22)
DAY = "March 7, 2025\n\n"


@pytest.fixture(scope="module")
def terms() -> Terms:
    return shipped_terms()


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    return tuple(event for desk in desks().values() for event in load_law(desk.law).events.values())


class Conduct:
    """Reads an article and returns its remarks."""

    def __init__(self, terms: Terms, events: tuple[Event, ...]) -> None:
        self.terms, self.events = terms, events

    def __call__(self, text: str, as_of: date = TODAY) -> tuple[Remark, ...]:
        document = read_document(text.encode(), "a.txt")
        return conduct(document, as_of, self.terms, self.events, broken_spans(document))

    def codes(self, text: str, as_of: date = TODAY) -> set[str]:
        return {remark.rule for remark in self(text, as_of)}


@pytest.fixture(scope="module")
def of(terms: Terms, events: tuple[Event, ...]) -> Conduct:
    return Conduct(terms, events)


# Each rule: what it finds, and what is near and right.
FOUND = [
    ("C1", "Exports rose 4% in 2024, driven by demand for cars."),
    ("C1", "Exports rose 4% in 2024 thanks largely to the weaker peso."),
    ("C1", "The fall was due to the tariff."),
    ("C1", "Las exportaciones crecieron gracias a la demanda."),
    ("T2", "Exports rose 4%."),
    ("T2", "The deficit is $171 billion."),
    ("A2", "Exports rose 4% in 2024."),
    ("B1", "The agreement is a compelling opportunity."),
    ("B1", "A world-class hub is poised for growth."),
    ("I1", "Investors should also look at the north."),
    ("I1", "It is time to buy."),
    ("S1", "Mexico is the largest supplier."),
    ("S1", "Trade hit a record high."),
    ("F1", "The market is projected to reach $97 billion by 2031."),
    ("F1", "Exports will reach $600 billion in 2030."),
    ("Q1", "“We will not wait for the talks to end,” it was heard in the hall."),
    ("F2", "The market is projected to reach $97 billion by 2031."),
    ("T5", "Exports rose."),
    ("A3", "The rule was dropped in May . It had cost little."),
]
RIGHT = [
    ("C1", DAY + "Exports rose 4% in 2024, driven by demand for cars, according to the bureau."),
    ("C1", DAY + "Exports rose while demand for cars grew."),
    ("C1", DAY + "The agreement is due to expire in 2036."),
    ("T2", DAY + "Exports rose 4% in 2024."),
    ("T2", DAY + "In May, exports rose. They gained 4% in 2024. Imports gained 5%."),
    ("T2", DAY + "Section 232 covers heading 8703, and Article 34.7 the review."),
    ("A2", DAY + "Exports rose 4% in 2024, the Census Bureau said."),
    ("A1", DAY + "INEGI published the figures. Exports rose 4% in 2024."),
    ("B1", DAY + "The agreement lowered the duty for cars."),
    ("I1", DAY + "Investors sold pesos in May."),
    ("S1", DAY + "Mexico is the largest supplier, with 15.5% of imports in 2024."),
    ("S1", DAY + "Mexico is the largest supplier, the Census Bureau says."),
    ("F1", DAY + "The IMF expects the market to reach $97 billion by 2031."),
    ("Q1", DAY + "“We will not wait for the talks to end,” said the minister."),
    ("Q1", DAY + "The so-called “rule of origin” was changed."),
    ("F2", DAY + "It is projected to reach $90 billion to $97 billion by 2031."),
    ("T5", DAY + "Exports rose."),
    ("A3", DAY + "The rule was dropped in May. It had cost little."),
]


@pytest.mark.parametrize(("rule", "text"), FOUND)
def test_a_fault_is_found(of: Conduct, rule: str, text: str) -> None:
    assert rule in of.codes(text)


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_what_is_right_is_let_by(of: Conduct, rule: str, text: str) -> None:
    assert rule not in of.codes(text)


def test_a_linked_sentence_has_a_source(terms: Terms) -> None:
    text = "Exports rose [4%](https://example.org/a) in 2024."
    made = read_document(text.encode(), "a.md")
    assert {"A1", "A2"}.isdisjoint(item.rule for item in conduct(made, TODAY, terms, ()))


def test_a_remark_leads_to_its_words(of: Conduct) -> None:
    text = DAY + "It is so. Exports rose 4%. It was so."
    document = read_document(text.encode(), "a.txt")
    [remark] = [item for item in of(text) if item.rule == "T2"]
    assert document.text[remark.start : remark.end] == remark.text == "Exports rose 4%."
    assert remark.note.endswith(RULES["T2"].repair)


def test_the_other_side_wants_a_figure(of: Conduct) -> None:
    case = "Exports rose 4% in 2024, the Census Bureau said. " * 40
    assert "K1" in of.codes(DAY + case)
    assert "K1" in of.codes(DAY + case + "However, risks remain.")
    assert "K1" not in of.codes(DAY + case + "However, imports of steel fell 9% in 2024.")


def test_what_was_not_read_is_said(terms: Terms) -> None:
    document = read_document("México creció.".encode("latin-1"), "a.txt")
    [remark] = [item for item in conduct(document, TODAY, terms, ()) if item.rule == "V1"]
    assert "Windows-1252" in remark.note


def test_every_rule_says_what_to_do() -> None:
    for rule in RULES.values():
        assert rule.repair.endswith(".")
        assert rule.severity in Severity


# ------------------------------------------------------------------- overtaken by events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The USMCA review of 2026 looms.", "July 1, 2026"),
        ("The upcoming USMCA joint review will decide the extension.", "July 1, 2026"),
        ("The Supreme Court will rule on the emergency-powers tariffs.", "February 20, 2026"),
        ("The surcharge is set to lapse in July 2026.", "July 23, 2026"),
        ("Duties on listed Canadian goods are set to begin in August 2026.", "August 19, 2026"),
        ("The forced-labor action will take effect soon.", "July 24, 2026"),
    ],
)
def test_what_has_happened_is_said(of: Conduct, text: str, event: str) -> None:
    [remark] = [item for item in of("December 6, 2025\n\n" + text) if item.rule == "T4"]
    assert event in remark.note
    assert remark.text == text


@pytest.mark.parametrize(
    "text",
    [
        "The USMCA review of 2026 began.",
        "The USMCA review of 2027 looms.",
        "The next joint review of the USMCA falls due on July 1, 2027.",
        "The Federal Reserve will meet in December 2026.",
        "The dairy review of the ministry will end soon.",
        "Exports will reach $600 billion in 2030.",
        "The term will end in 2036.",
        "Importers are expected to pay the same for steel.",
    ],
)
def test_what_is_still_ahead_or_something_else_is_let_by(of: Conduct, text: str) -> None:
    assert "T4" not in of.codes("December 6, 2025\n\n" + text)


def test_nothing_is_stale_before_it_happened(of: Conduct) -> None:
    text = "December 6, 2025\n\nThe USMCA review of 2026 looms."
    assert "T4" not in of.codes(text, date(2026, 6, 1))
    assert "T4" in of.codes(text, date(2026, 7, 1))


def test_a_period_that_is_over_is_no_longer_ahead(of: Conduct) -> None:
    text = "March 7, 2025\n\nExports will grow 4% in 2025, the ministry said."
    [remark] = [item for item in of(text) if item.rule == "T4"]
    assert "December 31, 2025" in remark.note
    assert "T4" not in of.codes(text, date(2025, 11, 1))


def test_what_comes_next_is_said_too(of: Conduct) -> None:
    text = "December 6, 2025\n\nThe USMCA review of 2026 looms."
    [remark] = [item for item in of(text) if item.rule == "T4"]
    assert "Ahead now" in remark.note


# ------------------------------------------------------------------- the author's field

TRADE = (
    "Imports from Mexico rose. Exports to Canada fell. The tariff on steel doubled. The USMCA "
    "exempts cars. Imports of parts rose too. Tariffs on aluminum stayed. Exports of corn rose."
)


@pytest.mark.parametrize(
    ("bio", "flagged"),
    [
        ("Ana Ruiz is a reporter who covers monetary policy and the Federal Reserve.", True),
        ("AI Writing Agent focusing on interest rates and central banks.", True),
        ("Ana Ruiz is a reporter who covers trade policy and tariffs.", False),
        ("Ana Ruiz is an economist who covers the Federal Reserve and trade policy.", False),
        ("Ana Ruiz is a writer who lives in Monterrey with two dogs.", False),
        ("", False),
    ],
)
def test_an_author_of_another_field_is_seen(of: Conduct, bio: str, flagged: bool) -> None:
    assert ("P1" in of.codes(f"{DAY}{TRADE}\n\n{bio}")) is flagged


def test_sources_are_named_once_each() -> None:
    text = "INEGI said so. According to Acme Research, and to data from the World Bank, INEGI errs."
    assert sources_named(text) == ("INEGI", "Acme Research", "World Bank")


# ------------------------------------------------------------------- the reference article


@shared
def test_the_reference_article_is_held_to_all_of_it(of: Conduct) -> None:
    found = of(ARTICLE.read_text(encoding="utf-8"))
    counted = {code: sum(item.rule == code for item in found) for code in RULES}
    assert {"A2", "B1", "C1", "F1", "F2", "I1", "K1", "P1", "T4"} <= {item.rule for item in found}
    assert (counted["C1"], counted["A3"], counted["P1"], counted["T4"]) == (3, 3, 1, 1)
    assert (counted["T5"], counted["Q1"]) == (0, 0)
    [stale] = [item for item in found if item.rule == "T4"]
    assert "does not confirm the extension, July 1, 2026" in stale.note
    [remit] = [item for item in found if item.rule == "P1"]
    assert "monetary policy" in remit.note
    assert "on trade" in remit.note


def test_the_page_on_checks_says_the_rules_of_the_code() -> None:
    page = Path(__file__).parents[3] / "docs" / "explain" / "check.md"
    text = page.read_text(encoding="utf-8")
    rows = dict(re.findall(r"(?m)^\| ([A-Z]\d) \| (.+) \|$", text))
    assert set(rows) == set(RULES)
    for code, rule in RULES.items():
        assert rows[code].startswith(rule.title)
        assert rows[code].endswith(f"| {rule.repair} | {rule.severity}")
    assert "seventeen" in text
    assert len(RULES) == 17
