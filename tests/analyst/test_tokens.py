"""Draft text to words and tokens, and every brace that is no token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policywire.analyst.draft import Kind, Token
from policywire.analyst.tokens import read_sentence
from policywire.facts.errors import BadDocument


def test_read_by_hand() -> None:
    text = (
        "In {{t:mx}} imports {{dir:growth|rose|fell}} {{f:growth|abs}}, "
        "under {{n:art}} of {{d:day|year}}."
    )
    made = read_sentence(text, ("growth > 0",), "declined")
    assert made.parts == (
        "In ",
        Token(Kind.PERIOD, "mx"),
        " imports ",
        Token(Kind.DIRECTION, "growth", ("rose", "fell")),
        " ",
        Token(Kind.FIGURE, "growth", ("abs",)),
        ", under ",
        Token(Kind.NAME, "art"),
        " of ",
        Token(Kind.DATE, "day", ("year",)),
        ".",
    )
    assert made.holds == ("growth > 0",)
    assert made.cites == "declined"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("plain words", ("plain words",)),
        ("{{f:a}}", (Token(Kind.FIGURE, "a"),)),
        ("{{f:a}}{{f:b}}", (Token(Kind.FIGURE, "a"), Token(Kind.FIGURE, "b"))),
        ("{{f: a }}", (Token(Kind.FIGURE, "a"),)),
        ("{{f:a|short|signed}}", (Token(Kind.FIGURE, "a", ("short", "signed")),)),
        ("{{f:rule.usmca.rvc@2027-07-01}}", (Token(Kind.FIGURE, "rule.usmca.rvc@2027-07-01"),)),
        (
            "{{dir:a|is up|is down|is level}}",
            (Token(Kind.DIRECTION, "a", ("is up", "is down", "is level")),),
        ),
    ],
)
def test_forms_and_edges_by_hand(text: str, parts: tuple[str | Token, ...]) -> None:
    assert read_sentence(text).parts == parts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{x:a}}", "'{{x:a}}' is no token; kinds are f, p, range, t, dir, cmp, d, n"),
        ("{{figure:a}}", "is no token"),
        ("{{F:a}}", "is no token"),
        ("{{text:534 billion}}", "is no token"),
        ("{{cmp:a}}", "compares two figures"),
        ("{{cmp:a,b,c}}", "compares two figures"),
        ("{{cmp:,b}}", "compares two figures"),
        ("{{ f:a }}", "brace outside a token"),
        ("{{f:}}", "brace outside a token"),
        ("{{f}}", "brace outside a token"),
        ("{{}}", "brace outside a token"),
        ("{f:a}", "brace outside a token"),
        ("{{f:a}", "brace outside a token"),
        ("{f:a}}", "brace outside a token"),
        ("{{f:a}}}", "brace outside a token"),
        ("{{{f:a}}", "brace outside a token"),
        ("words } words", "brace outside a token"),
        ("{{f:a}} and {{f:b", "brace outside a token"),
        ("{{f:{{f:a}}}}", "brace outside a token"),
    ],
)
def test_what_is_no_token_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadDocument) as error:
        read_sentence(text)
    assert why in str(error.value)


WORDS = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=20)
REFS = st.from_regex(r"[a-z][a-z0-9_.@-]{0,15}", fullmatch=True)
TOKENS = st.builds(
    Token,
    st.sampled_from([kind for kind in Kind if kind not in (Kind.TEXT, Kind.COMPARISON)]),
    REFS,
    st.lists(st.from_regex(r"[a-z ]{1,8}", fullmatch=True), max_size=3).map(tuple),
)


def written(part: str | Token) -> str:
    if isinstance(part, str):
        return part
    return "{{" + "|".join([f"{part.kind.value}:{part.ref}", *part.forms]) + "}}"


@given(st.lists(WORDS | TOKENS, max_size=6))
def test_text_and_back(parts: list[str | Token]) -> None:
    text = "".join(map(written, parts))
    made = read_sentence(text)
    assert "".join(map(written, made.parts)) == text
    assert [part for part in made.parts if isinstance(part, Token)] == [
        part for part in parts if isinstance(part, Token)
    ]


@given(st.text("{}:|fdtnir a1", max_size=20))
def test_any_text_is_a_sentence_or_a_bad_one(text: str) -> None:
    try:
        made = read_sentence(text)
    except BadDocument:
        return
    assert not any("{" in part or "}" in part for part in made.parts if isinstance(part, str))
