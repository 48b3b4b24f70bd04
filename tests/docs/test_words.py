"""The page on words says the thresholds and rules that the code has, no more and no less."""

import re
from pathlib import Path

import pytest

from policywire.analyst import wording
from policywire.analyst.rules import catalogue
from tools.make_rules_reference import rules_reference

PAGE = Path(__file__).parents[2] / "docs" / "explain" / "words.md"
TEXT = PAGE.read_text(encoding="utf-8")
RULES = PAGE.parents[1] / "reference" / "rules.md"


def codes_told() -> set[str]:
    """Return the codes of the table of families, ranges such as N1 to N8 written out."""
    rows = re.findall(r"(?m)^\| [a-z ]+ \| ([A-Z]\d.*?) \|", TEXT)
    found: set[str] = set()
    for part in ", ".join(rows).split(", "):
        first, _, last = part.partition(" to ")
        places = range(int(first[1:]), int((last or first)[1:]) + 1)
        found |= {f"{first[0]}{place}" for place in places}
    return found


def test_every_rule_is_in_a_family() -> None:
    assert codes_told() == set(catalogue())


def test_every_rule_is_listed_with_its_words() -> None:
    page = RULES.read_text(encoding="utf-8")
    assert page == rules_reference(), "Run python tools/make_rules_reference.py."
    assert page.count("`") > 600
    assert set(re.findall(r"(?m)^## ([A-Z]\d)$", page)) == set(catalogue())


@pytest.mark.parametrize("code", list(catalogue()))
def test_what_excuses_a_rule_is_told(code: str) -> None:
    told = {
        name: excuse
        for pattern, excuse in (
            (r"\*\*A condition\*\* lets (.+?) stand", "condition"),
            (r"\*\*A rank\*\* .+? lets (.+?)\s+stand", "rank"),
            (r"\*\*A source\*\* lets (.+?) stand", "source"),
        )
        for match in re.findall(pattern, TEXT)
        for name in re.findall(r"[A-Z]\d", match)
    }
    assert told.get(code, "") == catalogue()[code].excuse


def test_the_thresholds_are_those_of_the_code() -> None:
    for name, limits in (("percent", wording._PERCENT), ("percentage points", wording._POINTS)):
        flat, slight, sharp = (f"{size:g}" for size in (limits.flat, limits.slight, limits.sharp))
        row = (
            f"| {name} | below {flat} | {flat} to below {slight} | {slight} to below {sharp} "
            f"| {sharp} and more |"
        )
        assert row in TEXT


def test_the_verbs_are_those_of_the_code() -> None:
    for up, down in (*wording._PLAIN, *wording._LEVEL):
        assert f"`{up}` and `{down}`" in " ".join(TEXT.split())
