"""Write the tables of docs/reference/law.md from each desk's law. Run it after changing a law file.

The words around the tables are written by hand; what stands between the two marks is replaced.
"""

from collections.abc import Iterator
from pathlib import Path

from policywire.desks.desk import Desk, desks
from policywire.facts import Citation
from policywire.policy import Event, Provision, load_law
from policywire.policy.load import load_book
from policywire.policy.measure import Measure

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "law.md"
BEGIN = "<!-- written by tools/make_law_reference.py; do not edit below -->"
END = "<!-- end of what the tool writes -->"


def law_reference(text: str) -> str:
    """Return the page ``text`` with its tables written anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    lines = [line for desk in desks().values() for line in _desk(desk)]
    return "\n".join([before + BEGIN, "", *lines, END + after])


def _desk(desk: Desk) -> Iterator[str]:
    law = load_law(desk.law)
    yield f"### Provisions of the desk `{desk.name}`"
    yield ""
    yield "| id | what it sets | value, from | rests on | written in |"
    yield "|---|---|---|---|---|"
    yield from (_provision(law.provisions[name]) for name in sorted(law.provisions))
    yield ""
    yield f"### Events of the desk `{desk.name}`"
    yield ""
    yield "| day | id | what | known from | rests on | written in |"
    yield "|---|---|---|---|---|---|"
    yield from (_event(event) for event in law.events.values())
    yield ""
    yield from _measures(desk)


def _measures(desk: Desk) -> Iterator[str]:
    """Yield the table of the duties a desk holds; nothing where it holds none."""
    folder = desk.law / "measures"
    if not folder.is_dir():
        return
    yield f"### Measures of the desk `{desk.name}`"
    yield ""
    yield "| id | what | rate, from | places | USMCA goods | heading | rests on | written in |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from (_measure(item) for item in load_book(folder).measures.values())
    yield ""


def _measure(item: Measure) -> str:
    rates = [f"{rate * 100:.6g}% from {day.isoformat()}" for day, rate in item.rates.items()]
    until = [f"to {item.until.isoformat()}"] if item.until else []
    what = f"{item.title}. Note: {item.note}" if item.note else item.title
    dated = "; ".join([*rates, *until]) if item.basis != "schedule" else "by line"
    places = ", ".join(item.places)
    said = (item.claim.value, item.heading, item.footing.value, _cited(item.citation))
    return _row(f"`{item.id}`", what, dated, places, *said)


def _provision(item: Provision) -> str:
    values = "; ".join(
        f"{value:g} {item.unit} from {day.isoformat()}" for day, value in item.values.items()
    )
    what = f"{item.measure}. Note: {item.note}" if item.note else item.measure
    return _row(f"`{item.id}`", what, values, item.footing.value, _cited(item.citation))


def _event(item: Event) -> str:
    known = "its own day" if item.known == item.day else item.known.isoformat()
    footing = item.footing.value
    return _row(
        *(item.day.isoformat(), f"`{item.id}`", item.what, known, footing, _cited(item.citation))
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _cited(citation: Citation) -> str:
    words = citation.words()
    return f"[{words}]({citation.href})" if citation.href else words


def main() -> None:
    """Write the tables."""
    PAGE.write_text(law_reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Wrote docs/reference/{PAGE.name}.")


if __name__ == "__main__":
    main()
