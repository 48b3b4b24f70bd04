"""A customs engineer's table: goods on six dates, each row worked out by hand from the acts.

The dates stand before the emergency powers, on its second day (claims did not help yet), between
the vehicle and the parts duty, after the doubling for metals and Canada's 35 percent, under the
surcharge of 122, and under 301 after it.
"""

from datetime import date

import pytest

from policywire.facts import Place
from policywire.policy.duty import Entry
from policywire.policy.library import Library

DATES = ("2024-12-01", "2025-03-05", "2025-04-10", "2025-08-15", "2026-03-01", "2026-11-01")
NO = ""  # nothing beyond the base rate

# origin, number, claim, U.S. content; sum on each date; what is laid on beyond the base rate.
TABLE: list[tuple[str, str, bool, float | None, tuple[float, ...], tuple[str, ...]]] = [
    (
        *("MEX", "8708.30.50", False, None, (0.025, 0.275, 0.275, 0.275, 0.275, 0.275)),
        (NO, "ieepa-fent-mx-a", "ieepa-fent-mx-b", "s232-parts", "s232-parts", "s232-parts"),
    ),
    (
        *("MEX", "8708.30.50", True, None, (0, 0.25, 0, 0, 0, 0)),
        (NO, "ieepa-fent-mx-a", NO, NO, NO, NO),
    ),
    (
        *("MEX", "7208.10.15", False, None, (0, 0.25, 0.25, 0.5, 0.5, 0.5)),
        (
            *(NO, "ieepa-fent-mx-a", "ieepa-fent-mx-b"),
            *("s232-metals-50", "s232-metals-50", "s232-annex-1a"),
        ),
    ),
    (  # a claim frees of the emergency powers, and leaves steel to section 232
        *("MEX", "7208.10.15", True, None, (0, 0.25, 0.25, 0.5, 0.5, 0.5)),
        (
            *(NO, "ieepa-fent-mx-a", "s232-steel-25"),
            *("s232-metals-50", "s232-metals-50", "s232-annex-1a"),
        ),
    ),
    (
        *("MEX", "8703.23.01", False, None, (0.025, 0.275, 0.275, 0.275, 0.275, 0.275)),
        (NO, "ieepa-fent-mx-a", *["s232-autos"] * 4),
    ),
    (  # 25 percent on the 60 that is not of the United States, and no base rate
        *("MEX", "8703.23.01", True, 0.4, (0, 0.25, 0.15, 0.15, 0.15, 0.15)),
        (NO, "ieepa-fent-mx-a", *["s232-autos"] * 4),
    ),
    (
        *("CAN", "4407.11.00", False, None, (0, 0.25, 0.25, 0.35, 0.1, 0.1)),
        (
            *(NO, "ieepa-fent-ca-a", "ieepa-fent-ca-b", "ieepa-fent-ca-c"),
            *("s232-wood", "s232-wood"),
        ),
    ),
    (
        *("CAN", "4407.11.00", True, None, (0, 0.25, 0, 0, 0.1, 0.1)),
        (NO, "ieepa-fent-ca-a", NO, NO, "s232-wood", "s232-wood"),
    ),
    (
        *("CAN", "2711.21.00", False, None, (0, 0.1, 0.1, 0.1, 0, 0)),
        (NO, *["ieepa-energy-ca"] * 3, NO, NO),
    ),
    (
        *("CAN", "2709.00.20", True, None, (0, 0.1, 0, 0, 0, 0)),
        (NO, "ieepa-energy-ca", NO, NO, NO, NO),
    ),
    (
        *("CAN", "3104.20.00", False, None, (0, 0.25, 0.1, 0.1, 0, 0)),
        (NO, "ieepa-fent-ca-a", "ieepa-potash-ca", "ieepa-potash-ca", NO, NO),
    ),
    (
        *("CAN", "7601.10.60", False, None, (0, 0.25, 0.25, 0.5, 0.5, 0.5)),
        (
            *(NO, "ieepa-fent-ca-a", "ieepa-fent-ca-b", "s232-metals-50-aluminum"),
            *("s232-metals-50-aluminum", "s232-annex-1a"),
        ),
    ),
    (
        *("MEX", "8701.21.00", False, None, (0.04, 0.29, 0.29, 0.29, 0.29, 0.29)),
        (NO, "ieepa-fent-mx-a", *["ieepa-fent-mx-b"] * 2, *["s232-mhdv"] * 2),
    ),
]


@pytest.mark.parametrize("at", range(len(DATES)), ids=DATES)
@pytest.mark.parametrize("good", TABLE, ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}")
def test_each_row_agrees(
    library: Library,
    good: tuple[str, str, bool, float | None, tuple[float, ...], tuple[str, ...]],
    at: int,
) -> None:
    origin, number, claim, content, sums, beyond = good
    regime = library.law.on(date.fromisoformat(DATES[at]))
    duty = regime.rate(Place(origin), number, Entry(claim=claim, us_content=content))
    assert duty.rate == pytest.approx(sums[at])
    laid = [row.id for row in duty.rows if row.id != "mfn" and row.rate]
    assert laid == ([beyond[at]] if beyond[at] else [])
    assert duty.complete
    assert all(row.heading and row.citation.locator for row in duty.rows)
