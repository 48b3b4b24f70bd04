"""``rate``, ``origin``, ``cases``: what is laid on goods, and whether they originate.

The rooms are imported where they are used, so that other commands start without the law.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from policywire.cli.options import AsJson, put
from policywire.cli.terminal import console, guarded, print_json, printable
from policywire.facts.errors import BadReference, WrongUse

if TYPE_CHECKING:
    from policywire.policy.bill import Bill
    from policywire.policy.content import Costs
    from policywire.policy.duty import Duty, Entry
    from policywire.policy.library import Library
    from policywire.policy.verdict import Product, Verdict

__all__ = ["cases", "entry_day", "library_at_hand", "line", "origin", "percent", "rate"]

_DESK = "trade"

Day = Annotated[str, typer.Option("--date", metavar="DATE", help="The day of entry.")]


@guarded
def rate(
    *,
    day: Day,
    place: Annotated[
        str, typer.Option("--origin", help="Where the goods are from: MEX, CAN, CHN, EUU.")
    ],
    hts: Annotated[str, typer.Option(help="Tariff number of 4, 6, 8 or 10 digits.")] = "",
    claim: Annotated[bool, typer.Option("--claim", help="A USMCA claim is made.")] = False,
    us_content: Annotated[
        str, typer.Option(metavar="SHARE", help="U.S. content Commerce approved: 0.4 or 40%.")
    ] = "",
    metal_share: Annotated[
        str, typer.Option(metavar="SHARE", help="Share of value that is the metal listed.")
    ] = "",
    metal: Annotated[
        list[str] | None,
        typer.Option(metavar="METAL=SHARE", help="The same by metal: steel=0.3; repeat."),
    ] = None,
    metal_weight: Annotated[
        str, typer.Option(metavar="SHARE", help="Share of weight that is metal.")
    ] = "",
    us_components: Annotated[
        str, typer.Option(metavar="SHARE", help="U.S. components of goods of 9802.00.80.")
    ] = "",
    unit_value: Annotated[
        float | None, typer.Option(help="U.S. dollars per unit of a specific rate.")
    ] = None,
    mfn: Annotated[
        str, typer.Option(metavar="RATE", help="Base rate, where the number does not settle it.")
    ] = "",
    fact: Annotated[
        list[str] | None, typer.Option(help="What else holds: kit, quota, truck_part; repeat.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what duty goods bear on a day: every measure with its heading, and the sum."""
    from policywire.policy.case_duty import place_of
    from policywire.policy.duty import Entry

    entry = put(
        lambda _: Entry(
            claim=claim,
            us_content=_share(us_content, "--us-content"),
            metal_share=_share(metal_share, "--metal-share"),
            metals=_metals(metal or []),
            metal_weight=_share(metal_weight, "--metal-weight"),
            us_components=_share(us_components, "--us-components"),
            unit_value=unit_value,
            mfn=_share(mfn, "--mfn"),
            facts=frozenset(fact or ()),
        ),
        "",
    )
    regime = library_at_hand().law.on(entry_day(day, "--date"))
    duty = put(lambda _: regime.rate(place_of(place), hts, entry), "")
    if as_json:
        print_json(duty.as_json())
    else:
        _show_duty(duty, entry)


def _show_duty(duty: "Duty", entry: "Entry") -> None:
    """Print an answer: what it is for, its rows, the sum, and what to know."""
    claimed = "with a USMCA claim" if entry.claim else "without a USMCA claim"
    line(f"{duty.origin.name}, {duty.day}, {duty.level}, {claimed}; statutory rate.")
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("adds", "authority", "heading", "laid on", "act"):
        table.add_column(column, overflow="fold")
    for row in duty.rows:
        act = row.citation.words()
        table.add_row(percent(row.rate), row.authority, row.heading, row.laid, printable(act))
    console.print(table)
    if duty.rate is None:
        line(f"The lines differ: {percent(duty.low)} to {percent(duty.high)}. Give more digits.")
        for number, share in duty.lines:
            line(f"  {number}  {percent(share)}")
    else:
        least = "" if duty.complete else ", and more that is not computed"
        line(f"Sum: {percent(duty.rate)}{least}.")
    for text in _beside(duty):
        line(text, dim=True)


def _beside(duty: "Duty") -> list[str]:
    """Return what to know beside the sum: what was displaced, not computed, assumed."""
    kept = [f"Not applied: {one.id} ({one.heading}): {one.why}" for one in duty.displaced]
    wanted = [f"Not computed: {text}" for text in duty.not_computed]
    taken = [f"Taken to hold: {text}" for text in duty.assumed]
    notes = [f"{row.id}: {row.note}" for row in duty.rows if row.note]
    told = [*kept, *wanted, *taken, *notes, duty.caution]
    return [text.rstrip(".") + "." for text in told if text]


