"""What stands round phrases, by hand: names, tokens, denials, order, basis, judgement, dates."""

from collections.abc import Iterator

import pytest

from bench.faults.corpus import brief_registry
from policywire import newsroom
from policywire.analyst.checking import DraftChecker
from policywire.analyst.registry import Registry
from policywire.analyst.rules import Severity
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter

CLAUSE = "{{p:mx_in_now|clause}}"
TRUE = (
    "On the import side, {{p:mx_in_now|clause}}; on the export side, {{p:mx_out_now|clause}}.",
    "Turning to Canada, {{p:ca_in_now|clause}}, and {{p:ca_out_now|clause}}.",
    "In {{t:mx_in_now}} the count was this: {{p:mx_in_now|clause}}.",
    "Imports from Mexico {{dir:mx_in_growth}}: {{p:mx_in_growth|clause}}.",
    "{{p:mx_in_now}} is {{cmp:mx_in_now,ca_in_now|above|below}} {{p:ca_in_now}}.",
    "Nobody disputes the figure itself: {{p:mx_in_now|clause}}.",
    "Nothing in the tables contradicts that {{p:mx_in_now|clause}}.",
    "{{p:mx_in_now|clause}} (as revised).",
    "The agreement took effect on {{d:usmca.in_force}}; {{p:mx_in_now|clause}}.",
    "The clause is headed “Review and Term Extension”, and {{p:rule.usmca.term|clause}}.",
    "The ruling on the emergency-powers tariffs is of {{d:ieepa.struck_down}}.",
    "On {{d:ieepa.struck_down}} the Court held that the emergency-powers act gives no power.",
)
FALSE = {
    "For Canada, {{p:mx_in_now|clause}}.": "E2",
    "For Ruritania, {{p:mx_in_now|clause}}.": "E1",
    "On exports, {{p:mx_in_now|clause}}.": "M1",
    "In {{t:mx_in_ago}} the count was this: {{p:mx_in_now|clause}}.": "T1",
    "Imports from Mexico {{dir:ca_in_growth}}: {{p:mx_in_growth|clause}}.": "D3",
    "{{p:mx_in_now}} is not {{cmp:mx_in_now,ca_in_now|above|below}} {{p:ca_in_now}}.": "D5",
    "It is not true that {{p:mx_in_now|clause}}.": "D5",
    "{{p:mx_in_now|clause}} a month.": "U1",
    "{{p:mx_in_now|clause}}, a phenomenal turn.": "J1",
    "{{p:mx_in_now|clause}}, so {{p:mx_out_now|clause}}.": "C1",
    "On current forecasts {{p:mx_in_now|clause}}.": "T3",
    "{{p:mx_in_now|clause}}, and {{p:mx_in_now|clause}}.": "M1",
    "The agreement took effect on {{d:ieepa.struck_down}}; {{p:mx_in_now|clause}}.": "T1",
    "The agreement did not enter into force on {{d:usmca.in_force}}.": "D5",
    "The emergency-powers act gives the power to set tariffs, the Court held on "
    "{{d:ieepa.struck_down}}.": "D5",
    "The Court held on {{d:ieepa.struck_down}} that the act confers full power.": "D5",
    "On the official figures, {{p:duty_exports_mx|clause}}.": "T3",
    "The clause is headed “and Term Extension”, and {{p:rule.usmca.term|clause}}.": "Q1",
}


@pytest.fixture(scope="module")
def registry() -> Iterator[Registry]:
    with newsroom.evidence(None, None) as view:
        yield brief_registry(view)


@pytest.fixture(scope="module")
def checker(registry: Registry) -> DraftChecker:
    return DraftChecker(registry)


def codes(text: str, checker: DraftChecker, holds: tuple[str, ...] = ()) -> set[str]:
    line = PlainWriter(checker.registry).write(read_sentence(text, holds))
    found = checker.check(line, holds=holds)
    return {one.code for one in found if one.severity is Severity.REFUSE}


def test_a_clause_after_a_full_stop_begins_with_a_capital(checker: DraftChecker) -> None:
    text = "First, {{p:mx_in_now|clause}}. {{p:mx_share_now|clause}}. U.S. {{p:mx_in_growth}}."
    line = PlainWriter(checker.registry).write(read_sentence(text))
    assert ". The share of Mexico in " in line.text
    assert line.text.endswith("between 2024 and 2025.")
    assert "U.S. a rise" in line.text  # the stop of an abbreviation closes no sentence
    assert "N5" not in codes(text, checker)


@pytest.mark.parametrize("text", TRUE)
def test_true_words_round_phrases_stand(text: str, checker: DraftChecker) -> None:
    assert codes(text, checker) == set()


@pytest.mark.parametrize("text", FALSE)
def test_false_words_round_phrases_are_refused(text: str, checker: DraftChecker) -> None:
    assert FALSE[text] in codes(text, checker)


def test_a_comparison_in_words_is_held_against_the_two_figures(checker: DraftChecker) -> None:
    text = "{{{{p:{one}}}}} exceeded {{{{p:{other}}}}}."
    holds = ("mx_in_now > ca_in_now",)
    said = text.format(one="mx_in_now", other="ca_in_now")
    turned = text.format(one="ca_in_now", other="mx_in_now")
    assert codes(said, checker, holds) == set()
    assert "D4" in codes(turned, checker, holds)
    assert "D1" in codes(said, checker)
