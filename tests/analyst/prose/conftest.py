"""The checker of prose over the world of the rules' vectors, its rules and events included."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policywire import newsroom
from policywire.analyst.brief import load_brief
from policywire.analyst.prose import ProseChecker
from policywire.analyst.registry import Registry
from policywire.desks.desk import desks
from policywire.policy import load_law

WORLD = Path(__file__).parents[1] / "rules" / "world.yaml"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def checker() -> Iterator[ProseChecker]:
    """Return a checker that holds every figure, rule, event and name of the world."""
    desk = desks()["trade"]
    law = load_law(desk.law)
    with newsroom.evidence(None, DAY) as view:
        made = Registry.of(load_brief(WORLD), view, law, desk.names())
        ruled = [f"rule.{item.id}@{day}" for item in law.provisions.values() for day in item.values]
        figures = made.figures | {name: made.figure(name) for name in ruled}
        yield ProseChecker(figures, DAY, law, tuple(desk.names().values()))