@guarded
def origin(
    bill: Annotated[Path, typer.Argument(metavar="BILL", help="Bill of materials, .csv or .xlsx.")],
    *,
    good: Annotated[str, typer.Option(help="Tariff number of the good.")],
    day: Day,
    tv: Annotated[
        float | None, typer.Option(help="Transaction value, without international shipment.")
    ] = None,
    total_cost: Annotated[float | None, typer.Option(help="Total cost of the good.")] = None,
    marketing: Annotated[float, typer.Option(help="Promotion, marketing, after-sales.")] = 0.0,
    royalties: Annotated[float, typer.Option(help="Royalties.")] = 0.0,
    shipping_packing: Annotated[float, typer.Option(help="Shipping and packing.")] = 0.0,
    interest: Annotated[float, typer.Option(help="Interest that is not allowable.")] = 0.0,
    use: Annotated[
        str,
        typer.Option(help="passenger_vehicle, light_truck, heavy_truck or other."),
    ] = "",
    part: Annotated[str, typer.Option(help="core, principal or complementary.")] = "",
    producer: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What a vehicle's producer can show: labour, steel, aluminum."
        ),
    ] = None,
    zone: Annotated[
        bool, typer.Option("--zone", help="Made in a U.S. foreign-trade zone.")
    ] = False,
    unassembled: Annotated[
        bool, typer.Option("--unassembled", help="Imported unassembled, classified assembled.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say whether a good originates under the USMCA, step by step with the paragraph of each."""
    from policywire.policy.bill_file import read_bill
    from policywire.policy.producer import read_producer
    from policywire.policy.product_rules import USES
    from policywire.policy.verdict import PARTS, Product

    _one_of(use, USES, "--use")
    _one_of(part, PARTS, "--part")
    costs = _costs(total_cost, (marketing, royalties, shipping_packing, interest))
    number, _ = put(library_at_hand().law.schedule.find, good)
    product = Product(
        *(number, entry_day(day, "--date"), tv, costs, use, part),
        zone=zone,
        unassembled=unassembled,
        producer=read_producer(producer) if producer else None,
    )
    found = _assessed(read_bill(bill), product)
    if as_json:
        print_json({"good": number, "date": product.day, **found.as_json()})
        return
    words = {True: "Originating", False: "Not originating", None: "Not decided"}
    line(f"{words[found.originating]}: {found.why}.")
    for step in found.steps:
        mark = {True: "yes", False: "no ", None: "   "}[step.passed]
        line(f"  {mark} {step.what}. {step.paragraph}")


def _costs(total: float | None, parts: tuple[float, float, float, float]) -> "Costs | None":
    """Return what net cost is counted from; nothing where no total cost is given."""
    from policywire.policy.content import Costs

    if total is not None:
        return put(lambda _: Costs(total, *parts), "")
    if any(parts):
        raise WrongUse("Deductions are taken off the total cost. Give --total-cost too.")
    return None


def _assessed(held: "Bill", product: "Product") -> "Verdict":
    """Return whether a good originates, and whether a claim can still be made on its day."""
    from policywire.policy.origin import assess
    from policywire.policy.verdict import Step

    library = library_at_hand()
    rules = library.origin, library.rules, library.law.schedule
    found = put(lambda _: assess(held, product, *rules), "")
    if not library.review.on(product.day).in_force:
        told = "as things stand the agreement has ended by that day: no claim can be made"
        found.steps.append(Step(told, "USMCA article 34.7", None))
    return found


@guarded
def cases(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Cases, JSON or CSV.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Run worked cases against the law held, and say which pass.

    Exit code 0 when the file could be run, whatever came of it.
    """
    import policywire.models.law_cases  # noqa: F401  registers the models' answers
    from policywire.policy.cases import read_cases, run_cases

    outcomes = run_cases(library_at_hand().bench, read_cases(file))
    counts = {
        status: sum(one.status == status for one in outcomes)
        for status in ("pass", "fail", "waits")
    }
    if as_json:
        print_json({**counts, "cases": [one.as_json() for one in outcomes]})
        return
    for one in outcomes:
        line(f"{one.status:5}  {one.id}  {one.why}")
    line(f"{counts['pass']} pass, {counts['fail']} fail, {counts['waits']} wait for a model.")


def library_at_hand() -> "Library":
    """Return the law of the trade desk."""
    from policywire.desks.desk import desks
    from policywire.policy.library import open_library

    return open_library(desks()[_DESK].law)


def entry_day(text: str, option: str) -> date:
    """Return the day of an option.

    Raises
    ------
    WrongUse
        If it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"{option} takes a day such as 2026-07-01, not '{text}'.") from error


def _share(text: str, option: str) -> float | None:
    """Return a share written as 0.4 or 40%, or None where nothing is written."""
    if not text:
        return None
    percent = text.strip().endswith("%")
    try:
        value = float(text.strip().removesuffix("%")) / (100 if percent else 1)
    except ValueError as error:
        raise BadReference(f"{option} takes a share such as 0.4 or 40%, not '{text}'.") from error
    if not percent and value > 1:
        raise BadReference(f"{option} {text} is above 1. Write {text}% if percent is meant.")
    return value


def _metals(given: list[str]) -> dict[str, float]:
    """Return shares by metal from ``steel=0.3``."""
    shares = {}
    for text in given:
        name, sign, share = text.partition("=")
        value = _share(share, "--metal")
        if not sign or value is None:
            raise BadReference(f"--metal takes METAL=SHARE such as steel=0.3, not '{text}'.")
        shares[name] = value
    return shares


def _one_of(word: str, known: tuple[str, ...], option: str) -> None:
    if word and word not in known:
        raise WrongUse(f"{option} is one of {', '.join(known)}, not '{word}'.")


def percent(share: float) -> str:
    """Return a share as percent, without zeros nobody needs."""
    return f"{round(share * 100, 4):.10g}%"


def line(text: str, dim: bool = False) -> None:
    """Print a line of text that cannot steer the terminal."""
    style = "dim" if dim else None
    console.print(printable(text), style=style, markup=False, highlight=False, soft_wrap=True)
