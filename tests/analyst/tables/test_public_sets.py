"""The public sets in the shared folder: what must hold there. Figures: `bench/tables.py`."""

from pathlib import Path

import pytest

from bench.tables import bound

SHARED = Path(__file__).parents[3].parent / "shared" / "data"


@pytest.mark.skipif(not (SHARED / "tatqa_dev").is_dir(), reason="needs ../shared/data/tatqa_dev")
def test_bound_figures_of_annual_reports() -> None:
    """At least 99 percent of right figures accepted, at most 0.3 percent of wrong ones."""
    found = bound(SHARED / "tatqa_dev")
    assert found["right"]["share"] >= 0.99
    assert found["right, whole"]["share"] >= 0.99
    assert found["all wrong"]["share"] <= 0.003
    for kind in ("digit", "sign", "scale", "points", "percent", "other number"):
        assert found[kind]["share"] <= 0.003, kind
