"""The book of measures: complete, cited, drawn on lines that exist; and what the loader refuses."""

import csv
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from policywire.facts.errors import BadCode, BadDocument
from policywire.policy.hts import schedule
from policywire.policy.law import Footing
from policywire.policy.library import Library
from policywire.policy.load import Book, load_book
from policywire.policy.measure import (
    Authority,
    Basis,
    Claim,
    Displacement,
    Measure,
    Part,
    Scope,
)

Written = Callable[..., Book]
CITED = "citation: {title: The Act, locator: section 1}"


def table(shared: Path) -> list[dict[str, str]]:
    text = (shared / "tariff-measures" / "measures.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_measure_of_the_table_is_encoded(library: Library, shared: Path) -> None:
    rows = table(shared)
    assert len(rows) == 38
    held = library.law.book.measures
    assert [row["id"] for row in rows if row["id"] not in held] == []
    assert [name for name, item in held.items() if not item.citation.words()] == []


def test_first_days_and_ends_are_those_of_the_table(library: Library, shared: Path) -> None:
    held = library.law.book.measures
    amended = {"s232-annex-1b", "s232-annex-2", "s232-annex-3"}  # went on by Proclamation 11032
    for row in table(shared):
        item = held[row["id"]]
        start = date.fromisoformat(row["effective_from"]) if row["effective_from"] else None
        assert item.start == start, row["id"]
        if row["effective_to"] and row["id"] not in amended:
            assert item.until == date.fromisoformat(row["effective_to"]), row["id"]


def test_first_rates_are_those_of_the_table(library: Library, shared: Path) -> None:
    told = {
        "mfn",
        "s232-annex-3",
        "s301-china",
        "s301-overcap",
        "ieepa-recip",
        "mpf",
        "s232-pharma",
    }
    for row in table(shared):
        if row["id"] not in told:
            item = library.law.book.measures[row["id"]]
            assert item.rates[min(item.rates)] == pytest.approx(float(row["rate"])), row["id"]


def test_every_code_of_every_list_is_a_line_of_the_schedule(library: Library) -> None:
    book, held = library.law.book, schedule()
    codes = [code for one in book.codes.values() for code in one]
    codes += [code for item in book.measures.values() for code in item.scope.codes]
    assert len(codes) > 4000
    leaves = {leaf for line in held.lines.values() for leaf in line.leaves}
    known = {leaf[:size] for leaf in leaves for size in (2, 4, 6, 8, 10)}
    assert sorted(code for code in codes if code not in known) == []


def test_a_measure_that_began_is_not_merely_proclaimed(library: Library) -> None:
    book = library.law.book
    for item in book.measures.values():
        if item.start and item.start > book.known_to and item.footing is not Footing.PENDING:
            assert item.footing is Footing.PROCLAIMED, item.id
            assert (item.known or date.max) <= book.known_to, item.id


# ------------------------------------------------------------------ what the loader refuses


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def read(*measures: str, rest: str = "", goods: str = "hts\n8703\n") -> Book:
        (tmp_path / "scopes").mkdir(exist_ok=True)
        (tmp_path / "scopes" / "cars.csv").write_text(goods)
        lists = f"scopes:\n  - {{id: cars, title: Cars, {CITED}}}\n"
        text = "known_to: '2026-08-03'\nmeasures:\n" + "".join(measures) + lists + rest
        (tmp_path / "a.yaml").write_text(text)
        return load_book(tmp_path)

    return read


def row(name: str, rest: str = "", **fields: str) -> str:
    said = {
        "authority": "S232",
        "programme": "s232.autos",
        "title": "Duty",
        "scope": "{lists: [cars]}",
        "places": "[WLD]",
        "rates": '{"2025-04-03": 0.25}',
        "heading": "9903.94.01",
        **fields,
    }
    told = ", ".join(f"{key}: {value}" for key, value in said.items())
    return f"  - {{id: {name}, {told}, {CITED}{rest}}}\n"


def test_a_book_is_read(written: Written) -> None:
    book = written(row("a"))
    assert book.measure("a").on(date(2025, 4, 2)) is None
    assert book.measure("a").on(date(2025, 4, 3)) == 0.25
    assert book.codes["cars"] == {"8703"}


@pytest.mark.parametrize(
    ("measures", "message"),
    [
        ((row("a"), row("a")), "a given twice"),
        ((row("a"), row("b")), "a and b lay s232.autos on the same goods"),
        (
            (row("a"), row("b", scope='{codes: ["87032301"]}')),
            "a and b lay s232.autos on the same goods",
        ),
        ((row("a", rates='{"2025-04-03": 25}'),), "a rate is a share between 0 and 3"),
        ((row("a", rates="{}"),), "a has no rate"),
        ((row("a", ', until: "2025-01-01"'),), "a ends on 2025-01-01, before 2025-04-03"),
        ((row("a", scope="{lists: [carss]}"),), "no list is called 'carss'. Near: cars"),
        ((row("a", scope="{}"),), "names none"),
        ((row("a", scope='{codes: ["870"]}'),), "'870' is no heading or line"),
        ((row("a", ", in_place_of: [b]"),), "no measure is called 'b'"),
        ((row("a", ", basis: metal content"),), "'content' goes with the basis"),
        ((row("a", ", content: steel"),), "'content' goes with the basis"),
        ((row("a", ", colour: red"),), "unknown field 'colour'"),
        ((row("a", authority="S233"),), "'S233' is none of"),
        (
            (row("a", ", in_place_of: [b]"), row("b", ", in_place_of: [a]")),
            "each stand in place of the other",
        ),
    ],
)
def test_a_faulty_book_is_refused(
    written: Written, measures: tuple[str, ...], message: str
) -> None:
    with pytest.raises(BadDocument, match=message):
        written(*measures)


def test_an_unknown_place_is_refused(written: Written) -> None:
    with pytest.raises(BadCode, match="No place has the code 'MEXX'"):
        written(row("a", places="[MEXX]"))


def test_measures_that_do_not_meet_are_let_by(written: Written) -> None:
    later = row("b", rates='{"2025-06-04": 0.5}')
    ended = row("a", ', until: "2025-06-03"')
    assert len(written(ended, later).measures) == 2
    assert len(written(row("a", places="[MEX]"), row("b", places="[CAN]")).measures) == 2
    assert len(written(row("a"), row("b", scope='{codes: ["8704"]}')).measures) == 2


@pytest.mark.parametrize(
    ("goods", "message"),
    [
        ("hts\n", "at least one code"),
        ("code\n8703\n", "the head is 'hts'"),
        ("hts\n8703\n8703\n", "8703 given twice"),
        ("hts\n8703\n870.3\n", "cars.csv:3: '870.3' is no heading"),
    ],
)
def test_a_faulty_list_is_refused(written: Written, goods: str, message: str) -> None:
    with pytest.raises(BadDocument, match=message):
        written(row("a"), goods=goods)


def test_displacements_in_a_circle_are_refused(written: Written) -> None:
    other = row("b", programme="ieepa.mexico", authority="IEEPA", scope="{all: true}")
    rules = (
        "displacements:\n"
        f'  - {{id: x, by: [s232], of: [ieepa], start: "2025-04-03", {CITED}}}\n'
        f'  - {{id: y, by: [ieepa.mexico], of: [s232.autos], start: "2025-05-01", {CITED}}}\n'
    )
    with pytest.raises(BadDocument, match="x and y displace each other"):
        written(row("a"), other, rest=rules)
    parted = rules.replace('start: "2025-04-03"', 'start: "2025-04-03", until: "2025-04-30"')
    assert len(written(row("a"), other, rest=parted).displacements) == 2


def test_a_displacement_of_nobody_is_refused(written: Written) -> None:
    rules = f'displacements:\n  - {{id: x, by: [s232], of: [s123], start: "2025-04-03", {CITED}}}\n'
    with pytest.raises(BadDocument, match="x: no programme is called 's123'"):
        written(row("a"), rest=rules)


def test_known_to_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("measures: []\n")
    with pytest.raises(BadDocument, match="'known_to' must be given once; it is 0 times"):
        load_book(tmp_path)


def test_annex_goods_are_on_one_list(library: Library) -> None:
    """Headings 9903.82.02 to .19 are mutually exclusive: U.S. note 16(a)."""
    law = library.law
    for day in (date(2026, 4, 6), date(2026, 6, 8)):
        rules = law.on(day).rules("MEX")
        annexes = [one for one in rules.laid if one[0].programme == "s232.metals.annex"]
        assert len(annexes) >= 4
        assert Basis.NOTHING in {one[0].basis for one in annexes}
        for line in law.schedule.lines.values():
            for leaf in line.leaves:
                hits = [one[0].id for one in annexes if law.bits(leaf) & one[2]]
                assert len(hits) <= 1, (leaf, hits)


def test_every_field_of_a_measure_is_documented() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "law.md"
    text = page.read_text(encoding="utf-8")
    names = [field.name for kind in (Measure, Scope, Displacement) for field in fields(kind)]
    assert [name for name in names if f"`{name}" not in text] == []
    values = [str(item) for kind in (Authority, Basis, Claim, Footing, Part) for item in kind]
    assert [value for value in values if f"`{value}`" not in text] == []


def test_the_annexes_of_april_2026_agree_with_a_second_list(library: Library, shared: Path) -> None:
    """One tracker adds whole headings, 8471 among them, that U.S. note 16(c) does not list."""
    leaves = [leaf for line in schedule().lines.values() for leaf in line.leaves]
    for annex in ("1a", "1b"):
        path = shared / "tariff_policy_2025_2026" / f"list_s232_metals_annex_{annex}_2026.csv"
        listed = tuple(path.read_text(encoding="utf-8").split()[1:])
        held = tuple(library.law.book.codes[f"s232-annex-{annex}"])
        theirs = {leaf for leaf in leaves if leaf.startswith(listed)}
        assert {leaf for leaf in leaves if leaf.startswith(held)} == theirs
        assert not any("8471500100".startswith(code) for code in held)
