"""The trade pages say what runs say: tables of why models differ, scenarios, mappings."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policywire.models.trade import (
    Asked,
    aggregate,
    compile,
    decompose,
    find_scenario,
    first_order,
    load_baseline,
    load_mapping,
    load_scenario,
    solve,
)
from policywire.models.trade.scenarios.explain import as_json, explain

DOCS = Path(__file__).parents[2] / "docs"
PAGE = "explain/why-models-differ.md"


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[str]:
    return re.findall(r"(?ms)^```yaml\n(.*?)^```$", text_of(page))


@cache
def explained() -> dict[str, Any]:
    scenario = find_scenario("tariff-25-mex-can-retaliation")
    return as_json(explain(scenario, Asked(), ("MEX", "CAN", "USA")))


def rows(mark: str) -> list[list[str]]:
    """Return the rows of the table below a mark of the page."""
    below = text_of(PAGE).partition(f"<!-- {mark} -->\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in below.splitlines()]


@pytest.mark.parametrize("group", ["by_model", "by_closure", "by_elasticities"])
def test_the_figures_of_the_page_are_those_of_a_run(group: str) -> None:
    head, _, *told = rows(group)
    held = explained()[group]
    assert [row[0].partition(":")[0] for row in told] == list(held)
    for name, *cells in told:
        found = held[name.partition(":")[0]]["real_income_pct"]
        assert cells == [f"{found[code]:.2f}" for code in head[1:]]


def test_the_tornado_of_the_page_is_that_of_a_run() -> None:
    _, _, *told = rows("tornado MEX")
    bars = explained()["tornado"]["real_income_pct"]["MEX"]
    assert told == [[bar["moved"], f"{bar['low']:.2f}", f"{bar['high']:.2f}"] for bar in bars[:5]]


def test_the_first_order_number_of_the_page() -> None:
    scenario, world = find_scenario("tariff-25-mex-can-retaliation"), load_baseline("icio-2022")
    shock = compile(scenario, world)
    found = solve(world.economy, world.elasticities[world.default], shock)
    mexico = world.labels.regions.index("MEX")
    first, exact = first_order(found).welfare[mexico], decompose(found).exact[mexico]
    told = f"it is {first:.2f} for Mexico where the exact change is {exact:.2f}"
    assert told in " ".join(text_of(PAGE).split())


def test_the_scenarios_of_the_recipe_compile(tmp_path: Path) -> None:
    world = load_baseline("icio-2022")
    found = blocks("do/write-a-scenario.md")
    assert len(found) == 2
    for number, block in enumerate(found):
        scenario = load_scenario(tmp_path / f"{number}.yaml", block)
        assert (compile(scenario, world).tariff != world.economy.tariff).any()


def test_the_mapping_of_the_recipe_aggregates(tmp_path: Path) -> None:
    (block,) = blocks("do/bring-your-own-baseline.md")
    (tmp_path / "mapping.yaml").write_text(block, encoding="utf-8")
    small = aggregate(load_baseline("icio-2022"), load_mapping(tmp_path / "mapping.yaml"))
    assert small.name == "three-blocs"
    assert small.labels.region_names[1] == "Mexico and Canada"
    assert small.labels.sectors == ("GOODS", "SERV")
