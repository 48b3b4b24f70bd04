"""The 44 headline figures, recomputed by expressions over the snapshot that ships."""

import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from policywire import newsroom
from policywire.evidence import Derived, Evaluator, View, parse
from policywire.facts import Unit
from policywire.schema import load

HERE = Path(__file__).parent
FIGURES = HERE.parents[2] / "shared" / "data" / "embedded_snapshot" / "figures.csv"
EXPRESSIONS = load(HERE / "figures_44.yaml", dict[str, str])
UNITS = {"%": Unit.parse("percent"), "bn USD": Unit.parse("USD billion")}


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with newsroom.evidence(None, None) as opened:
        yield opened


@pytest.fixture(scope="module")
def evaluator(view: View) -> Evaluator:
    return Evaluator(view)


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, str]]:
    """Return the shared figures by id."""
    if not FIGURES.exists():
        pytest.skip("shared/data/embedded_snapshot/figures.csv is not beside the checkout")
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return {row["figure_id"]: row for row in csv.DictReader(file)}


def decimals(name: str, told: dict[str, dict[str, str]]) -> int:
    """Return the decimals a figure was printed with.

    The shared file lost trailing zeros, so those of one label are read together: 0.1 beside
    4.18 is 0.10.
    """
    stem = told[name]["label"].partition(",")[0]
    alike = [row["value"] for row in told.values() if row["label"].partition(",")[0] == stem]
    return max(len(value.partition(".")[2]) for value in alike)


def shown(derived: Derived, unit: str, places: int) -> Decimal:
    """Return a value in a unit of the shared file, rounded as agencies round."""
    value = Decimal(repr(derived.quantity.to(UNITS[unit]).value))
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def test_the_table_and_the_shared_file_name_the_same_44(told: dict[str, dict[str, str]]) -> None:
    assert len(EXPRESSIONS) == 44
    assert set(EXPRESSIONS) == set(told)


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_figure_equals_the_shared_one_as_printed(
    name: str, evaluator: Evaluator, told: dict[str, dict[str, str]]
) -> None:
    derived = evaluator.evaluate(parse(EXPRESSIONS[name]))
    places = decimals(name, told)
    ours = shown(derived, told[name]["unit"], places)
    assert ours == Decimal(told[name]["value"]), "\n".join(derived.trail())


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_figure_is_about_its_period_and_has_a_trail(
    name: str, evaluator: Evaluator, told: dict[str, dict[str, str]]
) -> None:
    derived = evaluator.evaluate(parse(EXPRESSIONS[name]))
    assert str(derived.period) == told[name]["period"]
    assert derived.observations
    assert derived.documents
    assert all(origin.publisher and origin.url for origin in derived.documents)
    assert parse(derived.expression) == parse(EXPRESSIONS[name])


def test_the_rounding_can_tell(evaluator: Evaluator, told: dict[str, dict[str, str]]) -> None:
    """One step in the last digit printed is a difference; the comparison is not loose."""
    for name in ("mx_import_2025", "mx_share_2024", "eff_rate_canada_2024"):
        derived = evaluator.evaluate(parse(EXPRESSIONS[name]))
        places = decimals(name, told)
        step = Decimal(1).scaleb(-places)
        value = Decimal(told[name]["value"])
        assert shown(derived, told[name]["unit"], places) not in {value - step, value + step}
    assert decimals("eff_rate_canada_2024", told) == 2
