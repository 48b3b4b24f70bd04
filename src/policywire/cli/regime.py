"""``law``: the measures in force on a day, the review of the agreement, and what changed."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policywire.cli.law import entry_day, library_at_hand, line, percent
from policywire.cli.options import AsJson, put, today
from policywire.cli.terminal import guarded, listing, print_json
from policywire.facts.errors import WrongUse

if TYPE_CHECKING:
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
    as_json: AsJson = False,
) -> None:
    """List the measures in force on a day, or what changed between two days."""
    day = entry_day(on, "--on") if on else today()
    library = library_at_hand()
    if changes_since:
        rows = _changes(library, entry_day(changes_since, "--changes-since"), day, place)
        listing(rows, as_json, "day", "measure", "what", "rate", "title")
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
    listing(rows, False, "measure", "rate", "places", "usmca", "heading", "title")
    line(f"The law is known to {library.law.book.known_to}.", dim=True)
    if state:
        due = f", next joint review {state.next_review}" if state.next_review else ""
        line(f"USMCA: {state.status} since {state.since}{due}, term to {state.term_ends}.")
        for clock in state.clocks:
            line(f"  {clock.day}  {clock.what}. {clock.citation.words()}", dim=True)


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

    return put(place_of, place).code if place else ""


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
