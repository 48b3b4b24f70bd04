"""Statements: what is refused, ranges and votes by hand, differences role by role."""

import json

import pytest

from policywire.facts.errors import BadArticle
from policywire.policy.statements import as_record, read_statement
from policywire.policy.statements.diff import compare, difference_record
from policywire.policy.statements.rates import Target, decided, moved_by, target_in
from policywire.policy.statements.roles import Role, role_of
from policywire.policy.statements.text import sentences
from policywire.policy.statements.votes import find_votes

# Written for these tests, in the manner of a statement; no passage of a real one.
OLD = """For release at 2:00 p.m. EDT

Economic activity grew at a firm pace. Job gains were solid in the U.S. this spring.
Inflation is elevated.

The Committee seeks maximum employment. In support of its goals, the Committee decided to maintain
the target range for the federal funds rate at 4-1/4 to 4-1/2 percent. The Committee will continue
reducing its holdings of Treasury securities.

Voting for the monetary policy action were Ann A. Alpha, Chair; Bob B. Beta, Vice Chair; Cy Gamma;
and Di D. Delta. Voting against this action was Eve E. Epsilon, who preferred to lower the target
range for the federal funds rate by 1/4 percentage point at this meeting.

For media inquiries, please email.
"""
NEW = """Economic activity grew at a slower pace. Job gains were solid in the U.S. this spring.
Inflation is elevated.

The Committee seeks maximum employment. In support of its goals, the Committee decided to lower
the target range for the federal funds rate by 1/4 percentage point to 4 to 4-1/4 percent. The
Committee judges that risks have risen.

Voting for the monetary policy action were Ann A. Alpha, Chair; Bob B. Beta, Vice Chair; Cy Gamma;
and Eve E. Epsilon. Voting against this action was Di D. Delta, who preferred no change to the
target range for the federal funds rate at this meeting.
"""


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "is empty"),
        ("  \n\n ", "is empty"),
        (b"", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF file"),
        ("%PDF-1.4 text", "is a PDF file"),
        ("<!DOCTYPE html><html><body><p>The Committee</p></body></html>", "is an HTML page"),
        ("The Committee <br/> decided.\n\nThe federal funds rate.", "is an HTML page"),
        (b"\x00\x01\x02", "binary data"),
        (b"caf\xe9 Committee", "no UTF-8 text"),
        ("The Committeeâ€™s goal.\n\nThe federal funds rate.", "wrong encoding"),
        ("The Committee decided on the federal funds rate.", "1 paragraph"),
        ("March 20, 2024\n\nThe Committee decided on the federal funds rate.", "1 paragraph"),
        ("The Committee met.\n\nThe federal funds rate will be rai", "breaks off inside"),
        (f"The Committee met.\n\nThe {'federal ' * 1_100}funds rate.", "a paragraph of 8,8"),
        (f"The Committee met.\n\nThe federal funds {'r' * 201} rate.", "a word of 201"),
        ("A tale of two cities.\n\nIt was the best of times.", "no statement of the Federal"),
    ],
)
def test_texts_that_are_refused(content: bytes | str, what: str) -> None:
    with pytest.raises(BadArticle, match=what):
        read_statement(content, "specimen.txt")


def test_cutting_a_statement_anywhere_inside_a_sentence_is_seen() -> None:
    """Every cut of the body ends in an error or at the end of a sentence; none passes silently."""
    body = NEW.strip()
    for at in range(1, len(body)):
        cut = body[:at]
        try:
            found = read_statement(cut, "cut.txt")
        except BadArticle:
            continue
        assert body[len(cut.rstrip()) :][:1].strip() == ""
        assert body.startswith(cut.rstrip())
        if "Voting for" not in cut:
            assert "no vote found: the text may be cut" in found.notes


@pytest.mark.parametrize(
    ("sentence", "lower", "upper"),
    [
        ("the target range for the federal funds rate at 1/4 to 1/2 percent.", 0.25, 0.5),
        ("the target range for the federal funds rate to 0 to 1/4 percent.", 0, 0.25),
        ("the target range for the federal funds rate at 5¼ to 5½ percent.", 5.25, 5.5),
        ("the target range for the federal funds rate to ¾ to 1 percent", 0.75, 1.0),
        (
            "raise the target range for the federal funds rate to 1 percent to 1-1/4 percent",
            1,
            1.25,
        ),
        ("the target range for the federal funds rate at 4.25 to 4.5 percent", 4.25, 4.5),
        ("keep its target for the federal funds rate at 1 percent.", 1.0, 1.0),
        ("its target for the federal funds rate by 25 basis points to 5-3/4 percent.", 5.75, 5.75),
        ("the current 0 to 1/4 percent target range for the federal funds rate remains", 0, 0.25),
    ],
)
def test_ranges(sentence: str, lower: float, upper: float) -> None:
    assert target_in(sentence) == Target(lower, upper)


