"""The packaged schedule: its bytes, its rates, and how numbers are found or refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.facts.errors import BadCode, BadDocument
from policywire.policy.hts import dotted, read_lines, read_number, schedule
from policywire.policy.specific import Base
from tools.freeze_hts import TARGET, freeze, usmca


def test_the_packaged_bytes_are_those_of_the_published_table(shared: Path) -> None:
    text = freeze(shared / "hts_2025_basic" / "hts_2025_basic.parquet")
    assert text.encode() == TARGET.read_bytes()


def test_the_package_stays_small_and_whole() -> None:
    assert TARGET.stat().st_size < 300_000
    lines = schedule().lines
    assert len(lines) == 11_413
    assert list(lines) == sorted(lines)


@pytest.mark.parametrize(
    ("text", "unit_value", "rate"),
    [
        ("Free", None, 0.0),
        ("2.5%", None, 0.025),
        ("5.25¢/bbl", 65.0, 0.0525 / 65),
        ("$1.104/kg + 14.9%", 4.0, 1.104 / 4 + 0.149),
        ("68¢/head", 200.0, 0.0034),
        ("0.9¢ each", 0.9, 0.01),
        ("5.25¢/bbl", None, None),
        ("13.5¢/kg + 6.3% + 1.9¢/article", 2.0, None),  # two units: one value does not do
        ("The rate applicable to the natural juice in heading 2009", 2.0, None),
        ("43¢ each + 6% on the case", 2.0, None),
    ],
)
def test_rates_as_published(text: str, unit_value: float | None, rate: float | None) -> None:
    found = Base.parse(text).rate(unit_value)
    assert found == (None if rate is None else pytest.approx(rate, rel=1e-12))


@pytest.mark.parametrize(
    ("special", "expected"),
    [
        ("Free (A,AU,S,SG)", "Free"),
        ("Free \n(A+, AU, S)", "Free"),
        ("Free(A*,AU,S,SG)", "Free"),
        ("Free (BH,CL) 14.3¢/kg (KR) See 9823.04.01-9823.04.54 (S+)", "See 9823.04.01-9823.04.54"),
        ("Free (BH,CL,SG)", ""),
        ("", ""),
    ],
)
def test_what_the_special_column_gives_the_usmca(special: str, expected: str) -> None:
    assert usmca(special) == expected


def test_a_number_is_found_at_every_level() -> None:
    held = schedule()
    for text, count in (("8703", 13), ("8703.23", 1), ("8703.23.01", 1), ("8703.23.01.10", 1)):
        digits, lines = held.find(text)
        assert digits == text.replace(".", "")
        assert len(lines) >= count
    assert held.find("8703.23.01.00")[1][0].code == "87032301"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("804", "Did you mean 0804"),
        ("8041020", "Did you mean 0804.10.20"),
        ("87032", "Did you mean 8703.20|3 digits|5 digits"),
        ("8703.1", "Did you mean 8703.10"),
        ("8536.99", "Near: .*8536.90"),
        ("8536.90.85.99", "Near: .*8536.90.85.85"),
        ("9802.00.80", "Chapters 98 and 99"),
        ("cars", "is no tariff number"),
        ("", "is no tariff number"),
        ("87", "has 2 digits"),
        ("870323011000", "has 12 digits"),
    ],
)
def test_what_is_no_number_or_not_held_is_refused_helpfully(text: str, message: str) -> None:
    with pytest.raises(BadCode, match=message):
        schedule().find(text)


@given(st.sampled_from(list(schedule().lines)), st.sampled_from([4, 6, 8]))
def test_a_lost_leading_zero_is_always_seen(code: str, size: int) -> None:
    if code.startswith("0"):
        with pytest.raises(BadCode, match=r"a zero was lost"):
            schedule().find(code[1:size])


@given(st.sampled_from(list(schedule().lines)))
def test_dots_are_read_back(code: str) -> None:
    assert read_number(dotted(code)) == code


def test_a_damaged_row_is_named() -> None:
    head = "line,general,usmca,suffixes\n"
    for row in ("8703230,2.5%,Free,10\n", "87032301,2.5%,Free,1\n", "87032301,2.5%\n"):
        with pytest.raises(BadDocument, match=r"lines:2: .* damaged"):
            read_lines(head + row, "lines")
