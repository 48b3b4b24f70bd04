"""The score: Wilson's interval by hand, rates over nothing, the tracer, the table."""

import json

import pytest

from bench.faults.report import as_json, run, table
from bench.faults.scoring import Rate, score
from bench.faults.trace import Tracer
from policywire.analyst.registry import Registry
from policywire.newsroom import evidence


def test_wilson_by_hand() -> None:
    """9 of 10: centre (0.9 + 1.9207/10) / 1.38415, half width 0.190..., worked on paper."""
    low, high = Rate(9, 10).interval
    assert (low, high) == pytest.approx((0.5958, 0.9821), abs=5e-5)


def test_all_of_many_is_not_certainty() -> None:
    low, high = Rate(150, 150).interval
    assert low == pytest.approx(0.97503, abs=5e-5)
    assert high == pytest.approx(1.0)


def test_nothing_counted_says_nothing() -> None:
    assert Rate(0, 0).interval == (0.0, 1.0)


def test_a_score_counts_each_sentence_once() -> None:
    found = score([("a", ("bad",)), ("b", ("good",))], lambda text: ["X", "X"] * (text == "bad"))
    assert (found.found.hits, found.found.of) == (1, 2)
    assert (found.caught, found.missed) == (["a"], ["b"])
    assert found.codes == {"X": 1}


def test_the_tracer_looks_at_numbers_alone(registry: Registry) -> None:
    trace = Tracer(registry)
    assert trace("Imports from Canada were $534.9 billion in 2025.") == []
    assert trace("Imports from Mexico were $534.93 billion in 2025.") == ["534.93"]


def test_the_run_gives_one_table_and_one_document() -> None:
    with evidence(None, None) as view:
        report = run(view, limit=2, only="digit")
    document = json.loads(json.dumps(as_json(report)))
    assert set(document["classes"]) == {"digit changed", "digits in disguise"}
    assert document["clean"]["bound"]["of"] >= 520
    assert len(list(table(report))) >= 6
