"""The fresh hand's drafts: many, clean, printable; its faults are faults; its first rates kept."""

import pytest

from bench.faults.adapters import phrase_checker
from bench.faults.corpus import HERE, _Spec
from bench.faults.drafts import written
from bench.faults.fresh import CLASSES, FreshReport, fresh_drafts, fresh_report, spoilt, unseen
from policywire.analyst.conditions import holds
from policywire.analyst.registry import Registry
from policywire.schema import load

LIMIT = 24


@pytest.fixture(scope="module")
def report(registry: Registry) -> FreshReport:
    return fresh_report(registry, phrase_checker(registry), LIMIT)


def test_its_drafts_are_many_and_of_both_kinds() -> None:
    specs = load(HERE / "phrased" / "third.yaml", tuple[_Spec, ...])
    closed = [one for one in fresh_drafts() if one.closed]
    assert len({one.say for one in specs}) >= 150
    assert len(closed) >= 260
    assert len(fresh_drafts()) - len(closed) >= 260


def test_its_drafts_are_true_and_can_be_printed(registry: Registry) -> None:
    values = {name: one.quantity.value for name, one in registry.figures.items()}
    for draft in fresh_drafts():
        assert written(draft, registry).text.endswith((".", "”."))
        assert all(holds(condition, values) for condition in draft.holds), draft.id


@pytest.mark.parametrize(("name", "spoil"), CLASSES, ids=[name for name, _ in CLASSES])
def test_a_class_spoils_drafts_each_otherwise(name: str, spoil, registry: Registry) -> None:  # type: ignore[no-untyped-def]
    clean = {(one.text, one.uses, one.relation, one.printed) for one in fresh_drafts()}
    made = list(spoilt(name, spoil, fresh_drafts(), registry, LIMIT))
    keys = [(one.text, one.uses, one.relation, one.printed) for one in made]
    assert len(made) >= LIMIT // 3
    assert len(set(keys)) == len(keys)
    assert not clean & set(keys)


def test_what_was_mended_stays_mended(report: FreshReport) -> None:
    assert report.recall().share >= 0.97
    assert report.recall("closed").share == 1.0
    assert report.clean["closed"].found.hits == 0
    assert report.clean["open"].found.share <= 0.025


def test_the_first_rates_are_kept_and_add_up() -> None:
    first = unseen()
    counts = [kind for one in first["classes"].values() for kind in one.values()]
    for part in ("hits", "of"):
        assert sum(one[part] for one in counts) == first["recall"][part]
    assert first["recall"]["share"] == pytest.approx(0.859, abs=0.001)
    assert first["false alarms"]["hits"] == 38
