"""Every vector: clean prose passes, and each faulty sentence is refused under its code."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pytest

from policywire.analyst.prose import ProseChecker
from policywire.analyst.rules.faults import Severity, catalogue
from policywire.schema import load


@dataclass(frozen=True, slots=True)
class _Faulty:
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Vectors:
    clean: tuple[str, ...]
    faulty: tuple[_Faulty, ...]


VECTORS = load(Path(__file__).with_name("vectors.yaml"), _Vectors)


@pytest.mark.parametrize("text", VECTORS.clean)
def test_clean_prose_passes(text: str, checker: ProseChecker) -> None:
    found = [fault for fault in checker.check(text) if fault.severity is Severity.REFUSE]
    assert not found, [str(fault) for fault in found]


@pytest.mark.parametrize("vector", VECTORS.faulty, ids=lambda one: one.text[:60])
def test_faulty_prose_is_refused_under_its_code(vector: _Faulty, checker: ProseChecker) -> None:
    found = {fault.code for fault in checker.check(vector.text)}
    assert found & set(vector.codes), found


def test_codes_are_of_the_catalogue() -> None:
    told = {code for vector in VECTORS.faulty for code in vector.codes}
    assert told <= set(catalogue())


def test_a_fault_stands_where_its_words_are(checker: ProseChecker) -> None:
    text = "Trade is measured at the border. U.S. imports from Mexico were $543.9 billion in 2025."
    (found,) = checker.check(text)
    assert (found.code, text[found.start : found.end]) == ("N1", "$543.9 billion")


def test_a_sentence_leans_on_the_one_before(checker: ProseChecker) -> None:
    text = (
        "Imports from Mexico were $534.9 billion in 2025. A year earlier they were $505.5 billion."
    )
    assert checker.check(text) == ()


def test_without_law_dates_are_left_alone(checker: ProseChecker) -> None:
    text = "The agreement entered into force on July 1, 2021."
    assert ProseChecker(checker.figures, checker.as_of).check(text) == ()
    assert ProseChecker(checker.figures, checker.as_of, checker.law).check(text)


def test_a_sentence_full_of_numbers_takes_no_long(checker: ProseChecker) -> None:
    text = f"Shares in 2025: {'Mexico 15.7 percent, Canada 11.2 percent, ' * 40}and others."
    start = perf_counter()
    checker.check(text)
    assert perf_counter() - start < 5


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "5.8 percent " * 500, "“" * 5_000, "\x00\u200b٣ −", ""]
)
def test_no_text_breaks_it_or_takes_long(text: str, checker: ProseChecker) -> None:
    start = perf_counter()
    checker.check(text)
    assert perf_counter() - start < 10
