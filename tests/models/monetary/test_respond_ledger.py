"""Surprise, decision and path to responses; the ledger; the tables that ship."""

import hashlib
import json
import math
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from policywire.facts.errors import BadPeriod, BadShock, ModelError, NotHeld
from policywire.models.monetary.ledger import Entry, Quality, entry, ledger, with_surprise
from policywire.models.monetary.respond import respond, respond_to
from policywire.models.monetary.response import Response, record, scaled
from policywire.models.monetary.tables import certificate, macro, surprises
from policywire.policy.decisions import load_decisions

ROOT = Path(__file__).parents[3]
HELD = load_decisions(ROOT / "src" / "policywire" / "desks" / "money" / "decisions.yaml")
UNITS = {"percent", "bp", "points"}


def held(day: str) -> Entry:
    return entry(HELD, surprises(), date.fromisoformat(day))


def test_every_response_carries_what_a_claim_needs() -> None:
    told = respond(25)
    assert {"sp500", "yield_2y", "yield_10y", "eurusd", "btc", "output_gap", "unemployment"} <= {
        one.variable for one in told
    }
    for one in told:
        assert one.unit in UNITS
        assert one.sample
        assert one.source
        assert one.n
        assert one.low is not None
        assert one.high is not None
        assert one.low <= one.high
        if one.method.startswith("event-regression"):
            assert one.low <= one.estimate <= one.high
            assert one.n >= 30
            assert one.lowest is not None
        if one.method.startswith("proxy-svar"):
            assert one.f is not None
            assert ("weak instrument: robust F under 10" in one.flags) == (one.f < 10)


def test_json_has_the_keys_of_the_contract_and_no_nan() -> None:
    text = json.dumps([record(one) for one in respond(-10)], allow_nan=False)
    first = json.loads(text)[0]
    keys = "variable horizon estimate low high level unit method sample n flags"
    assert set(keys.split()) <= first.keys()


def test_the_asset_table_of_25_bp() -> None:
    told = {one.variable: one for one in respond(25) if one.horizon == "30min"}
    assert told["sp500"].estimate == pytest.approx(-1.19, abs=0.005)
    assert told["yield_2y"].estimate == pytest.approx(14.6, abs=0.05)
    assert told["btc"].n == 51


def test_a_cut_is_a_hike_turned_over() -> None:
    for up, down in zip(respond(10), respond(-10), strict=True):
        assert down.estimate == pytest.approx(-up.estimate)
        assert up.high is not None
        assert down.low == pytest.approx(-up.high)


def test_sizes_outside_the_sample_are_flagged_or_refused() -> None:
    def flagged(size: float) -> set[str]:
        return {
            one.variable
            for one in respond(size)
            if any(flag.startswith("extrapolation") for flag in one.flags)
        }

    assert flagged(5) == set()
    assert flagged(12) == {"btc", "eth"}
    assert "sp500" in flagged(25)
    assert "sp500" not in flagged(-25)
    for size in (500, -101, math.inf, math.nan):
        with pytest.raises(BadShock):
            respond(size)


def test_information_has_no_macro_path() -> None:
    assert {one.horizon for one in respond(5, shock="cbi")} == {"30min"}
    with pytest.raises(BadShock, match="since-2009"):
        respond(5, sample="2009")


def test_a_band_upside_down_or_no_number_is_refused() -> None:
    good = respond(5)[0]
    values = {name: getattr(good, name) for name in Response.__slots__}
    with pytest.raises(ModelError, match="upside down"):
        Response(**{**values, "low": 2.0, "high": 1.0})
    with pytest.raises(ModelError, match="no number"):
        Response(**{**values, "estimate": math.nan})
    assert scaled(good, 0).estimate == 0


# ------------------------------------------------------------------- the ledger


def test_every_decision_is_in_the_ledger() -> None:
    found = ledger(HELD, surprises())
    assert len(found) == len(HELD.decisions) == 87
    by = {quality: [one for one in found if one.quality is quality] for quality in Quality}
    assert [len(by[quality]) for quality in Quality] == [70, 1, 10, 6]
    assert sum(one.expected is True for one in found) == 58


def test_an_expected_hike_is_priced_in() -> None:
    """26 July 2023: 25 bp of move, 0.4 bp of surprise."""
    found = held("2023-07-26")
    assert (found.move_bp, found.expected, found.direction) == (25, True, 0)
    assert found.surprise_bp == pytest.approx(0.4, abs=0.05)
    stocks = respond_to(found).responses[4]
    assert stocks.variable == "sp500"
    assert abs(stocks.estimate) < 0.05


def test_two_questions_apart() -> None:
    """The move of 25 bp answers nothing; a surprise of 25 bp is sixty times the one of that day."""
    move = {one.variable: one for one in respond_to(held("2023-07-26")).responses[:8]}
    surprise = {one.variable: one for one in respond(25)[:8]}
    assert surprise["sp500"].estimate / move["sp500"].estimate > 50


def test_an_unknown_surprise_has_no_size() -> None:
    found = held("2026-07-29")
    assert (found.quality, found.surprise_bp, found.direction) == (Quality.UNKNOWN, None, None)
    answer = respond_to(found)
    assert answer.responses == ()
    assert "not known" in answer.why


def test_the_two_year_yield_gives_a_direction_only() -> None:
    found = held("2025-10-29")
    assert (found.quality, found.direction, found.expected) == (Quality.TWO_YEAR_DAILY, 1, None)
    answer = respond_to(found)
    assert (answer.responses, answer.direction) == ((), 1)
    assert "direction only" in answer.why


def test_a_window_with_futures_missing_gives_no_size() -> None:
    """Sunday 15 March 2020: two of five rates and stocks did not trade."""
    found = held("2020-03-15")
    assert found.quality is Quality.TICK_PARTIAL
    assert found.expected is None
    assert "unscheduled meeting" in found.flags
    assert respond_to(found).responses == ()


def test_a_user_s_surprise_fills_a_gap_but_replaces_nothing() -> None:
    made = with_surprise(held("2026-09-16"), 8.0)
    assert (made.quality, made.direction) == (Quality.TICK, 1)
    assert "as given by the user" in made.flags[-1]
    assert respond_to(made).responses
    with pytest.raises(NotHeld, match="is held"):
        with_surprise(held("2023-07-26"), 8.0)


@pytest.mark.parametrize(
    ("day", "error", "what"),
    [
        ("2026-12-09", NotHeld, "not been held yet"),
        ("2015-12-16", NotHeld, "no decision"),
        ("2020-03-23", NotHeld, "decided no rate"),
        ("2024-05-04", BadPeriod, "Saturday"),
    ],
)
def test_days_without_a_decision(day: str, error: type[Exception], what: str) -> None:
    with pytest.raises(error, match=what):
        held(day)


# ------------------------------------------------------------------- the tables


def test_the_tables_are_those_of_the_certificate() -> None:
    for name, told in certificate()["tables"].items():
        content = (files("policywire") / "data" / "monetary" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == told, name


def test_a_weak_instrument_is_a_flag_not_a_silence() -> None:
    weak = [one for one in macro() if one.f is not None and one.f < 10]
    assert weak
    assert all("weak instrument: robust F under 10" in one.flags for one in weak)
