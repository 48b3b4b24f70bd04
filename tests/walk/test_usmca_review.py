"""The shipped brief from the shipped data: whole, clean, and refused where it must be."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from policywire import newsroom
from policywire.analyst import Manuscript, Root, RunTrail
from policywire.analyst.brief import load_brief
from policywire.analyst.draft import Bullets, Kind, Line, Paragraph, Section, Table
from policywire.analyst.manuscript import Mark
from policywire.analyst.say import expand
from policywire.desks.desk import find_brief
from policywire.evidence import Derived
from policywire.facts.errors import BeforeFirstVintage, NotHeld

BRIEF = "usmca-review"
# What a brief on this subject must hold, by the words a reader would look for in the heading.
SECTIONS = {
    "what is decided and when": r"decided",
    "where trade stands": r"trade stands",
    "sectors": r"goods|sector|industr",
    "what is paid": r"paid|pay",
    "use of the agreement": r"claim|use|under the agreement",
    "nearshoring and investment": r"investment|nearshoring",
    "the counter-case": r"against",
    "what to watch": r"watch",
    "method, data, limits": r"method.*limits",
}


def written(as_of: date | None) -> Manuscript:
    with newsroom.evidence(None, as_of) as view:
        return newsroom.write_manuscript(BRIEF, view, lambda stage: None)


@pytest.fixture(scope="module")
def made() -> Manuscript:
    return written(None)


def prose(section: Section) -> Iterator[Line]:
    """Yield the lines of paragraphs and lists."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield from block.lines
        elif isinstance(block, Bullets):
            for item in block.items:
                yield from item


def tables(made: Manuscript) -> list[Table]:
    return [
        block for section in made.sections for block in section.blocks if isinstance(block, Table)
    ]


def read_aloud(made: Manuscript) -> list[Line]:
    """Return what counts as words: headline, standfirst, takeaways, paragraphs, lists."""
    body = [line for section in made.sections for line in prose(section)]
    return [made.headline, made.standfirst, *made.takeaways, *body]


def every_line(made: Manuscript) -> list[Line]:
    """Return every line that was written, tables and exhibits too."""
    cells = [
        line
        for table in tables(made)
        for line in (table.caption, *table.head, *sum(table.rows, ()), *filter(None, [table.note]))
    ]
    headings = [section.heading for section in made.sections]
    return (
        read_aloud(made) + cells + headings + [x for p in made.plots for x in (p.title, p.reading)]
    )


# ------------------------------------------------------------------------- what it must contain


def test_nothing_is_struck(made: Manuscript) -> None:
    assert made.struck == ()
    assert made.checked == len(every_line(made))


def test_its_length(made: Manuscript) -> None:
    words = sum(len(line.text.split()) for line in read_aloud(made))
    assert 1000 <= words <= 1800, words


def test_its_figures(made: Manuscript) -> None:
    printed = {
        span.ref for line in every_line(made) for span in line.spans if span.kind is Kind.FIGURE
    }
    assert len(printed) >= 50, len(printed)
    assert printed <= set(made.figures)
    assert [item.id for item in made.findings if item.id not in printed] == []


def test_its_exhibits(made: Manuscript) -> None:
    assert len(made.plots) >= 5
    assert [plot.mark for plot in made.plots].count(Mark.MAP) >= 1
    shown = [name for section in made.sections for name in section.exhibits]
    assert shown == [plot.id for plot in made.plots]
    for plot in made.plots:
        assert plot.title.text
        assert plot.reading.text
        assert plot.alt
        assert plot.source
        assert len(plot.rows) >= 2


@pytest.mark.parametrize("what", SECTIONS)
def test_its_sections(made: Manuscript, what: str) -> None:
    found = [s for s in made.sections if re.search(SECTIONS[what], s.heading.text, re.IGNORECASE)]
    assert found, [section.heading.text for section in made.sections]
    assert any(section.blocks for section in found)


def test_no_section_is_empty(made: Manuscript) -> None:
    for section in made.sections:
        assert list(prose(section)) or section.exhibits, section.id


def test_each_takeaway_has_a_figure_and_a_period(made: Manuscript) -> None:
    assert 1 <= len(made.takeaways) <= 6
    for line in made.takeaways:
        kinds = {span.kind for span in line.spans}
        assert Kind.FIGURE in kinds, line.text
        assert kinds & {Kind.PERIOD, Kind.DATE}, line.text


def test_each_takeaway_compares(made: Manuscript) -> None:
    """A second figure, a direction, or a second date: never a number alone."""
    for line in made.takeaways:
        compared = [s for s in line.spans if s.kind in {Kind.FIGURE, Kind.DIRECTION, Kind.DATE}]
        assert len(compared) >= 2, line.text


def test_a_figure_in_prose_has_its_unit(made: Manuscript) -> None:
    unit = re.compile(
        r"[$]|percent|people|years|months|days|pesos|st$|nd$|rd$|th$|^[a-z]+$", re.IGNORECASE
    )
    bare = [
        span.text
        for line in read_aloud(made)
        for span in line.spans
        if span.kind is Kind.FIGURE and not unit.search(span.text)
    ]
    assert bare == []


def test_what_comes_next_is_dated_and_ahead(made: Manuscript) -> None:
    assert made.releases
    assert [release.what for release in made.releases if release.day <= made.as_of] == []


def test_the_decision_and_its_clock(made: Manuscript) -> None:
    days = {name: day.isoformat() for name, (day, _, _) in made.events.items()}
    assert days["review.declined"] == "2026-07-01"
    assert days["review.next"] == "2027-07-01"
    assert days["review.next_report"] == "2027-04-22"
    assert days["usmca.term_ends"] == "2036-07-01"


