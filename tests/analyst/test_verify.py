"""The checker: for each rule what it must refuse and what it must let by, and two laws.

The sentences were written from the rules' purpose, not from their word lists: a word a reader
would take for a number, a direction, a rank, a cause, a promotion or advice must be caught in
each of its everyday forms.
"""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from policywire.analyst.draft import Kind, Line, Span
from policywire.analyst.figures import Figure
from policywire.analyst.numbers import MINUS
from policywire.analyst.verify import RULES, check_line
from tests.analyst.conftest import figure

SHARE = figure(15.654, "percent", name="mx_share")
TRADE = figure(534_874.3, "USD million", name="mx_in")
BALANCE = figure(-197_600.0, "USD million", name="balance")
CHANGE = figure(-3.61, "points", name="change")
RANK = figure(1.0, "rank", name="rank")
TERM = figure(16.0, "years", decimals=0, name="term")
FIGURES = {item.id: item for item in (SHARE, TRADE, BALANCE, CHANGE, RANK, TERM)}


def codes(text: str, *, conditions: bool = False, cites: str = "") -> set[str]:
    """Return the rules that literal words break."""
    line = Line((Span(text),), cites)
    return {fault.code for fault in check_line(line, FIGURES, conditions=conditions)}


REFUSED = {
    "N1": [
        "Imports came to 534 last year.",
        "Under Article 34 the parties meet.",
        "The 2025 figures are final.",
        "Goods of HS87 are vehicles.",
        "A 25-percent duty applies.",
        "It took place on July 1st.",
        "About ½ of the goods enter free.",
        "The plant covers a thousandth of a km².",
        "٣ countries signed.",
        "As footnote ① says, it holds.",
    ],
    "N2": [
        "Mexico supplied two-thirds of the cars.",
        "Imports doubled.",
        "One in five cars comes from Mexico.",
        "A dozen states took most of it.",
        "Three-quarters of the goods enter free.",
        "Twenty-five states share the rest.",
        "The duty is ten percent.",
        "The share moved by a percentage point.",
        "That is half of the total.",
        "Trade is worth billions.",
        "Claims quadrupled in a month.",
        "A tenfold leap is a break in recording.",
        "The gap is halving every year.",
        "The rate moved by forty basis points.",
    ],
    "N3": [
        "Values are in $.",
        "Trade is counted in US$ of the day.",
        "The % of goods that claim it is a share.",
        "Prices are quoted in € or £.",
        "The £ was not the unit.",
        "Amounts in ¥ were converted.",
    ],
    "D1": [
        "Imports rose in the year.",
        "Exports to Mexico fell.",
        "Trade grew while investment stood still.",
        "The deficit widened.",
        "Mexico overtook Canada.",
        "Duties are higher than before.",
        "The share is above that of Canada.",
        "Imports rise every spring.",
        "Trade with Canada declines while trade with Mexico increases.",
        "The gap narrows.",
        "Prices climb and the peso drops.",
        "China loses what Mexico gains.",
        "Mexico leads Canada by more than before.",
        "Investment shrinks.",
    ],
    "S1": [
        "Mexico is the largest supplier.",
        "It was a record year.",
        "That is the highest rate since the war.",
        "Most of the goods claim it.",
        "Mexico is the third-largest market.",
        "Record-high imports came in.",
        "It was the greatest gain of all.",
        "No state had a stronger claim to the top place.",
        "Mexico is the leading supplier.",
        "The leap is unprecedented.",
    ],
    "C1": [
        "Trade moved because of the tariff.",
        "The change was driven by demand.",
        "Firms left due to the duty.",
        "The ruling led to a surcharge.",
        "Thanks to the agreement goods enter free.",
        "The duty caused a shift.",
        "The tariff causes a shift.",
        "As a result, firms moved.",
        "The duty leads to a shift.",
        "The measure results in delays.",
        "Tariffs drove firms away.",
        "The tariff-driven shift goes on.",
        "The talks triggered a move.",
        "Uncertainty is triggering delays.",
    ],
    "B1": [
        "A robust outlook remains.",
        "We delve into the figures.",
        "The trade landscape has moved.",
        "The pact unlocks value.",
        "Mexico is poised for more.",
        "It is a remarkable year.",
        "Firms are navigating the rules.",
        "This is a game changer.",
        "The review is pivotal.",
    ],
    "I1": [
        "Investors should act.",
        "Buy the peso.",
        "It is time to sell.",
        "Autos are an overweight.",
        "The price target stands.",
        "Those who act early gain an edge.",
        "We recommend the peso.",
        "This is a buying opportunity.",
        "Readers may want to consider selling pesos.",
    ],
}

