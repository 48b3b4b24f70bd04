"""315 announcements x 5 columns to the last printed decimal; see README.md."""

from pathlib import Path

import numpy as np
import pytest

from policywire.models.monetary import calibrate as read
from policywire.models.monetary.response import Array
from policywire.models.monetary.surprise import decompose

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "fed_surprises_jk"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="shared/data/fed_surprises_jk is absent"
)


def published(name: str) -> tuple[tuple[str, ...], Array]:
    path = FOLDER / "shocks_by_announcement.csv"
    held = read.read_columns(path, ("start", name))
    return held["start"], read.numbers(path, name, held[name])


def test_all_five_columns() -> None:
    said = read.read_announcements(FOLDER / "surprises.csv", (*read.RATES, read.STOCKS))
    shocks = decompose(said.columns(read.RATES), said.held[read.STOCKS], read.SCALE)
    told = {
        "pc1": shocks.pc1,
        "MP_pm": shocks.mp_sign,
        "CBI_pm": shocks.cbi_sign,
        "MP_median": shocks.mp,
        "CBI_median": shocks.cbi,
    }
    for name, value in told.items():
        start, truth = published(name)
        assert start == said.start
        assert truth.shape == (315,)
        # Ours is rounded as theirs is printed.
        np.testing.assert_allclose(np.round(value, 8), truth, rtol=0, atol=1e-8, err_msg=name)


def test_loadings_of_stocks() -> None:
    """By the median rotation stocks load -8.3932 and +8.3932, the same size by its geometry."""
    said = read.read_announcements(FOLDER / "surprises.csv", (*read.RATES, read.STOCKS))
    shocks = decompose(said.columns(read.RATES), said.held[read.STOCKS], read.SCALE)
    assert shocks.mp_loading == pytest.approx(-8.3932, abs=5e-5)
    assert shocks.loading == pytest.approx(8.3932, abs=5e-5)


def test_monthly_sums() -> None:
    """The authors' monthly file: sums of announcements, zero in months without one."""
    path = FOLDER / "shocks_monthly.csv"
    truth = read.read_months(path, ("pc1_hf", "MP_median"))
    said = read.read_announcements(FOLDER / "surprises.csv", (*read.RATES, read.STOCKS))
    shocks = decompose(said.columns(read.RATES), said.held[read.STOCKS], read.SCALE)
    # Sums of numbers printed to eight decimals; a month holds six announcements at most.
    for name, value in (("pc1_hf", shocks.pc1), ("MP_median", shocks.mp)):
        made = read.monthly_sums(said.start, value, truth)
        np.testing.assert_allclose(made, truth.held[name], rtol=0, atol=6e-8)
