"""Composition over a small brief: what is written, struck, put otherwise, and refused."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from policywire.analyst import Byline, Manuscript, Release, compose
from policywire.analyst.brief import BlockSpec, SectionSpec, TableSpec
from policywire.analyst.draft import Bullets, Kind, Line, Paragraph, Table
from policywire.analyst.guards import check_name
from policywire.analyst.registry import Registry
from policywire.analyst.say import Say, expand, said
from policywire.analyst.tokens import read_sentence
from policywire.analyst.writers.plain import PlainWriter
from policywire.evidence import Store, View
from policywire.facts import Citation
from policywire.facts.errors import (
    BadDocument,
    BadExpression,
    ClaimRefused,
    NotHeld,
    PolicywireError,
)
from policywire.policy import Law
from tests.analyst.conftest import BRIEF, EARLY, LATE, NAMES, brief_of

BYLINE = Byline("Desk", "remit", "audience", "purpose", "disclosure", "writer")
RELEASES = (Release(date(2026, 1, 1), "FT-900", Citation("t", "l")),)


def composed(view: View, law: Law, **changes: Any) -> Manuscript:
    """Compose the small brief, some of its fields replaced."""
    return compose(brief_of(**changes), view, law, names=NAMES, byline=BYLINE, releases=RELEASES)


def paragraph(*sentences: str | Say) -> SectionSpec:
    return SectionSpec("stands", "Where trade stands", (BlockSpec(sentences),), ("years",))


def said_by(made: Manuscript) -> list[str]:
    """Return the lines of the first section."""
    blocks = made.sections[0].blocks
    lines: Iterable[Line] = [
        line for block in blocks if isinstance(block, Paragraph) for line in block.lines
    ]
    return [line.text for line in lines]


# ------------------------------------------------------------------------- what is written


def test_the_small_brief_by_hand(view: View, law: Law) -> None:
    stages: list[str] = []
    made = compose(
        brief_of(), view, law, names=NAMES, byline=BYLINE, releases=RELEASES, progress=stages.append
    )
    assert made.headline.text == "Imports from Mexico grew"
    assert (
        made.standfirst.text == "Imports from Mexico rose 27.5 percent to $612.0 billion in 2024."
    )
    assert [line.text for line in made.takeaways] == [
        "Mexico supplied 20.4 percent of imports in 2024."
    ]
    assert said_by(made) == ["Imports from Canada declined by 14.3 percent in 2024."]
    assert made.sections[0].heading.text == "Where trade stands"
    assert made.struck == ()
    assert made.checked == 7  # headline, standfirst, takeaway, heading, sentence, title, reading
    assert (made.brief, made.language, made.as_of, made.data_as_of) == ("small", "en", LATE, LATE)
    alone = replace(BYLINE, disclosure=f"{BYLINE.disclosure} No language model took part.")
    assert (made.byline, made.releases) == (alone, RELEASES)
    assert stages[0] == "8 figures computed"
    assert len(stages) == 3


def test_every_printed_figure_is_listed_and_no_other(view: View, law: Law) -> None:
    made = composed(view, law)
    text = {span.ref for line in made.takeaways for span in line.spans if span.kind is Kind.FIGURE}
    assert text == {"mx_share"}
    assert list(made.figures) == [
        *("mx_growth", "mx_now", "mx_share", "ca_growth"),
        *("years.mexico.2023", "years.mexico.2024", "years.canada.2023", "years.canada.2024"),
    ]
    assert [item.id for item in made.findings] == ["mx_growth", "mx_now", "mx_share", "ca_growth"]


def test_sources_are_numbered_data_first(view: View, law: Law) -> None:
    made = composed(view, law, standfirst="Its term is {{f:rule.term}}, from {{d:in_force}}.")
    assert [source.number for source in made.sources] == [1, 2, 3]
    assert [source.origin.file if source.origin else "" for source in made.sources] == [
        "a.csv",
        "b.csv",
        "",
    ]
    assert made.sources[2].citation == Citation("The Agreement", "Annex 4-B")
    assert made.events == {
        "in_force": (date(2020, 7, 1), "It enters into force", made.sources[2].citation)
    }


def test_the_reader_who_stands_earlier_gets_the_earlier_article(store: Store, law: Law) -> None:
    with store.read(EARLY) as view:
        made = composed(view, law)
    assert made.standfirst.text == (
        "Imports from Mexico rose 25.0 percent to $600.0 billion in 2024."
    )
    assert (made.as_of, made.data_as_of) == (EARLY, EARLY)


def test_the_same_brief_twice_is_the_same_article(view: View, law: Law) -> None:
    assert composed(view, law) == composed(view, law)


def test_names_dates_and_periods_by_hand(view: View, law: Law) -> None:
    text = (
        "{{n:usmca}} under {{n:art-34-7}} began on {{d:in_force}}, in {{d:in_force|month}} of "
        "{{d:in_force|year}}; {{t:mx_growth}} is set against {{t:mx_growth|against}}."
    )
    made = composed(view, law, standfirst=text)
    assert made.standfirst.text == (
        "The U.S.-Mexico-Canada Agreement (USMCA) under Article 34.7 began on July 1, 2020, in "
        "July 2020 of 2020; 2024 is set against 2023."
    )
    assert made.names == NAMES | {"usmca": NAMES["usmca"]}
    assert list(made.names) == ["usmca", "art-34-7"]


def test_direction_words_rotate_through_the_article(view: View, law: Law) -> None:
    first, other, last = (
        f"{word} imports from Mexico {{{{dir:mx_growth}}}} by {{{{f:mx_growth|abs}}}} "
        "in {{t:mx_growth}}."
        for word in ("All", "So", "Those")
    )
    section = paragraph(first, other, "They {{dir:mx_growth|rose|fell}}.", last)
    assert said_by(composed(view, law, sections=(section,))) == [
        "All imports from Mexico increased sharply by 27.5 percent in 2024.",
        "So imports from Mexico grew sharply by 27.5 percent in 2024.",
        "They rose.",
        "Those imports from Mexico rose sharply by 27.5 percent in 2024.",
    ]


def test_a_table_is_checked_cell_by_cell(view: View, law: Law) -> None:
    table = TableSpec(
        "Imports in {{t:mx_now}}", ("Partner", ""), (("Mexico", "{{f:mx_now|short}}"),), "A note."
    )
    section = SectionSpec("stands", "Where trade stands", (BlockSpec(table=table),), ("years",))
    made = composed(view, law, sections=(section,))
    (block,) = made.sections[0].blocks
    assert isinstance(block, Table)
    assert (block.caption.text, block.rows[0][1].text) == ("Imports in 2024", "612.0")
    assert made.checked == 7 - 1 + 6
    wrong = replace(table, rows=(("Mexico", "612.0"),))
    section = replace(section, blocks=(BlockSpec(table=wrong),))
    with pytest.raises(ClaimRefused, match=r"stands: '612\.0': N1 '612\.0'"):
        composed(view, law, sections=(section,))


def test_a_list_leaves_out_what_does_not_stand(view: View, law: Law) -> None:
    items: tuple[tuple[str | Say, ...], ...] = (
        ("Kept.", Say("Gone.", ("mx_growth < 0",))),
        (Say("Gone too.", ("mx_growth < 0",)),),
        ("Kept as well.",),
    )
    section = SectionSpec("stands", "Where trade stands", (BlockSpec(bullets=items),), ("years",))
    made = composed(view, law, sections=(section,))
    (block,) = made.sections[0].blocks
    assert isinstance(block, Bullets)
    assert [[line.text for line in item] for item in block.items] == [["Kept."], ["Kept as well."]]


# ------------------------------------------------------------------------- strikes and otherwise


def test_a_sentence_whose_condition_fails_is_struck(view: View, law: Law) -> None:
    made = composed(
        view, law, sections=(paragraph("Kept.", Say("Canada gained.", ("ca_growth > 0",))),)
    )
    assert said_by(made) == ["Kept."]
    (strike,) = made.struck
    assert (strike.where, strike.text, strike.why) == (
        "stands",
        "Canada gained.",
        "not true: ca_growth > 0",
    )


def test_a_sentence_the_checker_refuses_is_struck_with_the_rule(view: View, law: Law) -> None:
    made = composed(view, law, sections=(paragraph("Imports rose by half.", "Kept."),))
    assert said_by(made) == ["Kept."]
    (strike,) = made.struck
    assert strike.text == "Imports rose by half."
    assert "N2 'half'" in strike.why
    assert "D1 'rose'" in strike.why


def test_one_false_condition_of_many_is_enough(view: View, law: Law) -> None:
    wanted = Say("Mexico leads.", ("mx_rank == 1", "mx_growth > ca_growth", "ca_growth > 0"))
    assert said_by(composed(view, law, sections=(paragraph(wanted),))) == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("mx_growth > 0", "Imports from Mexico rose."),
        ("mx_growth < 0", "Imports from Mexico were {{f:mx_now}} in {{t:mx_now}}."),
    ],
)
def test_the_otherwise_branch_is_taken_only_then(
    view: View, law: Law, condition: str, expected: str
) -> None:
    other = "Imports from Mexico were {{f:mx_now}} in {{t:mx_now}}."
    wanted = Say("Imports from Mexico rose.", (condition,), otherwise=other)
    made = composed(view, law, sections=(paragraph(wanted),))
    assert said_by(made) == [
        expected.replace("{{f:mx_now}}", "$612.0 billion").replace("{{t:mx_now}}", "2024")
    ]
    assert made.struck == ()


def test_the_otherwise_branch_is_checked_too(view: View, law: Law) -> None:
    wanted = Say("x", ("mx_growth < 0",), otherwise="Because of this, imports were 612.")
    made = composed(view, law, sections=(paragraph(wanted),))
    assert said_by(made) == []
    assert "N1 '612.'" in made.struck[0].why
    assert "C1 'Because of'" in made.struck[0].why or "C1 'Because'" in made.struck[0].why


def test_a_source_lets_a_cause_stand_and_is_listed(view: View, law: Law) -> None:
    cause = "More is asked for because of the deficit."
    assert said_by(composed(view, law, sections=(paragraph(cause),))) == []
    made = composed(view, law, sections=(paragraph(Say(cause, cites="asked_for")),))
    assert said_by(made) == [cause]
    assert made.cited == {"asked_for": Citation("A newspaper", "March 1, 2025")}
    assert made.sources[-1].citation == made.cited["asked_for"]


def test_an_unknown_source_is_refused_with_near_ones(view: View, law: Law) -> None:
    with pytest.raises(PolicywireError, match="asked_fro") as error:
        composed(view, law, sections=(paragraph(Say("It is so.", cites="asked_fro")),))
    assert "Near: asked_for" in str(error.value)


def test_a_source_not_yet_known_is_refused(view: View, law: Law) -> None:
    with pytest.raises(NotHeld, match="'declined' was not known as of 2025-08-01"):
        composed(view, law, sections=(paragraph(Say("It is declined.", cites="declined")),))


def test_a_rule_may_stand_in_a_condition_before_it_is_printed(view: View, law: Law) -> None:
    made = composed(view, law, sections=(paragraph(Say("It holds.", ("rule.content.car >= 75",))),))
    assert said_by(made) == ["It holds."]


def test_words_inside_a_direction_are_the_authors_and_so_are_checked(view: View, law: Law) -> None:
    for words in (
        "rose 99 percent|fell",
        "doubled|fell",
        "rose because of the tariff|fell",
        "rose to a record|fell",
        "rose, so buy pesos|fell",
        "fell|rose",
        "did not rise|did not fall",
    ):
        sentence = f"Imports {{{{dir:mx_growth|{words}}}}}."
        with pytest.raises(BadDocument, match="must be a word for a rise"):
            composed(view, law, sections=(paragraph(sentence),))
    smuggled = (
        "Imports {{dir:mx_growth|rose|fell|stood at 99 percent}}.",
        "Imports {{dir:mx_growth|rose|fell|doubled}}.",
        "Imports {{dir:mx_growth|rose|fell|stayed because of the tariff}}.",
    )
    made = composed(view, law, sections=(paragraph(*smuggled),))
    assert said_by(made) == []
    assert len(made.struck) == len(smuggled)


# ------------------------------------------------------------------------- what may not be left out


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        (
            {"headline": Say("Imports fell", ("mx_growth < 0",))},
            "head: 'Imports fell': not true: mx_growth < 0",
        ),
        ({"headline": "Imports rose"}, "head: 'Imports rose': D1 'rose'"),
        ({"standfirst": "It was 612 billion."}, "head: 'It was 612 billion.': N1 '612'"),
        ({"takeaways": ("A robust year.",)}, "takeaways: 'A robust year.': B1 'robust'"),
        ({"takeaways": (Say("x", ("mx_rank == 2",)),)}, "takeaways: 'x': not true: mx_rank == 2"),
    ],
)
def test_a_line_that_may_not_be_left_out_refuses_the_article(
    view: View, law: Law, changes: dict[str, Any], where: str
) -> None:
    with pytest.raises(ClaimRefused) as error:
        composed(view, law, **changes)
    message = str(error.value)
    assert message.startswith("small is not written; these lines do not stand:")
    assert where in message
    assert message.endswith("Change each sentence, or give it an otherwise.")


def test_a_heading_may_not_be_left_out(view: View, law: Law) -> None:
    section = replace(paragraph("Kept."), heading="Why trade doubled")
    with pytest.raises(ClaimRefused, match="stands: 'Why trade doubled': N2 'doubled'"):
        composed(view, law, sections=(section,))


def test_every_line_that_does_not_stand_is_named_at_once(view: View, law: Law) -> None:
    with pytest.raises(ClaimRefused) as error:
        composed(view, law, headline="It doubled", standfirst="By 5.", takeaways=("It is robust.",))
    assert [code for code in ("N2", "N1", "B1") if f"{code} '" in str(error.value)] == [
        "N2",
        "N1",
        "B1",
    ]


def test_an_alternative_saves_a_headline(view: View, law: Law) -> None:
    wanted = Say("Imports fell", ("mx_growth < 0",), otherwise="Imports are what they are")
    assert composed(view, law, headline=wanted).headline.text == "Imports are what they are"


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("It was {{f:mx_nwo}}.", BadDocument, "No figure is called 'mx_nwo'. Near: mx_now"),
        ("In {{t:mx_nwo}}.", BadDocument, "Near: mx_now"),
        ("It {{dir:mx_grwth}}.", BadDocument, "Near: mx_growth"),
        ("On {{d:reveiw}}.", NotHeld, "No event is called 'reveiw'. Near: review"),
        ("Under {{n:usmac}}.", BadDocument, "No name is registered as 'usmac'. Near: usmca"),
        (
            "It was {{f:mx_now|shrot}}.",
            BadDocument,
            "small, stands: 'shrot' is no form of a number. Near: short",
        ),
        ("In {{t:mx_now|short}}.", BadDocument, "'short' is no form of a period"),
        ("In {{t:mx_now|against}}.", BadDocument, "'mx_now' is compared with no earlier period"),
        ("In {{t:rule.term|against}}.", BadDocument, "is compared with no earlier period"),
        ("On {{d:review|week}}.", BadDocument, "'week' is no form of a date"),
        ("It {{dir:mx_growth|rose}}.", BadDocument, "a word for a rise and one for a fall"),
        ("On {{d:declined}}.", NotHeld, "The event 'declined' was not known as of 2025-08-01"),
        ("It was {{x:mx_now}}.", BadDocument, "is no token"),
        ("It was {f:mx_now}.", BadDocument, "brace outside a token"),
    ],
)
def test_a_token_that_names_nothing_stops_the_work(
    view: View, law: Law, text: str, kind: type[PolicywireError], why: str
) -> None:
    with pytest.raises(kind) as error:
        composed(view, law, sections=(paragraph(text),))
    assert why in str(error.value)


def test_an_unknown_figure_in_a_condition_stops_the_work(view: View, law: Law) -> None:
    with pytest.raises(BadExpression, match=r"no figure is called 'mx_grwth'\. Near: mx_growth"):
        composed(view, law, sections=(paragraph(Say("x", ("mx_grwth > 0",))),))


# ------------------------------------------------------------------------- the brief itself


def test_a_seventh_takeaway_is_refused() -> None:
    assert len(brief_of(takeaways=("x",) * 6).takeaways) == 6
    with pytest.raises(BadDocument, match="small has 7 takeaways; six at most"):
        brief_of(takeaways=("x",) * 7)
    one = "  - Mexico supplied {{f:mx_share}} of imports in {{t:mx_share}}.\n"
    with pytest.raises(BadDocument, match=r"^small\.yaml:\d+: small has 7 takeaways; six at most"):
        brief_of(BRIEF.replace(one, one * 7))


@pytest.mark.parametrize("shown", [(), ("years", "years"), ("years", "other"), ("yaers",)])
def test_an_exhibit_is_shown_once(shown: tuple[str, ...]) -> None:
    section = SectionSpec("stands", "Where trade stands", (), shown)
    with pytest.raises(BadDocument, match="small must show each exhibit once"):
        brief_of(sections=(section,))


def test_a_block_is_one_thing() -> None:
    table = TableSpec("c", ("h",), (("r",),))
    made: dict[str, Any]
    for made in (
        {},
        {"paragraph": ("x",), "table": table},
        {"paragraph": ("x",), "bullets": (("x",),)},
    ):
        with pytest.raises(BadDocument, match="a block is one of paragraph, bullets or table"):
            BlockSpec(**made)


def test_said_and_expand_by_hand() -> None:
    assert said("x") == Say("x")
    assert said(Say("x", ("a > b",))) == Say("x", ("a > b",))
    values = {"p": "mx", "name": "Mexico"}
    assert expand("{p}_in of {name}", values) == "mx_in of Mexico"
    assert expand("{{f:{p}_in}} in {{p}}", values) == "{{f:mx_in}} in {{p}}"
    with pytest.raises(BadDocument, match=r"each gives no value for \{nmae\}\. Near: name"):
        expand("of {nmae}", values)


# ------------------------------------------------------------------------- the plain writer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("imports grew", "Imports grew"),
        ("{{f:mx_rank}} in line", "First in line"),
        ("{{n:usmca}}", "The U.S.-Mexico-Canada Agreement (USMCA)"),
        ("", ""),
        ("Éxito", "Éxito"),
        ("élan", "Élan"),
    ],
)
def test_a_line_opens_with_a_capital(registry: Registry, text: str, expected: str) -> None:
    assert PlainWriter(registry).line(text).text == expected


def test_the_writer_keeps_what_it_wrote_in_order(registry: Registry) -> None:
    writer = PlainWriter(registry)
    writer.line("{{f:mx_now}} {{n:usmca}} {{d:review}} {{f:ca_now}} {{f:mx_now}} {{d:in_force}}")
    assert list(writer.used) == ["mx_now", "ca_now"]
    assert list(writer.events) == ["review", "in_force"]
    assert list(writer.names) == ["usmca"]


def test_spans_keep_their_reference(registry: Registry) -> None:
    line = PlainWriter(registry).write(
        read_sentence("In {{t:mx_now}} {{f:mx_now|abs}}.", (), "asked_for")
    )
    assert [(span.text, span.kind, span.ref) for span in line.spans] == [
        ("In ", Kind.TEXT, ""),
        ("2024", Kind.PERIOD, "mx_now"),
        (" ", Kind.TEXT, ""),
        ("$612.0 billion", Kind.FIGURE, "mx_now"),
        (".", Kind.TEXT, ""),
    ]
    assert line.cites == "asked_for"


@pytest.mark.parametrize(
    "text",
    [
        "99 percent",
        "534.9",
        "99 factories",
        "percent of growth, which fell because of tariffs",
        "two-way record",
        "rose $5",
        "billions of U.S. dollars more",
    ],
)
def test_a_name_may_be_no_figure(text: str) -> None:
    with pytest.raises(BadDocument, match="may not say"):
        check_name("x", text)


@pytest.mark.parametrize("text", ["Article 34.7", "Section 232", "10-year", "percent", "two-way"])
def test_a_name_may_hold_digits_and_terms_of_art(text: str) -> None:
    check_name("x", text)
