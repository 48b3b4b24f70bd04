"""Coefficients and errors to nine digits; see README.md."""

from pathlib import Path

import numpy as np
import pytest

from policywire.models.monetary import calibrate as read
from policywire.models.monetary.local_projection import lags, project

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "gertler_karadi_2015"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="shared/data/gertler_karadi_2015 absent"
)
NAMES = ("logcpi", "logip", "ff", "ebp", "ff4_tc")


def test_three_horizons() -> None:
    held = read.read_months(FOLDER / "gk_monthly.csv", NAMES).held
    past = lags(np.column_stack([held[name] for name in NAMES]), 12)
    first_lag = NAMES.index("ff4_tc")
    found = project(
        held["ebp"][:, None], past[:, first_lag], np.delete(past, first_lag, axis=1), 19
    )
    truth = read.read_columns(FOLDER / "reference_lp.csv", ("horizon", "coef", "se_hc1"))
    rows = list(zip(*truth.values(), strict=True))
    assert len(rows) == 3
    for horizon, coefficient, error in rows:
        at = int(horizon) - 1
        assert found.response[at, 0] == pytest.approx(float(coefficient), abs=1e-9)
        assert found.error[at, 0] == pytest.approx(float(error), abs=1e-9)
