"""The page on words says the thresholds and rules that the code has, no more and no less."""

import re
from pathlib import Path

import pytest

from policywire.analyst import verify, wording
from policywire.analyst.draft import Line, Span
from tools.make_rules_reference import rules_reference

PAGE = Path(__file__).parents[2] / "docs" / "explain" / "words.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = dict(re.findall(r"(?m)^\| ([A-Z]\d) \| (.+) \| .+ \|$", TEXT))
BOUND = {"N4", "N5", "N6"}  # rules over tokens, which have no word list
SIGNS = {"N1"}  # a class of characters


def words_of(code: str) -> list[str]:
    return re.findall(r"`([^`]+)`", ROWS[code])


def test_every_rule_has_its_row() -> None:
    assert set(ROWS) == {rule.code for rule in verify.RULES} | BOUND
    assert {fault for fault in re.findall(r'Fault\("(\w+)"', read_source())} == BOUND


def read_source() -> str:
    return Path(verify.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(set(ROWS) - BOUND - SIGNS))
def test_every_word_of_a_row_is_refused_by_its_rule(code: str) -> None:
    for word in words_of(code):
        faults = verify.check_line(Line((Span(f"Then {word} it"),)), {})
        assert code in {fault.code for fault in faults}, word


def test_every_word_of_every_rule_is_listed() -> None:
    page = (PAGE.parents[1] / "reference" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_reference()
    assert page.count("`") > 300


@pytest.mark.parametrize("rule", verify.RULES, ids=lambda rule: str(rule.code))
def test_what_excuses_a_rule_is_told(rule: verify._Rule) -> None:
    told = {
        code: excuse
        for codes, excuse in (
            (re.search(r"\*\*Conditions\*\* let (.+?) stand", TEXT), "condition"),
            (re.search(r"\*\*A source\*\* lets (.+?) stand", TEXT), "source"),
        )
        if codes
        for code in re.findall(r"[A-Z]\d", codes[1])
    }
    assert told.get(rule.code, "") == rule.excuse


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
