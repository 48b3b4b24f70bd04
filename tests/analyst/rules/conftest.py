"""The world of the vectors: figures over the data of the package, one of them modelled."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policywire import newsroom
from policywire.analyst import Interval, Root, RunTrail
from policywire.analyst.brief import load_brief
from policywire.analyst.figures import Figure
from policywire.analyst.registry import Registry
from policywire.desks.desk import desks
from policywire.facts import Adjustment, Period, Quantity, Status, Unit
from policywire.policy import load_law

HERE = Path(__file__).parent
EFFECT = Figure(
    id="effect",
    subject="Mexico",
    measure="U.S. general imports of goods from Mexico",
    quantity=Quantity(480_000.0, Unit.parse("USD million")),
    period=Period.parse("2027"),
    vintage=date(2026, 11, 1),
    status=Status.PROJECTION,
    basis="",
    layer="modelled",
    adjustment=Adjustment.NONE,
    root=Root.RUN,
    trail=RunTrail("abc", "toy", "1", "policywire run toy"),
    decimals=1,
    interval=Interval(450_000.0, 510_000.0, 0.9),
)


@pytest.fixture(scope="session")
def world() -> Iterator[Registry]:
    """Return the registry that the vectors name."""
    desk = desks()["trade"]
    with newsroom.evidence(None, date(2026, 11, 22)) as view:
        made = Registry.of(load_brief(HERE / "world.yaml"), view, load_law(desk.law), desk.names())
        made.figures["effect"] = replace(EFFECT)
        yield made
