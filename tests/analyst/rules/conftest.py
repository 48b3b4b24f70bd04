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
from policywire.facts import Adjustment, Citation, Period, Quantity, Status, Unit
from policywire.policy import Event, Footing, load_law

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


def _money(name: str, measure: str, model: str, ends: tuple[float, float, float]) -> Figure:
    """Return a figure of a money model: value between the ends of its range, in points."""
    low, value, high = ends
    return replace(
        EFFECT,
        id=name,
        subject="the United States",
        measure=measure,
        quantity=Quantity(value, Unit.parse("points")),
        trail=RunTrail("abc", model, "1", "policywire fed respond"),
        interval=Interval(low, high, 0.9),
    )


MONEY = (
    _money("slope", "Change in stocks of the United States", "asset reactions", (-1.5, -1.2, -0.9)),
    _money("unsettled", "Change in output of the United States", "proxy-SVAR", (-1.1, -0.4, 0.2)),
    _money("jobs", "Change in unemployment of the United States", "FRB/US kernel", (0.1, 0.2, 0.3)),
)
_RELEASE = Citation("Federal Reserve Board, statement", "", "https://www.federalreserve.gov")
FED = {
    name: Event(name, day, day, "the Fed decides on its range", _RELEASE, Footing.OFFICIAL)
    for name, day in (
        ("fed.july", date(2023, 7, 26)),  # priced in: 0.4 bp
        ("fed.unknown", date(2026, 7, 29)),  # surprise not known
        ("fed.surprise", date(2022, 6, 15)),  # 7.5 bp
    )
}


@pytest.fixture(scope="session")
def world() -> Iterator[Registry]:
    """Return the registry that the vectors name."""
    desk = desks()["trade"]
    with newsroom.evidence(None, date(2026, 11, 22)) as view:
        made = Registry.of(load_brief(HERE / "world.yaml"), view, load_law(desk.law), desk.names())
        made.figures["effect"] = replace(EFFECT)
        made.figures |= {one.id: one for one in MONEY}
        made.law.events.update(FED)
        yield made