def test_the_break_in_recording_is_named(made: Manuscript) -> None:
    text = " ".join(line.text for line in read_aloud(made))
    assert "break in recording" in text
    claims = next(plot for plot in made.plots if plot.breaks and "break" in plot.breaks[0][1])
    assert str(claims.breaks[0][0]) == "2025-07"


# ------------------------------------------------------------------------- how it reads


def test_no_numeral_stands_outside_a_token(made: Manuscript) -> None:
    loose = [
        (line.text, span.text)
        for line in every_line(made)
        for span in line.spans
        if span.kind is Kind.TEXT and any(character.isdigit() for character in span.text)
    ]
    assert loose == []


def test_no_span_was_dropped(made: Manuscript) -> None:
    """The marks of a hole where a figure or subject stood: ``in 2024, , or 15.6 %``."""
    for line in every_line(made):
        assert not re.search(r",\s*,|\s[,.;:]|\(\s*\)|\s\s|\{|\}", line.text), line.text
        assert all(span.text for span in line.spans[1:]), line.text


def test_sentences_begin_and_end_as_sentences(made: Manuscript) -> None:
    for line in [made.standfirst, *made.takeaways, *(x for s in made.sections for x in prose(s))]:
        assert re.search(r"[.?!]$", line.text), line.text
        assert line.text[0].isupper() or line.spans[0].kind is Kind.DATE, line.text
        assert line.spans[0].kind is not Kind.FIGURE, line.text


def test_no_word_for_little_change_lands_in_a_comparison(made: Manuscript) -> None:
    for line in every_line(made):
        assert not re.search(r"was little changed (than|by|to \$)", line.text), line.text


def test_no_sentence_is_said_twice(made: Manuscript) -> None:
    told = [line.text for line in read_aloud(made)]
    assert sorted(told) == sorted(set(told))


def test_tables_are_square(made: Manuscript) -> None:
    assert tables(made)
    for table in tables(made):
        assert {len(row) for row in table.rows} == {len(table.head)}


# ------------------------------------------------------------------------- what it rests on


def test_nothing_said_later_is_used(made: Manuscript) -> None:
    assert made.data_as_of <= made.as_of
    for item in made.figures.values():
        assert item.vintage <= made.as_of or item.root is Root.RULE, item.id
        if isinstance(item.trail, Derived):
            assert item.trail.documents, item.id
            assert max(seen.vintage for seen in item.trail.observations) == item.vintage


def test_every_figure_leads_to_a_numbered_source(made: Manuscript) -> None:
    origins = {source.origin.id for source in made.sources if source.origin}
    texts = {source.citation for source in made.sources if source.citation}
    assert [source.number for source in made.sources] == list(range(1, len(made.sources) + 1))
    for item in made.figures.values():
        if isinstance(item.trail, Derived):
            assert {origin.id for origin in item.trail.documents} <= origins, item.id
        elif isinstance(item.trail, RunTrail):
            assert item.trail.sources, item.id
            assert {*item.trail.sources} <= texts, item.id
        else:
            assert item.trail.citation in texts, item.id
    assert {citation for _, _, citation in made.events.values()} <= texts


def test_a_share_is_of_numbers_said_together(made: Manuscript) -> None:
    """A part and its whole are of one vintage, so that a revision of one moves no share."""
    mixed = {
        item.id: sorted({seen.vintage.isoformat() for seen in item.trail.observations})
        for item in made.figures.values()
        if isinstance(item.trail, Derived)
        and item.trail.expression.startswith("share(value(")
        and len({seen.vintage for seen in item.trail.observations}) > 1
    }
    assert mixed == {}


def test_a_second_run_is_the_same(made: Manuscript) -> None:
    assert written(None) == made


# ------------------------------------------------------------------------- where it is refused


def test_before_the_decision_it_is_refused_by_the_event_it_rests_on() -> None:
    with pytest.raises(NotHeld) as error:
        written(date(2026, 3, 28))
    message = str(error.value)
    assert re.search(
        r"event '(review|s122|s301|ieepa|usmca)\.\w+' was not known as of 2026-03-28", message
    )
    assert "ask as of that day or later" in message


def test_before_the_first_vintage_it_says_which_that_is() -> None:
    with pytest.raises(BeforeFirstVintage) as error:
        written(date(2000, 1, 1))
    message = str(error.value)
    assert "Nothing is held as of 2000-01-01" in message
    first = re.search(r"the first vintage is (\d{4}-\d\d-\d\d)", message)
    assert first is not None
    with newsroom.evidence(None, date.fromisoformat(first[1])) as view:
        assert view.as_of == date.fromisoformat(first[1])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def test_nothing_is_computed_that_is_not_used() -> None:
    desk, path = find_brief(BRIEF)
    brief = load_brief(path)
    said = " ".join(_texts(replace(brief, figures=(), series={})))
    reckoned = " ".join([*_texts(brief.figures), said])
    assert brief.figures
    for spec in brief.figures:
        ids = [expand(spec.id, values) for values in spec.each or ({},)]
        used = [name for name in ids if re.search(rf"(?<![\w.-]){name}(?![\w-])", said)]
        leaned_on = [name for name in ids if f"@{name}" in reckoned]
        assert used or leaned_on or f"@{spec.id}" in reckoned, spec.id
    for name in brief.periods:
        assert f"${name}" in reckoned, name
    for name in desk.names():
        assert f"{{{{n:{name}}}}}" in said, name
