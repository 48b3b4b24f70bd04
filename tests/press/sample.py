"""A realistic manuscript, built by hand from the types the press receives.

Numbers are those of the published tables as held in the frozen snapshot; the trails are written
by hand and rest on one made-up document each, so that nothing here needs a store.
"""

from datetime import date

from policywire.analyst.draft import Bullets, Kind, Line, Paragraph, Section, Span, Table
from policywire.analyst.figures import Figure, Root, RuleTrail
from policywire.analyst.manuscript import (
    Byline,
    Manuscript,
    Mark,
    Plot,
    Release,
    Row,
    Source,
    Strike,
)
from policywire.analyst.numbers import printed
from policywire.evidence import Derived
from policywire.facts import (
    Adjustment,
    Citation,
    Observation,
    Origin,
    Period,
    Quantity,
    SeriesKey,
    Status,
    Unit,
    Via,
)

CENSUS = Origin(
    publisher="U.S. Census Bureau",
    dataset="U.S. International Trade in Goods and Services (FT-900), Exhibit 14",
    url="https://www.census.gov/foreign-trade/Press-Release/ft900_index.html",
    licence="U.S. Government work, public domain",
    retrieved=date(2026, 3, 14),
    sha256="3f1c9a5be0d84d27a6e24c7b54fa0b1b7b1f0a3f62a6df4f8a3a9f6ad6a1c2e7",
    file="ft900_partner.csv",
    via=Via("tariff-rate-tracker", "a public repository", date(2026, 3, 14), "MIT"),
)
ECONOMIA = Origin(
    publisher="Secretaría de Economía",
    dataset="Inversión Extranjera Directa por entidad federativa",
    url="https://www.gob.mx/se/acciones-y-programas/competitividad-y-normatividad",
    licence="Libre Uso MX",
    retrieved=date(2026, 2, 20),
    sha256="a91be6fb40c7ab93c8f8ed2c7bd5f0a2a3a3b7f00c4d2b9e11aa3c6e3dfb2210",
    file="ied_entidad.csv",
)
USITC = Origin(
    publisher="U.S. International Trade Commission",
    dataset="DataWeb, calculated duties and imports for consumption",
    url="https://dataweb.usitc.gov/",
    licence="U.S. Government work, public domain",
    retrieved=date(2026, 2, 2),
    sha256="77d1b0f9e9f3f6cb1dfb6d2f1e7dbb0d43d8be3f8f06c1f8ed6ad9c65b1c0a11",
    file="duties.csv",
)
AGREEMENT = Citation(
    "United States-Mexico-Canada Agreement",
    "Article 34.7",
    "https://ustr.gov/trade-agreements/free-trade-agreements/united-states-mexico-canada-agreement",
)
STATEMENT = Citation("Office of the U.S. Trade Representative, statement", "July 1, 2026")

BYLINE = Byline(
    desk="Policywire Trade Desk",
    remit="Trade policy of North America, from official statistics and the text of agreements.",
    audience="Readers who decide on trade policy or live with it.",
    purpose="To say what is known, how it is known, and what is not.",
    disclosure="Written by a program from verified figures; no person edited the text.",
    writer="plain writer 0.1.0, no language model",
)

BILLION, PERCENT, POINTS = (Unit.parse(name) for name in ("USD billion", "percent", "points"))


# ------------------------------------------------------------------- figures


def derived(
    expression: str, quantity: Quantity, period: str, origin: Origin, count: int = 1
) -> Derived:
    key = SeriesKey.parse("census:imports.general/USA.MEX")
    vintage = date(2026, 2, 19)
    months = [Period.parse(f"2025-{month:02d}") for month in range(1, count + 1)]
    observations = tuple(
        Observation(key, month, 1.0, vintage, Status.ACTUAL, origin.id) for month in months
    )
    return Derived(
        expression=expression,
        quantity=quantity,
        period=Period.parse(period),
        against=None,
        basis="general imports, customs value",
        adjustment=Adjustment.UNADJUSTED,
        layer="",
        status=Status.ACTUAL,
        vintage=vintage,
        observations=observations,
        documents=(origin,),
    )


