"""The injectors: each changes what it says, nothing else, the same way every time."""

import re
from random import Random

import pytest

from bench.faults import added, bindings, numbers, times, units, words
from bench.faults.catalogue import CLASSES, FaultClass, Injector, Level, inject, with_extra
from bench.faults.corpus import Clean, clean_sentences, rendered
from bench.faults.stock import Faulty, Stock, template
from policywire.analyst.registry import Registry

CORPUS = clean_sentences()
LEVEL = Clean(
    "a",
    "hand",
    "U.S. imports from Mexico were {{f:mx_in_now}} in {{t:mx_in_now}}, "
    "after {{f:mx_in_ago}} in {{t:mx_in_ago}}.",
)
CHANGE = Clean(
    "b",
    "hand",
    "U.S. imports from Canada {{dir:ca_in_growth|rose|fell}} {{f:ca_in_growth|abs}} "
    "in {{t:ca_in_growth}}.",
)


def spoil(injector: Injector, item: Clean, registry: Registry, seed: int = 0) -> Faulty:
    spoilt = injector(item, Stock(registry, Random(seed)))
    assert spoilt is not None
    return spoilt


def text(spoilt: Faulty, registry: Registry) -> str:
    return rendered(spoilt.sentence, with_extra(registry, spoilt)).text


def test_there_are_enough_classes() -> None:
    assert len(CLASSES) >= 18
    assert len({fault.name for fault in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("fault", CLASSES, ids=lambda fault: fault.name)
def test_each_class_spoils_enough_and_never_prints_the_clean_text(
    fault: FaultClass, registry: Registry
) -> None:
    items = tuple(inject(fault, CORPUS, registry, 20))
    clean = {item.id: rendered(item.sentence, registry).text for item in CORPUS}
    assert len(items) == 20
    assert all(item.text != clean[item.source] for item in items)
    assert all(item.text for item in items) or Level.PROSE not in fault.levels


def test_the_draw_is_the_same_every_time(registry: Registry) -> None:
    fault = CLASSES[2]
    once, again = (list(inject(fault, CORPUS, registry, 10)) for _ in range(2))
    assert once == again


def test_a_sentence_more_changes_no_other(registry: Registry) -> None:
    fault = next(fault for fault in CLASSES if fault.name == "digit changed")
    few = {item.faulty.draft for item in inject(fault, CORPUS[:40], registry, 1000)}
    more = {item.faulty.draft for item in inject(fault, CORPUS[:60], registry, 1000)}
    assert few < more


def test_no_injector_touches_conditions_or_citation(registry: Registry) -> None:
    clean = {item.id: item for item in CORPUS}
    for fault in CLASSES:
        for item in inject(fault, CORPUS, registry, 5):
            source = clean[item.source]
            assert (item.faulty.holds, item.faulty.cites) == (source.holds, source.cites)


def test_another_entity_keeps_measure_and_period(registry: Registry) -> None:
    spoilt = spoil(bindings.another_entity, CHANGE, registry)
    (ref,) = re.findall(r"\{\{f:(\w+)", spoilt.draft)
    old, new = registry.figure("ca_in_growth"), registry.figure(ref)
    assert new.subject != "Canada"
    assert template(new) == template(old)
    assert new.period == old.period


def test_another_period_keeps_the_words(registry: Registry) -> None:
    spoilt = spoil(times.another_period, LEVEL, registry)
    assert "{{t:mx_in_now}}" in spoilt.draft
    assert "{{t:mx_in_ago}}" in spoilt.draft
    assert text(spoilt, registry) != text(Faulty(LEVEL.sentence.parts), registry)


def test_periods_reversed_by_hand(registry: Registry) -> None:
    spoilt = text(spoil(times.periods_reversed, LEVEL, registry), registry)
    assert spoilt.index("2024") < spoilt.index("2025")


@pytest.mark.parametrize("seed", range(6))
def test_direction_flipped_by_hand(registry: Registry, seed: int) -> None:
    spoilt = text(spoil(words.direction_flipped, CHANGE, registry, seed), registry)
    assert "Canada rose 7.0 percent" in spoilt


@pytest.mark.parametrize("seed", range(6))
def test_a_wrong_scale_is_printed(registry: Registry, seed: int) -> None:
    spoilt = text(spoil(units.scale_changed, LEVEL, registry, seed), registry)
    assert re.search(r"\$\d+\.\d (million|trillion)", spoilt)


@pytest.mark.parametrize("seed", range(6))
def test_a_billion_becomes_a_spanish_one(registry: Registry, seed: int) -> None:
    spoilt = text(spoil(units.spanish_billion, LEVEL, registry, seed), registry)
    assert re.search(r"\d{3}[.,]\d billones de dólares", spoilt)


@pytest.mark.parametrize("seed", range(12))
def test_over_precise_digits_are_not_the_true_ones(registry: Registry, seed: int) -> None:
    spoilt = text(spoil(numbers.over_precise, LEVEL, registry, seed), registry)
    match = re.search(r"\$(\d{3}\.\d{3}) billion", spoilt)
    assert match is not None
    held = (registry.figure("mx_in_now"), registry.figure("mx_in_ago"))
    true = {f"{figure.quantity.value / 1e9:.3f}" for figure in held}
    assert match[1] not in true


@pytest.mark.parametrize("seed", range(8))
def test_a_sum_that_is_given_is_wrong(registry: Registry, seed: int) -> None:
    item = Clean(
        "c",
        "hand",
        "Mexico supplied {{f:mx_in_now}} and Canada {{f:ca_in_now}} in {{t:ca_in_now}}.",
    )
    spoilt = spoil(bindings.parts_do_not_add, item, registry, seed)
    total = re.findall(r"together \{\{f:(\w+)", spoilt.draft)[0]
    parts = sum(registry.figure(name).quantity.value for name in ("mx_in_now", "ca_in_now"))
    assert abs(registry.figure(total).quantity.value) != pytest.approx(parts, rel=0.02)


def test_the_exhibit_shows_another_number(registry: Registry) -> None:
    spoilt = spoil(bindings.exhibit_differs, LEVEL, registry)
    (shown,) = spoilt.extra
    figure = registry.figure(shown.id.removeprefix("exhibit."))
    assert shown.quantity.value != figure.quantity.value
    assert (shown.measure, shown.subject, shown.period) == (
        figure.measure,
        figure.subject,
        figure.period,
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_forged_id_is_held_by_nobody(registry: Registry, seed: int) -> None:
    spoilt = spoil(bindings.id_forged, LEVEL, registry, seed)
    refs = re.findall(r"\{\{f:([^}|]+)", spoilt.draft)
    assert any(ref not in registry.figures for ref in refs)


def test_entities_are_replaced_everywhere(registry: Registry) -> None:
    item = Clean("d", "hand", "Mexico gained: imports from Mexico were {{f:mx_in_now}}.")
    assert "Mexico" not in text(spoil(words.entity_swapped, item, registry), registry)


def test_a_cause_is_not_added_to_a_sentence_with_a_source(registry: Registry) -> None:
    item = Clean("e", "hand", "The rule is {{f:rule.proposal.rvc}}.", cites="proposal.rvc")
    assert added.cause_added(item, Stock(registry)) is None


def test_no_superlative_is_added_where_a_rank_is_proved(registry: Registry) -> None:
    item = Clean("f", "hand", "Mexico sold {{f:mx_in_now}}.", holds=("mx_in_record == 1",))
    assert added.superlative_added(item, Stock(registry)) is None
    assert added.superlative_added_beside_condition(item, Stock(registry)) is None
