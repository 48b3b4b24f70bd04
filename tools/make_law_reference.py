"""Write the tables of docs/reference/law.md from each desk's law. Run it after changing a law file.

The words around the tables are written by hand; what stands between the two marks is replaced.
"""

from collections.abc import Iterator
from pathlib import Path

from policywire.desks.desk import Desk, desks
from policywire.facts import Citation
from policywire.policy import Event, Provision, load_law

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