@pytest.mark.parametrize(
    "sentence",
    [
        "Inflation stayed at 2 to 3 percent.",
        "The federal funds rate is one tool; the Committee's 2 percent goal stands.",
        "the target range for the federal funds rate at 4-1/2 to 4-1/4 percent",
    ],
)
def test_no_range(sentence: str) -> None:
    assert target_in(sentence) is None


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("by 1/4 percentage point", 0.25),
        ("by 0.5 percentage point to", 0.5),
        ("by a half percentage point", 0.5),
        ("by 25 basis points", 0.25),
        ("by much", None),
    ],
)
def test_sizes(text: str, size: float | None) -> None:
    assert moved_by(text) == size


def test_verbs() -> None:
    assert decided("decided to raise the target") == "raise"
    assert decided("preferred to reduce the range") == "lower"
    assert decided("supported no change") == "maintain"
    assert decided("saw merit") == ""


def test_initials_end_no_sentence() -> None:
    assert sentences("Job gains in the U.S. economy rose. Ann A. Alpha agreed.") == (
        "Job gains in the U.S. economy rose.",
        "Ann A. Alpha agreed.",
    )


RANGE_OF = "the target range for the federal funds rate"
ACTION = (
    "the Committee decided to lower the target range for the federal funds rate by 1/4 percentage "
    "point to 4 to 4-1/4 percent."
)


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        (
            "was Al A. One, who preferred to lower the target range for the federal funds rate by "
            "1/2 percentage point.",
            [("Al A. One", "lower", "easier")],
        ),
        (
            "were Al A. One and Bo Two, who preferred to maintain the target range for the federal "
            "funds rate at 4-1/4 to 4-1/2 percent.",
            [("Al A. One", "maintain", "tighter"), ("Bo Two", "maintain", "tighter")],
        ),
        (
            "were Al A. One, who preferred to lower the target range for the federal funds rate to "
            "3-3/4 to 4 percent; and Bo Two and Cy C. Three, who preferred no change to the target "
            "range.",
            [
                ("Al A. One", "lower", "easier"),
                ("Bo Two", "maintain", "tighter"),
                ("Cy C. Three", "maintain", "tighter"),
            ],
        ),
        (
            "were: Al A. One, Bo Two, and Cy Three, each of whom preferred at this meeting to "
            "raise the target range for the federal funds rate to 4-1/2 to 4-3/4 percent.",
            [(name, "raise", "tighter") for name in ("Al A. One", "Bo Two", "Cy Three")],
        ),
        (
            "was Al A. One, who supported the range but preferred to slow the decline of holdings.",
            [("Al A. One", "other", "unclear")],
        ),
        ("was Al A. One.", [("Al A. One", "other", "unclear")]),
        (
            "were Al A. One, who preferred to lower the target range by 1/4 percentage point.",
            [("Al A. One", "lower", "unclear")],
        ),
    ],
)
def test_dissents(clause: str, told: list[tuple[str, str, str]]) -> None:
    lines = (
        "Voting for the action were Ann A. Alpha, Chair, Bob Beta, Vice Chair; and Cy Gamma.",
        f"Voting against this action {clause}",
    )
    found = find_votes(lines, ACTION)
    assert found is not None
    assert found.in_favour == ("Ann A. Alpha", "Bob Beta", "Cy Gamma")
    assert [(one.name, one.preferred, one.side) for one in found.against] == told
    assert found.count == (3, len(told))


def test_a_smaller_rise_than_decided_is_the_easier_side() -> None:
    """As on 15 June 2022: the verb is raise, the side is easier."""
    action = f"the Committee decided to raise {RANGE_OF} to 1-1/2 to 1-3/4 percent"
    against = (
        f"Voting against this action was Al One, who preferred to raise {RANGE_OF} to 1-1/4 to "
        "1-1/2 percent."
    )
    found = find_votes(("Voting for the action were Ann Alpha and Bo Beta.", against), action)
    assert found is not None
    assert [(one.preferred, one.side) for one in found.against] == [("raise", "easier")]


