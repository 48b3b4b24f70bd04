"""What the printed digits of a numeral allow, worked by hand."""

import pytest

from policywire.analyst.reading.numerals import numerals


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$5.3 billion", 5.25e9, 5.35e9),
        ("$5.30 billion", 5.295e9, 5.305e9),
        ("22 percent", 21.5, 22.5),
        ("50 percent", 49.5, 50.5),
        ("1,200 percent", 1199.5, 1200.5),
        ("1,200 jobs", 1150.0, 1250.0),
        ("300,000 jobs", 295_000.0, 305_000.0),
        ("534,900 jobs", 534_850.0, 534_950.0),
        ("300,001 jobs", 300_000.5, 300_001.5),
        ("about 20", 19.0, 21.0),
        ("about 22 percent", 21.0, 23.0),
        ("about 300,000 jobs", 285_000.0, 315_000.0),
        ("about $5.3 billion", 5.2e9, 5.4e9),
        ("more than 20", 20.0, 22.0),
        ("less than 20", 18.0, 20.0),
        ("−0.4 percent", -0.45, -0.35),
        ("minus 3 percent", -3.5, -2.5),
        ("3.75%-4.00%", 3.745, 4.005),
        ("two-thirds of it", 2 / 3 - 0.02, 2 / 3 + 0.02),
        ("3½ percent", 3.25, 3.75),
        ("two million people", 1.5e6, 2.5e6),
        ("hundreds of companies", 100.0, 1000.0),
        ("exports doubled", 1.9, 2.1),
        ("the third", 3.0, 3.0),
    ],
)
def test_interval_by_hand(text: str, low: float, high: float) -> None:
    (mark,) = numerals(text)
    assert mark.low == pytest.approx(low, rel=1e-12)
    assert mark.high == pytest.approx(high, rel=1e-12)
    assert mark.low <= mark.value <= mark.high


def test_billion_and_billon_differ_a_thousandfold() -> None:
    english, spanish = numerals("5.3 billion pesos, 5.3 billones de pesos")
    assert spanish.value == pytest.approx(1000 * english.value, rel=1e-12)
