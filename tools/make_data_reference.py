"""Write the tables of docs/explain/data-and-licences.md from the snapshot in the package.

Run it after freezing a new snapshot. The words around the tables are written by hand; what stands
between the two marks is replaced.
"""

from collections.abc import Iterator
from pathlib import Path

from policywire.evidence import View
from policywire.facts import Origin
from policywire.newsroom import evidence, snapshot_manifest

PAGE = Path(__file__).parents[1] / "docs" / "explain" / "data-and-licences.md"
BEGIN = "<!-- written by tools/make_data_reference.py; do not edit below -->"
END = "<!-- end of what the tool writes -->"
_PUBLISHERS = """
SELECT s.publisher, count(DISTINCT s.key), count(*), min(o.start), max(o.start),
       list_sort(list_distinct(list(s.licence)))
FROM observation o JOIN series s ON s.number = o.series GROUP BY s.publisher ORDER BY s.publisher
"""
_DOCUMENTS = "SELECT id FROM document ORDER BY publisher, dataset, file, id"


def data_reference(text: str) -> str:
    """Return the page ``text`` with its tables written anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    with evidence(None, None) as view:
        lines = [*_summary(), *_publishers(view), *_documents(view)]
    return "\n".join([before + BEGIN, "", *lines, END + after])


def _summary() -> Iterator[str]:
    held = snapshot_manifest()
    yield (
        f"{held.series:,} series, {held.observations:,} observations, {held.documents} documents; "
        f"newest vintage {held.as_of}."
    )
    yield ""


def _publishers(view: View) -> Iterator[str]:
    yield "### By publisher"
    yield ""
    heads = ("publisher", "series", "observations", "first period begins", "last begins", "licence")
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|---|---|"
    for row in view.connection.execute(_PUBLISHERS).fetchall():
        name, series, observations, first, last, licences = row
        words = "; ".join(licences)
        yield f"| {name} | {series:,} | {observations:,} | {first} | {last} | {words} |"
    yield ""


def _documents(view: View) -> Iterator[str]:
    yield "### By document"
    yield ""
    yield "| official table | read through a copy by | copied | terms of the copy |"
    yield "|---|---|---|---|"
    for (name,) in view.connection.execute(_DOCUMENTS).fetchall():
        yield _document(view.origin(name))
    yield ""


def _document(origin: Origin) -> str:
    table = f"{origin.publisher}, {origin.dataset} (`{origin.file}`)"
    if origin.via is None:
        return f"| {table} | none: from the publisher | | |"
    via = origin.via
    return f"| {table} | {via.name}: {via.place} | {via.copied} | {via.licence} |"


def main() -> None:
    """Write the tables."""
    PAGE.write_text(data_reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Wrote docs/explain/{PAGE.name}.")


if __name__ == "__main__":
    main()
