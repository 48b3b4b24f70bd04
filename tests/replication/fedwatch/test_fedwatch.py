"""53.6 percent on 17 September 2015; see README.md."""

from datetime import date

import pytest

from policywire.models.monetary.expectations import month_rates, outlook

PRICES = {date(2015, 8, 1): 99.8675, date(2015, 9, 1): 99.805}
MEETING = date(2015, 9, 17)


def test_the_example() -> None:
    (found,) = outlook(PRICES, (MEETING,), date(2015, 12, 31))
    assert found.chance[1] == pytest.approx(0.536, abs=5e-4)
    assert sum(found.chance.values()) == pytest.approx(1, abs=1e-12)


def test_the_end_rate() -> None:
    september = month_rates(PRICES, (MEETING,), date(2015, 12, 31))[1]
    assert september.end == pytest.approx(0.26643, abs=5e-6)
