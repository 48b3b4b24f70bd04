"""Phrases and what a reader takes them for, one line each in vectors/."""

from datetime import date
from pathlib import Path

import pytest

from policywire.analyst.reading.marks import Numeral, NumeralKind, PeriodMention
from policywire.analyst.reading.numerals import numerals
from policywire.analyst.reading.periods import periods
from policywire.analyst.reading.sentences import sentences

FOLDER = Path(__file__).parent / "vectors"
SHORT = {NumeralKind.BASIS_POINTS: "basis", NumeralKind.POINTS: "points"}


def rows(name: str) -> list[list[str]]:
    """Return the lines of a vector file below its head, cut at the bars."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("|") for line in lines]


def wanted(text: str) -> list[str]:
    return [_plain(part.strip()) for part in text.split(" ; ") if part.strip()]


def _plain(part: str) -> str:
    """Write 5.3e9 and 5300000000 alike."""
    said, _, rest = part.rpartition(" => ")
    return f"{said} => {' '.join(_number(word) for word in rest.split())}"


def _number(word: str) -> str:
    try:
        return f"..{float(word[2:]):.7g}" if word.startswith("..") else f"{float(word):.7g}"
    except ValueError:
        return word


def shown(mark: Numeral) -> str:
    if mark.kind is NumeralKind.LABEL:
        return f"{mark.text} => label"
    upto = f"..{mark.upto:.7g}" if mark.upto is not None else ""
    kind = SHORT.get(mark.kind, mark.kind.value)
    words = (f"{mark.value:.7g}", kind, mark.unit, upto, mark.approximation.value)
    return f"{mark.text} => {' '.join(word for word in words if word)}"


def named(mark: PeriodMention) -> str:
    back = f" {mark.back_years}" if mark.back_years else ""
    return f"{mark.text} => {mark.period or 'none'} {mark.sense.value}{back}"


NUMERALS = [
    row for name in ("numerals_en", "numerals_es", "heldout") for row in rows(f"{name}.csv")
]
SENTENCES = [line[0].replace("\\n", "\n") for line in rows("sentences.csv")]


@pytest.mark.parametrize(("phrase", "expected"), [row[1:] for row in NUMERALS])
def test_numerals(phrase: str, expected: str) -> None:
    assert [shown(mark) for mark in numerals(phrase)] == wanted(expected)


@pytest.mark.parametrize(("phrase", "as_of", "expected"), rows("periods.csv"))
def test_periods(phrase: str, as_of: str, expected: str) -> None:
    found = periods(phrase, date.fromisoformat(as_of) if as_of else None)
    assert [named(mark) for mark in found] == [part for part in expected.split(" ; ") if part]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace("‖", "")
    found = [text[start:end] for start, end in sentences(text)]
    assert found == [part.strip() for part in marked.split("‖")]


def test_the_vector_files_are_as_large_as_promised() -> None:
    sizes = {name: len(rows(f"{name}.csv")) for name in ("numerals_en", "numerals_es", "periods")}
    assert sizes["numerals_en"] >= 200
    assert sizes["numerals_es"] >= 60
    assert sizes["periods"] >= 120
    assert len(SENTENCES) >= 50


@pytest.mark.parametrize("file", ["numerals_en", "numerals_es", "heldout"])
def test_spans_hold_their_text(file: str) -> None:
    for _, phrase, _ in rows(f"{file}.csv"):
        assert all(phrase[mark.start : mark.end] == mark.text for mark in numerals(phrase))