CLEAN = {
    "N1": [
        "The parties meet on the anniversary.",
        "An I is a letter, and so is an O.",
        "Annex and article are named in the register.",
        "A claim is a declaration.",
        "The month is the newest held.",
        "Goods (all of them) are counted.",
    ],
    "N2": [
        "Nobody accounts for it.",
        "Imports and exports are both counted.",
        "The headquarters are in Mexico City.",
        "Often the tenant attends.",
        "Percentages are of the total.",
        "Someone weighs the evidence twofoldly is no word.",
        "No one knows.",
    ],
    "N3": [
        "Values are in U.S. dollars.",
        "Amounts in euros were converted.",
        "Shares are of the total.",
        "Pounds and yen play no part.",
        "A cent is not shown.",
        "The unit stands in the head of the table.",
    ],
    "D1": [
        "Roses and fellow travelers are no matter of trade.",
        "The growth is narrow.",
        "The Supreme Court held that the act gives no power.",
        "Passenger vehicles are counted apart.",
        "The question has arisen before.",
        "The parties stand where they stood.",
        "The Trade Representative must report to Congress.",
    ],
    "S1": [
        "The break is one of recording.",
        "Recorded claims are declarations.",
        "The topic is trade.",
        "Almost all goods are counted.",
        "Leadership changed hands.",
        "The newest account is of August.",
    ],
    "C1": [
        "As duties moved, so did trade.",
        "While demand moved, duties moved as well.",
        "These series cannot tell one from the other.",
        "The driver shows a passport.",
        "The results are in the table.",
        "The duty stood on goods from Mexico.",
        "After the ruling a surcharge took its place.",
    ],
    "B1": [
        "Robusta is a kind of coffee.",
        "The land is leased.",
        "The outlook is not known.",
        "Ships and navies play no part.",
        "The review is due.",
        "The rules of the game did not change.",
    ],
    "I1": [
        "Buyers may have moved purchases forward.",
        "Goods bought early count as trade.",
        "The seller bears the duty.",
        "Investors are told what was recorded.",
        "A resale is no import.",
        "The target of the measure is steel.",
    ],
}


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(code, text) for code, texts in table.items() for text in texts]


@pytest.mark.parametrize(("code", "text"), cases(REFUSED))
def test_what_a_rule_must_refuse(code: str, text: str) -> None:
    assert code in codes(text)
    assert code in codes(f"By all accounts, {text}")


@pytest.mark.parametrize(("code", "text"), cases(CLEAN))
def test_what_every_rule_must_let_by(code: str, text: str) -> None:
    assert codes(text) == set()


def test_each_rule_has_six_of_both() -> None:
    """The other rules, and more of these, have files in rules/vectors."""
    assert set(REFUSED) == set(CLEAN) <= {rule.code for rule in RULES}
    assert all(len(texts) >= 6 for table in (REFUSED, CLEAN) for texts in table.values())


@pytest.mark.parametrize(
    "text", ["IMPORTS ROSE.", "Rose", "(rose)", "rose,", "rose’s", "rose—and stayed"]
)
def test_case_and_punctuation_hide_nothing(text: str) -> None:
    assert codes(text) == {"D1"}


def test_quotation_marks_hide_nothing_and_want_a_source() -> None:
    assert codes("“rose”") == {"D1", "Q1"}


def test_a_fault_says_rule_words_and_remedy() -> None:
    (fault,) = check_line(Line((Span("Imports rose."),)), {})
    assert str(fault) == (
        "D1 'rose': a direction or comparison; use a token, or state the condition it holds under"
    )


def test_every_fault_of_a_line_is_told() -> None:
    line = Line((Span("Imports rose 5% because of a robust, record demand: buy half."),))
    assert {fault.code for fault in check_line(line, {})} == {
        *("N1", "N2", "N3", "D1", "S1", "C1", "B1", "I1")
    }


