"""Strict YAML: closed schemas, text that stays text, and no error but BadDocument."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policywire.facts import Citation, Origin, Period, Place, SeriesKey, Unit
from policywire.facts.errors import BadDocument
from policywire.schema import load, loads


class Colour(StrEnum):
    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Inner:
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    id: str
    count: int = 0
    rate: float = 0.0
    kept: bool = False
    day: date | None = None
    mark: Colour = Colour.LINE
    title: str | Inner = ""
    values: dict[date, float] = field(default_factory=dict)
    series: dict[str, SeriesKey] = field(default_factory=dict)
    nested: tuple[tuple[str, ...], ...] = ()
    items: tuple[Inner, ...] = ()
    mixed: tuple[str | Inner, ...] = ()
    unit: Unit | None = None
    place: Place | None = None
    period: Period | None = None
    inner: Inner | None = None

    def __post_init__(self) -> None:
        if self.count > 9:
            raise BadDocument("nine at most.")


def read(text: str, kind: type[Any] = Record) -> Any:
    return loads(text, kind, "doc.yaml")


def refused(text: str, kind: Any = Record) -> str:
    """Return the message a document is refused with."""
    with pytest.raises(BadDocument) as error:
        loads(text, kind, "doc.yaml")
    return str(error.value)


# ------------------------------------------------------------------------- what is read


def test_a_full_record_by_hand() -> None:
    text = """
    id: x
    count: 3
    rate: 2.5
    kept: true
    day: 2026-07-01
    mark: bar
    title: {name: n}
    values: {2020-07-01: 66, "2021-07-01": 69.5}
    series: {mx: census:imports.general/USA.MEX}
    nested: [[a, b], [], [c]]
    items: [{name: a}, {name: b, note: c}]
    mixed: [plain, {name: a}]
    unit: USD million
    place: NOR
    period: 2024-01..2024-11
    inner: {name: z}
    """
    assert read(text) == Record(
        id="x",
        count=3,
        rate=2.5,
        kept=True,
        day=date(2026, 7, 1),
        mark=Colour.BAR,
        title=Inner("n"),
        values={date(2020, 7, 1): 66.0, date(2021, 7, 1): 69.5},
        series={"mx": SeriesKey.parse("census:imports.general/USA.MEX")},
        nested=(("a", "b"), (), ("c",)),
        items=(Inner("a"), Inner("b", "c")),
        mixed=("plain", Inner("a")),
        unit=Unit.parse("USD million"),
        place=Place("NOR"),
        period=Period.parse("2024-01..2024-11"),
        inner=Inner("z"),
    )


def test_defaults_stand_for_what_is_left_out() -> None:
    assert read("id: x") == Record("x")


@pytest.mark.parametrize(
    "word",
    [
        *("on", "off", "yes", "no", "NO", "y", "n", "true", "null", "~", "0804", "1_000", "1e3"),
        *("2024-01-01", "12:30:45", "0x1f", "0o17", ".5", ".inf", "=", "<<", "007", "1.10"),
    ],
)
def test_a_scalar_stays_the_text_it_is(word: str) -> None:
    assert read(f"id: {word}").id == word
    assert read(f"title: {word}\nid: x").title == word
    assert loads(f"- {word}", tuple[str, ...], "d") == (word,)
    assert loads(f"{word}: {word}", dict[str, str], "d") == {word: word}


def test_norway_is_a_place() -> None:
    assert loads("[NOR, MEX]", tuple[Place, ...], "d") == (Place("NOR"), Place("MEX"))


@given(
    st.dictionaries(
        st.dates(date(1, 1, 1)), st.floats(allow_nan=False, allow_infinity=False), min_size=1
    )
)
@settings(max_examples=50)
def test_dated_values_come_back(values: dict[date, float]) -> None:
    text = "\n".join(f"{day.isoformat()}: {value!r}" for day, value in values.items())
    assert loads(text, dict[date, float], "d") == values


def test_unions_are_told_apart_by_shape() -> None:
    assert read("{id: x, title: text}").title == "text"
    assert read("{id: x, title: {name: a}}").title == Inner("a")
    assert "doc.yaml:1: " in refused("{id: x, title: [a]}")
    assert "unknown field 'nme'. Near: name, note. Known: name, note." in refused(
        "{id: x, title: {nme: a}}"
    )
    assert "name must be given for Inner" in refused("{id: x, title: {}}")


def test_anchors_are_followed() -> None:
    made = loads("[&a {name: x}, *a]", tuple[Inner, ...], "d")
    assert made == (Inner("x"), Inner("x"))


# ------------------------------------------------------------------------- what is refused


def test_an_unknown_field_names_line_near_match_and_all_known() -> None:
    message = refused("id: x\ncount: 1\nsereis: {}\n")
    assert message.startswith("doc.yaml:3: unknown field 'sereis'. Near: series")
    assert "Known: id, count, rate, kept" in message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: x\nid: y", 2),
        ("id: x\nvalues:\n  2020-01-01: 1\n  2020-01-01: 2", 4),
        ("id: x\nitems:\n- name: a\n  name: b", 4),
        ("{id: x, 'id': y}", 1),
    ],
)
def test_a_doubled_key_is_refused_with_its_line(text: str, line: int) -> None:
    message = refused(text)
    assert message.startswith(f"doc.yaml:{line}: ")
    assert "is given twice." in message


def test_one_day_in_two_spellings_is_a_doubled_key() -> None:
    assert "doc.yaml:" in refused("2020-07-01: 66\n20200701: 69", dict[date, float])


def test_every_missing_field_is_named_at_once() -> None:
    message = refused("{publisher: p, licence: l}", Origin)
    assert message.startswith("doc.yaml:1: dataset, url, retrieved, sha256, file must be given")


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("id: x\ncount: many", 2, "many"),
        ("id: x\ncount: 1.5", 2, "1.5"),
        ("id: x\ncount:", 2, ""),
        ("id: x\nrate: two", 2, "two"),
        ("id: x\nrate: nan", 2, "nan"),
        ("id: x\nrate: inf", 2, "inf"),
        ("id: x\nrate: -Infinity", 2, "-Infinity"),
        ("id: x\nrate: 1e999", 2, "1e999"),
        ("id: x\nkept: yes", 2, "'yes' must be true or false"),
        ("id: x\nkept: True", 2, "'True' must be true or false"),
        ("id: x\nday: 2026-02-30", 2, "day is out of range"),
        ("id: x\nday: yesterday", 2, "yesterday"),
        ("id: x\nday: [2026-02-03]", 2, "a single value is wanted here"),
        ("id: x\nmark: lines", 2, "'lines' is none of line, bar. Near: line."),
        ("id: x\nmark: LINE", 2, "'LINE' is none of line, bar"),
        ("id: x\nvalues: {soon: 1}", 2, "soon"),
        ("id: x\nvalues:\n  2020-01-01: much", 3, "much"),
        ("id: x\nvalues: [1]", 2, "a mapping of fields is wanted here"),
        ("id: x\nvalues: 1", 2, "a mapping of fields is wanted here"),
        ("id: x\nseries: {mx: census}", 2, "'census' is no series key"),
        ("id: x\nnested: [a]", 2, "a list is wanted here"),
        ("id: x\nnested: [[[a]]]", 2, "a single value is wanted here"),
        ("id: x\nnested: {a: b}", 2, "a list is wanted here"),
        ("id: x\nitems: {name: a}", 2, "a list is wanted here"),
        ("id: x\nitems:\n  - a", 3, "a mapping of fields is wanted here"),
        ("id: x\nunit: dollars", 2, "'dollars' is no unit"),
        ("id: x\nplace: XXX", 2, "No place has the code 'XXX'"),
        ("id: x\nperiod: 2024-13", 2, "'2024-13' names no calendar day"),
        ("id: {a: b}", 1, "a single value is wanted here"),
        ("id: x\ninner: plain", 2, "a mapping of fields is wanted here"),
        ("id: x\ncount: 10", 1, "nine at most"),
        ("- id: x", 1, "a mapping of fields is wanted here"),
        ("plain", 1, "a mapping of fields is wanted here"),
        ("<<: {id: x}", 1, "unknown field '<<'"),
    ],
)
def test_what_does_not_convert_is_refused_with_its_line(text: str, line: int, why: str) -> None:
    message = refused(text)
    assert message.startswith(f"doc.yaml:{line}: ")
    assert why in message


@pytest.mark.parametrize(
    "text", ["? [a]\n: b", "{{a: b}: c}", "? {id: x}\n: y", "id: x\n? [title]\n: z", "? []\n: b"]
)
@pytest.mark.parametrize("kind", [Record, dict[str, str]])
def test_a_key_that_is_no_scalar_is_refused(text: str, kind: Any) -> None:
    assert refused(text, kind).startswith("doc.yaml:")


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n", "--- # nothing\n..."])
def test_an_empty_document_is_refused(text: str) -> None:
    message = refused(text)
    assert "is empty" in message or "is wanted here" in message
    assert message.startswith("doc.yaml")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: b: c",
            "[a",
            "{a: b",
            "*nowhere",
            "\t- a",
            "'a",
            '"\\q"',
            "a: |\nb",
            "%YAML 9.9\n--- a",
        ),
        *("--- a\n--- b", "a: \x00", "a: \x07", "- a\nb: c", "&a &b c", "!<tag", "@at", "`tick"),
    ],
)
def test_what_is_no_yaml_is_refused_in_one_line(text: str) -> None:
    message = refused(text)
    assert message.startswith("doc.yaml is not YAML: ")
    assert "\n" not in message


def test_a_tag_makes_no_object() -> None:
    assert read("id: !!python/name:os.system x").id == "x"
    assert "doc.yaml:1" in refused("id: !!python/object/apply:os.getcwd [a]")


def test_deep_nesting_is_refused() -> None:
    assert "doc.yaml:1" in refused("[" * 3000 + "]" * 3000)


# ------------------------------------------------------------------------- files


def test_a_file_is_named_in_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    path.write_text("titel: x\n", encoding="utf-8")
    with pytest.raises(BadDocument, match=r"^law\.yaml:1: unknown field 'titel'\. Near: title\."):
        load(path, Citation)


def test_a_file_is_read_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("nl: Nuevo León\n", encoding="utf-8")
    assert load(path, dict[str, str]) == {"nl": "Nuevo León"}


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("nl: Nuevo León\n".encode("latin-1"))
    for path in (tmp_path / "absent.yaml", tmp_path, latin):
        with pytest.raises(BadDocument, match=f"^{re.escape(str(path))} cannot be read: "):
            load(path, dict[str, str])


# ------------------------------------------------------------------------- any text at all

FIELDS = [*Record.__dataclass_fields__, "nme", "<<"]
SCALARS = st.sampled_from(
    ["x", "1", "nan", "2020-07-01", "on", "", "'", "*a", "&a b", "USD", "[", "~"]
)
NODES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(st.sampled_from(FIELDS) | inner, inner), max_size=4).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=12,
)
KINDS: list[Any] = [Record, Inner, Citation, str, date, float, tuple[str, ...], dict[date, float]]
KINDS += [dict[str, SeriesKey], tuple[Inner, ...], Colour, Origin, dict[str, tuple[str, ...]]]


@given(NODES | st.text("ab:-[]{}#&*!|>'\"%@` \n\t,?0", max_size=60), st.sampled_from(KINDS))
@settings(max_examples=400)
@example("? [a]\n: b", Record)
@example("&a [*a]", tuple[tuple[str, ...], ...])
@example("&a {id: *a}", Record)
@example("9" * 5000, int)
def test_any_text_is_a_document_or_a_bad_one(text: str, kind: Any) -> None:
    try:
        loads(text, kind, "doc.yaml")
    except BadDocument as error:
        assert str(error).startswith("doc.yaml")  # noqa: PT017


@given(st.dictionaries(st.sampled_from(FIELDS), NODES, max_size=5))
@settings(max_examples=300)
def test_any_record_is_one_or_a_bad_one(values: dict[str, str]) -> None:
    text = "\n".join(
        ["id: x", *(f"{key}: {value}" for key, value in values.items() if key != "id")]
    )
    try:
        made = read(text)
    except BadDocument as error:
        assert re.match(r"doc\.yaml(:\d+: | is not YAML: )", str(error))  # noqa: PT017
    else:
        assert isinstance(made, Record)
