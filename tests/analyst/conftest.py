"""A small world for the analyst: two neighbours' trade, some investment, a law and a brief."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from policywire.analyst import Brief
from policywire.analyst.figures import Figure, Root, RuleTrail
from policywire.analyst.registry import Registry
from policywire.evidence import Store, View
from policywire.facts import (
    Adjustment,
    Citation,
    Frequency,
    Gather,
    Period,
    Quantity,
    Series,
    SeriesKey,
    Status,
    Unit,
)
from policywire.policy import Law, load_law
from policywire.schema import loads
from tests.evidence.conftest import batch, months
from tests.evidence.conftest import describe as describe_plain

EARLY, LATE = date(2025, 2, 1), date(2025, 8, 1)
MX, CA, WLD = (f"census:imports.general/USA.{code}" for code in ("MEX", "CAN", "WLD"))
OUT, FX, NL = "census:exports.total/USA.MEX", "fed:fx/USA.MEX", "se:fdi/MEX-NLE"
SERIES = {
    "mx": MX,
    "ca": CA,
    "world": WLD,
    "out": OUT,
    "fx": FX,
    "fdi": NL,
    "cpi": "bls:cpi/USA",
    "short": "x:short/USA",
    "rate": "fed:rate/USA",
}


def describe(key: SeriesKey) -> Series:
    """Describe any key of the world: monthly millions of dollars, or quarterly investment."""
    made = describe_plain(key)
    if key.measure == "fdi":
        made = replace(made, frequency=Frequency.QUARTER, gather=Gather.SUM)
    if str(made.unit) == "USD":
        made = replace(made, unit=Unit.parse("USD million"))
    return replace(made, note="Revised in August." if key.partner and str(key) == MX else "")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store of trade in 2023 and 2024, exports into 2025, one month revised later."""
    made = Store.create(tmp_path_factory.mktemp("analyst") / "store")
    first = {
        MX: months(2023, 40_000.0) | months(2024, 50_000.0),
        CA: months(2023, 35_000.0) | months(2024, 30_000.0),
        WLD: months(2023, 200_000.0) | months(2024, 250_000.0),
        OUT: months(2023, 20_000.0) | months(2024, 25_000.0) | months(2025, 26_000.0, 5),
        NL: {f"{year}-Q{at}": 500.0 for year in (2023, 2024) for at in (1, 2, 3, 4)}
        | {"2025-Q1": 9.0},
        "se:fdi/MEX-TAM": {f"2024-Q{at}": 125.0 for at in (1, 2, 3, 4)},
        FX: {f"2024-01-{day:02d}": 17.0 for day in (2, 3, 4, 30, 31)} | {"2024-02-09": 18.0},
        "bls:cpi/USA": months(2023, 300.0) | months(2024, 310.0),
        "x:short/USA": months(2024, 1.0, 7),
        "fed:rate/USA": months(2024, 4.5),
    }
    with made.write() as filing:
        filing.file(batch(first, EARLY), describe)
        filing.file(batch({MX: {"2024-12": 62_000.0}}, LATE, "b.csv"), describe)
    return made


@pytest.fixture(scope="session")
def view(store: Store) -> Iterator[View]:
    """Return the world as it stands after the revision."""
    with store.read() as opened:
        yield opened


LAW = """
provisions:
  - id: content.car
    measure: Regional value content
    unit: percent
    values: {"2020-07-01": 66, "2023-07-01": 75, "2027-07-01": 80.5}
    citation: &act {title: The Agreement, locator: Annex 4-B}
  - id: term
    measure: Term of the agreement
    unit: years
    values: {"2020-07-01": 16}
    citation: *act
  - id: asked
    measure: Content asked for
    unit: percent
    values: {"2025-03-01": 82}
    footing: reported
    citation: &press {title: A newspaper, locator: "March 1, 2025"}
events:
  - {id: in_force, day: "2020-07-01", what: It enters into force, citation: *act}
  - {id: asked_for, day: "2025-03-01", what: More is asked for, footing: reported, citation: *press}
  - {id: review, day: "2026-07-01", known: "2020-07-01", what: The review, citation: *act}
  - {id: report, day: review - 70 days, known: "2020-07-01", what: The report, citation: *act}
  - {id: declined, day: "2026-07-01", what: It is declined, footing: official, citation: *press}
"""