def figure(
    name: str,
    value: float,
    unit: Unit,
    period: str,
    measure: str,
    *,
    origin: Origin = CENSUS,
    decimals: int = 1,
    count: int = 12,
) -> Figure:
    quantity = Quantity(value, unit)
    trail = derived(
        f"sum(census:imports.general/USA.MEX, {period})", quantity, period, origin, count
    )
    return Figure(
        id=name,
        subject="Mexico",
        measure=measure,
        quantity=quantity,
        period=Period.parse(period),
        vintage=trail.vintage,
        status=Status.ACTUAL,
        basis=trail.basis,
        layer="",
        adjustment=trail.adjustment,
        root=Root.OBSERVATION,
        trail=trail,
        decimals=decimals,
    )


def rule(name: str, value: float, unit: str, day: str, measure: str, citation: Citation) -> Figure:
    since = date.fromisoformat(day)
    return Figure(
        id=name,
        subject="USMCA",
        measure=measure,
        quantity=Quantity(value, Unit.parse(unit)),
        period=Period.parse(day),
        vintage=since,
        status=Status.ACTUAL,
        basis="",
        layer="statutory",
        adjustment=Adjustment.NONE,
        root=Root.RULE,
        trail=RuleTrail(name, since, citation),
        decimals=0,
    )


MILLION = Unit.parse("USD million")
TEXT_FIGURES = (
    figure("imports.2025", 534873.6, MILLION, "2025", "U.S. goods imports from Mexico"),
    figure("imports.2024", 505523.1, MILLION, "2024", "U.S. goods imports from Mexico"),
    figure("growth.2025", 5.8059, PERCENT, "2025", "Change in U.S. goods imports from Mexico"),
    figure("exports.2025", 337281.738937, MILLION, "2025", "U.S. goods exports to Mexico"),
    figure("balance.2025", -197591.861, MILLION, "2025", "U.S. goods balance with Mexico"),
    figure("share.2025", 15.6593, PERCENT, "2025", "Mexico's share of U.S. goods imports"),
    figure("share.2015", 13.1818, PERCENT, "2015", "Mexico's share of U.S. goods imports"),
    figure("share.gain", 2.4775, POINTS, "2025", "Change in Mexico's share of imports"),
    figure("rank.2025", 1.0, Unit.parse("rank"), "2025", "Rank of Mexico among suppliers"),
    figure(
        "rate.nov", 4.18, PERCENT, "2025-11", "Duties over imports for consumption", origin=USITC
    ),
    figure(
        "rate.before", 0.24, PERCENT, "2024-11", "Duties over imports for consumption", origin=USITC
    ),
    figure("fx", 17.2311, Unit.parse("MXN per USD"), "2026-02", "Exchange rate of the peso"),
    rule("usmca.review.notice", 6, "months", "2020-07-01", "Notice of withdrawal", AGREEMENT),
)
FIGURES = {item.id: item for item in TEXT_FIGURES}


# ------------------------------------------------------------------- lines


def f(name: str, form: str = "") -> Span:
    return Span(printed(FIGURES[name], form), Kind.FIGURE, name)


def t(name: str) -> Span:
    return Span(FIGURES[name].period.words(), Kind.PERIOD, name)


def line(*parts: str | Span, cites: str = "") -> Line:
    return Line(tuple(Span(part) if isinstance(part, str) else part for part in parts), cites)


ARTICLE_34_7 = Span("Article 34.7", Kind.NAME, "art-34-7")
REVIEW_DAY = Span("July 1, 2026", Kind.DATE, "review.2026")
ROSE = Span("rose", Kind.DIRECTION, "growth.2025")


# ------------------------------------------------------------------- exhibits

