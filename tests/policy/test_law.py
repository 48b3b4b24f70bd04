"""The mechanics of law: values on a day, events counted from others, and what is refused."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policywire.facts import Citation, Quantity, Unit
from policywire.facts.errors import BadDocument, NotHeld
from policywire.policy import Footing, Law, Provision, load_law

CITED = "citation: {title: The Act, locator: section 1}"
RVC = Provision(
    "rvc",
    "Regional value content",
    Unit.parse("percent"),
    {date(2020, 7, 1): 66.0, date(2021, 7, 1): 69.0, date(2023, 7, 1): 75.0},
    Citation("USMCA", "Annex 4-B"),
)


def law(folder: Path, *documents: str) -> Law:
    """Read law from files written into a folder."""
    for at, text in enumerate(documents):
        (folder / f"{at}.yaml").write_text(text, encoding="utf-8")
    return load_law(folder)


def event(name: str, day: str, rest: str = "") -> str:
    return f'  - {{id: {name}, day: "{day}", what: w, {CITED}{rest}}}\n'


def events(*entries: str) -> str:
    return "events:\n" + "".join(entries)


def provision(values: str, name: str = "p") -> str:
    return (
        f"provisions:\n  - {{id: {name}, measure: m, unit: percent, values: {values}, {CITED}}}\n"
    )


# ------------------------------------------------------------------------- values on a day


@pytest.mark.parametrize(
    ("day", "since", "value"),
    [
        ("2020-07-01", "2020-07-01", 66.0),
        ("2021-06-30", "2020-07-01", 66.0),
        ("2021-07-01", "2021-07-01", 69.0),
        ("2023-06-30", "2021-07-01", 69.0),
        ("2023-07-01", "2023-07-01", 75.0),
        ("2036-07-01", "2023-07-01", 75.0),
    ],
)
def test_the_value_in_force_by_hand(day: str, since: str, value: float) -> None:
    held = RVC.on(date.fromisoformat(day))
    assert held == (date.fromisoformat(since), Quantity(value, Unit.parse("percent")))


def test_before_the_first_value_nothing_is_in_force() -> None:
    with pytest.raises(
        NotHeld, match="rvc is not in force on 2020-06-30; its first value is of 2020-07-01"
    ):
        RVC.on(date(2020, 6, 30))


DATED = st.dictionaries(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.floats(0, 100), min_size=1)


@given(DATED, st.dates(date(1999, 1, 1), date(2041, 1, 1)))
def test_the_newest_value_not_after_the_day_holds(values: dict[date, float], day: date) -> None:
    begun = sorted(start for start in values if start <= day)
    made = Provision("p", "m", Unit.parse("percent"), values, Citation("t", "l"))
    if not begun:
        with pytest.raises(NotHeld):
            made.on(day)
        return
    since, quantity = made.on(day)
    assert since == begun[-1]
    assert quantity.value == values[begun[-1]]


def test_the_order_in_the_file_does_not_matter(tmp_path: Path) -> None:
    held = law(tmp_path, provision('{"2024-01-01": 2, "2020-01-01": 1}')).provision("p")
    assert held.on(date(2023, 5, 5))[1].value == 1.0
    assert held.on(date(2025, 5, 5))[1].value == 2.0


@pytest.mark.parametrize(
    "values",
    [
        *("{}", "[]", "66", "{soon: 1}", '{"2024-01-01": much}', '{"2024-02-30": 1}'),
        *('{"2024-01-01": nan}', '{"2024-01-01": inf}', '{"2024-01-01": 1, "2024-01-01": 2}'),
        '{"2024-01-01": 1, "20240101": 2}',
    ],
)
def test_values_that_are_none_are_refused(tmp_path: Path, values: str) -> None:
    with pytest.raises(BadDocument, match=r"0\.yaml"):
        law(tmp_path, provision(values))


# ------------------------------------------------------------------------- events


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-07-01", "2027-07-01"),
        ("root - 70 days", "2027-04-22"),
        ("root + 20 days", "2027-07-21"),
        ("root - 0 days", "2027-07-01"),
        ("root - 365 days", "2026-07-01"),
        ("root + 366 days", "2028-07-01"),
    ],
)
def test_a_day_counted_from_another_by_hand(tmp_path: Path, day: str, expected: str) -> None:
    held = law(tmp_path, events(event("root", "2027-07-01"), event("e", day)))
    assert held.event("e").day == date.fromisoformat(expected)


def test_a_day_may_count_from_one_that_counts_and_from_another_file(tmp_path: Path) -> None:
    held = law(
        tmp_path,
        events(event("c", "b + 2 days"), event("b", "a - 10 days")),
        events(event("a", "2024-03-05")),
    )
    assert {name: item.day.isoformat() for name, item in held.events.items()} == {
        "b": "2024-02-24",
        "c": "2024-02-26",
        "a": "2024-03-05",
    }


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 9999), st.sampled_from("+-"))
@settings(max_examples=30, deadline=None)
def test_days_are_counted_as_the_calendar_counts(root: date, days: int, sign: str) -> None:
    counted = event("e", f"root {sign} {days} days")
    with TemporaryDirectory() as folder:
        held = law(Path(folder), events(event("root", root.isoformat()), counted))
    assert held.event("e").day == root + timedelta(days=days if sign == "+" else -days)


def test_events_come_in_order_of_day(tmp_path: Path) -> None:
    held = law(
        tmp_path,
        events(event("late", "2024-05-01"), event("b", "2024-01-01"), event("a", "2024-01-01")),
        events(event("early", "late - 300 days")),
    )
    assert list(held.events) == ["early", "a", "b", "late"]


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ((event("a", "a - 1 days"),), ("a",)),
        ((event("a", "b - 1 days"), event("b", "a + 1 days")), ("a", "b")),
        ((event("a", "b - 1 days"), event("b", "c - 1 days"), event("c", "a - 1 days")), ("a",)),
        ((event("ok", "2024-01-01"), event("x", "y - 1 days"), event("y", "y - 1 days")), ("y",)),
    ],
)
def test_a_loop_is_refused_as_one(
    tmp_path: Path, entries: tuple[str, ...], names: tuple[str, ...]
) -> None:
    with pytest.raises(BadDocument) as error:
        law(tmp_path, events(*entries))
    message = str(error.value)
    assert all(name in message for name in names)
    assert "Near:" not in message, "the event exists; a near match misleads"
    assert "loop" in message or "circle" in message or "itself" in message


def test_an_unknown_root_is_refused_with_near_ones(tmp_path: Path) -> None:
    with pytest.raises(BadDocument) as error:
        law(
            tmp_path,
            events(event("review.next", "2027-07-01"), event("e", "reveiw.next - 70 days")),
        )
    message = str(error.value)
    assert "e counts from 'reveiw.next'" in message
    assert "Near: review.next" in message


@pytest.mark.parametrize(
    "day",
    [
        *("2024-13-01", "2023-02-29", "soon", "", "root - 70", "root -70 days", "root - 1 day"),
        *("root - 2 weeks", "root * 2 days", "2024-07", "root - -3 days", "root - 1.5 days"),
        *("root + 9999999 days", "root - 9999999 days", "root + 99999999999999 days"),
    ],
)
def test_a_day_that_is_none_is_refused_by_name(tmp_path: Path, day: str) -> None:
    with pytest.raises(BadDocument, match=r"^e\b|: e\b|'e'"):
        law(tmp_path, events(event("root", "2024-01-01"), event("e", day)))


def test_known_is_the_day_itself_or_as_written(tmp_path: Path) -> None:
    held = law(
        tmp_path,
        events(
            event("done", "2024-01-01"),
            event("due", "2030-01-01", ', known: "2024-02-01"'),
            event("counted", "due - 70 days"),
        ),
    )
    known = {
        name: (item.day.isoformat(), item.known.isoformat()) for name, item in held.events.items()
    }
    assert known == {
        "done": ("2024-01-01", "2024-01-01"),
        "due": ("2030-01-01", "2024-02-01"),
        "counted": ("2029-10-23", "2029-10-23"),
    }


def test_footing_is_law_unless_said(tmp_path: Path) -> None:
    held = law(
        tmp_path, events(event("a", "2024-01-01"), event("b", "2024-01-01", ", footing: reported"))
    )
    assert [held.event(name).footing for name in "ab"] == [Footing.LAW, Footing.REPORTED]
    with pytest.raises(BadDocument, match="'rumour' is none of law, official, reported"):
        law(tmp_path, events(event("a", "2024-01-01", ", footing: rumour")))


# ------------------------------------------------------------------------- ids


def test_a_doubled_id_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    pairs = [
        (events(event("x", "2024-01-01"), event("x", "2024-01-02")), ""),
        (events(event("x", "2024-01-01")), events(event("x", "2024-01-01"))),
        (provision('{"2024-01-01": 1}', "x"), provision('{"2024-01-01": 2}', "x")),
        (provision('{"2024-01-01": 1}', "x"), events(event("x", "2024-01-01"))),
    ]
    for at, documents in enumerate(pairs):
        folder = tmp_path / str(at)
        folder.mkdir()
        with pytest.raises(BadDocument, match=r"\bx given twice"):
            law(folder, *filter(None, documents))


def test_every_doubled_id_is_named(tmp_path: Path) -> None:
    twice = [event(name, "2024-01-01") for name in "abab"]
    with pytest.raises(BadDocument, match="a, b given twice"):
        law(tmp_path, events(*twice))


def test_an_unknown_id_is_refused_with_near_ones(tmp_path: Path) -> None:
    held = law(
        tmp_path,
        events(event("review.next", "2024-01-01")),
        provision('{"2024-01-01": 1}', "usmca.rvc"),
    )
    with pytest.raises(NotHeld, match=r"No event is called 'reveiw\.next'\. Near: review\.next"):
        held.event("reveiw.next")
    with pytest.raises(NotHeld, match=r"No provision is called 'usmca\.rcv'\. Near: usmca\.rvc"):
        held.provision("usmca.rcv")
    with pytest.raises(NotHeld):
        held.event("usmca.rvc")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("events: [{id: e, day: 2024-01-01, what: w}]", "citation must be given"),
        (
            "events: [{id: e, day: 2024-01-01, what: w, citation: {title: t}}]",
            "locator must be given",
        ),
        ("provisions: [{id: p}]", "measure, unit, values, citation must be given"),
        ("provision: []", "unknown field 'provision'. Near: provisions"),
        ("", "0.yaml is empty"),
        ("events: {e: 1}", "a list is wanted here"),
    ],
)
def test_a_file_that_breaks_the_schema_is_named(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadDocument) as error:
        law(tmp_path, text)
    assert str(error.value).startswith("0.yaml")
    assert why in str(error.value)
