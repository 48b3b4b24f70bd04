"""Funds rate and output gap against the FEDS Note; see README.md."""

from pathlib import Path

import numpy as np
import pytest

from policywire.models.monetary import calibrate as read
from policywire.models.monetary.kernel import sum_of
from policywire.models.monetary.tables import kernel

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "frbus"
FUNDS_RATE, OUTPUT_GAP = 0.05, 0.10


@pytest.mark.skipif(not FOLDER.is_dir(), reason="shared/data/frbus is absent")
def test_path_of_the_note() -> None:
    path = FOLDER / "feds_note_2014_figure1_var.csv"
    names = ("quarter", "output_gap", "fed_funds")
    truth = {
        name: read.numbers(path, name, texts)
        for name, texts in read.read_columns(path, names).items()
    }
    table = kernel("var")
    base = table.value[table.baselines.index("2014Q1")]
    told = sum_of(base, np.array([0.95]))[:15]
    assert truth["quarter"].tolist() == list(range(1, 16))
    rate = told[:, table.variables.index("funds_rate")] - truth["fed_funds"]
    gap = told[:, table.variables.index("output_gap")] - truth["output_gap"]
    assert np.abs(rate).max() <= FUNDS_RATE
    assert np.abs(gap).max() <= OUTPUT_GAP
    assert np.abs(rate).max() > 0.01  # another vintage: an exact match would be a copied path