YEARS = range(2015, 2026)
IMPORTS = {
    "Mexico": (296.4, 293.5, 312.7, 343.7, 356.1, 323.5, 382.6, 452.0, 472.9, 505.5, 534.9),
    "Canada": (296.3, 277.7, 299.1, 318.6, 318.6, 270.0, 357.3, 437.4, 418.0, 411.9, 383.0),
    "China": (483.2, 462.4, 505.2, 538.5, 449.1, 432.5, 504.2, 536.3, 427.2, 438.7, 308.4),
}
WORLD = (2248.8, 2186.8, 2339.6, 2536.1, 2491.7, 2331.5, 2828.5, 3239.7, 3076.8, 3266.4, 3415.7)
EXPORTS = (236.5, 230.2, 243.6, 266.0, 256.7, 212.5, 277.2, 327.0, 324.4, 334.5, 337.3)
USE = (45.3, 45.6, 48.7, 47.3, 48.0, 47.5, 86.9, 87.5, 88.1, 89.3, 89.4, 88.7, 88.4, 90.0)
CANADA_USE = (34.5, 37.9, 50.1, 52.0, 55.2, 57.3, 86.0, 84.1, 84.9, 85.0, 84.2, 83.0, 83.5, 83.8)
INDUSTRIES = {
    "Computer and electronic products": 38.2,
    "Electrical equipment, appliances and components": 9.1,
    "Machinery, except electrical": 5.4,
    "Food and kindred products": 1.2,
    "Primary metal manufacturing": -2.6,
    "Transportation equipment": -14.8,
}
STATES = {
    "CMX": 14426.5, "MEX": 2641.7, "BCN": 2478.5, "NLE": 2098.2, "CHH": 1496.7, "GUA": 1425.6,
    "BCS": 1353.2, "PUE": 1151.3, "JAL": 1100.3, "QUE": 1055.1, "AGU": 993.1, "ROO": 921.3,
    "SLP": 843.7, "CAM": 536.0, "TAM": 462.7, "VER": 419.9, "COA": 396.7, "TAB": 384.3,
    "NAY": 363.0, "SIN": 316.1, "SON": 305.4, "HID": 296.0, "COL": 261.0, "DUR": 230.2,
    "MOR": 160.5, "YUC": 147.8, "ZAC": 131.0, "CHP": 105.5, "TLA": 95.6, "OAX": 91.1, "MIC": -9.0,
}  # fmt: skip
EVENTS = (
    ("2020-07-01", "In the past", "The agreement enters into force"),
    ("2025-12-03", "In the past", "Public hearing of the Trade Representative"),
    ("2026-07-01", "In the past", "Joint review: the United States does not confirm the extension"),
    ("2026-07-24", "In the past", "Section 122 surcharge lapses"),
    ("2027-07-01", "Scheduled", "Next annual review, if nothing is agreed before"),
    ("2036-07-01", "Scheduled", "The agreement ends unless it is extended"),
)


def row(
    plot: str, series: str, category: str, period: str, value: float, unit: Unit, **more: object
) -> Row:
    name = ".".join(part for part in (plot, series, category, period) if part).replace(" ", "-")
    about = period or "2025"
    made = figure(name, value, unit, about, f"{series} {category}".strip(), **more)  # type: ignore[arg-type]
    return Row(series, category, Period.parse(period) if period else None, made)


def line_plot() -> Plot:
    shares = [
        row("suppliers", name, "", str(year), 100 * value / world, PERCENT)
        for name, values in IMPORTS.items()
        for year, value, world in zip(YEARS, values, WORLD, strict=True)
    ]
    return Plot(
        id="suppliers",
        mark=Mark.LINE,
        title=line("Mexico passed China and Canada and supplies ", f("share.2025"), " of imports"),
        reading=line("Each line is one country's share of all U.S. goods imports in a year."),
        alt="Lines of shares. China falls from 21.5% to 9.0%; Mexico rises from 13.2% to 15.7%.",
        unit=PERCENT,
        axis="Share of U.S. goods imports, percent",
        rows=tuple(shares),
        source="U.S. Census Bureau, FT-900, through a copy by tariff-rate-tracker",
    )


def use_plot() -> Plot:
    months = [
        str(p) for p in Period.parse("2025-01..2026-02").split(Period.parse("2025-01").frequency)
    ]
    rows = [
        row("use", name, "", month, value, PERCENT, origin=USITC)
        for name, values in (("Mexico", USE), ("Canada", CANADA_USE))
        for month, value in zip(months, values, strict=True)
    ]
    return Plot(
        id="use",
        mark=Mark.LINE,
        title=line("Recorded use of the agreement jumped when the rules of recording changed"),
        reading=line("Share of imports that claim the agreement, by month of entry."),
        alt="Two lines jump from below 60% to above 80% at a marked data event.",
        unit=PERCENT,
        axis="Imports that claim the agreement, percent",
        rows=tuple(rows),
        source="U.S. Census Bureau; U.S. International Trade Commission",
        breaks=((Period.parse("2025-07"), "July 2025: duty-free codes recorded anew"),),
    )