# ------------------------------------------------------------------------- excuses


@pytest.mark.parametrize("code", list(REFUSED))
def test_only_a_condition_excuses_a_direction_and_only_a_source_a_cause(code: str) -> None:
    text = REFUSED[code][0]
    assert code in codes(text)
    assert (code in codes(text, conditions=True)) == (code not in {"D1", "S1"})
    assert (code in codes(text, cites="declined")) == (code != "C1")
    assert (code in codes(text, conditions=True, cites="x")) == (code not in {"D1", "S1", "C1"})


# ------------------------------------------------------------------------- tokens


def line_of(*spans: tuple[str, Kind, str]) -> Line:
    return Line(tuple(Span(text, kind, ref) for text, kind, ref in spans))


def test_what_code_wrote_is_not_read_as_words() -> None:
    line = line_of(
        ("In ", Kind.TEXT, ""),
        ("2024", Kind.PERIOD, "mx_in"),
        (" imports ", Kind.TEXT, ""),
        ("fell", Kind.DIRECTION, "change"),
        (" to ", Kind.TEXT, ""),
        ("$534.9 billion", Kind.FIGURE, "mx_in"),
        (" under ", Kind.TEXT, ""),
        ("Article 34.7", Kind.NAME, "art"),
        (", from ", Kind.TEXT, ""),
        ("July 1, 2026", Kind.DATE, "declined"),
    )
    assert check_line(line, FIGURES) == ()


def test_words_are_not_joined_across_a_token() -> None:
    line = line_of(
        ("more", Kind.TEXT, ""), ("2024", Kind.PERIOD, "mx_in"), (" than", Kind.TEXT, "")
    )
    assert check_line(line, FIGURES) == ()


def test_a_literal_beside_a_token_is_refused() -> None:
    beside = line_of(("$534.9 billion", Kind.FIGURE, "mx_in"), (" or 535", Kind.TEXT, ""))
    assert {fault.code for fault in check_line(beside, FIGURES)} == {"N1"}
    joined = line_of(("1", Kind.TEXT, ""), ("$534.9 billion", Kind.FIGURE, "mx_in"))
    assert {fault.code for fault in check_line(joined, FIGURES)} == {"N1"}


@pytest.mark.parametrize("ref", ["", "mx", "mx_in ", "MX_IN", "mx_inn", "rule.term"])
def test_n4_a_token_that_names_no_figure_is_refused(ref: str) -> None:
    faults = check_line(line_of(("$534.9 billion", Kind.FIGURE, ref)), FIGURES)
    assert [fault.code for fault in faults] == ["N4"]


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_n4_a_token_that_names_a_figure_is_let_by(name: str) -> None:
    assert check_line(line_of((sorted(PRINTINGS[name])[0], Kind.FIGURE, name)), FIGURES) == ()


# Every text each figure may be printed as, written by hand.
PRINTINGS: dict[str, set[str]] = {
    "mx_share": {"15.7 percent", "15.7%", "+15.7 percent", "+15.7%"},
    "change": {
        *(f"{MINUS}3.6 percentage points", f"{MINUS}3.6 pp", "3.6 percentage points", "3.6 pp"),
    },
    "rank": {"first", "1", "+1"},
    "term": {"16 years", "16", "16th", "+16 years", "+16"},
    "balance": {
        *(f"{MINUS}$197.6 billion", "$197.6 billion", f"{MINUS}197.6", "197.6"),
        *(f"{MINUS}$197,600.0 million", "$197,600.0 million", f"{MINUS}197,600.0", "197,600.0"),
    },
    "mx_in": {"$534.9 billion", "534.9", "+$534.9 billion", "$534,874.3 million", "534,874.3"},
}

