"""``law``: measures in force on a day, the review, what changed, and the layers of a rate."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policywire.cli.law import entry_day, library_at_hand, line, percent
from policywire.cli.options import AsJson, put, today
from policywire.cli.terminal import entries, guarded, listing, print_json, steps
from policywire.facts.errors import WrongUse

if TYPE_CHECKING:
    from policywire.models.legal.layers import Layers
    from policywire.policy.library import Library

__all__ = ["law"]


@guarded
def law(
    *,
    on: Annotated[str, typer.Option(metavar="DATE", help="The day; today by default.")] = "",
    changes_since: Annotated[
        str, typer.Option(metavar="DATE", help="List what changed after this day instead.")
    ] = "",
    place: Annotated[str, typer.Option("--origin", help="Measures on goods of one place.")] = "",
    layers: Annotated[
        str,
        typer.Option(
            metavar="MONTHS",
            help="Show the mean rate by month instead: statutory, modelled, collected; "
            "2025-06..2026-02.",
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the measures in force on a day, what changed between two days, or mean rates."""
    if layers:
        _show_layers(layers, place, as_json)
        return
    day = entry_day(on, "--on") if on else today()
    library = library_at_hand()
    if changes_since:
        rows = _changes(library, entry_day(changes_since, "--changes-since"), day, place)
        if as_json:
            print_json(rows)
        else:
            entries(rows, "title", "day", "measure", "what", "rate")
        return
    rows = _in_force(library, day, place)
    state = library.review.on(day) if day >= library.review.steps[0].day else None
    told = {
        "date": day,
        "known_to": library.law.book.known_to,
        "review": _review(state),
        "measures": rows,
    }
    if as_json:
        print_json(told)
        return
    if rows:
        told_rows = [row | {"told": f"{row['title']}; USMCA: {row['usmca']}"} for row in rows]
        entries(told_rows, "told", "measure", "rate", "places", "heading")
    else:
        line(f"None of the measures held is in force on {day}.")
    line(f"The law is known to {library.law.book.known_to}.", dim=True)
    if state:
        due = f", next joint review {state.next_review}" if state.next_review else ""
        line(f"USMCA: {state.status} since {state.since}{due}, term to {state.term_ends}.")
        for clock in state.clocks:
            line(f"  {clock.day}  {clock.what}. {clock.citation.words()}", dim=True)


def _show_layers(months: str, place: str, as_json: bool) -> None:
    """Print the three layers of the mean rate of Mexico and Canada, side by side."""
    from policywire.models.legal.layers import span
    from policywire.models.origin_choice.tables import PLACES

    first, _, last = months.partition("..")
    asked = put(lambda text: span(first, text or first), last)
    places = (_place_code(place),) if place else PLACES
    with steps(as_json) as tell:
        rows = [row for one in places for row in _told(one, asked, tell)]
    if as_json:
        print_json([_layer(row) for row in rows])
        return
    listing(
        [{name: _shown(value) for name, value in _layer(row).items()} for row in rows],
        *(False, "place", "month", "without", "within", "modelled", "range"),
        *("use", "collected", "ratio"),
    )
    line(f"The law is known to {library_at_hand().law.book.known_to}.", dim=True)
    line(
        "Percent of customs value. 'without' and 'within' are statutory, if nobody or everybody "
        "claims; 'modelled' is with use of the preference as firms choose it, and its range over "
        "draws; 'collected' is calculated duties over imports, U.S. Census Bureau; 'ratio' is "
        "collected over modelled.",
        dim=True,
    )


def _told(place: str, months: Any, tell: Callable[[str], None]) -> "Sequence[Layers]":
    """Return the layers of a place, and say that they are worked out."""
    from policywire.models.legal.layers import layers

    tell(f"{place}: the law of {len(months)} months, and who claims under it")
    return layers(place, months)


def _layer(row: "Layers") -> dict[str, Any]:
    return {
        "place": row.place,
        "month": row.month,
        "without": row.without,
        "within": row.within,
        "modelled": row.modelled,
        "range": [row.low, row.high],
        "use": row.use,
        "collected": row.collected,
        "ratio": row.ratio,
    }


def _shown(value: Any) -> str:
    """Return a cell: shares as percent, nothing where nothing is held."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " to ".join(f"{100 * one:.1f}" for one in value)
    return value if isinstance(value, str) else f"{100 * value:.1f}"


def _in_force(library: "Library", day: date, place: str) -> list[dict[str, Any]]:
    """Return a row for each measure in force."""
    origin_code = _place_code(place)
    return [
        {
            "measure": item.id,
            "authority": item.authority.value,
            "rate": _laid(item.id, item.on(day) or 0.0),
            "basis": item.basis.value,
            "places": ", ".join(item.places),
            "usmca": item.claim_on(day).value,
            "heading": item.heading,
            "title": item.title,
            "citation": item.citation.words(),
            "footing": item.footing.value,
            "note": item.note,
        }
        for item in library.law.on(day).in_force
        if not origin_code or library.law.book.applies_to(item, origin_code)
    ]


def _laid(name: str, share: float) -> str:
    return "schedule" if name == "mfn" else percent(share)


def _changes(library: "Library", after: date, to: date, place: str) -> list[dict[str, Any]]:
    """Return a row for each act between two days."""
    from policywire.policy.acts import between

    if after > to:
        raise WrongUse(f"--changes-since {after} lies after {to}. Give --on a later day.")
    book, code = library.law.book, _place_code(place)
    return [
        {
            "day": act.day.isoformat(),
            "measure": act.measure,
            "what": act.kind,
            "rate": "" if act.rate is None else _laid(act.measure, act.rate),
            "before": "" if act.before is None else _laid(act.measure, act.before),
            "title": book.measure(act.measure).title,
            "citation": book.measure(act.measure).citation.words(),
        }
        for act in between(book, after, to)
        if not code or book.applies_to(book.measure(act.measure), code)
    ]


def _place_code(place: str) -> str:
    from policywire.policy.case_duty import place_of

    code = put(place_of, place).code if place else ""
    if code == "USA":
        raise WrongUse("The United States is no origin of imports. Give a country, or EUU.")
    return code


def _review(state: Any) -> dict[str, Any] | None:
    """Return the state of the review as JSON's types."""
    if state is None:
        return None
    return {
        "status": state.status.value,
        "since": state.since,
        "term_ends": state.term_ends,
        "next_review": state.next_review,
        "leaves": state.leaves,
        "rests_on": [
            f"{step.day} {step.what} ({step.citation.words()})" for step in state.rests_on
        ],
        "clocks": [
            {"day": clock.day, "what": clock.what, "citation": clock.citation.words()}
            for clock in state.clocks
        ],
    }