def column_plot() -> Plot:
    rows = [
        row("flows", name, "", str(year), value, BILLION)
        for name, values in (
            ("Imports from Mexico", IMPORTS["Mexico"]),
            ("Exports to Mexico", EXPORTS),
        )
        for year, value in zip(YEARS, values, strict=True)
    ]
    return Plot(
        id="flows",
        mark=Mark.COLUMN,
        title=line("Imports from Mexico ", ROSE, " faster than exports to it"),
        reading=line("Each pair of columns is one year of goods trade at customs value."),
        alt="Paired columns by year. Imports reach 534.9 billion dollars, exports 337.3.",
        unit=BILLION,
        axis="Billion dollars a year",
        rows=tuple(rows),
        source="U.S. Census Bureau, FT-900",
    )


def bar_plot() -> Plot:
    rows = [row("industries", "", name, "", value, BILLION) for name, value in INDUSTRIES.items()]
    return Plot(
        id="industries",
        mark=Mark.BAR,
        title=line("Computers grew most; cars and parts shrank"),
        reading=line("Each bar is the change in imports from Mexico between two years."),
        alt="Bars. Computers gain most, transportation equipment loses most.",
        unit=BILLION,
        axis="Change in imports, billion dollars",
        rows=tuple(rows),
        source="U.S. Census Bureau, imports by NAICS",
    )


def map_plot() -> Plot:
    rows = [
        row("fdi", "", f"MEX-{code}", "", value, MILLION, origin=ECONOMIA, decimals=0)
        for code, value in STATES.items()
    ]
    return Plot(
        id="fdi",
        mark=Mark.MAP,
        title=line("Foreign investment is booked where head offices are"),
        reading=line("Each state is shaded by the foreign direct investment booked there."),
        alt="Map of Mexican states. Mexico City stands far above all others.",
        unit=MILLION,
        axis="Foreign direct investment, million dollars",
        rows=tuple(rows),
        source="Secretaría de Economía, Inversión Extranjera Directa",
        credit="@svg-maps/mexico, CC BY 4.0",
    )


def timeline_plot() -> Plot:
    rows = tuple(
        Row(kind, what, Period.parse(day), rule(f"when.{day}", 1, "rank", day, what, AGREEMENT))
        for day, kind, what in EVENTS
    )
    return Plot(
        id="timeline",
        mark=Mark.TIMELINE,
        title=line(
            "The agreement runs to ", Span("2036", Kind.DATE, "end.2036"), " unless extended"
        ),
        reading=line("Dates stand on the axis at their true distance."),
        alt="A time axis with six dated events from 2020 to 2036.",
        unit=Unit.parse("rank"),
        axis="",
        rows=rows,
        source="United States-Mexico-Canada Agreement, Article 34.7",
    )


PLOTS = (timeline_plot(), line_plot(), column_plot(), bar_plot(), use_plot(), map_plot())


# ------------------------------------------------------------------- the manuscript


