"""What must hold for any text: spans, order, no crash, time that grows with length only."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policywire.analyst.numbers import printed_quantity
from policywire.analyst.reading.marks import NumeralKind
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences
from policywire.facts import Period, Quantity, Unit

KINDS = {
    "USD": NumeralKind.MONEY,
    "USD million": NumeralKind.MONEY,
    "MXN billion": NumeralKind.MONEY,
    "MXN per USD": NumeralKind.MONEY,
    "USD per barrel": NumeralKind.MONEY,
    "percent": NumeralKind.PERCENT,
    "points": NumeralKind.POINTS,
    "persons thousand": NumeralKind.COUNT,
    "months": NumeralKind.COUNT,
}
SCRAPS = (
    *(
        "$5.3bn",
        "15.6%",
        "(12.4)%",
        "\u22120.4",
        "2024",
        "Q3",
        "March",
        "May 12, 2025",
        "two-thirds",
    ),
    *("one in five", "a quarter of", "between", "3 and 4 percent", "from", "to", "billion", "mil"),
    *("billones", "millones de pesos", "por ciento", "U.S.", "No. 1", "Section 232", "8703.23.01"),
    *(
        "\u00bd",
        "3-3/4",
        "\u0661\u0665\u066b\u0666\u066a",
        "\uff11\uff15",
        "\u200b",
        "\u202e",
        "\u00a0",
    ),
    *(
        "\u2009",
        "\u00e9",
        "\ufb01",
        "\u0130",
        "\u212a",
        "2025-03-12",
        "10:30",
        "9/11",
        "third",
        "twenty-",
    ),
    *(
        "hundred",
        "and",
        "thousand",
        "y medio",
        "la mitad",
        "el doble",
        "cents",
        "'",
        '"',
        "\u201c",
        ".",
    ),
    *(
        ",",
        ";",
        ":",
        "-",
        "\u2013",
        "\u2014",
        "/",
        "\n",
        "\t",
        "(",
        ")",
        "[1]",
        "www.a.b/1",
        "a@b.co",
    ),
    *(
        "hundreds of millions of",
        "years ago",
        "the same period of",
        "last year",
        "\u00b2",
        "\u2460",
        "|",
    ),
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(SCRAPS), max_size=30).map(" ".join),
    st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join),
)


@given(text=TEXTS)
@example(text="1" * 5000)
@example(text="İ 5 percent")
@example(text="1 234 567.8.9,10")
@example(text="202&05,900,250 entre 2015")  # found by fuzzing, as the next three
@example(text="ATE00,00,000,000 YEA")
@example(text="$045,900,250 5G")
@example(text="01,452.42020 a rise")
def test_marks_slice_the_text_in_order_without_overlap(text: str) -> None:
    numbers = [(mark.start, mark.end, mark.text) for mark in numerals(text)]
    times = [(mark.start, mark.end, mark.text) for mark in periods(text)]
    for found in (numbers, times):
        assert all(start < end and text[start:end] == said for start, end, said in found)
        assert all(first[1] <= last[0] for first, last in pairwise(found))


@given(text=TEXTS)
def test_numbers_lie_between_their_least_and_most(text: str) -> None:
    for mark in numerals(text):
        assert mark.low <= mark.value <= mark.high
        assert mark.upto is None or mark.value < mark.upto <= mark.high


@given(text=TEXTS)
def test_sentences_cover_every_sign_once(text: str) -> None:
    spans = sentences(text)
    assert all(first[1] <= last[0] for first, last in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@given(
    unit=st.sampled_from(tuple(KINDS)),
    value=st.floats(-9e5, 9e5, allow_nan=False),
    decimals=st.integers(0, 3),
    form=st.sampled_from(("", "signed", "abs")),
)
def test_what_is_printed_is_read_back(unit: str, value: float, decimals: int, form: str) -> None:
    quantity = Quantity(value, Unit.parse(unit))
    text = printed_quantity(quantity, decimals, form)
    (mark,) = numerals(f"It was {text}.")
    assert mark.kind is KINDS[unit]
    true = (abs(value) if form == "abs" else value) * 10.0**quantity.unit.scale
    slack = 1e-9 * max(abs(true), 1)
    assert mark.low - slack <= true <= mark.high + slack


@given(year=st.integers(1900, 2100), month=st.integers(1, 12), count=st.integers(0, 30))
def test_a_period_in_words_is_read_back(year: int, month: int, count: int) -> None:
    first = Period.parse(f"{year}-{month:02d}")
    index = year * 12 + month - 1 + count
    last = Period.parse(f"{index // 12}-{index % 12 + 1:02d}")
    for period in (first, first.through(last), Period.trailing_year(first)):
        (mark,) = periods(f"It was so in {period.words()}.")
        assert mark.period is not None
        assert mark.period.same_days(period)


LONG = {
    "digits": "1",
    "words": "one hundred and ",
    "dots": "1.1",
    "commas": "1,111,",
    "hyphens": "1-",
    "months": "March ",
    "names": "Section 1, ",
    "codes": "a1",
    "right to left": "\u0661\u0665\u066b\u0666\u066a ",
    "tens": "twenty-",
    "brackets": "(1",
    "unseen": "1\u200b",
    "initials": "U.S.",
    "stops": "...",
    "lines": "\n",
    "spaces": " ",
    "grouped": "1 234 ",
    "the": "the same ",
    "from": "from 5 in ",
    "quotes": '."',
    "underscores": "__",
}


@pytest.mark.parametrize("scrap", LONG.values(), ids=LONG.keys())
def test_time_grows_with_length_only(scrap: str) -> None:
    """Each text of 100,000 characters; quadratic work would take minutes."""
    text = scrap * (100_000 // len(scrap))
    began = process_time()
    numerals(text)
    periods(text)
    sentences(text)
    assert process_time() - began < 15


def test_a_long_text_is_read_whole() -> None:
    text = "Exports rose 15.6 percent in March 2025. " * 2_000
    assert len(numerals(text)) == 2_000
    assert len(periods(text)) == 2_000
    assert len(sentences(text)) == 2_000