def test_votes_of_other_forms() -> None:
    counted = find_votes(("The Committee approved the following statement by a 9 - 3 vote.",), "")
    assert counted is not None
    assert (counted.count, counted.in_favour) == ((9, 3), ())
    none = find_votes(
        ("Voting for the action were A. Alpha; and B. Beta.", "Voting against the action: none."),
        "",
    )
    assert none is not None
    assert none.count == (2, 0)
    assert find_votes(("Economic activity grew.",), "") is None
    colon = find_votes(
        ("Voting for this action: A. Alpha, Chair; B. Beta, Jr.; and C. Gamma.",), ""
    )
    assert colon is not None
    assert colon.in_favour == ("A. Alpha", "B. Beta, Jr.", "C. Gamma")
    mixed = find_votes(("Voting for were: A. Alpha, Chair, B. Beta, C. Gamma; and D. Delta.",), "")
    assert mixed is not None
    assert mixed.count == (4, 0)
    agreed = find_votes(
        ("The Committee approved the following statement by a unanimous vote.",), ""
    )
    assert agreed is not None
    assert (agreed.in_favour, agreed.against, agreed.count) == ((), (), None)


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Inflation is elevated.", Role.OPENING),
        ("Inflation is expected to fall.", Role.OUTLOOK),
        ("Risks are balanced.", Role.OUTLOOK),
        ("The Committee decided to keep the target range for the federal funds rate.", Role.ACTION),
        ("In considering additional adjustments, it will assess data.", Role.GUIDANCE),
        ("It will reinvest principal payments.", Role.BALANCE_SHEET),
        ("Voting for the action were A. Alpha; and B. Beta.", Role.VOTES),
        ("Cy Gamma voted as an alternate member.", Role.VOTES),
        ("Voting against this action was Al One.", Role.DISSENTS),
    ],
)
def test_roles(sentence: str, role: Role) -> None:
    assert role_of(sentence) is role


def test_a_statement_in_full() -> None:
    found = read_statement(OLD.encode(), "old")
    assert (found.target, found.action) == (Target(4.25, 4.5), "maintain")
    assert found.votes is not None
    assert found.votes.count == (4, 1)
    assert found.votes.against[0].side == "easier"
    assert found.sentences[0].text == "Economic activity grew at a firm pace."
    assert not any("media" in one.text for one in found.sentences)
    assert json.loads(json.dumps(as_record(found)))["target"] == {"lower": 4.25, "upper": 4.5}


def test_a_difference_by_hand() -> None:
    found = compare(read_statement(OLD, "old"), read_statement(NEW, "new"))
    told = {(one.role, one.kind): one for one in found.changes}
    changed = told[Role.OPENING, "changed"]
    assert changed.words == (
        ("same", "Economic activity grew at a"),
        ("removed", "firm"),
        ("added", "slower"),
        ("same", "pace."),
    )
    assert told[Role.BALANCE_SHEET, "removed"].new == ""
    assert told[Role.OUTLOOK, "added"].new == "The Committee judges that risks have risen."
    assert found.ranges == (Target(4.25, 4.5), Target(4.0, 4.25))
    assert (found.votes.old, found.votes.new) == ((4, 1), (4, 1))
    assert found.votes.new_dissents == ("Di D. Delta",)
    assert found.votes.ended_dissents == ("Eve E. Epsilon",)
    assert (found.votes.joined, found.votes.left) == ((), ())
    record = json.loads(json.dumps(difference_record(found)))
    assert set(record["roles"]) == {role.value for role in Role}


def test_a_statement_against_itself_is_kept_whole() -> None:
    one = read_statement(NEW, "new")
    found = compare(one, one)
    assert {change.kind for change in found.changes} == {"kept"}
    assert found.share_kept == 1


def test_nothing_is_lost_in_a_difference() -> None:
    """Every sentence of both stands in exactly one change."""
    old, new = read_statement(OLD, "old"), read_statement(NEW, "new")
    found = compare(old, new)
    assert sorted(c.old for c in found.changes if c.old) == sorted(s.text for s in old.sentences)
    assert sorted(c.new for c in found.changes if c.new) == sorted(s.text for s in new.sentences)