def sections() -> tuple[Section, ...]:
    decided = Paragraph((
        line(
            "Under ", ARTICLE_34_7, " each party confirms in a joint review that it wishes the ",
            "agreement to run for a new term.",
        ),
        line(
            "On ", REVIEW_DAY, " the United States did not confirm the extension, so the parties ",
            "now review the agreement every year.", cites="review.2026",
        ),
        line("A party may also leave with a notice of ", f("usmca.review.notice"), "."),
    ))  # fmt: skip
    trade = Paragraph((
        line(
            "The United States bought goods worth ", f("imports.2025"), " from Mexico in ",
            t("imports.2025"), ", up ", f("growth.2025"), " from ", f("imports.2024"), " in ",
            t("imports.2024"), ".",
        ),
        line(
            "It sold goods worth ", f("exports.2025"), ", which leaves a deficit of ",
            f("balance.2025", "abs"), ".",
        ),
        line(
            "Mexico ranked ", f("rank.2025"), " among single countries, with a share of ",
            f("share.2025"), ", ", f("share.gain"), " more than in ", t("share.2015"), ".",
        ),
    ))  # fmt: skip
    table = Table(
        line("Goods trade with Mexico, billion dollars"),
        (line("Flow"), line(t("imports.2024")), line(t("imports.2025"))),
        (
            (
                line("Imports"),
                line(f("imports.2024", "short")),
                line(f("imports.2025", "short")),
            ),
            (line("Exports"), line(""), line(f("exports.2025", "short"))),
            (line("Balance"), line(""), line(f("balance.2025", "short"))),
        ),
        line("Census basis, customs value, not seasonally adjusted."),
    )
    paid = Paragraph((
        line(
            "Duties came to ", f("rate.nov"), " of imports for consumption in ", t("rate.nov"),
            ", against ", f("rate.before"), " a year before.",
        ),
    ))  # fmt: skip
    watch = Bullets((
        (
            line(
                "The annual review on ", Span("July 1, 2027", Kind.DATE, "review.2027"),
                ", or an earlier agreement.",
            ),
        ),
        (line("The peso, at ", f("fx"), " in ", t("fx"), "."),),
    ))  # fmt: skip
    return (
        Section("decided", line("What is decided, and when"), (decided,), ("timeline",)),
        Section("trade", line("Where trade stands"), (trade, table), ("suppliers", "flows")),
        Section("paid", line("What is paid"), (paid,), ("industries", "use")),
        Section("investment", line("What the investment series show"), (), ("fdi",)),
        Section("watch", line("What to watch"), (watch,)),
    )


def manuscript() -> Manuscript:
    """Return the sample."""
    plotted = {row.figure.id: row.figure for plot in PLOTS for row in plot.rows}
    return Manuscript(
        brief="usmca-review",
        language="en",
        headline=line("Mexico sells the United States more than ever, under a pact on notice"),
        standfirst=line(
            "Imports reached ", f("imports.2025"), " in ", t("imports.2025"),
            " while the review of the agreement ended without an extension.",
        ),
        takeaways=(
            line(
                "The United States imported goods worth ", f("imports.2025"), " from Mexico in ",
                t("imports.2025"), ", ", f("growth.2025"), " more than a year before.",
            ),
            line(
                "The goods deficit was ", f("balance.2025", "abs"), "; Mexico is the ",
                f("rank.2025"), " supplier among single countries.",
            ),
            line(
                "Duties paid are ", f("rate.nov"), " of imports in ", t("rate.nov"), ", from ",
                f("rate.before"), " in ", t("rate.before"), ".",
            ),
            line("Mexico's share gained ", f("share.gain"), " since ", t("share.2015"), "."),
        ),
        sections=sections(),
        plots=PLOTS,
        figures=FIGURES | plotted,
        events={
            "review.2026": (date(2026, 7, 1), "Joint review", STATEMENT),
            "review.2027": (date(2027, 7, 1), "Annual review", AGREEMENT),
            "end.2036": (date(2036, 7, 1), "End of term", AGREEMENT),
        },
        names={"art-34-7": "Article 34.7"},
        cited={"usmca.review.notice": AGREEMENT},
        sources=(
            Source(1, CENSUS, None),
            Source(2, USITC, None),
            Source(3, ECONOMIA, None),
            Source(4, None, AGREEMENT),
            Source(5, None, STATEMENT),
        ),
        byline=BYLINE,
        as_of=date(2026, 11, 22),
        data_as_of=date(2026, 2, 19),
        releases=(
            Release(
                date(2026, 12, 8),
                "U.S. International Trade in Goods and Services, October 2026",
                Citation("Census Bureau release calendar", "FT-900", "https://www.census.gov/"),
            ),
        ),
        struck=(
            Strike("paid, sentence 3", "Exporters paid 25 percent.", "N1 unbound numeral"),
        ),
        checked=61,
    )  # fmt: skip
