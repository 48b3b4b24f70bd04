"""``compare-sites`` and ``wait``: what a place costs at the door, and what waiting is worth.

The models are imported where they are used, so that other commands start without them.
"""

import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as Grid

from policywire.cli.claims import show_odds
from policywire.cli.law import entry_day, line, percent
from policywire.cli.options import AsJson, put, today
from policywire.cli.terminal import console, guarded, print_json, printable
from policywire.facts.errors import BadReference, WrongUse

if TYPE_CHECKING:
    from policywire.models.sourcing.sites import Compared, Made

__all__ = ["compare_sites", "wait"]

_LONGEST = 200.0  # years beyond which growth is not compounded
_ODDS = (0.02, 0.05, 0.1, 0.2)  # chances a year shown of a threat


@guarded
def compare_sites(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Table of sites in YAML; the packaged one if none."),
    ] = None,
    *,
    claim: Annotated[
        bool | None,
        typer.Option(
            "--claim/--no-claim",
            help="Whether goods of Mexico and Canada claim the preference; as the table says.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare what a good costs at the door from each site, and the duty that would turn it."""
    from policywire.models.sourcing.sites import compare
    from policywire.models.sourcing.table import read_sites

    found = compare(read_sites(file), claim)
    if as_json:
        print_json(_as_json(found))
    else:
        _show(found)


def _as_json(found: "Compared") -> dict[str, object]:
    """Return a comparison as JSON's types."""
    table = found.table
    return {
        "title": table.title,
        "hts": table.hts,
        "date": table.day,
        "known_to": found.known_to,
        "unit": f"index, {table.sites[0].name} ex works = 100",
        "cheapest": found.cheapest.site.name,
        "sites": [_row(one) for one in found.made],
        "note": table.note,
    }


def _row(one: "Made") -> dict[str, object]:
    names = ("works", "freight", "duty", "fee", "stock", "risk", "total", "safety_weeks")
    return {
        "site": one.site.name,
        "origin": one.site.origin,
        **{name: getattr(one.cost, name) for name in names},
        "rate": one.rate,
        "rows": list(one.rows),
        "not_computed": list(one.wanting),
        "breakeven_duty": one.breakeven,
        "weakest": str(one.weakest),
    }


def _show(found: "Compared") -> None:
    """Print a comparison: parts of the cost, then the duties at which sites change places."""
    table, best = found.table, found.cheapest
    line(f"{table.title}. {table.hts}, law of {table.day}.")
    grid = Grid(box=None, header_style="bold", pad_edge=False)
    grid.add_column("site", overflow="fold")
    for name in ("works", "freight", "duty", "fee", "stock", "risk", "total"):
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("even at", justify="right", no_wrap=True)
    for one in found.made:
        cells = (getattr(one.cost, name) for name in ("works", "freight", "duty", "fee"))
        rest = (one.cost.stock, one.cost.risk, one.cost.total)
        even = _even(one, found)
        grid.add_row(printable(one.site.name), *(f"{each:.1f}" for each in (*cells, *rest)), even)
    console.print(grid)
    line(
        f"{table.sites[0].name} ex works is 100; {best.site.name} is cheapest. 'even at' is the "
        "duty at which a site costs as much as the cheapest of another origin."
    )
    for one in found.made:
        line(f"{one.site.name}: duty {percent(one.rate)}: {', '.join(one.rows) or 'none'}", True)
        for text in one.wanting:
            line(f"  Not computed: {text}", True)
    numbers = sorted({str(one.weakest) for one in found.made})
    line(f"Worst quality among its numbers: {', '.join(numbers)}. {table.note}", True)


def _even(one: "Made", found: "Compared") -> str:
    """Return the duty at which a site costs as much as the cheapest site of another origin."""
    others = [each for each in found.made if each.site.origin != one.site.origin]
    if not others:
        return ""
    rate = one.breakeven[min(others, key=lambda each: each.cost.total).site.name]
    return percent(round(rate, 3)) if rate >= 0 else "never"


Margin = Annotated[
    str, typer.Option(metavar="SHARE", help="Yearly margin per dollar of plant: 15%.")
]
Kept = Annotated[
    str, typer.Option(metavar="SHARE", help="What the plant is worth in the bad case: 40%.")
]
On = Annotated[str, typer.Option(metavar="DATE", help="The day it is decided on; today if none.")]
AsTable = Annotated[
    bool, typer.Option("--table", help="Show a table by margin and value kept, with ranges.")
]
Rate = Annotated[str, typer.Option(metavar="SHARE", help="Interest a year.")]
Growth = Annotated[str, typer.Option(metavar="SHARE", help="Rise of the plant's price a year.")]
Years = Annotated[
    float | None,
    typer.Option(help="Years to the one day it is decided; reviews to the term's end if none."),
]
Reviews = Annotated[str, typer.Option(metavar="CHANCE", help="Chance a year a review decides it.")]
Threat = Annotated[
    str, typer.Option(metavar="SHARE", help="Duty feared: what the fear alone costs today.")
]


@guarded
def wait(
    *,
    margin: Margin = "",
    kept: Kept = "",
    rate: Rate = "10%",
    growth: Growth = "3%",
    years: Years = None,
    reviews: Reviews = "50%",
    threat: Threat = "",
    on: On = "",
    table: AsTable = False,
    as_json: AsJson = False,
) -> None:
    """Say at what odds of a bad outcome waiting beats building now."""
    day = entry_day(on, "--on") if on else today()
    if table:
        show_odds(day, as_json)
        return
    if not margin or not kept:
        raise WrongUse("wait takes --margin and --kept, or --table for a table of both.")
    numbers = {
        "margin": _number(margin, "--margin"),
        "rate": _number(rate, "--rate"),
        "growth": _number(growth, "--growth"),
        "kept": _number(kept, "--kept"),
    }
    if years is None:
        chance = _number(reviews, "--reviews")
        told = numbers | {"reviews": chance} | _through_reviews(numbers, chance, day)
    else:
        told = numbers | _on_one_day(numbers, years)
    feared = _threat(_number(threat, "--threat")) if threat else []
    if as_json:
        print_json({**told, **({"threat": feared} if threat else {})})
        return
    line(_words(told))
    for row in feared:
        line(
            f"A duty of {threat} feared at {percent(row['odds'])} a year costs as "
            f"{percent(round(row['equivalent'], 3))} on trade, and "
            f"{percent(round(-row['entry'], 3))} of new entry."
        )


def _on_one_day(numbers: dict[str, float], years: float) -> dict[str, float]:
    """Return the break-even odds where one day decides."""
    from policywire.models.sourcing.waiting import breakeven_odds

    first = (numbers["margin"], years, numbers["rate"])
    growth = (1 + numbers["growth"]) ** years - 1 if 0 <= years <= _LONGEST else 0.0
    odds = put(lambda _: breakeven_odds(*first, growth, numbers["kept"]), "")
    return {"years": years, "breakeven_odds": odds}


def _through_reviews(numbers: dict[str, float], chance: float, day: date) -> dict[str, float]:
    """Return the break-even odds where reviews to the end of the term decide."""
    from policywire.models.sourcing.waiting import Plant, breakeven_share

    left, rate = _term_left(day), _intensity(chance)
    plant = put(lambda _: Plant(**numbers, reviews=rate, years=left), "")
    return {"years": left, "breakeven_odds": breakeven_share(plant)}


def _words(told: dict[str, float]) -> str:
    odds, years = told["breakeven_odds"], told["years"]
    if odds <= 0:
        return "Waiting wins at any odds: the margin does not pay for the risk of building early."
    if odds >= 1:
        return "Building now wins at any odds."
    over = f"{years:g} years to the day it is decided"
    if "reviews" in told:
        over = f"reviews to the end of the term, {years:.1f} years"
    share = percent(round(odds, 3))
    return f"Waiting beats building now if a bad outcome is likelier than {share} ({over})."


def _threat(duty: float) -> list[dict[str, float]]:
    """Return what a feared duty costs at several odds a year."""
    from policywire.models.sourcing.uncertainty import entry, equivalent

    return [
        {"odds": one, "equivalent": equivalent(1 + duty, one) - 1, "entry": entry(1 + duty, one)}
        for one in _ODDS
    ]


def _term_left(day: date) -> float:
    """Return the years to the end of the agreement's term, as things stand on a day."""
    from policywire.cli.law import library_at_hand

    ends = library_at_hand().review.on(day).term_ends
    if ends <= day:
        raise BadReference(f"the agreement's term ended on {ends}. Give --years.")
    return (ends - day).days / 365.25


def _intensity(chance: float) -> float:
    """Return the Poisson rate of a yearly chance."""
    if not 0 < chance < 1:
        raise WrongUse(f"--reviews is {chance:g}; a chance lies between 0 and 1.")
    return -math.log1p(-chance)


def _number(text: str, option: str) -> float:
    """Return a share written as 0.15 or 15%.

    Raises
    ------
    WrongUse
        If it is none.
    """
    bare = text.strip()
    try:
        value = float(bare.removesuffix("%")) / (100 if bare.endswith("%") else 1)
    except ValueError as error:
        raise WrongUse(f"{option} takes a share such as 0.15 or 15%, not '{text}'.") from error
    if not -1 < value <= 10:
        raise WrongUse(f"{option} is {text}; write {text}% if percent is meant.")
    return value