@pytest.fixture(scope="session")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return three provisions and five events."""
    folder = tmp_path_factory.mktemp("law")
    (folder / "law.yaml").write_text(LAW, encoding="utf-8")
    return load_law(folder)


NAMES = {"art-34-7": "Article 34.7", "usmca": "the U.S.-Mexico-Canada Agreement (USMCA)"}

BRIEF = """
name: small
desk: trade
question: What does a small brief say?
audience: professional
series: {mx: "census:imports.general/USA.MEX", ca: "census:imports.general/USA.CAN",
  world: "census:imports.general/USA.WLD", out: "census:exports.total/USA.MEX"}
periods: {year: "last(mx, A)", ago: "last(mx, A) - 1y"}
figures:
  - id: "{p}_{y}"
    expression: sum({p}, {period})
    measure: U.S. imports from {who}
    subject: "{who}"
    each:
      - {p: mx, who: Mexico, y: now, period: $year}
      - {p: mx, who: Mexico, y: ago, period: $ago}
      - {p: ca, who: Canada, y: now, period: $year}
      - {p: ca, who: Canada, y: ago, period: $ago}
  - {id: mx_growth, expression: "change(@mx_now, @mx_ago)", measure: Change, subject: Mexico}
  - {id: ca_growth, expression: "change(@ca_now, @ca_ago)", measure: Change, subject: Canada}
  - {id: mx_share, expression: "share(@mx_now, sum(world, $year))", measure: Share, subject: Mexico}
  - {id: mx_rank, expression: "rank(@mx_now, countries)", measure: Rank, subject: Mexico}
headline: {say: Imports from Mexico grew, holds: [mx_growth > 0]}
standfirst: >-
  Imports from Mexico {{dir:mx_growth|rose|fell}} {{f:mx_growth|abs}} to {{f:mx_now}} in
  {{t:mx_now}}.
takeaways:
  - Mexico supplied {{f:mx_share}} of imports in {{t:mx_share}}.
sections:
  - id: stands
    heading: Where trade stands
    exhibits: [years]
    blocks:
      - paragraph:
          - Imports from Canada {{dir:ca_growth}} by {{f:ca_growth|abs}} in {{t:ca_growth}}.
exhibits:
  - id: years
    mark: column
    title:
      say: Imports from Mexico are higher than those from Canada
      holds: [last.mexico > last.canada]
    reading: Each column is a year.
    alt: Columns of imports by year.
    unit: USD billion
    axis: Billions of dollars
    rows:
      - {expression: "sum({k}, $p)", measure: "U.S. imports from {name}", subject: "{name}",
         series: "{name}", over: 2023..$year, grain: A,
         each: [{k: mx, name: Mexico}, {k: ca, name: Canada}]}
"""


def brief_of(text: str = BRIEF, **changes: object) -> Brief:
    """Read a brief, some of its fields replaced."""
    made = loads(text, Brief, "small.yaml")
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def registry(view: View, law: Law) -> Registry:
    """Return the registry of the small brief; tests may add figures of rules to it."""
    return Registry.of(brief_of(), view, law, NAMES)


def figure(value: float, unit: str = "percent", decimals: int = 1, name: str = "f") -> Figure:
    """Return a figure that stands alone."""
    return Figure(
        id=name,
        subject="Mexico",
        measure="a measure",
        quantity=Quantity(value, Unit.parse(unit)),
        period=Period.parse("2024"),
        vintage=EARLY,
        status=Status.ACTUAL,
        basis="",
        layer="",
        adjustment=Adjustment.NONE,
        root=Root.RULE,
        trail=RuleTrail("r", EARLY, Citation("t", "l")),
        decimals=decimals,
    )