WRONG = {
    "mx_share": [
        "15.6 percent",
        "15.65 percent",
        "16 percent",
        "15.7",
        "15.7 percentage points",
        "15.7 %",
    ],
    "change": ["3.6 percent", "3.61 percentage points", "-3.6 pp", "+3.6 pp", "3.6", "3,6 pp"],
    "rank": ["1st", "one", "second", "No. 1", "2", "1.0"],
    "term": ["16 months", "sixteen years", "16.0 years", "15 years", "16 year", "6 years"],
    "balance": [
        "-$197.6 billion",
        "+$197.6 billion",
        "$197.6 million",
        "$198 billion",
        "€197.6 billion",
        "",
    ],
    "mx_in": [
        "$534.8 billion",
        "$534.9 million",
        "534.9 billion",
        "$535 billion",
        "$534.9",
        "$534.87 billion",
    ],
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name in PRINTINGS for text in PRINTINGS[name]]
)
def test_n5_a_printing_of_the_figure_is_let_by(name: str, text: str) -> None:
    assert check_line(line_of((text, Kind.FIGURE, name)), FIGURES) == ()


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in WRONG for text in WRONG[name]])
def test_n5_any_other_text_is_refused(name: str, text: str) -> None:
    faults = check_line(line_of((text, Kind.FIGURE, name)), FIGURES)
    assert [fault.code for fault in faults] == ["N5"]
    assert name in str(faults[0])


def test_n5_a_figure_may_open_a_sentence() -> None:
    assert check_line(line_of(("First", Kind.FIGURE, "rank")), FIGURES) == ()
    assert check_line(line_of(("Second", Kind.FIGURE, "rank")), FIGURES) != ()


def test_n5_the_figure_of_another_is_refused() -> None:
    for name, texts in PRINTINGS.items():
        for other in PRINTINGS.keys() - {name}:
            for text in texts - PRINTINGS[other]:
                assert check_line(line_of((text, Kind.FIGURE, other)), FIGURES), (text, other)


# ------------------------------------------------------------------------- laws

PLAIN = st.sampled_from([text for texts in CLEAN.values() for text in texts])
DIGITS = st.sampled_from("0123456789") | st.characters(categories=["Nd"])


@given(PLAIN, DIGITS, st.floats(0, 1))
@example("", "7", 0.0)
@settings(max_examples=200)
def test_a_digit_anywhere_in_literal_text_is_refused(text: str, digit: str, place: float) -> None:
    at = round(place * len(text))
    assert "N1" in codes(text[:at] + digit + text[at:])
    assert "N1" in codes(text[:at] + digit + text[at:], conditions=True, cites="declined")


@given(st.text(max_size=20), st.characters(categories=["Nd", "No", "Nl"]), st.text(max_size=20))
def test_a_numeral_of_any_script_is_refused(before: str, digit: str, after: str) -> None:
    assert "N1" in codes(before + digit + after)


@given(
    st.sampled_from(sorted(FIGURES)),
    st.text("0123456789.,+$% percntoigblmsyard" + MINUS, max_size=18),
)
@settings(max_examples=300)
def test_a_text_that_is_no_printing_is_refused(name: str, text: str) -> None:
    assume(text not in known(FIGURES[name]))
    faults = check_line(line_of((text, Kind.FIGURE, name)), FIGURES)
    assert [fault.code for fault in faults] == ["N5"]


@given(st.sampled_from([(name, text) for name in PRINTINGS for text in PRINTINGS[name]]), st.data())
@settings(max_examples=200)
def test_one_changed_character_is_refused(case: tuple[str, str], data: st.DataObject) -> None:
    name, text = case
    at = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.sampled_from("0123456789.,+-$% abgmn" + MINUS))
    changed = text[:at] + character + text[at + 1 :]
    assume(changed not in known(FIGURES[name]))
    assert check_line(line_of((changed, Kind.FIGURE, name)), FIGURES)


def known(item: Figure) -> set[str]:
    """Return every printing written by hand, and those of scales that no one would choose."""
    other = {
        "mx_in": {"0.5", "$0.5 trillion", "534,874,300.0", "$534,874,300.0 thousand"},
        "balance": {"0.2", "$0.2 trillion", "197,600,000.0", "$197,600,000.0 thousand"},
    }.get(item.id, set())
    plain = {text.lstrip("+" + MINUS) for text in PRINTINGS[item.id] | other}
    signs = ("", "+" if item.quantity.value > 0 else MINUS)
    full = {sign + text for sign in signs for text in plain}
    return full | {text[:1].upper() + text[1:] for text in full}
