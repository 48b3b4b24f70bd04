"""What ships is what the tool computes from the shared folder; the bands' draws left out."""

from functools import cache
from importlib.resources import files

import numpy as np
import pytest

from policywire.models.monetary import calibrate as read
from policywire.models.monetary.surprise import Shocks, decompose
from policywire.models.monetary.tables import certificate
from policywire.policy.decisions import load_decisions
from tools import freeze_monetary as tool

SHARED = tool.ROOT.parent / "shared" / "data"
DECISIONS = tool.ROOT / "src" / "policywire" / "desks" / "money" / "decisions.yaml"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder is absent")


def shipped(name: str) -> str:
    return (files("policywire") / "data" / "monetary" / name).read_text(encoding="utf-8")


@cache
def surprises() -> tuple[read.Announcements, Shocks]:
    path = SHARED / "fed_surprises_jk" / "surprises.csv"
    said = read.read_announcements(path, (*read.RATES, *tool.ASSETS))
    return said, decompose(said.columns(read.RATES), said.held[read.STOCKS], read.SCALE)


def test_kernels_and_push() -> None:
    inputs = tool.Inputs(SHARED)
    assert tool.kernel(inputs, "var") == shipped("kernel_var.csv")
    assert tool.kernel(inputs, "mce") == shipped("kernel_mce.csv")
    assert tool.push(inputs) == shipped("core_push.csv")
    told = certificate()["inputs"]
    assert all(told[name] == found for name, found in inputs.hashes.items())


def test_the_ledger_and_its_fallback() -> None:
    """The two-year yield has the surprise's sign on two days of three: a direction, no size."""
    text, told = tool.ledger(tool.Inputs(SHARED), *surprises(), load_decisions(DECISIONS))
    assert text == shipped("surprises.csv")
    assert told == certificate()["fallback"]
    assert 0.6 < told["same_sign"] < 0.7


def test_the_component_as_instrument_is_weak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Point estimates and first stages of both tables, with few draws for the bands."""
    monkeypatch.setattr(tool, "SVAR_DRAWS", 20)
    text, told = tool.svars(tool.Inputs(SHARED), *surprises())
    for name in ("gk", "pc1"):
        for field in ("robust_f", "first_stage", "months", "sample"):
            assert told[name][field] == certificate()["proxy_svar"][name][field]
    made, held = (
        [line.split(",") for line in one.splitlines()] for one in (text, shipped("proxy_svar.csv"))
    )
    assert [row[:4] for row in made] == [row[:4] for row in held]
    point, truth = (np.array([float(row[4]) for row in rows[1:]]) for rows in (made, held))
    np.testing.assert_allclose(point, truth, rtol=1e-5, atol=1e-9)


def test_crypto_takes_announcements_only() -> None:
    """Fourteen dates of the collection have day and month exchanged; none is taken."""
    said, _ = surprises()
    path = SHARED / "crypto_fomc_minutes" / "minutes.parquet"
    moves = tool.crypto_moves(path, "BTC", said.start)
    taken = [start for start, move in zip(said.start, moves, strict=True) if np.isfinite(move)]
    assert len(taken) == 51
    assert all(start.endswith("14:00") for start in taken)
    assert not any(start.startswith("2020-03") for start in taken)
